"""The Reports place: papers at the left, what they ask for above, the sheet itself — and the figures behind it.

Choosing a paper reads its options, fills the form with what is usual (the last full month) and makes the
sheet at once in the lane; every change of the form makes it anew. Ctrl+P opens the preview, Enter prints.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.problems import Problem, speak
from neighborcenter.reports.choices import Option
from neighborcenter.reports.ledgers.paper import PREFIX
from neighborcenter.reports.ledgers.registry import LEDGERS
from neighborcenter.reports.params import defaults
from neighborcenter.reports.registry import EVERYTHING, report
from neighborcenter.reports.service import export_report
from ui.kit import jobs
from ui.kit.actions import ActionSpec
from ui.kit.buttons import Button, Segmented
from ui.kit.jobs import Command, Query, may
from ui.kit.labels import Label
from ui.kit.messages import toast
from ui.kit.page import Page, Stop
from ui.kit.printing import preview
from ui.kit.theme import mode, px, theme_changed
from ui.reports.behind_panel import BehindPanel, open_behind
from ui.reports.board import MonthBoard
from ui.reports.checks import Checks
from ui.reports.inspection_board import InspectionBoard
from ui.reports.ledger_board import LedgerBoard
from ui.reports.made import Made, options_of, start_making
from ui.reports.notes_panel import NotesPanel
from ui.reports.opening import place_of
from ui.reports.params_form import ParamsForm
from ui.reports.report_list import ReportList
from ui.reports.sheet_view import SheetView
from ui.reports.usage_board import UsageBoard

FIRST = "month_summary"
SHOWN = frozenset({"ledger_residents", "ledger_visits", "ledger_grids"})
"""Ledgers the picture tour stops at; all look alike."""


class ReportsPage(Page):
    """What ends on paper or in a spreadsheet."""

    key: ClassVar[str] = "reports"
    title: ClassVar[str] = N_("Reports")
    watches: ClassVar[frozenset[str]] = frozenset(
        {
            "visit",
            "occurrence",
            "resident",
            "report_note",
            "service",
            "service_module",
            "room",
            "hours",
            "closed_day",
            "booking",
            "occurrence_room",
            "occurrence_resource",
            "resource",
            "appointment",
            "charge",
            "receipt",
            "booking_answer",
            "booking_override",
            "booking_bar",
            "call_entry",
        }
    )

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = jobs.runner().backend.clock.today
        self.list = ReportList([one for one in EVERYTHING if may(one.permission)])
        self.form = ParamsForm(self._today)
        self.views = Segmented([("board", _("Figures")), ("sheet", _("Sheet"))])
        self.board, self.usage, self.sheet = MonthBoard(), UsageBoard(), SheetView()
        self.inspection, self.ledger = InspectionBoard(), LedgerBoard()
        self.boards: dict[str, Any] = {
            FIRST: self.board,
            "usage": self.usage,
            "inspection": self.inspection,
            PREFIX: self.ledger,
        }
        self.checks = Checks()
        self.stack = QStackedWidget()
        self.made: Made | None = None
        self._key = ""
        self._values: dict[str, dict[str, Any]] = {}
        self._wanted: Callable[[Made], object] | None = None
        self.notes_button = Button(_("Notes"), icon="pencil")
        self.pdf_button = Button("PDF", icon="file-down")
        self.xlsx_button = Button("Excel", icon="file-spreadsheet")
        self.main_button = self.print_button = Button(_("Print"), "primary", "printer", "Ctrl P")
        self._build()
        self._connect()
        theme_changed.connect(self.restyle)
        self.restyle()

    # -- building --------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._head = QHBoxLayout()
        self._head.addWidget(self.form, 1)
        self._tools = QHBoxLayout()
        self._tools.addStretch(0)
        for button in (self.notes_button, self.pdf_button, self.xlsx_button, self.print_button):
            self._tools.addWidget(button)
        self._head.addLayout(self._tools)
        self._head.setAlignment(self._tools, Qt.AlignmentFlag.AlignTop)
        self.state = Label("", "small", "text2")
        row = QHBoxLayout()
        row.addWidget(self.views)
        row.addWidget(self.state, 1)
        self.area = QScrollArea()
        self.area.setWidget(self.sheet)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setAccessibleName(_("Sheet"))
        self.area.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        for board in self.boards.values():
            self.stack.addWidget(board)
        self.stack.addWidget(self.area)
        self._right = QVBoxLayout()
        self._right.addLayout(self._head)
        self._right.addWidget(self.checks)
        self._right.addLayout(row)
        self._right.addWidget(self.stack, 1)
        self._box = QHBoxLayout(self)
        self._box.addWidget(self.list)
        self._box.addLayout(self._right, 1)

    def restyle(self) -> None:
        """Take sizes of the theme again."""
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(px(16))
        self._right.setSpacing(px(10))
        self._head.setSpacing(px(8))
        self._tools.setSpacing(px(8))
        # In elder mode what a paper asks for needs a line of its own.
        elder = mode() == "elder"
        self._head.setDirection(
            QHBoxLayout.Direction.TopToBottom if elder else QHBoxLayout.Direction.LeftToRight
        )
        self.list.setFixedWidth(px(160 if elder else 212))

    def _connect(self) -> None:
        self.list.chosen.connect(self.choose)
        self.form.changed.connect(self._on_form)
        self.views.chosen.connect(self._on_view)
        for board in self.boards.values():
            board.asked.connect(self.show_behind)
        self.ledger.opened.connect(self._on_open)
        self.checks.asked.connect(self.show_behind)
        self.notes_button.clicked.connect(self.edit_notes)
        self.pdf_button.clicked.connect(lambda: self.save("pdf"))
        self.xlsx_button.clicked.connect(lambda: self.save("xlsx"))
        self.print_button.clicked.connect(self.print_sheet)

    def action_specs(self) -> Sequence[ActionSpec]:
        """What can be done here."""
        return (
            ActionSpec("reports.print", N_("Print"), "printer", "Ctrl+P", Permission.REPORTS_VIEW, run=self.print_sheet),
            ActionSpec("reports.save_pdf", N_("Save as PDF"), "file-down", "Ctrl+S", Permission.EXPORT, run=lambda: self.save("pdf")),
            ActionSpec("reports.save_xlsx", N_("Save as Excel"), "file-spreadsheet", "Ctrl+Shift+S", Permission.EXPORT, run=lambda: self.save("xlsx")),
            ActionSpec("reports.notes", N_("Notes"), "pencil", "Ctrl+E", Permission.REPORTS_WRITE, run=self.edit_notes),
            ActionSpec("reports.find", N_("Find a paper"), "search", "Ctrl+F", Permission.REPORTS_VIEW, run=self.begin),
        )  # fmt: skip

    def tour_stops(self) -> Sequence[Stop]:
        """The rows behind a figure, the notes, the sheet, every other paper, the preview."""

        def view(name: str) -> None:
            self.views.set_current(name)
            self._show_tools()

        return (
            Stop("behind", lambda: self.show_behind("visits")),
            Stop("notes", self.edit_notes),
            Stop("sheet", lambda: view("sheet")),
            Stop("preview", self.print_sheet),
            Stop("figures", lambda: view("board")),
            *(
                Stop(row.report.key, partial(self.choose, row.report.key))
                for row in self.list.rows[1:]
                if not row.report.key.startswith(PREFIX) or row.report.key in SHOWN
            ),
            Stop("again", partial(self.choose, FIRST)),
        )

    # -- choosing --------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """The caret stands in the search."""
        self.list.search.setFocus()

    def reload(self) -> None:
        """Make the chosen paper again; the first time, the month."""
        if self._key:
            self._make()
        elif self.list.rows:
            known = [row.report.key for row in self.list.rows]
            self.choose(FIRST if FIRST in known else known[0])

    def open(self, target: Any) -> None:
        """Show a paper: its key, or (key, {parameter: value})."""
        key, values = target if isinstance(target, tuple) else (target, {})
        self._values[key] = {**defaults(report(key), jobs.runner().backend.clock), **values}
        self.choose(key)

    def remember(self) -> dict[str, Any]:
        """The paper that was open."""
        return {"report": self._key, "view": self.views.current}

    def recall(self, state: dict[str, Any]) -> None:
        """Open it again."""
        if any(row.report.key == state.get("report") for row in self.list.rows):
            self.choose(str(state["report"]))
        if state.get("view") in ("board", "sheet"):
            self.views.set_current(str(state["view"]))
            self._on_view(str(state["view"]))

    def choose(self, key: str) -> None:
        """Show the form of a paper, filled with what is usual, and make the paper."""
        self._key, self.made, self._wanted = key, None, None
        self._stale = False
        self.list.select(key)
        self.close_panel()
        self._show_tools()
        Query(self, lambda read: options_of(read, key), key="options").then(self._on_options).start()

    def _on_options(self, found: Mapping[str, tuple[Option, ...]]) -> None:
        chosen = report(self._key)
        if set(found) != {param.key for param in chosen.params}:
            return  # the answer to an earlier choice
        values = self._values.get(self._key) or defaults(chosen, jobs.runner().backend.clock)
        self.form.ask(chosen, values, found)
        self._make()

    def _on_form(self) -> None:
        self._values[self._key] = self.form.values()
        self._make()

    def _make(self) -> None:
        if self.form.report is None or self.form.report.key != self._key:
            return
        trouble = self.form.problem()
        if trouble:
            self._show_nothing(trouble)
            return
        if self._is_list():
            self._list()
        else:
            self._press()

    def _is_list(self) -> bool:
        """Whether a ledger is shown as a list: only the rows that are looked at are read, and there is no paper."""
        return self._key.startswith(PREFIX) and self.views.current == "board"

    def _list(self) -> None:
        self.made = None
        self.state.setText("")
        self.checks.show_checks((), linked=False)
        chosen = next(one for one in LEDGERS if PREFIX + one.key == self._key)
        self.ledger.show_ledger(chosen, self.form.values().get("days"), self._today())
        self._show_tools()

    def _press(self) -> None:
        key, values = self._key, self.form.values()
        self.state.setText(_("Preparing the paper…"))
        start_making(self, key, values, self._on_made, self._on_refused)

    def _on_made(self, made: Made) -> None:
        if made.pressed.report.key != self._key:
            return
        self.made = made
        words = _("{count} pages").format(count=made.pages)
        if made.missing:
            words = _("{pages}; no font has {characters}, printed as 〓").format(
                pages=words, characters=" ".join(made.missing)
            )
        self.state.setText(words)
        self.sheet.show_pdf(made.pdf)
        board = self._board()
        if board is not None and board is not self.ledger:
            board.show_record(made.pressed.record)
        self.checks.show_checks(made.pressed.checks, linked=board is not None)
        self._show_tools()
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            wanted(made)

    def _with_paper(self, run: Callable[[Made], object]) -> None:
        """Do it with the paper; that of a ledger shown as a list is made first."""
        if self.made is not None:
            run(self.made)
        elif self._is_list():
            self._wanted = run
            self._press()

    def _on_refused(self, problems: Sequence[Problem]) -> None:
        self._show_nothing("  ".join(speak(problem) for problem in problems))

    def _show_nothing(self, why: str) -> None:
        self.made = None
        self.state.setText(why)
        self.sheet.show_pdf(None)
        self.checks.show_checks((), linked=False)
        self._show_tools()

    def _board(self) -> Any:
        """The board of the chosen paper; all ledgers share one, papers of other kinds have none."""
        return self.boards.get(PREFIX if self._key.startswith(PREFIX) else self._key)

    def _show_tools(self) -> None:
        board = self._board()
        self.views.setVisible(board is not None)
        self.views.rename("board", _("List") if board is self.ledger else _("Figures"))
        self.notes_button.setVisible(bool(report(self._key).notes) and may(Permission.REPORTS_WRITE))
        for button in (self.pdf_button, self.xlsx_button):
            button.setVisible(may(Permission.EXPORT))
            button.setEnabled(self.made is not None or self._is_list())
        self.print_button.setEnabled(self.made is not None or self._is_list())
        self.stack.setCurrentWidget(board if board and self.views.current == "board" else self.area)
        for one in self.boards.values():
            one.setEnabled(self.made is not None or self._is_list())

    def _on_view(self, _view: str) -> None:
        self._show_tools()
        if self._key.startswith(PREFIX) and self.made is None:
            self._make()

    # -- checks, rows behind, notes --------------------------------------------------------------------------

    def show_behind(self, figure: str) -> None:
        """Show the rows that a figure counts."""
        if self.made is None or self._board() in (None, self.ledger):
            return
        open_behind(self, figure, self.made.pressed.record.counted, self._on_behind)

    def _on_behind(self, panel: BehindPanel) -> None:
        panel.opened.connect(self._on_open)
        self.show_panel(panel)

    def _on_open(self, kind: str, ref: int) -> None:
        """Open the record a row stands for."""
        place = place_of(kind, ref)
        if place is not None:
            self.open_page(*place)

    def edit_notes(self) -> None:
        """Open the words of the paper beside the sheet."""
        if self.made is None or not self.made.pressed.report.notes or not may(Permission.REPORTS_WRITE):
            return
        record = self.made.pressed.record
        panel = NotesPanel(self._key, record.period, self.made.pressed.report.notes, record.notes)
        panel.saved.connect(self.close_panel)
        self.show_panel(panel)

    # -- out -------------------------------------------------------------------------------------------------

    def print_sheet(self) -> None:
        """Open the preview of what is shown; Enter prints it."""
        self._with_paper(
            lambda made: preview(self, made.pressed.paper.imprint.title, made.pressed.name, made.pdf)
        )

    def save(self, kind: str) -> None:
        """Ask where, and write the PDF or the workbook; the audit trail says that it left the house."""

        def ask(made: Made) -> None:
            folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
            start = str(Path(folder) / f"{made.pressed.name}.{kind}")
            kinds = {"pdf": "PDF (*.pdf)", "xlsx": "Excel (*.xlsx);;CSV (*.csv)"}
            chosen, _filter = QFileDialog.getSaveFileName(self, _("Save as…"), start, kinds[kind])
            if chosen:
                self.save_to(Path(chosen))

        if may(Permission.EXPORT):
            self._with_paper(ask)

    def save_to(self, path: Path) -> None:
        """Write the file in the lane; says so, or says why not."""
        assert self.made is not None
        pressed = self.made.pressed
        Command(self, lambda work: export_report(work, pressed, path)).then(
            lambda _count: toast(_("Saved: {file}").format(file=path.name), owner=self)
        ).start()
