"""The People place: residents, households and groups; the one chosen stands in the right-hand panel."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import N_, _
from neighborcenter.people import figures
from neighborcenter.people.drafts import ResidentDraft
from ui.kit.actions import ActionSpec
from ui.kit.buttons import Button, Segmented
from ui.kit.columns import Empty, Where
from ui.kit.jobs import Query, may
from ui.kit.page import Page, Stop
from ui.kit.table import TableView
from ui.kit.theme import px, theme_changed
from ui.people import actions, columns, taking_away
from ui.people.panels import Panel
from ui.people.records import Records

TABS = ("residents", "households", "groups")


class PeoplePage(Page):
    """Lists at the left, one record at the right."""

    key = "people"
    title = N_("Residents")
    watches = frozenset(
        {"resident", "household", "people_group", "group_member", "resident_tag", "care_tag", "search_key"}
    )

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.answers = columns.Answers()
        self.records = Records(self)
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
                  _("New household"), self.records.new_household),
        )  # fmt: skip
        self.groups = self._table(
            "people.groups", columns.GROUP_COLUMNS, columns.GROUPS, _("Groups"), columns.group_choices(),
            Empty(_("No groups yet"), _("Clubs, partner units and units that book rooms stand here."), "users",
                  _("New group"), self.records.new_group),
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
        self.records.shown.connect(self._on_shown)
        self.records.closed.connect(self._on_closed)
        self.records.saved.connect(self._on_saved)
        self.new_button.clicked.connect(lambda _checked=False: self._new_of_tab())
        for kind, table in zip(TABS, (self.residents, self.households, self.groups), strict=True):
            table.opened.connect(partial(self.records.open, kind))
            table.current_changed.connect(partial(self._on_current, kind))

    def restyle(self) -> None:
        """Take sizes of the theme again."""
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(px(12))
        self._top.setSpacing(px(8))

    # -- the page --------------------------------------------------------------------------------------------

    @property
    def panel(self) -> Panel | None:
        """What stands in the right-hand panel."""
        return self.records.panel

    def current_table(self) -> TableView:
        """The list on show."""
        return (self.residents, self.households, self.groups)[TABS.index(self.tabs.current)]

    def reload(self) -> None:
        """Read the list on show, the answers of its filters, the figure beside the title and the panel."""
        self.current_table().reload()
        Query(self, self.answers.read, key="answers", lane="quick").then(self.answers.take).start()
        Query(self, figures.figures, key="figures").then(self._on_figures).start()
        self.records.reload()

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
            self.records.open("residents", target)
        elif isinstance(target, tuple):
            self.records.open(*target)
        elif isinstance(target, ResidentDraft):
            self.records.new_resident(target)

    def remember(self) -> dict[str, Any]:
        return {"tab": self.tabs.current}

    def recall(self, state: dict[str, Any]) -> None:
        if state.get("tab") in TABS:
            self.show_tab(state["tab"])

    def person_at_hand(self) -> int | None:
        """The resident under the cursor."""
        return self.residents.current_id() if self.tabs.current == "residents" else None

    def action_specs(self) -> Sequence[ActionSpec]:
        return actions.specs(
            new_resident=self.new_resident,
            new_household=self.records.new_household,
            new_group=self.records.new_group,
            edit=self.edit_current,
            merge=self.merge_current,
            find=self.begin,
            tags=self.records.open_tags,
            print_list=lambda: self.current_table().print_list(),
        )

    def tour_stops(self) -> Sequence[Stop]:
        """Each list with its first card, the editors, merging, the list as a paper."""
        stops = []
        for kind in TABS:
            stops.append(Stop(kind, partial(self.show_tab, kind)))
            stops.append(Stop(f"{kind}-card", lambda: self.current_table().grid.go_to_line(0)))
            stops.append(Stop(f"{kind}-edit", self.edit_current))
            stops.append(Stop(f"{kind}-new", self._new_of_tab))
        stops.append(Stop("print", lambda: self.current_table().print_list()))
        stops.append(Stop("none", lambda: self.current_table().set_where(Where(text="zzz"))))
        stops.append(Stop("some", lambda: self.current_table().set_where(Where())))
        stops.append(Stop("all", partial(self.show_tab, "residents")))
        stops.append(Stop("merge", self.merge_current))
        return stops

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

    def _on_current(self, kind: str, ref: int | None) -> None:
        """The cursor moved: the card follows, but never over an editor with unsaved typing."""
        if ref is not None and kind == self.tabs.current and not self.records.editing:
            self.records.open(kind, ref, again=False)

    def _on_saved(self, ref: int) -> None:
        self.residents.select(ref)

    def _on_shown(self, panel: Panel) -> None:
        self._share_main()
        panel.destroyed.connect(self._share_main)
        self.show_panel(panel)

    def _share_main(self) -> None:
        """One main button on the screen: while somebody is edited it is the editor's."""
        if shiboken6.isValid(self.new_button):
            self.new_button.set_kind("tinted" if self.records.editing else "primary")

    def _on_closed(self) -> None:
        self.new_button.set_kind("primary")
        self.close_panel()
        self.current_table().grid.setFocus()

    def new_resident(self) -> None:
        """The editor for a newcomer; a name typed into the search line that nobody has is the name."""
        typed = self.residents.bar.line.query() if self.tabs.current == "residents" else ""
        nobody = bool(typed) and not self.residents.model.rowCount()
        self.records.new_resident(ResidentDraft(name=typed) if nobody else None)

    def _new_of_tab(self) -> None:
        make = {
            "residents": self.new_resident,
            "households": self.records.new_household,
            "groups": self.records.new_group,
        }
        make[self.tabs.current]()

    def edit_current(self) -> None:
        """Change the record in the panel or under the cursor."""
        ref = self.current_table().current_id()
        self.records.edit(self.records.opened or (None if ref is None else (self.tabs.current, ref)))

    def merge_current(self) -> None:
        """Merge the resident under the cursor with a double."""
        ref = self.residents.current_id()
        if ref is not None:
            self.records.merge(ref)
