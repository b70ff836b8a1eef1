"""What a booking takes besides its room: more rooms, equipment, staff — found by initials, kept as chips.

“yx2” finds two 音响: the letters name the thing, the figure behind them says how many.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from neighborcenter.kit.i18n import _
from neighborcenter.kit.matching import matched
from ui.booking.things import Extras, Thing
from ui.kit.chip_flow import ChipFlow
from ui.kit.chips import Chip
from ui.kit.inputs import PinyinLineEdit
from ui.kit.suggest import Suggestion, SuggestList
from ui.kit.theme import px

COUNT = re.compile(r"^(?P<name>.*?\D)\s*[×*]?\s*(?P<count>\d{1,3})$")
MOST = 999


class ThingChip(Chip):
    """One thing with its number: + and − change it, Delete takes it away."""

    counted = Signal()

    def __init__(self, thing: Thing, count: int, parent: QWidget | None = None) -> None:
        super().__init__(thing.name, icon=thing.icon, checkable=False, removable=True, parent=parent)
        self.thing, self.count = thing, count
        self._say()

    def change(self, step: int) -> None:
        """More or fewer of it, between one and all there are."""
        after = min(max(self.count + step, 1), self.thing.quantity)
        if after != self.count:
            self.count = after
            self._say()
            self.counted.emit()

    def _say(self) -> None:
        many = self.thing.kind == "equipment"
        self.setText(f"{self.thing.name} ×{self.count}" if many else self.thing.name)
        self.setAccessibleName(self.text())
        if many:
            self.setToolTip(_("+ and − change the number, Delete takes it away"))
        self.updateGeometry()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """+ and − count."""
        if event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Up):
            self.change(1)
        elif event.key() in (Qt.Key.Key_Minus, Qt.Key.Key_Down):
            self.change(-1)
        else:
            super().keyPressEvent(event)


class ExtrasField(QWidget):
    """A search box over rooms, equipment and staff; what is taken stands below as chips."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._things: tuple[Thing, ...] = ()
        self.box = PinyinLineEdit(_("Room, equipment or person, e.g. yx2"), icon="plus")
        self.list = SuggestList(self.box, rows=6)
        self.list.digits_take = False
        self.flow = ChipFlow()
        self.flow.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(6))
        layout.addWidget(self.box)
        layout.addWidget(self.flow)
        self.setFocusProxy(self.box)
        self.box.queryChanged.connect(self._on_query)
        self.list.chosen.connect(lambda item: self.add(*item.data))

    @property
    def chips(self) -> list[ThingChip]:
        """What is taken."""
        return [chip for chip in self.flow.chips if isinstance(chip, ThingChip)]

    def set_things(self, things: Sequence[Thing]) -> None:
        """What can be chosen."""
        self._things = tuple(things)

    def value(self) -> Extras:
        """What was chosen."""
        chips = self.chips
        return Extras(
            tuple(chip.thing.id for chip in chips if chip.thing.kind == "room"),
            tuple((chip.thing.id, chip.count) for chip in chips if chip.thing.kind != "room"),
        )

    def set_value(self, value: Extras | None) -> None:
        """Show a choice without telling anybody."""
        wanted = value or Extras()
        rooms, counts = set(wanted.rooms), dict(wanted.resources)
        self._show(
            ThingChip(thing, counts.get(thing.id, 1))
            for thing in self._things
            if (thing.id in rooms if thing.kind == "room" else thing.id in counts)
        )
        self.box.clear()

    def add(self, thing: Thing, count: int = 1) -> None:
        """Take one more thing, or more of one that is taken already."""
        chip = next((chip for chip in self.chips if chip.thing == thing), None)
        if chip is not None:
            chip.change(count)
        else:
            self._show([*self.chips, ThingChip(thing, min(count, thing.quantity))])
        self.box.clear()
        self.changed.emit()

    def live_hint(self) -> str:
        return ""

    def trouble(self) -> str:
        return ""

    def set_state(self, state: str) -> None:
        self.box.set_state(state)

    def _show(self, chips: Iterable[ThingChip]) -> None:
        shown = list(chips)
        for chip in shown:
            if chip not in self.chips:
                chip.removed.connect(lambda chip=chip: self._on_removed(chip))
                chip.counted.connect(self.changed)
        self.flow.set_chips(shown)

    def _on_removed(self, chip: ThingChip) -> None:
        self._show([other for other in self.chips if other is not chip])
        self.box.setFocus()
        self.changed.emit()

    def _on_query(self, query: str) -> None:
        name, count = counted(query)
        found = [thing for thing in self._things if name and matched(thing.name, name)]
        found.sort(key=lambda thing: matched(thing.name, name)[0])
        self.list.set_items([suggestion(thing, count) for thing in found], name)


def counted(typed: str) -> tuple[str, int]:
    """The name and the number in what was typed: "yx2" is two of yx, a number alone is a name."""
    found = COUNT.match(typed.strip())
    if found is None:
        return typed.strip(), 1
    return found["name"].strip(" ×*"), min(max(int(found["count"]), 1), MOST)


def suggestion(thing: Thing, count: int) -> Suggestion:
    """A row of the list."""
    number = min(count, thing.quantity)
    title = f"{thing.name} ×{number}" if thing.kind == "equipment" else thing.name
    kinds = {"room": _("Room"), "staff": _("On the staff"), "equipment": _("Equipment")}
    colors = {"room": "activity", "staff": "service"}
    return Suggestion(
        title,
        thing.note,
        kind=kinds[thing.kind],
        icon=thing.icon,
        category=colors.get(thing.kind, "lending"),
        data=(thing, number),
    )
