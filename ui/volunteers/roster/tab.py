"""The roster tab: a week or a month, its figures, the grid, and what is opened beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

import shiboken6
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import _
from neighborcenter.kit.speech import say_days
from neighborcenter.volunteers.rostering.change_service import Placing
from ui.kit.actions import ActionSpec, menu_of
from ui.kit.buttons import Button, IconButton, Segmented
from ui.kit.cards import Card, EmptyState
from ui.kit.inputs import PinyinLineEdit
from ui.kit.jobs import Query, may, runner
from ui.kit.labels import Label
from ui.kit.messages import toast
from ui.kit.page import Stop
from ui.kit.patience import Patience
from ui.kit.steps import Steps
from ui.kit.theme import px, theme_changed
from ui.volunteers.roster import hand, specs
from ui.volunteers.roster.acts import RosterActs
from ui.volunteers.roster.gap_panel import GapPanel
from ui.volunteers.roster.grid import RosterGrid, step_of
from ui.volunteers.roster.layout import PEOPLE, POSTS, Layout
from ui.volunteers.roster.moving import week_of_range
from ui.volunteers.roster.opening import Openings
from ui.volunteers.roster.roster import Roster, figures, read_roster
from ui.volunteers.tab import Tab


class RosterTab(Tab):
    """Shows a range of days; writes through its acts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        today = runner().backend.clock.today()
        self.first = today - timedelta(days=today.weekday())
        self.is_month = False
        self.roster: Roster | None = None
        self.grid = RosterGrid()
        self.acts = RosterActs(self, lambda: self.roster, self.repaint_grid, self.reload)
        self.openings = Openings(self)
        self.patience = Patience(self)
        self._panel: QWidget | None = None
        self._gap_wanted = 0
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._make_head()
        self._make_body()
        self.patience.watch(self.grid)
        self._connect()
        theme_changed.connect(self.restyle)
        self.restyle()

    # -- building ---------------------------------------------------------------------------------------------

    def _make_head(self) -> None:
        self.steps = Steps(_("Earlier"), _("Later"))
        self.range_words = Label("", "section")
        self.view = Segmented([(POSTS, _("By posts")), (PEOPLE, _("By people"))], POSTS, _("Rows"))
        self.span = Segmented([("week", _("Week")), ("month", _("Month"))], "week", _("Days"))
        self.narrow = PinyinLineEdit(_("Post or name"), icon="search")
        self.narrow.setAccessibleName(_("Narrow the rows"))
        self.narrow.setMaximumWidth(px(200))
        self.more = IconButton("ellipsis", _("More"))
        write = may(Permission.VOLUNTEERS_WRITE)
        self.copy_button = Button(_("Copy last week"), "secondary", "copy", "Ctrl D")
        self.propose_button = Button(_("Propose"), "tinted", "zap", "F9")
        self.publish_button = Button(_("Publish"), "primary", "check", "Ctrl ↵")
        for button in (self.copy_button, self.propose_button, self.publish_button):
            button.setEnabled(write)

    def _make_body(self) -> None:
        self.figures = Label("", "small", "text2")
        self.note = Label("", "small", "text2")
        self.empty = EmptyState(
            _("No shifts in these days"),
            _("Copy last week, or make the shifts of the weekly pattern."),
            _("Make the shifts"),
        )
        self.stack = QStackedWidget()
        card = Card()
        card.add(self.grid, 1)
        self.stack.addWidget(card)
        self.stack.addWidget(self.empty)
        self._top, self._second, self._foot = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        for step in (self.steps, self.range_words):
            self._top.addWidget(step)
        self._top.addStretch(1)
        for button in (self.copy_button, self.propose_button, self.publish_button, self.more):
            self._top.addWidget(button)
        for chooser in (self.view, self.span, self.narrow):
            self._second.addWidget(chooser)
        self._second.addStretch(1)
        self._second.addWidget(self.figures)
        self._foot.addWidget(self.note, 1)
        self.box.addLayout(self._top)
        self.box.addLayout(self._second)
        self.box.addWidget(self.stack, 1)
        self.box.addLayout(self._foot)
        self.main_button = self.publish_button

    def _connect(self) -> None:
        self.steps.stepped.connect(self.step)
        self.view.chosen.connect(lambda _key: self._lay_out())
        self.span.chosen.connect(self.set_span)
        self.narrow.queryChanged.connect(lambda _typed: self._lay_out())
        self.copy_button.clicked.connect(lambda _checked=False: self.copy_week())
        self.propose_button.clicked.connect(lambda _checked=False: self.openings.proposal())
        self.publish_button.clicked.connect(lambda _checked=False: self.publish())
        self.more.clicked.connect(lambda _checked=False: self._show_menu())
        self.empty.acted.connect(lambda: self.openings.make_shifts())
        grid = self.grid
        grid.entered_part.connect(self.open_cell)
        grid.delete_wanted.connect(partial(hand.take_off, self))
        grid.pin_wanted.connect(partial(hand.pin, self))
        grid.typed.connect(partial(hand.typed, self))
        grid.pasted.connect(partial(hand.pasted, self))
        grid.dropped.connect(partial(hand.do, self))
        grid.step_wanted.connect(self.step)
        grid.moved.connect(self._on_moved)

    def restyle(self) -> None:
        """Take sizes of the theme again."""
        for row in (self._top, self._second):
            row.setSpacing(px(8))

    # -- the page asks ----------------------------------------------------------------------------------------

    def begin(self) -> None:
        """The caret stands in the grid; while there is nothing in it, keys still turn the weeks."""
        (self.grid if self.stack.currentIndex() == 0 else self).setFocus()

    def event(self, event: QEvent) -> bool:
        """Alt+← and Alt+→ turn weeks here; elsewhere they belong to the window."""
        if event.type() == QEvent.Type.ShortcutOverride and step_of(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn weeks while the grid is empty."""
        if step_of(event):
            self.step(step_of(event))
        else:
            super().keyPressEvent(event)

    def reload(self) -> None:
        """Read the range again."""
        first, end = self.first, self.end
        if self.roster is None or self.patience.waiting:
            self.patience.wait("roster")  # what is typed now means the roster that is on its way
        query = Query(self, lambda read: read_roster(read, first, end), key="roster")
        query.then(lambda roster: self._on_read(first, end, roster)).finally_(self._on_answered).start()

    def _on_answered(self) -> None:
        self.patience.go_on("roster")
        if not self.patience.waiting and self._gap_wanted:
            step, self._gap_wanted = self._gap_wanted, 0
            hand.next_gap(self, step)

    def next_gap(self, step: int) -> None:
        """Jump to the next gap, or the one before; while the roster is on its way, as soon as it is here."""
        if self.patience.waiting:
            self._gap_wanted = step
        else:
            hand.next_gap(self, step)

    def _on_read(self, first: date, end: date, roster: Roster) -> None:
        # An act begun meanwhile is not in this answer; when it has ended the range is read again.
        if (first, end) == (self.first, self.end) and not self.acts.pending:
            self.roster = roster
            self._lay_out()

    @property
    def end(self) -> date:
        """The day after the last one shown."""
        return week_of_range(self.first, month=self.is_month)

    def action_specs(self) -> Sequence[ActionSpec]:
        """What can be done here."""
        return specs.specs(self)

    def tour_stops(self) -> Sequence[Stop]:
        """The grid by posts and by people, a gap, a proposal, the rules."""
        return specs.stops(self)

    def open(self, target: Any) -> None:
        """A day opens its week; the id of a shift puts the cursor on it."""
        if isinstance(target, date):
            self.go_to_day(target)
        elif isinstance(target, int):
            self.grid.go_to_shift(target)

    def remember(self) -> dict[str, Any]:
        """The view."""
        return {"view": self.view.current, "span": self.span.current}

    def recall(self, state: dict[str, Any]) -> None:
        """Take back what `remember` returned."""
        if state.get("view") in (POSTS, PEOPLE):
            self.view.set_current(state["view"])
        if state.get("span") == "month":
            self.span.set_current("month")
            self.set_span("month")

    # -- what is shown ----------------------------------------------------------------------------------------

    def step(self, steps: int) -> None:
        """Another week or month."""
        if self.is_month:
            month = self.first.month - 1 + steps
            self.first = date(self.first.year + month // 12, month % 12 + 1, 1)
        else:
            self.first += timedelta(days=7 * steps)
        self.roster = None
        self.show_panel(None)
        self.reload()

    def go_to_day(self, day: date) -> None:
        """The week or month of a day."""
        self.first = day.replace(day=1) if self.is_month else day - timedelta(days=day.weekday())
        self.reload()

    def set_span(self, key: str) -> None:
        """A week or a month, around the day under the cursor."""
        middle = self.grid.day() or self.first
        self.is_month = key == "month"
        self.go_to_day(middle)

    def switch_view(self) -> None:
        """Posts ↔ people; the cursor stays on the same shift."""
        part = self.grid.part()
        self.view.set_current(PEOPLE if self.view.current == POSTS else POSTS)
        self._lay_out()
        if part is not None:
            self.grid.go_to_shift(part.shift_id, part.volunteer_id)

    def _lay_out(self) -> None:
        roster = self.roster
        if roster is None:
            return
        before = self.stack.currentIndex()
        self.stack.setCurrentIndex(0 if roster.facts.shifts else 1)
        if before != self.stack.currentIndex() and self.panel() is None and self.isVisible():
            self.begin()
        self.grid.show_layout(
            Layout(roster, self.view.current, self.narrow.query), runner().backend.clock.today()
        )
        self._say_figures()

    def repaint_grid(self) -> None:
        """The places changed under the same rows."""
        self.grid.refresh()
        self._say_figures()

    def _say_figures(self) -> None:
        roster = self.roster
        last = self.end - timedelta(days=1)
        self.range_words.setText(say_days(self.first, last))
        if roster is None:
            return
        self.figures.setText(figures(roster))
        self._on_moved()

    def _on_moved(self) -> None:
        shown = self.grid.layout_shown
        why = shown.why(self.grid.cell()) if shown is not None and shown.rows else []
        self.note.setText(why[0] if why else _("Enter opens, letters find a name, Space pins, Del takes off"))

    def show_panel(self, panel: QWidget | None) -> None:
        """Show something beside the grid; None closes and gives the caret back."""
        self._panel = panel
        self.panel_wanted.emit(panel)
        if panel is None:
            self.begin()

    def panel(self) -> QWidget | None:
        """What is open beside the grid."""
        return self._panel if self._panel is not None and shiboken6.isValid(self._panel) else None

    # -- acts -------------------------------------------------------------------------------------------------

    def open_cell(self) -> None:
        """Enter: who could fill the gap, or all about the place under the cursor."""
        part, cell = self.grid.part(), self.grid.cell()
        if part is not None and part.pair is not None:
            self.openings.place(part.pair)
        elif part is not None:
            self.open_gap(part.shift_id)
        elif cell.shift_ids:
            self.open_gap(cell.shift_ids[0])

    def open_gap(self, shift_id: int) -> None:
        """Ranked people for a shift."""
        roster = self.roster
        if roster is None or not may(Permission.VOLUNTEERS_WRITE):
            return
        panel = GapPanel(roster, roster.board.shifts[shift_id])
        panel.closed.connect(partial(self.show_panel, None))
        panel.taken.connect(self._on_taken)
        self.show_panel(panel)

    def _on_taken(self, shift_id: int, volunteer_id: int) -> None:
        hand.do(self, (Placing(shift_id, volunteer_id),))
        self.show_panel(None)
        self.grid.go_to_shift(shift_id)

    def copy_week(self) -> None:
        """Copy the week before into the one shown."""
        if self.is_month:
            toast(_("Show one week to copy the week before into it."), icon="info")
        elif may(Permission.VOLUNTEERS_WRITE):
            self.patience.wait("copy")
            self.acts.copy_week(self.first, lambda: self.patience.go_on("copy"))

    def publish(self) -> None:
        """Make the range known; the panel lists who must be told."""
        if may(Permission.VOLUNTEERS_WRITE):
            self.acts.publish(self.first, self.end, self.openings.told)

    def _show_menu(self) -> None:
        menu = menu_of(specs.more(self), self)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def contextMenuEvent(self, event: Any) -> None:
        """What can be done with the cell, by right click or the menu key."""
        menu_of(specs.of_cell(self), self).popup(event.globalPos())
