"""In which folders of the server a document lies is told to nobody whom it serves."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from html import unescape
from pathlib import Path

import pytest

from corpus.document import document
from index.encoder import Encoder
from index.library import Library
from qa.answer import answer
from tests.kept import made_conversation, made_turn
from ui import programs, schemas
from ui.answer_record import answer_json
from ui.export import as_json
from ui.page.library_html import list_html
from ui.page.source import open_place
from ui.sources import without_folders

HOME = "/home/tanaka/秘密/計画.txt"
PLAN = document("計画", "第1条 市長は、避難所を三箇所に置く。\n", HOME)
ASKED = "避難所はいくつ置くか。"


def test_nothing_that_is_served_names_a_folder(folder: Path, encoder: Encoder) -> None:
    with Library.open(folder, encoder, builtin=False) as library:
        library.add(PLAN)
        given = answer(ASKED, library)
        kept = made_turn(ASKED, answer_json(given), 1e9)
        served = (
            open_place(library, "", "ja", "")["pane"] or "",
            list_html(library.entries(), "ja", writable=True),
            programs.ask(library, ASKED, 3).model_dump_json(),
            programs.ask(library, "火星の天気は？", 3).model_dump_json(),
            programs.search(library, ASKED, 3).model_dump_json(),
            programs.entries(library).model_dump_json(),
            programs.extract(library, PLAN.name, schemas.Extent()).model_dump_json(),
            as_json(made_conversation("避難所"), [kept], library, datetime.now(timezone.utc)),
        )
        for text in served:
            assert "計画.txt" in unescape(text) and "tanaka" not in text
        # Whoever has the library itself is told all.
        assert HOME in json.dumps(answer_json(given), ensure_ascii=False)


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        (r"C:\Users\tanaka\plan.pdf", "plan.pdf"),
        ("file:///srv/plan.pdf", "plan.pdf"),
        ("plan.pdf", "plan.pdf"),
        ("/srv/minutes/", "minutes"),
        ("https://example.org/a/b?c=/d", "https://example.org/a/b?c=/d"),
    ],
)
def test_of_a_path_the_name_is_shown(source: str, shown: str) -> None:
    assert without_folders(source) == shown
