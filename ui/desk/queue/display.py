"""The screen for the hall: the number called last, big; its window; the calls before; the center's words.

It is a window of its own, on the second screen where there is one (then it fills it), and reads every two
seconds. Esc or F11 leaves the full screen, a second Esc closes it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QWidget

from neighborcenter.kit import i18n
from neighborcenter.kit.i18n import _
from neighborcenter.kit.work import Read
from ui.desk.queue.speaking import Voice, spoken
from ui.desk.queue.views import DisplayView, ShownCall
from ui.kit.jobs import Query, runner
from ui.kit.later import later
from ui.kit.paint import fill
from ui.kit.theme import font, theme, theme_changed

if TYPE_CHECKING:
    from ui.desk.queue import reading
else:
    reading = later("ui.desk.queue.reading")

EVERY = 2_000
FRESH = 20
"""Seconds for which the newest call stands out."""
BEFORE = 5
SMALLEST = 0.6
"""To this share of its size a line too long is made smaller before it is cut."""


def _sized(role: str, pixels: float) -> QFont:
    made = QFont(font(role))
    made.setPixelSize(max(12, round(pixels)))
    return made


class CallDisplay(QWidget):
    """Read only; what it shows comes from the database, so that any computer can show it."""

    def __init__(self, notices: Callable[[Read], tuple[str, ...]], owner: QWidget | None = None) -> None:
        super().__init__(owner, Qt.WindowType.Window)
        self._notices, self._voice = notices, Voice()
        self.view = DisplayView()
        self._said: tuple[str, int, int] | None = None
        self._begun = False
        self._notice = 0
        self.setWindowTitle(_("Call display"))
        self.setAccessibleName(_("Call display"))
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self.read)
        theme_changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Half an HD screen, where there is no second one."""
        return QSize(960, 540)

    def open(self) -> None:
        """Show it: the whole of another screen, or a window on this one."""
        owner = self.parentWidget()
        here = owner.screen() if owner is not None else self.screen()
        others = [one for one in QGuiApplication.screens() if one is not here]
        if others:
            self.setGeometry(others[0].geometry())
            self.showFullScreen()
        else:
            self.resize(self.sizeHint())
            self.show()
        self.read()
        self._timer.start()

    def read(self) -> None:
        """Ask again what is called."""
        notices = self._notices
        Query(self, lambda read: reading.display(read, notices(read)), key="display", lane="quick").then(
            self.show_view
        ).start()

    def show_view(self, view: DisplayView) -> None:
        """Show it, and say the newest call once for each time it was called."""
        newest = view.calls[0] if view.calls else None
        mark = (newest.code, newest.window, newest.times) if newest is not None else None
        fresh = self._begun and mark is not None and mark != self._said
        self.view, self._said, self._begun = view, mark, True
        if newest is not None:
            words = _("Number {code}, window {window}").format(code=newest.code, window=newest.window)
            self.setAccessibleDescription(words)
            if fresh and view.speak:
                chinese = i18n.language() == "zh_CN"
                self._voice.say(spoken(newest.code, newest.window, chinese=chinese), chinese=chinese)
        if view.notices:
            self._notice = (self._notice + 1) % (len(view.notices) * 4)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F11 and Esc: out of the full screen, then away."""
        if event.key() == Qt.Key.Key_F11:
            self.showNormal() if self.isFullScreen() else self.showFullScreen()
        elif event.key() == Qt.Key.Key_Escape:
            self.showNormal() if self.isFullScreen() else self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask no more."""
        self._timer.stop()
        super().closeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look = QPainter(self), theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), look.bg)
        unit = min(self.width() / 16, self.height() / 9)
        area = QRectF(self.rect()).adjusted(unit * 0.5, unit * 0.4, -unit * 0.5, -unit * 0.4)
        head = QRectF(area.left(), area.top(), area.width(), unit * 0.8)
        self._write(painter, head, self.view.center, "section", unit * 0.42, look.text2)
        waiting = _("{count} people waiting").format(count=self.view.waiting)
        self._write(painter, head, waiting, "body", unit * 0.42, look.text2, Qt.AlignmentFlag.AlignRight)
        foot = QRectF(area.left(), area.bottom() - unit * 0.8, area.width(), unit * 0.8)
        body = QRectF(
            area.left(), head.bottom() + unit * 0.2, area.width(), foot.top() - head.bottom() - unit * 0.4
        )
        wide = body.width() * 0.62
        self._paint_newest(painter, QRectF(body.left(), body.top(), wide, body.height()), unit)
        left = body.left() + wide + unit * 0.4
        self._paint_before(painter, QRectF(left, body.top(), body.right() - left, body.height()), unit)
        if self.view.notices:
            words = self.view.notices[self._notice // 4 % len(self.view.notices)]
            self._write(painter, foot, words, "body", unit * 0.4, look.text)
        painter.end()

    def _paint_newest(self, painter: QPainter, rect: QRectF, unit: float) -> None:
        look = theme()
        newest = self.view.calls[0] if self.view.calls else None
        fresh = newest is not None and self._is_fresh(newest)
        edge = look.accent if fresh else look.border
        fill(painter, rect, unit * 0.25, look.tint if fresh else look.surface, edge)
        if newest is None:
            center = Qt.AlignmentFlag.AlignHCenter
            self._write(
                painter, rect, _("Nobody has been called yet"), "body", unit * 0.5, look.text2, center
            )
            return
        upper = QRectF(rect.left(), rect.top() + rect.height() * 0.06, rect.width(), rect.height() * 0.56)
        lower = QRectF(rect.left(), upper.bottom(), rect.width(), rect.height() * 0.32)
        center = Qt.AlignmentFlag.AlignHCenter
        self._write(painter, upper, newest.code, "display", unit * 2.6, look.accent_text, center)
        where = _("Window {number}").format(number=newest.window)
        self._write(painter, lower, where, "name", unit * 1.1, look.text, center)

    def _paint_before(self, painter: QPainter, rect: QRectF, unit: float) -> None:
        look = theme()
        high = rect.height() / (BEFORE + 1)
        title = QRectF(rect.left(), rect.top(), rect.width(), high * 0.8)
        self._write(painter, title, _("Called before"), "body", unit * 0.4, look.text2)
        for place, call in enumerate(self.view.calls[1 : BEFORE + 1]):
            row = QRectF(rect.left(), rect.top() + high * (place + 1), rect.width(), high * 0.84)
            fill(painter, row, unit * 0.14, look.surface, look.border)
            inside = row.adjusted(unit * 0.3, 0, -unit * 0.3, 0)
            self._write(painter, inside, call.code, "section", unit * 0.62, look.text)
            where = _("Window {number}").format(number=call.window)
            right = Qt.AlignmentFlag.AlignRight
            self._write(painter, inside, where, "body", unit * 0.46, look.text2, right)

    def _is_fresh(self, call: ShownCall) -> bool:
        spent: float = (runner().backend.clock.local() - call.at).total_seconds()
        return spent <= FRESH

    def _write(
        self, painter: QPainter, rect: QRectF, text: str, role: str, pixels: float, ink: QColor,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:  # fmt: skip
        made = _sized(role, pixels)
        needed = QFontMetricsF(made).horizontalAdvance(text)
        if needed > rect.width():  # Smaller first, then cut: the hall reads from far away.
            made = _sized(role, pixels * max(SMALLEST, rect.width() / needed * 0.99))
            text = QFontMetricsF(made).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.setFont(made)
        painter.setPen(ink)
        painter.drawText(rect, align | Qt.AlignmentFlag.AlignVCenter, text)
