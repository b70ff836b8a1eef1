"""The menus of the calendar's head: what it is narrowed to, and which layers lie over it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget

from neighborcenter.booking.kinds import BookingKind
from neighborcenter.booking.texts import kind_name
from neighborcenter.kit.i18n import _
from ui.booking.feed import SHORT, CalendarView
from ui.booking.wanted import Layer, Wanted, layer_name

SEATS = (10, 20, 30, 50, 80)


class StayingMenu(QMenu):
    """A menu of switches: pressing one leaves it open, so that several can be switched."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Switch what lies under the pointer."""
        if not self._switch():
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Enter switch, Esc closes."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._switch():
            return
        super().keyPressEvent(event)

    def _switch(self) -> bool:
        action = self.activeAction()
        if action is None or not action.isCheckable():
            return False
        action.trigger()
        return True


def layer_menu(owner: QWidget, layers: frozenset[Layer], switched: Callable[[Layer, bool], None]) -> QMenu:
    """One switch for each layer."""
    menu = StayingMenu(owner)
    for layer in Layer:
        if layer is Layer.RESOURCES:
            menu.addSeparator()
        entry = menu.addAction(layer_name(layer))
        entry.setCheckable(True)
        entry.setChecked(layer in layers)
        entry.toggled.connect(lambda on, layer=layer: switched(layer, on))
    return menu


def filter_menu(
    owner: QWidget, view: CalendarView, wanted: Wanted, narrowed: Callable[[Wanted], None]
) -> QMenu:
    """Equipment, seats, kind, floor, site; one answer of each, pressing it again takes it away."""
    menu = QMenu(owner)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def ask(
        title: str, answers: Sequence[tuple[object, str]], now: object, made: Callable[..., Wanted]
    ) -> None:
        if not answers:
            return
        part = menu.addMenu(title)
        for value, name in answers:
            entry = part.addAction(name)
            entry.setCheckable(True)
            entry.setChecked(value == now)
            entry.triggered.connect(lambda on, value=value: narrowed(made(value if on else None)))

    equipment = [(one, one) for one in view.equipment]
    ask(_("Equipment"), equipment, wanted.equipment, lambda v: replace(wanted, equipment=v or ""))
    seats = [(count, _("{count} seats or more").format(count=count)) for count in SEATS]
    ask(_("Seats"), seats, wanted.seats, lambda v: replace(wanted, seats=v or 0))
    kinds = [(kind, kind_name(kind)) for kind in BookingKind]
    ask(_("Kind"), kinds, wanted.kind, lambda v: replace(wanted, kind=v))
    floors = [(floor, floor) for floor in view.floors] if len(view.floors) > 1 else []
    ask(_("Floor"), floors, wanted.floor, lambda v: replace(wanted, floor=v or ""))
    ask(_("Site"), list(view.sites), wanted.site, lambda v: replace(wanted, site=v))
    everything = menu.addAction(_("Show everything"))
    everything.setEnabled(wanted != Wanted())
    everything.triggered.connect(lambda _checked=False: narrowed(Wanted()))
    menu.addSeparator()
    return menu


def wanted_words(wanted: Wanted, view: CalendarView) -> str:
    """The filter in a few words, for its button."""
    site = dict(view.sites).get(wanted.site, "") if wanted.site is not None else ""
    parts = [
        wanted.whose.name if wanted.whose else "",
        wanted.equipment,
        _("{count} seats or more").format(count=wanted.seats) if wanted.seats else "",
        _(SHORT[wanted.kind]) if wanted.kind else "",
        wanted.floor,
        site,
    ]
    return " · ".join(part for part in parts if part)
