"""A rule of the roster in a small form: kind, level, figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.problems import Problem, Refused
from neighborcenter.volunteers.roster_kinds import SAID_ONLY, WEIGHED, WITH_POST, Level, Period, RuleKind
from neighborcenter.volunteers.rostering import rule_service
from neighborcenter.volunteers.rostering.facts import Rule
from neighborcenter.volunteers.rostering.rule_service import RuleDraft
from neighborcenter.volunteers.rostering.texts import level_name, rule_sentence
from ui.kit.buttons import Button
from ui.kit.fields import ChoiceField, NumberField, TextField
from ui.kit.form import Field, Form
from ui.kit.jobs import Command
from ui.volunteers.roster.words import KINDS, kind_name, period_name

HOURS = frozenset(
    {
        RuleKind.REST, RuleKind.OVERNIGHT, RuleKind.MOST_MINUTES, RuleKind.LEAST_MINUTES, RuleKind.TAKE_BY,
        RuleKind.GIVE_BACK_BY,
    }
)  # fmt: skip
"""Kinds whose amount is written in hours."""
COUNTS = frozenset(
    {
        RuleKind.TRAVEL, RuleKind.MOST_SHIFTS, RuleKind.LEAST_SHIFTS, RuleKind.DAYS_IN_ROW,
        RuleKind.NIGHTS_IN_ROW, RuleKind.DAYS_OFF, RuleKind.WEEKENDS, RuleKind.WEEKENDS_IN_ROW,
        RuleKind.TAKE_MOST, RuleKind.TAKE_FROM, RuleKind.LANGUAGE, RuleKind.LEAST_IN_ROW,
    }
)  # fmt: skip
UNITS = {RuleKind.TRAVEL: N_("minutes"), RuleKind.TAKE_FROM: N_("days"), RuleKind.LANGUAGE: N_("people")}
PERIODS = frozenset({RuleKind.MOST_SHIFTS, RuleKind.MOST_MINUTES, RuleKind.TAKE_MOST})


@dataclass(frozen=True, slots=True)
class Named:
    """What a rule may name: (id, name) of posts, teams and volunteers."""

    posts: Sequence[tuple[int, str]] = ()
    teams: Sequence[tuple[int, str]] = ()
    people: Sequence[tuple[int, str]] = ()


class RuleForm(QWidget):
    """Kind, level, figures; only the fields the kind asks for are in sight."""

    saved = Signal(str, object)
    """The sentence, and the id of the rule that holds now."""
    given_up = Signal()

    def __init__(self, named: Named, before: Rule | None = None) -> None:
        """`before` is the rule that is changed; without it a new one is added."""
        super().__init__()
        self.before = before
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
        self.language = add("language", Field(_("Language"), TextField(_("Minnan, English …"))))
        self.post = add("post_id", Field(_("Post"), ChoiceField(named.posts, optional=True)))
        self.other = add("other_post_id", Field(_("Or the post"), ChoiceField(named.posts, optional=True)))
        self.person = add("volunteer_id", Field(_("Volunteer"), ChoiceField(named.people, optional=True)))
        self.team = add("team_id", Field(_("Team"), ChoiceField(named.teams, optional=True)))
        self._people: dict[int | None, str] = {**dict(named.people)}
        self._teams: dict[int | None, str] = {**dict(named.teams)}
        self._posts: dict[int | None, str] = {**dict(named.posts)}
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.fields)
        self.save = Button(_("Add the rule") if before is None else _("Save"), "primary", "check")
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
        if before is not None:
            self._show(before)
        self._fit()

    def _show(self, rule: Rule) -> None:
        self.fields.set_values(
            {
                "kind": rule.kind,
                "level": rule.level,
                "amount": rule.amount // 60 if rule.kind in HOURS else rule.amount or None,
                "period": rule.period,
                "window": rule.window or None,
                "first_name": rule.first_name,
                "then_name": rule.then_name,
                "post_id": rule.post_id,
                "language": rule.first_name,
                "other_post_id": rule.other_post_id,
                "volunteer_id": rule.volunteer_id,
                "team_id": rule.team_id,
            }
        )

    def _fit(self) -> None:
        kind = self.kind.value()
        self.amount.setVisible(kind in HOURS or kind in COUNTS)
        self.amount.set_hint(_("hours") if kind in HOURS else _(UNITS[kind]) if kind in UNITS else "")
        self.period.setVisible(kind in PERIODS)
        self.window_days.setVisible(kind in PERIODS and self.period.value() is Period.ROLLING)
        self.first_name.setVisible(kind is RuleKind.NOT_AFTER)
        self.then_name.setVisible(kind is RuleKind.NOT_AFTER)
        self.language.setVisible(kind is RuleKind.LANGUAGE)
        self.post.set_hint("" if kind in WITH_POST else _("Empty: at every post"))
        self.other.setVisible(kind is RuleKind.EITHER)
        self.person.setVisible(kind is RuleKind.NEVER_AT)
        self.team.setVisible(kind in (RuleKind.NEVER_AT, RuleKind.ONLY_TEAM))
        self.team.set_hint(_("Or everybody of a team") if kind is RuleKind.NEVER_AT else "")
        self.level.setVisible(kind not in WEIGHED)
        self.level.set_hint(_("Weighed by proposals: warn or hint") if kind in SAID_ONLY else "")

    def rule(self) -> Rule:
        """The rule as it stands in the form."""
        kind = self.kind.value() or RuleKind.MOST_SHIFTS
        amount = int(self.amount.value() or 0) if self.amount.isVisibleTo(self) else 0
        first = {RuleKind.NOT_AFTER: self.first_name, RuleKind.LANGUAGE: self.language}.get(kind)
        person = self.person.value() if kind is RuleKind.NEVER_AT else None
        team = self.team.value() if self.team.isVisibleTo(self) and person is None else None
        other = self.other.value() if kind is RuleKind.EITHER else None
        return Rule(
            kind,
            self.level.value() or Level.WARN,
            amount * 60 if kind in HOURS else amount,
            (self.period.value() or Period.WEEK) if kind in PERIODS else Period.WEEK,
            int(self.window_days.value() or 0) if self.window_days.isVisibleTo(self) else 0,
            "" if first is None else first.value(),
            self.then_name.value() if kind is RuleKind.NOT_AFTER else "",
            self.post.value(),
            weight=1 if self.before is None else self.before.weight,
            volunteer_id=person,
            team_id=team,
            other_post_id=other,
            who=self._people.get(person, "") or self._teams.get(team, ""),
            other_post=self._posts.get(other, ""),
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
        ref = None if self.before is None else self.before.ref
        Command(
            self,
            lambda work: (
                rule_service.add_rule(work, RuleDraft(rule))
                if ref is None
                else rule_service.change_rule(work, ref, rule)
            ),
        ).then(lambda now: self.saved.emit(rule_sentence(rule), now)).refused(self._on_refused).finally_(
            lambda: self.save.set_busy(False)
        ).start()

    def _on_refused(self, refused: Refused) -> None:
        self.fields.set_problems(refused.problems)
