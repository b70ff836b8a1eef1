"""Who is being served: name, marks, masked numbers, what to mind, what was done lately — or just heads."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from neighborcenter.kit.i18n import _
from ui.desk.views import PersonView
from ui.desk.what_parts import Stepper
from ui.kit.buttons import Button, IconButton
from ui.kit.cards import Banner, Card
from ui.kit.chips import Avatar, Chip, ChipRow
from ui.kit.fields import TextField
from ui.kit.jobs import may
from ui.kit.labels import Icon, Label, LinkLabel
from ui.kit.later import later
from ui.kit.theme import px
from ui.people.panels import empty_layout

if TYPE_CHECKING:
    from neighborcenter.kit import speech
else:
    speech = later("neighborcenter.kit.speech")

SHOWN_SECONDS = 30
_RECENT = 3


class Masked(QWidget):
    """A masked number with an eye. What was revealed is masked again after 30 seconds."""

    asked = Signal()

    def __init__(self, icon: str, name: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(6))
        self._masked = ""
        self.text = Label("", "body")
        self.eye = IconButton("eye", name, 26)
        self.eye.clicked.connect(self._on_eye)
        row.addWidget(Icon(icon, size=16))
        row.addWidget(self.text)
        row.addWidget(self.eye)
        row.addStretch(1)
        self._again = QTimer(self, interval=SHOWN_SECONDS * 1000, singleShot=True)
        self._again.timeout.connect(self.hide_again)

    def show_masked(self, text: str, *, may_reveal: bool) -> None:
        """Show a masked number; nothing to show hides all of it."""
        self._masked = text
        self.hide_again()
        self.setVisible(bool(text))
        self.eye.setEnabled(may_reveal)
        self.eye.setVisible(bool(text))

    def show_full(self, text: str) -> None:
        """Show the full number for 30 seconds."""
        self.text.setText(text)
        self.eye.set_icon("eye-off")
        self._again.start()

    def hide_again(self) -> None:
        """Mask it."""
        self._again.stop()
        self.text.setText(self._masked)
        self.eye.set_icon("eye")

    def _on_eye(self) -> None:
        if self._again.isActive():
            self.hide_again()
        else:
            self.asked.emit()


class ReasonRow(QWidget):
    """Why a full number is looked at: the usual reasons to press, or words. It is written into the trail."""

    given = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.field = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(2), 0, px(2))
        column.setSpacing(px(6))
        self.title = Label("", "small strong", "text2", wrap=True)
        column.addWidget(self.title)
        row = QHBoxLayout()
        row.setSpacing(px(6))
        for reason in (_("to call the resident"), _("to check identity"), _("emergency")):
            chip = Chip(reason, checkable=False)
            chip.clicked.connect(lambda _checked=False, words=reason: self._give(words))
            row.addWidget(chip)
        self.words = TextField(_("another reason"))
        self.words.returnPressed.connect(lambda: self._give(self.words.value()))
        row.addWidget(self.words, 1)
        column.addLayout(row)
        self.hide()

    def ask(self, field: str, title: str) -> None:
        """Ask why ``field`` shall be shown."""
        self.field = field
        self.title.setText(title)
        self.words.set_value("")
        self.show()
        self.words.setFocus()

    def _give(self, reason: str) -> None:
        if reason:
            self.hide()
            self.given.emit(self.field, reason)


class PersonCard(Card):
    """Three faces: nobody named (heads), somebody named, or the form for a newcomer."""

    reveal_wanted = Signal(str, str)  # field, reason
    file_wanted = Signal(int)
    matter_wanted = Signal(int)
    left = Signal()
    turned = Signal()
    """Another face is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.person: PersonView | None = None
        self._most = _RECENT
        self._faces: list[QWidget] = []
        self.nobody, self.somebody, self.newcomer_place = QWidget(), QWidget(), QWidget()
        self._faces = [self.nobody, self.somebody, self.newcomer_place]
        QVBoxLayout(self.newcomer_place).setContentsMargins(0, 0, 0, 0)
        self._build_nobody()
        self._build_somebody()
        for face in self._faces:
            self.add(face)
        self.show_person(None)

    def put_on_top(self, part: QWidget) -> None:
        """Put something above the faces, such as the number being served."""
        self.body.insertWidget(0, part)

    def _build_nobody(self) -> None:
        row = QHBoxLayout(self.nobody)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(14))
        row.addWidget(Avatar("", 56, "closed"))
        lines = QVBoxLayout()
        lines.setSpacing(px(2))
        lines.addStretch(1)
        lines.addWidget(Label(_("No name needed"), "section"))
        lines.addWidget(
            Label(
                _("The visit counts heads only. To name somebody, type the name below."),
                "small",
                "text2",
                wrap=True,
            )
        )
        lines.addStretch(1)
        row.addLayout(lines, 1)
        self.heads = Stepper()
        row.addWidget(self.heads)

    def _build_somebody(self) -> None:
        column = QVBoxLayout(self.somebody)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(10))
        self.face = Avatar("", 56, "course")
        self.name, self.about = Label("", "name"), Label("", "body", "text2")
        self.tags = ChipRow()
        self.file = Button(_("Open file"))
        self.close_button = IconButton("x", _("Serve somebody else"), 32)
        self.file.clicked.connect(self._on_file)
        self.close_button.clicked.connect(self.left)
        head = QHBoxLayout()
        head.setSpacing(px(14))
        head.addWidget(self.face, 0, Qt.AlignmentFlag.AlignTop)
        names = QHBoxLayout()
        names.setSpacing(px(10))
        names.addWidget(self.name)
        names.addWidget(self.about, 0, Qt.AlignmentFlag.AlignBottom)
        names.addStretch(1)
        middle = QVBoxLayout()
        middle.setSpacing(px(4))
        middle.addLayout(names)
        middle.addWidget(self.tags)
        head.addLayout(middle, 1)
        head.addWidget(self.file, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        self.numbers = QWidget()
        self.numbers.setLayout(self._numbers())
        column.addWidget(self.numbers)
        self.reason = ReasonRow()
        self.reason.given.connect(self.reveal_wanted)
        column.addWidget(self.reason)
        self.alert = Banner("warning", "")
        column.addWidget(self.alert)
        self.pending = QVBoxLayout()
        self.pending.setSpacing(px(2))
        column.addLayout(self.pending)
        self.recent_title = Label(_("Lately"), "note strong", "text3")
        column.addWidget(self.recent_title)
        self.recent = QGridLayout()
        self.recent.setHorizontalSpacing(px(16))
        self.recent.setVerticalSpacing(px(2))
        self.recent.setColumnStretch(1, 1)
        column.addLayout(self.recent)

    def _numbers(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(18))
        self.address = Label("", "body")
        self.address_icon = Icon("map-pin", size=16)
        place = QHBoxLayout()
        place.setSpacing(px(6))
        place.addWidget(self.address_icon)
        place.addWidget(self.address)
        self.phone = Masked("phone", _("Show the whole phone number"))
        self.id_number = Masked("id-card", _("Show the whole ID number"))
        self.phone.asked.connect(lambda: self._ask("phone"))
        self.id_number.asked.connect(lambda: self._ask("id_number"))
        row.addLayout(place)
        row.addWidget(self.phone)
        row.addWidget(self.id_number)
        row.addStretch(1)
        return row

    def set_lines(self, most: int) -> None:
        """How many lines of lately there is room for; below 0 not even for address and phone."""
        if most != self._most:
            self._most = most
            self.numbers.setVisible(most >= 0)
            if self.person is not None:
                self._show_lines(self.person)

    def show_person(self, person: PersonView | None) -> None:
        """Serve somebody, or heads without a name."""
        self.person = person
        if person is None:
            self.heads.set_count(1)
            self._show_face(self.nobody)
            return
        may_reveal = may("people.reveal")
        self.face.set_name(person.name)
        self.name.setText(person.name)
        self.about.setText(person.about)
        self.tags.set_chips([(text, kind, None) for text, kind in person.tags])
        self.address.setText(person.address)
        self.address_icon.setVisible(bool(person.address))
        self.phone.show_masked(person.phone, may_reveal=may_reveal)
        self.id_number.show_masked(person.id_number, may_reveal=may_reveal)
        self.reason.hide()
        self.alert.set_text(person.alert)
        self.alert.setVisible(bool(person.alert))
        self._show_pending(person)
        self._show_lines(person)
        self._show_face(self.somebody)

    def show_revealed(self, field: str, text: str) -> None:
        """The full number, for 30 seconds."""
        (self.phone if field == "phone" else self.id_number).show_full(text)

    def show_form(self, form: QWidget) -> None:
        """Let a form take the place of the person."""
        layout = self.newcomer_place.layout()
        assert layout is not None
        if form.parentWidget() is not self.newcomer_place:
            layout.addWidget(form)
        self._show_face(self.newcomer_place)

    def _show_face(self, face: QWidget) -> None:
        for each in self._faces:
            each.setVisible(each is face)
        self.turned.emit()

    @property
    def takes_down(self) -> bool:
        """Whether the form for a newcomer stands in the place of the person."""
        return not self.newcomer_place.isHidden()

    def _on_file(self) -> None:
        if self.person is not None:
            self.file_wanted.emit(self.person.id)

    def _ask(self, field: str) -> None:
        titles = {
            "phone": _("Why is the whole phone number needed?"),
            "id_number": _("Why is the whole ID number needed?"),
        }
        self.reason.ask(field, titles[field])

    def _show_pending(self, person: PersonView) -> None:
        """What is in hand for this person; a press opens the matter."""
        empty_layout(self.pending)
        for words, state, matter_id, pressing in person.pending:
            row = QHBoxLayout()
            row.setSpacing(px(8))
            row.addWidget(
                Icon("circle-alert" if pressing else "briefcase", "accent_text" if pressing else "text2", 16)
            )
            if matter_id:
                link = LinkLabel(words, "small strong")
                link.clicked.connect(partial(self.matter_wanted.emit, matter_id))
                row.addWidget(link)
            else:
                row.addWidget(Label(words, "small strong"))
            row.addWidget(Label(state, "small", "accent_text" if pressing else "text2"))
            row.addStretch(1)
            self.pending.addLayout(row)

    def _show_lines(self, person: PersonView) -> None:
        while self.recent.count():
            item = self.recent.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        lines = [
            (f"{speech.say_date(at.date())} {speech.say_minutes(at.hour * 60 + at.minute)}", what, where)
            for at, what, where in person.coming[:2]
        ]
        lines += [(speech.say_date(day), what, who) for day, what, who in person.recent[:_RECENT]]
        for row, (when, what, who) in enumerate(lines[: max(0, self._most)]):
            self.recent.addWidget(Label(when, "small", "text2"), row, 0)
            self.recent.addWidget(Label(what, "small"), row, 1)
            self.recent.addWidget(Label(who, "small", "text2"), row, 2, Qt.AlignmentFlag.AlignRight)
        self.recent_title.setText(_("Lately and coming up") if person.coming else _("Lately"))
        self.recent_title.setVisible(bool(lines) and self._most > 0)
