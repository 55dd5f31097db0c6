"""Questions that write a name by its sound, against documents that have it in another script."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.document import document
from index.encoder import Encoder
from index.library import Library
from qa.answer import Answer, answer, read_and_search

PLAN = """第1章　組織
市長は、大雨のとき潮崎市災害対策本部（以下「市本部」という。）を置く。
鷺沼公園には、非常用の水を5,000人分備える。
避難所の受付は、ボランティアが行う。
"""
COAST = """Coast safety in 2022

Seasonal lifeguards kept watch on 46 beaches. At Pell Cove a swimmer aged 19 drowned in July,
although a boat was sent.

The Skerrow Trust lent its boat free of charge.
"""


@pytest.fixture
def shelf(folder: Path, encoder: Encoder) -> Iterator[Library]:
    with Library.open(folder, encoder, builtin=False) as library:
        library.add(document("計画", PLAN, "plan.txt"))
        library.add(document("Coast", COAST, "coast.txt"))
        yield library


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("How much water is stored at Saginuma Koen?", "How much water is stored at 鷺沼公園?"),
        ("Saginuma Koen water", "鷺沼公園 water"),
        ("シホンブは誰が置きますか", "市本部は誰が置きますか"),
        ("ペルコーブで亡くなった人は何歳でしたか", "Pell Coveで亡くなった人は何歳でしたか"),
        ("災害対象本部は誰が置きますか", None),  # 象 sounds otherwise
        ("災害退策本部は誰が置きますか", "災害対策本部は誰が置きますか"),
        ("ヴォランティアは何をしますか", "ボランティアは何をしますか"),
        ("避難所の受付は誰が行いますか", None),
        ("センターはどこにありますか", None),  # not "sent"
        ("Volunteer tasks", None),  # ボランティア is no name
        ("How many beaches were watched in Heisei 30?", None),  # a date is no name
    ],
)
def test_a_name_is_found_by_its_sound(shelf: Library, typed: str, understood: str | None) -> None:
    asked, _ = read_and_search(shelf, typed)
    assert (asked.text if asked.respelt else None) == understood
    assert answer(typed, shelf).understood == understood


def test_it_is_answered_as_if_it_were_written_so(shelf: Library) -> None:
    typed = "For how many people is emergency water stored at Saginuma Koen?"
    given = answer(typed, shelf)
    assert "5,000人分" in given.quotes[0].text and given.missing == ()
    assert (given.question, given.language) == (typed, "en")
    assert answer("Saginuma Koen water", shelf).language == "en"


def test_what_is_asked_as_typed_is_not_heard(shelf: Library) -> None:
    def ask(as_typed: bool) -> Answer:
        return answer("ペルコーブで亡くなった人は何歳でしたか", shelf, as_typed=as_typed)

    assert ask(True).understood is None and "ペルコーブ" in ask(True).missing
    assert ask(False).confidence > ask(True).confidence


def test_a_follow_up_is_of_what_was_heard(shelf: Library) -> None:
    before = answer("シホンブはいつ置かれますか", shelf).understood
    assert before == "市本部はいつ置かれますか"
    assert answer("誰が置きますか", shelf, before=before).understood == "市本部は、誰が置きますか"


def test_a_foreign_word_is_no_name_in_kanji(folder: Path, encoder: Encoder) -> None:
    with Library.open(folder, encoder, builtin=False) as library:
        library.add(document("名簿", "金田一郎は、地名を調べた。", "list.txt"))
        for typed in ("カナダには何人行きましたか", "Who went to China?"):
            assert answer(typed, library).understood is None


def test_what_only_sounds_alike_is_another(folder: Path, encoder: Encoder) -> None:
    text = "高知支所は、使途を定め、スウェーデンから12人の専門家を受け入れた。"
    with Library.open(folder, encoder, builtin=False) as library:
        library.add(document("報告", text, "report.txt"))
        for typed in (
            "How many experts were received from Sudan?",
            "コーチは何を定めましたか",
            "シートは誰が定めましたか",
        ):
            assert answer(typed, library).understood is None


def test_of_a_persons_name_no_part_is_heard_alone(folder: Path, encoder: Encoder) -> None:
    with Library.open(folder, encoder, builtin=False) as library:
        library.add(document("会", "河合正樹が初代会長に平成2年4月に就任した。", "chair.txt"))
        both = answer("When did Masaki Kawai become chairman?", library)
        other = answer("When did Kawabe Masaki become chairman?", library)
    assert both.understood == "When did 河合正樹 become chairman?"
    assert other.understood is None
