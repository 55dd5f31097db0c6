"""What is asked in a meeting is found, and answered by who speaks next."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.document import document
from index.encoder import Encoder
from index.library import Library
from qa.answer import answer

TURNS = (
    ("山田委員", "保育所の待機児童は現在何人いるのか。"),
    ("こども課長", "４月１日現在で42人である。"),
    ("鈴木委員", "新しい園はいつ開園する予定か。"),
    ("こども課長", "令和６年９月である。"),
    ("鈴木委員", "病児保育の利用料を伺いたい。"),
    ("こども課長", "１日2,000円である。"),
)


@pytest.mark.parametrize("form", ["○{}　{}", "（{}）{}", "{}：{}"])
def test_the_answer_is_quoted_and_not_the_question(
    encoder: Encoder, tmp_path: Path, form: str
) -> None:
    said = "\n\n".join(form.format(*turn) for turn in TURNS)
    asked = "待機児童は何人か", "新しい園はいつ開園するか", "病児保育の利用料"
    with Library.open(tmp_path / "library", encoder) as library:
        library.add(document("議事録", f"審議会　議事録\n\n{said}\n", "a.txt"))
        for question, expected in zip(asked, ("42人", "令和６年９月", "2,000円"), strict=True):
            first = answer(question, library).quotes[0]
            assert expected in first.text
            assert first.passage.headings[-1] in {each for _, each in TURNS}
