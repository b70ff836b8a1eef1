"""The tables behind stars and points: versions with a first day, put right or taken away while nothing was decided by them.

What was decided stays as it was: a version in use is followed by another one, from a day after its last use.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.problems import Invalid, Problem
from neighborcenter.kit.work import Read, Work
from neighborcenter.volunteers.kinds import PointsKind
from neighborcenter.volunteers.models.hours import (
    points_entry,
    points_rule,
    service_hours,
    star_award,
    star_level,
)
from neighborcenter.volunteers.points_service import STARS
from neighborcenter.volunteers.rules import PointsRule


@dataclass(frozen=True, slots=True)
class Use:
    """What was decided by one version: how many decisions, the day of the latest, and its last day so far."""

    count: int
    last: date | None
    until: date | None


def set_stars(
    work: Work,
    valid_from: date,
    levels: Sequence[tuple[int, int, str]] = STARS,
    *,
    instead_of: date | None = None,
) -> None:
    """The star table from a day on: (stars, hours, approver); in the place of the version `instead_of`.

    Raises Invalid when hours do not rise, or something was decided by what it would replace.
    """
    work.require(Permission.VOLUNTEERS_REVIEW)
    hours = [needed for _, needed, _ in sorted(levels)]
    if not hours or any(later <= earlier for earlier, later in itertools.pairwise(hours)):
        raise Invalid(Problem("minutes", "volunteers.stars_rise"))
    _make_room(work, star_level, valid_from, instead_of)
    for stars, needed, approver in sorted(levels):
        work.insert(
            star_level, valid_from=valid_from, stars=stars, minutes=needed * 60, approver=approver.strip()
        )
    work.record("volunteers.set_stars", "star_level", None, valid_from=valid_from.isoformat(), hours=hours)


def set_points_rule(
    work: Work, valid_from: date, rule: PointsRule, *, instead_of: date | None = None
) -> None:
    """How hours become points from a day on; in the place of the version `instead_of`.

    Raises Invalid for negative numbers, or when something was decided by what it would replace.
    """
    work.require(Permission.VOLUNTEERS_REVIEW)
    numbers = (rule.points_per_hour, rule.most_hours, rule.cap, rule.redeem_from_hours)
    if min(numbers) < 0 or rule.expiry not in ("", "year"):
        raise Invalid(Problem("points_per_hour", "volunteers.below_zero"))
    _make_room(work, points_rule, valid_from, instead_of)
    work.insert(
        points_rule,
        valid_from=valid_from,
        points_per_hour=rule.points_per_hour,
        most_hours=rule.most_hours,
        cap=rule.cap,
        redeem_from_hours=rule.redeem_from_hours,
        expiry=rule.expiry,
    )
    work.record("volunteers.set_points_rule", "points_rule", None, valid_from=valid_from.isoformat())


def drop_table(work: Work, valid_from: date, *, stars: bool) -> None:
    """Take away the star table or the points rule that begins on a day.

    Raises Invalid when something was decided by it or none begins then.
    """
    work.require(Permission.VOLUNTEERS_REVIEW)
    table = star_level if stars else points_rule
    _refuse_used(work, table, valid_from)
    _remove(work, table, valid_from)
    work.record("volunteers.drop_table", table.name, None, valid_from=valid_from.isoformat())


def uses(read: Read, *, stars: bool) -> dict[date, Use]:
    """Every version by its first day, with what was decided by it."""
    read.require(Permission.VOLUNTEERS_VIEW)
    return _uses(read, star_level if stars else points_rule)


def _make_room(work: Work, table: sa.Table, valid_from: date, instead_of: date | None) -> None:
    """Take away the version that is put right.  Raises Invalid when the new one would decide anew what was decided."""
    known = _uses(work, table)
    if instead_of is None and valid_from in known:
        instead_of = valid_from
    if instead_of is not None:
        _refuse_used(work, table, instead_of)
        _remove(work, table, instead_of)
        if valid_from != instead_of and valid_from in known:
            raise Invalid(Problem("valid_from", "volunteers.table_known", {"day": valid_from.isoformat()}))
    later = min((day for day in known if day > valid_from and day != instead_of), default=None)
    decided = [day for day in _decisions(work, table) if day >= valid_from and (later is None or day < later)]
    if decided:
        code = "volunteers.stars_decided" if table is star_level else "volunteers.points_decided"
        raise Invalid(Problem("valid_from", code, {"day": max(decided).isoformat()}))


def _refuse_used(work: Work, table: sa.Table, valid_from: date) -> None:
    found = _uses(work, table).get(valid_from)
    if found is None:
        raise Invalid(Problem("valid_from", "volunteers.table_none", {"day": valid_from.isoformat()}))
    if found.count:
        code = "volunteers.stars_used" if table is star_level else "volunteers.points_used"
        raise Invalid(Problem("valid_from", code, {"day": valid_from.isoformat(), "count": found.count}))


def _remove(work: Work, table: sa.Table, valid_from: date) -> None:
    work.execute(table.delete().where(table.c.center_id == work.center_id, table.c.valid_from == valid_from))


def _uses(read: Read, table: sa.Table) -> dict[date, Use]:
    rows = read.rows(
        sa.select(table.c.valid_from)
        .where(table.c.center_id == read.center_id)
        .distinct()
        .order_by(table.c.valid_from)
    )
    days = [row.valid_from for row in rows]
    if not days:
        return {}
    decided = _decisions(read, table)
    found = {}
    for first, later in itertools.zip_longest(days, days[1:]):
        inside = {day: count for day, count in decided.items() if day >= first and (not later or day < later)}
        until = None if later is None else later - timedelta(days=1)
        found[first] = Use(sum(inside.values()), max(inside, default=None), until)
    return found


def _decisions(read: Read, table: sa.Table) -> dict[date, int]:
    """Day by day how often a version of the table was asked for something that stays."""
    if table is star_level:
        rows = read.rows(
            sa.select(star_award.c.applied_on, sa.func.count())
            .where(star_award.c.center_id == read.center_id)
            .group_by(star_award.c.applied_on)
        )
        return {row[0]: int(row[1]) for row in rows}
    spent = read.rows(
        sa.select(points_entry.c.day, sa.func.count())
        .where(
            points_entry.c.center_id == read.center_id,
            points_entry.c.kind.in_([PointsKind.REDEEMED, PointsKind.GIVEN]),
        )
        .group_by(points_entry.c.day)
    )
    # Points are earned by the rule of the day that was served.
    earned = read.rows(
        sa.select(service_hours.c.day, sa.func.count())
        .join(points_entry, points_entry.c.hours_id == service_hours.c.id)
        .where(points_entry.c.center_id == read.center_id, points_entry.c.kind == PointsKind.EARNED)
        .group_by(service_hours.c.day)
    )
    found: dict[date, int] = {}
    for day, count in (*spent, *earned):
        found[day] = found.get(day, 0) + int(count)
    return found
