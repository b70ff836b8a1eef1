"""The same search on every page, panel and dialog: what is shown, hinted, said to screen readers or offered."""

from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from neighborcenter.backend import Backend
from neighborcenter.booking import cancel_service
from neighborcenter.kit.actor import Actor
from tests.reliability.planted import leaks, plant
from tests.support.builders import Builders
from ui import tour

pytestmark = pytest.mark.long

ROLES = (
    Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.AccessibleDescriptionRole, Qt.ItemDataRole.UserRole,
)  # fmt: skip
SAYINGS = (
    "text", "toPlainText", "toolTip", "statusTip", "whatsThis", "accessibleName", "accessibleDescription",
    "placeholderText", "windowTitle", "currentText", "title", "hint",
)  # fmt: skip
SPOKEN = (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value, QAccessible.Text.Help)


def words_on(widget: QWidget) -> list[str]:
    """Everything a widget says by itself or to a screen reader, and the rows of a list's model."""
    found = []
    for name in SAYINGS:
        say = getattr(widget, name, None)
        if callable(say):
            try:
                found.append(str(say()))
            except TypeError:
                continue
    spoken = QAccessible.queryAccessibleInterface(widget)
    if spoken is not None:
        found += [spoken.text(kind) for kind in SPOKEN]
    if isinstance(widget, QAbstractItemView) and (model := widget.model()) is not None:
        found += cells(model)
    return found


def cells(model: QAbstractItemModel) -> list[str]:
    """What a model hands out for its first rows, in every role that is words."""
    top = QModelIndex()
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(top)
    return [
        str(model.data(model.index(row, column, top), role))
        for row in range(min(model.rowCount(top), 50))
        for column in range(columns)
        for role in ROLES
    ]


@pytest.mark.parametrize("role", ["front_desk", "manager", "administrator"])
def test_no_screen_shows_a_full_number(
    backend: Backend, actor: Actor, make: Builders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, role: str
) -> None:
    it = plant(backend, actor, make)
    with backend.work(actor) as work:
        cancelled = cancel_service.cancel_occurrence(work, it.occurrence, "停电")
        cancel_service.restore(work, cancelled.occurrence_ids)
    found: dict[str, list[str]] = {}
    seen: list[str] = []

    def look(self: tour.Tour, name: str, _widget: QWidget | None = None) -> None:
        self.settle()
        shown = [widget for widget in QApplication.allWidgets() if widget.isVisible()]
        words = [word for widget in shown for word in words_on(widget)]
        seen.extend(words)
        if some := leaks("\n".join(words)):
            found[name] = some

    monkeypatch.setattr(tour.Tour, "take", look)
    tour.take(backend, make.actor_as(role), tmp_path)
    assert not found
    assert "王桂兰" in "".join(seen)
    assert "138****0421" in "".join(seen)
