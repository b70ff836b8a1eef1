"""志愿者证: a card for one volunteer or for all, to be cut and put into a sleeve; the code is the volunteer number."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from neighborcenter.center.queries import center_profile
from neighborcenter.kit.i18n import _
from neighborcenter.kit.work import Read
from neighborcenter.reports.paper.blocks import Block, Text
from neighborcenter.reports.paper.cards import Card, Cards
from neighborcenter.reports.paper.workbook import Sheet, SheetColumn
from neighborcenter.reports.report import Values
from neighborcenter.reports.volunteer_facts import Helper, helpers


@dataclass(frozen=True, slots=True)
class CardSheet:
    """Whose cards they are."""

    center: str
    people: tuple[Helper, ...]
    cutoff: datetime

    @property
    def covers(self) -> str:
        """The day they were made."""
        return f"{self.cutoff:%Y-%m-%d}"

    @property
    def totals(self) -> Mapping[str, float]:
        """How many cards."""
        return {"cards": len(self.people)}


def collect(read: Read, values: Values) -> CardSheet:
    """Read everybody on trial and active, or one.  Raises NotAllowed, NotFound."""
    people = helpers(read, volunteer_id=values.get("volunteer"))
    return CardSheet(center_profile(read).name, people, read.clock.local())


def story(record: CardSheet) -> tuple[Block, ...]:
    """The cards, nothing else: they are cut."""
    if not record.people:
        return (Text(_("There is no volunteer yet.")),)
    return (
        Cards(
            tuple(
                Card(
                    record.center,
                    one.name,
                    (
                        _("Volunteer card"),
                        one.number,
                        _("Issued {day}").format(day=f"{record.cutoff:%Y-%m-%d}"),
                    ),
                    one.number,
                )
                for one in record.people
            )
        ),
    )


def sheets(record: CardSheet) -> list[Sheet]:
    """Names and numbers, for cards printed elsewhere."""
    columns = (SheetColumn(_("Full name"), width=16), SheetColumn(_("Volunteer number"), width=16))
    rows = [(one.name, one.number) for one in record.people]
    return [Sheet(_("Volunteer card"), columns, rows, (_("Volunteer card"), record.center))]
