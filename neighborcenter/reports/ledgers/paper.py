"""A ledger as a paper of the house: title, day and source, the exact columns, the sum; the same in the workbook."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from neighborcenter.accounts.permissions import Permission
from neighborcenter.center.queries import center_profile
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.work import Read
from neighborcenter.reports.ledgers.ledger import NUMBER, Ask, Column, Ledger, Line, words_of
from neighborcenter.reports.ledgers.registry import LEDGERS, ledger
from neighborcenter.reports.paper import tables
from neighborcenter.reports.paper.blocks import Block, Title
from neighborcenter.reports.paper.facts import Signatures
from neighborcenter.reports.paper.workbook import Cell, Sheet, SheetColumn
from neighborcenter.reports.params import Days
from neighborcenter.reports.report import Param, Report, Values
from neighborcenter.reports.words import day_words

PREFIX = "ledger_"


@dataclass(frozen=True, slots=True)
class LedgerRecord:
    """A ledger filled with its rows."""

    ledger: Ledger
    lines: tuple[Line, ...]
    days: Days | None
    center: str
    cutoff: datetime

    @property
    def headline(self) -> str:
        """Its name."""
        return self.ledger.title

    @property
    def covers(self) -> str:
        """The days, or the day on which things stood like this."""
        return self.days.words() if self.days else f"{self.cutoff:%Y-%m-%d}"

    @property
    def source(self) -> str:
        """生成日期：2026年11月23日    数据来源：… as ledgers have it in their second row."""
        made = _("Made on: {day}").format(day=day_words(self.cutoff.date()))
        source = _("Source: records of {center}").format(center=self.center)
        return "    ".join((made, source, *((self.days.words(),) if self.days else ())))

    @property
    def columns(self) -> tuple[Column, ...]:
        """The running number and the columns."""
        return (NUMBER, *self.ledger.columns)

    @property
    def rows(self) -> list[tuple[Cell, ...]]:
        """The cells with their running number."""
        return [(number, *line.cells) for number, line in enumerate(self.lines, 1)]

    @property
    def sums(self) -> tuple[Cell, ...]:
        """The last line: 合计, and the sum of every column that is added up."""
        found: list[Cell] = [None, _("Total")]
        for at, column in list(enumerate(self.ledger.columns))[1:]:
            found.append(self._sum(at) if column.totals else None)
        if not any(column.totals for column in self.ledger.columns):
            found[2] = _("{count} rows").format(count=len(self.lines))
        return tuple(found)

    def _sum(self, at: int) -> float:
        numbers = [line.cells[at] for line in self.lines]
        return round(sum(one for one in numbers if isinstance(one, (int, float))), 1)

    @property
    def totals(self) -> Mapping[str, float]:
        """Rows, and every sum."""
        sums = {one.key: self._sum(at) for at, one in enumerate(self.ledger.columns) if one.totals}
        return {"rows": len(self.lines), **sums}


def collect(key: str, read: Read, values: Values) -> LedgerRecord:
    """Read the rows of one ledger. Raises NotAllowed, NotFound."""
    read.require(Permission.REPORTS_VIEW)
    one = ledger(read, key)
    read.require(one.permission)
    days: Days | None = values.get("days")
    today = read.clock.today()
    span = Ask(days.first, days.end) if days else Ask(today, today + timedelta(days=1))
    lines = tuple(one.rows(read, span))
    return LedgerRecord(one, lines, days, center_profile(read).name, read.clock.local())


def _points(one: Column) -> float:
    """The width on paper: points for numbers, days and moments, which must not be cut; a share for words."""
    fixed = {"date": 48.0, "datetime": 72.0, "time": 34.0}
    return fixed.get(one.kind, one.width * 4.4 if one.width <= 6 else one.width)


def story(record: LedgerRecord) -> tuple[Block, ...]:
    """One table; columns for the pen keep their room."""
    columns = tuple(
        tables.Column(
            one.title,
            _points(one),
            "left" if one.kind == "text" else "center",
            wrap=one.kind == "text",
            fixed=_points(one) != one.width,
        )
        for one in record.columns
    )
    rows = [tuple(words_of(cell) for cell in row) for row in record.rows]
    sums = tuple(words_of(cell) for cell in record.sums) if rows else ()
    return (
        Title(record.headline, record.source),
        tables.Table(columns, rows, sums, size=8.0, empty=_("Nothing is in this ledger.")),
        Signatures((_("Filled in by"), _("Checked by"), _("Date"))),
    )


def sheets(record: LedgerRecord) -> list[Sheet]:
    """The same rows: title over all columns, day and source below it, the names of the columns in row 3."""
    columns = tuple(SheetColumn(one.title, one.kind, one.width + 2) for one in record.columns)
    return [
        Sheet(
            record.headline, columns, record.rows, (record.headline, record.source),
            record.sums if record.lines else (), official=True,
        )
    ]  # fmt: skip


def ledger_report(one: Ledger) -> Report:
    """The ledger as a line among the papers."""
    days = (Param("days", "days", _DAYS, usual="last month"),) if one.covers == "days" else ()
    return Report(
        PREFIX + one.key, one.en, "ledgers", one.permission, days, partial(collect, one.key), story, sheets,
        "A4-landscape", words=one.words, note=_MASKED, official=one.zh,
    )  # fmt: skip


_DAYS = N_("Days covered")
_MASKED = N_("Phones and ID numbers are masked")

LEDGER_REPORTS: tuple[Report, ...] = tuple(ledger_report(one) for one in LEDGERS)
