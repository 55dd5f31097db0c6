"""Minutes: who speaks is printed before what is said, ○山田会長　皆様、本日は…。, ◆３番（…君） or
（山田会長）皆様、….

And debates in English, where it stands on the line above: Jim Okafor (Boston) (Reform).
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from corpus.lines import Line, is_english
from corpus.numerals import COUNTING

_ROLE = (
    "会長|委員長?|座長|議長|議員|[市町村区]長|知事|教育長|[部局課室係所次館校院]長|事務局|参事|主幹"
    "|主査|理事|監事|幹事|大臣|政務官|長官|参考人|参与|顧問|構成員|司会者?|オブザーバー"
)
_SIGN = "[○◯〇◆◎]"
_NAME = r"[^\s○◯〇◆◎。、「」()（）]"
_NUMBER = rf"(?:\d{{1,3}}|[{COUNTING}]{{1,4}})"  # ３番, 二十五番
_BEARER = r"[(（][^()（）]{1,30}[)）]"
_LETTER = "[A-ZＡ-Ｚ]?"  # 委員Ａ
_SPEAKER = re.compile(
    rf"{_SIGN}\s?(?:{_NAME}{{0,12}}"
    rf"(?:(?:{_ROLE}|{_NUMBER}番)(?:{_BEARER})?|[(（][^()（）]{{0,30}}(?:{_ROLE})[)）])"
    rf"|{_NAME}{{1,6}}{_BEARER}(?:{_ROLE}|君)"  # 鈴木（一郎）委員
    rf"|{_NAME}{{2,12}}君)"
    r"(?:\s+|$)"
)
# The same without the sign: （山田委員）…, 山田委員：….
_UNSIGNED = re.compile(
    rf"(?:[(（【]\s?{_NAME}{{0,12}}(?:{_ROLE}){_LETTER}\s?[)）】]"
    rf"|{_NAME}{{0,12}}(?:{_ROLE}){_LETTER}\s?[:：])\s*(?=\S)"
)
_CHAIR = re.compile("議長|委員長|会長|座長|司会")
_CALL = re.compile(rf"(?:{_ROLE}|君|どうぞ|お願い(?:し|いたし|致し)ます)。?$")
_ALONE = re.compile(rf"[^\s○◯〇。、「」()（）]{{1,8}}(?:{_ROLE})$")
_ANSWER = re.compile(r"[(（]\s?(?:答え?|回答|答弁)\s?[)）]$")
_STAGE = re.compile(
    rf"(?:[(（]\s?[^\s()（）]{{0,8}}(?:{_ROLE})\s?[)）]"
    r"|[(（〔［\[][^()（）〔〕［］\[\]]{0,40}"
    r"(?:声あり|者あり|拍手|笑声?|[退着]席|[登降]壇|休憩|再開)\s?[)）〕］\]])$"
)
_ASIDE = re.compile(r"[(（〔［\[][^。]{1,60}[)）〕］\]]$")
_LONGEST_CALL = 40  # characters in which who presides calls upon another
_FEWEST = 3  # speeches of a document that has minutes
# A name with what its bearer sits for, or an office with the name of who holds it.
_IN_DEBATE = re.compile(
    r"(?P<name>[A-Z](?:[^.;:!?()0-9]|(?<=Mr|Ms|Dr|St)\.|(?<=Mrs)\.){2,140})"
    r"\s\((?P<other>[A-Z][^.;:!?()0-9]{1,60})\)(?P<party>\s\([A-Z][A-Za-z/ -]{1,30}\))?"
)


def speaker(line: Line, following: Line | None) -> int:
    """How much of a line names who speaks, where something is said behind it or below; 0 if
    none does: ○会長　山田太郎 is of a list of members.

    >>> from corpus.lines import split_lines
    >>> speaker(split_lines("○山田会長　皆様、始めます。")[0], None)
    6
    """
    found = _SPEAKER.match(line.text) or _UNSIGNED.match(line.text)
    if found is None:
        return 0
    said = line.text[found.end() :]
    if following is not None and not (following.gap or following.bullet):
        said += following.text
    return found.end() if any(sign in said for sign in "。？?") else 0


def gives_floor(name: str, said: str) -> bool:
    """Whether who presides only calls upon the next to speak.

    >>> gives_floor("○議長（佐藤三郎君）", "市長。"), gives_floor("○委員長", "そのとおりである。")
    (True, False)
    """
    return len(said) <= _LONGEST_CALL and bool(_CHAIR.search(name) and _CALL.search(said))


def is_speaker(line: Line) -> bool:
    """Whether a line is no more than the name of one who may speak: 山田会長."""
    return _ALONE.match(line.text) is not None


def is_stage_direction(line: Line) -> bool:
    """Whether a line of minutes says that one begins to speak, but not where it ends, or what
    happens: （事務局）, （「異議なし」の声あり）, 〔市長　田中次郎君登壇〕."""
    return _STAGE.match(line.text) is not None


def is_answer(line: Line) -> bool:
    """Whether a line only says that an answer begins: （答）."""
    return _ANSWER.match(line.text) is not None


def are_minutes(lines: Sequence[Line]) -> bool:
    """Whether the speakers of a document are named so, one of them more than once: a list of
    what each has to do, ○会長　会務を総理する。, names each once."""
    below = [*lines[1:], None][: len(lines)]
    pairs = zip(lines, below, strict=True)
    speakers = [line.text[:end].strip() for line, other in pairs if (end := speaker(line, other))]
    return len(speakers) >= max(_FEWEST, len(set(speakers)) + 1)


def ends_speech(line: Line, indent: int) -> bool:
    """Whether a line does not go on with a speech whose speaker's line has that indent: the
    further paragraphs of a speech are indented, and what happens stands in brackets."""
    return line.bullet > 0 or line.indent <= indent or is_aside(line)


def is_aside(line: Line) -> bool:
    """Whether a line stands in brackets, after which the same one may go on to speak:
    〔委員長退席、理事佐藤三郎君着席〕."""
    return _ASIDE.match(line.text) is not None


def speakers(lines: Sequence[Line]) -> frozenset[int]:
    """The lines of a debate in English that name who speaks; none where a document has no more
    than titles that end in brackets.

    >>> from corpus.lines import split_lines
    >>> named = "Jim Okafor (Boston) (Reform)", "The Minister for Water (Emma Hardy)"
    >>> sorted(speakers(split_lines("\\nI agree.\\n\\n".join([*named, "Jim Okafor", ""]))))
    [0, 2, 4]
    """
    named = {at: found for at, line in enumerate(lines) if (found := _named(line))}
    over = {at: found for at, found in named.items() if _over_speech(lines, at, named)}
    names = {found["name"] for found in over.values()}
    holders = {found["other"] for found in over.values() if found["name"].startswith("The ")}
    bare = {at for at, line in enumerate(lines) if line.text in names | holders}
    speaking = over.keys() | {at for at in bare if _over_speech(lines, at, named)}
    again = len(speaking) >= max(_FEWEST, len(names) + 1)
    of_parties = len(over) > 1 and any(each["party"] for each in over.values())
    return frozenset(speaking) if again or of_parties else frozenset()


def _named(line: Line) -> re.Match[str] | None:
    may_name = line.text[-1] == ")" and is_english(line.text)
    return _IN_DEBATE.fullmatch(line.text) if may_name else None


def _over_speech(lines: Sequence[Line], at: int, named: Container[int]) -> bool:
    """Whether what is said may begin below a line, and nothing above goes on in it."""
    if at + 1 == len(lines) or at + 1 in named:
        return False
    said = lines[at + 1]
    begins = said.text[0].isupper() or said.text[0] in "\"“‘'["
    return begins and (lines[at].gap or lines[at - 1].ends)
