"""A form of another office taken in: its file, what it is called, who sends it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QWidget

from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Problem, Unavailable, speak
from neighborcenter.kit.work import Work
from neighborcenter.reports.fill import service
from neighborcenter.reports.fill.drafts import TemplateDraft
from ui.kit.buttons import Button
from ui.kit.fields import FlagField, TextField
from ui.kit.form import Field, Form
from ui.kit.jobs import Command
from ui.kit.labels import Label
from ui.people.panels import Panel


def choose_form(parent: QWidget) -> Path | None:
    """Ask for an .xlsx or .docx."""
    chosen, _kind = QFileDialog.getOpenFileName(
        parent, _("Choose a file"), "", _("Tables and documents") + " (*.xlsx *.docx)"
    )
    return Path(chosen) if chosen else None


def read_form(path: Path) -> bytes:
    """The bytes of a file. Raises Unavailable."""
    try:
        return path.read_bytes()
    except OSError as problem:
        raise Unavailable("reports.form_missing", file=path.name) from problem


class AddPanel(Panel):
    """`added` carries the id of the form that was taken in."""

    added = Signal(int)

    def __init__(self, path: Path | None = None, parent: QWidget | None = None) -> None:
        super().__init__(_("A form of another office"), parent)
        self._path = path
        self.pick = Button(_("Choose a file…"), icon="file-spreadsheet")
        self.pick.clicked.connect(lambda _checked=False: self.choose(choose_form(self)))
        self.file_name = Label("", "small", "text2", wrap=True)
        self.name, self.office = TextField(), TextField(_("Such as the town's civil affairs office"))
        self.guess = FlagField(_("Point it at fields by its headings"))
        self.guess.set_value(True)
        self.form = Form()
        self.form.add("file", Field(_("File"), self.pick_field()))
        self.form.add("name", Field(_("Name of the form"), self.name, required=True))
        self.form.add("office", Field(_("Who sends it"), self.office))
        self.form.add("guess", Field("", self.guess))
        self.body.addWidget(self.pick)
        self.body.addWidget(self.file_name)
        self.body.addWidget(self.form)
        self.message = Label("", "small strong", "accent_text", wrap=True)
        self.message.hide()
        self.body.addWidget(self.message)
        self.go = Button(_("Take it in"), "primary", "check", "Ctrl ↵", main=True)
        self.go.clicked.connect(lambda _checked=False: self.submit())
        self.foot_row.addWidget(self.go, 1)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.submit)
        self.choose(path)

    def pick_field(self) -> TextField:
        """Where the file is; it may be typed as well."""
        self.path_field = TextField(_("Drop the file here, or choose it"))
        return self.path_field

    def choose(self, path: Path | None) -> None:
        """Take a file; its name is proposed."""
        if path is None:
            self.go.setEnabled(self._path is not None)
            return
        self._path = path
        self.path_field.set_value(str(path))
        self.file_name.setText(path.name)
        if not self.name.value():
            self.name.set_value(path.stem)
        self.go.setEnabled(True)
        self.name.setFocus()

    def submit(self) -> None:
        """Read the file and keep it."""
        path = Path(self.path_field.value()) if self.path_field.value() else self._path
        if path is None or self.go.busy or not self.form.check():
            return
        name, office, guess = self.name.value(), self.office.value(), self.guess.value()
        self.message.hide()
        self.go.set_busy(True)

        def act(work: Work) -> int:
            return service.add_template(work, TemplateDraft(name, path.name, read_form(path), office, guess))

        job = Command(self, act).then(self.added.emit).failed(self._on_problems)
        job.finally_(lambda: self.go.set_busy(busy=False)).start()

    def _on_problems(self, problems: tuple[Problem, ...]) -> None:
        homeless = self.form.set_problems(problems)
        self.message.setText("  ".join(speak(problem) for problem in homeless))
        self.message.setVisible(bool(homeless))
