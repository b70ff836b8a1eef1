"""Left column: how the day goes, who came, and the way to take a visit back."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListView,
    QMenu,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from neighborcenter.kit.i18n import _
from ui.desk.views import DayView, VisitLine
from ui.desk.what_parts import heads_text
from ui.kit.buttons import Button
from ui.kit.cards import Card, Divider
from ui.kit.icons import icon
from ui.kit.labels import Label
from ui.kit.paint import chip, chip_width, fill, row_ground, width_of, words
from ui.kit.theme import px, theme, theme_changed

AnyIndex = QModelIndex | QPersistentModelIndex
# Only what differs from the usual end is marked: a chip on every row says nothing.
_CHIPS = {
    "passed_on": ("lending", "arrow-left-right"),
    "open": ("notice", "pause"),
    "referred": ("closed", "external-link"),
}


class Figure(QWidget):
    """A number with its word below."""

    def __init__(self, word: str) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.number = Label("0", "display")
        self.word = Label(word, "small", "text2")
        layout.addWidget(self.number)
        layout.addWidget(self.word)

    def set_number(self, number: int) -> None:
        """Show a number."""
        self.number.setText(f"{number:,}")
        self.setAccessibleName(f"{self.word.text()} {number}")


class HourBars(QWidget):
    """Heads by hour as small bars; the present hour in the accent color."""

    def __init__(self) -> None:
        super().__init__()
        self._hours: tuple[tuple[int, int], ...] = ()
        self._now = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme_changed.connect(self.restyle)

    def restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def show_hours(self, hours: tuple[tuple[int, int], ...], now: int) -> None:
        """``hours`` are (hour, heads) without gaps."""
        self._hours, self._now = hours, now
        said = [_("{hour}:00 {heads}").format(hour=hour, heads=heads) for hour, heads in hours if heads]
        self.setAccessibleName(_("Visitors by hour: {list}").format(list=", ".join(said)))
        self.setToolTip("\n".join(said))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(200), px(54))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._hours:
            return
        painter, look = QPainter(self), theme()
        step = self.width() / len(self._hours)
        most = max((heads for _hour, heads in self._hours), default=0) or 1
        high = self.height() - px(16)
        for place, (hour, heads) in enumerate(self._hours):
            bar = max(heads / most * (high - px(2)), px(2))
            rect = QRectF(place * step + step * 0.18, high - bar, step * 0.64, bar)
            color = look.accent if hour == self._now else look.outline if heads else look.border
            fill(painter, rect, min(px(2), rect.height() / 2), color)
            if place % 2 == 0:
                below = QRectF(place * step - step, high + px(1), step * 3, px(15))
                words(painter, below, str(hour), "mark", look.text3, Qt.AlignmentFlag.AlignHCenter)


class _Visits(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.lines: tuple[VisitLine, ...] = ()

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.who
        if role == Qt.ItemDataRole.AccessibleTextRole:
            state = _("taken back") if line.undone else line.outcome_text
            return f"{line.at:%H:%M} {line.who}, {line.what}, {state}"
        return None


class _VisitPainter(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, _index: AnyIndex) -> QSize:
        return QSize(px(200), px(54))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        rows: _Visits = index.model()  # type: ignore[assignment]
        line, look = rows.lines[index.row()], theme()
        rect = row_ground(painter, option, index.row())
        ink = look.text3 if line.undone else look.text
        upper = QRectF(rect.left() + px(8), rect.top() + px(5), rect.width() - px(16), px(21))
        lower = upper.translated(0, px(21))
        time_wide = px(46)
        words(
            painter,
            upper.adjusted(0, 0, time_wide - upper.width(), 0),
            f"{line.at:%H:%M}",
            "small",
            look.text3 if line.undone else look.text2,
        )
        marked = (_("taken back"), "closed", "undo-2") if line.undone else None
        if marked is None and line.outcome in _CHIPS:
            marked = (line.outcome_text, *_CHIPS[line.outcome])
        right = upper.right()
        if marked is not None:
            wide = chip_width(marked[0], marked[2])
            chip(painter, QPointF(right - wide, upper.center().y()), *marked)
            right -= wide + px(6)
        elif line.heads > 1:
            heads = heads_text(line.heads)
            words(painter, upper, heads, "small", look.text2, Qt.AlignmentFlag.AlignRight)
            right -= width_of(heads, "small") + px(6)
        left = upper.left() + time_wide
        words(painter, QRectF(left, upper.top(), right - left, upper.height()), line.who, "body strong", ink)
        words(painter, QRectF(left, lower.top(), lower.right() - left, lower.height()), line.what, "small",
              look.text3 if line.undone else look.text2)  # fmt: skip


class VisitList(QListView):
    """The visits of today, newest first. Delete or the menu takes one back."""

    undo_wanted = Signal(int)
    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._visits = _Visits(self)
        self.setModel(self._visits)
        self.setItemDelegate(_VisitPainter(self))
        self.setAccessibleName(_("Visits of today"))
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        # Read-only lists would keep the input method on and swallow keys.
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        theme_changed.connect(self.restyle)

    def restyle(self) -> None:
        self._visits.layoutChanged.emit()

    def show_lines(self, lines: tuple[VisitLine, ...]) -> None:
        """Show these visits, keeping the one that was chosen."""
        kept = self.current_id()
        self._visits.beginResetModel()
        self._visits.lines = lines
        self._visits.endResetModel()
        for row, line in enumerate(lines):
            if line.id == kept:
                self.setCurrentIndex(self._visits.index(row, 0))

    @property
    def lines(self) -> tuple[VisitLine, ...]:
        """The visits on show."""
        return self._visits.lines

    def current_id(self) -> int | None:
        """The id of the chosen visit."""
        row = self.currentIndex().row()
        return self._visits.lines[row].id if 0 <= row < len(self._visits.lines) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._undo_current()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.indexAt(event.pos())
        if not index.isValid() or self._visits.lines[index.row()].undone:
            return
        self.setCurrentIndex(index)
        menu = QMenu(self)
        act = menu.addAction(icon("undo-2"), _("Take this visit back"))
        act.triggered.connect(self._undo_current)
        menu.exec(event.globalPos())
        menu.deleteLater()

    def _undo_current(self) -> None:
        row = self.currentIndex().row()
        if 0 <= row < len(self._visits.lines) and not self._visits.lines[row].undone:
            self.undo_wanted.emit(self._visits.lines[row].id)


class DayPanel(Card):
    """Today: three figures, the hours, a way in for newcomers, and who came."""

    newcomer_wanted = Signal()
    undo_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__(_("Today"))
        self.heads, self.acts, self.passed_on = (
            Figure(_("people received")), Figure(_("acts")), Figure(_("passed on")),
        )  # fmt: skip
        row = QHBoxLayout()
        for figure in (self.heads, self.acts, self.passed_on):
            row.addWidget(figure, 1)
        self.hours = HourBars()
        self.newcomer = Button(_("Newcomer"), icon="user-plus", key="Ctrl N")
        self.newcomer.clicked.connect(self.newcomer_wanted)
        self.list = VisitList()
        self.list.undo_wanted.connect(self.undo_wanted)
        self.nobody = Label(
            _("Nobody has been registered today. Type on the right what somebody comes for."),
            "small",
            "text2",
            wrap=True,
        )
        self.nobody.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.add(row)
        self.add(self.hours)
        self.add(self.newcomer)
        self.add(Divider())
        self.add(self.list, 1)
        self.add(self.nobody, 1)
        self.show_day(DayView(), 0)

    def show_day(self, day: DayView, hour: int) -> None:
        """Show how the day goes; ``hour`` is now."""
        self.heads.set_number(day.heads)
        self.acts.set_number(day.acts)
        self.passed_on.set_number(day.passed_on)
        self.hours.show_hours(day.by_hour, hour)
        self.list.show_lines(day.visits)
        self.list.setVisible(bool(day.visits))
        self.nobody.setVisible(not day.visits)
