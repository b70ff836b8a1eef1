"""A layout that sets its parts side by side and breaks lines like words do: for chips."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from ui.kit.theme import px


class FlowLayout(QLayout):
    """Parts from left to right, then on the next line."""

    def __init__(self, parent: QWidget | None = None, gap: int = 6) -> None:
        super().__init__(parent)
        self._gap = gap
        self._parts: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._parts.append(item)

    def count(self) -> int:
        return len(self._parts)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._parts[index] if 0 <= index < len(self._parts) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._parts.pop(index) if 0 <= index < len(self._parts) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for part in self._parts:
            size = size.expandedTo(part.minimumSize())
        return size

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        top, gap = rect.top(), px(self._gap)
        for line in self._lines(rect.width(), gap):
            high, left = max(part.sizeHint().height() for part in line), rect.left()
            for part in line:
                size = part.sizeHint()
                if move:
                    part.setGeometry(QRect(QPoint(left, top + (high - size.height()) // 2), size))
                left += size.width() + gap
            top += high + gap
        return max(0, top - gap - rect.top())

    def _lines(self, width: int, gap: int) -> list[list[QLayoutItem]]:
        """The parts, broken into lines no wider than `width`."""
        lines: list[list[QLayoutItem]] = []
        used = 0
        for part in self._parts:
            wide = part.sizeHint().width()
            if not lines or used + wide > width:
                lines.append([])
                used = 0
            lines[-1].append(part)
            used += wide + gap
        return lines
