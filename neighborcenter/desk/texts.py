"""Words of the front desk used on screen and paper alike."""

from collections.abc import Mapping

from neighborcenter.desk.kinds import Outcome, VisitStatus
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.problems import teach

OUTCOMES: Mapping[Outcome, str] = {
    Outcome.DONE: N_("Done"),
    Outcome.PASSED_ON: N_("Passed on"),
    Outcome.OPEN: N_("To be finished"),
    Outcome.REFERRED: N_("Declined and referred"),
}
STATUSES: Mapping[VisitStatus, str] = {
    VisitStatus.KEPT: N_("Counted"),
    VisitStatus.UNDONE: N_("Taken back"),
}

SENTENCES = {
    "desk.service_missing": N_("Choose what was done."),
    "desk.service_unknown": N_("This service does not exist."),
    "desk.service_not_offered": N_("“{service}” is not offered at present."),
    "desk.must_be_refused": N_(
        "A community may not issue this proof; the visit can only be counted as declined and referred."
    ),
    "desk.two_people": N_("Choose a registered resident or enter a newcomer, not both."),
    "desk.named_is_one": N_("A named person counts as one. Register companions as an unnamed visit."),
    "desk.heads": N_("The number of people must be between 1 and {most}."),
    "desk.passed_to_missing": N_("Say to whom it was passed on."),
    "desk.future": N_("This time has not come yet."),
    "desk.long_ago": N_("This is more than {days} days ago; a month already reported will change."),
    "desk.wrong_move": N_(
        "The matter cannot go there from where it stands. Set it to “To be finished” first."
    ),
    "desk.taken_back": N_("This visit was taken back already."),
    "desk.not_taken_back": N_("This visit was not taken back."),
    "desk.reader_library": N_("There is no reader’s library at {path}."),
    "desk.reader_silent": N_("No card reader answers. Check its cable, and whether another program uses it."),
    "desk.key_reused": N_("This form was already saved with other contents. Open a new one."),
}
teach(SENTENCES)


def outcome_name(outcome: Outcome) -> str:
    """The word for how a visit ended."""
    return _(OUTCOMES[outcome])


def status_name(status: VisitStatus) -> str:
    """The word for whether a visit counts."""
    return _(STATUSES[status])
