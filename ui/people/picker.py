"""Choosing a person by typing: characters, pinyin, initials, phone, door. The last row makes a new one.

`PersonPicker` is an editor for a Field (booking, desk, guardian, leader). Its value is a `Picked`: a resident
or a group of ours, or just a typed name with a phone. With `register` the last row registers a newcomer on the
spot: name, phone, Enter.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Clash, Problem, Refused, speak
from neighborcenter.people import finding, service, texts
from neighborcenter.people.drafts import ResidentDraft
from neighborcenter.people.finding import DuplicateRow, Found
from neighborcenter.people.kinds import Sex
from ui.kit.buttons import Button
from ui.kit.fields import TextField
from ui.kit.inputs import PinyinLineEdit
from ui.kit.jobs import Command, Query, may
from ui.kit.labels import Label
from ui.kit.shown import set_shown
from ui.kit.suggest import Suggestion, SuggestList
from ui.kit.theme import px


@dataclass(frozen=True, slots=True)
class Picked:
    """Somebody chosen or typed. `kind` is "resident", "group", or "" for a name that is no record of ours."""

    name: str = ""
    kind: str = ""
    id: int | None = None
    phone: str = ""
    size: int = 1

    @property
    def resident_id(self) -> int | None:
        """The resident's id when it is one."""
        return self.id if self.kind == finding.RESIDENT else None

    @property
    def group_id(self) -> int | None:
        """The group's id when it is one."""
        return self.id if self.kind == finding.GROUP else None


def suggestion(found: Found) -> Suggestion:
    """A row of a suggestion list for a resident or a group."""
    if found.kind == finding.GROUP:
        assert found.group_kind is not None
        people = _("{count} people").format(count=found.size) if found.size else ""
        note = " · ".join(part for part in (people, found.phone) if part)
        words = _(texts.GROUP_KIND_NAMES[found.group_kind])
        picked = Picked(found.name, found.kind, found.id, size=found.size)
        return Suggestion(found.name, note, words, icon="users", category="activity", data=picked)
    note = " · ".join(part for part in (found.address, found.phone, found.alert) if part)
    picked = Picked(found.name, found.kind, found.id)
    return Suggestion(found.name, note, _("Resident"), beside=about(found.sex, found.age), data=picked)


def about(sex: Sex, age: int | None) -> str:
    """ "Female, 76": what tells people of one name apart."""
    words = [] if sex is Sex.UNKNOWN else [_(texts.SEX_NAMES[sex])]
    if age is not None:
        words.append(_("{age} years").format(age=age))
    return " · ".join(words)


class PersonPicker(QWidget):
    """A search box over residents (and `kinds`); an editor whose value is a Picked or None."""

    changed = Signal()
    picked = Signal(object)
    """The Picked that was chosen, or registered just now."""

    def __init__(
        self,
        placeholder: str = "",
        *,
        kinds: tuple[str, ...] = (finding.RESIDENT,),
        register: bool = False,
        free: bool = False,
        tall: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`register`: the last row registers a newcomer. `free`: a typed name with a phone counts too."""
        super().__init__(parent)
        self.kinds, self._register, self._free = kinds, register, free
        self._value: Picked | None = None
        self.box = PinyinLineEdit(placeholder or _("Name, pinyin, phone or door"), icon="user", tall=tall)
        self.list = SuggestList(self.box)
        if register and may(Permission.PEOPLE_WRITE):
            self.list.new_text = lambda typed: _("Register “{name}”").format(name=typed)
        elif free:
            self.list.new_text = lambda typed: _("Somebody not registered: “{name}”").format(name=typed)
        self._newcomer = Newcomer(register=register)
        self._newcomer.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(6))
        layout.addWidget(self.box)
        layout.addWidget(self._newcomer)
        self.setFocusProxy(self.box)
        self.box.queryChanged.connect(self._on_query)
        self.box.scanned.connect(self._on_scanned)
        self.list.chosen.connect(lambda item: self.take(item.data))
        self.list.created.connect(self._on_new)
        self._newcomer.phone.changed.connect(self.changed)
        self._newcomer.registered.connect(self.take)

    def value(self) -> Picked | None:
        """Who was chosen; with `free` also the typed name; None when nobody."""
        if self._value is not None and self._value.id is not None:
            return self._value
        name = self.box.text().strip()
        return Picked(name, phone=self._newcomer.phone.value()) if self._free and name else None

    def set_value(self, value: Picked | None) -> None:
        """Show somebody without telling anybody."""
        self._value = value
        with QSignalBlocker(self.box):
            self.box.setText("" if value is None else value.name)
        self.list.set_items([], "")
        typed_only = value is not None and value.id is None and bool(value.name)
        self._newcomer.phone.set_value(value.phone if value is not None else "")
        self._newcomer.setVisible(typed_only and self._free)

    def take(self, picked: Picked) -> None:
        """Choose somebody, and say so."""
        self.set_value(picked)
        self.changed.emit()
        self.picked.emit(picked)

    def live_hint(self) -> str:
        return ""

    def trouble(self) -> str:
        if self.box.text().strip() and self.value() is None:
            return _("Choose somebody of the list, or register “{name}”.").format(
                name=self.box.text().strip()
            )
        return ""

    def set_state(self, state: str) -> None:
        self.box.set_state(state)

    def ask(self, query: str) -> None:
        """Look for what was typed."""
        kinds = self.kinds
        Query(self, lambda read: finding.find(read, query, kinds=kinds), key="find", lane="quick").then(
            lambda found: self._on_found(query, found)
        ).start()

    def _on_query(self, query: str) -> None:
        self._value = None
        self._newcomer.hide()
        self.changed.emit()
        if query.strip():
            self.ask(query)
        else:
            self.list.set_items([], "")

    def _on_found(self, query: str, found: list[Found]) -> None:
        if query == self.box.query:
            self.list.set_items([suggestion(one) for one in found], query)

    def _on_scanned(self, code: str) -> None:
        """A card reader typed a whole ID number: whoever has it is meant."""
        kinds = self.kinds
        Query(self, lambda read: finding.find(read, code, kinds=kinds), key="scan", lane="quick").then(
            lambda found: self._on_scan_found(code, found)
        ).start()

    def _on_scan_found(self, code: str, found: list[Found]) -> None:
        if len(found) == 1:
            self.take(suggestion(found[0]).data)
        else:
            self.box.setText(code)

    def _on_new(self, typed: str) -> None:
        with QSignalBlocker(self.box):
            self.box.setText(typed)
        self._newcomer.begin(typed)
        self.changed.emit()
        if not self._register:
            self.picked.emit(Picked(typed))


class Newcomer(QWidget):
    """Phone and one button: registers somebody by name and phone, and offers who is registered already."""

    registered = Signal(object)

    def __init__(self, *, register: bool) -> None:
        super().__init__()
        self._name = ""
        self.phone = TextField(_("Phone"), icon="phone")
        self.button = Button(_("Register"), "tinted", "user-plus")
        self.note = Label("", "note", "accent_text", wrap=True)
        self.note.hide()
        self.doubles = QVBoxLayout()
        line = QHBoxLayout()
        line.setSpacing(px(8))
        line.addWidget(self.phone, 1)
        line.addWidget(self.button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(6))
        layout.addLayout(line)
        layout.addWidget(self.note)
        layout.addLayout(self.doubles)
        set_shown(self.button, register)
        if register:
            self.phone.returnPressed.connect(self.register)
            self.button.clicked.connect(lambda _checked=False: self.register())

    def begin(self, name: str) -> None:
        """Ask for the phone of a newcomer."""
        self._name = name
        self._clear()
        self.phone.set_value("")
        self.show()
        self.phone.setFocus()

    def register(self, *, sure: bool = False) -> None:
        """Register name and phone."""
        draft = ResidentDraft(name=self._name, phone=self.phone.value())
        self._clear()
        self.button.set_busy(True)
        Command(self, lambda work: service.register(work, draft, sure=sure)).then(
            lambda ref: self.registered.emit(Picked(draft.name, finding.RESIDENT, ref))
        ).refused(self._on_refused).finally_(lambda: self.button.set_busy(False)).start()

    def _on_refused(self, refused: Refused) -> None:
        self._say(refused.problems[0])
        if not isinstance(refused, Clash):
            self.phone.setFocus()
            return
        for row in refused.in_the_way[:3]:
            words = " · ".join(
                part for part in (row.name, about(row.sex, row.age), row.address, row.phone) if part
            )
            button = Button(_("It is {who}").format(who=words), "secondary", "user")
            button.clicked.connect(lambda _checked=False, r=row: self._take(r))
            self.doubles.addWidget(button)
        if refused.problems[0].code != "people.id_taken":
            other = Button(_("Somebody else, register"), "quiet", "user-plus")
            other.clicked.connect(lambda _checked=False: self.register(sure=True))
            self.doubles.addWidget(other)

    def _take(self, row: DuplicateRow) -> None:
        self.registered.emit(Picked(row.name, finding.RESIDENT, row.id))

    def _say(self, problem: Problem) -> None:
        self.note.setText(speak(problem))
        self.note.show()

    def _clear(self) -> None:
        self.note.hide()
        while (item := self.doubles.takeAt(0)) is not None:
            widget: Any = item.widget()
            widget.hide()
            widget.deleteLater()
