"""What is said of the other thing of its kind is neither answered with nor marked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from corpus.document import document
from corpus.passage import Passage
from index.encoder import Encoder
from index.hit import Sentence
from index.library import Library
from qa.answer import Answer, answer
from qa.evidence import Candidate
from qa.question import read_question
from qa.sibling import is_of_sibling, may_be_of_another
from tests.candidates import candidate

TOWN = """第1章　施設

旧庁舎は、大正11年に建てられ、平成17年に解体された。

第2体育館は、昭和60年に建設された。

下半期の契約件数は、57件であった。

大川中学校は、昭和52年に開校した。

フィジーには事務所が置かれ、23人の専門家が派遣されている。

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


@pytest.mark.parametrize(
    ("question", "text"),
    [
        # another of its kind, or of another number, named before the one asked about
        ("北保健所の職員は何人か", "中央保健所の職員は42人である。北保健所には相談室を置く。"),
        ("第３次計画の期間は", "第２次計画の期間は5年間である。第３次計画の策定を進めている。"),
        ("西分館は何時に開館するか", "東分館は9時に開館する。西分館は改修のため休館する。"),
        ("ゆうひ号は何人が利用しているか", "あさひ号は5,200人が利用する。ゆうひ号もある。"),
        ("北山トンネルの長さは", "大川トンネルの長さは2kmである。北山トンネルもある。"),
        ("あおば町の人口は", "みどり町の人口は8,120人である。あおば町と接する。"),
        # yes or no
        ("西分館の開館時間は延長されるのか", "東分館の開館時間は、午後8時まで延長する。"),
        ("女性職員は育児休業を取得できるか", "男性職員は、8週間の育児休業を取得できる。"),
        ("第1体育館は夜も使えますか", "第2体育館は、夜も使うことができる。"),
        # any of the four directions, and names of two characters
        ("北分館は何時に開館するか", "東分館は9時に開館する。"),
        ("西口の駐輪場の料金はいくらか", "東口の駐輪場は1回100円とする。"),
        ("北棟の会議室の使用料はいくらか", "南棟の会議室は1時間500円とする。"),
    ],
)
def test_a_sibling_named_so_far_is_certainly_another(question: str, text: str) -> None:
    assert is_of_sibling(read_question(question), candidate(text))


@pytest.mark.parametrize(
    ("question", "text"),
    [
        # the name that is asked about in the sentence, or in none
        ("北保健所の職員は何人か", "中央保健所の職員は42人、北保健所の職員は18人である。"),
        ("北保健所の職員は何人か", "中央保健所の職員は42人である。"),
        # what may be the same, or both
        ("中央図書館の蔵書は何冊か", "同図書館の蔵書は8万冊である。中央図書館は駅前にある。"),
        ("中央図書館の蔵書は何冊か", "市立図書館の蔵書は8万冊である。中央図書館は駅前にある。"),
        ("若葉市保健所の職員は何人か", "若葉保健所の職員は42人である。若葉市保健所が担う。"),
        ("さくら園の定員は何人か", "新設された園は、定員が42人である。さくら園は新しい。"),
        # not what it is about
        ("北保健所の健診はいつか", "健診は、中央保健所と共に5月に行う。北保健所も加わる。"),
        # what it is not for tells of all others
        ("女性職員は制服を着るのか", "男性職員のみ制服を着る。"),
        ("東分館は利用できるか", "西分館を除き、利用することができる。"),
    ],
)
def test_what_is_not_of_a_sibling_alone_is_not_certainly_another(question: str, text: str) -> None:
    assert not is_of_sibling(read_question(question), candidate(text))


def second(text: str) -> Candidate:
    found = candidate(text)
    return replace(found, sentence=found.hit.sentences[1])


@pytest.mark.parametrize(
    ("question", "text", "certain"),
    [
        ("北保健所の職員は何人か", "北保健所は古い。中央保健所の職員は42人である。", True),
        ("ゆうひ号の運行開始はいつか", "ゆうひ号がある。あさひ号は5年に運行を始めた。", True),
        ("西分館の職員は何人か", "東分館は古い。職員は2人である。西分館は新しい。", True),
        ("北保健所は誰が引き継いだか", "北保健所は廃止した。中央保健所は引き継いだ。", False),
        ("北保健所はいつ廃止したか", "北保健所は古い。中央保健所は4月にそれを併せた。", False),
        ("西分館の職員は何人か", "西分館は新しい。職員は2人である。東分館は古い。", False),
    ],
)
def test_what_stands_before_tells_what_a_sentence_is_about(
    question: str, text: str, certain: bool
) -> None:
    assert is_of_sibling(read_question(question), second(text)) is certain


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("南原バイパスの総事業費は", "総事業費は120億円である。南原バイパスは工事中である。"),
        ("認知件数は何件か", "検挙件数は57件である。認知件数は増えた。"),
    ],
)
def test_where_what_is_asked_is_named_only_later_there_is_a_doubt(question: str, text: str) -> None:
    asked, found = read_question(question), candidate(text)
    assert may_be_of_another(asked, found, ()) and not is_of_sibling(asked, found)


@pytest.mark.parametrize(
    ("question", "hour"),
    [("西分館の開館時間は何時からか", "午前10時"), ("東分館の開館時間は何時からか", "午前9時")],
)
def test_a_sentence_of_a_sibling_is_passed_over(
    question: str, hour: str, tmp_path: Path, encoder: Encoder
) -> None:
    east = "東分館の開館時間は午前9時から午後8時までである。"
    west = "西分館の開館時間は、改修工事の間を除いて、午前10時からとする。"
    with Library.open(tmp_path, encoder, builtin=False) as library:
        library.add(document("分館", east + west, "branches.txt"))
        given = answer(question, library)
    assert not given.abstained and hour in given.quotes[0].text


def test_where_another_is_named_beside_there_is_a_doubt() -> None:
    asked = read_question("上水道の普及率は何％ですか")
    found = candidate("水道の普及率は99.1％、下水道の普及率は81.0％である。")
    assert may_be_of_another(asked, found, ())


@pytest.mark.parametrize(
    "question",
    [
        "How many experts are in Samoa?",
        "how many experts are there in samoa",
        "How many Samoan experts are there?",
        "サモアには専門家が何人派遣されているか",
    ],
)
def test_what_is_said_of_another_country_answers_nothing(question: str, town: Library) -> None:
    assert answer(question, town).abstained


def test_what_is_said_of_the_country_itself_does(town: Library) -> None:
    assert marked(answer("How many experts are in Fiji?", town)) == ["23人"]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("トンガの大使館はいつ開設されたか", "キリバスには、2023年1月に大使館が開設された。"),
        ("How many Laotians were trained?", "ベトナムの50人が研修に参加した。"),
        ("How many inspections were made in Spain?", "In Portugal 20 inspections were made."),
    ],
)
def test_another_country_is_certainly_another(question: str, text: str) -> None:
    assert is_of_sibling(read_question(question), candidate(text))


@pytest.mark.parametrize(
    ("question", "text"),
    [
        # yes or no of countries, and what is asked of others
        ("Is there an embassy in Tonga?", "キリバスには、大使館が開設された。"),
        ("Which countries other than Tonga have an embassy?", "キリバスには、大使館がある。"),
        # Japan, and what names no other country
        ("How many experts did Japan send?", "フィジーには、23人の専門家が派遣された。"),
        ("How many experts did Kenya get?", "23人の専門家が我が国から派遣された。"),
        # by another name, in another sentence
        ("When did the US sign the pact?", "日米及びカナダの協定は、平成26年に署名された。"),
        ("When did France host it?", "2018年にパリで、2019年にカナダで開催された。"),
        ("How many officers came from Thailand?", "研修にはケニアの50人が来た。タイは12人である。"),
        # what may hold for it too
        ("How much aid did India receive?", "アジアでは、ベトナム等が412億円を受けた。"),
        ("How many came from Thailand?", "ミャンマー等各国の警察幹部を含む178人を受け入れた。"),
        ("How many people were trained in Laos?", "The 50 are more than in Vietnam."),
    ],
)
def test_what_may_be_of_the_country_too_is_not_certainly_another(question: str, text: str) -> None:
    assert not is_of_sibling(read_question(question), candidate(text))


def test_where_another_country_may_only_be_one_of_several_there_is_a_doubt() -> None:
    asked = read_question("How much aid did India receive?")
    found = candidate("アジアでは、ベトナム等が412億円を受けた。")
    assert may_be_of_another(asked, found, ())


@pytest.mark.parametrize(
    ("ahead", "certain"),
    [
        ("サモアの概況\n\n国際機関がある。\n\n首都は港町である。\n\n", False),
        ("概況\n\n首都は港町である。\n\nサモアには事務所がある。\n\n", False),
        ("概況\n\nサモアには事務所がある。\n\n首都は港町である。\n\n", True),
    ],
)
def test_a_title_and_the_paragraph_before_tell_the_country(ahead: str, certain: bool) -> None:
    own = "フィジー人と共に、23人が働く。"
    whole = document("文", ahead + own, "text.txt")
    found = candidate(own)
    passage = Passage(whole, len(ahead), len(whole.text), "paragraph")
    sentence = Sentence(len(ahead), len(whole.text), 0.5)
    found = replace(found, hit=replace(found.hit, passage=passage), sentence=sentence)
    assert is_of_sibling(read_question("サモアでは何人が働くか"), found) is certain


def test_an_english_document_need_not_say_in_each_passage_that_it_is_of_its_country() -> None:
    asked = read_question("How many inspections were made in Spain?")
    own = "In Portugal 20 inspections were made."
    found = candidate(own)
    whole = document("Report", f"{own}\n\nSee below.\n\nWe are the Spanish authority.", "r.txt")
    passage = replace(found.hit.passage, document=whole)
    found = replace(found, hit=replace(found.hit, passage=passage))
    assert not is_of_sibling(asked, found) and is_of_sibling(asked, candidate(own))
