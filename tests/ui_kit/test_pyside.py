"""PySide must not over-release None or True: on Python 3.11 that ends in an abort after some thousand calls."""

from __future__ import annotations

import sys
from collections.abc import Callable

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPalette, QStandardItemModel
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QScrollBar,
    QStackedWidget,
    QTableView,
    QWidget,
)


class Bell(QObject):
    rang = Signal(bool)


def calls_on_widgets() -> dict[str, Callable[[], object]]:
    """Calls that every screen makes all day, on plain widgets."""
    widget, label, line, button = QWidget(), QLabel(), QLineEdit(), QPushButton()
    check, combo, bar, stack = QCheckBox(), QComboBox(), QScrollBar(), QStackedWidget()
    row, palette = QHBoxLayout(widget), QPalette()
    stack.addWidget(QWidget())
    return {
        "setWindowTitle": lambda: widget.setWindowTitle("a"),
        "resize": lambda: widget.resize(10, 10),
        "setGeometry": lambda: widget.setGeometry(QRect(0, 0, 9, 9)),
        "update": lambda: widget.update(),
        "setEnabled": lambda: widget.setEnabled(True),
        "setVisible": lambda: widget.setVisible(False),
        "setToolTip": lambda: widget.setToolTip("a"),
        "setAccessibleName": lambda: widget.setAccessibleName("a"),
        "setProperty": lambda: widget.setProperty("a", True),
        "setFont": lambda: widget.setFont(widget.font()),
        "setPalette": lambda: widget.setPalette(palette),
        "setCursor": lambda: widget.setCursor(Qt.CursorShape.ArrowCursor),
        "setFixedSize": lambda: widget.setFixedSize(9, 9),
        "setFocusPolicy": lambda: widget.setFocusPolicy(Qt.FocusPolicy.TabFocus),
        "raise_": lambda: widget.raise_(),
        "label.setText": lambda: label.setText("a"),
        "label.setAlignment": lambda: label.setAlignment(Qt.AlignmentFlag.AlignLeft),
        "line.setText": lambda: line.setText("a"),
        "line.selectAll": lambda: line.selectAll(),
        "line.clear": lambda: line.clear(),
        "button.setText": lambda: button.setText("a"),
        "button.click": lambda: button.click(),
        "check.setChecked": lambda: check.setChecked(True),
        "combo.clear": lambda: combo.clear(),
        "bar.setValue": lambda: bar.setValue(3),
        "stack.setCurrentIndex": lambda: stack.setCurrentIndex(0),
        "layout.setSpacing": lambda: row.setSpacing(1),
        "sendEvent": lambda: QApplication.sendEvent(widget, QEvent(QEvent.Type.User)),
    }


def calls_on_views_and_painters() -> dict[str, Callable[[], object]]:
    """The same on item views, models, painters, timers and signals."""
    table, view, model, timer, bell = QTableView(), QListView(), QStandardItemModel(3, 3), QTimer(), Bell()
    table.setModel(model)
    view.setModel(model)
    image = QImage(10, 10, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    bell.rang.connect(lambda rang: None)
    index = model.index(0, 0)
    choose = QItemSelectionModel.SelectionFlag.ClearAndSelect
    return {
        "table.setColumnWidth": lambda: table.setColumnWidth(0, 40),
        "table.setColumnHidden": lambda: table.setColumnHidden(1, False),
        "table.scrollTo": lambda: table.scrollTo(index),
        "selection.select": lambda: table.selectionModel().select(index, choose),
        "view.setCurrentIndex": lambda: view.setCurrentIndex(index),
        "model.setData": lambda: model.setData(index, "a"),
        "timer.setInterval": lambda: timer.setInterval(10),
        "painter.setPen": lambda: painter.setPen(QColor("black")),
        "painter.drawLine": lambda: painter.drawLine(0, 0, 5, 5),
        "painter.fillRect": lambda: painter.fillRect(QRect(0, 0, 4, 4), QColor("red")),
        "painter.drawText": lambda: painter.drawText(0, 5, "a"),
        "painter.isActive": lambda: painter.isActive(),
        "image.fill": lambda: image.fill(0),
        "signal.emit": lambda: bell.rang.emit(True),
    }


def test_forty_common_calls_do_not_release_none_or_true(qapp):
    leaking = []
    for called, call in {**calls_on_widgets(), **calls_on_views_and_painters()}.items():
        call()
        before = sys.getrefcount(None), sys.getrefcount(True)
        for _ in range(300):
            call()
        if before[0] - sys.getrefcount(None) > 50 or before[1] - sys.getrefcount(True) > 50:
            leaking.append(called)
    assert leaking == []
