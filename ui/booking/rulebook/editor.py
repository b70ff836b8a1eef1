"""One rule in the panel: its sentence on top, as it reads with what stands in the fields right now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking.rulebook import service
from neighborcenter.booking.rulebook.checks import problems_in
from neighborcenter.booking.rulebook.drafts import RuleDraft
from neighborcenter.booking.rulebook.kinds import JUDGED, Aside, Level, RuleKind
from neighborcenter.booking.rulebook.queries import RuleRow
from neighborcenter.booking.rulebook.sentences import Names, sentence
from neighborcenter.booking.rulebook.terms import TERMS, Ask, Scope, Shape, made, shapes
from neighborcenter.booking.rulebook.texts import RULE_KINDS, kind_name, word
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import speak
from ui.booking.rulebook.term_fields import Named, field_for, plain
from ui.kit import jobs
from ui.kit.buttons import Button
from ui.kit.fields import ChoiceField, TextField
from ui.kit.form import Field, Form
from ui.kit.jobs import Command, may
from ui.kit.labels import Label
from ui.kit.messages import toast
from ui.kit.moments import DateField
from ui.kit.section import row_of
from ui.kit.shown import set_shown
from ui.kit.theme import px


@dataclass(frozen=True, slots=True)
class Known:
    """The rooms, groups and care tags a rule may name."""

    choices: Mapping[Ask, Named]

    def names(self) -> Names:
        """What they are called, for the sentence."""
        return Names(*(dict(self.choices.get(ask, ())) for ask in (Ask.ROOMS, Ask.GROUPS, Ask.TAGS)))


class RuleEditor(QWidget):
    """Sets a new rule, or changes one from a day on."""

    done = Signal()
    switched = Signal()
    ended = Signal()

    def __init__(self, known: Known, row: RuleRow | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known, self._row = known, row
        self.setWindowTitle(_("New rule") if row is None else kind_name(row.rule.kind))
        self._today = jobs.runner().backend.clock.today
        self.said = Label("", "body strong", wrap=True)
        self.kind = Field(
            _("Kind of rule"), ChoiceField([(kind, _(name)) for kind, name in RULE_KINDS.items()])
        )
        self.kind.set_value(row.rule.kind if row is not None else RuleKind.QUOTA)
        set_shown(self.kind, row is None)
        self.kind.changed.connect(self._on_kind)
        self.save = Button(_("Set this rule") if row is None else _("Save"), "primary", "check", main=True)
        self.save.setEnabled(may(Permission.BOOKING_RULES))
        self.save.clicked.connect(self._on_save)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(px(14))
        self._box.addWidget(self.said)
        self._box.addWidget(self.kind)
        self.terms = Form()
        self.scope = Form()
        self.rest = Form()
        self._build_rest()
        for words in (_("Where and for whom it holds"), _("What it does, and since when")):
            self._box.addWidget(Label(words, "body strong"))
        self._fill()
        if row is not None:
            self._box.addLayout(self._ways_out(row))
        self._box.addStretch(1)
        self.foot = self.save

    def _ways_out(self, row: RuleRow) -> QHBoxLayout:
        """Switching the rule off or on, and ending it."""
        words = _("Switch off") if row.rule.active else _("Put in force")
        self.switch = Button(words, icon="pause")
        self.end = Button(_("End the rule"), icon="calendar-x")
        for button, told in ((self.switch, self.switched), (self.end, self.ended)):
            button.setEnabled(may(Permission.BOOKING_RULES) and not row.ended)
            button.clicked.connect(lambda _checked=False, told=told: told.emit())
            button.clicked.connect(lambda _checked=False: self.done.emit())
        return row_of(self.switch, self.end, stretch_first=False)

    def _fill(self) -> None:
        """The fields of the kind chosen."""
        kind = self.kind.value()
        terms = Form()
        for name, shape in shapes(TERMS[kind]).items():
            terms.add(name, field_for(shape, self._known.choices))
        scope = Form()
        for name, shape in shapes(Scope).items():
            scope.add(name, field_for(shape, self._known.choices))
        before = self._row.rule if self._row is not None else RuleDraft(kind, TERMS[kind]())
        terms.set_values({name: getattr(before.terms, name) or None for name in terms.fields})
        scope.set_values({name: getattr(before.scope, name) or None for name in scope.fields})
        for form in (self.terms, self.scope, self.rest):
            self._box.removeWidget(form)
        for form in (self.terms, self.scope):
            form.deleteLater()
        self.terms, self.scope = terms, scope
        self._box.insertWidget(2, self.terms)
        self._box.insertWidget(4, self.scope)
        self._box.insertWidget(6, self.rest)
        for form in (self.terms, self.scope, self.rest):
            form.show()
        for form in (terms, scope):
            form.changed.connect(self._on_changed)
        for name in ("level", "aside"):
            self.rest.fields[name].setVisible(kind in JUDGED or (name == "aside" and kind in _LIFTED))
        self._on_changed()

    def _build_rest(self) -> None:
        before = self._row.rule if self._row is not None else None
        rest = self.rest
        rest.add("level", Field(_("When it is broken"), ChoiceField([(one, word(one)) for one in Level])))
        rest.add("aside", Field(_("May be set aside by"), ChoiceField([(one, word(one)) for one in Aside])))
        since = (
            _("Empty: from the beginning")
            if before is None
            else _("Empty: from today; what came before stays")
        )
        rest.add("valid_from", Field(_("Holds from"), DateField(self._today), since))
        rest.add("valid_to", Field(_("Holds until"), DateField(self._today), _("Empty: without end")))
        rest.add(
            "words",
            Field(_("In the center’s own words"), TextField(), _("Stands instead of the sentence above")),
        )
        rest.add("note", Field(_("Reason printed with charges"), TextField()))
        rest.add("source", Field(_("Where the rule comes from"), TextField(_("House rules, article 4"))))
        rest.set_values(
            {
                "level": before.level if before else Level.BLOCK,
                "aside": before.aside if before else Aside.OVERRIDE,
                "valid_from": None,
                "valid_to": before.valid_to if before else None,
                "words": before.words if before else "",
                "note": before.note if before else "",
                "source": before.source if before else "",
            }
        )
        rest.changed.connect(self._on_changed)

    def draft(self) -> RuleDraft:
        """The rule as the fields say."""
        kind = self.kind.value()
        rest = self.rest.values()
        before = self._row.rule if self._row is not None else None
        return RuleDraft(
            kind=kind,
            terms=made(TERMS[kind], _values(self.terms, shapes(TERMS[kind]))),
            scope=made(Scope, _values(self.scope, shapes(Scope))),
            level=rest["level"] or Level.BLOCK,
            aside=rest["aside"] or Aside.OVERRIDE,
            words=rest["words"],
            valid_from=rest["valid_from"] or (before.valid_from if before is not None else None),
            valid_to=rest["valid_to"],
            active=before.active if before is not None else True,
            note=rest["note"],
            source=rest["source"],
        )

    def _on_kind(self) -> None:
        if self.kind.value() is not None:
            self._fill()

    def _on_changed(self) -> None:
        """Say the rule as it stands, or what is wrong with it."""
        draft = self.draft()
        wrong = problems_in(draft)
        self.said.setText(speak(wrong[0]) if wrong else sentence(draft, self._known.names()))
        self.said.set_look("body strong", "notice.text" if wrong else "text")

    def _on_save(self) -> None:
        if not all(form.check() for form in (self.terms, self.rest, self.scope)):
            return
        draft, row = self.draft(), self._row
        if row is None:
            Command(self, lambda work: service.add_rule(work, draft)).then(self._finish).failed(
                self._show
            ).start()
            return
        since = self.rest.values()["valid_from"]
        changed = replace(draft, valid_from=row.rule.valid_from)
        Command(
            self,
            lambda work: service.change_rule(work, row.id, changed, since, version=row.rule.version),
        ).then(self._finish).failed(self._show).start()

    def _finish(self, _ref: Any) -> None:
        toast(_("The rule holds: {rule}").format(rule=sentence(self.draft(), self._known.names())))
        self.done.emit()

    def _show(self, problems: Any) -> None:
        """Each problem beside its field."""
        for prefix, form in (("terms.", self.terms), ("scope.", self.scope), ("", self.rest)):
            form.set_problems(
                [
                    replace(one, field=one.field.removeprefix(prefix))
                    for one in problems
                    if one.field.startswith(prefix) and (prefix or "." not in one.field)
                ]
            )


_LIFTED = frozenset({RuleKind.APPROVAL, RuleKind.PENALTY})
"""Kinds that are no rule to break, but somebody may pass them over or lift what follows from them."""


def _values(form: Form, known: Mapping[str, Shape]) -> dict[str, Any]:
    return {name: plain(known[name], value) for name, value in form.values().items()}
