"""Editors for the fields of forms that the kit has none for: several answers, a file, a person."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QWidget

from neighborcenter.kit.i18n import _
from neighborcenter.people import finding
from ui.kit.flow import FlowLayout
from ui.kit.labels import Label
from ui.kit.theme import px
from ui.kit.widgets import Button
from ui.people.picker import PersonPicker, Picked


class ChoicesField(QWidget):
    """Several answers to tick; the value is a tuple in the order of the form."""

    changed = Signal()

    def __init__(self, options: Sequence[str], name: str) -> None:
        super().__init__()
        self.boxes = [QCheckBox(words) for words in options]
        flow = FlowLayout(self, gap=10)
        for box in self.boxes:
            box.setAccessibleName(f"{name}: {box.text()}")
            box.toggled.connect(lambda _on: self.changed.emit())
            flow.addWidget(box)
        if self.boxes:
            self.setFocusProxy(self.boxes[0])

    def value(self) -> tuple[str, ...] | None:
        """What is ticked; None when nothing is."""
        return tuple(box.text() for box in self.boxes if box.isChecked()) or None

    def set_value(self, value: Sequence[str] | None) -> None:
        """Tick these without telling anybody."""
        for box in self.boxes:
            with QSignalBlocker(box):
                box.setChecked(box.text() in (value or ()))

    def live_hint(self) -> str:
        return ""

    def trouble(self) -> str:
        return ""

    def set_state(self, state: str) -> None:
        for box in self.boxes:
            box.setProperty("state", state)


class OtherPersonField(PersonPicker):
    """A registered person as the answer to a field; the value is the id."""

    def value(self) -> Any:
        """The id, or None."""
        found = super().value()
        return None if found is None else found.resident_id

    def set_value(self, value: Any) -> None:
        """Show somebody: a Picked, or nobody."""
        super().set_value(value if isinstance(value, Picked) else None)

    def trouble(self) -> str:
        if self.box.text().strip() and self.value() is None:
            return _("Choose somebody of the list.")
        return ""


def picked(ref: int, name: str) -> Picked:
    """A resident by id, as a picker shows them."""
    return Picked(name, finding.RESIDENT, ref)


class FileField(QWidget):
    """A photo or a PDF: its path until the sheet is saved, afterwards what is kept of it."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._kept = ""
        self.file: Path | None = None
        self.button = Button(_("Choose a file …"), "secondary", "upload")
        self.words = Label("", "small", "text2", wrap=True)
        self.gone = Button(_("Take away"), "quiet", "x")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(px(8))
        line.addWidget(self.button)
        line.addWidget(self.words, 1)
        line.addWidget(self.gone)
        self.button.clicked.connect(lambda _checked=False: self.choose())
        self.gone.clicked.connect(lambda _checked=False: self.take(None))
        self.setFocusProxy(self.button)
        self.set_value(None)

    def choose(self) -> None:
        """Ask for a file."""
        found, _kind = QFileDialog.getOpenFileName(
            self, _("Choose a file …"), "", "JPG PNG PDF (*.jpg *.jpeg *.png *.pdf)"
        )
        if found:
            self.take(Path(found))

    def take(self, file: Path | None) -> None:
        """This file is meant; None: none."""
        self.file, self._kept = file, ""
        self._show(file.name if file is not None else "")
        self.changed.emit()

    def value(self) -> str | None:
        """What is kept, or the name of the file that will be."""
        return self._kept or (self.file.name if self.file is not None else None)

    def set_value(self, value: str | None) -> None:
        """Show what is kept without telling anybody."""
        self._kept, self.file = value or "", None
        self._show((value or "").partition("|")[2] or (value or ""))

    def _show(self, name: str) -> None:
        self.words.setText(name)
        self.gone.setVisible(bool(name))

    def live_hint(self) -> str:
        return ""

    def trouble(self) -> str:
        return ""

    def set_state(self, state: str) -> None:
        self.setProperty("state", state)
