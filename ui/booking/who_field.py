"""Who uses the room: a resident, a group, the center itself, or somebody new by name and phone."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import _
from neighborcenter.kit.work import Read
from neighborcenter.people import finding
from neighborcenter.people.finding import Found
from neighborcenter.people.kinds import GroupKind
from ui.kit.fields import TextField
from ui.kit.inputs import PinyinLineEdit
from ui.kit.jobs import Query, may
from ui.kit.suggest import Suggestion, SuggestList
from ui.kit.theme import px

CENTER_KEYS = ("zx", "zhongxin", "中心", "center")


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody a room is booked for. `size` is how many usually come along; 0 when nobody knows."""

    name: str = ""
    resident_id: int | None = None
    group_id: int | None = None
    for_center: bool = False
    phone: str = ""
    size: int = 0

    @property
    def known(self) -> bool:
        """Whether this is a record of ours, not just a typed name."""
        return self.for_center or self.resident_id is not None or self.group_id is not None


class WhoField(QWidget):
    """A search box over residents and groups; with nobody found the typed name counts, with a phone beside it."""

    changed = Signal()
    taken = Signal(object)
    """The Who that was chosen by Enter or click."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._who = Who()
        self.box = PinyinLineEdit(_("Name, pinyin, phone or group"), icon="users")
        self.list = SuggestList(self.box, rows=6)
        self.list.new_text = lambda typed: _("Somebody new: “{name}”").format(name=typed)
        self.phone = TextField(_("Phone"), icon="phone")
        self.phone.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(6))
        layout.addWidget(self.box)
        layout.addWidget(self.phone)
        self.setFocusProxy(self.box)
        self.box.queryChanged.connect(self._on_query)
        self.box.scanned.connect(self._on_scanned)
        self.list.chosen.connect(lambda item: self.take(item.data))
        self.list.created.connect(self._on_new)
        self.phone.changed.connect(self.changed)

    def value(self) -> Who:
        """Who it is; while nobody was chosen just the typed words."""
        if self._who.known:
            return self._who
        return Who(self.box.text().strip(), phone=self.phone.value())

    def set_value(self, value: Who | None) -> None:
        """Show somebody without telling anybody."""
        self._who = value or Who()
        with QSignalBlocker(self.box):
            self.box.setText(self._who.name)
        self.phone.set_value(self._who.phone)
        self.phone.setVisible(bool(self._who.name) and not self._who.known)
        self.box.set_hint("")

    def take(self, who: Who) -> None:
        """Choose somebody of the list."""
        self.set_value(who)
        self.changed.emit()
        self.taken.emit(who)

    def live_hint(self) -> str:
        return ""

    def trouble(self) -> str:
        return ""

    def set_state(self, state: str) -> None:
        self.box.set_state(state)

    def _on_new(self, typed: str) -> None:
        self.take(Who(typed))
        self.phone.setFocus()

    def _on_query(self, query: str) -> None:
        self._who = Who()
        self.phone.hide()
        self.changed.emit()
        if not query.strip():
            self.list.set_items([], "")
            self.box.set_hint("")
            return
        if not may(Permission.PEOPLE_VIEW):
            self._on_found(query, [])
            return
        Query(self, lambda read: found_for(read, query), key="who", lane="quick").then(
            lambda found: self._on_found(query, found)
        ).start()

    def _on_scanned(self, code: str) -> None:
        """A card was read: whoever it belongs to is taken at once."""
        if may(Permission.PEOPLE_VIEW):
            Query(self, lambda read: found_for(read, code), key="card", lane="quick").then(
                lambda found: (
                    self.take(suggestion(found[0]).data) if len(found) == 1 else self.box.setText(code)
                )
            ).start()

    def _on_found(self, query: str, found: list[Found]) -> None:
        if query != self.box.query:
            return
        items = [suggestion(one) for one in found]
        if any(key.startswith(query.lower()) for key in CENTER_KEYS):
            name = _("The center itself")
            items.append(Suggestion(name, icon="landmark", category="party", data=Who(name, for_center=True)))
        self.list.set_items(items, query)
        self.box.set_hint(f"↵ {items[0].title}" if items else "")


def found_for(read: Read, query: str) -> list[Found]:
    """Groups and residents that fit, groups first: halls are mostly asked for by groups."""
    found = finding.find(read, query, kinds=(finding.GROUP, finding.RESIDENT), limit=6)
    return sorted(found, key=lambda one: one.kind != finding.GROUP)


def suggestion(one: Found) -> Suggestion:
    """A row of the list."""
    if one.kind == finding.GROUP:
        people = _("{count} people").format(count=one.size) if one.size else ""
        kind = _("Partner unit") if one.group_kind is GroupKind.PARTNER else _("Group")
        note = " · ".join(part for part in (kind, people) if part)
        return Suggestion(
            one.name,
            note,
            icon="users",
            category="activity",
            data=Who(one.name, group_id=one.id, size=one.size),
        )
    note = " · ".join(part for part in (one.address, one.phone) if part)
    return Suggestion(one.name, note, kind=_("Resident"), icon="user", data=Who(one.name, resident_id=one.id))
