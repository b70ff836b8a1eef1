"""One volunteer in the right-hand panel: what they can, when they can, what they gave."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import _
from neighborcenter.volunteers.cards import LeaveLine, SkillLine, VolunteerCard
from neighborcenter.volunteers.kinds import HoursStatus, VolunteerStatus
from neighborcenter.volunteers.privacy import reveal_contact
from neighborcenter.volunteers.rules import GROWN_UP
from neighborcenter.volunteers.texts import word
from ui.kit.buttons import Button
from ui.kit.chips import StatusChip
from ui.kit.columns import Mark
from ui.kit.jobs import may, runner
from ui.kit.labels import Label, LinkLabel
from ui.kit.spoken import spoken_day, spoken_days
from ui.kit.theme import px
from ui.kit.widgets import IconButton
from ui.people.panels import Fact, Panel, empty_layout
from ui.people.reveal import SecretFact
from ui.volunteers.dated_times import dated_words
from ui.volunteers.looks import NOTE_LOOKS, hours_words, proof_mark, status_mark
from ui.volunteers.week_grid import WeekTimes

NEXT: dict[VolunteerStatus, VolunteerStatus] = {
    VolunteerStatus.RECRUIT: VolunteerStatus.TRIAL,
    VolunteerStatus.TRIAL: VolunteerStatus.ACTIVE,
    VolunteerStatus.RESTING: VolunteerStatus.ACTIVE,
    VolunteerStatus.LEFT: VolunteerStatus.ACTIVE,
}
"""Where the big button leads."""
SHOWN_STANDING = 6
SHOWN_NOTES = 8


class VolunteerPanel(Panel):
    """The card.  Signals say what is wanted; the tab does it."""

    wanted = Signal(str, object)
    """edit, standing, next, skill, drop_skill, week, leave, end_leave, tie, untie, hours, resident, certificate,
    card, thanks, record, note, drop_note, points: and what it is about."""

    def __init__(self, card: VolunteerCard) -> None:
        super().__init__("")
        self._writes = may(Permission.VOLUNTEERS_WRITE)
        self.edit = self.add_head_button("pencil", _("Change"), lambda: self.wanted.emit("edit", None))
        self.person = self.add_head_button(
            "user-round", _("Open the resident"), lambda: self.wanted.emit("resident", None)
        )
        self.add_head_button("id-card", _("Print the volunteer card"), lambda: self.wanted.emit("card", None))
        self.add_head_button(
            "party-popper", _("Print a letter of thanks"), lambda: self.wanted.emit("thanks", None)
        )
        self.add_head_button("file-text", _("Print the record"), lambda: self.wanted.emit("record", None))
        self.edit.setEnabled(self._writes)
        self.main = Button("", "primary", main=True)
        self.standing = Button(_("Standing …"), "secondary", main=True)
        self.main.clicked.connect(lambda _checked=False: self._on_main())
        self.standing.clicked.connect(lambda _checked=False: self.wanted.emit("standing", None))
        self.standing.setEnabled(self._writes)
        self.foot_row.addWidget(self.main, 3)
        self.foot_row.addWidget(self.standing, 2)
        self.show_card(card)

    def show_card(self, card: VolunteerCard) -> None:
        """Show this volunteer."""
        self.card = card
        self.title.setText(card.name)
        empty_layout(self.body)
        today = runner().backend.clock.today()
        self._head(card)
        self._warnings(card, today)
        self._hours(card)
        self._skills(card, today)
        self._week(card)
        self._leave(card)
        self._ties(card)
        self._record(card)
        self._facts(card)
        self._history(card)
        self.body.addStretch(1)
        upward = NEXT.get(card.status)
        self.main.setText(_("Issue a certificate") if upward is None else _step_words(card.status))
        self.main.setEnabled(may(Permission.VOLUNTEERS_REVIEW) if upward is None else self._writes)
        self.main.updateGeometry()

    def _on_main(self) -> None:
        upward = NEXT.get(self.card.status)
        self.wanted.emit("certificate" if upward is None else "next", upward)

    # -- sections --------------------------------------------------------------------------------------------

    def _head(self, card: VolunteerCard) -> None:
        line = QHBoxLayout()
        line.setSpacing(px(6))
        mark = status_mark(card.status)
        line.addWidget(StatusChip(mark.text, mark.category, mark.icon))
        if card.stars:
            line.addWidget(StatusChip(_("{stars} stars").format(stars=card.stars), "notice", "star"))
        line.addStretch(1)
        self.body.addLayout(line)
        age = "" if card.age is None else _("{age} years").format(age=card.age)
        words = " · ".join(part for part in (card.number, age, card.phone) if part)
        self.body.addWidget(Label(words, "small", "text2", wrap=True))

    def _warnings(self, card: VolunteerCard, today: date) -> None:
        """What the law asks for and is not there."""
        draft, found = card.draft, []
        if card.age is not None and card.age < GROWN_UP and not (
            draft.guardian_consent and draft.guardian_consent_on
        ):  # fmt: skip
            found.append(_("Under 18: the guardian’s consent is missing."))
        if card.status is not VolunteerStatus.LEFT and not any(
            one.covered_from <= today <= one.valid_to for one in card.policies
        ):
            found.append(_("Not insured today: nothing dangerous may be done."))
        if draft.health_limits:
            found.append(_("Health: {limits}").format(limits=draft.health_limits))
        for words in found:
            self.body.addWidget(StatusChip(words, "notice", "triangle-alert"))

    def _hours(self, card: VolunteerCard) -> None:
        self.section(_("Hours and stars"))
        entered = card.minutes.get(HoursStatus.ENTERED, 0)
        line = QHBoxLayout()
        line.setSpacing(px(8))
        line.addWidget(Label(hours_words(entered), "title"))
        line.addWidget(Label(_("entered"), "small", "text2"))
        line.addStretch(1)
        link = LinkLabel(_("All hours"))
        link.clicked.connect(lambda: self.wanted.emit("hours", None))
        line.addWidget(link)
        self.body.addLayout(line)
        under_way = sum(
            minutes
            for status, minutes in card.minutes.items()
            if status not in (HoursStatus.ENTERED, HoursStatus.CORRECTED, HoursStatus.VOIDED)
        )
        words = [_("{hours} on their way").format(hours=hours_words(under_way))] if under_way else []
        words += [
            _("{hours} brought in as {kind}").format(hours=hours_words(minutes), kind=word(kind))
            for kind, minutes in card.brought.items()
        ]
        if card.stars_granted:
            words.append(_("{stars} stars granted").format(stars=card.stars_granted))
        below = QHBoxLayout()
        below.setSpacing(px(8))
        below.addWidget(Label(" · ".join(words), "small", "text2", wrap=True), 1)
        points = LinkLabel(_("{count} points").format(count=card.points))
        points.clicked.connect(lambda: self.wanted.emit("points", None))
        below.addWidget(points)
        self.body.addLayout(below)

    def _skills(self, card: VolunteerCard, today: date) -> None:
        self._part(_("Skills"), "plus", _("Add a skill"), "skill")
        for each in card.skills:
            self._row(*self._skill_words(each, today), "drop_skill", each.held.skill_id, ("skill", each))
        if not card.skills:
            self._nothing(_("No skill noted yet"))

    def _skill_words(self, each: SkillLine, today: date) -> tuple[str, str, Mark | None]:
        return (
            each.name,
            " · ".join(part for part in (word(each.held.proficiency), each.held.proof) if part),
            proof_mark(each, today),
        )

    def _week(self, card: VolunteerCard) -> None:
        self._part(_("Weekly times"), "pencil", _("Change the week"), "week")
        if any(each.weekday is not None for each in card.availability):
            week = WeekTimes(writable=False)
            week.set_times(card.availability)
            self.body.addWidget(week)
        else:
            self._nothing(_("Nothing said yet"))
        today = runner().backend.clock.today()
        for each in card.availability:
            if each.day is not None and each.day >= today:
                words = f"{dated_words(each)} {word(each.kind)}"
                self.body.addWidget(Label(words, "small", "text2", wrap=True))
        wishes = []
        if card.draft.wanted_shifts:
            wishes.append(_("wants {count} shifts a month").format(count=card.draft.wanted_shifts))
        if card.draft.most_shifts:
            wishes.append(_("at most {count}").format(count=card.draft.most_shifts))
        if wishes:
            self.body.addWidget(Label(" · ".join(wishes), "small", "text2", wrap=True))

    def _leave(self, card: VolunteerCard) -> None:
        self._part(_("Days away"), "plus", _("Note a leave"), "leave")
        for each in card.leave:
            self._row(
                spoken_days(each.first, each.last),
                _leave_words(each),
                None,
                "" if each.everybody else "end_leave",
                each.leave_id,
            )
        if not card.leave:
            self._nothing(_("Not away"))

    def _ties(self, card: VolunteerCard) -> None:
        self._part(_("With whom"), "plus", _("Note a wish"), "tie")
        for each in card.ties:
            self._row(f"{word(each.bond)} {each.name}", each.reason, None, "untie", each)
        if card.teams:
            self.body.addWidget(Fact(_("Teams"), _(", ").join(card.teams)))
        if not card.ties and not card.teams:
            self._nothing(_("No wishes"))

    def _record(self, card: VolunteerCard) -> None:
        self._part(_("Trainings, awards, praise"), "plus", _("Add to the record"), "note")
        for each in card.notes[:SHOWN_NOTES]:
            mark = Mark(word(each.draft.kind), *NOTE_LOOKS[each.draft.kind])
            self._row(each.draft.title, spoken_day(each.draft.day), mark, "drop_note", each, ("note", each))
        if len(card.notes) > SHOWN_NOTES:
            self._nothing(_("and {count} more").format(count=len(card.notes) - SHOWN_NOTES))
        if not card.notes:
            self._nothing(_("Nothing yet"))

    def _facts(self, card: VolunteerCard) -> None:
        draft = card.draft
        insured = [f"{one.insurer} {one.number} → {spoken_day(one.valid_to)}" for one in card.policies]
        contact = " ".join(part for part in (draft.contact_name, draft.contact_relation) if part)
        consent = ""
        if draft.guardian_consent:
            consent = f"{draft.guardian_consent} {draft.guardian_consent_on or ''}".strip()
        facts = (
            (_("Insurance"), _(", ").join(insured)),
            (_("Guardian’s consent"), consent),
            (_("Languages"), draft.languages),
            (_("Likes to help with"), draft.fields),
            (_("Works or studies at"), draft.work_unit),
            (_("In an emergency"), contact),
            (_("Agreed that data is used for"), draft.consent_scope),
            (_("Note"), draft.note),
        )
        shown = [(name, value) for name, value in facts if value]
        if shown or draft.party_member or draft.from_outside:
            self.section(_("More"))
        for name, value in shown:
            self.body.addWidget(Fact(name, value))
        if draft.contact_phone:
            self.body.addWidget(
                SecretFact(
                    _("Emergency phone"),
                    draft.contact_phone,
                    lambda work, reason: reveal_contact(work, card.volunteer_id, reason),
                )
            )
        flags = [
            words
            for flag, words in (
                (draft.party_member, _("Party member")),
                (draft.from_outside, _("From outside the community")),
            )
            if flag
        ]
        if flags:
            self.body.addWidget(Label(" · ".join(flags), "small", "text2"))

    def _history(self, card: VolunteerCard) -> None:
        self.section(_("Standing so far"))
        for each in card.standing[:SHOWN_STANDING]:
            words = " · ".join(
                part for part in (spoken_day(each.day), word(each.status), each.reason) if part
            )
            self.body.addWidget(Label(words, "small", "text2", wrap=True))

    # -- rows ------------------------------------------------------------------------------------------------

    def _part(self, title: str, icon: str, name: str, what: str) -> None:
        button = IconButton(icon, name, 28)
        button.setEnabled(self._writes)
        button.clicked.connect(lambda _checked=False: self.wanted.emit(what, None))
        self.section(title, button)

    def _nothing(self, words: str) -> None:
        self.body.addWidget(Label(words, "small", "text3"))

    def _row(
        self, words: str, note: str, mark: Mark | None, remove: str, about: object,
        change: tuple[str, object] | None = None,
    ) -> None:  # fmt: skip
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(px(6))
        if change is not None and self._writes:
            link = LinkLabel(words, "body strong")
            link.clicked.connect(lambda: self.wanted.emit(*change))
            line.addWidget(link)
        else:
            line.addWidget(Label(words, "body"))
        if mark is not None:
            line.addWidget(StatusChip(mark.text, mark.category, mark.icon))
        line.addWidget(Label(note, "small", "text2", elide=True), 1)
        if remove:
            button = IconButton("x", _("Take away: {what}").format(what=words), 28)
            button.setEnabled(self._writes)
            button.clicked.connect(lambda _checked=False: self.wanted.emit(remove, about))
            line.addWidget(button)
        self.body.addWidget(holder)


def _leave_words(each: LeaveLine) -> str:
    return " · ".join(part for part in (each.reason, _("everybody") if each.everybody else "") if part)


def _step_words(status: VolunteerStatus) -> str:
    return {
        VolunteerStatus.RECRUIT: _("Take on trial"),
        VolunteerStatus.TRIAL: _("Make active"),
        VolunteerStatus.RESTING: _("Active again"),
        VolunteerStatus.LEFT: _("Active again"),
    }[status]
