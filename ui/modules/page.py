"""The Modules place: the board of 1+6+X, and one module at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, ClassVar

import shiboken6
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.catalog import queries as catalog_queries
from neighborcenter.catalog.queries import ModuleCount
from neighborcenter.center import queries as center_queries
from neighborcenter.center.queries import RoomRow, SiteRow
from neighborcenter.forms.queries import FormCount, module_forms
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.problems import Problem, speak
from neighborcenter.kit.work import Read, Work
from neighborcenter.modules import queries, service
from neighborcenter.modules.queries import ModuleRow
from ui.kit.actions import ActionSpec
from ui.kit.jobs import Command, Query, may
from ui.kit.labels import Label
from ui.kit.messages import toast
from ui.kit.page import Page, Stop
from ui.kit.theme import px, theme_changed
from ui.kit.widgets import Button, Chip
from ui.modules.board import Board
from ui.modules.editor import ModuleEditor
from ui.modules.form_panel import FormPanel
from ui.modules.hand_over import HandOverPanel
from ui.modules.panel import ModulePanel
from ui.modules.words import title_of

Overview = tuple[tuple[ModuleRow, ...], dict[int, ModuleCount], date, dict[int, tuple[FormCount, ...]]]


class ModulesPage(Page):
    """1, the six and X."""

    key: ClassVar[str] = "modules"
    title: ClassVar[str] = N_("Modules")
    watches: ClassVar[frozenset[str]] = frozenset(
        {"service_module", "module_place", "service", "room", "form", "entry"}
    )

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.board = Board(self)
        self.closed_too = Chip(_("Closed ones as well"))
        self._modules: dict[int, ModuleRow] = {}
        self._counts: dict[int, ModuleCount] = {}
        self._forms: dict[int, tuple[FormCount, ...]] = {}
        self._today = date.min
        self._shown: int | None = None
        self._panel: ModulePanel | None = None
        self._box = QVBoxLayout(self)
        self._line = QHBoxLayout()
        self.summary = Label("", "small", "text2")
        self._line.addWidget(self.summary)
        self._line.addStretch(1)
        self._line.addWidget(self.closed_too)
        if may(Permission.MODULES_WRITE):
            new = self.main_button = Button(_("New X module"), "primary", "plus", key="Ctrl N")
            new.clicked.connect(self.new_module)
            self._line.addWidget(new)
        self._box.addLayout(self._line)
        self._box.addWidget(self.board, 1)
        self.board.chosen.connect(self.show_module)
        self.closed_too.toggled.connect(lambda _on: self.reload())
        theme_changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Take sizes of the theme again."""
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(px(12))
        self._line.setSpacing(px(12))

    def action_specs(self) -> Sequence[ActionSpec]:
        """What can be done here."""
        return (
            ActionSpec(
                "modules.new", N_("New X module"), "plus", "Ctrl+N", Permission.MODULES_WRITE,
                run=self.new_module,
            ),
        )  # fmt: skip

    def tour_stops(self) -> Sequence[Stop]:
        """A card, both editors, the hand-over."""
        module = next(iter(self._modules.values()), None)
        if module is None:
            return ()
        return (
            Stop("card", lambda: self.show_module(module.id)),
            Stop("edit", lambda: self._on_edit(module)),
            Stop("hand-over", lambda: self._show_form(HandOverPanel(module, self._today))),
            Stop("new", self.new_module),
        )

    def begin(self) -> None:
        """The first card takes the keys."""
        if self.board.cards:
            self.board.cards[0].setFocus()

    def reload(self) -> None:
        """Read the board again."""
        closed = self.closed_too.isChecked()
        Query(self, lambda read: _overview(read, closed)).then(self._on_overview).start()

    def open(self, target: Any) -> None:
        """Show one module by its id."""
        self._shown = int(target)
        self.reload()

    def show_module(self, module_id: int) -> None:
        """Open the card of a module."""
        module = self._modules.get(module_id)
        if module is None:
            return
        self._shown = module_id
        count = self._counts.get(module_id, ModuleCount())
        panel = ModulePanel(module, count, self._forms.get(module_id, ()))
        panel.closed.connect(self._on_closed)
        panel.edit_wanted.connect(self._on_edit)
        panel.hand_over_wanted.connect(lambda row: self._show_form(HandOverPanel(row, self._today)))
        panel.suspend_wanted.connect(self._on_suspend)
        panel.open_wanted.connect(self._on_open)
        panel.close_wanted.connect(self._on_close)
        panel.services_wanted.connect(lambda row: self.open_page("catalog", ("module", row.id)))
        panel.opened.connect(self.open_page)
        panel.forms_wanted.connect(lambda target: self.open_page("forms", target))
        self._panel = panel
        self.board.choose(module_id)
        self.show_panel(panel)

    def new_module(self) -> None:
        """Open an empty editor."""
        if may(Permission.MODULES_WRITE):
            Query(self, _places, key="new").then(
                lambda found: self._show_form(ModuleEditor(found[0], found[1]))
            ).start()

    def _on_overview(self, found: Overview) -> None:
        modules, self._counts, self._today, self._forms = found
        self._modules = {m.id: m for m in modules}
        self.board.show_modules(modules, self._counts)
        own = sum(m.number == "X" for m in modules)
        total = sum(c.published for c in self._counts.values())
        self.summary.setText(
            _("1 + {six} + {own} modules, {services} services published").format(
                six=sum(m.number == "6" for m in modules), own=own, services=total
            )
        )
        if self._shown in self._modules and (self._panel is None or self._is_open()):
            self.show_module(self._shown)

    def _is_open(self) -> bool:
        return self._panel is not None and shiboken6.isValid(self._panel) and self._panel.isVisible()

    def _show_form(self, form: FormPanel) -> None:
        form.closed.connect(self._on_form_closed)
        form.saved.connect(self._on_saved)
        self.show_panel(form)
        form.focus_first()

    def _on_form_closed(self) -> None:
        if self._shown is not None:
            self.show_module(self._shown)
        else:
            self.close_panel()

    def _on_saved(self, module_id: object) -> None:
        if isinstance(module_id, int):
            self._shown = module_id
        self._panel = None
        toast(_("Saved"), owner=self)
        self.close_panel()
        self.reload()

    def _on_closed(self) -> None:
        self._shown = None
        self.board.choose(None)
        self.close_panel()

    def _on_edit(self, module: ModuleRow) -> None:
        Query(self, _places, key="edit").then(
            lambda found: self._show_form(ModuleEditor(found[0], found[1], module))
        ).start()

    def _on_suspend(self, module: ModuleRow) -> None:
        said = _("Suspended “{name}”").format(name=title_of(module))
        self._act(lambda work: service.suspend_module(work, module.id), said, self._undo_by_opening(module))

    def _on_open(self, module: ModuleRow) -> None:
        said = _("Opened “{name}”").format(name=title_of(module))
        undo: Callable[[], None] | None = None
        if module.status in ("suspended", "closed"):
            back = service.suspend_module if module.status == "suspended" else service.close_module
            undo = lambda: self._act(lambda work: back(work, module.id), "")  # noqa: E731 - a name for a callback
        self._act(lambda work: service.open_module(work, module.id), said, undo)

    def _on_close(self, module: ModuleRow) -> None:
        said = _("Closed down “{name}”").format(name=title_of(module))
        self._act(lambda work: service.close_module(work, module.id), said, self._undo_by_opening(module))
        self._on_closed()

    def _undo_by_opening(self, module: ModuleRow) -> Callable[[], None]:
        return lambda: self._act(lambda work: service.open_module(work, module.id), "")

    def _act(self, act: Callable[[Work], object], said: str, undo: Callable[[], None] | None = None) -> None:
        def done(_result: object) -> None:
            if said:
                toast(said, undo=undo, owner=self)

        def refused(problems: Sequence[Problem]) -> None:
            toast(speak(problems[0]), icon="circle-alert", owner=self)

        Command(self, act).then(done).failed(refused).start()


def _overview(read: Read, closed: bool) -> Overview:
    counts = catalog_queries.counts_by_module(read)
    return queries.board(read, closed=closed), counts, read.clock.today(), module_forms(read)


def _places(read: Read) -> tuple[tuple[RoomRow, ...], tuple[SiteRow, ...]]:
    return center_queries.rooms(read), center_queries.sites(read)
