"""Saved: the list of somebody's kept conversations as HTML, for the script in `saved.js`.

Whatever is done with a conversation opens in its row; the parts that open there stand once at the
end, as templates.
"""

from __future__ import annotations

import html
import itertools
from collections.abc import Mapping, Sequence
from datetime import datetime, timezone

from index.history import Conversation
from qa.question import Language, language_of
from ui.escaping import Wrap, escape, spans_html
from ui.page.download import FORMS
from ui.page.matches import Excerpt, matches
from ui.strings import say

_drawn = itertools.count(1)  # so that no list is drawn like the one before it


def listing_html(
    found: Sequence[Conversation],
    language: Language,
    *,
    words: Sequence[str] = (),
    excerpts: Mapping[str, Excerpt] | None = None,
    more: bool = False,
    writable: bool = True,
    said: str = "",
) -> str:
    """The list of the conversations that were found.

    words: what was searched for, folded; excerpts: where it stands, by conversation.
    more: whether there are others, older ones. writable: whether they can be changed.
    said: what came of the last action, in words.
    """
    parts = [f'<div class="listing" lang="{language}" data-drawn="{next(_drawn)}">']
    if not writable:
        parts.append(_line("aside", language, "saved.read_only"))
    if said:
        parts.append(f'<p class="said">{escape(said)}</p>')
    if found:
        parts.append(f'<p class="count">{_count(len(found), words, language)}</p><ul>')
        rows = (excerpts or {}, words)
        parts += [_row(each, language, *rows, writable=writable) for each in found]
        parts.append("</ul>")
        if more:
            parts.append(_line("aside", language, "saved.more"))
        parts += _drawers(language)
    elif words:
        parts.append(_line("nothing", language, "saved.not_found"))
    elif writable:
        parts.append(_line("nothing none", language, "saved.none"))
    else:
        parts.append('<p class="none" hidden></p>')
    return "".join([*parts, "</div>"])


def failed_html(language: Language) -> str:
    """In place of the list when the library cannot be read."""
    return (
        f'<div class="listing" lang="{language}" data-drawn="{next(_drawn)}">'
        f"{_line('said', language, 'failed')}</div>"
    )


def _line(look: str, language: Language, key: str) -> str:
    return f'<p class="{look}" tabindex="-1">{escape(say(language, key))}</p>'


def _count(number: int, words: Sequence[str], language: Language) -> str:
    kind = "saved.found" if words else "saved.count"
    one = "saved.found_one" if words else "saved.count_one"
    return escape(say(language, one if number == 1 else kind, number=str(number)))


def _row(
    kept: Conversation,
    language: Language,
    excerpts: Mapping[str, Excerpt],
    words: Sequence[str],
    *,
    writable: bool,
) -> str:
    title = f"title-{kept.id}"  # an id of the history's own making: hex
    shown = kept.title or say(language, "saved.no_title")
    changed = datetime.fromtimestamp(kept.changed, timezone.utc)
    number = "saved.questions_one" if kept.turns == 1 else "saved.questions"
    acts = ["export", *(("rename", "delete") if writable else ())]
    buttons = "".join(
        f'<button type="button" data-act="{act}" aria-expanded="false"'
        f' aria-describedby="{title}">{escape(say(language, _ACTS[act]))}</button>'
        for act in acts
    )
    return (
        f'<li data-id="{kept.id}"><div class="about">'
        f'<button type="button" class="title" id="{title}" data-act="open"'
        f' data-title="{html.escape(kept.title)}" lang="{language_of(shown)}">'
        f"{_marked(shown, words)}</button>"
        f'<p class="meta"><time datetime="{changed.isoformat(timespec="seconds")}">'
        f"{changed:%Y-%m-%d %H:%M} UTC</time>"
        f"<span>{escape(say(language, number, number=str(kept.turns)))}</span></p>"
        f'{_excerpt(excerpts.get(kept.id))}</div><div class="acts">{buttons}</div></li>'
    )


_ACTS = {"export": "saved.export", "rename": "saved.rename", "delete": "saved.delete"}


def _marked(text: str, words: Sequence[str]) -> str:
    return _spans(Excerpt(text, 0, len(text), tuple(matches(text, words))))


def _spans(shown: Excerpt) -> str:
    marks = [Wrap(start, end, "<mark>", "</mark>") for start, end in shown.marks]
    return spans_html(shown.text, shown.start, shown.end, [marks])


def _excerpt(shown: Excerpt | None) -> str:
    if shown is None:
        return ""
    before = "…" if shown.start else ""
    after = "…" if shown.end < len(shown.text) else ""
    return f'<p class="found" lang="{language_of(shown.text)}">{before}{_spans(shown)}{after}</p>'


# --- what opens in a row


def _drawers(language: Language) -> list[str]:
    def word(key: str) -> str:
        return escape(say(language, key))

    def button(act: str, key: str, look: str = "") -> str:
        return f'<button type="button" data-act="{act}"{look}>{word(key)}</button>'

    forms = "".join(
        f'<button type="button" data-act="take" data-form="{form}">{word(each.words)}</button>'
        for form, each in FORMS.items()
    )
    return [
        '<template data-drawer="rename"><form class="drawer"><label>'
        f"<span>{word('saved.title')}</span>"
        '<input name="title" maxlength="200" required autocomplete="off"></label>'
        f'<button class="chief">{word("saved.save")}</button>{button("close", "saved.cancel")}'
        "</form></template>",
        f'<template data-drawer="delete"><div class="drawer" role="group"><p id="sure">'
        f"{word('saved.sure')}</p>{button('close', 'saved.cancel')}"
        + button("forget", "saved.delete", ' class="grave" aria-describedby="sure"')
        + "</div></template>",
        f'<template data-drawer="export"><div class="drawer forms" role="group">{forms}'
        "</div></template>",
    ]
