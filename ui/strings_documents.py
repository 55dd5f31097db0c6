"""The words of the documents tab, for `ui.strings`."""

from __future__ import annotations

JA = {
    "documents.choose": "ファイルを選ぶ",
    "documents.drop": "ここにまとめてドロップすることもできます。",
    "documents.kinds": "読めるファイル：{kinds}",
    "documents.sending": "送信しています（{done} / {total}）：{name}",
    "documents.unsent": (
        "「{name}」を送信できませんでした。接続を確かめて、もう一度お試しください。"
    ),
    "documents.oversize": (
        "「{name}」は{size} MBより大きいため送信できません。分けてから追加してください。"
    ),
    "documents.following": "続けて{count}件を追加します。",
    "documents.replace": "同じ名前のファイルから追加した文書は、新しい内容に置き換える",
    "documents.stop": "中止する",
    "documents.stopping": "中止しています…",
    "documents.files": "追加しているファイル",
    "documents.queued": "ほかの人が追加しています。順番が来ると始まります。",
    "documents.going": "{total}件のうち{done}件が済みました。",
    "documents.added": "{count}件を追加しました。",
    "documents.unchanged": "{count}件はすでにあります。",
    "documents.failed": "{count}件は追加できませんでした。",
    "documents.stopped": (
        "{count}件を中止しました。途中までの作業は残るので、追加し直すと続きから始まります。"
    ),
    "documents.exactly": "詳しい理由（英語）",
    "documents.count": "文書 {count}件",
    "documents.empty": "文書はまだありません。",
    "documents.find": "文書を探す",
    "documents.none": "その言葉を名前や出典に含む文書はありません。",
    "documents.builtin": "はじめから入っている文書",
    "documents.of": "{what}：{name}",
    "documents.download": "ダウンロード",
    "documents.remove": "取り除く",
    "documents.confirm": "「{name}」をライブラリから取り除きますか。元のファイルも消えます。",
    "documents.confirm-builtin": (
        "「{name}」を取り除きますか。もう一度使うには、先にダウンロードしておいてください。"
    ),
    "documents.keep": "やめる",
    "documents.really": "取り除く",
    "documents.removed": "「{name}」を取り除きました。",
    "documents.gone": "その文書は、すでに取り除かれたか、変わっています。一覧を新しくしました。",
    "documents.unwritten": (
        "ライブラリに書き込めませんでした。ディスクの空きを確かめて、もう一度お試しください。"
    ),
    "documents.read-only": (
        "このライブラリは読むことだけができます。文書を追加したり取り除いたりするには、"
        "書き込めるフォルダーで開いてください。"
    ),
    "documents.closed": (
        "ここでは文書の追加と取り除きはできません。管理している人にご相談ください。"
    ),
    "documents.pages": "ページ",
    "documents.characters": "文字",
    "documents.passages": "段落",
    "documents.format": "形式",
    "documents.text": "テキスト",
    "documents.encoded": "{format}、{encoding}",
    "documents.understood": "読み取った内容",
    "documents.loading": "読み込んでいます…",
    "documents.headings": "見出し",
    "documents.notes": "注",
    "documents.begins": "本文の始まり",
    "documents.remarks": "読み取りについて",
    "documents.more": "ほかに{count}件",
    "documents.under": "{count}段落",
    "documents.page": "{page}ページ",
    "kinds.paragraph": "本文の段落",
    "kinds.list": "箇条書き",
    "kinds.note": "注",
    "kinds.caption": "図・写真の説明",
    "file.waiting": "待っています",
    "file.reading": "読み取っています",
    "file.embedding": "検索できるようにしています（{done} / {total}段落）",
    "file.added": "追加しました（{total}段落）",
    "file.replaced": "置き換えました（{total}段落）",
    "file.unchanged": "同じ文書がすでにあります",
    "file.failed": "追加できませんでした",
    "file.stopped": "中止しました",
    "refused.empty": "中身のないファイルです。内容のあるファイルを選んでください。",
    "refused.no-text": "文字がありません。文字のあるファイルを選んでください。",
    "refused.damaged": (
        "壊れているか、名前と中身の形式が違います。もとのソフトで保存し直して追加してください。"
    ),
    "refused.encrypted": (
        "パスワードがかかっています。パスワードなしで保存し直して追加してください。"
    ),
    "refused.scan": (
        "ページが画像だけのPDFです。文字認識（OCR）をして、文字の入ったPDFを追加してください。"
    ),
    "refused.picture": "画像のファイルです。文字認識（OCR）をして、その結果を追加してください。",
    "refused.letters": (
        "PDFの文字が何の字かわかりません。フォントを埋め込んで保存し直すか、"
        "文字認識（OCR）をして追加してください。"
    ),
    "refused.compressed": "圧縮されたファイルです。展開して、中のファイルを追加してください。",
    "refused.other-office": "この形式は読めません。PDFか.docxで保存し直して追加してください。",
    "refused.kind": "この種類のファイルは読めません。読めるのは {kinds} です。",
    "refused.encoding": "文字コードがわかりません。UTF-8のテキストで保存し直して追加してください。",
    "refused.markup": "HTMLが複雑すぎて、正しく読めません。PDFで保存して追加してください。",
    "refused.too-large": "大きすぎます。いくつかに分けて追加してください。",
    "refused.too-long": "文字が多すぎます。いくつかに分けて追加してください。",
    "refused.too-slow": "読み取りに時間がかかりすぎます。保存し直すか、分けて追加してください。",
    "refused.unreadable": "ファイルが届いていません。もう一度選んでください。",
    "refused.name": "文書の名前になる文字がありません。ファイルに名前をつけて追加してください。",
    "refused.taken": (
        "ほかの場所から追加された、同じ名前の文書があります。"
        "ファイルの名前を変えるか、その文書を取り除いてから追加してください。"
    ),
    "refused.differs": (
        "同じ名前のファイルから追加した、内容の違う文書があります。"
        "置き換えてよければ、上の「置き換える」を選んで、もう一度追加してください。"
    ),
    "refused.library": (
        "ライブラリに書き込めませんでした。ディスクの空きを確かめて、もう一度追加してください。"
    ),
    "refused.other": "追加できませんでした。ファイルを保存し直して、もう一度お試しください。",
}

EN = {
    "documents.choose": "Choose files",
    "documents.drop": "or drop them here, several at once.",
    "documents.kinds": "Can be read: {kinds}",
    "documents.sending": "Sending {done} of {total}: {name}",
    "documents.unsent": "“{name}” could not be sent. Check the connection and try again.",
    "documents.oversize": "“{name}” is larger than {size} MB. Divide it and add the parts.",
    "documents.following": "Next in line: {count}.",
    "documents.replace": "Replace a document that came from a file of the same name",
    "documents.stop": "Stop",
    "documents.stopping": "Stopping…",
    "documents.files": "Files being added",
    "documents.queued": "Somebody else is adding documents. Yours begin when it is their turn.",
    "documents.going": "{done} of {total} done.",
    "documents.added": "Added: {count}.",
    "documents.unchanged": "Already there: {count}.",
    "documents.failed": "Not added: {count}.",
    "documents.stopped": (
        "Stopped: {count}. What was prepared is kept; add it again to go on from there."
    ),
    "documents.exactly": "The exact reason",
    "documents.count": "Documents: {count}",
    "documents.empty": "There are no documents yet.",
    "documents.find": "Find a document",
    "documents.none": "No document has that in its name or source.",
    "documents.builtin": "Included",
    "documents.of": "{what}: {name}",
    "documents.download": "Download",
    "documents.remove": "Remove",
    "documents.confirm": "Remove “{name}” from the library? Its original file goes too.",
    "documents.confirm-builtin": "Remove “{name}”? To use it again, download it first.",
    "documents.keep": "Keep it",
    "documents.really": "Remove",
    "documents.removed": "“{name}” was removed.",
    "documents.gone": "That document was removed or has changed. The list is up to date now.",
    "documents.unwritten": (
        "The library could not be written. See that the disk has room, and try again."
    ),
    "documents.read-only": (
        "This library can only be read. To add or remove documents, open it from a folder "
        "where you may write."
    ),
    "documents.closed": (
        "Documents cannot be added or removed here. Ask whoever looks after this library."
    ),
    "documents.pages": "Pages",
    "documents.characters": "Characters",
    "documents.passages": "Passages",
    "documents.format": "Format",
    "documents.text": "Text",
    "documents.encoded": "{format}, {encoding}",
    "documents.understood": "What was understood",
    "documents.loading": "Loading…",
    "documents.headings": "Headings",
    "documents.notes": "Notes",
    "documents.begins": "How the text begins",
    "documents.remarks": "How it was read",
    "documents.more": "And {count} more",
    "documents.under": "passages: {count}",
    "documents.page": "p. {page}",
    "kinds.paragraph": "Paragraphs",
    "kinds.list": "List items",
    "kinds.note": "Notes",
    "kinds.caption": "Captions",
    "file.waiting": "Waiting",
    "file.reading": "Reading",
    "file.embedding": "Indexing passages: {done} of {total}",
    "file.added": "Added (passages: {total})",
    "file.replaced": "Replaced (passages: {total})",
    "file.unchanged": "Already there, the same",
    "file.failed": "Not added",
    "file.stopped": "Stopped",
    "refused.empty": "The file is empty. Choose one that has content.",
    "refused.no-text": "It holds no text. Choose a file that has some.",
    "refused.damaged": (
        "It is damaged, or not the kind of file its name says. Save it anew and add it again."
    ),
    "refused.encrypted": "It has a password. Save it without one and add it again.",
    "refused.scan": (
        "Its pages are pictures only. Run text recognition (OCR) on it and add the result."
    ),
    "refused.picture": "It is a picture. Run text recognition (OCR) on it and add the result.",
    "refused.letters": (
        "The PDF does not say what its letters are. Save it anew with its fonts, or run text "
        "recognition (OCR) on it, and add that."
    ),
    "refused.compressed": "It is a compressed file. Unpack it and add what is in it.",
    "refused.other-office": "This format cannot be read. Save it as PDF or .docx and add that.",
    "refused.kind": "Files of this kind cannot be read, only {kinds}.",
    "refused.encoding": "Its encoding cannot be told. Save it as text in UTF-8 and add it again.",
    "refused.markup": "Its HTML is too involved to be read whole. Save it as PDF and add that.",
    "refused.too-large": "It is too large. Divide it and add the parts.",
    "refused.too-long": "It has too many characters. Divide it and add the parts.",
    "refused.too-slow": "Reading it takes too long. Save it anew, or divide it, and add it again.",
    "refused.unreadable": "The file did not arrive. Choose it again.",
    "refused.name": "There is nothing to call it. Give the file a name and add it again.",
    "refused.taken": (
        "There is another document of this name, from another place. Rename the file, or remove "
        "that document first."
    ),
    "refused.differs": (
        "There is a document from a file of this name, with other content. If this may replace "
        "it, tick “Replace” above and add the file again."
    ),
    "refused.library": (
        "The library could not be written. See that the disk has room, and add it again."
    ),
    "refused.other": "It could not be added. Save it anew and try again.",
}
