"""Things that are out, overdue ones first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from neighborcenter.accounts.permissions import Permission
from neighborcenter.desk.counter import loan_service, queries
from neighborcenter.desk.counter.queries import LoanRow
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.work import Read
from ui.desk.counter import lend
from ui.desk.counter.columns import LOAN_COLUMNS
from ui.desk.counter.list_tab import ListTab
from ui.kit.actions import ActionSpec
from ui.kit.columns import Empty, FilterChoice, Where
from ui.kit.fields import TextField
from ui.kit.form import Field
from ui.kit.jobs import runner
from ui.kit.moments import DateField
from ui.kit.page import Stop
from ui.volunteers import acts
from ui.volunteers.ask_panel import AskPanel

BACK_DAYS = 90


def _loans(read: Read) -> list[LoanRow]:
    """What is out first, then what came back lately."""
    since = read.clock.today() - timedelta(days=BACK_DAYS)
    out = queries.loans(read)
    return out + [row for row in queries.loans(read, out=False, since=since) if row.returned_at is not None]


def _fits(row: LoanRow, where: Where) -> bool:
    state = where.get("state")
    return {
        "out": row.returned_at is None,
        "overdue": row.overdue,
        "back": row.returned_at is not None,
    }.get(state, True)


class LoanTab(ListTab):
    """The list; Enter takes a thing back."""

    def __init__(self) -> None:
        super().__init__(
            "loans",
            LOAN_COLUMNS,
            _loans,
            lambda row: f"{row.what} {row.who}",
            empty=Empty(_("Nothing is out"), _("Wheelchairs, loudspeakers and keys that go out over the counter stand here."), "package", _("Lend"), self.add),
            placeholder=_("Thing or name"),
            name=_("Lent things"),
            new=(_("Lend"), "package", "F7"),
            filters=(FilterChoice("state", N_("State"), [("out", _("Out")), ("overdue", _("Overdue")), ("back", _("Back"))]),),
            fits=_fits,
        )  # fmt: skip
        self.table.set_where(Where("", {"state": "out"}))

    def add(self) -> None:
        """F7: lend something."""
        lend.open_sheet(self.window()).done.connect(self.table.reload)

    def open_row(self) -> None:
        """It is back, in what condition."""
        row = self.table.current_row()
        if row is None or row.returned_at is not None:
            return
        self.ask(
            AskPanel(
                _("It is back"),
                _("It is back"),
                {"condition": Field(_("Condition"), TextField(_("complete, damaged …")))},
                lambda values: lambda work: loan_service.give_back(work, row.id, values["condition"]),
                lambda _values, _done: _("{what} is back from {who}").format(what=row.what, who=row.who),
                undo=lambda work, _done: loan_service.out_again(work, row.id),
            )
        )

    def extend(self) -> None:
        """Let it be out longer."""
        row = self.table.current_row()
        if row is None or row.returned_at is not None:
            return
        self.ask(
            AskPanel(
                _("Lend it longer"),
                _("Lend it longer"),
                {"due_at": Field(_("Due back"), DateField(runner().backend.clock.today), required=True)},
                lambda values: (
                    lambda work: loan_service.extend(
                        work, row.id, lend.due_of(values["due_at"]) or row.due_at
                    )
                ),
                lambda values, _done: _("{what} is due back on {day}").format(
                    what=row.what, day=values["due_at"]
                ),
                undo=lambda work, before: loan_service.extend(work, row.id, before),
            )
        )

    def print_slip(self) -> None:
        """The slip both sign."""
        row = self.table.current_row()
        if row is not None:
            acts.print_paper(self, "loan_slip", _("Loan slip"), {"loan": row.id}, row.what)

    def action_specs(self) -> Sequence[ActionSpec]:
        """What can be done here."""
        serve = Permission.DESK_SERVE
        return (
            ActionSpec("loans.lend", N_("Lend"), "package", "", serve, run=self.add),
            ActionSpec("loans.back", N_("It is back"), "check", "Alt+J", serve, "selection", run=self.open_row),
            ActionSpec("loans.longer", N_("Lend it longer"), "clock", "Alt+L", serve, "selection", run=self.extend),
            ActionSpec("loans.slip", N_("Print the loan slip"), "printer", "F8", Permission.DESK_VIEW, "selection", run=self.print_slip),
            *super().action_specs(),
        )  # fmt: skip

    def tour_stops(self) -> Sequence[Stop]:
        """The sheet, and taking the first back."""
        return (
            Stop("lend", self.add),
            Stop("left", self._leave),
            Stop("back", self._first),
            Stop("closed", self.close_panel),
        )

    def _leave(self) -> None:
        for sheet in self.window().findChildren(lend.LendSheet):
            sheet.leave()

    def _first(self) -> None:
        ref = self.table.model.id_at(0)
        if ref is not None:
            self.table.select(ref)
            self.open_row()
