"""Rate: how many requests a client may make, as a bucket of tokens that fills again."""

from __future__ import annotations

import time
from collections.abc import Callable

from ui.serving.recent import Recent

_CLIENTS = 10_000  # buckets kept: of more clients, the one longest unseen starts afresh


class Rate:
    """At most `per_minute` requests a minute from each client, who may make them all at once.

    For one thread: the loop that serves.
    """

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = float(per_minute)
        self._clock = clock
        self._buckets = Recent[str, tuple[float, float]](_CLIENTS)  # tokens, when

    def wait(self, client: str) -> float:
        """Seconds that `client` must wait; 0.0 when it may go on, which is then counted."""
        tokens = self._tokens(client)
        if tokens < 1:
            return (1 - tokens) * 60 / self._most
        self._keep(client, tokens - 1)
        return 0.0

    def give_back(self, client: str) -> None:
        """The last request of `client` shall not count."""
        self._keep(client, min(self._most, self._tokens(client) + 1))

    def _tokens(self, client: str) -> float:
        now = self._clock()
        tokens, then = self._buckets.get(client, (self._most, now))
        return min(self._most, tokens + (now - then) * self._most / 60)

    def _keep(self, client: str, tokens: float) -> None:
        self._buckets[client] = tokens, self._clock()
