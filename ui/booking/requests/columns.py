"""The four lists of the page: requests, charges, rules set aside, who may not book."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from neighborcenter.booking.kinds import Standing
from neighborcenter.booking.rulebook import charge_queries, queries
from neighborcenter.booking.rulebook.charge_queries import ChargeFilter, ChargeRow
from neighborcenter.booking.rulebook.kinds import ChargeState, Effect
from neighborcenter.booking.rulebook.money import yuan
from neighborcenter.booking.rulebook.queries import BarRow, OverrideRow, RequestRow
from neighborcenter.booking.rulebook.texts import word
from neighborcenter.booking.texts import STANDINGS, kind_name
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.speech import say_date
from neighborcenter.kit.work import Read
from ui.kit import jobs
from ui.kit.columns import Column, FilterChoice, Mark, Sort, Source, Where, in_order

BACK = timedelta(days=60)
"""How far back answers are listed."""
_STATES = {
    ChargeState.OPEN: "notice",
    ChargeState.PAID: "service",
    ChargeState.RETURNED: "lending",
    ChargeState.KEPT: "closed",
    ChargeState.DROPPED: "closed",
}


def wall(moment: Any) -> str:
    """A moment as the center's clock showed it."""
    return at(jobs.runner().backend.clock.wall(moment)) if moment is not None else ""


def at(moment: datetime) -> str:
    """11月28日 周六 14:30; the year only when it is another one."""
    return f"{day_of(moment.date())} {moment:%H:%M}"


def day_of(day: date | None) -> str:
    """11月28日 周六, or nothing."""
    return say_date(day, jobs.runner().backend.clock.today()) if day is not None else ""


def _span(row: RequestRow) -> str:
    said = f"{at(row.starts)}–{row.ends:%H:%M}"
    return _("{first}, {count} days").format(first=said, count=row.days) if row.days > 1 else said


def _standing(row: RequestRow) -> Mark:
    return Mark(
        _(STANDINGS[row.standing]), "service" if row.standing is Standing.CHECKED else "notice", "clock"
    )


def _bar(row: BarRow) -> Mark:
    if row.lifted_at is not None:
        return Mark(_("Lifted"), "closed")
    if not row.today:
        return Mark(_("Over"), "closed")
    return Mark(word(row.effect), "notice" if row.effect is Effect.WARNING else "party")


REQUESTS = (
    Column("title", N_("What for"), 200, strong=True, stretch=True),
    Column("who", N_("For"), 150),
    Column("room", N_("Room"), 140),
    Column("starts", N_("When"), 250, show=_span),
    Column("people", N_("People"), 70, "right"),
    Column("standing", N_("State"), 170, show=_standing),
    Column("expires_at", N_("Held until"), 170, show=lambda row: wall(row.expires_at)),
    Column("why", N_("Because of"), 240, show=lambda row: row.why.replace("\n", " · "), hidden=True),
    Column("asked_at", N_("Asked for"), 150, show=lambda row: wall(row.asked_at), hidden=True),
    Column("asked_by", N_("At the desk"), 100, hidden=True),
    Column("kind", N_("Kind of use"), 120, show=lambda row: kind_name(row.kind), hidden=True),
)
CHARGES = (
    Column("due_on", N_("To pay by"), 150, show=lambda row: day_of(row.due_on)),
    Column("title", N_("What for"), 180, strong=True),
    Column("who", N_("For"), 140),
    Column("day", N_("Day"), 150, show=lambda row: at(row.day) if row.day else "", hidden=True),
    Column("kind", N_("Line"), 80, show=lambda row: word(row.kind)),
    Column("fen", N_("Amount"), 110, "right", show=lambda row: yuan(row.fen)),
    Column("state", N_("State"), 100, show=lambda row: Mark(word(row.state), _STATES[row.state])),
    Column("words", N_("Reason"), 260, stretch=True),
    Column("receipt", N_("Receipt"), 110),
    Column("note", N_("Note"), 160, hidden=True),
)
OVERRIDES = (
    Column("at", N_("When"), 150, show=lambda row: wall(row.at)),
    Column("by", N_("By"), 90),
    Column("sentence", N_("Rule set aside"), 300, strong=True, stretch=True),
    Column("reason", N_("Reason"), 200, stretch=True),
    Column("title", N_("Booking"), 170),
    Column("who", N_("For"), 120),
    Column("room", N_("Room"), 120),
    Column("starts", N_("Day"), 150, show=lambda row: at(row.starts)),
)
BARS = (
    Column("who", N_("Who"), 140, strong=True),
    Column("state", N_("State"), 140, show=_bar),
    Column("since", N_("Since"), 120, show=lambda row: day_of(row.since)),
    Column("until", N_("Until"), 120, show=lambda row: day_of(row.until) or _("For good")),
    Column("reason", N_("Reason"), 280, stretch=True),
    Column("phone", N_("Phone"), 130, hidden=True),
    Column("lifted_reason", N_("Why lifted"), 180),
)


def _source(
    found: Callable[[Read, Where], Sequence[Any]], columns: Sequence[Column], words: Sequence[str]
) -> Source:
    """A source over a list that is short enough to be read whole; the typed words may stand in any of `words`."""

    def fitting(read: Read, where: Where) -> list[Any]:
        text = where.text.lower()
        return [
            row for row in found(read, where) if text in "".join(str(getattr(row, w)) for w in words).lower()
        ]

    def ids(read: Read, where: Where, sort: Sort | None) -> list[int]:
        return [row.id for row in in_order(fitting(read, where), columns, sort)]

    def rows(read: Read, wanted: Sequence[int]) -> list[Any]:
        known = set(wanted)
        return [row for row in found(read, Where(choices={"state": "all"})) if row.id in known]

    return Source(ids, rows)


def _requests(read: Read, where: Where) -> list[RequestRow]:
    waiting = queries.requests(read)
    answered = queries.answered(read, read.clock.today() - BACK)
    return {"answered": answered, "all": [*waiting, *answered]}.get(where.get("state"), waiting)


def _charges(read: Read, where: Where) -> list[ChargeRow]:
    chosen = where.get("state")
    if chosen == "all":
        return charge_queries.charges(read)
    states = (ChargeState(chosen),) if chosen else (ChargeState.OPEN,)
    return charge_queries.charges(read, ChargeFilter(states=states))


def _overrides(read: Read, _where: Where) -> list[OverrideRow]:
    return queries.overrides(read)


def _bars(read: Read, where: Where) -> list[BarRow]:
    return queries.bars(read, all_of_them=where.get("state") == "all")


SOURCES = {
    "requests": _source(_requests, REQUESTS, ("title", "who", "room", "note")),
    "charges": _source(_charges, CHARGES, ("title", "who", "words", "receipt")),
    "overrides": _source(_overrides, OVERRIDES, ("sentence", "reason", "title", "who", "by", "room")),
    "bars": _source(_bars, BARS, ("who", "reason", "lifted_reason")),
}


def request_choices() -> list[FilterChoice]:
    """What was answered lately; without a choice what waits."""
    return [FilterChoice("state", N_("State"), [("answered", _("Answered lately"))])]


def charge_choices() -> list[FilterChoice]:
    """By state; without a choice what is still to be paid."""
    answers = [(state.value, word(state)) for state in ChargeState if state is not ChargeState.OPEN]
    return [FilterChoice("state", N_("State"), [*answers, ("all", _("All lines"))])]


def bar_choices() -> list[FilterChoice]:
    """Past ones too."""
    return [FilterChoice("state", N_("State"), [("all", _("Past ones too"))])]
