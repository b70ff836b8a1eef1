"""签到表: one session's list with room to sign, and empty lines for those who come without having signed up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import _
from neighborcenter.kit.work import Read
from neighborcenter.reports.activity_facts import (
    Heading,
    Meeting,
    Person,
    activity_of,
    heading,
    meetings,
    people,
)
from neighborcenter.reports.paper.blocks import Block, Text, Title
from neighborcenter.reports.paper.facts import Signatures
from neighborcenter.reports.paper.styles import NOTE
from neighborcenter.reports.paper.tables import Column, Table
from neighborcenter.reports.paper.workbook import Sheet, SheetColumn
from neighborcenter.reports.report import Values

BLANKS = 8


@dataclass(frozen=True, slots=True)
class SignIn:
    """Who is expected at one session."""

    activity: Heading
    session: Meeting
    people: tuple[Person, ...]
    cutoff: datetime

    @property
    def headline(self) -> str:
        """签到表 · 夏令营."""
        return _("Sign-in · {title}").format(title=self.activity.title)

    @property
    def covers(self) -> str:
        """The day and the time."""
        return f"{self.session.starts:%Y-%m-%d %H:%M}–{self.session.ends:%H:%M}"

    @property
    def totals(self) -> Mapping[str, float]:
        """Lines and heads."""
        return {"lines": len(self.people), "heads": sum(one.heads for one in self.people)}


def collect(read: Read, values: Values) -> SignIn:
    """Read a session's list. Raises NotAllowed, NotFound."""
    read.require(Permission.ACTIVITIES_VIEW)
    activity_id = activity_of(read, values["session"])
    session = meetings(read, activity_id, session_id=values["session"])[0]
    listed = people(read, activity_id, session_id=session.id)
    return SignIn(heading(read, activity_id), session, listed, read.clock.local())


def story(record: SignIn) -> tuple[Block, ...]:
    """One table; children have a column for those who may fetch them."""
    minors = any(one.guardian or one.pickups for one in record.people)
    columns = [
        Column(_("No."), 30, "center", fixed=True),
        Column(_("Full name"), 1.3),
        Column(_("Age"), 32, "center", fixed=True),
        Column(_("Reached through"), 2.1, wrap=True),
        *([Column(_("Fetched by"), 2.6, wrap=True)] if minors else []),
        Column(_("Signature"), 1.6),
        Column(_("Time"), 52, fixed=True),
    ]
    rows = []
    for number, one in enumerate(record.people, 1):
        name = (
            one.name
            if one.heads == 1
            else _("{name} ({heads} people)").format(name=one.name, heads=one.heads)
        )
        cells = [str(number), name, "" if one.age is None else str(one.age), one.reach]
        rows.append((*cells, *(["\n".join(one.pickups)] if minors else []), "", ""))
    heads = _("{heads} people expected").format(heads=int(record.totals["heads"]))
    below = " · ".join(part for part in (record.session.when, record.session.place, heads) if part)
    notes = [f"{one.name}: {one.care_note}" for one in record.people if one.care_note]
    return (
        Title(record.headline, below),
        Table(tuple(columns), rows, row_height=24, blanks=BLANKS, empty=""),
        *([Text(_("To mind: {notes}").format(notes="; ".join(notes)), NOTE)] if notes else []),
        Signatures((_("At the door"), _("In charge"), _("Came in all"))),
    )


def sheets(record: SignIn) -> list[Sheet]:
    """The same rows."""
    columns = (
        SheetColumn(_("No."), "number", 6),
        SheetColumn(_("Full name"), width=16),
        SheetColumn(_("People"), "number", 8),
        SheetColumn(_("Age"), "number", 8),
        SheetColumn(_("Reached through"), width=26),
        SheetColumn(_("Fetched by"), width=30),
        SheetColumn(_("To mind"), width=24),
    )
    rows = [
        (number, one.name, one.heads, one.age, one.reach, "; ".join(one.pickups), one.care_note)
        for number, one in enumerate(record.people, 1)
    ]
    title = (record.headline, f"{record.session.when} {record.session.place}".strip())
    totals = ("", _("Total"), int(record.totals["heads"]), "", "", "", "")
    return [Sheet(_("Sign-in"), columns, rows, title, totals)]
