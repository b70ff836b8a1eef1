"""How a booking repeats: the switch with one sentence, and behind it days, step, end and the dates themselves."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.problems import Refused
from neighborcenter.kit.recurrence import LAST, Frequency, Rule
from neighborcenter.kit.recurrence_text import describe, weekday_name
from neighborcenter.kit.speech import say_date
from ui.booking.outlook import DayLook
from ui.kit.buttons import Switch
from ui.kit.chips import Chip
from ui.kit.fields import ChoiceField, NumberField
from ui.kit.icons import paint_icon
from ui.kit.labels import Icon, Label
from ui.kit.moments import DateField
from ui.kit.paint import fill, words
from ui.kit.theme import px, theme, theme_changed

TIMES = 10
SHOWN_DAYS = 8
LETTERS = (N_("M"), N_("T"), N_("W"), N_("Th"), N_("F"), N_("Sa"), N_("Su"))


class DayChip(Chip):
    """One weekday: seven of them stand in one line of the panel."""

    def sizeHint(self) -> QSize:
        return QSize(px(34), px(28))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look, rect = QPainter(self), theme(), QRectF(self.rect())
        on = self.isChecked()
        fill(
            painter,
            rect,
            rect.height() / 2,
            look.tint if on else look.surface,
            look.accent_text if on else look.border,
        )
        ink = look.accent_text if on else look.text
        words(painter, rect, self.text(), "small strong", ink, Qt.AlignmentFlag.AlignHCenter)


class RepeatEditor(QWidget):
    """Off: one day. On: a rule from the chosen parts, always with an end."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first: datetime | None = None
        self.switch = Switch(_("Repeat"))
        self.line = Label(_("Repeat"), "small", "text2", wrap=True)
        self.step = ChoiceField(
            [
                ("weekly", _("Every week")),
                ("daily", _("Every day")),
                ("date", _("Every month, this date")),
                ("nth", _("Every month, this weekday")),
            ]
        )
        self.step.set_value("weekly")
        self.days = [DayChip(_(name)) for name in LETTERS]
        self.count = NumberField(_("times"), minimum=2, maximum=400)
        self.count.set_value(TIMES)
        self.until = DateField(
            lambda: self._first.date() if self._first else date.max, placeholder=_("or until a day")
        )
        for at, chip in enumerate(self.days):
            chip.setAccessibleName(weekday_name(at))
        if self.step.combo is not None:
            self.step.combo.setAccessibleName(_("How it repeats"))
        self.count.setAccessibleName(_("How many times"))
        self.until.setAccessibleName(_("Until which day"))
        self.preview = DayList()
        self._more = QWidget()
        self._build()
        self._more.hide()

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(px(8))
        head = QHBoxLayout()
        head.addWidget(Icon("repeat", "text2", 16))
        head.addWidget(self.line, 1)
        head.addWidget(self.switch)
        outer.addLayout(head)
        outer.addWidget(self._more)
        inside = QVBoxLayout(self._more)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(px(8))
        inside.addWidget(self.step)
        self._day_row = QWidget()
        row = QHBoxLayout(self._day_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(3))
        for chip in self.days:
            row.addWidget(chip)
            chip.toggled.connect(self._on_part)
        row.addStretch(1)
        inside.addWidget(self._day_row)
        ends = QHBoxLayout()
        ends.setSpacing(px(8))
        ends.addWidget(self.count, 2)
        ends.addWidget(self.until, 3)
        inside.addLayout(ends)
        inside.addWidget(self.preview)
        self.switch.toggled.connect(self._on_switch)
        self.step.changed.connect(self._on_part)
        self.count.changed.connect(self._on_count)
        self.until.changed.connect(self._on_part)

    def set_first(self, first: datetime | None) -> None:
        """The first day and time: what "weekly" means follows it."""
        moved = first is not None and (self._first is None or first.weekday() != self._first.weekday())
        self._first = first
        if moved and first is not None:
            for at, chip in enumerate(self.days):
                chip.blockSignals(True)  # noqa: FBT003 - Qt's own name
                chip.setChecked(at == first.weekday())
                chip.blockSignals(False)  # noqa: FBT003 - Qt's own name
        self._say()

    def value(self) -> str:
        """The rule as text; empty when the booking does not repeat or cannot be said yet."""
        rule = self.rule()
        return str(rule) if rule is not None else ""

    def rule(self) -> Rule | None:
        """The rule of the chosen parts, or None."""
        if not self.switch.isChecked() or self._first is None:
            return None
        until = self.until.value()
        count = None if until else int(self.count.value() or TIMES)
        first = self._first.date()
        step = self.step.value()
        try:
            if step == "daily":
                return Rule(Frequency.DAILY, count=count, until=until)
            if step == "weekly":
                chosen = tuple(at for at, chip in enumerate(self.days) if chip.isChecked())
                return Rule(Frequency.WEEKLY, weekdays=chosen or (first.weekday(),), count=count, until=until)
            if step == "date":
                return Rule(Frequency.MONTHLY, month_days=(first.day,), count=count, until=until)
            nth = (first.day - 1) // 7 + 1
            which = (LAST if nth == 5 else nth, first.weekday())
            return Rule(Frequency.MONTHLY, nth_weekdays=(which,), count=count, until=until)
        except Refused:
            return None

    def show_days(self, days: tuple[DayLook, ...]) -> None:
        """What the rule means, day by day, with what is taken or closed."""
        self.preview.set_days(days)

    def reset(self) -> None:
        """One day again."""
        self.switch.setChecked(False)
        self.count.set_value(TIMES)
        self.until.set_value(None)
        self.step.set_value("weekly")
        self.preview.set_days(())

    def _on_switch(self, on: bool) -> None:
        self._more.setVisible(on)
        self._on_part()

    def _on_count(self) -> None:
        if self.count.value():
            self.until.set_value(None)
        self._on_part()

    def _on_part(self, _what: object = None) -> None:
        self._day_row.setVisible(self.step.value() == "weekly")
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        """The sentence beside the switch, also while it is off: what pressing it would do."""
        if self._first is None:
            self.line.setText(_("Repeat"))
            return
        rule = self.rule() or Rule(Frequency.WEEKLY, weekdays=(self._first.weekday(),))
        words_ = _("{repetition} {time}").format(repetition=describe(rule), time=f"{self._first:%H:%M}")
        self.line.setText(words_)


class DayList(QWidget):
    """The days of a series: a tick for free, a sign and the reason for what would be left out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._days: tuple[DayLook, ...] = ()
        self._shown: list[DayLook] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme_changed.connect(self._on_theme)
        self.hide()

    def set_days(self, days: tuple[DayLook, ...]) -> None:
        """Show these; what is not free comes into view even when the list is long."""
        self._days = days
        wrong = [day for day in days if not day.free]
        keep = [*wrong[:SHOWN_DAYS], *[day for day in days if day.free][: max(0, SHOWN_DAYS - len(wrong))]]
        self._shown = sorted(keep, key=lambda day: day.during.start)
        self.setAccessibleName("; ".join(self.text_of(day) for day in self._shown))
        self.setVisible(bool(days))
        self.updateGeometry()
        self.update()

    @property
    def lines(self) -> list[str]:
        """The shown days in words."""
        return [self.text_of(day) for day in self._shown]

    def text_of(self, day: DayLook) -> str:
        """One day in words."""
        when = say_date(day.during.day)
        if day.taken:
            return _("{day}: taken by “{title}”, left out").format(day=when, title=day.taken)
        if day.shut is not None:
            return _("{day}: closed, left out").format(day=when)
        return when

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        extra = 1 if len(self._days) > len(self._shown) else 0
        return QSize(px(200), (len(self._shown) + extra) * px(22) + px(4))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look = QPainter(self), theme()
        line, side = px(22), px(14)
        for at, day in enumerate(self._shown):
            top = at * line
            sign = (
                ("check", look.category("service").text)
                if day.free
                else ("triangle-alert", look.category("notice").text)
            )
            paint_icon(painter, sign[0], sign[1], QRectF(0, top + (line - side) / 2, side, side))
            ink = look.text2 if day.free else look.category("notice").text
            words(painter, QRectF(px(20), top, self.width() - px(20), line), self.text_of(day), "small", ink)
        rest = len(self._days) - len(self._shown)
        if rest > 0:
            text = _("and {count} more days").format(count=rest)
            place = QRectF(px(20), len(self._shown) * line, self.width() - px(20), line)
            words(painter, place, text, "small", look.text3, Qt.AlignmentFlag.AlignLeft)
