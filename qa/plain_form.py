"""Sentences in です and ます as they would be in である: 設置しています as 設置している.

Papers for citizens and letters are polite, laws and white papers plain. What is looked for in the
one form is so found in both. Only the ends of clauses that need no dictionary are changed.
"""

from __future__ import annotations

import re

# Polite ends and plain ones, the longest first.
_ENDS = {
    "なければなりません": "なければならない",
    "てはなりません": "てはならない",
    "ていませんでした": "ていなかった",
    "ていません": "ていない",
    "ていました": "ていた",
    "ております": "ている",
    "ています": "ている",
    "ありません": "ない",
    "しません": "しない",
    "あります": "ある",
    "といいます": "という",
    "をいいます": "をいう",
    "行いました": "行った",
    "行います": "行う",
    "しました": "した",
    "します": "する",
    "でした": "であった",
    "です": "である",
}
_POLITE = re.compile(f"(?<!ません)(?:{'|'.join(_ENDS)})(?!でした)")  # ませんでした has none
# Of other verbs, those whose stem tells the plain form: not 買います beside 居ます.
_VERB = re.compile(r"(?P<stem>[りきけげせてねべめれえ])(?P<end>ました|ます)")
_PAST = {"り": "った", "き": "いた"}
_PRESENT = {"り": "る", "き": "く"}


def plain_form(text: str) -> str:
    """The text with its polite ends of clauses made plain.

    >>> plain_form("補助金は、令和5年度に230人となりました。会長は部長が務めます。")
    '補助金は、令和5年度に230人となった。会長は部長が務める。'
    """
    text = _POLITE.sub(lambda found: _ENDS[found[0]], text)
    return _VERB.sub(_plain, text)


def _plain(found: re.Match[str]) -> str:
    stem = found["stem"]
    if found["end"] == "ました":
        return _PAST.get(stem, stem + "た")
    return _PRESENT.get(stem, stem + "る")
