"""Who eats here: habits, the prepaid card, standing orders."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking.rulebook.money import yuan
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.work import Read
from neighborcenter.meals import money_queries, queries
from neighborcenter.meals.money_queries import EntryRow
from neighborcenter.meals.queries import EaterRow
from neighborcenter.meals.texts import METHODS, word
from ui.kit.actions import ActionSpec
from ui.kit.buttons import Button
from ui.kit.columns import Empty, FilterChoice, Sort, Where
from ui.kit.flow import FlowLayout
from ui.kit.jobs import Query, may
from ui.kit.labels import Label
from ui.kit.lines import Lines
from ui.kit.page import Stop
from ui.kit.spoken import spoken_day
from ui.meals.asks import correct_panel, eater_panel, top_up_panel
from ui.meals.columns import EATER_COLUMNS
from ui.meals.list_tab import ListTab
from ui.meals.listing import Listed
from ui.people.panels import Panel

LINES = 30


def _load(read: Read) -> Sequence[EaterRow]:
    return queries.eaters(read, money_queries.balances_of(read))


def _fits(row: EaterRow, where: Where) -> bool:
    deliver, card = where.get("deliver"), where.get("card")
    return (deliver is None or row.deliver == deliver) and (card is None or bool(row.balance_fen) == card)


class CardPanel(Panel):
    """The ledger of one card, newest first."""

    top_up = Signal()
    correct = Signal()

    def __init__(self, row: EaterRow, entries: Sequence[EntryRow]) -> None:
        super().__init__(row.name)
        self.body.addWidget(Label(_("On the card: {sum}").format(sum=yuan(row.balance_fen)), "section"))
        self.body.addLayout(self._acts())
        lines = Lines(wide=1, right={2, 3})
        for one in entries[:LINES]:
            how = _(METHODS[one.method]) if one.method in METHODS else ""
            what = " · ".join(part for part in (word(one.kind), how, one.note) if part)
            left = _("left {points}").format(points=yuan(one.after_fen))
            lines.add(
                Label(spoken_day(one.day), "small", "text2"), Label(what, "small", wrap=True),
                Label(yuan(one.fen), "small strong"), Label(left, "note", "text3"),
            )  # fmt: skip
        self.body.addLayout(lines)
        if not entries:
            self.body.addWidget(Label(_("Nothing was put on this card yet."), "small", "text2", wrap=True))
        self.body.addStretch(1)

    def _acts(self) -> FlowLayout:
        buttons = FlowLayout()
        for words, icon, permission, wanted in (
            (_("Top up the card"), "plus", Permission.MEALS_ORDER, self.top_up),
            (_("Put prices right"), "refresh-cw", Permission.MEALS_WRITE, self.correct),
        ):
            button = Button(words, "secondary", icon)
            button.setEnabled(may(permission))
            button.clicked.connect(lambda _checked=False, signal=wanted: signal.emit())
            buttons.addWidget(button)
        return buttons


class EaterTab(ListTab):
    """Enter opens the card."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        source = Listed(
            EATER_COLUMNS,
            _load,
            lambda row: f"{row.name} {row.phone} {row.address} {row.line} {row.diet}",
            _fits,
        )
        filters = (
            FilterChoice(
                "deliver", N_("How it is eaten"), [(True, _("To the door")), (False, _("At the canteen"))]
            ),
            FilterChoice("card", N_("Prepaid card"), [(True, _("With money on it")), (False, _("Empty"))]),
        )
        self.place(
            "eaters", EATER_COLUMNS, source,
            Empty(_("Nobody eats here yet"), _("Whoever orders a meal stands here by itself."), "utensils"),
            _("Name, phone, address or diet"), _("Who eats"), filters=filters, sort=Sort("name"),
        )  # fmt: skip
        self.put_main(_("Top up a card"), "plus", Permission.MEALS_ORDER, self.top_up)
        self.table.opened.connect(lambda _ref: self.show_card())

    def show_card(self) -> None:
        """The ledger of the card under the cursor."""
        row: EaterRow | None = self.row()
        if row is not None:
            Query(self, lambda read: money_queries.ledger_of(read, row.id), key="ledger", lane="quick").then(
                lambda found: self._show_card(row, found)
            ).start()

    def _show_card(self, row: EaterRow, entries: Sequence[EntryRow]) -> None:
        panel = CardPanel(row, entries)
        panel.top_up.connect(lambda: self.ask(top_up_panel(row)))
        panel.correct.connect(lambda: self.ask(correct_panel(row.id, row.name)))
        self.show_panel(panel)

    def top_up(self) -> None:
        """Money onto the card under the cursor, or of whom one chooses."""
        if may(Permission.MEALS_ORDER):
            self.ask(top_up_panel(self.row() if self.table.grid.hasFocus() else None))

    def habits(self) -> None:
        """What is usual for the person under the cursor."""
        row: EaterRow | None = self.row()
        if row is not None:
            Query(self, lambda read: queries.eater_form(read, row.id), key="form").then(
                lambda draft: self.ask(eater_panel(row.name, draft))
            ).start()

    def correct(self) -> None:
        """Put the prices of the person under the cursor right."""
        row: EaterRow | None = self.row()
        if row is not None and may(Permission.MEALS_WRITE):
            self.ask(correct_panel(row.id, row.name))

    def action_specs(self) -> Sequence[ActionSpec]:
        """What can be done here."""
        order = Permission.MEALS_ORDER
        return (
            ActionSpec("meals.top_up", N_("Top up a card"), "plus", "Ctrl+N", order, run=self.top_up),
            ActionSpec("meals.card", N_("Ledger of the card"), "list", "Alt+C", run=self.show_card),
            ActionSpec("meals.habits", N_("Diet and delivery"), "pencil", "Ctrl+E", order, "selection", run=self.habits),
            ActionSpec("meals.correct", N_("Put the prices of a person right"), "refresh-cw", "Alt+R", Permission.MEALS_WRITE, "selection", run=self.correct),
            *self.list_specs(),
        )  # fmt: skip

    def _first_card(self) -> None:
        self.choose_first()
        self.show_card()

    def tour_stops(self) -> Sequence[Stop]:
        """A card, its habits, money."""
        return (
            Stop("card", self._first_card),
            Stop("habits", self.habits),
            Stop("top_up", self.top_up),
            Stop("correct", self.correct),
            Stop("closed", self.close_panel),
        )
