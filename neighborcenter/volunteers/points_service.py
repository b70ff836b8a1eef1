"""Spending points, giving them to others, letting them lapse; stars applied for and granted."""

from __future__ import annotations

from datetime import date
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.problems import Invalid, NotFound, Problem, refuse
from neighborcenter.kit.work import Read, Work
from neighborcenter.volunteers import points, rules
from neighborcenter.volunteers.kinds import PointsKind
from neighborcenter.volunteers.models.hours import points_entry, star_award, star_level
from neighborcenter.volunteers.models.people import volunteer
from neighborcenter.volunteers.records import stored

STARS: tuple[tuple[int, int, str], ...] = (
    (1, 100, "县（市、区）志愿者协会"),
    (2, 300, "县（市、区）志愿者协会"),
    (3, 600, "设区市志愿者协会"),
    (4, 1_000, "设区市志愿者协会"),
    (5, 1_500, "省志愿者协会"),
)
"""Stars, hours, and who approves in Fujian (national thresholds of 民函〔2012〕340号)."""


def redeem(work: Work, volunteer_id: int, spent: int, goods: str) -> int:
    """Give goods for points; gives the balance left.  Raises NotFound, Invalid when there are not enough."""
    work.require(Permission.VOLUNTEERS_HOURS)
    row = stored(work, volunteer_id)
    if not goods.strip():
        raise Invalid(Problem("goods", "volunteers.goods_missing"))
    left = _spendable(work, volunteer_id, spent)
    points.write(work, volunteer_id, PointsKind.REDEEMED, -spent, goods=goods.strip())
    work.record(
        "volunteers.redeem", "volunteer", volunteer_id, number=row.number, points=spent, goods=goods.strip()
    )
    return left


def give(work: Work, giver: int, receiver: int, given: int, note: str = "") -> int:
    """Give points to another volunteer (time bank); gives the giver's balance.  Raises NotFound, Invalid."""
    work.require(Permission.VOLUNTEERS_HOURS)
    row = stored(work, giver)
    stored(work, receiver)
    if giver == receiver:
        raise Invalid(Problem("receiver", "volunteers.same_person"))
    left = _spendable(work, giver, given)
    out = points.write(work, giver, PointsKind.GIVEN, -given, note=note.strip())
    points.write(work, receiver, PointsKind.RECEIVED, given, note=note.strip(), other_id=out)
    work.record("volunteers.give", "volunteer", giver, number=row.number, points=given, receiver=receiver)
    return left


def adjust(work: Work, volunteer_id: int, change: int, reason: str) -> int:
    """Put a balance right by so many points, up or down; gives the balance.

    Raises NotFound, Invalid without a reason, for 0, or when the balance would fall below 0.
    """
    work.require(Permission.VOLUNTEERS_REVIEW)
    row = stored(work, volunteer_id)
    have = points.balance(work, volunteer_id)
    problems = []
    if not reason.strip():
        problems.append(Problem("note", "volunteers.reason_missing"))
    if change == 0:
        problems.append(Problem("points", "volunteers.points_none"))
    elif have + change < 0:
        problems.append(Problem("points", "volunteers.points_short", {"have": have, "spent": -change}))
    refuse(problems)
    points.write(work, volunteer_id, PointsKind.ADJUSTED, change, note=reason.strip())
    work.record(
        "volunteers.adjust",
        "volunteer",
        volunteer_id,
        number=row.number,
        points=change,
        reason=reason.strip(),
    )
    return have + change


def take_back_line(work: Work, entry_id: int) -> None:
    """Take back what was redeemed, given or adjusted: a counter line is written, no line is ever changed.

    Raises NotFound, Invalid when it was taken back already, earned or lapsed, or the receiver has spent it.
    """
    work.require(Permission.VOLUNTEERS_HOURS)
    row = _entry(work, entry_id)
    if (
        row.kind not in (PointsKind.REDEEMED, PointsKind.GIVEN, PointsKind.ADJUSTED)
        or row.other_id is not None
    ):
        raise Invalid(Problem("", "volunteers.line_stays"))
    others = work.rows(sa.select(points_entry).where(points_entry.c.other_id == entry_id))
    if any(one.kind is PointsKind.ADJUSTED for one in others):
        raise Invalid(Problem("", "volunteers.line_back"))
    for one in (row, *others):
        have = points.balance(work, one.volunteer_id)
        if have < one.points:
            raise Invalid(Problem("", "volunteers.points_short", {"have": have, "spent": one.points}))
        points.write(
            work, one.volunteer_id, PointsKind.ADJUSTED, -one.points, other_id=one.id, goods=one.goods
        )
    work.record(
        "volunteers.take_back_points", "volunteer", row.volunteer_id, line=entry_id, points=-row.points
    )


def expire(work: Work) -> int:
    """Let points of past years lapse where the rule says so; gives how many points lapsed."""
    work.require(Permission.VOLUNTEERS_HOURS)
    last_day = date(work.clock.today().year - 1, 12, 31)
    lapsed = 0
    if points.rule_on(work, last_day).expiry == "year":
        holders = work.rows(
            sa.select(points_entry.c.volunteer_id, sa.func.sum(points_entry.c.points))
            .where(points_entry.c.center_id == work.center_id, points_entry.c.day <= last_day)
            .group_by(points_entry.c.volunteer_id)
            .having(sa.func.sum(points_entry.c.points) > 0)
        )
        for volunteer_id, left in holders:
            points.write(work, volunteer_id, PointsKind.EXPIRED, -int(left), day=last_day)
            lapsed += int(left)
    work.record("volunteers.expire", "points_entry", None, points=lapsed, until=last_day.isoformat())
    return lapsed


def stars_reached(read: Read, volunteer_id: int) -> tuple[int, int]:
    """The stars somebody's recognised hours reach today, those brought in included, and the stars granted."""
    read.require(Permission.VOLUNTEERS_VIEW)
    minutes = points.entered_minutes(read, volunteer_id, elsewhere=True)
    reached = rules.stars_for(minutes, levels_on(read, read.clock.today()))
    granted = read.value(
        sa.select(sa.func.coalesce(sa.func.max(star_award.c.stars), 0)).where(
            star_award.c.volunteer_id == volunteer_id, star_award.c.granted_on.is_not(None)
        )
    )
    return reached, int(granted)


def levels_on(read: Read, day: date) -> list[tuple[int, int]]:
    """(stars, minutes) of the table that holds on a day; the national one while the center has none."""
    since = read.value(
        sa.select(sa.func.max(star_level.c.valid_from)).where(
            star_level.c.center_id == read.center_id, star_level.c.valid_from <= day
        )
    )
    if since is None:
        return [(stars, hours * 60) for stars, hours, _ in STARS]
    rows = read.rows(
        sa.select(star_level.c.stars, star_level.c.minutes)
        .where(star_level.c.center_id == read.center_id, star_level.c.valid_from == since)
        .order_by(star_level.c.stars)
    )
    return [(row.stars, row.minutes) for row in rows]


def apply_star(work: Work, volunteer_id: int, stars: int) -> int:
    """A volunteer applies for a star (they do so themselves); gives the award's id.

    Raises NotFound, Invalid when the hours do not reach it or it was applied for.
    """
    work.require(Permission.VOLUNTEERS_HOURS)
    row = stored(work, volunteer_id)
    minutes = points.entered_minutes(work, volunteer_id, elsewhere=True)
    if rules.stars_for(minutes, levels_on(work, work.clock.today())) < stars:
        raise Invalid(Problem("stars", "volunteers.stars_not_reached", {"stars": stars}))
    known = sa.select(star_award.c.id).where(
        star_award.c.volunteer_id == volunteer_id, star_award.c.stars == stars
    )
    if work.value(known) is not None:
        raise Invalid(Problem("stars", "volunteers.stars_known", {"stars": stars}))
    ref = work.insert(
        star_award, volunteer_id=volunteer_id, stars=stars, minutes=minutes, applied_on=work.clock.today()
    )
    work.record("volunteers.apply_star", "volunteer", volunteer_id, number=row.number, stars=stars)
    return ref


def grant_star(work: Work, award_id: int, approver: str) -> None:
    """Note that the body in charge granted a star.  Raises NotFound, Invalid."""
    work.require(Permission.VOLUNTEERS_REVIEW)
    row = _award(work, award_id)
    if row.granted_on is not None:
        raise Invalid(Problem("stars", "volunteers.stars_known", {"stars": row.stars}))
    work.update(star_award, award_id, granted_on=work.clock.today(), approver=approver.strip())
    work.record("volunteers.grant_star", "volunteer", row.volunteer_id, number=row.number, stars=row.stars)


def withdraw_star(work: Work, award_id: int) -> None:
    """Take an application for a star back.  Raises NotFound, Invalid when it hangs out or was granted."""
    work.require(Permission.VOLUNTEERS_HOURS)
    row = _award(work, award_id)
    if row.granted_on is not None or row.notice_id is not None:
        raise Invalid(Problem("stars", "volunteers.moves_not"))
    work.delete(star_award, award_id)
    work.record("volunteers.withdraw_star", "volunteer", row.volunteer_id, number=row.number, stars=row.stars)


def take_back_grant(work: Work, award_id: int) -> None:
    """Say that a star was not granted after all; its application stays.  Raises NotFound, Invalid."""
    work.require(Permission.VOLUNTEERS_REVIEW)
    row = _award(work, award_id)
    if row.granted_on is None:
        raise Invalid(Problem("stars", "volunteers.moves_not"))
    work.update(star_award, award_id, granted_on=None, approver="")
    work.record(
        "volunteers.take_back_grant", "volunteer", row.volunteer_id, number=row.number, stars=row.stars
    )


def _entry(work: Work, entry_id: int) -> Any:
    row = work.row(
        sa.select(points_entry).where(
            points_entry.c.id == entry_id, points_entry.c.center_id == work.center_id
        )
    )
    if row is None:
        raise NotFound("points_entry", entry_id)
    return row


def _award(work: Work, award_id: int) -> Any:
    row = work.row(
        sa.select(star_award, volunteer.c.number)
        .join(volunteer, volunteer.c.id == star_award.c.volunteer_id)
        .where(star_award.c.id == award_id, star_award.c.center_id == work.center_id)
    )
    if row is None:
        raise NotFound("star_award", award_id)
    return row


def _spendable(work: Work, volunteer_id: int, spent: int) -> int:
    """The balance after spending; what lapsed on New Year's Eve is not spent, written off or not.

    Raises Invalid for nothing, too much, or too few hours to spend at all.
    """
    if spent <= 0:
        raise Invalid(Problem("points", "volunteers.below_one"))
    rule = points.rule_on(work, work.clock.today())
    if points.entered_minutes(work, volunteer_id) < rule.redeem_from_hours * 60:
        raise Invalid(Problem("points", "volunteers.redeem_later", {"hours": rule.redeem_from_hours}))
    have = points.balance(work, volunteer_id) - points.about_to_lapse(work, volunteer_id)
    if spent > have:
        raise Invalid(Problem("points", "volunteers.points_short", {"have": have, "spent": spent}))
    return have - spent
