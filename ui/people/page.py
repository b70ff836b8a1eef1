"""The People place: residents, households and groups; the one chosen stands in the right-hand panel."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import N_, _
from neighborcenter.people import figures, queries
from neighborcenter.people.drafts import ResidentDraft
from ui.kit.actions import ActionSpec
from ui.kit.buttons import Button, Segmented
from ui.kit.columns import Empty, Where
from ui.kit.jobs import Query, may
from ui.kit.page import Page
from ui.kit.table import TableView
from ui.kit.theme import px, theme_changed
from ui.people import actions, columns, taking_away
from ui.people.group_panel import GroupEditor, GroupPanel
from ui.people.household_panel import HouseholdPanel
from ui.people.merge_dialog import ForgetDialog, MergeDialog
from ui.people.panels import Panel
from ui.people.resident_editor import ResidentEditor
from ui.people.resident_panel import ResidentPanel

TABS = ("residents", "households", "groups")


class PeoplePage(Page):
    """Lists at the left, one record at the right."""

    key = "people"
    title = N_("Neighbors")
    watches = frozenset(
        {"resident", "household", "people_group", "group_member", "resident_tag", "care_tag", "search_key"}
    )

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.answers = columns.Answers()
        self.panel: Panel | None = None
        self._opened: tuple[str, int] | None = None
        self._build()
        self._connect()
        self.restyle()
        theme_changed.connect(self.restyle)

    # -- building --------------------------------------------------------------------------------------------

    def _build(self) -> None:
        words = ((_("All residents")), (_("Households")), (_("Groups")))
        self.tabs = Segmented(list(zip(TABS, words, strict=True)), name=_("What the list shows"))
        self.new_button = Button(_("New resident"), "primary", "user-plus", "Ctrl N")
        self.new_button.setEnabled(may(Permission.PEOPLE_WRITE))
        self.residents = self._table(
            "people.residents", columns.RESIDENT_COLUMNS, columns.RESIDENTS, _("All residents"), self.answers.choices(),
            Empty(_("No residents yet"), _("Register the first one by name and phone, or import a list."), "users",
                  _("New resident"), self.new_resident),
        )  # fmt: skip
        self.households = self._table(
            "people.households", columns.HOUSEHOLD_COLUMNS, columns.HOUSEHOLDS, _("Households"), (),
            Empty(_("No households yet"), _("A household is founded from a resident's card, or here."), "house",
                  _("New household"), self.new_household),
        )  # fmt: skip
        self.groups = self._table(
            "people.groups", columns.GROUP_COLUMNS, columns.GROUPS, _("Groups"), columns.group_choices(),
            Empty(_("No groups yet"), _("Clubs, partner units and units that book rooms stand here."), "users",
                  _("New group"), self.new_group),
        )  # fmt: skip
        self.lists = QStackedWidget()
        for table in (self.residents, self.households, self.groups):
            self.lists.addWidget(table)
        self._top = QHBoxLayout()
        self._top.addWidget(self.tabs)
        self._top.addStretch(1)
        self._top.addWidget(self.new_button)
        self._outer = QVBoxLayout(self)
        self._outer.addLayout(self._top)
        self._outer.addWidget(self.lists, 1)

    def _table(
        self, key: str, shown: Sequence[Any], source: Any, title: str, filters: Sequence[Any], empty: Empty
    ) -> TableView:
        placeholder = {
            "people.residents": _("Name, pinyin, phone or door"),
            "people.households": _("Door, for example 5-302"),
            "people.groups": _("Name of a group"),
        }[key]
        return TableView(
            key,
            shown,
            source,
            filters=filters,
            empty=empty,
            placeholder=placeholder,
            export=partial(taking_away.export, self, title, source),
            print_rows=partial(taking_away.print_list, self, title, source),
        )

    def _connect(self) -> None:
        self.tabs.chosen.connect(self.show_tab)
        self.new_button.clicked.connect(lambda _checked=False: self._new_of_tab())
        for kind, table in zip(TABS, (self.residents, self.households, self.groups), strict=True):
            table.opened.connect(partial(self._open_record, kind))
            table.current_changed.connect(partial(self._on_current, kind))

    def restyle(self) -> None:
        """Take sizes of the theme again."""
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(px(12))
        self._top.setSpacing(px(8))

    # -- the page --------------------------------------------------------------------------------------------

    def current_table(self) -> TableView:
        """The list on show."""
        return (self.residents, self.households, self.groups)[TABS.index(self.tabs.current)]

    def reload(self) -> None:
        """Read the list on show, the answers of its filters, the figure beside the title and the panel."""
        self.current_table().reload()
        Query(self, self.answers.read, key="answers", lane="quick").then(self.answers.take).start()
        Query(self, figures.figures, key="figures").then(self._on_figures).start()
        if isinstance(self.panel, ResidentPanel | HouseholdPanel | GroupPanel):
            self.panel.reload()

    def _on_figures(self, found: figures.Figures) -> None:
        self.set_note(
            _("Residents {residents} · 60 and over {old} · households {households}").format(
                residents=f"{found.residents:,}", old=f"{found.over_60:,}", households=f"{found.households:,}"
            )
        )

    def begin(self) -> None:
        """The caret into the search line."""
        self.current_table().bar.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def open(self, target: Any) -> None:
        """An id opens a resident; ("groups", id) or ("households", id) the others; a draft a new resident."""
        if isinstance(target, int):
            self._open_record("residents", target)
        elif isinstance(target, tuple):
            self._open_record(*target)
        elif isinstance(target, ResidentDraft):
            self.new_resident(target)

    def remember(self) -> dict[str, Any]:
        return {"tab": self.tabs.current}

    def recall(self, state: dict[str, Any]) -> None:
        if state.get("tab") in TABS:
            self.show_tab(state["tab"])

    def action_specs(self) -> Sequence[ActionSpec]:
        return actions.specs(
            new_resident=self.new_resident,
            new_household=self.new_household,
            new_group=self.new_group,
            edit=self.edit_current,
            merge=self.merge_current,
            find=self.begin,
            print_list=lambda: self.current_table().print_list(),
        )

    def show_tab(self, key: str) -> None:
        """Show residents, households or groups."""
        self.tabs.set_current(key)
        self.lists.setCurrentWidget(self.current_table())
        words = {"residents": _("New resident"), "households": _("New household"), "groups": _("New group")}
        self.new_button.setText(words[key])
        self.new_button.set_icon({"residents": "user-plus", "households": "house", "groups": "users"}[key])
        self.new_button.key = "Ctrl N" if key == "residents" else None
        self.new_button.updateGeometry()
        self.current_table().reload()

    def narrow(self, **choices: Any) -> None:
        """Show residents with these filter answers: tag=…, age="over_80", building="5"."""
        self.show_tab("residents")
        self.residents.set_where(Where("", choices))

    # -- the panel -------------------------------------------------------------------------------------------

    def _on_current(self, kind: str, ref: int | None) -> None:
        """The cursor moved: the card follows, but never over an editor with unsaved typing."""
        busy = isinstance(self.panel, ResidentEditor | GroupEditor)
        if ref is not None and not busy and kind == self.tabs.current and self._opened != (kind, ref):
            self._open_record(kind, ref)

    def _open_record(self, kind: str, ref: int) -> None:
        if kind == "residents":
            self.open_resident(ref)
        elif kind == "households":
            self.open_household(ref)
        else:
            self.open_group(ref)

    def _put(self, panel: Panel, opened: tuple[str, int] | None = None) -> None:
        self.panel, self._opened = panel, opened
        panel.closed.connect(self._close)
        panel.destroyed.connect(partial(self._forget_panel, panel))
        self.show_panel(panel)

    def _forget_panel(self, panel: Panel, *_ignored: object) -> None:
        if self.panel is panel:
            self.panel, self._opened = None, None

    def _close(self) -> None:
        self.panel, self._opened = None, None
        self.close_panel()
        self.current_table().grid.setFocus()

    def open_resident(self, ref: int) -> None:
        """The card of a resident."""
        panel = ResidentPanel(ref)
        panel.edit_wanted.connect(self.edit_resident)
        panel.merge_wanted.connect(self.merge)
        panel.forget_wanted.connect(self.forget)
        panel.resident_wanted.connect(self.open_resident)
        panel.household_wanted.connect(self.open_household)
        panel.group_wanted.connect(self.open_group)
        self._put(panel, ("residents", ref))

    def open_household(self, ref: int) -> None:
        """The card of a household."""
        panel = HouseholdPanel(ref)
        panel.resident_wanted.connect(self.open_resident)
        panel.removed.connect(self._close)
        self._put(panel, ("households", ref))

    def open_group(self, ref: int) -> None:
        """The card of a group."""
        panel = GroupPanel(ref)
        panel.edit_wanted.connect(self.edit_group)
        panel.resident_wanted.connect(self.open_resident)
        self._put(panel, ("groups", ref))

    def new_resident(self, start: ResidentDraft | None = None) -> None:
        """The editor for a newcomer; what was typed into the search line is the name."""
        if start is None and self.tabs.current == "residents":
            typed = self.residents.bar.line.query()
            start = ResidentDraft(name=typed) if typed and not self.residents.model.rowCount() else None
        self._put_editor(ResidentEditor(start=start))

    def edit_resident(self, ref: int) -> None:
        """The editor of a resident."""
        self._put_editor(ResidentEditor(ref))

    def _put_editor(self, editor: ResidentEditor) -> None:
        editor.saved.connect(self._on_saved)
        editor.cancelled.connect(lambda: self._after_edit("residents", editor.resident_id))
        editor.open_other.connect(self.open_resident)
        self._put(editor)

    def _on_saved(self, ref: int) -> None:
        self.residents.select(ref)
        self.open_resident(ref)

    def _after_edit(self, kind: str, ref: int | None) -> None:
        if ref is None:
            self._close()
        else:
            self._open_record(kind, ref)

    def new_household(self) -> None:
        """Found a household at a door."""
        panel = HouseholdPanel()
        panel.founded.connect(self.open_household)
        self._put(panel)

    def new_group(self) -> None:
        """The editor for a new group."""
        self._put_group_editor(GroupEditor())

    def edit_group(self, ref: int) -> None:
        """The editor of a group."""
        self._put_group_editor(GroupEditor(ref))

    def _put_group_editor(self, editor: GroupEditor) -> None:
        editor.saved.connect(self.open_group)
        editor.cancelled.connect(lambda: self._after_edit("groups", editor.group_id))
        self._put(editor)

    def _new_of_tab(self) -> None:
        {"residents": self.new_resident, "households": self.new_household, "groups": self.new_group}[
            self.tabs.current
        ]()

    def edit_current(self) -> None:
        """Change the record in the panel or under the cursor."""
        kind, ref = self._opened or (self.tabs.current, self.current_table().current_id())
        if ref is None:
            return
        if kind == "residents":
            self.edit_resident(ref)
        elif kind == "groups":
            self.edit_group(ref)

    def merge_current(self) -> None:
        """Merge the resident under the cursor with a double."""
        ref = self.residents.current_id()
        if ref is not None:
            self.merge(ref)

    def merge(self, ref: int) -> None:
        """Ask for the double of a resident and merge."""
        Query(self, lambda read: queries.resident_card(read, ref), key="merge").then(
            lambda card: MergeDialog(self, card).open()
        ).start()

    def forget(self, ref: int, name: str) -> None:
        """Ask for the reason and remove a person's data."""
        ForgetDialog(self, ref, name).open()
