"""星级志愿者名单: who reached which star with how many hours, what was granted and by whom; for recognition."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from neighborcenter.center.queries import center_profile
from neighborcenter.kit.i18n import _
from neighborcenter.kit.work import Read
from neighborcenter.reports.paper.blocks import Block, Text, Title
from neighborcenter.reports.paper.facts import Signatures
from neighborcenter.reports.paper.styles import NOTE
from neighborcenter.reports.paper.tables import Column, Table
from neighborcenter.reports.paper.workbook import Sheet, SheetColumn
from neighborcenter.reports.papers.hours_ledger import hours_words
from neighborcenter.reports.report import Check, Values
from neighborcenter.volunteers import points_service, standings
from neighborcenter.volunteers.standings import Standing, StarState, state_word


@dataclass(frozen=True, slots=True)
class StarList:
    """Everybody with a star reached or granted, the highest first; `table` says from how many hours."""

    center: str
    people: tuple[Standing, ...]
    table: str
    cutoff: datetime

    @property
    def headline(self) -> str:
        """星级志愿者名单."""
        return _("Volunteers with stars")

    @property
    def covers(self) -> str:
        """The day it was made."""
        return f"{self.cutoff:%Y-%m-%d}"

    @property
    def totals(self) -> Mapping[str, float]:
        """How many reached a star, and how many hold one."""
        return {"people": len(self.people), "granted": sum(one.granted > 0 for one in self.people)}


def collect(read: Read, _values: Values) -> StarList:
    """Read who has a star.  Raises NotAllowed."""
    people = [one for one in standings.standings(read) if one.reached or one.granted]
    people.sort(key=lambda one: (-max(one.reached, one.granted), -one.counted))
    levels = [
        (stars, minutes // 60, "") for stars, minutes in points_service.levels_on(read, read.clock.today())
    ]
    return StarList(
        center_profile(read).name, tuple(people), standings.stars_sentence(levels), read.clock.local()
    )


def _titles() -> tuple[str, ...]:
    return (
        _("Volunteer number"), _("Full name"), _("Reached"), _("Hours for stars"), _("Of them brought in"),
        _("Granted"), _("Granted on"), _("State"),
    )  # fmt: skip


def story(record: StarList) -> tuple[Block, ...]:
    """One table by stars."""
    titles = _titles()
    widths = (80.0, 1.2, 70.0, 62.0, 62.0, 70.0, 70.0, 1.6)
    columns = (
        Column(_("No."), 30, "center", fixed=True),
        *(
            Column(title, width, "right" if title in titles[3:5] else "center", fixed=width >= 10)
            for title, width in zip(titles, widths, strict=True)
        ),
    )
    rows = [
        (
            str(number), one.number, one.name, "★" * one.reached, hours_words(one.counted),
            hours_words(one.brought) if one.brought else "", "★" * one.granted, str(one.granted_on or ""),
            state_word(one.state),
        )
        for number, one in enumerate(record.people, 1)
    ]  # fmt: skip
    return (
        Title(record.headline, f"{record.center} · {record.covers}"),
        Table(columns, rows, empty=_("Nobody has reached a star yet."), row_height=21, size=10),
        Text(_("Stars by recognised hours: {table}").format(table=record.table), NOTE),
        Signatures((_("Head of the unit"), _("Filled in by"), _("Checked by"), _("Date"))),
    )


def sheets(record: StarList) -> list[Sheet]:
    """The same lines, stars and hours as numbers."""
    kinds = ("text", "text", "number", "decimal", "decimal", "number", "date", "text")
    columns = tuple(
        SheetColumn(title, kind, 16)  # type: ignore[arg-type]
        for title, kind in zip(_titles(), kinds, strict=True)
    )
    rows = [
        (
            one.number, one.name, one.reached, one.counted / 60, one.brought / 60, one.granted, one.granted_on,
            state_word(one.state),
        )
        for one in record.people
    ]  # fmt: skip
    return [Sheet(_("Volunteers with stars"), columns, rows, (record.headline, record.covers))]


def checks(record: StarList) -> tuple[Check, ...]:
    """Who reached a star and did not apply."""
    waiting = sum(one.state is StarState.REACHED for one in record.people)
    return (Check(_("Stars reached and not applied for: {count}.").format(count=waiting)),) if waiting else ()
