"""One sign-up in the right-hand panel: its people, guardians and consent, fee, and what can be done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from neighborcenter.accounts.permissions import Permission
from neighborcenter.activities import transfer_service
from neighborcenter.activities.kinds import LIVE, Consent, EnrollmentStatus
from neighborcenter.activities.rows import EnrollmentRow, PersonRow
from neighborcenter.activities.texts import consent_name, source_name
from neighborcenter.kit.i18n import _
from ui.activities import acts
from ui.activities.looks import enrollment_mark, money, wall, wants_words
from ui.kit.buttons import Button
from ui.kit.chips import StatusChip
from ui.kit.jobs import Command, may
from ui.kit.labels import Label, LinkLabel
from ui.kit.messages import toast
from ui.kit.spoken import spoken_moment
from ui.people.panels import Fact, Panel, empty_layout
from ui.people.reveal import group_secret, resident_secret


class EnrollmentPanel(Panel):
    """The card of one sign-up."""

    resident_wanted = Signal(int)
    leave_wanted = Signal()
    transfer_wanted = Signal()
    refuse_wanted = Signal()

    def __init__(self, row: EnrollmentRow) -> None:
        super().__init__("")
        self.slip = self.add_head_button(
            "printer", _("Sign-up slip"), lambda: acts.print_slip(self, self.row.id)
        )
        self.show_row(row)

    def show_row(self, row: EnrollmentRow) -> None:
        """Show this sign-up."""
        self.row = row
        self.title.setText(row.names or row.who)
        empty_layout(self.body)
        empty_layout(self.foot_row)
        mark = enrollment_mark(row)
        line = QHBoxLayout()
        line.addWidget(StatusChip(mark.text, mark.category, mark.icon))
        line.addWidget(Label(row.code, "small strong", "text2"))
        line.addStretch(1)
        self.body.addLayout(line)
        for name, value in self._facts(row):
            if value:
                self.body.addWidget(Fact(name, value))
        if row.phone:
            self.body.addWidget(self._phone(row))
        for person in row.people:
            self._person(person)
        self._offer(row)
        self.body.addStretch(1)

    def _facts(self, row: EnrollmentRow) -> tuple[tuple[str, str], ...]:
        paid = _("paid") if row.paid_at else _("not paid")
        return (
            (_("Under the name"), row.who if row.who != row.names else ""),
            (_("Places wanted"), wants_words(row)),
            (_("Signed up"), f"{spoken_moment(wall(row.created_at))} · {source_name(row.source)}"),
            (_("Fee"), f"{money(row.fee_fen)} · {paid}" if row.fee_fen else ""),
            (_("Note"), row.note),
            (_("Reason"), row.end_reason),
        )

    def _phone(self, row: EnrollmentRow) -> Fact:
        if row.resident_id is not None:
            return resident_secret(_("Phone"), row.phone, row.resident_id, "phone")
        if row.group_id is not None:
            return group_secret(_("Phone"), row.phone, row.group_id)
        return Fact(_("Phone"), row.phone)

    def _person(self, person: PersonRow) -> None:
        words = (
            person.name if person.age is None else _("{name}, {age}").format(name=person.name, age=person.age)
        )
        self.section(words if person.heads == 1 else f"{words} · {person.heads}")
        if person.resident_id is not None:
            link = LinkLabel(_("Open the file"))
            ref = person.resident_id
            link.clicked.connect(lambda: self.resident_wanted.emit(ref))
            self.body.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        guardian = " ".join(part for part in (person.guardian, person.guardian_relation) if part)
        if guardian:
            self.body.addWidget(Fact(_("Guardian"), f"{guardian} {person.guardian_phone}".strip()))
            said = consent_name(person.consent)
            if person.consent_at is not None:
                said = f"{said} · {spoken_moment(wall(person.consent_at))}"
            self.body.addWidget(Fact(_("Consent"), said))
            if person.consent is Consent.NONE and may(Permission.ACTIVITIES_ENROLL):
                self._ask_consent(person)
        for pickup in person.pickups:
            who = " ".join(part for part in (pickup.name, pickup.relation, pickup.phone) if part)
            self.body.addWidget(Fact(_("May fetch"), who))
        if person.care_note:
            self.body.addWidget(Fact(_("To mind"), person.care_note))

    def _ask_consent(self, person: PersonRow) -> None:
        line = QHBoxLayout()
        for consent in (Consent.PAPER, Consent.DESK, Consent.PHONE):
            button = Button(consent_name(consent), "secondary")
            button.clicked.connect(lambda _checked=False, c=consent: self._consent(person, c))
            line.addWidget(button)
        line.addStretch(1)
        self.body.addLayout(line)

    def _consent(self, person: PersonRow, consent: Consent) -> None:
        words = _("The guardian agrees that this child takes part.")

        def undo() -> None:
            Command(
                self, lambda work: transfer_service.give_consent(work, person.enrollee_id, Consent.NONE)
            ).start()

        Command(
            self, lambda work: transfer_service.give_consent(work, person.enrollee_id, consent, words)
        ).then(
            lambda _done: toast(_("Consent for {name} is kept").format(name=person.name), undo=undo)
        ).start()

    def _offer(self, row: EnrollmentRow) -> None:
        writes = may(Permission.ACTIVITIES_ENROLL)

        def button(words: str, icon: str, run: Callable[[], object], *, kind: str = "quiet") -> Button:
            made = Button(words, kind, icon)  # type: ignore[arg-type]
            made.setEnabled(writes)
            made.clicked.connect(lambda _checked=False: run())
            return made

        if row.status is EnrollmentStatus.PENDING:
            yes = button(_("Approve"), "check", lambda: acts.approve(self, row), kind="primary")
            self.foot_row.addWidget(yes, 1)
            self.foot_row.addWidget(button(_("Not approved"), "ban", self.refuse_wanted.emit))
        if row.status is EnrollmentStatus.OFFERED:
            yes = button(_("Takes the place"), "check", lambda: acts.accept(self, row), kind="primary")
            self.foot_row.addWidget(yes, 1)
            self.foot_row.addWidget(button(_("Declines"), "x", lambda: acts.decline(self, row)))
        if row.status not in LIVE:
            return
        left = Qt.AlignmentFlag.AlignLeft
        if row.fee_fen:
            words = _("Not paid after all") if row.paid_at else _("Fee is paid")
            paid = row.paid_at is None
            self.body.addWidget(button(words, "check", lambda: acts.set_paid(self, row, paid=paid)), 0, left)
        self.body.addWidget(
            button(_("To another session or activity"), "arrow-right", self.transfer_wanted.emit), 0, left
        )
        self.body.addWidget(button(_("Sign off"), "x", self.leave_wanted.emit), 0, left)
