"""代办交接单: which papers changed hands between the center and the office, out and back, both sides signing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from neighborcenter.accounts.permissions import Permission
from neighborcenter.desk.matters import queries
from neighborcenter.desk.matters.kinds import Act
from neighborcenter.desk.matters.queries import MatterCard, StepRow
from neighborcenter.desk.matters.texts import step_name
from neighborcenter.kit.i18n import _
from neighborcenter.kit.work import Read
from neighborcenter.reports.paper.blocks import Block, Space, Title
from neighborcenter.reports.paper.facts import KeyValues, Signatures
from neighborcenter.reports.paper.tables import Column, Table
from neighborcenter.reports.paper.workbook import Sheet, SheetColumn
from neighborcenter.reports.report import Values


@dataclass(frozen=True, slots=True)
class MatterHandover:
    """The hand-overs of one matter."""

    card: MatterCard
    steps: tuple[StepRow, ...]
    cutoff: datetime

    @property
    def covers(self) -> str:
        """The number."""
        return self.card.row.number

    @property
    def totals(self) -> Mapping[str, float]:
        """How often papers changed hands."""
        return {"handovers": len(self.steps)}


def collect(read: Read, values: Values) -> MatterHandover:
    """Read one matter. Raises NotAllowed, NotFound."""
    read.require(Permission.DESK_VIEW)
    card = queries.matter_card(read, values["matter"])
    steps = tuple(step for step in card.steps if step.act in (Act.HAND_OUT, Act.HAND_BACK))
    return MatterHandover(card, steps, read.clock.local())


def _rows(record: MatterHandover) -> list[tuple[str, ...]]:
    return [
        (f"{step.at:%m-%d %H:%M}", step_name(step.act), step.papers, step.giver, step.taker)
        for step in record.steps
    ]


def story(record: MatterHandover) -> tuple[Block, ...]:
    """The matter, its hand-overs, room for two signatures."""
    row = record.card.row
    pairs = (
        (_("Matter no."), row.number),
        (_("Matter"), row.service),
        (_("Full name"), row.who),
        (_("Office in charge"), record.card.department),
    )
    table = Table(
        (
            Column(_("Time"), 66, fixed=True),
            Column(_("What"), 2, wrap=True),
            Column(_("Papers"), 4, wrap=True),
            Column(_("Gives"), 2, wrap=True),
            Column(_("Receives"), 2, wrap=True),
        ),
        _rows(record),
        blanks=2,
    )
    return (
        Title(_("Hand-over of papers")),
        KeyValues(tuple(pair for pair in pairs if pair[1]), label_width=58),
        Space(6),
        table,
        Space(8),
        Signatures((_("Who gives"), _("Who takes"), _("Date"))),
    )


def sheets(record: MatterHandover) -> list[Sheet]:
    """The hand-overs."""
    titles = (_("Time"), _("What"), _("Papers"), _("Gives"), _("Receives"))
    columns = tuple(SheetColumn(title, width=18) for title in titles)
    return [Sheet(_("Hand-over of papers"), columns, _rows(record), (record.card.row.service, record.covers))]
