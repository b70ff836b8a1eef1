"""What a center decides about its canteen."""

from neighborcenter.kit.i18n import N_
from neighborcenter.kit.settings import Setting
from neighborcenter.meals.kinds import Meal

# Minutes after midnight of the day itself; below zero: on the day before.
CUTOFFS: dict[Meal, Setting[int]] = {
    Meal.BREAKFAST: Setting("meals.cutoff_breakfast", default=-240, label=N_("Breakfast is ordered until")),
    Meal.LUNCH: Setting("meals.cutoff_lunch", default=570, label=N_("Lunch is ordered until")),
    Meal.SUPPER: Setting("meals.cutoff_supper", default=900, label=N_("Supper is ordered until")),
}
PRICES: dict[Meal, Setting[int]] = {
    Meal.BREAKFAST: Setting("meals.price_breakfast", default=0, label=N_("Usual price of breakfast")),
    Meal.LUNCH: Setting("meals.price_lunch", default=0, label=N_("Usual price of lunch")),
    Meal.SUPPER: Setting("meals.price_supper", default=0, label=N_("Usual price of supper")),
}
CHARGE_NOT_FETCHED: Setting[bool] = Setting(
    "meals.charge_not_fetched", default=True, label=N_("A meal that nobody fetches is paid for")
)
