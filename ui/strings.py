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
    "tab.ask": "質問",
    "tab.documents": "文書",
    "tab.saved": "会話の記録",
    "new": "新しい会話",
    "limit": "調べる文書（選ばなければ、すべて）",
    "edit": "書き直す",
    "again": "もう一度質問する",
    "right": "合っている",
    "title.right": "答えは合っている",
    "wrong": "違う",
    "title.wrong": "答えは違う",
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
    # the source pane
    "choose_document": "読む文書を選んでください。",
    "link_to_sentence": "この文へのリンク",
    "copy": "コピー",
    "copy_help": "文と出典をコピー",
    "copied": "文と出典をコピーしました。",
    "link_copied": "この文へのリンクをコピーしました。",
    "link_in_bar": "アドレスバーの表示が、この文へのリンクです。",
    "copy_by_hand": "ブラウザーがコピーを許しませんでした。次の文を選んでコピーしてください。",
    "close": "閉じる",
    "note_place": "注のある箇所へ",
    # the tab of kept conversations
    "saved": "保存された会話",
    "saved.browser": "この白書QAの文書庫に保存され、このブラウザーからだけ見られます。",
    "saved.user": "この白書QAの文書庫に保存され、あなたのアカウントからだけ見られます。",
    "saved.search": "会話を探す",
    "saved.search_in": "題名・質問・答えの言葉",
    "saved.none": "保存された会話はまだありません。質問すると、会話は自動的にここに残ります。",
    "saved.not_found": "これらの語をすべて含む会話はありません。語を減らすか、言い換えてください。",
    "saved.read_only": (
        "この文書庫は読み取り専用のため、会話は保存されません。"
        "残したいときは、書き込めるフォルダーを --library で指定して起動してください。"
    ),
    "saved.more": "新しいものから表示しています。これより古い会話は、言葉で探してください。",
    "saved.count": "{number}件",
    "saved.count_one": "{number}件",
    "saved.found": "{number}件見つかりました",
    "saved.found_one": "{number}件見つかりました",
    "saved.questions": "質問{number}件",
    "saved.questions_one": "質問{number}件",
    "saved.export": "書き出す",
    "saved.rename": "題名を変える",
    "saved.delete": "削除する",
    "saved.title": "題名",
    "saved.save": "保存する",
    "saved.cancel": "やめる",
    "saved.sure": "この会話を、質問と答えごと削除しますか。元には戻せません。",
    "saved.markdown": "Markdown",
    "saved.json": "JSON",
    "saved.print": "印刷用ページ",
    "saved.bibtex": "引用文献（BibTeX）",
    "saved.ris": "引用文献（RIS）",
    "saved.renamed": "題名を変えました。",
    "saved.deleted": "会話を削除しました。",
    "saved.untitled": "題名が空です。何か文字を入れてください。",
    "saved.gone": "この会話はもうありません。ほかの画面で削除されたようです。",
    "saved.damaged": (
        "この会話は壊れていて読めません。削除するか、文書庫を控えから戻してください。"
    ),
    "saved.nothing_cited": (
        "文献として書き出せるものがありません。答えに引用がないか、文書が取り除かれています。"
    ),
    "saved.not_written": (
        "変更を保存できませんでした。ディスクの空きを確かめ、もう一度お試しください。"
    ),
    "saved.no_title": "（無題）",
    # an answer of a kept conversation, and one that could not be kept
    "kept.not": (
        "この答えは会話に保存できませんでした。残したいときは、ディスクの空きを確かめてください。"
    ),
    "kept.read_only": "この文書庫は読み取り専用のため、この答えは保存されません。",
    "kept.unreadable": "保存された答えが壊れていて読めません。もう一度質問してください。",
    "kept.changed": (
        "この答えのあと、文書が変わったか、取り除かれました。今の文書で調べるには、"
        "もう一度質問してください。"
    ),
    "kept.past": "答えたときの文（今の文書にはこのとおりにありません）",
    "kept.absent_then": "答えたとき、答えになる文は見つかりませんでした。",
    # beneath a quote in the other language
    "aid": "読解の手がかり（翻訳ではありません）",
    "aid_dictionary": (
        "° は EDICT（Electronic Dictionary Research and Development Group）の語義です。"
        "同グループの使用許諾に基づいて使用しています：www.edrdg.org/edrdg/licence.html"
    ),
    "fiscal": "{year}年度",
    "translation": "機械翻訳（{name}）：文書の言葉ではありません",
    "translation.waiting": "翻訳しています…",
    "translation.gone": "翻訳できません：文書が変わったか、取り除かれました。",
    "translation.busy": "翻訳が混み合っています。しばらくして、もう一度開いてください。",
    "translation.too-long": "長すぎて翻訳できません。",
    "translation.direction": "このモデルは、この言語からの翻訳ができません。",
    "translation.failed": "翻訳できませんでした。理由は白書QAを動かしている端末に出ています。",
    "page_mark": "{number}頁",
    # serving others: signing in, and refusals
    "login.name": "名前",
    "login.password": "パスワード",
    "login.enter": "サインイン",
    "login.leaving": "サインアウトすると、続けるにはもう一度パスワードが必要です。",
    "login.leave": "サインアウト",
    "login.back": "戻る",
    "refused.host": (
        "このアドレスでは利用できません。白書QAを起動したときに表示されたアドレスを開いてください。"
    ),
    "refused.origin": "ほかのサイトからの操作は受け付けません。白書QAの画面から行ってください。",
    "refused.closed": "このアドレスには何もありません。",
    "refused.read_only": "この画面からは文書を追加できません。管理者にお尋ねください。",
    "refused.large": "送られたデータが大きすぎます。{most}までにしてください。",
    "refused.length": "アップロードには、大きさ（Content-Length）を添えてください。",
    "refused.unreadable": "送られたデータを読み取れません。",
    "refused.outside": "外部のアドレスのファイルは取得しません。ファイルそのものを送ってください。",
    "refused.often": "問い合わせが多すぎます。{seconds}秒後にもう一度お試しください。",
    "refused.guesses": "サインインの試みが多すぎます。{seconds}秒後にもう一度お試しください。",
    "refused.wrong": "名前かパスワードが違います。",
    "refused.signed_out": "サインインしてください。画面を開き直すと、サインインの画面になります。",
    "refused.accounts": "いまはサインインを確かめられません。管理者にお知らせください。",
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
    "tab.ask": "Ask",
    "tab.documents": "Documents",
    "tab.saved": "Saved",
    "new": "New conversation",
    "limit": "Ask only in (none chosen: all documents)",
    "edit": "Edit",
    "again": "Ask again",
    "right": "Right",
    "title.right": "The answer is right",
    "wrong": "Wrong",
    "title.wrong": "The answer is wrong",
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
    # the source pane
    "choose_document": "Choose a document to read.",
    "link_to_sentence": "Link to this sentence",
    "copy": "Copy",
    "copy_help": "Copy the text and its citation",
    "copied": "Text and citation copied.",
    "link_copied": "Link to this sentence copied.",
    "link_in_bar": "The address bar now holds the link to this sentence.",
    "copy_by_hand": "The browser did not allow copying. Select this text and copy it.",
    "close": "Close",
    "note_place": "Go to the note",
    # the tab of kept conversations
    "saved": "Kept conversations",
    "saved.browser": "Kept in this library, and shown in this browser only.",
    "saved.user": "Kept in this library, and shown to your account only.",
    "saved.search": "Search conversations",
    "saved.search_in": "Words of titles, questions or answers",
    "saved.none": "No conversations yet. Ask a question, and the conversation is kept here.",
    "saved.not_found": "No conversation has all of these words. Try fewer or other words.",
    "saved.read_only": (
        "This library may only be read, so conversations are not kept. To keep them, start "
        "Hakusho QA with a folder where you may write (--library)."
    ),
    "saved.more": "The latest are shown. Search to find older ones.",
    "saved.count": "{number} conversations",
    "saved.count_one": "{number} conversation",
    "saved.found": "{number} conversations found",
    "saved.found_one": "{number} conversation found",
    "saved.questions": "{number} questions",
    "saved.questions_one": "{number} question",
    "saved.export": "Export",
    "saved.rename": "Rename",
    "saved.delete": "Delete",
    "saved.title": "Title",
    "saved.save": "Save",
    "saved.cancel": "Cancel",
    "saved.sure": (
        "Delete this conversation with its questions and answers? It cannot be brought back."
    ),
    "saved.markdown": "Markdown",
    "saved.json": "JSON",
    "saved.print": "Page to print",
    "saved.bibtex": "References (BibTeX)",
    "saved.ris": "References (RIS)",
    "saved.renamed": "Renamed.",
    "saved.deleted": "The conversation was deleted.",
    "saved.untitled": "The title is empty. Give it some letters.",
    "saved.gone": "This conversation is no longer there. It may have been deleted elsewhere.",
    "saved.damaged": (
        "This conversation is damaged and cannot be read. Delete it, or restore the library "
        "from a copy."
    ),
    "saved.nothing_cited": (
        "There is nothing to cite: no answer quotes a document, or the documents were removed."
    ),
    "saved.no_title": "(untitled)",
    "saved.not_written": "The change could not be saved. Make room on the disk and try again.",
    # an answer of a kept conversation, and one that could not be kept
    "kept.not": (
        "This answer could not be kept in the conversation. To keep it, make room on the disk."
    ),
    "kept.read_only": "This library may only be read, so this answer is not kept.",
    "kept.unreadable": "The kept answer is damaged and cannot be read. Please ask again.",
    "kept.changed": (
        "The documents have changed since this was answered. Ask again to search them as they "
        "are now."
    ),
    "kept.past": "As it stood when answered; it no longer stands so in the document",
    "kept.absent_then": "When this was asked, no sentence was found that answers it.",
    # beneath a quote in the other language
    "aid": "Reading aid (not a translation)",
    "aid_dictionary": (
        "° from EDICT, the property of the Electronic Dictionary Research and Development "
        "Group, used in conformance with the Group’s licence: www.edrdg.org/edrdg/licence.html"
    ),
    "fiscal": "fiscal {year} (from April)",
    "translation": "Machine translation by {name}, not the document’s words",
    "translation.waiting": "Translating…",
    "translation.gone": "It cannot be translated: the document has changed or was removed.",
    "translation.busy": "Other translations are under way. Please open this again in a while.",
    "translation.too-long": "This is too long to translate.",
    "translation.direction": "This model does not translate between these languages.",
    "translation.failed": (
        "It could not be translated. The terminal that runs Hakusho QA says why."
    ),
    "page_mark": "p. {number}",
    # serving others: signing in, and refusals
    "login.name": "Name",
    "login.password": "Password",
    "login.enter": "Sign in",
    "login.leaving": "Once signed out, you need your password again to go on.",
    "login.leave": "Sign out",
    "login.back": "Back",
    "refused.host": (
        "Hakusho QA is not at this address. Open the one that it showed when it was started."
    ),
    "refused.origin": "Requests from other sites are refused. Use the page of Hakusho QA itself.",
    "refused.closed": "There is nothing at this address.",
    "refused.read_only": "Documents cannot be added on this page. Ask whoever runs it.",
    "refused.large": "What was sent is too large. Send no more than {most}.",
    "refused.length": "An upload must say how large it is (Content-Length).",
    "refused.unreadable": "What was sent cannot be read.",
    "refused.outside": "Files at outside addresses are not fetched. Send the file itself.",
    "refused.often": "Too many requests. Try again in {seconds} s.",
    "refused.guesses": "Too many attempts to sign in. Try again in {seconds} s.",
    "refused.wrong": "The name or the password is wrong.",
    "refused.signed_out": "You are not signed in. Open the page again to sign in.",
    "refused.accounts": "Who you are cannot be checked at the moment. Tell whoever runs this page.",
}

STRINGS: Mapping[Language, Mapping[str, str]] = MappingProxyType(
    {
        "ja": MappingProxyType({**_JA, **strings_documents.JA}),
        "en": MappingProxyType({**_EN, **strings_documents.EN}),
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
