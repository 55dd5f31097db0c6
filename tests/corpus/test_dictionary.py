"""The dictionary: files in the EDICT format, whatever their encoding, and what is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.dictionary import Dictionary, Entry, installed_dictionary
from corpus.errors import DictionaryError

CLASSIC = """\
　？？？ /A MADE-UP DICTIONARY FOR THE TESTS/
人気 [じんき] /(n) mood of a place/
人気 [にんき] /(n,adj-no) (1) popularity/public favour/(n) (2) condition (e.g. market)/(P)/
締結 [ていけつ] /(n,vs) (1) conclusion/execution (of a deed)/entry/signing/(n,vs) (2) fastening/(P)/
生物 [せいぶつ] /(n) living thing/creature/(P)/
生物 [なまもの] /(n) raw food/(P)/
テロ /(n) (abbr) terrorism/(P)/
件 [けん] /(ctr) (man, incident, etc.) in question/
空 [から] /(P)/
ＩＴ革命 [アイティーかくめい] /(n) IT revolution/
"""


@pytest.fixture(params=["euc_jp", "utf-8"])
def dictionary(request: pytest.FixtureRequest, tmp_path: Path) -> Dictionary:
    path = tmp_path / "edict"
    path.write_bytes(CLASSIC.encode(request.param))
    return Dictionary(path)


def test_entries(dictionary: Dictionary) -> None:
    assert dictionary.entries("締結") == (
        Entry("締結", "ていけつ", ("conclusion", "execution (of a deed)", "entry")),
    )
    assert dictionary.entries("テロ") == (Entry("テロ", "テロ", ("terrorism",)),)


def test_the_common_reading_is_preferred_and_two_common_ones_are_both_told(
    dictionary: Dictionary,
) -> None:
    assert [entry.kana for entry in dictionary.entries("人気")] == ["にんき"]
    assert [entry.kana for entry in dictionary.entries("生物")] == ["せいぶつ", "なまもの"]


def test_what_stands_in_brackets_is_only_dropped_where_it_is_a_mark(
    dictionary: Dictionary,
) -> None:
    assert dictionary.entries("件")[0].glosses == ("(man, incident, etc.) in question",)


def test_latin_letters_are_found_in_either_width(dictionary: Dictionary) -> None:
    assert "IT革命" in dictionary and "ＩＴ革命" in dictionary
    assert dictionary.entries("IT革命")[0].kana == "アイティーかくめい"


@pytest.mark.parametrize("word", ["", "結", "[ていけつ]", "😀", "\ud800", "(n)", "締結 "])
def test_what_is_no_word_of_it(dictionary: Dictionary, word: str) -> None:
    assert word not in dictionary and dictionary.entries(word) == ()


def test_a_word_without_a_meaning_has_no_entry(dictionary: Dictionary) -> None:
    assert dictionary.entries("空") == ()


def test_edict2(tmp_path: Path) -> None:
    path = tmp_path / "edict2"
    path.write_text(
        "受け入れ(P);受入れ(P);受入 [うけいれ(P);うけいり(受入)] /(n) acceptance/EntL1329400X/\n",
        encoding="euc_jp",
    )
    for word in ("受け入れ", "受入れ", "受入"):
        assert Dictionary(path).entries(word) == (Entry(word, "うけいれ", ("acceptance",)),)


def test_another_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "words.csv"
    path.write_text("学校,がっこう,school\n" * 3, encoding="utf-8")
    with pytest.raises(DictionaryError, match=r"no dictionary in the EDICT format.*HAKUSHO_EDICT"):
        Dictionary(path)
    path.write_bytes(b"")
    with pytest.raises(DictionaryError, match="no dictionary"):
        Dictionary(path)
    with pytest.raises(DictionaryError, match="cannot be read"):
        Dictionary(tmp_path / "nowhere")


def test_the_one_that_is_named_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "edict"
    path.write_text(CLASSIC, encoding="euc_jp")
    found = installed_dictionary({"HAKUSHO_EDICT": str(path)})
    assert found is not None and found.path == path
    assert installed_dictionary({"HAKUSHO_EDICT": ""}) is None
    with pytest.raises(DictionaryError, match="cannot be read"):
        installed_dictionary({"HAKUSHO_EDICT": str(tmp_path / "gone")})


def test_a_file_that_goes_away_is_named_when_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "edict"
    path.write_text(CLASSIC, encoding="euc_jp")
    found = Dictionary(path)
    path.unlink()
    with pytest.raises(DictionaryError, match="cannot be read"):
        found.entries("締結")
