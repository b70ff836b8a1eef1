"""Which forms and entries a paper may be made of."""

import sqlalchemy as sa

from neighborcenter.forms.kinds import EntryStatus
from neighborcenter.forms.models import entry, form
from neighborcenter.forms.queries import overview
from neighborcenter.kit.speech import say_day
from neighborcenter.kit.work import Read
from neighborcenter.people.models import resident
from neighborcenter.reports.activity_choices import MOST, Found


def forms(read: Read) -> tuple[Found, ...]:
    """Every form by module, those not used any more as well: their ledgers stay."""
    return tuple((one.id, one.name, one.module) for one in overview(read, retired=True))


def entries(read: Read) -> tuple[Found, ...]:
    """The latest entries of the ledgers."""
    rows = read.rows(
        sa.select(entry.c.id, entry.c.day, form.c.name, resident.c.name.label("person"))
        .join(form, form.c.id == entry.c.form_id)
        .join(resident, resident.c.id == entry.c.resident_id, isouter=True)
        .where(form.c.center_id == read.center_id, entry.c.status == EntryStatus.KEPT)
        .order_by(entry.c.id.desc())
        .limit(MOST)
    )
    return tuple(
        (row.id, f"{say_day(row.day)} {row.person or ''} {row.name}".strip(), row.name) for row in rows
    )
