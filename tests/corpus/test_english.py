"""English documents."""

from __future__ import annotations

import pytest

from corpus.line_kinds import title_like
from corpus.markers import markers
from tests.divided import placed, tree

# --- articles


@pytest.mark.parametrize(
    "line",
    [
        "Article 16(1) of the Treaty provides that everyone has a right. It is wide.",
        "Article 8 (1) of the Charter protects data. It is wide.",
        "Article 16 TFEU provides that everyone has a right. It is wide.",
        "Article 5 GDPR lists six principles. They are wide.",
        "Article 14(2) and (3) apply. They are wide.",
        "Section 5(2)(a) of the Act applies. It is wide.",
        "Article 1 ECHR binds every party. It is wide.",
    ],
)
def test_a_paragraph_that_begins_with_a_reference_is_whole(line: str) -> None:
    assert placed(f"White Paper on Data\n\n{line}") == [("paragraph", "White Paper on Data", line)]


@pytest.mark.parametrize(
    ("heading", "rest"),
    [
        ("Article 9.", " Every Party shall act. It shall be wise."),
        ("Article 10", "  Everyone may leave. Nobody must."),
        ("Article 11 (Definitions)", ' In this Act, "a" means b. It is wide.'),
        ("Article 12", " (1) The purpose of this Act is peace. It is wide."),
        ("Article 13", " When a person leaves, it ends. It is over."),
        ("Article 15", " – The Board shall meet. It shall be wise."),
    ],
)
def test_an_english_article_begins_on_the_line_of_its_number(heading: str, rest: str) -> None:
    assert placed(heading + rest) == [("paragraph", heading, rest.strip())]


@pytest.mark.parametrize(
    "texts",
    [
        ["Persons who wish to act may act.", "Prefectures shall make plans.", "Japan shall pay."],
        ["The Act is to protect.", "(1) Police officers must obey.", "1. Ministers may act."],
        ["(1) Prefectures must act.", "It is prohibited to act.", "Minister of Justice may act."],
    ],
)
def test_articles_in_sequence_may_begin_with_any_word(texts: list[str]) -> None:
    text = "\n".join(f"Article {number} {each}" for number, each in enumerate(texts, 1))
    assert [(path, each) for _, path, each in placed(text)] == [
        (f"Article {number}", each) for number, each in enumerate(texts, 1)
    ]
    cited = f"{text}\nArticle 4 GDPR says so. It is wide.\nArticle 3 of that says so."
    assert len(tree(cited)) == 3


# --- laws of Japan in English

LAW = """\
Chapter I General Provisions (Articles 1 through 3)
Supplementary Provisions

Chapter I General Provisions

(Purpose)
Article 1 The purpose of this Act is to secure safety.

(Obligations of Employers and of Those Who Are Entrusted with Work by Them)
Article 2 (1) Employers must report.
(2) Employers must pay.

(Delegation)
Article 3 Matters necessary are specified by Cabinet Order.

Chapter II Penal Provisions

Article 4 Employers who violate Article 2 are punished.
Article 4-2 Workers are not.

Supplementary Provisions

(Effective Date)
1 This Act comes into effect as of April 1, 2020.

Supplementary Provisions [Act No. 37 of May 19, 2021] [Extract]

(Effective Date)
Article 1 This Act comes into effect as of the date of promulgation.

(Review)
Article 2 Approximately five years after that, it is reviewed.

Appended Table 1 (Re: Art. 2)

The fee is 100 yen.
"""


def test_a_law_of_japan_is_divided_in_english_as_in_japanese() -> None:
    amending = "Supplementary Provisions [Act No. 37 of May 19, 2021] [Extract]"
    assert tree(LAW) == [
        "Chapter I General Provisions (Articles 1 through 3)",
        "Chapter I General Provisions",
        ".(Purpose)",
        "..Article 1",
        ".(Obligations of Employers and of Those Who Are Entrusted with Work by Them)",
        "..Article 2",
        ".(Delegation)",
        "..Article 3",
        "Chapter II Penal Provisions",
        ".Article 4",
        ".Article 4-2",
        "Supplementary Provisions",
        ".(Effective Date)",
        amending,
        ".(Effective Date)",
        "..Article 1",
        ".(Review)",
        "..Article 2",
        "Appended Table 1 (Re: Art. 2)",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Supplementary Provisions (Act No. 37 of May 19, 2021) apply from that day. They end then.",
        "Supplementary Provisions apply to the Act. They end then.",
        "Appended Table 1 shows the fees. They are due.",
    ],
)
def test_text_about_supplementary_provisions(line: str) -> None:
    text = f"Article 1 The Minister acts.\n\n{line}"
    assert placed(text)[-1] == ("paragraph", "Article 1", line)


def test_supplementary_provisions_may_be_the_name_of_a_part() -> None:
    law = "CHAPTER X\nSupplementary Provisions\nArticle 90\nRules\nIt is so.\nCHAPTER XI\nCosts\n"
    assert tree(law)[:3] == ["CHAPTER X", ".Supplementary Provisions", "..Article 90"]
    act = "PART 4\nSUPPLEMENTARY PROVISIONS\n34 Commencement\nIt begins.\n35 Extent\nIt is so.\n"
    assert tree(act)[1:] == [".SUPPLEMENTARY PROVISIONS", "..34 Commencement", "..35 Extent"]


# --- lines

WRAPPED = """\
Report on Registration

The Commission may require registration in the cases that are called
“significant” by the Agency, and it has since then used a budget of
3 million euro – and 15 posts, most of which have been filled in
the course of the year. The Minister’s statement of that year said that
– as before – the rules of the Agency would be kept in force until
§ 12 of the Act is amended. The work was done under the firm hand of
Title I of the Act. It was paid for with the help of
Électricité de France. It ended on 5 May (see
Section 5 – the “Costs”).
"""


def test_wrapped_english_may_have_signs_that_are_not_ascii() -> None:
    assert [text for *_, text in placed(WRAPPED)] == [WRAPPED.split("\n\n")[1].rstrip()]


def test_a_wrapped_item_may_have_a_dash() -> None:
    long = "(a) The Board of the Agency keeps the rules of the Agency for as long as the"
    item = f"{long} Minister wishes it to\n– as before – do so."
    assert placed(f"It ended.\n\n{item}")[1:] == [("list", "", item)]


def test_a_list_of_dashes_is_no_sentence() -> None:
    text = (
        "It ended.\n\nThe bodies that took part in the work of the group\n– the Agency\n– the Board"
    )
    assert [kind for kind, *_ in placed(text)][1:] == ["list", "list"]


def test_a_curly_quote_does_not_shorten_a_title() -> None:
    title = "The Secretary’s Role in the Administration of Grants and the Allocation of Funds"
    assert title_like(title)
    assert tree(f"Report\n\n1. {title}\n\nThe Secretary pays.") == ["Report", f".1. {title}"]


def test_a_date_is_no_item() -> None:
    text = "The Board\n\n5. Date of next meeting\n7 April 2020.\n\nThe Board will meet then."
    assert tree(text) == ["The Board", ".5. Date of next meeting"]
    assert not markers("12 May 2020") and markers("5. May")


# --- sections

RULES = """\
PART 1—GENERAL
Subpart A—Scope
§ 1.1 Purpose and scope.
(a) General. This part sets rules.
(b) Exceptions. There are none.
§ 1.2 Definitions.
In this part, to act means to do. It does not mean to think.
Subpart B—Records
§ 1.3 What records must I keep?
You must keep them all.
"""


def test_sections_with_a_sign_are_headings() -> None:
    assert tree(RULES) == [
        "PART 1—GENERAL",
        ".Subpart A—Scope",
        "..§ 1.1 Purpose and scope.",
        "..§ 1.2 Definitions.",
        ".Subpart B—Records",
        "..§ 1.3 What records must I keep?",
    ]


@pytest.mark.parametrize(
    "line", ["SEC. 102. DEFINITIONS.", "Sec. 102. Definitions", "§102 Definitions", "TITLE IV"]
)
def test_headings_of_a_statute(line: str) -> None:
    assert tree(f"It ended.\n\n{line}\n\nIn this title, X means Y.") == [line]


@pytest.mark.parametrize(
    "line",
    [
        "§ 12 The Board shall meet each year.",
        "§ 12 of the Act is amended.",
        "§ 1.1 Purpose and scope. This part sets rules.",
        "Sec. 5 and the Schedule apply.",
    ],
)
def test_text_about_a_section(line: str) -> None:
    assert tree(f"It ended.\n\n{line}\n\nThis is text.") == []


def test_a_schedule_stands_over_its_sections() -> None:
    text = "SCHEDULE 1\n\nFEES\n\nSection 5\n\nThe fees are these.\n\nSCHEDULE 2\n\nThere are more."
    assert tree(text) == ["SCHEDULE 1", ".FEES", "..Section 5", "SCHEDULE 2"]


# --- names of parts

REGULATION = """\
CHAPTER I
General provisions
Article 1
Subject-matter and objectives
1. This Regulation lays down rules.
2. It protects people.
Article 2
Material scope
This Regulation applies to processing. It is broad.
CHAPTER III
Rights of the data subject
Section 1
Transparency and modalities
Article 12
The controller shall inform the data subject of the processing and of
the rights that follow from it.
"""


@pytest.mark.parametrize("text", [REGULATION, REGULATION.replace("\n", "\n\n")])
def test_the_name_of_a_part_is_on_the_line_below_its_number(text: str) -> None:
    assert tree(text) == [
        "CHAPTER I",
        ".General provisions",
        "..Article 1",
        "...Subject-matter and objectives",
        "..Article 2",
        "...Material scope",
        "CHAPTER III",
        ".Rights of the data subject",
        "..Section 1",
        "...Transparency and modalities",
        "....Article 12",
    ]


@pytest.mark.parametrize("date", ["14 September 2023", "September 14, 2023", "September 2023"])
def test_a_date_is_not_the_name_of_a_part(date: str) -> None:
    assert tree(f"PART 1\n\n{date}\n\nIt began in May.") == ["PART 1"]


def test_the_name_of_a_japanese_part_is_on_the_line_below_its_number() -> None:
    text = "第1章\n総則\n第1条\n（目的）\n次による。\n第2章\n雑則\n第2条\n市長が定める。"
    assert tree(text) == ["第1章", ".総則", "..第1条", "...（目的）", "第2章", ".雑則", "..第2条"]


def test_a_clause_is_not_the_name_of_its_article() -> None:
    text = "第1条\n第1項\n次による。\n第2項\n市長が定める。"
    assert tree(text) == ["第1条", ".第1項", ".第2項"]


@pytest.mark.parametrize(
    ("part", "said", "following"),
    [
        ("第1条", "甲は乙に業務を委託する", "\n第2条\n乙は甲に報告する"),
        ("第5条", "削除", "第6条\n市長が定める。"),
        ("第5条", "削除", "（委任）\n第6条\n市長が定める。"),
        ("Article 5", "[Reserved]", "\nArticle 6\n\nIt is so."),
        ("Annex A", "\nTokyo, Japan", "\nAnnex B\n\nIt is so."),
        ("第5条", "削除", "附則\nこの条例は、公布の日から施行する。"),
    ],
)
def test_all_that_an_article_says_is_not_its_name(part: str, said: str, following: str) -> None:
    first = placed(f"{part}\n{said}\n{following}")[0]
    assert first == ("paragraph", part, said.strip())


# --- titles without a number

AIRY = "It began in May.\n\nIt ended in June.\n\n"


@pytest.mark.parametrize("below", ["- One item\n- Another", "1. The Board should act.\n2. So do."])
def test_an_english_title_over_a_list(below: str) -> None:
    assert tree(f"{AIRY}Other Matters\n\n{below}") == ["Other Matters"]


def test_a_question_over_its_answer() -> None:
    assert tree(f"{AIRY}Who is eligible?\n\nEveryone is eligible.") == ["Who is eligible?"]
    assert tree(f"{AIRY}Who is eligible?\nEveryone is eligible.") == ["Who is eligible?"]
    assert tree(f"{AIRY}He asked. Who is eligible?\n\nEveryone is eligible.") == []


@pytest.mark.parametrize(
    "asked",
    [
        "I am only changing planes. Do I have to apply?",
        "If I am refused, can I appeal?",
        "In which cases, and at what time after the decision, do I have to write to the Board?",
    ],
)
def test_a_question_of_an_faq_may_begin_with_anything(asked: str) -> None:
    others = "Does my child need one?\nYes. It does.\n\nHow do I pay?\n\nYou can:\n\n- write.\n"
    titles = ["Does my child need one?", "How do I pay?"]
    assert tree(f"{others}\n{asked}\nYes. You can.") == [*titles, asked]
    assert tree(f"{others}\n{asked}\n\nYes. You can.") == [*titles, asked]
    assert tree(f"{AIRY}{asked}\n\nYes. You can.\n\nWho pays?\n\nNo one does.") == ["Who pays?"]


@pytest.mark.parametrize(
    ("answer", "last"),
    [
        ("You need one on Mondays. It opens at nine. Why not call first?", "Call us."),
        ("You can if you have a passport. Not sure?", "See the guide."),
        ("If you are not sure, is it so hard to ask?", "Call us. It is free."),
    ],
)
def test_a_question_of_an_answer_is_no_heading(answer: str, last: str) -> None:
    text = f"Who pays?\n\nNo one does.\n\nDo I need one?\n\n{answer}\n\n{last}\n"
    assert ("paragraph", "Do I need one?", answer) in placed(text)


@pytest.mark.parametrize(
    "line",
    [
        "Telephone number of the office: 03-3580-4111",
        "Phone: see the back",
        "Fee 20 pounds",
        "Monday to Friday 9 to 5",
        "Tel. 03-3580-4111",
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_line_between_steps_is_no_heading(line: str, gap: str) -> None:
    steps = [
        "1. Fill in the form. Sign it.",
        "2. Send it. Keep a copy.",
        line,
        "3. Wait. It is long.",
    ]
    text = "How to post the form\n\n" + gap.join(steps)
    assert tree(text) == ["How to post the form"]
    assert line in "".join(each for *_, each in placed(text))


@pytest.mark.parametrize("above", ["Send it to the following.", "Send it to", "See below."])
def test_what_an_item_says_comes_next_is_no_heading(above: str) -> None:
    text = "How to post\n\n1. Sign it. Do.\n\n2. {}\n\nMinistry of Land\n\n3. Wait. It is long.\n"
    assert tree(text.format(above)) == ["How to post"]
    assert tree(text.format("It is due.")) == ["How to post", ".Ministry of Land"]
    amended = text.format("It is due.").replace("Ministry of Land", "Amendment of the 2010 Act")
    assert tree(amended) == ["How to post", ".Amendment of the 2010 Act"]


def test_an_english_line_over_a_section_is_no_caption() -> None:
    text = "1 Overview\n\nThis Act does things.\n\nPowers of the Secretary\n\n2 Grants\n\nIt pays."
    assert [kind for kind, *_ in placed(text)] == ["paragraph"] * 3
