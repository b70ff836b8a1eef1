"""Stars and points of everybody: what their hours reach, what was granted, the ledger, the tables behind both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.work import Read
from neighborcenter.people.models import resident
from neighborcenter.volunteers import points_service, rules
from neighborcenter.volunteers.earned import BROUGHT, EARNED
from neighborcenter.volunteers.kinds import HoursKind, PointsKind, VolunteerStatus
from neighborcenter.volunteers.models.hours import (
    points_entry,
    points_rule,
    service_hours,
    star_award,
    star_level,
)
from neighborcenter.volunteers.models.people import volunteer

MOST_LINES = 500


class StarState(StrEnum):
    """Where somebody stands on the way to their next star."""

    REACHED = "reached"
    APPLIED = "applied"
    HANGS = "hangs"
    GRANTED = "granted"
    NONE = "none"


STATE_WORDS = {
    StarState.REACHED: N_("Not applied for yet"),
    StarState.APPLIED: N_("Applied for"),
    StarState.HANGS: N_("Application is posted"),
    StarState.GRANTED: N_("Granted"),
    StarState.NONE: N_("No star yet"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """One volunteer: recognised minutes here and brought in, stars, points.

    `award_id` is the application that waits for its star, `to_next` the minutes that are missing to the next star
    (None at the highest).
    """

    id: int
    number: str
    name: str
    status: VolunteerStatus
    minutes: int
    brought: int
    points: int
    reached: int
    granted: int
    granted_on: date | None
    state: StarState
    award_id: int | None
    to_next: int | None

    @property
    def counted(self) -> int:
        """The minutes that count towards stars."""
        return self.minutes + self.brought


@dataclass(frozen=True, slots=True)
class PointsLine:
    """One line of the ledger with the balance after it; `back` says that it may be taken back."""

    id: int
    day: date
    kind: PointsKind
    points: int
    balance: int
    words: str
    back: bool


@dataclass(frozen=True, slots=True)
class StarTable:
    """Stars with hours and who approves, from a day on; None for the national table."""

    valid_from: date | None
    levels: tuple[tuple[int, int, str], ...]


def standings(read: Read) -> list[Standing]:
    """Everybody who has not left, by name; a handful of questions, however many there are."""
    read.require(Permission.VOLUNTEERS_VIEW)
    levels = points_service.levels_on(read, read.clock.today())
    here, brought = _minutes(read, EARNED), _minutes(read, BROUGHT)
    balances = _balances(read)
    awards = _awards(read)
    rows = read.rows(
        sa.select(volunteer.c.id, volunteer.c.number, volunteer.c.status, resident.c.name)
        .join(resident, resident.c.id == volunteer.c.resident_id)
        .where(volunteer.c.center_id == read.center_id, volunteer.c.status != VolunteerStatus.LEFT)
        .order_by(resident.c.name_sort, volunteer.c.id)
    )
    found = []
    for row in rows:
        minutes = here.get(row.id, 0) + brought.get(row.id, 0)
        reached = rules.stars_for(minutes, levels)
        held = [one for one in awards.get(row.id, ()) if one.granted_on is not None]
        granted = max((one.stars for one in held), default=0)
        open_one = next((one for one in awards.get(row.id, ()) if one.granted_on is None), None)
        state = _state(reached, granted, open_one)
        found.append(
            Standing(
                row.id, row.number, row.name, row.status, here.get(row.id, 0), brought.get(row.id, 0),
                balances.get(row.id, 0), reached, granted,
                max((one.granted_on for one in held), default=None), state,
                None if open_one is None else open_one.id,
                next((needed - minutes for _stars, needed in levels if needed > minutes), None),
            )
        )  # fmt: skip
    return found


def _state(reached: int, granted: int, waiting: sa.Row[tuple[object, ...]] | None) -> StarState:
    if waiting is not None:
        return StarState.APPLIED if waiting.notice_id is None else StarState.HANGS
    if reached > granted:
        return StarState.REACHED
    return StarState.GRANTED if granted else StarState.NONE


def _minutes(read: Read, which: sa.ColumnElement[bool]) -> dict[int, int]:
    rows = read.rows(
        sa.select(service_hours.c.volunteer_id, sa.func.sum(service_hours.c.minutes))
        .where(
            service_hours.c.center_id == read.center_id,
            service_hours.c.kind == HoursKind.RECOGNISED,
            which,
        )
        .group_by(service_hours.c.volunteer_id)
    )
    return {row[0]: int(row[1]) for row in rows}


def _balances(read: Read) -> dict[int, int]:
    rows = read.rows(
        sa.select(points_entry.c.volunteer_id, sa.func.sum(points_entry.c.points))
        .where(points_entry.c.center_id == read.center_id)
        .group_by(points_entry.c.volunteer_id)
    )
    return {row[0]: int(row[1]) for row in rows}


def _awards(read: Read) -> dict[int, list[sa.Row[tuple[object, ...]]]]:
    found: dict[int, list[sa.Row[tuple[object, ...]]]] = defaultdict(list)
    for row in read.rows(
        sa.select(star_award).where(star_award.c.center_id == read.center_id).order_by(star_award.c.stars)
    ):
        found[row.volunteer_id].append(row)
    return found


def waiting_stars(read: Read) -> list[tuple[int, str, int]]:
    """Applications that wait to be hung out: award, name, stars."""
    read.require(Permission.VOLUNTEERS_VIEW)
    rows = read.rows(
        sa.select(star_award.c.id, star_award.c.stars, resident.c.name)
        .join(volunteer, volunteer.c.id == star_award.c.volunteer_id)
        .join(resident, resident.c.id == volunteer.c.resident_id)
        .where(
            star_award.c.center_id == read.center_id,
            star_award.c.notice_id.is_(None),
            star_award.c.granted_on.is_(None),
        )
        .order_by(star_award.c.id)
    )
    return [(row.id, row.name, row.stars) for row in rows]


def points_lines(read: Read, volunteer_id: int) -> list[PointsLine]:
    """The ledger of one volunteer, newest first, with the balance after every line."""
    read.require(Permission.VOLUNTEERS_VIEW)
    rows = read.rows(
        sa.select(points_entry, service_hours.c.content)
        .join(service_hours, service_hours.c.id == points_entry.c.hours_id, isouter=True)
        .where(points_entry.c.volunteer_id == volunteer_id, points_entry.c.center_id == read.center_id)
        .order_by(points_entry.c.id.desc())
        .limit(MOST_LINES)
    )
    countered = {row.other_id for row in rows if row.kind is PointsKind.ADJUSTED}
    balance = _balances(read).get(volunteer_id, 0)
    found = []
    for row in rows:
        may_go_back = row.kind in (PointsKind.REDEEMED, PointsKind.GIVEN, PointsKind.ADJUSTED)
        words = " · ".join(part for part in (row.goods, row.note, row.content or "") if part)
        if row.kind is PointsKind.ADJUSTED and row.other_id is not None:
            words = _("Taken back: {what}").format(what=words) if words else _("Taken back")
        back = may_go_back and row.other_id is None and row.hours_id is None and row.id not in countered
        found.append(PointsLine(row.id, row.day, row.kind, row.points, balance, words, back))
        balance -= row.points
    return found


def star_tables(read: Read) -> list[StarTable]:
    """The center's star tables, the latest first, and the national one below them."""
    read.require(Permission.VOLUNTEERS_VIEW)
    heap: dict[date, list[tuple[int, int, str]]] = defaultdict(list)
    for row in read.rows(
        sa.select(star_level)
        .where(star_level.c.center_id == read.center_id)
        .order_by(star_level.c.valid_from.desc(), star_level.c.stars)
    ):
        heap[row.valid_from].append((row.stars, row.minutes // 60, row.approver))
    own = [StarTable(day, tuple(levels)) for day, levels in heap.items()]
    return [*own, StarTable(None, points_service.STARS)]


def points_tables(read: Read) -> list[tuple[date | None, rules.PointsRule]]:
    """The center's points rules, the latest first, and what holds without any."""
    read.require(Permission.VOLUNTEERS_VIEW)
    rows = read.rows(
        sa.select(points_rule)
        .where(points_rule.c.center_id == read.center_id)
        .order_by(points_rule.c.valid_from.desc())
    )
    own: list[tuple[date | None, rules.PointsRule]] = [
        (
            row.valid_from,
            rules.PointsRule(row.points_per_hour, row.most_hours, row.cap, row.redeem_from_hours, row.expiry),
        )
        for row in rows
    ]
    return [*own, (None, rules.PointsRule())]


def stars_sentence(levels: Sequence[tuple[int, int, str]]) -> str:
    """★ from 100 h, ★★ from 300 h …"""
    return _(", ").join(
        _("{stars} from {hours} h").format(stars="★" * stars, hours=hours) for stars, hours, _who in levels
    )


def points_sentence(rule: rules.PointsRule) -> str:
    """What a points rule says, in a sentence."""
    parts = [_("{points} points a whole hour").format(points=rule.points_per_hour)]
    if rule.most_hours:
        parts.append(_("at most {hours} hours of one service").format(hours=rule.most_hours))
    if rule.cap:
        parts.append(_("never more than {points} points").format(points=rule.cap))
    if rule.redeem_from_hours:
        parts.append(_("redeemed from {hours} entered hours on").format(hours=rule.redeem_from_hours))
    parts.append(_("they lapse at the end of the year") if rule.expiry else _("they do not lapse"))
    return _(", ").join(parts) + _(".")


def state_word(state: StarState) -> str:
    """The words for a state."""
    return _(STATE_WORDS[state])
