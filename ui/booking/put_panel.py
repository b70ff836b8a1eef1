"""The panel that puts down what was cut or copied: every booking with its new place, and what stands against it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from neighborcenter.kit.i18n import _
from ui.booking.acts import when_words
from ui.booking.clipboard import Landing
from ui.booking.headed import HeadedPanel
from ui.kit.buttons import Button
from ui.kit.labels import Icon, Label
from ui.kit.theme import px, theme_changed


class PutPanel(HeadedPanel):
    """Hand it landings; it says `wanted` with those that can go, or `closed`."""

    wanted = Signal(object)
    """The landings to carry out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.landings: tuple[Landing, ...] = ()
        self.cut = False
        self.save = Button("", "primary", "check", "↵", main=True)
        self.save.clicked.connect(lambda _checked=False: self.wanted.emit(self.free))
        self._outer.addWidget(self.save)
        theme_changed.connect(self.restyle)
        self.restyle()

    @property
    def free(self) -> tuple[Landing, ...]:
        """Those that nothing stands against."""
        return tuple(one for one in self.landings if not one.against)

    def show_landings(self, landings: Sequence[Landing], *, cut: bool) -> None:
        """Show where everything would go."""
        self.landings, self.cut = tuple(landings), cut
        words = _("Move {count} bookings here") if cut else _("Copy {count} bookings here")
        self.heading.setText(words.format(count=len(landings)))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, px(6), 0)
        column.setSpacing(px(10))
        for landing in self.landings:
            column.addLayout(self._line(landing))
        column.addStretch(1)
        self._scroll.setWidget(inside)
        count, left = len(self.free), len(self.landings) - len(self.free)
        if not count:
            self.save.setText(_("None of them can go here"))
        elif left:
            words = _("Move {count}, leave {left}") if cut else _("Copy {count}, leave {left}")
            self.save.setText(words.format(count=count, left=left))
        else:
            self.save.setText(_("Put down"))
        self.save.setEnabled(bool(count))
        (self.save if count else self.close_button).setFocus()

    @property
    def lines(self) -> list[str]:
        """The rows in words."""
        return [words_of(landing) for landing in self.landings]

    def _line(self, landing: Landing) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(px(8))
        sign = ("triangle-alert", "notice.text") if landing.against else ("check", "service.text")
        row.addWidget(Icon(*sign, 16), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(px(1))
        title = Label(landing.bar.title, "body strong", wrap=True)
        title.setAccessibleName(words_of(landing))
        column.addWidget(title)
        where = f"{when_words(landing.during.start, landing.during.end)} · {landing.room}"
        column.addWidget(Label(where, "small", "text2", wrap=True))
        if landing.against:
            column.addWidget(Label(landing.against, "small", "notice.text", wrap=True))
        row.addLayout(column, 1)
        return row

    def restyle(self) -> None:
        """Follow the size mode."""
        self._outer.setSpacing(px(8))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts nothing down; Enter does it from anywhere."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.save.isEnabled():
            self.wanted.emit(self.free)
        else:
            super().keyPressEvent(event)


def words_of(landing: Landing) -> str:
    """One landing as a sentence."""
    parts = {
        "title": landing.bar.title,
        "when": when_words(landing.during.start, landing.during.end),
        "room": landing.room,
    }
    words = _("{title}: {when}, {room}").format(**parts)
    return (
        _("{sentence}, {words}").format(sentence=words, words=landing.against) if landing.against else words
    )
