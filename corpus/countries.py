"""Countries and territories of the world but Japan: which of them a text names, and which it may
mean.

A name is one in Japanese or English, "Vietnamese" and ベトナム人 too. What only may mean a country
is another's too, part of a longer word, one kanji (日越), or a city: パリ of France. Does not: tell
what is in a region, so a text on Asia names none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib import resources

from corpus.script import KANJI, KATAKANA, has_japanese

# What has the name of a country in it and is none; "in Chinese" is a language.
_NO_COUNTRY = (
    "(?:ラテン|[北南中]|中央)アメリカ|インド[・=]?(?:洋|太平洋)|(?:メキシコ|ギニア)湾"
    "|中国(?=地方|・?四国|地区|管区|山地|自動車道|電力|財務|経済産業|運輸|地方整備|総合通信|農政)"
    r"|\b(?:(?:Latin|North|South|Central) Americas?|(?:South|East) China Sea|Indian Ocean"
    r"|Gulf of (?:Mexico|Guinea|Thailand)|New Mexico|British (?:Columbia|Virgin Islands)"
    r"|Guinea pigs?|in(?:to)? (?:[A-Z][a-z]+(?:ese|ish)|French|German|Korean|Russian)(?! [a-z]))\b"
)
_OF_V = {f"ヴ{small}": plain for small, plain in zip("ァィェォ", "バビベボ", strict=True)}


@cache
def countries() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """Each country, in the order of the file: its names in Japanese and English, and what else
    may mean it."""
    lines = resources.files("corpus").joinpath("data/countries.tsv").read_text("utf-8").splitlines()
    rows = ([_listed(column) for column in line.split("\t")] for line in lines)
    return tuple(((*ja, *en), also) for ja, en, also in rows)


def named(text: str) -> frozenset[str]:
    """The countries that a text names for certain, each by its first name in the list.

    >>> sorted(named("サモアとVietnamese police、インド洋、タイプ"))
    ['サモア', 'ベトナム']
    """
    return frozenset(name for name, _, _ in _found(text))


def without_names(text: str, sign: str) -> str:
    """A text with a sign in place of each name that `named` finds.

    >>> without_names("In Samoa and in Latin America", "〓")
    'In 〓 and in Latin America'
    """
    text = _even(text)
    for _, start, end in reversed(list(_found(text))):
        text = text[:start] + sign + text[end:]
    return text


def meant(text: str) -> frozenset[str]:
    """The countries that a text may mean, those it names among them.

    >>> sorted(meant("日越協議はパリで開かれた。"))
    ['フランス', 'ベトナム']
    """
    text = _even(text)
    whole, kanji = _meanings()
    together = "".join(_together().findall(text))
    return frozenset(
        country for name, of in whole.items() if _stands_in(name, text) for country in of
    ) | frozenset(country for sign in together for country in kanji.get(sign, ()))


def _listed(column: str) -> tuple[str, ...]:
    return tuple(name for name in column.split("; ") if name)


def _even(text: str) -> str:
    """A text in one width, with ヴァヌアツ as バヌアツ."""
    text = unicodedata.normalize("NFKC", text).replace("’", "'")
    for sound, other in _OF_V.items():
        text = text.replace(sound, other)
    return text


def _found(text: str) -> Iterator[tuple[str, int, int]]:
    of, pattern = _names()
    for match in pattern.finditer(_even(text)):
        if match["name"]:
            yield of[match["name"]], match.start(), match.end()


@cache
def _names() -> tuple[dict[str, str], re.Pattern[str]]:
    of = {_even(name): names[0] for names, _ in countries() for name in names}
    longest_first = sorted(of, key=lambda name: -len(name))
    latin = "|".join(re.escape(name) for name in longest_first if not has_japanese(name))
    own = "|".join(
        f"(?<![{KATAKANA}]){name}(?![{KATAKANA}])" if re.search(f"[{KATAKANA}]", name) else name
        for name in longest_first
        if has_japanese(name)
    )
    # A language is none: 中国語. Nor is money: US$5, 5 US dollars.
    return of, re.compile(
        rf"{_NO_COUNTRY}|(?P<name>(?:{own})(?!語)"
        rf"|(?<![A-Za-z])(?:{latin})(?=s?(?![A-Za-z]))(?!\$| dollars?\b))"
    )


@cache
def _meanings() -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Which countries a name of several characters may mean, and which one kanji."""
    whole: dict[str, set[str]] = {}
    kanji: dict[str, set[str]] = {}
    for names, also in countries():
        for name in (*names, *also):
            is_sign = len(name) == 1 and re.fullmatch(f"[{KANJI}]", name)
            (kanji if is_sign else whole).setdefault(_even(name), set()).add(names[0])
    return whole, kanji


@cache
def _together() -> re.Pattern[str]:
    """One kanji means a country beside another such, or behind what is done towards it: 訪米."""
    return re.compile(f"[日対訪在駐欧{''.join(_meanings()[1])}]{{2,}}")


def _stands_in(name: str, text: str) -> bool:
    """Whether it does: in Latin letters as a word, or its plural."""
    if name not in text or has_japanese(name):
        return name in text
    return re.search(rf"(?<![A-Za-z]){re.escape(name)}(?=s?(?![A-Za-z]))", text) is not None
