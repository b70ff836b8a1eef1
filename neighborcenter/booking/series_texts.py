"""Words of series, closures and call lists, on screen and paper alike."""

from __future__ import annotations

from neighborcenter.kit.i18n import N_
from neighborcenter.kit.problems import name_values, teach

name_values({"call_list": N_("call list"), "call_entry": N_("call")})
teach(
    {
        "calls.title_missing": N_("Say what the call list is about."),
        "calls.nobody": N_("Nobody has to be told."),
    }
)
