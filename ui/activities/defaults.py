"""What an activity of each kind usually looks like: the editor begins with it, and asks for less."""

from __future__ import annotations

from dataclasses import dataclass, replace

from neighborcenter.activities.drafts import ActivityDraft
from neighborcenter.activities.kinds import ActivityKind, SeatKind, SignUp


@dataclass(frozen=True, slots=True)
class Usual:
    """The usual places, ages and ways of one kind."""

    places: int = 30
    sign_up: SignUp = SignUp.WHOLE
    age_from: int | None = None
    age_to: int | None = None
    needs_guardian: bool = True
    certificate: bool = False


USUAL: dict[ActivityKind, Usual] = {
    ActivityKind.FESTIVAL: Usual(places=0, sign_up=SignUp.NONE),
    ActivityKind.COURSE: Usual(places=20, certificate=True),
    ActivityKind.CAMP: Usual(places=80, age_from=6, age_to=14, certificate=True),
    ActivityKind.AFTER_SCHOOL: Usual(places=36, age_from=6, age_to=12),
    ActivityKind.TALK: Usual(places=60),
    ActivityKind.SERVICE_DAY: Usual(places=0, sign_up=SignUp.NONE),
    ActivityKind.PARTNER_DAY: Usual(places=0, sign_up=SignUp.NONE),
    ActivityKind.CLINIC: Usual(places=40, sign_up=SignUp.SESSION),
    ActivityKind.CONTEST: Usual(places=30, certificate=True),
    ActivityKind.OTHER: Usual(),
}


def usual_draft(kind: ActivityKind) -> ActivityDraft:
    """A new activity of this kind as it mostly is."""
    usual = USUAL[kind]
    places = {SeatKind.SEAT: usual.places} if usual.places else {}
    return replace(
        ActivityDraft(kind=kind),
        sign_up=usual.sign_up,
        places=places,
        age_from=usual.age_from,
        age_to=usual.age_to,
        needs_guardian=usual.needs_guardian,
        certificate=usual.certificate,
    )
