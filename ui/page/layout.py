"""Layout: the page over a library, from its parts.

A reader is known by an owner (`ui.page.owner`): their account's name, or else a random id that
their browser keeps. What is kept in the library's history is kept under it.
"""

from __future__ import annotations

import json
from typing import Any

import gradio as gr

from index.library import Library
from qa.question import Language
from ui.page.chat import AT_ONCE, chat_column, limits, renewed
from ui.page.desk import Desk, Talk
from ui.page.documents import documents_tab
from ui.page.files import read_text
from ui.page.owner import owner_of
from ui.page.saved import conversation_in, saved_tab
from ui.page.settings import DEFAULT, Settings
from ui.page.source import pane_functions
from ui.page.translation import translations
from ui.render import escape
from ui.serving.nonsense import CarefulBlocks
from ui.strings import LANGUAGES, STRINGS, say

_SCRIPTS = ("source.js", "page.js", "chat.js", "asking.js")  # in one scope
_HOUR = 3600  # seconds


def build(library: Library, settings: Settings = DEFAULT) -> gr.Blocks:
    """The page over `library`, not yet served."""
    desk = Desk(library, settings.most)
    page = CarefulBlocks(
        title="白書QA · Hakusho QA",
        fill_width=True,
        analytics_enabled=False,
        delete_cache=(_HOUR // 6, _HOUR),  # downloads, and uploads that nobody took
    )
    with page:
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
                    chat = chat_column(desk, language, browser, settings.beneath)
                gr.HTML(
                    elem_id="source",
                    js_on_load="".join(map(read_text, _SCRIPTS)),
                    server_functions=pane_functions(library),
                    apply_default_css=False,
                )
            with gr.Tab("", id="documents", elem_id="tab-documents") as shelf:
                documents = documents_tab(library, language, settings.changeable)
            with gr.Tab("", id="saved", elem_id="tab-saved") as kept:
                saved = saved_tab(library, browser, language)

        if settings.translator is not None:
            translations(library, settings.translator)

        def words(
            code: Language, held: Talk, recent: str, reader: str, request: gr.Request
        ) -> list[Any]:
            talk = desk.at_hand(held, recent, code, owner_of(reader, request.username))
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
            talk = desk.resume(recent, code, owner_of(reader, request.username))
            *updates, limit = words(code, talk, recent, reader, request)
            return [reader, *updates, limit | limits(desk.names(), last_asked(talk))]

        def resume(opened: str, code: Language, reader: str, request: gr.Request) -> list[Any]:
            talk = desk.resume(conversation_in(opened), code, owner_of(reader, request.username))
            limit = limits(desk.names(), last_asked(talk))
            return [gr.update(selected="ask"), limit, *chat.show(code, talk)]

        def look_again(
            code: Language,
            held: Talk,
            recent: str,
            reader: str,
            only: list[str] | None,
            request: gr.Request,
        ) -> list[Any]:
            who = owner_of(reader, request.username)
            after = desk.look_again(desk.at_hand(held, recent, code, who), who)
            same = after == held
            shown = [gr.skip()] * len(chat.shown) if same else chat.show(code, after)
            return [renewed(desk.names(), only), *shown]

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
        entering = page.load(
            enter,
            [language, browser, chat.recent],
            [browser, *worded],
            js="() => window.hakushoReader()",
            queue=False,
            **quietly,
        )
        entering.then(None, js="() => { window.hakusho?.resumed(); window.hakushoEntered(); }")
        # The page has no words until then, but for these.
        entering.failure(None, js=f"() => {{ window.hakushoRefused({_refused_words()}); }}")
        language.change(
            None, language, js="(code) => { window.hakusho?.language(code); }", queue=False
        )
        language.input(words, [language, *chat.held], worded, queue=False, **quietly)
        documents.changed.change(
            lambda only: renewed(desk.names(), only), chat.limit, chat.limit, **quietly
        ).then(None, js="() => { window.hakusho?.changed(); }")
        kept.select(saved.refresh, saved.inputs, saved.outputs, **quietly).failure(
            None, js="() => { window.hakusho?.unread(); }"
        )
        saved.opened.change(
            resume,
            [saved.opened, language, browser],
            [tabs, chat.limit, *chat.shown],
            **quietly,
        ).then(None, chat.first, js="(place) => { window.hakusho?.reopened(place); }")
        ask.select(
            look_again, [language, *chat.held, chat.limit], [chat.limit, *chat.shown], **quietly
        )
        shelf.select(documents.refresh, language, documents.listing, **quietly)
        gr.api(desk.respond_to_program, api_name="ask", concurrency_limit=AT_ONCE)
    return page


def account_html(name: str | None, language: Language) -> str:
    """Who is signed in, and the way out."""
    if not name:
        return ""
    return (
        f'<span lang="{language}">{escape(name)} '
        f'<a href="/logout">{escape(say(language, "login.leave"))}</a></span>'
    )


def _refused_words() -> str:
    """What the page says when the server does not let it begin, and the way out: as JSON."""
    return json.dumps({code: [say(code, "unready"), say(code, "load_again")] for code in LANGUAGES})


def last_asked(talk: Talk) -> tuple[str, ...]:
    """The documents that the last question was limited to."""
    return talk.turns[-1].documents if talk.turns else ()
