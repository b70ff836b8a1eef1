"""A PDF as pictures: pages rendered by PDFium in a lane of their own (PDFium must not be used by two threads)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QSizeF
from PySide6.QtGui import QImage

from ui.kit.jobs import Task, runner

LANE = "paper"
POINTS_PER_INCH = 72.0


class Paper:
    """One PDF. Every method that touches PDFium runs in the lane `paper`."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.sizes: list[QSizeF] = []
        self._document: Any = None

    def open(self) -> list[QSizeF]:
        """Read the page sizes, in points. In the lane."""
        import pypdfium2  # noqa: PLC0415 - heavy, loaded on first use

        self._document = pypdfium2.PdfDocument(self.data)
        runner().at_end(LANE, self.close)
        sizes = []
        for number in range(len(self._document)):
            page = self._document[number]
            sizes.append(QSizeF(*page.get_size()))
            page.close()
        return sizes

    def picture(self, number: int, scale: float) -> QImage:
        """Render one page; `scale` 1.0 is 72 dots per inch. In the lane."""
        page = self._document[number]
        bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
        image = QImage(
            bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888
        ).copy()
        bitmap.close()
        page.close()
        return image

    def close(self) -> None:
        """Give the document back. In the lane."""
        if self._document is not None:
            self._document.close()
            self._document = None


def render(owner: QObject, paper: Paper, number: int, scale: float, then: Callable[[QImage], object]) -> Task:
    """Render a page off the main thread and hand over the picture."""
    task = Task(owner, lambda: paper.picture(number, scale), lane=LANE).then(then)
    return task.start()
