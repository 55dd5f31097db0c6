"""A file is written all or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from index.atomic import put_whole, put_whole_folder


def write(path: Path, text: str, error: BaseException | None = None) -> None:
    with put_whole(path) as beside:
        beside.write_text(text)
        if error is not None:
            raise error


def test_it_is_the_old_file_or_all_of_the_new(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write(path, "old")
    with pytest.raises(KeyboardInterrupt):
        write(path, "half", KeyboardInterrupt())
    assert path.read_text() == "old"
    write(path, "new")
    assert path.read_text() == "new" and list(tmp_path.iterdir()) == [path]


def test_what_was_left_by_one_that_was_killed_is_not_in_the_way(tmp_path: Path) -> None:
    (tmp_path / f".file.{os.getpid()}.tmp").write_text("half")
    with put_whole(tmp_path / "file") as beside, beside.open("x") as file:  # as SQLite writes
        file.write("all")
    assert (tmp_path / "file").read_text() == "all" and len(list(tmp_path.iterdir())) == 1


@pytest.mark.skipif(os.name != "posix", reason="folders of POSIX can be opened")
def test_what_is_there_is_no_error_where_a_folder_cannot_be_seen_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_folder(*_: object) -> int:
        raise PermissionError

    with put_whole(tmp_path / "file") as beside:
        beside.write_text("new")
        monkeypatch.setattr("index.atomic.os.open", no_folder)
    assert (tmp_path / "file").read_text() == "new"


def test_a_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "file")
    write(tmp_path / "link", "new")
    assert (tmp_path / "link").is_symlink() and (tmp_path / "file").read_text() == "new"


def test_a_link_that_leads_to_itself_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "link")
    write(tmp_path / "link", "new")
    assert (tmp_path / "link").read_text() == "new" and not (tmp_path / "link").is_symlink()


def test_a_folder_is_the_old_one_or_all_of_the_new(tmp_path: Path) -> None:
    path = tmp_path / "model"

    def fill(name: str, error: BaseException | None = None) -> None:
        with put_whole_folder(path) as beside:
            (beside / name).write_text("all of it")
            if error is not None:
                raise error

    fill("weights")
    with pytest.raises(KeyboardInterrupt):
        fill("graph", KeyboardInterrupt())
    assert [each.name for each in path.iterdir()] == ["weights"]
    fill("graph")
    assert [each.name for each in path.iterdir()] == ["graph"]
    assert list(tmp_path.iterdir()) == [path]
