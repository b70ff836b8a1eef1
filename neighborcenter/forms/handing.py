"""Handing an entry over: a resident's request goes to the town's platform, with one act and a way back.

Any form may have it: it is enough that it has the two fields named here.
"""

from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.forms import entry_queries
from neighborcenter.forms import entry_service as entries
from neighborcenter.forms.drafts import Definition, EntryDraft
from neighborcenter.forms.entry_queries import EntryCard
from neighborcenter.forms.kinds import EntryStatus
from neighborcenter.forms.models import entry
from neighborcenter.forms.values import from_text
from neighborcenter.kit.problems import Invalid, Problem
from neighborcenter.kit.work import Read, Work

TO, ON = "handed_to", "handed_on"
"""Keys of the fields that say to whom and when."""
_LATEST = 50


def can_be_handed(definition: Definition) -> bool:
    """Whether entries of this form can be handed over."""
    return definition.field_of(TO) is not None and definition.field_of(ON) is not None


def handed_to(card: EntryCard) -> str:
    """To whom an entry was handed over; empty while it was not."""
    return str(card.values.get(TO) or "") if can_be_handed(card.definition) else ""


def usual_receiver(read: Read, form_id: int, definition: Definition) -> str:
    """Whoever got the last of the form's latest entries that was handed over; empty when none was."""
    read.require(Permission.FORMS_VIEW)
    rows = read.rows(
        sa.select(entry.c.answers)
        .where(entry.c.form_id == form_id, entry.c.status == EntryStatus.KEPT)
        .order_by(entry.c.day.desc(), entry.c.id.desc())
        .limit(_LATEST)
    )
    found = (str(from_text(row.answers, definition.fields).get(TO) or "") for row in rows)
    return next((one for one in found if one), "")


def hand_over(work: Work, entry_id: int, to: str) -> None:
    """Note that an entry went to another office today.  Raises Invalid, NotFound."""
    work.require(Permission.FORMS_WRITE)
    card = entry_queries.entry_card(work, entry_id)
    if not can_be_handed(card.definition):
        raise Invalid(Problem("", "forms.not_handed"))
    if handed_to(card):
        raise Invalid(Problem("to", "forms.handed_already", {"to": handed_to(card)}))
    if not to.strip():
        raise Invalid(Problem("to", "required"))
    _change(work, card, {TO: to.strip(), ON: work.clock.today()})
    work.record("forms.hand_over", "entry", entry_id, to=to.strip())


def take_back(work: Work, entry_id: int) -> None:
    """The entry was not handed over after all, or came back.  Raises Invalid when it never was, NotFound."""
    work.require(Permission.FORMS_WRITE)
    card = entry_queries.entry_card(work, entry_id)
    if not handed_to(card):
        raise Invalid(Problem("", "forms.not_handed"))
    _change(work, card, {TO: None, ON: None})
    work.record("forms.hand_back", "entry", entry_id, was=handed_to(card))


def _change(work: Work, card: EntryCard, said: dict[str, Any]) -> None:
    values = {key: value for key, value in {**card.values, **said}.items() if value is not None}
    draft = EntryDraft(card.row.form_id, values, card.row.day, card.row.resident_id)
    entries.change_entry(work, card.row.id, draft)
