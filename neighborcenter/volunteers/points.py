"""Points as a ledger: the balance is always the sum of its lines, and no line is ever changed."""

from __future__ import annotations

from datetime import date
from typing import Any

import sqlalchemy as sa

from neighborcenter.kit.work import Read, Work
from neighborcenter.volunteers import rules
from neighborcenter.volunteers.earned import BROUGHT, EARNED
from neighborcenter.volunteers.kinds import HoursKind, HoursStatus, PointsKind
from neighborcenter.volunteers.models.hours import points_entry, points_rule, service_hours


def rule_on(read: Read, day: date) -> rules.PointsRule:
    """The points rule of the center that holds on a day; without any, one point an hour."""
    row = read.row(
        sa.select(points_rule)
        .where(points_rule.c.center_id == read.center_id, points_rule.c.valid_from <= day)
        .order_by(points_rule.c.valid_from.desc())
        .limit(1)
    )
    if row is None:
        return rules.PointsRule()
    return rules.PointsRule(row.points_per_hour, row.most_hours, row.cap, row.redeem_from_hours, row.expiry)


def balance(read: Read, volunteer_id: int, until: date | None = None) -> int:
    """Points somebody has, or had at the end of a day."""
    question = sa.select(sa.func.coalesce(sa.func.sum(points_entry.c.points), 0)).where(
        points_entry.c.volunteer_id == volunteer_id, points_entry.c.center_id == read.center_id
    )
    return int(read.value(question if until is None else question.where(points_entry.c.day <= until)))


def about_to_lapse(read: Read, volunteer_id: int) -> int:
    """Points of past years that the rule lets lapse and nobody has written off yet."""
    last_day = date(read.clock.today().year - 1, 12, 31)
    if rule_on(read, last_day).expiry != "year":
        return 0
    return max(0, balance(read, volunteer_id, last_day))


def entered_minutes(read: Read, volunteer_id: int, *, elsewhere: bool = False) -> int:
    """Recognised minutes entered for somebody in all their time; with `elsewhere` also those brought in."""
    return int(
        read.value(
            sa.select(sa.func.coalesce(sa.func.sum(service_hours.c.minutes), 0)).where(
                service_hours.c.volunteer_id == volunteer_id,
                service_hours.c.center_id == read.center_id,
                sa.or_(EARNED, BROUGHT) if elsewhere else EARNED,
                service_hours.c.kind == HoursKind.RECOGNISED,
            )
        )
    )


def earn(work: Work, hours_id: int) -> int:
    """Write the points that entered hours bring; honorary hours bring none.  For this room's verbs."""
    row = _hours(work, hours_id)
    if row.kind is not HoursKind.RECOGNISED:
        return 0
    rule = rule_on(work, row.day)
    gained = rules.points_for(row.minutes, balance(work, row.volunteer_id), rule)
    if gained:
        write(work, row.volunteer_id, PointsKind.EARNED, gained, hours_id=hours_id)
    return gained


def take_back(work: Work, hours_id: int) -> None:
    """Undo the points of hours that no longer count; those that lapsed are gone already.  For this room's verbs."""
    row = _hours(work, hours_id)
    line = work.row(
        sa.select(
            sa.func.coalesce(sa.func.sum(points_entry.c.points), 0), sa.func.min(points_entry.c.day)
        ).where(points_entry.c.hours_id == hours_id)
    )
    gained = 0 if line is None else int(line[0])
    if not gained or line is None:
        return
    left = gained - min(gained, _lapsed(work, row.volunteer_id, line[1].year, but=hours_id))
    if left:
        write(work, row.volunteer_id, PointsKind.ADJUSTED, -left, hours_id=hours_id)


def _lapsed(read: Read, volunteer_id: int, year: int, *, but: int) -> int:
    """Points of a year that lapsed, less those of other hours that were voided after it."""
    of_year = (
        points_entry.c.volunteer_id == volunteer_id,
        points_entry.c.day >= date(year, 1, 1),
        points_entry.c.day <= date(year, 12, 31),
    )
    lapsed = read.value(
        sa.select(sa.func.coalesce(sa.func.sum(-points_entry.c.points), 0)).where(
            *of_year, points_entry.c.kind == PointsKind.EXPIRED
        )
    )
    earned = sa.select(points_entry.c.hours_id).where(*of_year, points_entry.c.kind == PointsKind.EARNED)
    forgiven = read.value(
        sa.select(sa.func.coalesce(sa.func.sum(points_entry.c.points), 0))
        .join(service_hours, service_hours.c.id == points_entry.c.hours_id)
        .where(
            points_entry.c.hours_id.in_(earned),
            points_entry.c.hours_id != but,
            service_hours.c.status.in_([HoursStatus.VOIDED, HoursStatus.CORRECTED]),
        )
    )
    return max(0, int(lapsed) - int(forgiven))


def write(work: Work, volunteer_id: int, kind: PointsKind, points: int, **more: Any) -> int:
    """One line of the ledger.  For this room's verbs."""
    values = {"day": work.clock.today(), **more}
    return work.insert(points_entry, volunteer_id=volunteer_id, kind=kind, points=points, **values)


def last_line(read: Read, volunteer_id: int) -> int:
    """The id of the latest line of somebody's ledger."""
    question = sa.select(sa.func.max(points_entry.c.id)).where(
        points_entry.c.volunteer_id == volunteer_id, points_entry.c.center_id == read.center_id
    )
    return int(read.value(question) or 0)


def _hours(work: Work, hours_id: int) -> Any:
    row = work.row(sa.select(service_hours).where(service_hours.c.id == hours_id))
    if row is None:
        raise LookupError(f"no hours {hours_id}")
    return row
