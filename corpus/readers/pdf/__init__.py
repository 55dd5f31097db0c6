"""PDF: from letters on pages to running text; `reader` goes from step to step.

`glyphs` and `rules` ask PDFium, `layout` makes pieces of lines, `tables` and `margins` take theirs
out of them, `reading_order` makes lines of the rest, `rows` and `columns` tables that have no
rules, and `rejoining` paragraphs.
"""
