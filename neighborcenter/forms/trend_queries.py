"""How the measurements of a person went: every figure of which the form says what is usual, entry after entry."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.forms import records
from neighborcenter.forms.drafts import FieldDef
from neighborcenter.forms.entry_queries import sees
from neighborcenter.forms.kinds import EntryStatus, FieldKind
from neighborcenter.forms.models import entry
from neighborcenter.forms.queries import overview
from neighborcenter.forms.rules import limit
from neighborcenter.forms.values import from_text, label_of
from neighborcenter.kit.model import aside
from neighborcenter.kit.work import Read

MOST = 24
"""Entries that are followed back; what is older is in the ledger."""
_FIGURES = (FieldKind.NUMBER, FieldKind.COMPUTED)


@dataclass(frozen=True, slots=True)
class Curve:
    """One measurement over the days of its group; None where it was not taken. `low` and `high`: what is usual."""

    name: str
    unit: str
    low: Decimal | None
    high: Decimal | None
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class Curves:
    """Measurements of one unit, oldest day first: the two of a blood pressure stand together."""

    days: tuple[date, ...]
    curves: tuple[Curve, ...]

    @property
    def title(self) -> str:
        """Systolic, Diastolic (mmHg)."""
        unit = self.curves[0].unit
        names = "、".join(one.name for one in self.curves)
        return f"{names} ({unit})" if unit else names


def curves_of(read: Read, form_id: int, resident_id: int) -> tuple[Curves, ...]:
    """The curves of a person in one form; () while nothing was measured twice."""
    read.require(Permission.FORMS_VIEW)
    fields = _measurements(read, form_id)
    if not fields:
        return ()
    rows = read.rows(
        sa.select(entry.c.day, entry.c.answers)
        .where(
            entry.c.resident_id == resident_id,
            entry.c.form_id == form_id,
            aside(entry.c.center_id) == read.center_id,
            entry.c.status == EntryStatus.KEPT,
        )
        .order_by(entry.c.day.desc(), entry.c.id.desc())
        .limit(MOST)
    )
    taken = [(row.day, from_text(row.answers, fields)) for row in reversed(rows)]
    groups: dict[str, list[FieldDef]] = {}
    for one in fields:
        groups.setdefault(one.unit or one.key, []).append(one)
    found = (_group(group, taken) for group in groups.values())
    return tuple(one for one in found if one is not None)


def forms_that_measure(read: Read) -> tuple[int, ...]:
    """Forms with figures that can be followed."""
    refs = (one.id for one in overview(read, retired=True))
    return tuple(ref for ref in refs if _measurements(read, ref))


def _measurements(read: Read, form_id: int) -> tuple[FieldDef, ...]:
    version = records.published(read, form_id)
    if version is None:
        return ()
    return tuple(
        one
        for one in version.definition.fields
        if one.kind in _FIGURES and (one.usual_low or one.usual_high) and sees(read, one)
    )


def _group(fields: list[FieldDef], taken: list[tuple[date, dict[str, object]]]) -> Curves | None:
    measured = [
        (day, values) for day, values in taken if any(isinstance(values.get(f.key), Decimal) for f in fields)
    ]
    if len(measured) < 2:
        return None
    curves = tuple(
        Curve(
            label_of(one), one.unit, limit(one, one.usual_low), limit(one, one.usual_high),
            tuple(v if isinstance(v := values.get(one.key), Decimal) else None for _day, values in measured),
        )
        for one in fields
    )  # fmt: skip
    return Curves(tuple(day for day, _values in measured), curves)
