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
from qa.draft import Draft, Sort, Statement, sections, statements, without_brackets

LONGEST = 40  # characters of a question

_KANJI = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff"
_SIGN = rf"[{_KANJI}\u30a1-\u30fa\u30fc-\u30feA-Za-z0-9+/,.%・ヶ]"
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
_OPENING = re.compile(
    "(?:また|さらに|なお|このほか|そのほか|一方|ただし|しかし|特に|例えば|加えて|次に|そこで|まず)、"
)
_NUMBERED = re.compile(
    r"(?:(?:[(（]?(?:[0-9]{1,2}|[ア-ンa-z①-⑳])[)）.]?|[・○●◎■□◆\-]|第[0-9]+条(?:の[0-9]+)?)\s+"
    r"|[①-⑳]\s*)"
)

# Words that mean something only beside what was said before.
_LEANING = re.compile(
    "この|その|これ|それ|あの|ここ|そこ|こうした|そうした|当該|当初|上記|前記|下記|以下|以上の|後者|前者|次の|次に|各号"
    "|前[項条号年月日回者]|同[年月日項条号法氏調期地府県市町社]|^同(?![意一盟居僚時行志])|本[項条法県市町村章節年件]"
    "|^[本各両全計他約][^人国土]|うち|ほか|注[0-9]|第[0-9]+[条項号]|別表|及び$|自ら|[0-9]つ|昨年|今年|今回|私|彼|例えば"
)
# Too little to ask about, by itself.
_BARE = re.compile(
    "(?:その)?(?:場合|理由|原因|割合|合計|総数|件数|人数|数|額|金額|率|全体|平均|男性|女性|男|女|者|人|国|県|市|町|村"
    "|市長|知事|町長|警察|政府|会議|委員|制度|計画|法律?|条例|規則|目的|内容|結果|内訳|対象|期間|費用|職員|調査|増加|減少"
    "|前者|後者|一部|多く|全国|我が国|日本|今後|現在|近年|最近|背景|状況|事業|問題|影響|効果|特徴|[0-9年月日中頃度末]+"
    "|平成.{0,6}|令和.{0,6}|昭和.{0,6}|大正.{0,6}|明治.{0,6}|.{0,8}年度?)"
)
_CUT = re.compile(
    r"^[\u3041-\u309fー・、。,./%+]|[、。,./・]$|(?:て|いる|する|した|ない)$|^[0-9,.]+(?:[人件回台社校隻機棟]|か[所国])"
)

_DO = rf"(?<![{_KANJI}\u30a1-\u30fc])([{_KANJI}]{{2,3}}|[\u30a1-\u30fc]{{3,8}})"  # 署名(する)
_NO_DEED = re.compile(
    ".*(?:対|関|通|際|期|達|要|期間|場合|以上|以下|前年|同様|中心|対象|目的|可能|重視|予定|強化|推進"
    "|増加|減少|上昇|低下|計算|終了|選定|決定|縮小|拡大|参加|出席|利用|使用|存在|発生|考慮|実現|期待|実施|検討)$"
)
_AMOUNT = r"(?:約|延べ|最大|最長|最短|合計|計)?(?P<amount>[0-9][0-9,.]*(?:[兆億万千][0-9,.]*)*)"
_COUNTER = rf"(?P<counter>{COUNTER}|[かヶ]月|(?:km|m|cm|mm|ha|kg|g)[23]?|施設|組織|棟|食|件)"

# Counter -> how its number is asked for; others by 何 and themselves.
_ASKED = {
    "%": "何パーセント",
    "パーセント": "何パーセント",
    "ポイント": "何ポイント",
    "円": "いくら",
    "ドル": "いくら",
    "ユーロ": "いくら",
    "割": "何割",
}
_EXTENT = re.compile(
    "(?:日|時間|分|週|年|月|km|m|cm|mm|ha|kg|g|キロ|メートル|ミリ|トン)間?[23]?$|ヘクタール"
)
_OF_ITSELF = re.compile("人|名|回|件|校|社|台|隻|機|戸|世帯|[かカヶ箇ケヵ][国所]|倍|歳")

_DEFINED = re.compile(
    rf"^(?:{_NUMBERED.pattern})?(?:「(?P<quoted>[^「」]{{2,24}})」|(?P<bare>{_NOUN}))とは、"
)
_ITEM = re.compile(rf"^(?:{_NUMBERED.pattern})?(?P<term>{_WORD})\s(?P<meaning>.*をいう。?$)")
_NAMED = re.compile(r"[(（][^()（）]{0,4}(?:以下|略称)、?(?:単に)?「(?P<term>[^「」]{3,20})」")
_AMOUNTING = re.compile(
    rf"^は、?(?:[^、は]{{2,14}}(?:現在|時点)で、?)?{_AMOUNT}{_COUNTER}"
    r"(?:で(?=[、。]|あ|し)|とし|とする|と(?=なっ|推計|見込)|。|に(?=達し|増加|減少|上|のぼ))"
)
_WHEN = r"(?P<when>[^、。]{2,12}年(?:度|[0-9]+月)?(?:中|以降)?)"
_TAKEN = re.compile(
    rf"(?:^|(?<=[、。]))(?:{_WHEN}(?:に|には|は)?、)?[^。]*?{_AMOUNT}{_COUNTER}の(?P<what>{_WORD})を"
    rf"[^、。をがは]*?(?:{_DO}(?:し[、た]|して)|(?P<verb>[{_KANJI}][\u3041-\u309f{_KANJI}]{{1,4}}た)。)"
)
_JOINED = re.compile(rf"^(?P<at>[^、。は]*?(?:に|で))は、[^。はが]*?{_AMOUNT}{_COUNTER}が{_DO}した")
_HAPPENED = re.compile(
    rf"{_FREE}(?P<what>{_NOUN})(?P<particle>[がはを])(?:、それぞれ)?(?P<gap>、?(?:[^。はがを]{{0,36}}?))"
    rf"{_DO}(?P<deed>され|し)(?=た(?!い)|、|、?ほか)"
)
_SINCE = re.compile(rf"{_FREE}(?P<what>{_NOUN})が{_DO}された(?=[^、。]{{2,6}}[0-9]年)")
_BECAUSE = re.compile(
    rf"^は、[^。]*?(?:ため、?|ことから、|ことにより、)(?:[^。をがは]*?)"
    rf"(?P<deed>{_DO}(?:した|している|していない|しない|する))。"
)
_AIMING = re.compile("^は、[^。]*(?:ことを|を)(?:主な)?目的(?:とする|として|とし)")
_PLACED = re.compile(
    "^は、?(?P<at>[^。をはが、]{3,24})に(?P<deed>置く|設ける|設置する)(?:こととする|ものとする)?。"
)
_PLACES = {"置く": "置かれ", "設ける": "設けられ", "設置する": "設置され"}
_OFFICE = re.compile(
    rf"{_FREE}(?P<what>{_WORD}(?:長|大臣|責任者|代表者))は、?(?P<who>{_WORD}(?:長|大臣|知事|総理|監|官|者))(?P<how>とし|とする|をもって充てる|が務める)"
)
_MUST = re.compile(rf"^は、(?P<rest>[^。]*?)(?:{_DO}し)?なければならない。")
_BY = re.compile("(?:日|月|年|週間|時間)(?:前|以内)?(?:まで)?に、|期限までに、")

# The end of a heading -> how it is asked about. What is done is asked how; other things, what.
_ACTS = (
    "支援|推進|連携|協力|実施|受入れ|強化|整備|締結|開設|運営|発令|派遣|設置|備蓄|公表|補助|認定|管理|支給|徴収"
    "|確保|促進|普及|啓発|保護|育成|防止|予防|改善|活用|提供|交付|登録|申請|届出|調査|評価|監視|訓練|教育|研修|対応"
    "|取締り|周知|広報|給水|搬送|伝達|配備|助成|交流|点検|修正|見直し|変更|手続|手続き"
)
_ACT = re.compile(rf"{_NOUN}(?:の|への|及び)(?:{_ACTS})|{_WORD}(?:{_ACTS})")


def drafts(passages: Sequence[Passage]) -> Iterator[Draft]:
    """Questions on a document's passages, in the order of the text within each sort."""
    for passage in passages:
        if passage.kind == "caption":
            continue
        yield from _of_note(passage)
        for statement in statements(passage):
            for sort, question in _of(statement):
                if sound(question):
                    yield Draft(question, sort, statement.start, statement.end)
    for headings, start, end in sections(passages):
        asked = _of_heading(headings[-1])
        if asked and sound(asked):
            yield Draft(asked, "heading", start, end)


def sound(question: str) -> bool:
    """Whether a question is short and stands for itself."""
    return (
        len(question) <= LONGEST
        and question.count("の") - question.count("のです") <= 3
        and not _LEANING.search(question)
        and not re.search("[()（）]", question)
        and question.count("「") == question.count("」")
    )


def _whole(noun: str) -> str | None:
    """A noun phrase to ask about, without what only ties it to this place; None if it is none."""
    noun = re.sub("^(?:本[県市町村]|当[市町村県])の", "", noun.strip())
    bare = noun.strip("「」")
    if not 3 <= len(bare) <= 28 or _BARE.fullmatch(bare) or _CUT.search(bare):
        return None
    return noun


def _topic(text: str) -> tuple[str, str] | None:
    """What a sentence begins with and speaks of, and what it says of it, from は on."""
    text = _NUMBERED.sub("", text, count=1) if _NUMBERED.match(text) else text
    opening = _OPENING.match(text)
    text = text[opening.end() :] if opening else text
    found = re.match(
        rf"([^、。はがもを]{{2,28}}[{_KANJI}\u30a1-\u30feA-Za-z0-9」めれみ]|[^、。はもを]{{6,28}}[{_KANJI}])(?=は)",
        text,
    )
    if not found:
        return None
    noun = _whole(found[1])
    return None if noun is None else (noun, text[found.end() :])


def _of(statement: Statement) -> Iterator[tuple[Sort, str]]:
    text = statement.text
    yield from _definitions(statement)
    yield from _dates(text)
    yield from _numbers(text)
    if topic := _topic(text):
        noun, rest = topic
        if because := _BECAUSE.match(rest):
            yield "reason", f"{noun}はなぜ{because['deed']}のですか？"
        if _AIMING.match(rest):
            yield "purpose", f"{noun}の目的は何ですか？"
        if (placed := _PLACED.match(rest)) and not dates(placed["at"]):
            yield "place", f"{noun}はどこに{_PLACES[placed['deed']]}ますか？"
        if (must := _MUST.match(rest)) and len(noun) >= 6:
            if must[2] and _BY.search(must["rest"]):
                yield "duty", f"{noun}はいつまでに{must[2]}しなければなりませんか？"
            yield "duty", f"{noun}は何をしなければなりませんか？"
    for office in _OFFICE.finditer(text):
        if noun_ := _whole(office["what"]):
            verb = "が務めますか" if office["how"][0] in "をが" else "ですか"
            yield "who", f"{noun_}は誰{verb}？"


def _definitions(statement: Statement) -> Iterator[tuple[Sort, str]]:
    if defined := _DEFINED.match(statement.text):
        term = defined["quoted"] or _whole(defined["bare"])
        if term:
            shown = f"「{term}」" if defined["quoted"] else term
            yield "definition", f"{shown}とは何ですか？"
    elif (
        (item := _ITEM.match(statement.text))
        and not re.search("第[0-9]+条", item["meaning"])
        and (term := _whole(item["term"]))
    ):
        yield "definition", f"「{term}」とは何ですか？"
    for named in _NAMED.finditer(statement.marked):
        if term := _whole(named["term"]):
            yield "definition", f"「{term}」とは何ですか？"


def _of_note(passage: Passage) -> Iterator[Draft]:
    """What the words that a note explains are."""
    if passage.kind != "note" or passage.explains is None:
        return
    words = unicodedata.normalize("NFKC", passage.document.text[slice(*passage.explains)])
    bare = without_brackets(words)
    found = re.search(rf"(?:^|と)(?P<term>{_WORD})$", bare)
    term = _whole(found["term"]) if found else None
    if term is None or not _explains(passage.text):
        return
    question = f"{term}とは何ですか？"
    if sound(question):
        yield Draft(question, "definition", passage.start, passage.end)


def _explains(note: str) -> bool:
    """Whether a note says what something is, and does not only add to it."""
    plain = without_brackets(note).rstrip("。 \n")
    return (
        re.search(
            rf"をいう|略(?:称|。|$)|とは、|もの(?:で|$|を)|[{_KANJI}]$|のこと(?:$|。|で)|機関",
            plain,
        )
        is not None
    )


def _dates(text: str) -> Iterator[tuple[Sort, str]]:
    known = [d for d in dates(text) if d.year is not None and (d.month or d.day or not d.fiscal)]
    if not known:
        return
    for found in _SINCE.finditer(text):
        if (noun := _whole(found["what"])) and not _NO_DEED.match(found[2]):
            yield "date", f"{noun}はいつ{found[2]}されましたか？"
    for found in _HAPPENED.finditer(text):
        noun, deed = _whole(found["what"]), found[4]
        clause = max(text.rfind(mark, 0, found.start()) for mark in "。ほか")
        told = [d for d in known if clause <= d.start < found.start(4)]
        if noun is None or not told or _NO_DEED.match(deed) or dates(noun):
            continue
        if any(d.start < found.end(1) and found.start(1) < d.end for d in known):
            continue
        if found.start() > 0 and "、" in found["gap"].strip("、"):
            continue  # the subject may be of another clause
        passive = found["deed"] == "され" or found["particle"] == "を"
        yield "date", f"{noun}はいつ{deed}{'され' if passive else 'し'}ましたか？"


def _numbers(text: str) -> Iterator[tuple[Sort, str]]:
    if topic := _topic(text):
        noun, rest = topic
        if amount := _AMOUNTING.match(rest):
            yield "number", f"{noun}は{_how_many(amount['counter'])}ですか？"
    if (joined := _JOINED.match(text)) and (at := _whole(joined["at"][:-1])):
        asked = _how_many(joined["counter"])
        if asked.startswith("何"):
            yield "number", f"{at}{joined['at'][-1]}は{asked}が{joined[4]}しましたか？"
    for taken in _TAKEN.finditer(text):
        deed = f"{taken[5]}した" if taken[5] else taken["verb"]
        asked, what = _how_many(taken["counter"]), taken["what"]
        if not asked.startswith("何") or (taken[5] and _NO_DEED.match(taken[5])) or len(what) < 2:
            continue
        when = taken["when"] or ""
        if when and (not dates(when) or _LEANING.search(when)):
            when = ""
        if when:
            when += "" if when.endswith("以降") else "に"
        yield "number", f"{when}{deed}{what}は{asked}ですか？"


def _how_many(counter: str) -> str:
    if counter in _ASKED:
        return _ASKED[counter]
    if _EXTENT.search(counter):
        return "どのくらい"
    return f"何{counter}" if _OF_ITSELF.fullmatch(counter) else "いくつ"


def _of_heading(heading: str) -> str | None:
    title = " ".join(unicodedata.normalize("NFKC", heading).split())
    title = re.sub(
        rf"^(?:第[0-9一二三四五六七八九十]+[章節款編部]?\s*|{_NUMBERED.pattern}|[(（][^()（）]{{1,3}}[)）])+",
        "",
        title,
    )
    title = without_brackets(title).strip()
    noun = _whole(title)
    if noun is None or len(noun) < 6:
        return None
    if _ACT.fullmatch(noun):
        return f"{noun}はどのように行われていますか？"
    if re.search("の(?:目的|定義|意義|役割|責務|要件|基準|対象)$", noun):
        return f"{noun}は何ですか？"
    return None
