"""Files: the styles and scripts of the page, which come with the package."""

from __future__ import annotations

from importlib import resources


def read_text(name: str) -> str:
    """The text of a style or script of this folder, "page.css"."""
    return (resources.files("ui.page") / name).read_text("utf-8")
