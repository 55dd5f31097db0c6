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
        ("保育所等は何施設か", "3市町の12施設", ["12施設"]),
        ("バスは何路線か", "町内の5路線を10台で", ["5路線"]),
        ("農業は何経営体か", "1,204経営体、3,000人", ["1,204経営体"]),
        ("幼稚園は何園か", "3園と2校", ["3園"]),
        ("病床は何床か", "病棟1階は40床、3室", ["40床"]),
        ("街灯は何基か", "12基のうち、3本", ["12基"]),
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
        ("補助率はどれだけですか", "対象経費の3分の2以内とする。", ["3分の2"]),
        ("補助の割合はどのくらいですか", "事業費の２分の１、三分の一", ["２分の１", "三分の一"]),
        ("補助率はいくらですか", "補助率は１／２以内、上限は5万円", ["１／２"]),
        ("補助率はいくらですか", "令和6年4/1から30％又は10分の3", ["30％", "10分の3"]),
        ("国は何分の何を負担しますか", "国の負担は2分の1である。", ["2分の1"]),
        ("What share is paid?", "The state pays two-thirds, or 60%.", ["two-thirds", "60%"]),
        ("合計特殊出生率は？", "合計特殊出生率は1.26、人口は2.5万人", ["1.26"]),
        ("人口の割合は", "人口5,000人のうち5％", ["5％"]),
        (
            "How large is the pay gap?",
            "7.3 per cent, 5 percentage points",
            ["7.3 per cent", "5 percentage points"],
        ),
        (
            "How high is the rate?",
            "7.3 per cent, 7 percent, 2.5 percentage points, 1.26",
            ["7.3 per cent", "7 percent", "2.5 percentage points", "1.26"],
        ),
        ("何分間話したか", "全体の3分の2、15分", ["15分"]),
        ("人口は？", "総人口 123,456、世帯数 45,678世帯、12,000ha", ["123,456"]),
        (
            "What is the population of the city?",
            "The population is 125,000, on 12,345 ha, or 5.2 million in all.",
            ["125,000", "5.2 million"],
        ),
        ("What is the fine for littering?", "a fine of 50,000 yen in 30 days", ["50,000 yen"]),
        ("総工費は", "総工費は50億円で、3棟を建てる。", ["50億円"]),
        ("避難所は何箇所ありますか", "市内に12か所、３ヵ所、4カ所", ["12か所", "３ヵ所", "4カ所"]),
        ("何平方メートルですか", "1,200㎡、１５ｍ２、3平方キロメートル", ["1,200㎡", "１５ｍ２"]),
        ("何立方メートルですか", "1,200㎥、50m", ["1,200㎥"]),
        ("何キロメートルですか", "12.5km、5kg、３キロメートル", ["12.5km", "３キロメートル"]),
        ("何ヘクタールですか", "12.5ha、30 hectares", ["12.5ha", "30 hectares"]),
        ("何トンですか", "1,200t、3トン", ["1,200t", "3トン"]),
        ("How many square metres is it?", "1,200 m2 or 300㎡", ["1,200 m2", "300㎡"]),
        ("何歳からですか", "満65才以上", ["65才"]),
        ("何か月以内ですか", "六月以内に、又は6月に", ["六月"]),
        (
            "How long do I have?",
            "within thirty days, a hundred days",
            ["thirty days", "a hundred days"],
        ),
        ("How many countries joined?", "Twelve countries did.", ["Twelve countries"]),
        ("How many people work there?", "120 employees in 3 units", ["120 employees"]),
        ("保存期間は何年ですか", "平成30年から、保存期間は10年とする。", ["10年"]),
        ("図書館は何時に開館しますか", "午前9時から、月2時間", ["午前9時"]),
        ("What time does it open?", "from 9:30 a.m. to 5 pm in 3 rooms", ["9:30 a.m.", "5 pm"]),
        ("賛成は何票でしたか", "賛成は15票、欠席は3人", ["15票"]),
        ("発行額は何兆円ですか", "35兆円、2件", ["35兆円"]),
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


@pytest.mark.parametrize("question", ["何園芸組合か", "何基本計画か", "何基準か", "何床面か"])
def test_what_only_begins_like_a_counter_is_none(question: str) -> None:
    assert asked_for(question) is None
