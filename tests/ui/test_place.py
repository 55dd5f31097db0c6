"""Addresses of spans: of one document and one text, and they read back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import document
from ui.place import Place, document_key, read_place


def test_the_key_of_a_document_is_of_its_name_and_its_text() -> None:
    one, other, renamed = document("a", "x", ""), document("a", "y", ""), document("b", "x", "")
    assert len({document_key(each) for each in (one, other, renamed)}) == 3
    assert document_key(one) == document_key(document("a", "x", "elsewhere"))


@given(
    st.builds(
        Place,
        st.text("0123456789abcdef", min_size=12, max_size=12),
        st.none() | st.tuples(st.integers(0, 10**8), st.integers(0, 10**8)),
    ),
    st.lists(st.tuples(st.integers(0, 10**8), st.integers(0, 10**8)), max_size=5),
)
def test_an_address_reads_back(place: Place, highlights: list[tuple[int, int]]) -> None:
    if place.span is not None:
        place = Place(place.document, place.span, tuple(highlights))
    assert read_place(str(place)) == place


@pytest.mark.parametrize("address", ["", "#", "#top", "#0123456789ab/1", "#0123456789AB/1-2"])
def test_what_is_no_address_is_none(address: str) -> None:
    assert read_place(address) is None
