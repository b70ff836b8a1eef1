"""Single days on which somebody can, would like to, would rather not or cannot come: a line to add, a list to take from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from neighborcenter.kit.i18n import _
from neighborcenter.kit.times import clock_text
from neighborcenter.volunteers.drafts import AvailabilityDraft
from neighborcenter.volunteers.kinds import AvailabilityKind
from neighborcenter.volunteers.texts import word
from ui.kit.buttons import Button
from ui.kit.chips import StatusChip
from ui.kit.fields import ChoiceField
from ui.kit.form import Field, beside_fields
from ui.kit.jobs import runner
from ui.kit.labels import Label
from ui.kit.moments import DateField, TimeRangeField
from ui.kit.spoken import spoken_day
from ui.kit.theme import px
from ui.kit.widgets import IconButton
from ui.people.panels import empty_layout
from ui.volunteers.looks import WEEK_LOOKS

WHOLE_DAY = ("00:00", "24:00")


class DatedTimes(QWidget):
    """The value are stretches of single days, the next first; days that are over are kept and not shown."""

    changed = Signal()

    def __init__(self, stretches: Sequence[AvailabilityDraft]) -> None:
        super().__init__()
        self._today = runner().backend.clock.today
        self._days = sorted(
            (each for each in stretches if each.day is not None), key=lambda one: (str(one.day), one.opens)
        )
        self.day = Field(_("Day"), DateField(self._today))
        self.times = Field(_("Times of the day"), TimeRangeField(), _("Empty: the whole day"))
        kinds = (AvailabilityKind.CANNOT, AvailabilityKind.CAN, AvailabilityKind.WISH, AvailabilityKind.AVOID)
        self.kind = Field(_("Availability"), ChoiceField([(each, word(each)) for each in kinds]))
        self.kind.set_value(AvailabilityKind.CANNOT)
        self.add = Button(_("Add the day"), "secondary", "plus")
        self.add.clicked.connect(lambda _checked=False: self.take())
        self._rows = QVBoxLayout()
        self._rows.setSpacing(px(4))
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(10))
        top = Qt.AlignmentFlag.AlignTop
        for at, part in enumerate((self.day, self.times, self.kind, beside_fields(self.add))):
            grid.addWidget(part, at // 2, at % 2, top)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(self._rows)
        outer.addLayout(grid)
        self._show()

    def value(self) -> list[AvailabilityDraft]:
        """The stretches of single days."""
        return list(self._days)

    def take(self) -> bool:
        """Add what stands in the fields; False when something in them cannot be understood."""
        if not (self.day.check() and self.times.check()):
            return False
        day = self.day.value()
        if day is None:
            self.day.focus()
            return False
        span = self.times.value()
        opens, closes = WHOLE_DAY if span is None else (clock_text(span[0]), clock_text(span[1]))
        self._days.append(AvailabilityDraft(self.kind.value(), None, day, opens, closes))
        self._days.sort(key=lambda one: (str(one.day), one.opens))
        self.day.set_value(None)
        self.times.set_value(None)
        self._show()
        self.changed.emit()
        return True

    def is_filled(self) -> bool:
        """Whether a day stands in the fields that was not added yet."""
        return bool(self.day.editor.text().strip())

    def drop(self, stretch: AvailabilityDraft) -> None:
        """Take one away."""
        self._days.remove(stretch)
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        empty_layout(self._rows)
        coming = [each for each in self._days if each.day is not None and each.day >= self._today()]
        for each in coming:
            holder = QWidget()
            line = QHBoxLayout(holder)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(px(8))
            line.addWidget(StatusChip(word(each.kind), WEEK_LOOKS[each.kind]))
            line.addWidget(Label(dated_words(each), "body"), 1)
            away = IconButton("x", _("Take away: {what}").format(what=dated_words(each)), 28)
            away.clicked.connect(lambda _checked=False, e=each: self.drop(e))
            line.addWidget(away)
            self._rows.addWidget(holder)
        if not coming:
            self._rows.addWidget(Label(_("No single days noted"), "small", "text3"))


def dated_words(each: AvailabilityDraft) -> str:
    """12月3日 14:00–17:00, or the day alone when it is whole."""
    whole = (each.opens, each.closes) == WHOLE_DAY
    day = spoken_day(each.day)
    return day if whole else f"{day} {each.opens}–{each.closes}"
