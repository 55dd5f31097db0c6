"""Footnotes of web pages and Word documents: each with its label, and all that it says."""

from __future__ import annotations

from time import process_time

import pytest

from corpus import readers
from tests.documents.made import word_xml


def body(page: str) -> str:
    page = f"<!doctype html><meta charset=utf-8><body>{page}"
    return readers.extract(page.encode(), readers.HTML).text


def test_several_notes_in_one_raised_place() -> None:
    page = (
        "<p>会合<sup><a href='#m'>1</a>, <a href='#n'>2</a></sup>と閣僚会議"
        "<a href='#o'><sup>3</sup></a><ol><li id='m'>甲。<li id='n'>乙。<li id='o'>丙。</ol>"
    )
    assert body(page).startswith("会合[^1], [^2]と閣僚会議[^3]\n")


def test_note_marks_in_cells() -> None:
    page = (
        "<table><tr><td>甲<td>500<sup><a href='#n'>1</a></sup></table><p id='n'><a>1</a> 速報値。"
    )
    assert body(page) == "| 甲 | 500[^1] |\n\n[^1]: 速報値。\n"


@pytest.mark.parametrize(
    ("note", "text"),
    [
        ('<ol><li id="n">See page 5.</ol>', "See page 5."),
        ('<p id="n">平成30年版警察白書12頁', "平成30年版警察白書12頁"),
        ('<ol><li id="n">5人が出席した。</ol>', "5人が出席した。"),
        ('<p id="n">5人が出席した。', "5人が出席した。"),
        ('<ol><li id="n">5 January 2019.</ol>', "5 January 2019."),
        ('<p id="n">5.2 million.', "5.2 million."),
        ('<p id="n">2018 was dry.', "2018 was dry."),
        ('<p id="n">5 速報値5', "速報値5"),
        ('<p id="n">（５）速報値', "速報値"),
        ('<ol><li id="n">5. 速報値</ol>', "速報値"),
        ('<ol><li id="n"><sup>5</sup>速報値</ol>', "速報値"),
        ('<p><a name="n" href="#m">5</a>. 速報値', "速報値"),
        ('<p>［<a name="n" href="#m">5</a>］速報値', "速報値"),
        ('<p><a name="n"></a><a href="#m">5</a>）速報値', "速報値"),
        ('<dl><dt id="n">5<dd>速報値</dl>', "速報値"),
    ],
)
def test_a_note_loses_its_own_number_and_no_other(note: str, text: str) -> None:
    page = f'<p>会合<sup id="m"><a href="#n">5</a></sup>の後{note}'
    assert body(page) == f"会合[^5]の後\n\n[^5]: {text}\n"


def test_notes_that_are_rows_or_lines_keep_their_places() -> None:
    marks = "<p>甲<sup><a href='#m'>1</a></sup>乙<sup><a href='#n'>2</a></sup>"
    rows = "<table><tr><td id='m'>1<td>丙<tr><td id='n'>2<td>丁</table>"
    assert body(marks + rows) == "甲¹乙²\n\n| 1 | 丙 |\n| 2 | 丁 |\n"
    lines = "<p><a name='m'>1</a> 丙<br><a name='n'>2</a> 丁"
    assert body(marks + lines) == "甲[^1]乙[^2]\n\n[^1]: 丙\n[^2]: 丁\n"


@pytest.mark.parametrize(
    "note",
    ["Data Protection Act 2018, s. 5; Budget of 12 May 2019.", "1 May 2019.", "2018 was dry."],
)
def test_a_note_in_word_keeps_every_number_in_it(note: str) -> None:
    body = '<w:p><w:r><w:t>The rule</w:t><w:footnoteReference w:id="1"/></w:r></w:p>'
    notes = f'<w:footnote w:id="1"><w:p><w:r><w:t> {note}</w:t></w:r></w:p></w:footnote>'
    got = readers.extract(word_xml(body, footnotes=notes), readers.DOCX)
    assert got.text == f"The rule[^1]\n\n[^1]: {note}\n"


def test_notes_without_text_are_each_looked_at_once() -> None:
    marks = "".join(f'<sup><a href="#n{n}">{n}</a></sup>' for n in range(1, 3000))
    notes = " ".join(f'<a id="n{n}"></a>' for n in range(1, 3000))
    begin = process_time()
    body(f"<p>甲{marks}<p>{notes}")
    assert process_time() - begin < 4
