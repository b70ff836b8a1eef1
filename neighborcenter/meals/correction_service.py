"""Prices put right for one person, when an age or a care tag was wrong: looked at again, and taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import refuse
from neighborcenter.kit.work import Work
from neighborcenter.meals import placing, repricing, rules
from neighborcenter.meals import texts as texts  # teaches the sentences of this room
from neighborcenter.meals.placing import Known
from neighborcenter.meals.repricing import Corrected
from neighborcenter.people import records as people


@dataclass(frozen=True, slots=True)
class Correction:
    """What was corrected, and what the orders knew of the person before."""

    corrected: Corrected
    before: tuple[Known, ...]


def correct_person(work: Work, resident_id: int, since: date | None, reason: str) -> Correction:
    """Look at who somebody is again, for meals since a day: an age put right, a tag given back-dated.

    Settled months stay as they are; their differences count in the first open one.  Raises Invalid, NotFound.
    """
    work.require(Permission.MEALS_WRITE)
    refuse(rules.problems_in_correction(since, reason, work.clock.today()))
    assert since is not None
    person = people.kept_under(work, resident_id) or 0
    before, touched = placing.look_again(work, person, since)
    done = repricing.reprice(work, touched, reason.strip())
    work.record(
        "meals.corrected", "resident", person, since=since.isoformat(), reason=reason.strip(),
        changed=done.orders, fen=done.person_fen,
    )  # fmt: skip
    return Correction(done, before)


def take_back_correction(work: Work, resident_id: int, before: Sequence[Known]) -> Corrected:
    """Put back what `correct_person` found; what it corrected is corrected back by lines.  Raises NotFound."""
    work.require(Permission.MEALS_WRITE)
    person = people.kept_under(work, resident_id) or 0
    touched = placing.know_as_before(work, person, before)
    done = repricing.reprice(work, touched, _("Correction taken back"))
    work.record("meals.correction_back", "resident", person, changed=done.orders, fen=done.person_fen)
    return done
