"""What the reader is given beside a sentence, without which the sentence is not understood."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from corpus.document import document
from index.encoder import Encoder
from index.library import Library
from qa.answer import answer, read_and_search
from qa.evidence import Candidate, QuestionTerms, candidates
from qa.excerpt import excerpt
from qa.rank import read
from qa.reader import Excerpt, bundled_reader

SUBSIDY = """空き家改修費補助金交付要綱

第3 申請
申請者は、工事の着手前に、次の書類を添えて市長に提出しなければならない。
(1) 事業計画書
(2) 見積書の写し
市長は、申請を受けたときは、その内容を審査する。

第4 販売
農産物の販売の額は、次の表のとおりである。

表2 地域別の農産物販売金額
（単位：百万円）
| 地域 | 米 | 果樹 |
|---|---|---|
| 県北 | 8,420 | 1,210 |
| 県南 | 2,110 | 9,370 |
"""


@pytest.fixture(scope="module")
def subsidy(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Iterator[Library]:
    with Library.open(tmp_path_factory.mktemp("subsidy"), encoder, builtin=False) as opened:
        opened.add(document("補助金", SUBSIDY, "test"))
        yield opened


def candidate(library: Library, begins: str) -> Candidate:
    question, hits = read_and_search(library, "申請に必要な書類と農産物の販売金額")
    found = candidates(question, hits, QuestionTerms(question, library))
    return next(each for each in found if each.text.startswith(begins))


def test_a_row_stands_under_its_caption_and_after_the_names_of_its_columns(
    subsidy: Library,
) -> None:
    assert excerpt(candidate(subsidy, "| 県南"), subsidy) == Excerpt(
        "| 県南 | 2,110 | 9,370 |",
        "表2 地域別の農産物販売金額（単位：百万円）",
        "地域 | 米 | 果樹",
    )


def test_what_announces_a_list_goes_on_through_its_items(subsidy: Library) -> None:
    given = excerpt(candidate(subsidy, "申請者は"), subsidy)
    assert given.sentence.endswith("提出しなければならない。\n(1) 事業計画書\n(2) 見積書の写し")


def test_an_item_comes_after_what_announces_its_list(subsidy: Library) -> None:
    given = excerpt(candidate(subsidy, "(2)"), subsidy)
    assert given.sentence == "(2) 見積書の写し"
    assert given.before.endswith("次の書類を添えて市長に提出しなければならない。")


def test_a_sentence_by_itself_has_nothing_of_the_list_before_it(subsidy: Library) -> None:
    assert excerpt(candidate(subsidy, "市長は"), subsidy).before == ""


def test_words_in_the_list_are_no_span_of_the_sentence_that_announces_it(subsidy: Library) -> None:
    question, _ = read_and_search(subsidy, "申請のときに添える見積書は？")
    chosen = [candidate(subsidy, "申請者は")]
    (reading,) = read(bundled_reader(), question, chosen, subsidy)
    assert reading.span is None or reading.span[1] <= len(chosen[0].text)


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("申請に必要な書類は何ですか。", "申請者は、工事の着手前に"),
        ("県南の果樹の販売金額", "| 県南"),
        ("How much fruit was sold in the south of the prefecture? 県南", "| 県南"),
    ],
)
def test_lists_and_tables_answer(question: str, begins: str, subsidy: Library) -> None:
    quote = answer(question, subsidy).quotes[0]
    assert begins in quote.text
    assert subsidy.documents()[0].text[quote.start : quote.end] == quote.text
