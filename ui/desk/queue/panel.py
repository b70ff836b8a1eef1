"""Left column while people take numbers: call the next, who waits, the other windows."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from neighborcenter.kit.i18n import _
from ui.desk.queue.ticket_list import TicketList
from ui.desk.queue.views import QueueView, WindowLine
from ui.kit.buttons import Button
from ui.kit.cards import Card, Divider
from ui.kit.chips import Avatar
from ui.kit.labels import Label
from ui.kit.theme import px

MOST_WINDOWS = 3


class WindowRows(QWidget):
    """The other windows: who sits there, what they have."""

    def __init__(self) -> None:
        super().__init__()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(px(8))
        self._shown: tuple[WindowLine, ...] = ()

    def show_windows(self, lines: tuple[WindowLine, ...]) -> None:
        """Show the others; nothing is built anew when nothing changed."""
        if lines == self._shown:
            return
        self._shown = lines
        while self._layout.count():
            item = self._layout.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._layout.addWidget(Label(_("Other windows"), "note strong", "text3"))
        for line in lines:
            row = QWidget()
            inside = QHBoxLayout(row)
            inside.setContentsMargins(0, 0, 0, 0)
            inside.setSpacing(px(10))
            inside.addWidget(Avatar(str(line.number), 28, "lending" if line.taken else "closed"))
            inside.addWidget(Label(line.name, "body strong", elide=True))
            inside.addWidget(Label(line.text, "small", "text2", elide=True), 1, Qt.AlignmentFlag.AlignRight)
            row.setAccessibleName(f"{line.number} {line.name} {line.text}")
            self._layout.addWidget(row)


class SitDown(QWidget):
    """Which window is this? Asked once; the answer holds until the person sits elsewhere."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addWidget(Label(_("At which window do you work?"), "small strong", "text2", wrap=True))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(px(6))
        column.addLayout(self._rows)
        self.buttons: list[Button] = []
        self._shown: tuple[WindowLine, ...] = ()

    def show_windows(self, lines: tuple[WindowLine, ...]) -> None:
        """Offer these."""
        if lines == self._shown:
            return
        self._shown = lines
        for button in self.buttons:
            button.hide()
            button.deleteLater()
        self.buttons = []
        for line in lines:
            words = _("Window {number}").format(number=line.number)
            button = Button(f"{words} · {line.name}" if line.taken else words, "secondary", "monitor")
            button.clicked.connect(partial(self._on_chosen, line.id))
            self._rows.addWidget(button)
            self.buttons.append(button)

    def _on_chosen(self, window_id: int, _checked: bool = False) -> None:
        self.chosen.emit(window_id)


class QueuePanel(Card):
    """Who waits and the one main button of the desk."""

    next_wanted = Signal()
    number_wanted = Signal()
    newcomer_wanted = Signal()
    sit_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__(_("Waiting"), "")
        self.call = Button(_("Call next"), "primary", "volume-2", "F2", main=True)
        self.call.clicked.connect(self.next_wanted)
        self.sit = SitDown()
        self.sit.chosen.connect(self.sit_wanted)
        self.list = TicketList()
        self.nobody = Label("", "small", "text2", wrap=True)
        self.nobody.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.number = Button(_("New number"), "secondary", "ticket")
        self.newcomer = Button(_("Newcomer"), "secondary", "user-plus")
        self.number.clicked.connect(self.number_wanted)
        self.newcomer.clicked.connect(self.newcomer_wanted)
        self.others, self._others = WindowRows(), False
        self.divider = Divider()
        self.number.setToolTip(f"{self.number.text()}  Ctrl T")
        self.newcomer.setToolTip(f"{self.newcomer.text()}  Ctrl N")
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self.number, 1)
        row.addWidget(self.newcomer, 1)
        self.add(self.call)
        self.add(self.sit)
        self.add(self.list, 1)
        self.add(self.nobody, 1)
        self.add(row)
        self.add(self.divider)
        self.add(self.others)

    def show_queue(self, view: QueueView) -> None:
        """Show who waits; the button steps back while somebody is being served."""
        minutes = _("{count} waiting · {minutes} min on average")
        self.note.setText(minutes.format(count=len(view.line), minutes=view.mean_wait))
        self.call.setVisible(view.seated)
        self.call.set_kind("tinted" if view.at_hand is not None else "primary")
        self.sit.setVisible(not view.seated)
        if not view.seated:
            self.sit.show_windows(view.windows)
        lines = view.line + view.aside
        self.list.show_lines(lines)
        self.list.setVisible(bool(lines))
        self.nobody.setText(_("Nobody is waiting. Whoever comes without a number is served all the same."))
        self.nobody.setVisible(not lines)
        others = tuple(line for line in view.windows if not line.mine)[:MOST_WINDOWS]
        self.others.show_windows(others)
        self._others = bool(others) and view.seated
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """On low screens the room belongs to who waits."""
        for part in (self.divider, self.others):
            part.setVisible(self._others and self.height() >= px(520))
