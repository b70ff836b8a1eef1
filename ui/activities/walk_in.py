"""Somebody came without signing up: found among the residents, or only by name, and in with Enter."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from neighborcenter.activities.drafts import WalkInDraft
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Refused
from ui.activities import acts
from ui.kit.buttons import Button
from ui.kit.fields import NumberField
from ui.kit.form import Field
from ui.kit.labels import Label
from ui.kit.sheet import Sheet
from ui.kit.theme import px
from ui.people.picker import PersonPicker, Picked


class WalkInSheet(Sheet):
    """Name and how many. `came` carries the name."""

    came = Signal(str)

    def __init__(self, window: QWidget, session_id: int, typed: str = "") -> None:
        super().__init__(window, _("Walk-in"))
        self._session_id = session_id
        self.who = PersonPicker(_("Name, pinyin or phone; or just a name"), free=True, tall=True)
        self.heads = NumberField(_("people"), minimum=1, maximum=500)
        self.heads.set_value(1)
        self.trouble = Label("", "small strong", "accent_text", wrap=True)
        self.trouble.hide()
        self.save = Button(_("Let in"), "primary", "check", "↵", main=True)
        self.body.addWidget(Field(_("Who"), self.who))
        row = QHBoxLayout()
        row.setSpacing(px(12))
        row.addWidget(Field(_("How many"), self.heads))
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(self.trouble)
        self.foot.addStretch(1)
        self.foot.addWidget(self.save)
        self.who.picked.connect(lambda _picked: self.save.setFocus())
        self.save.clicked.connect(lambda _checked=False: self.submit())
        if typed:
            self.who.box.setText(typed)

    def open(self) -> None:
        """Show it with the caret in the name."""
        super().open()
        self.who.box.setFocus()

    def submit(self) -> None:
        """Let them in."""
        picked: Picked | None = self.who.value()
        if picked is None or self.save.busy:
            return
        draft = WalkInDraft(
            self._session_id, picked.resident_id, picked.name, heads=int(self.heads.value() or 1)
        )
        self.save.set_busy(text=_("Letting in"))
        name = picked.name
        acts.walk_in(self, draft, self._on_refused).then(lambda _ref: self._on_in(name)).finally_(
            lambda: self.save.set_busy(busy=False)
        ).start()

    def _on_in(self, name: str) -> None:
        self.came.emit(name)
        self.leave()

    def _on_refused(self, refused: Refused) -> None:
        self.trouble.setText(acts.refused_words(refused))
        self.trouble.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter lets in from wherever the caret is."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submit()
            event.accept()
        else:
            super().keyPressEvent(event)
