"""Asking questions whose answers are known."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.document import document
from corpus.errors import DocumentError
from index.encoder import Encoder
from index.library import Library
from qa.evaluate import evaluate
from qa.measures import measure
from qa.question_file import Case


def test_a_question_limited_to_documents_is_asked_of_those(
    tmp_path: Path, encoder: Encoder
) -> None:
    with Library.open(tmp_path, encoder) as library:
        library.add(document("町", "町の防災倉庫は、北町に3か所ある。\n", "town.txt"))
        one, other = (
            Case("防災倉庫は何か所か。", "ja", ("3か所",), documents=(name,))
            for name in ("町", "令和元年版警察白書")
        )
        inside, outside = evaluate([one, other], library, documents=["町"])
        assert inside.first and not outside.first
        with pytest.raises(DocumentError, match="no document “村”"):
            evaluate([Case("倉庫は？", "ja", (), documents=("村",))], library)


def test_measures_count_what_they_say(library: Library) -> None:
    cases = [
        Case("EUROPOLとの実務取決めはいつ、どこで策定された？", "ja", ("オランダにおいて",)),
        Case("EUROPOLとの実務取決めはいつ、どこで策定された？", "ja", ("no such text",)),
        Case("ラーメンの作り方", "ja", (), distance="far"),
    ]
    m = measure(evaluate(cases, library))
    assert (m.answerable, m.unanswerable) == (2, 1)
    assert m.first == m.any_quote == m.ranked_first == 0.5
    assert m.refused_answerable == 0 and m.refused == m.refused_far == 1
    assert m.refused_near is None
    assert 0 < m.p50_ms <= m.p99_ms
