"""Designing a form: its fields in order, one of them in the panel, a sheet to try it, and publishing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.forms import rules, service
from neighborcenter.forms.drafts import Definition, FieldDef
from neighborcenter.forms.kinds import FieldKind, FormStatus
from neighborcenter.forms.queries import FormCard, form_card
from neighborcenter.forms.records import Version
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.problems import speak
from neighborcenter.kit.work import Read
from ui.forms.design_columns import COLUMNS, FieldRow
from ui.forms.entry_form import EntryForm
from ui.forms.field_panel import FieldPanel
from ui.forms.reading import Matter, matter, module_choices
from ui.forms.settings_panel import SettingsPanel
from ui.kit.actions import ActionSpec
from ui.kit.buttons import Button
from ui.kit.columns import Empty
from ui.kit.jobs import Query
from ui.kit.labels import Label
from ui.kit.listing import Listing
from ui.kit.messages import ask, toast
from ui.kit.page import Stop
from ui.kit.table import TableView
from ui.kit.theme import px
from ui.kit.widgets import IconButton
from ui.volunteers import acts
from ui.volunteers.tab import Tab


class DesignTab(Tab):
    """One form being designed; what is not published is kept as a draft when one leaves."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card: FormCard | None = None
        self.definition = Definition(())
        self._kept = self.definition
        self._select: int | None = None
        self.back = IconButton("arrow-left", _("The ledger"))
        self.title = Label("", "title", wrap=True)
        self.note = Label("", "small", "text2")
        self.add = Button(_("Add a field"), "tinted", "plus", key="Ctrl N")
        self.up, self.down = IconButton("arrow-up", _("Move up")), IconButton("arrow-down", _("Move down"))
        self.remove = IconButton("trash-2", _("Remove the field"))
        self.about = Button(_("About the form"), "secondary", "settings")
        self.preview = Button(_("Try it"), "secondary", "eye")
        self.publish = self.main_button = Button(_("Publish"), "primary", "check", key="Ctrl ↵")
        self.table = TableView(
            "forms.design", COLUMNS, Listing(self._load, COLUMNS, lambda row: row.one.label),
            empty=Empty(_("No fields yet"), _("Add the first one."), "list", _("Add a field"), self.add_field),
            placeholder=_("Field"),
        )  # fmt: skip
        self._build()
        self._connect()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(self.back)
        head.addWidget(self.title, 1)
        head.addWidget(self.note)
        for button in (self.about, self.preview, self.publish):
            head.addWidget(button)
        self.box.addLayout(head)
        for tool in (self.up, self.down, self.remove, self.add):
            self.table.bar.add_right(tool)
        self.box.addWidget(self.table, 1)

    def _connect(self) -> None:
        pairs = (
            (self.back, self.leave), (self.add, self.add_field), (self.up, partial(self.shift, -1)),
            (self.down, partial(self.shift, 1)), (self.remove, self.remove_field), (self.about, self.show_settings),
            (self.preview, self.try_it), (self.publish, self.publish_it),
        )  # fmt: skip
        for button, run in pairs:
            button.clicked.connect(lambda _checked=False, go=run: go())
        self.table.opened.connect(lambda ref: self.show_field(ref - 1))
        self.table.loaded.connect(self._on_loaded)

    # -- which form ------------------------------------------------------------------------------------------

    def open(self, target: Any) -> None:
        """A form by id."""
        Query(self, lambda read: form_card(read, int(target)), key="form").then(self._on_form).start()

    def _on_form(self, card: FormCard) -> None:
        self.card = card
        shown = card.draft or card.current
        self.definition = self._kept = shown.definition if shown is not None else Definition(())
        self.title.setText(card.title)
        self._say()
        self.table.reload()
        if not self.definition.fields or not any(one.kind not in _GIVEN for one in self.definition.fields):
            QTimer.singleShot(0, self, self.add_field)

    def reload(self) -> None:
        """The design is in hand, not in the database; only the list is drawn again."""
        self.table.reload()

    def begin(self) -> None:
        """The list has the keys."""
        self.table.grid.setFocus()

    def _load(self, _read: Read) -> Sequence[FieldRow]:
        wrong: dict[int, str] = {}
        for problem in rules.problems_in_definition(self.definition):
            _head, _dot, rest = problem.field.partition("fields.")
            place = rest.partition(".")[0]
            if place.isdecimal():
                wrong.setdefault(int(place), speak(problem))
        fields = self.definition.fields
        return [FieldRow(at + 1, one, wrong.get(at, ""), fields[:at]) for at, one in enumerate(fields)]

    def _on_loaded(self) -> None:
        if self._select is not None:
            self.table.select(self._select)
            self._select = None

    def _say(self) -> None:
        card = self.card
        if card is None:
            return
        number = 0 if card.current is None else card.current.number
        words = _("Version {number} is in force").format(number=number) if number else _("Not published yet")
        if self.definition != self._kept or card.draft is not None:
            words = f"{words} · {_('changed, not published')}"
        if card.status is FormStatus.RETIRED:
            words = _("Not used any more")
        self.note.setText(words)

    def _take(self, fields: Sequence[FieldDef], select: int | None = None) -> None:
        self.definition = replace(self.definition, fields=tuple(fields))
        self._say()
        self.table.reload()
        if select is not None:
            self._select = select + 1

    # -- fields ----------------------------------------------------------------------------------------------

    def _place(self) -> int | None:
        ref = self.table.current_id()
        return None if ref is None else ref - 1

    def add_field(self) -> None:
        """A new field below the one under the cursor."""
        at = self._place()
        place = len(self.definition.fields) if at is None else at + 1
        panel = FieldPanel(None, self.definition, place)
        panel.saved.connect(lambda one: self._on_added(one, place))
        self.show_panel(panel)
        panel.focus_first()

    def _on_added(self, one: object, place: int) -> None:
        assert isinstance(one, FieldDef)
        fields = list(self.definition.fields)
        fields.insert(place, one)
        self.close_panel()
        self._take(fields, place)
        self.table.grid.setFocus()

    def show_field(self, place: int) -> None:
        """One field in the panel."""
        if 0 <= place < len(self.definition.fields):
            panel = FieldPanel(self.definition.fields[place], self.definition, place)
            panel.saved.connect(lambda one: self._on_changed(one, place))
            self.show_panel(panel)
            panel.focus_first()

    def _on_changed(self, one: object, place: int) -> None:
        assert isinstance(one, FieldDef)
        fields = list(self.definition.fields)
        fields[place] = one
        self.close_panel()
        self._take(fields, place)

    def shift(self, step: int) -> None:
        """One place up or down."""
        at = self._place()
        if at is None or not 0 <= at + step < len(self.definition.fields):
            return
        fields = list(self.definition.fields)
        fields[at], fields[at + step] = fields[at + step], fields[at]
        self._take(fields, at + step)

    def remove_field(self) -> None:
        """Take a field out; entries made before keep it."""
        at = self._place()
        if at is None:
            return
        before = self.definition.fields
        self._take([one for place, one in enumerate(before) if place != at])
        toast(
            _("“{field}” is taken out; entries made before keep it").format(field=before[at].label),
            undo=lambda: self._take(before, at),
            owner=self.window(),
        )

    def show_settings(self) -> None:
        """Name, module, about whom, when the next is due."""
        if self.card is None:
            return
        Query(self, module_choices, key="modules").then(self._on_modules).start()

    def _on_modules(self, modules: Sequence[tuple[int, str]]) -> None:
        assert self.card is not None
        panel = SettingsPanel(self.card, self.definition, modules)
        panel.saved.connect(self._on_settings)
        self.show_panel(panel)
        panel.focus_first()

    def _on_settings(self, whole: object) -> None:
        assert isinstance(whole, Definition)
        self.close_panel()
        self.definition = whole
        if self.card is not None:
            Query(self, partial(_card, self.card.id), key="name").then(self._on_renamed).start()
        self._take(whole.fields)

    def _on_renamed(self, card: FormCard) -> None:
        self.card = card
        self.title.setText(card.title)
        self._say()

    # -- trying and publishing -------------------------------------------------------------------------------

    def try_it(self) -> None:
        """The sheet as it would be, to be filled in for a try."""
        if self.card is not None:
            Query(self, partial(matter, form_id=self.card.id), key="try").then(self._on_try).start()

    def _on_try(self, found: Matter) -> None:
        broken = [
            one for one in rules.problems_in_definition(self.definition) if one.field.startswith("fields")
        ]
        if broken:
            toast(speak(broken[0]), icon="triangle-alert", owner=self.window())
            return
        current = found.form.current or found.form.draft
        assert current is not None
        trial = Version(current.id, found.form.id, current.number, current.status, self.definition)
        self.show_panel(EntryForm(replace(found, form=replace(found.form, current=trial)), preview=True))

    def publish_it(self) -> None:
        """New entries take the design from now on; earlier ones keep theirs."""
        card, definition = self.card, self.definition
        if card is None or definition == (card.current.definition if card.current else None):
            toast(_("Nothing was changed since the last version"), icon="info", owner=self.window())
            return
        found = rules.problems_in_definition(definition)
        if found:
            toast(speak(found[0]), icon="triangle-alert", owner=self.window())
            return
        ref, seen = card.id, 0 if card.current is None else card.current.id
        self._kept = definition
        acts.act(
            self,
            lambda work: service.publish(work, ref, definition, seen=seen),
            lambda number: _("Version {number} is in force; earlier entries keep theirs").format(
                number=number
            ),
            undo=lambda work, _number: service.unpublish(work, ref),
            undone=_("Taken back; the design is kept"),
            then=lambda _number: self.tab_wanted.emit("ledger", ref),
        )

    def save_draft(self) -> None:
        """Keep the design for later."""
        if self.card is not None and self.definition != self._kept:
            ref, definition = self.card.id, self.definition
            self._kept = definition
            acts.act(self, lambda work: service.save_draft(work, ref, definition), _("The design is kept"))

    def discard(self) -> None:
        """Back to the version in force."""
        card = self.card
        if card is None or card.current is None:
            return
        if not ask(
            self,
            _("Discard what was changed since version {number}?").format(number=card.current.number),
            _("Discard"),
        ):
            return
        ref = card.id
        if card.draft is not None:
            acts.act(
                self,
                lambda work: service.discard_draft(work, ref),
                _("Discarded"),
                then=lambda _d: self.open(ref),
            )
        else:
            self.open(ref)

    def retire(self) -> None:
        """Take no more entries, or take them again."""
        card = self.card
        if card is None:
            return
        ref = card.id
        if card.status is FormStatus.ACTIVE:
            acts.act(
                self, lambda work: service.retire_form(work, ref), _("Takes no more entries; its ledger stays"),
                undo=lambda work, _done: service.restore_form(work, ref),
                then=lambda _done: self.tab_wanted.emit("list", None),
            )  # fmt: skip
        else:
            acts.act(
                self,
                lambda work: service.restore_form(work, ref),
                _("Used again"),
                then=lambda _d: self.open(ref),
            )

    def leave(self) -> None:
        """Back to the ledger; the design is kept."""
        if self.card is not None:
            self.save_draft()
            self.tab_wanted.emit("ledger", self.card.id)

    def action_specs(self) -> Sequence[ActionSpec]:
        """What can be done here."""
        right = Permission.FORMS_DESIGN
        return (
            ActionSpec("forms.field_add", N_("Add a field"), "plus", "Ctrl+N", right, run=self.add_field),
            ActionSpec("forms.field_up", N_("Move the field up"), "arrow-up", "Ctrl+Up", right, run=partial(self.shift, -1)),
            ActionSpec("forms.field_down", N_("Move the field down"), "arrow-down", "Ctrl+Down", right, run=partial(self.shift, 1)),
            ActionSpec("forms.field_remove", N_("Remove the field"), "trash-2", "Ctrl+Del", right, run=self.remove_field),
            ActionSpec("forms.settings", N_("About the form"), "settings", "Ctrl+I", right, run=self.show_settings),
            ActionSpec("forms.try", N_("Try the form"), "eye", "Ctrl+T", right, run=self.try_it),
            ActionSpec("forms.publish", N_("Publish the form"), "check", "Ctrl+Return", right, run=self.publish_it),
            ActionSpec("forms.save_draft", N_("Keep the design for later"), "save", "Ctrl+S", right, run=self.save_draft),
            ActionSpec("forms.discard", N_("Discard the design"), "eraser", "", right, run=self.discard),
            ActionSpec("forms.retire", N_("Use the form no more, or again"), "ban", "", right, run=self.retire),
            ActionSpec("forms.to_ledger", N_("The ledger"), "arrow-left", "Alt+Up", run=self.leave),
        )  # fmt: skip

    def tour_stops(self) -> Sequence[Stop]:
        """A field, the settings, the sheet on trial."""
        return (
            Stop("field", lambda: self.show_field(min(6, len(self.definition.fields) - 1))),
            Stop("settings", self.show_settings),
            Stop("try", self.try_it),
        )


_GIVEN = (FieldKind.FACT, FieldKind.DAY, FieldKind.DUE)


def _card(ref: int, read: Read) -> FormCard:
    return form_card(read, ref)
