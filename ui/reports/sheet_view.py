"""The sheet as it will be printed, as wide as there is room."""

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.kit.jobs import Task
from ui.kit.paper import LANE, Paper
from ui.kit.printing import PaperView
from ui.kit.theme import px

WIDEST = 1.25  # of the size at 96 dots per inch


class SheetView(QWidget):
    """All pages of a PDF under one another; zoomed to the width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = PaperView(self)
        self._paper: Paper | None = None
        self._data: bytes | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)

    def show_pdf(self, data: bytes | None) -> None:
        """Show another document; None shows nothing."""
        self._data = data
        if data is None:
            self._take(None, [])
            return
        if not self.isVisible():
            self._take(None, [])
            return
        paper = Paper(data)
        Task(self, paper.open, lane=LANE).then(lambda sizes: self._take(paper, sizes)).start()

    def _take(self, paper: Paper | None, sizes: list[QSizeF]) -> None:
        old, self._paper = self._paper, paper
        if old is not None:
            Task(self, old.close, lane=LANE).start()
        if paper is None:
            self.view.paper = None
            self.view.hide()
            return
        paper.sizes = sizes
        self.view.show()
        self.view.zoom = self._zoom()
        self.view.show_paper(paper)

    def _zoom(self) -> float:
        assert self._paper is not None
        widest = max(size.width() for size in self._paper.sizes) * 96 / 72
        return max(0.3, min(WIDEST, (self.width() - px(40)) / widest))

    def showEvent(self, event: QShowEvent) -> None:
        """Open the document again that was given back."""
        super().showEvent(event)
        if self._paper is None and self._data is not None:
            self.show_pdf(self._data)

    def hideEvent(self, event: QHideEvent) -> None:
        """Give the document back while nobody looks."""
        super().hideEvent(event)
        self._take(None, [])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Zoom again when the width changes."""
        super().resizeEvent(event)
        if self._paper is not None and self._paper.sizes and abs(self._zoom() - self.view.zoom) > 0.01:
            self.view.set_zoom(self._zoom())
