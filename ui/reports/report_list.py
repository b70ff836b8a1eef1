"""The list of papers by group, with a search that understands pinyin initials."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from neighborcenter.kit.i18n import _
from neighborcenter.reports.report import GROUPS, Report
from neighborcenter.reports.search import fits
from ui.kit.focus import ring
from ui.kit.icons import paint_icon
from ui.kit.inputs import PinyinLineEdit
from ui.kit.labels import Label
from ui.kit.paint import fill, words
from ui.kit.theme import px, theme, theme_changed

ICONS = {
    "board": "chart-column",
    "ledgers": "file-spreadsheet",
    "rooms": "key-round",
    "activities": "party-popper",
    "volunteers": "hand-heart",
    "meals": "utensils",
    "registers": "notebook-pen",
    "doors": "door-open",
    "slips": "ticket",
}


class ReportRow(QAbstractButton):
    """One paper of the list."""

    def __init__(self, report: Report, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.report = report
        self.setText(report.name)
        self.setAccessibleName(self.text())
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        ring(self, 8)
        theme_changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """A row of a list."""
        return QSize(px(160), px(40))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Tinted when chosen, pale under the mouse."""
        painter, look = QPainter(self), theme()
        box = QRectF(self.rect()).adjusted(0, px(1), 0, -px(1))
        if self.isChecked():
            fill(painter, box, px(8), look.tint, look.tint_border)
        elif self.underMouse():
            fill(painter, box, px(8), look.hover)
        side = px(18)
        color = look.accent_text if self.isChecked() else look.text2
        icon_box = QRectF(px(10), (self.height() - side) / 2, side, side)
        paint_icon(painter, ICONS[self.report.group], color, icon_box)
        rect = QRectF(px(38), 0, self.width() - px(44), self.height())
        words(painter, rect, self.text(), "body strong" if self.isChecked() else "body", look.text)

    def enterEvent(self, event: object) -> None:
        """Show the pale ground."""
        self.update()

    def leaveEvent(self, event: object) -> None:
        """Take it away."""
        self.update()


class ReportList(QWidget):
    """Search above, papers by group below. `chosen` carries the key."""

    chosen = Signal(str)

    def __init__(self, reports: Sequence[Report], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = PinyinLineEdit(_("Find a paper"), icon="search")
        self.search.queryChanged.connect(self._on_query)
        self.search.returnPressed.connect(self._on_enter)
        self.group = QButtonGroup(self)
        self.group.buttonClicked.connect(lambda row: self.chosen.emit(row.report.key))
        self.rows: list[ReportRow] = []
        self.heads: dict[str, Label] = {}
        self.nothing = Label(_("No paper is called like that."), "small", "text2", wrap=True)
        inside = QWidget()
        inside.setAutoFillBackground(False)
        self._box = QVBoxLayout(inside)
        self._box.setContentsMargins(0, 0, px(6), 0)
        self._box.setSpacing(px(2))
        for key in GROUPS:
            members = [one for one in reports if one.group == key]
            if not members:
                continue
            head = Label(_(GROUPS[key]), "note strong", "text2")
            head.setContentsMargins(px(10), px(10), 0, px(2))
            self.heads[key] = head
            self._box.addWidget(head)
            for one in members:
                row = ReportRow(one)
                self.group.addButton(row)
                self.rows.append(row)
                self._box.addWidget(row)
        self._box.addWidget(self.nothing)
        self._box.addStretch(1)
        self.nothing.hide()
        area = self._area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.viewport().setAutoFillBackground(False)
        area.setAccessibleName(_("List of papers"))
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(6))
        layout.addWidget(self.search)
        layout.addWidget(area, 1)

    def select(self, key: str) -> None:
        """Mark a paper as chosen without telling anybody, and bring it into sight."""
        for row in self.rows:
            row.setChecked(row.report.key == key)
            row.update()
            if row.isChecked():
                self._area.ensureWidgetVisible(row, 0, 2 * row.height())

    def shown(self) -> list[ReportRow]:
        """The papers that fit the search."""
        return [row for row in self.rows if not row.isHidden()]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down walk through the papers."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        shown = self.shown()
        if event.key() not in steps or not shown:
            super().keyPressEvent(event)
            return
        at = next((at for at, row in enumerate(shown) if row.isChecked()), -1)
        shown[max(0, min(len(shown) - 1, at + steps[Qt.Key(event.key())]))].click()

    def _on_query(self, typed: str) -> None:
        for row in self.rows:
            row.setVisible(fits(row.report, typed))
        for key, head in self.heads.items():
            head.setVisible(any(row.report.group == key for row in self.shown()))
        self.nothing.setVisible(not self.shown())

    def _on_enter(self) -> None:
        shown = self.shown()
        if shown:
            shown[0].click()
