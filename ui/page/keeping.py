"""Keeping: answers into a library's history, without their readers having to wait for it.

They are kept one after another, in the order in which they were given, in a thread of its own. A
reader's answer is held back for a moment at most: while a long document is written, or another
program writes, it is shown before it is kept.
"""

from __future__ import annotations

import logging
import time
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from threading import Event
from typing import Any
from weakref import WeakSet

from corpus.errors import HakushoError
from index.library import Library
from ui.page.events import said_of

_MOMENT = 4.0  # seconds that an answer is held back until it is kept
_LOADED = 20.0  # seconds that a page which is loaded anew waits for what is being kept of it
_AGAIN = 1.0  # seconds until it is tried again to keep one
_LONGEST = 600.0  # seconds after which that is given up
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of an answer that was to be kept.

    conversation, turn: their ids; "" and None where there are none.
    lost: the key of the words (`ui.strings`) that say why it was not kept; "" if it was.
    """

    conversation: str = ""
    turn: int | None = None
    lost: str = ""


class Keeper:
    """Keeps the answers of all readers of a page."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, "hakusho-keeping")
        self._ending = Event()
        self._last: dict[str, Future[Kept]] = {}  # by owner, until it is kept
        _keepers.add(self)

    def keep(
        self,
        library: Library,
        owner: str,
        conversation: str | Future[Kept],
        question: str,
        record: dict[str, Any],
    ) -> Future[Kept]:
        """As `keep`, at the end of the conversation of another answer if that is still being kept.
        Returns when it is done, or after a moment."""
        keeping = self._thread.submit(self._kept, library, owner, conversation, question, record)
        self._last[owner] = keeping
        keeping.add_done_callback(lambda kept: self._forget(owner, kept))
        wait([keeping], _MOMENT)
        return keeping

    def _forget(self, owner: str, kept: Future[Kept]) -> None:
        if self._last.get(owner) is kept:
            self._last.pop(owner, None)

    def awaited(self, owner: str) -> str:
        """Waits for the answer of a reader that is being kept, if one is; the id of its
        conversation, else "". A page that is loaded anew meanwhile may not know it yet."""
        keeping = self._last.get(owner)
        if keeping is None:
            return ""
        wait([keeping], _LOADED)
        return keeping.result().conversation if keeping.done() else ""

    def _kept(
        self,
        library: Library,
        owner: str,
        conversation: str | Future[Kept],
        question: str,
        record: dict[str, Any],
    ) -> Kept:
        if isinstance(conversation, Future):  # done, being earlier
            conversation = conversation.result().conversation
        until = time.monotonic() + _LONGEST
        try:
            while True:
                kept = keep(library, owner, conversation, question, record)
                if kept.lost != "kept.busy" or time.monotonic() > until:
                    return kept
                if self._ending.wait(_AGAIN):
                    return kept
        except Exception:  # noqa: BLE001  the answers after this one are kept
            _log.exception("An answer was not kept")
            return Kept(conversation, lost="kept.not")

    def finish(self, seconds: float) -> None:
        """Wait until all is kept; what another program holds up is not tried again."""
        self._ending.set()
        wait([self._thread.submit(int)], seconds)  # the last, after all others


_keepers: WeakSet[Keeper] = WeakSet()


def finish_all(seconds: float = 30.0) -> None:
    """To be called before a library is closed: keep what is still to be kept."""
    for keeper in list(_keepers):
        keeper.finish(seconds)


def keep(
    library: Library, owner: str, conversation: str, question: str, record: dict[str, Any]
) -> Kept:
    """Keep a question and its answer at the end of a conversation, or of a new one where that is ""
    or was deleted meanwhile."""
    history = library.history
    if not history.writable:
        return Kept(conversation, lost="kept.read_only")
    if not owner:
        return Kept(conversation, lost="kept.nobody")
    begun = ""
    try:
        if not conversation or history.find(owner, conversation) is None:
            begun = history.begin(owner).id
        turn = history.add(owner, begun or conversation, question, record)
    except (HakushoError, OSError) as error:
        if not begun and conversation and _is_gone(library, owner, conversation):
            return keep(library, owner, "", question, record)  # deleted between the two
        _log.warning("An answer was not kept: %s", error)
        if begun:
            _abandon(library, owner, begun)
        return Kept(conversation, lost=said_of(error, "kept.not"))
    return Kept(begun or conversation, turn.id)


def _is_gone(library: Library, owner: str, conversation: str) -> bool:
    try:
        return library.history.find(owner, conversation) is None
    except (HakushoError, OSError):
        return False  # nothing is known of it


def _abandon(library: Library, owner: str, begun: str) -> None:
    """No conversation without a question stays in the list."""
    try:
        library.history.delete(owner, begun)
    except (HakushoError, OSError) as error:
        _log.warning("An empty conversation stays: %s", error)
