"""Parts that are asked for by number: what is found is what the rule for one passage says."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from corpus.document import document
from index.format import open_store
from index.library import Library
from index.numbered import Part, is_of, passages_of
from tests.tiny import TinyEncoder

LAWS = document(
    "例規集",
    '# "緑\\花"条例\n\n## 第1条 目的\n\n町は、木を植える。\n\n'
    "## 第2条 木\n\n町長は、木を守る（注1）。\n\n注1: 街路樹を除く。\n\n"
    "# 橋の条例\n\n## 第1条 目的\n\n町は、橋を架ける。\n",
    "laws.md",
)


@pytest.mark.parametrize(
    ("part", "texts"),
    [
        (Part("article", "1", work='"緑\\花"条例'), ["町は、木を植える。"]),
        (Part("article", "1", work="橋の条例"), ["町は、橋を架ける。"]),
        (Part("article", "1"), ["町は、木を植える。", "町は、橋を架ける。"]),
        (Part("article", "1", work="例規集"), ["町は、木を植える。", "町は、橋を架ける。"]),
        (Part("article", "1", work='\\"緑'), []),  # as it is kept, which nobody asks for
        (Part("note", "1"), ["注1: 街路樹を除く。"]),
    ],
)
def test_a_part_of_a_law_is_found_by_its_name_as_it_is_written(
    part: Part, texts: list[str], folder: Path
) -> None:
    with Library.open(folder, TinyEncoder(), builtin=False) as library:
        library.add(LAWS)
    with closing(open_store(folder / "library.db")) as store, store.database.snapshot():
        passages = dict(store.numbered(store.id_of("例規集"), LAWS))
        found = passages_of(store, part, None)
        assert [passages[i].text for i in found] == texts
        assert found == [i for i, passage in passages.items() if is_of(part, passage)]
