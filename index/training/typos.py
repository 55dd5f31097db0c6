"""Typos: what a hurried hand makes of a question.

A letter left out, doubled or swapped with its neighbour; in Japanese a particle left out or a
kanji taken for another. Who asks does not check, and the models should not mind.
"""

from __future__ import annotations

import random
import re

_WORD = re.compile("[A-Za-z]{4,}")
_PARTICLE = re.compile(
    "(?<=[\u30a1-\u30fc\u4e00-\u9fff])[はがをにでの](?=[\u30a1-\u30fc\u4e00-\u9fff])"
)
# Kanji of official papers that are taken for each other: of one sound, or of one look.
_MISTAKEN = """
    教協共供 際祭斎 臣巨 援緩 官管館 政制製 会回階 関館間 機期記 計形系 件県券 検険験 講構購 公交行
    国告 策作 士志支 事示自 施試 実質 収終 住従 準順 署所処 書初 情状条 職食 進真新
    整成正 税勢 設説 全前然 相総送 対隊体 地値 庁町長 定締提 当投 年念 発初 費日 被非
    表評 付負府 法報方 防望 保補 民眠 約役 要用容 利理 領料 連練
""".split()
_KANJI = re.compile(f"[{''.join(_MISTAKEN)}]")


def mistyped(question: str, draw: random.Random) -> str:
    """The question with one slip; as it is where there is nothing to slip on.

    >>> mistyped("disaster relief", random.Random(1)), mistyped("警察の協力", random.Random(1))
    ('disaser relief', '警察の供力')
    """
    slips = [*_WORD.finditer(question), *_KANJI.finditer(question), *_PARTICLE.finditer(question)]
    if not slips:
        return question
    slip = draw.choice(slips)
    told = slip[0]
    if _KANJI.match(told):
        told = draw.choice([o for group in _MISTAKEN if told in group for o in group if o != told])
    elif told.isascii():
        told = _slipped(told, draw)
    else:
        told = ""
    return question[: slip.start()] + told + question[slip.end() :]


def _slipped(word: str, draw: random.Random) -> str:
    at = draw.randrange(1, len(word) - 1)
    return draw.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        )
    )
