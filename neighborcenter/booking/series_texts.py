"""Words of series, closures and call lists, on screen and paper alike."""

from __future__ import annotations

from neighborcenter.kit.i18n import N_
from neighborcenter.kit.problems import name_values, teach

name_values({"call_list": N_("call list"), "call_entry": N_("call")})
teach(
    {
        "calls.title_missing": N_("Say what the call list is about."),
        "calls.nobody": N_("Nobody has to be told."),
        "series.nothing_meant": N_("Nothing would change."),
        "series.one_day_repeats_not": N_(
            "One day does not repeat. Choose this day and all after it, or the whole series."
        ),
        "series.shift_unclear": N_(
            "This repetition cannot simply go to another day. Choose the new repetition."
        ),
        "series.meets_itself": N_("This day would meet another day of the same series."),
        "series.not_left_out": N_("This day is neither left out nor suspended."),
    }
)
