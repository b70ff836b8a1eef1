"""Which numbers, matters, loans and handovers a paper may be made of: the latest ones."""

import sqlalchemy as sa

from neighborcenter.catalog.models import service
from neighborcenter.desk.counter import queries as counter
from neighborcenter.desk.matters.models import matter
from neighborcenter.desk.matters.rules import number_of
from neighborcenter.desk.queue.queries import tickets as tickets_of
from neighborcenter.kit.speech import say_moment
from neighborcenter.kit.work import Read
from neighborcenter.reports.activity_choices import MOST, Found


def tickets(read: Read) -> tuple[Found, ...]:
    """The numbers of today."""
    return tuple((row.id, f"{row.code} {row.who}".strip(), row.group) for row in tickets_of(read)[:MOST])


def matters(read: Read) -> tuple[Found, ...]:
    """The latest matters."""
    rows = read.rows(
        sa.select(matter.c.id, matter.c.year, matter.c.serial, matter.c.who, service.c.name)
        .join(service, service.c.id == matter.c.service_id)
        .where(matter.c.center_id == read.center_id)
        .order_by(matter.c.year.desc(), matter.c.serial.desc())
        .limit(MOST)
    )
    return tuple((row.id, f"{number_of(row.year, row.serial)} {row.who}", row.name) for row in rows)


def loans(read: Read) -> tuple[Found, ...]:
    """What is out."""
    return tuple((row.id, f"{row.what} {row.who}", "") for row in counter.loans(read)[:MOST])


def handovers(read: Read) -> tuple[Found, ...]:
    """The latest handovers."""
    return tuple(
        (row.id, f"{say_moment(row.at, read.clock.today())} {row.giver} → {row.taker}", "")
        for row in counter.handovers(read, MOST)
    )
