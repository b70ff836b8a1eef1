"""Whole ways through the program: one empty folder, one clock that stands at 2026-11-23 10:15."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from neighborcenter.backend import Backend
from neighborcenter.data import demo, founding
from neighborcenter.kit.actor import Actor, system_actor
from neighborcenter.kit.clock import FixedClock
from neighborcenter.kit.i18n import language, set_language
from neighborcenter.kit.paths import Paths
from neighborcenter.reports.fill import demo as office_forms
from tests.cli.conftest import command as command
from tests.conftest import MONDAY


@pytest.fixture(autouse=True)
def _standing_clock(monkeypatch: pytest.MonkeyPatch, clock: FixedClock) -> None:
    """Whoever opens a database here lives at the test's time."""
    monkeypatch.setattr("neighborcenter.backend.Clock", lambda: clock)
    monkeypatch.setattr("neighborcenter.cli.restoring.Clock", lambda: clock)


@pytest.fixture(scope="session")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A center of 60 people with two months behind it, written in Chinese, made once per run."""
    before = language()
    set_language("zh_CN")
    folder = tmp_path_factory.mktemp("lived-in")
    backend = Backend.open(Paths(folder), clock=FixedClock(MONDAY), create=True)
    draft = founding.FoundingDraft(demo.CENTER_NAME, "lin", "Spring-2026", demo.PERSON)
    with backend.work(system_actor(0)) as work:
        founded = founding.found_center(work, draft)
    actor = Actor(founded.account_id, demo.PERSON, founded.center_id, everything=True)
    with backend.work(actor) as work:
        demo.fill_demo(work, demo.DemoOrder(residents=60, months=1))
        office_forms.fill(work)
    backend.close()
    set_language(before)
    return folder


@pytest.fixture
def office(lived_in: Path, tmp_path: Path) -> Iterator[Backend]:
    shutil.copytree(lived_in, tmp_path / "data")
    backend = Backend.open(Paths(tmp_path / "data"), clock=FixedClock(MONDAY))
    yield backend
    backend.close()
