"""Whole ways through the program: one empty folder, one clock that stands at 2026-11-23 10:15."""

from __future__ import annotations

import pytest

from neighborcenter.kit.clock import FixedClock
from tests.cli.conftest import command as command


@pytest.fixture(autouse=True)
def _standing_clock(monkeypatch: pytest.MonkeyPatch, clock: FixedClock) -> None:
    """Whoever opens a database here lives at the test's time."""
    monkeypatch.setattr("neighborcenter.backend.Clock", lambda: clock)
    monkeypatch.setattr("neighborcenter.cli.restoring.Clock", lambda: clock)
