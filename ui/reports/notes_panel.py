"""The words a manager adds to the month's paper, in the right-hand panel; kept per month."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Problem
from neighborcenter.kit.work import Work
from neighborcenter.reports.drafts import NoteDraft
from neighborcenter.reports.queries import Note
from neighborcenter.reports.report import NotePlace
from neighborcenter.reports.service import write_note
from ui.kit.buttons import Button
from ui.kit.fields import LongTextField
from ui.kit.form import Field
from ui.kit.jobs import Command
from ui.kit.labels import Label
from ui.kit.messages import toast
from ui.kit.theme import px


class NotesPanel(QWidget):
    """One box for each place. Saving writes only what has changed. `saved` tells that the paper is new."""

    saved = Signal()

    def __init__(
        self,
        report: str,
        period: str,
        places: Sequence[NotePlace],
        notes: Mapping[str, Note],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Notes"))
        self._report, self._period, self._notes = report, period, dict(notes)
        self.fields: dict[str, Field] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(12))
        words = _("Printed after the tables. An empty place gets lines to write on.")
        if not period:
            words = _(
                "These words hold until they are changed; every paper printed from now on carries them."
            )
        layout.addWidget(Label(words, "small", "text2", wrap=True))
        for place in places:
            field = Field(_(place.label), LongTextField(_(place.hint), lines=5 if period else 16))
            note = self._notes.get(place.key)
            field.set_value(note.body if note else "")
            self.fields[place.key] = field
            layout.addWidget(field)
        self.save_button = Button(_("Save"), "primary", "save")
        self.save_button.clicked.connect(self.save)
        self.foot = self.save_button
        layout.addStretch(1)

    def drafts(self) -> list[NoteDraft]:
        """What has changed."""
        found = []
        for place, field in self.fields.items():
            note, body = self._notes.get(place), field.value()
            if body != (note.body if note else ""):
                version = note.version if note else 0
                found.append(NoteDraft(self._report, self._period, place, body, version))
        return found

    def save(self) -> None:
        """Write what has changed."""
        drafts = self.drafts()
        if not drafts:
            toast(_("Nothing has changed."), owner=self)
            return

        def act(work: Work) -> None:
            for draft in drafts:
                write_note(work, draft)

        self.save_button.set_busy(True)
        job = Command(self, act).then(self._on_saved).failed(self._on_refused)
        job.finally_(lambda: self.save_button.set_busy(False)).start()

    def _on_saved(self, _result: Any) -> None:
        toast(_("Notes saved."), owner=self)
        self.saved.emit()

    def _on_refused(self, problems: Sequence[Problem]) -> None:
        first = next(iter(self.fields.values()))
        first.set_problem(problems[0])
