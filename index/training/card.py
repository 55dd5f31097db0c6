# ruff: noqa: E501 (the Markdown is wrapped for its own readers)
"""The words of the model's card and licence.

Does: make them from the table of sources and the measured figures, so that they cannot disagree.
Does not: measure.
"""

from __future__ import annotations

from index.training import batches, table

STAGE_NAMES = {
    "start": "start",
    "distil": "after distillation",
    "questions": "after questions: this model",
}
MEASURES = {
    "ntrex_en2ja": "NTREX: English news sentence to its Japanese translation among 1,994",
    "kyoto_xling": "Kyoto: English sentence to the Japanese paragraph holding it among 1,943",
    "jsquad_valid": "JSQuAD: Japanese question to its Wikipedia paragraph among 1,145",
    "nta_taxanswer": "National Tax Agency: Japanese title or question to its page among 656",
    "written_ja": "held-out official documents: Japanese question to its sentence",
    "written_en": "held-out official documents: English question to its Japanese sentence",
}
_HEAD = """---
language: [ja, en]
license: cc-by-sa-4.0
library_name: sentence-transformers
pipeline_tag: sentence-similarity
base_model: sentence-transformers/all-MiniLM-L6-v2
---
# Hakusho QA: Japanese-English sentence embeddings

Maps a Japanese or English text to a unit vector of 384 dimensions, so that a question in either
language lies near the Japanese (or English) sentence that answers it. No prompts or prefixes.

```python
from sentence_transformers import SentenceTransformer

model = SentenceTransformer("index/model")
vectors = model.encode(["How many people used the service?", "利用者は1,240人であった。"])
```

| | |
|---|---|
| body | 6 layers, 384 dimensions, from all-MiniLM-L6-v2 |
| vocabulary | {rows:,} pieces: {english:,} of the teacher's English pieces, {japanese:,} new Japanese ones |
| pooling | mean, then unit length; compare by cosine (the same as the dot product) |
| longest text | 256 tokens, about 400 Japanese characters; the rest is cut off |
| weights | half precision, {megabytes:.1f} MB; compute in float32 (`model.float()`) on a CPU |
| text | NFKC, lower case; accents are taken off Latin letters and never off kana |

## How it was made
By the recipe in `index/training/` on a CPU.
1. **Tokenizer.** One Unigram model over the English pieces that the parallel text uses and Japanese
   pieces learnt from its Japanese side.
2. **Static space.** Piece vectors whose means agree across the languages, trained on all pairs.
3. **Start.** Each Japanese piece begins as the weighted mean of the nearest English pieces.
4. **Distillation.** {begun}{distil}
   The Japanese side must land where all-MiniLM-L6-v2 puts the English side: half in-batch contrast at
   temperature 0.05, half cosine; English is replayed.
5. **Questions.** {questions}
   Questions of JaQuAD and of documents written for this project are brought to the sentence that
   answers, against the other sentences of the same document, and a sentence to its question, against
   questions that it only seems to answer; distillation goes on in between.

## Trained on
Shares are of the examples seen in distillation. No evaluation set was trained on, and neither was the
built-in section or any of this project's question files.

| source | share | licence | origin |
|---|---:|---|---|
"""
_OWN = (
    ("written_glossary", "CC BY-SA 4.0", "written for this project: terms of official documents"),
    ("written_documents", "CC BY-SA 4.0", "written for this project: documents with questions"),
)
_MEASURED = """
## Measured
Share of questions whose right passage has the highest cosine of all (recall@1), dense retrieval alone,
float32. Of each public set 600 questions drawn at random; titles are not part of the passages. The
held-out documents are every fourth of those written for this project, in no stage trained on: the
sentences of all of them together are searched.

"""
_LIMITS = """
## Limits
- Small and trained for a few hours: rare names, numbers and dates are told apart poorly by the vector
  alone. Use it together with lexical search, as this project does.
- The running text it learnt from is Wikipedia on Kyoto, everyday sentences, exam questions and software
  manuals; modern official Japanese is what was written for this project, and a glossary. Style and subject far from
  these (old Japanese, dialect, medicine, programming) are served less well.
- The written documents and their questions come from the same hands as those held out, so the figures
  on them flatter; the public sets are the harder test.
- A cosine is no probability. What is near may still not answer; a threshold must be calibrated.
- It carries the biases of its sources and of its teacher.

## Licence
The weights are under CC BY-SA 4.0, because sources are share-alike: see `LICENSE`. The body comes from
all-MiniLM-L6-v2, Apache-2.0.
"""


def text(
    facts: dict[str, float], notes: dict[str, str], figures: dict[str, dict[str, float]]
) -> str:
    """The card: `facts` and `notes` fill its head, `figures` is {stage: {measure: share}}."""
    parts = [_HEAD.format(**facts, **notes)]
    for source in table.PARALLEL:
        share = batches.MIXTURE.get(source.name, 0.0)
        parts.append(f"| {source.name} | {share:.1%} | {source.licence} | {source.origin} |\n")
    for name, licence_name, origin in _OWN:
        parts.append(f"| {name} | {batches.MIXTURE[name]:.1%} | {licence_name} | {origin} |\n")
    for source in table.QUESTIONS[:1]:
        parts.append(f"| {source.name} | questions | {source.licence} | {source.origin} |\n")
    stages = [stage for stage in STAGE_NAMES if stage in figures]
    if stages:
        parts.append(_MEASURED)
        parts.append("| | " + " | ".join(STAGE_NAMES[stage] for stage in stages) + " |\n")
        parts.append("|---|" + "---:|" * len(stages) + "\n")
        for name, meaning in MEASURES.items():
            cells = [f"{figures[s][name]:.3f}" if name in figures[s] else "" for s in stages]
            parts.append(f"| {meaning} | " + " | ".join(cells) + " |\n")
    return "".join([*parts, _LIMITS])


def licence() -> str:
    """The notice beside the weights: their licence, and whom they owe what."""
    lines = [
        "The model in this folder (weights and tokenizer) is licensed under the Creative Commons",
        "Attribution-ShareAlike 4.0 International licence (CC BY-SA 4.0):",
        "https://creativecommons.org/licenses/by-sa/4.0/legalcode",
        "Attribution: Hakusho QA, Japanese-English sentence embeddings.",
        "",
        "It was made from the works below; their authors do not endorse it. Changes: texts were",
        "cleaned and used to train; the network was given new word pieces and trained further.",
        "",
        "all-MiniLM-L6-v2 (network and English word pieces), sentence-transformers, from",
        "nreimers/MiniLM-L6-H384-uncased, after Microsoft's MiniLM. Apache License 2.0:",
        "https://www.apache.org/licenses/LICENSE-2.0",
        "",
    ]
    for source in table.PARALLEL + table.QUESTIONS[:1]:
        lines.append(f"{source.name}: {source.origin}. {source.licence}.")
    lines += [f"{name}: {origin}. {licence_name}." for name, licence_name, origin in _OWN]
    lines += [
        "",
        "EDICT is the property of the Electronic Dictionary Research and Development Group and is",
        "used in conformance with the Group's licence: https://www.edrdg.org/edrdg/licence.html",
        "Works under CC BY-SA 3.0 are adapted under section 4(b) of that licence, which allows a",
        "later version with the same elements.",
    ]
    return "\n".join(lines) + "\n"
