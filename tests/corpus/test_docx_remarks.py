"""What a Word document holds that is not read, or not as it stands, and what is said of it."""

from __future__ import annotations

import pytest

from corpus import readers
from corpus.readers import Extract
from tests.documents.made import word_xml

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
STYLES = """\
<w:style w:styleId="a"><w:name w:val="旧"/><w:rPr><w:strike/></w:rPr></w:style>
<w:style w:styleId="b"><w:name w:val="旧2"/><w:basedOn w:val="a"/></w:style>
<w:style w:styleId="c"><w:name w:val="隠"/><w:rPr><w:vanish/></w:rPr></w:style>
"""


def read(body: str, **parts: str) -> Extract:
    return readers.extract(word_xml(body, **parts), readers.DOCX)


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


@pytest.mark.parametrize(
    ("properties", "what"),
    [
        ("<w:strike/>", "struck-out"),
        ('<w:strike w:val="true"/>', "struck-out"),
        ("<w:dstrike/>", "struck-out"),
        ('<w:rStyle w:val="a"/>', "struck-out"),
        ('<w:rStyle w:val="b"/>', "struck-out"),
        ("<w:vanish/>", "hidden"),
        ('<w:rStyle w:val="c"/>', "hidden"),
    ],
)
def test_text_that_is_not_valid_or_not_seen(properties: str, what: str) -> None:
    line = f"<w:p>{run('料金は')}{run('500円', properties)}{run('600円とする。')}</w:p>"
    for around, text in (
        ("{}", "料金は600円とする。\n"),
        (
            "<w:tbl><w:tr><w:tc>{}</w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>",
            "| 料金は600円とする。 |  |\n",
        ),
    ):
        got = read(around.format(line), styles=STYLES)
        assert (got.text, got.remarks) == (text, (f"{what} pieces of text left out (1)",))


@pytest.mark.parametrize(
    "properties",
    ['<w:strike w:val="0"/>', '<w:rStyle w:val="a"/><w:strike w:val="false"/>', "<w:b/>"],
)
def test_text_that_is_not_struck_out_after_all(properties: str) -> None:
    got = read(f"<w:p>{run('500円', properties)}</w:p>", styles=STYLES)
    assert (got.text, got.remarks) == ("500円\n", ())


def picture(inside: str, description: str) -> str:
    return (
        f'<w:p xmlns:wp="{DRAWING}"><w:r><w:drawing><wp:inline><wp:docPr id="3" name="図" '
        f'descr="{description}"/>{inside}</wp:inline></w:drawing></w:r></w:p>'
    )


def test_pictures_are_left_out_with_their_descriptions() -> None:
    box = f"<w:txbxContent><w:p>{run('枠の中')}</w:p></w:txbxContent>"
    said = ("pictures left out with their descriptions (1)",)
    assert read(picture("", "組織図：部長の下に課長を置く。")).remarks == said
    assert read(picture("", "")).remarks == said
    for description, remarks in (("", ()), ("避難経路", said)):
        got = read(picture(box, description))
        assert (got.text, got.remarks) == ("枠の中\n", remarks)
    vml = "<w:p><w:r><w:pict><v:imagedata xmlns:v='urn:schemas-microsoft-com:vml'/></w:pict></w:r>"
    assert read(vml + "</w:p>").remarks == said


@pytest.mark.parametrize(
    ("font", "place", "text"),
    [
        ("Wingdings", "F0FE", "☑"),
        ("Wingdings", "F0A8", "□"),
        ("Wingdings", "6f", "□"),
        ("Wingdings 2", "F052", "☑"),
        ("Wingdings 2", "F0A3", "□"),
        ("Symbol", "F0A3", "≤"),
        ("Symbol", "F06D", "μ"),
        ("", "F0B7", "•"),
        ("Webdings", "F0FE", "\ufffd"),
        ("Wingdings", "?", "\ufffd"),
    ],
)
def test_signs_by_their_font(font: str, place: str, text: str) -> None:
    name = f'w:font="{font}" ' if font else ""
    got = read(f'<w:p><w:r><w:sym {name}w:char="{place}"/></w:r>{run("同意する。")}</w:p>')
    assert got.text == f"{text}同意する。\n"
    said = ("signs of symbol fonts shown as \ufffd (1)",)
    assert got.remarks == (said if text == "\ufffd" else ())


def cell(text: str) -> str:
    return f"<w:tc><w:p>{run(text)}</w:p></w:tc>"


def test_a_row_that_begins_further_in() -> None:
    indent = '<w:trPr><w:gridBefore w:val="1"/></w:trPr>'
    first = f"<w:tr>{indent}{cell('大人')}{cell('子ども')}</w:tr>"
    second = f"<w:tr>{cell('入場料')}{cell('500円')}{cell('200円')}</w:tr>"
    table = f"<w:tbl><w:sdt><w:sdtContent>{first}{second}</w:sdtContent></w:sdt></w:tbl>"
    assert read(table).text == "|  | 大人 | 子ども |\n| 入場料 | 500円 | 200円 |\n"
