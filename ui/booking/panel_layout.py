"""The booking panel's fields and where they stand; what they do is in `panel.py`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from neighborcenter.booking.kinds import BookingKind
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Problem
from ui.booking.extras_field import ExtrasField
from ui.booking.feed import SHORT
from ui.booking.repeat_editor import RepeatEditor
from ui.booking.unsaved import UnsavedLine
from ui.booking.verdict_box import VerdictBox
from ui.booking.ways_out import WaysOut
from ui.booking.who_field import WhoField
from ui.kit.buttons import Button, IconButton
from ui.kit.chips import Chip
from ui.kit.fields import ChoiceField, FlagField, NumberField, TextField
from ui.kit.form import Field
from ui.kit.labels import Label
from ui.kit.moments import DateTimeField
from ui.kit.theme import px, theme_changed

HALF_DAY = timedelta(hours=4)
LENGTHS = (timedelta(hours=1), timedelta(minutes=90), timedelta(hours=2), timedelta(hours=3), HALF_DAY)


class LengthChips(QWidget):
    """1 · 1.5 · 2 · 3 · half a day: one press changes the end."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self.chips: dict[timedelta, Chip] = {}
        for length in LENGTHS:
            chip = Chip(self._short(length))
            chip.setAccessibleName(self._long(length))
            chip.clicked.connect(lambda _checked=False, length=length: self._on_clicked(length))
            self._row.addWidget(chip)
            self.chips[length] = chip
        self._row.addStretch(1)
        self._row.setSpacing(px(6))

    @staticmethod
    def _short(length: timedelta) -> str:
        return _("Half day") if length == HALF_DAY else f"{length / timedelta(hours=1):g}"

    @staticmethod
    def _long(length: timedelta) -> str:
        if length == HALF_DAY:
            return _("Half day")
        return _("{count} h").format(count=f"{length / timedelta(hours=1):g}")

    def show_length(self, length: timedelta) -> None:
        """Mark the chip of this length, if there is one; the marked one says its unit."""
        for own, chip in self.chips.items():
            chip.setChecked(own == length)
            chip.setText(self._long(own) if own == length else self._short(own))
            chip.updateGeometry()

    def _on_clicked(self, length: timedelta) -> None:
        self.show_length(length)
        self.chosen.emit(length)


class PanelLayout(QWidget):
    """Head, scrolling fields, the main button below."""

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = Label(_("New booking"), "section", "text")
        self.close_button = IconButton("x", _("Close"))
        self.who = WhoField()
        self.room = ChoiceField([], _("The best free room is chosen"))
        self.when = DateTimeField(today)
        self.lengths = LengthChips()
        self.people = NumberField(_("people"), minimum=1, maximum=9999)
        self.kind = ChoiceField([(kind, _(SHORT[kind])) for kind in BookingKind])
        self.title = TextField(_("As the name above"))
        self.note = TextField()
        self.special = FlagField(_("Agreed: opened up specially"))
        self.ways = WaysOut()
        self.verdict = VerdictBox()
        self.extras = ExtrasField()
        self.request = FlagField(_("Ask first"))
        self.unsaved = UnsavedLine()
        self.repeat = RepeatEditor()
        self.save = Button(_("Book"), "primary", "check", "↵", main=True)
        self.more = Button(_("More"), main=True)
        self.who_field = Field(_("For whom"), self.who)
        self.room_field = Field(_("Room"), self.room)
        self.time_field = Field(_("Time"), self.when)
        self.people_field = Field(_("How many"), self.people)
        self.kind_field = Field(_("Kind"), self.kind)
        self.title_field = Field(_("Title"), self.title)
        self.note_field = Field(_("Note"), self.note)
        self.extras_field = Field(_("Also needed"), self.extras)
        self.fields = {
            "who": self.who_field, "room_id": self.room_field, "starts": self.time_field, "ends": self.time_field,
            "people": self.people_field, "kind": self.kind_field, "title": self.title_field,
            "note": self.note_field, "resources": self.extras_field, "also_rooms": self.extras_field,
        }  # fmt: skip
        for choice in (self.room, self.kind, self.repeat.step, self.repeat.holidays):
            # A drop-down asks for the width of its longest entry; here the panel says how wide it is.
            if choice.combo is not None:
                choice.combo.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
                choice.setMinimumWidth(px(90))
        self._build()
        self.more.clicked.connect(lambda _checked=False: self.show_more(shown=self.title_field.isHidden()))
        theme_changed.connect(self.restyle)
        self.restyle()

    def _build(self) -> None:
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        head = QHBoxLayout()
        head.addWidget(self.heading)
        head.addStretch(1)
        head.addWidget(self.close_button)
        self._outer.addLayout(head)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        pair = QHBoxLayout()
        pair.setSpacing(px(12))
        pair.addWidget(self.people_field, 1, Qt.AlignmentFlag.AlignTop)
        pair.addWidget(self.kind_field, 1, Qt.AlignmentFlag.AlignTop)
        self._column.addWidget(self.unsaved)
        self._column.addWidget(self.who_field)
        self._column.addWidget(self.room_field)
        self._column.addWidget(self.time_field)
        self._column.addWidget(self.lengths)
        self._column.addWidget(self.special)
        self._column.addWidget(self.ways)
        self._column.addWidget(self.verdict)
        self._column.addLayout(pair)
        self._column.addWidget(self.extras_field)
        self._column.addWidget(self.title_field)
        self._column.addWidget(self.note_field)
        self._column.addWidget(self.request)
        self._column.addStretch(1)
        self._column.addWidget(self.repeat)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        self._outer.addWidget(scroll, 1)
        self.rows = scroll
        foot = QHBoxLayout()
        foot.setSpacing(px(8))
        foot.addWidget(self.save, 2)
        foot.addWidget(self.more, 1)
        self._outer.addLayout(foot)
        # The time comes before the room: who and when are asked, the room answers by itself.
        order = (self.who.box, self.who.phone, self.when, self.room, *self.lengths.chips.values())
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def restyle(self) -> None:
        """Follow the size mode."""
        # The halo of a focused box needs three pixels on either side of the scrolled column.
        self._column.setContentsMargins(px(3), px(3), px(6), px(3))
        self._column.setSpacing(px(10))
        self._outer.setSpacing(px(8))

    def clear(self) -> None:
        """An empty form."""
        self.heading.setText(_("New booking"))
        self.unsaved.show_left(None)
        for editor in (
            self.who, self.room, self.when, self.people, self.title, self.note, self.special, self.request,
            self.extras,
        ):  # fmt: skip
            editor.set_value(None)
        self.verdict.clear()
        self.kind.set_value(BookingKind.HIRE)
        self.repeat.reset()
        self.repeat.show()
        self.extras_field.show()
        self.ways.say("")
        self.special.hide()
        for field in self.fields.values():
            field.set_problem(None)
        self.room_field.set_hint("")
        self.lengths.show_length(timedelta(hours=2))
        self.show_more(shown=False)
        self.say_save(0, 0)

    def say_changing(self) -> None:
        """The form of an existing booking."""
        self.heading.setText(_("Change booking"))
        self.repeat.hide()
        self.show_more(shown=True)
        self.extras_field.hide()
        self.request.hide()
        self.say_save(0, 0, changing=True)

    def say_save(self, days: int, skipped: int, *, changing: bool = False, asks: bool = False) -> None:
        """The button says what it will do."""
        if changing:
            self.save.setText(_("Save"))
        elif asks:
            self.save.setText(_("Hand in the request"))
        elif skipped:
            self.save.setText(_("Book {count} days").format(count=days))
        elif days:
            self.save.setText(_("Book all {count} days").format(count=days))
        else:
            self.save.setText(_("Book"))

    def show_more(self, shown: bool) -> None:
        """Title, note and asking first, which most bookings do not need."""
        for part in (self.title_field, self.note_field, self.request):
            part.setVisible(shown)
        self.more.setText(_("Less") if shown else _("More"))

    def ask_for(self, field: str, name: str, code: str) -> None:
        """Say what is missing beside its field and put the caret there."""
        missing: Field = getattr(self, field)
        missing.set_problem(Problem(name, code))
        missing.focus()
