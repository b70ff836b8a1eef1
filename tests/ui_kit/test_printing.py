"""Paper on the screen: the preview renders, prints and saves what the PDF says."""

from __future__ import annotations

import io

import pytest
from PySide6.QtPrintSupport import QPrinter

from ui.kit.printing import preview


@pytest.fixture
def two_pages():
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.rect(0, 400, 595, 442, fill=1)
    canvas.showPage()
    canvas.drawString(100, 700, "page 2")
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_the_preview_shows_every_page_as_it_will_be_printed(desk, settle, qtbot, two_pages):
    shown = preview(None, "门口周表", "door-sheet", lambda read: two_pages)
    settle()
    shown.view.repaint()
    settle()
    assert shown.pages.count() == 2
    picture = shown.view._pictures[0]
    assert picture.pixelColor(picture.width() // 2, 40).lightness() == 0
    assert picture.pixelColor(picture.width() // 2, picture.height() - 40).lightness() == 255
    shown._step(1)
    assert shown.view.zoom == 1.25
    shown.close()
    settle()


def test_printing_sends_every_page(desk, settle, qtbot, two_pages, tmp_path):
    shown = preview(None, "门口周表", "door-sheet", two_pages)
    settle()
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    printer.setResolution(150)
    shown.print_to(printer)
    settle()
    settle()
    from pypdf import PdfReader

    assert len(PdfReader(tmp_path / "out.pdf").pages) == 2
    assert shown.print_button.isEnabled()
    shown.close()
    settle()


def test_a_paper_is_saved_as_it_is(desk, settle, two_pages, tmp_path):
    shown = preview(None, "门口周表", "door-sheet", two_pages)
    settle()
    shown.save_to(tmp_path / "周表.pdf")
    assert (tmp_path / "周表.pdf").read_bytes() == two_pages
    shown.close()
    settle()
