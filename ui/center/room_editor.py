"""One room in the panel: its data, its parts, in use or not."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.center import service
from neighborcenter.center.drafts import RoomDraft
from neighborcenter.center.queries import RoomRow, SiteRow
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Problem
from ui.kit.buttons import Button
from ui.kit.cards import Divider
from ui.kit.fields import ChoiceField, FlagField, LongTextField, NumberField, TextField
from ui.kit.form import Field, Form
from ui.kit.jobs import Command, may
from ui.kit.labels import Label
from ui.kit.messages import toast
from ui.kit.section import row_of


class RoomEditor(QWidget):
    """Adds a room (row None) or changes one."""

    done = Signal()
    divide_wanted = Signal(object)

    def __init__(
        self, row: RoomRow | None, sites: tuple[SiteRow, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.row = row
        self.setWindowTitle(row.name if row is not None else _("New room"))
        self.form = Form()
        add = self.form.add
        add("name", Field(_("Room name"), TextField(), required=True))
        add("site_id", Field(_("Site"), ChoiceField([(site.id, site.name) for site in sites])))
        add("capacity", Field(_("Seats"), NumberField(maximum=5000)))
        add("floor", Field(_("Floor"), TextField()))
        add("accessible", Field("", FlagField(_("Step-free, also by wheelchair"))))
        add("equipment", Field(_("Equipment"), TextField(), _("Separate with 、")))
        add("note", Field(_("Note"), LongTextField(lines=2)))
        self.save = Button(_("Save"), "primary", "check", main=True)
        self.save.clicked.connect(self._on_save)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.form)
        if row is not None:
            box.addWidget(Divider())
            box.addLayout(row_of(*self._other_buttons(row), stretch_first=False))
        box.addStretch(1)
        self.foot = self.save
        self._fill(sites)
        self.setEnabled(may(Permission.CENTER_WRITE))

    def _fill(self, sites: tuple[SiteRow, ...]) -> None:
        row = self.row
        if row is None:
            self.form.set_values({"site_id": sites[0].id if sites else None})
            return
        values = {
            name: getattr(row, name)
            for name in ("name", "site_id", "capacity", "floor", "accessible", "note")
        }
        self.form.set_values(values | {"equipment": _(", ").join(row.equipment)})

    def _other_buttons(self, row: RoomRow) -> list[Button]:
        buttons = []
        if not row.parts and not row.retired:
            divide = Button(_("Divide"), icon="split")
            divide.clicked.connect(lambda: self.divide_wanted.emit(row))
            buttons.append(divide)
        switch = Button(_("Use again"), icon="rotate-ccw") if row.retired else Button(
            _("Take out of use"), "danger", "ban"
        )  # fmt: skip
        switch.clicked.connect(self._on_switch)
        return [*buttons, switch]

    def begin(self) -> None:
        """Put the caret into the name."""
        self.form.focus_first()

    def draft(self) -> RoomDraft:
        """Return what has been typed."""
        values = self.form.values()
        equipment = tuple(
            part.strip() for part in values["equipment"].replace(",", "、").split("、") if part.strip()
        )
        return RoomDraft(**(values | {"equipment": equipment, "capacity": int(values["capacity"] or 0)}))

    def _finish(self, said: str, undo: Any = None) -> None:
        toast(said, undo=undo)
        self.done.emit()

    def _on_save(self) -> None:
        if not self.form.check():
            return
        draft, row = self.draft(), self.row

        def act(work: object) -> None:
            if row is None:
                service.open_room(work, draft)  # type: ignore[arg-type]
            else:
                service.change_room(work, row.id, draft, version=row.version)  # type: ignore[arg-type]

        self.save.set_busy(True)
        Command(self, act).then(lambda _done: self._on_saved(draft.name)).failed(
            self.form.set_problems
        ).finally_(lambda: self.save.set_busy(False)).start()

    def _on_saved(self, name: str) -> None:
        toast(_("Saved: {name}").format(name=name))
        self.done.emit()

    def _on_switch(self) -> None:
        row = self.row
        assert row is not None
        act, back = (
            (service.reuse_room, service.retire_room)
            if row.retired
            else (service.retire_room, service.reuse_room)
        )
        words = _("In use again: {name}") if row.retired else _("Taken out of use: {name}")

        def undo() -> None:
            Command(window, lambda work: back(work, row.id)).start()

        window = self.window()
        Command(self, lambda work: act(work, row.id)).then(
            lambda _done: self._finish(words.format(name=row.name), undo=undo)
        ).start()


class PartsEditor(QWidget):
    """Names and seats of the parts a room is divided into."""

    done = Signal()

    def __init__(self, row: RoomRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = row
        self.setWindowTitle(_("Divide {room}").format(room=row.name))
        self._forms: list[Form] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        why = _("The parts can be booked at the same time; the whole room is free when all of them are.")
        self._box.addWidget(Label(why, "small", "text2", wrap=True))
        self._more = Button(_("Another part"), "quiet", "plus")
        self._more.clicked.connect(lambda: self.add_part(""))
        self.save = Button(_("Divide"), "primary", "split", main=True)
        self.save.clicked.connect(self._on_save)
        self._box.addWidget(self._more)
        self._box.addStretch(1)
        self.foot = self.save
        for letter in "AB":
            self.add_part(f"{row.name} {letter}")

    def add_part(self, name: str) -> None:
        """Add a line for one more part."""
        form = Form(columns=2)
        form.add("name", Field(_("Room name"), TextField()))
        form.add("capacity", Field(_("Seats"), NumberField(maximum=5000)))
        form.set_values({"name": name, "capacity": self.row.capacity // 2 or None})
        self._forms.append(form)
        self._box.insertWidget(self._box.indexOf(self._more), form)

    def _finish(self, said: str) -> None:
        toast(said)
        self.done.emit()

    def _on_save(self) -> None:
        row = self.row
        typed = [form.values() for form in self._forms]
        parts = tuple(
            RoomDraft(values["name"], row.site_id, int(values["capacity"] or 0), row.floor, row.accessible)
            for values in typed
            if values["name"]
        )
        Command(self, lambda work: service.divide_room(work, row.id, parts)).then(
            lambda _done: self._finish(_("Divided: {name}").format(name=row.name))
        ).failed(self._on_problems).start()

    def _on_problems(self, problems: tuple[Problem, ...]) -> None:
        self._forms[0].set_problems([Problem("name", p.code, p.params) for p in problems])
