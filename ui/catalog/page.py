"""The Services place: modules at the left, the list, the guide card or the editor at the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

import shiboken6
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.catalog import queries
from neighborcenter.catalog.drafts import ServiceDraft, ServiceFacts
from neighborcenter.catalog.queries import GuideCard, ModuleCount, ServiceRow
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.work import Read
from neighborcenter.modules import queries as module_queries
from neighborcenter.modules.queries import ModuleRow
from ui.catalog import acts, output
from ui.catalog.columns import COLUMNS, ServiceSource, filters
from ui.catalog.editor import ServiceEditor
from ui.catalog.guide_panel import GuidePanel
from ui.catalog.withdraw import WithdrawPanel
from ui.kit.actions import ActionSpec
from ui.kit.columns import Empty
from ui.kit.jobs import Query, may
from ui.kit.messages import toast
from ui.kit.page import Page, Stop
from ui.kit.shown import set_shown
from ui.kit.table import TableView
from ui.kit.theme import px, theme_changed
from ui.kit.widgets import Button, IconButton
from ui.modules.module_list import ModuleList
from ui.modules.words import title_of


class CatalogPage(Page):
    """What the center does for people."""

    key: ClassVar[str] = "catalog"
    title: ClassVar[str] = N_("Services")
    watches: ClassVar[frozenset[str]] = frozenset({"service", "service_paper", "service_module"})

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = ServiceSource()
        self._names: dict[int, str] = {}
        self.modules = ModuleList(self)
        self.table = TableView(
            "catalog",
            COLUMNS,
            self._source,
            filters=filters(lambda: list(self._names.items())),
            empty=Empty(
                _("No services yet"),
                _("Write the first one, or take services from a file."),
                "clipboard-list",
                _("New service") if may(Permission.CATALOG_WRITE) else "",
                self.new_service,
            ),
            placeholder=_("Service, pinyin or initials"),
            export=(lambda kind, ids, columns: output.export_list(self, kind, ids, columns))
            if may(Permission.EXPORT)
            else None,
            print_rows=lambda ids, columns: output.print_list(self, ids, columns),
            parent=self,
        )
        self._panel: GuidePanel | None = None
        self._editor: ServiceEditor | None = None
        self._narrow_new: IconButton | None = None
        self._shown: int | None = None
        self._box = QHBoxLayout(self)
        self._side = QWidget(self)
        self._left = QVBoxLayout(self._side)
        self._left.setContentsMargins(0, 0, 0, 0)
        self._left.addWidget(self.modules, 1)
        self._box.addWidget(self._side)
        self._box.addWidget(self.table, 1)
        if may(Permission.CATALOG_WRITE):
            new = self.main_button = Button(_("New service"), "primary", "plus", key="Ctrl N")
            new.clicked.connect(self.new_service)
            self._left.insertWidget(0, new)
            self._narrow_new = IconButton("plus", _("New service"))
            self._narrow_new.clicked.connect(self.new_service)
            self.table.bar.add_right(self._narrow_new)
            confirm = Button(_("Confirm the selected"), "tinted", "badge-check")
            confirm.hide()
            confirm.clicked.connect(lambda: acts.confirm_many(self, self.table.selected_ids()))
            self.table.selection_changed.connect(lambda ids: set_shown(confirm, len(ids) > 1))
            self.table.bar.add_right(confirm)
        self.modules.chosen.connect(self._on_module)
        self.table.opened.connect(self.show_guide)
        self.table.current_changed.connect(self._on_current)
        theme_changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Take sizes of the theme again."""
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(px(16))
        self._left.setSpacing(px(12))
        self.setMinimumWidth(px(320))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a narrow place the list goes before the modules at its left and the questions above it."""
        super().resizeEvent(event)
        has_side = self.width() >= px(880)
        self._side.setVisible(has_side)
        for chip in self.table.bar.chips:
            wanted = not has_side if chip.choice.key == "module" else True
            chip.setVisible((wanted and self.width() >= px(680)) or chip.value is not None)
        if self._narrow_new is not None:
            self._narrow_new.setVisible(not has_side)

    def action_specs(self) -> Sequence[ActionSpec]:
        """What can be done here."""
        return (
            ActionSpec(
                "catalog.new", N_("New service"), "plus", "Ctrl+N", Permission.CATALOG_WRITE,
                run=self.new_service,
            ),
            ActionSpec(
                "catalog.print_list", N_("Print the catalog"), "printer", "Ctrl+P", Permission.CATALOG_VIEW,
                run=self.table.print_list,
            ),
            ActionSpec(
                "catalog.up", N_("Move up in its module"), "arrow-up", "Alt+Up", Permission.CATALOG_WRITE,
                needs="selection", run=lambda: acts.move(self, self.table, self._source.module_id, -1),
            ),
            ActionSpec(
                "catalog.down", N_("Move down in its module"), "arrow-down", "Alt+Down",
                Permission.CATALOG_WRITE, needs="selection", run=lambda: acts.move(self, self.table, self._source.module_id, 1),
            ),
            ActionSpec(
                "catalog.filter", N_("Filter the list"), "search", "Ctrl+F", Permission.CATALOG_VIEW,
                run=self.begin,
            ),
        )  # fmt: skip

    def tour_stops(self) -> Sequence[Stop]:
        """A card, a refused proof, both editors, why it is withdrawn."""

        def refused() -> None:
            Query(self, lambda read: queries.pick_services(read, "无犯罪", 1), key="tour").then(
                lambda found: self.open(found[0].id) if found else None
            ).start()

        first = self.table.model.ids[0] if self.table.model.ids else 0
        return (
            Stop("guide", lambda: self.table.grid.go_to_line(9)),
            Stop("refused", refused),
            Stop("editor", lambda: self.edit_service(first)),
            Stop("new", self.new_service),
        )

    def begin(self) -> None:
        """The caret stands in the filter line."""
        self.table.bar.line.setFocus()

    def reload(self) -> None:
        """Read modules, counts and the list again, and the card that is open."""
        Query(self, _overview).then(self._on_overview).start()
        self.table.reload()
        if self._shown is not None and self._panel is not None and shiboken6.isValid(self._panel):
            self.show_guide(self._shown)

    def open(self, target: Any) -> None:
        """Show one service: its id, or ("module", id) for the services of a module."""
        if isinstance(target, tuple):
            self.modules.choose(target[1])
            self._on_module(target[1])
            return
        self.show_guide(int(target))
        self.table.select(int(target))

    def remember(self) -> dict[str, Any]:
        """The module chosen."""
        return {"module": self.modules.value()}

    def recall(self, state: dict[str, Any]) -> None:
        """Choose the module of last time."""
        if state.get("module") is not None:
            self.modules.choose(int(state["module"]))
            self._source.module_id = int(state["module"])

    # -- the card ------------------------------------------------------------------------------------------

    def show_guide(self, service_id: int) -> None:
        """Open the guide card of a service."""
        self._shown = service_id
        Query(self, lambda read: queries.guide_card(read, service_id), key="guide").then(
            self._on_guide
        ).start()

    def _on_current(self, service_id: int | None) -> None:
        if service_id is not None and service_id != self._shown and not self._writing():
            self.show_guide(service_id)

    def _writing(self) -> bool:
        return self._editor is not None and shiboken6.isValid(self._editor) and self._editor.isVisible()

    def _on_guide(self, card: GuideCard | None) -> None:
        if card is None or self._writing():
            return
        if self._panel is not None and shiboken6.isValid(self._panel) and self._panel.isVisible():
            self._panel.show_card(card)
            return
        panel = GuidePanel(card)
        panel.closed.connect(self.close_guide)
        panel.edit_wanted.connect(self.edit_service)
        panel.publish_wanted.connect(lambda row: acts.publish(self, row))
        panel.withdraw_wanted.connect(self.withdraw)
        panel.confirm_wanted.connect(lambda row: acts.confirm(self, row))
        panel.print_wanted.connect(lambda row: output.print_guide(self, row))
        self._panel = panel
        self.show_panel(panel)

    def close_guide(self) -> None:
        """Close the card."""
        self._shown = None
        self.close_panel()

    # -- writing -------------------------------------------------------------------------------------------

    def new_service(self) -> None:
        """Open an empty editor, in the module that is chosen."""
        if not may(Permission.CATALOG_WRITE):
            return
        module_id = self.modules.value() or 0
        Query(self, queries.service_facts, key="facts").then(
            lambda facts: self._open_editor(ServiceEditor(facts, ServiceDraft("", module_id)))
        ).start()

    def edit_service(self, service_id: int) -> None:
        """Open the editor on a service."""

        def show(found: tuple[ServiceFacts, ServiceDraft, int, int, bool] | None) -> None:
            if found is not None:
                facts, draft, ref, version, published = found
                self._open_editor(ServiceEditor(facts, draft, ref, version, published=published))

        Query(self, lambda read: _to_edit(read, service_id), key="edit").then(show).start()

    def _open_editor(self, editor: ServiceEditor) -> None:
        self._editor = editor
        editor.closed.connect(self._on_editor_closed)
        editor.saved.connect(self._on_saved)
        self.show_panel(editor)
        editor.focus_first()

    def _on_editor_closed(self) -> None:
        self._editor = None
        self.close_panel()
        if self._shown is not None:
            self.show_guide(self._shown)

    def _on_saved(self, service_id: int) -> None:
        self._editor = None
        self.close_panel()
        toast(_("Saved"), owner=self)
        self.show_guide(service_id)

    def withdraw(self, row: ServiceRow) -> None:
        """Ask why, then withdraw."""
        panel = WithdrawPanel(row.title)
        panel.closed.connect(lambda: self.show_guide(row.id))
        panel.agreed.connect(lambda reason: self._on_withdraw(row, reason))
        self._panel = None
        self.show_panel(panel)
        panel.begin()

    def _on_withdraw(self, row: ServiceRow, reason: str) -> None:
        acts.withdraw(self, row, reason)
        self.show_guide(row.id)

    # -- lists, files, paper -------------------------------------------------------------------------------

    def _on_overview(self, found: tuple[tuple[ModuleRow, ...], dict[int, ModuleCount]]) -> None:
        modules, counts = found
        self._names = {m.id: title_of(m) for m in modules}
        self.modules.show_modules(modules, {m: c.published + c.drafts for m, c in counts.items()})
        waiting = sum(c.to_confirm for c in counts.values())
        self.set_note(_("{count} to confirm locally").format(count=waiting) if waiting else "")

    def _on_module(self, module_id: int | None) -> None:
        self._source.module_id = module_id
        self.table.reload()


def _overview(read: Read) -> tuple[tuple[ModuleRow, ...], dict[int, ModuleCount]]:
    return module_queries.board(read), queries.counts_by_module(read)


def _to_edit(read: Read, service_id: int) -> tuple[ServiceFacts, ServiceDraft, int, int, bool] | None:
    draft, row = queries.service_draft(read, service_id), queries.service_row(read, service_id)
    if draft is None or row is None:
        return None
    facts = queries.service_facts(read, but=service_id)
    return facts, draft, service_id, row.version, row.status == "published"
