"""Words of series, closures and call lists, on screen and paper alike."""

from __future__ import annotations

from collections.abc import Mapping

from neighborcenter.booking.kinds import Fate
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.problems import name_values, teach

FATES: Mapping[Fate, str] = {
    Fate.SAME: N_("As it is"),
    Fate.CHANGES: N_("Changes"),
    Fate.ADDED: N_("New"),
    Fate.COMES_BACK: N_("Comes back"),
    Fate.DROPPED: N_("Goes"),
    Fate.STAYS: N_("Cannot follow, stays"),
    Fate.LEFT_OUT: N_("Taken, left out"),
    Fate.GONE: N_("Cancelled"),
}

name_values({"call_list": N_("call list"), "call_entry": N_("call"), "term": N_("term")})
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
        "ics.too_many": N_("{count} days are too many for one calendar file ({most} at most). Choose fewer."),
        "series.nothing_booked": N_("Nothing is booked in these days."),
        "series.not_left_out": N_("This day is neither left out nor suspended."),
    }
)


def fate_name(fate: Fate) -> str:
    """The words for what becomes of one day."""
    return _(FATES[fate])
