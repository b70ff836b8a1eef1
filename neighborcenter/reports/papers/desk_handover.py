"""窗口交接表: what was open when the shift ended — matters, things lent and found, cash — signed by both."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from neighborcenter.accounts.permissions import Permission
from neighborcenter.desk.counter import queries
from neighborcenter.desk.counter.kinds import ThingKind
from neighborcenter.desk.counter.queries import HandoverRow
from neighborcenter.desk.counter.texts import kind_name
from neighborcenter.desk.matters.kinds import MatterStatus
from neighborcenter.desk.matters.texts import status_name
from neighborcenter.kit.i18n import _
from neighborcenter.kit.work import Read
from neighborcenter.reports.paper import styles
from neighborcenter.reports.paper.blocks import Block, Section, Text, Title
from neighborcenter.reports.paper.facts import KeyValues, Signatures
from neighborcenter.reports.paper.tables import Column, Table
from neighborcenter.reports.paper.workbook import Sheet, SheetColumn
from neighborcenter.reports.report import Values
from neighborcenter.reports.words import day_words


@dataclass(frozen=True, slots=True)
class DeskHandover:
    """One handover as it was written down."""

    row: HandoverRow
    cutoff: datetime

    @property
    def covers(self) -> str:
        """When."""
        return f"{self.row.at:%Y-%m-%d %H:%M}"

    @property
    def totals(self) -> Mapping[str, float]:
        """What was open, and the cash in fen."""
        found = self.row.content
        return {
            "matters": found.get("matters_open", 0),
            "loans": len(found.get("loans", ())),
            "things": len(found.get("things", ())),
            "cash_fen": self.row.cash_fen,
        }


def collect(read: Read, values: Values) -> DeskHandover:
    """Read one handover. Raises NotAllowed, NotFound."""
    read.require(Permission.DESK_VIEW)
    row = queries.handover(read, values["handover"])
    return DeskHandover(row, row.at)


def _matters(content: Mapping[str, Any]) -> list[tuple[str, ...]]:
    return [
        (one["number"], one["service"], one["who"], status_name(MatterStatus(one["status"])), _late(one))
        for one in content.get("matters", ())
    ]


def _late(one: Mapping[str, Any]) -> str:
    return _("{day} overdue").format(day=one["due"]) if one["overdue"] else str(one["due"])


def _loans(content: Mapping[str, Any]) -> list[tuple[str, ...]]:
    return [
        (f"{one['what']} × {one['quantity']}", one["who"], _late(one)) for one in content.get("loans", ())
    ]


def story(record: DeskHandover) -> tuple[Block, ...]:
    """Who to whom, what is open, the words, two signatures."""
    row, content = record.row, record.row.content
    cash = f"¥{row.cash_fen // 100:,}.{row.cash_fen % 100:02d}"
    pairs = (
        (_("Hands over"), row.giver),
        (_("Takes over"), row.taker),
        (_("Time"), f"{day_words(record.row.at.date())} {record.row.at:%H:%M}"),
        (_("Visits of the day"), str(content.get("visits", 0))),
        (_("Cash in the drawer"), " ".join(part for part in (cash, row.cash_note) if part)),
        (_("Signed"), _("Signed") if row.signed else _("Not yet")),
    )
    matters = Table(
        (
            Column(_("Matter no."), 62, fixed=True),
            Column(_("Matter"), 4),
            Column(_("Full name"), 2),
            Column(_("State"), 2, wrap=True),
            Column(_("Promised for"), 3),
        ),
        _matters(content),
        empty=_("No matters in hand."),
    )
    loans = Table(
        (Column(_("What is lent"), 3), Column(_("Who has it"), 2), Column(_("Due back"), 3)),
        _loans(content),
        empty=_("Nothing is out."),
    )
    things = "、".join(
        f"{kind_name(ThingKind(one['kind']))} {one['what']}" for one in content.get("things", ())
    )
    return (
        Title(_("Handover of the counter")),
        KeyValues(pairs, label_width=70),
        Section(_("Matters in hand: {count}").format(count=content.get("matters_open", 0))),
        matters,
        Section(_("Things that are out")),
        loans,
        Section(_("Things kept")),
        Text(things or _("None"), styles.PLAIN),
        Section(_("What the next must know")),
        Text(row.words or _("None"), styles.PLAIN),
        Signatures((_("Hands over"), _("Takes over"), _("Date"))),
    )


def sheets(record: DeskHandover) -> list[Sheet]:
    """The matters in hand, and what is out."""
    titles = (_("Matter no."), _("Matter"), _("Full name"), _("State"), _("Promised for"))
    columns = tuple(SheetColumn(title, width=18) for title in titles)
    loan_columns = tuple(
        SheetColumn(title, width=20) for title in (_("What is lent"), _("Who has it"), _("Due back"))
    )
    return [
        Sheet(_("Matters in hand"), columns, _matters(record.row.content), (record.covers,)),
        Sheet(_("Things that are out"), loan_columns, _loans(record.row.content), (record.covers,)),
    ]
