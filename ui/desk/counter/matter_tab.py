"""Matters: what is in hand, the most pressing first, with the matter beside the list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import shiboken6
from PySide6.QtWidgets import QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.desk.matters import queries, service
from neighborcenter.desk.matters.queries import MatterCard
from neighborcenter.kit.i18n import N_, _
from ui.desk.counter import matter_asks, take_in
from ui.desk.counter.columns import MATTER_COLUMNS, MatterSource, matter_filters
from ui.desk.counter.matter_panel import MatterPanel
from ui.kit.actions import ActionSpec
from ui.kit.buttons import Button
from ui.kit.columns import Empty, Where
from ui.kit.jobs import Command, Query, may
from ui.kit.page import Stop
from ui.kit.spoken import spoken_day
from ui.kit.tabbed import Tab
from ui.kit.table import TableView
from ui.volunteers import acts
from ui.volunteers.ask_panel import AskPanel

_FORMS: dict[str, Callable[[MatterCard], AskPanel]] = {
    "ask": matter_asks.ask_panel,
    "hand": matter_asks.hand_panel,
    "finish": matter_asks.finish_panel,
    "return": partial(matter_asks.end_panel, withdrawn=False),
    "withdraw": partial(matter_asks.end_panel, withdrawn=True),
    "rate": matter_asks.rate_panel,
    "note": matter_asks.note_panel,
}


class MatterTab(Tab):
    """The list with the matter beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._panel: MatterPanel | None = None
        self._asking = False
        serves = may(Permission.DESK_SERVE)
        self.table = TableView(
            "desk.matters",
            MATTER_COLUMNS,
            MatterSource(),
            filters=matter_filters(),
            empty=Empty(
                _("No matters here"), _("What is taken in with papers stands here until it is done."),
                "briefcase", _("Take papers in") if serves else "", self.take_in,
            ),
            placeholder=_("Number, name, service"),
            take_away=_("Matters") if may(Permission.EXPORT) else "",
        )  # fmt: skip
        self.new = self.main_button = Button(_("Take papers in"), "primary", "plus", "F9")
        self.new.setEnabled(serves)
        self.new.clicked.connect(lambda _checked=False: self.take_in())
        self.table.bar.add_right(self.new)
        self.box.addWidget(self.table, 1)
        self.table.set_where(Where("", {"state": "open"}))
        self.table.opened.connect(self.read_matter)
        self.table.current_changed.connect(self._on_current)

    def reload(self) -> None:
        """Read the list and the matter again."""
        self.table.reload()
        shown = self._shown()
        if shown is not None:
            self.read_matter(shown.card.row.id)

    def begin(self) -> None:
        """The caret stands in the search line."""
        self.table.bar.line.setFocus()

    def open(self, target: Any) -> None:
        """An id shows the matter; a word ("overdue", "today", "soon") the list of those."""
        if isinstance(target, str):
            self.table.set_where(Where("", {"due": target} if target != "open" else {"state": "open"}))
        else:
            self.table.select(int(target))
            self.read_matter(int(target))

    def take_in(self) -> None:
        """F9: take a matter in."""
        sheet = take_in.open_sheet(self.window())
        sheet.taken.connect(lambda done: self.read_matter(done.matter_id))

    def _shown(self) -> MatterPanel | None:
        panel = self._panel
        return panel if panel is not None and shiboken6.isValid(panel) and panel.isVisible() else None

    def _on_current(self, ref: int | None) -> None:
        if ref is not None and not self._asking:
            self.read_matter(ref)

    def read_matter(self, ref: int) -> None:
        """Read a matter whole."""
        Query(self, lambda read: queries.matter_card(read, ref), key="matter", lane="quick").then(
            self._on_matter
        ).start()

    def _on_matter(self, card: MatterCard) -> None:
        if self._asking or not self.isVisible():
            return
        shown = self._shown()
        if shown is not None:
            shown.show_card(card)
            return
        panel = self._panel = MatterPanel(card)
        panel.wanted.connect(self.do)
        panel.ticked.connect(self._tick)
        self.show_panel(panel)

    def do(self, what: str) -> None:
        """Do something with the matter that is shown."""
        shown = self._shown()
        if shown is None:
            return
        card = shown.card
        number = card.row.number
        if what in _FORMS:
            self._ask(_FORMS[what](card))
        elif what in ("accept", "incomplete"):
            all_the_same = what == "incomplete"
            acts.act(
                self,
                lambda work: service.accept(work, card.row.id, incomplete=all_the_same),
                lambda due: _("{number} is accepted, promised for {day}").format(number=number, day=spoken_day(due)) if due else _("{number} is accepted").format(number=number),
            )  # fmt: skip
        elif what == "supply":
            said = _("{number}: the papers are there, the clock runs on").format(number=number)
            acts.act(self, lambda work: service.supply(work, card.row.id), said)
        elif what == "reopen":
            said = _("{number} is taken up again").format(number=number)
            acts.act(self, lambda work: service.reopen(work, card.row.id), said)
        elif what == "print":
            take_in.print_receipt(self, card.row.id, number)
        elif what == "hand_print":
            acts.print_paper(
                self, "matter_handover", _("Hand-over of papers"), {"matter": card.row.id}, number
            )
        elif what == "file" and card.row.resident_id is not None:
            self.tab_wanted.emit("people", card.row.resident_id)

    def _tick(self, paper_id: int, there: bool) -> None:
        shown = self._shown()
        if shown is not None:
            ref = shown.card.row.id
            Command(self, lambda work: service.tick(work, ref, [paper_id], there=there)).refused(
                acts.say_refused
            ).start()

    def _ask(self, panel: AskPanel) -> None:
        self._asking = True
        panel.done.connect(self._on_asked)
        panel.destroyed.connect(self._on_gone)
        self.show_panel(panel)

    def _on_gone(self) -> None:
        self._asking = False

    def _on_asked(self, _result: object) -> None:
        self._asking = False
        self._panel = None
        self.close_panel()
        ref = self.table.current_id()
        if ref is not None:
            self.read_matter(ref)
        self.table.reload()

    def action_specs(self) -> Sequence[ActionSpec]:
        """What can be done here."""
        serve = Permission.DESK_SERVE
        return (
            ActionSpec("counter.take_in", N_("Take papers in"), "plus", "F9", serve, run=self.take_in),
            ActionSpec("counter.finish", N_("Finish the matter"), "check", "Alt+J", serve, "selection", run=partial(self.do, "finish")),
            ActionSpec("counter.ask", N_("Ask for papers"), "pause", "Alt+B", serve, "selection", run=partial(self.do, "ask")),
            ActionSpec("counter.hand", N_("Hand the papers over"), "arrow-left-right", "Alt+H", serve, "selection", run=partial(self.do, "hand")),
            ActionSpec("counter.receipt", N_("Print the receipt"), "printer", "F8", Permission.DESK_VIEW, "selection", run=partial(self.do, "print")),
            ActionSpec("counter.find", N_("Find in this list"), "search", "Ctrl+F", run=self.begin),
            ActionSpec("counter.print", N_("Print this list"), "printer", "Ctrl+P", Permission.EXPORT, run=self.table.print_list),
        )  # fmt: skip

    def tour_stops(self) -> Sequence[Stop]:
        """The first matter, a form about it, and the sheet."""
        return (
            Stop("matter", self._open_first),
            Stop("ask", partial(self.do, "ask")),
            Stop("closed", self.close_panel),
            Stop("take-in", self.take_in),
            Stop("left", self._leave_sheet),
        )

    def _leave_sheet(self) -> None:
        for sheet in self.window().findChildren(take_in.TakeInSheet):
            sheet.leave()

    def _open_first(self) -> None:
        ref = self.table.model.id_at(0)
        if ref is not None:
            self.table.select(ref)
