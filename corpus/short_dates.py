"""Where a letter and a number, H30 or R5, are a year of an era and no name of a thing.

`corpus.dates` tells which year it is. Texts are `plain` here.
"""

from __future__ import annotations

import re

from corpus.script import JAPANESE, KANJI, KATAKANA

# What H30 stands by where it is a year and no part of a name: "Option H2", 会議室R5, R5系統.
_NAMED_BEFORE = re.compile(
    r"(?:型式?|形式|型番|品番|機種|冷媒|モデル|タイプ|シリーズ|クラス|ランク)[\s(「]*$|[室棟館]$"
)
_WORD_AFTER = re.compile(f"[{KANJI}{KATAKANA}を]")  # H3ロケット, R32を使う; but not R4予算
_YEAR_WORD_AFTER = re.compile(
    "当初|補正|予算|概算|要求|決算|実績|見込|推計|予測|確定|目標|計画|予定|時点|現在|末|比|以[前後降]|施行|改[正訂定]"
    "|策定|実施|調査|募集|申請|採用|入[学社]|卒|事業|[春夏秋冬]|[上下前後]半?期"
)
# H3, S1 and R32 are names far more often than years, unless H30 or R5 stands beside.
_SELDOM = re.compile(r"[HS]\s?[1-9]|R\s?[2-9][0-9]")
_USUAL = re.compile(r"(?:H[1-3]|S[1-6])[0-9]|R1?[0-9](?![0-9])|[RHS]元")
_BESIDE = r"[\s~〜、,/|・-]+"
_BESIDE_BEFORE = re.compile(rf"(?:[RHS](?:[0-9]{{1,2}}|元){_BESIDE})+$")
_BESIDE_AFTER = re.compile(rf"(?:{_BESIDE}[RHS](?:[0-9]{{1,2}}|元)(?![0-9A-Za-z]))+")
_JAPANESE_BEFORE = re.compile(rf"[{JAPANESE}][\s(\[「|]*$")
_JAPANESE_AFTER = re.compile(rf"[\s)\]」|~〜、,/-]*[{JAPANESE}]")
_SHORT_ERA = re.compile(r"(?<![A-Za-z])[RHS]\s?[0-9元]{1,2}")


def is_short_era(flat: str, start: int, end: int) -> bool:
    """Whether H30 without a month stands as a year: in Japanese, or amid no other words."""
    before = flat[max(0, start - 40) : start].rpartition("\n")[2]
    after = flat[end : end + 40].partition("\n")[0]
    if _NAMED_BEFORE.search(before) or (
        _WORD_AFTER.match(after) and not _YEAR_WORD_AFTER.match(after)
    ):
        return False
    if _SELDOM.fullmatch(flat, start, end):
        beside = (_BESIDE_BEFORE.search(before), _BESIDE_AFTER.match(after))
        if not any(run and _USUAL.search(run[0]) for run in beside):
            return False
    if _JAPANESE_BEFORE.search(before) or _JAPANESE_AFTER.match(after):
        return True
    return not re.search("[A-Za-z]", _SHORT_ERA.sub("", before + "\n" + after))
