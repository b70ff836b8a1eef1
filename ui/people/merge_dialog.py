"""What cannot be undone: two records become one, or the data of a person go. Both ask first and say what follows."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QWidget

from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.problems import Problem, speak
from neighborcenter.kit.work import Read
from neighborcenter.people import merge_service, queries, texts
from neighborcenter.people.drafts import MergeChoice
from neighborcenter.people.kinds import Sex
from neighborcenter.people.queries import ResidentCard
from ui.kit.fields import TextField
from ui.kit.form import Field
from ui.kit.jobs import Command, Query
from ui.kit.labels import Label
from ui.kit.messages import Question
from ui.kit.theme import px
from ui.people.picker import PersonPicker, Picked

# The fields to choose between, in the order of the sheet: key of MERGE_FIELDS and words.
CHOICES = (
    ("name", N_("Full name")),
    ("id_number", N_("ID number")),
    ("birth_date", N_("Birth date")),
    ("sex", N_("Sex")),
    ("phone", N_("Phone")),
    ("address", N_("Address")),
    ("alert", N_("Please mind")),
    ("note", N_("Note")),
)

# A radio button does not break lines; the whole text is its tip.
LONGEST = 14


def words_of(card: ResidentCard, key: str) -> str:
    """What a card says about one of the choices."""
    if key == "birth_date":
        return "" if card.birth_date is None else card.birth_date.isoformat()
    if key == "sex":
        return "" if card.sex is Sex.UNKNOWN else _(texts.SEX_NAMES[card.sex])
    return str(getattr(card, key))


class MergeDialog(Question):
    """Chooses the double and, where both say something different, whose word counts."""

    def __init__(self, owner: QWidget, keep: ResidentCard) -> None:
        super().__init__(
            owner,
            _("Merge a double into “{name}”").format(name=keep.name),
            _("Merge"),
            _("Visits, bookings, groups and family of the double move over. This cannot be undone."),
        )
        self.keep = keep
        self.drop: ResidentCard | None = None
        self.yes.setEnabled(False)
        self.picker = PersonPicker(_("The double: name, pinyin, phone or door"))
        self.body.addWidget(Field(_("The double"), self.picker))
        self.sheet = QWidget()
        self.grid = QGridLayout(self.sheet)
        self.grid.setContentsMargins(0, px(8), 0, 0)
        self.grid.setHorizontalSpacing(px(16))
        self.body.addWidget(self.sheet)
        self.message = Label("", "small strong", "accent_text", wrap=True)
        self.message.hide()
        self.body.addWidget(self.message)
        self._groups: dict[str, QButtonGroup] = {}
        self.picker.picked.connect(self._on_picked)
        self.yes.clicked.disconnect()
        self.yes.clicked.connect(lambda _checked=False: self.merge())
        self.setMinimumWidth(px(560))
        self.picker.setFocus()

    def choice(self) -> MergeChoice:
        """What was chosen."""
        assert self.drop is not None
        taken = frozenset(key for key, group in self._groups.items() if group.checkedId() == 1)
        return MergeChoice(self.keep.id, self.drop.id, taken)

    def choose(self, key: str, *, from_double: bool) -> None:
        """Take a field from the double, or keep it."""
        self._groups[key].button(int(from_double)).setChecked(True)

    def merge(self) -> None:
        """Do it."""
        choice = self.choice()
        self.yes.set_busy(True)
        Command(self, lambda work: merge_service.merge(work, choice)).then(
            lambda _result: self.accept()
        ).failed(self._on_problems).finally_(lambda: self.yes.set_busy(False)).start()

    def _on_picked(self, picked: Picked) -> None:
        ref = picked.resident_id
        if ref is None:
            return
        if ref == self.keep.id:
            self._say(Problem("drop", "people.merge_self"))
            return
        Query(self, lambda read: _card(read, ref), key="double").then(self._on_card).start()

    def _on_card(self, card: ResidentCard) -> None:
        self.drop = card
        self.message.hide()
        self._groups.clear()
        while (item := self.grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for column, words in enumerate((_("Stays"), _("Double")), 1):
            self.grid.addWidget(Label(words, "small strong", "text2"), 0, column)
        for line, (key, title) in enumerate(CHOICES, 1):
            self._add_line(line, key, _(title), card)
        self.grid.setColumnStretch(1, 1)
        self.grid.setColumnStretch(2, 1)
        self.yes.setEnabled(True)
        self.adjustSize()

    def _add_line(self, line: int, key: str, title: str, card: ResidentCard) -> None:
        mine, other = words_of(self.keep, key), words_of(card, key)
        if not mine and not other:
            return
        self.grid.addWidget(Label(title, "small", "text2"), line, 0, Qt.AlignmentFlag.AlignTop)
        if not mine or not other or mine == other:
            # Nothing to choose: what is missing is filled in.
            for column, words in ((1, mine), (2, other)):
                self.grid.addWidget(Label(words or "—", "body", wrap=True), line, column)
            return
        group = QButtonGroup(self)
        for number, words in enumerate((mine, other)):
            button = QRadioButton(words if len(words) <= LONGEST else words[:LONGEST] + "…")
            button.setToolTip(words)
            button.setAccessibleName(f"{title}: {words}")
            group.addButton(button, number)
            self.grid.addWidget(button, line, number + 1)
        group.button(0).setChecked(True)
        self._groups[key] = group

    def _on_problems(self, problems: tuple[Problem, ...]) -> None:
        self._say(problems[0])

    def _say(self, problem: Problem) -> None:
        self.message.setText(speak(problem))
        self.message.show()


def _card(read: Read, ref: int) -> ResidentCard:
    return queries.resident_card(read, ref)


class ForgetDialog(Question):
    """Removes the personal data of one resident, with a reason."""

    def __init__(self, owner: QWidget, resident_id: int, name: str) -> None:
        super().__init__(
            owner,
            _("Remove the personal data of “{name}”?").format(name=name),
            _("Remove data"),
            _(
                "Name, numbers, address, notes and tags go; the bare visits stay in the figures. This cannot be undone."
            ),
        )
        self.resident_id = resident_id
        self.reason = TextField(_("For example: the resident asked for it"))
        self.body.addWidget(Field(_("Reason"), self.reason, required=True))
        self.yes.setEnabled(False)
        self.reason.changed.connect(lambda: self.yes.setEnabled(len(self.reason.value()) > 1))
        self.yes.clicked.disconnect()
        self.yes.clicked.connect(lambda _checked=False: self.forget())
        self.reason.setFocus()

    def forget(self) -> None:
        """Do it."""
        ref, reason = self.resident_id, self.reason.value()
        Command(self, lambda work: merge_service.forget(work, ref, reason)).then(
            lambda _result: self.accept()
        ).start()
