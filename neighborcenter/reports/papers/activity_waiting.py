"""候补名单: who waits for a place, in the order in which places are given."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from neighborcenter.accounts.permissions import Permission
from neighborcenter.activities.kinds import EnrollmentStatus
from neighborcenter.kit.i18n import _
from neighborcenter.kit.work import Read
from neighborcenter.reports.activity_facts import Heading, Person, heading, people
from neighborcenter.reports.paper.blocks import Block, Title
from neighborcenter.reports.paper.tables import Column, Table
from neighborcenter.reports.paper.workbook import Sheet, SheetColumn
from neighborcenter.reports.report import Values

WAITING = (EnrollmentStatus.WAITING, EnrollmentStatus.OFFERED)


@dataclass(frozen=True, slots=True)
class WaitingPaper:
    """One line a sign-up; a family is one line with its heads."""

    activity: Heading
    lines: tuple[tuple[Person, int], ...]
    cutoff: datetime

    @property
    def headline(self) -> str:
        """候补名单 · 书法班."""
        return _("Waiting list · {title}").format(title=self.activity.title)

    @property
    def covers(self) -> str:
        """The day it was made."""
        return f"{self.cutoff:%Y-%m-%d %H:%M}"

    @property
    def totals(self) -> Mapping[str, float]:
        """Sign-ups and people."""
        return {"lines": len(self.lines), "heads": sum(heads for _one, heads in self.lines)}


def collect(read: Read, values: Values) -> WaitingPaper:
    """Read who waits. Raises NotAllowed, NotFound."""
    read.require(Permission.ACTIVITIES_VIEW)
    found = heading(read, values["activity"])
    waiting: dict[int, tuple[Person, int]] = {}
    for one in people(read, found.id, WAITING):
        first, heads = waiting.get(one.enrollment_id, (one, 0))
        waiting[one.enrollment_id] = (first, heads + one.heads)
    order = sorted(
        waiting.values(), key=lambda line: (-line[0].priority, line[0].position, line[0].enrollment_id)
    )
    return WaitingPaper(found, tuple(order), read.clock.local())


def _cells(number: int, one: Person, heads: int) -> tuple[str, ...]:
    state = _("Offered a place") if one.status is EnrollmentStatus.OFFERED else _("Waits")
    since = f"{one.signed_up_at:%Y-%m-%d %H:%M}"
    return str(number), one.who or one.name, str(heads), one.reach, since, str(one.priority or ""), state


def _titles() -> tuple[str, ...]:
    return (
        _("No."), _("Full name"), _("People"), _("Reached through"), _("Signed up on"), _("Priority"), _("State"),
    )  # fmt: skip


def story(record: WaitingPaper) -> tuple[Block, ...]:
    """One table with room to note calls."""
    titles = _titles()
    widths = (30.0, 1.3, 34.0, 1.8, 92.0, 40.0, 74.0)
    columns = tuple(
        Column(title, width, "left" if width < 10 else "center", fixed=width >= 10)
        for title, width in zip(titles, widths, strict=True)
    )
    rows = [
        (*_cells(number, one, heads), "") for number, (one, heads) in enumerate(record.lines, 1)
    ]  # the last cell is written by hand
    totals = ("", _("Total"), str(int(record.totals["heads"])), "", "", "", "", "")
    return (
        Title(record.headline, record.covers),
        Table(
            (*columns, Column(_("Remarks"), 1.2)),
            rows,
            totals if rows else (),
            empty=_("Nobody waits."),
            row_height=22,
        ),
    )


def sheets(record: WaitingPaper) -> list[Sheet]:
    """The same rows."""
    columns = tuple(SheetColumn(title, width=16) for title in _titles())
    rows = [_cells(number, one, heads) for number, (one, heads) in enumerate(record.lines, 1)]
    return [Sheet(_("Waiting list"), columns, rows, (record.headline, record.covers))]
