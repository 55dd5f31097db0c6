"""Files damaged at random, read again and again. `python -m tests.benchmarks.mutation 600`

Reads for so many seconds. Whatever is no document must be refused with a DocumentError, in
time; what is one must give text whose passages cover it. Prints the seed and writes the file
of each finding to the current folder; the finding then becomes a test.
"""

from __future__ import annotations

import io
import random
import sys
import time
import zipfile
from collections import Counter
from pathlib import Path

from corpus.errors import DocumentError
from corpus.reading import read_bytes
from corpus.structure import outline, passages
from corpus.worker import Limits
from tests.documents.made import replaced, table, white_paper, word

FILES = {
    "a.pdf": table([["区分", "件数"], ["平成30年", "数値は、暫定値である。"]], [60, 90], []),
    "b.pdf": white_paper(
        ["第1節　総則", "　警察庁では、国際的な連携（注1）の強化に取り組む。", "注1：機関である。"]
        * 9,
        2,
    ),
    "a.docx": word(lambda made: made.add_paragraph("この計画は、防災の基本を定める。")),
    "a.html": "<!doctype html><meta charset=utf-8><h1>題</h1><p>本文である。<ul><li>項目<table>"
    "<tr><td rowspan=2>甲<td>乙<tr><td>丙</table><dl><dt>注1：<dd>注である。</dl>".encode(),
    "a.txt": ("この計画は、防災の基本を定める。\n" * 20).encode("cp932"),
    "a.md": ("# 計画\n\n- この計画は、防災の基本を定める[^1]。\n\n[^1]: 注\n" * 20).encode(),
}
LIMITS = Limits(seconds=20)


def mutated(data: bytes, chance: random.Random) -> bytes:
    """`data` with one to twenty changes: bytes flipped, pieces cut, doubled, moved, swapped."""
    made = bytearray(data)
    for _ in range(chance.randint(1, 20)):
        at = chance.randrange(len(made) + 1)
        length = min(chance.choice((1, 1, 2, 4, 16, 200)), len(made) - at)
        kind = chance.randrange(6)
        if kind == 0:
            made[at : at + length] = chance.randbytes(length)
        elif kind == 1:
            del made[at : at + length]
        elif kind == 2:
            made[at:at] = made[at : at + length] * chance.choice((1, 2, 50))
        elif kind == 3:
            made[at:at] = chance.choice(
                (b"\0", b"\xff", b"<", b">", b"\xef\xbf\xbd", b"%PDF-", b"|")
            )
        elif kind == 4 and length:
            made[at] ^= 1 << chance.randrange(8)
        elif kind == 5 and length:
            digits = [place for place in range(at, at + length) if 48 <= made[place] <= 57]
            for place in digits:
                made[place] = chance.choice(b"0123456789")
    return bytes(made)


def check(data: bytes, name: str) -> str:
    """What became of a file: "read" or "refused". Raises whatever else happens."""
    try:
        document = read_bytes(data, name, name, limits=LIMITS).document
    except DocumentError as error:
        if not str(error).endswith("."):
            raise
        return "too slow" if "took more than" in str(error) else "refused"
    spans = sorted(
        [(each.start, each.end) for each in passages(document)]
        + [(each.start, each.end) for each in outline(document)]
    )
    place = 0
    for start, end in spans:
        assert place <= start < end
        assert not document.text[place:start].strip()
        place = end
    assert not document.text[place:].strip()
    assert list(document.pages) == sorted(document.pages)
    return "read"


def main(seconds: float) -> None:
    seed = time.time_ns() % 1_000_000
    chance = random.Random(seed)
    counts: Counter[tuple[str, str]] = Counter()
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        name = chance.choice(list(FILES))
        data = FILES[name]
        if name == "a.docx" and chance.random() < 0.8:  # inside of the zip, past its checksums
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                data = replaced(data, mutated(archive.read("word/document.xml"), chance))
        else:
            data = mutated(data, chance)
        try:
            counts[name, check(data, name)] += 1
        except Exception as error:  # noqa: BLE001  whatever it is, it is the finding
            counts[name, "FOUND"] += 1
            found = Path(f"found-{seed}-{sum(counts.values())}-{name}")
            found.write_bytes(data)
            print(f"{found}: {type(error).__name__}: {error}")
    print(f"seed {seed}")
    for (name, what), count in sorted(counts.items()):
        print(f"{name:8} {what:9} {count:7,}")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 60)
