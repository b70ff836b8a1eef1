"""Left-out and suspended days: which could be booked again, in their own room or another one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking import waiting
from neighborcenter.booking.waiting import WaitingDay
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.problems import speak
from ui.booking.acts import when_words
from ui.booking.series import acts
from ui.kit.actions import ActionSpec
from ui.kit.buttons import Button
from ui.kit.columns import Column, Empty, FilterChoice, Mark, Sort, Source, Where, in_order
from ui.kit.jobs import may
from ui.kit.labels import Label
from ui.kit.list_page import ListPage
from ui.kit.page import Stop
from ui.kit.shown import set_shown
from ui.kit.table import TableView


class WaitingRow:
    """A waiting day as a row of a list."""

    def __init__(self, one: WaitingDay) -> None:
        self.one = one
        self.id = one.day.occurrence_id
        self.starts = one.day.during.start
        self.why = why_not(one)


def why_not(one: WaitingDay) -> str:
    """Why it is not booked now."""
    problems = [found.problem() for found in one.taken] or list(one.shut)
    return speak(problems[0]) if problems else one.reason


def _state(row: WaitingRow) -> Mark:
    if row.one.free:
        return Mark(_("Free again"), "service", "check")
    return Mark(_("Still taken"), "notice", "triangle-alert")


COLUMNS = (
    Column(
        "starts", N_("Time"), 205, strong=True,
        show=lambda row: when_words(row.one.day.during.start, row.one.day.during.end),
    ),
    Column("room", N_("Room"), 130, show=lambda row: row.one.day.room),
    Column("title", N_("What for"), 180, show=lambda row: row.one.day.title),
    Column("who", N_("For whom"), 130, show=lambda row: row.one.day.who),
    Column("state", N_("State"), 120, show=_state),
    Column("why", N_("Reason"), 240),
    Column(
        "rooms", N_("Free instead"), 200, sort=None,
        show=lambda row: _(", ").join(room.name for room in row.one.other_rooms),
    ),
)  # fmt: skip


def _rows(read: Any, where: Where) -> list[WaitingRow]:
    text = where.text.lower()
    found = [WaitingRow(one) for one in waiting.waiting(read)]
    only_free = where.get("which") == "free"
    return [
        row
        for row in found
        if text in f"{row.one.day.title}{row.one.day.who}{row.one.day.room}".lower()
        and (row.one.free or not only_free)
    ]


def waiting_ids(read: Any, where: Where, sort: Sort | None) -> list[int]:
    """Return the ids of the days that fit."""
    return [row.id for row in in_order(_rows(read, where), COLUMNS, sort)]


def waiting_rows(read: Any, ids: Sequence[int]) -> list[WaitingRow]:
    """Return the days with these ids, in their order."""
    found = {row.id: row for row in _rows(read, Where())}
    return [found[ref] for ref in ids if ref in found]


class WaitingPanel(QWidget):
    """One day: book it again as it was, or in a room that is free then."""

    def __init__(self, one: WaitingDay, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(one.day.title)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        when = when_words(one.day.during.start, one.day.during.end)
        for words, role in ((when, "body strong"), (one.day.room, "body"), (one.day.who, "body")):
            if words:
                box.addWidget(Label(words, role, wrap=True))
        if not one.free:
            box.addWidget(Label(why_not(one), "small", "notice.text", wrap=True))
        writes = may(Permission.BOOKING_WRITE)
        self.again = Button(_("Book again"), "primary", "calendar-check", main=True)
        set_shown(self.again, one.free)
        self.again.clicked.connect(lambda _checked=False: acts.readd(self, one.day))
        self.again.setEnabled(writes)
        self.others: list[Button] = []
        for room in one.other_rooms:
            button = Button(_("Book {room} instead").format(room=room.name), "secondary", "door-open")
            button.clicked.connect(partial(self._instead, one, room.room_id, room.name))
            button.setEnabled(writes)
            box.addWidget(button)
            self.others.append(button)
        if not one.free and not one.other_rooms:
            box.addWidget(Label(_("No other room is free then."), "small", "text2", wrap=True))
        box.addStretch(1)
        self.foot = self.again

    def _instead(self, one: WaitingDay, room_id: int, name: str, _checked: bool = False) -> None:
        acts.readd(self, one.day, room_id, name)


class WaitingSection(ListPage):
    """The days of the next 60 days that wait to come back."""

    key = "settings.waiting"
    title = N_("Left-out days")
    watches = frozenset({"occurrence", "claim", "closed_day"})

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = TableView(
            "settings.waiting",
            COLUMNS,
            Source(waiting_ids, waiting_rows),
            filters=[FilterChoice("which", N_("Which"), [("free", _("Only those free again"))])],
            placeholder=_("Title, name or room"),
            take_away=_("Left-out days"),
            empty=Empty(
                _("No day is left out"),
                _("Days that were taken or closed when a series was booked stand here until they are free."),
                "calendar-check",
            ),
        )
        self.again_button = Button(_("Book again"), "secondary", "calendar-check")
        self.again_button.clicked.connect(lambda _checked=False: self.book_again())
        self.again_button.setEnabled(may(Permission.BOOKING_WRITE))
        self.table.bar.add_right(self.again_button)
        self.table.opened.connect(lambda _ref: self.open_current())
        self.place(self.table)

    def action_specs(self) -> Sequence[ActionSpec]:
        """Ctrl+Enter books the chosen day again."""
        return (
            ActionSpec(
                "booking.readd", N_("Book again"), "calendar-check", "Ctrl+Return",
                Permission.BOOKING_WRITE, run=self.book_again,
            ),
        )  # fmt: skip

    def tour_stops(self) -> Sequence[Stop]:
        """One day with the rooms that are free instead."""
        return (Stop("day", self._first),)

    def _first(self) -> None:
        self.go_to_first()
        self.open_current()

    def open_current(self) -> None:
        """Show the chosen day."""
        row = self.table.current_row()
        if isinstance(row, WaitingRow):
            self.show_panel(WaitingPanel(row.one))

    def book_again(self) -> None:
        """Book the chosen day as it was; when that cannot be, show what can."""
        row = self.table.current_row()
        if not isinstance(row, WaitingRow):
            return
        if row.one.free:
            acts.readd(self, row.one.day)
        else:
            self.open_current()
