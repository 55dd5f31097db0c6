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
from ui.escaping import escape
from ui.page.chat import AT_ONCE, Chat
from ui.page.desk import Desk, Talk
from ui.page.documents import documents_tab
from ui.page.endpoint import endpoint
from ui.page.events import QUIETLY, Updates
from ui.page.files import read_text
from ui.page.saved import conversation_in, saved_tab
from ui.page.settings import Settings
from ui.page.source import pane_functions
from ui.page.translation import translations
from ui.serving.nonsense import CarefulBlocks
from ui.strings import LANGUAGES, STRINGS, say

_SCRIPTS = ("source.js", "page.js", "chat.js", "asking.js")  # in one scope
_HOUR = 3600  # seconds
_PAGES = 300  # open pages that the server remembers; each load of the page is another


def build(library: Library, settings: Settings, changeable: bool = True) -> gr.Blocks:
    """The page over `library`, not yet served. changeable: whether readers may add and remove
    documents."""
    desk = Desk(library)
    page = CarefulBlocks(
        title="白書QA · Hakusho QA",
        fill_width=True,
        analytics_enabled=False,
        delete_cache=(_HOUR // 6, _HOUR),  # downloads, and uploads that nobody took
    )
    # Of a page Gradio keeps all that it shows. One that it forgets goes on with what is kept of its
    # conversation (`Desk.at_hand`).
    page.state_session_capacity = _PAGES
    with page:
        browser = gr.Textbox(visible="hidden")
        with gr.Row(elem_id="top"):
            gr.HTML('<h1><span lang="ja">白書QA</span> <small lang="en">Hakusho QA</small></h1>')
            signed_in = gr.HTML(visible=False, elem_id="account")
            language = gr.Radio(
                [(name, code) for code, name in LANGUAGES.items()],
                container=False,
                elem_id="language",
            )
        with gr.Tabs(elem_id="tabs") as tabs:
            with gr.Tab("", id="ask", elem_id="tab-ask") as ask, gr.Row(elem_id="room"):
                with gr.Column(elem_id="talk"):
                    chat = Chat(desk, language, browser, settings.beneath)
                gr.HTML(
                    elem_id="source",
                    js_on_load="".join(map(read_text, _SCRIPTS)),
                    server_functions=pane_functions(library),
                    apply_default_css=False,
                )
            with gr.Tab("", id="documents", elem_id="tab-documents") as shelf:
                documents = documents_tab(library, language, changeable)
            with gr.Tab("", id="saved", elem_id="tab-saved") as kept:
                saved = saved_tab(library, browser, language)

        if settings.translator is not None:
            translations(library, settings.translator)

        def words(code: Language, talk: Talk, account: str | None) -> Updates:
            said = STRINGS[code]
            return {
                signed_in: gr.update(value=account_html(account, code), visible=bool(account)),
                language: gr.update(value=code, label=said["language"]),
                ask: gr.update(label=said["tab.ask"]),
                shelf: gr.update(label=said["tab.documents"]),
                kept: gr.update(label=said["tab.saved"]),
                **documents.words(code),
                **saved.words(code),
                **chat.words(talk, code),
            }

        def translate(request: gr.Request, *sent: Any) -> Updates:
            visit = chat.visit(request, *sent)
            return words(visit.language, visit.talk, request.username)

        def enter(request: gr.Request, code: Language, reader: str, recent: str) -> Updates:
            talk = chat.visit(request, code, Talk(), recent, reader).talk
            updates = words(code, talk, request.username)
            updates[chat.limit] |= chat.limits(last_asked(talk))
            return updates | {browser: reader}

        def resume(request: gr.Request, opened: str, code: Language, reader: str) -> Updates:
            talk = chat.visit(request, code, Talk(), conversation_in(opened), reader).talk
            limit = chat.limits(last_asked(talk))
            return chat.opened(talk, code) | {tabs: gr.update(selected="ask"), chat.limit: limit}

        worded = list(words("ja", Talk(), None))
        entering = page.load(
            enter,
            [language, browser, chat.recent],
            [browser, *worded],
            js="() => window.hakusho.reader()",
            queue=False,
            **QUIETLY,
        )
        entering.then(None, js="() => { window.hakusho.resumed?.(); window.hakusho.entered(); }")
        # Until then the page has no words but these.
        entering.failure(None, js=f"() => {{ window.hakusho.refused({_refused_words()}); }}")
        language.change(
            None, language, js="(code) => { window.hakusho.language?.(code); }", queue=False
        )
        language.input(translate, chat.there, worded, queue=False, **QUIETLY)
        documents.changed.change(chat.renewed, chat.limit, chat.limit, **QUIETLY).then(
            None, js="() => { window.hakusho.changed?.(); }"
        )
        kept.select(saved.refresh, saved.inputs, saved.outputs, **QUIETLY).failure(
            None, js="() => { window.hakusho.unread?.(); }"
        )
        # Another conversation is continued, perhaps after the reader has turned to the list.
        chat.recent.change(saved.refresh, saved.inputs, saved.outputs, **QUIETLY)
        saved.opened.change(
            resume, [saved.opened, language, browser], [tabs, *chat.shown], **QUIETLY
        ).then(None, chat.first, js="(place) => { window.hakusho.reopened?.(place); }")
        ask.select(chat.look_again, chat.sent, chat.shown, **QUIETLY)
        shelf.select(documents.refresh, language, documents.listing, **QUIETLY)
        gr.api(endpoint(library), api_name="ask", concurrency_limit=AT_ONCE)
    return page


def account_html(name: str | None, language: Language) -> str:
    """Who is signed in, and the way out."""
    if not name:
        return ""
    return (
        f'<span lang="{language}">{escape(name)} '
        f'<a href="/logout?language={language}">{escape(say(language, "login.leave"))}</a></span>'
    )


def _refused_words() -> str:
    """What the page says when the server does not let it begin, and the way out: as JSON."""
    return json.dumps({code: [say(code, "unready"), say(code, "load_again")] for code in LANGUAGES})


def last_asked(talk: Talk) -> tuple[str, ...]:
    """The documents that the last question was limited to."""
    return talk.turns[-1].documents if talk.turns else ()
