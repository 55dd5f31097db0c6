"""What is said of the other thing of its kind is neither answered with nor marked."""

from __future__ import annotations

import pytest

from corpus.document import document
from index.encoder import Encoder
from index.library import Library
from qa.answer import Answer, answer
from qa.question import read_question
from qa.sibling import is_of_sibling, may_be_of_another
from tests.candidates import candidate

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


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("上水道の普及率は何％ですか", "水道の普及率は99.1％、下水道の普及率は81.0％である。"),
        ("補助の上限額はいくらですか", "補助の上限は10万円、下限額は1万円とする。"),
        ("女性職員は何人ですか", "職員は100人で、男性職員が60人、女性が40人である。"),
        (
            "女性管理職の割合は何％ですか",
            "管理職に占める女性の割合は12％で、男性管理職は88％である。",
        ),
        ("新庁舎の総工費はいくらですか", "旧庁舎に代わる新しい庁舎の総工費は50億円である。"),
        ("公立学校は何校ありますか", "公立は12校、私立学校は3校である。"),
        ("上半期の件数は", "上期の件数は120件、下半期の件数は130件である。"),
        (
            "第1回定例会はいつ開かれましたか",
            "１回目の定例会は3月1日に、第2回定例会は6月1日に開かれた。",
        ),
        (
            "第1体育館はいつ建設されたか",
            "第一体育館は昭和50年に、第二体育館は昭和60年に建設された。",
        ),
    ],
)
def test_what_parts_of_a_name_may_mean_is_not_certainly_another(question: str, text: str) -> None:
    assert not is_of_sibling(read_question(question), candidate(text))


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("上水道の普及率は何％ですか", "下水道の普及率は81.0％である。"),
        ("女性職員は何人ですか", "職員は100人で、男性職員が60人である。"),
        ("第1体育館はいつ建設されたか", "第二体育館は、昭和60年に建設された。"),
    ],
)
def test_the_opposite_or_another_number_alone_is_certainly_another(
    question: str, text: str
) -> None:
    assert is_of_sibling(read_question(question), candidate(text))


def test_where_another_is_named_beside_there_is_a_doubt() -> None:
    asked = read_question("上水道の普及率は何％ですか")
    found = candidate("水道の普及率は99.1％、下水道の普及率は81.0％である。")
    assert may_be_of_another(asked, found, ())
