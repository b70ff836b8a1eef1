"""What rosters are made from, in one tab: teams, posts, needs, routes, insurance, days on which nobody is asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import N_, _
from ui.kit.actions import ActionSpec
from ui.kit.buttons import Segmented
from ui.kit.page import Stop
from ui.volunteers.basics.needs import NeedsPart
from ui.volunteers.basics.off_days import OffDaysPart
from ui.volunteers.basics.part import Part
from ui.volunteers.basics.policies import PoliciesPart
from ui.volunteers.basics.posts import PostsPart
from ui.volunteers.basics.routes import RoutesPart
from ui.volunteers.basics.teams import TeamsPart
from ui.volunteers.tab import Tab

PARTS: tuple[tuple[str, str, Callable[[], Part]], ...] = (
    ("teams", N_("Teams"), TeamsPart),
    ("posts", N_("Posts"), PostsPart),
    ("needs", N_("Needs"), NeedsPart),
    ("routes", N_("Patrol routes"), RoutesPart),
    ("policies", N_("Insurance"), PoliciesPart),
    ("off_days", N_("Days nobody is asked"), OffDaysPart),
)


class BasicsTab(Tab):
    """One list at a time; Alt+Shift+1 to 6 change it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: dict[str, Part] = {}
        self.lists = Segmented([(key, _(name)) for key, name, _made in PARTS], name=_("Lists"))
        self.stack = QStackedWidget()
        row = QHBoxLayout()
        row.addWidget(self.lists)
        row.addStretch(1)
        self.box.addLayout(row)
        self.box.addWidget(self.stack, 1)
        self.lists.chosen.connect(self.show_part)
        self._turn()

    def part(self, key: str = "") -> Part:
        """The list shown, or the one with this key, built when it is first wanted."""
        wanted = key or self.lists.current
        found = self._parts.get(wanted)
        if found is None:
            made = next(made for name, _words, made in PARTS if name == wanted)
            found = self._parts[wanted] = made()
            found.panel_wanted.connect(self.panel_wanted)
            found.person_wanted.connect(lambda ref: self.tab_wanted.emit("people", ref))
            self.stack.addWidget(found)
        return found

    def show_part(self, key: str) -> None:
        """Show another list."""
        self.close_panel()
        self.lists.set_current(key)
        self._turn()
        self.part().reload()
        self.part().begin()
        page = self.page()
        if page is not None:
            page.main_button = self.main_button
            page.actions_changed.emit()

    def _turn(self) -> None:
        part = self.part()
        self.stack.setCurrentWidget(part)
        self.main_button = part.new

    def reload(self) -> None:
        """Read the list shown again."""
        self.part().reload()

    def begin(self) -> None:
        """The caret stands in the search line."""
        self.part().begin()

    def open(self, target: Any) -> None:
        """The key of a list, or (key, id)."""
        key, ref = target if isinstance(target, tuple) else (target, None)
        self.show_part(str(key))
        if ref is not None:
            self.part().show_row(int(ref))

    def remember(self) -> dict[str, Any]:
        """Which list is shown."""
        return {"list": self.lists.current}

    def recall(self, state: dict[str, Any]) -> None:
        """Take back what `remember` returned."""
        if state.get("list") in {key for key, _name, _made in PARTS}:
            self.lists.set_current(state["list"])
            self._turn()

    def action_specs(self) -> Sequence[ActionSpec]:
        """What can be done here."""
        write, part = Permission.VOLUNTEERS_WRITE, self.part()
        walks = [
            ActionSpec(
                f"volunteers.list_{key}", name, "list", f"Alt+Shift+{at}", run=partial(self.show_part, key)
            )
            for at, (key, name, _made) in enumerate(PARTS, 1)
        ]
        own = []
        if isinstance(part, PoliciesPart):
            own.append(
                ActionSpec(
                    "volunteers.insured",
                    N_("Print the list of insured people"),
                    "printer",
                    "F8",
                    needs="selection",
                    run=part.print_current,
                )
            )
        return (
            *walks,
            *own,
            ActionSpec("volunteers.new", N_("Add here"), "plus", "Ctrl+N", write, run=part.add),
            ActionSpec("volunteers.edit", N_("Change"), "pencil", "Ctrl+E", write, "selection", run=part.change),
            ActionSpec("volunteers.find", N_("Find in this list"), "search", "Ctrl+F", run=self.begin),
            ActionSpec("volunteers.print", N_("Print this list"), "printer", "Ctrl+P", Permission.EXPORT, run=part.table.print_list),
        )  # fmt: skip

    def tour_stops(self) -> Sequence[Stop]:
        """Each list with its first row and its editor."""
        stops: list[Stop] = []
        for key, _name, _made in PARTS:
            stops.append(Stop(key, partial(self.show_part, key)))
            if key != "off_days":
                stops.append(Stop(f"{key}-row", lambda: self.part().first_row()))
                stops.append(Stop(f"{key}-edit", lambda: self.part().change()))
        stops.append(Stop("off_days-new", lambda: self.part().add()))
        stops.append(Stop("closed", self.close_panel))
        return stops
