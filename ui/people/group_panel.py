"""One group in the right-hand panel: its card with the members, and its editor."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Problem, speak
from neighborcenter.kit.work import Read
from neighborcenter.people import finding, group_queries, group_service, texts
from neighborcenter.people.drafts import GroupDraft
from neighborcenter.people.group_queries import GroupCard
from neighborcenter.people.kinds import GroupKind
from neighborcenter.people.queries import RelatedRow
from ui.kit.buttons import Button
from ui.kit.chips import Avatar, StatusChip
from ui.kit.fields import ChoiceField, LongTextField, NumberField, TextField
from ui.kit.form import Field, Form
from ui.kit.jobs import Command, Query, may
from ui.kit.labels import Label, LinkLabel
from ui.kit.messages import toast
from ui.kit.theme import px
from ui.kit.widgets import IconButton
from ui.people.hints import MaskedField, phone_help
from ui.people.panels import Fact, Panel, empty_layout
from ui.people.picker import PersonPicker, Picked, about
from ui.people.reveal import group_secret

LOOKS = {GroupKind.CLUB: "activity", GroupKind.PARTNER: "party", GroupKind.UNIT: "lending"}


class GroupPanel(Panel):
    """The card of one group."""

    edit_wanted = Signal(int)
    resident_wanted = Signal(int)

    def __init__(self, group_id: int) -> None:
        super().__init__("")
        self.group_id = group_id
        self.card: GroupCard | None = None
        self.edit = self.add_head_button("pencil", _("Change"), lambda: self.edit_wanted.emit(group_id))
        self.edit.setEnabled(may(Permission.PEOPLE_WRITE))
        self.picker = PersonPicker(_("Add a member"), register=True)
        self.picker.picked.connect(self._on_picked)
        self.reload()

    def reload(self) -> None:
        """Read the group again."""
        ref = self.group_id
        Query(self, lambda read: group_queries.group_card(read, ref), key="group").then(self._on_card).start()

    def _on_card(self, card: GroupCard) -> None:
        self.card = card
        self.picker.setParent(None)
        empty_layout(self.body)
        self.title.setText(card.name)
        line = QHBoxLayout()
        line.addWidget(StatusChip(_(texts.GROUP_KIND_NAMES[card.kind]), LOOKS[card.kind]))
        if not card.active:
            line.addWidget(StatusChip(_("Closed"), "closed"))
        line.addStretch(1)
        self.body.addLayout(line)
        self._show_facts(card)
        self.section(_("On the list: {count}").format(count=len(card.members)))
        if may(Permission.PEOPLE_WRITE) and card.active:
            self.body.addWidget(self.picker)
            self.picker.show()
        for person in card.members:
            self.body.addWidget(self._person(person))
        if may(Permission.PEOPLE_WRITE):
            self._offer_closing(card)
        self.body.addStretch(1)

    def _show_facts(self, card: GroupCard) -> None:
        if card.leader_id is not None:
            link = LinkLabel(_("Leader {name}").format(name=card.leader), "body strong")
            leader = card.leader_id
            link.clicked.connect(lambda: self.resident_wanted.emit(leader))
            self.body.addWidget(link)
        elif card.leader:
            self.body.addWidget(Fact(_("Leader"), card.leader))
        if card.phone:
            self.body.addWidget(group_secret(_("Phone"), card.phone, self.group_id))
        if card.size:
            self.body.addWidget(Fact(_("Head count"), str(card.size)))
        if card.note:
            self.body.addWidget(Fact(_("Note"), card.note))

    def _person(self, person: RelatedRow) -> QWidget:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(px(8))
        line.addWidget(Avatar(person.name, 26))
        link = LinkLabel(person.name, "body strong")
        link.clicked.connect(lambda: self.resident_wanted.emit(person.id))
        line.addWidget(link)
        line.addWidget(Label(about(person.sex, person.age), "small", "text2"), 1)
        gone = IconButton("x", _("Take {name} off the list").format(name=person.name), 28)
        gone.setEnabled(may(Permission.PEOPLE_WRITE))
        gone.clicked.connect(lambda _checked=False: self._leave(person))
        line.addWidget(gone)
        return holder

    def _offer_closing(self, card: GroupCard) -> None:
        words = _("Close the group") if card.active else _("Take up again")
        button = Button(words, "quiet", "ban" if card.active else "rotate-ccw")
        button.clicked.connect(lambda _checked=False: self._on_close())
        line = QHBoxLayout()
        line.addWidget(button)
        line.addStretch(1)
        self.body.addLayout(line)

    def _on_picked(self, picked: Picked) -> None:
        self.picker.set_value(None)
        group, ref = self.group_id, picked.resident_id
        if ref is not None:
            Command(self, lambda work: group_service.join_group(work, group, ref)).then(
                lambda _result: self.reload()
            ).start()

    def _leave(self, person: RelatedRow) -> None:
        group = self.group_id

        def undo() -> None:
            Command(self, lambda work: group_service.join_group(work, group, person.id)).then(
                lambda _result: self.reload()
            ).start()

        def done(_result: object) -> None:
            self.reload()
            toast(_("{name} is off the list").format(name=person.name), undo=undo, owner=self)

        Command(self, lambda work: group_service.leave_group(work, group, person.id)).then(done).start()

    def _on_close(self) -> None:
        assert self.card is not None
        ref, name, closing = self.group_id, self.card.name, self.card.active

        def close(work: Any) -> None:
            group_service.close_group(work, ref)

        def reopen(work: Any) -> None:
            group_service.reopen_group(work, ref)

        def undo() -> None:
            Command(self, reopen if closing else close).then(lambda _result: self.reload()).start()

        def done(_result: object) -> None:
            self.reload()
            words = _("{name} is closed") if closing else _("{name} is open again")
            toast(words.format(name=name), undo=undo, owner=self)

        Command(self, close if closing else reopen).then(done).start()


class GroupEditor(Panel):
    """Add or change a group."""

    saved = Signal(int)
    cancelled = Signal()

    def __init__(self, group_id: int | None = None) -> None:
        super().__init__(_("New group") if group_id is None else _("Change a group"))
        self.group_id = group_id
        self._version: int | None = None
        self.form = Form(1)
        kinds = [(kind, _(texts.GROUP_KIND_NAMES[kind])) for kind in GroupKind]
        self.leader = PersonPicker(_("Resident, or just a name"), free=True)
        self.form.add("name", Field(_("Group name"), TextField(), required=True))
        self.form.add("kind", Field(_("Kind"), ChoiceField(kinds)))
        self.form.add("leader_id", Field(_("Leader"), self.leader))
        self.form.add("phone", Field(_("Phone"), MaskedField(icon="phone", help_with=phone_help)))
        self.form.add("size", Field(_("Head count"), NumberField(_("people"), maximum=100_000)))
        self.form.add("note", Field(_("Note"), LongTextField(lines=2)))
        self.form.set_values({"kind": GroupKind.CLUB})
        self.body.addWidget(self.form)
        self.message = Label("", "small strong", "accent_text", wrap=True)
        self.message.hide()
        self.foot_row.addWidget(self.message, 1)
        self.cancel = Button(_("Cancel"), "secondary")
        self.save = Button(_("Save"), "primary", key="Ctrl ↵")
        self.foot_row.addWidget(self.cancel)
        self.foot_row.addWidget(self.save)
        self.cancel.clicked.connect(lambda _checked=False: self.cancelled.emit())
        self.closed.connect(self.cancelled)
        self.save.clicked.connect(lambda _checked=False: self.submit())
        QShortcut(QKeySequence("Ctrl+Return"), self, self.submit)
        if group_id is not None:
            self.save.setEnabled(False)
            Query(self, lambda read: _form(read, group_id), key="group").then(self._on_form).start()
        QTimer.singleShot(0, self, self.form.focus_first)

    def _on_form(self, found: tuple[GroupDraft, int, GroupCard]) -> None:
        draft, self._version, card = found
        self.title.setText(card.name)
        if draft.phone is None:
            self.form.fields["phone"].editor.keep(card.phone)
        leader = None
        if draft.leader_name:
            kind = finding.RESIDENT if draft.leader_id is not None else ""
            leader = Picked(draft.leader_name, kind, draft.leader_id)
        values = {name: getattr(draft, name) for name in ("name", "kind", "phone", "size", "note")}
        self.form.set_values({**values, "leader_id": leader})
        self.save.setEnabled(True)

    def draft(self) -> GroupDraft:
        """What stands in the form now."""
        values = self.form.values()
        leader: Picked | None = values.pop("leader_id")
        typed_phone = leader.phone if leader is not None and leader.id is None else ""
        return GroupDraft(
            **{
                **values,
                "kind": values["kind"] or GroupKind.CLUB,
                "size": values["size"] or 0,
                "phone": values["phone"] or typed_phone or values["phone"],
            },
            leader_id=leader.resident_id if leader is not None else None,
            leader_name=leader.name if leader is not None else "",
        )

    def submit(self) -> None:
        """Save what stands there."""
        if not self.save.isEnabled() or self.save.busy or not self.form.check():
            return
        draft, ref, version = self.draft(), self.group_id, self._version

        def act(work: Any) -> int:
            if ref is None:
                return group_service.add_group(work, draft)
            group_service.change_group(work, ref, draft, version=version)
            return ref

        self.save.set_busy(True)
        Command(self, act).then(self._on_saved).failed(self._on_problems).finally_(
            lambda: self.save.set_busy(False)
        ).start()

    def _on_saved(self, ref: int) -> None:
        toast(_("Saved: {name}").format(name=self.draft().name), owner=self)
        self.saved.emit(ref)

    def _on_problems(self, problems: tuple[Problem, ...]) -> None:
        homeless = self.form.set_problems(problems)
        self.message.setText(" ".join(speak(problem) for problem in homeless))
        self.message.setVisible(bool(homeless))


def _form(read: Read, ref: int) -> tuple[GroupDraft, int, GroupCard]:
    draft, version = group_queries.group_form(read, ref)
    return draft, version, group_queries.group_card(read, ref)
