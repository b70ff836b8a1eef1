"""How the measurements of one person went: a curve for each unit, and the figures below; to be taken to a doctor."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from neighborcenter.forms.entry_queries import EntryRow, entry_rows
from neighborcenter.forms.queries import form_card
from neighborcenter.forms.trend_queries import Curve, Curves, curves_of
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import NotFound
from neighborcenter.kit.work import Read
from neighborcenter.people.queries import resident_rows
from neighborcenter.people.texts import SEX_NAMES
from neighborcenter.reports.paper.blocks import Block, Text, Title
from neighborcenter.reports.paper.charts import ChartBlock
from neighborcenter.reports.paper.facts import Signatures
from neighborcenter.reports.paper.styles import NOTE
from neighborcenter.reports.paper.tables import Column, Table
from neighborcenter.reports.paper.trend import Measured, trend_of
from neighborcenter.reports.paper.workbook import Sheet, SheetColumn
from neighborcenter.reports.report import Values

MOST_ROWS = 24


@dataclass(frozen=True, slots=True)
class Course:
    """The curves of one person in one form."""

    form: str
    name: str
    about: str
    groups: tuple[Curves, ...]
    cutoff: datetime

    @property
    def headline(self) -> str:
        """健康小屋测量记录表 · 王桂兰."""
        return f"{self.form} · {self.name}"

    @property
    def covers(self) -> str:
        """From the first to the last day."""
        days = [day for group in self.groups for day in group.days]
        return f"{min(days)} – {max(days)}" if days else ""

    @property
    def totals(self) -> Mapping[str, float]:
        """How many figures there are, and how many are not usual."""
        curves = [curve for group in self.groups for curve in group.curves]
        return {
            "figures": sum(value is not None for curve in curves for value in curve.values),
            "outside": sum(bool(_mark(curve, at)) for curve in curves for at in range(len(curve.values))),
        }


def collect(read: Read, values: Values) -> Course:
    """Read the curves of the person of an entry.  Raises NotFound, NotAllowed."""
    rows: list[EntryRow] = entry_rows(read, [values["entry"]])
    if not rows:
        raise NotFound("entry", values["entry"])
    row = rows[0]
    groups = () if row.resident_id is None else curves_of(read, row.form_id, row.resident_id)
    about = "" if row.resident_id is None else _about(read, row.resident_id)
    return Course(form_card(read, row.form_id).title, row.name, about, groups, read.clock.local())


def _about(read: Read, ref: int) -> str:
    """Sex, age and phone, as far as this person may see them."""
    if not read.may("people.view"):
        return ""
    row = resident_rows(read, [ref])[0]
    age = "" if row.age is None else _("{age} years").format(age=row.age)
    return " · ".join(part for part in (_(SEX_NAMES[row.sex]), age, row.phone) if part)


def story(record: Course) -> tuple[Block, ...]:
    """The curves, the figures by day, and room for what a doctor says."""
    if not record.groups:
        nothing = _("Nothing was measured twice; a curve needs two days.")
        return (Title(record.headline, record.about), Text(nothing, NOTE))
    charts = tuple(ChartBlock(group.title, trend_of(group), 94.0) for group in record.groups)
    heads, rows = figures(record)
    table = Table(
        (Column(heads[0], 64, "center", fixed=True), *(Column(head, 1.0, "center") for head in heads[1:])),
        [tuple(row) for row in rows[-MOST_ROWS:]], empty="",
    )  # fmt: skip
    note = _("↑ above, ↓ below what is usual. The figures are measured by oneself and are no diagnosis.")
    return (
        Title(record.headline, record.about),
        *charts,
        table,
        Text(note, NOTE),
        Signatures((_("Measured at"), _("Seen by the doctor"), _("Date"))),
    )


def figures(record: Course) -> tuple[tuple[str, ...], list[list[str]]]:
    """The head and the lines of the table: a day with every measurement, marked where it is not usual."""
    columns = [(group, curve) for group in record.groups for curve in group.curves]
    days = sorted({day for group in record.groups for day in group.days})
    heads = (_("Day"), *(f"{curve.name} {curve.unit}".strip() for _group, curve in columns))
    rows = []
    for day in days:
        cells = [str(day)]
        for group, curve in columns:
            found = [
                f"{curve.values[at]}{_mark(curve, at)}"
                for at, each in enumerate(group.days)
                if each == day and curve.values[at] is not None
            ]
            cells.append(" / ".join(found))
        rows.append(cells)
    return heads, rows


def _mark(curve: Curve, at: int) -> str:
    value = curve.values[at]
    if value is None:
        return ""
    measured = Measured(curve.name, (), _float(curve.low), _float(curve.high))
    if not measured.outside(float(value)):
        return ""
    return "↑" if curve.high is not None and value > curve.high else "↓"


def _float(value: object) -> float | None:
    return None if value is None else float(str(value))


def sheets(record: Course) -> list[Sheet]:
    """The same lines."""
    heads, rows = figures(record)
    columns = tuple(SheetColumn(head, width=14) for head in heads)
    return [Sheet(record.form, columns, [tuple(row) for row in rows], (record.headline, record.covers))]
