"""A short form in the right-hand panel: what will happen, the fields, one button; mistakes stand beside the fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Problem
from neighborcenter.kit.work import Work
from ui.kit.buttons import Button
from ui.kit.form import Field, Form
from ui.kit.labels import Label
from ui.kit.shown import set_shown
from ui.people.panels import Panel
from ui.volunteers import acts

Values = dict[str, Any]


class AskPanel(Panel):
    """`make(values)` gives the verb to run, `say(values, result)` the words afterwards."""

    done = Signal(object)
    """What the verb gave."""

    def __init__(
        self,
        title: str,
        verb: str,
        fields: Mapping[str, Field],
        make: Callable[[Values], Callable[[Work], Any]],
        say: Callable[[Values, Any], str],
        *,
        intro: str = "",
        undo: acts.Undo | None = None,
        undone: str = "",
        columns: int = 1,
        wide: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__(title)
        self._make, self._say, self._undo, self._undone = make, say, undo, undone
        self.intro = Label(intro, "small", "text2", wrap=True)
        set_shown(self.intro, bool(intro))
        self.body.addWidget(self.intro)
        self.form = Form(columns)
        for name, field in fields.items():
            self.form.add(name, field, wide=name in wide)
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self.message = Label("", "small strong", "accent_text", wrap=True)
        self.message.hide()
        self.body.addWidget(self.message)
        back = Button(_("Cancel"), "quiet", key="Esc")
        back.clicked.connect(lambda _checked=False: self.closed.emit())
        self.agree = Button(verb, "primary", key="Ctrl ↵", main=True)
        self.agree.clicked.connect(lambda _checked=False: self.submit())
        self.foot_row.addWidget(back.may_shrink())
        self.foot_row.addWidget(self.agree.may_shrink(), 1)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.submit)
        QTimer.singleShot(0, self, self.form.focus_first)

    def say_intro(self, words: str) -> None:
        """Other words above the fields."""
        self.intro.setText(words)
        self.intro.setVisible(bool(words))

    def submit(self) -> None:
        """Do it, if what stands there can be understood."""
        if self.agree.busy or not self.form.check():
            return
        values = self.form.values()
        self.message.hide()
        self.agree.set_busy(True)
        acts.command(
            self,
            self._make(values),
            lambda result: self._say(values, result),
            undo=self._undo,
            undone=self._undone,
            then=self.done.emit,
        ).failed(self._on_problems).finally_(lambda: self.agree.set_busy(busy=False)).start()

    def _on_problems(self, problems: tuple[Problem, ...]) -> None:
        homeless = self.form.set_problems(problems)
        self.message.setText(acts.words_of(homeless))
        self.message.setVisible(bool(homeless))
