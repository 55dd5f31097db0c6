"""Glosses: which words stand in a text, and which only seem to."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.dates import dates
from corpus.dictionary import Dictionary
from corpus.gloss import Gloss, glosses

ENTRIES = """\
全国 [ぜんこく] /(n) the whole country/(P)/
中国 [ちゅうごく] /(n) China/(P)/
際立つ [きわだつ] /(v5t) to stand out/(P)/
取り組 [とりくみ] /(n) bout/
国際 [こくさい] /(n) international/(P)/
政府 [せいふ] /(n) government/(P)/
国政 [こくせい] /(n) national politics/(P)/
被災 [ひさい] /(n) being struck by disaster/(P)/
同国 [どうこく] /(n) the same country/(P)/
年間 [ねんかん] /(n) period of a year/(P)/
行う [おこなう] /(v5u) to do/(P)/
テロ /(n) terrorism/(P)/
締結 [ていけつ] /(n) fastening/(P)/
"""


@pytest.fixture(scope="module")
def dictionary(tmp_path_factory: pytest.TempPathFactory) -> Dictionary:
    path = tmp_path_factory.mktemp("dictionary") / "edict"
    path.write_text(ENTRIES, encoding="euc_jp")
    return Dictionary(path)


def words(text: str, dictionary: Dictionary | None = None) -> list[str]:
    return [text[each.start : each.end] for each in glosses(text, dictionary)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("国際刑事警察機構の総会", ["国際刑事警察機構", "総会"]),  # the longest
        ("外国治安機関等との協力関係", ["外国治安機関", "協力関係"]),
        ("警察庁と警察庁長官と警察庁", ["警察庁", "警察庁長官"]),  # each once
        ("全国会議に出席した", ["全国", "会議", "出席した"]),  # not 国会
        ("テロリズム対策とテロ対策", ["テロリズム", "対策", "テロ対策"]),  # not テロ
        ("サイバーフォース", []),
        ("取締りの強化", ["取締りの強化"]),
        ("十三人が死亡し、三人を逮捕", ["死亡", "三人", "逮捕"]),
        ("２５人を検挙", ["検挙"]),  # nothing that is counted
        ("ICPOを通じ", []),
        ("すり替え", []),
        ("米の米国", ["米国"]),
        ("", []),
        ("In English only.", []),
    ],
)
def test_with_the_glossary_alone(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全国会議", ["全国", "会議"]),
        ("中国際立つ", ["中国", "際立つ"]),
        ("被災国政府", ["被災", "政府"]),
        ("各国際捜査", ["国際", "捜査"]),
        ("同国会計検査院", ["同国", "会計検査院"]),
        ("強化に取り組んでいる", ["強化"]),  # no bout
        ("捜査を行う", ["捜査"]),  # one kanji
        ("２年間", []),
        ("テロップ", []),
        ("テロを防止", ["テロ", "防止"]),
    ],
)
def test_with_a_dictionary_too(dictionary: Dictionary, text: str, expected: list[str]) -> None:
    assert words(text, dictionary) == expected


def test_the_glossary_comes_first(dictionary: Dictionary) -> None:
    assert glosses("締結と同国", dictionary) == [
        Gloss(0, 2, "ていけつ", "conclusion (of a treaty)", True),
        Gloss(3, 5, "どうこく", "the same country", False),
    ]


def test_two_meanings_are_both_told() -> None:
    [found] = glosses("国会")
    assert (found.kana, found.en) == ("こっかい", "National Diet; parliament")


def test_no_word_reaches_into_a_date(dictionary: Dictionary) -> None:
    text = "平成30年度当初予算を同年の国会で"
    apart = [(date.start, date.end) for date in dates(text)]
    found = [text[each.start : each.end] for each in glosses(text, dictionary, apart)]
    assert found == ["当初予算", "国会"]


@given(
    st.text(alphabet="国会全議年度平成30テロリズムー・の取り決め締結したＡb、\n 々ヶ", max_size=40)
)
def test_spans_are_in_order_and_apart(text: str) -> None:
    found = glosses(text)
    for one, other in pairwise(found):
        assert one.end <= other.start
    assert all(0 <= each.start < each.end <= len(text) and each.en for each in found)
    printed = [text[each.start : each.end] for each in found]
    assert len(set(printed)) == len(printed)
