"""Ask whose bookings are wanted: a small window with one search box, closed by Esc."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import _
from neighborcenter.people.finding import Found
from ui.booking.wanted import Whose
from ui.booking.who_field import Who, found_for, suggestion
from ui.kit.inputs import PinyinLineEdit
from ui.kit.jobs import Query, may
from ui.kit.paint import fill
from ui.kit.suggest import SuggestList
from ui.kit.theme import px, theme


class WhosePopup(QWidget):
    """Residents and groups by name, initials or phone."""

    chosen = Signal(object)
    """The Whose that was taken."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(8), px(8), px(8), px(8))
        layout.setSpacing(px(6))
        self.box = PinyinLineEdit(_("Name, pinyin, phone or group"), icon="users")
        layout.addWidget(self.box)
        self.list = SuggestList(self.box, popup=False, rows=6)
        layout.addWidget(self.list, 1)
        self.box.queryChanged.connect(self._on_query)
        self.list.chosen.connect(lambda item: self._on_chosen(item.data))
        self.resize(px(340), px(340))

    def open_below(self, button: QWidget) -> None:
        """Show it under a button, its right edge kept on the window."""
        left = min(
            0, button.window().width() - button.mapTo(button.window(), QPoint(0, 0)).x() - self.width()
        )
        self.move(button.mapToGlobal(QPoint(left, button.height() + px(4))))
        self.show()
        self.box.setFocus()

    def _on_query(self, query: str) -> None:
        if not query.strip() or not may(Permission.PEOPLE_VIEW):
            self._on_found([], query)
            return
        Query(self, lambda read: found_for(read, query), key="whose", lane="quick").then(
            lambda found: self._on_found(found, query)
        ).start()

    def _on_found(self, found: list[Found], query: str) -> None:
        if query == self.box.query:
            self.list.set_items([suggestion(one) for one in found], query)

    def _on_chosen(self, who: Who) -> None:
        self.chosen.emit(Whose(who.name, who.resident_id, who.group_id))
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes without an answer."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The ground of a popup."""
        fill(QPainter(self), QRectF(self.rect()), 0, theme().surface, theme().border)
