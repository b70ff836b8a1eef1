"""Standing orders: the same meal on the same weekdays."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import N_, _
from neighborcenter.meals import queries
from neighborcenter.meals.queries import StandingRow
from ui.kit.actions import ActionSpec
from ui.kit.columns import Empty, Sort
from ui.kit.jobs import may
from ui.kit.page import Stop
from ui.meals.asks import end_standing_panel, standing_panel
from ui.meals.columns import STANDING_COLUMNS
from ui.meals.list_tab import ListTab
from ui.meals.listing import Listed


class StandingTab(ListTab):
    """Enter ends the one under the cursor."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        source = Listed(STANDING_COLUMNS, queries.standing_orders, lambda row: str(row.name))
        self.place(
            "standing", STANDING_COLUMNS, source,
            Empty(
                _("No standing orders"), _("Whoever eats every weekday orders once."), "repeat",
                _("Standing order") if may(Permission.MEALS_ORDER) else "", self.new,
            ),
            _("Name"), _("Standing orders"), sort=Sort("name"),
        )  # fmt: skip
        self.put_main(_("New standing order"), "plus", Permission.MEALS_ORDER, self.new)
        self.table.opened.connect(lambda _ref: self.end())

    def new(self) -> None:
        """Another standing order."""
        if may(Permission.MEALS_ORDER):
            self.ask(standing_panel())

    def end(self) -> None:
        """Say when the one under the cursor ends."""
        row: StandingRow | None = self.row()
        if row is not None and may(Permission.MEALS_ORDER):
            self.ask(end_standing_panel(row))

    def action_specs(self) -> Sequence[ActionSpec]:
        """What can be done here."""
        order = Permission.MEALS_ORDER
        return (
            ActionSpec("meals.standing", N_("New standing order"), "plus", "Ctrl+N", order, run=self.new),
            ActionSpec("meals.standing_end", N_("End the standing order"), "x", "Ctrl+Del", order, "selection", run=self.end),
            *self.list_specs(),
        )  # fmt: skip

    def tour_stops(self) -> Sequence[Stop]:
        """A new one."""
        return (Stop("new", self.new), Stop("closed", self.close_panel))
