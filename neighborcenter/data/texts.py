"""Words of moving data in and out."""

from neighborcenter.kit.i18n import N_
from neighborcenter.kit.problems import teach

teach(
    {
        "import.no_file": N_("There is no file {path}."),
        "import.empty": N_("The file {path} is empty."),
        "import.damaged": N_(
            "The file {path} cannot be read: it is damaged or not a table (XLSX, XLS or CSV)."
        ),
        "import.too_big": N_("The file is too big: more than {megabytes} MB."),
        "import.too_long": N_("The file has more than {rows} rows. Split it."),
        "import.no_head": N_("No row with headings was found. Expected columns such as: {columns}."),
        "import.columns_missing": N_("These columns are missing: {columns}."),
        "import.no_rows": N_("There are headings but no rows below them."),
        "import.closure_suspends": N_("{count} booked days are suspended by this."),
        "import.repeated": N_("The same as row {row} of this file."),
        "import.undone": N_("Import {batch} has been taken back already."),
        "import.in_use": N_(
            "{count} of the imported records are in use or were changed since (for example {names}). "
            "Nothing was taken back."
        ),
        "import.date": N_("“{text}” is not a date. Write it like 1952-03-08."),
        "import.time": N_("“{text}” is not a time. Write it like 14:00–16:00."),
        "demo.not_empty": N_(
            "This center has residents already. Make a demo center in an empty folder: --data DIR."
        ),
        "import.number": N_("“{text}” is not a number."),
        "import.choice": N_("“{text}” is not one of: {choices}."),
        "import.hours": N_("“{text}” is not a length of service. Write hours like 128.5."),
        "import.week": N_("“{text}” names no weekly times; they are left out. Write 周六 09:00–11:00."),
        "import.standing_stays": N_("The standing of {name} here stays as it is."),
        "import.who_of_them": N_(
            "{count} residents are called {name}: add the ID number or the whole phone to say who it is."
        ),
        "import.ambiguous_person": N_("Several residents fit this row: {names}."),
    }
)

# Words for the acts of this room in the audit trail.
ACTS = {
    "data.import": N_("List imported"),
    "data.import_undo": N_("Import taken back"),
}
