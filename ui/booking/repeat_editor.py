"""How a booking repeats: the switch with one sentence, and behind it days, step, end and the dates themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from neighborcenter.center.queries import TermRow, terms
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.problems import Refused
from neighborcenter.kit.recurrence import LAST, Frequency, OnHoliday, Rule
from neighborcenter.kit.recurrence_dates import lunar_day_of, lunar_month_of
from neighborcenter.kit.recurrence_text import describe, weekday_name
from ui.booking.dates_field import DatesField
from ui.booking.day_list import DayList
from ui.booking.outlook import DayLook
from ui.kit.buttons import Switch
from ui.kit.chips import Chip
from ui.kit.fields import ChoiceField, FlagField, NumberField
from ui.kit.form import Field
from ui.kit.jobs import Query
from ui.kit.labels import Icon, Label
from ui.kit.moments import DateField
from ui.kit.paint import fill, words
from ui.kit.theme import px, theme

TIMES = 10
LETTERS = (N_("M"), N_("T"), N_("W"), N_("Th"), N_("F"), N_("Sa"), N_("Su"))


RARE = ("last", "workdays", "lunar", "yearly", "yearly_nth", "yearly_lunar")


def rare_rule(step: str, first: date, count: int | None, until: date | None) -> Rule:
    """The rules that few series need: the last day, working days, the lunar day, once a year."""
    if step == "last":
        return Rule(Frequency.MONTHLY, month_days=(LAST,), count=count, until=until)
    if step == "workdays":
        return Rule(Frequency.DAILY, only_worked=True, count=count, until=until)
    if step == "lunar":
        days = (lunar_day_of(first),)
        return Rule(Frequency.MONTHLY, lunar=True, month_days=days, count=count, until=until)
    whole = Rule(Frequency.YEARLY, months=(first.month,), count=count, until=until)
    if step == "yearly":
        return replace(whole, month_days=(first.day,))
    if step == "yearly_nth":
        return replace(whole, nth_weekdays=(nth_weekday(first),))
    return replace(whole, lunar=True, months=(lunar_month_of(first),), month_days=(lunar_day_of(first),))


def nth_weekday(day: date) -> tuple[int, int]:
    """Which of its weekday in the month a day is; the fifth counts as the last."""
    nth = (day.day - 1) // 7 + 1
    return LAST if nth == 5 else nth, day.weekday()


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
                ("last", _("Every month, the last day")),
                ("fortnight", _("Every 2 weeks")),
                ("workdays", _("Every working day")),
                ("lunar", _("Every lunar month, this lunar day")),
                ("yearly", _("Every year, this date")),
                ("yearly_nth", _("Every year, this weekday of the month")),
                ("yearly_lunar", _("Every year, this lunar day")),
                ("dates", _("On chosen days")),
            ]
        )
        self.step.set_value("weekly")
        self.days = [DayChip(_(name)) for name in LETTERS]
        self.count = NumberField(_("times"), minimum=2, maximum=400)
        self.count.set_value(TIMES)
        self.until = DateField(
            lambda: self._first.date() if self._first else date.max, placeholder=_("or until a day")
        )
        self.dates = Field("", DatesField(lambda: self._first.date() if self._first else date.max))
        self.dates.hide()
        for at, chip in enumerate(self.days):
            chip.setAccessibleName(weekday_name(at))
        if self.step.combo is not None:
            self.step.combo.setAccessibleName(_("How it repeats"))
        self.count.setAccessibleName(_("How many times"))
        self.until.setAccessibleName(_("Until which day"))
        self.holidays = ChoiceField(
            [
                (OnHoliday.KEEP, _("Also on public holidays")),
                (OnHoliday.SKIP, _("Not on public holidays")),
                (OnHoliday.NEXT, _("From a holiday to the next working day")),
                (OnHoliday.PREVIOUS, _("From a holiday to the working day before")),
            ]
        )
        self.holidays.set_value(OnHoliday.KEEP)
        if self.holidays.combo is not None:
            self.holidays.combo.setAccessibleName(_("On public holidays"))
        self.in_terms = FlagField(_("Only in term time"))
        self._terms: tuple[TermRow, ...] = ()
        self._asked = False
        self.in_terms.hide()
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
        inside.addWidget(self.dates)
        self._ends = QWidget()
        ends = QHBoxLayout(self._ends)
        ends.setContentsMargins(0, 0, 0, 0)
        ends.setSpacing(px(8))
        ends.addWidget(self.count, 2)
        ends.addWidget(self.until, 3)
        inside.addWidget(self._ends)
        inside.addWidget(self.holidays)
        inside.addWidget(self.in_terms)
        inside.addWidget(self.preview)
        self.holidays.changed.connect(self._on_part)
        self.in_terms.changed.connect(self._on_part)
        self.switch.toggled.connect(self._on_switch)
        self.step.changed.connect(self._on_part)
        self.count.changed.connect(self._on_count)
        self.until.changed.connect(self._on_part)
        self.dates.changed.connect(self._on_part)

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
        """The rule as text; empty when the booking does not repeat or cannot be said yet.

        Days that are not understood stand in it as they were typed, so that nothing else is kept by mistake.
        """
        if self._listing and self.dates.editor.trouble():
            return f"RDATE={self.dates.editor.text()}"
        rule = self.rule()
        return str(rule) if rule is not None else ""

    def check(self) -> bool:
        """Whether the repetition can be understood; what cannot says so beside it and gets the caret."""
        if not self._listing or self.dates.check():
            return True
        self.dates.focus()
        return False

    @property
    def _listing(self) -> bool:
        return bool(self.switch.isChecked() and self.step.value() == "dates")

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
                return self._off(Rule(Frequency.DAILY, count=count, until=until))
            if step in ("weekly", "fortnight"):
                chosen = tuple(at for at, chip in enumerate(self.days) if chip.isChecked())
                every = 2 if step == "fortnight" else 1
                return self._off(
                    Rule(Frequency.WEEKLY, every, chosen or (first.weekday(),), count=count, until=until)
                )
            if step == "date":
                return self._off(Rule(Frequency.MONTHLY, month_days=(first.day,), count=count, until=until))
            if step in RARE:
                return self._off(rare_rule(step, first, count, until))
            if step == "dates":
                return self._off(Rule.of_dates([first, *self.dates.value()]))
            nth = (nth_weekday(first),)
            return self._off(Rule(Frequency.MONTHLY, nth_weekdays=nth, count=count, until=until))
        except Refused:
            return None

    def _off(self, rule: Rule) -> Rule:
        """The rule with what becomes of public holidays, and within the terms when that was chosen."""
        rule = replace(rule, on_holiday=self.holidays.value() or OnHoliday.KEEP)
        if not self.in_terms.value() or not self._terms or self._first is None:
            return rule
        rule = replace(rule, within=tuple((one.first, one.last) for one in self._terms))
        day = self._first.date()
        term = next((one for one in self._terms if one.first <= day <= one.last), None)
        if term is None or rule.interval == 1 or rule.frequency is not Frequency.WEEKLY:
            return rule
        # A/B weeks: counted from the first week of the term, so that no holiday shifts them.
        weeks = (day - term.first + timedelta(days=term.first.weekday())).days // 7
        return replace(rule, anchor=term.first + timedelta(weeks=weeks % rule.interval))

    def set_terms(self, terms: Sequence[TermRow]) -> None:
        """The school terms that "in term time" keeps to; without any the choice is not offered."""
        self._terms = tuple(terms)
        self.in_terms.setVisible(bool(terms))

    def show_days(self, days: tuple[DayLook, ...]) -> None:
        """What the rule means, day by day, with what is taken or closed."""
        self.preview.set_days(days)

    def reset(self) -> None:
        """One day again."""
        self.switch.setChecked(False)
        self.count.set_value(TIMES)
        self.until.set_value(None)
        self.step.set_value("weekly")
        self.dates.set_value(())
        self.holidays.set_value(OnHoliday.KEEP)
        self.in_terms.set_value(False)
        self.preview.set_days(())

    def _on_switch(self, on: bool) -> None:
        self._more.setVisible(on)
        if on and not self._asked:
            self._asked = True
            Query(self, terms, lane="quick").then(self.set_terms).start()
        self._on_part()

    def _on_count(self) -> None:
        if self.count.value():
            self.until.set_value(None)
        self._on_part()

    def _on_part(self, _what: object = None) -> None:
        step = self.step.value()
        self._day_row.setVisible(step in ("weekly", "fortnight"))
        self.dates.setVisible(step == "dates")
        self._ends.setVisible(step != "dates")
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
