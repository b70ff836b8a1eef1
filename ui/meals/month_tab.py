"""The settlement of a month: who pays what, settled once, then paid."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking.rulebook.money import yuan
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.speech import say_month
from neighborcenter.kit.times import Month
from neighborcenter.kit.work import Read
from neighborcenter.meals import money_queries, month_queries, settle_service
from neighborcenter.meals.drafts import PaymentDraft
from neighborcenter.meals.kinds import OrderStatus, Payer
from neighborcenter.meals.money_queries import MonthMoney, PaymentRow, PersonMonth
from neighborcenter.meals.month_queries import LineRow
from neighborcenter.meals.texts import word
from ui.kit.actions import ActionSpec
from ui.kit.buttons import Button
from ui.kit.columns import Empty, Where
from ui.kit.jobs import Query, may
from ui.kit.labels import Label, LinkLabel
from ui.kit.messages import ask, toast
from ui.kit.page import Stop
from ui.kit.steps import Steps
from ui.kit.theme import px
from ui.meals.asks import pay_panel, today
from ui.meals.columns import MONEY_COLUMNS, money_filters, money_fits
from ui.meals.list_tab import ListTab
from ui.meals.listing import Listed
from ui.meals.month_panel import MonthPanel
from ui.volunteers import acts


class MonthTab(ListTab):
    """Enter opens the meals behind a person's sum; Ctrl+Enter takes the payment."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.month = Month.of(today()).previous()
        self.money: MonthMoney | None = None
        source = Listed(MONEY_COLUMNS, self._load, lambda row: str(row.name), money_fits)
        head = self.place(
            "month", MONEY_COLUMNS, source, Empty(_("Nobody ate in this month"), icon="utensils"),
            _("Name"), _("Settlement of meals"), filters=money_filters(),
        )  # fmt: skip
        self.words = Label("", "section")
        self.state = LinkLabel("")
        steps = Steps(_("The month before"), _("The month after"))
        self.settle_it = Button(_("Settle the month"), "secondary", "lock")
        self.papers = Button(_("Print the settlement"), "secondary", "printer")
        for part in (steps, self.words, self.state):
            head.addWidget(part)
        head.addStretch(1)
        head.addWidget(self.papers)
        head.addWidget(self.settle_it)
        self._sums = QHBoxLayout()
        self._sums.setSpacing(px(14))
        self.sums = {payer: LinkLabel("") for payer in Payer}
        self.open_sum = LinkLabel("")
        for label in (*self.sums.values(), self.open_sum):
            self._sums.addWidget(label)
        self._sums.addStretch(1)
        self.box.insertLayout(1, self._sums)
        self.put_main(_("Take payment"), "ticket", Permission.MEALS_ORDER, self.pay, "Ctrl ↵")
        for payer, label in self.sums.items():
            label.clicked.connect(partial(self.narrow, {"payer": payer}))
        self.open_sum.clicked.connect(partial(self.narrow, {"open": True}))
        self.state.clicked.connect(self._on_state)
        steps.stepped.connect(self.step)
        self.settle_it.clicked.connect(lambda _checked=False: self.settle())
        self.papers.clicked.connect(lambda _checked=False: self.print_people())
        self.table.opened.connect(lambda _ref: self.show_person())
        self.table.loaded.connect(self._on_loaded)

    def _load(self, read: Read) -> Sequence[PersonMonth]:
        self.money = money_queries.month_money(read, self.month)
        return self.money.people

    def reload(self) -> None:
        """Read the month again."""
        self.words.setText(say_month(self.month))
        super().reload()

    def _on_loaded(self) -> None:
        money = self.money
        if money is None:
            return
        if money.is_closed:
            self.state.setText(_("Settled"))
        elif money.waiting:
            self.state.setText(_("{count} meals are not marked yet").format(count=money.waiting))
        else:
            self.state.setText(_("Not settled yet"))
        for payer, label in self.sums.items():
            fen = money.payers[payer]
            label.setText(f"{word(payer)} {yuan(fen)}" if fen else "")
        self.open_sum.setText(
            _("Open {sum}").format(sum=yuan(money.open_fen)) if money.is_closed and money.open_fen else ""
        )
        over = today() >= self.month.next_first
        self.settle_it.setEnabled(not money.is_closed and over and may(Permission.MEALS_SETTLE))

    def _on_state(self) -> None:
        """The meals that nobody marked, on the day of the first."""
        if self.money is not None and self.money.waiting_from is not None:
            self.tab_wanted.emit("day", (self.money.waiting_from, {"status": OrderStatus.ORDERED}))

    def narrow(self, where: dict[str, Any]) -> None:
        """Only the people behind a sum; once more shows all again."""
        asked = Where("", where)
        self.table.set_where(Where() if self.table.bar.where() == asked else asked)

    def step(self, months: int) -> None:
        """Another month."""
        self.month = self.month.plus(months)
        self.close_panel()
        self.reload()

    def open(self, target: Any) -> None:
        """A month."""
        self.month = target
        self.reload()

    def settle(self) -> None:
        """Settle the month once and for all."""
        month = self.month
        words = _("Settle {month}? Nothing in it changes afterwards; corrections go to the next month.")
        if ask(self, words.format(month=say_month(month)), _("Settle the month"), kind="primary"):
            acts.act(
                self, lambda work: settle_service.settle(work, month),
                _("{month} is settled").format(month=say_month(month)),
            )  # fmt: skip

    def pay(self) -> None:
        """Take the payment of the person under the cursor."""
        row: PersonMonth | None = self.row()
        if row is None or self.money is None or not may(Permission.MEALS_ORDER):
            return
        if not self.money.is_closed:
            toast(_("The month is settled first, then paid."), icon="info", owner=self)
        elif not row.open_fen:
            toast(_("{name} has paid").format(name=row.name), icon="info", owner=self)
        else:
            self.ask(pay_panel(self.money, row))

    def show_person(self) -> None:
        """The meals and payments of the person under the cursor."""
        row: PersonMonth | None = self.row()
        money = self.money
        if row is None or money is None:
            return

        def read_it(read: Read) -> tuple[Sequence[LineRow], Sequence[PaymentRow]]:
            paid = (
                ()
                if money.settlement_id is None
                else money_queries.payments_of(read, money.settlement_id, row.id)
            )
            return month_queries.lines_of(read, money.month, row.id), paid

        Query(self, read_it, key="person", lane="quick").then(
            lambda found: self._show_person(MonthPanel(money, row, *found), row)
        ).start()

    def _show_person(self, panel: MonthPanel, row: PersonMonth) -> None:
        panel.pay.connect(self.pay)
        panel.take_back.connect(lambda payment: self.take_back(row, payment))
        self.show_panel(panel)

    def take_back(self, row: PersonMonth, payment: PaymentRow) -> None:
        """Take a payment back that was entered by mistake."""
        money = self.money
        if money is None or money.settlement_id is None:
            return
        again = PaymentDraft(money.settlement_id, row.id, payment.method, payment.fen, payment.note)
        acts.act(
            self, lambda work: settle_service.take_back_payment(work, payment.id),
            _("{name}: payment of {sum} taken back").format(name=row.name, sum=yuan(payment.fen)),
            undo=lambda work, _ref: settle_service.pay(work, again),
        )  # fmt: skip
        self.close_panel()

    def print_people(self) -> None:
        """The settlement person by person."""
        title = _("Settlement of meals")
        acts.print_paper(self, "meal_settlement", title, {"month": self.month}, str(self.month))

    def print_payers(self) -> None:
        """The settlement payer by payer."""
        title = _("Meals by payer")
        acts.print_paper(self, "meal_payers", title, {"month": self.month}, str(self.month))

    def action_specs(self) -> Sequence[ActionSpec]:
        """What can be done here."""
        return (
            ActionSpec("meals.pay", N_("Take payment"), "ticket", "Ctrl+Return", Permission.MEALS_ORDER, "selection", run=self.pay),
            ActionSpec("meals.person_month", N_("Meals of this person"), "list", "Alt+D", needs="selection", run=self.show_person),
            ActionSpec("meals.settle", N_("Settle the month"), "lock", "Alt+S", Permission.MEALS_SETTLE, run=self.settle),
            ActionSpec("meals.month_back", N_("The month before"), "chevron-left", "Alt+Left", run=partial(self.step, -1)),
            ActionSpec("meals.month_forth", N_("The month after"), "chevron-right", "Alt+Right", run=partial(self.step, 1)),
            ActionSpec("meals.print_people", N_("Print the settlement"), "printer", "Alt+K", run=self.print_people),
            ActionSpec("meals.print_payers", N_("Print what each payer bears"), "printer", "Alt+B", run=self.print_payers),
            *self.list_specs(),
        )  # fmt: skip

    def _pay_first(self) -> None:
        owing = next((row.id for row in self.source.every if row.open_fen > 0), None)
        if owing is not None:
            self.table.select(owing)
        self.pay()

    def _show_first(self) -> None:
        self.choose_first()
        self.show_person()

    def tour_stops(self) -> Sequence[Stop]:
        """A person's month, a payment."""
        return (
            Stop("person", self._show_first),
            Stop("pay", self._pay_first),
            Stop("closed", self.close_panel),
        )
