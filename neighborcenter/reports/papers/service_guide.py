"""办事指南: one service for the counter — who may ask, what to bring, how it goes, how long, what it costs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.catalog.models import service, service_paper
from neighborcenter.catalog.texts import HANDLINGS, NEEDS
from neighborcenter.center.queries import CenterCard, center_profile
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import NotFound
from neighborcenter.kit.work import Read
from neighborcenter.modules.models import service_module
from neighborcenter.reports.paper import styles
from neighborcenter.reports.paper.blocks import Block, Section, Text, Title
from neighborcenter.reports.paper.facts import KeyValues
from neighborcenter.reports.paper.styles import Style
from neighborcenter.reports.paper.tables import Column, Table
from neighborcenter.reports.paper.workbook import Sheet, SheetColumn
from neighborcenter.reports.report import Check, Values

PARAGRAPH = Style(styles.XIAO_SI, 20, styles.BODY.face, after=2)


@dataclass(frozen=True, slots=True)
class NeededPaper:
    """One thing to bring."""

    name: str
    need: str
    copies: str
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class ServiceGuide:
    """Everything about one service."""

    name: str
    module: str
    handling: str
    department: str
    days: int | None
    on_the_spot: bool
    fee: str
    window_hours: str
    eligibility: str
    steps: str
    refused: bool
    refusal: str
    refer_to: str
    to_confirm: bool
    papers: tuple[NeededPaper, ...]
    center: CenterCard
    cutoff: datetime

    @property
    def covers(self) -> str:
        """The name of the service."""
        return self.name

    @property
    def totals(self) -> Mapping[str, float]:
        """How many papers to bring."""
        return {"papers": len(self.papers)}


def collect(read: Read, values: Values) -> ServiceGuide:
    """Read one service. Raises NotAllowed, NotFound."""
    read.require(Permission.CATALOG_VIEW)
    row = read.row(
        sa.select(service, service_module.c.name.label("module"))
        .join(service_module, service_module.c.id == service.c.module_id)
        .where(service.c.id == values["service"], service.c.center_id == read.center_id)
    )
    if row is None:
        raise NotFound("service", values["service"], "service")
    papers = read.rows(
        sa.select(service_paper)
        .where(service_paper.c.service_id == row.id)
        .order_by(service_paper.c.position, service_paper.c.id)
    )
    return ServiceGuide(
        row.name,
        row.module,
        _(HANDLINGS[row.handling]),
        row.department,
        row.days,
        row.on_the_spot,
        row.fee,
        row.window_hours,
        row.eligibility,
        row.steps,
        row.refused,
        row.refusal,
        row.refer_to,
        row.to_confirm,
        tuple(NeededPaper(one.name, _(NEEDS[one.need]), one.copies, one.source, one.note) for one in papers),
        center_profile(read),
        read.clock.local(),
    )


def _time_needed(record: ServiceGuide) -> str:
    if record.on_the_spot:
        return _("settled on the spot")
    if record.days is None:
        return _("ask at the desk")
    return _("{days} working days").format(days=record.days)


def story(record: ServiceGuide) -> tuple[Block, ...]:
    """Facts, papers, steps; a refused proof says why, and where to go."""
    pairs = (
        (_("Service module"), record.module),
        (_("In charge"), record.department or record.center.name),
        (_("Handling"), record.handling),
        (_("Time needed"), _time_needed(record)),
        (_("What it costs"), record.fee or _("free of charge")),
        (_("Service hours"), record.window_hours or _("in opening hours")),
        (_("Address"), record.center.address),
        (_("Phone"), record.center.phone),
    )
    blocks: list[Block] = [Title(record.name, _("Guide to a service")), KeyValues(pairs, label_width=64)]
    if record.refused:
        blocks += [
            Section(_("This proof is not issued here")),
            Text(record.refusal or _("The center must not issue it."), PARAGRAPH),
        ]
        if record.refer_to:
            blocks.append(Text(_("Go to: {place}").format(place=record.refer_to), PARAGRAPH))
    if record.eligibility:
        blocks += [Section(_("Who may ask")), Text(record.eligibility, PARAGRAPH)]
    blocks += [Section(_("What to bring")), _papers(record)]
    if record.steps:
        blocks += [Section(_("How it goes")), Text(record.steps, PARAGRAPH)]
    return tuple(blocks)


def _papers(record: ServiceGuide) -> Table:
    columns = (
        Column(_("No."), 30, "center", fixed=True),
        Column(_("Paper to bring"), 2.4, wrap=True),
        Column(_("Needed"), 58, "center", fixed=True, wrap=True),
        Column(_("Copies"), 62, "center", fixed=True, wrap=True),
        Column(_("Issued by"), 1.2, wrap=True),
        Column(_("Remarks"), 1.4, wrap=True),
    )
    rows = [
        (str(number), one.name, one.need, one.copies, one.source, one.note)
        for number, one in enumerate(record.papers, 1)
    ]
    return Table(columns, rows, row_height=22, size=10, empty=_("Nothing has to be brought."))


def sheets(record: ServiceGuide) -> list[Sheet]:
    """The papers to bring."""
    columns = (
        SheetColumn(_("Paper to bring"), width=36),
        SheetColumn(_("Needed"), width=12),
        SheetColumn(_("Copies"), width=16),
        SheetColumn(_("Issued by"), width=20),
        SheetColumn(_("Remarks"), width=30),
    )
    rows = [(one.name, one.need, one.copies, one.source, one.note) for one in record.papers]
    return [Sheet(record.name, columns, rows, (record.name, record.module))]


def checks(record: ServiceGuide) -> tuple[Check, ...]:
    """What still has to be confirmed before it hangs on a wall."""
    if not record.to_confirm:
        return ()
    return (Check(_("This guide still has to be confirmed with the office in charge.")),)
