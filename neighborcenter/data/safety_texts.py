"""Words of backups, restoring and proving, on screen and paper alike."""

from neighborcenter.kit.i18n import N_
from neighborcenter.kit.problems import teach

teach(
    {
        "data.not_a_backup": N_("“{file}” is not a backup of this program."),
        "data.backup_missing": N_("There is no backup at {file}."),
        "data.backup_damaged": N_("The backup “{file}” is damaged ({what}). Take another one."),
        "data.backup_newer": N_(
            "The backup “{file}” was made by a newer version of this program. Update the program first."
        ),
        "data.backup_older": N_(
            "The backup “{file}” was made by an older version. Restore it into a file database first, which "
            "brings it up to date, and back that up."
        ),
        "data.backup_unproved": N_(
            "The backup was written but could not be proved ({what}), so it was removed. Check the disk."
        ),
        "data.in_use": N_("The database is open in another window. Close it there and restore again."),
        "data.restore_failed": N_(
            "The backup could not be put in place ({what}). Everything is as it was before."
        ),
    }
)

# Words for the acts of this room in the audit trail.
ACTS = {
    "data.backup": N_("Backup made"),
    "data.restore": N_("Backup restored"),
    "data.verify": N_("Database proved"),
    "data.migrate": N_("Database brought up to date"),
}

# What `verify` may find; {params} as the findings carry them.
FINDINGS = {
    "verify.integrity": N_("The database's own check says: {what}"),
    "verify.foreign_keys": N_("{count} rows of {table} point to rows of {target} that do not exist."),
    "verify.audit": N_("The audit trail is not whole: {what}"),
    "verify.guards": N_("A guard against double booking is missing: {name}"),
    "verify.schema": N_("The database has the version {found}; this program needs {wanted}."),
    "verify.claims_missing": N_("{count} bookings hold no room or not all of it, first {first}."),
    "verify.claims_left": N_("{count} cancelled or unknown bookings still hold a room, first {first}."),
    "verify.claims_overlap": N_("{count} bookings overlap in one room, first {first}."),
    "verify.keys_missing": N_("{count} records of {kind} cannot be found by name, first {first}."),
    "verify.keys_left": N_("{count} search keys of {kind} lead nowhere, first {first}."),
    "verify.days": N_("{count} visits lie on another day than their time, first {first}."),
}
