"""Slips of the hand in English questions, beside words that are rare, British or a document's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.document import document
from index.encoder import Encoder
from index.library import Library
from qa.answer import answer
from qa.question import read_question
from qa.slips import corrected

COAST = "Paddleboardng gave rise to 402 incidents. Forty officers were dispatched to the harbour."


@pytest.fixture
def coast(folder: Path, encoder: Encoder) -> Iterator[Library]:
    with Library.open(folder, encoder, builtin=False) as library:
        library.add(document("Coast", COAST, "coast.txt"))
        yield library


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("how many oficers were dispached", "how many officers were dispatched"),
        ("Who recieved the foriegn guests?", "Who received the foreign guests?"),
        ("What is the agreemnt's purpose?", "What is the agreemnt's purpose?"),
        ("untill the meetign", "until the meeting"),
    ],
)
def test_a_slip_is_mended(coast: Library, typed: str, meant: str) -> None:
    assert corrected(read_question(typed), coast) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "Which programme of the defence centre was cancelled in neighbouring towns?",
        "Were the labourers at the theatre authorised, and the dialogues analysed?",
        "How many incidents came of paddleboardng?",  # as a document has it
        "Who is Brunie, and what is Wessmark?",  # names
        "which kenkei took part in the kyogi",  # Japanese
        "Is the moorings' dredger seaworthy?",
        "ask info@exampel.org about exampel.org/ministrys",
        "whlo",
        "How much do glamping, esports, a botnet and the kerbs cost?",  # new, or local
        "Who pays for vaping, adware and the removal of mould?",
        "How much are the copays?",  # the list of words has one only
        "「dispached」とは何ですか",
    ],
)
def test_what_is_no_slip_stays(coast: Library, typed: str) -> None:
    assert corrected(read_question(typed), coast) == typed


def test_what_was_meant_is_answered_and_told(coast: Library) -> None:
    given = answer("how many oficers were dispached to the harbour?", coast)
    assert given.understood == "how many officers were dispatched to the harbour?"
    assert "Forty officers" in given.quotes[0].text
    typed = answer("how many oficers were dispached to the harbour?", coast, as_typed=True)
    assert typed.understood is None and typed.confidence < given.confidence
