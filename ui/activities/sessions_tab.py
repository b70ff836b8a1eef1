"""The sessions of one activity: when, where, how full; each leads to its door."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.activities.rows import ActivityCard, SessionRow
from neighborcenter.kit.i18n import N_, _
from ui.activities import acts
from ui.activities.columns import SESSION_COLUMNS, session_text
from ui.activities.looks import when_words
from ui.activities.reason_panel import ReasonPanel
from ui.activities.session_move import MovePanel
from ui.activities.session_panel import SessionPanel
from ui.activities.sessions_form import SessionsForm
from ui.activities.tabs import Tab
from ui.kit.actions import ActionSpec
from ui.kit.buttons import Button
from ui.kit.columns import Empty, Sort
from ui.kit.jobs import may
from ui.kit.listing import Listing
from ui.kit.table import TableView

# The activity is known here, so its own columns need not be repeated.
COLUMNS = tuple(column for column in SESSION_COLUMNS if column.key not in ("activity", "kind"))


def usual_reasons() -> tuple[str, ...]:
    """What sessions are mostly called off for."""
    return (_("The teacher is ill"), _("Bad weather"), _("Too few people"), _("The room is needed otherwise"))


class SessionsTab(Tab):
    """The list, and what can be done with one session."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        source = Listing(lambda _read: self._rows(), COLUMNS, session_text)
        self.table = TableView(
            "activity.sessions",
            COLUMNS,
            source,
            empty=Empty(
                _("No session yet"), _("Say when it takes place, once or again and again."), "calendar-plus",
                _("Add sessions") if may(Permission.ACTIVITIES_WRITE) else "", self.add,
            ),
            sort=Sort("starts"),
            placeholder=_("Day, place or title"),
            take_away=_("Sessions"),
        )  # fmt: skip
        add = Button(_("Add sessions"), "tinted", "calendar-plus", "Alt S")
        add.setEnabled(may(Permission.ACTIVITIES_WRITE))
        add.clicked.connect(lambda _checked=False: self.add())
        self.table.bar.add_right(add)
        self.box.addWidget(self.table)
        self.table.opened.connect(self.open_door)
        self.table.current_changed.connect(self._on_current)

    def _rows(self) -> Sequence[SessionRow]:
        return self.card.sessions if self.card is not None else ()

    def row(self, session_id: int | None) -> SessionRow | None:
        """The session with this id."""
        return next((one for one in self._rows() if one.id == session_id), None)

    def reload(self) -> None:
        """Show the sessions of the card."""
        self.table.reload()

    def begin(self) -> None:
        """The caret stands on the rows."""
        self.table.grid.setFocus()

    def open(self, target: Any) -> None:
        """Show one session."""
        self.table.select(int(target))

    def action_specs(self) -> Sequence[ActionSpec]:
        """What can be done here."""
        write = Permission.ACTIVITIES_WRITE
        return (
            ActionSpec("activities.add_sessions", N_("Add sessions"), "calendar-plus", "Alt+S", write, run=self.add),
            ActionSpec("activities.move_session", N_("Move the session"), "arrow-right", "Alt+M", write, "selection", run=self.move_current),
            ActionSpec("activities.cancel_session", N_("Cancel the session"), "x", "Alt+X", write, "selection", run=self.cancel_current),
        )  # fmt: skip

    def open_door(self, session_id: int) -> None:
        """Go to this session's check-in."""
        self.tab_wanted.emit("door", session_id)

    def _on_current(self, session_id: int | None) -> None:
        row = self.row(session_id)
        if row is None:
            return
        panel = SessionPanel(row)
        panel.closed.connect(lambda: self.panel_wanted.emit(None))
        panel.door_wanted.connect(partial(self.open_door, row.id))
        panel.move_wanted.connect(partial(self.move_session, row))
        panel.cancel_wanted.connect(partial(self.cancel, row))
        panel.restore_wanted.connect(lambda: acts.restore_session(self, row))
        panel.calls_wanted.connect(lambda: self.tab_wanted.emit("calls", None))
        panel.sign_in_wanted.connect(
            lambda: acts.print_paper(
                self, "activity_sign_in", _("Sign-in sheet"), {"session": row.id}, row.activity
            )
        )
        self.panel_wanted.emit(panel)

    def add(self) -> None:
        """Say when it takes place."""
        if self.card is None or not may(Permission.ACTIVITIES_WRITE):
            return
        form = SessionsForm(self.card)
        form.closed.connect(lambda: self.panel_wanted.emit(None))
        form.saved.connect(lambda: self.panel_wanted.emit(None))
        self.panel_wanted.emit(form)

    def move_current(self) -> None:
        """Move the session under the cursor."""
        if (row := self.row(self.table.current_id())) is not None:
            self.move_session(row)

    def cancel_current(self) -> None:
        """Cancel the session under the cursor."""
        if (row := self.row(self.table.current_id())) is not None:
            self.cancel(row)

    def move_session(self, row: SessionRow) -> None:
        """Another time or place."""
        panel = MovePanel(row)
        panel.closed.connect(lambda: self.panel_wanted.emit(None))
        panel.moved.connect(self._on_told)
        self.panel_wanted.emit(panel)

    def cancel(self, row: SessionRow) -> None:
        """Ask why, then call it off."""
        what = _("Everybody who signed up for it gets on a call list; the room is free again.")
        panel = ReasonPanel(
            _("Cancel {when}").format(when=when_words(row.starts, row.ends)),
            what,
            _("Cancel the session"),
            lambda reason: acts.cancel_session(self, row, reason, self._on_told),
            usual=usual_reasons(),
            needed=False,
        )
        panel.closed.connect(lambda: self.panel_wanted.emit(None))
        self.panel_wanted.emit(panel)

    def _on_told(self, call_list_id: int | None) -> None:
        """When somebody must be told, the call list is what comes next."""
        self.panel_wanted.emit(None)
        if call_list_id is not None:
            self.tab_wanted.emit("calls", call_list_id)

    def show_card(self, card: ActivityCard) -> None:
        """Show this activity."""
        super().show_card(card)
