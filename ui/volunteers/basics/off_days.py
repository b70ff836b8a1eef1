"""Days on which nobody is asked: festivals, the yearly outing, days the whole group is away."""

from __future__ import annotations

from typing import Any

from neighborcenter.kit.i18n import N_, _
from neighborcenter.volunteers import basics, time_service
from neighborcenter.volunteers.basics import DaysOff
from ui.kit.columns import Column
from ui.kit.fields import TextField
from ui.kit.form import Field
from ui.kit.jobs import runner
from ui.kit.moments import DateField
from ui.kit.spoken import spoken_day, spoken_days
from ui.people.panels import Fact, Panel
from ui.volunteers import acts
from ui.volunteers.ask_panel import AskPanel
from ui.volunteers.basics.part import Part

COLUMNS = (
    Column("first", N_("First day"), 130, show=lambda row: row.first.isoformat(), strong=True),
    Column("last", N_("Last day"), 130, show=lambda row: row.last.isoformat()),
    Column("days", N_("Days in all"), 90, align="right", show=lambda row: len_of(row), sort=None),
    Column("reason", N_("Reason"), 240, stretch=True),
)


def len_of(row: DaysOff) -> int:
    """How many days."""
    return (row.last - row.first).days + 1


class OffDaysPart(Part):
    """The list of days."""

    def __init__(self) -> None:
        super().__init__(
            "off_days",
            _("Days nobody is asked"),
            _("New days"),
            COLUMNS,
            basics.days_off,
            lambda row: f"{row.first} {row.last} {row.reason}",
            empty=(
                _("Nobody is spared on any day"),
                _("Days off of one person stand on their card; here are those of everybody."),
                "calendar-off",
            ),
            placeholder=_("Day or reason"),
        )

    def title_of(self, row: DaysOff) -> str:
        """The days."""
        return spoken_days(row.first, row.last)

    def fill_card(self, panel: Panel, row: DaysOff) -> None:
        """Why, and the way back."""
        if row.reason:
            panel.body.addWidget(Fact(_("Reason"), row.reason))
        panel.body.addStretch(1)
        self.foot(panel, _("Change"), "pencil", self.change)
        self.foot(panel, _("Ask again on these days"), "rotate-ccw", lambda: self._drop(row), main=True)

    def change(self) -> None:
        """Other days: the old ones go, the new ones come."""
        row = self.table.current_row()
        if row is not None and self.writes:
            self.edit(row)

    def _drop(self, row: DaysOff) -> None:
        acts.act(
            self,
            lambda work: time_service.end_leave(work, row.id),
            _("{days}: people are asked again").format(days=self.title_of(row)),
            undo=lambda work, _done: time_service.go_on_leave(work, None, row.first, row.last, row.reason),
            then=lambda _done: self.panel_wanted.emit(None),
        )

    def edit(self, row: DaysOff | None) -> None:
        """First and last day, why."""
        today = runner().backend.clock.today

        def save(work: Any, values: dict[str, Any]) -> int:
            if row is not None:
                time_service.end_leave(work, row.id)
            first = values["first_day"] or today()
            return time_service.go_on_leave(work, None, first, values["last_day"] or first, values["reason"])

        panel = AskPanel(
            _("Days nobody is asked"),
            _("Save"),
            {
                "first_day": Field(_("First day"), DateField(today), required=True),
                "last_day": Field(_("Last day"), DateField(today), _("Empty: one day")),
                "reason": Field(_("Reason"), TextField(_("Spring Festival, outing …"))),
            },
            lambda values: lambda work: save(work, values),
            lambda values, _ref: _("Nobody is asked from {day} on").format(
                day=spoken_day(values["first_day"])
            ),
            undo=lambda work, ref: time_service.end_leave(work, ref),
        )
        if row is not None:
            panel.form.set_values({"first_day": row.first, "last_day": row.last, "reason": row.reason})
        self.ask(panel)
