"""A condition chosen by labels: a field, what is asked of it, the answer. What is not that simple is written out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from neighborcenter.forms import conditions
from neighborcenter.forms.conditions import ALONE, Ask, Condition
from neighborcenter.forms.drafts import FieldDef
from neighborcenter.forms.kinds import TYPED, FieldKind
from neighborcenter.forms.values import label_of
from neighborcenter.kit.i18n import N_, _
from ui.kit.fields import ChoiceField, TextField
from ui.kit.theme import px

TESTS: dict[Ask, str] = {
    Ask.YES: N_("is yes"),
    Ask.NO: N_("is not yes"),
    Ask.IS: N_("is"),
    Ask.IS_NOT: N_("is not"),
    Ask.HAS: N_("has among its answers"),
    Ask.ABOVE: N_("is above"),
    Ask.BELOW: N_("is below"),
    Ask.GIVEN: N_("is filled in"),
}
ALWAYS, OUT = "", "\0out"
"""No condition; a condition written out."""


class FormulaField(TextField):
    """A formula shown with labels; the value names fields by their keys."""

    def __init__(self, fields: Sequence[FieldDef], placeholder: str = "") -> None:
        super().__init__(placeholder)
        self.known = tuple(fields)

    def value(self) -> str:
        """The formula as it is kept."""
        return conditions.in_keys(str(super().value() or ""), self.known)

    def set_value(self, value: str | None) -> None:
        """Show a formula without telling anybody."""
        super().set_value(conditions.in_labels(value or "", self.known))


class ConditionField(QWidget):
    """An editor whose value is a condition as it is kept; empty: `none`, such as always."""

    changed = Signal()

    def __init__(self, fields: Sequence[FieldDef], none: str) -> None:
        super().__init__()
        self._fields = {one.key: one for one in fields if one.kind in TYPED or one.kind is FieldKind.COMPUTED}
        named = [(one.key, label_of(one)) for one in self._fields.values()]
        self.field = ChoiceField([(ALWAYS, none), *named, (OUT, _("Written out …"))], none)
        self.test = ChoiceField([])
        self.answer = ChoiceField([])
        self.figure = TextField()
        self.out = FormulaField(fields, _("Such as age >= 60 and …"))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(6))
        parts = {
            self.field: _("Which field"), self.test: _("What is asked"), self.answer: _("Answer"),
            self.figure: _("Value"), self.out: _("Condition"),
        }  # fmt: skip
        for part, name in parts.items():
            part.setAccessibleName(name)
            box.addWidget(part)
        self.setFocusProxy(self.field)
        self.field.changed.connect(self._on_field)
        for part in (self.test, self.answer, self.figure, self.out):
            part.changed.connect(self._on_changed)
        self.set_value("")

    def value(self) -> str:
        """The condition as it is kept."""
        key = self.field.value()
        if key == OUT:
            return self.out.value()
        test = self.test.value()
        if not key or test is None:
            return ""
        value = self.answer.value() if self._options(key) else str(self.figure.value() or "").strip()
        return conditions.written(Condition(key, test, value or ""))

    def set_value(self, value: str | None) -> None:
        """Show a condition without telling anybody."""
        text = (value or "").strip()
        found = conditions.read(text) if text else Condition("", Ask.GIVEN)
        simple = found is not None and (not text or self._is_ours(found))
        self.out.set_value("" if simple else text)
        if not simple or found is None:
            self.field.set_value(OUT)
        else:
            self.field.set_value(found.key)
            self._offer(found.key)
            self.test.set_value(found.test)
            self.answer.set_value(found.value)
            self.figure.set_value(found.value)
        self._arrange()

    def _is_ours(self, found: Condition) -> bool:
        one = self._fields.get(found.key)
        if one is None or found.test not in conditions.tests_for(one.kind):
            return False
        return found.test in ALONE or not self._options(found.key) or found.value in one.options

    def _options(self, key: str) -> tuple[str, ...]:
        one = self._fields.get(key)
        return one.options if one is not None else ()

    def _offer(self, key: str) -> None:
        one = self._fields.get(key)
        tests = conditions.tests_for(one.kind) if one is not None else ()
        self.test.set_choices([(test, _(TESTS[test])) for test in tests])
        self.answer.set_choices([(each, each) for each in self._options(key)])

    def _on_field(self) -> None:
        key = self.field.value() or ALWAYS
        self._offer(key)
        one = self._fields.get(key)
        if one is not None and self.test.value() is None:
            self.test.set_value(conditions.tests_for(one.kind)[0])
        self._on_changed()

    def _on_changed(self) -> None:
        self._arrange()
        self.changed.emit()

    def _arrange(self) -> None:
        key, test = self.field.value() or ALWAYS, self.test.value()
        asked = key not in (ALWAYS, OUT)
        valued = asked and test is not None and test not in ALONE
        self.test.setVisible(asked)
        self.answer.setVisible(valued and bool(self._options(key)))
        self.figure.setVisible(valued and not self._options(key))
        self.out.setVisible(key == OUT)

    def live_hint(self) -> str:
        """The whole condition in words, where it is written out."""
        return ""

    def trouble(self) -> str:
        """A field was chosen, but not what it shall be."""
        key, test = self.field.value() or ALWAYS, self.test.value()
        if key in (ALWAYS, OUT) or test in ALONE:
            return ""
        missing = self.answer.value() is None if self._options(key) else not str(self.figure.value() or "")
        return _("Say which answer it shall be.") if missing else ""

    def set_state(self, state: str) -> None:
        for part in (self.field, self.test, self.answer, self.figure, self.out):
            part.set_state(state)
