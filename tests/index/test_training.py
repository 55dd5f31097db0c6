"""The recipe's small parts: the text it makes, the batches it cuts, the losses it minimises.

Nothing here trains a model or needs the training data.
"""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from safetensors.torch import load_file
from tokenizers import Tokenizer
from transformers import BertConfig, BertModel

from index.training import __main__ as command
from index.training import (
    asked,
    batches,
    card,
    export,
    journal,
    questions,
    schedule,
    sources,
    start,
    static,
    table,
    tokenizer,
)
from index.training.sources import Group, Pair, Sentence, SourceError
from index.training.student import Student, TwoRates, pad, pooled_rows
from index.training.typos import mistyped

ENGLISH = {"▁extra": -5.0, "dition": -7.0, "▁treaty": -5.0, "▁oda": -8.0, "▁2018": -6.0, "?": -3.0}
JAPANESE = {"条約": -4.0, "を": -2.0, "年": -3.0, "ガス": -5.0, "が": -3.0, "か": -3.0, "の": -2.0}


@pytest.fixture(scope="module")
def pieces() -> Tokenizer:
    return tokenizer.assemble(ENGLISH, JAPANESE)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Extradition treaty?", ["▁extra", "dition", "▁treaty", "?"]),
        ("ODAの条約を", ["▁oda", "の", "条約", "を"]),
        ("2018年", ["▁2018", "年"]),
        ("がか", ["が", "か"]),
    ],
)
def test_tokens(pieces: Tokenizer, text: str, tokens: list[str]) -> None:
    assert pieces.encode(text).tokens == ["[CLS]", *tokens, "[SEP]"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ＯＤＡ　２０１８年", "oda 2018年"),
        ("ｶﾞｽ", "ガス"),
        ("か\u3099", "が"),
        ("Café Tōkyō", "cafe tokyo"),
        ("〜", "～"),
        ("条\u200b約", "条約"),
    ],
)
def test_forms_that_mean_the_same_agree(one: str, other: str) -> None:
    normal = tokenizer.normalizer()
    assert normal.normalize_str(one) == normal.normalize_str(other)


def test_kana_keep_their_marks() -> None:
    normal = tokenizer.normalizer()
    for kana in "がぎぱぴガヴパピ":
        assert normal.normalize_str(kana) == kana


def test_words_for_learning_are_japanese_alone() -> None:
    words = list(tokenizer.japanese_words(["平成30年、ODAの条約（注1）。"]))
    assert words == ["平成", "年", "、", "の条約", "注", "。"]


def test_kept_english_spells_any_latin_word() -> None:
    kept = tokenizer.kept_english(Counter({"treaty": 100, "##dition": 100, "extra": 1}))
    assert kept["▁treaty"] == "treaty" and kept["dition"] == "##dition"
    assert "▁extra" not in kept
    for letter in "az09":
        assert letter in kept and "▁" + letter in kept


def test_written_text_is_there_and_apart() -> None:
    train = {g.name for g in sources.written_documents(held_out=False)}
    kept = {g.name for g in sources.written_documents(held_out=True)}
    assert train and kept and not train & kept
    assert all(int(name.split("-")[1]) % 4 == 0 for name in kept)
    pairs = sources.parallel_pairs(Path(), "written_glossary")
    assert sources.Pair("捜査共助", "assistance in investigation") in pairs
    assert len(pairs) > 1000


def test_a_missing_or_changed_file_is_named(tmp_path: Path) -> None:
    source = table.Source("x", "x.tsv.gz", 1, 3, "0" * 64, "CC0-1.0", "nowhere")
    with pytest.raises(SourceError, match=r"x\.tsv\.gz is missing"):
        sources.checked(tmp_path, source)
    (tmp_path / "x.tsv.gz").write_bytes(b"four")
    with pytest.raises(SourceError, match="has 4 bytes, the recipe expects 3"):
        sources.checked(tmp_path, source)
    (tmp_path / "x.tsv.gz").write_bytes(b"abc")
    with pytest.raises(SourceError, match="sha256"):
        sources.checked(tmp_path, source)


def test_mixture_is_whole_and_known() -> None:
    assert sum(batches.MIXTURE.values()) == pytest.approx(1.0)
    known = {s.name for s in table.PARALLEL} | {"written_glossary", "written_documents"}
    assert set(batches.MIXTURE) == known


def test_cuts_cover_all_and_keep_the_budget() -> None:
    draw = random.Random(0)
    lengths = sorted(draw.randint(3, 96) for _ in range(5000))
    spans = batches.cuts(lengths)
    assert [i for a, b in spans for i in range(a, b)] == list(range(5000))
    for first, last in spans:
        assert (last - first) * lengths[last - 1] <= batches.TOKENS_A_BATCH or (
            last - first <= batches.SMALLEST
        )


def test_cursor_joins_neighbours_and_shows_everything() -> None:
    pairs = [Pair(f"{i}。", f"{i}.") for i in range(20)]
    alone = batches.cursor(pairs, 0.0, random.Random(0))
    assert {next(alone).ja for _ in range(20)} == {p.ja for p in pairs}
    joined = next(batches.cursor(pairs[:2], 1.0, random.Random(1)))
    assert joined in (Pair("0。1。", "0. 1."), pairs[1])


def test_schedule_rises_and_falls_to_zero() -> None:
    rates = [schedule.rate(p / 100) for p in range(101)]
    assert rates[0] == 0 and rates[-1] == 0 and max(rates) == pytest.approx(1.0)
    assert rates[3:] == sorted(rates[3:], reverse=True)


def test_contrast_prefers_the_right_pairs_and_ignores_twins() -> None:
    answers = torch.eye(4, 8)
    right = static.contrast(answers, answers, 0.05)
    wrong = static.contrast(answers.roll(1, 0), answers, 0.05)
    assert right < 0.01 < wrong
    twins = answers[[0, 0, 1, 2]]
    assert static.contrast(twins, twins, 0.05) < 0.01


def test_bag_is_the_unit_mean() -> None:
    means = torch.nn.EmbeddingBag(5, 3, mode="mean")
    flat = (np.array([0, 1, 2, 3, 4], np.int32), np.array([0, 2, 5]))
    vectors = static.bag(means, flat, np.array([1, 0]))
    expected = torch.nn.functional.normalize(means.weight[2:].mean(0), dim=0)
    assert torch.allclose(vectors[0], expected, atol=1e-6)


def test_start_rows_sit_among_their_neighbours() -> None:
    vectors = torch.tensor([[1.0, 0.0], [0.0, 1.0], [0.9, 0.1], [0.5, 0.5]])
    known = torch.tensor([[2.0, 0.0], [0.0, 2.0]])
    rows, counts = torch.tensor([0, 1, -1, -1]), torch.tensor([9, 9, 9, 0])
    made = start.start_rows(vectors, rows, counts, known)
    assert torch.equal(made[:2], known)
    assert made[2, 0] > 1.9 > 0.5 > made[2, 1]
    assert torch.equal(made[3], known.mean(0))  # never seen: no place of its own


def test_two_rates_is_one_table() -> None:
    whole = torch.randn(6, 4)
    words = TwoRates(whole, 2)
    ids = torch.tensor([[0, 1, 2], [5, 3, 1]])
    assert torch.equal(words(ids), whole[ids])
    words(ids).sum().backward()
    assert words.old.grad is not None and words.new.grad is not None
    assert words.old.grad.sum() == 3 * 4 and words.new.grad.sum() == 3 * 4


def test_pad() -> None:
    ids, mask = pad([[2, 7, 3], [2, 3]])
    assert ids.tolist() == [[2, 7, 3], [2, 3, 0]]
    assert mask.tolist() == [[1, 1, 1], [1, 1, 0]]


def test_rows_taken_in_parts_are_those_taken_one_by_one() -> None:
    torch.manual_seed(0)
    body = BertModel(
        BertConfig(
            vocab_size=70,
            hidden_size=8,
            num_hidden_layers=1,
            num_attention_heads=2,
            intermediate_size=8,
        )
    ).eval()
    student = Student(body, torch.randn(70, 8), 40)
    rows = [[2, *(1 + (i + k) % 69 for k in range(1 + i % 7)), 3] for i in range(30)]
    found = pooled_rows(student, rows, part=4)
    alone = torch.cat([student(*pad([row])) for row in rows])
    assert torch.allclose(found, alone, atol=1e-2)  # bfloat16 where that is faster


def written_group(name: str) -> Group:
    return Group(
        name,
        tuple(
            Sentence(f"{name}の文{i}。", f"{name} {i}.", (f"{name}ja{i}",), (f"{name}en{i}",))
            for i in range(4)
        ),
    )


def test_written_batches_point_to_the_answer() -> None:
    groups = [written_group(chr(97 + i)) for i in range(asked.DOCUMENTS_A_BATCH)]
    draw = random.Random(0)
    for _ in range(20):
        batch = asked.written_batch(groups, draw)
        for question, right in zip(batch.questions, batch.right, strict=True):
            name, number = question[0], question[-1]
            assert batch.candidates[right].startswith(name)
            assert number in batch.candidates[right]


def test_what_is_trained_towards_is_not_cut_off() -> None:
    heading = Pair("1 甲", "1. A")
    sentences = tuple(
        Sentence(f"{'文' * 150}{i}。", f"{'s' * 150}{i}.", (f"ja{i}",), (f"en{i}",), heading)
        for i in range(6)
    )
    groups = [Group(str(i), sentences) for i in range(asked.DOCUMENTS_A_BATCH)]
    spoken = [f"{'都' * 150}{i}万人。" for i in range(6)]
    questions = [asked.Question(f"都{i}", None, (f"{i}万人",), (i,)) for i in range(6)]
    passages = [asked.Passage(spoken, questions)] * asked.PASSAGES_A_BATCH
    pairs = [Pair(f"{'窓' * 150}{i % 10}。", f"S{i % 10}") for i in range(60)]
    draw = random.Random(0)
    for _ in range(20):
        for batch in (
            asked.written_batch(groups, draw),
            asked.jaquad_batch(passages, draw),
            asked.window_batch(pairs, draw),
        ):
            for question, right in zip(batch.questions, batch.right, strict=True):
                if not question.startswith("窓"):  # such a one asks for its neighbours
                    assert question[-1] in batch.candidates[right]


@pytest.mark.parametrize("result", ["tokenizer/tokenizer.json", "static.safetensors"])
def test_a_stage_that_is_killed_while_saving_is_not_done(
    result: str, pieces: Tokenizer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(_: Path, place: Path) -> None:
        assert not place.exists()
        raise KeyboardInterrupt

    stage = "tokenizer" if "tokenizer" in result else "static"

    def save() -> None:
        if stage == "tokenizer":
            tokenizer.save(pieces, tmp_path / "tokenizer")
        else:
            static.save(torch.zeros(2, 2), torch.zeros(2), tmp_path / result)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", killed)
        with pytest.raises(KeyboardInterrupt):
            save()
    assert not command.done(stage, tmp_path)
    save()
    assert command.done(stage, tmp_path)


def test_near_misses_of_a_sentence_are_asked_beside_its_questions() -> None:
    sentence = Sentence("文。", "S.", ("問",), ("ask",), misses=("似た問", "alike"))
    groups = [Group(str(i), (sentence,) * 5) for i in range(asked.DOCUMENTS_A_BATCH)]
    batch = asked.written_batch(groups, random.Random(0))
    assert set(batch.misses) == {"似た問", "alike"}
    assert len(batch.misses) < len(batch.questions)


def test_what_also_answers_does_not_count_as_wrong() -> None:
    right = torch.tensor([[True, True, False], [False, True, False]])
    others = questions._others(right, torch.arange(2), torch.tensor([0, 1]))
    assert others.tolist() == [[False, True, False], [False, False, False]]
    assert right[0, 0]  # what it was given is as it was


@given(st.text(), st.randoms(use_true_random=False))
def test_a_slip_is_one_slip(question: str, draw: random.Random) -> None:
    slipped = mistyped(question, draw)
    assert abs(len(slipped) - len(question)) <= 1
    same = sum(a == b for a, b in zip(question, slipped, strict=False))
    back = sum(a == b for a, b in zip(question[::-1], slipped[::-1], strict=False))
    assert same + back >= len(question) - 2


def test_jaquad_batches_never_call_an_answer_wrong() -> None:
    def passage(n: int) -> asked.Passage:
        sentences = [f"{n:02}番の都市{i}の人口は{i}万人。" for i in range(5)]
        questions = [
            asked.Question(f"{n:02}番の都市{i}の人口は？", None, (f"{i}万人",), (i,))
            for i in range(5)
        ]
        return asked.Passage(sentences, questions)

    passages = [passage(n) for n in range(asked.PASSAGES_A_BATCH)]
    draw = random.Random(0)
    for _ in range(20):
        batch = asked.jaquad_batch(passages, draw)
        assert len(batch.questions) == len(batch.right) == len(batch.also)
        for question, right, also in zip(batch.questions, batch.right, batch.also, strict=True):
            name, city = question.split("の人口")[0].split("番の")
            assert f"{name}番の{city}" in batch.candidates[right]
            same = {i for i, c in enumerate(batch.candidates) if f"{name}番の{city}の" in c}
            assert same <= {*also, right}


def test_windows_hold_what_is_asked_for() -> None:
    pairs = [Pair(f"文{i}。", f"Sentence {i}.") for i in range(60)]
    draw = random.Random(0)
    for _ in range(20):
        batch = asked.window_batch(pairs, draw)
        assert len(batch.questions) == len(batch.candidates) == 2 * asked.PLACES_A_BATCH
        for question, right in zip(batch.questions, batch.right, strict=True):
            if question.startswith("Sentence"):
                number = question.split()[1].rstrip(".")
                assert f"文{number}。" in batch.candidates[right]
            else:  # a Japanese sentence asks for what stands around it
                assert question not in batch.candidates[right]
                assert batch.candidates[right]


def test_headings_lose_their_numbers_and_are_asked_once() -> None:
    under = [(("第3節　連携", "Section 3. Co-operation"), ("甲。", "A.")) for _ in range(40)]
    draw = random.Random(0)
    batch = asked.heading_batch(under, draw)
    assert sorted(batch.questions) == ["Co-operation", "連携"]
    assert all(batch.candidates[right] in ("甲。", "A.") for right in batch.right)


def test_paragraphs_are_the_sections_of_a_document() -> None:
    first, second = Pair("1 甲", "1. A"), Pair("2 乙", "2. B")
    sentences = tuple(
        Sentence(f"文{i}。", f"S{i}.", (), (), first if i < 2 else second) for i in range(5)
    )
    group = Group("r1-01", sentences)
    assert list(asked.paragraphs(group, random.Random(0))) == [[0, 1], [2, 3, 4]]
    assert asked.paragraph(sentences[:2], False, True) == "1 甲\n文0。文1。"
    assert asked.paragraph(sentences[:2], True, False) == "S0. S1."


def test_card_names_every_source() -> None:
    facts = {"rows": 3, "english": 1, "japanese": 1, "megabytes": 1.0}
    text = card.text(
        facts, {"begun": "", "distil": "D", "questions": "Q"}, {"distil": {"ntrex_en2ja": 0.5}}
    )
    for source in table.PARALLEL:
        assert source.name in text and source.name in card.licence()
        assert source.licence in text
    assert "0.500" in text


def test_a_finished_model_can_be_trained_on(tmp_path: Path) -> None:
    folder = Path(__file__).parents[2] / "index" / "model"
    start.from_finished(folder, tmp_path)
    begun = load_file(tmp_path / "start.safetensors")
    finished = load_file(folder / "model.safetensors")
    assert all(torch.equal(begun[name], finished[name].float()) for name in begun)
    digest = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    assert digest in journal.begun(tmp_path / journal.BEGUN)
    (tmp_path / "start.safetensors").write_bytes(b"trained meanwhile")
    start.from_finished(folder, tmp_path)
    assert (tmp_path / "start.safetensors").read_bytes() == b"trained meanwhile"
    (tmp_path / journal.BEGUN).write_text("another", "ascii")
    with pytest.raises(FileExistsError, match="give another --work"):
        start.from_finished(folder, tmp_path)


def test_evaluating_measures_the_weights_at_work_and_leaves_the_finished_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path(__file__).parents[2] / "index" / "model"
    start.from_finished(folder, tmp_path)
    measured: list[Path] = []

    def measure(_: Path, model: str) -> dict[str, float]:
        assert (Path(model) / "model.onnx").is_file()
        measured.append(Path(model))
        return {"ntrex_en2ja": 0.5}

    monkeypatch.setattr("index.training.evaluate.measure", measure)
    out = tmp_path / "finished"
    for _ in range(2):  # the newest is measured again, for it may have been trained meanwhile
        command.measured(tmp_path, tmp_path, out)
    assert len(measured) == 2 and out not in measured and not out.exists()
    assert export.figures(tmp_path) == {"start": {"ntrex_en2ja": 0.5}}
    command.measured(tmp_path, tmp_path / "none", folder)
    assert measured[-1] == folder
