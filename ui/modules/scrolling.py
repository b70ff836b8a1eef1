"""A body that scrolls when the panel is too low for it, without frame or ground of its own."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget


class _Area(QScrollArea):
    """Asks for no height of its own: what holds it must not scroll a second time."""

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), 0)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)


def scrolling(body: QWidget, name: str = "") -> QScrollArea:
    """Put `body` into an area that scrolls up and down only; with a name Tab stops there, to read on by keys."""
    area = _Area()
    area.setAccessibleName(name)
    if not name:
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
    area.setWidget(body)
    area.viewport().setAutoFillBackground(False)
    body.setAutoFillBackground(False)
    return area
