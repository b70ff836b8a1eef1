"""The place of other offices' forms: the list, filling one, pointing one at fields; a file is dropped in here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.speech import say_month
from neighborcenter.kit.times import DAY, Month
from neighborcenter.kit.work import Read, Work
from neighborcenter.reports.fill import queries, service
from neighborcenter.reports.fill.naming import finding_words
from neighborcenter.reports.fill.queries import TemplateRow
from neighborcenter.reports.fill.rematch import Finding
from neighborcenter.reports.fill.spots import Spot
from ui.kit import jobs
from ui.kit.actions import ActionSpec
from ui.kit.buttons import Button, IconButton
from ui.kit.chips import Chip
from ui.kit.columns import Column, Empty, Mark, Sort, Source, Where, in_order
from ui.kit.jobs import Command, Query, may
from ui.kit.labels import Label
from ui.kit.messages import toast
from ui.kit.page import Page, Stop
from ui.kit.shown import set_shown
from ui.kit.spoken import spoken_days
from ui.kit.table import TableView
from ui.people.panels import Panel
from ui.reports.forms.add_panel import AddPanel, choose_form, read_form
from ui.reports.forms.fill_panel import FillPanel
from ui.reports.forms.mapping import MappingView, Opened

SUFFIXES = (".xlsx", ".docx")
COLUMNS = (
    Column("name", N_("Form of an office"), 260, strong=True, stretch=True),
    Column("office", N_("Who sends it"), 170),
    Column("kind", N_("File"), 90, show=lambda row: f".{row.kind}"),
    Column("spots", N_("Places filled"), 90, "right"),
    Column("covered", N_("Last return for"), 190, show=lambda row: _covered(row)),
    Column(
        "returned",
        N_("Sent in"),
        140,
        show=lambda row: f"{row.returned:%Y-%m-%d %H:%M}" if row.returned else "",
    ),
    Column("active", N_("State"), 120, show=lambda row: _state(row)),
)


def _covered(row: TemplateRow) -> str:
    if row.covered is None:
        return ""
    first, last = row.covered
    month = Month.of(first)
    whole = (first, last) == (month.first, month.next_first - DAY)
    return say_month(month) if whole else spoken_days(first, last)


def _state(row: TemplateRow) -> Mark:
    if not row.active:
        return Mark(_("Put away"), "closed", "package")
    if not row.spots:
        return Mark(_("Not pointed at fields"), "notice", "circle-alert")
    return Mark(_("Ready"), "service", "check")


class FormsPage(Page):
    """Forms that other offices send, filled from our records."""

    key: ClassVar[str] = "forms_out"
    title: ClassVar[str] = N_("Forms of other offices")
    watches: ClassVar[frozenset[str]] = frozenset({"foreign_template", "foreign_spot", "foreign_return"})

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self.retired = Chip(_("Those put away as well"))
        self.mapping: MappingView | None = None
        self.table = TableView(
            "reports.forms",
            COLUMNS,
            Source(self._ids, lambda read, ids: [one for one in _rows(read, True) if one.id in set(ids)]),  # noqa: FBT003
            placeholder=_("Form or office"),
            take_away=_("Forms of other offices"),
            empty=Empty(
                _("No form of another office yet"),
                _("Drop its .xlsx or .docx here: it is pointed at fields once and filled every month."),
                "file-spreadsheet",
                _("Take a form in"),
                self.add,
            ),
        )
        self.main_button = self.add_button = Button(_("Take a form in"), "primary", "plus", "Ctrl N")
        self.fill_button = Button(_("Fill"), icon="file-down")
        self.fields_button = Button(_("Point at fields"), icon="sliders-horizontal")
        self.renew_button = IconButton("upload", _("New edition"))
        self.away_button = IconButton("package", _("Put away"))
        self.stack = QStackedWidget()
        self._build()

    def _build(self) -> None:
        wired = (
            (self.fill_button, self.fill), (self.fields_button, self.point), (self.renew_button, self.renew),
            (self.away_button, self.put_away), (self.add_button, self.add),
        )  # fmt: skip
        self.table.bar.add_right(self.retired)
        for button, act in wired:
            button.clicked.connect(lambda _checked=False, run=act: run())
            self.table.bar.add_right(button)
            if button is not self.fill_button:
                set_shown(button, may(Permission.REPORTS_WRITE))
        self.retired.toggled.connect(lambda _on: self.reload())
        self.table.opened.connect(lambda _ref: self.fill())
        self.table.current_changed.connect(lambda _ref: self._show_tools())
        self.table.loaded.connect(self._show_tools)
        self.stack.addWidget(self.table)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.stack)
        self._show_tools()

    def _ids(self, read: Read, where: Where, sort: Sort | None) -> list[int]:
        rows = _rows(read, self.retired.isChecked())
        typed = where.text.casefold()
        fitting = [one for one in rows if typed in f"{one.name} {one.office} {one.file_name}".casefold()]
        return [one.id for one in in_order(fitting, COLUMNS, sort)]

    def action_specs(self) -> Sequence[ActionSpec]:
        """What can be done here."""
        return (
            ActionSpec("reports.form_add", N_("Take a form in"), "plus", "Ctrl+N", Permission.REPORTS_WRITE, run=self.add),
            ActionSpec("reports.form_fill", N_("Fill the form"), "file-down", "", Permission.EXPORT, run=self.fill),
            ActionSpec("reports.form_point", N_("Point at fields"), "sliders-horizontal", "Ctrl+E", Permission.REPORTS_WRITE, run=self.point),
            ActionSpec("reports.form_renew", N_("New edition"), "upload", "Ctrl+U", Permission.REPORTS_WRITE, run=self.renew),
        )  # fmt: skip

    def tour_stops(self) -> Sequence[Stop]:
        """Taking a form in, filling one, pointing it at fields."""
        return (Stop("add", self.add), Stop("fill", self._tour_fill), Stop("fields", self._tour_fields))

    def _tour_fill(self) -> None:
        if self.table.model.rowCount():
            self.table.grid.setCurrentIndex(self.table.model.index(0, 0))
            self.fill()

    def _tour_fields(self) -> None:
        if self.table.model.rowCount():
            self.close_panel()
            self.table.grid.setCurrentIndex(self.table.model.index(self.table.model.rowCount() - 1, 0))
            self.point()

    def reload(self) -> None:
        """Read the list again."""
        self.table.reload()

    def begin(self) -> None:
        """The caret stands in the search."""
        self.table.bar.line.setFocus()

    def open(self, target: Any) -> None:
        """Show one form by its id, ready to be filled."""
        self.table.reload()
        Query(self, lambda read: _rows(read, True), key="open").then(  # noqa: FBT003
            lambda rows: self._fill_row(next((one for one in rows if one.id == target), None))
        ).start()

    # -- acts ------------------------------------------------------------------------------------------------

    def _row(self) -> TemplateRow | None:
        row = self.table.current_row()
        return row if isinstance(row, TemplateRow) else None

    def _show_tools(self) -> None:
        row = self._row()
        for button in (self.fill_button, self.fields_button, self.renew_button, self.away_button):
            button.setEnabled(row is not None)
        self.away_button.set_name(_("Bring back") if row is not None and not row.active else _("Put away"))

    def add(self, path: Path | None = None) -> None:
        """Take a form in."""
        if may(Permission.REPORTS_WRITE):
            panel = AddPanel(path)
            panel.closed.connect(self.close_panel)
            panel.added.connect(self._on_added)
            self.show_panel(panel)

    def _on_added(self, ref: int) -> None:
        self.close_panel()
        self._open_mapping(ref)

    def fill(self) -> None:
        """Fill the form in hand."""
        self._fill_row(self._row())

    def _fill_row(self, row: TemplateRow | None) -> None:
        if row is None or not may(Permission.EXPORT):
            return
        panel = FillPanel(row, jobs.runner().backend.clock.today)
        panel.closed.connect(self.close_panel)
        panel.mapping_wanted.connect(self._open_mapping)
        self.show_panel(panel)

    def point(self) -> None:
        """Point the form in hand at fields."""
        row = self._row()
        if row is not None and may(Permission.REPORTS_WRITE):
            self._open_mapping(row.id)

    def _open_mapping(self, ref: int) -> None:
        self.close_panel()
        Query(
            self, lambda read: Opened(queries.template_card(read, ref), service.known(read)), key="mapping"
        ).then(self._show_mapping).start()

    def _show_mapping(self, opened: Opened) -> None:
        self._leave_mapping()
        self.mapping = MappingView(opened)
        ref = opened.card.row.id
        self.mapping.saved.connect(lambda spots: self._save_mapping(ref, opened.card.spots, spots))
        self.mapping.left.connect(self._leave_mapping)
        self.stack.addWidget(self.mapping)
        self.stack.setCurrentWidget(self.mapping)
        self.mapping.preview.setFocus()

    def _leave_mapping(self) -> None:
        if self.mapping is not None:
            self.stack.setCurrentWidget(self.table)
            self.stack.removeWidget(self.mapping)
            self.mapping.deleteLater()
            self.mapping = None
            self.table.grid.setFocus()

    def _save_mapping(self, ref: int, before: tuple[Spot, ...], spots: tuple[Spot, ...]) -> None:
        def done(_none: object) -> None:
            self._leave_mapping()
            toast(
                _("Fields saved"),
                undo=lambda: self._act(_mapped(ref, before), _("As it was before")),
                owner=self,
            )

        Command(self, _mapped(ref, spots)).then(done).start()

    def renew(self, path: Path | None = None) -> None:
        """Put a newer file in the place of the form in hand; what became of every place is told."""
        row = self._row()
        path = path or (choose_form(self) if row is not None else None)
        if row is None or path is None or not may(Permission.REPORTS_WRITE):
            return
        chosen = path
        Command(self, lambda work: service.renew_template(work, row.id, chosen.name, read_form(chosen))).then(
            self._on_renewed
        ).start()

    def _on_renewed(self, findings: tuple[Finding, ...]) -> None:
        panel = Panel(_("What became of the places"))
        panel.closed.connect(self.close_panel)
        told = sorted(findings, key=lambda one: one.fate in ("kept", "moved"))
        for one in told:
            strong = one.fate not in ("kept", "moved")
            panel.body.addWidget(
                Label(
                    finding_words(one),
                    "body strong" if strong else "small",
                    "text" if strong else "text2",
                    wrap=True,
                )
            )
        self.show_panel(panel)
        toast(_("New edition taken in"), owner=self)

    def put_away(self) -> None:
        """Put the form in hand away, or bring it back."""
        row = self._row()
        if row is None or not may(Permission.REPORTS_WRITE):
            return
        there, back = (service.retire_template, service.restore_template)
        if not row.active:
            there, back = back, there
        said = _("Put away: {name}") if row.active else _("Brought back: {name}")
        self._act(
            lambda work: there(work, row.id),
            said.format(name=row.name),
            lambda: self._act(lambda work: back(work, row.id), ""),
        )

    def _act(self, act: Callable[[Work], object], said: str, undo: Callable[[], None] | None = None) -> None:
        def done(_result: object) -> None:
            if said:
                toast(said, undo=undo, owner=self)

        Command(self, act).then(done).start()

    # -- dropping --------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file of the right kind may be dropped."""
        urls = event.mimeData().urls()
        if (
            len(urls) == 1
            and Path(urls[0].toLocalFile()).suffix.lower() in SUFFIXES
            and may(Permission.REPORTS_WRITE)
        ):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take it in."""
        self.add(Path(event.mimeData().urls()[0].toLocalFile()))


def _rows(read: Read, retired: bool) -> tuple[TemplateRow, ...]:
    return queries.templates(read, retired=retired)


def _mapped(ref: int, spots: tuple[Spot, ...]) -> Callable[[Work], None]:
    return lambda work: service.map_template(work, ref, spots)
