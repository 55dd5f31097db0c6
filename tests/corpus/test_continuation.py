"""Lines that break off go on in the next; lines that do not are left alone."""

from __future__ import annotations

import pytest

from corpus import readers
from corpus.document import document
from corpus.markers import markers
from corpus.sentence import sentences
from corpus.structure import outline, passages
from tests.documents.made import pdf


def said(text: str) -> list[str]:
    """The sentences of all passages, their line breaks as slashes."""
    made = document("test", text, "test")
    return [
        made.text[start:end].replace("\n", "/").replace("\u3000", "")
        for passage in passages(made)
        for start, end in sentences(made.text, passage.start, passage.end)
    ]


def titles(text: str) -> list[str]:
    return [heading.title for heading in outline(document("test", text, "test"))]


@pytest.mark.parametrize(
    "text",
    [
        "会館の窓口は/四月一日から/新館に移ります。",
        "日頃より館をご利用いただき、/誠にありがとうございます。",
        "申請書及び/写真が必要です。",
        "この要領は、/貸出しに関する/事項を定める。",
        "受付は、平日の/午前九時から/午後五時までです。",
        "前の年の同じ月に比べて/三百人減りました。",
        "ご不便をおかけしますが、ご理解のほど/お願いいたします。",
        "館長は、必要があると認める場合は/期限を/延ばすことができる。",
        # the next line begins in the middle of a phrase
        "申請をする人は、/使用許可申請書/の提出が必要です。",
        "貸出しの期間/については、別に定める。",
        "館長が認めた場合を除きます/。",
    ],
)
def test_lines_broken_at_phrases_are_one_sentence(text: str) -> None:
    lines = text.replace("/", "\n")
    assert said(f"お知らせ\n\n{lines}\n別の文である。") == [text, "別の文である。"]
    assert titles(f"お知らせ\n\n{lines}\n別の文である。") == ["お知らせ"]


def test_an_item_goes_on_though_it_does_not_hang() -> None:
    assert said("(1) 図書及び\n雑誌を借りる。\n(2) 職員") == [
        "(1) 図書及び/雑誌を借りる。",
        "(2) 職員",
    ]


@pytest.mark.parametrize(
    "title",
    [
        *[
            "はじめに",
            "職員の安全のために",
            "次の世代へ",
            "館長から",
            "行政書士とは",
            "防災について",
        ],
        *["計画の実現に向けて", "十八歳以上の者", "参加できること", "市民とともに", "最後に"],
    ],
)
def test_titles_that_end_in_a_particle(title: str) -> None:
    text = f"手引\n\n{title}\n館は市民が学ぶ場である。\n\n利用の方法\n館は月曜日に休む。"
    assert titles(text) == ["手引", title, "利用の方法"]


@pytest.mark.parametrize(
    "lines",
    [
        ["四月一日から四月三十日まで", "申込みは窓口でどうぞ。"],
        ["会議室を", "１　借りる者は届け出る。"],
        ["会議室の", "・利用は無料である。"],
        ["会議室の", "", "利用は無料である。"],
        ["会議室は", "（注）利用は無料である。"],
        ["窓口で", "郵送で"],
    ],
)
def test_what_is_not_joined(lines: list[str]) -> None:
    text = "\n".join(["次のとおりである。", *lines])
    assert [each for each in said(text) if "/" in each] == []


def test_a_sentence_that_ends_in_a_bracket_does_not_end_the_paragraph() -> None:
    text = "図書とは、館が保有するもの（貸出しを禁じられているものを除く。\n以下同じ。）をいう。"
    assert said(f"{text}\n次の文である。") == [
        "図書とは、館が保有するもの（貸出しを禁じられているものを除く。/以下同じ。）をいう。",
        "次の文である。",
    ]


def test_a_bracket_that_does_not_close_joins_nothing() -> None:
    assert said("館は休む（月曜日に限る。\n本は返せる。\n（祝日は開く。）") == [
        *["館は休む（月曜日に限る。", "本は返せる。", "（祝日は開く。）"]
    ]


def test_items_in_a_bracket_stay_items() -> None:
    assert said("次の者（以下のいずれかをいう。\n(1) 館長\n(2) 職員）") == [
        *["次の者（以下のいずれかをいう。", "(1) 館長", "(2) 職員）"]
    ]


def test_paragraphs_of_a_speech_in_quotes_stay_apart() -> None:
    assert len(said("「館は開いた。\n客は来た。」")) == 2


WRAPPED = (
    "　館の責めとして、館長はこの要領の目的を達するために要る施策を広く定め、行わなければなら\n"
    "ない。また、その推進に当たっては、利用する者及び職員の意見を聴くよう努めるものとする。職\n"
    "員は、利用する者の求めに応じて、日ごろの業務において負荷の低減に努めるとともに、館が行う\n"
    "施策に協力しなければならない。\n"
    "　前の項の求めがあった場合において、館長は要ると認めるときは利用する者に対して、その理由\n"
)


@pytest.mark.parametrize(
    "line",
    [
        "第９条中「館長」とあるのは「市長」と読み替える。",
        "第９条各号に掲げる者は、これによらない。",
        "第９条ただし書の場合は、これによらない。",
        "第９条後段の規定は用いない。",
        "第９条関係の書類を添えるものとする。",
        "第２章において準用する場合を含む。",
        "第２節で述べたとおりである。",
        "第３部では、課題を取り上げる。",
        "イ地区に建てるものとする。",
        "イ又はロに当たるものをいう。",
        "ａ及びｂのとおりとする。",
        "※１のとおりである。",
        "（注）の場合を除くものとする。",
    ],
)
def test_a_full_line_goes_on_in_a_reference(line: str) -> None:
    text = f"{WRAPPED}{line}\n{WRAPPED}"
    assert titles(text) == []
    assert [each for each in said(text) if each.startswith(line)] == []


@pytest.mark.parametrize(
    "line", ["第２章　雑則", "第40条", "第３章がん対策", "（注）館の定めによる。"]
)
def test_a_full_line_does_not_go_on_in_a_heading_or_a_note(line: str) -> None:
    assert line in [*titles(f"{WRAPPED}{line}\n{WRAPPED}"), *said(f"{WRAPPED}{line}\n{WRAPPED}")]


@pytest.mark.parametrize(
    "line", ["(1)がん対策", "(2)関係者との連携", "(3)できること", "①等価の交換"]
)
def test_words_that_begin_as_references_do(line: str) -> None:
    assert any(marker.firm for marker in markers(line))


ABBREVIATED = """\
The board heard evidence from the director of the museum and afterwards from Dr.
Ito of the college. It then read the letters that had been sent to it by Mr.
Sato and others, and it saw three rooms of the old house in the park in May of
2021, where it met officers of the city and of the U.S.
Embassy, who answered all of the questions that it had asked them, of which No.
12 was of interest.
"""


def test_an_abbreviation_at_the_end_of_a_line_ends_no_sentence() -> None:
    assert len(said(ABBREVIATED)) == 2
    assert said("The rooms are shown by Ms.\nIto.\n\nThe fee is low.\nIt is paid at the desk.") == [
        *["The rooms are shown by Ms./Ito.", "The fee is low.", "It is paid at the desk."]
    ]


def test_an_abbreviation_at_the_end_of_a_line_of_a_pdf() -> None:
    lines = [
        "The board read all of the letters that had come to the city, of which No.",
        "12 was of interest to it and to its officers.",
    ]
    data = pdf([(70, 700 - 16 * at, 10, line) for at, line in enumerate(lines)])
    assert readers.extract(data, readers.PDF).text == " ".join(lines) + "\n"
