"""Which forms and entries a paper may be made of."""

import sqlalchemy as sa

from neighborcenter.forms.kinds import EntryStatus
from neighborcenter.forms.models import entry, form
from neighborcenter.forms.queries import overview
from neighborcenter.forms.trend_queries import forms_that_measure
from neighborcenter.kit.speech import say_day
from neighborcenter.kit.work import Read
from neighborcenter.people.models import resident
from neighborcenter.reports.activity_choices import MOST, Found


def forms(read: Read) -> tuple[Found, ...]:
    """Every form by module, those not used any more as well: their ledgers stay."""
    return tuple((one.id, one.name, one.module) for one in overview(read, retired=True))


def entries(read: Read) -> tuple[Found, ...]:
    """The latest entries of the ledgers."""
    return _latest(read, sa.true())


def measured(read: Read) -> tuple[Found, ...]:
    """The latest entries with measurements of somebody."""
    forms_there = forms_that_measure(read)
    return _latest(read, entry.c.form_id.in_(forms_there), entry.c.resident_id.is_not(None))


def _latest(read: Read, *where: sa.ColumnElement[bool]) -> tuple[Found, ...]:
    rows = read.rows(
        sa.select(entry.c.id, entry.c.day, form.c.name, resident.c.name.label("person"))
        .join(form, form.c.id == entry.c.form_id)
        .join(resident, resident.c.id == entry.c.resident_id, isouter=True)
        .where(form.c.center_id == read.center_id, entry.c.status == EntryStatus.KEPT, *where)
        .order_by(entry.c.id.desc())
        .limit(MOST)
    )
    return tuple(
        (row.id, f"{say_day(row.day)} {row.person or ''} {row.name}".strip(), row.name) for row in rows
    )
