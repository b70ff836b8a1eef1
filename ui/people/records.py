"""Which record stands in the right-hand panel: cards, editors, and the two acts that ask first."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QLineEdit

from neighborcenter.people import queries
from neighborcenter.people.drafts import ResidentDraft
from ui.kit.jobs import Query
from ui.kit.page import Page
from ui.people.group_panel import GroupEditor, GroupPanel
from ui.people.household_panel import HouseholdPanel
from ui.people.merge_dialog import ForgetDialog, MergeDialog
from ui.people.panels import Panel
from ui.people.resident_editor import ResidentEditor
from ui.people.resident_panel import ResidentPanel
from ui.people.tags_panel import TagsPanel


class Records(QObject):
    """Opens one record at a time; knows what is open and whether somebody is typing in it."""

    shown = Signal(object)
    closed = Signal()
    saved = Signal(int)
    """A resident was registered or changed: the id."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self.panel: Panel | None = None
        self.opened: tuple[str, int] | None = None

    @property
    def editing(self) -> bool:
        """Whether an editor is open."""
        return isinstance(self.panel, ResidentEditor | GroupEditor)

    def reload(self) -> None:
        """Read the open card again; not under the hands of somebody who is typing into it."""
        caret = QApplication.focusWidget()
        if isinstance(caret, QLineEdit) and caret.text() and self.panel and self.panel.isAncestorOf(caret):
            return
        if isinstance(self.panel, ResidentPanel | HouseholdPanel | GroupPanel):
            self.panel.reload()

    def open(self, kind: str, ref: int, *, again: bool = True) -> None:
        """The card of a record of "residents", "households" or "groups"; not `again` when it is open already."""
        if not again and self.opened == (kind, ref):
            return
        {"residents": self.open_resident, "households": self.open_household, "groups": self.open_group}[kind](
            ref
        )

    def edit(self, record: tuple[str, int] | None) -> None:
        """The editor of a record; households have none of their own."""
        if record is not None and record[0] == "residents":
            self.edit_resident(record[1])
        elif record is not None and record[0] == "groups":
            self.edit_group(record[1])

    def close(self) -> None:
        """Nothing is open any more."""
        self.panel, self.opened = None, None
        self.closed.emit()

    def open_resident(self, ref: int) -> None:
        """The card of a resident."""
        panel = ResidentPanel(ref)
        panel.edit_wanted.connect(self.edit_resident)
        panel.merge_wanted.connect(self.merge)
        panel.forget_wanted.connect(self.forget)
        panel.resident_wanted.connect(self.open_resident)
        panel.household_wanted.connect(self.open_household)
        panel.group_wanted.connect(self.open_group)
        panel.tags_wanted.connect(self.open_tags)
        panel.entry_wanted.connect(self.open_entry)
        self._put(panel, ("residents", ref))

    def open_entry(self, form: int, entry: int) -> None:
        """An entry of a ledger, on the page of the ledgers."""
        self._page.open_page("forms", ("entry", form, entry))

    def open_household(self, ref: int) -> None:
        """The card of a household."""
        panel = HouseholdPanel(ref)
        panel.resident_wanted.connect(self.open_resident)
        panel.removed.connect(self.close)
        self._put(panel, ("households", ref))

    def open_group(self, ref: int) -> None:
        """The card of a group."""
        panel = GroupPanel(ref)
        panel.edit_wanted.connect(self.edit_group)
        panel.resident_wanted.connect(self.open_resident)
        self._put(panel, ("groups", ref))

    def new_resident(self, start: ResidentDraft | None = None) -> None:
        """The editor for a newcomer."""
        self._edit_resident(ResidentEditor(start=start))

    def edit_resident(self, ref: int) -> None:
        """The editor of a resident."""
        self._edit_resident(ResidentEditor(ref))

    def _edit_resident(self, editor: ResidentEditor) -> None:
        editor.saved.connect(self._on_saved)
        editor.cancelled.connect(lambda: self._after_edit("residents", editor.resident_id))
        editor.open_other.connect(self.open_resident)
        self._put(editor)

    def new_household(self) -> None:
        """Found a household at a door."""
        panel = HouseholdPanel()
        panel.founded.connect(self.open_household)
        self._put(panel)

    def new_group(self) -> None:
        """The editor for a new group."""
        self._edit_group(GroupEditor())

    def edit_group(self, ref: int) -> None:
        """The editor of a group."""
        self._edit_group(GroupEditor(ref))

    def _edit_group(self, editor: GroupEditor) -> None:
        editor.saved.connect(self.open_group)
        editor.cancelled.connect(lambda: self._after_edit("groups", editor.group_id))
        self._put(editor)

    def open_tags(self) -> None:
        """The center's list of care tags."""
        self._put(TagsPanel())

    def merge(self, ref: int) -> None:
        """Ask for the double of a resident and merge."""
        Query(self, lambda read: queries.resident_card(read, ref), key="merge").then(
            lambda card: MergeDialog(self._page, card).open()
        ).start()

    def forget(self, ref: int, name: str) -> None:
        """Ask for the reason and remove a person's data."""
        ForgetDialog(self._page, ref, name).open()

    def _put(self, panel: Panel, opened: tuple[str, int] | None = None) -> None:
        self.panel, self.opened = panel, opened
        if not isinstance(panel, ResidentEditor | GroupEditor):
            panel.closed.connect(self.close)
        panel.destroyed.connect(partial(self._on_gone, panel))
        self.shown.emit(panel)

    def _on_gone(self, panel: Panel, *_ignored: object) -> None:
        if self.panel is panel:
            self.panel, self.opened = None, None

    def _on_saved(self, ref: int) -> None:
        self.saved.emit(ref)
        self.open_resident(ref)

    def _after_edit(self, kind: str, ref: int | None) -> None:
        if ref is None:
            self.close()
        else:
            self.open(kind, ref)
