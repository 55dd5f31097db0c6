"""PDFs made with a real tool: reading order, paragraphs, running heads, pages."""

from __future__ import annotations

import io

import pypdfium2
import pytest

from corpus import readers
from corpus.builtin import builtin_document
from corpus.document import document
from corpus.readers import Extract
from corpus.readers.pdf.layout import Glyph, pieces
from corpus.structure import outline, passages
from tests.documents.made import pdf, scan, table, turned, vertical, white_paper


def read(data: bytes) -> Extract:
    return readers.extract(data, readers.PDF)


def lines(data: bytes) -> list[str]:
    return [line for line in read(data).text.splitlines() if line]


BODY = [line for line in builtin_document().text.splitlines() if line.strip()]


@pytest.mark.parametrize("columns", [1, 2])
def test_a_white_paper_comes_back_as_it_was_written(columns: int) -> None:
    """Paragraphs rejoined without a space, columns in order, no head and no page number."""
    data = white_paper(BODY * 2, columns)
    got = read(data)
    assert [line for line in got.text.splitlines() if line] == [line.strip() for line in BODY * 2]
    assert got.remarks == (
        "running heads and page numbers left out on 4 pages: "
        "“第5章　公安の維持と災害対策”, “令和元年版　警察白書”",
    )
    assert len(got.pages) == 4 and got.pages[0] == 0 and list(got.pages) == sorted(got.pages)


def test_its_structure_is_that_of_the_text() -> None:
    made = document("d", read(white_paper(BODY * 2, 2)).text, "d")
    assert [h.title for h in outline(made)] == [h.title for h in outline(builtin_document())] * 2
    notes = [p.label for p in passages(made) if p.kind == "note"]
    assert notes == ["注1", "注2", "注3", "注"] * 2


def test_a_page_is_cited_where_a_sentence_begins() -> None:
    got = read(pdf([(70, 700, 10, "一枚目である。")], [], [(70, 700, 10, "三枚目である。")]))
    made = document("d", got.text, "d", got.pages)
    assert [made.page(got.text.index(word)) for word in ("一枚", "三枚")] == [1, 3]
    assert got.pages == (0, got.text.index("三枚"), got.text.index("三枚"))


@pytest.mark.parametrize(
    "numbers",
    [
        ["1-12", "1-13"],
        ["２－１", "２－２", "３－１", "３－２"],
        ["Ⅱ－1", "Ⅱ－2"],
        ["資－9", "資－10"],
        ["（7）", "（8）"],
        ["【7】", "【8】"],
        ["─ 7 ─", "─ 8 ─"],
        ["Page 1 of 2", "Page 2 of 2"],
    ],
    ids=lambda numbers: numbers[0],
)
def test_a_page_number_cuts_no_sentence(numbers: list[str]) -> None:
    body = "市は、避難所の開設に当たり、配慮を要する者の支援に従事する者を置き、次に定め"
    lines_of_a_page = [(60.0, 700.0 - 20 * i, 11.0, f"{i}番目に{body}") for i in range(25)]
    got = read(pdf(*[[*lines_of_a_page, (290.0, 35.0, 9.0, number)] for number in numbers]))
    assert not set(numbers) & set(got.text.split())
    assert "次に定め0番目に" in got.text.replace("\n", "")


def test_a_number_that_counts_no_pages_is_kept() -> None:
    pages = [[(60.0, 700.0, 11.0, "本文である。"), (290.0, 35.0, 9.0, n)] for n in ("1-9", "1-4")]
    assert {"1-9", "1-4"} <= set(read(pdf(*pages)).text.split())


FULL = "警察庁では、国際テロ対策、サイバーセキュリティ対策等の分野において、加盟国"  # 37 letters


def test_a_sentence_that_runs_over_notes_and_a_page_is_whole() -> None:
    note = "注1：" + "昭和56年に結成された機関であって我が国は参加していない" * 2
    data = pdf(
        [
            (80, 700, 10, FULL),
            (70, 684, 10, FULL[:37] + "等"),
            (70, 80, 8, note[:49]),
            (70, 68, 8, note[49:] + "。"),
        ],
        [
            (70, 700, 10, "が参加した（注1）。また、会合が開かれた。"),
            (80, 680, 10, "次の段落である。"),
        ],
    )
    assert lines(data) == [
        FULL + FULL + "等が参加した（注1）。",
        note + "。",
        "また、会合が開かれた。",
        "次の段落である。",
    ]
    got = read(data)
    assert got.pages == (0, got.text.index("また"))


def test_english_is_joined_with_spaces_and_hyphens_go() -> None:
    data = pdf(
        [
            (70, 700, 10, "The Agency works with the security authorities of other count-"),
            (70, 686, 10, "ries against international terrorism and in the fields of cyber"),
            (70, 672, 10, "security."),
        ]
    )
    assert lines(data) == [
        "The Agency works with the security authorities of other countries against "
        "international terrorism and in the fields of cyber security."
    ]


def test_paragraphs_and_items_are_not_joined() -> None:
    data = pdf(
        [
            (80, 700, 10, FULL),
            (70, 684, 10, "等と協力する。"),
            (80, 668, 10, FULL),
            (70, 652, 10, "等と連携する。"),
            (70, 636, 10, "(1) " + FULL[:36]),
            (90, 620, 10, "である"),
            (70, 604, 10, "(2) 備蓄の状況"),
        ]
    )
    assert lines(data) == [
        FULL + "等と協力する。",
        FULL + "等と連携する。",
        "(1) " + FULL[:36] + "である",
        "(2) 備蓄の状況",
    ]


def test_vertical_writing() -> None:
    text = [
        "第一章　総則",
        "　この条例は、防災に関する基本理念を定め、「市民」の生",
        "命を守ることを目的とする。",
    ]
    got = read(vertical(text))
    assert got.text.split() == ["第一章", "総則", text[1].strip() + text[2]]
    assert got.remarks == ("vertical writing on 1 page",)


def test_a_table_is_rows() -> None:
    cells = [("区分", "件数", "人員"), ("平成29年", "1,234", "567"), ("平成30年", "1,345", "678")]
    data = pdf(
        [
            (70 + 100 * column, 700 - 16 * row, 10, text)
            for row, texts in enumerate(cells)
            for column, text in enumerate(texts)
        ]
    )
    assert lines(data) == [f"| {' | '.join(row)} |" for row in cells]


def test_a_ruled_table_is_read_by_its_cells() -> None:
    """Cells that wrap, cells over two rows and two columns, a row of long text."""
    long = "数値は、各年12月末現在の暫定値であり、後に改められることがある。"
    rows = [
        ["区分", "検挙", "", "説明"],
        ["", "件数", "人員", ""],
        ["平成30年", "1,234", "567", long],
        ["令和元年中", "1,345", "", "前年と同じである。"],
    ]
    spans = [("SPAN", (0, 0), (0, 1)), ("SPAN", (1, 0), (2, 0)), ("SPAN", (3, 0), (3, 1))]
    assert lines(table(rows, [40, 60, 60, 120], spans)) == [
        "前の段落である。",
        "| 区分 | 検挙 |  | 説明 |",
        "| 区分 | 件数 | 人員 | 説明 |",
        f"| 平成30年 | 1,234 | 567 | {long} |",
        "| 令和元年中 | 1,345 |  | 前年と同じである。 |",
        "後の段落である。",
    ]


def test_a_frame_is_no_table() -> None:
    rows = [["囲みの中の一行目である。"], ["囲みの中の二行目である。"]]
    assert lines(table(rows, [300], [])) == [
        *["前の段落である。", rows[0][0], rows[1][0], "後の段落である。"]
    ]


def test_a_note_set_off_from_its_marker_is_one_line() -> None:
    data = pdf(
        [
            (70, 700, 9, "注１"),
            (110, 700, 9, "東南アジアの機関"),
            (70, 686, 9, "注２"),
            (110, 686, 9, "閣僚の会議"),
        ]
    )
    assert lines(data) == ["注１　東南アジアの機関", "注２　閣僚の会議"]


def test_a_note_mark_that_is_only_small_gets_its_brackets() -> None:
    data = pdf([(70, 700, 10, "会合"), (90, 704, 5, "注1"), (98, 700, 10, "が開かれた。")])
    assert lines(data) == ["会合（注1）が開かれた。"]


@pytest.mark.parametrize(
    ("before", "mark", "shown"),
    [
        *[("500", "1", "500¹兆円"), ("10", "3", "10³兆円"), ("10", "-6", "10⁻⁶兆円")],
        *[("500", "注１）", "500（注１）兆円"), ("500", "1)", "500¹⁾兆円"), ("m", "2", "m²兆円")],
    ],
)
def test_raised_figures_are_no_part_of_the_number_before(
    before: str, mark: str, shown: str
) -> None:
    left = 70 + (10 if before == "m" else 5 * len(before))
    right = left + sum(2.5 if char.isascii() else 5 for char in mark)
    data = pdf([(70, 700, 10, before), (left, 704, 5, mark), (right, 700, 10, "兆円")])
    assert lines(data) == [shown]


def test_what_stands_in_the_margin_once_is_kept() -> None:
    pages = [
        [(70, 800, 8, "第1章　総則" if n else "表題である"), (70, 700, 10, "本文である。")]
        for n in range(4)
    ]
    assert lines(pdf(*pages)) == ["表題である", *["本文である。"] * 4]


@pytest.mark.parametrize(
    ("height", "texts"),
    [
        (760, [f"（{n}）現状と課題" for n in "１２３４"]),
        (760, [f"事業番号　{n:04}" for n in (7, 14, 21, 28)]),
        (760, ["（単位：千円）"] * 4),
        (760, [f"第{n}章　総則" for n in range(1, 5)]),
        (90, [f"合計 {731 * n}人" for n in range(1, 5)]),
        (90, ["（注）数値は暫定値である。"] * 4),
    ],
)
def test_the_first_and_last_line_of_a_page_are_kept(height: int, texts: list[str]) -> None:
    """They stand no further off than lines do, or are not the same on each page."""
    bodies = [f"{place}番目の{word}である。" for word in "甲乙丙丁" for place in "一二三"]
    step = 16 if height < 400 else -16
    pages = [
        [
            *[
                (290, 30, 9, str(n + 1)),
                (70, 810, 8, "令和元年版　警察白書"),
                (70, height, 10, text),
            ],
            *[
                (70, height + step * (place + 1), 10, body)
                for place, body in enumerate(bodies[3 * n : 3 * n + 3])
            ],
        ]
        for n, text in enumerate(texts)
    ]
    got = lines(pdf(*pages))
    assert sorted(got) == sorted([*bodies, *texts])


def test_a_head_close_to_the_text_does_not_stand_inside_of_a_sentence() -> None:
    pages = [
        [(70, 792, 10, "みどり市防災計画"), *[(70, 774 - 18 * n, 10, FULL) for n in range(4)]]
        for _ in range(5)
    ]
    assert read(pdf(*pages)).text == "みどり市防災計画\n" + FULL * 20 + "\n"


@pytest.mark.parametrize(("height", "is_head"), [(822, True), (812, False)])
def test_what_a_browser_prints_at_the_edge_of_two_pages_is_left_out(
    height: int, is_head: bool
) -> None:
    """However close the text of the second begins."""
    head = [(24, height, 8, "12/1/26, 12:27 PM"), (200, height, 8, "みどり市要綱")]
    pages = [
        [*head, *[(70, top - 18 * n, 11, f"第{word}の{n}は、定める。") for n in range(5)]]
        for word, top in (("一", 700), ("二", height - 16))
    ]
    assert any("みどり市要綱" in line for line in lines(pdf(*pages))) != is_head


def test_a_head_with_the_number_of_its_page() -> None:
    pages = [
        [(70, 800, 8, f"{n}　警察白書"), (70, 700, 10, "本文である。"), (70, 60, 8, "速報 第1版")]
        for n in range(7, 10)
    ]
    got = read(pdf(*pages))
    assert got.text.split() == ["本文である。"] * 3
    assert got.remarks == (
        "running heads and page numbers left out on 3 pages: “7　警察白書”, “速報 第1版”",
    )


def test_words_that_come_again_far_off_are_no_running_head() -> None:
    pages = [[(70, 770, 12, "今後の取組" if n % 6 == 0 else f"{n}番")] for n in range(13)]
    for n, page in enumerate(pages):
        page.append((70, 700, 10, f"{'甲' * (n + 1)}である。"))
    assert lines(pdf(*pages)).count("今後の取組") == 3


def test_numbers_that_are_not_the_page_are_kept() -> None:
    got = lines(
        pdf([(70, 700, 10, "合計"), (70, 60, 10, "3")], [(70, 700, 10, "本文"), (70, 60, 10, "9")])
    )
    assert got == ["合計", "3", "本文", "9"]
    got = lines(pdf(*[[(70, 700, 10, "本文である"), (290, 40, 9, f"- {n} -")] for n in (1, 2)]))
    assert got == ["本文である", "本文である"]


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_of_turned_letters(quarters: int) -> None:
    """A landscape table on an upright page, or a page that is shown turned."""
    assert lines(turned("一行目である。\n二行目である。", quarters)) == [
        "一行目である。",
        "二行目である。",
    ]


def test_a_page_that_is_only_a_picture_is_said() -> None:
    made = pypdfium2.PdfDocument(pdf([(70, 700, 10, "一枚目である。")]))
    made.import_pages(pypdfium2.PdfDocument(scan(2)))
    out = io.BytesIO()
    made.save(out)
    got = read(out.getvalue())
    assert (got.text, got.pages) == ("一枚目である。\n", (0, 8, 8))
    assert got.remarks == ("no text on pages 2, 3: only pictures",)


def test_the_same_words_on_each_page_are_not_all_left_out() -> None:
    assert lines(pdf(*[[(70, 800, 10, "申請書")]] * 3)) == ["申請書"] * 3


def test_letters_beyond_sixteen_bits() -> None:
    """Some systems give such a letter in two halves."""
    halves = [Glyph(half, at, at + 5, 0, 10, 10) for at, half in ((0, "\ud842"), (5, "\udfb7"))]
    assert [line.text for line in pieces(halves)] == ["𠮷"]


@pytest.mark.parametrize(
    ("room", "end", "top", "apart"),
    [
        (40, "asked to act.", "Recommendations for Action", True),
        (40, "asked to act. (Recommendation 2)", "The Agency should act.", True),
        (14, "asked to act.", "Recommendations for Action", False),  # nothing is set apart
        (40, "asked to act.", "(2) the second of the items", False),
        (40, "concerned with it, who found the actions in it that are", "to be taken", False),
    ],
)
def test_what_begins_anew_on_top_of_a_page(room: int, end: str, top: str, apart: bool) -> None:
    first = "The report was sent to the Agency, and it was read there by those who are"
    texts = [first, "asked to act.", first, "asked to act.", first, end]
    page = [
        (70, 700 - (room + 14) * (at // 2) - 14 * (at % 2), 10, text)
        for at, text in enumerate(texts)
    ]
    below = [(70, 700, 10, top), (70, 700 - room, 10, first)]
    assert (f"\n\n{top}\n" in read(pdf(page, below)).text) == apart


@pytest.mark.parametrize(
    "block",
    [
        ["健発０４０１第３号", "職発０４０１第１０号"],
        ["厚生労働省医政局長", "（　公　印　省　略　）"],
    ],
)
def test_what_is_set_flush_right_is_not_joined(block: list[str]) -> None:
    sender = [(480 - 10 * len(text), 700 - 16 * at, 10, text) for at, text in enumerate(block)]
    body = [(80 - 10 * bool(at), 640 - 16 * at, 10, FULL + FULL[: 3 + at]) for at in range(2)]
    assert lines(pdf([*sender, *body])) == [*block, FULL + FULL[:3] + FULL + FULL[:4]]


def test_text_beside_a_picture_is_joined() -> None:
    narrow = [(270, 700 - 16 * at, 10, FULL[:21]) for at in range(4)]
    wide = [(70, 636 - 16 * at, 10, FULL + FULL[:4]) for at in range(3)]
    assert lines(pdf([*narrow, *wide])) == [FULL[:21] * 4, (FULL + FULL[:4]) * 3]
