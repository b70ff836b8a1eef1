"""Every permission of the house in one list, grouped by room. The first line of a verb names one of these."""

from enum import StrEnum

from neighborcenter.kit.i18n import N_


class Permission(StrEnum):
    """A right that a role may hold. Values are `room.verb` and are stored."""

    ACCOUNTS_MANAGE = "accounts.manage"
    AUDIT_VIEW = "audit.view"
    CENTER_VIEW = "center.view"
    CENTER_WRITE = "center.write"
    PEOPLE_VIEW = "people.view"
    PEOPLE_WRITE = "people.write"
    PEOPLE_REVEAL = "people.reveal"
    PEOPLE_SENSITIVE = "people.sensitive"
    PEOPLE_MERGE = "people.merge"
    PEOPLE_IMPORT = "people.import"
    MODULES_VIEW = "modules.view"
    MODULES_WRITE = "modules.write"
    CATALOG_VIEW = "catalog.view"
    CATALOG_WRITE = "catalog.write"
    BOOKING_VIEW = "booking.view"
    BOOKING_WRITE = "booking.write"
    BOOKING_CANCEL = "booking.cancel"
    BOOKING_OVERRIDE = "booking.override"
    BOOKING_APPROVE = "booking.approve"
    BOOKING_RULES = "booking.rules"
    ACTIVITIES_VIEW = "activities.view"
    ACTIVITIES_WRITE = "activities.write"
    ACTIVITIES_ENROLL = "activities.enroll"
    VOLUNTEERS_VIEW = "volunteers.view"
    VOLUNTEERS_WRITE = "volunteers.write"
    VOLUNTEERS_HOURS = "volunteers.hours"
    VOLUNTEERS_REVIEW = "volunteers.review"
    DESK_VIEW = "desk.view"
    DESK_SERVE = "desk.serve"
    FORMS_VIEW = "forms.view"
    FORMS_WRITE = "forms.write"
    FORMS_DESIGN = "forms.design"
    REPORTS_VIEW = "reports.view"
    REPORTS_WRITE = "reports.write"
    EXPORT = "data.export"
    DATA_IMPORT = "data.import"
    DATA_BACKUP = "data.backup"
    DATA_RESTORE = "data.restore"


PERMISSION_NAMES: dict[Permission, str] = {
    Permission.ACCOUNTS_MANAGE: N_("Manage accounts and roles"),
    Permission.AUDIT_VIEW: N_("Read the audit trail"),
    Permission.CENTER_VIEW: N_("See the center's profile, rooms and hours"),
    Permission.CENTER_WRITE: N_("Change the center's profile, rooms and hours"),
    Permission.PEOPLE_VIEW: N_("See residents, masked"),
    Permission.PEOPLE_WRITE: N_("Register and change residents"),
    Permission.PEOPLE_REVEAL: N_("See full ID and phone numbers, with a reason"),
    Permission.PEOPLE_SENSITIVE: N_("See care tags about health and hardship"),
    Permission.PEOPLE_MERGE: N_("Merge two records of one person"),
    Permission.PEOPLE_IMPORT: N_("Import residents"),
    Permission.MODULES_VIEW: N_("See the service modules"),
    Permission.MODULES_WRITE: N_("Change the service modules"),
    Permission.CATALOG_VIEW: N_("See the service catalog"),
    Permission.CATALOG_WRITE: N_("Change the service catalog"),
    Permission.BOOKING_VIEW: N_("See bookings"),
    Permission.BOOKING_WRITE: N_("Book rooms"),
    Permission.BOOKING_CANCEL: N_("Cancel bookings"),
    Permission.BOOKING_OVERRIDE: N_("Book against a rule, with a reason"),
    Permission.BOOKING_APPROVE: N_("Answer requests for rooms"),
    Permission.BOOKING_RULES: N_("Change the rules of booking"),
    Permission.ACTIVITIES_VIEW: N_("See activities and sign-ups"),
    Permission.ACTIVITIES_WRITE: N_("Plan and change activities"),
    Permission.ACTIVITIES_ENROLL: N_("Sign residents up and check them in"),
    Permission.VOLUNTEERS_VIEW: N_("See volunteers and rosters"),
    Permission.VOLUNTEERS_WRITE: N_("Register volunteers and make rosters"),
    Permission.VOLUNTEERS_HOURS: N_("Enter volunteers’ hours"),
    Permission.VOLUNTEERS_REVIEW: N_("Review hours and issue certificates"),
    Permission.DESK_VIEW: N_("See the day book"),
    Permission.DESK_SERVE: N_("Serve at the front desk"),
    Permission.FORMS_VIEW: N_("See forms and ledgers"),
    Permission.FORMS_WRITE: N_("Enter into ledgers"),
    Permission.FORMS_DESIGN: N_("Design forms"),
    Permission.REPORTS_VIEW: N_("See and print reports"),
    Permission.REPORTS_WRITE: N_("Edit the notes of reports"),
    Permission.EXPORT: N_("Export lists"),
    Permission.DATA_IMPORT: N_("Import files"),
    Permission.DATA_BACKUP: N_("Make backups"),
    Permission.DATA_RESTORE: N_("Restore a backup"),
}

_DESK = {
    Permission.CENTER_VIEW,
    Permission.PEOPLE_VIEW,
    Permission.PEOPLE_WRITE,
    # The desk rings people; every number seen whole asks for a reason and leaves a line.
    Permission.PEOPLE_REVEAL,
    Permission.MODULES_VIEW,
    Permission.CATALOG_VIEW,
    Permission.BOOKING_VIEW,
    Permission.BOOKING_WRITE,
    Permission.BOOKING_CANCEL,
    Permission.ACTIVITIES_VIEW,
    Permission.ACTIVITIES_ENROLL,
    Permission.VOLUNTEERS_VIEW,
    Permission.DESK_VIEW,
    Permission.DESK_SERVE,
    Permission.FORMS_VIEW,
    Permission.FORMS_WRITE,
}
_COORDINATOR = _DESK | {
    Permission.BOOKING_OVERRIDE,
    Permission.ACTIVITIES_WRITE,
    Permission.VOLUNTEERS_WRITE,
    Permission.VOLUNTEERS_HOURS,
    Permission.REPORTS_VIEW,
    Permission.EXPORT,
}
_MANAGER = _COORDINATOR | {
    Permission.BOOKING_APPROVE,
    Permission.BOOKING_RULES,
    Permission.VOLUNTEERS_REVIEW,
    Permission.CENTER_WRITE,
    Permission.PEOPLE_SENSITIVE,
    Permission.PEOPLE_MERGE,
    Permission.PEOPLE_IMPORT,
    Permission.MODULES_WRITE,
    Permission.CATALOG_WRITE,
    Permission.FORMS_DESIGN,
    Permission.REPORTS_WRITE,
    Permission.DATA_IMPORT,
    Permission.DATA_BACKUP,
}

# The five roles every center starts with. The first administrator of a small center holds every right,
# because someone has to set the center up; the auditor reads trails and figures and changes nothing
# (GB/T 22239-2019, 8.1.5: system, security and audit administrators apart).
ROLES: dict[str, tuple[str, frozenset[Permission]]] = {
    "front_desk": (N_("Front desk"), frozenset(_DESK)),
    "coordinator": (N_("Coordinator"), frozenset(_COORDINATOR)),
    "manager": (N_("Manager"), frozenset(_MANAGER)),
    "administrator": (N_("Administrator"), frozenset(Permission)),
    "auditor": (
        N_("Auditor"),
        frozenset({Permission.AUDIT_VIEW, Permission.REPORTS_VIEW, Permission.CENTER_VIEW}),
    ),
}
