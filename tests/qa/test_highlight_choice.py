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
