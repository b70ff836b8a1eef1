"""The parts of the inspection made from the questions: one table each, its lines with their keys."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from neighborcenter.booking.use import Reckoning
from neighborcenter.catalog.models import Handling
from neighborcenter.center.queries import rooms
from neighborcenter.kit.i18n import _
from neighborcenter.kit.recurrence_text import WEEKDAYS
from neighborcenter.kit.work import Read
from neighborcenter.modules.models import ModuleStatus, service_module
from neighborcenter.reports.counting import NONE, VisitCounts
from neighborcenter.reports.inspection import questions
from neighborcenter.reports.inspection.questions import OpenDay
from neighborcenter.reports.inspection.record import Head, Line, Part
from neighborcenter.reports.params import Days

MOST_SERVICES = 40
WAYS = (Handling.DIRECT, Handling.AGENCY, Handling.ASSISTED, Handling.REFERRAL)


def modules_part(read: Read, visits: VisitCounts, offers: questions.Offers) -> Part:
    """What each module offers, who runs it, and how much it was asked for."""
    lines = []
    sums = [0, 0, 0, 0, 0, 0]
    for one in read.rows(
        sa.select(service_module.c.id, service_module.c.name, service_module.c.operator)
        .where(service_module.c.center_id == read.center_id, service_module.c.status != ModuleStatus.CLOSED)
        .order_by(service_module.c.position, service_module.c.id)
    ):
        by = offers.get(one.id, {})
        heads = visits.by_module.get(one.id, NONE).heads
        numbers = [sum(by.values()), *(by.get(way, 0) for way in WAYS), heads]
        sums = [have + more for have, more in zip(sums, numbers, strict=True)]
        lines.append(Line(f"offered:{one.id}", (one.name, one.operator or None, *numbers)))
    return Part(
        "modules",
        _("Services offered by module"),
        _("Services on offer today; person-times in the period."),
        (
            Head(_("Module"), 1.6, number=False), Head(_("Operator"), 1.8, number=False), Head(_("Services")),
            Head(_("Direct")), Head(_("Agency")), Head(_("Assisted")), Head(_("Referred")), Head(_("Person-times"), 1.25),
        ),
        tuple(lines),
        (_("Total"), "", *sums),
    )  # fmt: skip


def rota_part(read: Read, days: Days) -> Part:
    """Which units and posts are on the rota of each room."""
    found = questions.rotas(read, days.first, days.end)
    known = [(one.id, one.name) for whole in rooms(read) for one in (whole, *whole.parts)]
    lines = []
    for ref, name in [*known, (None, _("In no room of its own"))]:
        one = found.get(ref)
        if one is None:
            if ref is not None:
                lines.append(Line(f"rota:{ref}", (name, None, 0, None, 0, 0)))
            continue
        lines.append(
            Line(
                f"rota:{ref or 0}",
                (
                    name, _named(one.units), sum(one.units.values()), _named(one.posts), sum(one.posts.values()),
                    one.people,
                ),
            )
        )  # fmt: skip
    return Part(
        "rota",
        _("Rota of each room"),
        _("Groups and units that used the room, and posts on duty there, with how many times."),
        (
            Head(_("Room"), 1.3, number=False), Head(_("Groups and units"), 3, number=False), Head(_("Times"), 0.7),
            Head(_("Posts on duty"), 2.2, number=False), Head(_("Shifts"), 0.7), Head(_("People on duty"), 0.9),
        ),
        tuple(lines),
    )  # fmt: skip


def _named(found: dict[str, int]) -> str | None:
    return "、".join(f"{name}×{times}" for name, times in found.items()) or None


def rooms_part(use: Reckoning, opened: int) -> Part:
    """How much every room was used."""
    lines = [
        Line(
            f"room:{one.room_id}",
            (
                one.room, one.times, one.used / 60, one.open / 60, None if one.rate is None else f"{one.rate:.1%}",
                round(one.times / opened, 1) if opened else None,
            ),
        )
        for one in (*use.rooms, *use.halls)
    ]  # fmt: skip
    total = use.total
    return Part(
        "rooms",
        _("Use of each room"),
        _("Hours used of hours open; a whole hall counts for each of its parts."),
        (
            Head(_("Room"), 1.8, number=False), Head(_("Times used")), Head(_("Hours used")), Head(_("Hours open")),
            Head(_("Rate of use")), Head(_("Times a day")),
        ),
        tuple(lines),
        (
            _("Total"), total.times, total.used / 60, total.open / 60,
            None if total.rate is None else f"{total.rate:.1%}", round(total.times / opened, 1) if opened else None,
        ),
    )  # fmt: skip


def machines_part(read: Read, days: Days, opened: int) -> Part:
    """How much every machine was used."""
    rows = questions.machines(read, days.first, days.end)
    lines = tuple(
        Line(
            f"machine:{row.id}",
            (
                row.name, row.quantity, row.times or 0, int(row.pieces or 0), float(row.minutes or 0) / 60,
                round((row.times or 0) / opened, 1) if opened else None,
            ),
        )
        for row in rows
    )  # fmt: skip
    return Part(
        "machines",
        _("Use of each machine"),
        _("Booked with a room or lent from it; times and hours of the bookings."),
        (
            Head(_("Equipment"), 1.8, number=False), Head(_("Pieces")), Head(_("Times used")), Head(_("Pieces used")),
            Head(_("Hours used")), Head(_("Times a day")),
        ),
        lines,
        (_("Total"), None, sum(row.times or 0 for row in rows), None, None, None) if rows else (),
    )  # fmt: skip


def services_part(visits: VisitCounts, names: dict[int, tuple[str, str]], opened: int) -> Part:
    """How often each service was given; those given least stand together in the last line."""
    ranked = sorted(visits.by_service.items(), key=lambda item: (-item[1].heads, item[0]))
    lines = [
        Line(
            f"service:{ref}",
            (
                names.get(ref, ("", ""))[0], names.get(ref, ("", ""))[1], tally.services, tally.heads,
                round(tally.heads / opened, 1) if opened else None,
            ),
        )
        for ref, tally in ranked[:MOST_SERVICES]
    ]  # fmt: skip
    rest = [tally for _ref, tally in ranked[MOST_SERVICES:]]
    if rest:
        words = _("{count} more services").format(count=len(rest))
        lines.append(
            Line("", (words, "", sum(one.services for one in rest), sum(one.heads for one in rest), None))
        )
    total = visits.total
    return Part(
        "services",
        _("Visits per service"),
        _("Services given and the people they were given to."),
        (
            Head(_("Service"), 2.6, number=False), Head(_("Module"), 1.3, number=False), Head(_("Services given")),
            Head(_("Person-times")), Head(_("A day")),
        ),
        tuple(lines),
        (_("Total"), "", total.services, total.heads, round(total.heads / opened, 1) if opened else None),
    )  # fmt: skip


def days_part(opened: list[OpenDay], asked: int) -> Part:
    """Days and hours open by weekday, evenings among them."""
    lines = []
    for number in range(7):
        mine = [one for one in opened if one.day.weekday() == number]
        late = sum(1 for one in mine if max(end for _start, end in one.ranges).hour >= 19)
        name = _(WEEKDAYS[number])
        lines.append(
            Line(f"open_weekday:{number}", (name, len(mine), sum(one.minutes for one in mine) / 60, late))
        )
    evenings = sum(1 for one in opened if max(end for _start, end in one.ranges).hour >= 19)
    return Part(
        "days",
        _("Days open"),
        _("{open} of {days} days; evenings are days open after 19:00.").format(open=len(opened), days=asked),
        (
            Head(_("Weekday"), 1.6, number=False),
            Head(_("Days counted")),
            Head(_("Hours")),
            Head(_("Evenings")),
        ),
        tuple(lines),
        (_("Total"), len(opened), sum(one.minutes for one in opened) / 60, evenings),
    )


def staff_part(staff: Sequence[Any], duty: Mapping[str, int]) -> Part:
    """Who works here, and how much volunteers stood and served."""
    lines = [
        Line(f"staff:{row.profession}", (row.profession or _("Without a profession"), row.many, None))
        for row in staff
    ]
    lines.append(Line("duty", (_("Volunteers on duty"), duty["people"], duty["places"])))
    lines.append(Line("volunteer_hours", (_("Hours of volunteers"), None, duty["minutes"] / 60)))
    return Part(
        "staff",
        _("Staffing"),
        _("People of the staff today; volunteers in the period."),
        (Head(_("Who"), 2, number=False), Head(_("People")), Head(_("Person-times or hours"))),
        tuple(lines),
    )


def scores_part(found: Mapping[int, int]) -> Part:
    """What people said of activities."""
    many = sum(found.values())
    lines = tuple(
        Line(
            f"score:{score}",
            (
                _("{score} of 5").format(score=score),
                found.get(score, 0),
                f"{found.get(score, 0) / many:.1%}" if many else None,
            ),
        )
        for score in range(5, 0, -1)
    )
    mean = sum(score * times for score, times in found.items()) / many if many else None
    return Part(
        "scores",
        _("Satisfaction"),
        _("Scores given after activities."),
        (Head(_("Score"), 2, number=False), Head(_("Ratings given")), Head(_("Share"))),
        lines,
        (_("Mean"), many, None if mean is None else f"{mean:.2f}"),
    )
