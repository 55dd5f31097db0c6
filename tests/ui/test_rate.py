"""The bucket of tokens: what may pass, when again, and that memory is bounded."""

from __future__ import annotations

import pytest

import ui.serving.rate
from ui.serving.rate import Rate


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_bucket_empties_and_fills_again() -> None:
    clock = Clock()
    rate = Rate(6, clock)
    assert [rate.wait("a") for _ in range(7)] == [0.0] * 6 + [pytest.approx(10)]
    assert rate.wait("b") == 0.0
    clock.now = 4
    assert rate.wait("a") == pytest.approx(6)  # asking in vain costs nothing
    clock.now = 10.001
    assert rate.wait("a") == 0.0 and rate.wait("a") > 9
    clock.now = 1e6  # never more than full
    assert [rate.wait("a") for _ in range(7)][-1] > 0


def test_what_is_given_back_does_not_count() -> None:
    rate = Rate(1, Clock())
    for _ in range(3):
        assert rate.wait("a") == 0.0
        rate.give_back("a")
    assert rate.wait("a") == 0.0 and rate.wait("a") > 0


def test_only_so_many_clients_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ui.serving.rate, "_CLIENTS", 3)
    rate = Rate(1, Clock())
    assert not any(rate.wait(client) for client in "abc")
    assert rate.wait("a") > 0
    assert rate.wait("d") == 0.0
    assert rate.wait("c") > 0 and rate.wait("d") > 0
    assert rate.wait("a") == 0.0  # the one that came longest ago is as good as new
