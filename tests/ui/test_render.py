"""Answers as HTML, text and JSON: exact, escaped, and in the reader's language."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from corpus.document import Document, document
from corpus.passage import Passage
from corpus.structure import passages
from qa.answer import Answer, Note
from qa.quote import Quote
from tests.ui.shown import Shown
from ui.answer_html import answer_html, question_html
from ui.answer_record import answer_json
from ui.answer_text import answer_text
from ui.heading import citation_help
from ui.place import document_key

# --- an answer by hand

TEXT = """第2節 <b>国際</b>協力
(1) 派遣 *2018*
警察庁は、4人の専門家(注1)を派遣した。
注1:海外の<i>警察</i>で助言する者
"""


@pytest.fixture
def report() -> Document:
    return document("令和<i>報告書", TEXT, "file.txt")


@pytest.fixture
def found(report: Document) -> list[Passage]:
    return passages(report)


@pytest.fixture
def given_answer(found: list[Passage]) -> Answer:
    paragraph, note = found
    start = TEXT.index("4人")
    quote = Quote(paragraph, paragraph.start, paragraph.end, ((start, start + 2),), 1.5, 0.5)
    return Answer("何人？", "ja", (quote,), (), 0.9, (Note(note, "注1"),), (), 0.0032)


@pytest.fixture
def no_answer(given_answer: Answer) -> Answer:
    return Answer("Berlin?", "en", (), given_answer.quotes, 0.1, (), ("Berlin", "<x>"), 0.001)


def test_an_answer_quotes_cites_and_notes(given_answer: Answer) -> None:
    html = answer_html(given_answer, "ja")
    assert "\n" not in html  # one block to Markdown
    assert '<blockquote lang="ja">警察庁は、<mark>4人</mark>の専門家' in html
    shown = Shown(html).text
    quote = given_answer.quotes[0]
    assert quote.text in shown
    assert "令和<i>報告書 › 第2節 <b>国際</b>協力 › (1) 派遣 *2018*" in shown
    assert "引用文の注注1:海外の<i>警察</i>で助言する者" in shown
    assert "in Japanese" not in shown and "英語" not in shown
    place = f"#{document_key(quote.passage.document)}/{quote.start}-{quote.end}"
    assert f'href="{place}:{quote.highlights[0][0]}-{quote.highlights[0][1]}"' in html

    assert f'<a class="copy" href="{place}:{quote.highlights[0][0]}-' in html


def test_notes_of_several_documents_are_told_apart(given_answer: Answer) -> None:
    (note,) = given_answer.notes
    other = document("写し<i>", TEXT, "b.txt")
    notes = (note, note, Note(replace(note.passage, document=other), "注1"))
    given = replace(given_answer, notes=notes)
    name = note.passage.document.name
    shown = Shown(answer_html(given, "ja")).text
    assert f"引用文の注{name}注1:" in shown and "助言する者注1:" in shown
    assert "助言する者写し<i>注1:" in shown
    assert f"{name}:\n注1:" in answer_text(given, "ja") and "写し<i>:\n注1:" in answer_text(
        given, "ja"
    )
    # Where all are of one, its name stands with the quotes.
    assert "note-of" not in answer_html(replace(given, notes=notes[:2]), "ja")


def test_an_english_reader_gets_english_around_the_quote(given_answer: Answer) -> None:
    shown = Shown(answer_html(given_answer, "en")).text
    assert given_answer.quotes[0].text in shown
    assert "Section 2 › (1)" in shown
    assert "Quoted as printed, in Japanese." in shown
    assert "Notes to the quotes" in shown


def test_an_absence_names_the_words_and_marks_nothing(no_answer: Answer) -> None:
    html = answer_html(no_answer, "en")
    shown = Shown(html)
    assert "Not found in these documents." in shown.text
    assert "In none of the documents: Berlin, <x>" in shown.text
    assert "mark" not in shown.tags and "details" in shown.tags
    assert html.index("<details>") < html.index("<blockquote")


def test_a_question_is_shown_as_typed() -> None:
    assert Shown(question_html("<script>1</script> **x**", "en")).text.endswith(
        "<script>1</script> **x**"
    )


@pytest.mark.parametrize(
    ("heading", "mark"),
    [
        ("第3節 外国", "Section 3"),
        ("第十二条の二 目的", "Article 12-2"),
        ("（２）研修", "（２）"),
        ("② 援助", "②"),
        ("ア プログラム", "ア"),
        ("はじめに", ""),
    ],
)
def test_headings_are_named_for_english_readers(report: Document, heading: str, mark: str) -> None:
    passage = Passage(report, 0, 1, "paragraph", (heading,))
    assert citation_help(passage, "en") == mark
    assert citation_help(passage, "ja") == ""


def test_the_json_of_an_answer_is_the_promised_one(given_answer: Answer) -> None:
    record = json.loads(json.dumps(answer_json(given_answer)))
    assert set(record) == {
        "question", "language", "abstained", "confidence", "quotes", "notes", "elapsed_ms",
    }  # fmt: skip
    assert record["elapsed_ms"] == pytest.approx(3.2) and not record["abstained"]
    (quote,) = record["quotes"]
    assert TEXT[quote["start"] : quote["end"]] == quote["text"]
    assert quote["notes"] == ["注1"] and quote["label"] is None
    ((start, end),) = quote["highlights"]
    assert TEXT[start:end] == "4人"
    (note,) = record["notes"]
    assert TEXT[note["start"] : note["end"]] == note["text"] and note["label"] == "注1"
    assert note["document"] == quote["document"]


def test_the_json_of_an_absence_has_the_nearest(no_answer: Answer) -> None:
    record = answer_json(no_answer)
    assert record["abstained"] and record["quotes"] == [] and len(record["nearest"]) == 1


def test_the_json_names_the_documents_that_a_question_was_limited_to(no_answer: Answer) -> None:
    assert answer_json(no_answer, ["報告"])["documents"] == ["報告"]
    assert "documents" not in answer_json(no_answer, None) | answer_json(no_answer, [])


def test_the_json_can_always_be_encoded() -> None:
    odd = Answer("x\ud800", "en", (), (), 0.0, (), (), 0.0)
    json.dumps(answer_json(odd), ensure_ascii=False).encode()


def test_a_terminal_gets_text_without_controls(given_answer: Answer, no_answer: Answer) -> None:
    text = answer_text(given_answer, "ja")
    assert text.startswith("警察庁は、4人の専門家(注1)を派遣した。\n  — 令和<i>報告書 › 第2節")
    assert text.endswith("注1:海外の<i>警察</i>で助言する者")
    assert answer_text(no_answer, "en").startswith("Not found in these documents.\nIn none")
    respelt = replace(given_answer, understood="市本部とは？")
    assert answer_text(respelt, "ja") == f"この質問として調べました： 市本部とは？\n\n{text}"
    odd = Answer("", "en", (), (), 0.0, (), ("\x1b[31m",), 0.0)
    assert "\x1b" not in answer_text(odd, "en")
    windows = document("Plan", "We train officers\r\nabroad.\r\n", "")
    quote = Quote(passages(windows)[0], 0, 26, (), 1.0, 1.0)
    assert answer_text(Answer("?", "en", (quote,), (), 0.9, (), (), 0.0), "en").startswith(
        "We train officers\nabroad.\n"
    )
