"""The first screen of a new installation: which center is this, and who looks after it?"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from neighborcenter.backend import Backend
from neighborcenter.center.texts import CENTER_KINDS
from neighborcenter.data.founding import FoundingDraft, found_center, problems_in
from neighborcenter.kit.actor import system_actor
from neighborcenter.kit.i18n import _
from neighborcenter.kit.paths import Paths
from neighborcenter.kit.problems import Problem
from ui.accounts.sign_in import CenteredCard, Mark, SecretField
from ui.center.town_field import TownField
from ui.kit.buttons import Button
from ui.kit.fields import ChoiceField, TextField
from ui.kit.form import Field, Form
from ui.kit.jobs import Task, runner
from ui.kit.labels import Label


class FirstRunPage(CenteredCard):
    """Makes the database, the center, its starting modules and rooms, and the first administrator."""

    width_wanted = 620
    founded = Signal()

    def __init__(self, paths: Paths, url: str | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paths, self._url = paths, url
        title = Label(_("Set up the center"), "title")
        note = Label(
            _("This PC has no center yet. Five minutes: the rest can be changed later in Settings."),
            "small", "text2", wrap=True,
        )  # fmt: skip
        self.inside.addWidget(Mark(44), 0, Qt.AlignmentFlag.AlignHCenter)
        for line in (title, note):
            line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self.inside.addWidget(line)
        self.form = Form(columns=2)
        kinds = [(kind, _(name)) for kind, name in CENTER_KINDS.items()]
        add = self.form.add
        add(
            "name",
            Field(_("Name of the center"), TextField(_("For example 双沟社区邻里中心")), required=True),
            wide=True,
        )
        add("town_code", Field(_("Where it is"), TownField()), wide=True)
        add("kind", Field(_("Kind"), ChoiceField(kinds)))
        add("operator", Field(_("Run by"), TextField(_("Community committee, company…"))))
        add("person", Field(_("Administrator's name"), TextField(), required=True))
        add("login", Field(_("Login"), TextField(), _("Letters, digits or characters"), required=True))
        add("password", Field(_("Password"), SecretField(), _("At least 8 characters, letters and digits"),
                              required=True))  # fmt: skip
        add("again", Field(_("Password again"), SecretField(), required=True))
        self.button = Button(_("Set up the center"), "primary", "check", main=True)
        self.inside.addWidget(self.form)
        self.inside.addWidget(self.button)
        self.button.clicked.connect(self._on_found)
        self.form.set_values({"kind": next(iter(CENTER_KINDS))})

    def begin(self) -> None:
        """Put the caret into the first field."""
        self.form.focus_first()

    def draft(self) -> FoundingDraft:
        """Return what has been typed."""
        values = self.form.values()
        values.pop("again")
        return FoundingDraft(**values)

    def _on_found(self) -> None:
        draft, again = self.draft(), self.form.values()["again"]
        problems = problems_in(draft)
        if not draft.person:
            problems.append(Problem("person", "required"))
        if draft.password != again:
            problems.append(Problem("again", "accounts.again"))
        if problems:
            self.form.set_problems(problems)
            return
        self.button.set_busy(True, _("Setting up"))  # noqa: FBT003 - reads as a sentence
        task = Task(self, lambda: self._found(draft), lane="work").then(self._on_done)
        task.failed(self.form.set_problems).finally_(lambda: self.button.set_busy(False)).start()

    def _found(self, draft: FoundingDraft) -> Any:
        backend = runner().backend or Backend.open(self._paths, self._url, create=True)
        runner().backend = backend
        with backend.work(system_actor(0)) as work:
            return found_center(work, draft)

    def _on_done(self, _founded: Any) -> None:
        self.founded.emit()
