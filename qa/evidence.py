"""Evidence: what speaks for a sentence as the answer to a question, as numbers.

FEATURES describe one sentence; DOUBTS describe the best sentence against all others, for the
decision to answer at all. Their weights are learned (`qa.weights`);
nothing here knows which value is good.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from corpus.dates import Date
from corpus.numerals import COUNTING, LARGE
from corpus.passage import Passage
from corpus.script import HIRAGANA, KANJI
from corpus.table import named_by
from index.bilingual import translations
from index.hit import Hit, Sentence
from index.lexical import idf, tokens
from index.library import Library
from index.numbered import is_of
from qa.counters import numbers
from qa.dated import agree, date_words, dates_of, dates_spoken_of, inside, of_other_years
from qa.defined import defined, explains
from qa.kinds import Kind
from qa.question import Language, Question, content_words, language_of

FEATURES = (
    "cosine",  # of question and sentence
    "passage_cosine",  # the best of the passage and its parts
    "rank",  # fused score of the passage's place in the search
    "coverage",  # of the question's terms by the sentence, weighted by rarity
    "context",  # the same by the passage and what it stands under
    "translated",  # of its terms that the glossary knows, by the sentence in the other language
    "translated_context",  # the same by the passage and what it stands under
    "document",  # the same by the whole document, of those that stand somewhere in the library
    "names",  # share of the question's names that the passage and its context have
    "exact",  # +1 they have all its numbers and Latin names, -1 not one, 0 it has none
    "dates",  # +1 the sentence has a date asked about, -1 neither it nor its passage has
    "kind",  # +1 the sentence holds the kind of thing asked for, -1 it does not
    "note",  # +1 the passage is a note and a definition is asked for
    "label",  # +1 it is the note or of the article asked for: 注1, or 「警察庁とは？」 of its note
    "caption",  # +1 it is a caption and a picture is asked for, -1 and none is
    "constant",  # 1 always: how well texts in its language fare beside those in the other
)
DOUBTS = (
    "meant",  # mean over the question's words of the nearest word's cosine in the passage
    "least",  # the lowest of these: what the passage speaks of least
    "other_date",  # 1 if it is of other years than the question names
    "missing",  # share of the question's names that no document has
    "missing_exact",  # 1 if a number or Latin name of it is in no document
    "lead",  # score of the best sentence over that of the best in another passage
    "standing",  # cosine of the best over the mean of the others, in standard deviations
)

_UNSEEN: tuple[Kind, ...] = ("who", "yes-no")  # nothing in a sentence shows that it holds them
_STANDS_OUT = 3.0  # standard deviations; more says no more: all others may be far off
_HIRAGANA = re.compile(f"[{HIRAGANA}]")
_DIGITS = re.compile(rf"[\d{COUNTING}{LARGE}]+")
_COMPOUND = re.compile(f"[{KANJI}]{{3,}}")
_COMMON = 200  # passages; in more of them, a term does not tell one document from another
_MOST_WORDS = 80  # of a passage that are compared with those of a question

# 「ASEANの警察機構の略称。」, "means a sum that is paid"
_DEFINES = re.compile(
    "略称?。|の略|という。|をいう|とは、|ものである。|もの$|こととされている|制度である"
    r"|\bmeans\b|\bstands for\b|\bis an? \b|\bare \b|\brefers to\b"
)
# 「被害を防ぐため、」, "in order to prevent"
_REASON = re.compile(
    "ため|目的|図る|図り|より、|ことから|期待され|踏まえ"
    r"|\bto \w+|\bbecause\b|\bpurpose\b|\bin order\b"
)
# 「大阪市において」, "in Tokyo"
_PLACE = re.compile(r"において|[都道府県市区町村州]|開催|国[にで]|\b(?:in|at) [A-Z]|・")
# 「市長に届け出なければならない」, "must apply"
_PROCEDURE = re.compile(
    "により|によって|ものとする|なければならない|ことができる|届け?出|申請|提出|手続|経由"
    r"|\b(?:must|shall|may|by|through|submit|apply|file|request)\b"
)
# 「中国、韓国及び米国」, "France, Spain and Italy"
_SEVERAL = re.compile("、[^。]*及び|及び|並びに|、[^、。]+、|, [^,.]+(?:,| and )| and ")
_FORMS: dict[Kind, re.Pattern[str]] = {
    "place": _PLACE,
    "list": _SEVERAL,
    "definition": _DEFINES,
    "reason": _REASON,
    "procedure": _PROCEDURE,
}


# What stands under such a heading is of that kind, whatever its words: 第1条（目的）
_HEADED: dict[Kind, re.Pattern[str]] = {
    "place": re.compile(r"場所|会場|所在地|\b(?:place|venue|location)\b", re.I),
    "definition": re.compile(r"定義|\bdefinitions?\b", re.I),
    "reason": re.compile(
        r"目的|趣旨|理由|背景|\b(?:purposes?|objectives?|aims?|reasons?|background)\b", re.I
    ),
    "procedure": re.compile(r"手続|方法|手順|\b(?:procedures?|how to)\b", re.I),
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence of a hit, with its features: float64 (len(FEATURES),).

    printed: the language of its passage.
    """

    hit: Hit
    sentence: Sentence
    printed: Language
    features: NDArray[np.float64]

    @property
    def text(self) -> str:
        return self.hit.passage.document.text[self.sentence.start : self.sentence.end]

    def other_edition(self, other: Candidate) -> bool:
        """Whether the other has the same text, or the same but for its numbers in another
        document. Neither is then a rival."""
        if self.text == other.text:
            return True
        names = {c.hit.passage.document.name for c in (self, other)}
        return len(names) == 2 and _DIGITS.sub("", self.text) == _DIGITS.sub("", other.text)


class QuestionTerms:
    """The terms, names and numbers of a question: how rare each is in a library, which of them
    stand in a text, there or in translation, and which are in no document."""

    def __init__(self, question: Question, library: Library) -> None:
        self._names = {name: frozenset(tokens(name)) for name in question.names}
        self._exact = {name: frozenset(tokens(name)) for name in question.exact}
        # The index has the value of a number, however it is written there.
        self._exact |= {name: frozenset([str(value)]) for name, value in question.written_out}
        self._translations = [
            [frozenset(tokens(word)) for word in words] for words in translations(question.text)
        ]
        parts = [*self._names.values(), *self._exact.values(), *chain(*self._translations)]
        terms = dict.fromkeys([*question.terms, *(t for terms in parts for t in terms)])
        self._frequencies, self._total = library.frequencies(list(terms))
        self._idf = {term: self._of(term) for term in question.terms}
        self._sum = sum(self._idf.values())
        # A translation is as rare as its rarest part, a term as common as the commonest of its
        # translations.
        self._weighed = [
            (min(max(map(self._of, word), default=0.0) for word in alternatives), alternatives)
            for alternatives in self._translations
        ]
        self._asked = question.language
        self._documents_with = cache(library.documents_with)
        self._in_document: dict[tuple[str, Language], float] = {}

    def _of(self, term: str) -> float:
        """Inverse document frequency, as in BM25."""
        return idf(self._frequencies.get(term, 0), self._total)

    def covered(self, words: frozenset[str]) -> float:
        """The share of the question's terms, by rarity, that stand in `words`; [0, 1]."""
        if not self._sum:
            return 0.0
        return sum(weight for term, weight in self._idf.items() if term in words) / self._sum

    def translated(self, words: frozenset[str]) -> float:
        """The share of the question's terms that the glossary knows, by rarity, of which a
        translation stands in `words`; 0 if it knows none."""
        found = total = 0.0
        for weight, alternatives in self._weighed:
            total += weight
            found += weight * any(word <= words for word in alternatives if word)
        return found / total if total else 0.0

    def in_document(self, name: str, printed: Language) -> float:
        """The share of the question's terms, by rarity, or of their translations where the document
        is in the other language, that stand in the document of that name, of all that stand in
        some document; 1 where none does. What is asked of one document, another of the same kind
        does not answer."""
        if (name, printed) not in self._in_document:
            self._in_document[name, printed] = self._share_in(name, printed)
        return self._in_document[name, printed]

    def _share_in(self, name: str, printed: Language) -> float:
        if printed == self._asked:
            parts = [[frozenset([term])] for term in self._idf if not _HIRAGANA.search(term)]
        else:
            parts = self._translations
        found = total = 0.0
        for alternatives in parts:
            there = [each for each in alternatives if each and each <= self._frequencies.keys()]
            if there:
                weight = min(max(map(self._of, word)) for word in there)
                total += weight
                found += weight * any(self._stands_in(name, word) for word in there)
        return found / total if total else 1.0

    def _stands_in(self, document: str, word: frozenset[str]) -> bool:
        return all(
            self._frequencies[term] > _COMMON or document in self._documents_with(term)
            for term in word
        )

    def named(self, words: frozenset[str]) -> float:
        """The share of the question's names that stand in `words`; 0 without names."""
        return _share([name <= words for name in self._names.values()])

    def exactly(self, words: frozenset[str]) -> float:
        """From +1, all numbers and Latin names stand in `words`, to -1, none; 0 without."""
        found = [name <= words for name in self._exact.values()]
        return 2 * _share(found) - 1 if found else 0.0

    def missing(self) -> tuple[str, ...]:
        """The names and numbers that certainly stand nowhere: a word of each is in no passage."""
        return tuple(
            name
            for name in (*self._names, *self._exact)
            if self._is_missing(name) and not self._may_be_apart(name)
        )

    def _may_be_apart(self, name: str) -> bool:
        """Whether the words of a compound may stand apart in the documents, as 返送の期限 does for
        返送期限: both of its ends stand somewhere. Of a compound of three characters, 実施率, one
        end is enough, since the other is no word."""
        if not _COMPOUND.fullmatch(name):
            return False
        ends = [end in self._frequencies for end in (name[:2], name[-2:])]
        return any(ends) if len(name) == 3 else all(ends)

    def missing_shares(self) -> tuple[float, float]:
        """The share of names that stand nowhere, and 1 if a number or Latin name does."""
        exact = any(self._is_missing(name) for name in self._exact)
        return _share([self._is_missing(name) for name in self._names]), float(exact)

    def _is_missing(self, name: str) -> bool:
        parts = self._names.get(name) or self._exact[name]
        return any(part not in self._frequencies for part in parts)


def _share(values: Sequence[bool]) -> float:
    return sum(values) / len(values) if values else 0.0


def candidates(question: Question, hits: Sequence[Hit], terms: QuestionTerms) -> list[Candidate]:
    """Every sentence of the hits, with its features."""
    found = []
    asked = defined(question)
    for hit in hits:
        passage = hit.passage
        term = "" if passage.explains is None else passage.document.text[slice(*passage.explains)]
        around = _words(passage.text) | _words(passage.context)
        dated = dates_spoken_of(passage.text, question.text)
        printed = language_of(passage.text)
        of_passage = {
            "passage_cosine": hit.cosine,
            "rank": hit.agreement,
            "context": terms.covered(around),
            "translated_context": terms.translated(around),
            "document": terms.in_document(passage.document.name, printed),
            "names": terms.named(around),
            "exact": terms.exactly(around),
            "note": float(passage.kind == "note" and question.kind == "definition"),
            "label": float(
                (question.part is not None and is_of(question.part, passage))
                or explains(term, asked)
            ),
            "caption": (1.0 if question.asks_picture else -1.0) * (passage.kind == "caption"),
            "constant": 1.0,
        }
        for sentence in hit.sentences:
            text = passage.document.text[sentence.start : sentence.end]
            named = "\n".join(named_by(passage.document.text, sentence.start))
            own = [*inside(dated, passage, sentence), *dates_of(named)]
            every = inside(dates_of(passage.text), passage, sentence)
            words = _words(text) | _words(named)
            values = of_passage | {
                "cosine": sentence.cosine,
                "coverage": terms.covered(
                    words | _words(term) | date_words([*every, *dates_of(named)], question.dates)
                ),
                "translated": terms.translated(words),
                "dates": agree(question.dates, own, dated),
                "kind": _holds(question, text, every, passage),
            }
            features = np.array([values[name] for name in FEATURES])
            found.append(Candidate(hit, sentence, printed, features))
    return found


def doubts(
    ranked: Sequence[Candidate],
    scores: NDArray[np.float64],
    question: Question,
    terms: QuestionTerms,
    library: Library,
) -> NDArray[np.float64]:
    """The features of the best candidate followed by DOUBTS, float64.

    ranked, scores: candidates and their scores, best first; at least one.
    """
    best = ranked[0]
    passage = best.hit.passage
    dated = dates_spoken_of(passage.text, question.text)
    if not any(date.year for date in dated):  # then what it compares with tells of which time it is
        dated = dates_of(passage.text)
    others = [
        i for i, c in enumerate(ranked) if c.hit is not best.hit and not best.other_edition(c)
    ]
    cosines = np.array([ranked[i].sentence.cosine for i in others] or [0.0])
    spread = max(float(cosines.std()), 0.03)
    return np.concatenate(
        [
            best.features,
            [
                *_meant(question, best, library),
                float(of_other_years(question.dates, dated)),
                *terms.missing_shares(),
                float(scores[0] - scores[others[0]]) if others else 1.0,
                min((best.sentence.cosine - float(cosines.mean())) / spread, _STANDS_OUT),
            ],
        ]
    )


def _meant(question: Question, best: Candidate, library: Library) -> tuple[float, float]:
    """Word by word, does the passage speak of what is asked, in whatever language?

    A sentence's vector is near a question on the same subject even when the very thing
    asked for is not in it; its words are not.
    """
    passage = best.hit.passage
    around = content_words(f"{best.text}\n{passage.context}\n{passage.text}")[:_MOST_WORDS]
    if not question.words or not around:
        return 0.0, 0.0
    nearest = library.similarities(question.words, around).max(axis=1)
    return float(nearest.mean()), float(nearest.min())


@lru_cache(maxsize=4096)
def _words(text: str) -> frozenset[str]:
    return frozenset(tokens(text))


def _holds(question: Question, text: str, own: Sequence[Date], passage: Passage) -> float:
    kind = question.kind
    if kind is None or kind in _UNSEEN:
        return 0.0
    if kind == "date":
        held = bool(own)
    elif kind == "number":
        held = bool(numbers(text, own, question.counted))
    elif kind == "definition" and passage.kind == "note":
        held = True
    else:
        held = _FORMS[kind].search(text) is not None or _is_headed(kind, passage)
    return 1.0 if held else -1.0


def _is_headed(kind: Kind, passage: Passage) -> bool:
    under = _HEADED.get(kind)
    return bool(under and passage.headings and under.search(passage.headings[-1]))
