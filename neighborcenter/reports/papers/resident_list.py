"""居民名册: who lives here, or those with one care tag; phones and ID numbers masked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import NotAllowed, NotFound
from neighborcenter.kit.work import Read
from neighborcenter.people.kinds import ResidentStatus
from neighborcenter.people.models import care_tag, resident, resident_tag
from neighborcenter.people.privacy import sees_sensitive
from neighborcenter.people.queries import ResidentRow, resident_rows
from neighborcenter.people.texts import SEX_NAMES
from neighborcenter.reports.paper.blocks import Block, Title
from neighborcenter.reports.paper.facts import Signatures
from neighborcenter.reports.paper.tables import Column, Table
from neighborcenter.reports.paper.workbook import Sheet, SheetColumn
from neighborcenter.reports.report import Values


@dataclass(frozen=True, slots=True)
class ResidentList:
    """Residents in the order of their names."""

    rows: tuple[ResidentRow, ...]
    tag: str
    cutoff: datetime

    @property
    def covers(self) -> str:
        """The day it was made, and the tag."""
        day = f"{self.cutoff:%Y-%m-%d}"
        return f"{day} {self.tag}".strip()

    @property
    def headline(self) -> str:
        """居民名册, or 居民名册（高龄老人）."""
        return _("Residents ({tag})").format(tag=self.tag) if self.tag else _("List of residents")

    @property
    def totals(self) -> Mapping[str, float]:
        """How many."""
        return {"residents": len(self.rows)}


def collect(read: Read, values: Values) -> ResidentList:
    """Read the residents who live here. Raises NotAllowed (also for a tag this actor may not see), NotFound."""
    read.require(Permission.PEOPLE_VIEW)
    read.require(Permission.REPORTS_VIEW)
    wanted = sa.select(resident.c.id).where(
        resident.c.center_id == read.center_id, resident.c.status == ResidentStatus.ACTIVE
    )
    name = ""
    if values.get("tag") is not None:
        tag = read.row(
            sa.select(care_tag.c.name, care_tag.c.sensitive).where(
                care_tag.c.id == values["tag"], care_tag.c.center_id == read.center_id
            )
        )
        if tag is None:
            raise NotFound("care_tag", values["tag"], "tag")
        if tag.sensitive and not sees_sensitive(read):
            raise NotAllowed(Permission.PEOPLE_SENSITIVE)
        name = tag.name
        wanted = wanted.join(resident_tag, resident_tag.c.resident_id == resident.c.id).where(
            resident_tag.c.tag_id == values["tag"]
        )
    ids = [row.id for row in read.rows(wanted.order_by(resident.c.name_sort, resident.c.id))]
    return ResidentList(tuple(resident_rows(read, ids)), name, read.clock.local())


def _cells(number: int, one: ResidentRow) -> tuple[str, ...]:
    return (
        str(number),
        one.name,
        _(SEX_NAMES[one.sex]),
        "" if one.age is None else str(one.age),
        one.phone,
        one.id_number,
        one.address,
        ", ".join(tag.name for tag in one.tags),
    )


def story(record: ResidentList) -> tuple[Block, ...]:
    """One table."""
    columns = (
        Column(_("No."), 32, "center", fixed=True),
        Column(_("Full name"), 74, fixed=True),
        Column(_("Sex"), 40, "center", fixed=True),
        Column(_("Age"), 34, "right", fixed=True),
        Column(_("Phone"), 78, "center", fixed=True),
        Column(_("ID number"), 122, "center", fixed=True),
        Column(_("Address"), 2.0, wrap=True),
        Column(_("Care tags"), 1.6, wrap=True),
        Column(_("Remarks"), 1.0),
    )
    rows = [(*_cells(number, one), "") for number, one in enumerate(record.rows, 1)]
    totals = ("", _("Total"), "", "", _("{count} people").format(count=len(rows)), "", "", "", "")
    return (
        Title(record.headline, record.covers),
        Table(columns, rows, totals if rows else (), empty=_("Nobody is on this list.")),
        Signatures((_("Filled in by"), _("Checked by"), _("Date"))),
    )


def sheets(record: ResidentList) -> list[Sheet]:
    """The same rows."""
    columns = (
        SheetColumn(_("No."), width=8),
        SheetColumn(_("Full name"), width=12),
        SheetColumn(_("Sex"), width=8),
        SheetColumn(_("Age"), width=8),
        SheetColumn(_("Phone"), width=16),
        SheetColumn(_("ID number"), width=24),
        SheetColumn(_("Address"), width=28),
        SheetColumn(_("Care tags"), width=24),
    )
    rows = [_cells(number, one) for number, one in enumerate(record.rows, 1)]
    totals = ("", _("Total"), "", "", _("{count} people").format(count=len(rows)), "", "", "")
    return [Sheet(record.headline, columns, rows, (record.headline, record.covers), totals)]
