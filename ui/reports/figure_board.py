"""What every page of figures is made of: tiles in a grid, charts in cards, and one signal for what was pressed."""

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from neighborcenter.kit.i18n import _, behind
from neighborcenter.reports.figures import Compared
from ui.kit.cards import Card
from ui.kit.focus import ring
from ui.kit.paint import fill, width_of, words
from ui.kit.theme import px, theme, theme_changed


class FigureTile(QAbstractButton):
    """A number with its unit and its two comparisons; pressing it opens the rows behind."""

    def __init__(self, parent: QWidget | None = None, *, compared: bool = True) -> None:
        super().__init__(parent)
        self.figure: Compared | None = None
        self._tall = 106 if compared else 74
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        ring(self, 12)
        self.setAccessibleName(_("Figure"))
        theme_changed.connect(self.updateGeometry)

    def set_figure(self, figure: Compared) -> None:
        """Show a number."""
        self.figure = figure
        self.setText(figure.label)
        spoken = f"{figure.label} {figure.shown} {behind(figure.now, figure.unit)}, " + ", ".join(
            self._changes()
        )
        self.setAccessibleName(spoken)
        self.setToolTip(_("Show the rows behind this figure"))
        self.update()

    def _changes(self) -> list[str]:
        if self.figure is None or (self.figure.before is None and self.figure.year_before is None):
            return []
        return [
            f"{_('on last month')} {self.figure.change('before')}",
            f"{_('on last year')} {self.figure.change('year_before')}",
        ]

    def sizeHint(self) -> QSize:
        """Room for three lines."""
        return QSize(px(150), px(self._tall))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Label, number, comparisons."""
        if self.figure is None:
            return
        painter, look = QPainter(self), theme()
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        fill(painter, box, px(12), look.hover if self.underMouse() else look.surface, look.border)
        left, wide = px(14.0), self.width() - px(24.0)
        words(painter, QRectF(left, px(9), wide, px(20)), self.figure.label, "small", look.text2)
        words(painter, QRectF(left, px(28), wide, px(36)), self.figure.shown, "display", look.text)
        if self.figure.key != "rate":
            at = left + width_of(self.figure.shown, "display") + px(6)
            rest = self.width() - px(8) - at
            words(
                painter,
                QRectF(at, px(38), rest, px(22)),
                behind(self.figure.now, self.figure.unit),
                "note",
                look.text2,
            )
        changes = self._changes()
        together = "   ".join(changes)
        if width_of(together, "note") <= wide:
            words(painter, QRectF(left, px(76), wide, px(20)), together, "note", look.text2)
        else:
            for at, change in enumerate(changes):
                words(painter, QRectF(left, px(65 + 17 * at), wide, px(17)), change, "note", look.text2)

    def enterEvent(self, event: object) -> None:
        """Show that it can be pressed."""
        self.update()

    def leaveEvent(self, event: object) -> None:
        """And no more."""
        self.update()


class FigureBoard(QScrollArea):
    """Tiles above, charts below. `asked` carries the key of a figure: what lies behind it is shown then."""

    asked = Signal(str)
    called: ClassVar[str] = ""
    """Its name for screen readers, in English."""

    def __init__(self, tiles: Sequence[FigureTile], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tiles = tiles
        self._columns = 3
        for tile in tiles:
            tile.clicked.connect(lambda _checked=False, one=tile: self._ask(one))
        inside = QWidget()
        self._box = QVBoxLayout(inside)
        self._grid = QGridLayout()
        self._box.addLayout(self._grid)
        self._box.addStretch(1)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        self.setAccessibleName(_(self.called))
        self._place()
        self.restyle()
        theme_changed.connect(self.restyle)

    def add_card(self, title: str, widget: QWidget) -> None:
        """Put a card under what is there."""
        card = Card(title)
        card.add(widget)
        self._box.insertWidget(self._box.count() - 1, card)

    def restyle(self) -> None:
        """Take sizes of the theme again."""
        self._box.setContentsMargins(0, 0, px(8), px(16))
        self._box.setSpacing(px(12))
        self._grid.setSpacing(px(12))

    def _place(self) -> None:
        for tile in self.tiles:
            self._grid.removeWidget(tile)
        for at, tile in enumerate(self.tiles):
            self._grid.addWidget(tile, at // self._columns, at % self._columns)

    def resizeEvent(self, event: object) -> None:
        """Two tiles in a row where there is little room."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        columns = 3 if self.viewport().width() >= px(560) else 2
        if columns != self._columns:
            self._columns = columns
            self._place()

    def _ask(self, tile: FigureTile) -> None:
        if tile.figure is not None:
            self.asked.emit(tile.figure.key)
