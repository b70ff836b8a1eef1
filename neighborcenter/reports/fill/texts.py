"""Sentences about the forms of other offices, on screen, on the command line and in the audit trail."""

from neighborcenter.kit.i18n import N_
from neighborcenter.kit.problems import teach

teach(
    {
        "reports.form_too_big": N_("The file is bigger than {megabytes} MB."),
        "reports.form_old": N_(
            "This is an old or locked file. Save it as .xlsx or .docx without a password first."
        ),
        "reports.form_unreadable": N_("This is no .xlsx or .docx that can be read."),
        "reports.form_name_missing": N_("Give the form a name."),
        "reports.form_name_taken": N_("There is a form called “{name}” already."),
        "reports.form_other_kind": N_("“{name}” is a {kind} file. Its new version must be one too."),
        "reports.spot_unknown": N_("“{spot}” is no place of this form."),
        "reports.field_unknown": N_("“{field}” is no field. See “template fields”."),
        "reports.people_needed": N_("This form is about one person each. Say for which people."),
        "reports.people_unknown": N_("“{typed}” is no care tag, group or resident."),
        "reports.people_none": N_("Nobody is on this list."),
        "reports.nothing_mapped": N_("Nothing of this form is pointed at a field yet."),
        "reports.form_suffix": N_("Name the file {suffix}, not {file}."),
        "reports.form_missing": N_("{file} could not be read."),
        "reports.return_known": N_("This return was taken back already."),
    }
)

FINDINGS = {
    "kept": N_("{what} is where it was."),
    "moved": N_("{what} has moved from {old} to {new}."),
    "renamed": N_("{what} is now called “{now}”. Check that it means the same."),
    "gone": N_("{what} is gone; {old} is filled no more."),
    "sheet_gone": N_("The sheet or table “{old}” is gone, and {what} with it."),
    "fresh": N_("“{what}” at {new} is new and not pointed at a field."),
}
"""What became of a place when the form changed."""

CHANGES = {"new": N_("New"), "changed": N_("Changed"), "same": "", "gone": N_("No longer listed")}
"""What the column of changes says about a row since the last return."""
