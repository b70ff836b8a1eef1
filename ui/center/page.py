"""The settings: a list of sections at the left, the open section beside it. Sections are imported when opened."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from neighborcenter.kit.i18n import N_, _
from ui.kit.actions import ActionSpec
from ui.kit.focus import ring
from ui.kit.icons import paint_icon
from ui.kit.jobs import may
from ui.kit.page import Page, Stop
from ui.kit.paint import fill, words
from ui.kit.places import SETTINGS, PageSpec
from ui.kit.tall import TallBox
from ui.kit.theme import mode, px, theme, theme_changed


def list_width() -> int:
    """The width of the list of sections; in elder mode only what its words need."""
    return px(150 if mode() == "elder" else 190)


class SectionButton(QAbstractButton):
    """One section: icon and words."""

    def __init__(self, spec: PageSpec, parent: QWidget) -> None:
        super().__init__(parent)
        self.spec = spec
        self.setText(spec.name())
        self.setAccessibleName(spec.name())
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        ring(self, 8)

    def sizeHint(self) -> QSize:
        """A row of 40 px."""
        return QSize(px(190), px(40))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the row."""
        painter, look, box = QPainter(self), theme(), QRectF(self.rect())
        chosen = self.isChecked()
        if chosen or self.underMouse():
            fill(painter, box, px(8), look.tint if chosen else look.hover)
        ink = look.accent_text if chosen else look.text2
        side = px(18)
        icon_box = QRectF(box.left() + px(12), box.center().y() - side / 2, side, side)
        paint_icon(painter, self.spec.icon, ink, icon_box)
        left = icon_box.right() + px(10)
        line = QRectF(left, box.top(), box.right() - left - px(6), box.height())
        words(painter, line, self.text(), "body strong" if chosen else "body", ink if chosen else look.text)
        painter.end()


class SectionList(QWidget):
    """The list of sections; arrows walk in it."""

    chosen = Signal(str)

    def __init__(self, specs: list[PageSpec], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Sections"))
        self.buttons = {spec.key: SectionButton(spec, self) for spec in specs}
        self._box = QVBoxLayout(self)
        for key, button in self.buttons.items():
            self._box.addWidget(button)
            button.clicked.connect(lambda _checked=False, at=key: self.chosen.emit(at))
        self._box.addStretch(1)
        theme_changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Take sizes of the theme again."""
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(px(2))
        self.setFixedWidth(list_width())
        for button in self.buttons.values():
            button.setFixedHeight(px(40))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with the arrows."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        buttons = list(self.buttons.values())
        at = next((place for place, button in enumerate(buttons) if button.hasFocus()), None)
        if step is None or at is None:
            super().keyPressEvent(event)
            return
        button = buttons[(at + step) % len(buttons)]
        button.setFocus(Qt.FocusReason.TabFocusReason)
        button.click()


class SettingsPage(Page):
    """Everything that is decided once and changed seldom."""

    key = "settings"
    title = N_("Settings")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.specs = {spec.key: spec for spec in SETTINGS if spec.exists() and may(spec.permission)}
        self.sections: dict[str, Page] = {}
        self.list = SectionList(list(self.specs.values()), self)
        self.stack = QStackedWidget(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._side = TallBox(self)
        self._side.put(self.list)
        self._row.addWidget(self._side)
        self._row.addWidget(self.stack, 1)
        self._first = next(iter(self.specs), "")
        self.list.chosen.connect(self.open)
        theme_changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Take sizes of the theme again."""
        self._row.setSpacing(px(24))
        self._side.setFixedWidth(list_width() + px(8))

    def open(self, target: Any) -> None:
        """Open a section by its key, or (key, what it shall show)."""
        key, inside = target if isinstance(target, tuple) else (str(target), None)
        if key not in self.specs:
            return
        section = self.sections.get(key) or self._make(key)
        if self.stack.currentWidget() is not section:
            self.close_panel()
        self.stack.setCurrentWidget(section)
        self.list.buttons[key].setChecked(True)
        self._side.ensureWidgetVisible(self.list.buttons[key])
        self._first = key
        self.set_note(self.specs[key].name())
        self.actions_changed.emit()
        section.begin()
        if inside is not None:
            section.open(inside)

    def _make(self, key: str) -> Page:
        section = self.sections[key] = self.specs[key].make()
        section.panel_wanted.connect(self.panel_wanted)
        section.go_to.connect(self.go_to)
        self.stack.addWidget(section)
        return section

    def begin(self) -> None:
        """Open the section of last time."""
        if self._first:
            self.open(self._first)

    def on_changed(self, tables: frozenset[str], initiator: object) -> None:
        """Pass touched tables on to the sections."""
        for section in self.sections.values():
            section.on_changed(tables, initiator)

    def mark_stale(self) -> None:
        """Refresh: read the open section again."""
        section = self.stack.currentWidget()
        if isinstance(section, Page):
            section.mark_stale()

    def action_specs(self) -> Sequence[ActionSpec]:
        """Return what can be done in the open section."""
        section = self.stack.currentWidget()
        return section.action_specs() if isinstance(section, Page) else ()

    def tour_stops(self) -> Sequence[Stop]:
        """Every section, and what each of them opens."""
        stops = []
        for key in self.specs:
            stops.append(Stop(key.rpartition(".")[2], partial(self.open, key)))
            section = self.sections.get(key) or self._make(key)
            stops += section.tour_stops()
        return stops

    def remember(self) -> dict[str, Any]:
        """Keep which section is open."""
        return {"section": self._first}

    def recall(self, state: dict[str, Any]) -> None:
        """Open it again next time."""
        if state.get("section") in self.specs:
            self._first = str(state["section"])
