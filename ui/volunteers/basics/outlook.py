"""What the shifts of a need become, in lines below its form, before anybody agrees to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Invalid, Refused
from neighborcenter.kit.speech import say_date
from neighborcenter.kit.times import TimeRange
from neighborcenter.kit.work import Read
from neighborcenter.volunteers.need_plan import Fate, Turn
from ui.kit.chips import StatusChip
from ui.kit.jobs import Query
from ui.kit.labels import Label
from ui.kit.pause import Pause
from ui.kit.theme import px
from ui.people.panels import empty_layout
from ui.volunteers.ask_panel import AskPanel, Values

PAUSE = 250
"""Milliseconds without a key before the shifts are asked for again."""
SHOWN = 40
LOOKS: dict[Fate, tuple[str, str]] = {
    Fate.NEW: ("service", "plus"),
    Fate.GOES: ("closed", "x"),
    Fate.STAYS: ("notice", "triangle-alert"),
    Fate.MOVES: ("lending", "arrow-right"),
    Fate.ASKS: ("party", "arrow-left-right"),
    Fate.CHANGES: ("activity", "pencil"),
}


class Outlook(QWidget):
    """What the shifts become, in lines."""

    def __init__(self) -> None:
        super().__init__()
        self.turns: tuple[Turn, ...] = ()
        self.lines = QVBoxLayout(self)
        self.lines.setContentsMargins(0, px(4), 0, 0)
        self.lines.setSpacing(px(6))

    def show_turns(self, turns: tuple[Turn, ...] | None) -> None:
        """Show these; None while the form cannot be understood."""
        empty_layout(self.lines)
        self.turns = turns or ()
        if turns is None:
            return
        if turns:
            self.lines.addWidget(Label(_("What becomes of the shifts"), "small strong"))
        for turn in turns[:SHOWN]:
            self.lines.addWidget(_line(turn))
        if len(turns) > SHOWN:
            more = _("and {count} more").format(count=len(turns) - SHOWN)
            self.lines.addWidget(Label(more, "small", "text3"))


class NeedPanel(AskPanel):
    """A form whose outcome is shown below it before it is agreed to."""

    def __init__(
        self, *form: Any, look: Callable[[Values], Callable[[Read], tuple[Turn, ...]]] | None, **more: Any
    ) -> None:
        super().__init__(*form, **more)
        self._asked = look
        self.outlook = Outlook()
        self.body.insertWidget(self.body.indexOf(self.form) + 1, self.outlook)
        # The count stays in sight above the buttons, however long the form is.
        self.said = Label("", "small", "text2", wrap=True)
        self.said.hide()
        outer = self.layout()
        assert isinstance(outer, QVBoxLayout)
        outer.insertWidget(outer.indexOf(self.foot_row), self.said)
        self._pause = Pause(self, PAUSE, self.look)
        if look is not None:
            self.form.changed.connect(self._pause.start)

    def look(self) -> None:
        """Ask what the shifts would become."""
        if self._asked is None:
            return
        try:
            asked = self._asked(self.form.values())
        except Invalid:
            self._show(None)
            return
        Query(self, lambda read: _seen(read, asked), key="outlook", lane="quick").then(self._show).start()

    def _show(self, turns: tuple[Turn, ...] | None) -> None:
        self.outlook.show_turns(turns)
        self.said.setText("" if turns is None else summary(turns))
        self.said.setVisible(turns is not None)


def _seen(read: Read, asked: Callable[[Read], tuple[Turn, ...]]) -> tuple[Turn, ...] | None:
    try:
        return asked(read)
    except Refused:
        return None


def summary(turns: tuple[Turn, ...]) -> str:
    """3 move, 1 is new; or that nothing changes."""
    if not turns:
        return _("No shift that is planned already changes.")
    counted = Counter(turn.fate for turn in turns)
    return " · ".join(f"{fate_word(fate)} {counted[fate]}" for fate in Fate if counted[fate])


def fate_word(fate: Fate) -> str:
    """What becomes of a shift, in a word."""
    return {
        Fate.NEW: _("New shift"),
        Fate.GOES: _("Called off"),
        Fate.STAYS: _("Stays, people are on it"),
        Fate.MOVES: _("Moves along"),
        Fate.ASKS: _("Asks its people"),
        Fate.CHANGES: _("Asks for others"),
    }[fate]


def _line(turn: Turn) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(px(8))
    row.addWidget(StatusChip(fate_word(turn.fate), *LOOKS[turn.fate]))
    words = QVBoxLayout()
    words.setSpacing(px(1))
    words.addWidget(Label(span_words(turn), "small", wrap=True))
    if turn.people:
        words.addWidget(Label(_(", ").join(turn.people), "note", "text3", wrap=True))
    if turn.cannot:
        said = _("May not stay on it: {names}").format(names=_(", ").join(turn.cannot))
        words.addWidget(Label(said, "note", "accent_text", wrap=True))
    row.addLayout(words, 1)
    return holder


def span_words(turn: Turn) -> str:
    """11月28日 周六 08:30–11:15 → 08:00–11:15."""
    spans = [one for one in (turn.before, turn.after) if one is not None]
    if len(spans) == 2 and spans[0] == spans[1]:
        spans = spans[:1]
    words = [f"{say_date(spans[0].start.date())} {_times(spans[0])}"]
    for one in spans[1:]:
        other_day = one.start.date() != spans[0].start.date()
        words.append(f"{say_date(one.start.date())} {_times(one)}" if other_day else _times(one))
    return " → ".join(words)


def _times(span: TimeRange) -> str:
    return f"{span.start:%H:%M}–{span.end:%H:%M}"
