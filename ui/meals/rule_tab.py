"""The rules of price, each with its sentence."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.work import Read
from neighborcenter.meals import queries, rule_service
from neighborcenter.meals.queries import RuleRow
from neighborcenter.people import queries as people
from ui.kit.actions import ActionSpec
from ui.kit.buttons import Button
from ui.kit.columns import Empty
from ui.kit.jobs import Query, may
from ui.kit.labels import Label
from ui.kit.page import Stop
from ui.meals.asks import Choices, rule_panel, today
from ui.meals.columns import RULE_COLUMNS
from ui.meals.list_tab import ListTab
from ui.meals.listing import Listed
from ui.volunteers import acts


def _tags(read: Read) -> Choices:
    return [(tag.id, tag.name) for tag in people.tags(read)]


class RuleTab(ListTab):
    """Enter changes the rule under the cursor."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ended = False
        source = Listed(RULE_COLUMNS, self._load, lambda row: f"{row.name} {row.sentence} {row.source}")
        head = self.place(
            "rules", RULE_COLUMNS, source,
            Empty(
                _("No rules of price"), _("Without rules everybody pays the full price."), "scale",
                _("New rule") if may(Permission.MEALS_WRITE) else "", self.new,
            ),
            _("Name or words of the rule"), _("Rules of price"),
        )  # fmt: skip
        head.addWidget(
            Label(
                _("Of the rules that fit, the one counts by which the person pays least."), "small", "text2"
            )
        )
        head.addStretch(1)
        self.all = Button(_("Ended ones too"), "secondary", "history")
        self.all.clicked.connect(lambda _checked=False: self.show_ended())
        head.addWidget(self.all)
        self.put_main(_("New rule"), "plus", Permission.MEALS_WRITE, self.new)
        self.table.opened.connect(lambda _ref: self.edit())

    def _load(self, read: Read) -> Sequence[RuleRow]:
        return queries.price_rules(read, ended=self._ended)

    def show_ended(self) -> None:
        """With the rules that have ended, or without."""
        self._ended = not self._ended
        self.all.setText(_("Without ended ones") if self._ended else _("Ended ones too"))
        self.reload()

    def new(self) -> None:
        """Another rule."""
        self._ask(None)

    def edit(self) -> None:
        """Change the rule under the cursor."""
        row: RuleRow | None = self.row()
        if row is not None:
            self._ask(row)

    def _ask(self, row: RuleRow | None) -> None:
        if may(Permission.MEALS_WRITE):
            Query(self, _tags, key="tags").then(lambda tags: self.ask(rule_panel(row, tags))).start()

    def end(self) -> None:
        """The rule under the cursor holds up to today."""
        row: RuleRow | None = self.row()
        if row is None:
            return
        last = max(today(), row.valid_from)
        acts.act(
            self, lambda work: rule_service.end_rule(work, row.id, last),
            _("{name} holds until {day}").format(name=row.name, day=last),
            undo=lambda work, before: rule_service.end_rule(work, row.id, before),
        )  # fmt: skip

    def action_specs(self) -> Sequence[ActionSpec]:
        """What can be done here."""
        write = Permission.MEALS_WRITE
        return (
            ActionSpec("meals.rule", N_("New rule"), "plus", "Ctrl+N", write, run=self.new),
            ActionSpec("meals.rule_edit", N_("Change the rule"), "pencil", "Ctrl+E", write, "selection", run=self.edit),
            ActionSpec("meals.rule_end", N_("End the rule today"), "x", "Ctrl+Del", write, "selection", run=self.end),
            ActionSpec("meals.rule_ended", N_("Ended rules too"), "history", "Alt+H", run=self.show_ended),
            *self.list_specs(),
        )  # fmt: skip

    def _edit_first(self) -> None:
        self.choose_first()
        self.edit()

    def tour_stops(self) -> Sequence[Stop]:
        """A rule."""
        return (Stop("edit", self._edit_first), Stop("closed", self.close_panel))
