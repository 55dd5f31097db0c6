"""Strings: every word a person reads on the screen, in Japanese and English.

Only the interface: text of documents never passes through here.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from qa.question import Language
from ui.words import english, japanese

LANGUAGES: Mapping[Language, str] = MappingProxyType({"ja": "日本語", "en": "English"})

STRINGS: Mapping[Language, Mapping[str, str]] = MappingProxyType(
    {
        "ja": MappingProxyType(japanese.WORDS),
        "en": MappingProxyType(english.WORDS),
    }
)

# 第3節 -> "Section 3": how an English reader finds the place in the printed document.
DIVISIONS: Mapping[str, str] = MappingProxyType(
    {
        "編": "Part",
        "部": "Part",
        "章": "Chapter",
        "節": "Section",
        "款": "Subsection",
        "目": "Division",
        "条": "Article",
    }
)


def language_named(code: str) -> Language:
    """The language that a browser or a script names; English for anything unknown."""
    return "ja" if code == "ja" else "en"


def say(language: Language, key: str, **values: str) -> str:
    """The words for `key` in `language`: say("en", "missing", words="Berlin")."""
    return STRINGS[language][key].format(**values)
