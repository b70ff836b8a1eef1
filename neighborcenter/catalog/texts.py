"""Words of the catalog, on screen and paper alike."""

from neighborcenter.catalog.models import Handling, Need, ServiceStatus
from neighborcenter.kit.i18n import N_
from neighborcenter.kit.problems import teach

teach(
    {
        "catalog.name_long": N_("A name has at most 60 characters, not {count}."),
        "catalog.name_taken": N_("There is already a service “{name}”."),
        "catalog.no_module": N_("Choose the module the service belongs to."),
        "catalog.no_handling": N_("“{handling}” is none of: direct, agency, assisted, referred."),
        "catalog.no_category": N_("“{category}” is none of: government, public welfare, market."),
        "catalog.no_need": N_("“{need}” is none of: necessary, optional, unknown."),
        "catalog.days": N_("{days} days is not between 0 and {most}."),
        "catalog.spot_and_days": N_("Done on the spot, or in {days} days: choose one."),
        "catalog.paper_twice": N_("The paper “{name}” is listed twice."),
        "catalog.agency_for_whom": N_("Say which department decides: people will ask."),
        "catalog.no_papers": N_("No papers are listed. If none are needed, say so in the steps."),
        "catalog.refer_where": N_("Say where to go instead: a referral needs a place."),
        "catalog.refusal_words": N_("Write the words to say when this is asked for."),
        "catalog.refused_is_referral": N_("A proof that must not be issued can only be referred."),
        "catalog.to_confirm": N_(
            "Not yet confirmed locally: check papers, days and fee with the department."
        ),
        "catalog.no_such_move": N_("“{name}” cannot be put into that state from where it is."),
        "catalog.reason_missing": N_("Say why it is withdrawn; the history keeps it."),
        "catalog.sheet_handling": N_(
            "“{text}” is no way of handling. Write: direct, agency, assisted or referral."
        ),
        "catalog.sheet_days": N_("“{text}” is no number of days."),
        "catalog.sheet_module": N_("There is no module “{name}”."),
    }
)

HANDLINGS = {
    Handling.DIRECT: N_("Direct"),
    Handling.AGENCY: N_("Agency"),
    Handling.ASSISTED: N_("Assisted"),
    Handling.REFERRAL: N_("Referred"),
}

STATUSES = {
    ServiceStatus.DRAFT: N_("Draft"),
    ServiceStatus.PUBLISHED: N_("Published"),
    ServiceStatus.WITHDRAWN: N_("Withdrawn"),
}

NEEDS = {
    Need.NECESSARY: N_("Necessary"),
    Need.OPTIONAL: N_("Optional"),
    Need.UNKNOWN: N_("To be confirmed"),
}

CATEGORIES = {
    "government": N_("Government matter"),
    "public-welfare": N_("Public welfare"),
    "market": N_("Market service"),
}

FIELDS = {
    "name": N_("Service name"),
    "name_en": N_("English name"),
    "module_id": N_("Module"),
    "handling": N_("Handling"),
    "category": N_("Category"),
    "department": N_("Department"),
    "days": N_("Days"),
    "on_the_spot": N_("On the spot"),
    "fee": N_("Fee"),
    "window_hours": N_("Hours"),
    "eligibility": N_("Who it is for"),
    "steps": N_("Steps"),
    "refused": N_("Must not be issued"),
    "refusal": N_("Words to say"),
    "refer_to": N_("Where to go instead"),
    "to_confirm": N_("To be confirmed locally"),
    "papers": N_("Papers"),
}

CHANGES = {
    "draft": N_("Drafted"),
    "publish": N_("Published"),
    "revise": N_("Revised"),
    "withdraw": N_("Withdrawn"),
    "back_to_draft": N_("Put back to draft"),
    "confirm": N_("Confirmed locally"),
    "example": N_("Taken from the examples"),
}

# Words for the acts of this room in the audit trail.
ACTS = {
    "catalog.draft": N_("Service drafted"),
    "catalog.publish": N_("Service published"),
    "catalog.revise": N_("Service revised"),
    "catalog.withdraw": N_("Service withdrawn"),
    "catalog.back_to_draft": N_("Service put back to draft"),
    "catalog.confirm": N_("Services confirmed locally"),
    "catalog.reorder": N_("Order of services changed"),
    "catalog.examples": N_("Example services taken over"),
}
