"""Word documents made with a real tool, and by hand what that tool cannot make."""

from __future__ import annotations

from typing import Any

import pytest

from corpus import readers
from corpus.document import document
from corpus.errors import DocumentError, ReadingLimitError
from corpus.readers import Extract
from corpus.readers.number_formats import numeral
from corpus.structure import outline, passages
from tests.documents.made import replaced, word, word_xml


def read(data: bytes) -> Extract:
    return readers.extract(data, readers.DOCX)


def body(xml: str, **parts: str) -> str:
    return read(word_xml(xml, **parts)).text


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def plan(made: Any) -> None:
    made.add_heading("みどり市防災計画", 0)
    made.add_heading("第1章　総則", 1)
    made.add_heading("(1) 目的", 2)
    paragraph = made.add_paragraph("この計画は、防災の基本を定める")
    add_reference(paragraph, "footnote", "2")
    paragraph.add_run("ものである。")
    made.add_paragraph("備蓄の状況", style="List Bullet")
    made.add_paragraph("要請する。", style="List Number")
    made.add_paragraph("連携する。", style="List Number")
    made.add_heading("第2章　雑則", 1)
    table = made.add_table(2, 2)
    for row, texts in zip(table.rows, [("区分", "件数"), ("令和元年", "1,234")], strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    made.sections[0].header.paragraphs[0].text = "柱"


def add_reference(paragraph: Any, kind: str, number: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    reference = OxmlElement(f"w:{kind}Reference")
    reference.set(qn("w:id"), number)
    paragraph.add_run()._r.append(reference)


TEXT = """\
みどり市防災計画

# 第1章　総則

## (1) 目的

この計画は、防災の基本を定める[^1]ものである。
- 備蓄の状況
  1. 要請する。
  2. 連携する。

[^1]: 災害対策基本法による。

# 第2章　雑則

| 区分 | 件数 |
| 令和元年 | 1,234 |
"""


def test_a_plan() -> None:
    assert read(word(plan, footnotes="1:使われない注|2:災害対策基本法による。")).text == TEXT


def test_its_structure() -> None:
    made = document("計画", TEXT, "d")
    assert [(h.depth, h.title) for h in outline(made)] == [
        *[(0, "みどり市防災計画"), (1, "第1章　総則"), (2, "(1) 目的"), (1, "第2章　雑則")]
    ]
    (note,) = [each for each in passages(made) if each.kind == "note"]
    (mark,) = [mark for each in passages(made) for mark in each.note_marks]
    assert mark.note == (note.start, note.end)


def test_endnotes_have_labels_of_their_own() -> None:
    def build(made: Any) -> None:
        paragraph = made.add_paragraph("甲である")
        add_reference(paragraph, "endnote", "1")
        add_reference(paragraph, "footnote", "1")

    got = read(word(build, footnotes="1:脚注。", endnotes="1:文末の注。")).text
    assert got == "甲である[^e1][^1]\n\n[^e1]: 文末の注。\n\n[^1]: 脚注。\n"


def level(number: int, kind: str, pattern: str) -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


LEVELS = (
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "decimalFullWidth", "第%1章")
    + level(1, "decimal", "(%2)")
    + level(2, "aiueoFullWidth", "%3")
    + level(3, "bullet", "&#xF0B7;")
    + '</w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num>'
)


def test_automatic_numbers_are_read() -> None:
    def item(depth: int, text: str) -> str:
        return p(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="7"/></w:numPr>')

    texts = [
        (0, "総則"),
        (1, "目的"),
        (1, "定義"),
        (2, "災害"),
        (0, "雑則"),
        (1, "委任"),
        (3, "点"),
    ]
    got = body("".join(item(depth, text) for depth, text in texts), numbering=LEVELS)
    assert got.splitlines() == [
        *["第１章 総則", "(1) 目的", "(2) 定義", "ア 災害", "第２章 雑則", "(1) 委任", "      - 点"]
    ]


def numbered(text: str, depth: int, number: int = 7) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


def test_articles_that_are_counted_through_the_chapters() -> None:
    article = level(1, "decimal", "第%2条").replace(
        "<w:numFmt", '<w:lvlRestart w:val="0"/><w:numFmt'
    )
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{level(0, "decimal", "第%1章")}{article}'
        f"{level(2, 'decimal', '(%3)')}</w:abstractNum>"
        '<w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num>'
    )
    got = body(
        "".join(numbered("甲", depth) for depth in (0, 1, 2, 1, 2, 0, 1)), numbering=numbering
    )
    assert [line.split()[0] for line in got.splitlines()] == [
        *["第1章", "第1条", "(1)", "第2条", "(1)", "第2章", "第3条"]
    ]


def test_a_list_that_begins_with_another_number() -> None:
    other = (
        '<w:num w:numId="8"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="1">'
        '<w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    got = body(numbered("甲", 1, 8) + numbered("乙", 1, 8), numbering=LEVELS + other)
    assert got == "(5) 甲\n(6) 乙\n"


def test_a_paragraph_without_text_has_its_number() -> None:
    rows = "".join(
        f"<w:tr><w:tc>{numbered('', 1)}</w:tc><w:tc>{p(text)}</w:tc></w:tr>" for text in "甲乙"
    )
    got = body(f"<w:tbl>{rows}</w:tbl>{numbered('', 1)}{numbered('丙', 1)}", numbering=LEVELS)
    assert got == "| (1) | 甲 |\n| (2) | 乙 |\n\n(4) 丙\n"


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


UP = '<w:vertAlign w:val="superscript"/>'


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        (run("10") + run("3", UP) + run("個"), "10³個"),
        (run("会合") + run("注", UP) + run("1", UP) + run("が"), "会合（注1）が"),
        (run("500") + run("1", '<w:rStyle w:val="up"/>') + run("兆円"), "500¹兆円"),
        (run("1", UP) + run("資料"), "¹資料"),
        (run("H") + run("2", '<w:vertAlign w:val="subscript"/>') + run("O"), "H2O"),
    ],
)
def test_raised_figures_are_no_part_of_the_number_before(runs: str, text: str) -> None:
    styles = f'<w:style w:styleId="up"><w:name w:val="肩"/><w:rPr>{UP}</w:rPr></w:style>'
    assert body(f"<w:p>{runs}</w:p>", styles=styles) == text + "\n"


def test_formulas_on_one_line() -> None:
    def math(kind: str, **parts: str) -> str:
        inside = "".join(f"<m:{name}>{xml}</m:{name}>" for name, xml in parts.items())
        return f"<m:{kind}>{inside}</m:{kind}>"

    def sign(text: str) -> str:
        return f"<m:r><m:t>{text}</m:t></m:r>"

    power = math("sSup", e=math("d", e=sign("a+b")), sup=sign("2"))
    formula = sign("約") + math("f", num=sign("1"), den=sign("20")) + sign("、") + power
    for _ in range(40):  # each inside of the next
        power = math("sSup", e=power, sup=sign("2"))
    space = "http://schemas.openxmlformats.org/officeDocument/2006/math"
    got = body(
        f'<w:p xmlns:m="{space}"><m:oMath>{formula}</m:oMath></w:p>'
        f'<w:p xmlns:m="{space}"><m:oMath>{power}</m:oMath></w:p>'
    )
    assert got == f"約1/20、(a+b)²\n(a+b){'²' * 41}\n"


def field(code: str, result: str = "") -> str:
    def sign(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    kept = sign("separate") + run(result) if result else ""
    texts = "".join(f"<w:r><w:instrText>{char}</w:instrText></w:r>" for char in code)
    return f"{sign('begin')}{texts}{kept}{sign('end')}"


@pytest.mark.parametrize(
    ("code", "result", "text"),
    [
        (r"eq \o\ac(○,21)", "", "㉑"),
        (r"eq \o\ac(□,印)", "", "印"),
        (r'EQ \* jc2 \* "Font:ＭＳ 明朝" \* hps10 \o\ad(\s\up 9(はん),藩)', "", "藩"),
        (r"EQ \f(1,20)", "", "1/20"),
        (r"eq \o(A,B)", "乙", "乙"),
        ("PAGE", "", ""),
        (r"eq \o(" + "(" * 600, "", r"\o(" + "(" * 600),
    ],
)
def test_fields_that_set_signs(code: str, result: str, text: str) -> None:
    assert body(f"<w:p>{run('前')}{field(code, result)}{run('札')}</w:p>") == f"前{text}札\n"


def test_moved_and_alternative_blocks_are_read() -> None:
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    got = read(
        word_xml(
            f"<w:moveFrom>{p('移した段落')}</w:moveFrom><w:moveTo>{p('移した段落')}</w:moveTo>"
            f"<mc:AlternateContent {mc}><mc:Choice>{p('甲')}</mc:Choice><mc:Fallback>{p('甲')}"
            f"</mc:Fallback></mc:AlternateContent>{p('乙')}"
        )
    )
    assert got.text == "移した段落\n甲\n乙\n"


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    gone = "<w:rPr><w:del/></w:rPr>"
    got = body(
        f"{p('甲は', gone)}{p('乙である。')}{p('丙', gone)}"
        f"<w:tbl><w:tr><w:tc>{p('丁', gone)}{p('戊')}</w:tc><w:tc>{p('己')}</w:tc></w:tr></w:tbl>"
    )
    assert got == "甲は乙である。\n丙\n\n| 丁戊 | 己 |\n"


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        *[("decimal", "12"), ("decimalFullWidth", "１２"), ("decimalEnclosedCircle", "⑫")],
        *[("aiueo", "ｼ"), ("iroha", "ｦ"), ("aiueoFullWidth", "シ"), ("irohaFullWidth", "ヲ")],
        *[("japaneseCounting", "十二"), ("ideographDigital", "一二"), ("upperRoman", "XII")],
        *[("japaneseLegal", "壱拾弐"), ("ideographZodiac", "亥"), ("decimalZero", "12")],
        *[("lowerLetter", "l"), ("none", ""), ("decimalEnclosedParen", "⑿"), ("ordinal", "12th")],
        *[("somethingNew", None), ("ideographTraditional", None)],
    ],
)
def test_kinds_of_numbers(kind: str, shown: str | None) -> None:
    assert numeral(12, kind) == shown


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        *[("ideographTraditional", 1, "甲"), ("japaneseLegal", 1, "壱"), ("decimalZero", 1, "01")],
        *[("upperLetter", 27, "AA"), ("upperLetter", 28, "BB"), ("lowerLetter", 26, "z")],
        *[("japaneseCounting", 100, "百"), ("japaneseCounting", 1234, "千二百三十四")],
        *[("ideographDigital", 10, "一〇"), ("ideographZodiacTraditional", 60, "癸亥")],
        *[("decimalEnclosedFullstop", 1, "⒈"), ("lowerRoman", 444, "cdxliv")],
        *[("ordinal", 2, "2nd"), ("japaneseCounting", 0, "〇"), ("upperLetter", 0, None)],
        *[("ideographDigital", -1, None), ("japaneseLegal", -1, None)],
    ],
)
def test_numbers_of_a_kind(kind: str, value: int, shown: str | None) -> None:
    assert numeral(value, kind) == shown


def test_a_kind_of_number_that_is_not_known_is_remarked() -> None:
    given = read(word_xml(numbered("甲", 0), numbering=LEVELS.replace("decimalFullWidth", "new")))
    assert given.text == "第1章 甲\n"
    assert given.remarks == ("automatic numbers written in digits (Word has them as new)",)


def test_a_list_has_the_levels_of_the_style_that_it_names() -> None:
    numbering = (
        f'<w:abstractNum w:abstractNumId="0"><w:styleLink w:val="Jobun"/>'
        f"{level(0, 'decimalFullWidth', '第%1条')}</w:abstractNum>"
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="Jobun"/></w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="8"><w:abstractNumId w:val="0"/></w:num>'
    )
    got = body(numbered("甲", 0) + numbered("乙", 0, 8), numbering=numbering)
    assert got == "第１条 甲\n第２条 乙\n"  # they count together


def test_a_level_may_want_all_numbers_in_digits() -> None:
    lower = level(1, "decimal", "%1.%2").replace("<w:lvlText", "<w:isLgl/><w:lvlText")
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{level(0, "upperRoman", "%1")}{lower}'
        '</w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num>'
    )
    assert body(numbered("甲", 0) + numbered("乙", 1), numbering=numbering) == "I 甲\n1.1 乙\n"


def test_styles_in_japanese_and_inherited() -> None:
    styles = (
        '<w:style w:styleId="1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:styleId="a"><w:name w:val="章の題"/><w:basedOn w:val="1"/></w:style>'
        '<w:style w:styleId="b"><w:name w:val="段"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr>'
        "</w:style>"
        '<w:style w:styleId="r"><w:name w:val="環"/><w:basedOn w:val="r"/></w:style>'
    )
    got = body(
        p("甲", '<w:pStyle w:val="a"/>')
        + p("乙", '<w:pStyle w:val="b"/>')
        + p("丙", '<w:outlineLvl w:val="1"/>')
        + p("丁", '<w:pStyle w:val="r"/>')
        + p("戊", '<w:outlineLvl w:val="9"/>'),
        styles=styles,
    )
    assert got.splitlines() == ["# 甲", "", "### 乙", "", "## 丙", "", "丁", "戊"]


def test_changes_are_read_as_accepted() -> None:
    got = read(
        word_xml(
            "<w:p><w:r><w:t>甲</w:t></w:r><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
            "<w:ins><w:r><w:t>新</w:t></w:r></w:ins></w:p><w:ins>" + p("足した段落") + "</w:ins>"
        )
    )
    assert got.text == "甲新\n足した段落\n"
    assert got.remarks == ("tracked deletions left out (1)",)


def test_what_stands_in_frames_is_read_once() -> None:
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = f"<w:txbxContent>{p('枠の中')}</w:txbxContent>"
    got = body(
        f"<w:p><w:r><w:t>本文</w:t></w:r><w:r {mc}><mc:AlternateContent><mc:Choice>{box}"
        f"</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
        f"<w:sdt><w:sdtContent>{p('部品の中')}</w:sdtContent></w:sdt>"
        f"<w:tbl><w:tr><w:tc>{p('囲み')}</w:tc></w:tr></w:tbl>"
    )
    assert got == "本文\n枠の中\n部品の中\n囲み\n"


def test_signs_in_running_text() -> None:
    got = body(
        "<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:br w:type='page'/>"
        "<w:noBreakHyphen/><w:t xml:space='preserve'> 丁</w:t></w:r>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隠</w:t></w:r>"
        "<w:r><w:ruby><w:rt><w:r><w:t>かん</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>漢</w:t></w:r>"
        "</w:rubyBase></w:ruby></w:r></w:p>"
    )
    assert got == "甲\t乙\n丙\u2011 丁漢\n"


def test_numbers_boxes_and_formulas_in_cells() -> None:
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    math = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    number = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="7"/></w:numPr>'
    box = f"<w:txbxContent>{p('枠')}</w:txbxContent>"
    framed = f"<mc:AlternateContent {mc}><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}"
    formula = f"<m:oMath {math}><m:r><m:t>x+y</m:t></m:r></m:oMath>"
    got = body(
        f"<w:tbl><w:tr><w:tc>{p('甲', number)}{p('乙', number)}</w:tc><w:tc><w:p><w:r>{framed}"
        f"</mc:Fallback></mc:AlternateContent><w:sym w:char='F0B7'/></w:r>{formula}</w:p></w:tc>"
        "</w:tr></w:tbl>",
        numbering=LEVELS,
    )
    assert got == "| (1) 甲 (2) 乙 | •x+y 枠 |\n"


def test_a_line_break_in_a_cell_parts_what_it_stands_between() -> None:
    broken = "<w:p><w:r><w:t>委員（吉岡）</w:t><w:br/><w:t>事務局：館長</w:t></w:r></w:p>"
    got = body(f"<w:tbl><w:tr><w:tc>{p('出席者')}</w:tc><w:tc>{broken}</w:tc></w:tr></w:tbl>")
    assert got == "| 出席者 | 委員（吉岡） 事務局：館長 |\n"


def test_merged_cells() -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"

    got = body(
        "<w:tbl><w:tr>"
        + cell("甲", '<w:vMerge w:val="restart"/>')
        + cell("1")
        + cell("2")
        + "</w:tr><w:tr>"
        + cell("", "<w:vMerge/>")
        + cell("3", '<w:gridSpan w:val="2"/>')
        + "</w:tr></w:tbl>"
    )
    assert got == "| 甲 | 1 | 2 |\n| 甲 | 3 |  |\n"


def test_a_rule_shows_the_head_of_a_table_that_the_cells_do_not() -> None:
    def row(*texts: str, properties: str = "") -> str:
        cells = "".join(f"<w:tc>{p(text)}</w:tc>" for text in texts)
        return f"<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>"

    below = row("対象", "全員", "本人")
    head = row("段階", "第1段階", "第2段階", properties="<w:tblHeader/>")
    assert body(f"<w:tbl>{head}{below}</w:tbl>") == (
        "| 段階 | 第1段階 | 第2段階 |\n|---|---|---|\n| 対象 | 全員 | 本人 |\n"
    )
    head = row("区分", "平日", "休日", properties="<w:tblHeader/>")
    assert "---" not in body(f"<w:tbl>{head}{below}</w:tbl>")


def test_a_table_inside_of_a_cell_keeps_its_rows() -> None:
    def cell(content: str) -> str:
        return f"<w:tc>{content}</w:tc>"

    def table(*rows: str) -> str:
        return f"<w:tbl>{''.join(rows)}</w:tbl>"

    def row(*cells: str) -> str:
        return f"<w:tr>{''.join(cells)}</w:tr>"

    def texts(*given: str) -> str:
        return row(*(cell(p(text)) for text in given))

    fees = table(texts("会議室", "500円"), texts("体育館", "平日", "900円"), texts("", ""))
    both = row(cell(p("次による。") + fees + p("")), cell(table(texts("税を含む。")) + p("")))
    got = read(word_xml(table(texts("使用料", "備考"), both)))
    assert got.text == (
        "| 使用料 | 備考 |\n| 次による。 会議室：500円；体育館、平日、900円 | 税を含む。 |\n"
    )
    assert got.remarks == ("tables inside of cells written on one line (1)",)


def test_a_generated_table_of_contents_is_left_out() -> None:
    styles = '<w:style w:styleId="t"><w:name w:val="toc 1"/></w:style>'
    got = read(word_xml(p("総則…1", '<w:pStyle w:val="t"/>') + p("本文"), styles=styles))
    assert got.text == "本文\n"
    assert "table of contents" in got.remarks[0]


def test_an_entity_bomb_is_refused() -> None:
    data = word_xml(p("本文"))
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1 or str()};" * 10}">' for n in range(1, 10)
    )
    xml = f'{bomb}]><w:document xmlns:w="w"><w:body>&a9;</w:body></w:document>'
    with pytest.raises(DocumentError, match="entities"):
        read(replaced(data, xml.encode()))


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = replaced(word_xml(p("本文")), bytes(201_000_000))
    assert len(bomb) < 1_000_000
    with pytest.raises(ReadingLimitError, match="unpacks to 201 MB"):
        read(bomb)


def test_a_document_nested_too_deep_is_refused() -> None:
    with pytest.raises(DocumentError, match="damaged"):
        body("<w:sdt><w:sdtContent>" * 100_000 + "</w:sdtContent></w:sdt>" * 100_000)
