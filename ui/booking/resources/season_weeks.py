"""The hours of a year: the week that holds as a rule, and those of seasons, which replace it."""

from __future__ import annotations

import re
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from neighborcenter.center.drafts import Span
from neighborcenter.center.rules import is_day_mark
from neighborcenter.kit.i18n import _
from ui.booking.resources.week_lines import WeekLines
from ui.kit.buttons import Button
from ui.kit.inputs import LineEdit
from ui.kit.labels import Label
from ui.kit.section import row_of
from ui.kit.theme import px
from ui.kit.widgets import IconButton

_MARK = re.compile(r"(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?")


def day_mark(text: str) -> str:
    """7.1, 7-1 or 7月1日 as 07-01; what is none of these as it stands."""
    found = _MARK.fullmatch(text.strip())
    return f"{int(found[1]):02d}-{int(found[2]):02d}" if found else text.strip()


class SeasonWeek(QWidget):
    """First and last day of a season, and its week."""

    changed = Signal()
    dropped = Signal()

    def __init__(self, first: str = "", last: str = "") -> None:
        super().__init__()
        self.first, self.last = LineEdit(), LineEdit()
        line = QHBoxLayout()
        line.setSpacing(px(6))
        line.addWidget(Label(_("Season"), "body strong"))
        for field, mark, example, name in (
            (self.first, first, "07-01", _("First day of the season")),
            (self.last, last, "08-31", _("Last day of the season")),
        ):
            field.setPlaceholderText(example)
            field.setAccessibleName(name)
            field.setText(mark)
            field.textEdited.connect(lambda _text: self.changed.emit())
            line.addWidget(field, 1)
        drop = IconButton("x", _("Remove the season"), 28)
        drop.clicked.connect(self.dropped)
        line.addWidget(drop)
        self.week = WeekLines()
        self.week.changed.connect(self.changed)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, px(6), 0, 0)
        box.addLayout(line)
        box.addWidget(self.week)

    def marks(self) -> tuple[str, str]:
        """First and last day as 07-01."""
        return day_mark(self.first.text()), day_mark(self.last.text())


class SeasonWeeks(QWidget):
    """An editor of spans.  Hours that begin to hold on a day of their own are kept as they are."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._others: tuple[Span, ...] = ()
        self.year = WeekLines()
        self.year.changed.connect(self.changed)
        self.seasons: list[SeasonWeek] = []
        self.more = Button(_("Other hours in a season"), "quiet", "plus")
        self.more.clicked.connect(lambda _checked=False: self.add_season())
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.addWidget(self.year)
        self._box.addLayout(row_of(self.more, stretch_first=False))
        self.setFocusProxy(self.year)

    def add_season(self) -> None:
        """Another season; it begins with the week above."""
        season = self._place("", "")
        season.week.set_value(self.year.value())
        season.first.setFocus()
        self.changed.emit()

    def _place(self, first: str, last: str) -> SeasonWeek:
        season = SeasonWeek(first, last)
        season.changed.connect(self.changed)
        season.dropped.connect(lambda: self._drop(season))
        self.seasons.append(season)
        self._box.insertWidget(self._box.count() - 1, season)
        return season

    def _drop(self, season: SeasonWeek) -> None:
        self._remove(season)
        self.more.setFocus()
        self.changed.emit()

    def _remove(self, season: SeasonWeek) -> None:
        self.seasons.remove(season)
        self._box.removeWidget(season)
        season.hide()
        season.deleteLater()

    def value(self) -> tuple[Span, ...]:
        """Return the hours that can be read."""
        found = list(self.year.value())
        for season in self.seasons:
            first, last = season.marks()
            found += [replace(one, season_from=first, season_to=last) for one in season.week.value()]
        return (*found, *self._others)

    def set_value(self, value: tuple[Span, ...] | None) -> None:
        """Show hours without telling anybody."""
        spans = value or ()
        self._others = tuple(one for one in spans if one.valid_from)
        shown = [one for one in spans if not one.valid_from]
        for season in tuple(self.seasons):
            self._remove(season)
        self.year.set_value(tuple(one for one in shown if not one.season_from))
        for marks in sorted({(one.season_from, one.season_to) for one in shown if one.season_from}):
            mine = tuple(one for one in shown if (one.season_from, one.season_to) == marks)
            self._place(*marks).week.set_value(mine)

    def live_hint(self) -> str:
        """What is kept besides."""
        return _("Hours that begin on a later day stay as they are.") if self._others else ""

    def trouble(self) -> str:
        """The first line that cannot be read."""
        for season in self.seasons:
            if not all(is_day_mark(mark) for mark in season.marks()):
                return _("A season needs its first and last day, like 07-01 and 08-31.")
            if not season.week.value() and not season.week.trouble():
                return _("A season without hours: write them, or remove the season.")
        weeks = (self.year, *(season.week for season in self.seasons))
        return next((words for one in weeks if (words := one.trouble())), "")

    def set_state(self, state: str) -> None:
        """Mark the lines that cannot be read."""
        for one in (self.year, *(season.week for season in self.seasons)):
            one.set_state(state)
        for season in self.seasons:
            for field, mark in zip((season.first, season.last), season.marks(), strict=True):
                field.set_state("" if is_day_mark(mark) else state)
