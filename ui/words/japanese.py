"""The words of the screen in Japanese."""

from __future__ import annotations

WORDS = {
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
    "everywhere": "すべての文書で質問する",
    "right": "合っている",
    "absent.right": "確かに書かれていない",
    "absent.wrong": "書かれている",
    "title.right": "答えは合っている（評価した質問は、名前を除いて管理者が読めます）",
    "wrong": "違う",
    "title.wrong": "答えは違う（評価した質問は、名前を除いて管理者が読めます）",
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
    "typed": "入力した文のまま調べる",
    "absent": "調べた文書には、答えになる文が見つかりませんでした。",
    "missing": "どの文書にもない語：{words}",
    "nearest": "近い箇所（答えではありません）",
    "kind.note": "注",
    "kind.caption": "図・写真",
    "question.empty": "質問を入力してください。",
    "question.small-talk": (
        "文書に何が書かれているかを、文書の文のままお答えします。"
        "いつ、どこで、誰が、いくつ、なぜ、といったことをお尋ねください。"
    ),
    "question.too-long": "質問が長すぎます。ひとつの短い文でお尋ねください。",
    "question.no-words": "調べられる言葉がありません。文書について、知りたいことをお尋ねください。",
    "question.other-language": "日本語か英語でお尋ねください。",
    "question.gone": (
        "質問の対象にした文書が、すでに取り除かれています。対象を選び直して、もう一度お尋ねください。"
    ),
    "question.other": "この質問は受け付けられません。別の言い方でお尋ねください。",
    "failed": (
        "文書を読み出せませんでした。もう一度お試しください。"
        "続くときは、白書QAを起動し直し、端末に出る説明をご覧ください。"
    ),
    "unready": "画面を準備できませんでした。1分ほど待って、読み込み直してください。",
    "load_again": "読み込み直す",
    "looking": "答えを探しています…",
    "in_turn": "次に調べます",
    "unreachable": "サーバーにつながりません。もう一度お試しください。",
    "cut_off": (
        "サーバーにつながりません。つながりしだい、画面を読み込み直します。入力した文は残ります。"
    ),
    "gone": "この箇所は、文書が変わったか取り除かれたため、表示できません。",
    "comma": "、",
    # citations
    "months": "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月",
    "day": "{year}年{month}{day}日",
    "minute": "{day} {clock} {offset}",
    "read_on": "（{day}閲覧）",
    "page_of_file": "ファイルの{first}ページ目",
    "pages_of_file": "ファイルの{first}～{last}ページ目",
    # a conversation that is taken away
    "file": "ファイル：{name}",
    "places": "；",
    "exported": "白書QA {version}　書き出した時刻：",
    "exported_promise": (
        "引用文は、文書の文をそのまま写したものです。書き出すときに、文書と一字一句照合しました。"
    ),
    "only_in": "対象の文書：{names}",
    "cited_from": "出典：",
    "offsets": "本文の文字位置 {start}～{end}",
    "changed_since": (
        "この文を引用したあと、文書が変わったか、取り除かれました。答えたときの文を示しています。"
    ),
    "note_changed_since": (
        "この注を示したあと、文書が変わったか、取り除かれました。答えたときの文を示しています。"
    ),
    # the source pane
    "choose_document": "読む文書を選んでください。",
    "link_to_sentence": "この文へのリンク",
    "copy": "コピー",
    "copy_help": "文と出典をコピー",
    "copied": "文と出典をコピーしました。",
    "link_copied": "この文へのリンクをコピーしました。",
    "copy_by_hand": "ブラウザーがコピーを許しませんでした。次の文を選んでコピーしてください。",
    "close": "閉じる",
    "note_place": "注のある箇所へ",
    # the tab of kept conversations
    "saved": "会話の記録",
    "saved.browser": "この白書QAのライブラリに保存され、このブラウザーからだけ見られます。",
    "saved.user": "この白書QAのライブラリに保存され、あなたのアカウントからだけ見られます。",
    "saved.search": "会話を探す",
    "saved.search_in": "題名・質問・答えの言葉",
    "saved.none": "保存された会話はまだありません。質問すると、会話は自動的にここに残ります。",
    "saved.not_found": "これらの語をすべて含む会話はありません。語を減らすか、言い換えてください。",
    "saved.read_only": (
        "このライブラリは読み取り専用のため、会話は保存されません。"
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
        "この会話は壊れていて読めません。削除するか、ライブラリを控えから戻してください。"
    ),
    "saved.nothing_cited": (
        "文献として書き出せるものがありません。答えに引用がないか、文書が取り除かれています。"
    ),
    "saved.not_written": (
        "変更を保存できませんでした。ディスクの空きを確かめ、もう一度お試しください。"
    ),
    "saved.busy": (
        "ほかのプログラムがライブラリに書き込んでいるため、変更を保存できませんでした。"
        "しばらくして、もう一度お試しください。"
    ),
    "saved.no_title": "（無題）",
    # an answer of a kept conversation, and one that could not be kept
    "kept.not": (
        "この答えは会話に保存できませんでした。残したいときは、ディスクの空きを確かめてください。"
    ),
    "kept.later": (
        "ライブラリに書き込んでいる途中のため、この答えはまだ保存されていません。"
        "書き込みが終わりしだい、自動で保存されます。"
    ),
    "kept.busy": (
        "ほかのプログラムがライブラリに書き込んでいるため、この答えは保存できませんでした。"
        "しばらくして、もう一度質問してください。"
    ),
    "kept.read_only": "このライブラリは読み取り専用のため、この答えは保存されません。",
    "kept.nobody": (
        "だれの会話かがわからないため、答えは保存されません。"
        "ブラウザーでこのページのサイトデータの保存を許可し、読み込み直してください。"
    ),
    "judge.not": (
        "評価を保存できませんでした。会話がほかの画面で削除されたか、"
        "ディスクの空きがない可能性があります。"
    ),
    "judge.busy": (
        "ほかのプログラムがライブラリに書き込んでいるため、評価を保存できませんでした。"
        "しばらくして、もう一度お試しください。"
    ),
    "kept.unreadable": "保存された答えが壊れていて読めません。もう一度質問してください。",
    "kept.changed": (
        "この答えのあと、文書が変わったか、取り除かれました。今の文書で調べるには、"
        "もう一度質問してください。"
    ),
    "kept.past": "答えたときの文（このあと、文書が変わったか、取り除かれました）",
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
    "refused.closed": "このアドレスには何もありません。画面は {page} にあります。",
    "refused.read_only": "この画面からは文書を追加できません。管理者にお尋ねください。",
    "refused.large": "送られたデータが大きすぎます。{most}までにしてください。",
    "refused.length": (
        "ファイルの大きさがわからないため、受け取れません（Content-Lengthがありません）。"
    ),
    "refused.unreadable": "送られたデータを読み取れません。",
    "refused.outside": "外部のアドレスのファイルは取得しません。ファイルそのものを送ってください。",
    "refused.often": "操作が多すぎます。{seconds}秒後にもう一度お試しください。",
    "refused.session": "この画面は、ほかの人が開いたものです。読み込み直してください。",
    "refused.guesses": "サインインの試みが多すぎます。{seconds}秒後にもう一度お試しください。",
    "refused.wrong": "名前かパスワードが違います。",
    "refused.signed_out": "サインインしてください。画面を開き直すと、サインインの画面になります。",
    "refused.accounts": "今はサインインを確かめられません。管理者にお知らせください。",
    # the documents tab
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
    "documents.left": (
        "追加の途中で画面を離れたため、{count}件の追加を中止しました。"
        "一覧にないファイルは、もう一度追加してください。"
    ),
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
    "documents.same": (
        "「{name}」とまったく同じ本文です。答えは両方から出ます。"
        "一つでよければ、もう一方を取り除いてください。"
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
    "documents.confirm": (
        "「{name}」をライブラリから取り除きますか。"
        "取り込んだ写しも消えます。お手元のファイルはそのままです。"
    ),
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
    "documents.busy": (
        "ほかのプログラムがライブラリに書き込んでいます。しばらくして、もう一度お試しください。"
    ),
    "documents.read-only": (
        "このライブラリは読むことだけができます。文書を追加したり取り除いたりするには、"
        "書き込めるフォルダーで開いてください。"
    ),
    "documents.closed": (
        "ここでは文書を追加したり取り除いたりすることはできません。管理者にご相談ください。"
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
    "unread.empty": "中身のないファイルです。内容のあるファイルを選んでください。",
    "unread.no-text": "文字がありません。文字のあるファイルを選んでください。",
    "unread.damaged": (
        "壊れているか、名前と中身の形式が違います。もとのソフトで保存し直して追加してください。"
    ),
    "unread.encrypted": (
        "パスワードがかかっています。パスワードなしで保存し直して追加してください。"
    ),
    "unread.scan": (
        "ページが画像だけのPDFです。文字認識（OCR）をして、文字の入ったPDFを追加してください。"
    ),
    "unread.picture": "画像のファイルです。文字認識（OCR）をして、その結果を追加してください。",
    "unread.letters": (
        "PDFの文字が何の字かわかりません。フォントを埋め込んで保存し直すか、"
        "文字認識（OCR）をして追加してください。"
    ),
    "unread.compressed": "圧縮されたファイルです。展開して、中のファイルを追加してください。",
    "unread.other-office": "この形式は読めません。PDFか.docxで保存し直して追加してください。",
    "unread.kind": "この種類のファイルは読めません。読めるのは {kinds} です。",
    "unread.encoding": "文字コードがわかりません。UTF-8のテキストで保存し直して追加してください。",
    "unread.markup": "HTMLが複雑すぎて、正しく読めません。PDFで保存して追加してください。",
    "unread.too-large": "大きすぎます。いくつかに分けて追加してください。",
    "unread.too-long": "文字が多すぎます。いくつかに分けて追加してください。",
    "unread.too-slow": "読み取りに時間がかかりすぎます。保存し直すか、分けて追加してください。",
    "unread.unreadable": "ファイルが届いていません。もう一度選んでください。",
    "unread.name": "文書の名前になる文字がありません。ファイルに名前をつけて追加してください。",
    "unread.taken": (
        "ほかの場所から追加された、同じ名前の文書があります。"
        "ファイルの名前を変えるか、その文書を取り除いてから追加してください。"
    ),
    "unread.differs": (
        "同じ名前のファイルから追加した、内容の違う文書があります。"
        "置き換えてよければ、上の「置き換える」を選んで、もう一度追加してください。"
    ),
    "unread.library": (
        "ライブラリに書き込めませんでした。ディスクの空きを確かめて、もう一度追加してください。"
    ),
    "unread.busy": (
        "ほかのプログラムがライブラリに書き込んでいます。しばらくして、もう一度追加してください。"
    ),
    "unread.other": "追加できませんでした。ファイルを保存し直して、もう一度お試しください。",
}
