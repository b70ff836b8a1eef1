"""The menu of a week, meal by meal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit import settings
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.speech import say_days
from neighborcenter.kit.times import week_of
from neighborcenter.kit.work import Read
from neighborcenter.meals import menu_service, queries
from neighborcenter.meals.queries import MenuRow
from neighborcenter.meals.settings import PRICES
from neighborcenter.meals.texts import day_words, word
from ui.kit.actions import ActionSpec
from ui.kit.buttons import Button
from ui.kit.columns import Empty
from ui.kit.jobs import Query, may
from ui.kit.labels import Label
from ui.kit.page import Stop
from ui.kit.steps import Steps
from ui.meals.asks import menu_panel, today
from ui.meals.columns import MENU_COLUMNS
from ui.meals.list_tab import ListTab
from ui.meals.listing import Listed
from ui.volunteers import acts


class MenuTab(ListTab):
    """Enter changes the meal under the cursor."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.monday = week_of(today())[0]
        source = Listed(MENU_COLUMNS, self._load, lambda row: f"{row.dishes} {row.note} {row.day}")
        head = self.place(
            "menu", MENU_COLUMNS, source, Empty(_("Nothing is on the menu"), icon="utensils"),
            _("Dish or day"), _("Menu of the week"),
        )  # fmt: skip
        self.words = Label("", "section")
        steps = Steps(_("The week before"), _("The week after"))
        self.copy = Button(_("Take over the week before"), "secondary", "copy")
        self.paper = Button(_("Menu for the wall"), "secondary", "printer")
        for part in (steps, self.words):
            head.addWidget(part)
        head.addStretch(1)
        head.addWidget(self.copy)
        head.addWidget(self.paper)
        self.put_main(_("Change the meal"), "pencil", Permission.MEALS_WRITE, self.edit, "Ctrl E")
        self.copy.setEnabled(may(Permission.MEALS_WRITE))
        steps.stepped.connect(self.step)
        self.copy.clicked.connect(lambda _checked=False: self.copy_week())
        self.paper.clicked.connect(lambda _checked=False: self.print_menu())
        self.table.opened.connect(lambda _ref: self.edit())

    def _load(self, read: Read) -> Sequence[MenuRow]:
        return queries.menu_of_week(read, self.monday)

    def reload(self) -> None:
        """Read the week again."""
        self.words.setText(say_days(self.monday, self.monday + timedelta(days=6)))
        super().reload()

    def step(self, weeks: int) -> None:
        """Another week."""
        self.monday += timedelta(days=7 * weeks)
        self.close_panel()
        self.reload()

    def edit(self) -> None:
        """Change the meal under the cursor."""
        row: MenuRow | None = self.row()
        if row is not None and may(Permission.MEALS_WRITE):
            Query(self, lambda read: settings.get(read, PRICES[row.meal]), key="price", lane="quick").then(
                lambda usual: self.ask(menu_panel(row, usual))
            ).start()

    def remove(self) -> None:
        """Take the meal under the cursor off the menu."""
        row: MenuRow | None = self.row()
        if row is None or row.menu_id is None:
            return
        ref = row.menu_id
        acts.act(
            self, lambda work: menu_service.remove_menu(work, ref),
            _("Off the menu: {what}").format(what=f"{day_words(row.day)} {word(row.meal)}"),
            undo=lambda work, draft: menu_service.set_menu(work, draft),
        )  # fmt: skip

    def copy_week(self) -> None:
        """Fill what is empty with the week before."""
        monday = self.monday
        acts.act(
            self, lambda work: menu_service.copy_week(work, monday),
            lambda made: _("{count} meals are taken over").format(count=len(made)),
            undo=lambda work, made: [menu_service.remove_menu(work, ref) for ref in made],
        )  # fmt: skip

    def print_menu(self) -> None:
        """The menu for the wall."""
        acts.print_paper(self, "meal_menu", _("Menu of the week"), {"week": self.monday}, str(self.monday))

    def open(self, target: Any) -> None:
        """The week of a day."""
        self.monday = week_of(target)[0]
        self.reload()

    def action_specs(self) -> Sequence[ActionSpec]:
        """What can be done here."""
        write = Permission.MEALS_WRITE
        return (
            ActionSpec("meals.menu_edit", N_("Change the meal"), "pencil", "Ctrl+E", write, "selection", run=self.edit),
            ActionSpec("meals.menu_remove", N_("Take it off the menu"), "x", "Ctrl+Del", write, "selection", run=self.remove),
            ActionSpec("meals.menu_copy", N_("Take over the week before"), "copy", "Alt+W", write, run=self.copy_week),
            ActionSpec("meals.menu_print", N_("Menu for the wall"), "printer", "Alt+K", run=self.print_menu),
            ActionSpec("meals.week_back", N_("The week before"), "chevron-left", "Alt+Left", run=partial(self.step, -1)),
            ActionSpec("meals.week_forth", N_("The week after"), "chevron-right", "Alt+Right", run=partial(self.step, 1)),
            *self.list_specs(),
        )  # fmt: skip

    def _edit_first(self) -> None:
        self.choose_first()
        self.edit()

    def tour_stops(self) -> Sequence[Stop]:
        """A meal."""
        return (Stop("edit", self._edit_first), Stop("closed", self.close_panel))
