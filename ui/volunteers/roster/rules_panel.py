"""The center's rules as sentences, each with its level; added in a small form, ended with one press."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import _
from neighborcenter.volunteers import basics, queries
from neighborcenter.volunteers.queries import VolunteerFilter
from neighborcenter.volunteers.roster_kinds import Level
from neighborcenter.volunteers.rostering import rule_service
from neighborcenter.volunteers.rostering.facts import Rule
from neighborcenter.volunteers.rostering.reading import rules_on
from neighborcenter.volunteers.rostering.rule_service import RuleDraft
from neighborcenter.volunteers.rostering.texts import level_name, rule_sentence
from ui.kit.buttons import Button, IconButton
from ui.kit.chips import StatusChip
from ui.kit.jobs import Command, Query, may
from ui.kit.labels import Label
from ui.kit.messages import toast
from ui.people.panels import Panel, empty_layout
from ui.volunteers.roster.rule_form import Named, RuleForm

LOOKS = {
    Level.BLOCK: ("party", "circle-alert"),
    Level.WARN: ("notice", "triangle-alert"),
    Level.NOTE: ("closed", "info"),
}


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The rules that hold today and whom and what they may name."""

    rules: tuple[Rule, ...]
    named: Named


def _rulebook(read: Any) -> Rulebook:
    named = Named(
        sorted(((ref, name) for ref, name, _kind in queries.posts(read)), key=lambda one: one[1]),
        [(one.id, one.name) for one in basics.teams(read) if one.active],
        [(one.volunteer_id, one.name) for one in queries.volunteers(read, VolunteerFilter())],
    )
    return Rulebook(rules_on(read, read.clock.today()), named)


class RulesPanel(Panel):
    """All rules of today."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(_("Rules of the roster"))
        self._named = Named()
        self.body.addWidget(
            Label(
                _("What is forbidden is never broken by a proposal; warnings and hints are weighed."),
                "small",
                "text2",
                wrap=True,
            )
        )
        self.lines = QVBoxLayout()
        self.body.addLayout(self.lines)
        self.form_place = QVBoxLayout()
        self.body.addLayout(self.form_place)
        self.body.addStretch(1)
        self.form: RuleForm | None = None
        self.add = Button(_("New rule"), "secondary", "plus")
        self.add.setEnabled(may(Permission.VOLUNTEERS_WRITE))
        self.add.clicked.connect(lambda _checked=False: self.open_form())
        self.foot_row.addWidget(self.add, 1)
        self.reload()

    def reload(self) -> None:
        """Read the rules again."""
        Query(self, _rulebook, key="rules", lane="quick").then(self._on_read).start()

    def _on_read(self, book: Rulebook) -> None:
        self._named = book.named
        empty_layout(self.lines)
        if not book.rules:
            self.lines.addWidget(Label(_("This center has no rules yet."), "small", "text3", wrap=True))
            begin = Button(_("Begin with the usual rules"), "tinted", "list-checks")
            begin.setEnabled(may(Permission.VOLUNTEERS_WRITE))
            begin.clicked.connect(lambda _checked=False: self._begin())
            self.lines.addWidget(begin)
        for rule in book.rules:
            self.lines.addWidget(self._line(rule))

    def _line(self, rule: Rule) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        kind, icon = LOOKS[rule.level]
        row.addWidget(StatusChip(level_name(rule.level), kind, icon))
        words = rule_sentence(rule)
        if rule.post_id is not None:
            words = f"{dict(self._named.posts).get(rule.post_id, '')}：{words}"
        row.addWidget(Label(words, "small", wrap=True), 1)
        change = IconButton("pencil", _("Change this rule: {rule}").format(rule=words), 28)
        change.setEnabled(may(Permission.VOLUNTEERS_WRITE))
        change.clicked.connect(lambda _checked=False: self.open_form(rule))
        row.addWidget(change)
        end = IconButton("x", _("End this rule: {rule}").format(rule=words), 28)
        end.setEnabled(may(Permission.VOLUNTEERS_WRITE))
        end.clicked.connect(lambda _checked=False: self._end(rule, words))
        row.addWidget(end)
        return line

    def _begin(self) -> None:
        Command(self, rule_service.begin_with_defaults).then(
            lambda count: self._done(_("{count} rules hold from today").format(count=count))
        ).start()

    def _end(self, rule: Rule, words: str) -> None:
        ref = rule.ref or 0
        Command(self, lambda work: rule_service.end_rule(work, ref)).then(
            lambda _nothing: self._done(_("Ended: {rule}").format(rule=words), partial(self._restore, rule))
        ).start()

    def _restore(self, rule: Rule) -> None:
        Command(self, lambda work: rule_service.add_rule(work, RuleDraft(rule))).then(
            lambda _ref: self._done(_("It holds again: {rule}").format(rule=rule_sentence(rule)))
        ).start()

    def open_form(self, rule: Rule | None = None) -> None:
        """A small form below the rules, empty or with a rule that is to be changed."""
        self._close_form()
        form = self.form = RuleForm(self._named, rule)
        form.saved.connect(lambda words, ref: self._on_saved(rule, words, ref))
        form.given_up.connect(self._close_form)
        self.form_place.addWidget(form)
        form.fields.focus_first()

    def _close_form(self) -> None:
        empty_layout(self.form_place)
        self.form = None

    def _on_saved(self, before: Rule | None, words: str, ref: int) -> None:
        self._close_form()
        undo = partial(self._end_new, ref) if before is None else partial(self._change_back, before, ref)
        self._done(_("It holds from today: {rule}").format(rule=words), undo)

    def _end_new(self, ref: int) -> None:
        Command(self, lambda work: rule_service.end_rule(work, ref)).then(
            lambda _nothing: self._again()
        ).start()

    def _change_back(self, before: Rule, ref: int) -> None:
        Command(self, lambda work: rule_service.change_rule(work, ref, before)).then(
            lambda _ref: self._done(_("It holds again: {rule}").format(rule=rule_sentence(before)))
        ).start()

    def _again(self) -> None:
        self.reload()
        self.changed.emit()

    def _done(self, words: str, undo: Any = None) -> None:
        toast(words, undo=undo)
        self._again()
