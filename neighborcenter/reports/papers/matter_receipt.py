"""收件回执: what was taken in, which papers, promised for when; one copy for the resident, one for the file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from neighborcenter.accounts.permissions import Permission
from neighborcenter.center.queries import CenterCard, center_profile
from neighborcenter.desk.matters import queries
from neighborcenter.desk.matters.queries import MatterCard
from neighborcenter.desk.matters.texts import delivery_name, status_name
from neighborcenter.kit.i18n import _
from neighborcenter.kit.speech import say_date
from neighborcenter.kit.work import Read
from neighborcenter.reports.paper import styles
from neighborcenter.reports.paper.blocks import Block, PageBreak, Space, Text, Title
from neighborcenter.reports.paper.facts import KeyValues, Signatures
from neighborcenter.reports.paper.tables import Column, Table
from neighborcenter.reports.paper.workbook import Sheet, SheetColumn
from neighborcenter.reports.report import Values
from neighborcenter.reports.slips import slip_size
from neighborcenter.reports.words import moment_words


@dataclass(frozen=True, slots=True)
class MatterReceipt:
    """One matter; phones are masked."""

    card: MatterCard
    center: CenterCard
    cutoff: datetime
    size: styles.PaperSize = "A5"

    @property
    def covers(self) -> str:
        """Number and moment."""
        return f"{self.card.row.number}  {self.card.row.received_at:%Y-%m-%d %H:%M}"

    @property
    def totals(self) -> Mapping[str, float]:
        """Papers, and those that are there."""
        return {"papers": len(self.card.papers), "there": sum(1 for one in self.card.papers if one.there)}


def collect(read: Read, values: Values) -> MatterReceipt:
    """Read one matter. Raises NotAllowed, NotFound."""
    read.require(Permission.DESK_VIEW)
    return MatterReceipt(
        queries.matter_card(read, values["matter"]),
        center_profile(read),
        read.clock.local(),
        slip_size(read, "A5"),
    )


def story(record: MatterReceipt) -> tuple[Block, ...]:
    """The same twice: for the resident and for the file."""
    return (
        *_copy(record, _("Copy for the resident")),
        PageBreak(),
        *_copy(record, _("Copy for the file")),
    )


def _copy(record: MatterReceipt, whose: str) -> tuple[Block, ...]:
    card, row = record.card, record.card.row
    promised = say_date(row.due) if row.due is not None else ""
    if row.due is not None and card.days is not None:
        promised = _("{day} ({days} working days)").format(day=promised, days=card.days)
    pairs = (
        (_("Matter no."), row.number),
        (_("State"), status_name(row.status)),
        (_("Matter"), row.service),
        (_("Full name"), row.who),
        (_("Phone"), row.phone),
        (_("Comes for them"), " ".join(part for part in (row.agent, card.agent_phone) if part)),
        (_("Taken in on"), moment_words(row.received_at)),
        (_("Promised for"), promised),
        (_("How it comes back"), delivery_name(card.delivery)),
        (_("Handled by"), row.handler),
        (_("Remarks"), row.note),
    )
    wide = frozenset((_("Matter"), _("Promised for"), _("Remarks")))
    contact = "   ".join(p for p in (record.center.name, record.center.address, record.center.phone) if p)
    title = styles.Style(16, 22, styles.TITLE.face, align="center", after=4)
    blocks: list[Block] = [
        Title(_("Receipt of papers"), whose, style=title),
        KeyValues(tuple(pair for pair in pairs if pair[1]), wide=wide, label_width=58),
    ]
    if card.papers:
        blocks += [Space(4), _papers(card)]
    blocks += [
        Space(4),
        Text(_("Days are counted from the day after acceptance, without days off. They stand still while papers are missing."), styles.NOTE),
        Text(contact, styles.NOTE),
        Signatures((_("Resident"), _("Handled by"))),
    ]  # fmt: skip
    return tuple(blocks)


def _papers(card: MatterCard) -> Table:
    rows = [
        (
            str(place),
            paper.name,
            paper.copies,
            _("there") if paper.there else _("missing") if paper.asked else "",
        )
        for place, paper in enumerate(card.papers, 1)
    ]
    return Table(
        (
            Column(_("No."), 24, "center", fixed=True),
            Column(_("Paper"), 5, wrap=True),
            Column(_("Copies"), 2),
            Column(_("Handed in"), 2, "center"),
        ),
        rows,
    )


def sheets(record: MatterReceipt) -> list[Sheet]:
    """The papers of the matter."""
    columns = (
        SheetColumn(_("Paper"), width=30),
        SheetColumn(_("Copies"), width=14),
        SheetColumn(_("Handed in"), width=12),
    )
    lines = [(one.name, one.copies, _("there") if one.there else "") for one in record.card.papers]
    return [Sheet(_("Receipt of papers"), columns, lines, (record.card.row.service, record.covers))]
