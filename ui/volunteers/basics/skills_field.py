"""How many with which skill: a line for each skill."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from neighborcenter.kit.i18n import _
from ui.kit.buttons import Button
from ui.kit.fields import ChoiceField, NumberField
from ui.kit.theme import px
from ui.kit.widgets import IconButton


class SkillLine(QWidget):
    """One skill and how many hold it."""

    changed = Signal()
    gone = Signal()

    def __init__(self, skills: Sequence[tuple[int, str]]) -> None:
        super().__init__()
        self.skill = ChoiceField(skills, _("Skill"))
        self.skill.setAccessibleName(_("Skill"))
        self.count = NumberField(_("people"), minimum=1, maximum=99)
        self.count.setAccessibleName(_("How many with this skill"))
        self.count.setFixedWidth(px(84))
        away = IconButton("x", _("Take this skill away"), 28)
        away.clicked.connect(lambda _checked=False: self.gone.emit())
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(px(6))
        line.addWidget(self.skill, 1)
        line.addWidget(self.count)
        line.addWidget(away)
        for part in (self.skill, self.count):
            part.changed.connect(self.changed)

    def value(self) -> tuple[int, int] | None:
        """(skill, how many); None while no skill is chosen."""
        ref = self.skill.value()
        return None if ref is None else (int(ref), int(self.count.value() or 1))


class SkillsField(QWidget):
    """An editor whose value is a tuple of (skill, how many)."""

    changed = Signal()

    def __init__(self, skills: Sequence[tuple[int, str]]) -> None:
        super().__init__()
        self._skills = list(skills)
        self.lines: list[SkillLine] = []
        self._box = QVBoxLayout()
        self._box.setSpacing(px(6))
        self.more = Button(_("Ask for a skill"), "quiet", "plus")
        self.more.clicked.connect(lambda _checked=False: self.add_line())
        foot = QHBoxLayout()
        foot.addWidget(self.more)
        foot.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(self._box)
        outer.addLayout(foot)
        self.setFocusProxy(self.more)

    def value(self) -> tuple[tuple[int, int], ...]:
        """Each skill once, in the order in which they stand."""
        found = [one for line in self.lines if (one := line.value()) is not None]
        return tuple(dict(found).items())

    def set_value(self, value: Sequence[tuple[int, int]] | None) -> None:
        """Show these without telling anybody."""
        for line in list(self.lines):
            self._take_out(line)
        for ref, count in value or ():
            line = self._put()
            line.skill.set_value(ref)
            line.count.set_value(count)

    def add_line(self) -> None:
        """A further skill."""
        line = self._put()
        line.count.set_value(1)
        line.skill.setFocus()

    def live_hint(self) -> str:
        """Nothing to say."""
        return ""

    def trouble(self) -> str:
        """What was typed and fits no skill."""
        return next((words for line in self.lines if (words := line.skill.trouble())), "")

    def set_state(self, state: str) -> None:
        """The words below say it."""

    def _put(self) -> SkillLine:
        line = SkillLine(self._skills)
        line.changed.connect(self.changed)
        line.gone.connect(lambda: self._drop(line))
        self.lines.append(line)
        self._box.addWidget(line)
        return line

    def _drop(self, line: SkillLine) -> None:
        self._take_out(line)
        self.changed.emit()

    def _take_out(self, line: SkillLine) -> None:
        self.lines.remove(line)
        line.hide()
        line.deleteLater()
