"""What will be on paper: preview, print, save as, open — the same for every sheet of the house.

`preview(owner, title, file_name, make)` opens the preview at once and builds the PDF in the lane meanwhile.
Where a wall takes more than one size (A4, A3), `make` names the ways and the head offers them.
Printing paints the pages at the printer's own resolution (600 dots per inch at most: a page of A4 is then
70 MB while it is being sent, one at a time).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMarginsF, QRectF, QSize, QSizeF, QStandardPaths, Qt, QTemporaryDir, QUrl
from PySide6.QtGui import (
    QCloseEvent,
    QDesktopServices,
    QImage,
    QKeySequence,
    QPageLayout,
    QPageSize,
    QPainter,
    QPaintEvent,
    QShortcut,
)
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from neighborcenter.kit.i18n import _
from ui.kit.buttons import Button, IconButton, Segmented
from ui.kit.jobs import Command, Query, Task, runner
from ui.kit.labels import Label
from ui.kit.messages import ask, toast
from ui.kit.paper import LANE, POINTS_PER_INCH, Paper, render
from ui.kit.theme import px, theme

ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0)
MANY_SHEETS = 20
MOST_DPI = 600
Make = Callable[[Any], bytes]
"""Builds a PDF from what it reads, in the lane."""
# No file system of ours takes these.
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|]')
_folder: list[QTemporaryDir] = []


class PaperView(QWidget):
    """All pages under one another; a page is rendered when it comes into sight and forgotten when far away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.paper: Paper | None = None
        self.zoom = 1.0
        self._pictures: dict[int, QImage] = {}
        self._asked: set[int] = set()

    def show_paper(self, paper: Paper) -> None:
        """Show another document."""
        self.paper = paper
        self.set_zoom(self.zoom)

    def set_zoom(self, zoom: float) -> None:
        """1.0 shows A4 at 96 dots per inch."""
        self.zoom = zoom
        self._pictures.clear()
        self._asked.clear()
        self.setMinimumSize(self.sizeHint())
        self.updateGeometry()
        self.update()

    def _scale(self) -> float:
        return self.zoom * 96 / POINTS_PER_INCH

    def page_box(self, number: int) -> QRectF:
        """Where a page lies."""
        assert self.paper is not None
        gap, top, scale = px(16), float(px(16)), self._scale()
        for size in self.paper.sizes[:number]:
            top += size.height() * scale + gap
        size = self.paper.sizes[number]
        width = size.width() * scale
        return QRectF((self.width() - width) / 2, top, width, size.height() * scale)

    def sizeHint(self) -> QSize:
        """As wide as the widest page, as high as all of them."""
        if self.paper is None or not self.paper.sizes:
            return QSize(px(400), px(400))
        scale = self._scale()
        width = max(size.width() for size in self.paper.sizes) * scale + px(32)
        height = sum(size.height() * scale + px(16) for size in self.paper.sizes) + px(16)
        return QSize(int(width), int(height))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pages in sight; ask for those that are missing."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme().sunken)
        if self.paper is None:
            painter.end()
            return
        seen = [n for n in range(len(self.paper.sizes)) if self.page_box(n).intersects(QRectF(event.rect()))]
        for number in seen:
            box = self.page_box(number)
            painter.fillRect(box, Qt.GlobalColor.white)
            if number in self._pictures:
                painter.drawImage(box, self._pictures[number])
            else:
                self._ask(number)
        painter.end()
        for number in [n for n in self._pictures if seen and not seen[0] - 2 <= n <= seen[-1] + 2]:
            del self._pictures[number]

    def _ask(self, number: int) -> None:
        if number in self._asked or self.paper is None:
            return
        self._asked.add(number)
        zoom = self.zoom
        render(
            self,
            self.paper,
            number,
            self._scale() * self.devicePixelRatioF(),
            lambda picture: self._on_picture(zoom, number, picture),
        )

    def _on_picture(self, zoom: float, number: int, picture: QImage) -> None:
        self._asked.discard(number)
        if zoom == self.zoom:
            self._pictures[number] = picture
            self.update(self.page_box(number).toAlignedRect())


class PrintPreview(QDialog):
    """Page list at the left, the pages, and what can be done with them. Ctrl+P prints, Esc closes."""

    def __init__(self, owner: QWidget | None, title: str, file_name: str) -> None:
        super().__init__(owner)
        self.file_name = _NOT_IN_NAMES.sub(" ", file_name.removesuffix(".pdf"))
        self.paper: Paper | None = None
        self._printer: QPrinter | None = None
        self._painter: QPainter | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.resize(self._size())
        self.view, self.area, self.pages = PaperView(), QScrollArea(), QListWidget()
        self.pages.setFixedWidth(px(72))
        self.pages.setAccessibleName(_("Pages"))
        self.area.setWidget(self.view)
        self.area.setWidgetResizable(True)
        self.area.setAccessibleName(title)
        self.note = Label(_("Preparing the paper…"), "small", "text2")
        self.ways: Segmented | None = None
        self.print_button = Button(_("Print"), "primary", "printer", "Ctrl P")
        self.save_button = Button(_("Save as…"), icon="download")
        self.open_button = Button(_("Open in viewer"), icon="external-link")
        self._smaller = IconButton("minus", _("Smaller"))
        self._larger = IconButton("plus", _("Larger"))
        self._lay_out()
        self._connect()
        self._enable(on=False)

    def _size(self) -> QSize:
        """As drawn, but inside the window it belongs to, which is inside the screen."""
        wanted, owner = QSize(px(980), px(760)), self.parentWidget()
        return wanted if owner is None else wanted.boundedTo(owner.window().size() - QSize(px(32), px(32)))

    def _lay_out(self) -> None:
        head = self._head = QHBoxLayout()
        head.addWidget(Label(self.windowTitle(), "section"))
        head.addWidget(self.note)
        head.addStretch(1)
        for button in (self._smaller, self._larger, self.open_button, self.save_button, self.print_button):
            head.addWidget(button)
        middle = QHBoxLayout()
        middle.addWidget(self.pages)
        middle.addWidget(self.area, 1)
        box = QVBoxLayout(self)
        box.addLayout(head)
        box.addLayout(middle, 1)

    def _connect(self) -> None:
        self.print_button.clicked.connect(self._on_print)
        self.save_button.clicked.connect(self._on_save)
        self.open_button.clicked.connect(self._on_open)
        self._smaller.clicked.connect(lambda: self._step(-1))
        self._larger.clicked.connect(lambda: self._step(1))
        self.pages.currentRowChanged.connect(self._on_page)
        QShortcut(QKeySequence("Ctrl+P"), self, self._on_print)
        QShortcut(QKeySequence("Ctrl+S"), self, self._on_save)
        QShortcut(QKeySequence("Ctrl++"), self, lambda: self._step(1))
        QShortcut(QKeySequence("Ctrl+-"), self, lambda: self._step(-1))

    def _enable(self, *, on: bool) -> None:
        for button in (self.print_button, self.save_button, self.open_button, self._smaller, self._larger):
            button.setEnabled(on)

    def offer(self, ways: Mapping[str, Make]) -> None:
        """Show the first of several papers and offer the others: A4, A3."""
        self.ways = Segmented([(name, name) for name in ways], name=_("Size of the paper"))
        self.ways.chosen.connect(lambda name: self.make(ways[name]))
        self._head.insertWidget(3, self.ways)
        self.make(ways[self.ways.current])

    def make(self, make: Make) -> None:
        """Build a PDF and show it; the preview closes when there is none to show."""
        self._enable(on=False)
        self.note.setText(_("Preparing the paper…"))
        Query(self, make, key="paper").then(self.show_pdf).failed(lambda _problems: self.close()).start()

    def show_pdf(self, data: bytes) -> None:
        """Show a finished PDF."""
        paper = Paper(data)
        Task(self, paper.open, lane=LANE).then(lambda sizes: self._on_opened(paper, sizes)).start()

    def _on_opened(self, paper: Paper, sizes: list[QSizeF]) -> None:
        paper.sizes = sizes
        if self.paper is not None:
            Task(self, self.paper.close, lane=LANE).start()
        self.paper = paper
        self.pages.clear()
        for number in range(1, len(sizes) + 1):
            item = QListWidgetItem(str(number))
            item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
            item.setSizeHint(QSize(px(40), px(36)))
            self.pages.addItem(item)
        self.note.setText(_("{count} pages").format(count=len(sizes)))
        widest = max((size.width() for size in sizes), default=1.0) * 96 / POINTS_PER_INCH
        self.view.zoom = max(0.5, min(1.0, (self.area.viewport().width() - px(32)) / widest))
        self.view.show_paper(paper)
        self._enable(on=True)
        self.print_button.setFocus()

    def _on_page(self, number: int) -> None:
        if self.paper is not None and number >= 0:
            self.area.verticalScrollBar().setValue(int(self.view.page_box(number).top()) - px(8))

    def _step(self, step: int) -> None:
        place = min(range(len(ZOOMS)), key=lambda at: abs(ZOOMS[at] - self.view.zoom)) + step
        self.view.set_zoom(ZOOMS[max(0, min(len(ZOOMS) - 1, place))])

    # -- out -------------------------------------------------------------------------------------------------

    def _on_save(self) -> None:
        if self.paper is None:
            return
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        start = str(Path(folder) / f"{self.file_name}.pdf")
        chosen, _filter = QFileDialog.getSaveFileName(self, _("Save as…"), start, "PDF (*.pdf)")
        if chosen:
            self.save_to(Path(chosen))

    def save_to(self, file: Path) -> None:
        """Write the PDF; says so, or says why not."""
        assert self.paper is not None
        try:
            file.write_bytes(self.paper.data)
        except OSError as error:
            toast(
                _("Could not write {file}").format(file=file.name), error.strerror or "", icon="circle-alert"
            )
        else:
            toast(_("Saved: {file}").format(file=file.name))
            self._note("saved", len(self.paper.sizes))

    def _note(self, how: str, pages: int) -> None:
        """A paper that leaves the house leaves a line in the trail (who, what, how many pages)."""
        if runner().backend is not None:
            title = self.windowTitle()
            Command(
                self,
                lambda work: work.record("reports.print", "paper", None, paper=title, how=how, pages=pages),
            ).start()

    def _on_open(self) -> None:
        if self.paper is None:
            return
        if not _folder:
            _folder.append(QTemporaryDir())
        file = Path(_folder[0].path()) / f"{self.file_name}.pdf"
        file.write_bytes(self.paper.data)
        self._note("opened", len(self.paper.sizes))
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(file))):
            toast(_("This PC has no program that opens PDF files."), icon="circle-alert")

    def _on_print(self) -> None:
        if self.paper is None or self._painter is not None:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        dialog.setMinMax(1, len(self.paper.sizes))
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        first, last = printer.fromPage() or 1, printer.toPage() or len(self.paper.sizes)
        sheets = (last - first + 1) * printer.copyCount()
        words = _("{count} sheets will be printed.").format(count=sheets)
        if sheets <= MANY_SHEETS or ask(self, words, _("Print"), kind="primary"):
            self.print_to(printer, first, last)

    def print_to(self, printer: QPrinter, first: int = 1, last: int = 0) -> None:
        """Send pages to a printer, one after the other, rendered off the main thread."""
        assert self.paper is not None
        printer.setResolution(min(printer.resolution(), MOST_DPI))
        printer.setFullPage(True)
        self._set_page(printer, first - 1)
        painter = QPainter()
        if not painter.begin(printer):
            toast(_("The printer did not answer. Check that it is switched on."), icon="circle-alert")
            return
        self._printer, self._painter = printer, painter
        self._enable(on=False)
        self._next_page(first - 1, last or len(self.paper.sizes))

    def _set_page(self, printer: QPrinter, number: int) -> None:
        assert self.paper is not None
        size = self.paper.sizes[number]
        lying = size.width() > size.height()
        upright = QSizeF(min(size.width(), size.height()), max(size.width(), size.height()))
        turn = QPageLayout.Orientation.Landscape if lying else QPageLayout.Orientation.Portrait
        page = QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
        printer.setPageLayout(QPageLayout(page, turn, QMarginsF(0, 0, 0, 0)))

    def _next_page(self, number: int, end: int) -> None:
        if self.paper is None or self._printer is None:
            return
        self.note.setText(_("Printing page {page} of {count}").format(page=number + 1, count=end))
        scale = self._printer.resolution() / POINTS_PER_INCH
        render(self, self.paper, number, scale, lambda picture: self._on_page_ready(number, end, picture))

    def _on_page_ready(self, number: int, end: int, picture: QImage) -> None:
        if self._painter is None or self._printer is None:
            return
        self._painter.drawImage(QRectF(self._printer.paperRect(QPrinter.Unit.DevicePixel)), picture)
        if number + 1 < end:
            self._set_page(self._printer, number + 1)
            self._printer.newPage()
            self._next_page(number + 1, end)
            return
        self._painter.end()
        self._painter = self._printer = None
        self._enable(on=True)
        self.note.setText(_("{count} pages sent to the printer").format(count=end))
        self._note("printed", end)

    def closeEvent(self, event: QCloseEvent) -> None:
        """End a print that is under way; give the document back in its own lane."""
        if self._painter is not None:
            self._painter.end()
            self._painter = self._printer = None
        if self.paper is not None:
            Task(self, self.paper.close, lane=LANE).start()
            self.paper = None
        super().closeEvent(event)


def preview(
    owner: QWidget | None, title: str, file_name: str, make: Make | Mapping[str, Make] | bytes
) -> PrintPreview:
    """Open the preview of a paper. `make(read)` builds the PDF in the lane; finished bytes are taken as they are."""
    shown = PrintPreview(owner, title, file_name)
    shown.show()
    if isinstance(make, bytes):
        shown.show_pdf(make)
    elif isinstance(make, Mapping):
        shown.offer(make)
    else:
        shown.make(make)
    return shown
