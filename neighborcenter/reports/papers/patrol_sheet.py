"""巡防记录: a page for each patrol of a day — route, members, what was seen, counts at the end, the lead's signature."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from neighborcenter.kit.i18n import _
from neighborcenter.kit.work import Read
from neighborcenter.reports.paper.blocks import Block, PageBreak, Section, Text, Title
from neighborcenter.reports.paper.facts import KeyValues, Signatures
from neighborcenter.reports.paper.styles import PLAIN
from neighborcenter.reports.paper.tables import Column, Table
from neighborcenter.reports.paper.workbook import Sheet, SheetColumn
from neighborcenter.reports.report import Values
from neighborcenter.reports.volunteer_facts import Duty, by_day, duties
from neighborcenter.reports.words import full_day, listed
from neighborcenter.volunteers.kinds import PostKind

LINES = 11


@dataclass(frozen=True, slots=True)
class Patrols:
    """The patrols that begin on a day."""

    day: date
    shifts: tuple[Duty, ...]
    cutoff: datetime

    @property
    def covers(self) -> str:
        """The day."""
        return str(self.day)

    @property
    def totals(self) -> Mapping[str, float]:
        """Patrols and people on them."""
        return {"patrols": len(self.shifts), "places": sum(len(one.there) for one in self.shifts)}


def collect(read: Read, values: Values) -> Patrols:
    """Read the patrols of a day, or the one asked for.  Raises NotAllowed, NotFound."""
    day: date = values["day"]
    found = duties(read, day, day + timedelta(days=1), shift_id=values.get("shift"), kind=PostKind.PATROL)
    return Patrols(day, by_day(found), read.clock.local())


def story(record: Patrols) -> tuple[Block, ...]:
    """A page a patrol; on a day without one an empty page to be filled in by hand."""
    blocks: list[Block] = []
    for duty in record.shifts:
        blocks += [*([PageBreak()] if blocks else []), *_page(record.day, duty)]
    return tuple(blocks) or (
        *_page(record.day, None),
        Text(_("No patrol is planned on this day; this page is for one that was not."), PLAIN),
    )


def _page(day: date, duty: Duty | None) -> tuple[Block, ...]:
    lead = listed([one.name for one in duty.leads]) if duty else ""
    members = listed([one.name for one in duty.there]) if duty else ""
    route = _("Route")
    spots = duty.spots if duty else ()
    facts = KeyValues(
        (
            (_("Date"), full_day(day)),
            (_("Weather"), ""),
            (_("Planned time"), duty.time if duty else ""),
            (_("Set out, back"), ""),
            (_("Lead"), lead),
            (_("Things to carry"), duty.equipment if duty else ""),
            (route, (duty.route or duty.place) if duty else ""),
            (_("People on the patrol"), members),
        ),
        wide=frozenset({route, _("People on the patrol")}),
    )
    seen = Table(
        (
            Column(_("Time"), 56, fixed=True),
            Column(_("Spot"), 1.2),
            Column(_("What was seen"), 2.4),
            Column(_("What was done, whom it was passed to"), 2.0),
        ),
        tuple(("", spot, "", "") for spot in spots),
        row_height=24,
        blanks=max(3, LINES - len(spots)),
    )
    counts = Table(
        (
            Column(_("People talked to"), 1.0),
            Column(_("Hazards found"), 1.0),
            Column(_("Disputes settled"), 1.0),
            Column(_("Clues passed on"), 1.0),
            Column(_("Photos"), 1.0),
        ),
        (),
        row_height=24,
        blanks=1,
    )
    title = _("Patrol record · {post}").format(post=duty.post) if duty else _("Patrol record")
    return (
        Title(title),
        facts,
        Section(_("On the way")),
        seen,
        Section(_("In all")),
        counts,
        Signatures((_("Lead"), _("Taken over by"), _("Date"))),
    )


def sheets(record: Patrols) -> list[Sheet]:
    """The patrols of the day."""
    columns = (
        SheetColumn(_("Day"), "date"),
        SheetColumn(_("Time"), width=18),
        SheetColumn(_("Post"), width=18),
        SheetColumn(_("Route"), width=28),
        SheetColumn(_("Lead"), width=14),
        SheetColumn(_("People on the patrol"), width=36),
    )
    rows = [
        (
            duty.day, duty.time, duty.post, duty.route or duty.place, listed([one.name for one in duty.leads]),
            listed([one.name for one in duty.there]),
        )
        for duty in record.shifts
    ]  # fmt: skip
    return [Sheet(_("Patrol record"), columns, rows, (_("Patrol record"), record.covers))]
