"""The box that orders: name, day, meal, Enter."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking.rulebook.money import yuan
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Problem
from neighborcenter.kit.work import Work
from neighborcenter.meals import order_service, queries
from neighborcenter.meals.drafts import OrderDraft
from neighborcenter.meals.kinds import Meal
from neighborcenter.meals.queries import OrderRow
from neighborcenter.meals.texts import day_words, word
from ui.kit.buttons import Button
from ui.kit.fields import ChoiceField
from ui.kit.form import Field, beside_fields
from ui.kit.jobs import may
from ui.kit.labels import Label
from ui.kit.moments import DateField
from ui.kit.theme import px, theme_changed
from ui.meals.asks import meal_choices, today
from ui.people.picker import PersonPicker, Picked
from ui.volunteers import acts

TOP = Qt.AlignmentFlag.AlignTop


class OrderBox(QWidget):
    """Enter walks from the name to the day and orders from there; what is refused stands beside its field."""

    ordered = Signal(object)
    """The OrderRow that was made."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picker = PersonPicker(register=True)
        self.day = DateField(today)
        self.meal = ChoiceField(meal_choices())
        self.meal.set_value(Meal.LUNCH)
        self.fields = {
            "resident_id": Field(_("Who eats"), self.picker),
            "day": Field(_("Day"), self.day),
            "meal": Field(_("Meal"), self.meal),
        }
        self.order = Button(_("Order a meal"), "primary", "utensils", "↵")
        self.eaten = Button(_("Enter as eaten"), "secondary", "check")
        self.message = Label("", "small strong", "accent_text", wrap=True)
        self.message.hide()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        for at, field in enumerate(self.fields.values()):
            self._grid.addWidget(field, 0, at, TOP)
        for at, weight in enumerate((4, 2, 2)):
            self._grid.setColumnStretch(at, weight)
        self._grid.addWidget(beside_fields(self.order), 0, 3, TOP)
        self._grid.addWidget(beside_fields(self.eaten), 0, 4, TOP)
        self._grid.addWidget(self.message, 1, 0, 1, 5)
        self.picker.picked.connect(lambda _picked: self.day.setFocus())
        self.day.returnPressed.connect(self.submit)
        self.order.clicked.connect(lambda _checked=False: self.submit())
        self.eaten.clicked.connect(lambda _checked=False: self.submit(eaten=True))
        for button in (self.order, self.eaten):
            button.setEnabled(may(Permission.MEALS_ORDER))
        theme_changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Take sizes of the theme again."""
        self._grid.setHorizontalSpacing(px(10))
        self._grid.setVerticalSpacing(px(4))

    def begin(self) -> None:
        """The caret stands at the name, or at the day when the name is known."""
        (self.picker if self.picker.value() is None else self.day).setFocus()

    def show_person(self, picked: Picked) -> None:
        """Order for somebody another page is about."""
        self.picker.set_value(picked)

    def show_day(self, day: date) -> None:
        """Order for the day on show."""
        self.day.set_value(day)

    def submit(self, *, eaten: bool = False) -> None:
        """Order what stands there, or enter it as eaten already."""
        picked = self.picker.value()
        day = self.day.value()
        if self.order.busy or not all(field.check() for field in self.fields.values()):
            return
        if day is None:
            self.fields["day"].set_problem(Problem("day", "meals.day_missing"))
            return
        draft = OrderDraft(
            None if picked is None else picked.resident_id, day, self.meal.value() or Meal.LUNCH
        )
        self._clear()
        self.order.set_busy(True)

        def verb(work: Work) -> OrderRow:
            (ref,) = (order_service.note_eaten if eaten else order_service.order)(work, [draft])
            made = queries.orders(work, draft.day, draft.day, draft.resident_id, draft.meal)
            return next(row for row in made if row.id == ref)

        acts.command(
            self, verb, said, undo=None if eaten else lambda work, row: order_service.cancel(work, row.id),
            undone=_("The meal is canceled"), then=self._on_ordered,
        ).failed(self._on_problems).finally_(lambda: self.order.set_busy(busy=False)).start()  # fmt: skip

    def _on_ordered(self, row: OrderRow) -> None:
        self.picker.set_value(None)
        self.begin()
        self.ordered.emit(row)

    def _clear(self) -> None:
        self.message.hide()
        for field in self.fields.values():
            field.set_problem(None)

    def _on_problems(self, problems: tuple[Problem, ...]) -> None:
        homeless = []
        for problem in problems:
            field = self.fields.get(problem.field)
            if field is None:
                homeless.append(problem)
            else:
                field.set_problem(problem)
        self.message.setText(acts.words_of(homeless))
        self.message.setVisible(bool(homeless))


def said(row: OrderRow) -> str:
    """What was ordered, and what the person pays by which rule."""
    words = _("{name}: {day} {meal}, {sum}").format(
        name=row.name, day=day_words(row.day), meal=word(row.meal), sum=yuan(row.person_fen)
    )
    return f"{words} ({row.rule})" if row.rule else words
