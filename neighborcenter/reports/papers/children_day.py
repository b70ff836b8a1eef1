"""接送签名表: the children of a day in after-school care, who may fetch each, and room to sign on leaving."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from neighborcenter.forms.children.queries import Child, day_list
from neighborcenter.kit.i18n import _
from neighborcenter.kit.work import Read
from neighborcenter.reports.paper.blocks import Block, Text, Title
from neighborcenter.reports.paper.facts import Signatures
from neighborcenter.reports.paper.styles import NOTE
from neighborcenter.reports.paper.tables import Column, Table
from neighborcenter.reports.paper.workbook import Sheet, SheetColumn
from neighborcenter.reports.report import Values
from neighborcenter.reports.words import full_day

BLANKS = 5


@dataclass(frozen=True, slots=True)
class Sheets:
    """Everybody expected on a day."""

    day: date
    children: tuple[Child, ...]
    cutoff: datetime

    @property
    def covers(self) -> str:
        """The day with its weekday."""
        return full_day(self.day)

    @property
    def totals(self) -> Mapping[str, float]:
        """How many are expected, and how many came."""
        return {
            "lines": len(self.children),
            "came": sum(one.entry_id is not None for one in self.children),
        }


def collect(read: Read, values: Values) -> Sheets:
    """Read the list of the day.  Raises NotFound, NotAllowed."""
    return Sheets(values["day"], day_list(read, values["day"]).children, read.clock.local())


def story(record: Sheets) -> tuple[Block, ...]:
    """One table; what is known already is filled in, the rest is written by hand."""
    columns = (
        Column(_("No."), 26, "center", fixed=True),
        Column(_("Full name"), 1.0),
        Column(_("Age"), 28, "center", fixed=True),
        Column(_("Class"), 1.1, wrap=True),
        Column(_("Who may fetch"), 2.4, wrap=True),
        Column(_("Arrived"), 40, "center", fixed=True),
        Column(_("Left"), 40, "center", fixed=True),
        Column(_("Picked up by"), 1.2),
        Column(_("Signature"), 1.4),
    )
    rows = [
        (
            str(number), one.name, "" if one.age is None else str(one.age), one.group, may_fetch(one),
            clock(one.came), clock(one.left), one.taken_by, "",
        )
        for number, one in enumerate(record.children, 1)
    ]  # fmt: skip
    count = _("{count} children expected").format(count=len(rows))
    notes = [f"{one.name}: {one.mind}" for one in record.children if one.mind]
    return (
        Title(_("After-school care: who came, who was fetched"), f"{record.covers} · {count}"),
        Table(columns, rows, row_height=24, blanks=BLANKS, empty=""),
        *([Text(_("To mind: {notes}").format(notes="; ".join(notes)), NOTE)] if notes else []),
        Text(_("Only those named here may fetch a child; anybody else after a call to the guardian."), NOTE),
        Signatures((_("On duty"), _("Person in charge"), _("Everybody fetched at"))),
    )


def may_fetch(one: Child) -> str:
    """Everybody who may fetch the child, a line each; the guardian's phone below."""
    lines = [*one.fetchers, *([_("may leave alone")] if one.alone else [])]
    if one.guardian_phone:
        lines.append(_("Guardian {phone}").format(phone=one.guardian_phone))
    return "\n".join(lines)


def clock(at: time | None) -> str:
    """16:30, or nothing."""
    return "" if at is None else f"{at:%H:%M}"


def sheets(record: Sheets) -> list[Sheet]:
    """The same rows."""
    columns = (
        SheetColumn(_("No."), "number", 6), SheetColumn(_("Full name"), width=14), SheetColumn(_("Age"), "number", 8),
        SheetColumn(_("Class"), width=16), SheetColumn(_("Who may fetch"), width=34), SheetColumn(_("Arrived"), "time", 10),
        SheetColumn(_("Left"), "time", 10), SheetColumn(_("Picked up by"), width=14), SheetColumn(_("Relation"), width=14),
    )  # fmt: skip
    rows = [
        (number, one.name, one.age, one.group, "; ".join(may_fetch(one).split("\n")), one.came, one.left,
         one.taken_by, one.relation)
        for number, one in enumerate(record.children, 1)
    ]  # fmt: skip
    title = (_("After-school care: who came, who was fetched"), record.covers)
    return [Sheet(_("Children"), columns, rows, title)]
