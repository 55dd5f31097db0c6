"""What is said of the other thing of its kind is neither answered with nor marked."""

from __future__ import annotations

import pytest

from corpus.document import document
from index.encoder import Encoder
from index.library import Library
from qa.answer import Answer, answer

TOWN = """第1章　施設

旧庁舎は、大正11年に建てられ、平成17年に解体された。

第2体育館は、昭和60年に建設された。

下半期の契約件数は、57件であった。

大川中学校は、昭和52年に開校した。

中川文化ホールは、平成9年に完成した。
"""


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Library:
    library = Library.open(tmp_path_factory.mktemp("town"), encoder, builtin=False)
    library.add(document("町", TOWN, "town.txt"))
    return library


def marked(given: Answer) -> list[str]:
    return [
        quote.passage.document.text[start:end]
        for quote in given.quotes
        for start, end in quote.highlights
    ]


@pytest.mark.parametrize(
    "question",
    ["新庁舎はいつ建てられましたか", "第1体育館はいつ建設されたか", "上半期の契約件数は何件か"],
)
def test_the_counterpart_answers_nothing(question: str, town: Library) -> None:
    assert answer(question, town).abstained


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("下半期の契約件数は上半期より多いか", "下半期の契約件数は、57件であった。"),
        (
            "解体されたのは新庁舎と旧庁舎のどちらか",
            "旧庁舎は、大正11年に建てられ、平成17年に解体された。",
        ),
    ],
)
def test_of_both_either_may(question: str, text: str, town: Library) -> None:
    given = answer(question, town)
    assert given.quotes[0].text == text and given.confidence > 0.05


@pytest.mark.parametrize(
    ("question", "date"),
    [
        ("旧庁舎はいつ解体されたか", "平成17年"),
        ("第2体育館はいつ建設されたか", "昭和60年"),
        ("大川中学校はいつ開校したか", "昭和52年"),
    ],
)
def test_the_thing_itself_does(question: str, date: str, town: Library) -> None:
    assert marked(answer(question, town)) == [date]


@pytest.mark.parametrize(
    "question", ["大山中学校はいつ開校したか", "When was the Nakayama Culture Hall completed?"]
)
def test_of_what_has_a_like_name_nothing_is_marked(question: str, town: Library) -> None:
    given = answer(question, town)
    assert given.understood is None and not marked(given)
