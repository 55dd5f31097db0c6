"""App: the page and what else is served, as one application.

What stands on the page is in `ui.page`, the addresses for programs in `ui.api`; who may come
in, and with what, is decided by `ui.serving.guard`, which stands before all of it.
"""

from __future__ import annotations

import atexit
import os
import socket
from dataclasses import replace
from shutil import rmtree
from tempfile import mkdtemp

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read when gradio is imported
if "GRADIO_TEMP_DIR" not in os.environ:  # else /tmp/gradio, which anybody on this machine can read
    os.environ["GRADIO_TEMP_DIR"] = mkdtemp(prefix="hakusho-")
    atexit.register(rmtree, os.environ["GRADIO_TEMP_DIR"], ignore_errors=True)

import gradio as gr
from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.types import ASGIApp

from index.library import Library
from ui.api import ABOUT, router
from ui.page.files import read_text
from ui.page.layout import build
from ui.page.settings import Settings
from ui.serving.address import HOST, PORT, is_loopback, listen, own_names, resolve, shown_host
from ui.serving.guard import protected
from ui.serving.health import health
from ui.serving.login import user_of
from ui.serving.nonsense import NonsenseRefused
from ui.serving.protection import DEFAULT, Protection, check_exposure
from ui.serving.server import Server, run

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
_STYLES = ("page", "chat", "source", "documents", "saved", "aid", "low")
_FIRST = ("head.js", "stream.js")  # scripts that run before Gradio's
_OFFERED = Settings()


def application(
    library: Library, settings: Settings = _OFFERED, protection: Protection = DEFAULT
) -> ASGIApp:
    """Everything that is served over `library`, behind its guard."""
    api = FastAPI(**ABOUT, routes=[health(library)])
    api.include_router(router(library))
    script = "".join(map(read_text, _FIRST))
    paper = read_text("print.css")
    page = build(library, settings, changeable=not protection.read_only)
    # Gradio hands out any file on the disk that a request names unless the page was "launched",
    # which a mounted one never is (gradio.processing_utils._check_allowed).
    page.has_launched = True
    gr.mount_gradio_app(
        api,
        page,
        path="/",
        footer_links=[],
        run_history=False,
        max_file_size=protection.upload_bytes,
        enable_monitoring=False,
        show_error=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        theme=_theme(),
        css="\n".join(read_text(f"{name}.css") for name in _STYLES),
        head=f'<script>{script}</script><style media="print">{paper}</style>',
        auth_dependency=user_of if protection.accounts else None,
        app_kwargs={"middleware": [Middleware(NonsenseRefused)]},
    )
    return protected(api, replace(protection, scripts=(script,)))


def serve(
    library: Library,
    host: str = HOST,
    port: int = PORT,
    *,
    settings: Settings = _OFFERED,
    protection: Protection = DEFAULT,
) -> Server:
    """Serve the page and return at once; `Server.url` is its address, `Server.wait()`
    serves until Ctrl-C. The next free port is taken when `port` is in use, unless a proxy
    looks for the page there.

    Raises LibraryError when the page cannot, or should not, be served there.
    """
    family, address = resolve(host)
    loopback = is_loopback(address)
    check_exposure(protection, loopback)
    listening = listen(family, address, port, only=protection.proxied)
    name = f"[{address}]" if family == socket.AF_INET6 else host or address
    names = protection.names | own_names(name, address, loopback)
    try:
        app = application(library, settings, replace(protection, names=names))
    except BaseException:
        listening.close()
        raise
    return run(app, listening, shown_host(name, address))


def _theme() -> gr.themes.Base:
    return gr.themes.Base(
        primary_hue="slate",
        neutral_hue="stone",
        font=list(_SANS),
        font_mono=["ui-monospace", "monospace"],
        radius_size="sm",
    )
