"""The Meals place: the board of a day, the menu, who eats, standing orders, rules of price, the month."""

from __future__ import annotations

from typing import ClassVar

from neighborcenter.kit.i18n import N_
from ui.kit.tabbed import TabbedPage


class MealsPage(TabbedPage):
    """One segmented line, one tab below it."""

    key: ClassVar[str] = "meals"
    title: ClassVar[str] = N_("Meals")
    watches: ClassVar[frozenset[str]] = frozenset(
        {
            "meal_menu", "meal_rule", "meal_eater", "meal_standing", "meal_order", "meal_correction",
            "meal_settlement", "meal_payment", "meal_entry", "resident", "setting",
        }
    )  # fmt: skip
    TABS = (
        ("day", N_("Board of the day"), "ui.meals.day_tab:DayTab"),
        ("menu", N_("Menu of the week"), "ui.meals.menu_tab:MenuTab"),
        ("eaters", N_("Who eats"), "ui.meals.eater_tab:EaterTab"),
        ("standing", N_("Standing orders"), "ui.meals.standing_tab:StandingTab"),
        ("rules", N_("Prices and hours"), "ui.meals.rule_tab:RuleTab"),
        ("month", N_("Settlement"), "ui.meals.month_tab:MonthTab"),
    )
