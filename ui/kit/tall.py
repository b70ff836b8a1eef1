"""A box whose content keeps its full height: it scrolls instead of being squeezed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class TallBox(QScrollArea):
    """Holds one widget. With room to spare the widget fills it; without, it scrolls up and down."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)

    def put(self, body: QWidget | None) -> QWidget | None:
        """Hold another widget; returns the one held before, without a parent."""
        before = self.takeWidget()
        if before is not None:
            before.removeEventFilter(self)
        if body is not None:
            self.setWidget(body)
            body.setAutoFillBackground(False)
            body.installEventFilter(self)
            self._fit()
        return before

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the content as it grows and shrinks."""
        if watched is self.widget() and event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self._fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines wrap differently in another width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        body = self.widget()
        if body is None:
            return
        layout, width = body.layout(), self.viewport().width()
        wanted = (
            layout.heightForWidth(width)
            if layout is not None and layout.hasHeightForWidth()
            else body.sizeHint().height()
        )
        if body.minimumHeight() != wanted:
            body.setMinimumHeight(max(0, wanted))
