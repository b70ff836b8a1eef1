"""The keys of the open page, valid in the whole window (also while the caret is in the right-hand panel)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from ui.kit.actions import ActionSpec, make_action


class PageKeys(QObject):
    """Swaps the actions of the window when another page is opened."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._actions: list[QAction] = []

    def use(self, specs: Sequence[ActionSpec]) -> None:
        """Make these keys work, and no others."""
        for action in self._actions:
            self._window.removeAction(action)
            action.deleteLater()
        # Without pictures: nobody sees these actions.
        self._actions = [
            make_action(spec, self, picture=False) for spec in specs if spec.shortcut and spec.run is not None
        ]
        for action in self._actions:
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            self._window.addAction(action)
