"""The modules as a narrow list, 1 above 6 above X: choose one to see only its services."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from neighborcenter.kit.i18n import _
from neighborcenter.modules.queries import ModuleRow
from ui.kit.focus import ring
from ui.kit.labels import Label
from ui.kit.paint import fill, words
from ui.kit.theme import px, theme, theme_changed
from ui.modules.words import number_words, title_of


class ModuleButton(QAbstractButton):
    """One line: the color of the module, its name, how many services."""

    def __init__(self, name: str, color: str, count: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._color, self.count = color, count
        self.setText(name)
        self.setAccessibleName(name)
        self.setAccessibleDescription(_("{count} on offer").format(count=count))
        self.setToolTip(name)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        ring(self, 8)
        theme_changed.connect(self.restyle)

    def restyle(self) -> None:
        """Take sizes and colors of the theme again."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """A row of 36."""
        return QSize(px(160), px(36))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, bar, name, count."""
        painter, look, rect = QPainter(self), theme(), QRectF(self.rect())
        if self.isChecked():
            fill(painter, rect, px(8), look.tint)
        elif self.underMouse():
            fill(painter, rect, px(8), look.hover)
        if self._color:
            bar = QRectF(px(10), rect.center().y() - px(8), px(3.5), px(16))
            fill(painter, bar, px(1.75), look.category(self._color).bar)
        left = px(22) if self._color else px(10)
        room = rect.width() - left - px(46)
        ink = look.accent_text if self.isChecked() else look.text
        role = "body strong" if self.isChecked() else "body"
        words(painter, QRectF(left, 0, room, rect.height()), self.text(), role, ink)
        words(
            painter,
            QRectF(rect.width() - px(46), 0, px(36), rect.height()),
            str(self.count) if self.count else "",
            "small",
            look.text3,
            Qt.AlignmentFlag.AlignRight,
        )


class ModuleList(QScrollArea):
    """All modules with the number of their services; `chosen` carries an id, or None for all."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self._buttons: dict[int | None, ModuleButton] = {}
        self._chosen: int | None = None
        theme_changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Take sizes of the theme again."""
        self.setFixedWidth(px(196))

    def show_modules(self, modules: Sequence[ModuleRow], counts: Mapping[int, int]) -> None:
        """Show other modules; the choice stays if it is among them."""
        inside = QWidget()
        inside.setAutoFillBackground(False)
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, 0, px(4), 0)
        box.setSpacing(px(2))
        self._buttons = {}
        self._put(box, None, ModuleButton(_("All services"), "", sum(counts.values())))
        for number in ("1", "6", "X"):
            group = [m for m in modules if m.number == number]
            if not group:
                continue
            head = Label(number_words(number), "note", "text3")
            head.setContentsMargins(px(10), px(12), 0, px(2))
            box.addWidget(head)
            for module in group:
                button = ModuleButton(title_of(module), module.color, counts.get(module.id, 0))
                self._put(box, module.id, button)
        box.addStretch(1)
        self.setWidget(inside)
        if self._chosen not in self._buttons:
            self._chosen = None
        self._buttons[self._chosen].setChecked(True)

    def choose(self, module_id: int | None) -> None:
        """Choose a module as if it had been pressed."""
        if module_id in self._buttons:
            self._buttons[module_id].click()
        else:
            self._chosen = module_id

    def value(self) -> int | None:
        """The module chosen; None for all."""
        return self._chosen

    def _put(self, box: QVBoxLayout, module_id: int | None, button: ModuleButton) -> None:
        button.clicked.connect(lambda: self._on_pressed(module_id))
        self._buttons[module_id] = button
        box.addWidget(button)

    def _on_pressed(self, module_id: int | None) -> None:
        self._chosen = module_id
        self.chosen.emit(module_id)
