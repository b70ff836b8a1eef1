"""What the audit trail calls the acts of the canteen."""

from neighborcenter.kit.i18n import N_

ACTS = {
    "meals.menu": N_("Menu set"),
    "meals.menu_removed": N_("Menu removed"),
    "meals.menu_copied": N_("Menu of a week copied"),
    "meals.rule": N_("Rule of price added"),
    "meals.rule_changed": N_("Rule of price changed"),
    "meals.rule_ended": N_("Rule of price ended"),
    "meals.rule_removed": N_("Rule of price taken back"),
    "meals.rule_restored": N_("Rule of price as it was before"),
    "meals.decided": N_("Prices and hours of the canteen decided"),
    "meals.corrected": N_("Prices corrected"),
    "meals.correction_back": N_("Correction of prices taken back"),
    "meals.eater": N_("Habits of an eater noted"),
    "meals.order": N_("Meals ordered"),
    "meals.noted": N_("Meals entered afterwards"),
    "meals.cancel": N_("Meal canceled"),
    "meals.restore": N_("Meal ordered again"),
    "meals.mark": N_("Meals marked"),
    "meals.carry": N_("Delivery handed out"),
    "meals.standing": N_("Standing order made"),
    "meals.standing_ended": N_("Standing order ended"),
    "meals.laid_out": N_("Standing orders entered"),
    "meals.standing_resumed": N_("Standing order taken up again"),
    "meals.top_up": N_("Card topped up"),
    "meals.top_up_back": N_("Top-up taken back"),
    "meals.settle": N_("Month of meals settled"),
    "meals.paid": N_("Month of meals paid"),
    "meals.payment_back": N_("Payment taken back"),
    "meals.merged_away": N_("Double meal canceled"),
}
