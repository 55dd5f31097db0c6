"""What a question asks: its language, its words, names, numbers and dates.

Reads the question only; whether the documents hold an answer is decided elsewhere. Which kind of
answer it wants is told by `qa.kinds`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.amounts import amounts, in_digits, is_written_out
from corpus.dates import Date, dates
from corpus.errors import QuestionError
from corpus.names import without_surrogates
from corpus.script import HIRAGANA, KANJI, KATAKANA, folded, has_japanese
from corpus.sound import is_romaji
from index.lexical import tokens
from index.numbered import Part
from qa.counters import MORE_COUNTERS, asked_for
from qa.courtesy import is_small_talk
from qa.kinds import Kind, kind_in_english, kind_in_japanese
from qa.part import asked_part

Language = Literal["ja", "en"]
LANGUAGES: tuple[Language, ...] = ("ja", "en")

MAX_LENGTH = 2000  # code points; longer is a text, not a question

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")
_HIRAGANA = re.compile(f"[{HIRAGANA}]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\uff21-\uff3a\uff41-\uff5a]")

# The words that make a sentence English, and say nothing of what it is about.
_ENGLISH = """
a about all also an and any are as at be been by can could did do does for from give had has
have how i if in into is it its japan japanese list many may me might much my name of on or
please say says shall should show so some such tell than that the their them there these they
this those to under was we were what when where whether which who whom whose why will with
would you your
"""
ENGLISH_STOPWORDS = frozenset(_ENGLISH.split())
# Such words of French, Spanish, Portuguese, Italian and German; none is a word in English.
_FOREIGN = frozenset(
    "le la les des du une est et que qui quel quels quelle quelles avec pour dans el los las"
    " del por con y es qué cuál cuántos dónde della di il che con quali quanti quando não"
    " uma com para quais der das und mit ist von zu den wie viele welche welchen wurde wann".split()
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question, read.

    text: as asked, without control characters, outer whitespace or lone surrogates.
    kind: the kind of answer asked for, None when its form does not say.
    terms: its index terms (see `index.lexical.tokens`), each once, without English
        stopwords.
    exact: its numbers (not those of dates) and words in Latin letters that are names,
        as written. A text that answers has them in the same form.
    written_out: its numbers that are not in digits alone, as written, with their values:
        ("二百九十人", 290). A text that answers has them in any form.
    names: its Japanese compounds and katakana words, as written. A text that answers
        often has them, but may say it in other words.
    counted: the pattern of the numbers that can answer it, if it asks for such.
    asks_picture: it asks about a photograph or figure.
    part: the note or article that it asks for by its number, None where it asks for none.
    aliases: other names that the documents give what it names; reading alone finds none.
    respelt: whether words in it are spelt otherwise than they were typed.
    words: its content words, for comparison by meaning: names, Latin names, and in
        English every word but stopwords and dates.
    dates: the dates it names, resolved to the common calendar.
    """

    text: str
    language: Language
    kind: Kind | None
    terms: tuple[str, ...]
    exact: tuple[str, ...]
    written_out: tuple[tuple[str, int], ...]
    names: tuple[str, ...]
    words: tuple[str, ...]
    dates: tuple[Date, ...]
    counted: re.Pattern[str] | None
    asks_picture: bool
    part: Part | None
    aliases: tuple[str, ...] = ()
    respelt: bool = False


def read_question(
    text: str, *, follows: bool = False, language: Language | None = None
) -> Question:
    """Read a question. Raises QuestionError when it is empty, too long, without a word,
    small talk, or neither Japanese nor English.

    follows: whether it comes after another, and may ask of that what else would be asked of
        the program: 誰が作りましたか.
    language: of the question, where that is known.
    """
    text = " ".join(_CONTROL.sub(" ", without_surrogates(text)).split())
    if not text:
        raise QuestionError("The question is empty; ask something about the documents.", "empty")
    if len(text) > MAX_LENGTH:
        raise QuestionError(
            f"The question has {len(text):,} characters; ask in at most {MAX_LENGTH:,}.",
            "too-long",
        )
    flat = folded(text)
    if is_small_talk(text, follows=follows):
        raise QuestionError(
            "Ask about what the documents say, for instance when, where, who, how many or why.",
            "small-talk",
        )
    language = language or _language(text)
    kind = kind_in_japanese(text) if language == "ja" else kind_in_english(text)
    stop = _STOP_STEMS if language == "en" else frozenset[str]()
    bare = _INTERROGATIVE.sub(" ", _without_dates(unicodedata.normalize("NFKC", text)))
    bare, written_out = _without_written_out(bare)
    bare = _ATTACHED.sub(" ", bare)
    return Question(
        text=text,
        language=language,
        kind=kind,
        terms=tuple(t for t in dict.fromkeys(tokens(in_digits(text))) if t not in stop),
        exact=_distinct(_exact(bare, language)),
        written_out=tuple(dict.fromkeys(written_out)),
        names=_distinct(_NAME.findall(bare)),
        words=_words_asked(bare, language),
        dates=tuple(dates(text)),
        counted=asked_for(text) if kind == "number" else None,
        asks_picture=_PICTURE.search(flat) is not None,
        part=asked_part(text),
    )


def language_of(text: str) -> Language:
    """The language a text is printed in: Japanese if it has kana or kanji."""
    return "ja" if has_japanese(text) else "en"


def _language(text: str) -> Language:
    """The language of a question: "EUROPOLとは" is Japanese, "What does 注1 say?" English."""
    text = unicodedata.normalize("NFKC", text)  # ﾕｰﾛﾎﾟｰﾙ is kana
    letters = [c for c in text if c.isalpha()]
    japanese = sum(has_japanese(c) for c in letters)
    latin = sum(1 for c in letters if _LATIN.match(c))
    if not letters and not any(c.isdigit() for c in text):
        raise QuestionError("There is no word in the question; ask in words.", "no-words")
    words = set(re.findall("[A-Za-z\u00c0-\u00ff]+", text))
    if japanese:  # IT補助金: a name, and not the word
        words = {word for word in words if not word.isupper()}
    words = {word.lower() for word in words}
    english, foreign = len(words & ENGLISH_STOPWORDS), len(words & _FOREIGN)
    other = len(letters) > 2 * (japanese + latin)
    if other or (not japanese and foreign > max(1, english)):
        raise QuestionError(
            "Questions are understood in Japanese and in English only.", "other-language"
        )
    if japanese:
        return "en" if english and not _HIRAGANA.search(text) else "ja"
    return "en" if latin else "ja"


_STOP_STEMS = frozenset(t for word in ENGLISH_STOPWORDS for t in tokens(word))

# 図 with that meaning: not in 図書館, 意図 and 図る.
_PICTURE = re.compile(
    r"写真|画像|図表|(?<![意企合版])図(?![書鑑面るらりれろっ])"
    r"|\b(?:photo(?:graph)?|picture|image|caption)s?\b|\bfigures? [0-9]"
)
_NUMBER = r"[0-9][0-9,]*(?:\.[0-9]+)?"
_APART, _ENDS = "(?<![A-Za-z0-9])", "(?![A-Za-z0-9])"  # kana may stand beside
_EXACT: dict[Language, re.Pattern[str]] = {
    "ja": re.compile(rf"[A-Za-z][A-Za-z0-9]+|{_NUMBER}"),
    # In English only what is no ordinary word: PCSC, AseanPol, 38th.
    "en": re.compile(
        rf"{_APART}(?:[A-Z][A-Z0-9]+|[A-Z][a-z]*[A-Z][A-Za-z0-9]*|{_NUMBER}(?=(?:st|nd|rd|th)?{_ENDS}))"
    ),
}
_IN_CAPITALS = re.compile(rf"{_APART}{_NUMBER}(?=(?:ST|ND|RD|TH)?{_ENDS})")
# A Japanese surname, which Japan's ministries print in capitals: IWAYA Takeshi, Minister TANAKA.
_SURNAME = re.compile(rf"{_APART}[A-Z]{{4,}}{_ENDS}")
_GIVEN = "[A-Z][a-zāīūēō'’]+"
_GIVEN_AFTER, _GIVEN_BEFORE = re.compile(rf",?\s({_GIVEN})"), re.compile(rf"({_GIVEN})\s$")
_OFFICE_BEFORE = re.compile(
    r"\b(?:M(?:r|rs|s)\.?|Dr\.?|Prof(?:\.|essor)|Minister|President|Governor|Mayor|Ambassador"
    r"|Secretary|Commissioner|Director|Chair(?:man|person)?|Justice|Judge|Captain)\s$"
)
# A run of katakana or kanji in a question; words of asking and counting are not names.
_NAME = re.compile(f"[{KATAKANA}]{{3,}}|[{KANJI}]{{2,}}")
CONTENT_WORD = re.compile(rf"{_NAME.pattern}|[A-Za-z][A-Za-z'’-]+")
_INTERROGATIVE = re.compile(
    f"何[十百千万億兆]*(?:{MORE_COUNTERS}(?:目|以[上下内])?|[国所月年日時度番個目]*)|どの程度|誰|幾つ|一番(?!目)"
)
# What belongs to a number, or to the word in katakana before it, and begins no name.
_ATTACHED = re.compile(
    f"第(?=[0-9])|(?<=[0-9])(?:{MORE_COUNTERS}|[条項号章節款編部回次版期年月日時度番目位個])"
    f"|(?<=[{KATAKANA}])[化的型系用製式](?=[{KANJI}])"
)
_ASKING = re.compile(
    "場所|時期|理由|目的|意味|定義|内容|概要|詳細|説明|教示|名称|正式|正式名称|具体|種類|一覧"
    "|今回|最近|現在|資料|文書|本文|記載|記述|質問|回答|全部|全て|年度?|年間|以降|以前|以上|以下|以内|同年|同月"
    "|英語|日本語|西暦|和暦|略称|人数|件数|回数|開催地|写真|画像"
)


def _without_dates(text: str) -> str:
    """Dates are compared as dates, not as words; 版 of 令和元年版 goes with them."""
    for date in reversed(dates(text)):
        text = f"{text[: date.start]} {text[date.end :].removeprefix('版')}"
    return text


def _without_written_out(text: str) -> tuple[str, list[tuple[str, int]]]:
    """A text without the numbers that are not in digits alone, and these with their values.
    一 is left where it is, since mostly it counts nothing: 一人暮らし."""
    found: list[tuple[str, int]] = []
    for amount in reversed(amounts(text)):
        if is_written_out(text, amount) and text[amount.start : amount.end] != "一":
            found.insert(0, (text[amount.start : amount.counted], amount.value))
            text = f"{text[: amount.start]} {text[amount.counted :]}"
    return text, found


def _exact(text: str, language: Language) -> list[str]:
    """The numbers and Latin names of a question without its dates. English words of asking are no
    names in a Japanese question; where all is in capitals, nothing tells a name from them."""
    asking = [w for w in re.findall("[A-Za-z]{2,}", text) if w.lower() in ENGLISH_STOPWORDS]
    if any(not word.isupper() for word in asking):
        language = "en"
    elif language == "en" and asking and text.upper() == text:
        return _IN_CAPITALS.findall(text)
    surnames = _surnames(text) if language == "en" else frozenset()
    return [name for name in _EXACT[language].findall(text) if name not in surnames]


def _surnames(text: str) -> frozenset[str]:
    """The words in capitals that are Japanese surnames: beside a given name, or behind an
    office. A text in Japanese has them in kanji."""
    return frozenset(
        match[0]
        for match in _SURNAME.finditer(text)
        if is_romaji(match[0])
        and (
            _OFFICE_BEFORE.search(text, 0, match.start())
            or any(
                given[1].lower() not in ENGLISH_STOPWORDS and is_romaji(given[1])
                for given in (
                    _GIVEN_AFTER.match(text, match.end()),
                    _GIVEN_BEFORE.search(text, 0, match.start()),
                )
                if given is not None
            )
        )
    )


def _words_asked(text: str, language: Language) -> tuple[str, ...]:
    """The content words of a question without its dates."""
    latin = re.findall(r"[A-Za-z][A-Za-z'’-]+", text)
    latin = [
        word
        for word in latin
        if word.lower() not in ENGLISH_STOPWORDS or (language == "ja" and word.isupper())
    ]
    return _distinct([*_NAME.findall(text), *latin])


def content_words(text: str) -> tuple[str, ...]:
    """The words of a text that a question's words are compared with: runs of kanji or of
    katakana, and Latin words that are no stopwords; each once, in order."""
    found = CONTENT_WORD.findall(text)
    return tuple(w for w in dict.fromkeys(found) if w.lower() not in ENGLISH_STOPWORDS)


def _distinct(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for word in dict.fromkeys(words) if not _ASKING.fullmatch(word))
