"""Layout: the page over a library, from its parts.

A reader is known by an owner: their account's name, or else a random id that their browser
keeps. What is kept in the library's history is kept under it.
"""

from __future__ import annotations

import logging
from typing import Any

import gradio as gr

from corpus.errors import HakushoError
from index.library import Library
from qa.question import Language
from ui.page.chat import AT_ONCE, chat_column, limits
from ui.page.desk import Desk, Talk
from ui.page.documents import documents_tab
from ui.page.files import read_text
from ui.page.saved import conversation_in, saved_tab
from ui.page.settings import DEFAULT, Settings
from ui.page.source import pane_functions
from ui.page.translation import translations
from ui.render import escape
from ui.serving.nonsense import CarefulBlocks
from ui.strings import LANGUAGES, STRINGS, say

_SCRIPTS = ("source.js", "page.js", "chat.js")  # in one scope
_HOUR = 3600  # seconds
_log = logging.getLogger(__name__)


def build(library: Library, settings: Settings = DEFAULT) -> gr.Blocks:
    """The page over `library`, not yet served."""
    desk = Desk(library, settings.most)
    page = CarefulBlocks(
        title="白書QA · Hakusho QA",
        fill_width=True,
        analytics_enabled=False,
        delete_cache=(_HOUR, 24 * _HOUR),  # downloads, and uploads that nobody took
    )
    with page:
        owner = gr.State("")
        browser = gr.Textbox(visible="hidden")
        with gr.Row(elem_id="top"):
            gr.HTML('<h1><span lang="ja">白書QA</span> <small lang="en">Hakusho QA</small></h1>')
            account = gr.HTML(visible=False, elem_id="account")
            language = gr.Radio(
                [(name, code) for code, name in LANGUAGES.items()],
                container=False,
                elem_id="language",
            )
        with gr.Tabs(elem_id="tabs") as tabs:
            with gr.Tab("", id="ask", elem_id="tab-ask") as ask, gr.Row(elem_id="room"):
                with gr.Column(elem_id="talk"):
                    chat = chat_column(desk, language, owner, settings.beneath)
                gr.HTML(
                    elem_id="source",
                    js_on_load="".join(map(read_text, _SCRIPTS)),
                    server_functions=pane_functions(library),
                    apply_default_css=False,
                )
            with gr.Tab("", id="documents", elem_id="tab-documents") as shelf:
                documents = documents_tab(library, settings.changeable)
            with gr.Tab("", id="saved", elem_id="tab-saved") as kept:
                saved = saved_tab(library, owner)

        if settings.translator is not None:
            translations(library, settings.translator)

        def words(code: Language, talk: Talk, request: gr.Request) -> list[Any]:
            said = STRINGS[code]
            return [
                gr.update(
                    value=account_html(request.username, code), visible=bool(request.username)
                ),
                gr.update(value=code, label=said["language"]),
                gr.update(label=said["tab.ask"]),
                gr.update(label=said["tab.documents"]),
                gr.update(label=said["tab.saved"]),
                *documents.words(code),
                *saved.words(code),
                *chat.words(code, talk),
            ]

        def enter(code: Language, reader: str, recent: str, request: gr.Request) -> list[Any]:
            who = owner_of(reader, request.username)
            talk = desk.resume(recent, code, who)
            *updates, limit = words(code, talk, request)
            return [who, *updates, limit | limits(_names(library), last_asked(talk))]

        def resume(opened: str, code: Language, who: str) -> list[Any]:
            talk = desk.resume(conversation_in(opened), code, who)
            limit = limits(_names(library), last_asked(talk))
            return [gr.update(selected="ask"), limit, *chat.show(code, talk)]

        def look_again(code: Language, talk: Talk, who: str) -> list[Any]:
            after = desk.look_again(talk, who)
            return [gr.skip()] * len(chat.shown) if after == talk else chat.show(code, after)

        quietly: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
        worded = [
            account,
            language,
            ask,
            shelf,
            kept,
            *documents.worded,
            *saved.worded,
            *chat.worded,
        ]
        page.load(
            enter,
            [language, browser, chat.recent],
            [owner, *worded],
            js="() => window.hakushoReader()",
            queue=False,
            **quietly,
        ).then(None, js="() => { window.hakusho?.resumed(); window.hakushoEntered(); }")
        language.change(
            None, language, js="(code) => { window.hakusho?.language(code); }", queue=False
        )
        language.input(words, [language, chat.talk], worded, queue=False, **quietly)
        documents.changed.change(
            lambda chosen: limits(_names(library), chosen), chat.limit, chat.limit, **quietly
        ).then(None, js="() => { window.hakusho?.changed(); }")
        kept.select(saved.refresh, saved.inputs, saved.outputs, **quietly)
        saved.opened.change(
            resume,
            [saved.opened, language, owner],
            [tabs, chat.limit, *chat.shown],
            cancels=chat.answered,
            **quietly,
        ).then(None, chat.first, js="(place) => { window.hakusho?.answered(place); }")
        ask.select(look_again, [language, chat.talk, owner], chat.shown, **quietly)
        gr.api(desk.respond_to_program, api_name="ask", concurrency_limit=AT_ONCE)
    return page


def owner_of(browser: str, account: str | None) -> str:
    """Whose the conversations are. browser: the id that the reader's browser keeps; nobody
    can guess another's. Without one nothing is kept."""
    if account:
        return f"user:{account}"
    return f"browser:{browser}" if len(browser) >= 32 else ""


def account_html(name: str | None, language: Language) -> str:
    """Who is signed in, and the way out."""
    if not name:
        return ""
    return (
        f'<span lang="{language}">{escape(name)} '
        f'<a href="/logout">{escape(say(language, "login.leave"))}</a></span>'
    )


def last_asked(talk: Talk) -> tuple[str, ...]:
    """The documents that the last question was limited to."""
    return talk.turns[-1].documents if talk.turns else ()


def _names(library: Library) -> list[str]:
    try:
        return [document.name for document in library.documents()]
    except HakushoError as error:
        _log.warning("%s", error)
        return []
