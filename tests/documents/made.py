"""Documents made on the spot with real tools, as the tests of the readers need them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

import docx
from reportlab.lib import colors
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    PageTemplate,
    Paragraph,
    SimpleDocTemplate,
    Table,
)

WIDTH, HEIGHT = 595, 842  # points of A4
MINCHO, GOTHIC = "HeiseiMin-W3", "HeiseiKakuGo-W5"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _fonts() -> None:
    if MINCHO not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(MINCHO))
        pdfmetrics.registerFont(UnicodeCIDFont(GOTHIC))


def pdf(*pages: Sequence[tuple[float, float, float, str]], password: str | None = None) -> bytes:
    """A PDF of which each page is a list of (x, y, size, text)."""
    _fonts()
    out = io.BytesIO()
    encrypt = None if password is None else StandardEncryption(password)
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT), encrypt=encrypt)
    for page in pages:
        for x, y, size, text in page:
            canvas.setFont(MINCHO, size)
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def scan(pages: int) -> bytes:
    """A PDF whose pages are pictures."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT))
    picture = ImageReader(Image.new("L", (50, 70), 200))
    for _ in range(pages):
        canvas.drawImage(picture, 0, 0, WIDTH, HEIGHT)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def empty_pages(count: int) -> bytes:
    """A PDF of many pages with nothing on them, which share one object for all there is."""
    kids = " ".join(f"{number} 0 R" for number in range(3, count + 3))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {count}/MediaBox[0 0 595 842]/Kids[{kids}]>>",
        *["<</Type/Page/Parent 2 0 R>>"] * count,
    ]
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, text in enumerate(objects, 1):
        places.append(out.tell())
        out.write(f"{number} 0 obj{text}endobj\n".encode())
    start = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.write("".join(f"{place:010} 00000 n \n" for place in places).encode())
    out.write(f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF".encode())
    return out.getvalue()


def white_paper(lines: Sequence[str], columns: int) -> bytes:
    """A PDF as a ministry sets one: columns, running heads by turns, page numbers, small notes."""
    _fonts()
    body = ParagraphStyle(
        "body", fontName=MINCHO, fontSize=10, leading=16, firstLineIndent=10, wordWrap="CJK"
    )
    head = ParagraphStyle(
        "head", fontName=GOTHIC, fontSize=13, leading=20, spaceBefore=8, wordWrap="CJK"
    )
    note = ParagraphStyle(
        "note",
        fontName=MINCHO,
        fontSize=8,
        leading=11,
        leftIndent=20,
        firstLineIndent=-20,
        wordWrap="CJK",
    )

    def margins(canvas: Canvas, made: Any) -> None:
        canvas.setFont(MINCHO, 8)
        if made.page % 2:
            canvas.drawString(60, 800, "第5章　公安の維持と災害対策")
            canvas.drawRightString(535, 30, str(made.page + 100))
        else:
            canvas.drawRightString(535, 800, "令和元年版　警察白書")
            canvas.drawString(60, 30, str(made.page + 100))

    width = 475 if columns == 1 else 225
    frames = [Frame(60 + 250 * column, 60, width, 720) for column in range(columns)]
    out = io.BytesIO()
    template = BaseDocTemplate(out, pagesize=(WIDTH, HEIGHT), pageCompression=0)
    template.addPageTemplates([PageTemplate(frames=frames, onPage=margins)])

    def styles(line: str) -> ParagraphStyle:
        return (
            note
            if line.startswith("注")
            else body
            if line.endswith("。") or len(line) > 60
            else head
        )

    template.build([Paragraph(line, styles(line)) for line in lines])
    return out.getvalue()


def table(rows: Sequence[Sequence[str]], widths: Sequence[float], spans: Sequence[Any]) -> bytes:
    """A PDF with a paragraph, a ruled table whose cells wrap, and a paragraph."""
    _fonts()
    style = ParagraphStyle("cell", fontName=MINCHO, fontSize=9, leading=13, wordWrap="CJK")
    rules = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
    cells = [[Paragraph(text, style) for text in row] for row in rows]
    made = Table(cells, colWidths=widths, style=[*rules, *spans])
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=(WIDTH, HEIGHT), pageCompression=0).build(
        [Paragraph("前の段落である。", style), made, Paragraph("後の段落である。", style)]
    )
    return out.getvalue()


def turned(text: str, quarters: int) -> bytes:
    """A PDF with a page on which the letters are turned by so many quarters."""
    _fonts()
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT))
    canvas.translate(WIDTH / 2, HEIGHT / 2)
    canvas.rotate(90 * quarters)
    canvas.setFont(MINCHO, 10)
    for number, line in enumerate(text.splitlines()):
        canvas.drawString(-100, 50 - 16 * number, line)
    canvas.save()
    return out.getvalue()


def vertical(columns: Sequence[str]) -> bytes:
    """A PDF with a page of vertical writing, the first column at the right."""
    _fonts()
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(HEIGHT, WIDTH))
    canvas.setFont(MINCHO, 11)
    for number, column in enumerate(columns):
        for place, char in enumerate(column):
            canvas.drawString(HEIGHT - 80 - 20 * number, WIDTH - 60 - 11 * place, char)
    canvas.save()
    return out.getvalue()


def word(build: Callable[[Any], None], **parts: str) -> bytes:
    """A DOCX that `build` fills. `parts` are notes: footnotes="1:text|2:text"."""
    made = docx.Document()
    build(made)
    out = io.BytesIO()
    made.save(out)
    return with_parts(
        out.getvalue(), {kind: _note_part(kind, text) for kind, text in parts.items()}
    )


def _note_part(kind: str, text: str) -> str:
    one = kind[:-1]
    notes = "".join(
        f'<w:{one} w:id="{each.partition(":")[0]}"><w:p><w:r><w:{one}Ref/></w:r><w:r>'
        f"<w:t>{each.partition(':')[2]}</w:t></w:r></w:p></w:{one}>"
        for each in text.split("|")
    )
    line = f'<w:{one} w:type="separator" w:id="-1"><w:p/></w:{one}>'
    return f'<w:{kind} xmlns:w="{W}">{line}{notes}</w:{kind}>'


def with_parts(data: bytes, parts: dict[str, str]) -> bytes:
    """A DOCX with parts added to it, and related to its document."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename == "word/_rels/document.xml.rels":
                kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
                added = "".join(
                    f'<Relationship Id="x{name}" Type="{kind}/{name}" Target="{name}.xml"/>'
                    for name in parts
                )
                content = content.replace(b"</Relationships>", added.encode() + b"</Relationships>")
            if info.filename.removeprefix("word/").removesuffix(".xml") not in parts:
                new.writestr(info.filename, content)
        for name, content_of in parts.items():
            new.writestr(f"word/{name}.xml", content_of)
    return out.getvalue()


def word_xml(body: str, **parts: str) -> bytes:
    """The least DOCX there can be, around the XML of its body."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", 8) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
        )
        relations = "".join(f'<Relationship Type="/{name}" Target="{name}.xml"/>' for name in parts)
        archive.writestr(
            "word/_rels/document.xml.rels", f"<Relationships>{relations}</Relationships>"
        )
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", f'<w:{name} xmlns:w="{W}">{content}</w:{name}>')
    return out.getvalue()


def replaced(data: bytes, document_xml: bytes) -> bytes:
    """A DOCX with another word/document.xml."""
    out = io.BytesIO()
    old = zipfile.ZipFile(io.BytesIO(data))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        for name in old.namelist():
            new.writestr(name, document_xml if name == "word/document.xml" else old.read(name))
    return out.getvalue()
