"""Official letters: what a letter is about, and what only leads up to it."""

from __future__ import annotations

import pytest

from corpus.document import Document, document
from corpus.structure import outline


def made(text: str) -> Document:
    return document("test", text, "test")


def tree(text: str) -> list[str]:
    return ["." * heading.depth + heading.title for heading in outline(made(text))]


@pytest.mark.parametrize(
    "head",
    [
        "健発0401第3号\n令和6年4月1日",
        "消防予第１２３号\n平成２５年１２月２７日\n各都道府県消防主管部長　殿\n消防庁予防課長",
        "事務連絡\n令和6年4月1日\n各市町村長殿",
        "各位",
    ],
)
def test_the_title_of_a_letter_is_its_subject(head: str) -> None:
    text = f"{head}\n\n点検について（通知）\n\n　次のとおり行うこと。\n１　時期\n　６月とする。"
    assert tree(text) == ["点検について（通知）", ".１　時期"]


def test_whom_a_letter_is_to_is_no_title() -> None:
    assert tree("各都道府県知事　殿\n\n　下記のとおり通知する。") == []
    assert tree("# 通知\n\n各位\n\n　次のとおり行う。\n\n　以上である。") == ["通知"]
    assert tree("製品の仕様\n\n　次のとおりである。") == ["製品の仕様"]


@pytest.mark.parametrize("title", ["広報みどり　第120号", "統計情報　第12号"])
@pytest.mark.parametrize("text", ["1　市の人口\n\n5万人である。", "市の人口は、5万人である。"])
def test_the_number_of_a_newsletter_is_its_title(title: str, text: str) -> None:
    assert tree(f"{title}\n\n{text}\n\nほかは、次号による。")[0] == title
