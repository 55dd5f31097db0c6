"""Machine translation of a quote, by a model that the user has and names. None is shipped.

Any sequence-to-sequence model that transformers loads: with codes for its languages (NLLB,
M2M100, mBART-50), or made for one direction (Marian, a fine-tuned T5). It never takes the
place of a quote: the documents' words are what is quoted.
"""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from pathlib import Path
from typing import Any, Protocol

from corpus.errors import ModelError, TranslationError
from corpus.sentence import sentences
from index.loading import first_line, from_here_first, place_of
from qa.question import Language

LONGEST = 2000  # code points of a text
_WAIT = 60.0  # seconds that a reader waits for another's translation
_KEPT = 256  # translations
_MOST_TOKENS = 512  # of a sentence, either side
# What models call the two languages, most telling first.
_CODES: dict[Language, tuple[str, ...]] = {
    "ja": ("jpn_Jpan", "ja_XX", "__ja__", "ja", "jpn", "jap"),
    "en": ("eng_Latn", "en_XX", "__en__", "en", "eng"),
}


class Translator(Protocol):
    """A translation model.

    name: what the user calls it, to be shown with every translation.
    """

    @property
    def name(self) -> str: ...

    def translate(self, text: str, to: Language) -> str:
        """`text`, which is in the other language, in `to`. Raises TranslationError."""
        ...


def load_translator(name: str) -> Translator:
    """A model folder, or a model of the Hugging Face hub by name.

    The model itself is loaded when the first text is translated. A name that looks like a
    path is only ever looked for on this machine; a hub is asked only for a model that is not
    here yet. Raises TranslationError when a folder holds no such model.
    """
    try:
        place = place_of(name)
    except ModelError as error:
        raise TranslationError(str(error), "failed") from error
    if not Path(place).is_dir():
        return Seq2SeqTranslator(name, place)
    _check(Path(place))
    return Seq2SeqTranslator(Path(place).name, place)


def _check(folder: Path) -> None:
    """Raises TranslationError when a folder is not one of a sequence-to-sequence model."""
    try:
        config = json.loads((folder / "config.json").read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise TranslationError(
            f"{folder} is no model folder: its config.json cannot be read ({error}).", "failed"
        ) from error
    if not isinstance(config, dict) or not config.get("is_encoder_decoder"):
        raise TranslationError(
            f"The model in {folder} does not translate; give a sequence-to-sequence model, such "
            "as Marian, NLLB or M2M100.",
            "failed",
        )


class Seq2SeqTranslator:
    """One model, loaded when first used; one text at a time, whoever asks."""

    def __init__(self, name: str, place: str) -> None:
        """place: a folder, or a name on the hub."""
        self.name = name
        self._place = place
        self._lock = threading.Lock()
        self._loaded: tuple[Any, Any] | None = None  # tokenizer, model
        self._done: OrderedDict[tuple[str, Language], str] = OrderedDict()

    def translate(self, text: str, to: Language) -> str:
        if len(text) > LONGEST:
            raise TranslationError(
                f"The text has {len(text)} characters; at most {LONGEST} are translated.",
                "too-long",
            )
        if not self._lock.acquire(timeout=_WAIT):
            raise TranslationError("Other texts are being translated; try again later.", "busy")
        try:
            done = self._done.pop((text, to), None)
            if done is None:
                done = self._translated(text, to)
            self._done[text, to] = done  # the last used stands last
            if len(self._done) > _KEPT:
                self._done.popitem(last=False)
            return done
        finally:
            self._lock.release()

    def _translated(self, text: str, to: Language) -> str:
        if self._loaded is None:
            self._loaded = self._load()
        tokenizer, model = self._loaded
        spans = sentences(text)
        pieces = [" ".join(text[start:end].split()) for start, end in spans]
        if not pieces:
            return ""
        try:
            prefix, forced = self._direction(tokenizer, model, to)
            told = [self._sentence(tokenizer, model, prefix + piece, forced) for piece in pieces]
        except TranslationError:
            raise
        except Exception as error:  # whatever a model of the user's raises
            raise self._unusable(error) from error
        return (" " if to == "en" else "").join(told)

    def _sentence(self, tokenizer: Any, model: Any, piece: str, forced: int | None) -> str:
        import torch

        inputs = tokenizer([piece], return_tensors="pt")
        length = inputs["input_ids"].shape[1]
        if length > min(_MOST_TOKENS, tokenizer.model_max_length):
            raise TranslationError(
                f"A sentence of {length} tokens is too long for {self.name}.", "too-long"
            )
        most = min(_MOST_TOKENS, 3 * length + 32, _room(model))
        more = {} if forced is None else {"forced_bos_token_id": forced}
        with torch.inference_mode():
            made = model.generate(
                **{name: inputs[name] for name in ("input_ids", "attention_mask")},
                max_new_tokens=most,
                do_sample=False,
                **more,
            )[0].tolist()
        # Not every tokenizer knows that the code of a language is none of the words.
        codes = {forced, *_code_tokens(tokenizer)}
        kept = [token for token in made if token not in codes]
        told = str(tokenizer.decode(kept, skip_special_tokens=True)).strip()
        return told if len(made) <= most else f"{told} …"  # it stopped for length, not at an end

    def _load(self) -> tuple[Any, Any]:
        try:
            import sentencepiece  # noqa: F401  what most of these tokenizers are made of
            from transformers import AutoModelForSeq2SeqLM, AutoTokenizer
        except ImportError as error:
            raise TranslationError(
                "Machine translation needs the extra translate; see the README.", "failed"
            ) from error

        def load(local: bool) -> tuple[Any, Any]:
            only: dict[str, Any] = {"trust_remote_code": False, "local_files_only": local}
            return (
                AutoTokenizer.from_pretrained(self._place, **only),
                AutoModelForSeq2SeqLM.from_pretrained(
                    self._place, use_safetensors=True, **only
                ).eval(),
            )

        try:
            return from_here_first(self._place, "config.json", load)
        except Exception as error:  # a file that is broken shows in many ways
            raise self._unusable(error) from error

    def _direction(self, tokenizer: Any, model: Any, to: Language) -> tuple[str, int | None]:
        """What to put before a text, and the token its translation must start with, for a
        translation into `to`. Sets the tokenizer's languages."""
        source: Language = "ja" if to == "en" else "en"
        if hasattr(tokenizer, "src_lang"):  # a model of many languages
            here, there = _code(tokenizer, source), _code(tokenizer, to)
            if here and there:
                tokenizer.src_lang = here.strip("_")
                return "", int(tokenizer.convert_tokens_to_ids(there))
        elif model.config.model_type == "marian":
            marks = [f">>{code}<<" for code in _CODES[to]]
            known = [mark for mark in marks if mark in tokenizer.supported_language_codes]
            told = (tokenizer.source_lang, tokenizer.target_lang)
            if known:
                return f"{known[0]} ", None
            if _fits(told[0], source) and _fits(told[1], to):
                return "", None
        elif to == "en":  # one direction, and no model says which: the one that is asked for here
            return "", None
        raise TranslationError(
            f"{self.name} does not translate from {source} into {to}.", "direction"
        )

    def _unusable(self, error: Exception) -> TranslationError:
        return TranslationError(
            f"The translation model {self.name} cannot be used ({first_line(error)}); give a "
            "sequence-to-sequence model with weights in safetensors.",
            "failed",
        )


def _code(tokenizer: Any, language: Language) -> str | None:
    """What a tokenizer of many languages calls one of them."""
    for code in _CODES[language][:3]:
        if tokenizer.convert_ids_to_tokens(tokenizer.convert_tokens_to_ids(code)) == code:
            return code
    return None


def _code_tokens(tokenizer: Any) -> set[int]:
    """The tokens that stand for languages, where it has such."""
    codes = filter(None, (_code(tokenizer, language) for language in _CODES))
    return {tokenizer.convert_tokens_to_ids(code) for code in codes}


def _fits(told: str | None, language: Language) -> bool:
    """Whether a model's word for its language is that language, or nothing."""
    return not told or told in _CODES[language]


def _room(model: Any) -> int:
    """Tokens that a model can make at most."""
    return int(getattr(model.config, "max_position_embeddings", None) or _MOST_TOKENS) - 1
