"""What lies under and over a list: its card, and without rows what it is, what to do, and the button that does it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QLabel, QVBoxLayout, QWidget

from neighborcenter.kit.i18n import _
from ui.kit.columns import Empty
from ui.kit.icons import pixmap
from ui.kit.paint import fill
from ui.kit.rows import RowModel
from ui.kit.theme import font, px, theme, theme_changed
from ui.kit.widgets import Button


class ListCard(QWidget):
    """The card a list lies on."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a rounded body with a hairline."""
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        fill(painter, box, px(12), theme().surface, theme().border)
        painter.end()


class EmptyList(QWidget):
    """Covers the viewport of a list while there is nothing in it."""

    def __init__(self, empty: Empty, view: QAbstractScrollArea) -> None:
        super().__init__(view)
        self._empty, self._view = empty, view
        self._run: Callable[[], object] | None = None
        self._picture, self._title, self._text = QLabel(self), QLabel(self), QLabel(self)
        self._button = Button("", kind="tinted", parent=self)
        box = QVBoxLayout(self)
        box.addStretch(2)
        for part in (self._picture, self._title, self._text, self._button):
            box.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addStretch(3)
        self._text.setWordWrap(True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._button.hide()
        self._button.clicked.connect(self._on_clicked)
        view.viewport().installEventFilter(self)
        theme_changed.connect(self.restyle)
        self.restyle()
        self.hide()

    def restyle(self) -> None:
        """Take sizes and colors of the theme again."""
        self._title.setFont(font("section"))
        self._text.setFont(font("small"))
        self._text.setFixedWidth(px(360))
        self._picture.setPixmap(pixmap(self._empty.icon, "text3", 32))

    def say(self, *, is_empty: bool, is_filtered: bool, clear: Callable[[], object]) -> None:
        """Show, hide, or say that nothing fits the filter."""
        self.setVisible(is_empty)
        if not is_empty:
            return
        if is_filtered:
            title, text, button = _("Nothing fits this filter"), "", _("Show everything")
            self._run = clear
        else:
            title, text, button = self._empty.title, self._empty.text, self._empty.button
            self._run = self._empty.run
        self._title.setText(title)
        self._text.setText(text)
        if text:
            self._text.setFixedHeight(self._text.heightForWidth(self._text.width()))
        self._text.setVisible(bool(text))
        self._button.setText(button)
        self._button.setVisible(bool(button and self._run))
        self._cover()
        self.raise_()

    def _on_clicked(self) -> None:
        if self._run is not None:
            self._run()

    def _cover(self) -> None:
        self.setGeometry(self._view.viewport().geometry())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of the list."""
        if event.type() == QEvent.Type.Resize:
            self._cover()
        return super().eventFilter(watched, event)


class CountLabel(QLabel):
    """How many rows a list has; as long as nobody has counted them, how many have been read."""

    def __init__(self, model: RowModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._total: int | None = None
        model.loaded.connect(self._on_loaded)
        model.count_changed.connect(lambda _count: self._say())
        model.counted.connect(self._on_counted)

    def _on_loaded(self) -> None:
        self._total = None
        self._say()

    def _on_counted(self, total: int) -> None:
        self._total = total
        self._say()

    def _say(self) -> None:
        known = len(self._model.ids)
        if self._model.has_more and self._total is None:
            self.setText(_("more than {count} rows").format(count=f"{known:,}"))
            return
        count = self._total if self._model.has_more and self._total is not None else known
        self.setText(_("{count} rows").format(count=f"{count:,}"))
