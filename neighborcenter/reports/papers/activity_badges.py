"""胸牌: a badge for everybody on the list, with the code that the door reads."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import _
from neighborcenter.kit.work import Read
from neighborcenter.reports.activity_facts import Heading, Person, door_code, heading, people
from neighborcenter.reports.paper.badges import Badge, Badges
from neighborcenter.reports.paper.blocks import Block, Text
from neighborcenter.reports.paper.workbook import Sheet, SheetColumn
from neighborcenter.reports.report import Values


@dataclass(frozen=True, slots=True)
class BadgeSheet:
    """Everybody on the list of an activity."""

    activity: Heading
    people: tuple[Person, ...]
    cutoff: datetime

    @property
    def headline(self) -> str:
        """胸牌 · 夏令营."""
        return _("Name badges · {title}").format(title=self.activity.title)

    @property
    def covers(self) -> str:
        """The days of the activity."""
        return self.activity.days

    @property
    def totals(self) -> Mapping[str, float]:
        """How many badges."""
        return {"badges": len(self.people)}


def collect(read: Read, values: Values) -> BadgeSheet:
    """Read the list. Raises NotAllowed, NotFound."""
    read.require(Permission.ACTIVITIES_VIEW)
    found = heading(read, values["activity"])
    return BadgeSheet(found, people(read, found.id), read.clock.local())


def _below(record: BadgeSheet, one: Person) -> tuple[str, ...]:
    """A child's badge says with whom it came, never where it lives or a number."""
    lines = []
    if one.heads > 1:
        lines.append(_("{heads} people").format(heads=one.heads))
    if record.activity.lead:
        lines.append(_("Led by {name}").format(name=record.activity.lead))
    return tuple(lines)


def story(record: BadgeSheet) -> tuple[Block, ...]:
    """The badges, nothing else: they are cut."""
    if not record.people:
        return (Text(_("Nobody is on this list.")),)
    return (
        Badges(
            tuple(
                Badge(one.name, record.activity.title, _below(record, one), door_code(one.enrollment_id))
                for one in record.people
            )
        ),
    )


def sheets(record: BadgeSheet) -> list[Sheet]:
    """Names and codes, for badges printed elsewhere."""
    columns = (
        SheetColumn(_("Full name"), width=16),
        SheetColumn(_("Activity"), width=28),
        SheetColumn(_("Code"), width=16),
    )
    rows = [(one.name, record.activity.title, door_code(one.enrollment_id)) for one in record.people]
    return [Sheet(_("Name badges"), columns, rows, (record.headline, record.covers))]
