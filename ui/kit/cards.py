"""Grounds to put things on: card, divider, banner, and what stands there while there is nothing or not yet."""

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from ui.kit.buttons import Button, IconButton
from ui.kit.labels import Icon, Label, LinkLabel
from ui.kit.paint import fill
from ui.kit.shown import set_shown
from ui.kit.theme import px, theme, theme_changed


class Card(QWidget):
    """A white ground with a hairline, and a head if it has a title. Put contents into ``body``."""

    link_clicked = Signal()

    def __init__(self, title: str | None = None, note: str | None = None, link: str | None = None,
                 padding: int = 16, parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__(parent)
        self._padding = padding
        self._outer = QVBoxLayout(self)
        self.body = QVBoxLayout()
        self.title = Label(title or "", "section")
        self.note = Label(note or "", "small", "text2", elide=True)
        self.link = LinkLabel(link or "")
        self.link.clicked.connect(self.link_clicked)
        if title is not None:
            self.head = QHBoxLayout()
            self.head.addWidget(self.title)
            self.head.addWidget(self.note)
            self.head.addStretch(1)
            self.head.addWidget(self.link)
            if not link:
                self.link.hide()
            self._outer.addLayout(self.head)
        else:
            for part in (self.title, self.note, self.link):
                part.setParent(self)
                part.hide()
        self._outer.addLayout(self.body, 1)
        theme_changed.connect(self.restyle)
        self.restyle()

    def add(self, part: QWidget | QLayout, stretch: int = 0) -> None:
        """Put a widget or a layout below the others."""
        if isinstance(part, QWidget):
            self.body.addWidget(part, stretch)
        else:
            self.body.addLayout(part, stretch)

    def restyle(self) -> None:
        edge = px(self._padding)
        self._outer.setContentsMargins(edge, px(self._padding - 2) if self.title.text() else edge, edge, edge)
        self._outer.setSpacing(px(10))
        self.body.setSpacing(px(8))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        fill(QPainter(self), QRectF(self.rect()), px(12), theme().surface, theme().border)


class Divider(QWidget):
    """A hairline across."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(10, 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme().border)


class IconPlate(QWidget):
    """An icon on a rounded pale plate of a category."""

    def __init__(self, icon: str, kind: str, size: int = 34, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind, self._size = kind, size
        self._icon = Icon(icon, f"{kind}.text", round(size * 0.53), self)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme_changed.connect(self.restyle)

    def set_look(self, icon: str, kind: str) -> None:
        """Another icon and category."""
        self._kind = kind
        self._icon.set_icon(icon, f"{kind}.text")
        self.update()

    def restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(self._size), px(self._size))

    def resizeEvent(self, _event: object) -> None:
        inner = self._icon.sizeHint()
        self._icon.setGeometry((self.width() - inner.width()) // 2, (self.height() - inner.height()) // 2,
                               inner.width(), inner.height())  # fmt: skip

    def paintEvent(self, _event: QPaintEvent) -> None:
        fill(QPainter(self), QRectF(self.rect()), px(8), theme().category(self._kind).fill)


class EmptyState(QWidget):
    """What an empty list says: what it is, what to do, one main and one quiet action."""

    acted = Signal()
    acted_quietly = Signal()

    def __init__(self, title: str, what_to_do: str = "", action: str | None = None, quiet: str | None = None,
                 icon: str = "list", kind: str = "course", action_icon: str | None = None,
                 parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        layout.addWidget(IconPlate(icon, kind, 42), 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(px(4))
        self.title = Label(title, "section")
        self.line = Label(what_to_do, "small", "text2", wrap=True)
        for label in (self.title, self.line):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(label)
        set_shown(self.line, bool(what_to_do))
        buttons = QHBoxLayout()
        buttons.setSpacing(px(8))
        buttons.addStretch(1)
        self.action: Button | None = None
        if action:
            self.action = Button(action, "primary", action_icon)
            self.action.clicked.connect(self.acted)
            buttons.addWidget(self.action)
        if quiet:
            second = Button(quiet)
            second.clicked.connect(self.acted_quietly)
            buttons.addWidget(second)
        buttons.addStretch(1)
        layout.addSpacing(px(4))
        layout.addLayout(buttons)
        layout.addStretch(1)


class Skeleton(QWidget):
    """Pale bars where rows will stand. Shows itself only after 150 ms, so that quick answers do not flicker."""

    def __init__(self, rows: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows, self._visible = rows, False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._wait = QTimer(self, interval=150, singleShot=True)
        self._wait.timeout.connect(self.reveal)

    def showEvent(self, _event: object) -> None:
        self._wait.start()

    def hideEvent(self, _event: object) -> None:
        self._wait.stop()
        self._visible = False

    def reveal(self) -> None:
        """Draw the bars now."""
        self._visible = True
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(240), px(20) * self._rows)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._visible:
            return
        painter, width = QPainter(self), self.width()
        for row in range(self._rows):
            y = px(4) + row * px(20)
            middle = (0.48, 0.35, 0.42, 0.3)[row % 4]
            for left, share in ((0.0, 0.16), (0.2, middle), (0.76, 0.24)):
                fill(painter, QRectF(left * width, y, share * width, px(12)), px(4), theme().hover)


class ProgressCard(Card):
    """Long work in place: what, how far, and a way to stop; everything else stays usable."""

    cancelled = Signal()

    def __init__(self, text: str, *, cancel: str | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        line = QHBoxLayout()
        self.what = Label(text, "body strong")
        self.how_far = Label("", "small", "text2")
        line.addWidget(self.what)
        line.addStretch(1)
        line.addWidget(self.how_far)
        if cancel:
            stop = IconButton("x", cancel, 28)
            stop.clicked.connect(self.cancelled)
            line.addWidget(stop)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(text)
        self.add(line)
        self.add(self.bar)

    def set_progress(self, done: int, total: int, note: str = "") -> None:
        """``done`` of ``total``; a total of 0 means nobody knows yet. ``note`` follows the numbers."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        numbers = f"{done:,} / {total:,}" if total else ""
        self.how_far.setText(" · ".join(part for part in (numbers, note) if part))


_LOOKS = {
    "error": ("party", "circle-alert"),
    "warning": ("notice", "triangle-alert"),
    "info": ("lending", "info"),
    "good": ("service", "circle-check"),
}


class Banner(QWidget):
    """One line across the page: a state that lasts, and the button that ends it."""

    acted = Signal()

    def __init__(
        self, level: str, text: str, button: str | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._kind, icon = _LOOKS[level]
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(px(14), px(5), px(10), px(5))
        layout.setSpacing(px(10))
        layout.addWidget(Icon(icon, f"{self._kind}.text", 18))
        self.label = Label(text, "body strong", f"{self._kind}.text", wrap=True)
        layout.addWidget(self.label, 1)
        self.button: Button | None = None
        if button:
            self.button = Button(button)
            self.button.clicked.connect(self.acted)
            layout.addWidget(self.button)
        self.setMinimumHeight(px(44))
        theme_changed.connect(self.restyle)

    def set_text(self, text: str) -> None:
        """Other words."""
        self.label.setText(text)

    def restyle(self) -> None:
        self.setMinimumHeight(px(44))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        fill(QPainter(self), QRectF(self.rect()), px(10), theme().category(self._kind).fill)
