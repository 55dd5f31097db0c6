"""The words of Japanese, from EDICT: `python -m corpus.making.words FILE`

Makes `corpus/data/words.txt` of the file `edict` that Debian's package `edict` installs
(https://www.edrdg.org/wiki/index.php/JMdict-EDICT_Dictionary_Project, CC BY-SA): a line is a word,
of two kanji or of three to eight signs in katakana. Longer ones are made of these, or names.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from corpus.script import KANJI, KATAKANA

TARGET = Path(__file__).parents[1] / "data" / "words.txt"
_WORD = re.compile(f"[{KANJI}]{{2}}|[{KATAKANA}]{{3,8}}")


def words(text: str) -> list[str]:
    """Of the lines of EDICT, each once, sorted.

    >>> words("私立(P);市立 [しりつ] /private/\\nシート /seat/\\n行く [いく] /go/")
    ['シート', '市立', '私立']
    """
    heads = (line.split(" ", 1)[0] for line in text.splitlines())
    written = (re.sub(r"\(.*?\)", "", each) for head in heads for each in head.split(";"))
    return sorted({word for word in written if _WORD.fullmatch(word)})


def main(arguments: list[str] | None = None) -> int:
    """Exit status 0, or 1 with one line on standard error."""
    line = argparse.ArgumentParser(prog="python -m corpus.making.words", description=__doc__)
    line.add_argument("file", type=Path)
    try:
        text = line.parse_args(arguments).file.read_bytes().decode("euc-jp", "replace")
    except OSError as error:
        print(error, file=sys.stderr)
        return 1
    TARGET.write_text("".join(f"{word}\n" for word in words(text)), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
