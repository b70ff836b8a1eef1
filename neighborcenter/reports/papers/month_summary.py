"""The month: page one for the board — text, six figures, three charts, signatures — then the tables behind it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from neighborcenter.accounts.permissions import Permission
from neighborcenter.center.queries import center_profile
from neighborcenter.desk.kinds import Outcome
from neighborcenter.kit.i18n import N_, _, behind
from neighborcenter.kit.times import Month, days_between
from neighborcenter.kit.work import Read
from neighborcenter.reports.counting import NONE
from neighborcenter.reports.figures import FIGURES, FigureKey, MonthFigures, month_figures, number_words
from neighborcenter.reports.paper import styles
from neighborcenter.reports.paper.blocks import Beside, Block, PageBreak, Section, Text, Title
from neighborcenter.reports.paper.charts import Bars, ChartBlock, Ranked, Series
from neighborcenter.reports.paper.facts import Figure, Figures, Signatures, WritingLines
from neighborcenter.reports.paper.page import lay_out, type_area
from neighborcenter.reports.paper.workbook import Sheet
from neighborcenter.reports.papers.month_tables import (
    module_table,
    room_table,
    service_table,
    volunteer_table,
)
from neighborcenter.reports.papers.month_tables import sheets as month_sheets
from neighborcenter.reports.papers.month_text import summary
from neighborcenter.reports.queries import Note, notes
from neighborcenter.reports.report import Check, NotePlace, Values
from neighborcenter.reports.words import month_words

KEY = "month_summary"
BOXES: tuple[FigureKey, ...] = ("visits", "people", "services", "held", "rate", "newcomers")
NOTE_PLACES = (
    NotePlace("highlights", N_("Work of the month"), N_("What was done, what went well")),
    NotePlace("problems", N_("Problems of the month"), N_("What did not go well, and why")),
    NotePlace("next", N_("Next month"), N_("What is planned")),
)


@dataclass(frozen=True, slots=True)
class MonthSummary:
    """Everything the month's paper says."""

    center: str
    figures: MonthFigures
    notes: Mapping[str, Note]

    @property
    def month(self) -> Month:
        """The month it is about."""
        return self.figures.month

    @property
    def counted(self) -> Month:
        """The days whose rows stand behind the figures."""
        return self.month

    @property
    def period(self) -> str:
        """Under which its notes are kept."""
        return str(self.month)

    @property
    def headline(self) -> str:
        """The name in the header: 2026年11月工作情况."""
        return _("Work in {month}").format(month=month_words(self.month.year, self.month.month))

    @property
    def covers(self) -> str:
        """First and last day."""
        days = days_between(self.month.first, self.month.next_first)
        return f"{days[0]} – {days[-1]}"

    @property
    def cutoff(self) -> datetime:
        """Up to when the data count."""
        return self.figures.cutoff

    @property
    def totals(self) -> Mapping[str, float]:
        """Every figure by its key, and the totals of the room table in hours."""
        found: dict[str, float] = {}
        for key in FIGURES:
            value = self.figures.compared(key).now
            found[key] = round(value or 0.0, 4)
        rooms = self.figures.now.use.total
        return found | {"room_hours": round(rooms.used / 60, 1), "open_hours": round(rooms.open / 60, 1)}


def collect(read: Read, values: Values) -> MonthSummary:
    """Count the month and read the notes. Raises NotAllowed."""
    read.require(Permission.REPORTS_VIEW)
    month: Month = values["month"]
    return MonthSummary(center_profile(read).name, month_figures(read, month), notes(read, KEY, str(month)))


def story(record: MonthSummary) -> tuple[Block, ...]:
    """Page one, then the tables; as many lines to write on as do not begin a page of their own."""
    area = type_area("A4")
    told = {lines: _told(record, lines) for lines in (4, 3, 2)}
    pages = {lines: len(lay_out(blocks, *area)) for lines, blocks in told.items()}
    return told[max(pages, key=lambda lines: (-pages[lines], lines))]


def _told(record: MonthSummary, lines: int) -> tuple[Block, ...]:
    figures = record.figures
    return (
        Title(f"{record.center}\n{record.headline}"),
        Text(summary(figures)),
        Figures(tuple(_box(figures, key) for key in BOXES)),
        ChartBlock(_("Visits by day (person-times)"), daily_chart(figures), 112),
        Beside(
            (
                ChartBlock(_("Services by module"), module_chart(figures), 134),
                ChartBlock(_("Visits by hour (person-times)"), hourly_chart(figures), 134),
            ),
            (1.15, 1.0),
        ),
        Signatures((_("Head of the unit"), _("Filled in by"), _("Checked by"), _("Date"))),
        PageBreak(),
        Section(_("Services by module"), _("Unit: services")),
        module_table(figures),
        Section(_("Services by matter"), _("Unit: services")),
        service_table(figures),
        Section(_("How the rooms were used"), _("Unit: hours")),
        room_table(figures),
        Text(
            _("Use is the share of the opening hours; a whole hall booked counts for each of its parts."),
            styles.NOTE,
        ),
        Section(_("Service of volunteers")),
        volunteer_table(figures),
        *_notes(record, lines),
    )


def _box(figures: MonthFigures, key: FigureKey) -> Figure:
    one = figures.compared(key)
    return Figure(
        one.label,
        one.shown,
        "" if key == "rate" else behind(one.now, one.unit),
        ((_("on last month"), one.change("before")), (_("on last year"), one.change("year_before"))),
    )


def daily_chart(figures: MonthFigures) -> Bars:
    """Heads by day; the busiest day is marked."""
    days = days_between(figures.month.first, figures.month.next_first)
    heads = [float(figures.now.visits.by_day.get(day, NONE).heads) for day in days]
    most = max(heads, default=0.0)
    marked = frozenset(at for at, value in enumerate(heads) if most and value == most)
    # What lies ahead is not nought: the chart stops at the last day that counts.
    known: list[float | None] = [
        value if day <= figures.cutoff.date() else None for day, value in zip(days, heads, strict=True)
    ]
    return Bars(tuple(str(day.day) for day in days), (Series("", tuple(known)),), marked)


def module_chart(figures: MonthFigures) -> Ranked:
    """Services by module with their share, most first."""
    total = figures.now.visits.total.services
    ranked = sorted(figures.modules, key=lambda one: -one.now.services)[:8]
    return Ranked(
        tuple(one.name for one in ranked),
        tuple(float(one.now.services) for one in ranked),
        tuple(number_words(one.now.services / total if total else None, rate=True) for one in ranked),
    )


def hourly_chart(figures: MonthFigures) -> Bars:
    """Heads by hour of the day, from the first to the last hour with a visit."""
    hours = figures.shape.by_hour
    if not hours:
        return Bars(tuple(str(hour) for hour in range(8, 18)), (Series("", (0.0,) * 10),))
    span = range(min(hours), max(hours) + 1)
    most = max(hours.values())
    marked = frozenset(at for at, hour in enumerate(span) if hours.get(hour) == most)
    return Bars(
        tuple(str(hour) for hour in span),
        (Series("", tuple(float(hours.get(hour, 0)) for hour in span)),),
        marked,
    )


def _notes(record: MonthSummary, lines: int) -> list[Block]:
    """The manager's words; where there are none, lines to write on by hand."""
    found: list[Block] = []
    for place in NOTE_PLACES:
        note = record.notes.get(place.key)
        found.append(Section(_(place.label)))
        found.append(Text(note.body) if note and note.body else WritingLines(lines))
    return found


def sheets(record: MonthSummary) -> list[Sheet]:
    """The workbook of the month."""
    return month_sheets((f"{record.center} {record.headline}", record.covers), record.figures)


def checks(record: MonthSummary) -> tuple[Check, ...]:
    """What a manager should look at before printing."""
    figures, found = record.figures, []
    waiting = figures.shape.by_outcome.get(Outcome.OPEN, 0)
    if waiting:
        found.append(Check(_("Not finished yet: {count}.").format(count=waiting), "open"))
    if not figures.over:
        upto = figures.cutoff.strftime("%Y-%m-%d %H:%M")
        found.append(Check(_("The month is not over; the figures count up to {time}.").format(time=upto)))
    if not figures.now.visits.total.services:
        found.append(Check(_("No visit was registered in this month.")))
    idle = [one.name for one in figures.modules if not one.now.services]
    if idle and figures.now.visits.total.services:
        found.append(
            Check(_("Modules without a service this month: {names}.").format(names=_(", ").join(idle)))
        )
    if not any(note.body for note in record.notes.values()):
        found.append(Check(_("The notes are empty; lines to write on by hand are printed instead.")))
    return tuple(found)
