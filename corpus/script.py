"""Scripts: the letters that Japanese and English are written with, as ranges of a regular
expression, and texts without the differences of width and case.

Digits are `\\d` wherever they may have any width, `[0-9]` in what `corpus.numerals.plain` gives.
"""

from __future__ import annotations

import re
import unicodedata

HIRAGANA = "\u3041-\u309f"
KATAKANA = "\u30a1-\u30fa\u30fc-\u30ff"  # with ー, but not ・, which parts two words
KANJI = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # with 々〆〇
LATIN = "A-Za-zＡ-Ｚａ-ｚ"
JAPANESE = f"{KANJI}{HIRAGANA}{KATAKANA}\uff66-\uff9f"  # with half-width katakana
# What is as wide as it is high, signs too: no spaces stand between.
WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"

_IS_JAPANESE = re.compile(f"[{JAPANESE}]")
_IS_WIDE = re.compile(f"[{WIDE}]")


def has_japanese(text: str) -> bool:
    """Whether a letter of a text is kana or kanji. Full-width signs are none: （１）."""
    return _IS_JAPANESE.search(text) is not None


def is_wide(char: str) -> bool:
    """Whether a character is as wide as it is high, as those of Japanese are."""
    return _IS_WIDE.match(char) is not None


def folded(text: str) -> str:
    """A text in one width and one case; of another length, for comparison only.

    >>> folded("ＡＳＥＡＮ会合㌔")
    'asean会合キロ'
    """
    return unicodedata.normalize("NFKC", text).casefold()
