"""PDF: from letters on pages to running text; `reader` goes from step to step.

`glyphs` and `rules` ask PDFium, `layout` makes lines, `tables` and `margins` take theirs out of
them, `rejoining` makes paragraphs of the rest.
"""
