"""How the grid is painted: heads of days and rows, shaded cells, names with their marks, gaps."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from neighborcenter.kit.i18n import _
from neighborcenter.kit.speech import say_day, say_weekday
from neighborcenter.volunteers.roster_kinds import Level
from ui.kit.icons import paint_icon
from ui.kit.paint import hatch, width_of
from ui.kit.rare import ensure
from ui.kit.theme import px, theme
from ui.kit.timeline.lettering import text_height, write
from ui.volunteers.roster.layout import OPEN_SHIFTS, Cell, Part
from ui.volunteers.roster.model import CELL_ROLE, TOTAL_ROLE, AnyIndex, RosterModel

LINE = 22
HEAD = 44
ROW_HEAD = 178
TOTAL = 112
PAD = 4
_MARKS = {Level.BLOCK: "circle-alert", Level.WARN: "triangle-alert", Level.NOTE: "info"}


def row_height(lines: int, *, note: bool) -> int:
    """How high a row with so many lines is."""
    return max(px(LINE) * lines + 2 * px(PAD), px(44) if note else px(32))


def line_at(cell: QRect, y: int) -> int:
    """Which line of a cell lies at a height."""
    return max(0, (y - cell.top() - px(PAD)) // px(LINE))


class CellPainter(QStyledItemDelegate):
    """Paints one cell. `part` and `current` say where the cursor is; `drop` is (row, column, allowed) of a drag."""

    part = 0
    drop: tuple[int, int, bool] | None = None
    today: date | None = None

    def sizeHint(self, _option: QStyleOptionViewItem, _index: AnyIndex) -> QSize:
        """Rows are given their height by the grid."""
        return QSize(px(80), px(LINE))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """One cell: its ground, its lines, its hairlines, and the cursor."""
        model = index.model()
        assert isinstance(model, RosterModel)
        box, look = QRectF(option.rect), theme()
        state = option.state
        painter.save()
        painter.setClipRect(box)
        if model.is_total(index.column()):
            self._total(painter, box, index.data(TOTAL_ROLE))
        else:
            assert model.layout_shown is not None
            day = model.layout_shown.roster.days[index.column()]
            cell: Cell = index.data(CELL_ROLE)
            self._ground(painter, box, cell, day, chosen=bool(state & QStyle.StateFlag.State_Selected))
            focused = bool(state & QStyle.StateFlag.State_HasFocus)
            self._lines(painter, box, cell, focused=focused)
            if focused and not cell.parts:
                _cursor(painter, box.adjusted(1, 1, -1, -1))
        if self.drop is not None and self.drop[:2] == (index.row(), index.column()):
            _cursor(painter, box.adjusted(1, 1, -1, -1), look.focus if self.drop[2] else look.accent_text)
        _hairlines(painter, box)
        painter.restore()

    def _ground(self, painter: QPainter, box: QRectF, cell: Cell, day: date, *, chosen: bool) -> None:
        look = theme()
        ground = look.weekend if day.weekday() > 4 else look.surface
        if cell.shade in ("cannot", "not_offered"):
            ground = look.sunken
        painter.fillRect(box, look.tint if chosen else ground)
        if cell.shade in ("leave", "cannot"):
            painter.fillRect(box, QBrush(_hatched(look.category("closed").bar.name())))
        elif cell.shade in ("wish", "avoid"):
            bar = look.category("service" if cell.shade == "wish" else "notice").bar
            painter.fillRect(QRectF(box.left(), box.bottom() - px(3), box.width(), px(3)), bar)

    def _lines(self, painter: QPainter, box: QRectF, cell: Cell, *, focused: bool) -> None:
        top = box.top() + px(PAD)
        for at, part in enumerate(cell.parts):
            line = QRectF(box.left() + px(3), top + 1, box.width() - px(6), px(LINE) - 2)
            if line.top() > box.bottom():
                break
            _part(painter, line, part)
            if focused and at == min(self.part, len(cell.parts) - 1):
                _cursor(painter, line)
            top += px(LINE)

    def _total(self, painter: QPainter, box: QRectF, total: tuple[str, str]) -> None:
        look = theme()
        painter.fillRect(box, look.sunken)
        left, room = box.left() + px(10), box.width() - px(16)
        high = text_height("small", px(100))
        top = box.center().y() - (high if total[1] else high / 2)
        write(painter, left, top, total[0], "small strong", look.text2, room)
        if total[1]:
            write(painter, left, top + high, total[1], "mark", look.text3, room)


def _part(painter: QPainter, line: QRectF, part: Part) -> None:
    look = theme()
    ensure(part.text)
    if part.volunteer_id is None:
        ink = look.accent_text if part.below else look.text3
        painter.setPen(QPen(ink, 1, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(line.adjusted(0.5, 0.5, -0.5, -0.5), px(4), px(4))
        _word(painter, line.adjusted(px(7), 0, -px(4), 0), part.text, ink)
        return
    blocked = part.level is Level.BLOCK
    kind = look.category("closed" if part.standby else "course" if part.lead else "activity")
    painter.fillRect(line, look.category("party").fill if blocked else kind.fill)
    # Whole: published. In pieces: not known to anybody yet.
    pieces = ((0.0, 1.0),) if part.published else ((0.0, 0.25), (0.38, 0.25), (0.75, 0.25))
    for top, share in pieces:
        bar = QRectF(line.left(), line.top() + top * line.height(), px(3), share * line.height())
        painter.fillRect(bar, kind.bar)
    right = line.right() - px(2)
    for icon, color in _icons(part):
        side = px(13)
        right -= side + px(2)
        paint_icon(painter, icon, color, QRectF(right, line.center().y() - side / 2, side, side))
    ink = look.accent_text if blocked else kind.text
    _word(
        painter,
        QRectF(line.left() + px(7), line.top(), right - line.left() - px(7), line.height()),
        part.text,
        ink,
    )


def _icons(part: Part) -> list[tuple[str, QColor]]:
    look = theme()
    found: list[tuple[str, QColor]] = []
    if part.level is Level.BLOCK:
        found.append((_MARKS[Level.BLOCK], look.accent_text))
    elif part.level is Level.WARN:
        found.append((_MARKS[Level.WARN], look.category("notice").bar))
    elif part.level is Level.NOTE:
        found.append((_MARKS[Level.NOTE], look.text3))
    if part.pinned:
        found.append(("pin", look.text2))
    if part.lead:
        found.append(("flag", look.category("course").bar))
    if part.standby:
        found.append(("timer", look.text3))
    return found


def _word(painter: QPainter, room: QRectF, text: str, ink: QColor) -> None:
    top = room.center().y() - text_height("note", px(100)) / 2
    write(painter, room.left(), top, text, "note", ink, room.width())


def _cursor(painter: QPainter, box: QRectF, color: QColor | None = None) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(color or theme().focus, px(2)))
    painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), px(4), px(4))


def _hairlines(painter: QPainter, box: QRectF) -> None:
    """The edge below and the one at the right, inside the box."""
    right, bottom = box.right() - 1, box.bottom() - 1
    painter.fillRect(QRectF(box.left(), bottom, box.width(), 1), theme().border)
    painter.fillRect(QRectF(right, box.top(), 1, box.height()), theme().border)


@lru_cache(maxsize=8)
def _hatched(color: str) -> QPixmap:
    return hatch(QColor(color))


class DayHead(QHeaderView):
    """Weekday and day; today in the accent, how many are missing below."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.today: date | None = None
        self.setSectionsClickable(False)

    def sizeHint(self) -> QSize:
        """One height for all."""
        return QSize(px(80), px(HEAD))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """The head of one day, or of the sums."""
        model, look = self.model(), theme()
        assert isinstance(model, RosterModel)
        box = QRectF(rect)
        painter.fillRect(box, look.surface)
        _hairlines(painter, box)
        shown = model.layout_shown
        left, room = box.left() + px(8), box.width() - px(10)
        if shown is None:
            return
        if model.is_total(section):
            write(painter, left, box.center().y() - px(9), _("In all"), "small strong", look.text2, room)
            return
        day = shown.roster.days[section]
        is_today = day == self.today
        ink = look.accent_text if is_today else look.text2
        write(painter, left, box.top() + px(4), say_weekday(day), "note", ink, room)
        role = "small strong" if not is_today else "small bold"
        said = say_day(day)
        if width_of(say_day(day.replace(day=28)), role) > room:
            said = _("{day:02d}").format(day=day.day)  # the heading above names the month
        write(painter, left, box.top() + px(21), said, role, look.text if not is_today else ink, room)


class RowHead(QHeaderView):
    """Who or what a row is, with a small second line."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setSectionsClickable(False)
        self.setMinimumSectionSize(px(24))

    def sizeHint(self) -> QSize:
        """One width for all."""
        return QSize(px(ROW_HEAD), px(40))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """The head of one row."""
        model, look = self.model(), theme()
        assert isinstance(model, RosterModel)
        box = QRectF(rect)
        painter.fillRect(box, look.surface)
        _hairlines(painter, box)
        if model.layout_shown is None or section >= len(model.layout_shown.rows):
            return
        row = model.layout_shown.rows[section]
        left, room = box.left() + px(10), box.width() - px(16)
        ensure(row.title)
        ink = look.accent_text if row.kind == OPEN_SHIFTS else look.text
        high = text_height("small", px(100))
        middle = box.top() + min(box.height(), px(48)) / 2
        top = middle - (high if row.note else high / 2)
        write(painter, left, top, row.title, "small strong", ink, room)
        if row.note:
            write(painter, left, top + high, row.note, "note", look.text3, room)
