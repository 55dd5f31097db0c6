"""What a question is about, in its own words, for the question that comes after it."""

from __future__ import annotations

import re

from corpus.dates import dates
from corpus.script import HIRAGANA, KANJI, KATAKANA, LATIN
from qa.follow_up.language import asked_in
from qa.question import ENGLISH_STOPWORDS, Language

# What leads over from the question before.
LEAD = re.compile(
    "(?:それでは|それじゃあ?|では|じゃあ?|ならば|なら|それから|そして|あと|また|ちなみに)[、,\\s]*"
    r"|(?:and(?: then)?|but|what about|how about|then|also|so)\b[\s,]*"
    r"(?:(?:what|how) about\b\s*)?",
    re.IGNORECASE,
)
ASKS = re.compile(
    "いつ|どこ|だれ|誰|なぜ|何|どの|どう|いくつ|いくら|どれ|どんな|ですか|ますか|ましたか"
    "|(?:教え|説明し|挙げ|述べ|示し)て"
    r"|^\s*(?:please\s+)?(?:list|tell|explain|describe|give|name|define)\b"
    r"|\b(?:when|where|who|whom|whose|why|what|which|how|is|are|was|were|do|does|did|has|have"
    r"|can|will)\b",
    re.IGNORECASE,
)
# What a question that names and does not ask ends with.
TAIL = re.compile(
    "(?:について)?(?:は|とは|も|って|に関しては)?(?:どう(?:ですか|でしょうか)?|ですか)?"
    r"[?？。、!！\s]*$"
)
# A figure compared with that of another time, which is no date: 前年比, 対前年度増減率, 令和元年比.
_CHANGE = "(?:増減|増加|減少|伸び|変化|上昇|低下)[数率額幅]?"
COMPARED = re.compile(
    r"対?(?:前(?:年度?|四半期|月|期|週|日|回)(?:同[期月日])?|[^はがをの、。]{0,3}[\d元]年度?)"
    f"(?:[比差]|(?:比|から|より)?の?{_CHANGE})"
)
# What a thing has, and is no other thing beside it: 発効日, 参加国, 目的 ; the purpose.
ATTRIBUTE: dict[Language, re.Pattern[str]] = {
    "ja": re.compile(
        f"(?:{COMPARED.pattern}|(?!前[年月])[{KANJI}]{{0,6}}(?:(?<![曜平休祝当前翌後毎土])日|定休日|(?<![土宅農緑林団墓])地|[数額率料費値]"
        "|(?<!高齢|障害|障碍|事業|労働|失業|困窮)(?<![患若医学])者|(?:担当|所管|主管)(?:課|部局?|部署|室)?"
        "|(?:メール)?アドレス|番号|連絡先|問い?合わ?せ先|締め?切り?|[条要]件|住所|対象|持ち物|費用|料金|予算|日[時程]|(?:加盟|締約|参加|開催|相手|対象|構成)国|目的|理由|議題"
        "|内容|概要|背景|効果|期[間限]|時[間期]|割合|頻度|場所|会場|名称|根拠|方法|上限|下限|罰則|定員))(?=は|[?？]|$)"
    ),
    "en": re.compile(
        r"the (?:[a-z]+ )?(?:purpose|aim|reason|agenda|contents?|background|effect|outcome|result"
        r"|date|day|time|hour|period|duration|schedule|deadline|place|venue|location|address|name"
        r"|number|amount|fee|price|charge|fine|cost|discount|budget|rate|basis|method|procedure"
        r"|condition|requirement|exemption|exception|limit|penalt(?:y|ie)|capacity|member"
        r"|participant|attendee|definition|number of [a-z]+)s?"
        r"(?=[?.\s]*$)",
        re.IGNORECASE,
    ),
}
_HA = "(?<!又)(?<!また)(?<!もしく)(?<!あるい)は"
_TOPICS = (
    re.compile(f"^(.{{2,60}}?)(?:について|に関して|(?<!こ)[とにで])?{_HA}"),
    re.compile(
        f"^(.{{2,60}}?)(?:(?:について|に関して|(?<!こ)[とにで])?(?:{_HA}|が)|について|に関して"
        "|を(?:教え|説明し|挙げ|述べ|示し)て)"
    ),
)
_TO_DO = re.compile("を[^を]*[うくぐすつぬぶむるた]$")  # 補助を受ける(には) is no noun
_ASKED_FOR = f"(?:何|どの|いずれの)[{KANJI}]*"  # 何人, どの都道府県
# What may stand between the word that asks and what is spoken of.
_AROUND = "(?:すれば|したら|から|まで|より|に[はも]|では|でも|[はがをにでとのへも])?、?"
_NOUN = rf"[{KANJI}{KATAKANA}{LATIN}\d]"
# What is spoken of beside what asks, surest first: 給付金 of 誰が給付金を決めましたか,
# 会議 of 何人が会議に出席しましたか.
_SPOKEN_OF = (
    re.compile(
        f"{_AROUND}(?:[^はがをも、]*[にで])?"
        f"(?P<topic>[おごこ]?{_NOUN}(?:[^はがをもにで、]{{0,40}}{_NOUN}))(?:[にでと]?[はがも]|を)"
    ),
    re.compile(
        f"{_AROUND}(?P<topic>(?:{_NOUN}+の)?{_NOUN}{{2,}})に(?!つ[いき]|よ|関|対|お[いけ]|と[っり])"
    ),
)
# The same where nothing else is said: 月額 of 月額いくら支払いますか, 申請 of いつ申請できますか.
_AT_FIRST = re.compile(f"(?P<topic>[^はがを、]{{1,40}}{_NOUN})の?$")
_DONE = re.compile(f"{_AROUND}(?P<topic>{_NOUN}{{2,}})(?:[しさすせ]|でき)")
_ARTICLES = frozenset(("the", "a", "an"))
# Whose it is: a thing of its own begins.
_OWNERS = frozenset(("his", "her", "its", "their", "our", "my", "your"))
_LINKS = frozenset(("of", "with", "on", "for"))
# What is done with the things asked about, and is none of them.
VERBS = frozenset(
    "held hold take place happen sign signed conclude concluded enter entered force attend attended"
    " explain describe define send sent establish established adopt adopted conduct conducted begin"
    " began begun start started end ended publish published agree agreed receive received"
    " accept accepted set meet met spend spent come came".split()
)
_ASIDE = (
    _ARTICLES
    | _OWNERS
    | VERBS
    | ENGLISH_STOPWORDS
    | {"must", "he", "she", "him", "between", "through"}
)
HOW = (
    r"how (?:long|often|many times|old|large|big|small|far|fast|high|tall|deep|wide|soon|late|early"
    r"|well)"
)
_HOW = re.compile(rf"\b{HOW}\b", re.IGNORECASE)  # asks, and is not spoken of
# What says nothing in a question: the words that ask, point back or point at.
_FRAME = re.compile(
    rf"\b(?:{HOW}|how (?:many|much)|how|what|which|who|whom|whose|why|when|where|is|are|was|were"
    r"|do|does|did|has|have|had|can|could|will|would|shall|should|must|might|there|of them"
    r"|the|(?-i:an?)|its?|they|them|their|he|him|his|she|hers?)\b|[?？.。]\s*$|[()（）]",
    re.IGNORECASE,
)
_PARTS = re.compile("[a-z]+(?<!e)ed")  # completed, succeeded; but speed


def topic_of(before: str) -> str:
    """What a question is about, in its own words: what stands before は, or its content
    words without those of asking and of doing."""
    if asked_in(before) == "ja":
        lead = LEAD.match(before)
        bare = before[lead.end() :] if lead else before
        found = [topic[1] for pattern in _TOPICS if (topic := pattern.match(bare))]
        nouns = (topic for topic in found if not ASKS.search(topic) and topic[-1] != "の")
        said = next(nouns, "")
        if said and not _TO_DO.search(said):
            return said.strip("、 ")
        if not found and not ASKS.search(bare):  # 県立海洋館の改修工事
            return TAIL.sub("", bare).strip("、 ")
        bare = said or bare
        return _spoken_of(bare)
    runs = _runs(_HOW.sub("how", before))
    # When it was is a topic only where there is no other.
    named = {before[date.start : date.end] for date in dates(before)}
    longest = max(runs, key=lambda run: (sum(word not in named for word in run), len(run)))
    if len(named) > 1 and named.issuperset(longest):
        return ""
    return " ".join(longest)


def said_beside(topic: str, before: str) -> str:
    """All that an English question says, with its topic in it: "people evacuated from Sudan" of
    "How many people were evacuated from Sudan?"; "" where that is no more than the topic."""
    said = _FRAME.sub(" ", before).split()
    known = {word.lower() for word in topic.split()} | _ASIDE
    return " ".join(said) if any(word.lower() not in known for word in said) else ""


def _spoken_of(bare: str) -> str:
    """What a Japanese question speaks of where its topic is what it asks for; "" where that is no
    noun, as in 「１世帯当たりいくら支給されますか」."""
    pieces = re.split(f"{_ASKED_FOR}|{ASKS.pattern}", bare)
    tried = [pattern.match(piece) for pattern in _SPOKEN_OF for piece in pieces]
    tried.append(_AT_FIRST.match(pieces[0]))
    if sum(bool(re.search(_NOUN, piece)) for piece in pieces) == 1:
        tried += [_DONE.match(piece) for piece in pieces]
    return next((found["topic"] for found in tried if found), "")


def _runs(before: str) -> list[list[str]]:
    """The runs of words in an English question that may be what it is about: without articles,
    and parted by verbs, by words of asking, and where an article begins another."""
    runs: list[list[str]] = [[]]
    earlier, subject = "", False  # whether the run is that of "did", and a verb ends it
    words = _words(before)
    for i, word in enumerate([*words, ""]):
        low, run = word.lower(), runs[-1]
        # Annex A and Category I are no article and no speaker.
        if run and run[-1][0].isupper() and word in ("A", "I"):
            run.append(word)
            continue
        # What the thing is for goes on: "the fee for using the park".
        deed = earlier.endswith("ing") and len(run) > 1 and run[-2].lower() in _LINKS
        begins = low in _ARTICLES | _OWNERS and not (earlier in _LINKS or deed)
        # The last word is what was done with what is named: "was Ruth Calloway reappointed?"
        done = i == len(words) - 1 and bool(run) and all(w[0].isupper() for w in run)
        # What Japan did: "Did Japan pay for a cable?"
        verb = earlier == "japan" and subject and word.islower()
        part = _PARTS.fullmatch(word) is not None and not done
        if word and (low in _LINKS or not (part or verb or low in _ASIDE)):
            run.append(word)
        elif low not in _ARTICLES | _OWNERS or begins:
            while run and run[-1].lower() in _LINKS:
                run.pop()
            while run and run[0].lower() in _LINKS:
                run.pop(0)
            # A verb says nothing of what is named before it, unless that is but a name.
            only_name = not word and len(run) == 2 and run[0][0].isupper()
            last_is_verb = subject and len(run) > 1 and run[-1].islower()
            if last_is_verb and (begins or not word) and not only_name:
                run.pop()
            subject = low in ("did", "does", "do", "will") or (subject and not run)
            runs.append([])
        earlier = low
    return runs


def _words(before: str) -> list[str]:
    """The words of an English question, a date being one."""
    # A name may be as the documents write it: ベトナム, 在留届.
    letters = rf"A-Za-z0-9{KANJI}{HIRAGANA}{KATAKANA}"
    pattern, named = rf"[{letters}][{letters}.'’/・-]*", dates(before)
    words, done = [], 0
    for date in named:
        words += [*re.findall(pattern, before[done : date.start]), before[date.start : date.end]]
        done = date.end
    return words + re.findall(pattern, before[done:])
