"""The readings of kanji, from KANJIDIC: `python -m corpus.making.readings FILE`

Makes `corpus/data/kanji-readings.tsv` of the file that Debian's package `kanjidic` installs
(https://www.edrdg.org/wiki/index.php/KANJIDIC_Project, CC BY-SA). A line is a kanji, a tab and
its readings: on in katakana; kun in hiragana, without what is written in kana after it and, where
that ends a verb, in its form before another word (引 ひき of ひ.く); and those in names.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path

TARGET = Path(__file__).parents[1] / "data" / "kanji-readings.tsv"
_READING = re.compile("[ぁ-んァ-ヶー.-]+")
_BEFORE_ANOTHER = dict(zip("うくぐすつぬぶむる", "いきぎしちにびみり", strict=True))
_RADICAL = "T2"  # from here on a line has the names of a radical


def readings(line: str) -> Iterator[str]:
    """Of a line of KANJIDIC, with repetition.

    >>> list(dict.fromkeys(readings("引 3 U5f15 イン ひ.く ひ.ける -び.き T1 ひけ {pull} ")))
    ['イン', 'ひ', 'ひき', 'ひけ', 'び', 'びき']
    """
    for field in line.split(" {")[0].split(" ")[2:]:
        if field == _RADICAL:
            return
        if not _READING.fullmatch(field):
            continue
        stem, _, ending = field.strip("-").partition(".")
        yield stem
        if len(ending) == 1:
            yield stem + _BEFORE_ANOTHER.get(ending, ending)
        elif ending:
            yield stem + (ending[:-1] if ending[-1] in _BEFORE_ANOTHER else ending)


def main(arguments: list[str] | None = None) -> int:
    """Exit status 0, or 1 with one line on standard error."""
    line = argparse.ArgumentParser(prog="python -m corpus.making.readings", description=__doc__)
    line.add_argument("file", type=Path)
    try:
        text = line.parse_args(arguments).file.read_bytes().decode("euc-jp")
    except (OSError, UnicodeDecodeError) as error:
        print(error, file=sys.stderr)
        return 1
    rows = (
        f"{line[0]}\t{' '.join(known)}\n"
        for line in text.splitlines()
        if not line.startswith("#") and (known := dict.fromkeys(filter(None, readings(line))))
    )
    TARGET.write_text("".join(rows), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
