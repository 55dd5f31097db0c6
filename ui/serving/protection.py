"""Protection: what whoever serves the page decides about who may come in, and with what.

The one place where these switches are declared: `hakusho chat` offers them, `ui.serving.guard`
keeps to them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.errors import LibraryError

if TYPE_CHECKING:
    from ui.serving.accounts import Accounts


@dataclass(frozen=True, slots=True)
class Protection:
    """How a page is protected.

    names: the host names it answers to, beside bare addresses; any, if there are none.
    accounts: who may use it; anybody, if None.
    open_to_all: others than this machine may come without an account.
    proxied: a reverse proxy stands before it, and what that says of a request is believed
        (the last X-Forwarded-For, X-Forwarded-Proto, X-Forwarded-Host).
    upload_bytes: of an upload, all its files together; body_bytes: of any other request.
    per_minute: requests of an account, or of an address where there are no accounts, that
        make work; None for any number.
    read_only: nothing can be uploaded, and nobody adds or removes documents on the page.
    scripts: inline scripts that the page puts in itself, such as those of Gradio's `head`.
    """

    names: frozenset[str] = frozenset()
    accounts: Accounts | None = None
    open_to_all: bool = False
    proxied: bool = False
    upload_bytes: int = 64 * 10**6
    body_bytes: int = 10**6
    per_minute: int | None = 600
    read_only: bool = False
    scripts: tuple[str, ...] = ()


DEFAULT = Protection()


def check_exposure(protection: Protection, loopback: bool) -> None:
    """Refuse to serve others without accounts, unless explicitly told to.

    loopback: only this machine can connect; but a reverse proxy on it lets others in.
    Raises LibraryError.
    """
    alone = loopback and not protection.proxied
    if alone or protection.accounts is not None or protection.open_to_all:
        return
    raise LibraryError(
        "Whoever can reach this machine could read all documents. Give them accounts "
        "(hakusho password FILE NAME, then --auth-file FILE), or say --open-to-all."
    )
