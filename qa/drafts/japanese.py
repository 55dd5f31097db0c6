"""Japanese questions from Japanese text.

A question is made only where its parts can be taken whole from the sentence: a noun phrase
between a boundary and its particle, and a verb in the form in which it is printed. There is no
parser here, so what is not certainly whole is left alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from corpus.amounts import COUNTER
from corpus.dates import dates
from corpus.passage import Passage
from corpus.script import HIRAGANA, KATAKANA
from qa.counters import CURRENCIES
from qa.drafts.draft import Draft, Sort, Statement, sound, statements, without_brackets

# Less than `corpus.script.KANJI`: no question is made of a word with rare characters.
_KANJI = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff"
_SIGN = rf"[{_KANJI}{KATAKANA}A-Za-z0-9+/,.%・ヶ]"
# 取決め, 受入れ, 申込み, 手続き
# One character at a time: repeated runs inside a repetition would be tried in every way.
_WORD = (
    rf"(?:「[^「」]{{2,16}}」|{_SIGN}|(?<=[{_KANJI}])[めれみきけり](?![っばたてなまる])){{1,30}}"
)
_JOINT = (
    "(?:に関する|に対する|に係る|における|のための|に基づく|による"
    "|からの|への|との|での|の|及び|並びに|と)"
)
_NOUN = rf"{_WORD}(?:{_JOINT}{_WORD}){{0,4}}"
# What a noun phrase may stand behind without having been cut from more.
_FREE = (
    "(?:^|(?<=[、。])|(?<=において)|(?<=として)|(?<=間で)"
    "|(?<=年に)|(?<=月に)|(?<=日に)|(?<=には)|(?<=では))"
)
# What goes before a sentence's own words: a number, and what ties it to the one before.
_LEAD = re.compile(
    r"^(?:(?:[(（]?(?:[0-9]{1,2}|[ア-ンa-z①-⑳])[)）.]?|[・○●◎■□◆\-]|第[0-9]+条(?:の[0-9]+)?)\s+"
    r"|[①-⑳]\s*)?"
    "(?:(?:また|さらに|なお|このほか|そのほか|一方|ただし|しかし|特に|例えば|加えて|次に|そこで|まず)、)?"
)
# No noun phrase: what has a verb's end or has lost its beginning, or only says when. And the sum
# or the rate of a year: of what?
_NO_NOUN = re.compile(
    rf"^[{HIRAGANA}ー・、。,./%+|\s]|[、。,./・\s]$|(?:て|いる|する|した|ない|[こあと後]|もの|場合)$"
    r"|^[0-9]+月[0-9]+日|^(?:[0-9元年月日中頃度末分現在]|平成|令和|昭和|大正|明治)+$"
    "|^[^の]*年[度末中分]*の(?:[総金]?額|[総件人]?数|割合|率|合計|平均)$"
)

# What a sentence says a word to be: 「X」とは、… ; X …をいう ; …(以下「X」という。)
_DEFINED = (
    re.compile(r"^(?:「(?P<term>[^「」]{2,24})」|(?P<bare>[^「」、。をは]{3,24}))とは、"),
    re.compile(rf"^(?P<term>{_WORD})\s(?!.*第[0-9]+条).*をいい?(?:う|ます)。?$"),
    re.compile(r"[(（][^()（）]{0,4}(?:以下|略称)、?(?:単に)?「(?P<term>[^「」]{3,20})」"),
)
# What a note says that explains a word, and does not only add to it.
_EXPLAINS = re.compile(rf"をい[うい]|略(?:称|。|$)|とは、|もの(?:で|$|を)|[{_KANJI}]$|のこと|機関")

_TOPIC = re.compile(rf"([^、。はがもを]{{2,28}}[{_KANJI}{KATAKANA}・A-Za-z0-9」めれみ])(?=は)")
_AMOUNT = rf"[0-9][0-9,.]*(?:[兆億万千][0-9,.]*)*(?P<counter>{COUNTER})"
_AMOUNTING = re.compile(
    r"^は、?(?:[^、は]{2,14}(?:現在|時点)で、?)?(?:約|延べ|最大|合計)?"
    rf"{_AMOUNT}(?:で(?=[、。しあす])|とし|とする|と(?=なっ|推計|見込)|。|に(?=達し|増加|減少|上|のぼ))"
)
_HOW_MANY = {"%": "何パーセント", "パーセント": "何パーセント", "割": "何割"}
_COUNTED = re.compile("人|名|回|件|校|社|台|隻|機|戸|世帯|[かカヶ箇ケヵ][国所]|歳")
_ALONE = rf"(?<![{_KANJI}\u30a1-\u30fc])"  # no end of a compound
_DO = rf"{_ALONE}(?P<do>[{_KANJI}]{{2,3}}|[\u30a1-\u30fc]{{3,8}})"  # 署名(する)
_RESULT = re.compile(
    "^は、[^。は]*?(?:ため、?|ことから、|ことにより、)[^。をがは]*?"
    rf"{_DO}(?:(?P<past>し(?:た|ました))|する|します)。"
)
_DUTY = re.compile("^は、[^。]*なければな(?:らない|りません)。")
_CAN_HAVE_A_DUTY = re.compile("(?:[者人員長会]|大臣|知事|団体|会社|機関|事業所)等?$")
_PLACED = re.compile(
    "^は、?[^、。をはが]{3,24}(?<!場合)(?<!とき)に"
    "(?:(?:置く|設ける|設置する)(?:(?:こと|もの)とする)?|置きます|設けます|設置します)。"
)
_TAKEN = re.compile(
    rf"^(?P<when>[^、。]{{2,12}}年(?:度|[0-9]+月)?中?)(?:に|には|は)?、[^。]*?"
    rf"(?<!毎[年月日]){_AMOUNT}の(?P<what>{_WORD})を[^、。をがは]*?(?:{_DO}し(?:た|まし|、|て)"
    rf"|{_ALONE}(?P<verb>[{_KANJI}][{HIRAGANA}][{_KANJI}][{HIRAGANA}]{{1,2}}?)"
    "(?:た|(?<=[えけげせてねべめれ])ました)。)"
)
# To an occasion, so many came.
_JOINED = re.compile(
    rf"^(?P<what>[^、。はがを]{{3,28}})(?P<at>[にで])は、[^。はが]*?{_AMOUNT}が{_DO}し(?:た|まし)"
)
# What is done, and what comes about by itself, on a day that is worth asking for.
_DEED = (
    "開催|締結|署名|調印|策定|制定|公布|施行|改正|廃止|設置|設立|創設|結成|開設|導入|開始"
    "|公表|発表|発行|認定|指定|提唱|採択|承認|建設|移転|改修"
)
_EVENT = (
    "発効|発足|成立|完成|竣工|発生|開館|開業|開園|開通|休館|閉館|閉鎖|終了|終結|決壊"
    "|再開|改称|改名|勃発"
)
_HAPPENED = re.compile(
    rf"{_FREE}(?P<what>{_NOUN})(?:"
    rf"(?P<of>[がは])(?P<gap>[^。はがを]{{0,40}}?){_ALONE}(?P<deed>(?:{_DEED})され|(?:{_EVENT})し)"
    rf"|を(?P<lead>[^。はがを]{{0,40}}?){_ALONE}(?P<done>{_DEED})し)(?=た(?!い)|まし|、)"
)
# Between a subject and its verb: the verb of another clause.
_ANOTHER_VERB = re.compile("(?<!と)して|[たる]こと|であると|相次|次々")
_OF_A_NOUN = re.compile(rf"た[{_KANJI}\u30a1-\u30fa「]")  # 締結された条約


def drafts(passages: Sequence[Passage]) -> Iterator[Draft]:
    """Questions on a document's passages: of its notes, and of its sentences in their order."""
    for passage in passages:
        if (term := _noted(passage)) and sound(question := f"{term}とは何ですか？", "ja"):
            yield Draft(question, "definition", passage, passage.start, passage.end)
    for each in statements(passages):
        for sort, question in _of(each):
            if sound(question, "ja") and question.removesuffix("のですか？").count("の") <= 3:
                yield Draft(question, sort, each.passage, each.start, each.end)


def _of(statement: Statement) -> Iterator[tuple[Sort, str]]:
    """The questions that a sentence answers."""
    text = _LEAD.sub("", statement.text, count=1)
    yield from _definitions(text, statement.bracketed)
    yield from _dates(text)
    taken = _TAKEN.match(text)
    if taken and _COUNTED.fullmatch(taken["counter"]) and dates(taken["when"]):
        deed = f"{taken['do']}した" if taken["do"] else f"{taken['verb']}た"
        what = f"{taken['when']}に{deed}{taken['what']}"
        yield "number", f"{what}は{_how_many(taken['counter'])}ですか？"
    joined = _JOINED.match(text)
    if joined and _COUNTED.fullmatch(joined["counter"]) and _is_whole(joined["what"]):
        occasion, many = joined["what"] + joined["at"], _how_many(joined["counter"])
        yield "number", f"{occasion}は{many}が{joined['do']}しましたか？"
    if (topic := _TOPIC.match(text)) and _is_whole(noun := topic[1], least=3):
        yield from _asked_of(noun, text[topic.end() :])


def _asked_of(noun: str, said: str) -> Iterator[tuple[Sort, str]]:
    """What can be asked of a topic, by the kind of thing that is said of it from は on."""
    if (amount := _AMOUNTING.match(said)) and _is_whole(noun):
        yield "number", f"{noun}は{_how_many(amount['counter'])}ですか？"
    if result := _RESULT.match(said):
        deed = result["do"] + ("した" if result["past"] else "する")
        yield "reason", f"{noun}はなぜ{deed}のですか？"
    if _PLACED.match(said):
        yield "place", f"{noun}はどこに置かれますか？"
    if _DUTY.match(said) and _CAN_HAVE_A_DUTY.search(noun):
        yield "duty", f"{noun}は何をしなければなりませんか？"


def _is_whole(noun: str, least: int = 4) -> bool:
    """Whether it is a noun phrase that has lost nothing, of at least so many characters: what is
    shorter, 会議 or 回収率, may be of anything, unless it is what is explained."""
    bare = noun.strip("「」")
    return least <= len(bare) <= 28 and not _NO_NOUN.search(bare)


def _definitions(text: str, bracketed: str) -> Iterator[tuple[Sort, str]]:
    for pattern in _DEFINED:
        for found in pattern.finditer(bracketed if pattern is _DEFINED[-1] else text):
            term = found["term"] or found["bare"]
            if _is_whole(term, least=2):
                quoted = f"「{term}」" if found["term"] else term
                yield "definition", f"{quoted}とは何ですか？"


def _noted(passage: Passage) -> str | None:
    """The word that a note explains."""
    if passage.kind != "note" or passage.explains is None:
        return None
    words = unicodedata.normalize("NFKC", passage.document.text[slice(*passage.explains)])
    found = re.search(rf"(?:^|と)({_WORD})$", without_brackets(words))
    said = without_brackets(passage.text).rstrip("。 \n")
    return found[1] if found and _is_whole(found[1], least=2) and _EXPLAINS.search(said) else None


def _dates(text: str) -> Iterator[tuple[Sort, str]]:
    known = [date for date in dates(text) if date.year and (date.month or not date.fiscal)]
    for found in _HAPPENED.finditer(text):
        noun, gap = found["what"], found["gap"] or found["lead"] or ""
        clause = max(text.rfind(mark, 0, found.start()) for mark in ("。", "ほか"))
        told = any(
            clause <= date.start
            and (date.start < found.end() or text[found.end() : date.start] == "た")
            for date in known
        )  # in 平成26年2月に施行され, and in 施行された昭和62年
        if (
            told
            and _is_whole(noun, least=3)
            and not dates(noun)
            # Behind a comma the subject may be of another clause.
            and not (found.start() > 0 and "、" in gap.strip("、"))
            and not _ANOTHER_VERB.search(gap)
            and not (found["of"] != "が" and _OF_A_NOUN.match(text, found.end()))
        ):
            yield "date", f"{noun}はいつ{found['deed'] or found['done'] + 'され'}ましたか？"


def _how_many(counter: str) -> str:
    if re.fullmatch(CURRENCIES, counter):
        return "いくら"
    return _HOW_MANY.get(counter) or (
        f"何{counter}" if _COUNTED.fullmatch(counter) else "どのくらい"
    )
