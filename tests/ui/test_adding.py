"""Adding uploaded files: real files into a real library, stopped, at once, and refused."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from html import unescape
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from corpus.document import document
from corpus.reading import read_bytes
from corpus.worker import Limits
from index.encoder import Encoder
from index.library import Library
from index.store import Entry
from tests.documents.made import pdf, scan, word, word_xml
from tests.tiny import TinyEncoder
from ui import adding
from ui.adding import UNFINISHED, AddingProgress, Upload, add_files
from ui.page.adding_html import progress_html

PLAN = "第1章　総則\n防災計画は、市長が作成する。\n注1：計画である。\n"
LONG = "".join(f"第{n}節　題{n}\n{n}番目の規定は、{n}人の委員が定める。\n" for n in range(1, 900))


class SlowEncoder(TinyEncoder):
    """Takes its time over every batch."""

    seconds = 0.05

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        time.sleep(self.seconds)
        return super().encode_passages(texts)


@pytest.fixture
def library(folder: Path, encoder: Encoder) -> Iterator[Library]:
    with Library.open(folder, encoder, builtin=False) as opened:
        yield opened


@pytest.fixture
def slow_encoder() -> SlowEncoder:
    return SlowEncoder()


@pytest.fixture
def slow(folder: Path, slow_encoder: SlowEncoder) -> Iterator[Library]:
    with Library.open(folder, slow_encoder, builtin=False) as opened:
        yield opened
        adding.stop_all()


def sent(folder: Path, name: str, data: bytes | str) -> Upload:
    """A file as it lies after it was sent: in a folder of its own, under another name."""
    place = folder / "sent" / f"{abs(hash((name, data))):x}"
    place.mkdir(parents=True, exist_ok=True)
    path = place / "upload"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return Upload(path, name)


def added(library: Library, *uploads: Upload, **options: object) -> AddingProgress:
    """What the last step says."""
    *_, last = add_files(library, uploads, threading.Event(), **options)  # type: ignore[arg-type]
    assert last.finished and not last.queued and not last.count(*UNFINISHED)
    return last


def states(progress: AddingProgress) -> list[str]:
    return [file.state for file in progress.files]


def test_several_kinds_of_files_at_once(library: Library, tmp_path: Path) -> None:
    word_file = word(lambda made: made.add_paragraph("条例は、市議会が定める。"))
    files = {
        "計画.txt": PLAN.encode("cp932"),
        "統計.pdf": pdf([(70, 700, 12, "統計は、総務省が作成する。")]),
        "条例.docx": word_file,
        "a.html": "<html><p>案内は、窓口で配布する。</html>".encode(),
    }
    uploads = [sent(tmp_path, name, data) for name, data in files.items()]
    last = added(library, *uploads)
    assert states(last) == ["added"] * 4
    assert all(file.done == file.total > 0 for file in last.files)
    assert last.files[0].remarks == ("read as CP932 (Shift_JIS)",)
    entries = {entry.name: entry for entry in library.entries()}
    assert list(entries) == ["計画", "統計", "条例", "a"]
    assert [entry.source for entry in entries.values()] == list(files)
    assert library.document("計画").text == PLAN
    assert entries["計画"].origin and entries["計画"].origin.encoding == "cp932"
    for name, data in zip(entries, files.values(), strict=True):
        assert library.original(name).data == data
    assert library.search("市長", 1)[0].passage.document.name == "計画"
    # Nothing is left of what was sent.
    assert list((tmp_path / "sent").iterdir()) == []


def test_a_copy_under_another_name_is_said_to_be_one(library: Library, tmp_path: Path) -> None:
    upload = sent(tmp_path, "計画.txt", PLAN)
    copy = sent(tmp_path, "写<し>.txt", PLAN)
    recoded = sent(tmp_path, "計画（写し）.txt", PLAN.encode("cp932"))
    other = sent(tmp_path, "別の計画.txt", PLAN + "施行する。\n")
    last = added(library, upload, copy, recoded, other)
    assert states(last) == ["added"] * 4
    assert [file.same_as for file in last.files] == ["", "計画", "計画", ""]
    assert progress_html(last, "ja").count("まったく同じ本文") == 2
    assert "“計画” has the very same text" in unescape(progress_html(last, "en"))
    # The one that was there first, when it comes again, and one whose name would be markup.
    again = added(library, sent(tmp_path, "計画.txt", PLAN))
    assert states(again) == ["unchanged"] and again.files[0].same_as == "写<し>"
    assert "<し>" not in progress_html(again, "en")


def test_no_file_waits_for_a_list_of_the_others(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def listed(_: Library) -> list[Entry]:
        raise AssertionError("takes the longer, the more documents there are")

    monkeypatch.setattr(Library, "entries", listed)
    last = added(library, sent(tmp_path, "計画.txt", PLAN), sent(tmp_path, "写し.txt", PLAN))
    assert states(last) == ["added"] * 2 and last.files[1].same_as == "計画"


def bomb() -> bytes:
    """A DOCX of some kilobytes that unpacks to more than a document holds."""
    return word_xml("<w:p/>" + " " * 250_000_000)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.pdf", b"%PDF-1.4\n broken", "damaged"),
        ("a.pdf", pdf([(70, 700, 12, "統計である。")])[:400], "damaged"),
        ("a.pdf", pdf([(70, 700, 12, "秘密")], password="秘密"), "encrypted"),
        ("a.pdf", scan(1), "scan"),
        ("a.docx", bomb(), "too-large"),
        ("a.xlsx", b"a,b", "kind"),
        ("a.txt", bytes(range(256)) * 9, "encoding"),
        ("...", PLAN.encode(), "name"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_cannot_be_read_says_why_and_the_others_are_added(
    library: Library, tmp_path: Path, name: str, data: bytes, reason: str
) -> None:
    last = added(library, sent(tmp_path, name, data), sent(tmp_path, "計画.txt", PLAN))
    assert states(last) == ["failed", "added"]
    assert last.files[0].reason == reason and last.files[0].message
    assert [entry.name for entry in library.entries()] == ["計画"]


def test_a_file_over_the_limits(library: Library, tmp_path: Path) -> None:
    last = added(library, sent(tmp_path, "a.txt", PLAN), limits=Limits(file_bytes=20))
    assert (states(last), last.files[0].reason) == (["failed"], "too-large")
    last = added(library, sent(tmp_path, "a.txt", PLAN), limits=Limits(characters=20))
    assert (states(last), last.files[0].reason) == (["failed"], "too-long")


def test_an_upload_that_is_gone(library: Library, tmp_path: Path) -> None:
    last = added(library, Upload(tmp_path / "gone", "a.txt"))
    assert (states(last), last.files[0].reason) == (["failed"], "unreadable")
    assert str(tmp_path) not in last.files[0].message


def test_an_upload_that_is_cut_off_on_its_way_replaces_nothing(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is moved to another disk, which has no room for all of it."""

    def cut_off(source: Path, target: Path) -> None:
        target.write_bytes(source.read_bytes()[:30])
        raise OSError(28, "No space left on device")

    added(library, sent(tmp_path, "計画.txt", PLAN))
    monkeypatch.setattr("ui.adding.shutil.move", cut_off)
    last = added(library, sent(tmp_path, "計画.txt", PLAN * 2), replacing=True)
    assert (states(last), last.files[0].reason) == (["failed"], "unreadable")
    assert library.document("計画").text == PLAN


def test_files_stay_on_the_disk_to_which_they_were_sent(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "another disk"))
    assert states(added(library, sent(tmp_path, "計画.txt", PLAN))) == ["added"]
    assert list((tmp_path / "sent").iterdir()) == []


def test_the_same_file_twice_and_another_of_its_name(library: Library, tmp_path: Path) -> None:
    assert states(added(library, sent(tmp_path, "計画.txt", PLAN))) == ["added"]
    assert states(added(library, sent(tmp_path, "計画.txt", PLAN))) == ["unchanged"]
    other = PLAN.replace("市長", "知事")
    last = added(library, sent(tmp_path, "計画.txt", other))
    assert (states(last), last.files[0].reason) == (["failed"], "differs")
    assert library.document("計画").text == PLAN
    assert states(added(library, sent(tmp_path, "計画.txt", other), replacing=True)) == ["replaced"]
    assert library.document("計画").text == other


def test_the_same_file_twice_at_once_lies_in_one_place(library: Library, tmp_path: Path) -> None:
    one = sent(tmp_path, "計画.txt", PLAN)
    assert states(added(library, one, sent(tmp_path, "別.txt", "別の計画である。"), one)) == [
        "added",
        "added",
        "unchanged",
    ]


def test_an_error_that_nobody_foresaw_fails_one_file(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(data: bytes, name: str, *rest: object, **options: object) -> object:
        if name == "悪.txt":
            raise MemoryError
        return read_bytes(data, name, *rest, **options)  # type: ignore[arg-type]

    monkeypatch.setattr("ui.adding.read_bytes", failing)
    last = added(library, sent(tmp_path, "悪.txt", "悪"), sent(tmp_path, "計画.txt", PLAN))
    assert states(last) == ["failed", "added"]


def test_a_document_from_elsewhere_keeps_its_name(library: Library, tmp_path: Path) -> None:
    library.add(document("計画", "県の計画である。", "/srv/計画.txt"))
    last = added(library, sent(tmp_path, "計画.txt", PLAN), replacing=True)
    assert (states(last), last.files[0].reason) == (["failed"], "taken")
    assert library.document("計画").text == "県の計画である。"


def test_stopped_in_the_middle_nothing_is_lost(
    slow: Library, slow_encoder: SlowEncoder, tmp_path: Path
) -> None:
    stop = threading.Event()
    uploads = [sent(tmp_path, "先.txt", PLAN), sent(tmp_path, "中.txt", LONG)]
    uploads.append(sent(tmp_path, "後.txt", PLAN))
    seen: list[AddingProgress] = []
    for step in add_files(slow, uploads, stop):
        seen.append(step)
        if step.files[1].done > 700:  # more than a block of texts
            stop.set()
    assert states(seen[-1]) == ["added", "stopped", "stopped"] and seen[-1].finished
    done = [step.files[1].done for step in seen]
    assert done == sorted(done) and len(set(done)) > 2
    assert [entry.name for entry in slow.entries()] == ["先"]
    assert not slow.verify()
    # It goes on from where it was.
    before, slow_encoder.encoded = slow_encoder.encoded, 0
    assert states(added(slow, sent(tmp_path, "中.txt", LONG))) == ["added"]
    assert 0 < slow_encoder.encoded < before + 2000
    assert slow.document("中").text == LONG and not slow.verify()


def test_closing_the_iterator_stops_the_work(slow: Library, tmp_path: Path) -> None:
    steps = add_files(slow, [sent(tmp_path, "中.txt", LONG)], threading.Event())
    while next(steps).files[0].state != "embedding":
        pass
    steps.close()  # type: ignore[attr-defined]
    # The next is not held up, and finds the library as it was.
    assert states(added(slow, sent(tmp_path, "先.txt", PLAN))) == ["added"]
    assert [entry.name for entry in slow.entries()] == ["先"]


def test_two_at_once_wait_their_turn_and_see_so(slow: Library, tmp_path: Path) -> None:
    first = add_files(slow, [sent(tmp_path, "中.txt", LONG)], threading.Event())
    while next(first).files[0].state != "embedding":
        pass
    second: list[AddingProgress] = []
    waiting = threading.Thread(
        target=lambda: second.extend(
            add_files(slow, [sent(tmp_path, "先.txt", PLAN)], threading.Event())
        )
    )
    waiting.start()
    assert states([*first][-1]) == ["added"]
    waiting.join(20)
    assert any(step.queued for step in second) and states(second[-1]) == ["added"]
    assert not second[-1].queued
    assert [entry.name for entry in slow.entries()] == ["中", "先"]


def test_whoever_waits_can_stop(slow: Library, tmp_path: Path) -> None:
    first = add_files(slow, [sent(tmp_path, "中.txt", LONG)], threading.Event())
    while next(first).files[0].state != "embedding":
        pass
    stop = threading.Event()
    second = add_files(slow, [sent(tmp_path, "先.txt", PLAN)], stop)
    assert next(second).files[0].state == "waiting"
    stop.set()
    assert states([*second][-1]) == ["stopped"]
    first.close()  # type: ignore[attr-defined]


def test_to_stop_does_not_wait_for_a_slow_file(library: Library, tmp_path: Path) -> None:
    """The file is one that its parser takes seconds for."""
    table = "<!doctype html>" + "<table><tr><td>表<td>組</table>" * 8_000
    stop = threading.Event()
    for step in add_files(library, [sent(tmp_path, "a.html", table)], stop):
        if step.files[0].state == "reading":
            stop.set()
            begin = time.monotonic()
    assert states(step) == ["stopped"] and time.monotonic() - begin < 1
    # Its turn passes on when it has been read, and it is not added even then.
    assert states(added(library, sent(tmp_path, "計画.txt", PLAN))) == ["added"]
    assert [entry.name for entry in library.entries()] == ["計画"]


def test_two_who_send_the_same_file(library: Library, tmp_path: Path) -> None:
    """It is given the same place for both: each has it for itself from the start."""
    first = add_files(library, [sent(tmp_path, "計画.txt", PLAN)], threading.Event())
    next(first)
    second = add_files(library, [sent(tmp_path, "計画.txt", PLAN)], threading.Event())
    next(second)
    assert states([*first][-1]) in (["added"], ["unchanged"])
    assert states([*second][-1]) in (["added"], ["unchanged"])
    assert [entry.name for entry in library.entries()] == ["計画"]
