"""The sheet of one entry, made from the fields of its form: what does not apply is not there, what is reckoned
is shown while one types, and what is known of the person is never asked."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from neighborcenter.forms import attaching, entry_service, rules
from neighborcenter.forms.drafts import Definition, EntryDraft, FieldDef
from neighborcenter.forms.kinds import TYPED, FieldKind, Subject
from neighborcenter.forms.values import label_of, words_of
from neighborcenter.kit.i18n import _
from ui.forms.editors import ChoicesField, FileField, OtherPersonField, picked
from ui.forms.household_field import Home, HouseholdField
from ui.forms.reading import Matter, person_words
from ui.forms.signature import SignatureField
from ui.kit.fields import ChoiceField, ClockField, LongTextField, NumberField, TextField, YuanField
from ui.kit.form import Field
from ui.kit.jobs import Query, actor, runner
from ui.kit.labels import Label
from ui.kit.moments import DateField
from ui.kit.spoken import spoken_day
from ui.modules.form_panel import FormPanel
from ui.people.picker import PersonPicker

PERSON, DAY = "resident_id", "day"


class EntryForm(FormPanel):
    """A new entry, or one to be changed. `saved` carries the id of the entry."""

    def __init__(self, matter: Matter, preview: bool = False) -> None:
        entry = matter.entry
        super().__init__(matter.form.title, _("Enter the record") if entry is None else _("Save"))
        self.matter = matter
        self.definition: Definition = matter.form.definition if entry is None else entry.definition
        self.key = uuid.uuid4().hex
        self._age: int | None = None
        self._rows: dict[str, Field] = {}
        self.facts = Label("", "small", "text2", wrap=True)
        self.due = Label("", "small strong", "text2", wrap=True)
        self._build()
        self.form.set_values(self._shown())
        self.box.insertWidget(self.box.count() - 1, self.due)
        self.form.changed.connect(self.refresh)
        if preview:
            self.save_button.setEnabled(False)
        person = entry.row.resident_id if entry is not None else (matter.person or (None,))[0]
        if person is not None:
            self.ask_person(person)
        self.refresh()

    def _build(self) -> None:
        add = self.form.add
        if self.definition.subject is not Subject.NONE:
            self.person = PersonPicker(register=True)
            self.person.picked.connect(lambda one: self.ask_person(one.id))
            required = self.definition.subject is Subject.REQUIRED
            field = add(PERSON, Field(_("Resident"), self.person, required=required))
            layout: Any = field.layout()
            layout.insertWidget(2, self.facts)
            self.facts.hide()
        today = self.matter.now.date
        named = next((one for one in self.definition.fields if one.kind is FieldKind.DAY), None)
        add(
            DAY,
            Field(_("Day") if named is None else label_of(named), DateField(today, "past"), required=True),
        )
        for one in self.definition.fields:
            if one.kind in TYPED:
                editor = self._editor(one)
                editor.setEnabled(not one.permission or self._may(one))
                hint = one.hint or (_("Only people with the right see this.") if one.permission else "")
                self._rows[one.key] = add(one.key, Field(label_of(one), editor, hint, required=one.required))
            elif one.kind is FieldKind.COMPUTED:
                shown = Reckoned()
                self._rows[one.key] = add(one.key, Field(label_of(one), shown))

    def _may(self, one: FieldDef) -> bool:
        who = actor()
        return who is None or bool(who.may(one.permission))

    def _editor(self, one: FieldDef) -> QWidget:
        makers: dict[FieldKind, Callable[[], QWidget]] = {
            FieldKind.TEXT: TextField,
            FieldKind.LONG_TEXT: LongTextField,
            FieldKind.NUMBER: partial(NumberField, one.unit, places=one.places, minimum=None),
            FieldKind.MONEY: partial(YuanField, None),
            FieldKind.DATE: partial(DateField, self.matter.now.date),
            FieldKind.TIME: ClockField,
            FieldKind.CHOICE: partial(_choice, [(each, each) for each in one.options], one),
            FieldKind.CHOICES: partial(ChoicesField, one.options, label_of(one)),
            FieldKind.YES_NO: partial(_choice, [(True, _("Yes")), (False, _("No"))], one),
            FieldKind.PERSON: OtherPersonField,
            FieldKind.ROOM: partial(_choice, list(self.matter.rooms), one),
            FieldKind.SERVICE: partial(_choice, list(self.matter.services), one),
            FieldKind.HOUSEHOLD: HouseholdField,
            FieldKind.FILE: FileField,
            FieldKind.SIGNATURE: SignatureField,
        }
        return makers[one.kind]()

    def _shown(self) -> dict[str, Any]:
        entry, matter = self.matter.entry, self.matter
        if entry is None:
            values = {
                one.key: rules.default_of(one, matter.now, matter.me)
                for one in self.definition.fields
                if one.kind in TYPED
            }
            values[DAY] = matter.now.date()
            if matter.person is not None:
                values[PERSON] = picked(*matter.person)
            return values
        values = dict(entry.values)
        for one in self.definition.fields:
            ref, name = values.get(one.key), entry.names.get(one.key, "")
            if one.kind is FieldKind.PERSON and isinstance(ref, int):
                values[one.key] = picked(ref, name)
            elif one.kind is FieldKind.HOUSEHOLD and isinstance(ref, int):
                values[one.key] = Home(ref, name)
        values[DAY] = entry.row.day
        if entry.row.resident_id is not None:
            values[PERSON] = picked(entry.row.resident_id, entry.row.name)
        return values

    def ask_person(self, ref: int | None) -> None:
        """Show what is known of the person."""
        if ref is not None:
            form = self.matter.form.key
            Query(self, lambda read: person_words(read, ref, form), key="person", lane="quick").then(
                self._on_person
            ).start()

    def _on_person(self, found: tuple[str, int | None]) -> None:
        words, self._age = found
        self.facts.setText(words)
        self.facts.setVisible(bool(words))
        self.refresh()

    def about(self) -> rules.About:
        """What the rules need to know around the entry."""
        day = self.form.fields[DAY].value() or self.matter.now.date()
        return rules.About(self.matter.now.date(), day, self._age, has_person=True)

    def values(self) -> dict[str, Any]:
        """The answers by field key, as far as they can be understood."""
        found = self.form.values()
        return {one.key: found[one.key] for one in self.definition.fields if one.kind in TYPED}

    def refresh(self) -> None:
        """Show what applies, reckon what is reckoned, say when the next one is due."""
        about, fields = self.about(), self.definition.fields
        known = {key: value for key, value in self.values().items() if value not in ("", None)}
        for one in fields:
            if one.shown_when and one.key in self._rows:
                here = rules.shown(one, known, about, fields)
                self._rows[one.key].setVisible(here)
                if not here:
                    known.pop(one.key, None)
        reckoned = rules.reckoned(self.definition, known, about)
        for one in fields:
            if one.kind is FieldKind.COMPUTED and one.key in self._rows:
                words = words_of(one, reckoned.get(one.key))
                self._rows[one.key].editor.set_value(f"{words} {one.unit}".strip() if words else "—")
        due = rules.next_due(self.definition.due, known, about.day, self.matter.calendar)
        self.due.setText("" if due is None else _("Next due on {day}").format(day=spoken_day(due)))
        self.due.setVisible(due is not None)

    def draft(self) -> EntryDraft:
        """What stands on the sheet."""
        found = self.form.values()
        person = found.get(PERSON)
        ref = None if person is None else person.resident_id
        return EntryDraft(self.matter.form.id, self.values(), found[DAY], ref, self.key)

    def files(self) -> Mapping[str, Path]:
        """Files chosen on this sheet, by field."""
        editors = {key: row.editor for key, row in self._rows.items()}
        return {key: one.file for key, one in editors.items() if isinstance(one, FileField) and one.file}

    def act(self) -> Callable[[Any], object]:
        """Enter, or change; files are copied beside the database first."""
        draft, files, entry = self.draft(), dict(self.files()), self.matter.entry
        attachments = runner().backend.paths.attachments

        def run(work: Any) -> int:
            kept = {key: attaching.keep(attachments, file, key) for key, file in files.items()}
            whole = EntryDraft(
                draft.form_id, {**draft.values, **kept}, draft.day, draft.resident_id, draft.client_key
            )
            if entry is None:
                return entry_service.add_entry(work, whole).entry_id
            entry_service.change_entry(work, entry.row.id, whole, version=entry.row.version)
            return entry.row.id

        return run


class Reckoned(Label):
    """A value that nobody types, as the editor of a field."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__("—", "body strong")

    def value(self) -> None:
        """Nothing is handed in: the rules reckon again."""

    def set_value(self, value: str | None) -> None:
        """Show what was reckoned."""
        self.setText(value or "—")

    def live_hint(self) -> str:
        return ""

    def trouble(self) -> str:
        return ""

    def set_state(self, state: str) -> None:
        self.setProperty("state", state)


def _choice(choices: list[tuple[Any, str]], one: FieldDef) -> ChoiceField:
    return ChoiceField(choices, optional=not one.required)
