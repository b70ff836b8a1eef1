"""Words of the modules, on screen and paper alike."""

from neighborcenter.kit.i18n import N_
from neighborcenter.kit.problems import teach
from neighborcenter.modules.models import ModuleNumber, ModuleStatus

teach(
    {
        "modules.name_taken": N_("There is already a module “{name}”."),
        "modules.name_long": N_("A name has at most 20 characters, not {count}."),
        "modules.no_such_number": N_("“{number}” is not 1, 6 or X."),
        "modules.number_stays": N_("A module keeps its place in 1+6+X; this one is “{number}”."),
        "modules.one_only": N_("There is one “1” only. Change the one there is, or add an X."),
        "modules.six_only": N_("All six are there. Change one of them, or add an X."),
        "modules.no_such_move": N_("“{name}” cannot be put into that state from where it is."),
        "modules.fixed_stays": N_("“{name}” belongs to 1+6 and stays. It can be suspended."),
        "modules.same_operator": N_("“{operator}” runs it already."),
        "modules.since_early": N_("{day} lies before the last hand-over on {last}."),
        "modules.until_early": N_("The contract cannot end on {day}, before it begins."),
        "modules.since_late": N_("{day} is more than a year ahead."),
        "modules.no_template": N_("There is no template “{key}”."),
        "modules.no_place": N_("One of the rooms or sites is not there any more."),
        "modules.no_lead": N_("The person in charge is not among the residents."),
    }
)

NUMBERS = {
    ModuleNumber.ONE: N_("1 · Party leadership"),
    ModuleNumber.SIX: N_("6 · The six"),
    ModuleNumber.X: N_("X · Of our own"),
}

STATUSES = {
    ModuleStatus.PLANNED: N_("Planned"),
    ModuleStatus.OPEN: N_("Open"),
    ModuleStatus.SUSPENDED: N_("Suspended"),
    ModuleStatus.CLOSED: N_("Closed"),
}

# Words for the acts of this room in the audit trail.
ACTS = {
    "modules.set_up": N_("Module set up"),
    "modules.change": N_("Module changed"),
    "modules.suspend": N_("Module suspended"),
    "modules.open": N_("Module opened"),
    "modules.close": N_("Module closed"),
    "modules.assign": N_("Rooms of a module changed"),
    "modules.hand_over": N_("Module handed over"),
    "modules.reorder": N_("Order of modules changed"),
}
