"""The marked words are those of what is asked, of no neighbour, and whole; or there are none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.document import document
from corpus.reading import read
from index.encoder import Encoder
from index.library import Library
from qa.answer import answer
from qa.highlighting.edges import trimmed

DOCUMENTS = Path(__file__).parent.parent / "documents"
GRANT = """中小企業設備補助金 公募要領

第1 公募
公募期間は、令和7年3月3日（月）から同年4月25日（金）午後5時までです。

第2 採択
令和5年度は1,204件の申請に対し612件、令和6年度は1,580件の申請に対し711件を採択しました。

第3 財産
補助事業により取得した財産は、5年間、知事の承認を受けないで譲渡してはなりません。
"""
REPORT = """みどり市 監査報告

第1 会議
出席委員は15名中12名である。接続戸数は、対象の8,400戸のうち7,980戸である。
福祉避難所は全国で1万6,014か所あり、このうち公示されているものは1万0,258か所である。
令和2年度の監査において指摘した4件のうち、3件は措置済みである。

第2 経理
収入未済額は13,482,615円であり、前年度末の11,930,240円に比べ1,552,375円増加していた。
ボイラーの修繕費は、令和2年度の120万円から令和4年度には410万円に増加した。
滞納件数は、令和2年度254件、令和3年度231件、令和4年度198件である。
点検は、幹線にあっては年2回、支線にあっては月1回行う。
次回（2024年1月分）の公表は、令和6年3月1日の予定である。
進捗は、毎年度（6月・11月）確認する。
管路の更新は、令和8年3月末までに完了する。
審議会は、委員10人以内で組織する。

第3 表
| 区分 | 現行 | 改定後 |
|---|---|---|
| 基本料金 | 800円 | 950円 |
"""
WASTE = """Waste

14 of the 22 local authorities met the statutory target of 70%.

Councils collected 1.42 million tonnes of municipal waste, down 1.8% on the year before.

The agency had deployed 2,147 second-generation units by September.

When a tenant leaves, the landlord inspects the flat on 1 October 2022.

The agency obligated $218.4 million, about 31 percent more than the estimate.

The office shall reply within ninety (90) days of receipt.

Applications for the drainage fund close on 31 March.
"""
SAID = """みどり市 災害報告

死者は15人、うち災害関連死は3人で、負傷者は120人、行方不明者は2人であった。

総事業費は30億円で、うち国費は15億円、県費は8億円、市費は7億円である。

申請件数は320件で、そのうち250件を承認し、70件を却下した。

住宅1,200戸、店舗340戸、合計1,540戸が停電した。

予算額は50億円、うち20億円は国の補助である。

乗用車1,250台、貨物車340台、計1,590台の通行があった。

| 月 | 令和4年度 | 令和5年度 |
|---|---|---|
| 5月 | 1,811冊 | 2,004冊 |
"""
TERMS = """Board

Members serve for 3 years, and the chair for 2 years.

The committee met 12 times in 2021 and 9 times in 2022.

The school has 25 teachers, 410 pupils and 18 classrooms.

Of the 22 committees, 14 committees published minutes.

The office employs 12 engineers, 5 clerks and 3 drivers.
"""
SEASON = "Angling\n\nAngling is permitted from 1 February 2024 to 30 September 2024 on the river.\n"


@pytest.fixture(scope="module")
def shelf(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library.open(tmp_path_factory.mktemp("marks"), encoder, builtin=False) as opened:
        for name in ("統計報告", "防災計画", "空家等対策条例", "coast-report"):
            opened.add(read(DOCUMENTS / f"{name}.txt").document)
        opened.add(document("補助金", GRANT, "grant.txt"))
        opened.add(document("river", SEASON, "river.txt"))
        opened.add(document("監査報告", REPORT, "report.md"))
        opened.add(document("waste", WASTE, "waste.txt"))
        opened.add(document("災害報告", SAID, "said.md"))
        opened.add(document("board", TERMS, "board.txt"))
        yield opened


def marked(question: str, shelf: Library, of: str | None = None) -> list[str]:
    (first, *_) = answer(question, shelf, documents=of and [of]).quotes
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


def test_when_asks_for_a_date_only_where_it_asks(shelf: Library) -> None:
    inspected = "What does the landlord inspect when a tenant leaves?"
    assert "1 October 2022" not in marked(inspected, shelf, "waste")
    assert marked("When does the landlord inspect the flat?", shelf, "waste") == ["1 October 2022"]


def test_the_opposite_of_what_is_asked_is_not_marked(folder: Path, encoder: Encoder) -> None:
    with Library.open(folder, encoder, builtin=False) as library:
        library.add(document("館", "体育館は、平成12年4月に開館した。", "hall.txt"))
        assert marked("体育館はいつ開館しましたか", library) == ["平成12年4月"]
        given = answer("体育館はいつ閉館しましたか", library)
        assert given.missing == ("閉館",) and not any(quote.highlights for quote in given.quotes)


def test_of_children_and_adults_the_price_is_told_apart(folder: Path, encoder: Encoder) -> None:
    with Library.open(folder, encoder, builtin=False) as library:
        library.add(document("館", "参加費は、大人500円、子ども300円である。", "fee.txt"))
        assert marked("子どもの参加費はいくらですか", library) == ["300円"]
        assert marked("大人の参加費はいくらですか", library) == ["500円"]


def test_where_the_reader_takes_another_number_that_is_not_marked(shelf: Library) -> None:
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
        ("各国の警察幹部を含む178人の研修員", "む178人", "178人"),
        ("受理の日から3カ月以内に", "ら3カ月以内", "3カ月以内"),
        ("参加者は1,250人である", "250人", "1,250人"),
        ("オランダにおいて", "ランダ", "オランダ"),
        ("地域のまちづくり協議会が", "まちづくり協議会", "まちづくり協議会"),
        ("in the Netherlands.", "lands", "Netherlands"),
    ],
)
def test_a_mark_begins_and_ends_with_whole_words(text: str, cut: str, whole: str) -> None:
    start = text.index(cut)
    span = trimmed(text, start, start + len(cut))
    assert span is not None and text[slice(*span)] == whole


@pytest.mark.parametrize(
    ("question", "right"),
    [
        ("出席委員は何人ですか", ["12名"]),
        ("接続戸数は何戸ですか", ["7,980戸"]),
        ("全国の福祉避難所の数は？", [[], "1万6,014か所"]),
        ("監査で指摘したのは何件ですか", ["4件"]),
        ("監査で措置済みのものは何件ですか", ["3件"]),
        ("収入未済額はいくら増加しましたか", ["1,552,375円"]),
        ("収入未済額はいくらですか", [[], "13,482,615円"]),
        ("ボイラーの修繕費はいくら増加しましたか", [[]]),
        ("滞納件数は何件ですか", [[]]),
        ("令和4年度の滞納件数は何件ですか", ["198件"]),
        ("幹線の点検は年何回ですか", ["2回"]),
        ("次回の公表はいつですか", ["令和6年3月1日"]),
        ("進捗はいつ確認しますか", [[], "6月・11月"]),
        ("管路の更新はいつ完了しますか", ["令和8年3月末"]),
        ("審議会の委員は何人ですか", ["10人以内"]),
        ("基本料金はいくらですか", [[]]),
        ("改定後の基本料金はいくらですか", ["950円"]),
        ("How many local authorities met the target?", [[], "14"]),
        ("How many tonnes of municipal waste were collected?", ["1.42 million tonnes"]),
        ("How many units had the agency deployed?", ["2,147 second-generation units"]),
        ("How much did the agency obligate?", ["$218.4 million"]),
        ("How long does the office have to reply?", ["ninety (90) days"]),
        ("When do applications for the drainage fund close?", ["31 March"]),
    ],
)
def test_the_whole_the_old_value_or_another_column_is_not_marked(
    question: str, right: list[str | list[str]], shelf: Library
) -> None:
    given = marked(question, shelf)
    assert given in [[] if not each else [each] for each in right]


@pytest.mark.parametrize(
    ("question", "of", "right"),
    [
        ("負傷者は何人ですか", "災害報告", ["120人"]),
        ("行方不明者は何人ですか", "災害報告", ["2人"]),
        ("死者は何人ですか", "災害報告", ["15人"]),
        ("県費はいくらですか", "災害報告", ["8億円"]),
        ("総事業費はいくらですか", "災害報告", ["30億円"]),
        ("却下は何件ですか", "災害報告", ["70件"]),
        ("承認したのは何件ですか", "災害報告", [[], "250件"]),
        ("予算額はいくらですか", "災害報告", ["50億円"]),
        ("貨物車は何台ですか", "災害報告", ["340台"]),
        ("住宅は何戸ですか", "災害報告", ["1,200戸"]),
        ("合計で何戸ですか", "災害報告", ["計1,540戸"]),
        ("5月は何冊ですか", "災害報告", [[], "1,811冊"]),  # 令和5年度 is no 5月
        ("令和5年度の5月は何冊ですか", "災害報告", ["2,004冊"]),
        ("How long does the chair serve?", "board", ["2 years"]),
        ("How many times did the committee meet in 2022?", "board", ["9 times"]),
        ("How many pupils does the school have?", "board", [[], "410 pupils"]),
        ("How many committees published minutes?", "board", ["14 committees"]),
        ("How many drivers are employed?", "board", ["3 drivers"]),
    ],
)
def test_of_several_numbers_that_of_another_thing_is_not_marked(
    question: str, of: str, right: list[str | list[str]], shelf: Library
) -> None:
    given = marked(question, shelf, of)
    assert given in [[] if not each else [each] for each in right]


@pytest.mark.parametrize(
    ("text", "cut", "whole"),
    [
        ("それぞれ47日及び33日遅延した", "れ47日及び33日", "47日及び33日"),
        ("１世帯当たり10万円を支給する", "り10万円", "10万円"),
        ("参加者はおよそ30人である", "およそ30人", "およそ30人"),
        ("約58万人（7.1％）にすぎず", "（7.1％", "7.1％"),
        ("全国（離島を除く）の調査", "全国（離島を除く", "全国（離島を除く）"),
        ("全国（離島を除く)の調査", "全国（離島を除く", "全国（離島を除く)"),  # of two widths
        ("会場（市民会館（本館）の２階", "市民会館（本館）", "市民会館（本館）"),
        ("監査委員　　石　川　　正　夫", "石　川　　正　夫", "石　川　　正　夫"),
        ("建設業　　　468万人　　　△15万人", "468万人　　　△15万人", None),
        ("| 基本料金 | 800円 | 950円 |", "800円 | 950円", None),
    ],
)
def test_a_mark_cuts_no_word_bracket_or_column(text: str, cut: str, whole: str | None) -> None:
    start = text.index(cut)
    span = trimmed(text, start, start + len(cut))
    assert (span and text[slice(*span)]) == whole


@pytest.mark.parametrize(
    ("text", "question", "mark"),
    [
        # one side of a period is not the other
        ("町民農園の利用者の募集は、令和6年3月31日まで行う。", "農園の募集はいつから行うか", None),
        ("商品券の使用は令和6年1月15日から可能である。", "商品券はいつまで使えますか", None),
        ("商品券は令和6年1月15日から使える。", "商品券はいつから使えますか", "令和6年1月15日"),
        # from one number to another is no range
        ("待機児童は4月の58人から46人減少した。", "待機児童は何人減少しましたか", "46人"),
        # a whole, and the part of it that is asked of
        (
            "In the year 17 incidents were reported, of which 3 involved injury.",
            "How many incidents involved injury?",
            "3",
        ),
        (
            "Of the 620 applications, 415 were approved by the board.",
            "How many applications were approved?",
            "415",
        ),
        # an exception is made of what is asked
        (
            "施設の使用料は1,500円とする。ただし、高校生以下の者については、700円とする。",
            "高校生の施設の使用料はいくらですか",
            None,
        ),
    ],
)
def test_what_is_certainly_of_something_else_is_not_marked(
    text: str, question: str, mark: str | None, folder: Path, encoder: Encoder
) -> None:
    with Library.open(folder, encoder, builtin=False) as library:
        library.add(document("文", text, "text.txt"))
        assert marked(question, library) in ([mark], []) if mark else not marked(question, library)


def test_particles_around_an_answer_are_not_marked() -> None:
    text = "警察庁は、オランダにおいて、取決めを策定した。"
    start, end = text.index("は、"), text.index("、取決め")
    span = trimmed(text, start, end)
    assert span is not None and text[slice(*span)] == "オランダ"
    assert trimmed(text, 3, 5) is None
    for whole in ("18歳未満の子ども", "支援を行うもの", "外国のひと"):
        assert trimmed(f"{whole}を", 0, len(whole)) == (0, len(whole))
        assert trimmed(f"{whole}を", 0, len(whole) + 1) == (0, len(whole))
    english = "It was signed in the Netherlands."
    assert trimmed(english, 14, 32) == (21, 32)
