"""Pages whose answers open below their questions: <details> with <summary>."""

from __future__ import annotations

import time

import pytest

from corpus.readers.html.reader import read_html


def headings(page: str) -> list[str]:
    return [line for line in read_html(page.encode()).text.splitlines() if line[:1] == "#"]


def opens(summary: str, below: str = "<p>Yes.</p>") -> str:
    return f"<details><summary>{summary}</summary>{below}</details>"


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (
            f"<h2>A</h2>{opens('If I go?')}{opens('申請は必要ですか')}<h2>B</h2>{opens('Fees')}",
            ["## A", "### If I go?", "### 申請は必要ですか", "## B", "### Fees"],
        ),
        (
            f"<h1>A</h1><ul><li>{opens('B', opens('C'))}</li><li>{opens('D')}</li></ul>"
            '<details hidden><summary>E</summary>F</details><p><a href="#">Top</a></p>',
            ["# A", "## B", "### C", "## D"],
        ),
        # a title in the answer is not over the next question
        (
            f"<h2>A</h2>{opens('B', '<h4>C</h4><p>D</p>')}{opens('E')}",
            ["## A", "### B", "#### C", "### E"],
        ),
        (f"<h2>A</h2>{opens('<h3>B</h3>')}{opens('C', '')}", ["## A", "### B"]),
        # nor is a question over the next title
        (f"<p>A</p>{opens('B')}{opens('C', opens('D'))}<h2>E</h2>", "## B,## C,### D,## E"),
        (f"<h1>A</h1>{opens('B')}{opens('C')}<h3>D</h3>", "# A,### B,### C,### D"),
        # what names nothing
        (f"<h2>A</h2>{opens('目次を開く')}<h3>B</h3>", "## A,### B"),
        (f"<h2>A</h2>{opens('History') * 3}{opens('More')}<h3>B</h3>", "## A,### B"),
        # an item keeps its number
        (f"<h2>A</h2><ol start=3><li>{opens('B')}<li>{opens('C')}</ol>", "## A"),
        (f"<h2>A</h2>{opens('D')}{opens('E')}<ol><li>{opens('B')}</ol><h2>C</h2>", "## A,## C"),
        (
            f"<h2>A</h2>{opens('B')}{opens('C', '<script>D</script>')}{opens('E')}",
            "## A,### B,### E",
        ),
    ],
)
def test_what_is_seen_while_it_is_shut_is_the_heading_of_what_opens(
    page: str, expected: list[str] | str
) -> None:
    assert headings(page) == (expected.split(",") if isinstance(expected, str) else expected)


def test_what_is_nested_deep_is_read_in_time() -> None:
    begin = time.process_time()
    assert read_html(("<details><summary>A</summary>B" * 1_500).encode()).text
    assert time.process_time() - begin < 4


@pytest.mark.parametrize(
    "page",
    [
        f"<h2>A</h2><p>B</p>{opens('More')}<p>The article goes on.</p>",
        f"<h2>A</h2>{opens('B')}{opens('C')}The article goes on.<h2>D</h2>",
    ],
)
def test_no_text_stands_under_what_opened_above_it(page: str) -> None:
    assert not any("B" in each or "C" in each or "More" in each for each in headings(page))
