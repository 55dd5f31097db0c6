"""Which kind of answer a question asks for: a date, a number, a place, a reason.

A question asks by a word of asking: いつ, 何人, "when", "how many". Where that says little, 何 and
"what", or stands nowhere, it asks by a noun: 「件数は？」 and "what is the number" ask for a
number, 「件数が減った理由は何ですか」 for a reason. A noun elsewhere asks for nothing.
Reads the form alone; which numbers answer 何人 is in `qa.counters`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.script import KANJI, KATAKANA, folded
from qa.counters import ASKS_LENGTH, MORE_COUNTERS

Kind = Literal[
    "date", "number", "place", "who", "list", "definition", "reason", "procedure", "yes-no"
]


@dataclass(frozen=True, slots=True)
class _Way:
    """A way of asking: for which kind of answer, by what, and what must not stand in the question
    beside it."""

    kind: Kind
    by: re.Pattern[str]
    without: re.Pattern[str] | None = None

    def asks(self, question: str) -> bool:
        guarded = self.without is not None and self.without.search(question) is not None
        return not guarded and self.by.search(question) is not None


def _way(kind: Kind, by: str, without: str | None = None) -> _Way:
    compiled = re.compile(without, re.IGNORECASE) if without else None
    return _Way(kind, re.compile(by, re.IGNORECASE), compiled)


def _first(ways: Sequence[_Way], question: str) -> Kind | None:
    return next((way.kind for way in ways if way.asks(question)), None)


# --- Japanese

_END = "[?。!]*$"
_WHAT = f"(?:何|なん|なに)(?:{_END}|で[すしあ]|か(?:{_END}|[を、]|説明|教え)|だ|な[のん])"
_WHAT_KIND = "(?:どの?ような|どんな|どう(?:いう|いった)|いかなる)"
_CALLS = "を(?:い|言|指|意味|表)"  # 何をいう, 何を指しますか
# 「とは、どのような組織か」, and not 「韓国とはどのような協定を結んでいますか」.
_WHAT_THING = (
    rf"{_WHAT_KIND}.*(?:もの|こと|[{KANJI}{KATAKANA}])(?:で(?:す|しょう)か?|か|{_CALLS}.*)?{_END}"
)
_DONE = (
    "発効|施行|公布|制定|改正|廃止|締結|署名|批准|開始|終了|設立|創設|発足|着工|完成|竣工|開業|開館"
)
_OFFICES = "課(?!題)|部(?!分)|局|省|庁|機関|組織|団体|委員会|会社|企業|窓口"
_IN_CHARGE = "所管|担当|主管|運営|実施し|作成|作[っり]|発行し|管理|主催|策定|決め|公表し"
_NOT_ANY = "(?!でも(?!ら)|もが?)"  # 誰でも, but どこでもらえますか
_CHANGES = "変化|変わ|推移|増|減|なっ|なり|違|異な|考え|評価"

# Where several words of asking stand, the first of these: いつ、どこで asks for a date.
_JAPANESE_WORDS = (
    _way("reason", "なぜ|何故|どうして|何のため|何が(?:原因|理由|要因|目的)"),
    _way(
        "number",
        rf"何[十百千万億兆]*(?:(?!日(?!間)){MORE_COUNTERS}|[度時箇分]|センチ)|{ASKS_LENGTH}|何パーセント"
        "|いくつ(?!かの)|幾つ|いくら(?!でも)|いかほど|ど[のれ][くぐ]らい|どの程度|どれだけ",
    ),
    _way("date", "いつ(?!でも|も(?![らど]))|何年|何月|何日"),
    _way(
        "list",
        "(?:どの|どこの|どのような|いずれの|何という|どんな)国|列挙|一覧(?!表?[にでは])"
        rf"|挙げ(?:て(?![いおき])|よ)|挙げられ.*(?:何|どれ|どの|は{_END})"
        rf"|(?:すべて|全て)(?:の[^はが、]*?)?を?(?:教え|示し|述べ|知り|{_END})",
    ),
    _way("who", f"(?:誰|だれ|どなた){_NOT_ANY}|ど(?:の|この)(?:{_OFFICES})|どこが(?:{_IN_CHARGE})"),
    _way(
        "place",
        f"どこ(?!まで){_NOT_ANY}|何処|どの(?:都市|都道府県|[県市町村区]|自治体|地[域区])|何[市県]",
    ),
    _way(
        "definition",
        f"とは、?(?:具体的に)?(?:{_END}|{_WHAT}|何のこと|何{_CALLS}|{_WHAT_THING})",
        without="(?:目的|理由|原因|要因|方法|手順|違い|関係)とは",
    ),
    _way("definition", f"って、?(?:{_WHAT}|{_WHAT_KIND}(?:もの|こと|意味))"),
    _way("definition", f"何の略|{_WHAT_KIND}意味(?!が)|ど(?:う|のように)定義"),
    _way(
        "procedure",
        f"どう(?:すれば|したら|やって)|すればよい|(?:{_WHAT_KIND}|どの)(?:手続|方法|手順|場合)",
    ),
    _way("procedure", "どのように", without=f"どのように.*(?:{_CHANGES})"),
)

# What asks behind a noun: 「件数は？」, 「件数は何ですか」, 「件数を教えて」; but not in
# 「議長は何と言いましたか」 and 「理由を説明しましたか」.
_HOW = f"いかが|どう(?:で|か)|ど(?:う|のように)(?:{_CHANGES})|ど(?:れ|ちら|の(?!よう))"
_TELL_ME = (
    "(?:教え|説明し|示し|述べ|聞かせ|見せ)て(?![いお])|教えろ|知り|お示し|(?:説明せ|述べ|示せ)よ"
)
_ASKED = (
    rf"[はがをも]?(?:[?。(]|$|\s(?=\S*\d))|(?:[はがも]|とは|って)、?(?:{_WHAT}|{_HOW}|{_WHAT_KIND}(?:もの|こと))"
    rf"|(?:[をが]|について|に関して)?、?(?:{_TELL_ME})"
)
_WITH = (
    rf"(?:(?:と|や|、|及び|・|並びに)[^のはがを、]{{1,12}})?(?:など)?(?:{_ASKED})"  # 時期と場所は
)


def _noun(kind: Kind, nouns: str) -> _Way:
    return _way(kind, f"(?:{nouns}){_WITH}|{_WHAT_KIND}(?:{nouns})")


# 件数, 補助率, 上限額; words for money, of which 「費用は何ですか」 asks no number; what is
# measured; those of whom 「死者は？」 asks how many.
_FIGURES = (
    "(?<![複多少])数|(?<!効)率|(?<!裁)量|割合|額|人口|定員|人員|[年月期度][比差]|(?:売上|残|生産)高"
)
_MONEY = (
    "(?:費用|予算|決算|(?:工|事業|人件|医療|建設|整備|会)費)(?!は何)|料金|価格|値段|家賃|賃金|給与|報酬"
    "|過料|罰金|(?:手数|使用|利用|入場|入館|観覧|保険|受講|参加|授業|占用)料"
)
_MEASURES = "面積|年齢|気温|標高|任期|(?:保存|保管|有効|在任|在留)期間|[広高重長深大き]+さ"
_COUNTED_PERSONS = "(?:死|死傷|負傷|感染|避難|行方不明)者"
_JAPANESE_NOUNS = (
    _noun(
        "number",
        f"(?:{_FIGURES}|{_MONEY}|{_MEASURES}|{_COUNTED_PERSONS})(?:の(?:推移|合計|変化|見込み?))?",
    ),
    _way("number", f"(?:数|額|量|人口)の(?:うち|中)、?[^はが]+は?{_END}"),
    _noun(
        "date",
        "時期|日付|年月日?|日時|日程|期[日限]|締切|締め切り"
        f"|(?:{_DONE}|開催|締切|投票|決定|公表|発行|適用|提出|公示|告示|議決|採択|締約|基準|予定)日",
    ),
    _way("date", f"(?:{_DONE})は{_END}"),  # 協定の発効は？ leaves out いつ
    _noun("place", "場所|開催地|会場|所在地|住所"),
    _noun("who", "(?:出席|参加|署名|発言|主催|担当)者|講師|議長|座長|委員長|担当課"),
    _noun("list", "(?:加盟|締約|締結|参加|相手|対象|批准|署名)国"),
    _noun("definition", "意味|定義|正式名称"),
    _noun("reason", "理由|原因|要因|目的|ねらい|狙い|趣旨|効果|背景|動機"),
    _noun("procedure", "手続き?|方法|手順|仕方|[いきぎしちりみびえけげせてれめべ]方"),
    _way("procedure", "(?:方法|手段|手順)は(?:あり|ない)"),
)
_JAPANESE_YES_NO = _way(
    "yes-no",
    f"(?:です|ます|でした|ました|る|た|い|のです?)か{_END}|か否か|かどうか|のか{_END}",
    without="(?:何|誰|どの|どこ|どう|どれ|どちら|どんな|なぜ|いつ|いくら|いくつ)(?!でも|も|か(?!ら))",
)
_JAPANESE = (*_JAPANESE_WORDS, *_JAPANESE_NOUNS, _JAPANESE_YES_NO)


def kind_in_japanese(question: str) -> Kind | None:
    """The kind of answer that a Japanese question asks for, None where its form does not say.

    >>> kind_in_japanese("件数が減った理由は何ですか"), kind_in_japanese("違いは何ですか")
    ('reason', None)
    """
    return _first(_JAPANESE, folded(question))


# --- English

_W = r"(?:what|which|who|whom|whose|where|when|why|how)\b"
_DOES = r"(?:is|are|was|were|do|does|did|has|have|had|can|could|may|must|shall|should|will|would)\b"
_CONTRACTED = re.compile(r"\b(what|who|when|where|how|why)['’]s\b", re.IGNORECASE)
# "Can you tell me", "Does the plan say": what is asked stands behind.
_LEAD = re.compile(
    rf"^(?:(?:and|but|so) )?{_DOES}.*?\b(?:know|say|tell|find out|specify|see|explain|show|describe"
    rf"|state|me|us) (?=(?:\w+ )?{_W})",
    re.IGNORECASE,
)
# "When it expires, ", "In 2020, ": what stands before a question.
_BEFORE = re.compile(
    rf"^(?!(?:\w+ )?(?:what|which|who|whom|whose|why|how)\b|(?:when|where)(?:,| {_DOES}))"
    rf"[^?]*?,\s(?=(?:\w+ )?{_W}|{_DOES})",
    re.IGNORECASE,
)
_ASKING_WORD = re.compile(rf"\b{_W}", re.IGNORECASE)
_WHAT_IS = re.compile(r"what (?:is|are|was|were|will be|would be) ", re.IGNORECASE)
_TELL = re.compile(
    r"^(?:please )?(?:(?:tell|give|show|explain|describe|state|find|say)(?: (?:me|us))?"
    r"(?: about)? )?",
    re.IGNORECASE,
)

# Whatever word of asking comes first.
_ENGLISH_ANYWHERE = (
    _way("list", rf"^(?:{_DOES} you )?(?:please )?(?:list|enumerate)\b"),
    _way("date", r"\b(?:and|or) when\b"),  # "Who signed it and when?"
    _way("yes-no", rf"^{_DOES}"),
)


def _which(kind: Kind, nouns: str) -> _Way:
    return _way(kind, rf"^(?:what|which) (?:(?!{_DOES})[\w-]+ )?(?:{nouns})")


_OF_WHOM = r"(?!['’]| (?:council|hall|office|government|assembly|plan|budget|ordinance)\b)"
# From the first word of asking on.
_ENGLISH_WORDS = (
    _way("date", "^when"),
    _way("place", "^where"),
    _way("who", "^who"),
    _way("reason", r"^why|^what for\b|^what (?:caused|causes|led to|lay behind)\b"),
    _way("reason", r"^what\b.*\b(?:aims?|aimed|intended) (?:to|at)\b"),
    _way("definition", r"^(?:how|what)\b.*\bdefin(?:e|es|ed)\b|^what .*\b(?:means|stands for)\W*$"),
    _way("definition", r"^what (?:do|does|did|would)\b.*\b(?:mean|stand for)\b"),
    _way("definition", r"^what (?:is|was) .*\b(?:short for|meant by)\b"),
    _way(
        "number",
        r"^how (?:many|much|often|large|big|long|old|far|high|tall|deep|wide|heavy|soon)\b",
    ),
    _way("number", r"^what (?:do|does|did|will|would) .*\bcost\b"),
    _way(
        "procedure",
        r"^how (?:do|does|can|should|must|is|are|will|to)\b",
        without=r"\b(?:differ\w*|compar\w+|chang\w+|affect\w*|relat\w+)\b",
    ),
    _way("procedure", r"^what (?:must|should|can|do) (?:i|we|you) (?:(?:need|have) to )?do\b"),
    _which("number", r"(?:percent(?:age)?|share|proportion|fraction)\b"),
    _which("number", rf"(?:number|amount|age|time|price|rate)(?= of\b| {_DOES}|\W*$)"),
    _which("date", r"(?:year|month|date|day)\b(?!['’-]| of the week| plan)"),
    _which("list", r"(?:countries|nations|states|organi[sz]ations)\b"),
    _which(
        "place",
        "(?:city|country|place|venue|prefecture|location|town|village|region|municipality|district"
        rf"|ward)\b{_OF_WHOM}",
    ),
    _which(
        "who",
        "(?:agency|organi[sz]ation|ministry|minister|official|body|department|company|committee"
        r"|person)\b(?!['’])",
    ),
    _which("reason", r"(?:purpose|aim|goal|objective|reason)s?\b"),
    _which("procedure", r"(?:procedures?|steps?|cases?|circumstances)\b"),
)

# What ends the words for the thing that is named: "the number of", "the number?"
_BEHIND = (
    r"(?=\s(?:of|for|in|on|at|to|by|per|under|from|as|with|within|between|among|during|since|before"
    r"|after|until|that|which|who|why|when|if|and|or|the|an?|this|last|each|every|\d+|\w+ed|paid|set)"
    r"\b|\W*$)"
)
_BEFORE_NOUN = r"(?:(?!(?:of|for|in|on|at|to|by|with|from|under)\b)[\w%'’-]+ ){0,5}?"


def _named(kind: Kind, nouns: str) -> _Way:
    return _way(kind, rf"^{_BEFORE_NOUN}(?:{nouns}){_BEHIND}")


_ENGLISH_NOUNS = (
    _named(
        "number",
        "number|amount|cost|fee|fine|price|charge|percent(?:age)?|share|proportion|ratio|rate"
        "|population|budget|limit|total|average|size|area(?= of)|length|height|weight|depth|width"
        "|distance|capacity|quota|salary|wage|turnout|quorum|age|temperature|duration|frequency"
        r"|terms?(?= of office)|term(?= of)|(?:retention|notice|waiting|grace|validity) period"
        "|revenue|expenditure|spending",
    ),
    _way("number", rf"^{_BEFORE_NOUN}(?:average|maximum|minimum|total|mean|median) \w"),
    _named("date", "dates?|deadlines?|(?:year|month|day)(?= of)"),
    _named("place", "venue|location|place"),
    _named("reason", "purposes?|aims?|goals?|objectives?|reasons?|causes?|rationale"),
    _named("procedure", "procedures?|steps?|process|way(?= to)"),
    _named("definition", "meanings?|definitions?|full (?:name|title|form)"),
)
# What a request asks for that has no word of asking: "Tell me the number of cases."
_ENGLISH_REQUESTS = (
    _way("list", r"\blist\b"),
    _way("yes-no", r"\bwhether\b"),
    *_ENGLISH_NOUNS,
)
# Whose the thing is that is named: "the fine" is one; of "a fine" is asked what it is.
_OWNED = re.compile(r"(?:the|its|their|his|her|our|your)\b|[^?]{1,40}['’]s?\s", re.IGNORECASE)
_ABOUT = "for|in|on|to|between|at|about|by|from|as|when|if|that|who"
_SUPERLATIVE = "largest|biggest|highest|longest|smallest|lowest|shortest|oldest|most|least|best"
_NO_TERM = (
    "the|it|this|that|these|those|they|there|he|she|my|your|our|its|their|being|happening|going"
    rf"|done|new|left|needed|necessary|known|more|not|\w+ed (?:{_ABOUT}|under)"
)
# A term, of which is asked what it is, and not "the result of the vote".
_TERMS = tuple(
    re.compile(f"(?i:what is |what are ){term}")
    for term in (
        r"(?i:an? (?!example\b))",
        "[\"“”‘’'「『]",
        # A name may have "of" in it: the Bank of Japan.
        r"(?:the )?[A-Z][\w-]*(?: (?:of|for|and|on|the|[A-Z][\w-]*))*(?: \(|\W*$)",
        rf"(?i:(?!(?:{_NO_TERM})\b)(?![^?]*(?:['’]|\b(?:{_ABOUT})\b))[^?]{{1,40}}\W*$)",
        rf"(?i:(?<=is )the (?![^?]*\b(?:of|with|{_ABOUT}|{_SUPERLATIVE})\b)\w+ [^?]{{1,40}}\W*$)",
    )
)


def kind_in_english(question: str) -> Kind | None:
    """The kind of answer that an English question asks for, None where its form does not say.

    >>> kind_in_english("Why did the number fall?"), kind_in_english("What was the outcome?")
    ('reason', None)
    """
    asked = _CONTRACTED.sub(r"\1 is", unicodedata.normalize("NFKC", question).strip())
    asked = _BEFORE.sub("", _LEAD.sub("", asked))
    found = _first(_ENGLISH_ANYWHERE, asked)
    if found is not None:
        return found
    word = _ASKING_WORD.search(asked)
    if word is None:
        return _first(_ENGLISH_REQUESTS, _TELL.sub("", asked))
    asked = asked[word.start() :]
    return _first(_ENGLISH_WORDS, asked) or _of_what_is_named(asked)


def _of_what_is_named(asked: str) -> Kind | None:
    """The kind of what "what is" asks for, by the noun."""
    what_is = _WHAT_IS.match(asked)
    if what_is is None:
        return None
    named = asked[what_is.end() :]
    found = _first(_ENGLISH_NOUNS, named) if _OWNED.match(named) else None
    if found is None and any(term.match(asked) for term in _TERMS):
        return "definition"
    return found
