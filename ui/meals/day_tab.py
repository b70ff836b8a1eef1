"""The board of a day: what is ordered, eaten, brought; each figure opens its rows; the box that orders."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.speech import say_date
from neighborcenter.kit.work import Read
from neighborcenter.meals import order_service, queries, standing_service
from neighborcenter.meals.kinds import Meal, OrderStatus
from neighborcenter.meals.queries import OrderRow
from neighborcenter.meals.texts import word
from neighborcenter.volunteers import queries as volunteers
from ui.kit.actions import ActionSpec
from ui.kit.buttons import Button
from ui.kit.columns import Empty, Where
from ui.kit.jobs import Command, Query, may
from ui.kit.labels import LinkLabel
from ui.kit.messages import toast
from ui.kit.moments import MonthPopup
from ui.kit.page import Stop
from ui.kit.steps import Steps
from ui.kit.tabbed import Tab
from ui.kit.table import TableView
from ui.kit.theme import px
from ui.meals.asks import carry_panel, correct_panel, eater_panel, today
from ui.meals.columns import ORDER_COLUMNS, order_filters, order_fits
from ui.meals.listing import Listed
from ui.meals.order_box import OrderBox
from ui.meals.order_panel import OrderPanel
from ui.people.picker import Picked
from ui.volunteers import acts

FIGURES: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("ordered", N_("Ordered"), {"status": OrderStatus.ORDERED}),
    ("served", N_("Eaten"), {"status": OrderStatus.SERVED}),
    ("not_fetched", N_("Not fetched"), {"status": OrderStatus.NOT_FETCHED}),
    ("deliver", N_("To the door"), {"deliver": True}),
)


class DayTab(Tab):
    """One day."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day = today()
        self._wanted: int | None = None
        """The order another page asked for, until it is read."""
        self.source = Listed(
            ORDER_COLUMNS,
            self._load,
            lambda row: f"{row.name} {row.address} {row.line} {row.diet}",
            order_fits,
        )
        self.box_of_orders = OrderBox()
        self.box_of_orders.show_day(self.day)
        self.steps = Steps(_("The day before"), _("The day after"))
        self.heading = LinkLabel("", "section")
        self.heading.set_look(color="text")
        self.figures = {key: LinkLabel("") for key, _title, _where in FIGURES}
        self.meals = {meal: LinkLabel("") for meal in Meal}
        self.kitchen = Button(_("Kitchen sheet"), "secondary", "printer")
        self.table = TableView(
            "meals.day", ORDER_COLUMNS, self.source, filters=order_filters(),
            placeholder=_("Name, address, line or diet"),
            take_away=_("Meals of the day") if may(Permission.EXPORT) else "",
            empty=Empty(
                _("Nobody has ordered for this day"), _("Type a name above; standing orders come by themselves."),
                "utensils",
            ),
        )  # fmt: skip
        self.main_button = self.box_of_orders.order
        head = QHBoxLayout()
        head.setSpacing(px(10))
        for part in (self.steps, self.heading):
            head.addWidget(part)
        head.addStretch(1)
        for label in (*self.meals.values(), *self.figures.values()):
            head.addWidget(label)
        head.addWidget(self.kitchen)
        self.box.addLayout(head)
        self.box.addWidget(self.box_of_orders)
        self.box.addWidget(self.table, 1)
        self._connect()

    def _connect(self) -> None:
        self.steps.stepped.connect(self.step)
        self.heading.clicked.connect(self.open_month)
        self.kitchen.clicked.connect(lambda _checked=False: self.print_kitchen())
        self.table.opened.connect(self.show_order)
        self.table.loaded.connect(self._on_loaded)
        self.box_of_orders.ordered.connect(lambda row: self.show_day(row.day))
        for key, _title, where in FIGURES:
            self.figures[key].clicked.connect(partial(self.narrow, where))
        for meal, label in self.meals.items():
            label.clicked.connect(partial(self.narrow, {"meal": meal}))

    # -- what is shown ---------------------------------------------------------------------------------------

    def _load(self, read: Read) -> Sequence[OrderRow]:
        return queries.orders(read, self.day, self.day)

    def reload(self) -> None:
        """Read the day again."""
        self.heading.setText(say_date(self.day, today()))
        self.table.reload()

    def begin(self) -> None:
        """The caret stands at the name; what standing orders still lack is entered."""
        self.box_of_orders.begin()
        if may(Permission.MEALS_ORDER):
            Command(self, standing_service.lay_out).then(self._on_laid_out).start()

    def _on_laid_out(self, count: int) -> None:
        if count:
            toast(_("{count} meals of standing orders are entered").format(count=count), owner=self)

    def _on_loaded(self) -> None:
        standing = [row for row in self.source.every if row.status is not OrderStatus.CANCELLED]
        for meal, label in self.meals.items():
            count = sum(row.meal is meal for row in standing)
            label.setText(f"{word(meal)} {count}" if count else "")
        for key, title, where in FIGURES:
            count = sum(order_fits(row, Where("", where)) for row in standing)
            self.figures[key].setText(f"{_(title)} {count}")
        if self._wanted is not None and any(row.id == self._wanted for row in self.source.every):
            ref, self._wanted = self._wanted, None
            self.table.select(ref)
            self.show_order(ref)

    def narrow(self, where: dict[str, Any]) -> None:
        """Only the rows behind a figure; once more shows all again."""
        asked = Where("", where)
        self.table.set_where(Where() if self.table.bar.where() == asked else asked)

    def show_day(self, day: date) -> None:
        """Another day."""
        if day != self.day:
            self.close_panel()
            self.box_of_orders.show_day(day)
        self.day = day
        self.reload()

    def step(self, days: int) -> None:
        """Earlier or later."""
        self.show_day(self.day + timedelta(days=days))

    def open_month(self) -> None:
        """Let a month drop down to jump to a day."""
        popup = MonthPopup(self, self.day, today())
        popup.picked.connect(self.show_day)
        popup.open_below(self.heading)

    def open(self, target: Any) -> None:
        """A day, (day, what to narrow to), (day, the order to show), or somebody to order for."""
        if isinstance(target, date):
            self.show_day(target)
        elif isinstance(target, Picked):
            self.box_of_orders.show_person(target)
        elif isinstance(target, tuple):
            day, what = target
            self._wanted = what if isinstance(what, int) else None
            self.show_day(day)
            self.table.set_where(Where("", {} if isinstance(what, int) else dict(what)))

    # -- acts ------------------------------------------------------------------------------------------------

    def _chosen(self) -> list[OrderRow]:
        current = self.table.current_id()
        ids = set(self.table.selected_ids()) or ({current} if current is not None else set())
        return [row for row in self.source.every if row.id in ids]

    def show_order(self, ref: int) -> None:
        """How the price of an order came about, and what can be done with it."""
        row = next((one for one in self.source.every if one.id == ref), None)
        if row is not None:
            Query(self, lambda read: queries.parts_of(read, ref), key="parts", lane="quick").then(
                lambda parts: self._show(OrderPanel(row, parts), row)
            ).start()

    def _show(self, panel: OrderPanel, row: OrderRow) -> None:
        # The panel acts on its own order, wherever the cursor of the list has gone meanwhile.
        panel.wanted.connect(lambda what: self.do(what, [row]))
        self.show_panel(panel)

    def do(self, what: str, rows: list[OrderRow] | None = None) -> None:
        """An act on these rows, or on the chosen ones."""
        rows = self._chosen() if rows is None else rows
        if not rows:
            toast(_("Choose the orders first."), icon="info", owner=self)
        elif what == "cancel":
            self._cancel(rows[0])
        elif what == "restore":
            row = rows[0]
            acts.act(
                self, lambda work: order_service.restore(work, row.id),
                _("{name}: ordered again").format(name=row.name),
                undo=lambda work, _done: order_service.cancel(work, row.id),
            )  # fmt: skip
        elif what == "carry":
            self._carry(tuple(row.id for row in rows if row.deliver))
        elif what == "correct":
            self._ask(correct_panel(rows[0].resident_id, rows[0].name))
        elif what == "habits":
            row = rows[0]
            Query(self, lambda read: queries.eater_form(read, row.resident_id), key="form").then(
                lambda draft: self._ask(eater_panel(row.name, draft))
            ).start()
        else:
            self._mark(rows, OrderStatus(what))

    def _mark(self, rows: list[OrderRow], status: OrderStatus) -> None:
        ids = [row.id for row in rows if row.status is not OrderStatus.CANCELLED]
        who = rows[0].name if len(rows) == 1 else _("{count} meals").format(count=len(ids))
        acts.act(
            self, lambda work: order_service.mark(work, ids, status),
            _("{who}: {state}").format(who=who, state=word(status)),
            undo=lambda work, before: order_service.unmark(work, before),
        )  # fmt: skip

    def _cancel(self, row: OrderRow) -> None:
        acts.act(
            self, lambda work: order_service.cancel(work, row.id),
            _("{name}: the meal is canceled").format(name=row.name),
            undo=lambda work, _done: order_service.restore(work, row.id),
            undone=_("{name}: ordered again").format(name=row.name),
        )  # fmt: skip
        self.close_panel()

    def _carry(self, ids: tuple[int, ...]) -> None:
        if not ids:
            toast(_("None of these goes to a door."), icon="info", owner=self)
            return
        Query(self, volunteers.volunteers, key="carry").then(
            lambda found: self._ask(carry_panel(ids, [(one.id, f"{one.name} {one.number}") for one in found]))
        ).start()

    def _ask(self, panel: Any) -> None:
        panel.done.connect(lambda _done: self.close_panel())
        self.show_panel(panel)

    def print_kitchen(self) -> None:
        """The sheet for the kitchen."""
        acts.print_paper(self, "meal_kitchen", _("Kitchen sheet"), {"day": self.day}, str(self.day))

    def print_delivery(self) -> None:
        """The sheet for those who deliver."""
        acts.print_paper(self, "meal_delivery", _("Delivery sheet"), {"day": self.day}, str(self.day))

    def print_sign_off(self) -> None:
        """The list to sign at the counter of the canteen."""
        acts.print_paper(self, "meal_sign_off", _("Meals signed for"), {"day": self.day}, str(self.day))

    def action_specs(self) -> Sequence[ActionSpec]:
        """What can be done here."""
        order = Permission.MEALS_ORDER
        return (
            ActionSpec("meals.order", N_("Order a meal"), "utensils", "Ctrl+N", order, run=self.box_of_orders.begin),
            ActionSpec("meals.served", N_("Mark as eaten"), "check", "Alt+E", order, "selection", run=partial(self.do, "served")),
            ActionSpec("meals.not_fetched", N_("Mark as not fetched"), "triangle-alert", "Alt+N", order, "selection", run=partial(self.do, "not_fetched")),
            ActionSpec("meals.unmark", N_("Neither eaten nor missing yet"), "undo-2", "Alt+U", order, "selection", run=partial(self.do, "ordered")),
            ActionSpec("meals.cancel", N_("Cancel the meal"), "x", "Ctrl+Del", order, "selection", run=partial(self.do, "cancel")),
            ActionSpec("meals.carry", N_("Say who delivers"), "hand-heart", "Alt+D", order, "selection", run=partial(self.do, "carry")),
            ActionSpec("meals.habits", N_("Diet and delivery"), "pencil", "Ctrl+E", order, "selection", run=partial(self.do, "habits")),
            ActionSpec("meals.correct", N_("Put the prices of a person right"), "refresh-cw", "Alt+R", Permission.MEALS_WRITE, "selection", run=partial(self.do, "correct")),
            ActionSpec("meals.day_back", N_("The day before"), "chevron-left", "Alt+Left", run=partial(self.step, -1)),
            ActionSpec("meals.day_forth", N_("The day after"), "chevron-right", "Alt+Right", run=partial(self.step, 1)),
            ActionSpec("meals.kitchen", N_("Kitchen sheet"), "printer", "Alt+K", run=self.print_kitchen),
            ActionSpec("meals.delivery", N_("Delivery sheet"), "printer", "Alt+B", run=self.print_delivery),
            ActionSpec("meals.sign_off", N_("Meals signed for"), "printer", "Alt+S", run=self.print_sign_off),
            ActionSpec("meals.find", N_("Find in this list"), "search", "Ctrl+F", run=self.table.bar.line.setFocus),
            ActionSpec("meals.print", N_("Print this list"), "printer", "Ctrl+P", Permission.EXPORT, run=self.table.print_list),
        )  # fmt: skip

    def _open_first(self) -> None:
        ref = self.table.model.id_at(0)
        if ref is not None:
            self.table.select(ref)
            self.show_order(ref)

    def _next_weekday(self) -> None:
        while self.day.weekday() > 4:
            self.step(1)

    def tour_stops(self) -> Sequence[Stop]:
        """A weekday, an order, its habits."""
        return (
            Stop("weekday", self._next_weekday),
            Stop("order", self._open_first),
            Stop("habits", partial(self.do, "habits")),
            Stop("closed", self.close_panel),
        )
