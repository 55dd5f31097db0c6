"""Wide: the letters of Japanese, between which no spaces stand, as a range of an expression."""

WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
