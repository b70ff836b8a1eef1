"""The buildings and places of the center, in the panel."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from neighborcenter.center import service
from neighborcenter.center.drafts import SiteDraft
from neighborcenter.center.queries import SiteRow
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Problem
from ui.kit.buttons import Button
from ui.kit.cards import Divider
from ui.kit.fields import TextField
from ui.kit.form import Field, Form
from ui.kit.jobs import Command
from ui.kit.messages import toast


class SiteEditor(QWidget):
    """All sites with name and address, and one empty line for a new one."""

    done = Signal()

    def __init__(self, sites: tuple[SiteRow, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Sites"))
        self._forms: list[tuple[SiteRow | None, Form]] = []
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        for site in (*sites, None):
            form = Form()
            form.add("name", Field(_("Site") if site is not None else _("New site"), TextField()))
            form.add("address", Field(_("Address"), TextField()))
            if site is not None:
                form.set_values({"name": site.name, "address": site.address})
            else:
                form.set_values({"name": "", "address": ""})
            self._forms.append((site, form))
            box.addWidget(form)
            if site is not None:
                box.addWidget(Divider())
        box.addStretch(1)
        self.save = Button(_("Save"), "primary", "check", main=True)
        self.save.clicked.connect(self._on_save)
        self.foot = self.save

    def _finish(self, said: str) -> None:
        toast(said)
        self.done.emit()

    def _on_save(self) -> None:
        changed = [
            (place, site, SiteDraft(**form.values()))
            for place, (site, form) in enumerate(self._forms)
            if form.dirty and (site is not None or form.values()["name"])
        ]
        if not changed:
            self.done.emit()
            return
        reached = [0]

        def act(work: object) -> None:
            for place, site, draft in changed:
                reached[0] = place
                if site is None:
                    service.add_site(work, draft)  # type: ignore[arg-type]
                else:
                    service.change_site(work, site.id, draft, version=site.version)  # type: ignore[arg-type]

        def refused(problems: tuple[Problem, ...]) -> None:
            self._forms[reached[0]][1].set_problems(problems)

        names = _(", ").join(draft.name for _place, _site, draft in changed)
        Command(self, act).then(lambda _done: self._finish(_("Saved: {name}").format(name=names))).failed(
            refused
        ).start()
