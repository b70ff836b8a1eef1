"""Call lists: whom to ring because something was closed or changed, ticked off as the calls are made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking import call_service, calls
from neighborcenter.booking.calls import CallRow
from neighborcenter.booking.kinds import CallOutcome
from neighborcenter.booking.privacy import reveal_call_phone
from neighborcenter.booking.texts import CALL_OUTCOMES
from neighborcenter.kit.i18n import N_, _
from ui.kit.actions import ActionSpec
from ui.kit.buttons import Button
from ui.kit.columns import Column, Empty, FilterChoice, Mark, Sort, Source, Where, in_order
from ui.kit.fields import TextField
from ui.kit.form import Field
from ui.kit.jobs import Command, may
from ui.kit.labels import Label
from ui.kit.list_page import ListPage
from ui.kit.messages import toast
from ui.kit.page import Stop
from ui.kit.shown import set_shown
from ui.kit.table import TableView
from ui.people.reveal import SecretFact

MARKS = {
    CallOutcome.OPEN: ("notice", "phone"),
    CallOutcome.TOLD: ("service", "check"),
    CallOutcome.NOT_REACHED: ("lending", "clock"),
    CallOutcome.NO_NUMBER: ("closed", "circle-x"),
}


def outcome_mark(outcome: CallOutcome) -> Mark:
    """What became of a call, as every list of calls shows it."""
    return Mark(_(CALL_OUTCOMES[outcome]), *MARKS[outcome])


COLUMNS = (
    Column("who", N_("Who"), 140, show=lambda row: row.entry.who, strong=True),
    Column("phone", N_("Phone"), 130, show=lambda row: row.entry.phone, sort=None),
    Column("what", N_("What it is about"), 260, stretch=True, show=lambda row: row.entry.words),
    Column("title", N_("Call list"), 240, stretch=True),
    Column("outcome", N_("Result"), 120, show=lambda row: outcome_mark(row.entry.outcome)),
    Column("note", N_("Note"), 160, show=lambda row: row.entry.note),
)


def _calls(read: Any, where: Where) -> Sequence[CallRow]:
    text = where.text.lower()
    rows = calls.call_rows(read, done=where.get("which") == "all")
    return [
        row for row in rows if text in f"{row.entry.who}{row.entry.words}{row.title}{row.entry.note}".lower()
    ]


def call_ids(read: Any, where: Where, sort: Sort | None) -> list[int]:
    """Return the ids of the calls that fit."""
    return [row.id for row in in_order(_calls(read, where), COLUMNS, sort)]


def rows_of(read: Any, ids: Sequence[int]) -> list[CallRow]:
    """Return the calls with these ids, in their order."""
    found = {row.id: row for row in calls.call_rows(read, done=True)}
    return [found[ref] for ref in ids if ref in found]


class CallPanel(QWidget):
    """One call: the number, what to say, and what became of it."""

    ticked = Signal(object, str)

    def __init__(self, row: CallRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = row
        self.setWindowTitle(row.entry.who or _("Call"))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(Label(row.title, "body strong", wrap=True))
        for words in (row.words, row.entry.words):
            if words:
                box.addWidget(Label(words, "body", "text2", wrap=True))
        if row.entry.phone:
            entry_id = row.entry.entry_id
            box.addWidget(
                SecretFact(
                    _("Phone"),
                    row.entry.phone,
                    lambda work, reason: reveal_call_phone(work, entry_id, reason),
                )
            )
        self.note = TextField(_("Comes on Friday instead…"))
        self.note.set_value(row.entry.note)
        box.addWidget(Field(_("Note"), self.note))
        box.addStretch(1)
        foot = QWidget()
        under = QVBoxLayout(foot)
        under.setContentsMargins(0, 0, 0, 0)
        self.told = Button(_("Told"), "primary", "check", main=True)
        self.missed = Button(_("Not reached"), "secondary", "clock")
        self.again = Button(_("Still to call"), "quiet")
        for button, outcome in (
            (self.told, CallOutcome.TOLD),
            (self.missed, CallOutcome.NOT_REACHED),
            (self.again, CallOutcome.OPEN),
        ):
            button.setEnabled(may(Permission.BOOKING_WRITE))
            button.clicked.connect(
                lambda _checked=False, outcome=outcome: self.ticked.emit(outcome, self.note.value())
            )
            under.addWidget(button)
        set_shown(self.again, row.entry.outcome is not CallOutcome.OPEN)
        self.foot = foot


class CallsSection(ListPage):
    """The calls still to be made; Enter opens one, Ctrl+Enter ticks it off, Ctrl+Del puts its list aside."""

    key = "settings.calls"
    title = N_("Call lists")
    watches = frozenset({"call_list", "call_entry"})

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = TableView(
            "settings.calls",
            COLUMNS,
            Source(call_ids, rows_of),
            filters=[FilterChoice("which", N_("Which"), [("all", _("Finished ones too"))])],
            placeholder=_("Name, matter or note"),
            take_away=_("Call lists"),
            empty=Empty(
                _("Nobody has to be rung"),
                _("When days are closed or moved, whoever booked them stands here."),
                "phone",
            ),
        )
        self.told_button = Button(_("Told"), "secondary", "check")
        self.told_button.clicked.connect(lambda _checked=False: self.tick_current())
        self.told_button.setEnabled(may(Permission.BOOKING_WRITE))
        self.aside_button = Button(_("Put the list aside"), icon="folder")
        self.aside_button.clicked.connect(lambda _checked=False: self.put_aside())
        self.aside_button.setEnabled(may(Permission.BOOKING_WRITE))
        self.table.bar.add_right(self.aside_button)
        self.table.bar.add_right(self.told_button)
        self.table.opened.connect(lambda _ref: self.open_current())
        self.place(self.table)

    def action_specs(self) -> Sequence[ActionSpec]:
        """Ctrl+Enter says that the person was told, Ctrl+Del puts the whole list aside."""
        return (
            ActionSpec(
                "booking.call_told", N_("Told"), "check", "Ctrl+Return", Permission.BOOKING_WRITE,
                run=self.tick_current,
            ),
            ActionSpec(
                "booking.call_list_aside", N_("Put the list aside"), "folder", "Ctrl+Del",
                Permission.BOOKING_WRITE, run=self.put_aside,
            ),
        )  # fmt: skip

    def tour_stops(self) -> Sequence[Stop]:
        """One call."""
        return (Stop("call", self._first),)

    def _first(self) -> None:
        self.go_to_first()
        self.open_current()

    def open_current(self) -> None:
        """Show the chosen call."""
        row = self.table.current_row()
        if isinstance(row, CallRow):
            panel = CallPanel(row)
            panel.ticked.connect(lambda outcome, note: self.tick(row, outcome, note))
            self.show_panel(panel)
            panel.told.setFocus()

    def put_aside(self) -> None:
        """The calls left on the list of the chosen call need not be made; undo takes it up again."""
        row = self.table.current_row()
        if not isinstance(row, CallRow) or row.closed:
            return
        list_id = row.entry.list_id

        def undo() -> None:
            Command(self, lambda work: call_service.take_up(work, list_id)).start()

        def done(_nothing: object) -> None:
            toast(_("Put aside: {list}").format(list=row.title), undo=undo)
            self.close_panel()

        Command(self, lambda work: call_service.put_aside(work, list_id)).then(done).start()

    def tick_current(self) -> None:
        """The chosen person was told."""
        row = self.table.current_row()
        if isinstance(row, CallRow):
            self.tick(row, CallOutcome.TOLD, row.entry.note)

    def tick(self, row: CallRow, outcome: CallOutcome, note: str) -> None:
        """Keep what became of a call; undo puts it back."""
        before = row.entry

        def undo() -> None:
            Command(self, lambda work: call_service.tick(work, row.id, before.outcome, before.note)).start()

        said = _("{who}: {outcome}").format(who=before.who, outcome=_(CALL_OUTCOMES[outcome]))

        def done(_nothing: object) -> None:
            toast(said, undo=undo)
            self.close_panel()

        Command(self, lambda work: call_service.tick(work, row.id, outcome, note)).then(done).start()
