"""Words for the counter and for the display in the hall."""

from __future__ import annotations

from collections.abc import Sequence

from neighborcenter.accounts.permissions import Permission
from neighborcenter.desk.counter import queries, thing_service
from neighborcenter.desk.counter.drafts import NoticeDraft
from neighborcenter.kit.i18n import N_, _
from ui.desk.counter.columns import NOTICE_COLUMNS
from ui.desk.counter.list_tab import ListTab
from ui.kit.actions import ActionSpec
from ui.kit.columns import Empty
from ui.kit.fields import FlagField, LongTextField
from ui.kit.form import Field
from ui.kit.jobs import runner
from ui.kit.moments import DateField
from ui.kit.spoken import spoken_day
from ui.volunteers import acts
from ui.volunteers.ask_panel import AskPanel


class NoticeTab(ListTab):
    """The list; Enter takes words down, or hangs them out again."""

    def __init__(self) -> None:
        super().__init__(
            "counter_notices",
            NOTICE_COLUMNS,
            lambda read: queries.notices(read, today=False),
            lambda row: row.words,
            empty=Empty(_("No notices"), _("What everybody at the counter must know, day by day; it can run on the call display too."), "pin", _("Put up"), self.add),
            placeholder=_("Words"),
            name=_("Counter notices"),
            new=(_("Put up"), "pin", "Ctrl N"),
        )  # fmt: skip

    def add(self) -> None:
        """Hang words out."""
        today = runner().backend.clock.today
        panel = AskPanel(
            _("Counter notice"),
            _("Put up"),
            {
                "words": Field(_("Words"), LongTextField(lines=3), required=True),
                "first": Field(_("First day"), DateField(today), required=True),
                "last": Field(_("Last day"), DateField(today), required=True),
                "on_display": Field("", FlagField(_("Show it on the call display in the hall"))),
            },
            lambda values: lambda work: thing_service.hang_notice(work, NoticeDraft(**values)),
            lambda values, _ref: _("It stays up until {day}").format(day=spoken_day(values["last"])),
            undo=lambda work, ref: thing_service.take_notice_down(work, ref),
        )
        panel.form.set_values({"first": today(), "last": today()})
        self.ask(panel)

    def open_row(self) -> None:
        """Take the words down, or hang them out again."""
        row = self.table.current_row()
        if row is None:
            return
        down = row.active
        acts.act(
            self,
            lambda work: thing_service.take_notice_down(work, row.id, down=down),
            _("Taken down") if down else _("Posted again"),
            detail=row.words,
            undo=lambda work, _done: thing_service.take_notice_down(work, row.id, down=not down),
        )

    def action_specs(self) -> Sequence[ActionSpec]:
        """What can be done here."""
        serve = Permission.DESK_SERVE
        return (
            ActionSpec("counter_notices.add", N_("Post a notice"), "pin", "Ctrl+N", serve, run=self.add),
            ActionSpec("counter_notices.down", N_("Take down or post again"), "check", "Alt+J", serve, "selection", run=self.open_row),
            *super().action_specs(),
        )  # fmt: skip
