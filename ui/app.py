"""App: the page and what else is served, as one application.

What stands on the page is in `ui.page`, who may come in is in `ui.address`.
"""

from __future__ import annotations

import os
import socket
import webbrowser

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read when gradio is imported

import gradio as gr
from fastapi import FastAPI
from starlette.types import ASGIApp

from index.library import Library
from ui.address import Guard, listen, own_names, resolve
from ui.page.layout import build, read_text
from ui.page.settings import DEFAULT, Settings
from ui.server import Server, run

_SANS = (
    "Hiragino Sans",
    "Hiragino Kaku Gothic ProN",
    "Yu Gothic UI",
    "Yu Gothic",
    "Noto Sans CJK JP",
    "Noto Sans JP",
    "Meiryo",
    "system-ui",
    "sans-serif",
)
_STYLES = ("page.css", "chat.css", "source.css", "saved.css", "aid.css")


def application(library: Library, settings: Settings = DEFAULT) -> FastAPI:
    """Everything that is served of `library`."""
    api = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    gr.mount_gradio_app(
        api,
        build(library, settings),
        path="/",
        footer_links=[],
        run_history=False,
        max_file_size="1kb",  # nothing is uploaded
        enable_monitoring=False,
        show_error=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        theme=_theme(),
        css="\n".join(read_text(name) for name in _STYLES),
        head=f"<script>\n{read_text('head.js')}</script>",
    )
    return api


def serve(
    library: Library,
    host: str = "127.0.0.1",
    port: int = 7860,
    open_browser: bool = False,
    settings: Settings = DEFAULT,
) -> Server:
    """Serve the page and return at once; `Server.url` is its address, `Server.wait()`
    serves until Ctrl-C. The next free port is taken when `port` is in use.

    Raises LibraryError when the page cannot be served there.
    """
    family, address = resolve(host)
    listening = listen(family, address, port)
    name = f"[{address}]" if family == socket.AF_INET6 else host or address
    app: ASGIApp = Guard(application(library, settings), own_names(name, address))
    server = run(app, listening, name)
    if open_browser:
        webbrowser.open(server.url)
    return server


def _theme() -> gr.themes.Base:
    return gr.themes.Base(
        primary_hue="slate",
        neutral_hue="stone",
        font=list(_SANS),
        font_mono=["ui-monospace", "monospace"],
        radius_size="sm",
    )
