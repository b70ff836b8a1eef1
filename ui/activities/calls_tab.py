"""Who must be told that a session changed: called one after the other, each call ticked off."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.activities.telling import SUBJECT, SUBJECT_ALL
from neighborcenter.booking import call_service, calls
from neighborcenter.booking.calls import CallEntry, CallListRow
from neighborcenter.booking.kinds import CallOutcome
from neighborcenter.kit.i18n import N_, _
from neighborcenter.people import privacy
from ui.activities import acts
from ui.activities.tabs import Tab
from ui.booking.calls.section import outcome_mark
from ui.kit.actions import ActionSpec
from ui.kit.buttons import Button
from ui.kit.columns import Column, Empty
from ui.kit.fields import ChoiceField
from ui.kit.jobs import Command, Query, may
from ui.kit.labels import Label
from ui.kit.listing import Listing
from ui.kit.messages import toast
from ui.kit.table import TableView
from ui.kit.theme import px
from ui.people.reveal import ask_reason


class CallLine:
    """A call under the name the table asks for."""

    def __init__(self, entry: CallEntry, words: str = "") -> None:
        self.id, self.entry = entry.entry_id, entry
        self.words = entry.words or words

    def __getattr__(self, name: str) -> Any:
        return getattr(self.entry, name)


COLUMNS = (
    Column("outcome", N_("Call"), 130, show=lambda row: outcome_mark(row.outcome)),
    Column("who", N_("Who"), 150, strong=True),
    Column("phone", N_("Phone"), 140, sort=None),
    Column("words", N_("What to say"), 260, stretch=True),
    Column("note", N_("Note"), 160),
)


class CallsTab(Tab):
    """The call lists of one activity; Enter ticks a call and goes to the next."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lists: dict[int, CallListRow] = {}
        self.which = ChoiceField([])
        if self.which.combo is not None:
            self.which.combo.setAccessibleName(_("Call list"))
        self.said = Label("", "small", "text2", elide=True)
        self.table = TableView(
            "activity.calls",
            COLUMNS,
            Listing(self._load, COLUMNS, lambda row: f"{row.who} {row.phone}"),
            empty=Empty(
                _("Nobody has to be told"),
                _("When a session is moved or cancelled, everybody concerned stands here."),
                "phone",
            ),
            placeholder=_("Name or phone"),
            take_away=_("Call list") if may(Permission.EXPORT) else "",
        )
        self.top = QWidget()
        top = QHBoxLayout(self.top)
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(px(8))
        top.addWidget(self.which, 2)
        top.addWidget(self.said, 3)
        writes = may(Permission.BOOKING_WRITE)
        for words, kind, icon, key, run in (
            (_("Told"), "tinted", "check", "↵", partial(self.tick, CallOutcome.TOLD)),
            (
                _("Not reached"),
                "secondary",
                "rotate-ccw",
                "Alt N",
                partial(self.tick, CallOutcome.NOT_REACHED),
            ),
            (_("Show the number"), "quiet", "eye", "Alt T", self.reveal),
        ):
            button = Button(words, kind, icon, key)  # type: ignore[arg-type]
            button.setEnabled(writes)
            button.clicked.connect(lambda _checked=False, call=run: call())
            top.addWidget(button)
        self.box.setSpacing(px(10))
        self.box.addWidget(self.top)
        self.top.hide()
        self.box.addWidget(self.table, 1)
        self.which.changed.connect(self.table.reload)
        self.table.opened.connect(lambda _ref: self.tick(CallOutcome.TOLD))

    def _load(self, read: Any) -> Sequence[CallLine]:
        ref = self.which.value()
        if ref is None:
            return []
        words = calls.call_list_row(read, ref).words
        return [CallLine(entry, words) for entry in calls.entries(read, ref)]

    def reload(self) -> None:
        """Read the lists again."""
        card = self.card
        if card is None or not may(Permission.BOOKING_VIEW):
            return
        sessions = {one.id for one in card.sessions}
        Query(self, lambda read: _lists_of(read, card.id, sessions), key="lists").then(self._on_lists).start()

    def _on_lists(self, found: Sequence[CallListRow]) -> None:
        self._lists = {one.list_id: one for one in found}
        self.top.setVisible(bool(found))
        chosen = self.which.value()
        self.which.set_choices([(one.list_id, _words(one)) for one in found])
        if chosen not in self._lists and found:
            chosen = found[0].list_id
        self.which.set_value(chosen)
        shown = self._lists.get(chosen or 0)
        self.said.setText(shown.words if shown is not None else "")
        self.table.reload()

    def begin(self) -> None:
        """The caret stands on the calls."""
        self.table.grid.setFocus()
        if self.table.current_id() is None:
            self.table.grid.go_to_line(0)

    def open(self, target: Any) -> None:
        """Show one list."""
        ref = int(target)
        self.which.set_choices([(ref, "")])
        self.which.set_value(ref)
        self.reload()

    def action_specs(self) -> Sequence[ActionSpec]:
        """What can be done here."""
        write = Permission.BOOKING_WRITE
        return (
            ActionSpec("activities.told", N_("Told"), "check", "Alt+J", write, "selection", run=partial(self.tick, CallOutcome.TOLD)),
            ActionSpec("activities.not_reached", N_("Not reached"), "rotate-ccw", "Alt+N", write, "selection", run=partial(self.tick, CallOutcome.NOT_REACHED)),
            ActionSpec("activities.number", N_("Show the number"), "eye", "Alt+T", write, "selection", run=self.reveal),
        )  # fmt: skip

    def tick(self, outcome: CallOutcome) -> None:
        """Say what became of the call under the cursor, and go to the next."""
        row = self.table.current_row()
        if row is None or not may(Permission.BOOKING_WRITE):
            return
        before, ref, who = row.outcome, row.id, row.who
        words = outcome_mark(outcome).text

        def undo() -> None:
            self._tick(ref, before)

        Command(self, lambda work: call_service.tick(work, ref, outcome)).then(
            lambda _done: toast(f"{who}: {words}", undo=undo)
        ).refused(acts.say_refused).finally_(self.reload).start()
        line = self.table.model.line_of(ref)
        if line is not None and line + 1 < self.table.model.rowCount():
            self.table.grid.go_to_line(line + 1)

    def _tick(self, ref: int, outcome: CallOutcome) -> None:
        Command(self, lambda work: call_service.tick(work, ref, outcome)).finally_(self.reload).start()

    def reveal(self) -> None:
        """The whole number, for a reason that is kept."""
        row = self.table.current_row()
        if row is None or not row.phone or (row.resident_id is None and row.group_id is None):
            return
        reason, entry, who = ask_reason(self, _("Phone")), row.entry, row.who
        if reason:
            Command(self, lambda work: _whole_number(work, entry, reason)).then(
                lambda number: toast(f"{who}  {number}", icon="phone")
            ).refused(acts.say_refused).start()


def _words(one: CallListRow) -> str:
    return _("{title}: {left} of {calls} to call").format(title=one.title, left=one.left, calls=one.calls)


def _lists_of(read: Any, activity_id: int, session_ids: set[int]) -> list[CallListRow]:
    """The lists made for this activity or one of its sessions, open ones first, newest first."""
    every = [*reversed(calls.open_lists(read)), *calls.closed_lists(read)]
    return [
        one
        for one in every
        if (one.subject == SUBJECT and one.subject_id in session_ids)
        or (one.subject == SUBJECT_ALL and one.subject_id == activity_id)
    ]


def _whole_number(work: Any, entry: CallEntry, reason: str) -> str:
    """The number of the person or the group on record."""
    if entry.resident_id is not None:
        return privacy.reveal(work, entry.resident_id, "phone", reason)
    assert entry.group_id is not None
    return privacy.reveal_group_phone(work, entry.group_id, reason)
