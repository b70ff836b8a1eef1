"""What a person sees and reaches at one moment, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

WORD = re.compile(r"[A-Za-z]{3,}")
# Said in Latin letters in Chinese too: keys, file kinds, names of programs and licences.
LATIN = frozenset(
    [
        # Units as the devices of a health station show them.
        "mmHg",
        "mmol",
        "PDF",
        "Excel",
        "XLSX",
        "XLS",
        "CSV",
        "TXT",
        "Ctrl",
        "Alt",
        "Shift",
        "Enter",
        "Esc",
        "Tab",
        "Del",
        "Home",
        "End",
        "PgUp",
        "PgDn",
        "PgDown",
        "Space",
        "Backspace",
        "English",
        "Python",
        "Qt",
        "PySide",
        "SQLite",
        "PostgreSQL",
        "SQLAlchemy",
        "Alembic",
        "Apache",
        "BSD",
        "MIT",
        "LGPL",
        "OFL",
        "Neighborcenter",
        "ZIP",
        "Noto",
        "Sans",
        "SC",
        "CJK",
        "Lucide",
        "ReportLab",
    ]
)


def shown(root: QWidget) -> Iterator[QWidget]:
    """Every widget that is on the screen, the root first."""
    yield root
    for widget in root.findChildren(QWidget):
        if widget.isVisible() and not widget.visibleRegion().isEmpty():
            yield widget


def takes_tab(widget: QWidget) -> bool:
    """Whether Tab must come to this widget."""
    return bool(
        widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isEnabled()
        and widget.focusProxy() is None
        and not widget.objectName().startswith("qt_")
    )


def path(widget: QWidget) -> str:
    """Where a widget stands, for people."""
    parts: list[str] = []
    step: QWidget | None = widget
    while step is not None and len(parts) < 4:
        kind = type(step).__name__
        if kind not in ("QWidget", "QStackedWidget") or not parts:
            parts.append(kind)
        step = step.parentWidget()
    said = widget.property("text") or widget.accessibleName()
    return "/".join(reversed(parts)) + (f" “{str(said)[:40]}”" if said else "")


def spoken(widget: QWidget) -> str:
    """What a screen reader calls it."""
    seen = QAccessible.queryAccessibleInterface(widget)
    return (seen.text(QAccessible.Text.Name) if seen is not None else "") or widget.accessibleName()


def nameless(root: QWidget) -> list[str]:
    """Whatever takes the caret and has no name to be read aloud."""
    return [path(each) for each in shown(root) if takes_tab(each) and not spoken(each).strip()]


def walk(root: QWidget) -> list[str]:
    """Press Tab until it comes round: what it never reached, or where it was caught."""
    wanted = [each for each in shown(root) if takes_tab(each)]
    if len(wanted) < 2:
        return []
    root.activateWindow()
    for _round in range(500):
        if root.isActiveWindow():
            break
        QTest.qWait(10)
    wanted[0].setFocus(Qt.FocusReason.TabFocusReason)
    reached: list[QWidget] = []
    stuck = 0
    # What is scrolled out of sight is reached as well: far more than is wanted, but it must come round.
    for _press in range(10 * len(wanted) + 100):
        now = QApplication.focusWidget()
        if now is None:
            return ["the caret is gone"]
        stuck = stuck + 1 if reached and reached[-1] is now else 0
        if stuck > 2:
            return [f"caught in {path(now)}"]
        if now is wanted[0] and reached:
            break
        reached.append(now)
        QTest.keyClick(now, Qt.Key.Key_Tab)
    ids = {id(each) for each in reached}
    return [f"never reached: {path(each)}" for each in shown(root) if takes_tab(each) and id(each) not in ids]


def cut(root: QWidget) -> list[str]:
    """Words that need more room than they have and do not say so with …"""
    found = []
    for each in shown(root):
        if isinstance(each, QLabel):
            text = each.text()
            if not text or getattr(each, "_elide", False):
                continue
            if each.wordWrap():
                tall = each.heightForWidth(each.width())
                if tall > each.height() + 1:
                    found.append(f"{path(each)}: needs {tall} px of height, has {each.height()}")
                continue
        elif not isinstance(each, QAbstractButton) or not each.text():
            continue
        needs = each.sizeHint().width() if isinstance(each, QLabel | QPushButton) else 0
        seen = each.visibleRegion().boundingRect().width()
        if isinstance(each, QAbstractButton) and each.text() in each.toolTip():
            continue  # drawn with …, and whole as a tip
        if needs > each.width() + 1:
            found.append(f"{path(each)}: needs {needs} px, has {each.width()}")
        elif isinstance(each, QPushButton) and seen + 1 < each.width() and not _scrolled(each):
            found.append(f"{path(each)}: {seen} of {each.width()} px are in sight")
    return found


def _scrolled(widget: QWidget) -> bool:
    step = widget.parentWidget()
    while step is not None:
        if isinstance(step, QAbstractScrollArea):
            return True
        step = step.parentWidget()
    return False


def scrolls_sideways(root: QWidget) -> list[str]:
    """Whatever has to be pushed left and right to be read and is not made for it (a month, an office's ledger)."""
    return [
        f"{path(each)}: {each.horizontalScrollBar().maximum()} px too wide"
        for each in shown(root)
        if isinstance(each, QAbstractScrollArea)
        and each.horizontalScrollBar().isVisible()
        and each.horizontalScrollBar().maximum() > 0
        and not isinstance(each, QPlainTextEdit)
        and not each.property("scrolls")
    ]


def texts(root: QWidget) -> Iterator[tuple[QWidget, str]]:
    """Every text of widgets, tips and names for screen readers included."""
    for each in shown(root):
        said = [each.toolTip(), each.accessibleName(), each.windowTitle() if each.isWindow() else ""]
        if isinstance(each, QLabel | QAbstractButton):
            said.append(each.text())
        if isinstance(each, QLineEdit):
            said.append(each.placeholderText())
        if isinstance(each, QComboBox):
            said += [each.itemText(place) for place in range(each.count())]
        for text in said:
            if text:
                yield each, text


def english(said: Iterable[str], allowed: frozenset[str] = frozenset()) -> list[str]:
    """Texts with Latin words that Chinese does not use."""
    return sorted({text for text in said if set(WORD.findall(text)) - LATIN - allowed})


class Ink:
    """Every string that our own paint code draws, while it is on."""

    def __init__(self) -> None:
        self.drawn: set[str] = set()
        self._really = QPainter.drawText

    def on(self) -> None:
        """Begin to listen."""
        really, drawn = self._really, self.drawn

        def draw(painter: QPainter, *arguments: object) -> object:
            drawn.update(each for each in arguments if isinstance(each, str))
            return really(painter, *arguments)

        QPainter.drawText = draw  # type: ignore[method-assign]

    def off(self) -> None:
        """Stop."""
        QPainter.drawText = self._really  # type: ignore[method-assign]
