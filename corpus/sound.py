"""Sound: a name in one script that is heard in another.

Whoever has heard a name, or comes from abroad, writes it as it sounds: Shiomijo Koen for
汐見城公園, シホンブ for 市本部, アセアナポール for ASEANAPOL. Kanji are read one by one, each in
every way that KANJIDIC knows, so that also names that are in no dictionary can be read. Between
Latin letters and katakana only consonants are compared, for vowels are heard in many ways.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache, lru_cache, reduce
from importlib import resources

import jaconv

from corpus.script import HIRAGANA, KANJI, KATAKANA
from corpus.span import Span
from corpus.words import is_word

_SHORTEST = 5  # letters of a sound that kanji are found by
_FEWEST_KANJI = 4  # of a word that another with other kanji is found by
_KANJI_FOR_ONE_MISTAKEN = 3  # in a word; those mistaken stand together
_HEAD = 2  # kanji at the beginning of a name, that tell it from others of the kind
_FEWEST_COMMON = 4  # and consonants, of a word that is no name
_FEWEST = 3  # consonants that Latin letters and katakana have in common
_MOST_WORDS = 3  # in Latin letters, that one word in katakana stands for
_ALIKE = 0.5  # how like the letters of the two must be, from 0 to 1
_SAME = 0.9  # and those of two words in katakana

# What is read as one: a kanji, or kana with the small one that belongs to it.
_UNIT = re.compile(f"[{KANJI}]|[{HIRAGANA}{KATAKANA}][ぁぃぅぇぉゃゅょァィゥェォャュョ]?ー?")
_KATAKANA_WORD = re.compile(f"[{KATAKANA}]{{3,}}(?:・[{KATAKANA}]+)*")
_KATAKANA = re.compile(f"[{KATAKANA}]+")
_LATIN_WORD = re.compile("[A-Za-z][A-Za-z'’-]*")
_IS_KANJI = re.compile(f"[{KANJI}]")
_KANJI_RUN = re.compile(f"[{KANJI}]+")
# How given names end, behind a name of the family.
_GIVEN_NAME = re.compile(
    rf"(?<=^[{KANJI}]{{2}})[{KANJI}]{{1,2}}[一二三郎朗男夫雄介助彦樹輝治司行之人也太平吾子美江代恵香奈菜]$"
)
# No letter may be read in two ways, or a long word takes time beyond all measure.
_ROMAJI = re.compile(
    "(?:(?:[kgsztdnhbpmrwyjf]|sh|ch|ts|[kgnhbpmr]y)?[aiueo](?:h(?![aiueoy]))?"
    "|n(?:['’-]|(?![aiueoy]))|m(?=[bmp])|k(?=k)|s(?=s)|p(?=p)|t(?=t|ch)|c(?=ch))+"
)
_LONG = re.compile("(?<=o)h(?![aeiouy])|(?<=o)[ou]+|(?<=u)u+|[-'’ ]")
_TWICE = re.compile(r"([^aeiou])\1+")
_VOICED = {
    "k": ("g",), "sh": ("j",), "s": ("z",), "ch": ("j",), "ts": ("z",), "t": ("d",),
    "h": ("b", "p"), "f": ("b", "p"),
}  # fmt: skip
# 日中 is nicchū: these ends of a reading become the first of two consonants, written as one.
_CLIPPED = re.compile("(?:tsu|chi|k[iu])$")
_BEFORE_CLIPPED = re.compile("[kstcp]")

# English letters as the consonants that Japanese hears in them; what it tells apart no better
# than the other way round is one: s, z, sh, th and j; t, ch and ts; l and r; b and v; f and h.
_HEARD = [
    (re.compile(spelt), heard)
    for spelt, heard in (
        *(("[’'-]", ""), ("^kn", "n"), ("ign", "in"), ("wh", "w"), ("ph", "f"), ("ough", "o")),
        *(("gh", "g"), ("tion|sion", "sn"), ("tch|ch|ts", "t"), ("ds|dz|dg", "s")),
        *(("sch|sh|th", "s"), ("ck|q", "k"), ("x", "ks"), ("c(?=[eiy])", "s"), ("c", "k")),
        *(("g(?=e$)|j|z", "s"), ("r(?![aeiouyr])|re$", ""), ("l", "r"), ("v", "b"), ("h", "f")),
        *(("m(?=[bp])", "n"), ("[aeiouwy]", "")),
    )
]


def sound(text: str) -> str:
    """Kana or Latin letters in one spelling: Hepburn without long vowels and accents, doubled
    consonants once, n before b, m and p.

    >>> sound("Tōkyō"), sound("とうきょう"), sound("ニッポン"), sound("Shimbashi")
    ('tokyo', 'tokyo', 'nipon', 'shinbashi')
    """
    kana = jaconv.kata2hira(unicodedata.normalize("NFKC", text))
    latin = without_accents(jaconv.kana2alphabet(kana).casefold())
    plain = re.sub("m(?=[bmp])", "n", latin.replace("tch", "cch"))
    return _TWICE.sub(r"\1", _LONG.sub("", plain))


def is_romaji(word: str) -> bool:
    """Whether Japanese may be written so in Latin letters.

    >>> is_romaji("yōshiensha"), is_romaji("Shimbashi"), is_romaji("register")
    (True, True, False)
    """
    return _ROMAJI.fullmatch(without_accents(word.casefold())) is not None


def without_accents(text: str) -> str:
    """Latin letters without their marks: jōyaku is joyaku."""
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def in_kanji(heard: str, texts: Iterable[str]) -> str | None:
    """The words with kanji in them that may be read as what was heard: those that stand most
    often in the texts, where they end a word twice over.

    >>> in_kanji("Shiomijō Kōen", ["汐見城公園が84万3千人"]), in_kanji("シホンブ", ["市本部を置く"])
    ('汐見城公園', '市本部')
    """
    wanted, found = sound(heard), Counter[str]()
    if len(wanted) < _SHORTEST:
        return None
    for text in texts:
        for start, end in _read_as(wanted, text):
            ends = not _IS_KANJI.match(text, end)
            found[text[start:end]] += 1 + ends
    return max(found, key=lambda words: found[words], default=None)


def _read_as(wanted: str, text: str) -> Iterator[Span]:
    units = list(_UNIT.finditer(text))
    for first, begin in enumerate(units):
        reached, end = {0}, begin.start()
        for unit in units[first:]:
            if unit.start() != end:
                break
            reached, end = _further(wanted, reached, unit[0]), unit.end()
            if len(wanted) in reached and len(_IS_KANJI.findall(text, begin.start(), end)) > 1:
                yield begin.start(), end
                break
            if not reached:
                break


def _further(wanted: str, reached: Iterable[int], unit: str) -> set[int]:
    """The places in a sound that are reached by reading one more unit from one of those. Of two
    o that meet one is heard."""
    further = set[int]()
    for begin in reached:
        for read in _reads(unit):
            if wanted.startswith(read, begin):
                further.add(begin + len(read))
            elif read[0] == wanted[begin - 1 : begin] == "o" and wanted.startswith(read[1:], begin):
                further.add(begin + len(read) - 1)
        for clipped in _clipped(unit):
            if _BEFORE_CLIPPED.match(wanted, begin + len(clipped)) and wanted.startswith(
                clipped, begin
            ):
                further.add(begin + len(clipped))
    return further


def in_latin(heard: str, texts: Iterable[str]) -> str | None:
    """The words in Latin letters that a word in katakana may stand for.

    >>> in_latin("ガルサンズ", ["cut off by the tide on the Gull Sands causeway"])
    'Gull Sands'
    """
    wanted = _of_kana(heard)
    if len(wanted) < _FEWEST:
        return None
    found: list[str] = []
    for text in texts:
        words = list(_LATIN_WORD.finditer(text))
        for first, word in enumerate(words):
            before = ""
            for last in words[first : first + _MOST_WORDS]:
                if last is not word and text[last.start() - 1] != " ":
                    break
                now, one = (_joined(before, w) for w in (last[0], last[0].removesuffix("s")))
                named = word[0][0].isupper() or len(wanted) >= _FEWEST_COMMON
                whole = len(last[0]) > 3 or last[0][0].isupper()  # no "consent to"
                if (
                    named and whole and wanted in (now, one)
                ):  # of several things too katakana says one
                    found.append(text[word.start() : last.end()])
                if not now or not wanted.startswith(now):
                    break
                before = now
    return _most_like(heard, found)


def in_katakana(heard: str, texts: Iterable[str]) -> str | None:
    """The word in katakana that stands for a name in Latin letters, or is another spelling of
    one in katakana.

    >>> in_katakana("Europol", ["ユーロポールとの間で"]), in_katakana("ウィルス", ["ウイルス"])
    ('ユーロポール', 'ウイルス')
    """
    again = _KATAKANA_WORD.fullmatch(heard) is not None
    wanted = _of_kana(heard) if again else reduce(_joined, heard.split(), "")
    if len(wanted) < (2 if again else _FEWEST):
        return None
    words = (word for text in texts for word in _KATAKANA_WORD.findall(text))
    like = [word for word in words if _of_kana(word) == wanted]
    return _most_like(heard, like, _SAME if again else _ALIKE)


def in_other_kanji(written: str, texts: Iterable[str]) -> str | None:
    """The word that was meant where a kanji, or a word within a long one, is mistaken for another
    of the same sound, as happens when kana are converted; the commonest.

    >>> in_other_kanji("国祭緊急援助隊", ["国際緊急援助隊を派遣した"])
    '国際緊急援助隊'
    >>> in_other_kanji("日中警察競技", ["第11回日中警察協議が開催され"])
    '日中警察協議'
    """
    length, found = len(written), Counter[str]()
    if length < _FEWEST_KANJI:
        return None
    for text in texts:
        for run in _KANJI_RUN.findall(text):
            for begin in range(len(run) - length + 1):
                word = run[begin : begin + length]
                others = [i for i in range(length) if written[i] != word[i]]
                if (
                    0 < len(others) <= max(1, length // _KANJI_FOR_ONE_MISTAKEN)
                    and others[-1] - others[0] < len(others)
                    and not any(_on(written[i]).isdisjoint(_on(word[i])) for i in others)
                    and not (len(others) == 1 and _may_be_meant(written, word, others[0]))
                ):
                    found[word] += 1
    return max(found, key=lambda word: found[word], default=None)


def _may_be_meant(written: str, word: str, i: int) -> bool:
    """Whether one kanji that a text has otherwise, at `i`, makes another word, as 市立 is none of
    私立, or another name: 西山小学校 is not 西川小学校, nor 渡辺賢一 渡辺健一."""
    pairs = [(written[at : at + 2], word[at : at + 2]) for at in (i - 1, i) if at >= 0]
    if any(is_word(own) and is_word(other) for own, other in pairs):
        return True
    first_on = [_first_on(kanji) for kanji in (written[i], word[i])]
    if i < _HEAD and (first_on[0] != first_on[1] or not any(is_word(other) for _, other in pairs)):
        return True
    given = _GIVEN_NAME.search(written)
    return given is not None and i >= given.start() and not is_word(given[0])


@lru_cache(maxsize=65536)
def consonants(word: str) -> str:
    """The consonants that Japanese hears in an English word."""
    heard = without_accents(word.casefold())
    for spelt, as_heard in _HEARD:
        heard = spelt.sub(as_heard, heard)
    return _TWICE.sub(r"\1", heard)


def _joined(before: str, word: str) -> str:
    return _TWICE.sub(r"\1", before + consonants(word))


@lru_cache(maxsize=8192)
def _of_kana(word: str) -> str:
    heard = sound(word)
    for spelt, as_heard in (("how", "w"), ("ch|ts", "t"), ("sh|j|z", "s"), ("v", "b"), ("h", "f")):
        heard = re.sub(spelt, as_heard, heard)
    return _TWICE.sub(r"\1", re.sub("[^bcdfgkmnprst]", "", heard))


def _most_like(heard: str, found: Sequence[str], least: float = _ALIKE) -> str | None:
    def alike(word: str) -> float:
        return SequenceMatcher(None, _in_kana_letters(heard), _in_kana_letters(word)).ratio()

    best = max(found, key=alike, default=None)
    return best if best is not None and alike(best) >= least else None


def _in_kana_letters(word: str) -> str:
    return sound(word).translate(str.maketrans("lvcw", "rbku"))


@lru_cache(maxsize=8192)
def _reads(unit: str) -> frozenset[str]:
    """How a kanji or a kana may be read within a word, as `sound` spells it; never ""."""
    return frozenset(read for read in _readings(unit) if read)


def _on(kanji: str) -> frozenset[str]:
    """The readings of a kanji in compounds."""
    return frozenset(r for r in _by_kanji().get(kanji, ()) if _KATAKANA.fullmatch(r))


def _first_on(kanji: str) -> str:
    """The commonest reading of a kanji in compounds."""
    return next((r for r in _by_kanji().get(kanji, ()) if _KATAKANA.fullmatch(r)), "")


@lru_cache(maxsize=8192)
def _clipped(unit: str) -> frozenset[str]:
    cut = (_CLIPPED.sub("", sound(kana)) for kana in _by_kanji().get(unit, ()) if len(kana) > 1)
    return frozenset(read for read in cut if read) - _reads(unit)


def _readings(unit: str) -> Iterator[str]:
    if not _IS_KANJI.match(unit):
        yield sound(unit)
        return
    for kana in _by_kanji().get(unit, ()):
        read = sound(kana)
        yield read
        first = next((start for start in _VOICED if read.startswith(start)), None)
        if first is not None:
            yield from (voiced + read[len(first) :] for voiced in _VOICED[first])


@cache
def _by_kanji() -> dict[str, tuple[str, ...]]:
    """The readings of each kanji (see `corpus/making/readings.py`)."""
    file = resources.files("corpus").joinpath("data/kanji-readings.tsv")
    rows = (line.split("\t") for line in file.read_text("utf-8").splitlines())
    return {kanji: tuple(readings.split(" ")) for kanji, readings in rows}
