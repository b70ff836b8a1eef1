"""What to look at before printing, one line each; a line with rows behind it has a link to them."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from neighborcenter.kit.i18n import _
from neighborcenter.reports.report import Check
from ui.kit.labels import Icon, Label, LinkLabel
from ui.kit.theme import px


class Checks(QWidget):
    """The findings of a paper. `asked` carries the figure whose rows are wanted."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: list[QWidget] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(px(4))
        self.hide()

    def show_checks(self, checks: Sequence[Check], *, linked: bool) -> None:
        """Show these and no others; `linked` when the rows behind can be shown."""
        for line in self.lines:
            self._box.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.lines = [self._line(check, linked=linked) for check in checks]
        for line in self.lines:
            self._box.addWidget(line)
        self.setVisible(bool(self.lines))

    def _line(self, check: Check, *, linked: bool) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(px(4), 0, 0, 0)
        row.addWidget(Icon("triangle-alert", "notice.text", 16))
        words = Label(check.text, "small", "text")
        row.addWidget(words)
        if check.figure and linked:
            link = LinkLabel(_("Show them"))
            link.clicked.connect(lambda figure=check.figure: self.asked.emit(figure))
            row.addWidget(link)
        row.addStretch(1)
        words.setToolTip(check.text)
        return line
