"""What a meal costs and until when it is ordered; and the rules of price, each with its sentence."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.work import Read
from neighborcenter.meals import canteen_queries, queries, rule_service
from neighborcenter.meals.drafts import CanteenDraft
from neighborcenter.meals.queries import RuleRow
from neighborcenter.people import queries as people
from ui.kit.actions import ActionSpec
from ui.kit.buttons import Button
from ui.kit.columns import Empty
from ui.kit.jobs import Query, may
from ui.kit.labels import Label
from ui.kit.page import Stop
from ui.kit.spoken import spoken_day
from ui.kit.theme import px
from ui.meals.asks import Choices, today
from ui.meals.canteen_form import canteen_panel, canteen_words
from ui.meals.columns import RULE_COLUMNS
from ui.meals.list_tab import ListTab
from ui.meals.listing import Listed
from ui.meals.rule_form import RulePanel
from ui.volunteers import acts


def _tags(read: Read) -> Choices:
    return [(tag.id, tag.name) for tag in people.tags(read)]


class RuleTab(ListTab):
    """Enter changes the rule under the cursor."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ended = False
        self._canteen: CanteenDraft | None = None
        source = Listed(RULE_COLUMNS, self._load, lambda row: f"{row.name} {row.sentence} {row.source}")
        head = self.place(
            "rules", RULE_COLUMNS, source,
            Empty(
                _("No rules of price"), _("Without rules everybody pays the full price."), "scale",
                _("New rule") if may(Permission.MEALS_WRITE) else "", self.new,
            ),
            _("Name or words of the rule"), _("Rules of price"),
        )  # fmt: skip
        self.decided = Label("", "body", wrap=True)
        self.decide_it = Button(_("Prices and hours"), "secondary", "clock")
        self.decide_it.setEnabled(may(Permission.MEALS_WRITE))
        self.decide_it.clicked.connect(lambda _checked=False: self.decide())
        above = QHBoxLayout()
        above.setSpacing(px(10))
        above.addWidget(self.decided, 1)
        above.addWidget(self.decide_it)
        self.box.insertLayout(0, above)
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
        self.table.loaded.connect(self._on_loaded)

    def _load(self, read: Read) -> Sequence[RuleRow]:
        self._canteen = canteen_queries.canteen(read)
        return queries.price_rules(read, ended=self._ended)

    def _on_loaded(self) -> None:
        if self._canteen is not None:
            self.decided.setText(canteen_words(self._canteen))

    def decide(self) -> None:
        """Change the usual prices, and until when one orders."""
        if may(Permission.MEALS_WRITE):
            Query(self, canteen_queries.canteen, key="canteen", lane="quick").then(
                lambda found: self.ask(canteen_panel(found))
            ).start()

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
            Query(self, _tags, key="tags").then(lambda tags: self.ask(RulePanel(row, tags))).start()

    def end(self) -> None:
        """The rule under the cursor holds up to today."""
        row: RuleRow | None = self.row()
        if row is None:
            return
        last = max(today(), row.valid_from)
        acts.act(
            self, lambda work: rule_service.end_rule(work, row.id, last),
            _("{name} holds until {day}").format(name=row.name, day=spoken_day(last)),
            undo=lambda work, before: rule_service.end_rule(work, row.id, before),
        )  # fmt: skip

    def action_specs(self) -> Sequence[ActionSpec]:
        """What can be done here."""
        write = Permission.MEALS_WRITE
        return (
            ActionSpec("meals.rule", N_("New rule"), "plus", "Ctrl+N", write, run=self.new),
            ActionSpec("meals.rule_edit", N_("Change the rule"), "pencil", "Ctrl+E", write, "selection", run=self.edit),
            ActionSpec("meals.rule_end", N_("End the rule today"), "x", "Ctrl+Del", write, "selection", run=self.end),
            ActionSpec("meals.decide", N_("Change prices and hours"), "clock", "Alt+P", write, run=self.decide),
            ActionSpec("meals.rule_ended", N_("Ended rules too"), "history", "Alt+H", run=self.show_ended),
            *self.list_specs(),
        )  # fmt: skip

    def _edit_first(self) -> None:
        self.choose_first()
        self.edit()

    def _edit_last(self) -> None:
        ref = self.table.model.id_at(self.table.model.rowCount() - 1)
        if ref is not None:
            self.table.select(ref)
            self.edit()

    def tour_stops(self) -> Sequence[Stop]:
        """A rule, one with many payers, what the center decided."""
        return (
            Stop("edit", self._edit_first),
            Stop("shares", self._edit_last),
            Stop("decide", self.decide),
            Stop("closed", self.close_panel),
        )
