"""The Activities place: the list, the sessions of a month, and one activity on the whole page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

import shiboken6
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.activities import queries
from neighborcenter.activities.rows import ActivityCard
from neighborcenter.kit.i18n import N_, _
from neighborcenter.modules import queries as module_queries
from ui.activities import acts
from ui.activities.columns import ACTIVITY_COLUMNS, OPEN_NOW, ActivitySource, activity_filters
from ui.activities.editor import ActivityEditor, ActivityForm, form_of
from ui.activities.month_list import MonthList
from ui.activities.page_parts import paper_specs, papers_menu, specs, stops
from ui.activities.panel import ActivityPanel
from ui.activities.reason_panel import ReasonPanel
from ui.activities.sign_up import open_sheet
from ui.activities.view import ActivityView
from ui.kit.actions import ActionSpec
from ui.kit.buttons import Button, Segmented
from ui.kit.columns import Empty, Sort, Where
from ui.kit.jobs import Query, may, runner
from ui.kit.page import Page, Stop
from ui.kit.table import TableView
from ui.kit.theme import px, theme_changed

SHOWS = ("activities", "sessions")


class ActivitiesPage(Page):
    """What the center plans, who takes part, who came."""

    key: ClassVar[str] = "activities"
    title: ClassVar[str] = N_("Activities")
    watches: ClassVar[frozenset[str]] = frozenset(
        {
            "activity", "activity_session", "seat_pool", "seat", "enrollment", "enrollee", "attendance",
            "activity_feedback", "activity_photo", "call_list", "call_entry", "occurrence",
        }
    )  # fmt: skip

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._modules: list[tuple[int, str]] = []
        self._panel: ActivityPanel | None = None
        self._editor: ActivityEditor | None = None
        self._to_select: int | None = None
        self.shows = Segmented(
            list(zip(SHOWS, (_("Activities"), _("Sessions")), strict=True)), name=_("What the list shows")
        )
        self.new = Button(_("New activity"), "primary", "plus", "Ctrl N")
        self.new.setEnabled(may(Permission.ACTIVITIES_WRITE))
        self.table = self._table()
        self.months, self.view = MonthList(), ActivityView()
        self.pages = QStackedWidget()
        self._build()
        self._connect()
        theme_changed.connect(self.restyle)
        self.restyle()

    def _table(self) -> TableView:
        return TableView(
            "activities",
            ACTIVITY_COLUMNS,
            ActivitySource(),
            filters=activity_filters(runner().backend.clock.today, lambda: self._modules),
            empty=Empty(
                _("No activities yet"), _("Plan the first one: title, time, room, places."), "party-popper",
                _("New activity") if may(Permission.ACTIVITIES_WRITE) else "", self.new_activity,
            ),
            sort=Sort("first_day"),
            placeholder=_("Activity, organiser, campaign; pinyin or initials"),
            take_away=_("Activities") if may(Permission.EXPORT) else "",
        )  # fmt: skip

    def _build(self) -> None:
        self.lists = QWidget()
        inner = QVBoxLayout(self.lists)
        inner.setContentsMargins(0, 0, 0, 0)
        self._top = QHBoxLayout()
        self._top.addWidget(self.shows)
        self._top.addStretch(1)
        self._top.addWidget(self.new)
        inner.addLayout(self._top)
        self.stack = QStackedWidget()
        for part in (self.table, self.months):
            self.stack.addWidget(part)
        inner.addWidget(self.stack, 1)
        for whole in (self.lists, self.view):
            self.pages.addWidget(whole)
        self._outer = QVBoxLayout(self)
        self._outer.addWidget(self.pages)
        self.main_button = self.new

    def _connect(self) -> None:
        self.new.clicked.connect(lambda _checked=False: self.new_activity())
        self.shows.chosen.connect(self.show_list)
        self.table.opened.connect(self.open_activity)
        self.table.current_changed.connect(self._on_current)
        self.table.loaded.connect(self._on_loaded)
        self.months.opened.connect(lambda activity, session: self.open_activity(activity, "door", session))
        view = self.view
        view.left.connect(self.close_activity)
        view.panel_wanted.connect(self._on_panel_wanted)
        view.edit_wanted.connect(lambda: self.edit(view.activity_id))
        view.sign_up_wanted.connect(self.sign_up)
        view.publish_wanted.connect(self._on_publish)
        view.papers_wanted.connect(self._on_papers)
        view.tab_changed.connect(self.actions_changed)

    def restyle(self) -> None:
        """Take sizes of the theme again."""
        self._outer.setContentsMargins(0, 0, 0, 0)
        self.lists.layout().setSpacing(px(12))  # type: ignore[union-attr]
        self._top.setSpacing(px(8))
        self.setMinimumWidth(px(320))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a narrow place the questions asked least give way, unless they are answered."""
        super().resizeEvent(event)
        for chip, least in zip(self.table.bar.chips, (0, 0, 620, 760, 860), strict=True):
            chip.setVisible(self.width() >= px(least) or chip.value is not None)

    # -- the page --------------------------------------------------------------------------------------------

    def is_whole(self) -> bool:
        """Whether one activity takes the whole page."""
        return self.pages.currentWidget() is self.view

    def begin(self) -> None:
        """The caret stands where work starts."""
        if self.is_whole():
            self.view.begin()
        elif self.shows.current == "sessions":
            self.months.begin()
        else:
            self.table.bar.line.setFocus()

    def reload(self) -> None:
        """Read what is in sight again."""
        Query(self, _modules, key="modules").then(self._on_modules).start()
        if self.is_whole():
            self.view.reload()
            return
        (self.months if self.shows.current == "sessions" else self.table).reload()
        if self._panel is not None and shiboken6.isValid(self._panel) and self._panel.isVisible():
            self._read_panel(self._panel.card.id, again=True)

    def _on_modules(self, found: list[tuple[int, str]]) -> None:
        self._modules[:] = found

    def open(self, target: Any) -> None:
        """An id opens an activity; ("session", id of the activity, id), ("sign_up", id …), or a tab by its key."""
        if isinstance(target, int):
            self.open_activity(target)
        elif target == "new":
            self.new_activity()
        elif isinstance(target, tuple) and target[0] == "where":
            self.close_activity()
            self.show_list("activities")
            self.table.set_where(Where("", dict(target[1])))
        elif isinstance(target, tuple):
            tab, activity_id, *row = target
            self.open_activity(int(activity_id), str(tab), row[0] if row else None)

    def remember(self) -> dict[str, Any]:
        """Which list is shown, and how it is narrowed."""
        where = self.table.bar.where()
        kept = {key: str(value) for key, value in where.choices.items() if key in ("status", "left")}
        return {"shows": self.shows.current, "where": kept}

    def recall(self, state: dict[str, Any]) -> None:
        """Take back what `remember` returned; at first what is over stays out of the way."""
        if state.get("shows") in SHOWS:
            self.show_list(state["shows"])
        self.table.set_where(Where("", {"status": OPEN_NOW} if not state else dict(state.get("where") or {})))

    def action_specs(self) -> Sequence[ActionSpec]:
        """What can be done here."""
        return specs(self)

    def tour_stops(self) -> Sequence[Stop]:
        """The card, editors, every tab, the sheet and the door."""
        return stops(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back from an activity to the list."""
        if event.key() == Qt.Key.Key_Escape and self.is_whole():
            self.close_activity()
        else:
            super().keyPressEvent(event)

    # -- lists and panel -------------------------------------------------------------------------------------

    def show_list(self, key: str) -> None:
        """The activities, or the sessions of a month."""
        self.shows.set_current(key)
        self.stack.setCurrentWidget(self.months if key == "sessions" else self.table)
        self.close_panel()
        self.reload()
        self.begin()

    def _on_current(self, activity_id: int | None) -> None:
        if activity_id is not None and not self._is_writing():
            self._read_panel(activity_id)

    def _is_writing(self) -> bool:
        return self._editor is not None and shiboken6.isValid(self._editor) and self._editor.isVisible()

    def _read_panel(self, activity_id: int, *, again: bool = False) -> None:
        """`again`: only what stands in the panel is read anew; whatever took its place meanwhile stays."""
        Query(self, lambda read: queries.activity_card(read, activity_id), key="panel", lane="quick").then(
            partial(self._on_card, again=again)
        ).start()

    def _on_card(self, card: ActivityCard, *, again: bool) -> None:
        if self.is_whole() or self._is_writing():
            return
        if self._panel is not None and shiboken6.isValid(self._panel) and self._panel.isVisible():
            self._panel.show_card(card)
            return
        if again:
            return
        panel = self._panel = ActivityPanel(card)
        panel.closed.connect(self.close_panel)
        panel.tab_wanted.connect(lambda tab: self.open_activity(panel.card.id, tab))
        panel.edit_wanted.connect(lambda: self.edit(panel.card.id))
        panel.copy_wanted.connect(lambda: acts.copy(self, panel.card, self.edit))
        panel.publish_wanted.connect(lambda: acts.publish(self, panel.card))
        panel.cancel_wanted.connect(lambda: self.cancel(panel.card))
        panel.sign_up_wanted.connect(self.sign_up)
        panel.papers_wanted.connect(self._on_papers)
        self.show_panel(panel)

    def _on_panel_wanted(self, panel: QWidget | None) -> None:
        if panel is None:
            self.close_panel()
        else:
            self.show_panel(panel)

    # -- one activity ----------------------------------------------------------------------------------------

    def activity_at_hand(self) -> int | None:
        """The activity that is open, or the one under the cursor."""
        if self.is_whole():
            return self.view.activity_id
        return self.table.current_id() if self.shows.current == "activities" else None

    def open_activity(self, activity_id: int, tab: str = "", target: Any = None) -> None:
        """Show an activity on the whole page."""
        self.close_panel()
        self._panel = None
        self.pages.setCurrentWidget(self.view)
        self.view.show_activity(activity_id, tab or self.view.tabs.current, target)
        self.actions_changed.emit()
        self.view.begin()

    def close_activity(self) -> None:
        """Back to the list, where the cursor still is."""
        if not self.is_whole():
            return
        self.close_panel()
        self.pages.setCurrentWidget(self.lists)
        self.actions_changed.emit()
        self.reload()
        self.begin()

    def sign_up(self) -> None:
        """Sign somebody up for the activity at hand."""
        open_sheet(self.window(), activity=self.activity_at_hand())

    def new_activity(self) -> None:
        """An empty editor."""
        if may(Permission.ACTIVITIES_WRITE):
            Query(self, lambda read: form_of(read, None), key="form").then(self._open_editor).start()

    def edit(self, activity_id: int | None) -> None:
        """Change an activity."""
        if activity_id is not None and may(Permission.ACTIVITIES_WRITE):
            Query(self, lambda read: form_of(read, activity_id), key="form").then(self._open_editor).start()

    def _open_editor(self, form: ActivityForm) -> None:
        editor = self._editor = ActivityEditor(form)
        editor.closed.connect(self.close_panel)
        editor.saved.connect(self._on_saved)
        self.show_panel(editor)
        editor.begin()

    def _on_saved(self, activity_id: int) -> None:
        self._editor = None
        self.close_panel()
        if not self.is_whole():
            # The list is being read again; the row is chosen when it has come.
            self._to_select = activity_id
            self.table.reload()
            self._read_panel(activity_id)

    def _on_loaded(self) -> None:
        if self._to_select is not None and self.table.select(self._to_select):
            self._to_select = None

    def _on_publish(self) -> None:
        if self.view.card is not None:
            acts.publish(self, self.view.card)

    def cancel(self, card: ActivityCard) -> None:
        """Ask why, then call the whole activity off."""
        panel = ReasonPanel(
            _("Cancel “{title}”").format(title=card.title),
            _(
                "Every session to come is called off, the rooms are free, and everybody gets on one call list."
            ),
            _("Cancel the activity"),
            lambda reason: acts.cancel(self, card, reason, partial(self._on_called_off, card.id)),
        )
        panel.closed.connect(self.close_panel)
        self.show_panel(panel)

    def _on_called_off(self, activity_id: int, call_list_id: int | None) -> None:
        self.close_panel()
        if call_list_id is not None:
            self.open_activity(activity_id, "calls", call_list_id)

    def _on_papers(self, button: QWidget) -> None:
        ref = self.activity_at_hand()
        if ref is not None:
            menu = papers_menu(self, paper_specs(self, ref))
            menu.popup(button.mapToGlobal(QPoint(0, button.height() + px(4))))


def _modules(read: Any) -> list[tuple[int, str]]:
    return [(one.id, one.name) for one in module_queries.board(read)]
