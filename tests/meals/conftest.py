"""A small canteen: lunch at a price, three people of different ages."""

from collections.abc import Callable
from datetime import date

import pytest

from neighborcenter.kit import settings
from neighborcenter.meals.settings import PRICES

DAY = date(2026, 11, 24)


@pytest.fixture
def price(work) -> Callable[[int], None]:
    """Say what every meal costs."""

    def say(fen: int) -> None:
        for one in PRICES.values():
            settings.put(work, one, fen)

    say(1200)
    return say
