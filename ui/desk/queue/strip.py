"""Above the person: the number this window has, how long it takes, and what can be done with it."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QRectF, QSize, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from neighborcenter.kit.i18n import _
from ui.desk.queue.views import TicketLine
from ui.kit.buttons import Button, IconButton
from ui.kit.labels import Icon, Label
from ui.kit.paint import fill, width_of, words
from ui.kit.theme import px, theme, theme_changed


class Code(QWidget):
    """A number on a tinted ground, as on the slip."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme_changed.connect(self.restyle)

    def restyle(self) -> None:
        """Take sizes of the theme again."""
        self.updateGeometry()
        self.update()

    def show_code(self, text: str) -> None:
        """Show a number."""
        self.text = text
        self.setAccessibleName(text)
        self.restyle()

    def sizeHint(self) -> QSize:
        return QSize(round(width_of(self.text, "section")) + px(28), px(30))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look = QPainter(self), theme()
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        fill(painter, rect, px(7), look.tint, look.tint_border)
        words(painter, rect.adjusted(px(14), 0, 0, 0), self.text, "section", look.accent_text)
        painter.end()


class TicketStrip(QWidget):
    """Hidden while this window has no number."""

    recall_wanted = Signal()
    start_wanted = Signal()
    missed_wanted = Signal()
    pass_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._since: datetime | None = None
        self.ticket: TicketLine | None = None
        self.code, self.state = Code(), Label("", "body", "text2")
        self.clock = Label("", "section", "text2")
        self.start = Button(_("Is here"), "secondary", "user-check", "Alt S")
        self.recall = Button(_("Call again"), "quiet", "volume-2", "Alt R")
        self.missed = Button(_("Not here"), "quiet", "user-x", "Alt M")
        self.elsewhere = IconButton("arrow-left-right", _("To another group or window"), 32)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        row.addWidget(self.code)
        row.addWidget(self.state)
        row.addStretch(1)
        for part in (self.start, self.recall, self.missed, self.elsewhere):
            row.addWidget(part)
        row.addSpacing(px(4))
        row.addWidget(Icon("timer", size=16))
        row.addWidget(self.clock)
        self.start.clicked.connect(self.start_wanted)
        self.recall.clicked.connect(self.recall_wanted)
        self.missed.clicked.connect(self.missed_wanted)
        self.elsewhere.clicked.connect(self.pass_wanted)
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self._tick)
        self.now: datetime | None = None
        self.hide()

    def show_ticket(self, ticket: TicketLine | None, now: datetime) -> None:
        """Show the number at hand; None hides the strip."""
        self.ticket, self.now = ticket, now
        self.setVisible(ticket is not None)
        if ticket is None:
            self._second.stop()
            return
        called = ticket.state == "called"
        self.code.show_code(ticket.code)
        self.state.setText(ticket.state_text)
        self.start.setVisible(called)
        self.missed.setVisible(called)
        self._since = ticket.since
        self._show_clock()
        self._second.start()

    def _tick(self) -> None:
        if self.now is not None:
            self.now += timedelta(seconds=1)
            self._show_clock()

    def _show_clock(self) -> None:
        running = self.now is not None and self._since is not None
        spent = int((self.now - self._since).total_seconds()) if running else 0  # type: ignore[operator]
        minutes, seconds = divmod(max(0, spent), 60)
        self.clock.setText(f"{minutes:02d}:{seconds:02d}")
