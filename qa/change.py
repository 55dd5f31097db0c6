"""Words for becoming more or less, as parts of regular expressions.

Whole words in English: "rising" is change, "risk" is none, nor is "drip".
"""

MORE_OR_LESS = "増|減|上昇|低下|上が|下が|伸び|上回|下回|短縮|延び|縮"
CHANGES = (
    r"\b(?:ris(?:e[ns]?|ing)|rose|increas\w*|gr[eo]w(?:s|n|ing|th)?|f[ae]ll(?:s|en|ing)?"
    r"|dropp?(?:s|ed|ing)?|decreas\w*|declin\w*|reduc\w*|chang\w*)\b"
)
