"""Who a row of a list is among the residents known: one person is never registered twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import sqlalchemy as sa

from neighborcenter.kit.idnumber import upgrade
from neighborcenter.kit.work import Work
from neighborcenter.people.drafts import ResidentDraft
from neighborcenter.people.kinds import ResidentStatus, Sex
from neighborcenter.people.models import resident

_COMPARED = (
    "phone",
    "phone2",
    "sex",
    "birth_date",
    "id_number",
    "community",
    "building",
    "door",
    "alert",
    "note",
    "guardian_name",
    "guardian_phone",
)
# Who keeps an ID number from being registered again; those merged or removed do not.
_HERE = (ResidentStatus.ACTIVE, ResidentStatus.MOVED, ResidentStatus.DECEASED)
HIDDEN = "*"
"""What platforms put where they hide a digit."""


class KnownPeople:
    """The residents of the center by ID number, by name with phone, by name with birth date."""

    def __init__(self, work: Work) -> None:
        self.stored: dict[int, sa.Row[Any]] = {}
        self._known: dict[tuple[str, ...], int] = {}
        self._named: dict[str, list[int]] = {}
        for row in work.rows(
            sa.select(resident)
            .where(resident.c.center_id == work.center_id, resident.c.status.in_(_HERE))
            .order_by(resident.c.id)
        ):
            self.stored[row.id] = row
            self._named.setdefault(row.name, []).append(row.id)
            for key in keys_of(row.name, row.id_number, row.phone, row.birth_date):
                if key[0] == "id" or row.status is ResidentStatus.ACTIVE:
                    self._known.setdefault(key, row.id)

    def known_as(self, keys: list[tuple[str, ...]], number: str) -> int | None:
        """Who is meant: by the ID number; else by name with phone or birth, unless the two have different numbers."""
        for key in keys:
            known = self._known.get(key)
            if known is not None and (key[0] == "id" or not (number and self.stored[known].id_number)):
                return known
        return None

    def named(self, name: str, *, id_number: str = "", phone: str = "") -> list[int]:
        """Everybody of that name whom the hidden numbers of a list (138****0427) do not exclude."""
        return [
            ref
            for ref in self._named.get(name, ())
            if _fits(id_number, self.stored[ref].id_number) and _fits(phone, self.stored[ref].phone)
        ]

    def filled_in(self, ref: int, draft: ResidentDraft) -> ResidentDraft | None:
        """The stored person with what the file knows besides; None when that is nothing new.

        An empty cell never wipes what is known, and a masked or missing column leaves the field alone.
        """
        stored = self.stored[ref]
        values: dict[str, Any] = {}
        for name in _COMPARED:
            if name == "id_number" and stored.id_number and len(draft.id_number or "") == 15:
                continue  # The same card in its old form says nothing new.
            new = getattr(draft, name)
            if new and new != Sex.UNKNOWN and new != getattr(stored, name):
                values[name] = new
        if not values:
            return None
        return replace(
            ResidentDraft(
                name=stored.name,
                phone=stored.phone,
                phone2=stored.phone2,
                sex=stored.sex,
                birth_date=stored.birth_date,
                id_kind=draft.id_kind if "id_number" in values else stored.id_kind,
                id_number=stored.id_number,
                community=stored.community,
                building=stored.building,
                door=stored.door,
                alert=stored.alert,
                note=stored.note,
                guardian_name=stored.guardian_name,
                guardian_phone=stored.guardian_phone,
            ),
            **values,
        )


def keys_of(name: str, id_number: str, phone: str, birth: date | None) -> list[tuple[str, ...]]:
    """What makes two rows the same person: the ID number; the name with phone or birth date."""
    keys: list[tuple[str, ...]] = []
    if id_number:
        # A card of 15 places and the one of 18 that replaced it are one.
        keys.append(
            ("id", upgrade(id_number) if len(id_number) == 15 and id_number.isdecimal() else id_number)
        )
    if phone:
        keys.append(("phone", name, phone))
    if birth is not None:
        keys.append(("birth", name, birth.isoformat()))
    return keys


def _fits(hidden: str, number: str) -> bool:
    """Whether a number may be the one that is partly hidden; an unknown number may be any."""
    if not hidden or not number:
        return True
    return len(hidden) == len(number) and all(
        one in (HIDDEN, other) for one, other in zip(hidden, number, strict=True)
    )
