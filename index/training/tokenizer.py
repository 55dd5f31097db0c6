"""The student's tokenizer: one Unigram model of the teacher's English pieces and new Japanese ones.

Does: normalise, count the English pieces in use, learn Japanese pieces, write tokenizer.json.
Does not: set any embedding (see `start.py`).

A piece that begins with `▁` begins a Latin word or a number; nothing else carries the mark. So
`ODAを` is `▁oda` `を`, and `extradition` is `▁extra` `dition` as the teacher's `extra` `##dition`.
Accents are taken off Latin letters as the teacher does, but never off kana: が decomposes to か and
U+3099, which is outside the range that is removed, and is composed again.
"""

from __future__ import annotations

import json
import math
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors, trainers

from index.atomic import put_whole
from index.training import sources, table, teacher

JAPANESE_PIECES = 24_000
MIN_ENGLISH_COUNT = 6  # with 24,000 Japanese pieces the half-precision weights stay under 60 MB
MAX_PIECE = 8  # characters of a Japanese piece
SAMPLE = {"kyoto_wiki": 110_000, "graded_enja": 90_000, "edict": 60_000, "wikidata_titles": 30_000}
SAMPLE_OTHER = 12_000
WRITTEN_REPEAT = 12  # the only modern official Japanese there is: its terms deserve whole pieces
_LATIN = re.compile(r"[\u2581a-z0-9]+")
# The two wave dashes, and the name kanji that NFKC leaves apart.
_SAME = (("\u301c", "~"), ("髙", "高"), ("﨑", "崎"), ("\u2212", "-"), ("\u2010", "-"))


def normalizer() -> normalizers.Normalizer:
    """NFKC, lower case, no Latin accents, no invisible characters, `▁` before each Latin word."""
    return normalizers.Sequence(
        [
            normalizers.Replace(Regex(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]"), ""),
            normalizers.NFKD(),
            normalizers.Replace(Regex(r"[\u0300-\u036f]"), ""),
            normalizers.NFKC(),
            *(normalizers.Replace(old, new) for old, new in _SAME),
            normalizers.Lowercase(),
            normalizers.Replace(Regex(r"(?<![a-z0-9])(?=[a-z0-9])"), "\u2581"),
        ]
    )


def pre_tokenizer() -> pre_tokenizers.PreTokenizer:
    """Cut at spaces, around each punctuation mark, and around each Latin word or number."""
    return pre_tokenizers.Sequence(
        [
            pre_tokenizers.WhitespaceSplit(),
            pre_tokenizers.Split(Regex(r"[^\w\u2581]|_"), "isolated"),
            pre_tokenizers.Split(Regex(r"\u2581[a-z0-9]+"), "isolated"),
        ]
    )


def english_counts(texts: Iterable[str]) -> Counter[str]:
    """How often the teacher uses each of its pieces in `texts`."""
    tokenizer = teacher.load_tokenizer(512)
    names = {row: piece for piece, row in teacher.word_pieces().items()}
    counts: Counter[int] = Counter()
    waiting = iter(texts)
    while batch := list(islice(waiting, 20_000)):
        for encoding in tokenizer.encode_batch_fast(batch, add_special_tokens=False):
            counts.update(encoding.ids)  # the fast call leaves `tokens` empty
    return Counter({names[row]: count for row, count in counts.items()})


def kept_english(counts: Counter[str]) -> dict[str, str]:
    """{student piece: teacher piece} for pieces worth a row: `word` -> `▁word`, `##ing` -> `ing`.

    Single characters stay whatever their count, so that any Latin word or number can be spelt.
    """
    kept: dict[str, str] = {}
    for piece in teacher.word_pieces():
        bare = piece.removeprefix("##")
        if piece in teacher.SPECIAL or not bare.isascii():
            continue
        if counts[piece] < MIN_ENGLISH_COUNT and len(bare) > 1:
            continue
        if re.fullmatch(r"[a-z0-9]+", bare):
            kept[bare if piece.startswith("##") else "\u2581" + bare] = piece
        elif not piece.startswith("##"):  # punctuation stands alone and carries no mark
            kept[bare] = piece
    return kept


def japanese_sample(data: Path, seed: int = 1) -> Iterator[str]:
    """Japanese text to learn pieces from, weighted towards running and official text."""
    draw = random.Random(seed)
    for source in table.PARALLEL:
        pairs = sources.parallel_pairs(data, source.name)
        count = min(len(pairs), SAMPLE.get(source.name, SAMPLE_OTHER))
        yield from (pair.ja for pair in draw.sample(pairs, count))
    passages = [article.text for article in sources.jaquad(data)[1].values()]
    yield from draw.sample(passages, 4_000)
    for name in ("written_documents", "written_glossary"):
        for pair in sources.parallel_pairs(data, name):
            yield from [pair.ja] * WRITTEN_REPEAT


def japanese_words(texts: Iterable[str]) -> Iterator[str]:
    """The normalised stretches of `texts` without Latin words, numbers and ASCII marks."""
    normal, pre = normalizer(), pre_tokenizer()
    for text in texts:
        for word, _ in pre.pre_tokenize_str(normal.normalize_str(text)):
            if not _LATIN.search(word) and not word.isascii():
                yield word


def base_characters(counts: Counter[str]) -> list[str]:
    """Characters that must never be unknown: JIS level 1 and all others seen five times."""
    jis = [bytes((lead, trail)).decode("euc_jp", "ignore")
           for lead in range(0xA1, 0xD0) for trail in range(0xA1, 0xFF)]  # fmt: skip
    normal = normalizer()
    wanted = [normal.normalize_str(c) for c in jis if c]
    wanted += [c for c, n in counts.items() if n >= 5]
    return sorted({c for c in wanted if len(c) == 1 and not c.isascii() and not c.isspace()})


def learn_japanese(words: list[str], size: int) -> dict[str, float]:
    """{piece: log probability} of at most `size` pieces, single characters of `words` included."""
    characters = base_characters(Counter(c for word in words for c in word))
    learner = Tokenizer(models.Unigram())
    trainer = trainers.UnigramTrainer(
        vocab_size=size, max_piece_length=MAX_PIECE, shrinking_factor=0.6, show_progress=False
    )
    learner.train_from_iterator(words, trainer)
    # The serialised form is the only way to read the learnt scores.
    learnt: dict[str, float] = dict(json.loads(learner.to_str())["model"]["vocab"])
    floor = min(learnt.values()) - 1.0
    scores = {c: learnt.get(c, floor) for c in characters}
    for piece in sorted(learnt, key=lambda p: -learnt[p]):
        if len(scores) >= size:
            break
        if not _LATIN.search(piece) and not piece.isascii():
            scores.setdefault(piece, learnt[piece])
    return scores


def build(data: Path, folder: Path) -> Tokenizer:
    """Make the tokenizer and save it as `folder/tokenizer.json`."""
    names = [source.name for source in table.PARALLEL] + ["written_documents", "written_glossary"]
    english = (pair.en for name in names for pair in sources.parallel_pairs(data, name))
    counts = english_counts(english)
    kept = kept_english(counts)
    total = sum(counts[piece] for piece in kept.values())
    scores = {new: math.log((counts[old] + 0.5) / total) for new, old in kept.items()}
    japanese = learn_japanese(list(japanese_words(japanese_sample(data))), JAPANESE_PIECES)
    tokenizer = assemble(scores, japanese)
    save(tokenizer, folder)
    return tokenizer


def save(tokenizer: Tokenizer, folder: Path) -> None:
    """Write `tokenizer.json`, which is the old file or all of the new one."""
    folder.mkdir(parents=True, exist_ok=True)
    with put_whole(folder / "tokenizer.json") as beside:
        tokenizer.save(str(beside))


def assemble(english: dict[str, float], japanese: dict[str, float]) -> Tokenizer:
    """One tokenizer: ids are the special tokens, then English pieces, then Japanese ones."""
    pieces = [(token, 0.0) for token in teacher.SPECIAL]
    pieces += list(english.items())
    pieces += [item for item in japanese.items() if item[0] not in english]
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=teacher.SPECIAL.index("[UNK]")))
    tokenizer.normalizer = normalizer()
    tokenizer.pre_tokenizer = pre_tokenizer()
    tokenizer.add_special_tokens(list(teacher.SPECIAL))
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", 2), ("[SEP]", 3)],
    )
    return tokenizer


def load(folder: Path, max_length: int) -> Tokenizer:
    """The saved tokenizer, truncating at `max_length` and not padding."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(max_length)
    return tokenizer


def teacher_rows(tokenizer: Tokenizer) -> list[int]:
    """For each student id the teacher's row with the same piece, or -1 for a new Japanese piece."""
    pieces = teacher.word_pieces()
    rows = []
    for token, _ in sorted(tokenizer.get_vocab().items(), key=lambda item: item[1]):
        if token in teacher.SPECIAL or not re.search(r"[a-z0-9]", token):
            old = token
        else:
            old = token[1:] if token.startswith("\u2581") else "##" + token
        rows.append(pieces.get(old, -1) if old.isascii() else -1)
    return rows
