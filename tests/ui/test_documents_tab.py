"""The documents tab without a browser: what may be sent to it, and what it shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from secrets import token_hex

import gradio as gr
import pytest
from gradio.utils import get_upload_folder

from corpus import readers
from corpus.builtin import builtin_card, builtin_document
from corpus.document import document
from corpus.errors import DocumentError
from index.library import Library
from qa.question import Language
from tests.tiny import TinyEncoder
from ui.adding import AddingProgress, FileProgress
from ui.page.adding_html import progress_html, status_html, zone_html
from ui.page.documents import DocumentEvents, documents_tab, uploaded
from ui.page.download import original_name
from ui.page.library_html import list_html, understood_html
from ui.place import document_key
from ui.strings import STRINGS, say

HOSTILE = "<script>harm()</script> ${harm()} {{harm}} javascript:harm() \u202e"
LANGUAGES: tuple[Language, ...] = ("ja", "en")
ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def library(folder: Path) -> Iterator[Library]:
    with Library.open(folder, TinyEncoder()) as opened:
        yield opened


def event(**data: object) -> gr.EventData:
    return gr.EventData(None, data)


def harmless(html: str) -> bool:
    return not re.search(r"<script|<b>|\$\{|\{\{|javascript:|\u202e", html)


def test_only_what_was_uploaded_is_taken(tmp_path: Path) -> None:
    root = Path(get_upload_folder())
    good = root / "0a1b" / "a.txt"
    bad = ["/etc/passwd", str(tmp_path / "a"), str(root), str(root / "a"), f"{root}/a/../../etc"]
    sent = [{"path": str(path), "name": "計画.txt"} for path in (good, *bad)]
    assert [(each.path, each.name) for each in uploaded([*sent, 7, None, {}])] == [
        (good.resolve(), "計画.txt")
    ]
    assert uploaded(None) == uploaded("a") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_of_a_refusal_has_words(language: Language) -> None:
    """All that the code gives, and no words for what it does not."""
    given = {"library", "busy", "other"}
    for path in [*(ROOT / "corpus").rglob("*.py"), ROOT / "index" / "write.py"]:
        for raised in re.findall(
            r"(?:Error|_refusal)\((.*?)\)(?:\n| from)", path.read_text("utf-8"), re.DOTALL
        ):
            found = re.search(r'"([a-z-]+)",?\s*$', raised)
            given |= {found[1]} if found else set()
    given |= {reason for _, _, reason in readers._OTHERS}
    words = {key.partition(".")[2] for key in STRINGS[language] if key.startswith("unread.")}
    assert words == given
    listed = re.findall(r'"([a-z-]+)"', DocumentError.__doc__ or "")
    assert words - {"library", "busy", "other"} == set(listed)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_shown_does_nothing(library: Library, language: Language) -> None:
    text = f"第1節　{HOSTILE}\n{HOSTILE}（注1）である。\n注1：{HOSTILE}\n"
    library.add(document(HOSTILE, text, HOSTILE))
    file = FileProgress(HOSTILE, "failed", reason="empty", message=HOSTILE)
    shown = [
        list_html(library.entries(), language, True),
        understood_html(library, library.entries()[1].name, language),
        progress_html(AddingProgress((file,), finished=True), language),
        zone_html(language),
    ]
    assert all(harmless(html) for html in shown)
    assert "harm" in shown[0] and "harm" in shown[1] and "harm" in shown[2]


def test_the_list_says_what_there_is(library: Library) -> None:
    html = list_html(library.entries(), "en", True)
    assert f'href="#{document_key(builtin_document())}"' in html
    assert "Included" in html and "2,626" in html and 'class="discard"' in html
    assert 'class="discard"' not in list_html(library.entries(), "en", False)
    assert "no documents yet" in list_html([], "en", True)


def test_what_was_understood_of_the_section(library: Library) -> None:
    html = understood_html(library, builtin_document().name, "en")
    assert re.search(r"Headings</dt><dd>\d+", html) and "passages&#58; " in html
    assert html.count('href="#' + document_key(builtin_document())) > 5


def test_a_failed_file_says_why_in_words_and_exactly() -> None:
    unknown = FileProgress("a", "failed", reason="new", message="It is odd.")
    html = progress_html(AddingProgress((unknown,), finished=True), "ja")
    assert say("ja", "unread.other") in html and "It is odd" in html


def test_the_name_of_a_file_is_spoken_in_its_own_language() -> None:
    html = progress_html(AddingProgress((FileProgress("計画", "waiting"),)), "en")
    assert '<span class="file-name" lang="ja">計画</span>' in html


def test_the_status_counts() -> None:
    files = tuple(FileProgress("a", state) for state in ("added", "failed", "embedding"))
    assert "2 of 3 done" in status_html(AddingProgress(files), "en").replace("&#46;", ".")
    assert say("ja", "documents.queued") in status_html(AddingProgress(files, queued=True), "ja")


@pytest.mark.parametrize(("language", "added"), [("ja", "1件を追加"), ("en", "Added: 1.")])
def test_what_came_of_files_is_said_in_the_language_that_the_page_has_by_now(
    library: Library, language: Language, added: str
) -> None:
    with gr.Blocks() as page:
        documents_tab(library, gr.Radio())
    (spoken,) = (
        function.fn
        for function in page.fns.values()
        if any(name == "spoken" for _, name in function.targets)
    )
    assert spoken is not None
    files = (FileProgress("計画", "added", 2, 2),)
    said = spoken(language, AddingProgress(files, finished=True))
    assert added in said[0].replace("&#58;", ":").replace("&#46;", ".")
    assert all(f'lang="{language}"' in html for html in said)
    assert f'href="#{document_key(builtin_document())}"' in said[2]


def test_the_list_is_drawn_once_when_all_files_are_added(library: Library) -> None:
    files = []
    for name in ("甲", "乙", "丙"):
        path = Path(get_upload_folder()) / token_hex(16) / "upload"
        path.parent.mkdir(parents=True)
        path.write_text(f"{name}である。", "utf-8")
        files.append({"path": str(path), "name": f"{name}.txt"})
    steps = DocumentEvents(library, True).add(
        "ja", False, 3, event(files=files), gr.Request(session_hash="one")
    )
    *before, last = [(listing, changed) for *_, listing, changed in steps]
    assert before and all(each == (gr.skip(), gr.skip()) for each in before)
    assert last == (DocumentEvents(library, True).list_html("ja"), 4)
    assert library.names() == [builtin_document().name, "甲", "乙", "丙"]


def test_the_list_reads_no_file_for_each_document() -> None:
    assert builtin_card() is builtin_card()


def test_removing_what_is_not_there_any_more(library: Library) -> None:
    events = DocumentEvents(library, True)
    for key in ("0" * 12, None, 7, ["a"]):
        _, said, changed = events.discard("en", 3, event(key=key))
        assert "up to date" in said and changed["__type__"] == "update"
    # Nor another text that has the name by now.
    library.add(document("甲", "一である。", "a"))
    old = document_key(library.document("甲"))
    library.add(document("甲", "二である。", "a"))
    events.discard("en", 3, event(key=old))
    assert library.document("甲").text == "二である。"
    _, said, changed = events.discard("en", 3, event(key=document_key(library.document("甲"))))
    assert "甲" in said and changed == 4 and len(library.entries()) == 1


@pytest.mark.parametrize("request_", [None, 7, [], ["a"], [[], {}], {"a": 1}])
def test_whatever_the_details_are_asked_for_it_says_something(
    library: Library, request_: object
) -> None:
    assert "up to date" in DocumentEvents(library, True).understood(request_)


def test_names_of_files_to_download(library: Library) -> None:
    library.add(document("章/節:1", "本文である。", "https://a.example/x"))
    library.add(document("長" * 200, "本文である。", "standard input"))
    library.add(document("CON", "本文である。", "standard input"))
    _, odd, long, device = library.entries()
    assert original_name(odd, "text/plain") == "章_節_1.txt"
    assert len(original_name(long, "text/plain").encode()) < 255
    assert original_name(device, "text/plain") == "hakusho_CON.txt"
    controls = replace(odd, source="/srv/計\x1b\u202e画.TXT")
    assert original_name(controls, "text/plain") == "計画.TXT"


def test_nothing_can_be_changed_where_that_is_closed(library: Library) -> None:
    with gr.Blocks() as page:
        tab = documents_tab(library, gr.Radio(), writable=False)
    names = {getattr(function.fn, "__name__", "") for function in page.fns.values()}
    assert "take" in names and not names & {"add", "discard", "stop"}
    closed = tab.words("ja")
    with gr.Blocks():
        tab = documents_tab(library, gr.Radio())
    assert len(closed) < len(tab.words("en"))


def test_a_download_that_cannot_be_made_says_so_and_gives_nothing(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    events, key = DocumentEvents(library, True), document_key(builtin_document())
    uploads = tmp_path / "uploads"
    monkeypatch.setattr("ui.page.documents.get_upload_folder", lambda: str(uploads))
    monkeypatch.setattr(Path, "write_bytes", full)
    file, said, _ = events.take("en", event(key=key))
    assert file is None and say("en", "failed")[:20] in said and list(uploads.iterdir()) == []
    monkeypatch.undo()
    file, said, _ = events.take("en", event(key=key))
    assert Path(file["value"]).read_bytes() == library.original(builtin_document().name).data
    assert said == ""
