"""Words of reports used on screen, on paper and in the audit trail."""

from neighborcenter.kit.i18n import N_
from neighborcenter.kit.problems import teach

teach(
    {
        "reports.note_too_long": N_("At most {most} characters fit here; there are {found}."),
        "reports.month_unreadable": N_("“{typed}” is no month. Write it like 2026-11."),
        "reports.day_unreadable": N_("“{typed}” is no day. Write it like 2026-11-23."),
        "reports.days_backwards": N_("The first day must not be after the last."),
        "reports.days_too_many": N_("A paper covers at most {most} days. Choose a shorter range."),
        "reports.choice_missing": N_("Choose what to print."),
        "reports.choice_unknown": N_("“{typed}” was not found."),
        "reports.choice_several": N_("“{typed}” could be several: {names}. Write the whole name."),
        "reports.slip_paper": N_("Slips are printed on sheets or on the roll."),
        "reports.param_unknown": N_("This paper does not ask for “{typed}”."),
    }
)

# Words for the acts of this room in the audit trail.
ACTS = {
    "reports.write_note": N_("Notes of a report changed"),
    "reports.export": N_("Report saved to a file"),
    "reports.print": N_("Report made"),
    "reports.see_whole": N_("Report with whole phones looked at"),
    "reports.choose_slip_paper": N_("Paper of slips chosen"),
    "reports.add_template": N_("Form of another office added"),
    "reports.renew_template": N_("Form of another office replaced by a newer file"),
    "reports.map_template": N_("Fields of a form changed"),
    "reports.retire_template": N_("Form of another office put away"),
    "reports.restore_template": N_("Form of another office brought back"),
    "reports.undo_return": N_("Report to an office taken back"),
    "reports.fill": N_("Form of another office filled"),
}
