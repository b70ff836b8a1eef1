"""活动统计: activities by kind, module and month — how many, how many people, how long, how well liked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from neighborcenter.accounts.permissions import Permission
from neighborcenter.activities import statistics
from neighborcenter.activities.rows import KindFigures
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.work import Read
from neighborcenter.reports.paper.blocks import Beside, Block, Section, Text, Title
from neighborcenter.reports.paper.charts import Bars, ChartBlock, Ranked, Series
from neighborcenter.reports.paper.facts import Figure, Figures, Signatures
from neighborcenter.reports.paper.styles import NOTE
from neighborcenter.reports.paper.tables import Column, Table
from neighborcenter.reports.paper.workbook import Sheet, SheetColumn
from neighborcenter.reports.params import Days
from neighborcenter.reports.report import Values

MOST_RANKED = 8


@dataclass(frozen=True, slots=True)
class ActivityStatistics:
    """The sessions held in a range of days."""

    days: Days
    kinds: tuple[KindFigures, ...]
    modules: tuple[KindFigures, ...]
    months: tuple[KindFigures, ...]
    activities: tuple[KindFigures, ...]
    cutoff: datetime

    @property
    def covers(self) -> str:
        """First and last day."""
        return self.days.words()

    @property
    def totals(self) -> Mapping[str, float]:
        """Activities, sessions, heads and hours."""
        return {
            "activities": len(self.activities),
            "sessions": sum(one.sessions for one in self.kinds),
            "heads": sum(one.heads for one in self.kinds),
            "hours": round(sum(one.minutes for one in self.kinds) / 60, 1),
        }


def collect(read: Read, values: Values) -> ActivityStatistics:
    """Count what was held. Raises NotAllowed."""
    read.require(Permission.ACTIVITIES_VIEW)
    days: Days = values["days"]

    def ranked(found: Sequence[KindFigures]) -> tuple[KindFigures, ...]:
        return tuple(sorted(found, key=lambda one: (-one.heads, -one.sessions, one.name)))

    return ActivityStatistics(
        days,
        ranked(statistics.by_kind(read, days.first, days.end)),
        ranked(statistics.by_module(read, days.first, days.end)),
        tuple(statistics.by_month(read, days.first, days.end)),
        ranked(statistics.by_activity(read, days.first, days.end)),
        read.clock.local(),
    )


def story(record: ActivityStatistics) -> tuple[Block, ...]:
    """Four figures, three charts, three tables."""
    totals = record.totals
    scores = [one.score for one in record.activities if one.score is not None]
    liked = sum(scores) / len(scores) if scores else None
    figures = (
        Figure(_("Activities"), f"{int(totals['activities']):,}"),
        Figure(_("Sessions held"), f"{int(totals['sessions']):,}"),
        Figure(_("Times somebody came"), f"{int(totals['heads']):,}"),
        Figure(_("Hours in all"), f"{totals['hours']:,.1f}"),
        Figure(_("Signed up and came"), _share(record.kinds)),
        Figure(_("Score"), "—" if liked is None else f"{liked:.1f}", "" if liked is None else _("of 5")),
    )
    return (
        Title(_("Statistics of activities"), record.covers),
        Figures(figures),
        ChartBlock(_("Times somebody came, by month"), _by_month(record), 112),
        Beside(
            (
                ChartBlock(_("By kind"), _ranked(record.kinds), 134),
                ChartBlock(_("By module"), _ranked(record.modules), 134),
            )
        ),
        Section(_("By kind")),
        _table(_("Kind"), record.kinds),
        Section(_("By module")),
        _table(_("Module"), record.modules),
        Section(_("By activity")),
        _table(_("Activity"), record.activities),
        Text(_("Only sessions that were held count; whoever comes to two sessions counts twice."), NOTE),
        Signatures((_("Filled in by"), _("Checked by"), _("Date"))),
    )


def _share(kinds: Sequence[KindFigures]) -> str:
    enrolled, came = sum(one.enrolled for one in kinds), sum(one.came_of_enrolled for one in kinds)
    return f"{came * 100 / enrolled:.0f}%" if enrolled else "—"


def _name(one: KindFigures) -> str:
    return one.name or _("(none)")


def _by_month(record: ActivityStatistics) -> Bars:
    most = max((one.heads for one in record.months), default=0)
    marked = frozenset(at for at, one in enumerate(record.months) if most and one.heads == most)
    labels = tuple(one.name for one in record.months) or ("",)
    values = tuple(float(one.heads) for one in record.months) or (0.0,)
    return Bars(labels, (Series("", values),), marked)


def _ranked(found: Sequence[KindFigures]) -> Ranked:
    shown = found[:MOST_RANKED]
    sessions = N_("{count} times")
    return Ranked(
        tuple(_name(one) for one in shown),
        tuple(float(one.heads) for one in shown),
        tuple(_(sessions).format(count=one.sessions) for one in shown),
    )


def _table(head: str, found: Sequence[KindFigures]) -> Table:
    columns = (
        Column(head, 2.2, wrap=True),
        Column(_("Activities"), 1.0, "right"),
        Column(_("Sessions"), 1.0, "right"),
        Column(_("Turned up"), 1.0, "right"),
        Column(_("Hours in all"), 1.0, "right"),
        Column(_("Signed up"), 1.0, "right"),
        Column(_("Score"), 0.8, "right"),
    )
    rows = [
        (
            _name(one),
            str(one.activities),
            str(one.sessions),
            f"{one.heads:,}",
            f"{one.hours:,.1f}",
            f"{one.enrolled:,}",
            "" if one.score is None else f"{one.score:.1f}",
        )
        for one in found
    ]
    totals = (
        _("Total"), str(sum(one.activities for one in found)), str(sum(one.sessions for one in found)), f"{sum(one.heads for one in found):,}",
        f"{sum(one.minutes for one in found) / 60:,.1f}", f"{sum(one.enrolled for one in found):,}", "",
    )  # fmt: skip
    return Table(columns, rows, totals if rows else (), empty=_("Nothing was held in these days."))


def sheets(record: ActivityStatistics) -> list[Sheet]:
    """One sheet for each way of counting."""
    parts = (
        (_("By kind"), _("Kind"), record.kinds),
        (_("By module"), _("Module"), record.modules),
        (_("By month"), _("Month"), record.months),
        (_("By activity"), _("Activity"), record.activities),
    )
    return [
        Sheet(
            name,
            (
                SheetColumn(head, width=24),
                SheetColumn(_("Activities"), "number", 10),
                SheetColumn(_("Sessions"), "number", 10),
                SheetColumn(_("Turned up"), "number", 10),
                SheetColumn(_("Hours in all"), "decimal", 10),
                SheetColumn(_("Signed up"), "number", 10),
                SheetColumn(_("Signed up and came"), "number", 16),
                SheetColumn(_("Score"), "decimal", 8),
            ),
            [
                (
                    _name(one), one.activities, one.sessions, one.heads, round(one.hours, 1), one.enrolled,
                    one.came_of_enrolled, one.score,
                )
                for one in found
            ],
            (_("Statistics of activities"), record.covers),
        )
        for name, head, found in parts
    ]  # fmt: skip
