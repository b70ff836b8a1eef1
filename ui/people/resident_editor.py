"""One resident in the right-hand panel: a newcomer by name and phone, or everything there is to know.

Likely doubles appear under the name while typing; each problem stands beside its field; under 14 a guardian is
asked for. Ctrl+Enter saves.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Clash, Refused, speak
from neighborcenter.kit.work import Read
from neighborcenter.people import finding, queries, rules, service, texts
from neighborcenter.people.drafts import ResidentDraft
from neighborcenter.people.kinds import IdKind, Sex
from neighborcenter.people.queries import ResidentCard, TagRow
from ui.kit.buttons import Button
from ui.kit.chips import Chip
from ui.kit.fields import ChoiceField, LongTextField, TextField
from ui.kit.flow import FlowLayout
from ui.kit.form import Field, Form
from ui.kit.jobs import Command, Query, runner
from ui.kit.labels import Label
from ui.kit.messages import toast
from ui.kit.moments import DateField
from ui.kit.pause import Pause
from ui.people.doubles import Doubles
from ui.people.hints import MaskedField, id_help, phone_help
from ui.people.panels import Panel
from ui.people.picker import PersonPicker, Picked

MASKED = ("phone", "phone2", "id_number")
# Fields whose change may make somebody look like a double.
TELLING = ("name", "phone", "id_number", "birth_date")


class TagChips(QWidget):
    """The care tags as chips to press; the value is the ids of those that are on."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._flow = FlowLayout(self)
        self._chips: dict[int, Chip] = {}

    def offer(self, tags: list[TagRow]) -> None:
        """Offer these tags."""
        for tag in tags:
            chip = Chip(tag.name)
            chip.toggled.connect(lambda _on: self.changed.emit())
            self._chips[tag.id] = chip
            self._flow.addWidget(chip)
        self.updateGeometry()

    def value(self) -> tuple[int, ...]:
        """Ids of the tags that are on."""
        return tuple(ref for ref, chip in self._chips.items() if chip.isChecked())

    def set_value(self, value: tuple[int, ...] | None) -> None:
        """Press these without telling anybody."""
        for ref, chip in self._chips.items():
            chip.blockSignals(True)  # noqa: FBT003 - Qt's own name
            chip.setChecked(ref in (value or ()))
            chip.blockSignals(False)  # noqa: FBT003 - Qt's own name

    def live_hint(self) -> str:
        return ""

    def trouble(self) -> str:
        return ""

    def set_state(self, _state: str) -> None:
        return


class ResidentEditor(Panel):
    """The editor. Without an id it registers a newcomer."""

    saved = Signal(int)
    cancelled = Signal()
    open_other = Signal(int)

    def __init__(self, resident_id: int | None = None, *, start: ResidentDraft | None = None) -> None:
        super().__init__(_("Change a resident") if resident_id is not None else _("New resident"))
        self.resident_id = resident_id
        self._version: int | None = None
        self._draft = start or ResidentDraft()
        self._refused = False
        self._today = runner().backend.clock.today
        self.doubles = Doubles()
        self.form = Form(1)
        self.pair = Form(2)
        self.rest = Form(1)
        self.guardian = Form(1)
        self._build()
        self._soon = Pause(self, 60, self._look_for_doubles)
        self._connect()
        if resident_id is None:
            Query(self, queries.tags, key="tags", lane="quick").then(self._on_tags).start()
        else:
            self.save.setEnabled(False)
            Query(self, lambda read: _everything(read, resident_id), key="form").then(self._on_form).start()

    # -- building --------------------------------------------------------------------------------------------

    def _build(self) -> None:
        form, pair, rest, guardian = self.form, self.pair, self.rest, self.guardian
        form.add("name", Field(_("Full name"), TextField(), required=True))
        form.add("phone", Field(_("Phone"), MaskedField(icon="phone", help_with=phone_help)))
        form.add(
            "id_number", Field(_("ID number"), MaskedField(icon="id-card", help_with=id_help(self._today)))
        )
        sexes = [(sex, _(texts.SEX_NAMES[sex])) for sex in (Sex.FEMALE, Sex.MALE, Sex.UNKNOWN)]
        pair.add(
            "birth_date", Field(_("Birth date"), DateField(self._today, "past", placeholder="1950-03-07"))
        )
        pair.add("sex", Field(_("Sex"), ChoiceField(sexes)))
        pair.add("building", Field(_("Building"), TextField(placeholder="5")))
        pair.add("door", Field(_("Door"), TextField(placeholder="302")))
        self._build_guardian(guardian)
        self.tags = TagChips()
        rest.add("community", Field(_("Community"), TextField()))
        rest.add("tags", Field(_("Care tags"), self.tags))
        rest.add("alert", Field(_("Please mind"), TextField(), _("Shown to whoever serves this person.")))
        rest.add("phone2", Field(_("Second phone"), MaskedField(icon="phone", help_with=phone_help)))
        kinds = [(kind, _(texts.ID_KIND_NAMES[kind])) for kind in IdKind]
        rest.add("id_kind", Field(_("Kind of paper"), ChoiceField(kinds)))
        rest.add("note", Field(_("Note"), LongTextField(lines=2)))
        self.body.addWidget(form)
        form.layout().addWidget(self.doubles, 10, 0)  # type: ignore[union-attr, call-arg]
        self.body.addWidget(pair)
        self.body.addWidget(guardian)
        self.body.addWidget(rest)
        self.message = Label("", "small strong", "accent_text", wrap=True)
        self.message.hide()
        self.cancel = Button(_("Cancel"), "secondary")
        words = _("Save") if self.resident_id is not None else _("Register")
        self.save = Button(words, "primary", key="Ctrl ↵")
        foot = QVBoxLayout()
        foot.addWidget(self.message)
        self.foot_row.addLayout(foot, 1)
        self.foot_row.addWidget(self.cancel)
        self.foot_row.addWidget(self.save)
        for box in self.findChildren(QComboBox):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(4)
        self._apply(self._draft)
        QTimer.singleShot(0, self, self.form.focus_first)

    def _build_guardian(self, form: Form) -> None:
        self.guardian_picker = PersonPicker()
        form.add("guardian_id", Field(_("Guardian, registered here"), self.guardian_picker))
        form.add("guardian_name", Field(_("or guardian's name"), TextField()))
        form.add(
            "guardian_phone", Field(_("Guardian's phone"), MaskedField(icon="phone", help_with=phone_help))
        )
        form.hide()

    def _connect(self) -> None:
        for form in self._forms():
            form.changed.connect(self._on_changed)
            for name, field in form.fields.items():
                field.left.connect(lambda n=name: self._on_left(n))
        self.save.clicked.connect(lambda _checked=False: self.submit())
        self.cancel.clicked.connect(lambda _checked=False: self.cancelled.emit())
        self.closed.connect(self.cancelled)
        self.doubles.opened.connect(self.open_other)
        self.doubles.insisted.connect(lambda: self.submit(sure=True))
        QShortcut(QKeySequence("Ctrl+Return"), self, self.submit)

    def _forms(self) -> tuple[Form, ...]:
        return (self.form, self.pair, self.guardian, self.rest)

    def field(self, name: str) -> Field:
        """The field of a draft attribute."""
        return next(form.fields[name] for form in self._forms() if name in form.fields)

    # -- filling ---------------------------------------------------------------------------------------------

    def _on_tags(self, tags: list[TagRow]) -> None:
        self.tags.offer(tags)
        self.tags.set_value(self._draft.tags)

    def _on_form(self, found: tuple[ResidentDraft, int, ResidentCard, list[TagRow]]) -> None:
        draft, self._version, card, tags = found
        self._draft = draft
        self.tags.offer(tags)
        masks = {"phone": card.phone, "phone2": card.phone2, "id_number": card.id_number}
        for name, masked in masks.items():
            self.field(name).editor.keep(masked)
        if draft.guardian_phone is None:
            self.field("guardian_phone").editor.keep(card.guardian_phone)
        self.title.setText(card.name)
        self._apply(draft, card.guardian_name)
        self.save.setEnabled(True)

    def _apply(self, draft: ResidentDraft, guardian_name: str = "") -> None:
        values: dict[str, Any] = {
            name: getattr(draft, name)
            for form in self._forms()
            for name in form.fields
            if name != "guardian_id"
        }
        if draft.guardian_id is not None:
            values["guardian_name"] = ""
            self.guardian_picker.set_value(Picked(guardian_name, finding.RESIDENT, draft.guardian_id))
        for form in self._forms():
            form.set_values(values)
        self._show_guardian()

    def draft(self) -> ResidentDraft:
        """What stands in the form now."""
        values: dict[str, Any] = {}
        for form in self._forms():
            values.update(form.values())
        picked = values.pop("guardian_id")
        values["guardian_id"] = picked.resident_id if picked is not None else None
        values["sex"] = values["sex"] or Sex.UNKNOWN
        values["id_kind"] = values["id_kind"] or IdKind.NONE
        return replace(self._draft, **values)

    @property
    def dirty(self) -> bool:
        """Whether anything was typed that is not saved."""
        return any(form.dirty for form in self._forms())

    # -- while typing ----------------------------------------------------------------------------------------

    def _on_changed(self) -> None:
        self.message.hide()
        self._refused = False
        self._show_guardian()
        self._soon.start()

    def _show_guardian(self) -> None:
        birth: date | None = self.field("birth_date").value()
        stored = self._draft.guardian_id is not None or bool(self._draft.guardian_name)
        self.guardian.setVisible(stored or rules.needs_guardian(birth, self._today()))

    def _look_for_doubles(self) -> None:
        draft, ref = self.draft(), self.resident_id
        if len(draft.name.strip()) < 2 and not draft.phone and not draft.id_number:
            self.doubles.show_rows(())
            return
        Query(self, lambda read: finding.duplicates(read, draft, without=ref, limit=3), key="double",
              lane="quick").then(self._on_doubles).start()  # fmt: skip

    def _on_doubles(self, rows: list[finding.DuplicateRow]) -> None:
        # What was refused stays on offer until something is typed.
        if not self._refused:
            self.doubles.show_rows(rows)

    def _on_left(self, name: str) -> None:
        """On leaving a field: fill in what an ID number tells, and say what is wrong with this field."""
        draft = self.draft()
        clean, problems = rules.tidy(draft, self._today())
        if name == "id_number":
            for each in ("birth_date", "sex"):
                if getattr(clean, each) != getattr(draft, each):
                    self.field(each).set_value(getattr(clean, each))
            self.field("id_kind").set_value(clean.id_kind if draft.id_number else draft.id_kind)
            self._show_guardian()
        if name in ("phone", "phone2", "guardian_phone") and getattr(draft, name):
            self.field(name).editor.set_value(getattr(clean, name))
        mine = [
            p
            for p in problems
            if p.field == name and p.code not in ("people.name_missing", "people.phone_missing")
        ]
        self.field(name).set_problem(mine[0] if mine else None)
        self._soon.start()

    # -- saving ----------------------------------------------------------------------------------------------

    def submit(self, *, sure: bool = False) -> None:
        """Save what stands there. `sure`: it is not the double that was offered."""
        if not self.save.isEnabled() or self.save.busy:
            return
        wrong = [form for form in self._forms() if form.isVisible() and not form.check()]
        if wrong:
            return
        draft, ref, version = self.draft(), self.resident_id, self._version

        def act(work: Any) -> int:
            if ref is None:
                return service.register(work, draft, sure=sure)
            service.update(work, ref, draft, version=version, sure=sure)
            return ref

        self.save.set_busy(True)
        Command(self, act).then(self._on_saved).refused(self._on_refused).finally_(
            lambda: self.save.set_busy(False)
        ).start()

    def _on_saved(self, ref: int) -> None:
        words = _("Registered: {name}") if self.resident_id is None else _("Saved: {name}")
        toast(words.format(name=self.draft().name), owner=self)
        self.saved.emit(ref)

    def _on_refused(self, refused: Refused) -> None:
        problems = list(refused.problems)
        for form in self._forms():
            problems = form.set_problems(problems)
        if problems:
            self.message.setText(" ".join(speak(problem) for problem in problems))
            self.message.show()
        if isinstance(refused, Clash):
            self._refused = True
            insist = all(problem.code != "people.id_taken" for problem in refused.problems)
            self.doubles.show_rows(refused.in_the_way, insist=insist)
            self.show_top()


def _everything(read: Read, ref: int) -> tuple[ResidentDraft, int, ResidentCard, list[TagRow]]:
    draft, version = queries.resident_form(read, ref)
    return draft, version, queries.resident_card(read, ref), queries.tags(read)
