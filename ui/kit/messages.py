"""What the program says by itself: toast, banner, question. The only file allowed to open a question box.

Field note < banner < toast < question. Whatever can be undone is done at once and offered back by a toast;
a question is asked only before what cannot be undone.
"""

from collections.abc import Callable
from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QColor, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from neighborcenter.kit.i18n import _
from ui.kit.buttons import Button, Kind
from ui.kit.cards import Banner
from ui.kit.labels import Icon, Label, LinkLabel
from ui.kit.paint import fill, key_cap_width, words
from ui.kit.shadow import Shadow
from ui.kit.theme import font, mode, px, theme, theme_changed

# Undo toasts live 5 to 10 s elsewhere; people who need large type get longer.
_SECONDS = {"standard": 8, "large": 15, "elder": 15}
_SEVERITY = ("error", "warning", "info", "good")


@dataclass(slots=True)
class _Last:
    """The act that Ctrl+Z takes back, and the toast on show."""

    undo: Callable[[], None] | None = None
    toast: "Toast | None" = None
    keys: "_UndoKey | None" = None
    host: QWidget | None = None


_last = _Last()


def set_toast_host(host: QWidget | None) -> None:
    """The window at whose bottom left toasts appear; without one it is the active window."""
    _last.host = host


def toast(
    text: str,
    detail: str = "",
    undo: Callable[[], None] | None = None,
    link: str | None = None,
    *,
    icon: str = "circle-check",
    owner: QWidget | None = None,
) -> "Toast | None":
    """Say what was done, bottom left, one at a time. With ``undo`` a link (named ``link``) and Ctrl+Z take it back.

    Stays 8 s (15 s in the larger modes), longer while the mouse rests on it. Read aloud by screen readers.
    """
    if _last.host is not None and not shiboken6.isValid(_last.host):
        _last.host = None  # a window that has gone shows nothing any more
    host = (owner.window() if owner else None) or _last.host or QApplication.activeWindow()
    _last.undo = undo
    if _last.keys is None and isinstance(app := QApplication.instance(), QApplication):
        _last.keys = _UndoKey(app)
    clear_toast()
    if host is None:
        return None
    shown = Toast(host, text, detail, (link or _("Undo")) if undo else None, icon)
    _last.toast = shown
    announce(host, " ".join(part for part in (text, detail) if part))
    return shown


def clear_toast() -> None:
    """Take the toast away; what it offered can still be undone with Ctrl+Z."""
    if _last.toast is not None:
        if shiboken6.isValid(_last.toast):  # a window that was closed has taken its toast along
            _last.toast.leave()
        _last.toast = None


def undo_last() -> bool:
    """Take back the last act that offered it; False when there is none."""
    act, _last.undo = _last.undo, None
    clear_toast()
    if act is None:
        return False
    act()
    return True


def forget_undo() -> None:
    """Another command ran that cannot be taken back: Ctrl+Z must not reach behind it."""
    _last.undo = None


def announce(widget: QWidget, text: str) -> None:
    """Have a screen reader say a sentence."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


class _UndoKey(QObject):
    """Ctrl+Z for acts, except where a text field has typing of its own to take back.

    It looks at whatever has the caret and at nothing else: a filter on the whole program would turn every event of
    every widget into Python, which cost a tenth of a second a visit.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._watched: QWidget | None = None
        app.focusChanged.connect(self._on_focus)
        self._on_focus(None, app.focusWidget())

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        if self._watched is not None and shiboken6.isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = now or QApplication.activeWindow()
        if self._watched is not None:
            self._watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or _last.undo is None or not isinstance(event, QKeyEvent):
            return False
        if not isinstance(watched, QWidget) or not event.matches(QKeySequence.StandardKey.Undo):
            return False
        if isinstance(watched, QLineEdit) and watched.isUndoAvailable() and watched.text():
            return False
        if isinstance(watched, (QPlainTextEdit, QTextEdit)) and watched.document().isUndoAvailable():
            return False
        return undo_last()


class Toast(QWidget):
    """A dark slip over the bottom left corner, where no main button ever is."""

    def __init__(self, host: QWidget, text: str, detail: str, link: str | None, icon: str) -> None:
        super().__init__(host)
        self._host = host
        self.setAccessibleName(text)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(px(14), px(12), px(14), px(12))
        layout.setSpacing(px(10))
        layout.addWidget(Icon(icon, "toast_text", 18), 0, Qt.AlignmentFlag.AlignTop)
        lines = QVBoxLayout()
        lines.setSpacing(px(2))
        self.text = Label(text, "body strong", "toast_text", wrap=True)
        lines.addWidget(self.text)
        self.detail = Label(detail, "small", "toast_text", wrap=True)
        if not detail:
            self.detail.hide()
        lines.addWidget(self.detail)
        layout.addLayout(lines, 1)
        if link:
            self.link = LinkLabel(link, "section")
            self.link.set_look(color="toast_link")
            self.link.clicked.connect(undo_last)
            layout.addWidget(self.link)
            layout.addWidget(_ToastKey("Ctrl Z"))
        Shadow(self, 10)
        self._clock = QTimer(self, interval=_SECONDS[mode()] * 1000, singleShot=True)
        self._clock.timeout.connect(self._on_time)
        host.installEventFilter(self)
        self._place()
        self.show()
        self.raise_()
        self._clock.start()

    def leave(self) -> None:
        """Go away now."""
        self._clock.stop()
        self._host.removeEventFilter(self)
        self.hide()
        self.deleteLater()

    def enterEvent(self, _event: object) -> None:
        self._clock.stop()

    def leaveEvent(self, _event: object) -> None:
        self._clock.start()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def paintEvent(self, _event: object) -> None:
        fill(QPainter(self), QRectF(self.rect()), px(10), theme().toast)

    def _place(self) -> None:
        width = min(max(px(280), self.sizeHint().width()), px(420), self._host.width() - px(32))
        height = max(self.heightForWidth(width), px(60))
        # Right of the navigation rail (76) plus the page margin.
        left = px(100) + px(7) if self._host.width() > px(700) else px(16)
        self.setGeometry(left, self._host.height() - height - px(30), width, height)

    def _on_time(self) -> None:
        if _last.toast is self:
            _last.toast = None
        self.leave()


class _ToastKey(QWidget):
    def __init__(self, keys: str) -> None:
        super().__init__()
        self._keys = keys
        self.setFixedSize(round(key_cap_width(keys)) + px(2), px(20))

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        veil = QColor(theme().toast_text)
        veil.setAlphaF(0.16)
        fill(painter, QRectF(self.rect()), px(4), veil)
        words(
            painter,
            QRectF(self.rect()),
            self._keys,
            font("mark strong"),
            theme().toast_text,
            Qt.AlignmentFlag.AlignHCenter,
        )


class BannerSlot(QWidget):
    """The one place for banners on a page: of all that apply, the most severe is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._waiting: dict[str, tuple[str, str, str | None, Callable[[], None] | None]] = {}
        self.banner: Banner | None = None
        self.hide()

    def set_banner(
        self,
        key: str,
        level: str,
        text: str,
        button: str | None = None,
        act: Callable[[], None] | None = None,
    ) -> None:
        """Let a state apply (error, warning, info, good); the same key again replaces its words."""
        self._waiting[key] = (level, text, button, act)
        self._show_worst()

    def clear(self, key: str | None = None) -> None:
        """A state is over; without a key all are."""
        if key is None:
            self._waiting.clear()
        else:
            self._waiting.pop(key, None)
        self._show_worst()

    def _show_worst(self) -> None:
        if self.banner is not None:
            self._layout.removeWidget(self.banner)
            self.banner.hide()
            self.banner.deleteLater()
            self.banner = None
        if not self._waiting:
            self.hide()
            return
        level, text, button, act = min(self._waiting.values(), key=lambda one: _SEVERITY.index(one[0]))
        self.banner = Banner(level, text, button)
        if act is not None:
            self.banner.acted.connect(act)
        self._layout.addWidget(self.banner)
        self.show()


class Question(QDialog):
    """Ask before what cannot be undone: names the thing, the verb is on the button, Esc is safe."""

    def __init__(self, owner: QWidget | None, text: str, verb: str, detail: str = "", *, kind: Kind = "danger",
                 icon: str | None = "triangle-alert", no: str | None = None) -> None:  # fmt: skip
        super().__init__(owner)
        self.setWindowTitle(text)
        self.setMinimumWidth(px(420))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(24), px(22), px(24), px(20))
        layout.setSpacing(px(10))
        layout.addWidget(Label(text, "section", wrap=True))
        if detail:
            layout.addWidget(Label(detail, "body", "text2", wrap=True))
        self.body = QVBoxLayout()
        layout.addLayout(self.body)
        buttons = QHBoxLayout()
        buttons.setSpacing(px(8))
        buttons.addStretch(1)
        self.no = Button(no or _("Cancel"), "secondary", key="Esc")
        self.yes = Button(verb, kind, icon)
        self.no.clicked.connect(self.reject)
        self.yes.clicked.connect(self.accept)
        buttons.addWidget(self.no)
        buttons.addWidget(self.yes)
        layout.addSpacing(px(8))
        layout.addLayout(buttons)
        self.no.setFocus()
        theme_changed.connect(self.update)

    def showEvent(self, event: object) -> None:
        owner = self.parentWidget()
        if owner is not None:
            self.adjustSize()
            middle = owner.window().frameGeometry().center()
            self.move(middle - QPoint(self.width() // 2, self.height() // 2))


def ask(owner: QWidget | None, text: str, verb: str, detail: str = "", *, kind: Kind = "danger") -> bool:
    """Ask and wait. ``text`` names the thing ("合并到 王桂兰？"), ``verb`` stands on the button. Esc is no."""
    return Question(owner, text, verb, detail, kind=kind).exec() == QDialog.DialogCode.Accepted
