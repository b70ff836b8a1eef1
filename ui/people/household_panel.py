"""One household in the right-hand panel: who lives there; join, leave, move the whole household."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Problem, speak
from neighborcenter.people import household_queries, household_service
from neighborcenter.people.drafts import HouseholdDraft
from neighborcenter.people.household_queries import HouseholdCard
from neighborcenter.people.queries import RelatedRow
from ui.kit.buttons import Button
from ui.kit.chips import Avatar
from ui.kit.fields import TextField
from ui.kit.form import Field, Form
from ui.kit.jobs import Command, Query, may
from ui.kit.labels import Label, LinkLabel
from ui.kit.messages import toast
from ui.kit.shown import set_shown
from ui.kit.theme import px
from ui.kit.widgets import IconButton
from ui.people.panels import Fact, Panel, empty_layout
from ui.people.picker import PersonPicker, Picked, about


class HouseholdPanel(Panel):
    """A household. Without an id it founds one."""

    resident_wanted = Signal(int)
    founded = Signal(int)
    removed = Signal()

    def __init__(self, household_id: int | None = None) -> None:
        super().__init__(_("New household") if household_id is None else _("Household"))
        self.household_id = household_id
        self.card: HouseholdCard | None = None
        self.form = Form(2)
        self.form.add("building", Field(_("Building"), TextField()))
        self.form.add("door", Field(_("Door"), TextField()))
        self.form.add("community", Field(_("Community"), TextField()), wide=True)
        self.form.add("note", Field(_("Note"), TextField()), wide=True)
        self.message = Label("", "small strong", "accent_text", wrap=True)
        self.message.hide()
        self.people = QWidget()
        self.move_button = Button(
            _("Found the household") if household_id is None else _("Move everybody"), "primary"
        )
        self.move_button.clicked.connect(lambda _checked=False: self.submit())
        self.picker = PersonPicker(_("Who else lives here?"), register=True)
        self.picker.picked.connect(self._on_picked)
        self._show_form(shown=household_id is None)
        self.reload()

    def _show_form(self, *, shown: bool) -> None:
        self.form_shown = shown

    def reload(self) -> None:
        """Read the household again."""
        if self.household_id is None:
            self._build(None)
            return
        ref = self.household_id
        Query(self, lambda read: household_queries.household_card(read, ref), key="household").then(
            self._build
        ).start()

    def _build(self, card: HouseholdCard | None) -> None:
        self.card = card
        for kept in (self.form, self.message, self.move_button, self.picker):
            kept.setParent(None)
        empty_layout(self.body)
        if card is not None:
            self.title.setText(card.address or _("Household"))
            if card.note:
                self.body.addWidget(Fact(_("Note"), card.note))
            for person in card.members:
                self.body.addWidget(self._person(person))
            if not card.members:
                self.body.addWidget(Label(_("Nobody lives here yet."), "body", "text2"))
            if may(Permission.PEOPLE_WRITE):
                self.body.addWidget(self.picker)
                self.picker.show()
                self._offer(card)
        if self.form_shown:
            self.section(_("New door") if card is not None else _("Door"))
            for part in (self.form, self.message, self.move_button):
                self.body.addWidget(part)
            self.form.show()
            self.move_button.show()
            set_shown(self.message, bool(self.message.text()))

    def _offer(self, card: HouseholdCard) -> None:
        line = QHBoxLayout()
        if not self.form_shown:
            move = Button(_("Move the household…"), "secondary", "house")
            move.clicked.connect(lambda _checked=False: self._on_move())
            line.addWidget(move)
        if not card.members:
            remove = Button(_("Remove"), "quiet", "trash-2")
            remove.clicked.connect(lambda _checked=False: self._on_remove())
            line.addWidget(remove)
        line.addStretch(1)
        self.body.addLayout(line)

    def _person(self, person: RelatedRow) -> QWidget:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(px(8))
        line.addWidget(Avatar(person.name, 30))
        link = LinkLabel(person.name, "body strong")
        link.clicked.connect(lambda: self.resident_wanted.emit(person.id))
        words = [about(person.sex, person.age), _("Head of household") if person.head else ""]
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        said.addWidget(Label(" · ".join(each for each in words if each), "small", "text2", elide=True))
        line.addLayout(said)
        line.addStretch(1)
        more = IconButton("ellipsis", _("More about {name}").format(name=person.name), 28)
        more.setEnabled(may(Permission.PEOPLE_WRITE))
        more.clicked.connect(
            lambda _checked=False: self.menu_for(person).popup(more.mapToGlobal(QPoint(0, more.height())))
        )
        line.addWidget(more)
        return holder

    def menu_for(self, person: RelatedRow) -> QMenu:
        """What can be done with one member."""
        menu = QMenu(self)
        if not person.head:
            menu.addAction(_("Make head of household")).triggered.connect(
                lambda _checked=False: self._join(person.id, head=True)
            )
        menu.addAction(_("Takes leave of the household")).triggered.connect(
            lambda _checked=False: self._leave(person)
        )
        return menu

    def _on_picked(self, picked: Picked) -> None:
        self.picker.set_value(None)
        if picked.resident_id is not None:
            self._join(picked.resident_id)

    def _join(self, ref: int, *, head: bool = False) -> None:
        home = self.household_id
        assert home is not None
        Command(self, lambda work: household_service.join(work, ref, home, head=head)).then(
            lambda _result: self.reload()
        ).start()

    def _leave(self, person: RelatedRow) -> None:
        home, head = self.household_id, person.head
        assert home is not None

        def undo() -> None:
            Command(self, lambda work: household_service.join(work, person.id, home, head=head)).then(
                lambda _result: self.reload()
            ).start()

        def done(_result: object) -> None:
            self.reload()
            toast(_("{name} left the household").format(name=person.name), undo=undo, owner=self)

        Command(self, lambda work: household_service.leave(work, person.id)).then(done).start()

    def _on_move(self) -> None:
        assert self.card is not None
        self._show_form(shown=True)
        self.form.set_values({"community": self.card.community, "note": self.card.note})
        self._build(self.card)
        self.form.focus_first()

    def submit(self) -> None:
        """Found the household, or move everybody to the door that was typed."""
        draft = HouseholdDraft(**self.form.values())
        ref, card = self.household_id, self.card

        def act(work: Any) -> int:
            if ref is None:
                return household_service.add_household(work, draft)
            household_service.move_household(
                work, ref, draft, version=card.version if card is not None else None
            )
            return ref

        self.move_button.set_busy(True)
        Command(self, act).then(self._on_kept).failed(self._on_problems).finally_(
            lambda: self.move_button.set_busy(False)
        ).start()

    def _on_kept(self, ref: int) -> None:
        if self.household_id is None:
            self.founded.emit(ref)
            return
        toast(_("The household has moved"), owner=self)
        self.message.setText("")
        self._show_form(shown=False)
        self.reload()

    def _on_problems(self, problems: tuple[Problem, ...]) -> None:
        homeless = self.form.set_problems(problems)
        self.message.setText(" ".join(speak(problem) for problem in homeless))
        self.message.setVisible(bool(homeless))

    def _on_remove(self) -> None:
        ref = self.household_id
        assert ref is not None
        Command(self, lambda work: household_service.remove_household(work, ref)).then(
            lambda _result: self.removed.emit()
        ).start()
