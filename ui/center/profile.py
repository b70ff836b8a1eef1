"""Settings, Center: what this center is and where."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.center import queries, service
from neighborcenter.center.drafts import CenterDraft
from neighborcenter.center.queries import CenterCard
from neighborcenter.center.texts import CENTER_KINDS
from neighborcenter.kit.i18n import N_, _
from ui.center.town_field import TownField
from ui.kit.buttons import Button
from ui.kit.cards import Card
from ui.kit.fields import ChoiceField, TextField
from ui.kit.form import Field, Form
from ui.kit.jobs import Command, Query, may
from ui.kit.messages import toast
from ui.kit.section import Section, row_of


class ProfileSection(Section):
    """Name, kind, place, operator, address, phone."""

    key = "settings.profile"
    title = N_("Center")
    watches = frozenset({"center"})

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._version = 0
        card = Card(_("The center"), _("Stands on every paper"))
        self.form = Form(columns=2)
        kinds = [(str(kind.value), _(name)) for kind, name in CENTER_KINDS.items()]
        add = self.form.add
        add("name", Field(_("Name of the center"), TextField(), required=True), wide=True)
        add("town_code", Field(_("Where it is"), TownField()), wide=True)
        add("kind", Field(_("Kind"), ChoiceField(kinds)))
        add("operator", Field(_("Run by"), TextField()))
        add("address", Field(_("Address"), TextField()))
        add("phone", Field(_("Phone"), TextField()))
        self.save = Button(_("Save"), "primary", key="Ctrl S")
        self.save.setShortcut("Ctrl+S")
        self.save.clicked.connect(self._on_save)
        self.form.changed.connect(lambda: self.save.setEnabled(self._may_save()))
        card.add(self.form)
        card.add(row_of(self.save))
        self.add(card)

    def _may_save(self) -> bool:
        return may(Permission.CENTER_WRITE) and self.form.dirty

    def reload(self) -> None:
        """Read the profile."""
        Query(self, queries.center_profile).then(self._show).start()

    def _show(self, card: CenterCard) -> None:
        self._version = card.version
        names = ("name", "town_code", "kind", "operator", "address", "phone")
        self.form.set_values({name: getattr(card, name) for name in names})
        self.form.setEnabled(may(Permission.CENTER_WRITE))
        self.save.setEnabled(False)

    def _on_save(self) -> None:
        if not self.form.check():
            return
        draft, version = CenterDraft(**self.form.values()), self._version
        self.save.set_busy(True)
        (
            Command(self, lambda work: service.describe_center(work, draft, version=version))
            .then(lambda _done: toast(_("Saved: {name}").format(name=draft.name)))
            .failed(self.form.set_problems)
            .finally_(lambda: self.save.set_busy(False))
            .start()
        )
