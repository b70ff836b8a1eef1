"""What the center decides about its canteen: usual prices, until when one orders, what nobody fetched."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from typing import Any

from neighborcenter.booking.rulebook.money import yuan
from neighborcenter.kit.i18n import _
from neighborcenter.kit.work import Work
from neighborcenter.meals import canteen_service
from neighborcenter.meals.drafts import CanteenDraft
from neighborcenter.meals.kinds import Meal
from neighborcenter.meals.rules import DAY_MINUTES
from neighborcenter.meals.texts import until_words, word
from ui.kit.fields import ChoiceField, ClockField, FlagField, YuanField
from ui.kit.form import Field
from ui.volunteers.ask_panel import AskPanel, Values


def canteen_panel(draft: CanteenDraft) -> AskPanel:
    """Three lines a meal, and one flag."""
    fields: dict[str, Field] = {}
    for meal in Meal:
        fields[f"price_{meal}"] = Field(
            _("{meal}: usual price").format(meal=word(meal)), YuanField(),
            _("When the menu names none. Empty: only what is on the menu is ordered."),
        )  # fmt: skip
        fields[f"cutoff_{meal}"] = Field(_("Ordered until"), ClockField(), required=True)
        fields[f"before_{meal}"] = Field(
            _("On which day"), ChoiceField([(False, _("Same day")), (True, _("Day before"))])
        )
    fields["charged"] = Field("", FlagField(_("A meal that nobody fetches is paid for")))
    panel = AskPanel(
        _("Prices and hours of the canteen"), _("Save"), fields, _verb,
        lambda _values, _before: _("Saved. Meals ordered already keep their price."),
        undo=canteen_service.decide,
        columns=2,
        wide=frozenset({*(f"price_{meal}" for meal in Meal), "charged"}),
    )  # fmt: skip
    panel.form.set_values(_values(draft))
    return panel


def _values(draft: CanteenDraft) -> Values:
    values: Values = {"charged": draft.charge_not_fetched}
    for meal in Meal:
        minutes = draft.cutoffs[meal] or 0
        clock = minutes % DAY_MINUTES
        values[f"price_{meal}"] = draft.prices[meal] or None
        values[f"cutoff_{meal}"] = time(clock // 60, clock % 60)
        values[f"before_{meal}"] = minutes < 0
    return values


def _verb(values: Values) -> Callable[[Work], Any]:
    draft = CanteenDraft(
        {meal: _minutes(values[f"cutoff_{meal}"], before=values[f"before_{meal}"]) for meal in Meal},
        {meal: values[f"price_{meal}"] or 0 for meal in Meal},
        values["charged"],
    )
    return lambda work: canteen_service.decide(work, draft)


def _minutes(clock: time | None, *, before: bool) -> int | None:
    """Minutes after midnight of the meal's day."""
    if clock is None:
        return None
    return clock.hour * 60 + clock.minute - (DAY_MINUTES if before else 0)


def canteen_words(draft: CanteenDraft) -> str:
    """What holds now, in one line: the meals that have a usual price, and until when they are ordered."""
    parts = [
        _("{meal} {price}, ordered until {until}").format(
            meal=word(meal), price=yuan(draft.prices[meal]), until=until_words(draft.cutoffs[meal] or 0)
        )
        for meal in Meal
        if draft.prices[meal]
    ]
    return _("; ").join(parts) or _("No meal has a usual price; only what is on the menu is ordered.")
