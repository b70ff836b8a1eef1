"""What the lists of the counter show, and what they are filtered by."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from neighborcenter.desk.counter.kinds import ThingKind, ThingStatus
from neighborcenter.desk.counter.queries import HandoverRow, LoanRow, ThingRow
from neighborcenter.desk.counter.texts import kind_name
from neighborcenter.desk.counter.texts import status_name as thing_status_name
from neighborcenter.desk.matters import queries
from neighborcenter.desk.matters.kinds import OPEN, MatterStatus
from neighborcenter.desk.matters.queries import MatterFilter, MatterRow
from neighborcenter.desk.matters.rules import Clock
from neighborcenter.desk.matters.texts import STATUSES, clock_words, satisfaction_name, status_name
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.work import Read
from ui.kit.columns import Column, FilterChoice, Mark, Sort, Where

_LOOKS = {
    MatterStatus.RECEIVED: ("lending", "file-text"),
    MatterStatus.SUPPLEMENT: ("notice", "pause"),
    MatterStatus.ACCEPTED: ("activity", "clock"),
    MatterStatus.DONE: ("service", "check"),
    MatterStatus.RETURNED: ("closed", "undo-2"),
    MatterStatus.WITHDRAWN: ("closed", "x"),
}
_CLOCKS = {
    Clock.OVERDUE: ("party", "circle-alert"),
    Clock.TODAY: ("notice", "triangle-alert"),
    Clock.SOON: ("notice", "clock"),
    Clock.PAUSED: ("closed", "pause"),
    Clock.LATE: ("closed", "circle-alert"),
    Clock.IN_TIME: ("service", "check"),
}


def matter_mark(status: MatterStatus) -> Mark:
    """The chip of where a matter stands."""
    return Mark(status_name(status), *_LOOKS[status])


def clock_mark(row: MatterRow) -> Mark | str:
    """The chip of the due clock; plain words while there is time."""
    words = clock_words(row.clock)
    return Mark(words, *_CLOCKS[row.clock.clock]) if row.clock.clock in _CLOCKS else words


def _day(value: date | None) -> str:
    return value.isoformat() if value is not None else ""


MATTER_COLUMNS = (
    Column("number", N_("Matter no."), 104, strong=True),
    Column("service", N_("What it is about"), 190, stretch=True),
    Column("who", N_("Whose"), 100),
    Column("status", N_("State"), 116, show=lambda row: matter_mark(row.status)),
    Column("due", N_("Promised for"), 108, show=lambda row: _day(row.due)),
    Column("clock", N_("Due clock"), 156, show=clock_mark, sort=None),
    Column("received_at", N_("Taken in on"), 108, show=lambda row: f"{row.received_at:%Y-%m-%d}", sort="received", hidden=True),
    Column("handler", N_("Handled by"), 90, sort=None),
    Column("away", N_("Papers"), 96, show=lambda row: Mark(_("at the office"), "lending", "external-link") if row.away else "", sort=None),
    Column("agent", N_("Comes for them"), 100, sort=None, hidden=True),
    Column("phone", N_("Phone"), 120, sort=None, hidden=True),
    Column("satisfaction", N_("Satisfaction"), 110, show=lambda row: satisfaction_name(row.satisfaction), sort=None, hidden=True),
    Column("note", N_("Note"), 150, sort=None, hidden=True),
)  # fmt: skip


def matter_filters() -> tuple[FilterChoice, ...]:
    """State and due day."""
    return (
        FilterChoice(
            "state",
            N_("State"),
            [("open", _("In hand")), *((status, _(words)) for status, words in STATUSES.items())],
        ),
        FilterChoice(
            "due",
            N_("Due by"),
            [("overdue", _("Overdue")), ("today", _("Due today")), ("soon", _("Within a working day"))],
        ),
        FilterChoice("away", N_("Papers"), [(True, _("At the office"))]),
    )


class MatterSource:
    """Matters by the filter of the list; asked for in windows, so that years of them are no matter."""

    def ids(self, read: Read, where: Where, sort: Sort | None) -> Sequence[int]:
        """The ids, in order."""
        state = where.get("state")
        statuses: tuple[MatterStatus, ...] = ()
        if state == "open":
            statuses = tuple(sorted(OPEN))
        elif state is not None:
            statuses = (MatterStatus(state),)
        order = "due" if sort is None else ("-" if sort.descending else "") + sort.key
        wanted = MatterFilter(
            statuses=statuses,
            due=where.get("due") or "",
            away=bool(where.get("away")),
            text=where.text,
            order=order,
        )
        return queries.matter_ids(read, wanted)

    def rows(self, read: Read, ids: Sequence[int]) -> Sequence[MatterRow]:
        """A window of them."""
        return queries.matter_rows(read, ids)


def loan_mark(row: LoanRow) -> Mark:
    """Out, overdue or back."""
    if row.returned_at is not None:
        return Mark(_("Back"), "service", "check")
    if row.overdue:
        words = _("{count} days overdue").format(count=row.days_overdue) if row.days_overdue else _("Overdue")
        return Mark(words, "party", "circle-alert")
    return Mark(_("Out"), "lending", "package")


def yuan(fen: int) -> str:
    """¥12.50, or nothing."""
    return f"¥{fen // 100:,}.{fen % 100:02d}" if fen else ""


LOAN_COLUMNS = (
    Column("what", N_("What is lent"), 150, strong=True, stretch=True),
    Column("quantity", N_("Pieces"), 70, align="right"),
    Column("who", N_("Who has it"), 120),
    Column("phone", N_("Phone"), 120, sort=None),
    Column("state", N_("State"), 140, show=loan_mark, sort=None),
    Column("due_at", N_("Due back"), 140, show=lambda row: f"{row.due_at:%Y-%m-%d %H:%M}"),
    Column("lent_at", N_("Lent"), 140, show=lambda row: f"{row.lent_at:%Y-%m-%d %H:%M}"),
    Column("deposit_fen", N_("Deposit"), 90, align="right", show=lambda row: yuan(row.deposit_fen)),
    Column("condition", N_("Condition"), 120, sort=None, hidden=True),
    Column("note", N_("Note"), 150, sort=None, hidden=True),
)
_THINGS = {
    ThingStatus.KEPT: ("notice", "package"),
    ThingStatus.GIVEN_BACK: ("service", "check"),
    ThingStatus.HANDED_ON: ("lending", "external-link"),
    ThingStatus.CLOSED: ("closed", "x"),
}


def thing_mark(row: ThingRow) -> Mark:
    """How it stands with something found or lost."""
    if row.status is ThingStatus.KEPT and row.kind is ThingKind.LOST:
        return Mark(_("Looked for"), "notice", "search")
    return Mark(thing_status_name(row.status), *_THINGS[row.status])


def kept_mark(row: ThingRow) -> Mark | str:
    """Until when it is kept; a chip when that day has come."""
    if row.kind is ThingKind.LOST:
        return ""
    day = row.kept_until.isoformat()
    return Mark(day, "notice", "triangle-alert") if row.clears else day


THING_COLUMNS = (
    Column("kind", N_("Kind"), 80, show=lambda row: kind_name(row.kind)),
    Column("what", N_("What it is"), 180, strong=True, stretch=True),
    Column("place", N_("Where it was"), 140),
    Column("at", N_("When"), 140, show=lambda row: f"{row.at:%Y-%m-%d %H:%M}"),
    Column("kept_at", N_("Kept where"), 120),
    Column("who", N_("Who brought or misses it"), 150),
    Column("status", N_("State"), 120, show=thing_mark),
    Column("kept_until", N_("Kept until"), 130, show=kept_mark),
    Column("claimed_by", N_("Given to"), 110, hidden=True),
    Column("proof", N_("Proof"), 140, sort=None, hidden=True),
)


def handover_mark(row: HandoverRow) -> Mark:
    """Signed or not yet."""
    return (
        Mark(_("Signed"), "service", "check") if row.signed else Mark(_("To be signed"), "notice", "pencil")
    )


HANDOVER_COLUMNS = (
    Column("at", N_("When"), 150, show=lambda row: f"{row.at:%Y-%m-%d %H:%M}", strong=True),
    Column("giver", N_("Hands over"), 120),
    Column("taker", N_("Takes over"), 120),
    Column("state", N_("State"), 120, show=handover_mark, sort=None),
    Column("cash_fen", N_("Cash"), 100, align="right", show=lambda row: yuan(row.cash_fen)),
    Column("words", N_("What the next must know"), 240, sort=None, stretch=True),
)
NOTICE_COLUMNS = (
    Column("words", N_("Words"), 320, strong=True, stretch=True),
    Column("first", N_("First day"), 110, show=lambda row: row.first.isoformat()),
    Column("last", N_("Last day"), 110, show=lambda row: row.last.isoformat()),
    Column("on_display", N_("In the hall"), 100, show=lambda row: _("Yes") if row.on_display else ""),
    Column("active", N_("State"), 110, show=lambda row: "" if row.active else _("Taken down")),
    Column("by", N_("By whom"), 110),
)
