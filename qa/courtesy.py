"""What is said to the program and not asked of the documents: courtesies, small talk."""

from __future__ import annotations

import re

from corpus.script import folded

# What is said before and after a question, and of the answer before.
_AROUND = re.compile(
    "^(?:(?:(?:いつも)?お世話になって(?:おります|います)|お?疲れ(?:様|さま)(?:です|でした)"
    "|こんにち[はわ]|こんばんは|おはようございます|はじめまして|失礼(?:いた)?します"
    "|すみません(?:が)?|恐れ入りますが|なるほど|(?:分|わ)かりました|了解(?:です|しました)?"
    "|承知しました|そうですか|ありがとう(?:ございます)?)[、。,!！ ]+"
    r"|(?:hi|hello|hey|good (?:morning|afternoon|evening)|excuse me)(?: there)?[,.! ]+"
    r"|(?:ok(?:ay)?|i see|got it|great|understood|thanks|thank you)[,.!]+\s*)+"
    "|[、。 ]*(?:(?:どうぞ)?よろしくお願い(?:いたします|致します|します)|お願いします"
    "|ありがとうございます)[。!！ ]*$"
    r"|[,. ]+(?:many )?(?:thanks|thank you)(?: (?:very|so) much)?[.! ]*$",
    re.IGNORECASE,
)
_PHRASES = (
    "こんにち[はわ]|こんばん[はわ]|おはよう(?:ございます)?|はじめまして|さようなら|やあ|もしもし|テスト"
    "|(?:どうぞ)?よろしく(?:お願い(?:し|致し|いたし)ます)?|(?:お|ご)?(?:返事|回答)?お?願いします"
    "|(?:どうも|本当に)?ありがとう(?:ございます|ございました)?|助かりました|お?疲れ(?:様|さま)(?:です|でした)?"
    "|いつもお世話になって(?:おります|います)|失礼(?:いた)?します|すみません(?:でした)?"
    "|はい|いいえ|うん|そうですか?|なるほど|(?:よく)?(?:分|わ)かり(?:ました|ません)|了解(?:です|しました)?"
    "|承知(?:です|しました)|結構です|大丈夫です|助けて|ヘルプ"
    "|(?:あなた|君)は(?:誰|何)(?:ですか|なの)?|(?:誰|だれ)が(?:あなた|君)を(?:作|つく)(?:りました|った)(?:の|か|んですか)*"
    "|(?:どんな|どのような)質問(?:が|を)(?:でき|聞け|きけ)ますか|何を(?:聞|き)け(?:ます|る|ばいい)(?:です)?か?"
    r"|hi|hello|hey|good (?:morning|afternoon|evening)|yes|no|ok(?:ay)?|i see|got it|great"
    r"|understood|(?:many )?thanks?(?: you)?(?: very much| so much| a lot)?|that helps?|that helped"
    r"|bye|goodbye|who are you|what are you|who (?:made|built|created|wrote) you"
    r"|what (?:can|do) you do|how (?:do|can) i use (?:this|it)|help|test"
    r"|what can i ask(?: you)?|what (?:questions )?(?:can|should|may) i ask(?: you)?"
    r"|(?:what|which) (?:documents|files) (?:do you have|are there|have you got)"
    r"|how are you|nice to meet you"
)
# What asks of the program, unless a question came before, of which it may ask.
_OF_PROGRAM = (
    "何が?(?:できる|できます)(?:の|か)*|使い方(?:を教えて(?:ください)?|は)?"
    "|(?:どんな|どのような|何の)(?:文書|資料|ドキュメント)が(?:あり|入ってい|登録されてい)ますか"
    "|(?:どんな|どのような)ことができますか"
)


def _phrase(phrases: str) -> re.Pattern[str]:
    named = "(?:[、, ]*(?:there|everyone|白書qa|hakusho qa))?"
    return re.compile(rf"(?:{phrases})(?![a-z]){named}[、。,.!?~ー ]*")


_TALK, _TALK_AT_FIRST = _phrase(_PHRASES), _phrase(f"{_PHRASES}|{_OF_PROGRAM}")


def is_small_talk(text: str, *, follows: bool = False) -> bool:
    """Whether a text asks nothing of the documents. follows: whether it comes after a question.

    >>> is_small_talk("ありがとうございました！助かりました。"), is_small_talk("助かりましたか")
    (True, False)
    """
    flat = folded(text).strip()
    at, talk = 0, _TALK if follows else _TALK_AT_FIRST
    # One after another: what can be parted in two ways would be tried in all of them.
    while phrase := talk.match(flat, at):
        at = phrase.end()
    return at > 0 and at == len(flat)


def without_courtesy(text: str) -> str:
    """The question on one line, without what is said for courtesy before and after it.

    >>> without_courtesy("すみません、会議はいつですか。よろしくお願いします。")
    '会議はいつですか'
    """
    text = " ".join(text.split())
    return _AROUND.sub("", text).strip() or text
