"""Words of matters used on screen and paper alike."""

from collections.abc import Mapping

from neighborcenter.desk.matters.kinds import Act, Delivery, MatterStatus, Satisfaction
from neighborcenter.desk.matters.rules import Clock, DueClock
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.problems import teach

STATUSES: Mapping[MatterStatus, str] = {
    MatterStatus.RECEIVED: N_("Taken in"),
    MatterStatus.SUPPLEMENT: N_("Papers asked for"),
    MatterStatus.ACCEPTED: N_("Accepted"),
    MatterStatus.DONE: N_("Done"),
    MatterStatus.RETURNED: N_("Returned"),
    MatterStatus.WITHDRAWN: N_("Withdrawn"),
}
STEPS: Mapping[Act, str] = {
    Act.TAKE: N_("Taken in"),
    Act.ACCEPT: N_("Accepted"),
    Act.ASK: N_("Papers asked for"),
    Act.SUPPLY: N_("Papers supplied"),
    Act.HAND_OUT: N_("Handed over to the office"),
    Act.HAND_BACK: N_("Back from the office"),
    Act.FINISH: N_("Done"),
    Act.RETURN: N_("Returned"),
    Act.WITHDRAW: N_("Withdrawn"),
    Act.REOPEN: N_("Taken up again"),
    Act.RATE: N_("Satisfaction asked"),
    Act.NOTE: N_("Note"),
}
SATISFACTIONS: Mapping[Satisfaction, str] = {
    Satisfaction.VERY_GOOD: N_("Very satisfied"),
    Satisfaction.GOOD: N_("Satisfied"),
    Satisfaction.FAIR: N_("On the whole satisfied"),
    Satisfaction.POOR: N_("Dissatisfied"),
    Satisfaction.VERY_POOR: N_("Very dissatisfied"),
}
DELIVERIES: Mapping[Delivery, str] = {
    Delivery.PICK_UP: N_("Fetched at the counter"),
    Delivery.HOME: N_("Brought home"),
    Delivery.POST: N_("By post"),
    Delivery.ONLINE: N_("Online"),
}

SENTENCES = {
    "matters.service_missing": N_("Choose what it is about."),
    "matters.refused": N_("“{service}” must not be issued here. Print the referral slip instead."),
    "matters.who_missing": N_("Say whose matter it is."),
    "matters.papers_missing": N_("Still missing: {papers}."),
    "matters.ask_what": N_("Say which papers are missing."),
    "matters.day_past": N_("This day has gone by."),
    "matters.reason_missing": N_("Say why, in a few words."),
    "matters.key_reused": N_("This form was already saved with other contents. Open a new one."),
    "matters.unknown": N_("There is no matter {number}."),
    "matters.cannot_accept": N_("Only a matter that was taken in can be accepted."),
    "matters.cannot_ask": N_("This matter is over; nothing can be asked for."),
    "matters.cannot_supply": N_("No papers are asked for here."),
    "matters.cannot_hand_out": N_("This matter is over; its papers cannot be handed over."),
    "matters.cannot_hand_back": N_("This matter is over; its papers cannot come back."),
    "matters.cannot_finish": N_("Only a matter that is taken in or accepted can be finished."),
    "matters.cannot_return": N_("This matter is over already."),
    "matters.cannot_withdraw": N_("This matter is over already."),
    "matters.cannot_reopen": N_("This matter is still open."),
    "matters.cannot_rate": N_("Satisfaction is asked when the matter is over."),
    "matters.cannot_note": N_("Nothing can be noted here."),
    "matters.away_already": N_("Its papers are at the office already."),
    "matters.not_away": N_("Its papers are not at the office."),
    "matters.year_unknown": N_(
        "The days off of {year} are not imported yet; the promised day may still change."
    ),
}
teach(SENTENCES)

ACTS: Mapping[str, str] = {
    "matters.take": N_("Matter taken in"),
    "matters.accept": N_("Matter accepted"),
    "matters.ask": N_("Papers asked for"),
    "matters.supply": N_("Papers supplied"),
    "matters.hand_out": N_("Papers handed over"),
    "matters.hand_back": N_("Papers came back"),
    "matters.finish": N_("Matter finished"),
    "matters.return": N_("Matter returned"),
    "matters.withdraw": N_("Matter withdrawn"),
    "matters.reopen": N_("Matter taken up again"),
    "matters.rate": N_("Satisfaction noted"),
    "matters.note": N_("Note on a matter"),
}


def status_name(status: MatterStatus) -> str:
    """The word for where a matter stands."""
    return _(STATUSES[status])


def step_name(act: Act) -> str:
    """The word for what was done."""
    return _(STEPS[act])


def satisfaction_name(answer: Satisfaction | None) -> str:
    """The word of the resident; empty while nobody was asked."""
    return _(SATISFACTIONS[answer]) if answer is not None else ""


def delivery_name(delivery: Delivery) -> str:
    """How the result comes to the resident."""
    return _(DELIVERIES[delivery])


def clock_words(due: DueClock) -> str:
    """What the clock says, in words that fit a chip."""
    if due.clock is Clock.OVERDUE:
        return _("{count} working days overdue").format(count=-due.days) if due.days else _("Overdue")
    plain = {
        Clock.NONE: "",
        Clock.TODAY: _("Due today"),
        Clock.PAUSED: _("Clock stopped"),
        Clock.IN_TIME: _("In time"),
        Clock.LATE: _("Late"),
    }
    if due.clock in plain:
        return plain[due.clock]
    return _("{count} working days left").format(count=due.days)
