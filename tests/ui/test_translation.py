"""Machine translation: with real models, tiny and of random weights, made here. What they say
means nothing; whose text they are given, in which direction, and what happens else, does."""

from __future__ import annotations

import re
import threading
from html import unescape
from pathlib import Path

import gradio as gr
import pytest
import torch
from transformers import (
    M2M100Config,
    M2M100ForConditionalGeneration,
    M2M100Tokenizer,
    NllbTokenizer,
)

from corpus.document import document
from corpus.errors import TranslationError
from index.encoder import Encoder
from index.library import Library
from qa.question import Language
from qa.quote import Quote
from qa.translation import LONGEST, Translator, load_translator
from tests.translators import TINY, Pieces, made_pieces, marian_folder, vocabulary
from ui.page.translation import translated, translation_html, translations
from ui.place import place_of

JAPANESE = "警察庁は、平成30年に条約を締結した。"


@pytest.fixture(scope="module")
def pieces(tmp_path_factory: pytest.TempPathFactory) -> Pieces:
    return made_pieces(tmp_path_factory.mktemp("pieces"))


@pytest.fixture(scope="module")
def marian(tmp_path_factory: pytest.TempPathFactory, pieces: Pieces) -> Path:
    """A model from Japanese into English alone."""
    return marian_folder(tmp_path_factory.mktemp("ja-en"), pieces, [], "ja", "en")


@pytest.fixture(scope="module")
def translator(marian: Path) -> Translator:
    return load_translator(str(marian))


def of_languages(folder: Path, tokenizer: M2M100Tokenizer | NllbTokenizer) -> Path:
    tokenizer.save_pretrained(folder)
    config = M2M100Config(vocab_size=len(tokenizer) + 200, **TINY)
    torch.manual_seed(1)
    M2M100ForConditionalGeneration(config).save_pretrained(folder)
    return folder


@pytest.fixture(scope="module", params=["m2m100", "nllb"])
def many(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, pieces: Pieces
) -> Translator:
    """A model with codes for its languages."""
    folder = tmp_path_factory.mktemp("many")
    if request.param == "nllb":
        return load_translator(str(of_languages(folder / "nllb", NllbTokenizer())))
    words, _ = vocabulary(folder, ["<s>", "<pad>", "</s>", "<unk>"], pieces)
    return load_translator(str(of_languages(folder / "m2m", M2M100Tokenizer(words, pieces.model))))


# --- the models


def test_a_model_of_one_direction(translator: Translator) -> None:
    assert translator.name == "marian"
    first = translator.translate(JAPANESE, "en")
    assert first and first == translator.translate(JAPANESE, "en")
    with pytest.raises(TranslationError, match="does not translate from en into ja") as raised:
        translator.translate("A treaty.", "ja")
    assert raised.value.reason == "direction"


def test_sentences_are_translated_one_by_one(translator: Translator) -> None:
    one, other = "警察庁は、条約を締結した。", "平成30年に条約を締結した。"
    both = translator.translate(f"{one}\n{other}", "en")
    assert both == f"{translator.translate(one, 'en')} {translator.translate(other, 'en')}"
    assert translator.translate("\n ", "en") == ""


def test_a_model_of_many_languages_goes_both_ways_and_shows_no_code(many: Translator) -> None:
    into_english, into_japanese = many.translate(JAPANESE, "en"), many.translate("A treaty.", "ja")
    for told in (into_english, into_japanese):
        assert not re.search("__en__|__ja__|eng_Latn|jpn_Jpan", told)


def test_the_languages_of_a_model_with_marks_are_asked_for(tmp_path: Path, pieces: Pieces) -> None:
    folder = marian_folder(tmp_path, pieces, [">>eng<<", ">>fra<<"], "mul", "mul")
    told = load_translator(str(folder))
    assert told.translate(JAPANESE, "en")
    with pytest.raises(TranslationError, match="does not translate"):
        told.translate("A treaty.", "ja")


def test_other_languages_are_refused(tmp_path: Path, pieces: Pieces) -> None:
    german = load_translator(str(marian_folder(tmp_path, pieces, [], "de", "en")))
    with pytest.raises(TranslationError, match="does not translate from ja into en"):
        german.translate(JAPANESE, "en")


def test_what_is_too_long_is_refused_not_cut(translator: Translator) -> None:
    for text in ("条" * (LONGEST + 1), "条約を締結" * 150 + "。"):
        with pytest.raises(TranslationError) as raised:
            translator.translate(text, "en")
        assert raised.value.reason == "too-long"


def test_many_readers_at_once_get_each_their_own(translator: Translator) -> None:
    texts = [f"条約を{'締結' * n}した。" for n in range(1, 7)]
    alone = [translator.translate(text, "en") for text in texts]
    together: dict[str, str] = {}
    fresh = load_translator(str(Path(translator._place)))  # type: ignore[attr-defined]

    def ask(text: str) -> None:
        together[text] = fresh.translate(text, "en")

    threads = [threading.Thread(target=ask, args=(text,)) for text in texts * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert [together[text] for text in texts] == alone


def test_what_is_no_model_is_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(TranslationError, match="There is no model folder"):
        load_translator(str(tmp_path / "nowhere"))
    with pytest.raises(TranslationError, match=r"config\.json cannot be read"):
        load_translator(str(tmp_path))
    (tmp_path / "config.json").write_text('{"model_type": "bert"}', encoding="utf-8")
    with pytest.raises(TranslationError, match="does not translate; give a sequence"):
        load_translator(str(tmp_path))


def test_weights_that_are_not_safetensors_are_not_read(marian: Path, tmp_path: Path) -> None:
    for path in marian.iterdir():
        if path.name != "model.safetensors":
            (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "pytorch_model.bin").write_bytes(b"\x80\x04.")
    with pytest.raises(TranslationError, match=r"cannot be used.*safetensors"):
        load_translator(str(tmp_path)).translate(JAPANESE, "en")


# --- the page


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Library:
    library = Library.open(tmp_path_factory.mktemp("shelf"), encoder)
    library.add(document("条約集", f"第1節 条約\n{JAPANESE}同年に発効した。\n", "treaties.txt"))
    return library


def quoted(library: Library, words: str) -> Quote:
    passage = next(p for p in library.passages("条約集") if words in p.text)
    start = passage.document.text.index(words)
    return Quote(passage, start, start + len(words), (), 1.0, 1.0)


def test_the_line_beneath_a_quote_is_folded_and_labelled(
    shelf: Library, translator: Translator
) -> None:
    html = translation_html(quoted(shelf, JAPANESE), "en", translator)
    assert html.startswith('<details class="translation of-') and "\n" not in html
    assert "Machine translation by marian, not the document’s words" in unescape(html)
    assert translation_html(quoted(shelf, JAPANESE), "ja", translator) == ""
    named = load_translator("someone/<b>model</b>".replace("/b", "b"))
    assert "<b>" not in translation_html(quoted(shelf, JAPANESE), "en", named)


def test_what_is_translated_is_the_documents_text(shelf: Library, translator: Translator) -> None:
    quote = quoted(shelf, JAPANESE)
    address = str(place_of(quote.passage.document, quote.start, quote.end))
    told = translated(shelf, translator, address, "en")
    assert told == {"text": translator.translate(JAPANESE, "en"), "missing": ""}
    [name] = re.findall(
        "of-([0-9a-f]{12}_[0-9]+-[0-9]+)", translation_html(quote, "en", translator)
    )
    assert "#" + name.replace("_", "/") == address


@pytest.mark.parametrize(
    "address", ["", "#000000000000/0-5", "{}/5-2", "{}/0-99999", "{}", "{}/0-5 ", "<script>"]
)
def test_a_place_that_is_not_there_is_not_translated(
    shelf: Library, translator: Translator, address: str
) -> None:
    key = str(place_of(shelf.document("条約集"), 0, 1)).partition("/")[0]
    told = translated(shelf, translator, address.format(key), "en")
    assert told["text"] == "" and "removed" in told["missing"]


@pytest.mark.parametrize("sent", [None, 7, {"a": 1}, [], [None, []]])
def test_whatever_the_page_is_sent_it_says_something(
    shelf: Library, translator: Translator, sent: object
) -> None:
    with gr.Blocks() as page:
        translations(shelf, translator)
    (part,) = (block for block in page.blocks.values() if hasattr(block, "translation"))
    assert "removed" in part.translation(sent)["missing"]


def test_a_document_that_has_changed_is_not_translated(
    tmp_path: Path, encoder: Encoder, translator: Translator
) -> None:
    with Library.open(tmp_path / "library", encoder) as library:
        library.add(document("条約集", f"第1節 条約\n{JAPANESE}\n", "treaties.txt"))
        quote = quoted(library, JAPANESE)
        address = str(place_of(quote.passage.document, quote.start, quote.end))
        assert translated(library, translator, address, "en")["text"]
        library.remove("条約集")
        library.add(document("条約集", f"第1節 条約\n新しく{JAPANESE}\n", "treaties.txt"))
        assert translated(library, translator, address, "en")["missing"]


@pytest.mark.parametrize(("language", "words"), [("en", "does not translate"), ("ja", "モデル")])
def test_what_went_wrong_is_said_in_the_readers_language(
    tmp_path: Path, pieces: Pieces, shelf: Library, language: Language, words: str
) -> None:
    german = load_translator(str(marian_folder(tmp_path, pieces, [], "de", "fr")))
    quote = quoted(shelf, JAPANESE)
    address = str(place_of(quote.passage.document, quote.start, quote.end))
    told = translated(shelf, german, address, language)
    assert told["text"] == "" and words in told["missing"]
