"""A newcomer at the counter: name and phone, nothing more."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Clash, Problem, Refused, speak
from ui.desk.person_card import PersonCard
from ui.kit.buttons import Button
from ui.kit.fields import TextField
from ui.kit.form import Field, Form
from ui.kit.jobs import Command, runner
from ui.kit.labels import Label
from ui.kit.later import later
from ui.kit.theme import px

if TYPE_CHECKING:
    from neighborcenter.desk.cards.card import IdCard
    from neighborcenter.kit import idnumber
    from neighborcenter.people import drafts, kinds
    from neighborcenter.people import service as people
else:
    idnumber = later("neighborcenter.kit.idnumber")
    drafts = later("neighborcenter.people.drafts")
    kinds = later("neighborcenter.people.kinds")
    people = later("neighborcenter.people.service")


def digits_to_go(text: str) -> str:
    """What is still missing of a mobile number."""
    digits = len(re.sub(r"\D", "", text))
    if text.startswith("1") and 0 < digits < 11:
        return _("{count} digits to go").format(count=11 - digits)
    return ""


class NewcomerForm(QWidget):
    """Two fields; Enter goes on and at the end registers. Esc leaves."""

    wanted = Signal(dict)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        column.addWidget(Label(_("Newcomer"), "section"))
        self.form = Form(columns=2)
        self.name = TextField(_("as on the ID card"))
        self.phone = TextField(_("may be left empty"), help_with=digits_to_go)
        self.form.add("name", Field(_("Full name"), self.name, required=True))
        self.form.add("phone", Field(_("Phone"), self.phone))
        column.addWidget(self.form)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        self.notice = Label("", "small", "notice.text", wrap=True)
        self.cancel = Button(_("Cancel"), key="Esc")
        self.save = Button(_("Register and serve"), "tinted", "user-plus")
        self.cancel.clicked.connect(self.left)
        self.save.clicked.connect(self._on_save)
        row.addWidget(self.notice, 1)
        row.addWidget(self.cancel)
        row.addWidget(self.save)
        column.addLayout(row)
        self.sure = False
        self.form.changed.connect(self._on_changed)

    def begin(self, name: str = "") -> None:
        """Start with an empty form, or with a name typed already."""
        self.form.set_values({"name": name, "phone": ""})
        self._on_changed()
        (self.phone if name else self.name).setFocus(Qt.FocusReason.TabFocusReason)

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """What the rules said: beside the fields, the rest as a line."""
        homeless = self.form.set_problems(problems)
        if homeless:
            self.notice.setText(" ".join(speak(one) for one in homeless))

    def show_alike(self, names: str) -> None:
        """Somebody registered looks the same; pressing again says that they are two people."""
        self.sure = True
        self.notice.setText(
            _("Registered already? {names}. Press again if it is somebody else.").format(names=names)
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            if self.name.hasFocus() and self.name.value() and not self.phone.value():
                self.phone.setFocus(Qt.FocusReason.TabFocusReason)
            else:
                self._on_save()
        else:
            super().keyPressEvent(event)

    def _on_save(self) -> None:
        if self.form.check():
            self.wanted.emit({**self.form.values(), "sure": self.sure})

    def _on_changed(self) -> None:
        self.sure = False
        self.notice.setText("")


class Newcomers(QObject):
    """Registers somebody new in the place of the person card, and hands the id on."""

    registered = Signal(int)
    left = Signal()

    def __init__(self, page: QWidget, card: PersonCard) -> None:
        super().__init__(page)
        self._card = card
        self._id_card: IdCard | None = None

    @cached_property
    def form(self) -> NewcomerForm:
        """The two fields, built when somebody new comes."""
        made = NewcomerForm()
        made.wanted.connect(self._on_wanted)
        made.left.connect(self._on_left)
        return made

    def start(self, name: str = "") -> None:
        """Show the two fields, with what was typed as the name if it can be one."""
        self._id_card = None
        self._card.show_form(self.form)
        self.form.begin(name if not name.isascii() else "")

    def start_card(self, card: IdCard) -> None:
        """Somebody whose card lies on the reader: the name stands there, the number is kept with it."""
        self.start(card.name)
        self._id_card = card
        words = _("From the ID card: {number}").format(number=idnumber.mask_id(card.number))
        if card.expired(runner().backend.clock.today()):
            words = "  ".join((words, _("The card has expired.")))
        self.form.notice.setText(words)

    def _on_left(self) -> None:
        self._card.show_person(self._card.person)
        self.left.emit()

    def _on_wanted(self, values: dict[str, Any]) -> None:
        card = self._id_card
        known = card is not None and card.name == values["name"].strip()
        draft = drafts.ResidentDraft(
            name=values["name"],
            phone=values["phone"],
            id_kind=kinds.IdKind.RESIDENT_CARD if known else kinds.IdKind.NONE,
            id_number=card.number if card is not None and known else "",
        )
        sure = values["sure"]
        act = Command(self, lambda work: people.register(work, draft, sure=sure))
        act.then(self.registered.emit).refused(self._on_refused).start()

    def _on_refused(self, refused: Refused) -> None:
        if isinstance(refused, Clash) and refused.in_the_way:
            alike = (f"{row.name} {row.phone}".strip() for row in refused.in_the_way[:3])
            self.form.show_alike(", ".join(alike))
        else:
            self.form.show_problems(refused.problems)
