"""The main window: rail, top bar, pages kept alive, one right-hand panel, palette, keys, lock. Knows no feature."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from neighborcenter.kit.i18n import N_, _
from ui.kit import jobs
from ui.kit.actions import ActionSpec, key_text, menu_of
from ui.kit.ahead import Ahead
from ui.kit.bell import BellPanel, Notice
from ui.kit.changes import Changes
from ui.kit.entries import Entry
from ui.kit.errors import Errors
from ui.kit.jobs import Query
from ui.kit.messages import BannerSlot, set_toast_host
from ui.kit.nav_rail import NavRail, RailItem
from ui.kit.page import Page
from ui.kit.page_keys import PageKeys
from ui.kit.places import SETTINGS, PageSpec, Places
from ui.kit.presence import IdleWatch, Today
from ui.kit.shortcuts import ShortcutSheet
from ui.kit.side_panel import Beside, PanelHost
from ui.kit.theme import mode, next_mode, px, set_mode, set_palette, theme, theme_changed
from ui.kit.top_bar import TopBar
from ui.kit.troubles import Troubles
from ui.kit.workstation import Workstation
from ui.pages import NOTICE_SOURCES, PAGES, SHEETS, SheetSpec, finders, read_notices

if TYPE_CHECKING:
    from ui.kit.palette import Palette

BELL_RESTS_MS = 5000
"""How long nobody is asked for notices again after every room was."""


def _palette_of(window: MainWindow) -> Palette:
    from ui.kit.palette import Palette  # noqa: PLC0415 - the first page is painted without it

    made = Palette(window)
    made.chosen.connect(window._on_chosen)
    made.left.connect(window._focus_page)
    made.set_commands(window._commands)
    made.set_finders(finders(window.specs))
    return made


class MainWindow(QWidget):
    """Everything a signed-in person sees."""

    lock_wanted = Signal()
    sign_out_wanted = Signal()
    password_wanted = Signal()
    palette_box = cached_property(_palette_of)

    def __init__(self, station: Workstation, errors: Errors, pages: Sequence[PageSpec] = PAGES) -> None:
        super().__init__()
        self.station, self.errors = station, errors
        self.specs = {spec.key: spec for spec in pages if spec.exists() and jobs.may(spec.permission)}
        self.places = Places(self.specs)
        self.pages: dict[str, Page] = {}
        self._back: list[str] = []
        self._badges: dict[str, int] = {}
        self._notices: list[Notice] = []
        self._bell_rests = QTimer(self, interval=BELL_RESTS_MS, singleShot=True)
        self._bell_late = False
        self.rail, self.top, self.stack = NavRail(self), TopBar(self), QStackedWidget(self)
        self.panel, self.banners = PanelHost(self), BannerSlot(self)
        self.sheet = ShortcutSheet(self)
        self._commands: list[Entry] = []
        self.keys = PageKeys(self)
        self.changes = Changes(jobs.runner(), self)
        self.presence = IdleWatch(self)
        self.today = Today(jobs.runner().backend.clock.today, self)
        self.ahead = Ahead([spec.module for spec in (*self.specs.values(), *SETTINGS)], self)
        self._build()
        self._fill_rail()
        self._connect()
        self._make_shortcuts()
        self._offer_commands()
        self.restyle()

    def _build(self) -> None:
        self._middle = Beside(self.stack, self.panel, self)
        right = QVBoxLayout()
        right.addWidget(self.top)
        self._banner_row = QHBoxLayout()
        self._banner_row.addWidget(self.banners)
        right.addLayout(self._banner_row)
        right.addWidget(self._middle, 1)
        outer = QHBoxLayout(self)
        for box in (right, outer):
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(0)
        outer.addWidget(self.rail)
        outer.addLayout(right, 1)

    def _fill_rail(self) -> None:
        def items(*, at_foot: bool) -> list[RailItem]:
            shown = [
                spec
                for spec in self.specs.values()
                if spec.at_foot == at_foot and self.places.of(spec.key) == spec.key
            ]
            return [
                RailItem(spec.key, spec.rail_name(), spec.icon, self.places.digit(spec.key), spec.name())
                for spec in shown
            ]

        self.rail.fill_with(items(at_foot=False), items(at_foot=True))
        self.rail.person.set_name(jobs.actor().name)

    def _connect(self) -> None:
        self.panel.left.connect(self._focus_page)
        self.top.place_pressed.connect(self.open_page)
        self.rail.chosen.connect(self.open_page)
        self._bell_rests.timeout.connect(self._on_bell_rested)
        self.rail.person_pressed.connect(self._on_person)
        self.top.search_pressed.connect(lambda: self.palette_box.open())
        self.top.size_pressed.connect(self.next_size)
        self.top.look_pressed.connect(self.switch_look)
        self.top.bell_pressed.connect(self.show_notices)
        self.changes.changed.connect(self._on_changed)
        jobs.runner().trouble.connect(self.errors.hear)
        self.troubles = Troubles(self.errors, self.banners, self)
        theme_changed.connect(self.restyle)
        set_toast_host(self)
        self.presence.idle.connect(self.lock_wanted)
        self.today.changed.connect(self._show_title)

    def _own_specs(self) -> list[ActionSpec]:
        return [
            ActionSpec(
                "window.find", N_("Find anything"), "search", "Ctrl+K", run=lambda: self.palette_box.open()
            ),
            ActionSpec("window.keys", N_("Keys of this page"), "info", "F1", run=self.show_keys),
            *(self._sheet_spec(one) for one in SHEETS if jobs.may(one.permission)),
            ActionSpec("window.refresh", N_("Refresh"), "refresh-cw", "F5", run=self.refresh),
            ActionSpec("window.size", N_("Text size"), "a-large-small", "Ctrl+Shift+=", run=self.next_size),
            ActionSpec("window.look", N_("Dark or light"), "moon", "Ctrl+Shift+L", run=self.switch_look),
            ActionSpec("window.back", N_("Back"), "arrow-left", "Alt+Left", run=self.go_back),
            ActionSpec("window.lock", N_("Lock the screen"), "lock", "Ctrl+L", run=self.lock_wanted.emit),
            ActionSpec(
                "window.password", N_("Change my password"), "key-round", run=self.password_wanted.emit
            ),
            ActionSpec("window.sign_out", N_("Sign out"), "log-out", run=self.sign_out_wanted.emit),
        ]

    def _sheet_spec(self, sheet: SheetSpec) -> ActionSpec:
        def run() -> None:
            page = self.current()
            sheet.open(self, page.person_at_hand() if page is not None else None)

        return ActionSpec(sheet.id, sheet.text, sheet.icon, sheet.shortcut, sheet.permission, run=run)

    def _make_shortcuts(self) -> None:
        self.own = self._own_specs()
        for spec in self.own:
            if spec.shortcut and spec.run is not None:
                QShortcut(QKeySequence(spec.shortcut), self, spec.run)
        for key in self.specs:
            if digit := self.places.digit(key):
                QShortcut(QKeySequence(f"Ctrl+{digit}"), self, lambda k=key: self.open_page(k))

    def current(self) -> Page | None:
        """Return the open page."""
        return page if isinstance(page := self.stack.currentWidget(), Page) else None

    def start(self, key: str = "") -> None:
        """Open the page of last time, listen to other programs, look for notices."""
        last = key or self.station.value("page/last", "")
        self.open_page(last if last in self.specs else next(iter(self.specs), ""))
        self.changes.watch_outside()
        self.presence.begin()
        self.today.begin()
        self.ahead.begin()
        self._look_for_notices()

    def open_page(self, key: str, target: Any = None) -> None:
        """Open a place, importing and building it the first time."""
        if key not in self.specs:
            return
        before = self.current()
        page = self.pages.get(key) or self._make_page(key)
        if before is not None and before is not page:
            self._back.append(before.key)
            self.panel.put(None)
        self.stack.setCurrentWidget(page)
        self.rail.show_open(self.places.of(key))
        self._show_title()
        self._use_actions()
        page.begin()
        if target is not None:
            page.open(target)  # after begin: what was opened has the caret

    def _use_actions(self) -> None:
        if (page := self.current()) is not None:
            self.keys.use(page.action_specs())
            self._offer_commands()

    def _make_page(self, key: str) -> Page:
        page = self.pages[key] = self.specs[key].make()
        page.panel_wanted.connect(self._on_panel)
        page.go_to.connect(self.open_page)
        page.note_changed.connect(lambda _text: self._show_title())
        page.actions_changed.connect(self._use_actions)
        page.badge_changed.connect(lambda count, k=key: self._on_badge(k, count))
        self.stack.addWidget(page)
        page.recall(self.station.page_state(key))
        return page

    def _on_badge(self, key: str, count: int) -> None:
        """A place of the rail counts for those beside it as well."""
        self._badges[key] = count
        place = self.places.of(key)
        self.rail.set_badge(
            place, sum(self._badges.get(each, 0) for each, _w in self.places.side_by_side(place))
        )

    def go_back(self) -> None:
        """Open the page that was open before."""
        if self._back:
            key = self._back.pop()
            self.open_page(key)
            self._back.pop()

    def refresh(self) -> None:
        """Read the open page again."""
        if (page := self.current()) is not None:
            page.mark_stale()

    def _on_changed(self, tables: frozenset[str], initiator: object) -> None:
        for page in self.pages.values():
            page.on_changed(tables, initiator)
        self._look_for_notices()

    def _on_panel(self, widget: QWidget | None) -> None:
        self.panel.put(widget)
        self.panel.fit(self.width())
        self._middle.lay()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc that nobody else wanted closes the panel."""
        if event.key() == Qt.Key.Key_Escape and self.panel.isVisible():
            self.panel.put(None)
            self._focus_page()
        else:
            super().keyPressEvent(event)

    def _focus_page(self) -> None:
        if (page := self.current()) is not None:
            page.begin()

    def _show_title(self) -> None:
        if (page := self.current()) is not None:
            title = _(page.title) if page.title else self.specs[page.key].name()
            self.top.show_page(
                title, page.note or self.today.words, self.places.side_by_side(page.key), page.key
            )

    def _offer_commands(self) -> None:
        entries = [
            Entry("page", spec.key, spec.name(), icon=spec.icon, page=spec.key,
                  key=f"Ctrl {self.places.digit(spec.key)}" if self.places.digit(spec.key) else "")
            for spec in self.specs.values()
        ]  # fmt: skip
        entries += [
            Entry("page", f"{spec.key}.{key}", _(title), spec.name(), spec.icon, page=spec.key, target=key)
            for spec in self.specs.values()
            for key, title in spec.parts
        ]
        page = self.current()
        entries += [
            Entry("command", spec.id, spec.label(), icon=spec.icon or "zap", key=key_text(spec.shortcut),
                  run=spec.run)
            for spec in [*(page.action_specs() if page is not None else ()), *self.own]
            if spec.allowed() and spec.run is not None
        ]  # fmt: skip
        self._commands[:] = entries
        if "palette_box" in vars(self):
            self.palette_box.set_commands(entries)

    def _on_chosen(self, entry: Entry) -> None:
        if entry.page:
            self.open_page(entry.page, entry.target)
        elif entry.run is not None:
            entry.run()

    def show_keys(self) -> None:
        """Show the F1 sheet."""
        page = self.current()
        specs = list(page.action_specs()) if page is not None else []
        own = [(spec.label(), key_text(spec.shortcut)) for spec in self.own if spec.shortcut]
        places = [
            (spec.name(), f"Ctrl {digit}")
            for spec in self.specs.values()
            if (digit := self.places.digit(spec.key))
        ]
        here = [(spec.label(), key_text(spec.shortcut)) for spec in specs if spec.shortcut]
        self.sheet.open([(_("This page"), here), (_("Everywhere"), own), (_("Places"), places)])

    def _look_for_notices(self) -> None:
        """At once, or when the bell has had its rest: every room is asked, and the desk acts more than once a second."""
        if self._bell_rests.isActive():
            self._bell_late = True
        elif NOTICE_SOURCES and jobs.runner().backend is not None:
            self._bell_late = False
            self._bell_rests.start()
            Query(self, read_notices, lane="quick").then(self._on_notices).start()

    def _on_bell_rested(self) -> None:
        if self._bell_late:
            self._look_for_notices()

    def _on_notices(self, notices: list[Notice]) -> None:
        self._notices = notices
        self.top.set_notices(len(notices))
        if isinstance(self.panel.content(), BellPanel):
            self.panel.content().show_notices(notices)  # type: ignore[union-attr]

    def show_notices(self) -> None:
        if isinstance(self.panel.content(), BellPanel):
            self.panel.put(None)
            return
        bell = BellPanel()
        bell.go_to.connect(self.open_page)
        bell.show_notices(self._notices)
        self._on_panel(bell)

    def restyle(self) -> None:
        """Take sizes of the theme again."""
        self._banner_row.setContentsMargins(px(24), 0, px(24), px(8))
        self.panel.fit(self.width())
        self._middle.lay()

    def next_size(self) -> None:
        """Standard → large → elder → standard."""
        set_mode(next_mode())
        self.station.mode = mode()

    def switch_look(self) -> None:
        """Light ↔ dark."""
        set_palette("light" if theme().dark else "dark")
        self.station.palette = "dark" if theme().dark else "light"

    def _on_person(self) -> None:
        chosen = [
            spec for spec in self.own if spec.id in ("window.lock", "window.password", "window.sign_out")
        ]
        menu = menu_of(chosen, self, head=jobs.actor().name)
        person = self.rail.person
        menu.popup(
            person.mapToGlobal(QPoint(person.width() + px(8), -menu.sizeHint().height() + person.height()))
        )

    def leave(self) -> None:
        """Keep what the pages remember; stop listening."""
        for key, kept in self.pages.items():
            self.station.keep_page_state(key, kept.remember())
        if (page := self.current()) is not None:
            self.station.keep("page/last", page.key)
        self.station.save()
        for watch in (self.changes, self.presence, self.today, self.ahead):
            watch.stop()
        self._bell_rests.stop()
        set_toast_host(None)
