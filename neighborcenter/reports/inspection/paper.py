"""检查视图: what an inspector asks, for any period, on screen at once and printed as one pack."""

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking.use import reckon
from neighborcenter.catalog.models import service
from neighborcenter.center.queries import center_profile
from neighborcenter.kit.i18n import _, behind
from neighborcenter.kit.times import days_between
from neighborcenter.kit.work import Read
from neighborcenter.modules.models import service_module
from neighborcenter.reports.counting import clipped, visit_counts
from neighborcenter.reports.inspection import parts, questions
from neighborcenter.reports.inspection.record import Headline, Inspection, Part, words
from neighborcenter.reports.paper import styles
from neighborcenter.reports.paper.blocks import Block, Section, Text, Title
from neighborcenter.reports.paper.facts import Figure, Figures, Signatures
from neighborcenter.reports.paper.tables import Column, Table
from neighborcenter.reports.paper.workbook import Kind, Sheet, SheetColumn
from neighborcenter.reports.params import Days
from neighborcenter.reports.report import Check, Values

KEY = "inspection"


def collect(read: Read, values: Values) -> Inspection:
    """Ask everything. Raises NotAllowed."""
    read.require(Permission.REPORTS_VIEW)
    days: Days = values["days"]
    visits = visit_counts(read, days.first, days.end, days=False)
    use = reckon(read, days.first, days.end)
    opened = questions.open_days(read, days.first, days.end)
    names = {
        row.id: (row.name, row.module)
        for row in read.rows(
            sa.select(service.c.id, service.c.name, service_module.c.name.label("module"))
            .join(service_module, service_module.c.id == service.c.module_id)
            .where(service.c.center_id == read.center_id)
        )
    }
    count = len(opened)
    offers, staff = questions.offered(read), questions.staff(read)
    duty = questions.duty(read, days.first, days.end)
    scores = questions.scores(read, days.first, days.end)
    found = (
        parts.modules_part(read, visits, offers),
        parts.rota_part(read, days),
        parts.rooms_part(use, count),
        parts.machines_part(read, days, count),
        parts.services_part(visits, names, count),
        parts.days_part(opened, len(days_between(days.first, days.end))),
        parts.staff_part(staff, duty),
        parts.scores_part(scores),
    )
    _start, stop = clipped(days.first, days.end, read.clock.local())
    answers = sum(scores.values())
    headlines = (
        Headline("offered", _("Services offered"), _("items"), sum(sum(by.values()) for by in offers.values())),
        Headline("open_days", _("Days open"), _("days"), count),
        Headline("visits", _("Visits"), _("person-times"), visits.total.heads),
        Headline("people", _("Residents served"), _("people"), visits.people),
        Headline("rate", _("Use of rooms"), "", use.total.rate),
        Headline("duty", _("Volunteers on duty"), _("person-times"), duty["places"]),
        Headline("volunteer_hours", _("Hours of volunteers"), _("hours"), duty["minutes"] / 60, 1),
        Headline("staff", _("People of the staff"), _("people"), sum(row.many for row in staff)),
        Headline(
            "feedback", _("Satisfaction"), _("of 5"),
            sum(score * times for score, times in scores.items()) / answers if answers else None, 2,
        ),
    )  # fmt: skip
    return Inspection(center_profile(read).name, days, headlines, found, stop)


def figure_words(one: Headline) -> str:
    """A big number as printed."""
    if one.value is None:
        return "—"
    return f"{one.value:.1%}" if one.key == "rate" else f"{one.value:,.{one.decimals}f}"


def story(record: Inspection) -> tuple[Block, ...]:
    """The big numbers, then one table for every question."""
    blocks: list[Block] = [
        Title(_("What the center does"), record.covers),
        Figures(
            tuple(
                Figure(one.label, figure_words(one), behind(one.value, one.unit)) for one in record.headlines
            ),
            columns=3,
            box_height=52.0,
        ),
    ]
    for part in record.parts:
        blocks += [Section(part.title, ""), _table(part), Text(part.note, styles.NOTE)]
    return (*blocks, Signatures((_("Head of the unit"), _("Filled in by"), _("Checked by"), _("Date"))))


def _table(part: Part) -> Table:
    columns = tuple(
        Column(head.title, head.width, "right" if head.number else "left", wrap=not head.number)
        for head in part.heads
    )
    rows = [tuple(words(cell) for cell in line.cells) for line in part.lines]
    totals = tuple("" if cell is None else words(cell) for cell in part.totals)
    return Table(columns, rows, totals, empty=_("Nothing was counted here."))


def sheets(record: Inspection) -> list[Sheet]:
    """One sheet for every question."""
    found = [
        Sheet(
            _("Overview"),
            (SheetColumn(_("Figure"), width=24), SheetColumn(_("Value"), "decimal"), SheetColumn(_("Unit"))),
            [(one.label, one.value, one.unit) for one in record.headlines],
            (_("What the center does"), record.covers),
        )
    ]
    for part in record.parts:
        columns = tuple(
            SheetColumn(head.title, _kind(part, at), 12 * head.width) for at, head in enumerate(part.heads)
        )
        found.append(
            Sheet(
                part.title, columns, [line.cells for line in part.lines], (part.title, part.note), part.totals
            )
        )
    return found


def _kind(part: Part, at: int) -> Kind:
    cells = [line.cells[at] for line in part.lines]
    if any(isinstance(cell, float) for cell in cells):
        return "decimal"
    return "number" if part.heads[at].number and not any(isinstance(cell, str) for cell in cells) else "text"


def checks(record: Inspection) -> tuple[Check, ...]:
    """What an inspector would stumble over: modules without a service, rooms nobody used."""
    found = []
    modules = next(part for part in record.parts if part.key == "modules")
    empty = [str(line.cells[0]) for line in modules.lines if not line.cells[2]]
    if empty:
        found.append(Check(_("Modules without a service: {names}.").format(names=_(", ").join(empty))))
    nobody = [str(line.cells[0]) for line in modules.lines if not line.cells[1]]
    if nobody:
        found.append(Check(_("Modules without an operator: {names}.").format(names=_(", ").join(nobody))))
    return tuple(found)
