"""Citation: a place in a document as one pastes it into a footnote, and a document as BibTeX
and RIS.

Says only what the library knows: a publisher for the built-in section alone, from its card; a
year from there, or where the document's own name states its edition (令和5年版) or revision
(令和6年3月改定). Titles and headings stay as printed. Pages are counted in the file, since the
numbers printed on them are not known.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING
from urllib.parse import quote as percent_encoded

from corpus.builtin import builtin_card
from corpus.dates import dates
from corpus.document import Document
from corpus.markers import markers
from corpus.names import visible
from corpus.passage import Heading, Passage
from corpus.reading import readable_suffixes
from corpus.span import Span
from corpus.structure import outline
from qa.question import Language, language_of
from qa.quote import Quote
from ui.heading import english_label, heading_mark
from ui.place import document_key
from ui.sources import is_web_address, without_folders
from ui.strings import DIVISIONS, say

if TYPE_CHECKING:
    from ui import schemas

_SPACES = re.compile(r"[\t\r\n]+")
_NOT_IN_ADDRESS = re.compile(r"[^!-~]|[<>\"{}|\\^`]")
# What follows the date of an edition, except one from which something is told
# (昭和56年版から見る), or the date of what was done to the document, where a part of the name
# ends with it.
_ISSUED = re.compile(
    r"版(?!から|に|を)|[ 　]?(改[定訂正]|修正|策定|制定|作成|公表|発行)版?([)）]|[ 　]|$)"
)
_BRACKETED = re.compile("[(（][^()（）]*[)）]")
_FULL_WIDTH = str.maketrans("()", "（）")


@dataclass(frozen=True, slots=True)
class Cited:
    """A place in a document, or a document as a whole.

    headings: the titles the place stands under, outermost first.
    kind, label: of its passage: "note" and "注1".
    pages: the first and the last page of the place, from 1; None where there are no pages.
    """

    document: str
    source: str
    headings: tuple[str, ...] = ()
    kind: str = "paragraph"
    label: str | None = None
    pages: Span | None = None

    @property
    def address(self) -> str | None:
        """The document's web address; None where it is from somebody's disk."""
        if not is_web_address(self.source):
            return None
        return _NOT_IN_ADDRESS.sub(lambda found: percent_encoded(found[0]), self.source)

    @property
    def file(self) -> str | None:
        """The name of the file that the document was read from, without its folders."""
        name = without_folders(self.source)
        known = self.address is None and name.lower().endswith(readable_suffixes())
        return name if known else None

    @property
    def year(self) -> int | None:
        """The year of the edition or the revision, if it is known."""
        card = builtin_card()
        if self.source == card.address:
            return card.year
        years = {
            found.year for found in dates(self.document) if _ISSUED.match(self.document, found.end)
        }
        return years.pop() if len(years) == 1 else None

    def publisher(self, language: Language) -> str | None:
        """The name of the publisher, in `language`, if it is known."""
        card = builtin_card()
        if self.source != card.address:
            return None
        japanese, _, english = card.publisher.rstrip(")").partition(" (")
        return japanese if language == "ja" else english or japanese


# --- what is cited


def cited_quote(quote: Quote) -> Cited:
    """The place of a quote."""
    passage = quote.passage
    document = passage.document
    return Cited(
        document.name,
        document.source,
        passage.headings,
        passage.kind,
        passage.label,
        _pages(document, quote.start, quote.end),
    )


def cited_kept(kept: schemas.Quote) -> Cited:
    """The place of a quote whose document is not at hand as it was: without pages."""
    return Cited(kept.document, kept.source, tuple(kept.headings), kept.kind, kept.label)


def cited_document(document: Document) -> Cited:
    """A document as a whole; the built-in one as the section that it is."""
    section = (builtin_card().section,) if document.source == builtin_card().address else ()
    return Cited(document.name, document.source, section)


def cited_span(document: Document, start: int, end: int, passages: Sequence[Passage]) -> Cited:
    """Any span of a document with these passages, under the headings that all of the span stands
    under. A heading inside the span counts as standing under itself."""
    touched = touching(passages, start, end)
    paths = [passage.headings for passage in touched]
    path: list[Heading] = []
    for heading in outline(document):
        if heading.start >= end:
            break
        path = [*(each for each in path if each.depth < heading.depth), heading]
        if start < heading.end:
            paths.append(tuple(each.title for each in path))
    if not paths:  # white space between two passages
        paths = [tuple(each.title for each in path)]
    shared = itertools.takewhile(lambda titles: len(set(titles)) == 1, zip(*paths, strict=False))
    cited = Cited(
        document.name,
        document.source,
        tuple(titles[0] for titles in shared),
        pages=_pages(document, start, end),
    )
    if len(touched) != 1:
        return cited
    return replace(cited, kind=touched[0].kind, label=touched[0].label)


def touching(passages: Iterable[Passage], start: int, end: int) -> list[Passage]:
    """The passages that a span touches."""
    return [p for p in passages if p.start < end and start < p.end]


def _pages(document: Document, start: int, end: int) -> Span | None:
    first, last = document.page(start), document.page(end - 1)
    return None if first is None or last is None else (first, last)


# --- footnotes


def footnote(cited: Cited, language: Language, day: date) -> str:
    """The citation in one line, in the form that Japanese or English readers expect.

    day: when it was read, which is told only with a web address.
    """
    title, publisher, year = _line(cited.document), cited.publisher(language), cited.year
    if language == "ja":
        parts = [f"{publisher or ''}『{title}』{''.join(_headings(cited, language))}"]
    else:
        parts = [f"{title} ({year})" if year else title, *_headings(cited, language)]
        if publisher:
            parts.insert(0, publisher)
    parts += _details(cited, language)
    if cited.address:
        read = say(language, "read_on", day=day_words(day, language))
        parts.append(f"{cited.address}{read}")
    return say(language, "comma").join(parts)


def day_words(day: date, language: Language) -> str:
    """
    >>> day_words(date(2026, 11, 24), "ja"), day_words(date(2026, 11, 24), "en")
    ('2026年11月24日', '24 November 2026')
    """
    month = say(language, "months").split()[day.month - 1]
    return say(language, "day", year=str(day.year), month=month, day=str(day.day))


def minute_words(time: datetime, language: Language) -> str:
    """A time in its zone, with the offset from UTC, since few people know the names of zones.

    >>> minute_words(datetime.fromisoformat("2026-11-28T13:05:09+09:00"), "en")
    '28 November 2026, 13:05 +09:00'
    """
    day, zone = day_words(time.date(), language), f"{time:%z}"
    offset = f"{zone[:3]}:{zone[3:5]}"
    return say(language, "minute", day=day, clock=f"{time:%H:%M}", offset=offset)


def _headings(cited: Cited, language: Language) -> list[str]:
    return [_heading(_line(heading), language) for heading in cited.headings]


def _heading(heading: str, language: Language) -> str:
    """第3節 連携 -> 第3節「連携」, Section 3 “連携”: the mark apart from the title."""
    opening, closing = ("「", "」") if language == "ja" else (" “", "”")
    found = next(iter(markers(heading)), None)
    mark, title = (
        (heading[: found.end].strip(), heading[found.end :].strip()) if found else ("", heading)
    )
    if found and language == "en" and found.cls in DIVISIONS:
        mark = heading_mark(heading)
    elif language == "ja" and language_of(title) == "ja":
        mark = mark.translate(_FULL_WIDTH)
    if language == "ja" and _BRACKETED.fullmatch(title):  # 第3条（所有者等の責務）
        opening = closing = ""
    return (mark + (title and f"{opening}{title}{closing}")).strip()


def _details(cited: Cited, language: Language) -> list[str]:
    """What comes after the headings: the note, the page."""
    details = []
    if cited.label is not None:
        label = english_label(cited.label) if language == "en" else cited.label
        details.append(label.strip())
    elif cited.kind == "caption":
        details.append(say(language, "kind.caption"))
    if cited.pages is not None:
        first, last = (str(page) for page in cited.pages)
        if first == last:
            details.append(say(language, "page_of_file", first=first))
        else:
            details.append(say(language, "pages_of_file", first=first, last=last))
    return details


def _line(text: str) -> str:
    return visible(_SPACES.sub(" ", text))


# --- for programs that keep references. Each form takes a few lines; the hard part is the
# --- escaping, which libraries that write it leave to the caller.

_BIBTEX = {
    **{sign: f"\\{sign}" for sign in "#$%&_"},
    "\\": "\\textbackslash{}",
    "^": "\\textasciicircum{}",
    "~": "\\textasciitilde{}",
    "`": "\\textasciigrave{}",
    # Not \{: BibTeX counts braces without looking at what is before them.
    "{": "\\textbraceleft{}",
    "}": "\\textbraceright{}",
}
_LIGATURE = re.compile(r"([-'<>,?!])(?=\1)")  # -- would become a dash


def bibtex(document: Document, day: date, places: Sequence[Cited] = ()) -> str:
    """A document as an entry of BibTeX in UTF-8, with the fields of biblatex; with the places
    in it that are given.

    day: when it was read, which is told only with a web address.
    """
    cited = cited_document(document)
    language = printed_in(document)
    kind = "report" if cited.publisher(language) else "online" if cited.address else "misc"
    fields = {
        # In two pairs of braces, since styles make the capitals of titles small.
        "title": f"{{{_bibtex_value(_line(cited.document))}}}",
        "institution": _bibtex_value(cited.publisher(language) or ""),
        "year": str(cited.year or ""),
        "url": cited.address or "",  # as it is: biblatex reads it verbatim
        "howpublished": _bibtex_value(_file(cited, language)),
        "urldate": day.isoformat() if cited.address else "",
        "langid": "japanese" if language == "ja" else "english",
        "note": _bibtex_value(_note(places or [cited], language)),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{kind}{{hakusho-{document_key(document)},", *lines, "}\n"])


def _bibtex_value(text: str) -> str:
    escaped = "".join(_BIBTEX.get(char, char) for char in text)
    return _LIGATURE.sub(r"\1{}", escaped)


def ris(document: Document, day: date, places: Sequence[Cited] = ()) -> str:
    """A document as a record of RIS in UTF-8; with the places in it that are given.

    day: when it was read, which is told only with a web address.
    """
    cited = cited_document(document)
    language = printed_in(document)
    publisher = cited.publisher(language)
    fields = [
        ("TY", "RPRT" if publisher else "ELEC" if cited.address else "GEN"),
        ("ID", f"hakusho-{document_key(document)}"),
        ("TI", _line(cited.document)),
        ("PB", publisher),
        ("PY", str(cited.year or "")),
        ("UR", cited.address),
        ("Y2", f"{day:%Y/%m/%d}" if cited.address else ""),
        ("LA", language),
        ("N1", _note(places or [cited], language)),
        ("N1", _file(cited, language)),
    ]
    lines = [f"{tag}  - {value}\r\n" for tag, value in fields if value]
    return "".join([*lines, "ER  - \r\n"])


def printed_in(document: Document) -> Language:
    """The language of a document, by its name and how its text begins."""
    return language_of(document.name + document.text[:2000])


def _file(cited: Cited, language: Language) -> str:
    return say(language, "file", name=_line(cited.file)) if cited.file else ""


def _note(places: Sequence[Cited], language: Language) -> str:
    """The places, each by the headings that it stands under, and each once."""
    notes = [
        say(language, "comma").join([*map(_line, each.headings), *_details(each, language)])
        for each in places
    ]
    return say(language, "places").join(filter(None, dict.fromkeys(notes)))
