"""Text is shown as it is, and does nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ui.shown import Shown
from ui.escaping import Wrap, escape, spans_html

# Without what is shown in another form: controls, and NUL, which HTML cannot hold.
SHOWN = st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"]))


@given(SHOWN)
def test_escaped_text_shows_as_it_is_and_does_nothing(text: str) -> None:
    html = escape(text)
    shown = Shown(html)
    assert shown.text == text and shown.tags == []
    assert not set(html.replace("&#", "").replace(";", "")) & set("<>\"'`*_[]()!|~\\$@:/")


@pytest.mark.parametrize(
    ("text", "visible"),
    [
        ("a\u202eb", "a⟨U+202E⟩b"),
        ("\u2066x\u2069", "⟨U+2066⟩x⟨U+2069⟩"),
        ("\x1b[31m", "⟨U+001B⟩[31m"),
        ("\x00\u200b", "⟨U+0000⟩⟨U+200B⟩"),
        ("a\ud800", "a⟨U+D800⟩"),
        ("か\u3099\n行", "か\u3099\n行"),
        ("一\r\n二\r三\n\r四", "一\n二\n三\n\n四"),
    ],
)
def test_invisible_controls_are_shown(text: str, visible: str) -> None:
    assert Shown(escape(text)).text == visible


@given(SHOWN.filter(bool), st.data())
def test_marked_text_is_the_text_and_its_tags_nest(text: str, data: st.DataObject) -> None:
    def layer(tag: str) -> list[Wrap]:
        cuts = data.draw(st.lists(st.integers(-2, len(text) + 2), max_size=6).map(sorted))
        return [
            Wrap(a, b, f"<{tag}>", f"</{tag}>") for a, b in zip(cuts[::2], cuts[1::2], strict=False)
        ]

    shown = Shown(spans_html(text, 0, len(text), [layer("mark"), layer("i"), layer("b")]))
    assert shown.text == text and shown.open == []


def test_a_mark_may_part_the_two_characters_of_a_line_end() -> None:
    text = "一\r\n二"
    for cut in range(1, 4):
        shown = Shown(spans_html(text, 0, 4, [[Wrap(0, cut, "<i>", "</i>")]]))
        assert shown.text == "一\n二"
