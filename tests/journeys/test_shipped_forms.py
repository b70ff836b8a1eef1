"""Every shipped form runs in the example center: it has entries, its module shows them, its ledger prints."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from neighborcenter.backend import Backend
from neighborcenter.forms import due_queries, files, queries
from neighborcenter.forms.queries import FormCount
from neighborcenter.kit.actor import Actor
from neighborcenter.kit.times import Month
from neighborcenter.kit.work import Read
from neighborcenter.reports.module_now import module_now
from neighborcenter.reports.press import press

SHIPPED = {one.key: one for one in files.shipped()}
DUE = {"lonely-elders", "reading-room", "requests", "mediation", "council", "veterans"}
"""Forms with somebody or something due in the example center."""


@pytest.fixture(scope="module")
def center(lived_in, tmp_path_factory) -> Iterator[Read]:
    """The example center, read only: one for all forms."""
    from neighborcenter.kit.clock import FixedClock
    from neighborcenter.kit.paths import Paths
    from tests.conftest import MONDAY

    backend = Backend.open(Paths(lived_in), clock=FixedClock(MONDAY))
    ref = backend.centers()[0][0]
    with backend.read(Actor(None, "林晓", ref, everything=True)) as read:
        yield read
    backend.close()


@pytest.fixture(scope="module")
def forms(center: Read) -> dict[str, FormCount]:
    return {one.key: one for one in queries.overview(center)}


@pytest.mark.parametrize("key", sorted(SHIPPED))
def test_a_form_is_in_use_and_its_module_and_ledger_say_so(center: Read, forms, key: str) -> None:
    one = forms[key]
    assert one.last_day is not None
    now = module_now(center, one.module_id)
    months = {
        Month.of(center.clock.today()): now.this_month,
        Month.of(center.clock.today()).previous(): now.last_month,
    }
    month = Month.of(one.last_day)
    assert months[month].means.entries > 0
    ledger = press(center, "form_ledger", {"form": one.id, "month": month})
    assert 0 < ledger.totals["lines"] <= months[month].means.entries
    assert ledger.pdf().missing == ()


def test_what_is_due_is_on_the_work_list(center: Read, forms) -> None:
    listed = {row.form_id for row in due_queries.due_list(center, ahead=31)}
    assert {key for key, one in forms.items() if one.id in listed} >= DUE


def test_the_children_of_the_day_can_be_signed_for(center: Read) -> None:
    sheet = press(center, "children_day", {"day": center.clock.today()})
    assert sheet.totals["lines"] > 0
