"""The other names that texts give what they name."""

from __future__ import annotations

import pytest

from corpus.aliases import aliases, other_names
from corpus.builtin import builtin_document
from corpus.document import document
from corpus.structure import passages


def pairs_of(text: str) -> list[tuple[str, str]]:
    return [pair for p in passages(document("a", text, "a")) for pair in aliases(p)]


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("潮見市災害対策本部（以下「市本部」という。）を置く。", ("潮見市災害対策本部", "市本部")),
        ("空家等の活用に関する計画（以下「計画」という。）", ("空家等の活用に関する計画", "計画")),
        ("宅地建物取引業協会（略称「宅協」）が行う。", ("宅地建物取引業協会", "宅協")),
        (
            "災害対策基本法（昭和36年法律第223号。以下「災対法」という。）",
            ("災害対策基本法", "災対法"),
        ),
        ("国土交通省（以下、「国交省」という。）は、", ("国土交通省", "国交省")),
        ("ＡＩ推進室（以下「推進室」という。）を置く。", ("ＡＩ推進室", "推進室")),
        ("デジタルトランスフォーメーション（ＤＸ）", ("デジタルトランスフォーメーション", "ＤＸ")),
        (
            "デジタル変革（DX：Digital Transformation）を進める。",
            ("デジタル変革", "DX"),
        ),
        ("国内総生産（GDP、Gross Domestic Product）", ("国内総生産", "GDP")),
        ("ASEAN警察長官会合(ASEANAPOL)に出席した。", ("ASEAN警察長官会合", "ASEANAPOL")),
        ("国際協力機構（JICA）と協力した。", ("国際協力機構", "JICA")),
        ("欧州刑事警察機構（ユーロポール）", ("欧州刑事警察機構", "ユーロポール")),
        ("ILO（国際労働機関）の総会", ("国際労働機関", "ILO")),
        (
            "The Marine Accident Review Panel (MARP) met.",
            ("Marine Accident Review Panel", "MARP"),
        ),
        (
            'the Bureau of Statistics (hereinafter the "Bureau") counts.',
            ("Bureau of Statistics", "Bureau"),
        ),
    ],
)
def test_a_name_and_what_stands_for_it(text: str, pair: tuple[str, str]) -> None:
    assert pairs_of(text) == [pair]


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        # Signs that ASCII has not: they make no Japanese name of the last English word.
        (
            "The World Health Organization (WHO) – a UN agency – has met.",
            ("World Health Organization", "WHO"),
        ),
        (
            "The Department of Homeland Security (DHS) said: “We agree.”",
            ("Department of Homeland Security", "DHS"),
        ),
        ("It is the European Union (EU) in the Agency’s view.", ("European Union", "EU")),
        ("World Food Programme（WFP）の職員", ("World Food Programme", "WFP")),
        # commas in the name, and before it
        (
            "the Ministry of Economy, Trade and Industry (METI)",
            ("Ministry of Economy, Trade and Industry", "METI"),
        ),
        (
            "the Ministry of Land, Infrastructure, Transport and Tourism (MLIT)",
            ("Ministry of Land, Infrastructure, Transport and Tourism", "MLIT"),
        ),
        (
            "In Tokyo, the Ministry of Education, Culture, Sports, Science and Technology (MEXT)",
            ("Ministry of Education, Culture, Sports, Science and Technology", "MEXT"),
        ),
        (
            "the Department for Environment, Food & Rural Affairs (Defra)",
            ("Department for Environment, Food & Rural Affairs", "Defra"),
        ),
        ("In Paris, the European Police Office (Europol)", ("European Police Office", "Europol")),
        # words at the beginning of a sentence
        (
            "Requests the International Atomic Energy Agency (IAEA) to report.",
            ("International Atomic Energy Agency", "IAEA"),
        ),
        (
            "In the Joint Comprehensive Plan of Action (JCPOA) they agreed.",
            ("Joint Comprehensive Plan of Action", "JCPOA"),
        ),
        ("In the European Police Office (Europol)", ("European Police Office", "Europol")),
        # forms of the short name
        (
            'The European Chemicals Agency (hereinafter "the Agency") met.',
            ("European Chemicals Agency", "Agency"),
        ),
        (
            "The European Chemicals Agency (hereinafter referred to as “the Agency”) met.",
            ("European Chemicals Agency", "Agency"),
        ),
        ("under the Data Protection Act 2018 (the “DPA”)", ("Data Protection Act 2018", "DPA")),
        # small letters, where the initials are the name's
        ("The gross domestic product (GDP) rose.", ("gross domestic product", "GDP")),
        ("some non-governmental organizations (NGOs)", ("non-governmental organizations", "NGOs")),
        (
            "the Organisation for Economic Co-operation and Development (OECD)",
            ("Organisation for Economic Co-operation and Development", "OECD"),
        ),
    ],
)
def test_an_english_name_is_whole(text: str, pair: tuple[str, str]) -> None:
    assert pairs_of(text) == [pair]


@pytest.mark.parametrize(
    "text",
    [
        "昭和56年(1981年)に結成された。",
        "会議（第3回）を開いた。",
        "様子（写真提供：JICA）",
        "関係機関（JICA、JETRO）",
        "合格者（IT：3名）",
        "He went home (in May).",
        "It was not so (NO) and they went home (May).",
        "Council Regulation (EC) No 1/2003",
        "Council Regulation (EU) 2016/679",
    ],
)
def test_other_brackets_name_nothing(text: str) -> None:
    assert pairs_of(text) == []


def test_a_note_says_what_an_abbreviation_stands_for() -> None:
    found = [pair for p in passages(builtin_document()) for pair in aliases(p)]
    assert ("European Union Agency for Law Enforcement Cooperation", "EUROPOL") in found
    assert any(
        short == "PCSC協定" and name.startswith("Agreement between") for name, short in found
    )


PAIRS = [("潮見市災害対策本部", "市本部"), ("Marine Accident Review Panel", "MARP")]


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("市本部の設置基準は？", ["潮見市災害対策本部"]),
        ("災害対策本部はいつ設置される？", ["市本部"]),  # the last part is enough
        ("本部長は誰か", []),
        ("県の災害対策本部の長", ["市本部"]),
        ("警察災害対策本部とは", []),  # another one
        ("Who sits on the marp?", ["Marine Accident Review Panel"]),
        ("What did the Marine Accident Review Panel find?", ["MARP"]),
        ("Is the ramparts walk open?", []),
        ("潮見市災害対策本部（市本部）", []),  # both are there
    ],
)
def test_what_a_question_names_has_other_names(question: str, names: list[str]) -> None:
    assert other_names(question, PAIRS) == names
