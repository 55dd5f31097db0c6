"""A small page of Gradio's on a real server, protected: what the tests of serving probe."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read when gradio is imported

import gradio as gr
from fastapi import FastAPI, Request

from ui.serving.address import listen, resolve
from ui.serving.guard import protected
from ui.serving.login import user_of
from ui.serving.protection import Protection
from ui.serving.server import run

HEAD = "window.fromHead = 1;"
AT_ONCE = 4


def small_page() -> gr.Blocks:
    """A chat, an upload, and an HTML component with a script and a function of the server."""
    together = threading.Barrier(AT_ONCE)

    def reply(
        text: str, said: list[dict[str, str]], request: gr.Request
    ) -> tuple[str, list[dict[str, str]]]:
        answer = f"<mark>{len(text)}</mark> from {request.username}"
        asked = {"role": "user", "content": text}
        return "", [*said, asked, {"role": "assistant", "content": answer}]

    def wait_for_others(text: str) -> str:
        together.wait(20)
        return text

    page: gr.Blocks = gr.Blocks(analytics_enabled=False)
    with page:
        chat = gr.Chatbot(elem_id="chat")
        question = gr.Textbox(elem_id="ask")
        question.submit(reply, [question, chat], [question, chat]).then(
            None, None, js="() => { document.title = 'answered'; }"
        )
        file = gr.File(elem_id="file", file_count="multiple")
        names = gr.Textbox(elem_id="names")
        file.upload(
            lambda paths: " ".join(path.rpartition("/")[2] for path in paths),
            file,
            names,
            api_name="names",
        )
        gr.HTML(
            "<p id='shout'></p>",
            js_on_load="server.shout('quiet').then((said) => {"
            " element.querySelector('p').textContent = said; });",
            server_functions=[shout],
        )
        gr.api(upper, api_name="upper")
        gr.api(wait_for_others, api_name="wait", concurrency_limit=AT_ONCE)
    return page


def upper(text: str) -> str:
    return text.upper()


def shout(text: str) -> str:
    return f"{text}!"


@contextmanager
def served(protection: Protection, port: int) -> Iterator[str]:
    """The address of the small page, and of GET /ask and POST /ask beside it."""
    api = FastAPI(docs_url=None, redoc_url=None)

    @api.get("/ask")
    @api.post("/ask")
    async def ask(request: Request) -> dict[str, object]:
        body = await request.body()
        return {
            "user": user_of(request),
            "bytes": len(body),
            "client": request.client and request.client.host,
            "url": str(request.url),
        }

    app = gr.mount_gradio_app(
        api,
        small_page(),
        path="/",
        auth_dependency=user_of if protection.accounts else None,
        head=f"<script>{HEAD}</script>",
        css="#chat { min-height: 10rem; }",
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        enable_monitoring=False,
        max_file_size=protection.upload_bytes,
    )
    server = run(protected(app, protection), listen(*resolve("127.0.0.1"), port), "127.0.0.1")
    try:
        yield server.url.rstrip("/")
    finally:
        server.close()
