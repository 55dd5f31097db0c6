"""Web pages with lists of terms, <dl>, whose terms are questions."""

from __future__ import annotations

import pytest

from corpus.readers.html.reader import read_html


def body(page: str) -> str:
    return read_html(f"<meta charset=utf-8><body>{page}".encode()).text


@pytest.mark.parametrize(
    ("page", "text"),
    [
        (
            "<dl><dt>手数料はいくらですか？</dt><dd>300円です。</dd></dl>",
            "# 手数料はいくらですか？\n300円です。\n",
        ),
        (
            "<h2>FAQ</h2><dl><dt>申請は必要か<dd>はい。<p>次。<dt>有料か<dd>300円</dl><h2>B</h2>",
            "## FAQ\n\n### 申請は必要か\nはい。\n次。\n### 有料か\n300円\n\n## B\n",
        ),
        (
            "<dl><div><dt>Who pays?<dd>You.</div><div><dt>Fees<dd>$5</div>"
            "<div><dt>Why?<dd>So.</div></dl>",
            "# Who pays?\nYou.\n\n# Fees\n$5\n\n# Why?\nSo.\n",
        ),
        (
            "<p>甲</p><dl><dt>有料か<dd>はい。</dl><h3>乙</h3>",
            "甲\n\n### 有料か\nはい。\n\n### 乙\n",
        ),
    ],
)
def test_a_term_that_asks_is_the_heading_of_its_answer(page: str, text: str) -> None:
    assert body(page) == text


@pytest.mark.parametrize(
    "page",
    [
        "<dl><dt>有料ですか？<dd>はい。<dt>期間<dd>１年<dt>場所<dd>市役所</dl>",  # most do not ask
        "<dl><dt>有料ですか？<dt>無料ですか？</dl>",  # no answer
        "<dl><dt>有料ですか？<dd>はい。</dl><p>お問い合わせは、市民課へ。",  # not of the answer
    ],
)
def test_a_term_that_is_no_question_with_an_answer_is_no_heading(page: str) -> None:
    assert "#" not in body(page)
