"""Parts of the sign-up sheet: who comes along, who answers for a child, who may fetch it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from neighborcenter.activities.drafts import PersonDraft, PickupDraft
from neighborcenter.activities.kinds import Consent, SeatKind
from neighborcenter.activities.texts import consent_name, seat_kind_name
from neighborcenter.kit.i18n import _
from ui.kit.chips import Chip
from ui.kit.fields import ChoiceField, FlagField, TextField
from ui.kit.form import Field
from ui.kit.labels import Icon, Label
from ui.kit.theme import px
from ui.kit.widgets import IconButton

ADULT = 18
MOST_PICKUPS = 4


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody who may be signed up: a resident or a group. `household` are the others of the same door."""

    name: str
    resident_id: int | None = None
    group_id: int | None = None
    heads: int = 1
    age: int | None = None
    guardian_id: int | None = None
    guardian: str = ""
    guardian_phone: str = ""
    household: tuple[Attendee, ...] = field(default=())

    @property
    def minor(self) -> bool:
        """Whether somebody must answer for this person."""
        return self.age is not None and self.age < ADULT

    @property
    def words(self) -> str:
        """王小明 8."""
        return self.name if self.age is None else _("{name}, {age}").format(name=self.name, age=self.age)


class _MemberChip(Chip):
    """One member of the household; space and Enter choose, arrows walk."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Down):
            self.focusNextChild()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Up):
            self.focusPreviousChild()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # Enter signs up: the sheet hears it.
            event.ignore()
        else:
            super().keyPressEvent(event)


class Household(QWidget):
    """Everybody of the same door as chips; those chosen are signed up together."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.members: list[Attendee] = []
        self.chips: list[Chip] = []
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(4))
        box.addWidget(Label(_("Comes along (space chooses)"), "small strong", "text2"))
        self._row = QGridLayout()
        self._row.setSpacing(px(8))
        box.addLayout(self._row)
        self.hide()

    def offer(self, first: Attendee | None) -> None:
        """Show the household of somebody; nobody but this person is chosen."""
        for chip in self.chips:
            self._row.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.members = [first, *first.household] if first is not None else []
        self.chips = []
        for at, member in enumerate(self.members):
            chip = _MemberChip(member.words, icon="user-round")
            chip.setChecked(at == 0)
            chip.toggled.connect(lambda _on: self.changed.emit())
            self._row.addWidget(chip, at // 4, at % 4, Qt.AlignmentFlag.AlignLeft)
            self.chips.append(chip)
        self._row.setColumnStretch(4, 1)
        self.setVisible(len(self.members) > 1)

    def chosen(self) -> list[Attendee]:
        """Who is signed up."""
        return [one for one, chip in zip(self.members, self.chips, strict=True) if chip.isChecked()]


class PickupRow(QWidget):
    """Name, relation and phone of somebody who may fetch a child."""

    changed = Signal()
    removed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name, self.relation, self.phone = (
            TextField(_("Name")),
            TextField(_("Relation")),
            TextField(_("Phone")),
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(6))
        row.addWidget(self.name, 3)
        row.addWidget(self.relation, 2)
        row.addWidget(self.phone, 3)
        gone = IconButton("x", _("Take away"), 32)
        gone.clicked.connect(lambda _checked=False: self.removed.emit())
        row.addWidget(gone)
        for box in (self.name, self.relation, self.phone):
            box.changed.connect(self.changed)

    def value(self) -> PickupDraft | None:
        """Who it is, or None while no name stands there."""
        if not self.name.value():
            return None
        return PickupDraft(self.name.value(), self.phone.value(), self.relation.value())


class ChildCard(QWidget):
    """What must be said for one minor: guardian, how consent was given, who may fetch the child."""

    changed = Signal()

    def __init__(
        self, child: Attendee, keeper: Attendee | None = None, parent: QWidget | None = None
    ) -> None:
        """`keeper` is the adult at the desk: the guardian where the child's record names none."""
        super().__init__(parent)
        if not child.guardian and keeper is not None and not keeper.minor and keeper.resident_id is not None:
            child = replace(child, guardian_id=keeper.resident_id, guardian=keeper.name)
        self.child = child
        self.guardian, self.relation = TextField(_("Name of the guardian")), TextField(_("Relation"))
        self.phone = TextField(_("Phone"), icon="phone")
        consents = [(one, consent_name(one)) for one in Consent]
        self.consent = ChoiceField(consents)
        self.consent.set_value(Consent.NONE)
        self.goes_alone = FlagField(_("May go home alone"))
        self.pickups: list[PickupRow] = []
        self._pickup_box = QVBoxLayout()
        self._pickup_box.setSpacing(px(6))
        self._build()
        self.guardian.set_value(child.guardian)
        if child.guardian_id is not None and child.guardian_phone:
            self.phone.setPlaceholderText(child.guardian_phone)
        for box in (self.guardian, self.relation, self.phone, self.consent, self.goes_alone):
            box.changed.connect(self.changed)

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(px(8))
        head = QHBoxLayout()
        head.addWidget(Icon("baby", "text2", 18))
        head.addWidget(Label(_("{name} is a minor").format(name=self.child.words), "body strong"), 1)
        outer.addLayout(head)
        line = QHBoxLayout()
        line.setSpacing(px(8))
        self.guardian_field = Field(_("Guardian"), self.guardian, required=True)
        self.consent_field = Field(_("Consent"), self.consent)
        for part, share in (
            (self.guardian_field, 3), (Field(_("Relation"), self.relation), 2), (Field(_("Phone"), self.phone), 3),
        ):  # fmt: skip
            line.addWidget(part, share, Qt.AlignmentFlag.AlignTop)
        outer.addLayout(line)
        self.consent_field.set_hint(
            _("“I am the guardian, I know of the activity and agree that this child takes part.”")
        )
        outer.addWidget(self.consent_field)
        outer.addWidget(Label(_("Who may fetch the child"), "small strong", "text2"))
        outer.addLayout(self._pickup_box)
        more = IconButton("plus", _("Add somebody who may fetch the child"), 32)
        more.clicked.connect(lambda _checked=False: self.add_pickup())
        foot = QHBoxLayout()
        foot.addWidget(more)
        foot.addWidget(self.goes_alone, 1)
        outer.addLayout(foot)

    def add_pickup(self) -> None:
        """One more line; the caret goes there."""
        if len(self.pickups) >= MOST_PICKUPS:
            return
        row = PickupRow()
        row.changed.connect(self.changed)
        row.removed.connect(lambda: self._drop(row))
        self.pickups.append(row)
        self._pickup_box.addWidget(row)
        row.name.setFocus()

    def _drop(self, row: PickupRow) -> None:
        self.pickups.remove(row)
        self._pickup_box.removeWidget(row)
        row.hide()
        row.deleteLater()
        self.changed.emit()

    def draft(self, seat_kind: SeatKind) -> PersonDraft:
        """The child with everything said about it."""
        same = self.guardian.value() == self.child.guardian
        return PersonDraft(
            resident_id=self.child.resident_id,
            name=self.child.name,
            seat_kind=seat_kind,
            guardian_id=self.child.guardian_id if same else None,
            guardian_name=self.guardian.value(),
            guardian_phone=self.phone.value(),
            guardian_relation=self.relation.value(),
            consent=self.consent.value() or Consent.NONE,
            consent_words=self.consent_field.text_below if self.consent.value() else "",
            care_note=_("May go home alone") if self.goes_alone.value() else "",
            pickups=tuple(found for row in self.pickups if (found := row.value()) is not None),
        )


def seat_choices(kinds: Sequence[SeatKind]) -> list[tuple[SeatKind, str]]:
    """The kinds of places there are, in words."""
    return [(kind, seat_kind_name(kind)) for kind in kinds]
