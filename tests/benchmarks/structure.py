"""Does the time to parse grow with the length only? `python -m tests.benchmarks.structure`

Prints, for texts that could trap a parser, the seconds for 100,000 characters and how
many times as long 400,000 take: 4 is linear, 16 would be quadratic.
"""

from __future__ import annotations

import time

from corpus.document import document
from corpus.structure import passages

UNITS = [
    *("（", "「あ。", "1.", "※", "（注", "#", ".", "|a\n", "(1) あ\n", "あ\n", "- ", "第1", "[^"),
    *("word word word word word word\n", "あ" * 40 + "\n", "あ" + " " * 50),
]


def seconds(unit: str, length: int) -> float:
    """Processor seconds to parse `unit` repeated to that length, the best of three."""
    text = document("benchmark", unit * (length // len(unit)), "benchmark")
    times = []
    for _ in range(3):
        begin = time.process_time()
        passages(text)
        times.append(time.process_time() - begin)
    return min(times)


def main() -> None:
    for unit in UNITS:
        once = seconds(unit, 100_000)
        print(f"{unit[:12]!r:20} {once:7.3f} s   x {seconds(unit, 400_000) / once:4.1f}")


if __name__ == "__main__":
    main()
