"""台账: the entries of one form in a month, with the exact columns of its version in force.

The layout is the one offices know: the title over all columns, the day it was made and where the data come from
below it, the head on row 3, running numbers in front. Voided entries are left out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from neighborcenter.center.queries import center_profile
from neighborcenter.forms.drafts import FieldDef
from neighborcenter.forms.entry_queries import EntryFilter, EntryRow, entry_ids, entry_rows
from neighborcenter.forms.kinds import FieldKind
from neighborcenter.forms.queries import form_card
from neighborcenter.forms.values import label_of, yuan
from neighborcenter.kit.i18n import _
from neighborcenter.kit.times import DAY, Month
from neighborcenter.kit.work import Read
from neighborcenter.reports.paper.blocks import Block, Text, Title
from neighborcenter.reports.paper.facts import Signatures
from neighborcenter.reports.paper.styles import NOTE
from neighborcenter.reports.paper.tables import Column, Table
from neighborcenter.reports.paper.workbook import Cell, Kind, Sheet, SheetColumn
from neighborcenter.reports.report import Values
from neighborcenter.reports.words import month_words

_AT_ONCE = 500
_LONG = frozenset({FieldKind.LONG_TEXT})
_POINTS = {
    "date": 52.0, "day": 52.0, "due": 52.0, "time": 32.0, "phone": 56.0, "guardian_phone": 56.0, "sex": 26.0,
    "age": 26.0, "birth": 52.0,
}  # fmt: skip
_SUMMED = frozenset({FieldKind.MONEY, FieldKind.NUMBER, FieldKind.COMPUTED})
_UNITS = ("人", "人次", "份", "斤", "小时", "学时")
"""Units that make sense when added up; blood pressures do not."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """The lines of a month, by day."""

    name: str
    month: Month
    columns: tuple[FieldDef, ...]
    rows: tuple[EntryRow, ...]
    center: str
    cutoff: datetime

    @property
    def headline(self) -> str:
        """独居老人走访记录表 · 2026年11月."""
        return f"{self.name} · {month_words(self.month.year, self.month.month)}"

    @property
    def covers(self) -> str:
        """First and last day."""
        return f"{self.month.first} – {self.month.next_first - DAY}"

    @property
    def source(self) -> str:
        """生成日期：2026年11月23日    数据来源：桂花里社区邻里中心."""
        day = self.cutoff.date()
        made = _("Made on {year}-{month}-{day}").format(year=day.year, month=day.month, day=day.day)
        return f"{made}    {_('Source: {center}').format(center=self.center)}"

    @property
    def totals(self) -> Mapping[str, float]:
        """Lines, different people, and the sum of every column that can be added up (money in yuan)."""
        found: dict[str, float] = {
            "lines": len(self.rows),
            "people": len({row.resident_id for row in self.rows if row.resident_id is not None}),
        }
        for one in self.columns:
            total = self.sum_of(one)
            if total is not None:
                found[one.key] = float(total)
        return found

    def sum_of(self, one: FieldDef) -> Decimal | None:
        """The sum of a column, money in yuan; None for what is not added up."""
        if one.kind not in _SUMMED or (one.kind is not FieldKind.MONEY and one.unit not in _UNITS):
            return None
        values = [row.plain.get(one.key) for row in self.rows]
        total = sum((Decimal(value) for value in values if isinstance(value, int | Decimal)), Decimal(0))
        return total / 100 if one.kind is FieldKind.MONEY else total


def collect(read: Read, values: Values) -> Ledger:
    """Read the month.  Raises NotFound, NotAllowed."""
    card = form_card(read, values["form"])
    month: Month = values["month"]
    definition = card.definition
    wanted = EntryFilter(card.id, month.first, month.next_first, with_void=False, order="day")
    ids = entry_ids(read, wanted, definition)
    rows: list[EntryRow] = []
    for start in range(0, len(ids), _AT_ONCE):
        rows += entry_rows(read, ids[start : start + _AT_ONCE], definition.columns)
    name = definition.title or card.title
    return Ledger(name, month, definition.columns, tuple(rows), center_profile(read).name, read.clock.local())


def story(record: Ledger) -> tuple[Block, ...]:
    """One table with running numbers, the sums, and who signs."""
    columns = (
        Column(_("No."), 28, "center", fixed=True),
        *(_column(one) for one in record.columns),
    )
    rows = [
        (str(number), *(row.cells.get(one.key, "") for one in record.columns))
        for number, row in enumerate(record.rows, 1)
    ]
    sums = [record.sum_of(one) for one in record.columns]
    foot: tuple[str, ...] = ()
    if rows:
        first = _("Total: {count}").format(count=len(rows))
        words = [_sum_words(one, total) for one, total in zip(record.columns, sums, strict=True)]
        foot = ("", words[0] or first, *words[1:])
    return (
        Title(record.headline, ""),
        Text(record.source, NOTE),
        Table(columns, rows, foot, size=8.0, empty=_("No entries in this month.")),
        Signatures((_("Head of the unit"), _("Filled in by"), _("Checked by"), _("Date"))),
    )


def sheets(record: Ledger) -> list[Sheet]:
    """The same lines: numbers as numbers, days as days, the title merged and the head on row 3."""
    columns = (SheetColumn(_("No."), "number", 8), *(sheet_column(one) for one in record.columns))
    rows = [
        (number, *(sheet_cell(one, row.plain.get(one.key)) for one in record.columns))
        for number, row in enumerate(record.rows, 1)
    ]
    sums = [record.sum_of(one) for one in record.columns]
    totals: tuple[Cell, ...] = ()
    if rows and any(total is not None for total in sums):
        totals = (_("Total"), *(None if total is None else float(total) for total in sums))
    return [Sheet(record.name, columns, rows, (record.headline, record.source), totals, official=True)]


def head_of(one: FieldDef) -> str:
    """The exact name of the column, with its unit where it has one."""
    label = label_of(one)
    return f"{label}（{one.unit}）" if one.unit and one.unit not in label else label


def sheet_column(one: FieldDef) -> SheetColumn:
    """The column of a sheet for a field."""
    kinds: dict[FieldKind, Kind] = {
        FieldKind.MONEY: "money", FieldKind.DATE: "date", FieldKind.DAY: "date", FieldKind.DUE: "date",
        FieldKind.TIME: "time",
    }  # fmt: skip
    kind = kinds.get(one.kind, "text")
    if one.kind in (FieldKind.NUMBER, FieldKind.COMPUTED):
        kind = "decimal" if one.places == 1 else "money" if one.places else "number"
    return SheetColumn(head_of(one), kind, float(one.width or 14))


def sheet_cell(one: FieldDef, value: Any) -> Cell:
    """A value as a cell: money in yuan."""
    if one.kind is FieldKind.MONEY and isinstance(value, int):
        return value / 100
    if isinstance(value, Decimal):
        return float(value)
    found: Cell = value
    return found


def _column(one: FieldDef) -> Column:
    """Days and phones keep to one line; words share what is left."""
    points = _POINTS.get(one.fact or one.kind.value)
    if points is not None:
        return Column(head_of(one), points, "center", wrap=True, fixed=True)
    return Column(head_of(one), max(0.6, (one.width or 12) / 12), _side(one), wrap=True)


def _side(one: FieldDef) -> Any:
    return "right" if one.kind in _SUMMED else "left" if one.kind in _LONG else "center"


def _sum_words(one: FieldDef, total: Decimal | None) -> str:
    if total is None:
        return ""
    return yuan(int(total * 100)) if one.kind is FieldKind.MONEY else format(total, "f")
