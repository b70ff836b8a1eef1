"""Settings, Roles: a matrix of rights and roles; a click gives or takes a right."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelection,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from neighborcenter.accounts import queries, service
from neighborcenter.accounts.permissions import PERMISSION_NAMES, Permission
from neighborcenter.accounts.queries import RoleRow
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.problems import Problem, speak
from ui.kit.icons import paint_icon
from ui.kit.jobs import Command, Query
from ui.kit.labels import Label
from ui.kit.list_states import ListCard
from ui.kit.messages import toast
from ui.kit.page import Page
from ui.kit.paint import fill, outline, words
from ui.kit.theme import px, theme, theme_changed

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class RightsModel(QAbstractTableModel):
    """Rows are rights, columns roles."""

    toggled = Signal(int, str, bool)
    """role id, right, given"""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.roles: list[RoleRow] = []
        self.rights = list(Permission)

    def show(self, roles: list[RoleRow]) -> None:
        """Show these roles."""
        self.beginResetModel()
        self.roles = roles
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """Number of rights."""
        return 0 if parent.isValid() else len(self.rights)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        """Number of roles."""
        return 0 if parent.isValid() else len(self.roles)

    def has(self, index: _Index) -> bool:
        """Return True when the role of this column has the right of this row."""
        return str(self.rights[index.row()]) in self.roles[index.column()].permissions

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the tick, and a sentence for reading aloud."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if self.has(index) else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words_ = _("{role} may: {right}") if self.has(index) else _("{role} may not: {right}")
            right = _(PERMISSION_NAMES[self.rights[index.row()]])
            return words_.format(role=_(self.roles[index.column()].name), right=right)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the names of roles and rights."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return _(self.roles[section].name) if section < len(self.roles) else None
        return _(PERMISSION_NAMES[self.rights[section]])

    def toggle(self, index: _Index) -> None:
        """Ask to give or take a right."""
        if index.isValid():
            right = str(self.rights[index.row()])
            self.toggled.emit(self.roles[index.column()].id, right, not self.has(index))


class TickDelegate(QStyledItemDelegate):
    """Paints a tick in a small box."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Every cell is equally large."""
        return QSize(px(110), px(34))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one cell."""
        look, box = theme(), QRectF(option.rect)
        painter.fillRect(option.rect, look.surface)
        painter.setPen(look.border)
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        side = px(18)
        tick = QRectF(box.center().x() - side / 2, box.center().y() - side / 2, side, side)
        given = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        fill(painter, tick, px(4), look.accent if given else look.surface, None if given else look.outline)
        if given:
            paint_icon(painter, "check", look.on_accent, tick.adjusted(px(2), px(2), -px(2), -px(2)))
        if option.state & QStyle.StateFlag.State_HasFocus:
            outline(painter, tick.adjusted(-px(4), -px(4), px(4), px(4)), px(6), look.focus)


class Names(QHeaderView):
    """Names of roles above, of rights at the left."""

    def paintSection(self, painter: QPainter, rect: Any, section: int) -> None:
        """Paint one name."""
        look = theme()
        painter.fillRect(rect, look.surface)
        painter.setPen(look.border)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        text = str(self.model().headerData(section, self.orientation()))
        box = QRectF(rect).adjusted(px(12), 0, -px(4), 0)
        if self.orientation() == Qt.Orientation.Horizontal:
            words(painter, QRectF(rect), text, "note strong", look.text2, Qt.AlignmentFlag.AlignHCenter)
        else:
            words(painter, box, text, "body", look.text)


class Matrix(QTableView):
    """Click or Space ticks; arrows walk."""

    def __init__(self, model: RightsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rights = model
        self.setHorizontalHeader(Names(Qt.Orientation.Horizontal, self))
        self.setVerticalHeader(Names(Qt.Orientation.Vertical, self))
        self.setModel(model)
        self.setItemDelegate(TickDelegate(self))
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self.setAccessibleName(_("Rights of the roles"))
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        theme_changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Take sizes of the theme again."""
        self.verticalHeader().setDefaultSectionSize(px(34))
        self.verticalHeader().setFixedWidth(px(330))
        self.horizontalHeader().setFixedHeight(px(36))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click ticks."""
        super().mouseReleaseEvent(event)
        self.rights.toggle(self.indexAt(event.position().toPoint()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space or Enter tick."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return):
            self.rights.toggle(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Repaint the focus."""
        super().selectionChanged(selected, deselected)
        self.viewport().update()


class RolesSection(Page):
    """The matrix, saved tick by tick, each with undo."""

    key = "settings.roles"
    title = N_("Roles")
    watches = frozenset({"role", "role_permission"})

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = RightsModel(self)
        card = ListCard(self)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(px(8), px(8), px(8), px(8))
        self.matrix = Matrix(self.model)
        inside.addWidget(self.matrix)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(12))
        box.addWidget(Label(_("A tick holds from the person's next sign-in."), "small", "text2"))
        box.addWidget(card, 1)
        self.model.toggled.connect(self._on_toggled)

    def reload(self) -> None:
        """Read the roles."""
        Query(self, queries.roles).then(self._show).start()

    def _show(self, roles: list[RoleRow]) -> None:
        at = self.matrix.currentIndex()
        self.model.show(roles)
        self.matrix.setCurrentIndex(self.model.index(max(at.row(), 0), max(at.column(), 0)))

    def begin(self) -> None:
        """Put the focus on the matrix."""
        self.matrix.setFocus()

    def _on_toggled(self, role_id: int, right: str, given: bool) -> None:
        role = next(row for row in self.model.roles if row.id == role_id)
        wanted = role.permissions | {right} if given else role.permissions - {right}

        def undo() -> None:
            Command(self, lambda work: service.set_role_permissions(work, role_id, role.permissions)).start()

        words_ = _("{role} may now: {right}") if given else _("{role} may no longer: {right}")
        said = words_.format(role=_(role.name), right=_(PERMISSION_NAMES[Permission(right)]))
        Command(self, lambda work: service.set_role_permissions(work, role_id, frozenset(wanted))).then(
            lambda _done: toast(said, undo=undo)
        ).failed(self._on_problems).start()

    def _on_problems(self, problems: tuple[Problem, ...]) -> None:
        toast(" ".join(speak(problem) for problem in problems), icon="circle-alert")
