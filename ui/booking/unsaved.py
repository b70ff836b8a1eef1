"""The newest form that was closed without saving: it is offered when the next one opens, as long as the program runs.

Kept in memory only: names and phones of a form do not belong into a file of the workstation.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from neighborcenter.booking.drafts import BookingDraft
from neighborcenter.kit.i18n import _
from ui.booking.acts import when_words
from ui.booking.things import Extras
from ui.booking.who_field import Who
from ui.kit.labels import Label, LinkLabel
from ui.kit.paint import fill
from ui.kit.theme import px, theme


@dataclass(frozen=True, slots=True)
class Unsaved:
    """What stood in a form."""

    draft: BookingDraft
    who: Who
    when: tuple[datetime, datetime] | None
    extras: Extras

    @property
    def worth(self) -> bool:
        """Whether somebody typed something into it."""
        return bool(self.who.name or self.draft.note or self.extras != Extras())

    @property
    def words(self) -> str:
        """What it was about."""
        when = when_words(*self.when) if self.when is not None else ""
        return " · ".join(part for part in (self.draft.title or self.who.name, when) if part)


class UnsavedLine(QWidget):
    """The line above a new form: what was not saved, and the way back to it."""

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(12), px(8), px(12), px(8))
        layout.setSpacing(px(2))
        self.words = Label("", "small", "lending.text", wrap=True)
        self.link = LinkLabel(f"{_('Go on with it')}  Alt U")
        self.link.clicked.connect(self.wanted)
        layout.addWidget(self.words)
        layout.addWidget(self.link)
        self.hide()

    def show_left(self, left: Unsaved | None) -> None:
        """Offer a form, or nothing."""
        if left is not None:
            words = _("Not saved: {form}").format(form=left.words or _("New booking"))
            self.words.setText(words)
            self.link.setAccessibleName(f"{words}, {_('Go on with it')}")
        self.setVisible(left is not None)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A pale ground, as banners have."""
        fill(QPainter(self), QRectF(self.rect()), px(10), theme().category("lending").fill)
