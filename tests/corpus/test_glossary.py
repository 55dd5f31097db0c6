"""The glossary: what a line of it may hold, so that no reading is made up or misplaced."""

from __future__ import annotations

import re

import pytest

from corpus.glossary import Term, everyday, glossary

KANA = re.compile("[ぁ-んァ-ヴー・〜]+")


def katakana(text: str) -> list[str]:
    """The katakana words of a text, in order."""
    return re.findall("[ァ-ヴー]+", text)


def hiragana(text: str) -> list[str]:
    return re.findall("[ぁ-ん]", text)


def test_every_term_is_whole() -> None:
    terms = glossary()
    assert len(terms) > 5800
    for term in terms:
        assert term.ja == term.ja.strip() and term.en == term.en.strip()
        assert term.ja and term.en.isprintable()
    assert len(set(terms)) == len(terms)


def test_a_reading_is_kana_and_keeps_what_is_printed_in_kana() -> None:
    for term in glossary():
        if not term.kana:
            continue
        assert KANA.fullmatch(term.kana), term
        printed = "".join(katakana(term.ja))
        if not re.search("[A-Za-z]", term.ja):
            assert "".join(katakana(term.kana)) == printed, term
        kana = iter(term.kana)
        assert all(char in kana for char in hiragana(term.ja)), term  # in order
        assert re.search("[一-鿿A-Za-z]", term.ja) or term.kana == term.ja


def test_most_terms_have_a_reading_and_none_with_a_number_in_it() -> None:
    without = [term for term in glossary() if not term.kana]
    assert all(term.kana == "" for term in glossary() if re.search("[0-9]", term.ja))
    assert len(without) < 300


def test_a_term_has_one_reading() -> None:
    readings: dict[str, str] = {}
    for term in glossary():
        assert readings.setdefault(term.ja, term.kana) == term.kana


@pytest.mark.parametrize(
    "term",
    [
        Term("引渡し", "ひきわたし", "extradition; surrender; handover"),
        Term("捜査共助", "そうさきょうじょ", "assistance in investigation"),
        Term("サイバー攻撃", "サイバーこうげき", "cyberattack"),
        Term("公共職業安定所", "こうきょうしょくぎょうあんていじょ", ""),
        Term("令和元年度", "れいわがんねんど", ""),
        Term("児童買春", "じどうかいしゅん", "child prostitution"),
    ],
)
def test_readings_as_they_are_said(term: Term) -> None:
    found = [each for each in glossary() if each.ja == term.ja]
    assert [each.kana for each in found] == [term.kana]
    assert not term.en or term.en.lower() == found[0].en.lower()


def test_everyday_words_are_english_for_japanese_terms_and_not_the_translations() -> None:
    translated: dict[str, set[str]] = {}
    for term in glossary():
        translated.setdefault(term.ja, set()).update(term.en.split("; "))
    terms = [ja for ja, _ in everyday()]
    assert len(terms) == len(set(terms)) > 2900
    for ja, phrases in everyday():
        assert re.search("[ぁ-ヿ一-鿿]", ja) and len(ja) > 1, ja
        assert phrases and len(phrases) == len(set(phrases)), ja
        assert all(re.fullmatch("[ -~–’éü]+", phrase) for phrase in phrases), ja
        assert not translated.get(ja, set()).intersection(phrases), ja
