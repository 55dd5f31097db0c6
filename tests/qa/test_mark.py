"""The marked words are those of what is asked, of no neighbour, and whole; or there are none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.document import document, read_document
from index.encoder import Encoder
from index.library import Library
from qa.answer import answer
from qa.mark import _trimmed

DOCUMENTS = Path(__file__).parent.parent / "documents"
GRANT = """中小企業設備補助金 公募要領

第1 公募
公募期間は、令和7年3月3日（月）から同年4月25日（金）午後5時までです。

第2 採択
令和5年度は1,204件の申請に対し612件、令和6年度は1,580件の申請に対し711件を採択しました。

第3 財産
補助事業により取得した財産は、5年間、知事の承認を受けないで譲渡してはなりません。
"""
SEASON = "Angling\n\nAngling is permitted from 1 February 2024 to 30 September 2024 on the river.\n"


@pytest.fixture(scope="module")
def shelf(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library.open(tmp_path_factory.mktemp("marks"), encoder, builtin=False) as opened:
        for name in ("統計報告", "防災計画", "空家等対策条例", "coast-report"):
            opened.add(read_document(DOCUMENTS / f"{name}.txt"))
        opened.add(document("補助金", GRANT, "grant.txt"))
        opened.add(document("river", SEASON, "river.txt"))
        yield opened


def marked(question: str, shelf: Library) -> list[str]:
    (first, *_) = answer(question, shelf).quotes
    return [first.passage.document.text[start:end] for start, end in first.highlights]


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("中国の人は何人ですか", "2,260人"),
        ("フィリピン国籍の外国人は何人ですか", "1,790人"),
        ("島しょ地域の世帯は何世帯か", "1万5,200世帯"),
        ("中央地域の世帯数は何世帯ですか", "24万1,300世帯"),
        ("県外への転出者は何人か", "2万1,070人"),
        ("三世代世帯は何世帯か", "2万4,110世帯"),
        ("令和5年度は何件の申請がありましたか", "1,204件"),
        ("世帯数は令和5年に何世帯でしたか", "48万2,160世帯"),
    ],
)
def test_in_japanese_a_number_is_of_what_stands_before_it(
    question: str, number: str, shelf: Library
) -> None:
    assert marked(question, shelf) == [number]


def test_where_the_reader_takes_another_number_none_is_marked(shelf: Library) -> None:
    assert marked("女性の育児休業の取得率は何%ですか", shelf) in ([], ["94.0%"])


@pytest.mark.parametrize(
    "question",
    [
        "令和6年度の採択件数は何件ですか",  # the verb stands behind another number
        "令和6年度の採択件数は？",
        "世帯数は2022年に何世帯でしたか",  # the first number is of the year after
    ],
)
def test_a_number_that_may_be_another_is_not_marked(question: str, shelf: Library) -> None:
    assert marked(question, shelf) == []


@pytest.mark.parametrize(
    ("question", "date"),
    [
        ("公募期間はいつまでですか", "同年4月25日"),
        ("公募の締切はいつ", "同年4月25日"),
        ("公募はいつから始まりますか", "令和7年3月3日"),
        ("When does angling end?", "30 September 2024"),
        ("From when is angling permitted?", "1 February 2024"),
    ],
)
def test_of_a_period_the_end_that_is_asked_for_is_marked(
    question: str, date: str, shelf: Library
) -> None:
    assert marked(question, shelf) == [date]


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("財産は何年間譲渡できませんか", "5年間"),
        ("延べ宿泊者数は何人泊でしたか", "412万人泊"),
        ("韓国からの宿泊者は何人泊でしたか", "9万7千人泊"),
    ],
)
def test_a_number_is_marked_with_all_of_its_counter(
    question: str, number: str, shelf: Library
) -> None:
    assert marked(question, shelf) == [number]


@pytest.mark.parametrize(
    ("text", "cut", "whole"),
    [
        ("死者3人、床上浸水412棟の被害", "水412棟", "412棟"),
        ("事務局（電話0120-555-018）です", "話0120-555-018", "0120-555-018"),
        ("全体の約3割が答えた", "約3割", "約3割"),
        ("参加者は延べ290人である", "延べ290人", "延べ290人"),
        ("must be at least 17 years of age", "at least 17 years", "at least 17 years"),
        ("It was signed at most of them", "at most of them", "at most of them"),
        ("The meeting was held at Nether Ford.", "at Nether Ford", "Nether Ford"),
    ],
)
def test_a_mark_begins_with_its_first_word(text: str, cut: str, whole: str) -> None:
    start = text.index(cut)
    trimmed = _trimmed(text, start, start + len(cut))
    assert trimmed is not None and text[slice(*trimmed)] == whole
