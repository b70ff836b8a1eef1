"""How volunteers and their hours look and are called on the screen: chips, lengths, days."""

from __future__ import annotations

from datetime import date, timedelta

from neighborcenter.kit.i18n import _
from neighborcenter.kit.speech import say_day
from neighborcenter.volunteers.cards import SOON_DAYS, SkillLine
from neighborcenter.volunteers.kinds import AvailabilityKind, HoursStatus, NoteKind, VolunteerStatus
from neighborcenter.volunteers.texts import word
from ui.kit.columns import Mark

STATUS_LOOKS: dict[VolunteerStatus, tuple[str, str]] = {
    VolunteerStatus.RECRUIT: ("notice", "user-plus"),
    VolunteerStatus.TRIAL: ("lending", "timer"),
    VolunteerStatus.ACTIVE: ("service", "check"),
    VolunteerStatus.RESTING: ("closed", "pause"),
    VolunteerStatus.LEFT: ("closed", "log-out"),
}
HOURS_LOOKS: dict[HoursStatus, tuple[str, str]] = {
    HoursStatus.DRAFT: ("notice", "clock"),
    HoursStatus.REVIEWED: ("lending", "eye"),
    HoursStatus.CONFIRMED: ("activity", "check"),
    HoursStatus.NOTICE: ("course", "flag"),
    HoursStatus.DISPUTED: ("party", "message-square-warning"),
    HoursStatus.ENTERED: ("service", "circle-check"),
    HoursStatus.CORRECTED: ("closed", "pencil"),
    HoursStatus.VOIDED: ("closed", "x"),
}
NOTE_LOOKS: dict[NoteKind, tuple[str, str]] = {
    NoteKind.TRAINING: ("course", "graduation-cap"),
    NoteKind.AWARD: ("notice", "star"),
    NoteKind.PRAISE: ("service", "hand-heart"),
    NoteKind.COMPLAINT: ("party", "message-square-warning"),
}
WEEK_LOOKS: dict[AvailabilityKind, str] = {
    AvailabilityKind.CAN: "service",
    AvailabilityKind.WISH: "activity",
    AvailabilityKind.AVOID: "notice",
    AvailabilityKind.CANNOT: "party",
}


def status_mark(status: VolunteerStatus) -> Mark:
    """The chip of where somebody stands."""
    return Mark(word(status), *STATUS_LOOKS[status])


def hours_mark(status: HoursStatus) -> Mark:
    """The chip of where hours stand in their life."""
    return Mark(word(status), *HOURS_LOOKS[status])


def hours_words(minutes: int) -> str:
    """3 h, 3.5 h, 3 h 20 min: hours as the ledger and the certificate say them."""
    hours, rest = divmod(minutes, 60)
    if rest and rest % 30:
        if not hours:
            return _("{minutes} min").format(minutes=rest)
        return _("{hours} h {minutes} min").format(hours=f"{hours:,}", minutes=rest)
    return _("{hours} h").format(hours=f"{minutes / 60:,g}")


def hours_rounded(minutes: int) -> str:
    """1,131.6 h: long lengths side by side, where minutes say nothing."""
    return _("{hours} h").format(hours=f"{minutes / 60:,.1f}".removesuffix(".0"))


def proof_mark(line: SkillLine, today: date) -> Mark | None:
    """What is to be watched about the proof of a skill; None when all is well."""
    until = line.held.valid_until
    if until is not None and until < today:
        return Mark(_("Ran out on {day}").format(day=say_day(until, today)), "party", "triangle-alert")
    if line.needs_proof and not line.held.confirmed:
        return Mark(_("Proof not seen yet"), "notice", "triangle-alert")
    if until is not None and until <= today + timedelta(days=SOON_DAYS):
        return Mark(_("Runs out on {day}").format(day=say_day(until, today)), "notice", "clock")
    return None
