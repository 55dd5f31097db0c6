"""Dates: what is one, and what it resolves to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.dates import dates

Found = tuple[str, int | None, int | None, int | None]

# text, then what is found: as written, year, month, day
CASES: list[tuple[str, list[Found]]] = [
    # the eras
    ("令和元年5月1日に", [("令和元年5月1日", 2019, 5, 1)]),
    ("令和二年", [("令和二年", 2020, None, None)]),
    ("平成30年12月9日", [("平成30年12月9日", 2018, 12, 9)]),
    ("平成３０年１２月", [("平成３０年１２月", 2018, 12, None)]),
    ("平成 30 年 12 月 9 日", [("平成 30 年 12 月 9 日", 2018, 12, 9)]),
    ("平成三十年十二月三十一日", [("平成三十年十二月三十一日", 2018, 12, 31)]),
    ("昭和62年以降", [("昭和62年", 1987, None, None)]),
    ("大正十四年", [("大正十四年", 1925, None, None)]),
    ("明治45年7月30日", [("明治45年7月30日", 1912, 7, 30)]),
    ("㍻30年", [("㍻30年", 2018, None, None)]),
    # digit by digit in kanji
    ("平成三〇年一〇月二〇日", [("平成三〇年一〇月二〇日", 2018, 10, 20)]),
    ("昭和六〇年四月", [("昭和六〇年四月", 1985, 4, None)]),
    ("平成二一年一二月二五日", [("平成二一年一二月二五日", 2009, 12, 25)]),
    ("六月三〇日と一一月", [("六月三〇日", None, 6, 30), ("一一月", None, 11, None)]),
    (
        "平成二九年四月一日。平成三〇年四月一日。同年",
        [
            ("平成二九年四月一日", 2017, 4, 1),
            ("平成三〇年四月一日", 2018, 4, 1),
            ("同年", 2018, None, None),
        ],
    ),
    # both calendars at once
    ("平成30年(2018年)9月には", [("平成30年(2018年)9月", 2018, 9, None)]),
    ("平成31年（2019年）1月", [("平成31年（2019年）1月", 2019, 1, None)]),
    ("令和元(2019)年12月", [("令和元(2019)年12月", 2019, 12, None)]),
    ("2018年（平成30年）12月9日", [("2018年（平成30年）12月9日", 2018, 12, 9)]),
    ("昭和56年(1981年)に結成", [("昭和56年(1981年)", 1981, None, None)]),
    # the common calendar
    ("2018年", [("2018年", 2018, None, None)]),
    ("二〇一八年", [("二〇一八年", 2018, None, None)]),
    ("２０１８年１２月９日", [("２０１８年１２月９日", 2018, 12, 9)]),
    ("2018-12-09", [("2018-12-09", 2018, 12, 9)]),
    ("2018/12/9", [("2018/12/9", 2018, 12, 9)]),
    ("2015～2018年", [("2015", 2015, None, None), ("2018年", 2018, None, None)]),
    # short forms
    ("H30.4.1から", [("H30.4.1", 2018, 4, 1)]),
    ("（令6.4.1施行）", [("令6.4.1", 2024, 4, 1)]),
    ("改正　昭50.3.31", [("昭50.3.31", 1975, 3, 31)]),
    ("法令6.4.1", []),
    ("R元.5.1", [("R元.5.1", 2019, 5, 1)]),
    ("Ｓ６２に", [("Ｓ６２", 1987, None, None)]),
    ("R5年3月", [("R5年3月", 2023, 3, None)]),
    ("H5N1型とCH30とH30-1号", []),
    # the era is not repeated
    (
        "平成22年から23年10月まで",
        [("平成22年", 2010, None, None), ("23年10月", 2011, 10, None)],
    ),
    ("平成27～30年", [("平成27", 2015, None, None), ("30年", 2018, None, None)]),
    ("平成26年に比べ29年には", [("平成26年", 2014, None, None), ("29年", 2017, None, None)]),
    ("23年10月に", [("10月", None, 10, None)]),
    ("平成30年。5年間、10年ぶり、今後3年", [("平成30年", 2018, None, None)]),
    ("平成30年。第75年", [("平成30年", 2018, None, None)]),
    ("平成27～令和元年", [("平成27", 2015, None, None), ("令和元年", 2019, None, None)]),
    ("平成29及び30年", [("平成29", 2017, None, None), ("30年", 2018, None, None)]),
    # nor is a common year's century
    (
        "令和元年度。2012年から18年に",
        [
            ("令和元年度", 2019, None, None),
            ("2012年", 2012, None, None),
            ("18年", 2018, None, None),
        ],
    ),
    ("2012～18年", [("2012", 2012, None, None), ("18年", 2018, None, None)]),
    ("2012年。18年", [("2012年", 2012, None, None)]),
    (
        "2018年（平成30年）から31年に",
        [("2018年（平成30年）", 2018, None, None), ("31年", 2019, None, None)],
    ),
    # lengths of time
    ("令和元年。懲役1年6月の判決。懲役10年", [("令和元年", 2019, None, None)]),
    ("令和元年。任期は、2年とする。60年ローン、築40年", [("令和元年", 2019, None, None)]),
    (
        "平成22年。23年から5年で2倍",
        [("平成22年", 2010, None, None), ("23年", 2011, None, None)],
    ),
    ("令和元年。2年には", [("令和元年", 2019, None, None), ("2年", 2020, None, None)]),
    # decades
    ("1990年代、昭和30年代から40年代", []),
    ("平成30年代表団", [("平成30年", 2018, None, None)]),
    # what was named last
    (
        "平成30年9月。同年11月。同年。",
        [
            ("平成30年9月", 2018, 9, None),
            ("同年11月", 2018, 11, None),
            ("同年", 2018, None, None),
        ],
    ),
    (
        "平成30年4月1日。同月5日。同日。同月。",
        [
            ("平成30年4月1日", 2018, 4, 1),
            ("同月5日", 2018, 4, 5),
            ("同日", 2018, 4, 5),
            ("同月", 2018, 4, None),
        ],
    ),
    ("平成30年。翌年。", [("平成30年", 2018, None, None), ("翌年", 2019, None, None)]),
    (
        "平成30年。前年に比べ。同年。",
        [
            ("平成30年", 2018, None, None),
            ("前年", 2017, None, None),
            ("同年", 2018, None, None),
        ],
    ),
    (
        "平成30年9月の前年同月比",
        [("平成30年9月", 2018, 9, None), ("前年同月", 2017, 9, None)],
    ),
    ("平成30年12月。翌月。", [("平成30年12月", 2018, 12, None), ("翌月", 2019, 1, None)]),
    ("in 2018。同年", [("2018", 2018, None, None), ("同年", 2018, None, None)]),
    ("同年。同月。同日。翌年度。", []),
    ("12月9日", [("12月9日", None, 12, 9)]),
    # English
    ("December 2018", [("December 2018", 2018, 12, None)]),
    ("9 December 2018", [("9 December 2018", 2018, 12, 9)]),
    ("Dec. 9, 2018", [("Dec. 9, 2018", 2018, 12, 9)]),
    ("the 9th of December, 2018", [("the 9th of December, 2018", 2018, 12, 9)]),
    ("on July 26-27, 2018", [("July 26-27, 2018", 2018, 7, 26)]),
    ("in may 2018", [("may 2018", 2018, 5, None)]),
    ("it may be 5 of them", []),
    ("Heisei 30", [("Heisei 30", 2018, None, None)]),
    ("December 2018 (Heisei 30)", [("December 2018 (Heisei 30)", 2018, 12, None)]),
    ("the 30th year of Heisei", [("the 30th year of Heisei", 2018, None, None)]),
    ("the first year of Reiwa", [("the first year of Reiwa", 2019, None, None)]),
    # months and days of which the last alone has the year
    ("In December, 2018 it", [("December, 2018", 2018, 12, None)]),
    ("from January to March 2019", [("January", 2019, 1, None), ("March 2019", 2019, 3, None)]),
    ("Jan.–Mar. 2019", [("Jan.", 2019, 1, None), ("Mar. 2019", 2019, 3, None)]),
    (
        "in April, May and June 2019",
        [("April", 2019, 4, None), ("May", 2019, 5, None), ("June 2019", 2019, 6, None)],
    ),
    ("December to January 2019", [("December", 2018, 12, None), ("January 2019", 2019, 1, None)]),
    (
        "from 5 January to 9 March 2019",
        [("5 January", 2019, 1, 5), ("9 March 2019", 2019, 3, 9)],
    ),
    ("June 5 to July 6, 2019", [("June 5", 2019, 6, 5), ("July 6, 2019", 2019, 7, 6)]),
    ("on June 5 and 6, 2019", [("June 5 and 6, 2019", 2019, 6, 5)]),
    ("on June 5, 6 and 7, 2019", [("June 5, 6 and 7, 2019", 2019, 6, 5)]),
    ("on 5 and 6 June 2019", [("5 and 6 June 2019", 2019, 6, 5)]),
    ("On June 5 and 6 people came", [("June 5", None, 6, 5)]),
    ("On June 5, 2,019 people came", [("June 5", None, 6, 5)]),
    # days in words, as treaties have them
    ("this third day of March, 1978", [("this third day of March, 1978", 1978, 3, 3)]),
    (
        "the twenty-first day of May 2018",
        [("the twenty-first day of May 2018", 2018, 5, 21)],
    ),
    ("this 3rd day of March 1978", [("this 3rd day of March 1978", 1978, 3, 3)]),
    ("the twelfth year of Heisei", [("the twelfth year of Heisei", 2000, None, None)]),
    # years that are more or less than one
    ("By mid-2020, in late-2018", [("2020", 2020, None, None), ("2018", 2018, None, None)]),
    ("the 2019/20 budget", [("2019/20", 2019, None, None)]),
    ("in 1999/00", [("1999/00", 1999, None, None)]),
    ("No. 2019/20, ref 2019/21, 2019/20/3", []),
    # verbs
    ("a member may 30 days before, or march 5 miles", []),
    ("On May 30 it", [("May 30", None, 5, 30)]),
    ("on may 30, 2018", [("may 30, 2018", 2018, 5, 30)]),
    # eras by one letter, and names that look so
    ("in H2 2020 exports rose", [("2020", 2020, None, None)]),
    ("Option S2, Zone R3", []),
    ("| Option | S2 |", []),
    ("H30年の件数、H30の件数", [("H30年", 2018, None, None), ("H30", 2018, None, None)]),
    (
        "| 件数 | H29 | H30 |",
        [("H29", 2017, None, None), ("H30", 2018, None, None)],
    ),
    (
        "H29 H30 R1",
        [("H29", 2017, None, None), ("H30", 2018, None, None), ("R1", 2019, None, None)],
    ),
    ("R4当初予算とR5実績", [("R4", 2022, None, None), ("R5", 2023, None, None)]),
    ("（H30）から「R6」の", [("H30", 2018, None, None), ("R6", 2024, None, None)]),
    ("公民館（H30）", [("H30", 2018, None, None)]),
    ("| 年 | H9 | H35推計 |", [("H9", 1997, None, None), ("H35", 2023, None, None)]),
    ("S5年、H元に", [("S5年", 1930, None, None), ("H元", 1989, None, None)]),
    ("R32年度", [("R32年度", 2050, None, None)]),
    ("H3ロケットの打上げ、H3の機体、H5型鳥インフルエンザ、R5プラン", []),
    ("R32を使う冷媒、冷媒（R12）、R32は、R5を", []),
    ("S1ランク、S1級、R5系統、H13鋼、会議室R5の、型式R5は、（H3）、S1、S2", []),
    # sections and the like
    ("under 42 U.S.C. 1983, as amended", []),
    ("under section 1905. Under § 1983, and 40 CFR 2018.", []),
    ("the Conduct Rules 2018, the Act 2018", [("2018", 2018, None, None)] * 2),
    # plain years
    ("How many were trained in 2018?", [("2018", 2018, None, None)]),
    ("2018", [("2018", 2018, None, None)]),
    ("2018 was a good year", [("2018", 2018, None, None)]),
    ("between 2014 and 2018", [("2014", 2014, None, None), ("2018", 2018, None, None)]),
    ("in 2018-2019", [("2018", 2018, None, None), ("2019", 2019, None, None)]),
    ("the 2018 White Paper", [("2018", 2018, None, None)]),
    ("2018人 2018件 2,018 2018.5 No. 2018 ¥2018 2018kg 12018", []),
    ("2018 trainees and 1990 officers", []),
    ("in 1867 and 2101", []),
    # of several years the last alone may have 年, of several months the first
    (
        "平成28、29及び30年度",
        [("平成28", 2016, None, None), ("29", 2017, None, None), ("30年度", 2018, None, None)],
    ),
    (
        "令和４・５・６年度の資格",
        [("令和４", 2022, None, None), ("５", 2023, None, None), ("６年度", 2024, None, None)],
    ),
    (
        "2015，16，17年",
        [("2015", 2015, None, None), ("16", 2016, None, None), ("17年", 2017, None, None)],
    ),
    ("平成30年、5年後に、4・5・6人が", [("平成30年", 2018, None, None)]),
    ("令和６年１～３月期に", [("令和６年１～３月期", 2024, 1, None)]),
    ("4-6月期と10～12月", [("4-6月期", None, 4, None), ("10～12月", None, 10, None)]),
    ("令和5年12月から3月まで", [("令和5年12月", 2023, 12, None), ("3月", 2024, 3, None)]),
    (
        "令和6年4月1日～5月31日。6月",
        [("令和6年4月1日", 2024, 4, 1), ("5月31日", 2024, 5, 31), ("6月", None, 6, None)],
    ),
    (
        "令和6年4月1日（月）～4月30日（火）",
        [("令和6年4月1日", 2024, 4, 1), ("4月30日", 2024, 4, 30)],
    ),
    (
        "令和６年１２月２７日（金曜日）午後１時３０分から１月６日（月・祝）正午まで",
        [("令和６年１２月２７日", 2024, 12, 27), ("１月６日", 2025, 1, 6)],
    ),
    (
        "令和6年4月1日（月）10:00～5月31日（金）17:00",
        [("令和6年4月1日", 2024, 4, 1), ("5月31日", 2024, 5, 31)],
    ),
    ("令和6年4月1日（千円）～5月1日", [("令和6年4月1日", 2024, 4, 1), ("5月1日", None, 5, 1)]),
    ("令和6年4月\n- 5月の行事", [("令和6年4月", 2024, 4, None), ("5月", None, 5, None)]),
    ("令和5年12月・6月に", [("令和5年12月", 2023, 12, None), ("6月", None, 6, None)]),
    ("令和5年6月及び12月", [("令和5年6月", 2023, 6, None), ("12月", 2023, 12, None)]),
    (
        "昭和58年の翌年2月1日から3月15日まで",
        [("昭和58年", 1983, None, None), ("翌年2月1日", 1984, 2, 1), ("3月15日", None, 3, 15)],
    ),
    ("10～12月15日、3～5月末", [("12月15日", None, 12, 15), ("5月", None, 5, None)]),
    ("3～5月期限", [("5月", None, 5, None)]),
    # a year from some month of one to that of the next
    ("In 2024-25, local", [("2024-25", 2024, None, None)]),
    ("the 2024–25 budget", [("2024–25", 2024, None, None)]),
    (
        "FY2024-25, fiscal year 1999-00",
        [("FY2024-25", 2024, None, None), ("fiscal year 1999-00", 1999, None, None)],
    ),
    ("in 2015-20, FY24-30", [("2015", 2015, None, None), ("FY24", 2024, None, None)]),
    ("Notice 2024-25, Rev. Proc. 2024-25, No. 2024-25 and 2,024-25 people", []),
    ("FEC Advisory Opinion 2011-12, Decision 2024-25 of the board, call 2011-12 now", []),
    ("2024-25年", [("2024", 2024, None, None), ("25年", 2025, None, None)]),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_dates(text: str, expected: list[Found]) -> None:
    assert [(text[d.start : d.end], d.year, d.month, d.day) for d in dates(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        *[
            "平成30年度",
            "2018年度",
            "H30年度",
            "平成30会計年度",
            "2018（平成30）年度",
            "２０１８年度",
            "平成三〇年度",
        ],
        *["平成30年度（2018年度）", "FY2018", "FY 2018", "fiscal 2018", "Fiscal Year 2018"],
        *["FY18", "FY'18", "fiscal year (FY) 2018", "financial year 2018"],
    ],
)
def test_fiscal_years(text: str) -> None:
    (date,) = dates(text)
    assert (date.start, date.end, date.year, date.fiscal) == (0, len(text), 2018, True)


def test_of_two_fiscal_years_the_last_alone_may_say_so() -> None:
    for text in ("平成29・30年度", "平成29及び平成30年度", "2017・18年度"):
        assert [(d.year, d.fiscal) for d in dates(text)] == [(2017, True), (2018, True)]
    assert [d.fiscal for d in dates("令和４・５・６年度")] == [True] * 3


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("fiscal years 2018 through 2020", [(2018, True), (2020, True)]),
        ("fiscal years 2018, 2019, and 2020", [(2018, True), (2019, True), (2020, True)]),
        ("FY2018-2019", [(2018, True), (2019, True)]),
        ("In fiscal year 2018, by 2019 it", [(2018, True), (2019, False)]),
        ("2018年度, 2019", [(2018, True), (2019, False)]),
    ],
)
def test_of_english_fiscal_years_the_first_alone_may_say_so(
    text: str, found: list[tuple[int, bool]]
) -> None:
    assert [(d.year, d.fiscal) for d in dates(text)] == found


def test_fiscal_years_named_by_others() -> None:
    found = dates("平成28年度から30年度まで。翌年度。同年。")
    assert [(d.year, d.fiscal) for d in found] == [
        (2016, True),
        (2018, True),
        (2019, True),
        (2019, False),
    ]


PIECES = st.sampled_from(
    [
        *[
            "平成",
            "令和",
            "H",
            "R元",
            "30",
            "3",
            "2018",
            "年",
            "年度",
            "月",
            "日",
            "(",
            "）",
            "同",
            "翌",
        ],
        *[
            "前",
            "元",
            ".",
            "/",
            "-",
            "～",
            " ",
            "、",
            "December",
            "FY",
            "Heisei ",
            " 9",
            "in ",
            "十",
            "二",
            "and ",
            "January ",
            "FY1",
            "2018/19",
            " fiscal year ",
            " census ",
        ],
        *["人", "\n"],
    ]
)


@given(st.lists(PIECES, max_size=30).map("".join) | st.text())
def test_dates_are_ordered_spans(text: str) -> None:
    position = 0
    for date in dates(text):
        assert position <= date.start < date.end <= len(text)
        assert date.year is None or 1868 <= date.year <= 2100
        assert date.month is None or 1 <= date.month <= 12
        assert date.day is None or 1 <= date.day <= 31
        assert (date.year, date.month, date.day) != (None, None, None)
        position = date.end
