"""DOCX: a Word document as text; `reader` walks it, the others know parts of the format."""
