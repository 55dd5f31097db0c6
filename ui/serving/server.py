"""Server: the application at an address of this machine, in a thread of its own.

Knows nothing of what is served: `ui.app` puts that together.
"""

from __future__ import annotations

import logging
import signal
import socket
import threading
import time
from contextlib import suppress
from dataclasses import dataclass

import uvicorn
from starlette.types import ASGIApp

from corpus.errors import LibraryError

_STARTS = 60.0  # seconds that a start may take on a slow machine
_LEAVES = 2  # seconds that open pages get to close their connections


@dataclass(frozen=True, slots=True)
class Server:
    """The running page: its address, and how to stop it."""

    url: str
    _server: uvicorn.Server
    _thread: threading.Thread

    def wait(self) -> None:
        """Serve until Ctrl-C, or until the system asks the program to end, then stop. To be
        called in the main thread."""
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            while self._thread.is_alive():
                self._thread.join(0.5)  # on Windows Ctrl-C is not seen while it waits
        except KeyboardInterrupt:
            pass
        finally:
            self.close()

    def close(self) -> None:
        """Stop serving."""
        self._server.should_exit = True
        self._thread.join()


def run(app: ASGIApp, listening: socket.socket, name: str) -> Server:
    """Serve `app` on a socket that listens, and return once it answers.

    name: how the host is written in the address.
    Raises LibraryError when the application does not start.
    """
    port = listening.getsockname()[1]
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            log_level="warning",
            server_header=False,
            proxy_headers=False,  # ui.serving.guard decides what of a proxy is believed
            access_log=False,  # an address may hold a question, for nobody to read
            timeout_graceful_shutdown=_LEAVES,
            ws="none",  # the page needs none, and what is not there has no holes
        )
    )

    def serve() -> None:
        # An open page holds its connections; that they are cut at the end is not worth a report.
        log = logging.getLogger("uvicorn.error")
        log.addFilter(until_the_end)
        with suppress(SystemExit):  # how a failed start ends, after it was logged
            server.run(sockets=[listening])
        log.removeFilter(until_the_end)

    def until_the_end(_: logging.LogRecord) -> bool:
        return not server.should_exit

    thread = threading.Thread(target=serve, name="page", daemon=True)
    thread.start()
    deadline = time.monotonic() + _STARTS
    while not server.started:
        if not thread.is_alive() or time.monotonic() > deadline:
            server.should_exit = True
            listening.close()
            raise LibraryError(
                f"The page cannot be served at {name}:{port}; choose another --host or --port, "
                "or leave them out, and read what is said above."
            )
        time.sleep(0.01)
    return Server(f"http://{name}:{port}/", server, thread)
