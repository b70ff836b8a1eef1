"""The center's rules as sentences, each with its level; added in a small form, ended with one press."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Problem, Refused
from neighborcenter.volunteers import queries
from neighborcenter.volunteers.roster_kinds import WEIGHED, Level, Period, RuleKind
from neighborcenter.volunteers.rostering import rule_service
from neighborcenter.volunteers.rostering.facts import Rule
from neighborcenter.volunteers.rostering.reading import rules_on
from neighborcenter.volunteers.rostering.rule_service import RuleDraft
from neighborcenter.volunteers.rostering.texts import level_name, rule_sentence
from ui.kit.buttons import Button, IconButton
from ui.kit.chips import StatusChip
from ui.kit.fields import ChoiceField, NumberField, TextField
from ui.kit.form import Field, Form
from ui.kit.jobs import Command, Query, may
from ui.kit.labels import Label
from ui.kit.messages import toast
from ui.people.panels import Panel, empty_layout
from ui.volunteers.roster.words import KINDS, kind_name, period_name

LOOKS = {
    Level.BLOCK: ("party", "circle-alert"),
    Level.WARN: ("notice", "triangle-alert"),
    Level.NOTE: ("closed", "info"),
}
HOURS = frozenset({RuleKind.REST, RuleKind.OVERNIGHT, RuleKind.MOST_MINUTES})
"""Kinds whose amount is written in hours."""
COUNTS = frozenset(
    {
        RuleKind.MOST_SHIFTS,
        RuleKind.LEAST_SHIFTS,
        RuleKind.DAYS_IN_ROW,
        RuleKind.NIGHTS_IN_ROW,
        RuleKind.WEEKENDS,
    }
)
PERIODS = frozenset({RuleKind.MOST_SHIFTS, RuleKind.MOST_MINUTES})


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The rules that hold today and the posts they may be about."""

    rules: tuple[Rule, ...]
    posts: tuple[tuple[int, str], ...]


def _rulebook(read: Any) -> Rulebook:
    posts = tuple((ref, name) for ref, name, _kind in queries.posts(read))
    return Rulebook(rules_on(read, read.clock.today()), posts)


class RulesPanel(Panel):
    """All rules of today."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(_("Rules of the roster"))
        self._posts: dict[int, str] = {}
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
        self._posts = dict(book.posts)
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
        row.addWidget(StatusChip(level_name(rule.level), kind, icon), 0, Qt.AlignmentFlag.AlignTop)
        words = rule_sentence(rule)
        if rule.post_id is not None:
            words = f"{self._posts.get(rule.post_id, '')}：{words}"
        row.addWidget(Label(words, "small", wrap=True), 1)
        end = IconButton("x", _("End this rule: {rule}").format(rule=words), 28)
        end.setEnabled(may(Permission.VOLUNTEERS_WRITE))
        end.clicked.connect(lambda _checked=False: self._end(rule, words))
        row.addWidget(end, 0, Qt.AlignmentFlag.AlignTop)
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

    def open_form(self) -> None:
        """A small form below the rules."""
        if self.form is None:
            self.form = RuleForm(sorted(self._posts.items(), key=lambda one: one[1]))
            self.form.saved.connect(self._on_saved)
            self.form.given_up.connect(self._close_form)
            self.form_place.addWidget(self.form)
        self.form.fields.focus_first()

    def _close_form(self) -> None:
        empty_layout(self.form_place)
        self.form = None

    def _on_saved(self, words: str) -> None:
        self._close_form()
        self._done(_("It holds from today: {rule}").format(rule=words))

    def _done(self, words: str, undo: Any = None) -> None:
        toast(words, undo=undo)
        self.reload()
        self.changed.emit()


class RuleForm(QWidget):
    """Kind, level, figures; only the fields the kind asks for are in sight."""

    saved = Signal(str)
    given_up = Signal()

    def __init__(self, posts: Sequence[tuple[int, str]]) -> None:
        super().__init__()
        self.fields = Form()
        add = self.fields.add
        self.kind = add("kind", Field(_("Rule"), ChoiceField([(one, kind_name(one)) for one in KINDS])))
        levels = [(one, level_name(one)) for one in Level]
        self.level = add("level", Field(_("How hard"), ChoiceField(levels)))
        self.amount = add("amount", Field(_("How many"), NumberField(minimum=1)))
        periods = [(one, period_name(one)) for one in Period]
        self.period = add("period", Field(_("Over"), ChoiceField(periods)))
        self.window_days = add("window", Field(_("Days"), NumberField(_("days"), minimum=2)))
        self.first_name = add("first_name", Field(_("First shift"), TextField(_("Night"))))
        self.then_name = add("then_name", Field(_("Not followed by"), TextField(_("Morning"))))
        self.post = add("post_id", Field(_("Only for the post"), ChoiceField(posts, optional=True)))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.fields)
        self.save = Button(_("Add the rule"), "primary", "check")
        self.save.clicked.connect(lambda _checked=False: self.submit())
        back = Button(_("Cancel"), "quiet")
        back.clicked.connect(lambda _checked=False: self.given_up.emit())
        row = QHBoxLayout()
        row.addWidget(back)
        row.addWidget(self.save, 1)
        box.addLayout(row)
        self.kind.set_value(RuleKind.MOST_SHIFTS)
        self.level.set_value(Level.WARN)
        self.period.set_value(Period.WEEK)
        for field in (self.kind, self.period):
            field.editor.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        kind = self.kind.value()
        self.amount.setVisible(kind in HOURS or kind in COUNTS)
        self.amount.set_hint(_("hours") if kind in HOURS else "")
        self.period.setVisible(kind in PERIODS)
        self.window_days.setVisible(kind in PERIODS and self.period.value() is Period.ROLLING)
        self.first_name.setVisible(kind is RuleKind.NOT_AFTER)
        self.then_name.setVisible(kind is RuleKind.NOT_AFTER)
        self.level.setVisible(kind not in WEIGHED)

    def rule(self) -> Rule:
        """The rule as it stands in the form."""
        kind = self.kind.value() or RuleKind.MOST_SHIFTS
        amount = int(self.amount.value() or 0) if self.amount.isVisibleTo(self) else 0
        return Rule(
            kind,
            self.level.value() or Level.WARN,
            amount * 60 if kind in HOURS else amount,
            (self.period.value() or Period.WEEK) if kind in PERIODS else Period.WEEK,
            int(self.window_days.value() or 0) if self.window_days.isVisibleTo(self) else 0,
            self.first_name.value() if kind is RuleKind.NOT_AFTER else "",
            self.then_name.value() if kind is RuleKind.NOT_AFTER else "",
            self.post.value(),
        )

    def submit(self) -> None:
        """Add it; what is missing is said beside the field."""
        if not self.fields.check():
            return
        rule = self.rule()
        if rule.kind in HOURS | COUNTS and rule.amount < 1:
            self.fields.set_problems([Problem("amount", "volunteers.below_one")])
            self.amount.focus()
            return
        self.save.set_busy(True)
        Command(self, lambda work: rule_service.add_rule(work, RuleDraft(rule))).then(
            lambda _ref: self.saved.emit(rule_sentence(rule))
        ).refused(self._on_refused).finally_(lambda: self.save.set_busy(False)).start()

    def _on_refused(self, refused: Refused) -> None:
        self.fields.set_problems(refused.problems)
