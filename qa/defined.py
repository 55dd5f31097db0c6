"""The term that a question asks the meaning of, and whether a note explains it.

In a white paper a note explains the words before its mark: 「警察庁(注1)」. Who asks what these
words mean wants the note, whatever else is said of them.
"""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.script import KANJI, KATAKANA, LATIN, folded
from qa.question import Question

_ASKED = re.compile(
    "(?P<ja>.+?)(?:とは|って(?:何|なに|どう|どんな|いうのは)"
    "|は何(?:の略|のこと|を(?:指|意味))|の(?:意味|定義)|は?どういう意味).*"
    r"|what(?: is| are| does| do|['’]s) (?:meant by |the (?:meaning|definition) of )?"
    r"(?:(?:an?|the) )?(?P<en>.+?)(?: mean| stand for| short for)?[?. ]*",
    re.IGNORECASE | re.DOTALL,
)
_QUOTATION_MARKS = "「」『』“”\"' "
_WITHIN_A_WORD = re.compile(rf"[{KANJI}{KATAKANA}{LATIN}\d]")


def defined(question: Question) -> str:
    """The term whose definition is asked for, as `_bare`; "" where none is.

    >>> from qa.question import read_question
    >>> defined(read_question("「ＰＣＳＣ協定」って何ですか？"))
    'pcsc協定'
    >>> defined(read_question("What does EUROPOL stand for?"))
    'europol'
    """
    found = _ASKED.fullmatch(question.text) if question.kind == "definition" else None
    return _bare(found["ja"] or found["en"]) if found else ""


def explains(term: str, asked: str) -> bool:
    """Whether a note on `term` explains what is asked for: the term, or the words at its end,
    since what stands before a mark may be more than the term.

    >>> explains("平成29年4月に防災訓練", "防災訓練"), explains("国際犯罪閣僚会議", "会議")
    (True, False)
    """
    whole = _bare(term)
    before = whole[: -len(asked)][-1:] if asked else ""
    return asked != "" and whole.endswith(asked) and not _WITHIN_A_WORD.match(before)


@lru_cache(maxsize=4096)
def _bare(term: str) -> str:
    """In one width and case, without quotation marks around it."""
    return folded(term).strip(_QUOTATION_MARKS)
