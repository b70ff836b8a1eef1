"""Questions about day work: who fits an offer, which offers fit a seeker."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.forms import records
from neighborcenter.forms.entry_queries import sees
from neighborcenter.forms.jobs import rules
from neighborcenter.forms.jobs.drafts import Match, Offer, Seeker
from neighborcenter.forms.jobs.kinds import CLOSED, OFFERS, SEEKERS
from neighborcenter.forms.kinds import EntryStatus
from neighborcenter.forms.models import entry, form
from neighborcenter.forms.records import Version
from neighborcenter.forms.values import from_text
from neighborcenter.kit.problems import NotFound
from neighborcenter.kit.work import Read
from neighborcenter.people.models import resident
from neighborcenter.people.privacy import shown_phone
from neighborcenter.people.rules import age_on

LATELY = 183
"""Days back in which somebody registered still counts as looking for work."""
MOST = 1_000
NEEDED = {OFFERS: frozenset({"trade", "firm", "place"}), SEEKERS: frozenset({"skills", "result", "firm"})}
"""Fields without which there is nothing to match by."""


@dataclass(frozen=True, slots=True)
class Matches:
    """Everybody who fits one offer, or all offers for one seeker; best first."""

    offer: Offer | None
    seeker: Seeker | None
    found: tuple[Match, ...]


def forms_of(read: Read) -> dict[str, int]:
    """The two forms by key, as far as they are there with the fields that are needed."""
    rows = read.rows(
        sa.select(form.c.id, form.c.key).where(
            form.c.center_id == read.center_id, form.c.key.in_((OFFERS, SEEKERS))
        )
    )
    found: dict[str, int] = {}
    for row in rows:
        version = records.published(read, row.id)
        if version is not None and NEEDED[row.key] <= {one.key for one in version.definition.fields}:
            found[row.key] = row.id
    return found


def matches(read: Read, entry_id: int) -> Matches:
    """What fits the entry: seekers for an offer, open offers for a seeker.  Raises NotFound.

    Of somebody registered several times the latest entry counts.
    """
    read.require(Permission.FORMS_VIEW)
    known = forms_of(read)
    if len(known) < 2:
        raise NotFound("form", OFFERS)
    asked = read.row(
        sa.select(entry.c.form_id).where(entry.c.id == entry_id, entry.c.center_id == read.center_id)
    )
    if asked is None or asked.form_id not in known.values():
        raise NotFound("entry", entry_id)
    if asked.form_id == known[OFFERS]:
        offer = offers(read, known[OFFERS], [entry_id])[0]
        found = rules.ranked((offer, one) for one in seekers(read, known[SEEKERS]))
        return Matches(offer, None, tuple(found))
    seeker = seekers(read, known[SEEKERS], [entry_id])[0]
    found = rules.ranked((one, seeker) for one in offers(read, known[OFFERS]) if one.open)
    return Matches(None, seeker, tuple(found))


def offers(read: Read, form_id: int, ids: Sequence[int] | None = None) -> list[Offer]:
    """The offers with these ids, or those of the last half year whose day of work has not passed."""
    today, found = read.clock.today(), []
    for row, values in _entries(read, form_id, ids):
        one = Offer(
            row.id, row.day, str(values.get("firm", "")), str(values.get("trade", "")),
            str(values.get("place", "")), values.get("work_on"), values.get("from_time"), values.get("pay"),
            str(values.get("skill", "")), int(values.get("people") or 1), int(values.get("filled") or 0),
        )  # fmt: skip
        if ids is not None or one.work_on is None or one.work_on >= today:
            found.append(one)
    return found


def seekers(read: Read, form_id: int, ids: Sequence[int] | None = None) -> list[Seeker]:
    """The seekers with these ids, or everybody registered in the last half year who still looks for work."""
    today, seen, found = read.clock.today(), set[int](), []
    for row, values in _entries(read, form_id, ids):
        if ids is None and row.resident_id is not None and row.resident_id in seen:
            continue
        seen.add(row.resident_id or 0)
        if ids is not None or values.get("result") not in CLOSED:
            found.append(
                Seeker(
                    row.id, row.day, row.resident_id, row.name or "", shown_phone(row.phone or ""),
                    None if row.birth_date is None else age_on(row.birth_date, today),
                    tuple(values.get("skills") or ()), str(values.get("times") or ""),
                    str(values.get("near") or ""), values.get("pay"), str(values.get("result") or ""),
                    str(values.get("firm") or ""),
                )
            )  # fmt: skip
    return found


def _entries(read: Read, form_id: int, ids: Sequence[int] | None) -> list[tuple[Any, dict[str, Any]]]:
    """Kept entries, newest first, with what this person may see of their answers."""
    wanted = (
        sa.select(
            entry.c.id, entry.c.day, entry.c.version_id, entry.c.answers, entry.c.resident_id, resident.c.name,
            resident.c.phone, resident.c.birth_date,
        )
        .join(resident, resident.c.id == entry.c.resident_id, isouter=True)
        .where(entry.c.form_id == form_id, entry.c.status == EntryStatus.KEPT)
        .order_by(entry.c.day.desc(), entry.c.id.desc())
        .limit(MOST)
    )  # fmt: skip
    if ids is not None:
        wanted = wanted.where(entry.c.id.in_(ids))
    else:
        wanted = wanted.where(entry.c.day >= read.clock.today() - timedelta(days=LATELY))
    rows = read.rows(wanted)
    if ids is not None and not rows:
        raise NotFound("entry", ids[0])
    known: dict[int, Version] = {ref: records.version(read, ref) for ref in {row.version_id for row in rows}}
    return [(row, _seen(read, known[row.version_id], row.answers)) for row in rows]


def _seen(read: Read, version: Version, answers: str) -> dict[str, Any]:
    fields = tuple(one for one in version.definition.fields if sees(read, one))
    return from_text(answers, fields)
