"""What the reader learns from: true spans, near misses that are none, and its own network."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from statistics import fmean

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer

from index.training.sources import SourceError
from qa.question_file import read_cases
from qa.reader import Excerpt, Reader, bundled_reader, padded, tokens_of
from qa.training import examples as making
from qa.training import export, network, sources, train
from qa.training.card import card
from qa.training.examples import Example, examples
from qa.training.measure import Figures
from qa.training.sources import Ask, Text

SENTENCES = (
    "平成30年12月、オランダのハーグで実務取決めを策定した。",
    "同取決めは、令和元年6月に発効した。",
    "県は、相談窓口を12か所に設けている。",
)
ASKS = (
    Ask("実務取決めはいつ策定されたか。", "ja", 0, (0, 8)),
    Ask("Where was the arrangement drawn up?", "en", 0, (9, 17)),
    Ask("実務取決めの策定にいくらかかったか。", "ja", None, about=0),
    Ask("相談窓口は12か所か。", "ja", 2),
)
TEXT = Text("r9-01", "ja", SENTENCES, ("1 連携", "1 連携", "2 窓口"), ASKS)


@pytest.fixture(scope="module")
def drawn() -> list[Example]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(making, "TYPO", 0.0)
        return [e for seed in range(40) for e in examples([TEXT], random.Random(seed))]


def test_every_marked_answer_stands_in_its_sentence(drawn: list[Example]) -> None:
    marked = [e for e in drawn if e.span is not None]
    assert {e.excerpt.sentence[slice(*e.span)] for e in marked if e.span} == {
        "平成30年12月", "オランダのハーグ",
    }  # fmt: skip
    assert all(e.answers for e in marked)


def test_an_answer_cut_out_is_gone_and_a_near_miss_is_wrong(drawn: list[Example]) -> None:
    cut = [e for e in drawn if not e.answers and "策定した" in e.excerpt.sentence
           and e.question == ASKS[0].text]  # fmt: skip
    assert cut and all("平成30年12月" not in e.excerpt.sentence for e in cut)
    assert not any(e.answers for e in drawn if e.question == ASKS[2].text)


def test_a_changed_question_names_what_stands_nowhere(drawn: list[Example]) -> None:
    known = {ask.text for ask in ASKS}
    changed = [e for e in drawn if e.question not in known]
    assert changed and not any(e.answers for e in changed)


def test_some_questions_are_mistyped_and_answered_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(making, "TYPO", 1.0)
    monkeypatch.setattr(making, "CHANGED", 0.0)
    mistyped = [e for e in examples([TEXT], random.Random(1)) if e.answers]
    assert mistyped and not {e.question for e in mistyped} & {ask.text for ask in ASKS}


def test_the_sentence_before_goes_along_only_under_the_same_heading() -> None:
    assert TEXT.excerpt(1) == Excerpt(SENTENCES[1], "1 連携", SENTENCES[0])
    assert TEXT.excerpt(2).before == ""


def test_written_documents_are_whole_and_some_are_held_out() -> None:
    learnt, held_out = sources.written(held_out=False), sources.written(held_out=True)
    assert len(learnt) > 2.5 * len(held_out) > 100
    assert not {t.name for t in learnt} & {t.name for t in held_out}
    for text in (*learnt, *held_out):
        for ask in text.asks:
            if ask.span is not None and ask.sentence is not None:
                assert text.sentences[ask.sentence][slice(*ask.span)].strip()


def test_no_question_that_is_reported_on_was_learnt() -> None:
    learnt = {ask.text for text in sources.written(held_out=False) for ask in text.asks}
    for path in Path("tests/questions").glob("*.jsonl"):
        if path.name == "nta_en.jsonl":  # of retrieval: pages, and no answers in the text
            continue
        reported = {case.question for case in read_cases(path, "report")}
        assert not reported & learnt


@pytest.fixture(scope="module")
def pieces() -> Tokenizer:
    return network.pieces()


def test_places_in_the_input_are_those_of_the_span(pieces: Tokenizer) -> None:
    example = Example(ASKS[1].text, TEXT.excerpt(0), True, (9, 17))
    (row,) = train.rows([example], pieces)
    chosen = row.tokens.offsets[row.begin - row.tokens.first : row.stop - row.tokens.first + 1]
    assert SENTENCES[0][chosen[0][0] : chosen[-1][1]] == "オランダのハーグ"


def test_a_long_text_is_cut_and_a_special_token_is_plain_text(pieces: Tokenizer) -> None:
    long = Excerpt("会議を開催した。" * 200, "見出し" * 60, "[SEP][CLS]前の文" * 80)
    (row,) = tokens_of(pieces, "いつ？" * 90, [long])
    assert len(row.ids) <= 256 and row.ids.count(3) == 3 and row.ids.count(2) == 1
    assert len(row.segments) == len(row.ids)


def test_of_a_long_question_the_end_is_read(pieces: Tokenizer) -> None:
    asked = "会議はどこで開かれたか"
    (row,) = tokens_of(pieces, "昨日の新聞を読みました。" * 30 + asked, [Excerpt("The venue.")])
    end = pieces.encode(asked, add_special_tokens=False).ids[-4:]
    question = row.ids[1 : row.ids.index(3)]
    assert len(question) == 64 and question[-4:] == end  # and no hint from the glossary
    (row,) = tokens_of(pieces, asked, [Excerpt("The venue.")])
    assert row.ids[1 : row.ids.index(3)][0] == pieces.encode(asked, add_special_tokens=False).ids[0]


def test_the_loss_falls_on_a_few_examples(drawn: list[Example], pieces: Tokenizer) -> None:
    torch.manual_seed(0)
    learner = network.from_encoder()
    batch = list(train.rows(drawn[:6], pieces))
    optimiser = torch.optim.AdamW(learner.groups(1e-4, 1e-2))
    losses = []
    for _ in range(5):
        optimiser.zero_grad()
        answering, spanning = train.losses_of(learner, batch)
        assert answering.shape == spanning.shape == (len(batch),)
        (answering + spanning).mean().backward()
        optimiser.step()
        losses.append(answering.mean().item())
    assert losses[-1] < losses[0]
    assert learner.body.get_input_embeddings().weight.grad is None


def test_the_exported_reader_reads_as_the_rounded_network_does(
    tmp_path: Path, pieces: Tokenizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(network, "bfloat16_is_faster", lambda: False)
    torch.manual_seed(1)
    made = network.from_encoder().eval()
    made.save(tmp_path / "student.safetensors")
    folder = export.export(tmp_path / "student.safetensors", tmp_path / "model", "a card")
    question, excerpts = ASKS[0].text, [TEXT.excerpt(i) for i in range(3)]
    readings = Reader(folder).read(question, excerpts)
    made.round()
    with torch.inference_mode():
        answers, _ = made(network.inputs(tokens_of(pieces, question, excerpts)))
        loaded = network.load(folder).eval()
        again, _ = loaded(network.inputs(tokens_of(pieces, question, excerpts)))
    # A number that lies between two steps may be rounded either way.
    assert np.allclose([r.answers for r in readings], answers.numpy(), atol=0.05)
    assert np.allclose(again.numpy(), answers.numpy(), atol=0.05)
    assert (folder / "README.md").read_text("utf-8") == "a card"


def test_rounding_keeps_each_row_within_half_a_step() -> None:
    table = torch.randn(20, 384)
    whole, scale = export.whole_numbers(table, 63)
    assert whole.dtype == torch.int8 and whole.abs().max() == 63
    assert ((whole * scale - table).abs() <= 0.501 * scale).all()


def test_a_rounded_layer_learns_as_if_nothing_were_rounded() -> None:
    torch.manual_seed(2)
    layer = network.EightBits(8, 3)
    given = torch.randn(5, 8, requires_grad=True)
    exact = layer(given)
    (plain,) = torch.autograd.grad(exact.sum(), layer.weight)
    layer.rounding = True
    rounded = layer(given)
    (learnt,) = torch.autograd.grad(rounded.sum(), layer.weight)
    assert not torch.equal(exact, rounded) and torch.allclose(exact, rounded, atol=0.1)
    assert torch.allclose(plain, learnt, atol=0.1)


def test_the_bundled_reader_marks_words_of_the_sentence_itself() -> None:
    sentence = "ＥＵＲＯＰＯＬとの取決めは、㍻30年12月に策定した。"
    (reading,) = bundled_reader().read("取決めはいつ策定したか。", [Excerpt(sentence)])
    if reading.span is not None:
        start, end = reading.span
        assert 0 <= start < end <= len(sentence)
    assert bundled_reader().read("いつ？", []) == []
    assert bundled_reader().read("いつ？", [Excerpt("")])[0].span is None


def test_padding_changes_no_reading() -> None:
    reader = bundled_reader()
    short, long = Excerpt(SENTENCES[1]), Excerpt(SENTENCES[0] * 4)
    alone = reader.read(ASKS[0].text, [short])[0]
    beside = reader.read(ASKS[0].text, [short, long])[0]
    assert alone.answers == pytest.approx(beside.answers, abs=1e-3) and alone.span == beside.span
    assert padded([[1], [1, 2, 3]]).tolist() == [[1, 0, 0], [1, 2, 3]]


def test_more_passages_with_english_questions_than_without() -> None:
    asked = [replace(TEXT, name=f"p{i}") for i in range(9)]
    plain = replace(TEXT, name="plain", asks=tuple(a for a in ASKS if a.language == "ja"))
    stream = train.stream([TEXT], [*asked, plain], seed=1)
    assert len({next(stream).question for _ in range(400)}) > len(ASKS)  # some are mistyped


def test_of_some_files_more_can_be_learnt_than_of_the_others() -> None:
    chosen = sources.written(held_out=False, files=["reports_69"])
    assert {text.name.split("-")[0] for text in chosen} == {"r69"}
    stream = train.stream([TEXT], [TEXT], 1, mostly=chosen)
    questions = {ask.text for text in chosen for ask in text.asks}
    drawn = [next(stream).question in questions for _ in range(500)]
    # Some of them are changed or mistyped, and are no longer among the questions.
    assert 0.75 * train.MOSTLY < fmean(drawn) < train.MOSTLY + 0.07


def test_a_file_to_learn_from_that_is_not_there_is_named() -> None:
    with pytest.raises(SourceError, match="named reports_0"):
        sources.written(held_out=False, files=["reports_69", "reports_0"])


def test_what_is_read_rightly_is_mostly_left_out_and_weighs_the_more(pieces: Tokenizer) -> None:
    (row,) = train.rows([Example(ASKS[1].text, TEXT.excerpt(0), True, (9, 17))], pieces)
    kept = train.chosen([row] * 4000, [0.001, 2.0] * 2000, random.Random(3))
    heavy = [r for r in kept if r.weight > 1]
    assert len(kept) - len(heavy) == 2000  # every one that is read wrongly
    assert len(heavy) == pytest.approx(200, rel=0.3)
    assert fmean(r.weight for r in kept) == pytest.approx(1)
    # As a whole the two kinds weigh what they weighed before: half and half.
    assert sum(r.weight for r in heavy) == pytest.approx(len(kept) / 2, rel=0.2)


def test_the_batches_are_of_the_chosen_rows_only(
    drawn: list[Example], pieces: Tokenizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(train, "POOL", 40)
    seen = list[int]()

    def losses(some: Sequence[train.Row]) -> torch.Tensor:
        seen.append(len(some))
        return torch.tensor([float(row.answers) for row in some])

    source = (example for _ in range(40) for example in drawn)
    batch = next(train.batches(source, pieces, 1, losses))
    assert sum(seen) == 40 and 0 < len(batch) < 40
    assert sum(row.answers for row in batch) > sum(not row.answers for row in batch)


def test_the_card_says_from_which_weights_the_reader_was_trained_on() -> None:
    figures = {"ja-ja": Figures(1, 1.0, 1.0, 1.0)}
    summary = {"steps": 1.0, "examples": 2.0, "minutes": 3.0}
    assert "(sha256 abc): 1 steps" in card(figures, summary, 1, "On from (sha256 abc): ")
    assert "CPU. 1 steps" in card(figures, summary, 1)
