"""Opposites: words in two kanji of which one says the opposite of the other, 開館 and 閉館."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import permutations

from corpus.words import is_word

_KANJI = (
    "開閉 始終 入出 入退 着発 着離 就退 就離 昇降 登降 乗降 増減 加減 上下 高低 公私 点消 買売"
    " 貸借 授受 送受 新旧 許禁 可否 有無 正副 長短 多少 重軽 内外 男女 前後 往復"
    " 左右 昼夜 大小"
).split()
_WORDS = (
    "開始終了 設置廃止 施行廃止 開設廃止 開設閉鎖 加入脱退 拡大縮小 採用退職 就職退職 増加減少"
    " 上昇低下 賛成反対 許可禁止 収入支出 黒字赤字 出席欠席"
).split()
_IN_SHORT = "東西南北男女新旧"  # make names with one other kanji: 東口
_OPPOSITES: dict[str, set[str]] = {}
for _one, _other in (
    *((pair[: len(pair) // 2], pair[len(pair) // 2 :]) for pair in (*_KANJI, *_WORDS)),
    *permutations("東西南北", 2),  # each is another than all others
):
    _OPPOSITES.setdefault(_one, set()).add(_other)
    _OPPOSITES.setdefault(_other, set()).add(_one)


def has_opposite(text: str, words: Iterable[str]) -> bool:
    """Whether a text has the opposite of one of the words, or of a word within it.

    >>> has_opposite("平成12年4月に開館した。", ["閉館"]), has_opposite("入所者は12人", ["退所者"])
    (True, True)
    >>> has_opposite("平成12年4月に開館した。", ["改修"])
    False
    """
    pairs = {word[i : i + 2] for word in words for i in range(len(word) - 1)}
    return any(other in text for pair in pairs for other in _opposites(pair))


def counterparts(name: str) -> Iterator[str]:
    """A compound with one character turned into its opposite: one of three or more, or of two
    that begins as such names do.

    >>> list(counterparts("新庁舎")), list(counterparts("東口")), list(counterparts("開始"))
    (['旧庁舎'], ['北口', '南口', '西口'], [])
    """
    if len(name) > 2 or name[0] in _IN_SHORT:
        yield from (
            name[:i] + other + name[i + 1 :]
            for i, character in enumerate(name)
            for other in sorted(_OPPOSITES.get(character, ()))
        )


def _opposites(pair: str) -> Iterator[str]:
    yield from _OPPOSITES.get(pair, ())
    first, second = pair[0], pair[1]
    others = (
        *(other + second for other in _OPPOSITES.get(first, ())),
        *(first + other for other in _OPPOSITES.get(second, ())),
    )
    yield from (other for other in others if is_word(pair) and is_word(other))
