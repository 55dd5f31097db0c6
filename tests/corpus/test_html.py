"""Web pages of the kind that ministries publish, as text that the structure parser reads."""

from __future__ import annotations

import pytest

from corpus import readers
from corpus.document import document
from corpus.errors import DocumentError
from corpus.readers import Extract
from corpus.structure import outline, passages

PAGE = """<!DOCTYPE html>
<html lang="ja"><head><meta charset="Shift_JIS"><title>警察白書</title>
<style>p { color: red }</style><script>document.write("x")</script></head><body>
<div id="header"><h1><a href="/">警察庁</a></h1>
<ul class="gnav"><li><a href="/">ホーム</a></ul></div>
<p class="topicpath"><a href="/">トップ</a> &gt; 白書</p>
<div id="contents">
<h1>第5章　公安の維持と<br>災害対策</h1>
<h2>第3節　外国治安機関等との連携</h2>
<p>警察庁では、国際テロ対策、
サイバーセキュリティ対策等の分野において、
ASEAN加盟国等との協力関係の強化に取り組んで
いる。</p>
<p>9月には、ASEAN警察長官会合（注1）及び閣僚会議<sup>注2</sup>が開催された。</p>
<dl class="note"><dt>注1：</dt><dd>東南アジア地域の機関</dd>
<dt>注2：</dt><dd>閣僚が参加する会議</dd></dl>
<table><caption>図表5-12　検挙状況の推移</caption>
<tr><th rowspan="2">区分</th><th colspan="2">検挙</th></tr><tr><th>件数<th>人員</tr>
<tr><th>平成30年</th><td>1,345<br>件</td><td><p>678</p></td></tr></table>
<p>注：数値は<ruby>暫定<rp>（</rp><rt>ざんてい</rt><rp>）</rp></ruby>値である。</p>
<h3>(2)用語の定義</h3>
<dl><dt>国際約束</dt><dd>国家間の合意をいい、条約、協定等を含む。</dd></dl>
<ul><li>派遣<ul><li>欧州</ul><li>情報交換</ul>
<ol start="3"><li>要請する。<li>(4) 引き渡す。</ol>
<p>本文に脚注<a href="#fn1" class="footnote-ref"><sup>1</sup></a>がある。
面積は10m<sup>2</sup>である。</p>
<p class="pagetop"><a href="#header">このページの先頭へ</a></p>
<p><a href="1.html">前の項目に戻る</a>　<a href="3.html">次の項目に進む</a></p>
<ol><li id="fn1"><p>脚注の文である。<a href="#r1">&#8617;</a></p></li></ol>
</div><footer>Copyright</footer></body></html>"""

TEXT = """\
# 第5章　公安の維持と災害対策

## 第3節　外国治安機関等との連携

警察庁では、国際テロ対策、サイバーセキュリティ対策等の分野において、ASEAN加盟国等との協力関係の\
強化に取り組んでいる。

9月には、ASEAN警察長官会合（注1）及び閣僚会議（注2）が開催された。

注1：東南アジア地域の機関
注2：閣僚が参加する会議

図表5-12　検挙状況の推移

| 区分 | 検挙 |  |
| 区分 | 件数 | 人員 |
| 平成30年 | 1,345 件 | 678 |

注：数値は暫定値である。

### (2)用語の定義

国際約束　国家間の合意をいい、条約、協定等を含む。

- 派遣
  - 欧州
- 情報交換

  3. 要請する。
  (4) 引き渡す。

本文に脚注[^1]がある。面積は10m²である。

[^1]: 脚注の文である。
"""


LIST = """\
  1. 甲
  2. 乙
     乙の説明である。
  3. 丙
"""

NESTED = """\
  1. 甲
     - 乙
       説明
  2. 丙
"""


def read(page: str | bytes) -> Extract:
    return readers.extract(page if isinstance(page, bytes) else page.encode(), readers.HTML)


def body(page: str) -> str:
    return read(f"<!doctype html><meta charset=utf-8><body>{page}").text


def test_a_page_of_a_white_paper() -> None:
    got = read(PAGE.encode("cp932"))
    assert got.text == TEXT
    assert got.encoding == "cp932"
    assert got.remarks == (
        "navigation of the page left out (48 characters)",
        "readings over kanji (ruby) left out",
    )


def test_its_structure() -> None:
    made = document("d", TEXT, "d")
    assert [(h.depth, h.title) for h in outline(made)][:3] == [
        (0, "第5章　公安の維持と災害対策"),
        (1, "第3節　外国治安機関等との連携"),
        (2, "(2)用語の定義"),
    ]
    labels = {p.label: p.text for p in passages(made) if p.kind == "note"}
    assert set(labels) == {"注1", "注2", "注", "^1"}
    marks = {m.label: m.note for p in passages(made) for m in p.note_marks}
    assert all(marks[label] for label in ("注1", "注2", "^1"))
    rows = [p.text for p in passages(made) if p.text.startswith("|")]
    assert len(rows) == 1


@pytest.mark.parametrize("tag", ["main", "article", 'div role="main"'])
def test_the_main_part_of_a_page(tag: str) -> None:
    page = f"<p>他の話</p><{tag}><h1>題</h1><p>本文である。</{tag.split()[0]}><p>他の話"
    assert body(page) == "# 題\n\n本文である。\n"


NEWS = "<article><h2>お知らせ</h2><p>受付を始めました。予算がなくなり次第終わります。</article>"


@pytest.mark.parametrize(
    ("beside", "kept"),
    [
        ("<section><h2>対象者</h2><ul><li>市内に住む方</ul></section>", "## 対象者"),
        ("<div><p>上限は10万円です。</p></div>", "上限は10万円です。"),
        ("<table><tr><td>上限<td>10万円</table>", "| 上限 | 10万円 |"),
        ("<p>くわしくは<a href='/'>手引</a>をご覧ください。</p>", "をご覧ください。"),
    ],
)
def test_an_article_that_is_one_piece_of_news_is_not_the_page(beside: str, kept: str) -> None:
    got = body(f"{NEWS}{beside}")
    assert "受付を始めました。" in got
    assert kept in got


@pytest.mark.parametrize(
    "beside",
    [
        "<header><h1>みどり市</h1></header>",
        "<aside><h2>関連</h2><p>他の話である。</aside>",
        "<div class=related><h2>関連</h2><ul><li><a href='/'>暮らしの情報</a></ul></div>",
        "<nav><p>他の頁を選ぶ。</nav><footer><p>無断転載を禁ずる。</footer>",
    ],
)
def test_an_article_with_navigation_beside_it_is_the_page(beside: str) -> None:
    text = "## お知らせ\n\n受付を始めました。予算がなくなり次第終わります。\n"
    assert body(f"{beside}{NEWS}") == body(f"{NEWS}{beside}") == text


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("不要<br>\n本人確認書類", "不要 本人確認書類"),
        ("<p>無料</p>\n<p>外国籍の方は有料</p>\n次", "無料 外国籍の方は有料 次"),
        ("<ul>\n<li>保険証</li>\n<li>外国人</li>\n</ul>", "保険証 外国人"),
        ("<div>甲</div>乙", "甲 乙"),
        ("<span>要綱</span>\n<span>様式</span>", "要綱 様式"),
        ("本人\n確認", "本人確認"),
        ("500円<del>税込</del>", "500円"),
    ],
)
def test_what_is_set_apart_in_a_cell_is_not_run_together(cell: str, text: str) -> None:
    assert body(f"<table><tr><td>転入<td>{cell}</table>") == f"| 転入 | {text} |\n"


def test_elements_on_lines_of_their_own_are_not_run_together() -> None:
    page = "<p><span>申請</span>\n<span>不要な書類は\n返却します。</span>"
    assert body(page) == "申請 不要な書類は返却します。\n"
    ruby = "<ruby>\n<rb>暫</rb>\n<rt>ざん</rt>\n<rb>定</rb>\n<rt>てい</rt>\n</ruby>"
    assert body(f"<p>{ruby}値") == "暫定値\n"
    assert body("<pre><b>甲</b>\n<b>乙</b></pre>") == "甲\n乙\n"


@pytest.mark.parametrize(
    ("page", "remark"),
    [
        ("500円は<del>無効</del>有効", "struck-out pieces of text left out (1)"),
        ("500円は<s>無効</s><strike>無</strike>有効", "struck-out pieces of text left out (2)"),
        (
            "500円は<span style='text-decoration:line-through'>無効</span>有効",
            "struck-out pieces of text left out (1)",
        ),
        (
            "500円は有効<b hidden>隠<i hidden>す</i></b><b hidden></b>",
            "hidden pieces of text left out (1)",
        ),
        (
            "<img alt='締切は4月30日です。'><img alt=' '>500円は有効",
            "pictures left out with their descriptions (1)",
        ),
        (
            "500円は有効<iframe src='x'></iframe><svg><text>図</text></svg><svg></svg>",
            "embedded pages, media and drawings left out (2)",
        ),
    ],
)
def test_what_is_left_out_is_said(page: str, remark: str) -> None:
    for around in ("<p>{}", "<table><tr><td>{}<td>乙</table>"):
        got = read(f"<!doctype html><meta charset=utf-8><body>{around.format(page)}")
        assert "500円は有効" in got.text
        assert got.remarks == (remark,)


def test_a_page_of_frames_holds_no_text() -> None:
    page = "<frameset><frame src='a'><noframes><body>見られません。</body></noframes></frameset>"
    assert body(page) == ""


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<h2><img alt='会場'></h2><p>市民会館で開きます。", "## 会場\n\n市民会館で開きます。\n"),
        ("<h2></h2><p>市民会館で開きます。", "市民会館で開きます。\n"),
        ("<h2>会場<img alt='図'></h2>", "## 会場\n"),
        ("<ul><li><a href='x'></a></ul><p>大人は500円です。", "大人は500円です。\n"),
        ("<ol><li>甲<li></li></ol><p>子どもは無料です。", "  1. 甲\n\n子どもは無料です。\n"),
    ],
)
def test_an_empty_heading_or_item_marks_nothing_else(page: str, text: str) -> None:
    assert body(page) == text


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<ol><li>甲<li><p>乙<p>乙の説明である。<li>丙</ol>", LIST),
        ("<ol><li>甲<ul><li>乙<p>説明</ul><li>丙</ol>", NESTED),
        ("<ul><li>甲<p>説明<ol type=a start=2><li>乙</ol></ul>", "- 甲\n  説明\n    b. 乙\n"),
        ("<ol type=i><li>甲<li>乙<p>説明</ol>", "  (i) 甲\n  (ii) 乙\n       説明\n"),
        ("<ol reversed><li>甲<li>乙<li>丙</ol>", "  3. 甲\n  2. 乙\n  1. 丙\n"),
        ("<ol reversed start=9><li>甲<li>乙</ol>", "  9. 甲\n  8. 乙\n"),
        (
            "<ol reversed start=1 style='list-style: cjk-decimal'><li>甲<li>乙<li>丙</ol>",
            "  一. 甲\n  〇. 乙\n-1. 丙\n",
        ),
        ('<ol style="list-style-type: none"><li>甲<li>乙</ol>', "- 甲\n- 乙\n"),
        ('<ol style="list-style: inside katakana"><li>甲</ol>', "  ア. 甲\n"),
        ("<ul><li>1. 甲<li>・乙</ul>", "  1. 甲\n・乙\n"),
        ("<ul><li>様式第1号<li>別表<li>第3章 経費</ul>", "- 様式第1号\n- 別表\n- 第3章 経費\n"),
        ("<ul><li>第1条　この条例は、災害を防ぐ。</ul>", "第1条　この条例は、災害を防ぐ。\n"),
        ("<ol><li>注1：値は暫定である。</ol>", "注1：値は暫定である。\n"),
        ("<ul><li><h3>題</h3><p>本文。</ul>", "### 題\n本文。\n"),
    ],
)
def test_what_belongs_to_an_item_stands_in_it(page: str, text: str) -> None:
    assert body(page) == text


@pytest.mark.parametrize(
    "page",
    [
        "<div hidden>隠す</div><p>見える。",
        '<div style="display: none">隠す</div><p>見える。',
        "<!-- 隠す --><p>見える。<script>隠す</script><noscript>隠す</noscript>",
        "<nav>隠す</nav><p>見える。<form><select><option>隠す</select></form>",
        "<p>見える。<?php 隠す ?>",
    ],
)
def test_what_is_not_seen_is_not_read(page: str) -> None:
    assert body(page) == "見える。\n"


def test_navigation_that_is_most_of_a_page_is_none() -> None:
    assert body('<div id="header"><p>本文はここにある。</div><p>後') == "本文はここにある。\n\n後\n"


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ('<div class="page-header"><h1>第3節　連携</h1></div>', "# 第3節　連携"),
        ('<header class="header"><ul><li><a href="/">一覧の頁</a></ul><h1>題</h1>', "# 題"),
        ('<div class="header"><h2>重要な節</h2><p>本文A。</p></div>', "## 重要な節\n\n本文A。"),
        ('<p class="share">占有率は5割。</p>', "占有率は5割。"),
        ('<div class="menu"><h3>献立</h3><p>麦飯である。</p></div>', "### 献立\n\n麦飯である。"),
    ],
)
def test_a_block_with_the_name_of_navigation_may_be_content(page: str, text: str) -> None:
    rest = "本文である。" * 9
    assert body(f"<section>{page}</section><p>{rest}").endswith(f"{text}\n\n{rest}\n")


ASKED = "問合せ：子育て支援課　電話 042-000-7788"


@pytest.mark.parametrize(
    ("page", "kept"),
    [
        (f"<main>{{}}<footer><p>{ASKED}</p></footer></main>", True),
        (f"<article>{{}}<div class='page-footer'>{ASKED}</div></article><p>他", True),
        (
            f"<div role=main>{{}}<div role=contentinfo>{ASKED}（<a href='/'>地図</a>）</div></div>",
            True,
        ),
        (f"<main>{{}}<footer><a href='/'>{ASKED}</a></footer></main>", False),
        (f"<main>{{}}</main><footer>{ASKED}</footer>", False),
        (f"<div>{{}}</div><footer>{ASKED}</footer>", False),
        (f"<main>{{}}<nav>{ASKED}</nav></main>", False),
    ],
)
def test_the_foot_of_a_text_is_content(page: str, kept: bool) -> None:
    got = read(f"<!doctype html><meta charset=utf-8><body>{page.format('<p>本文である。' * 20)}")
    assert (ASKED in got.text) == kept
    assert kept or "navigation of the page left out" in got.remarks[0]


def test_menus_are_left_out() -> None:
    menu = '<div class="menu"><h2>案内</h2><ul><li><a href="/">暮らしの情報</a></ul></div>'
    head = '<div id="header"><h1><img alt="市"></h1><p><a href="/">みどり市</a>公式</div>'
    assert body(f"{head}{menu}<p>{'本文である。' * 9}") == "本文である。" * 9 + "\n"


def test_a_table_with_a_list_in_a_cell_is_one() -> None:
    page = (
        "<table><tr><th>届出<th>書類<tr><td>転入<td><ul><li>本人確認書類<li>転出証明書</ul></table>"
    )
    assert body(page) == "| 届出 | 書類 |\n| 転入 | 本人確認書類 転出証明書 |\n"
    page = page.replace("<ul>", "<ol start=2>").replace("</ul>", "<li>(4) 写真</ol>")
    assert body(page).endswith("| 転入 | 2. 本人確認書類 3. 転出証明書 (4) 写真 |\n")


def test_layout_tables_are_no_tables() -> None:
    page = "<table><tr><td><h1>題</h1><p>本文。</td><td><ul><li>項目</ul></td></tr></table>"
    assert body(page) == "# 題\n\n本文。\n\n- 項目\n"
    assert body("<table><tr><td>枠の中</table>") == "枠の中\n"


def test_spanning_cells_stand_in_each_row() -> None:
    page = "<table><tr><td rowspan=3>甲<td>1<tr><td>2<tr><td>3<tr><td>乙<td>4</table>"
    assert body(page) == "| 甲 | 1 |\n| 甲 | 2 |\n| 甲 | 3 |\n| 乙 | 4 |\n"


def test_a_cell_that_spans_rows_and_columns_moves_no_other() -> None:
    page = (
        "<table><tr><th rowspan=2 colspan=2>館<th colspan=2>当年<tr><th>人数<th>割合"
        "<tr><td rowspan=2>東<td>平日<td>41<td>3.2<tr><td>休日<td>52<td>4.5</table>"
    )
    assert body(page).splitlines() == [
        *["| 館 |  | 当年 |  |", "| 館 |  | 人数 | 割合 |"],
        *["| 東 | 平日 | 41 | 3.2 |", "| 東 | 休日 | 52 | 4.5 |"],
    ]


@pytest.mark.parametrize(
    ("rows", "ruled"),
    [
        # The cells themselves show the head.
        ("<tr><th>区分<th>料金<tr><td>大人<td>500円", "| 区分 | 料金 |\n| 大人 | 500円 |"),
        (
            "<tr><th>段階<th>第1段階<th>第2段階<tr><th>対象<td>全員<td>本人",
            "| 段階 | 第1段階 | 第2段階 |\n|---|---|---|\n| 対象 | 全員 | 本人 |",
        ),
        (
            "<thead><tr><td>10人<td>20人</thead><tr></tr><tr><td>5人<td>6人",
            "| 10人 | 20人 |\n|---|---|\n| 5人 | 6人 |",
        ),
        (
            "<tr><th colspan=2>料金表<tr><th>区分<th>料金<tr><th>大人<td>500円",
            "| 料金表 |  |\n| 区分 | 料金 |\n|---|---|\n| 大人 | 500円 |",
        ),
        ("<tr><th>10人<th>20人<tr><th>5人<th>6人", "| 10人 | 20人 |\n| 5人 | 6人 |"),
    ],
)
def test_a_rule_shows_the_head_that_the_cells_do_not(rows: str, ruled: str) -> None:
    assert body(f"<table>{rows}</table>") == f"{ruled}\n"


def test_terms_and_questions() -> None:
    page = (
        "<dl><dt>Treaty<dd>An agreement.<dt>何ですか？<dd>文書です。<dt>語<dd><p>義。<p>次。</dl>"
    )
    assert body(page) == "Treaty: An agreement.\n何ですか？\n文書です。\n語　義。\n次。\n"


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>2×10<sup>-6</sup>である。", "2×10⁻⁶である。"),
        ("<p><b>10</b><sup>3</sup>個", "10³個"),
        ("<p>約<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>である。", "約1/2である。"),
        ("<p>3<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>年", "3 1/2年"),
        ("<p>約<sup>1</sup>/<sub>2</sub>である。", "約1/2である。"),
        ("<p><math><msup><mi>x</mi><mn>2</mn></msup></math>", "x²"),
        ("<p>500<sup>注１）</sup>兆円", "500（注１）兆円"),
        ("<p>500<sup>*1</sup>兆円、第11<sup>th</sup>", "500*¹兆円、第11th"),
        ("<p><sup>1</sup>資料である。", "¹資料である。"),
        ("<table><tr><td>甲<td>10<sup>3</sup></table>", "| 甲 | 10³ |"),
    ],
)
def test_raised_figures_and_fractions_keep_the_number_before(page: str, text: str) -> None:
    assert body(page) == text + "\n"


def test_preformatted_text_keeps_its_lines() -> None:
    assert body("<pre>甲  乙\n  丙\n</pre><p>丁  戊") == "甲  乙\n  丙\n\n丁 戊\n"


def test_preformatted_text_makes_no_headings() -> None:
    assert body("<pre># 一覧\nls\n</pre><p>本文") == "```\n# 一覧\nls\n```\n\n本文\n"
    assert body("<pre>```\n# 一覧\n```</pre>") == "````\n```\n# 一覧\n```\n````\n"
    assert body("<pre>第1条　目的\n#1</pre>") == "第1条　目的\n#1\n"


def test_entities_and_odd_spaces() -> None:
    assert body("<p>&lt;甲&gt;&nbsp;&#x2460;　乙 \n 丙</p>") == "<甲>\u00a0①　乙丙\n"


def test_the_encoding_that_a_page_declares() -> None:
    for codec, name in (
        ("euc_jis_2004", "EUC-JP"),
        ("cp932", "x-sjis"),
        ("iso2022_jp", "ISO-2022-JP"),
    ):
        page = f'<meta http-equiv="Content-Type" content="text/html; charset={name}"><p>漢字'
        assert read(page.encode(codec)).text == "漢字\n", name
    assert read("<?xml version='1.0' encoding='UTF-8'?><html><p>漢字</html>").text == "漢字\n"
    assert (
        read("<meta charset=utf-8><p>違う漢字の頁".encode("euc_jis_2004")).text == "違う漢字の頁\n"
    )


def test_lone_surrogates_and_nul() -> None:
    assert read(b"<p>a\0b&#xD800;c").text.count("\ufffd") == 2


def test_a_page_nested_too_deep_is_refused() -> None:
    with pytest.raises(DocumentError, match="nested too deep"):
        body("<div>" * 100_000 + "中" + "</div>" * 100_000)
    assert body("<div>" * 1000 + "中" + "</div>" * 1000 + "<p>後") == "中\n\n後\n"


def test_roman_numbers_are_those_of_items() -> None:
    page = "<p>Documents:</p><ol type=i start=26>" + "<li>a form" * 4 + "</ol>"
    parts = passages(document("書類", body(page), "f"))
    assert [(each.kind, each.text.split()[0]) for each in parts[1:]] == [
        ("list", f"({number})") for number in ("xxvi", "xxvii", "xxviii", "xxix")
    ]
