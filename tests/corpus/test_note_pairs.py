"""Raised numbers and the notes of these numbers, on pages and in print that link nothing."""

from __future__ import annotations

import pytest

from corpus import readers
from corpus.document import document
from corpus.structure import passages
from tests.documents.made import pdf


def page(body: str) -> str:
    return readers.extract(f"<meta charset=utf-8><body>{body}".encode(), readers.HTML).text


def print_of(*pages: list[tuple[float, float, float, str]]) -> str:
    return readers.extract(pdf(*pages), readers.PDF).text


def line(height: int, *runs: str, size: int = 10) -> list[tuple[float, float, float, str]]:
    """A line of a PDF, its runs in turn on the line and raised."""
    lefts = [70.0]
    for at, run in enumerate(runs):
        em = size / 2 if at % 2 else size
        lefts.append(lefts[-1] + sum(em / 2 if char.isascii() else em for char in run))
    return [
        (left, height + 4 * (at % 2), size / 2 if at % 2 else size, run)
        for at, (run, left) in enumerate(zip(runs, lefts, strict=False))
        if run
    ]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>計画<sup>1</sup>の作成。<p><sup>1</sup> 甲。", "計画[^1]の作成。\n\n[^1]: 甲。\n"),
        (
            "<p>At 84 airports.<sup>12</sup> It is.<p><sup>12</sup>CAT-2 units.",
            "At 84 airports.[^12] It is.\n\n[^12]: CAT-2 units.\n",
        ),
        (
            "<p>甲<sup>1</sup>と乙<sup>1,2</sup><p><sup>1</sup>3人<br><sup>2</sup>丙",
            "甲[^1]と乙[^1],[^2]\n\n[^1]: 3人\n[^2]: 丙\n",
        ),
        ("<p>会合<sup>1)</sup>で<ul><li><sup>1)</sup>甲</ul>", "会合[^1]で\n\n[^1]: 甲\n"),
        (
            "<table><tr><td>甲<td>概数<sup>1</sup></table><p><sup>1</sup>乙",
            "| 甲 | 概数[^1] |\n\n[^1]: 乙\n",
        ),
    ],
)
def test_a_raised_number_and_its_note_on_a_page(body: str, text: str) -> None:
    assert page(body) == text


@pytest.mark.parametrize(
    "body",
    [
        "<p>面積は10km<sup>2</sup>である。<p><sup>2</sup>甲",  # a unit, a power, a formula
        "<p>10<sup>3</sup>と(a+b)<sup>3</sup>とx<sup>3</sup><p><sup>3</sup>甲",
        "<p>Ca<sup>2+</sup>がある。<p><sup>2</sup>甲",
        "<p>計画<sup>1</sup>の作成。<p><sup>2</sup>甲",  # no mark, no note of that number
        "<p>計画<sup>1</sup>の作成。<p>1 甲の章<p>乙である。",
        "<p><sup>1</sup>甲<p>計画<sup>1</sup>の作成。",  # the note stands first
        "<p>計画<sup>1</sup>の調査<br><sup>1</sup>による。",  # a second mark, on a new line
        "<p>計画<sup>1</sup>の作成。<p><sup>1</sup>/<sub>2</sub>甲",
        "<p>0.1 ng-TEQ/Nm<sup>3</sup>、5 W/cm<sup>2</sup>の施設<sup>3</sup><p><sup>3</sup>甲",
        "<p>100 sq. miles<sup>2</sup>の地域<sup>2</sup><p><sup>2</sup>甲",
        "<p>濃縮<sup>235</sup>した。<p><sup>235</sup>Uは核種。",
    ],
)
def test_where_the_pair_is_not_certain_nothing_is_a_note(body: str) -> None:
    assert "[^" not in page(body)


def test_a_unit_is_no_mark_of_the_note_of_its_power() -> None:
    units = [*"㎝ 9.8m/秒 5kcal/Nm tCO (メートル)".split(), "W/ft"]
    power = "と".join(f"{each}<sup>2</sup>" for each in units)
    shown = page(f"<p>甲<sup>1</sup>と{power}の計<sup>2</sup><p><sup>1</sup>乙<p><sup>2</sup>丙")
    assert shown.startswith(f"甲[^1]と{'と'.join(f'{each}²' for each in units)}の計[^2]\n")


@pytest.mark.parametrize(
    ("body", "note"),
    [
        ("人口<sup>*1</sup>。<p><sup>*1</sup> 甲。", ("*1", "*1 甲。")),
        ("人口（注1）。<p>（注）<br><sup>1</sup> 甲<br><sup>2</sup> 乙", ("注1", "1 甲")),
        ("1,234<sup>1)</sup>人<ul><li><sup>1)</sup> 甲。", (None, "1) 甲。")),
        ("1,234<sup>1</sup>人<p><sup>1</sup> 甲。", (None, "¹ 甲。")),
    ],
)
def test_a_raised_number_without_its_mark_begins_what_it_does_on_the_line(
    body: str, note: tuple[str | None, str]
) -> None:
    made = document("d", page(f"<p>{body}"), "d")
    assert note in [(each.label, each.text) for each in passages(made)]


@pytest.mark.parametrize(
    ("after", "text"),
    [
        ("Csは減る。", "137Csは減る。"),
        ("In 2019 it is.", "137 In 2019 it is."),
        ("U.S. law", "137 U.S. law"),
    ],
)
def test_the_number_of_a_nuclide_is_a_part_of_its_name(after: str, text: str) -> None:
    assert print_of(line(700, "", "137", after)) == text + "\n"


def test_a_raised_number_never_joins_what_stands_after_it() -> None:
    assert page("<p><sup>1</sup>3,000人を対象に実施。") == "¹3,000人を対象に実施。\n"
    assert print_of(line(700, "", "1", "3,000人を対象に")) == "1 3,000人を対象に\n"
    assert print_of(line(700, "", "12", "CAT-2 units")) == "12 CAT-2 units\n"


@pytest.mark.parametrize("number", [("", "1", "3,000人に聞いた。"), ("1　3,000人に聞いた。",)])
def test_a_note_at_the_foot_of_a_page_in_print(number: tuple[str, ...]) -> None:
    got = print_of(
        [*line(700, "市民意識調査", "1", "によれば、低い。"), *line(80, *number, size=8)],
        line(700, "次の頁の調査", "1", "である。"),
    )
    made = document("d", got, "d")
    (mark,) = [mark for each in passages(made) for mark in each.note_marks]
    assert mark.note is not None and got[slice(*mark.note)] == "[^1]: 3,000人に聞いた。"
    assert "次の頁の調査¹である。" in got


@pytest.mark.parametrize(
    "below",
    [
        line(80, "1　予算の概要"),  # in the size of the text
        [*line(90, "1　甲", size=8), *line(78, "1　乙", size=8)],
        [*line(90, "1　甲", size=8), *line(70, "本文である。")],
        line(80, "1.5倍である。", size=8),
        [*line(90, "1　甲である。", size=8), *line(78, "2　乙である。", size=8)],
    ],
)
def test_what_is_no_note_for_certain_stays_as_it_is_in_print(
    below: list[tuple[float, float, float, str]],
) -> None:
    got = print_of([*line(700, "市民意識調査", "1", "によれば、低い。"), *below])
    assert got.startswith("市民意識調査¹によれば、低い。\n") and "[^" not in got


def test_what_is_raised_is_the_note_and_no_other_line_of_small_type() -> None:
    small = [*line(140, "1 位 東京都", size=8), *line(110, "", "1", "甲である。", size=8)]
    got = print_of([*line(700, "世帯の状況", "1", "を示す。"), *small])
    assert "[^1]を" in got and "1 位 東京都\n" in got and "[^1]: 甲である。\n" in got


def test_a_mark_that_a_line_was_broken_before_is_no_note() -> None:
    full = "警察庁では、国際テロ対策、サイバーセキュリティ対策等の分野において、加盟国"
    got = print_of(
        [
            *line(700, "市民意識調査", "1", "を行った。"),
            *line(684, full),
            *line(668, full),
            *line(652, full[:36] + "調"),
            *line(636, "査", "1", "である。"),
            *line(620, full[:37]),
            *line(604, "", "1", "により実施する。"),
            *line(90, "", "1", "甲である。", size=8),
        ]
    )
    assert "加盟国¹により実施する。" in got.replace("[^1]", "¹") and "[^1]: 甲である。" in got
