"""Settings, Rules of booking: every rule as a sentence, when it holds, what it does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking.rulebook import queries, service, starting
from neighborcenter.booking.rulebook.kinds import JUDGED, RuleKind
from neighborcenter.booking.rulebook.queries import RuleRow
from neighborcenter.booking.rulebook.terms import Ask
from neighborcenter.booking.rulebook.texts import kind_name, word
from neighborcenter.center import queries as center
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.work import Read
from neighborcenter.people import group_queries
from neighborcenter.people import queries as people
from ui.booking.rulebook.bench import TrialBench
from ui.booking.rulebook.editor import Known, RuleEditor
from ui.kit.actions import ActionSpec
from ui.kit.buttons import Button
from ui.kit.columns import Column, Empty, FilterChoice, Mark, Sort, Source, Where, in_order
from ui.kit.jobs import Command, Query, may
from ui.kit.list_page import ListPage
from ui.kit.messages import toast
from ui.kit.page import Stop
from ui.kit.table import TableView


def _state(row: RuleRow) -> Mark:
    if row.ended:
        return Mark(_("Ended"), "closed")
    if not row.rule.active:
        return Mark(_("Switched off"), "closed")
    return Mark(_("In force"), "service") if row.today else Mark(_("Later"), "notice")


def _level(row: RuleRow) -> str:
    return word(row.rule.level) if row.rule.kind in JUDGED else ""


COLUMNS = (
    Column("sentence", N_("Rule"), 420, strong=True, stretch=True),
    Column("kind", N_("Kind"), 120, show=lambda row: kind_name(row.rule.kind)),
    Column("level", N_("When broken"), 100, show=_level),
    Column("validity", N_("Holds"), 120),
    Column("state", N_("State"), 130, show=_state),
    Column("source", N_("Source"), 160, show=lambda row: row.rule.source or row.rule.note, hidden=True),
)


def _fitting(read: Read, where: Where) -> Sequence[RuleRow]:
    rows = queries.rules(read, all_of_them=True)
    text, kind, state = where.text.lower(), where.get("kind"), where.get("state")
    return [
        row
        for row in rows
        if text in f"{row.sentence}{row.rule.source}{row.rule.note}".lower()
        and (kind is None or row.rule.kind.value == kind)
        and (state == "all" or not row.ended)
        and (state != "now" or row.today)
    ]


def rule_ids(read: Read, where: Where, sort: Sort | None) -> list[int]:
    """The ids of the rules that fit, in their own order unless one is chosen."""
    return [row.id for row in in_order(_fitting(read, where), COLUMNS, sort)]


def rule_rows(read: Read, ids: Sequence[int]) -> list[RuleRow]:
    """The rules with these ids."""
    wanted = set(ids)
    return [row for row in queries.rules(read, all_of_them=True) if row.id in wanted]


def what_is_known(read: Read) -> Known:
    """The rooms, groups and tags a rule may name; runs in the lane."""
    rooms = [(one.id, one.name) for whole in center.rooms(read) for one in (whole, *whole.parts)]
    groups = group_queries.group_names(read) if read.may(Permission.PEOPLE_VIEW) else []
    tags = [(tag.id, tag.name) for tag in people.tags(read)] if read.may(Permission.PEOPLE_VIEW) else []
    return Known({Ask.ROOMS: rooms, Ask.GROUPS: groups, Ask.TAGS: tags})


class RulesSection(ListPage):
    """The rules; Enter opens one, Ctrl+N sets a new one, Ctrl+T tries them."""

    key = "settings.booking_rules"
    title = N_("Rules of booking")
    watches = frozenset({"booking_rule", "room", "people_group", "care_tag"})

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known = Known({})
        writes = may(Permission.BOOKING_RULES)
        self.table = TableView(
            "settings.booking_rules",
            COLUMNS,
            Source(rule_ids, rule_rows),
            filters=[
                FilterChoice("kind", N_("Kind"), [(kind.value, kind_name(kind)) for kind in RuleKind]),
                FilterChoice(
                    "state", N_("State"), [("now", _("In force today")), ("all", _("Ended ones too"))]
                ),
            ],
            placeholder=_("Words of a rule"),
            take_away=_("Rules of booking"),
            empty=Empty(
                _("No rules yet"),
                _("Begin with the rules halls of the region go by; each can be changed or switched off."),
                "scale",
                _("Take these rules") if writes else "",
                self.take_examples,
            ),
        )
        self.main_button = self.new_button = Button(_("New rule"), "primary", "plus")
        self.try_button = Button(_("Try"), icon="help-circle")
        for button, act in ((self.try_button, self.try_rules), (self.new_button, self.new)):
            button.clicked.connect(lambda _checked=False, run=act: run())
            button.setEnabled(writes or button is self.try_button)
            self.table.bar.add_right(button)
        self.table.opened.connect(self.open)
        self.place(self.table)

    def action_specs(self) -> Sequence[ActionSpec]:
        """Ctrl+N sets a rule, Ctrl+T tries them."""
        rules = Permission.BOOKING_RULES
        return (
            ActionSpec("booking.new_rule", N_("New rule"), "plus", "Ctrl+N", rules, run=self.new),
            ActionSpec(
                "booking.try_rules", N_("Try the rules"), "help-circle", "Ctrl+T", Permission.BOOKING_VIEW,
                run=self.try_rules,
            ),
            ActionSpec("booking.switch_rule", N_("Switch the rule on or off"), "pause", "", rules, run=self.switch),
            ActionSpec("booking.end_rule", N_("End the rule"), "calendar-x", "", rules, run=self.end),
        )  # fmt: skip

    def tour_stops(self) -> Sequence[Stop]:
        """A rule, a new one, the trial."""
        return (Stop("rule", self._open_first), Stop("new-rule", self.new), Stop("trial", self.try_rules))

    def reload(self) -> None:
        """Read rules, and what they may name."""
        self.table.reload()
        Query(self, what_is_known, key="known").then(self._on_known).start()

    def _on_known(self, known: Known) -> None:
        self._known = known

    def open(self, target: Any) -> None:
        """Open one rule by its id."""
        if isinstance(target, int):
            Query(self, lambda read: queries.rule_row(read, target), key="rule").then(self._edit).start()

    def new(self) -> None:
        """Open an empty editor."""
        self._edit(None)

    def try_rules(self) -> None:
        """Open the trial."""
        self.show_panel(TrialBench(self._known))

    def take_examples(self) -> None:
        """Set the rules a new center begins with."""
        Command(self, starting.make_starting_rules).then(lambda _done: toast(_("The rules are set."))).start()

    def switch(self) -> None:
        """Put the chosen rule in force, or out of it."""
        self._switch(self.table.current_row())

    def end(self) -> None:
        """Let the chosen rule end today at the latest; what was decided by it stays."""
        self._end(self.table.current_row())

    def _switch(self, row: RuleRow | None) -> None:
        if row is None:
            return
        turn_on = not row.rule.active
        said = _("In force: {rule}") if turn_on else _("Switched off: {rule}")
        Command(self, lambda work: service.switch_rule(work, row.id, active=turn_on)).then(
            lambda _done: toast(
                said.format(rule=row.sentence), undo=lambda: self._switch_back(row, not turn_on)
            )
        ).start()

    def _end(self, row: RuleRow | None) -> None:
        if row is None or row.ended:
            return
        before = row.rule.valid_to

        def undo() -> None:
            Command(self, lambda work: service.reopen_rule(work, row.id, before)).start()

        Command(self, lambda work: service.end_rule(work, row.id)).then(
            lambda _done: toast(_("Ended: {rule}").format(rule=row.sentence), undo=undo)
        ).start()

    def _switch_back(self, row: RuleRow, active: bool) -> None:
        Command(self, lambda work: service.switch_rule(work, row.id, active=active)).start()

    def _edit(self, row: RuleRow | None) -> None:
        editor = RuleEditor(self._known, row)
        editor.done.connect(self.close_panel)
        editor.switched.connect(lambda: self._switch(row))
        editor.ended.connect(lambda: self._end(row))
        self.show_panel(editor)

    def _open_first(self) -> None:
        Query(self, lambda read: queries.rules(read)[:1], key="rule").then(
            lambda rows: self._edit(rows[0] if rows else None)
        ).start()
