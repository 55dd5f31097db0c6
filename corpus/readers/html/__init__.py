"""HTML: the content of a web page as text; `reader` walks it, the others tell what is what."""
