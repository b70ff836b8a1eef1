"""The window over a small canteen: 陈秀英 of 72 years, lunch at 12 yuan, two free meals a month from 70."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from neighborcenter.kit import settings
from neighborcenter.meals import rule_service
from neighborcenter.meals.drafts import RuleDraft
from neighborcenter.meals.kinds import Meal, RuleKind
from neighborcenter.meals.settings import PRICES
from tests.support.builders import Builders
from ui.kit import workstation
from ui.kit.errors import Errors
from ui.kit.jobs import Runner
from ui.pages import PAGES
from ui.window import MainWindow


@pytest.fixture
def canteen(make: Builders) -> int:
    """The canteen; gives 陈秀英's id."""
    person = make.resident("陈秀英", birth_date=date(1954, 3, 8))
    with make.backend.work(make.actor) as work:
        settings.put(work, PRICES[Meal.LUNCH], 1200)
        rule_service.add_rule(
            work, RuleDraft("每月两次免费", RuleKind.FREE_TIMES, date(2026, 10, 1), age_from=70, times=2)
        )
    return person


@pytest.fixture
def page(qtbot: Any, lanes: Runner, canteen: int, settle: Callable[[], None]) -> Iterator[Any]:
    """The meals' page in its window."""
    station = workstation.workstation()
    assert station is not None
    shown = MainWindow(station, Errors(None), [one for one in PAGES if one.key == "meals"])
    shown.resize(1440, 900)
    shown.show()
    shown.start("meals")
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    settle()
    yield shown.pages["meals"]
    settle()
    shown.leave()
    shown.close()
    shown.deleteLater()
