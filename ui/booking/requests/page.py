"""The Requests place: what waits for an answer, what is to be paid, rules set aside, who may not book."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking import request_service
from neighborcenter.booking.rulebook import queries
from neighborcenter.kit.i18n import N_, _
from ui.booking.requests import columns
from ui.booking.requests.bar_editor import BarEditor, BarPanel
from ui.booking.requests.charge_panel import ChargePanel
from ui.booking.requests.request_panel import RequestPanel
from ui.kit.actions import ActionSpec
from ui.kit.buttons import Button, Segmented
from ui.kit.columns import Column, Empty, FilterChoice, Where
from ui.kit.jobs import Command, Query, may
from ui.kit.messages import toast
from ui.kit.page import Page, Stop
from ui.kit.table import TableView
from ui.kit.theme import px, theme_changed

TABS = ("requests", "charges", "overrides", "bars")


class RequestsPage(Page):
    """Four lists at the left, the one chosen at the right."""

    key = "requests"
    title = N_("Requests and charges")
    watches = frozenset(
        {"booking", "occurrence", "charge", "booking_answer", "booking_override", "booking_bar"}
    )

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = (_("Requests"), _("Charges"), _("Overrides"), _("Barred"))
        self.tabs = Segmented(list(zip(TABS, words, strict=True)), name=_("What the list shows"))
        self.tables = {
            "requests": self._table(
                "requests", columns.REQUESTS, words[0], columns.request_choices(),
                Empty(_("Nothing waits for an answer"), _("Bookings that need approval come here by themselves."),
                      "badge-check"),
            ),
            "charges": self._table(
                "charges", columns.CHARGES, words[1], columns.charge_choices(),
                Empty(_("Nothing is to be paid"), _("Fees and deposits come here by the rules of booking."), "ticket"),
            ),
            "overrides": self._table(
                "overrides", columns.OVERRIDES, words[2], (),
                Empty(_("No rule was set aside"), _("Who books against a rule says why; it stands here."), "scale"),
            ),
            "bars": self._table(
                "bars", columns.BARS, words[3], columns.bar_choices(),
                Empty(_("Nobody is barred"), _("Who did not come too often stands here by the rules."), "ban"),
            ),
        }  # fmt: skip
        self.lists = QStackedWidget()
        for table in self.tables.values():
            self.lists.addWidget(table)
        self.bar_button = Button(_("Bar somebody"), "primary", "ban")
        self.bar_button.clicked.connect(lambda _checked=False: self.new_bar())
        self.bar_button.setEnabled(may(Permission.BOOKING_APPROVE))
        self.bar_button.hide()
        self.main_button = self.bar_button
        self._top = QHBoxLayout()
        self._top.addWidget(self.tabs)
        self._top.addStretch(1)
        self._top.addWidget(self.bar_button)
        self._outer = QVBoxLayout(self)
        self._outer.addLayout(self._top)
        self._outer.addWidget(self.lists, 1)
        self.tabs.chosen.connect(self.show_tab)
        self.restyle()
        theme_changed.connect(self.restyle)

    def _table(
        self, key: str, shown: Sequence[Column], title: str, filters: Sequence[FilterChoice], empty: Empty
    ) -> TableView:
        table = TableView(
            f"requests.{key}", shown, columns.SOURCES[key], filters=filters, empty=empty,
            placeholder=_("Name, purpose or room"), take_away=title,
        )  # fmt: skip
        table.opened.connect(partial(self._open_row, key))
        return table

    def restyle(self) -> None:
        """Take sizes of the theme again."""
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(px(12))

    def action_specs(self) -> Sequence[ActionSpec]:
        """Ctrl+1…4 change the list, Enter opens the row."""
        view = Permission.BOOKING_VIEW
        words = (N_("Requests"), N_("Charges"), N_("Overrides"), N_("Barred"))
        tabs = [
            ActionSpec(f"requests.{key}", title, "list", "", view, run=partial(self._choose, key))
            for key, title in zip(TABS, words, strict=True)
        ]
        bar = ActionSpec(
            "requests.bar",
            N_("Bar somebody from booking"),
            "ban",
            "",
            Permission.BOOKING_APPROVE,
            run=self.new_bar,
        )
        return (*tabs, bar)

    def tour_stops(self) -> Sequence[Stop]:
        """Every list, a request, charges, a bar."""
        lists = [Stop(key, partial(self._choose, key)) for key in TABS[1:]]
        return (
            Stop("request", partial(self._open_first, "requests")),
            *lists,
            Stop("charge", partial(self._open_first, "charges")),
            Stop("bar", self.new_bar),
        )

    def remember(self) -> dict[str, Any]:
        """The list on show."""
        return {"tab": self.tabs.current}

    def recall(self, state: dict[str, Any]) -> None:
        """Show the list that was on show."""
        if state.get("tab") in TABS:
            self._choose(state["tab"])

    def reload(self) -> None:
        """Let go what is late, then read the list on show and how many wait."""
        self.tables[self.tabs.current].reload()
        Query(self, queries.requests_waiting, key="waiting", lane="quick").then(self._on_waiting).start()

    def begin(self) -> None:
        """Let go what nobody answered or paid in time."""
        if may(Permission.BOOKING_WRITE):
            Query(self, request_service.is_anything_due, key="due", lane="quick").then(self._on_due).start()

    def open(self, target: Any) -> None:
        """Open a list by its key, or a request by the id of its booking."""
        if target in TABS:
            self._choose(target)
        elif isinstance(target, int):
            self._choose("requests")
            self._open_row("requests", target)

    def show_tab(self, key: str) -> None:
        """Show another list."""
        self.lists.setCurrentWidget(self.tables[key])
        self.bar_button.setVisible(key == "bars")
        self.close_panel()
        self.tables[key].reload()

    def new_bar(self) -> None:
        """Open an empty form for a bar."""
        editor = BarEditor()
        editor.done.connect(self.close_panel)
        self.show_panel(editor)
        editor.form.focus_first()

    def _choose(self, key: str) -> None:
        self.tabs.set_current(key)
        self.show_tab(key)

    def _on_waiting(self, count: int) -> None:
        self.badge_changed.emit(count)
        self.set_note(_("{count} wait for an answer").format(count=count) if count else "")

    def _on_due(self, due: bool) -> None:
        if due:
            Command(self, request_service.lapse_due).then(self._on_lapsed).start()

    def _on_lapsed(self, lapsed: list[int]) -> None:
        if lapsed:
            toast(_("Lapsed: {count}").format(count=len(lapsed)))

    def _open_row(self, key: str, ref: int) -> None:
        source = columns.SOURCES[key]
        Query(self, lambda read: source.rows(read, [ref]), key="row", lane="quick").then(
            lambda rows: self._show(key, rows[0]) if rows else None
        ).start()

    def _show(self, key: str, row: Any) -> None:
        if key == "overrides":
            self.open_page("calendar", row.booking_id)
            return
        panel: QWidget
        if key == "requests":
            panel = RequestPanel(row)
            panel.show_booking.connect(lambda ref: self.open_page("calendar", ref))
            panel.answered.connect(partial(self._open_row, "requests"))
        elif key == "charges":
            panel = ChargePanel(row)
        else:
            panel = BarPanel(row)
            panel.done.connect(self.close_panel)
        self.show_panel(panel)

    def _open_first(self, key: str) -> None:
        self._choose(key)
        Query(self, partial(_first_of, key), key="row", lane="quick").then(
            lambda row: self._show(key, row) if row is not None else None
        ).start()


def _first_of(key: str, read: Any) -> Any:
    source = columns.SOURCES[key]
    ids = source.ids(read, Where(), None)
    rows = source.rows(read, ids[:1])
    return rows[0] if rows else None
