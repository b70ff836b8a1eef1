"""What the lists of activities, sessions and sign-ups show, filter and sort by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from neighborcenter.activities import queries
from neighborcenter.activities.drafts import ActivityFilter
from neighborcenter.activities.kinds import (
    OPEN,
    ActivityKind,
    ActivityStatus,
    EnrollmentStatus,
    SessionStatus,
)
from neighborcenter.activities.rows import ActivityRow, EnrollmentRow, SessionRow
from neighborcenter.activities.texts import (
    enrollment_status_name,
    kind_name,
    session_status_name,
    source_name,
    status_name,
)
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.speech import say_date, say_month
from neighborcenter.kit.times import Month
from neighborcenter.kit.work import Read
from ui.activities.looks import (
    days_words,
    enrollment_mark,
    kind_mark,
    left_mark,
    money,
    places_words,
    session_left,
    session_mark,
    status_mark,
    wall,
    wants_words,
)
from ui.kit.columns import Column, FilterChoice, Sort, Where, in_order
from ui.kit.listing import fits_words
from ui.kit.spoken import spoken_moment

OPEN_NOW = "open"
"""The answer of the status filter that means: drafts and what is published or running."""

ACTIVITY_COLUMNS = (
    Column("title", N_("Activity"), 220, strong=True, stretch=True),
    Column("kind", N_("Kind"), 138, show=lambda row: kind_mark(row.kind)),
    Column("when", N_("Next time"), 206, show=days_words, sort="first_day"),
    Column("place", N_("Venue"), 130, sort=None),
    Column(
        "taken",
        N_("Places in all"),
        80,
        align="right",
        show=lambda row: places_words(row.taken, row.capacity),
    ),
    Column("waiting", N_("Places left"), 140, show=left_mark),
    Column("status", N_("State"), 110, show=lambda row: status_mark(row.status)),
    Column("module", N_("Module"), 130, hidden=True),
    Column("organiser", N_("Organiser"), 140, sort=None, hidden=True),
    Column("sessions", N_("Sessions"), 80, align="right", sort=None, hidden=True),
    Column(
        "fee_fen", N_("Fee"), 100, align="right", show=lambda row: money(row.fee_fen), sort=None, hidden=True
    ),
    Column("window", N_("Sign-up"), 200, show=lambda row: window_words(row), sort=None, hidden=True),
    Column("campaign", N_("Campaign"), 140, sort=None, hidden=True),
)

SESSION_COLUMNS = (
    Column("starts", N_("Date"), 140, show=lambda row: say_date(row.starts.date())),
    Column("time", N_("Time"), 120, show=lambda row: f"{row.starts:%H:%M}–{row.ends:%H:%M}", sort=None),
    Column("activity", N_("Activity"), 200, strong=True, stretch=True),
    Column("kind", N_("Kind"), 124, show=lambda row: kind_mark(row.kind)),
    Column("where", N_("Venue"), 140, stretch=True),
    Column("expected", N_("Expected here"), 80, align="right", show=lambda row: row.expected or ""),
    Column("present", N_("People came"), 80, align="right", show=lambda row: row.present or ""),
    Column("capacity", N_("Places left"), 140, show=session_left, sort=None),
    Column("status", N_("State"), 110, show=lambda row: session_mark(row.status)),
    Column("title", N_("Session title"), 140, hidden=True),
    Column("note", N_("Note"), 140, sort=None, hidden=True),
)

SIGN_UP_COLUMNS = (
    Column("names", N_("Who"), 180, strong=True, stretch=True, show=lambda row: row.names or row.who),
    Column("heads", N_("People"), 80, align="right", show=wants_words),
    Column("status", N_("State"), 150, show=enrollment_mark),
    Column("phone", N_("Phone"), 120, sort=None),
    Column("ages", N_("Age"), 70, align="right", show=lambda row: ages_words(row), sort=None),
    Column("guardian", N_("Guardian"), 120, show=lambda row: guardians(row), sort=None),
    Column("fee_fen", N_("Fee"), 110, align="right", show=lambda row: fee_words(row)),
    Column("created_at", N_("Signed up on"), 130, show=lambda row: spoken_moment(wall(row.created_at))),
    Column("code", N_("Code"), 110, sort=None),
    Column("session_starts", N_("Session"), 130, show=lambda row: session_words(row), hidden=True),
    Column("source", N_("How"), 100, show=lambda row: source_name(row.source), sort=None, hidden=True),
    Column("note", N_("Note"), 160, sort=None, hidden=True),
    Column("end_reason", N_("Reason"), 140, sort=None, hidden=True),
)


def window_words(row: ActivityRow) -> str:
    """11月1日 09:00 – 11月20日 18:00, as far as it is said."""
    opens = spoken_moment(row.sign_up_opens) if row.sign_up_opens else ""
    closes = spoken_moment(row.sign_up_closes) if row.sign_up_closes else ""
    return f"{opens} – {closes}" if opens or closes else ""


def ages_words(row: EnrollmentRow) -> str:
    """The ages in it: 8, or 6–38."""
    ages = [person.age for person in row.people if person.age is not None]
    if not ages:
        return ""
    return str(ages[0]) if len(set(ages)) == 1 else f"{min(ages)}–{max(ages)}"


def guardians(row: EnrollmentRow) -> str:
    """Who answers for the children in it."""
    return _(", ").join(dict.fromkeys(person.guardian for person in row.people if person.guardian))


def fee_words(row: EnrollmentRow) -> str:
    """The fee, and whether it is paid."""
    if not row.fee_fen:
        return ""
    return money(row.fee_fen) if row.paid_at else _("{fee}, unpaid").format(fee=money(row.fee_fen))


def session_words(row: EnrollmentRow) -> str:
    """Which session it is for."""
    return spoken_moment(row.session_starts) if row.session_starts else ""


class ActivitySource:
    """The activities of the center. They are few enough to be read whole: a center plans some hundreds a year."""

    def __init__(self) -> None:
        self._rows: dict[int, ActivityRow] = {}

    def ids(self, read: Read, where: Where, sort: Sort | None) -> Sequence[int]:
        """The ids of all that match, in order."""
        self._rows = {row.id: row for row in queries.activities(read, wanted_of(where, sort))}
        return list(self._rows)

    def rows(self, read: Read, ids: Sequence[int]) -> Sequence[ActivityRow]:
        """The rows with these ids."""
        return [self._rows[ref] for ref in ids if ref in self._rows]


class SessionSource:
    """The sessions of all activities in one month."""

    def __init__(self, month: Month) -> None:
        self.month = month
        self._rows: dict[int, SessionRow] = {}

    def ids(self, read: Read, where: Where, sort: Sort | None) -> Sequence[int]:
        """The ids of all that match, in order."""
        found: Sequence[SessionRow] = queries.sessions_between(read, self.month.first, self.month.next_first)
        kind, status = where.get("kind"), where.get("status")
        found = [
            row
            for row in found
            if (kind is None or row.kind is kind)
            and (status is None or row.status is status)
            and (not where.text or fits_words(session_text(row), where.text))
        ]
        found = in_order(found, SESSION_COLUMNS, sort)
        self._rows = {row.id: row for row in found}
        return list(self._rows)

    def rows(self, read: Read, ids: Sequence[int]) -> Sequence[SessionRow]:
        """The rows with these ids."""
        return [self._rows[ref] for ref in ids if ref in self._rows]


def session_filters() -> tuple[FilterChoice, ...]:
    """The questions above the sessions of a month."""
    return (
        FilterChoice("kind", N_("Kind"), [(kind, kind_name(kind)) for kind in ActivityKind]),
        FilterChoice(
            "status", N_("State"), [(status, session_status_name(status)) for status in SessionStatus]
        ),
    )


def wanted_of(where: Where, sort: Sort | None) -> ActivityFilter:
    """What the bar above the list asks for."""
    kind, status, month = where.get("kind"), where.get("status"), where.get("month")
    statuses = (
        tuple(sorted((*OPEN, ActivityStatus.DRAFT))) if status == OPEN_NOW else (status,) if status else ()
    )
    order = (sort or Sort("first_day")).key
    descending = sort is not None and sort.descending
    return ActivityFilter(
        text=where.text,
        kinds=(kind,) if kind else (),
        statuses=tuple(str(one) for one in statuses),
        module_id=where.get("module"),
        first=month.first if month else None,
        end=month.next_first if month else None,
        places_left=where.get("left") == "left",
        sign_up_open=where.get("left") == "open",
        order=f"-{order}" if descending else order,
    )


def activity_filters(
    today: Callable[[], date], modules: Callable[[], Sequence[tuple[int, str]]]
) -> tuple[FilterChoice, ...]:
    """The questions above the list of activities."""
    statuses: list[tuple[Any, str]] = [(OPEN_NOW, _("Not over yet"))]
    statuses += [(status, status_name(status)) for status in ActivityStatus]
    return (
        FilterChoice("kind", N_("Kind"), [(kind, kind_name(kind)) for kind in ActivityKind]),
        FilterChoice("status", N_("State"), statuses),
        FilterChoice(
            "left", N_("Sign-up"), [("open", _("Open for sign-up")), ("left", _("With places left"))]
        ),
        FilterChoice("month", N_("Month"), load=lambda: months(today())),
        FilterChoice("module", N_("Module"), load=modules),
    )


def months(today: date) -> list[tuple[Month, str]]:
    """Half a year back and half a year ahead, this month first."""
    this = Month.of(today)
    near = [this.plus(step) for step in (0, 1, 2, 3, 4, 5, 6, -1, -2, -3, -4, -5, -6)]
    return [(month, say_month(month)) for month in near]


def sign_up_filters() -> tuple[FilterChoice, ...]:
    """The questions above the list of sign-ups."""
    return (
        FilterChoice(
            "status", N_("State"), [(status, enrollment_status_name(status)) for status in EnrollmentStatus]
        ),
        FilterChoice("fee", N_("Fee"), [("unpaid", _("Not paid yet")), ("paid", _("Paid"))]),
    )


def sign_up_fits(row: EnrollmentRow, where: Where) -> bool:
    """Whether a sign-up fits the answers above the list."""
    status, fee = where.get("status"), where.get("fee")
    if status is not None and row.status is not status:
        return False
    if fee == "unpaid":
        return bool(row.fee_fen) and row.paid_at is None
    return fee != "paid" or row.paid_at is not None


def session_text(row: SessionRow) -> str:
    """What the search line looks at in a session."""
    return f"{row.activity} {row.title} {row.where} {row.starts:%Y-%m-%d}"


def sign_up_text(row: EnrollmentRow) -> str:
    """What the search line looks at in a sign-up."""
    names = " ".join(person.name for person in row.people)
    return f"{names} {row.who} {row.code} {row.phone} {guardians(row)} {row.note}"
