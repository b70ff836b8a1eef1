"""The palette (Ctrl+K): people, rooms, services, places and commands by characters, pinyin or initials.

An empty line offers the last five things that were chosen. `>` narrows to commands, `@` to people, `#` to rooms;
nobody has to know that. Every command shows its key, so that the palette teaches the keys.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from neighborcenter.kit.i18n import _
from neighborcenter.kit.readings import pinyin
from ui.kit.entries import Entry, Finder
from ui.kit.filter_bar import SearchLine
from ui.kit.icons import paint_icon
from ui.kit.jobs import Query, Task
from ui.kit.paint import fill, key_cap, key_cap_width, words
from ui.kit.theme import px, theme, theme_changed
from ui.kit.workstation import workstation

ROW = 48
MOST = 12
RECENT = 5
PREFIXES = {">": "command", "＞": "command", "@": "people", "＠": "people", "#": "room", "＃": "room"}

MOST_READINGS = 16


class EntryModel(QAbstractListModel):
    """The rows of the palette."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []

    def show(self, entries: Sequence[Entry]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.entries = list(entries)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        """Number of rows."""
        return 0 if parent.isValid() else len(self.entries)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return title, sentence for reading aloud, or the Entry."""
        if not index.isValid() or index.row() >= len(self.entries):
            return None
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return " ".join(
                part for part in (entry.title, entry.note, kind_name(entry.kind), entry.key) if part
            )
        if role == Qt.ItemDataRole.UserRole:
            return entry
        return None


def kind_name(kind: str) -> str:
    """Return the word at the right of a row."""
    return {
        "command": _("Command"),
        "page": _("Place"),
        "people": _("Resident"),
        "room": _("Room"),
        "service": _("Service"),
        "activity": _("Activity"),
        "volunteer": _("Volunteer"),
        "appointment": _("Appointment"),
        "meal": _("Meal"),
        "form": _("Form"),
        "report": _("Report"),
    }.get(kind, kind)


class EntryDelegate(QStyledItemDelegate):
    """Paints one row: icon, title, note, kind, key."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Every row is equally high."""
        return QSize(px(200), px(ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint the row."""
        entry: Entry = index.data(Qt.ItemDataRole.UserRole)
        look, box = theme(), QRectF(option.rect).adjusted(px(8), 1, -px(8), -1)
        if option.state & QStyle.StateFlag.State_Selected:
            fill(painter, box, px(8), look.hover)
        side = px(18)
        icon_box = QRectF(box.left() + px(12), box.center().y() - side / 2, side, side)
        paint_icon(painter, entry.icon, look.text2, icon_box)
        right = box.right() - px(12)
        if entry.key:
            width = key_cap_width(entry.key)
            key_cap(painter, QRectF(right - width, box.center().y() - px(10), width, px(20)), entry.key)
            right -= width + px(12)
        kind = QRectF(right - px(90), box.top(), px(90), box.height())
        words(painter, kind, kind_name(entry.kind), "note", look.text3, Qt.AlignmentFlag.AlignRight)
        left = icon_box.right() + px(12)
        line = QRectF(left, box.top(), kind.left() - left, box.height())
        if entry.note:
            line.setHeight(box.height() / 2 + px(1))
            under = QRectF(left, line.bottom() - px(3), line.width(), box.height() / 2 - px(2))
            words(painter, under, entry.note, "note", look.text3)
        words(painter, line, entry.title, "body strong", look.text)


class Palette(QWidget):
    """Lies over the window; 600 px wide, a light scrim under it."""

    chosen = Signal(object)
    """The Entry."""
    left = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._commands: list[Entry] = []
        self._keys: dict[str, tuple[str, ...]] = {}
        self._finders: list[Finder] = []
        self._window = window
        self._found: dict[str, list[Entry]] = {}
        self._asked = ""
        self.line = SearchLine(_("Find people, rooms, services, or a command"), self)
        self.line.setProperty("bare", True)  # noqa: FBT003 - Qt's own signature
        self.line.setTextMargins(px(6), 0, 0, 0)
        self.model = EntryModel(self)
        self.list = QListView(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(EntryDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self.list.setAccessibleName(_("Found"))
        self._box = QVBoxLayout()
        self.line.query_changed.connect(self._on_query)
        self.line.walked.connect(self._on_walked)
        self.line.returnPressed.connect(self._on_enter)
        self.list.entered.connect(self.list.setCurrentIndex)
        self.list.clicked.connect(lambda _index: self._on_enter())
        self.line.installEventFilter(self)
        window.installEventFilter(self)
        theme_changed.connect(self._place)
        self.hide()

    # -- what can be found -----------------------------------------------------------------------------------

    def set_commands(self, commands: Sequence[Entry]) -> None:
        """Offer these commands and places."""
        self._commands = list(commands)

    def set_finders(self, finders: Sequence[Finder]) -> None:
        """Ask these for records."""
        self._finders = list(finders)

    # -- open, close -----------------------------------------------------------------------------------------

    def open(self, typed: str = "") -> None:
        """Show the palette with the caret in its line."""
        self.line.setText(typed)
        self._on_query(typed)
        self._place()
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)
        self._learn()

    def _learn(self) -> None:
        """Work out the pinyin of the commands in the quick lane: 0.1 s the first time, so not before it is wanted."""
        titles = [entry.title for entry in self._commands if entry.title not in self._keys]
        if titles:
            Task(self, lambda: {title: letters_of(title) for title in titles}).then(self._on_learned).start()

    def _on_learned(self, found: dict[str, tuple[str, ...]]) -> None:
        self._keys.update(found)
        if self.isVisible():
            self._on_query(self.line.text())

    def close_palette(self) -> None:
        """Hide; the caret goes back where it was."""
        if self.isVisible():
            self.hide()
            self.left.emit()

    def _place(self) -> None:
        self.setGeometry(self._window.rect())
        width = min(px(600), self.width() - px(48))
        left, top = (self.width() - width) // 2, px(76)
        rows = max(1, min(len(self.model.entries), 9))
        self._panel = QRectF(left, top, width, px(56) + rows * px(ROW) + px(12))
        self.line.setGeometry(left + px(8), top + px(8), width - px(16), px(40))
        self.list.setGeometry(left + 1, top + px(56), width - 2, rows * px(ROW) + px(4))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint scrim and panel."""
        painter, look = QPainter(self), theme()
        scrim = QColor(look.bg if look.dark else look.text)
        scrim.setAlpha(60 if not look.dark else 150)
        painter.fillRect(self.rect(), scrim)
        fill(painter, self._panel, px(12), look.surface, look.border)
        if not self.model.entries:
            room = QRectF(self._panel).adjusted(px(24), px(56), -px(24), -px(12))
            words(painter, room, _("Nothing found. Try initials: wgl for 王桂兰."), "small", look.text3)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the panel closes."""
        if not self._panel.contains(event.position()):
            self.close_palette()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc closes; follow the window's size."""
        if event.type() == QEvent.Type.Resize and watched is self.parentWidget() and self.isVisible():
            self._place()
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape and not self.line.is_composing():
                self.close_palette()
                return True
            if event.key() == Qt.Key.Key_Tab:
                return True
        return super().eventFilter(watched, event)

    # -- finding ---------------------------------------------------------------------------------------------

    def _on_query(self, query: str) -> None:
        only = PREFIXES.get(query[:1], "")
        typed = query[1:].strip() if only else query.strip()
        self._asked, self._found = typed, {}
        self._show(typed, only)
        if not typed:
            return
        for finder in self._finders:
            if only in ("", finder.kind):
                self._ask(finder, typed, only)

    def _ask(self, finder: Finder, typed: str, only: str) -> None:
        Query(
            self, lambda read: list(finder.find(read, typed, 8)), key=("find", finder.kind), lane="quick"
        ).then(lambda found: self._on_found(typed, only, finder.kind, found)).start()

    def _on_found(self, typed: str, only: str, kind: str, found: list[Entry]) -> None:
        if typed == self._asked:
            self._found[kind] = found
            self._show(typed, only)

    def _show(self, typed: str, only: str) -> None:
        if typed:
            entries = self._matching(typed) if only in ("", "command") else []
            for found in self._found.values():
                entries = [*found, *entries] if len(typed) > 1 or only else [*entries, *found]
        else:
            entries = list(self._commands) if only == "command" else self._recent() if not only else []
        self.model.show(entries[: MOST if typed or only else RECENT + 3])
        self.list.setCurrentIndex(self.model.index(0, 0))
        self._place()

    def _matching(self, typed: str) -> list[Entry]:
        wanted = typed.lower().replace(" ", "")
        ranked = []
        for place, entry in enumerate(self._commands):
            title = entry.title.lower().replace(" ", "")
            letters = self._keys.get(entry.title, ())
            if title.startswith(wanted) or entry.id == typed:
                rank = 0
            elif any(key.startswith(wanted) for key in letters):
                rank = 1
            elif wanted in title:
                rank = 2
            elif any(wanted in key for key in letters):
                rank = 3
            else:
                continue
            ranked.append((rank, place, entry))
        return [entry for _rank, _place, entry in sorted(ranked, key=lambda found: found[:2])]

    def _recent(self) -> list[Entry]:
        keeper = workstation()
        ids = keeper.value("palette/recent", []) if keeper is not None else []
        by_id = {entry.id: entry for entry in self._commands}
        recent = [by_id[name] for name in ids if name in by_id]
        rest = [entry for entry in self._commands if entry.kind == "page" and entry not in recent]
        return (recent + rest)[:RECENT] if recent else rest

    def _remember(self, entry: Entry) -> None:
        keeper = workstation()
        if keeper is None or entry.kind not in ("command", "page"):
            return
        ids = [name for name in keeper.value("palette/recent", []) if name != entry.id]
        keeper.keep("palette/recent", [entry.id, *ids][:RECENT])

    def _on_walked(self, key: int) -> None:
        step = 1 if key in (Qt.Key.Key_Down, Qt.Key.Key_PageDown) else -1
        count = len(self.model.entries)
        if count:
            line = (self.list.currentIndex().row() + step) % count
            self.list.setCurrentIndex(self.model.index(line, 0))

    def _on_enter(self) -> None:
        if self.line.is_composing():
            return
        entry = self.list.currentIndex().data(Qt.ItemDataRole.UserRole)
        if entry is not None:
            self._remember(entry)
            self.close_palette()
            self.chosen.emit(entry)


def letters_of(title: str) -> set[str]:
    """Return full pinyin and initials of a Chinese title, in every reading. Runs in a lane: loading takes 40 ms."""
    readings = [[sound.lower() for sound in sounds] for sounds in pinyin(title, heteronym=True)]
    letters: set[str] = set()
    for full in itertools.islice(itertools.product(*readings), MOST_READINGS):
        letters |= {"".join(full), "".join(part[:1] for part in full)}
    return letters
