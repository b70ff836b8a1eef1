"""One activity on the whole page: sessions, sign-ups, waiting list, door, calls, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.activities import queries
from neighborcenter.activities.kinds import ActivityStatus
from neighborcenter.activities.rows import ActivityCard
from neighborcenter.kit.i18n import N_, _
from ui.activities.calls_tab import CallsTab
from ui.activities.door import nearest
from ui.activities.door_tab import DoorTab
from ui.activities.looks import kind_mark, status_mark
from ui.activities.sessions_tab import SessionsTab
from ui.activities.sign_ups_tab import SignUpsTab
from ui.activities.summary_tab import SummaryTab
from ui.activities.tabs import Tab
from ui.activities.waiting_tab import WaitingTab
from ui.kit.actions import ActionSpec
from ui.kit.buttons import Button, Segmented
from ui.kit.chips import StatusChip
from ui.kit.jobs import Query, may
from ui.kit.labels import Label
from ui.kit.theme import px, theme_changed
from ui.kit.widgets import IconButton

TABS: tuple[tuple[str, str, Callable[[], Tab]], ...] = (
    ("sessions", N_("Sessions"), SessionsTab),
    ("sign_ups", N_("Sign-ups"), SignUpsTab),
    ("waiting", N_("Waiting list"), WaitingTab),
    ("door", N_("Check-in"), DoorTab),
    ("calls", N_("Call list"), CallsTab),
    ("summary", N_("Summary"), SummaryTab),
)


class ActivityView(QWidget):
    """The head, the tabs, and the tab that is open. Tabs are built when first shown."""

    left = Signal()
    panel_wanted = Signal(object)
    edit_wanted = Signal()
    sign_up_wanted = Signal()
    papers_wanted = Signal(object)
    publish_wanted = Signal()
    tab_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card: ActivityCard | None = None
        self.activity_id = 0
        self._target: tuple[str, Any] | None = None
        self._tabs: dict[str, Tab] = {}
        self.back = IconButton("arrow-left", _("Back to the list"))
        self.title = Label("", "title", elide=True)
        self.kind, self.status = StatusChip("", "closed"), StatusChip("", "closed")
        self.edit = IconButton("pencil", _("Change"))
        self.papers = IconButton("printer", _("Papers"))
        self.main = Button(_("Sign up"), "primary", "ticket", "F4")
        self.tabs = Segmented([(key, _(name)) for key, name, _make in TABS], name=_("Parts of the activity"))
        self.stack = QStackedWidget()
        self._build()
        self._connect()
        theme_changed.connect(self.restyle)
        self.restyle()

    def _build(self) -> None:
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._head = QHBoxLayout()
        for word in (self.back, self.title, self.kind, self.status):
            self._head.addWidget(word)
        self._head.addStretch(1)
        for part in (self.edit, self.papers, self.main):
            self._head.addWidget(part)
        self._outer.addLayout(self._head)
        row = QHBoxLayout()
        row.addWidget(self.tabs)
        row.addStretch(1)
        self._outer.addLayout(row)
        self._outer.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.back.clicked.connect(lambda _checked=False: self.left.emit())
        self.edit.clicked.connect(lambda _checked=False: self.edit_wanted.emit())
        self.papers.clicked.connect(lambda _checked=False: self.papers_wanted.emit(self.papers))
        self.main.clicked.connect(lambda _checked=False: self._on_main())
        self.tabs.chosen.connect(self.show_tab)

    def restyle(self) -> None:
        """Take sizes of the theme again."""
        self._outer.setSpacing(px(12))
        self._head.setSpacing(px(8))

    # -- what is shown ---------------------------------------------------------------------------------------

    def show_activity(self, activity_id: int, tab: str = "", target: Any = None) -> None:
        """Show an activity, on one of its tabs, with one of its rows."""
        if activity_id != self.activity_id:
            self.card = None
        self.activity_id = activity_id
        self._target = (tab, target) if tab else None
        self.reload()

    def reload(self) -> None:
        """Read the activity again."""
        ref = self.activity_id
        if ref:
            Query(self, lambda read: queries.activity_card(read, ref), key="card").then(self._on_card).start()

    def _on_card(self, card: ActivityCard) -> None:
        self.card = card
        self.title.setText(card.title)
        for chip, mark in ((self.kind, kind_mark(card.kind)), (self.status, status_mark(card.status))):
            chip.set(mark.text, mark.category, mark.icon)
        draft = card.status is ActivityStatus.DRAFT
        self.main.setText(_("Publish") if draft else _("Sign up"))
        self.main.set_icon("check" if draft else "ticket")
        self.main.key = None if draft else "F4"
        self.main.setVisible(draft or card.sign_up_open)
        self.main.setEnabled(may(Permission.ACTIVITIES_WRITE if draft else Permission.ACTIVITIES_ENROLL))
        self.main.updateGeometry()
        self.edit.setEnabled(may(Permission.ACTIVITIES_WRITE))
        if self._target is not None:
            (key, target), self._target = self._target, None
            self.show_tab(key, target)
        else:
            self.tab().show_card(card)

    def _on_main(self) -> None:
        draft = self.card is not None and self.card.status is ActivityStatus.DRAFT
        (self.publish_wanted if draft else self.sign_up_wanted).emit()

    def tab(self) -> Tab:
        """The open tab, built when it is first wanted."""
        key = self.tabs.current
        found = self._tabs.get(key)
        if found is None:
            found = self._tabs[key] = next(make for name, _words, make in TABS if name == key)()
            found.panel_wanted.connect(self.panel_wanted)
            found.tab_wanted.connect(self.show_tab)
            if isinstance(found, SignUpsTab):
                found.sign_up_wanted.connect(self.sign_up_wanted)
            self.stack.addWidget(found)
        return found

    def show_tab(self, key: str, target: Any = None) -> None:
        """Open a tab; `target` is one of its rows."""
        if key != self.tabs.current:
            self.panel_wanted.emit(None)
        self.tabs.set_current(key)
        tab = self.tab()
        self.stack.setCurrentWidget(tab)
        if target is not None:
            tab.card = self.card
            tab.open(target)
        if self.card is not None:
            tab.show_card(self.card)
        tab.begin()
        self.tab_changed.emit()

    def door_session(self) -> int | None:
        """The session whose sign-in sheet is meant: that of the door, of the cursor, or the nearest."""
        found = self._tabs.get(self.tabs.current)
        if isinstance(found, DoorTab):
            return found.session_id
        if isinstance(found, SessionsTab) and found.table.current_id() is not None:
            return found.table.current_id()
        return nearest(self.card.sessions) if self.card is not None else None

    def begin(self) -> None:
        """The caret stands where the tab wants it."""
        self.tab().begin()

    def action_specs(self) -> Sequence[ActionSpec]:
        """The keys of the tabs, and of the open one."""
        walks = [
            ActionSpec(
                f"activities.tab_{key}", name, "chevron-right", f"Alt+{at}", run=partial(self.show_tab, key)
            )
            for at, (key, name, _make) in enumerate(TABS, 1)
        ]
        return (*walks, *self.tab().action_specs())
