"""A small house to book in: a divisible hall, a calligraphy room, a small room; open 8 to 22 every day."""

from dataclasses import dataclass
from datetime import datetime

import pytest

from neighborcenter.booking.drafts import BookingDraft
from neighborcenter.kit import audit
from neighborcenter.kit.work import Read


@dataclass(frozen=True)
class House:
    hall: int
    east: int
    west: int
    calligraphy: int
    small: int


@pytest.fixture
def house(make) -> House:
    make.open_hours()
    hall = make.room("多功能厅", 120, equipment="音响、投影")
    return House(
        hall,
        make.room("多功能厅东", 60, parent=hall, equipment="投影"),
        make.room("多功能厅西", 50, parent=hall),
        make.room("书法室", 20),
        make.room("谈心室", 6),
    )


@pytest.fixture
def draft(house) -> BookingDraft:
    """Thursday morning, the choir, in the calligraphy room."""
    return BookingDraft(
        room_id=house.calligraphy,
        starts=datetime(2026, 11, 26, 9),
        ends=datetime(2026, 11, 26, 11),
        title="合唱队排练",
        who="林秀英",
        phone="13799887766",
        people=18,
    )


@pytest.fixture
def acts():
    """The acts in the audit trail, oldest first."""

    def of(read: Read) -> list[str]:
        return [
            row.act
            for row in read.rows(audit.audit_entry.select().order_by(audit.audit_entry.c.id))
            if row.act.startswith("booking.")
        ]

    return of
