"""The line above the calendar: day, week or month; back and forth; what the colors mean; filter, list, new booking."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QPoint, QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking.kinds import BookingKind
from neighborcenter.kit.i18n import _
from ui.booking.bars import COLORS
from ui.booking.feed import SHORT, CalendarView
from ui.booking.menus import filter_menu, layer_menu, wanted_words
from ui.booking.span import Span
from ui.booking.wanted import USUAL, Layer, Wanted
from ui.booking.whose_popup import WhosePopup
from ui.kit.buttons import Button, IconButton, Segmented
from ui.kit.jobs import may
from ui.kit.labels import Label, LinkLabel
from ui.kit.moments import MonthPopup
from ui.kit.paint import fill, width_of, words
from ui.kit.steps import Steps
from ui.kit.theme import px, theme, theme_changed

KEY = "F3"


class Legend(QWidget):
    """A small square and a word for every color; hides word by word where the line is short."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme_changed.connect(self.restyle)
        self.setAccessibleName(", ".join(name for _color, name in self._items()))

    @staticmethod
    def _items() -> list[tuple[str, str]]:
        return [*((COLORS[kind], _(SHORT[kind])) for kind in BookingKind), ("closed", _("Out of use"))]

    def restyle(self) -> None:
        """Follow the size mode."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        wide = sum(width_of(name, "small") + px(30) for _color, name in self._items())
        return QSize(round(wide), px(24))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, px(24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look = QPainter(self), theme()
        items, x = self._items(), 0.0
        if sum(width_of(name, "small") + px(30) for _color, name in items) - px(12) > self.width():
            return
        for color, name in items:
            side = px(12)
            square = QRectF(x + 1, (self.height() - side) / 2, side, side)
            fill(painter, square, px(4), look.category(color).fill, look.category(color).bar)
            wide = width_of(name, "small") + 2
            words(painter, QRectF(x + px(18), 0, wide, self.height()), name, "small", look.text2)
            x += px(30) + wide - 2


class Head(QWidget):
    """Says what was pressed; the page decides."""

    scaled = Signal(str)
    stepped = Signal(int)
    todayWanted = Signal()
    dayWanted = Signal(object)
    narrowed = Signal(object)
    layered = Signal(object)
    """The layers that are on."""
    listed = Signal(bool)
    newWanted = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._span = Span("week", today())
        self._wanted, self._view, self._layers = Wanted(), CalendarView(), USUAL
        self.scale = Segmented(
            [("day", _("One day")), ("week", _("One week")), ("month", _("One month"))],
            "week",
            _("How much is shown"),
        )
        self.today = Button(_("Today"))
        self.steps = Steps(_("Earlier"), _("Later"), self.today)
        self.heading = LinkLabel("", "title")
        self.heading.set_look(color="text")
        self.week = Label("", "small", "text2")
        self.legend = Legend()
        self.filter = Button(_("Filter"), "secondary", "funnel")
        self.layers = IconButton("layers", _("Layers"), kind="secondary")
        self.layers.setCheckable(True)
        self.list = IconButton("list", _("Show as a list"), kind="secondary")
        self.list.setCheckable(True)
        self.new = Button(_("New booking"), "secondary", "plus", KEY)
        self.new.setEnabled(may(Permission.BOOKING_WRITE))
        self._build()
        self._connect()
        theme_changed.connect(self.restyle)
        self.restyle()

    def _build(self) -> None:
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        for part in (self.scale, self.steps, self.heading, self.week):
            self._row.addWidget(part)
        self._row.addWidget(self.legend, 1)
        for button in (self.filter, self.layers, self.list, self.new):
            self._row.addWidget(button)

    def _connect(self) -> None:
        self.scale.chosen.connect(self.scaled)
        self.steps.stepped.connect(self.stepped)
        self.today.clicked.connect(lambda _checked=False: self.todayWanted.emit())
        self.heading.clicked.connect(self.open_month)
        self.filter.clicked.connect(lambda _checked=False: self.open_filter())
        self.layers.clicked.connect(lambda _checked=False: self._on_layers_clicked())
        self.list.toggled.connect(self.listed)
        self.new.clicked.connect(lambda _checked=False: self.newWanted.emit())

    def restyle(self) -> None:
        """Follow the size mode."""
        self._row.setSpacing(px(8))

    def minimumSizeHint(self) -> QSize:
        """Never wider than its window: what is only said here gives way."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, _event: object) -> None:
        """The line has another width."""
        self._fit()

    def _fit(self) -> None:
        """Where the line is short the number of the week goes, then the key beside the new booking."""
        parts = (
            self.scale,
            self.steps,
            self.heading,
            self.filter,
            self.layers,
            self.list,
            self.new,
        )
        self.new.key = KEY
        needed = sum(part.sizeHint().width() + px(8) for part in parts)
        self.week.setVisible(self.width() > needed + self.week.sizeHint().width() + px(8))
        if self.width() < needed:
            self.new.key = None
        self.new.updateGeometry()

    def show_span(self, span: Span) -> None:
        """The heading of what is shown."""
        self._span = span
        self.scale.set_current(span.scale)
        self.heading.setText(span.heading(self._today()))
        self.heading.setAccessibleName(_("{shown}, choose another day").format(shown=self.heading.text()))
        self.week.setText(span.note())
        self._fit()

    def show_view(self, view: CalendarView, wanted: Wanted) -> None:
        """What the filter can ask for, and what it asks for now."""
        self._view, self._wanted = view, wanted
        self.filter.setText(wanted_words(wanted, view) or _("Filter"))
        self.filter.set_kind("tinted" if wanted != Wanted() else "secondary")
        self._fit()

    def open_month(self) -> None:
        """Let a month drop down to jump to a day."""
        popup = MonthPopup(self, self._span.day, self._today())
        popup.picked.connect(self.dayWanted)
        popup.open_below(self.heading)

    def open_filter(self) -> None:
        """Let the filter's menu drop down."""
        menu = self.filter_menu()
        menu.popup(self.filter.mapToGlobal(QPoint(0, self.filter.height() + px(4))))

    def filter_menu(self) -> QMenu:
        """Equipment, seats, kind, floor, site, and whose bookings; one of each."""
        menu = filter_menu(self, self._view, self._wanted, self.narrowed.emit)
        menu.addAction(_("Only one person or group…")).triggered.connect(lambda _on=False: self.ask_whose())
        return menu

    def ask_whose(self) -> None:
        """Ask for a resident or a group by name."""
        popup = WhosePopup(self)
        popup.chosen.connect(lambda whose: self.narrowed.emit(replace(self._wanted, whose=whose)))
        popup.open_below(self.filter)

    def open_layers(self) -> None:
        """Let the layers drop down; each is switched without closing the menu."""
        menu = layer_menu(self, self._layers, self._on_layer)
        menu.popup(self.layers.mapToGlobal(QPoint(0, self.layers.height() + px(4))))

    def show_layers(self, layers: frozenset[Layer]) -> None:
        """Which layers are on."""
        self._layers = layers
        off = len(USUAL - layers)
        words = _("Layers, {count} off").format(count=off) if off else _("Layers")
        self.layers.setToolTip(f"{words}  Ctrl Shift F")
        self.layers.setAccessibleName(words)
        self.layers.setChecked(layers != USUAL)

    def _on_layers_clicked(self) -> None:
        self.layers.setChecked(self._layers != USUAL)
        self.open_layers()

    def _on_layer(self, layer: Layer, on: bool) -> None:
        self.show_layers(self._layers | {layer} if on else self._layers - {layer})
        self.layered.emit(self._layers)
