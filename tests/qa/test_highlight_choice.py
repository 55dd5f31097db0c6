"""Of several dates or numbers in a sentence that is marked which is asked for, however sure the
reader is of what it takes; and none where neither it nor a rule is sure."""

from __future__ import annotations

import pytest

from qa.highlighting.highlight import highlight
from qa.question import read_question
from qa.rank import Ranked
from qa.reader import Reading
from tests.candidates import candidate

SURE, UNSURE, NOT = 4.0, 1.0, -1.0


def marked(question: str, text: str, taken: str, sharp: float) -> str:
    """What is marked where the reader takes those words; "" for nothing."""
    start = text.index(taken)
    reading = Reading(5.0, (start, start + len(taken)), sharp)
    spans = highlight(read_question(question), Ranked(candidate(text), reading, 1.0))
    assert len(spans) <= 1
    return "".join(text[start:end] for start, end in spans)


@pytest.mark.parametrize(
    ("question", "text", "taken", "other"),
    [
        (
            "いつ届け出なければなりませんか",
            "事由が生じた日から14日以内に届け出なければならない（平成30年4月1日改正）。",
            "事由が生じた日から14日以内",
            "平成30年4月1日",
        ),
        (
            "会議はいつ開かれますか",
            "会議は年2回開き、令和6年度から適用する。",
            "年2回",
            "令和6年度",
        ),
        (
            "When must the report be filed?",
            "It must be filed within 30 days after the end of the year (amended on 1 April 2018).",
            "within 30 days after the end of the year",
            "1 April 2018",
        ),
        (
            "How many people were injured?",
            "Forty people were injured and 3 people were killed.",
            "Forty people",
            "3 people",
        ),
    ],
)
def test_the_only_date_is_not_marked_where_the_reader_takes_other_words(
    question: str, text: str, taken: str, other: str
) -> None:
    assert marked(question, text, taken, SURE) == taken
    assert marked(question, text, taken, UNSURE) in ("", taken)
    assert marked(question, text, taken, NOT) in ("", other)


@pytest.mark.parametrize(
    ("question", "text", "now"),
    [
        (
            "火災の死者は何人でしたか",
            "火災による死者は、前年の48人から大幅に減少して31人となった。",
            "31人",
        ),
        ("待機児童は何人ですか", "1月の1,200人をピークに減少し900人となった。", "900人"),
        (
            "予算額はいくらですか",
            "予算額は、前年度の115億円に比べ5億円増の120億円である。",
            "120億円",
        ),
        ("職員は何人ですか", "職員は、100人から20人増員し120人とする。", "120人"),
        ("利用者は何人ですか", "利用者は、1,200人から1,500人に増加した。", "1,500人"),
        ("残高はいくらですか", "残高は3億円から減少して2億円となった。", "2億円"),
        ("罰金はいくらですか", "罰金の額を、10万円から20万円に引き上げる。", "20万円"),
        ("成長率は何％ですか", "成長率は2.0％から1.5％に下方修正された。", "1.5％"),
    ],
)
def test_what_there_is_after_a_change_is_marked(question: str, text: str, now: str) -> None:
    assert marked(question, text, now, SURE) == now
    assert marked(question, text, now, NOT) == now


@pytest.mark.parametrize(
    ("question", "text", "number"),
    [
        # of the year named, with or without the value before
        (
            "令和5年の火災の死者は何人でしたか",
            "令和5年の火災による死者は、前年の48人から大幅に減少して31人となった。",
            "31人",
        ),
        (
            "令和5年度の相談件数は何件ですか",
            "令和5年度の相談件数は、前年度（1,508件）から8件減の1,500件であった。",
            "1,500件",
        ),
        (
            "令和4年度の利用者は何人ですか",
            "令和5年度の利用者は1,500人で、前年度（1,200人）から300人増加した。",
            "1,200人",
        ),
        (
            "前年度の予算はいくらですか",
            "予算は、前年度の115億円に比べ5億円増の120億円である。",
            "115億円",
        ),
        # the year stands in brackets behind its number
        (
            "令和元年の相談件数は何件ですか",
            "相談件数は、100件（平成30年）から120件（令和元年）に増加した。",
            "120件",
        ),
        (
            "平成30年の相談件数は何件ですか",
            "相談件数は、100件（平成30年）から120件（令和元年）に増加した。",
            "100件",
        ),
        (
            "令和元年度の利用者は何人ですか",
            "2万7千人（平成22年度）であったが、3万1千人（令和元年度）となった。",
            "3万1千人",
        ),
        (
            "2019年の割合は何％ですか",
            "2018年の12.3％に対し、15.6％（2019年）であった。",
            "15.6％",
        ),
        ("定員は何人ですか", "定員は20人（令和5年度は15人）とする。", "20人"),
    ],
)
def test_the_number_of_the_year_asked_about_is_marked(
    question: str, text: str, number: str
) -> None:
    assert marked(question, text, number, SURE) == number


@pytest.mark.parametrize(
    ("question", "text", "date"),
    [
        (
            "事業の開始はいつですか",
            "平成28年から検討を進め、令和2年4月に事業を開始した。",
            "令和2年4月",
        ),
        (
            "工事が終了したのはいつですか",
            "令和3年まで設計を行い、令和6年5月に工事が終了した。",
            "令和6年5月",
        ),
        (
            "When was the museum opened?",
            "The museum, closed from 1 April 2018 until its renewal, opened on 3 May 2020.",
            "3 May 2020",
        ),
        (
            "When did the project end?",
            "Postponed to 2021, the project ended in March 2023.",
            "March 2023",
        ),
        (
            "When did the works begin?",
            "The plan runs from 2018 to 2022; the works began in 2020.",
            "2020",
        ),
    ],
)
def test_a_date_that_something_else_lasts_from_or_until_is_not_marked(
    question: str, text: str, date: str
) -> None:
    assert marked(question, text, date, SURE) == date
    assert marked(question, text, date, NOT) in ("", date)


@pytest.mark.parametrize(
    ("question", "text", "date"),
    [
        (
            "事業の終了はいつですか",
            "期間は令和4年4月1日から令和7年3月31日までとする。",
            "令和7年3月31日",
        ),
        (
            "事業はいつ始まりましたか",
            "期間は令和4年4月1日から令和7年3月31日までとする。",
            "令和4年4月1日",
        ),
        ("When does the pool open?", "It is open from 1 July to 31 August 2023.", "1 July"),
        (
            "When does the open season end?",
            "The open season runs from 1 July to 31 August 2023.",
            "31 August 2023",
        ),
        # neither end alone
        (
            "When was the road closed to traffic?",
            "The road was closed from 3 May 2019 to 5 June 2019.",
            "3 May 2019 to 5 June 2019",
        ),
        (
            "When is the pool open?",
            "The pool is open from 1 July to 31 August 2023.",
            "1 July to 31 August 2023",
        ),
    ],
)
def test_of_one_period_that_end_is_marked_that_is_asked_for_or_the_whole(
    question: str, text: str, date: str
) -> None:
    assert marked(question, text, date, SURE) == date
    assert marked(question, text, date, NOT) == date


FIELDS = "重点分野は、①感染症への対応、②持続可能な海洋、③人的交流・人材育成の三つである。"
AIMS = "It has three aims: (a) to reduce waste, (b) to improve transport, and (c) to plant trees."


@pytest.mark.parametrize(
    ("question", "text", "taken", "mark"),
    [
        # one of several, where nothing in the question tells it from the others
        ("重点分野は何か", FIELDS, "感染症への対応", ""),
        ("重点分野は何か", FIELDS, "交流・人材育成", ""),
        ("重点分野は何か", FIELDS, "感染症への対応、②持続可能な海洋", ""),
        ("What are the priority areas?", FIELDS, "③人的交流・人材育成", ""),
        ("What are the three aims of the plan?", AIMS, "to reduce waste", ""),
        (
            "What does it want to do?",
            "It wants to 1) plant trees and 2) mend roads.",
            "mend roads",
            "",
        ),
        # to the last, from the first on
        (
            "重点分野は何か",
            FIELDS,
            "持続可能な海洋、③人的交流・人材育成",
            "①感染症への対応、②持続可能な海洋、③人的交流・人材育成",
        ),
        (
            "課題は何か",
            "目標は①防災、②交通であり、課題は①財源、②人材である。",
            "財源、②人材",
            "①財源、②人材",
        ),
        # the item asked about, and a detail of one
        ("人的交流は重点分野か", FIELDS, "③人的交流・人材育成", "③人的交流・人材育成"),
        ("What about transport?", AIMS, "to improve transport", "to improve transport"),
        (
            "Who was elected to take the chair?",
            "役員は、①議長に山田太郎、②監事に鈴木花子を選任した。",
            "山田太郎",
            "山田太郎",
        ),
        ("Who pays for it?", "重点は、①甲、②乙であり、費用は国が負担する。", "国", "国"),
        ("What is due?", "Under section 3(1)(a) or (b) fees are due.", "fees", "fees"),
    ],
)
def test_of_what_is_enumerated_all_is_marked_or_what_is_asked_about(
    question: str, text: str, taken: str, mark: str
) -> None:
    assert marked(question, text, taken, SURE) == mark


@pytest.mark.parametrize(
    ("question", "text", "taken", "mark"),
    [
        (
            "How many Band A harbours are there?",
            "Harbours are placed in one of three risk bands.",
            "three risk bands",
            "",
        ),
        ("How many drones are there?", "We fly drones at 4 harbours.", "4 harbours", ""),
        ("How many notices were issued?", "We sent notices to six firms.", "six", ""),
        ("How many harbours are there?", "We fly drones at four harbours.", "four", "four"),
        ("How many vessels are there?", "We have 12 ships.", "12 ships", "12 ships"),
        ("How many staff are there?", "We have a staff of 214 people.", "214 people", "214 people"),
        (
            "How many trustees are there?",
            "The board of trustees has nine members.",
            "nine members",
            "nine members",
        ),
        (
            "How many trainees received certificates?",
            "Of the trainees, twelve received certificates.",
            "twelve",
            "twelve",
        ),
        (
            "How many inspections were there?",
            "Inspections rose to 1,284 in 2022.",
            "1,284",
            "1,284",
        ),
    ],
)
def test_a_number_of_other_things_is_not_marked(
    question: str, text: str, taken: str, mark: str
) -> None:
    assert marked(question, text, taken, SURE) == mark


@pytest.mark.parametrize(
    ("question", "text", "taken", "number"),
    [
        ("図書は何点まで借りられますか", "図書の貸出点数は1人3点までとする。", "人3点", "3点"),
        ("受講料はいくらですか", "受講料は１人2,000円とする。", "人2,000円", "2,000円"),
        ("委員の報酬は", "委員の報酬は1日6,500円とする。", "6,500円", "6,500円"),
        ("利用者数は", "利用者数は、1日21人である。", "21人", "21人"),
        ("有効期間は", "証明書の有効期間は、6か月間とする。", "6か月", "6か月間"),
    ],
)
def test_what_an_amount_is_for_is_not_marked(
    question: str, text: str, taken: str, number: str
) -> None:
    assert marked(question, text, taken, SURE) == number


@pytest.mark.parametrize(
    ("question", "text", "taken", "found"),
    [
        (
            "提出期限はいつですか",
            "工事が完了した日から30日を経過する日又は3月20日のいずれか早い日までに提出する。",
            "3月20日",
            "",
        ),
        (
            "補助金の額はいくらですか",
            "補助金の額は、工事費の2分の1の額又は50万円のいずれか低い額とする。",
            "50万円",
            "",
        ),
        (
            "期間はいつまでですか",
            "期間は、3年又は耐用年数のいずれか短い期間とする。",
            "3年又は耐用年数のいずれか短い期間",
            "3年又は耐用年数のいずれか短い期間",
        ),
        (
            "申請の期限はいつですか",
            "2日又は3日のいずれか早い日に受け付け、期限は3月20日とする。",
            "3月20日",
            "3月20日",
        ),
    ],
)
def test_one_of_two_alternatives_alone_is_not_marked(
    question: str, text: str, taken: str, found: str
) -> None:
    assert marked(question, text, taken, SURE) == found


def test_the_number_of_the_year_asked_about_is_marked_though_it_is_not_reached() -> None:
    text = "入港隻数は2,300隻で、平成19年の3,100隻を下回った。"
    assert marked("平成19年の入港隻数は何隻か", text, "3,100隻", SURE) == "3,100隻"
    assert marked("平成19年の入港隻数は何隻か", text, "2,300隻", NOT) in ("", "3,100隻")
    assert marked("入港隻数は何隻か", text, "2,300隻", SURE) == "2,300隻"


def test_the_year_of_the_most_is_not_that_of_another_number() -> None:
    text = "返納は、令和元年に60万件と過去最多を記録した後に減り、令和4年は44万件であった。"
    for taken in ("令和元年", "令和4年"):
        assert marked("返納が一番多かったのは何年か", text, taken, NOT) in ("", "令和元年")
