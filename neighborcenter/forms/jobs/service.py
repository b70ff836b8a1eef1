"""What comes of a match: somebody is sent to a firm, hired or not taken; the offer counts who was found."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from neighborcenter.accounts.permissions import Permission
from neighborcenter.forms import entry_queries, entry_service
from neighborcenter.forms.drafts import EntryDraft
from neighborcenter.forms.entry_queries import EntryCard
from neighborcenter.forms.jobs import queries, rules
from neighborcenter.forms.jobs import texts as texts  # teaches the sentences of this room
from neighborcenter.forms.jobs.kinds import CLOSED, OFFERS, SEEKERS, Outcome
from neighborcenter.forms.kinds import TYPED
from neighborcenter.kit.problems import Invalid, Problem
from neighborcenter.kit.work import Work


@dataclass(frozen=True, slots=True)
class Settled:
    """What was done, enough to take it back: both entries as they stood, with the versions they have now."""

    offer: EntryCard
    seeker: EntryCard
    outcome: Outcome
    versions: tuple[int, int]


def settle(work: Work, offer_id: int, seeker_id: int, outcome: Outcome) -> Settled:
    """Write down what came of sending a seeker to an offer, in both ledgers, each with its trace.

    Hired: the seeker's entry takes the firm, the day and the pay of the offer, and the offer one more found.
    Raises Invalid, NotFound.
    """
    work.require(Permission.FORMS_WRITE)
    known = queries.forms_of(work)
    if len(known) < 2:
        raise Invalid(Problem("", "jobs.no_form"))
    offer = queries.offers(work, known[OFFERS], [offer_id])[0]
    seeker = queries.seekers(work, known[SEEKERS], [seeker_id])[0]
    if seeker.result in CLOSED:
        raise Invalid(Problem("", "jobs.settled", {"name": seeker.name}))
    if rules.match(offer, seeker).barred:
        raise Invalid(Problem("", "jobs.barred", {"name": seeker.name, "age": rules.YOUNGEST}))
    hired = outcome is Outcome.HIRED
    if hired and not offer.open:
        raise Invalid(Problem("", "jobs.full", {"firm": offer.firm}))
    before = entry_queries.entry_card(work, offer_id), entry_queries.entry_card(work, seeker_id)
    said: dict[str, Any] = {"result": outcome.value, "firm": offer.firm}
    if hired:
        said |= {"began": offer.work_on or work.clock.today(), "earned": offer.pay}
        _write(work, before[0], {"filled": Decimal(offer.filled + 1)})
    _write(work, before[1], said)
    versions = before[0].row.version + int(hired), before[1].row.version + 1
    work.record("forms.job", "entry", seeker_id, firm=offer.firm, result=outcome.value)
    return Settled(*before, outcome, versions)


def take_back(work: Work, done: Settled) -> None:
    """Put both entries back as they were. Raises Invalid when one was changed since."""
    work.require(Permission.FORMS_WRITE)
    for card, version in zip((done.offer, done.seeker), done.versions, strict=True):
        if entry_queries.entry_card(work, card.row.id).row.version != version:
            raise Invalid(Problem("", "jobs.changed"))
    if done.outcome is Outcome.HIRED:
        _write(work, done.offer, {})
    _write(work, done.seeker, {})
    work.record("forms.job_back", "entry", done.seeker.row.id, name=done.seeker.row.name)


def _write(work: Work, card: EntryCard, said: Mapping[str, Any]) -> None:
    """The entry with other answers, as far as its form has the fields."""
    fields = {one.key for one in card.definition.fields if one.kind in TYPED}
    values = {key: value for key, value in {**card.values, **said}.items() if key in fields}
    row = card.row
    entry_service.change_entry(work, row.id, EntryDraft(row.form_id, values, row.day, row.resident_id))
