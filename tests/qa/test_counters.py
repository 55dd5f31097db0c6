from __future__ import annotations

import pytest

from corpus.dates import dates
from qa.counters import NUMBER, asked_for, numbers


@pytest.mark.parametrize(
    ("question", "text", "found"),
    [
        ("研修員は何人か", "平成30年に15回、178人を受け入れた。", ["178人"]),
        ("研修は何回行われたか", "平成30年に15回、178人を受け入れた。", ["15回"]),
        ("支援金はいくらか", "世帯に対し、七十五万円を3回支給する。", ["七十五万円"]),
        ("割合は何パーセントか", "1,200人（全体の３５．２％）が答えた。", ["３５．２％"]),
        ("何か国に派遣された？", "延べ16の国・地域に290人を派遣した。", ["延べ16の国・地域"]),
        ("How many people were trained?", "178人を15回に分けて研修した。", ["178人"]),
        ("How many people were trained?", "In 2018, 178 people took 15 courses.", ["178 people"]),
        ("How much did it cost? how much money", "It cost $4.2 million in 2018.", ["$4.2 million"]),
        ("How long does it take?", "受理から14日以内に5件を処理する。", ["14日"]),
        ("支援金はいくらか", "平成30年4月に3回支給した。", []),
        (
            "何人が参加したか",
            "一万二千人、1万2千人、三五人と二百九十人。",
            ["一万二千人", "1万2千人", "三五人", "二百九十人"],
        ),
        ("金額は？", "1億2,000万円と三億五千万円", ["1億2,000万円", "三億五千万円"]),
        ("研修は何回行われたか", "第38回会合と第三十八回会合、15回の研修", ["15回"]),
        (
            "How many cases were there?",
            "40 officers took up 12 criminal cases.",
            ["12 criminal cases"],
        ),
        ("How many years does it last?", "2つの課で5年の間", ["5年"]),
        ("How many minutes does it take?", "2 rooms, 30 minutes", ["30 minutes"]),
        ("What was the total income?", "It was 31.4 million in 2022.", ["31.4 million"]),
        (
            "What is the total?",
            "3,412 members have 12 m and 3 ha.",
            ["3,412 members", "12 m", "3 ha"],
        ),
        ("何箇月かかる？", "3カ月、3箇月、３ヵ月と2件", ["3カ月", "3箇月", "３ヵ月"]),
        ("何ヵ国に派遣された？", "12ヵ国に3回", ["12ヵ国"]),
        ("手数料はいくらか", "￥5,000を3回", ["￥5,000"]),
        (
            "何千人が参加したか",
            "数百人、約数千人、十数人。人数十人",
            ["数百人", "約数千人", "十数人", "十人"],
        ),
        ("何人泊でしたか", "1人が3泊した場合は3人泊と数える。", ["3人泊"]),
        ("何年間譲渡できないか", "取得した財産は5年間、1年ごとに", ["5年間", "1年"]),
        ("切手は何枚か", "84円切手で３枚、94円切手で１枚", ["３枚", "１枚"]),
        ("How much was seized?", "約706キログラム、18 m", ["約706キログラム", "18 m"]),
        ("How many units?", "2,147 second-generation units, $5.", ["2,147", "$5"]),
        (
            "What was the total?",
            "£14.2 million, EUR 18, $61 million judgment",
            ["£14.2 million", "EUR 18", "$61 million"],
        ),
        ("How long does it take?", "within ninety (90) days of it", ["ninety (90) days"]),
        ("何分間話したか", "午後4時15分から約50分間", ["約50分間"]),
        ("台数はどれくらい", "12台を3か所に置く。", ["12台", "3か所"]),
    ],
)
def test_only_what_is_counted_as_asked(question: str, text: str, found: list[str]) -> None:
    spans = numbers(text, dates(text), asked_for(question))
    assert [text[a:b] for a, b in spans] == found


def test_a_long_row_of_digits_is_soon_read() -> None:
    assert NUMBER.search("千" * 900) is None


def test_a_date_is_no_number() -> None:
    text = "令和4年10月1日現在、平成30年には"
    assert numbers(text, dates(text), None) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("第38回会合に178人が参加", ["178人"]),
        ("延べ290人を延べ16の国・地域に", ["延べ290人", "延べ16の国・地域"]),
        ("１，２５０世帯、約3割、12か国", ["１，２５０世帯", "約3割", "12か国"]),
        ("178 officers and 15 courses", ["178 officers", "15 courses"]),
        ("G7各国、注1", []),
    ],
)
def test_numbers_with_what_they_count(text: str, found: list[str]) -> None:
    assert [m[0] for m in NUMBER.finditer(text)] == found
