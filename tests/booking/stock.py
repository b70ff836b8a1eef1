"""What a center lends and who works there, for tests that book them."""

from dataclasses import dataclass

import pytest

from neighborcenter.booking import resource_service
from neighborcenter.booking.kinds import ResourceKind
from neighborcenter.booking.resource_drafts import ResourceDraft
from neighborcenter.center.drafts import Span

WEDNESDAY = 2


@dataclass(frozen=True)
class Stock:
    speaker: int
    projector: int
    chairs: int
    nurse: int
    barber: int


@pytest.fixture
def stock(backend, actor, house) -> Stock:
    """Two speakers, three projectors, 120 chairs; a nurse on Wednesday mornings and a barber."""
    with backend.work(actor) as work:
        return make_stock(work)


def make_stock(work) -> Stock:
    def add(name, quantity=1, kind=ResourceKind.EQUIPMENT, **more):
        return resource_service.add_resource(work, ResourceDraft(name, kind, quantity, **more))

    morning = (Span(WEDNESDAY, 9 * 60, 12 * 60),)
    staff = ResourceKind.STAFF
    return Stock(
        add("音响", 2),
        add("投影仪", 3),
        add("折叠椅", 120),
        add("陈护士", kind=staff, profession="社区护士", spans=morning),
        add("理发师老林", kind=staff, profession="理发师"),
    )
