"""Strings: every word a person reads on the screen, in Japanese and English.

Only the interface: text of documents never passes through here.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from qa.question import Language
from ui import strings_documents

LANGUAGES: Mapping[Language, str] = MappingProxyType({"ja": "日本語", "en": "English"})

_JA = {
    "lead": "文書に質問してください",
    "promise": (
        "答えは、文書の文をそのまま引用し、書かれている場所とともに示します。"
        "文章を作ることはありません。答えになる文が見つからなければ、そう答えます。"
    ),
    "ask": "質問を入力（日本語・英語）",
    "ask_label": "質問",
    "send": "質問する",
    "clear": "会話を消す",
    "language": "表示の言語",
    "chat": "質問と答え",
    "source": "原文",
    "document": "文書",
    "outline": "目次",
    "origin": "出典",
    "see_source": "原文を見る",
    "see_answers": "答えに戻る",
    "question_mark": "問",
    "answer_mark": "答",
    "also": "関係する箇所",
    "notes": "引用文の注",
    "show_place": "原文のこの箇所を表示",
    "as_printed": "原文（英語）のまま引用しています。",
    "understood": "この質問として調べました：",
    "as_typed": "入力した文のまま調べる",
    "absent": "この文書には、答えになる文が見つかりませんでした。",
    "missing": "どの文書にもない語：{words}",
    "nearest": "近い箇所（答えではありません）",
    "kind.note": "注",
    "kind.caption": "図・写真",
    "question.empty": "質問を入力してください。",
    "question.small-talk": (
        "こんにちは。文書に何が書かれているかをお答えします。"
        "いつ、どこで、誰が、いくつ、なぜ、といったことをお尋ねください。"
    ),
    "question.too-long": "質問が長すぎます。ひとつの短い文でお尋ねください。",
    "question.no-words": "調べられる言葉がありません。文書について、知りたいことをお尋ねください。",
    "question.other-language": "日本語か英語でお尋ねください。",
    "question.other": "この質問は受け付けられません。別の言い方でお尋ねください。",
    "failed": (
        "文書を読み出せませんでした。もう一度お試しください。"
        "続くときは、白書QAを起動し直し、端末に出る説明をご覧ください。"
    ),
    "gone": "この箇所は、文書が変わったか取り除かれたため、表示できません。",
    "comma": "、",
    # citations
    "months": "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月",
    "day": "{year}年{month}{day}日",
    "read_on": "（{day}閲覧）",
    "page_of_file": "ファイルの{first}ページ目",
    "pages_of_file": "ファイルの{first}～{last}ページ目",
    # a conversation that is taken away
    "exported": "白書QA {version}　書き出した時刻：",
    "exported_promise": (
        "引用文は、文書の文をそのまま写したものです。書き出すときに、文書と一字一句照合しました。"
    ),
    "only_in": "対象の文書：{names}",
    "cited_from": "出典：",
    "offsets": "本文の文字位置 {start}～{end}",
    "changed_since": (
        "この引用のあと、文書が変わったか、取り除かれました。答えたときの文を示しています。"
    ),
    "note_changed_since": (
        "この注のあと、文書が変わったか、取り除かれました。答えたときの文を示しています。"
    ),
}

_EN = {
    "lead": "Ask the documents",
    "promise": (
        "Answers are sentences quoted from the documents as they stand, "
        "with the place they are printed. Nothing is written for you; "
        "when no sentence answers, you are told so."
    ),
    "ask": "Ask in English or Japanese",
    "ask_label": "Question",
    "send": "Ask",
    "clear": "Clear the conversation",
    "language": "Interface language",
    "chat": "Questions and answers",
    "source": "Source",
    "document": "Document",
    "outline": "Contents",
    "origin": "Source",
    "see_source": "See the source",
    "see_answers": "Back to the answers",
    "question_mark": "Q",
    "answer_mark": "A",
    "also": "Related places",
    "notes": "Notes to the quotes",
    "show_place": "Show this place in the source",
    "as_printed": "Quoted as printed, in Japanese.",
    "understood": "Understood as",
    "as_typed": "Ask it just as typed",
    "absent": "Not found in these documents.",
    "missing": "In none of the documents: {words}",
    "nearest": "Nearest passages (not answers)",
    "kind.note": "Note",
    "kind.caption": "Caption",
    "question.empty": "Please type a question.",
    "question.small-talk": (
        "Hello. I find what the documents say, in their own words: "
        "ask when, where, who, how many, or why."
    ),
    "question.too-long": "The question is too long. Please ask it in one short sentence.",
    "question.no-words": (
        "There is nothing to look up in that. Ask what you want to know about the documents."
    ),
    "question.other-language": "Please ask in English or Japanese.",
    "question.other": "This question cannot be asked. Please put it another way.",
    "failed": (
        "The documents could not be read. Please try again; if it happens again, start "
        "Hakusho QA anew and read what it says in the terminal."
    ),
    "gone": "This place cannot be shown: the document has changed or was removed.",
    "comma": ", ",
    # citations
    "months": (
        "January February March April May June July August September October November December"
    ),
    "day": "{day} {month} {year}",
    "read_on": " (accessed {day})",
    "page_of_file": "p. {first} of the file",
    "pages_of_file": "pp. {first}–{last} of the file",
    # a conversation that is taken away
    "exported": "Hakusho QA {version}, exported",
    "exported_promise": (
        "Quotes are the documents’ own words, compared with the documents character by "
        "character when this was exported."
    ),
    "only_in": "Asked of: {names}",
    "cited_from": "Source:",
    "offsets": "characters {start}–{end} of the text",
    "changed_since": (
        "The document has changed or was removed since. This is the text as it stood when the "
        "answer was given."
    ),
    "note_changed_since": (
        "The note’s document has changed or was removed since. This is the text as it stood "
        "when the answer was given."
    ),
}

STRINGS: Mapping[Language, Mapping[str, str]] = MappingProxyType(
    {
        "ja": MappingProxyType({**_JA, **strings_documents.JA}),
        "en": MappingProxyType({**_EN, **strings_documents.EN}),
    }
)

EXAMPLES: Mapping[Language, tuple[str, ...]] = MappingProxyType(
    {
        "ja": (
            "EUROPOLとの実務取決めはいつ、どこで策定された？",
            "犯罪人引渡条約を結んでいる国は？",
            "PCSC協定とは何ですか？",
            "How many trainees were accepted in 2018?",
        ),
        "en": (
            "With which countries does Japan have an extradition treaty?",
            "How many trainees were accepted in 2018?",
            "What is the PCSC Agreement?",
            "国際緊急援助隊にはこれまで何人が派遣された？",
        ),
    }
)

# 第3節 -> "Section 3": how an English reader finds the place in the printed document.
DIVISIONS: Mapping[str, str] = MappingProxyType(
    {
        "編": "Part",
        "部": "Part",
        "章": "Chapter",
        "節": "Section",
        "款": "Subsection",
        "目": "Division",
        "条": "Article",
    }
)


def say(language: Language, key: str, **values: str) -> str:
    """The words for `key` in `language`: say("en", "missing", words="Berlin")."""
    return STRINGS[language][key].format(**values)
