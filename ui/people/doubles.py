"""Who may be registered already: shown under the name while it is being typed."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from neighborcenter.kit.i18n import _
from neighborcenter.people import texts
from neighborcenter.people.finding import DuplicateRow
from ui.kit.buttons import Button
from ui.kit.labels import Icon, Label, LinkLabel
from ui.kit.paint import fill
from ui.kit.theme import px, theme, theme_changed
from ui.people.picker import about


class Doubles(QWidget):
    """An amber strip with the likely doubles; each opens its card. Hidden while there is none."""

    opened = Signal(int)
    insisted = Signal()
    """Somebody else: register all the same."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(12), px(10), px(12), px(10))
        layout.setSpacing(px(6))
        head = QHBoxLayout()
        head.setSpacing(px(6))
        head.addWidget(Icon("triangle-alert", "notice.text", 16))
        self.title = Label(_("Registered already?"), "small strong", "notice.text", wrap=True)
        head.addWidget(self.title, 1)
        layout.addLayout(head)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(px(4))
        layout.addLayout(self._rows)
        self.button = Button(_("Somebody else, register"), "secondary", "user-plus")
        self.button.clicked.connect(lambda _checked=False: self.insisted.emit())
        self.button.hide()
        layout.addWidget(self.button)
        theme_changed.connect(self.update)
        self.rows: tuple[DuplicateRow, ...] = ()
        self.hide()

    def show_rows(self, rows: Sequence[DuplicateRow], *, insist: bool = False) -> None:
        """Show these; `insist` offers to register all the same."""
        self.rows = tuple(rows)
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row in rows:
            self._rows.addWidget(self._row(row))
        self.button.setVisible(insist)
        self.setVisible(bool(rows))

    def _row(self, row: DuplicateRow) -> QWidget:
        made = QWidget()
        lines = QVBoxLayout(made)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        link = LinkLabel(row.name)
        link.clicked.connect(lambda ref=row.id: self.opened.emit(ref))
        top = QHBoxLayout()
        top.setSpacing(px(8))
        top.addWidget(link)
        top.addWidget(Label(about(row.sex, row.age), "small", "notice.text"))
        top.addStretch(1)
        top.addWidget(Label(_(texts.LIKENESS_NAMES[int(row.likeness)]), "note strong", "notice.text"))
        lines.addLayout(top)
        where = " · ".join(part for part in (row.address, row.phone, row.id_number) if part)
        if where:
            lines.addWidget(Label(where, "note", "notice.text", wrap=True))
        return made

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme().category("notice")
        painter = QPainter(self)
        fill(painter, QRectF(self.rect()), px(8), look.fill, look.bar)
        painter.end()
