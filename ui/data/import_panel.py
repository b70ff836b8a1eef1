"""One import in the panel: choose the file, see which column is what, see what would happen, then do it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QScrollArea, QVBoxLayout, QWidget

from neighborcenter.data.importers.kinds import IMPORTERS, KIND_NAMES
from neighborcenter.data.importing import Outcome, import_file
from neighborcenter.data.refused_sheet import write_refused
from neighborcenter.data.sheets import headings
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Problem, speak
from ui.data.column_names import field_name
from ui.kit.buttons import Button
from ui.kit.cards import ProgressCard
from ui.kit.fields import ChoiceField, FlagField
from ui.kit.form import Field
from ui.kit.jobs import EVERYTHING, Task, may, runner
from ui.kit.labels import Label
from ui.kit.messages import toast
from ui.kit.pause import Pause
from ui.kit.theme import px

MOST_SHOWN = 60


class ImportPanel(QWidget):
    """Nothing is kept before the last button; the trial that runs first is the real import, rolled back."""

    done = Signal()

    def __init__(self, kind: str = "residents", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Import from a file"))
        self._path: Path | None = None
        self._job: Task | None = None
        self._outcome: Outcome | None = None
        self._choices: dict[str, ChoiceField] = {}
        self._waiting: list[tuple[str, str]] = []
        """Columns that have no line yet, with what they seem to be."""
        self._ask_next = Pause(self, 0, self._ask_about_next)
        kinds = [(key, _(KIND_NAMES[key])) for key, make in IMPORTERS.items() if may(str(make().permission))]
        self.kind = ChoiceField(kinds)
        self.kind.set_value(kind)
        self.kind.changed.connect(self._on_kind)
        self.pick = Button(_("Choose a file…"), icon="file-spreadsheet")
        self.pick.clicked.connect(self._on_pick)
        self.file_name = Label("", "small", "text2", wrap=True)
        self._columns = QVBoxLayout()
        self.result = Label("", "body strong", wrap=True)
        self.refused = Label("", "small", "text2", wrap=True)
        self.skip_bad = FlagField(_("Leave the refused rows out"))
        self.skip_bad.changed.connect(self._show_outcome)
        self.save_refused = Button(_("Save refused rows…"), "quiet", "download")
        self.save_refused.clicked.connect(self._on_save_refused)
        self.progress = ProgressCard(_("Reading the file"), cancel=_("Stop"))
        self.progress.cancelled.connect(self._on_cancel)
        self.go = Button(_("Import"), "primary", "check", main=True)
        self.go.clicked.connect(self._on_go)
        self._lay_out()
        self._reset()

    def _lay_out(self) -> None:
        inside = QWidget()
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, 0, px(4), 0)
        box.setSpacing(px(12))
        box.addWidget(Field(_("What is in the file"), self.kind))
        box.addWidget(self.pick)
        box.addWidget(self.file_name)
        box.addLayout(self._columns)
        box.addWidget(self.result)
        box.addWidget(self.skip_bad)
        box.addWidget(self.refused)
        box.addWidget(self.save_refused)
        box.addStretch(1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area, 1)
        outer.addWidget(self.progress)
        outer.addWidget(self.go)

    def choose(self, path: Path) -> None:
        """Take a file: read its headings, then try it."""
        self._reset()
        self._path = path
        self.file_name.setText(path.name)
        names = self._names()
        Task(self, lambda: headings(path, names), lane="work").then(self._on_headings).failed(
            self._on_problems
        ).start()

    def _names(self) -> dict[str, tuple[str, ...]]:
        return dict(IMPORTERS[self.kind.value()].names)  # type: ignore[attr-defined]

    def _reset(self) -> None:
        self._outcome = None
        self._waiting = []
        self._ask_next.stop()
        self._choices.clear()
        while (item := self._columns.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for widget in (self.result, self.refused, self.skip_bad, self.save_refused, self.progress):
            widget.hide()
        self.go.setEnabled(False)
        self.go.setText(_("Import"))

    def _on_kind(self) -> None:
        if self._path is not None:
            self.choose(self._path)

    def _on_pick(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(
            self, _("Choose a file"), "", _("Tables") + " (*.xlsx *.xls *.csv *.txt)"
        )
        if chosen:
            self.choose(Path(chosen))

    def _on_headings(self, found: tuple[list[str], dict[str, str]]) -> None:
        listed, taken = found
        self._waiting = [(heading, taken[heading]) for heading in listed]
        self._ask_next.start()

    def _ask_about_next(self) -> None:
        """One column of the file after the other, so that a file with forty does not hold up the window."""
        if not self._waiting:
            self._try()
            return
        heading, taken = self._waiting.pop(0)
        fields = [("", _("leave out")), *((name, field_name(name)) for name in self._names())]
        choice = ChoiceField(fields)
        choice.set_value(taken)
        choice.changed.connect(self._try)
        self._choices[heading] = choice
        self._columns.addWidget(Field(_("Column “{heading}” is").format(heading=heading), choice))
        self._ask_next.start()

    def chosen(self) -> Mapping[str, str]:
        """Which heading stands for which field, as shown."""
        return {heading: choice.value() or "" for heading, choice in self._choices.items()}

    def _try(self) -> None:
        self._run(dry_run=True)

    def _on_go(self) -> None:
        self._run(dry_run=False)

    def _run(self, *, dry_run: bool) -> None:
        if self._path is None:
            return
        if self._job is not None:
            self._job.cancel()
        path, kind, columns = self._path, self.kind.value(), self.chosen()
        skip_bad = dry_run or self.skip_bad.value()
        desk = runner()
        self.go.setEnabled(False)
        self.progress.show()
        self.progress.set_progress(0, 0, _("can go on with other things"))

        def act(tell: Any) -> Outcome:
            return import_file(
                desk.backend, desk.actor, IMPORTERS[kind](), path,
                dry_run=dry_run, skip_bad=skip_bad, chosen=columns, progress=tell,
            )  # fmt: skip

        job = Task(self, act, lane="work")
        job.progress(lambda done, total, _words: self.progress.set_progress(done, total))
        job.then(self._on_tried if dry_run else self._on_imported).failed(self._on_problems)
        job.finally_(self.progress.hide)
        self._job = job.start()

    def _on_tried(self, outcome: Outcome) -> None:
        self._outcome = outcome
        self._show_outcome()

    def _show_outcome(self) -> None:
        outcome = self._outcome
        if outcome is None:
            return
        bad = len({entry.row for entry in outcome.refused})
        self.result.setText(
            _("{rows} rows: {added} new, {updated} changed, {unchanged} as they were, {bad} refused.").format(
                rows=outcome.rows, added=outcome.added, updated=outcome.updated,
                unchanged=outcome.unchanged, bad=bad,
            )
        )  # fmt: skip
        self.result.show()
        lines = [
            _("Row {row}, {column}: {reason}").format(
                row=entry.row, column=entry.column or "—", reason=entry.message
            )
            for entry in outcome.refused[:MOST_SHOWN]
        ]
        if len(outcome.refused) > MOST_SHOWN:
            lines.append(_("… and {count} more").format(count=len(outcome.refused) - MOST_SHOWN))
        self.refused.setText("\n".join(lines))
        for widget in (self.refused, self.skip_bad, self.save_refused):
            widget.setVisible(bool(bad))
        taken = outcome.added + outcome.updated
        self.go.setText(_("Import {count} rows").format(count=taken) if taken else _("Nothing to import"))
        self.go.setEnabled(taken > 0 and (not bad or self.skip_bad.value()))

    def _on_imported(self, outcome: Outcome) -> None:
        runner().touched.emit(frozenset({EVERYTHING}), None)
        toast(
            _("Imported: {added} new, {updated} changed, {file}").format(
                added=outcome.added, updated=outcome.updated, file=self._path.name if self._path else ""
            )
        )
        self.done.emit()

    def _on_problems(self, problems: tuple[Problem, ...]) -> None:
        self.result.setText("\n".join(speak(problem) for problem in problems))
        self.result.show()

    def _on_cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _on_save_refused(self) -> None:
        if self._outcome is None or self._path is None:
            return
        start = str(self._path.with_name(f"{self._path.stem} {_('Refused rows')}.xlsx"))
        target, _kind = QFileDialog.getSaveFileName(self, _("Save refused rows"), start, "Excel (*.xlsx)")
        if target:
            outcome, path, names = self._outcome, self._path, self._names()
            Task(self, lambda: write_refused(outcome, path, Path(target), names), lane="work").then(
                lambda count: toast(_("{count} refused rows saved").format(count=count))
            ).start()
