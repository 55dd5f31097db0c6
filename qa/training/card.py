# ruff: noqa: E501 (the Markdown is wrapped for its own readers)
"""The model card of the reader, filled in from the figures measured so that they agree.

Does not: measure.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from index.training.sources import is_held_out, jaquad_english, written_paths
from qa.training.measure import Figures

_PAIRS = {
    "ja-ja": "Japanese question, Japanese text",
    "en-ja": "English question, Japanese text",
    "en-en": "English question, English text",
    "ja-en": "Japanese question, English text",
}
_CARD = """---
language: [ja, en]
license: cc-by-sa-4.0
pipeline_tag: question-answering
---
# Hakusho QA: a reader for Japanese and English

Reads a question and a sentence together, in either language: does the sentence answer the
question, and with which of its words? It tells near misses from answers where vectors cannot.

```python
from qa.reader import Excerpt, bundled_reader

excerpt = Excerpt("利用者は1,240人であった。", heading="図書館")
(reading,) = bundled_reader().read("How many people used the library?", [excerpt])
print(reading.answers, reading.span)  # a logit, and (4, 10)
```

| | |
|---|---|
| body | 6 layers, 384 dimensions, from this project's encoder (`index/model`) |
| input | [CLS] question [SEP] heading, sentence before [SEP] sentence [SEP]; at most 256 tokens |
| heads | from [CLS] a logit that the sentence answers; from each token two, that the answer begins and ends there |
| weights | matrices and word table in eight bits with a scale for each row, the rest in half precision: {megabytes:.1f} MB |
| form | `model.onnx`, a graph that refers into `model.safetensors` |

## How it was made
By the recipe in `qa/training/` on a CPU. {begun}{steps:,} steps, {examples:,} examples, {minutes:.0f} minutes.
In the last quarter of them numbers were rounded as they are in what is shipped.

| source | licence |
|---|---|
| {reports} documents with questions and near misses, written for this project ({held_out} of them only to measure) | CC BY-SA 4.0 |
| {documents} documents of the encoder's (`index/training/written`, likewise) | CC BY-SA 4.0 |
| JaQuAD (Skelter Labs), Japanese Wikipedia; {english:,} of its questions put into English for this project | CC BY-SA 3.0 |

## Measured
On the documents left out, `python -m qa.training --measure`. *First*: the right sentence is read
as the likeliest of its document. *Near misses*: area under the ROC curve of the logit for right sentences
against near misses (0.5 is chance). *Words*: token F1 of the marked words.

| | questions | first | near misses | words |
|---|---:|---:|---:|---:|
{rows}

## Limits
- Small and trained on a CPU: it still takes many near misses for answers, and the figures above are on
  documents from the same hands as those learnt from. What counts is `hakusho eval`.
- The logit is no probability; `qa/weights.json` makes one of it and of other evidence.
- Sentences alone: what needs two paragraphs together, or counting, it cannot judge.

## Licence
CC BY-SA 4.0, because sources are share-alike: see `LICENSE`.
"""


def card(
    figures: Mapping[str, Figures], summary: Mapping[str, float], size: int, begun: str = ""
) -> str:
    """The card; summary: steps, examples and minutes of training; size in bytes; begun: that
    it went on from finished weights, in words."""
    rows = "\n".join(
        f"| {name} | {figures[pair].questions} | {figures[pair].first:.3f} "
        f"| {figures[pair].near_misses:.3f} | {figures[pair].span_f1:.3f} |"
        for pair, name in _PAIRS.items()
        if pair in figures
    )
    return _CARD.format(
        rows=rows,
        begun=begun,
        megabytes=size / 1e6,
        reports=f"{len(ids := _ids('reports')):,}",
        held_out=sum(map(is_held_out, ids)),
        documents=len(_ids("documents")),
        english=len(jaquad_english()),
        steps=int(summary["steps"]),
        examples=int(summary["examples"]),
        minutes=summary["minutes"],
    )


def _ids(kind: str) -> list[str]:
    lines = (line for path in written_paths(kind) for line in path.open(encoding="utf-8"))
    return [str(json.loads(line)["id"]) for line in lines]
