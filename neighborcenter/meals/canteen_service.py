"""What the center decides about its canteen: usual prices, until when one orders, who pays for what nobody fetched."""

from __future__ import annotations

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit import settings
from neighborcenter.kit.problems import refuse
from neighborcenter.kit.work import Work
from neighborcenter.meals import canteen_queries, rules
from neighborcenter.meals import texts as texts  # teaches the sentences of this room
from neighborcenter.meals.drafts import CanteenDraft
from neighborcenter.meals.kinds import Meal
from neighborcenter.meals.settings import CHARGE_NOT_FETCHED, CUTOFFS, PRICES


def decide(work: Work, draft: CanteenDraft) -> CanteenDraft:
    """Keep what the center decides; gives what held before.  Meals ordered already keep their price.

    Raises Invalid.
    """
    work.require(Permission.MEALS_WRITE)
    refuse(rules.problems_in_canteen(draft))
    before = canteen_queries.canteen(work)
    for meal in Meal:
        if draft.prices[meal] != before.prices[meal]:
            settings.put(work, PRICES[meal], draft.prices[meal])
        minutes = draft.cutoffs[meal]
        if minutes is not None and minutes != before.cutoffs[meal]:
            settings.put(work, CUTOFFS[meal], minutes)
    if draft.charge_not_fetched != before.charge_not_fetched:
        settings.put(work, CHARGE_NOT_FETCHED, draft.charge_not_fetched)
    work.record("meals.decided", "center", work.center_id)
    return before
