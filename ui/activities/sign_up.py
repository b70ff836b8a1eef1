"""F4: sign somebody up, from wherever one is.

`F4 bdj⏎ ⏎` signs up whoever is being served; for somebody else `wgl⏎` stands between. The button says what Enter
will do: sign up, or go on the waiting list as number four. A warning stands there before Enter; the next Enter
goes on. Keys wait for the answers they depend on.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from neighborcenter.activities.drafts import EnrollDraft, PersonDraft
from neighborcenter.activities.kinds import EnrollmentKind, SeatKind, SignUp, Source
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Refused
from ui.activities import acts, reading
from ui.activities.reading import Choice, Outlook
from ui.activities.sign_up_answer import Answer
from ui.activities.sign_up_parts import Attendee, ChildCard, Household, seat_choices
from ui.kit.ask_box import ENTER, Ask, Boxed
from ui.kit.buttons import Button
from ui.kit.fields import ChoiceField, NumberField
from ui.kit.form import Field
from ui.kit.jobs import Query
from ui.kit.messages import announce
from ui.kit.patience import Patience
from ui.kit.sheet import Sheet
from ui.kit.suggest import Suggestion
from ui.kit.theme import px


class SignUpSheet(Sheet):
    """The sheet. `signed` carries the id of the new sign-up."""

    signed = Signal(int)

    def __init__(
        self,
        window: QWidget,
        person: int | None = None,
        activity: int | None = None,
        session: int | None = None,
    ) -> None:
        super().__init__(window, _("Sign up"))
        self._key = uuid.uuid4().hex
        self._choice: Choice | None = None
        self._who: Attendee | None = None
        self._person, self._session_wanted = person, session
        self._children: dict[str, ChildCard] = {}
        self._outlook: Outlook | None = None
        self._sure = False
        self.patience = Patience(self)
        self._make_parts()
        self._build()
        self._connect()
        if person is not None:
            self._read_person(Attendee("", resident_id=person))
        if activity is not None:
            self.take_activity(activity)
        else:
            Query(self, reading.open_activities, key="open", lane="quick").then(self._on_open).start()

    def _make_parts(self) -> None:
        self.what = Ask(
            "activity",
            _("Activity, pinyin or initials"),
            "ticket",
            reading.found_activities,
            self.patience,
            self,
        )
        self.who = Ask(
            "person", _("Name, pinyin, phone or group"), "user", reading.found_people, self.patience, self
        )
        self.session = ChoiceField([])
        self.session_field = Field(_("Session"), self.session)
        self.heads = NumberField(_("people"), minimum=1, maximum=500)
        self.heads_field = Field(_("How many"), self.heads)
        self.seat = ChoiceField(seat_choices(tuple(SeatKind)))
        self.seat.set_value(SeatKind.SEAT)
        self.seat_field = Field(_("Kind of place"), self.seat)
        self.household = Household()
        self.answer = Answer()
        self.save = Button(_("Sign up"), "primary", "check", "↵", main=True)
        self.print_too = Button(_("Sign up and print the slip"), "secondary", "printer", "Ctrl P", main=True)
        self.patience.watch(self.save, self.print_too)

    def _build(self) -> None:
        self.what_field = Field(_("Activity"), Boxed(self.what.box))
        self.who_field = Field(_("Who"), Boxed(self.who.box))
        self.body.addWidget(self.what_field)
        pair = QHBoxLayout()
        pair.setSpacing(px(12))
        for part in (self.session_field, self.heads_field, self.seat_field):
            pair.addWidget(part, 1, Qt.AlignmentFlag.AlignTop)
            part.hide()
        self.body.addWidget(self.who_field)
        self.body.addWidget(self.household)
        self.body.addLayout(pair)
        self._child_box = QVBoxLayout()
        self._child_box.setSpacing(px(14))
        self.body.addLayout(self._child_box)
        self.body.addWidget(self.answer)
        self.foot.addWidget(self.save, 3)
        self.foot.addWidget(self.print_too, 2)
        self._allow()

    def _connect(self) -> None:
        self.what.taken.connect(lambda ref: self.take_activity(*ref))
        self.who.taken.connect(self._read_person)
        self.household.changed.connect(self._on_people)
        for part in (self.session, self.heads, self.seat):
            part.changed.connect(self._look)
        self.answer.changed.connect(self._allow)
        self.save.clicked.connect(lambda _checked=False: self.submit())
        self.print_too.clicked.connect(lambda _checked=False: self.submit(slip=True))

    # -- choosing --------------------------------------------------------------------------------------------

    def open(self) -> None:
        """Show it; the caret stands in the first box that is still to be filled."""
        super().open()
        (self.what.box if self._choice is None and not self.patience.waiting else self.who.box).setFocus()

    def _on_open(self, found: Sequence[Suggestion]) -> None:
        """What is open now is offered while nothing is typed."""
        if not self.what.box.query and self._choice is None:
            self.what.list.set_items(list(found), "")

    def take_activity(self, activity_id: int, session_id: int | None = None) -> None:
        """Sign up for this one."""
        self.patience.wait("choice")
        wanted = session_id or self._session_wanted
        Query(self, lambda read: reading.choice(read, activity_id, wanted), key="choice").then(
            self._on_choice
        ).failed(lambda _problems: self.patience.go_on("choice")).start()

    def _on_choice(self, found: Choice) -> None:
        self._choice = found
        self.what.show_name(found.title)
        self.what_field.set_hint(found.words)
        self.session.set_choices([(one.id, one.words) for one in found.sessions])
        self.session.set_value(found.session_id)
        self.session_field.setVisible(found.sign_up is SignUp.SESSION)
        self.seat_field.setVisible(len(found.seat_kinds) > 1)
        self.seat.set_choices(seat_choices(found.seat_kinds))
        self._on_people()
        (self.save if self._who is not None or self._person is not None else self.who.box).setFocus()
        self.patience.go_on("choice")

    def _read_person(self, picked: Attendee) -> None:
        self._person = picked.resident_id
        self.patience.wait("who")
        Query(self, partial(_attendee, picked), key="who", lane="quick").then(self._on_who).failed(
            lambda _problems: self.patience.go_on("who")
        ).start()

    def _on_who(self, who: Attendee) -> None:
        self._who = who
        self.who.show_name(who.name)
        self.who_field.set_hint("" if who.age is None else who.words)
        self.household.offer(who if who.resident_id is not None else None)
        self.heads.set_value(who.heads)
        self.heads_field.setVisible(who.group_id is not None)
        self._on_people()
        if self._choice is not None:
            self.save.setFocus()
        elif not self.what.box.hasFocus():
            self.what.box.setFocus()
        self.patience.go_on("who")

    def people(self) -> list[Attendee]:
        """Who would be signed up."""
        if self._who is None:
            return []
        return self.household.chosen() if self.household.members else [self._who]

    def _on_people(self) -> None:
        """Children among those chosen bring their card along; what was written in it stays."""
        minors = {
            f"{one.resident_id}": one
            for one in self.people()
            if one.minor and self._choice is not None and self._choice.needs_guardian
        }
        for key in set(self._children) - set(minors):
            card = self._children.pop(key)
            self._child_box.removeWidget(card)
            card.hide()
            card.deleteLater()
        for key, one in minors.items():
            if key not in self._children:
                card = ChildCard(one, self._who)
                card.changed.connect(self._look)
                self._children[key] = card
                self._child_box.addWidget(card)
        self._look()

    # -- the answer ------------------------------------------------------------------------------------------

    def draft(self) -> EnrollDraft | None:
        """What Enter would sign up; None while activity or person are missing."""
        if self._choice is None or self._who is None:
            return None
        seat = self.seat.value() or SeatKind.SEAT
        people = tuple(
            self._children[f"{one.resident_id}"].draft(seat)
            if f"{one.resident_id}" in self._children
            else PersonDraft(resident_id=one.resident_id, name=one.name, seat_kind=seat)
            for one in self.people()
        )
        group = self._who.group_id
        kind = EnrollmentKind.FAMILY if len(people) > 1 else EnrollmentKind.PERSON
        whole = self._choice.sign_up is not SignUp.SESSION
        return EnrollDraft(
            activity_id=self._choice.id,
            session_id=None if whole else self.session.value(),
            kind=EnrollmentKind.GROUP if group is not None else kind,
            people=() if group is not None else people,
            group_id=group,
            heads=int(self.heads.value() or 0) if group is not None else 0,
            contact_id=self._who.resident_id,
            source=Source.DESK,
            sure=self._sure,
            override=self.answer.reason(),
            client_key=self._key,
        )

    def _look(self) -> None:
        draft = self.draft()
        self._sure = False
        if draft is None:
            self._allow()
            return
        self.patience.wait("look")
        asked = replace(draft, sure=False, override="")
        Query(self, lambda read: reading.outlook(read, asked), key="look", lane="quick").then(
            self._on_outlook
        ).failed(lambda _problems: self.patience.go_on("look")).start()

    def _on_outlook(self, found: Outlook) -> None:
        self._outlook = found
        self.answer.show_outlook(found)
        self._allow()
        self.patience.go_on("look")

    def _allow(self) -> None:
        """The button says what Enter does."""
        found = self._outlook if self._choice is not None and self._who is not None else None
        can = found is not None and not self.answer.blocked
        self.save.setEnabled(can)
        self.print_too.setEnabled(can)
        if found is not None and found.place:
            self.save.setText(_("Waiting list, no. {place}").format(place=found.place))
            self.save.set_icon("timer")
        else:
            self.save.setText(_("Sign up anyway") if self._sure else _("Sign up"))
            self.save.set_icon("check")

    # -- saving ----------------------------------------------------------------------------------------------

    def submit(self, *, slip: bool = False) -> None:
        """Sign up. With a warning in sight the first press only takes note of it."""
        draft = self.draft()
        if draft is None or self._outlook is None or self.save.busy:
            return
        if self.answer.blocked:
            announce(self, self.answer.words())
            self.answer.begin_reason()
            return
        if self.answer.warns and not self._sure:
            self._sure = True
            announce(self, self.answer.words())
            self.answer.insist()
            self._allow()
            self.save.setFocus()
            return
        self.save.set_busy(text=_("Signing up"))
        self.patience.wait("save")
        words = _(", ").join(one.name for one in self.people())
        acts.enroll(self, draft, words, self._choice.title if self._choice else "", self._on_refused).then(
            partial(self._on_signed, slip=slip)
        ).finally_(self._on_saved).start()

    def _on_saved(self) -> None:
        self.patience.go_on("save")
        self.save.set_busy(busy=False)

    def _on_signed(self, enrolled: Any, *, slip: bool) -> None:
        self.patience.forget()
        if slip:
            acts.print_slip(self.window(), enrolled.enrollment_id)
        self.signed.emit(enrolled.enrollment_id)
        self.leave()

    def _on_refused(self, refused: Refused) -> None:
        """A rule said no under the lock, or another desk was quicker: say so here and look again."""
        self.answer.show_problems(refused.problems)
        self._allow()

    # -- keys ------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter signs up from wherever the caret is, Ctrl+P prints as well, Esc leaves."""
        if event.key() in ENTER:
            self.submit()
            event.accept()
        elif event.key() == Qt.Key.Key_P and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.submit(slip=True)
            event.accept()
        else:
            super().keyPressEvent(event)


def _attendee(picked: Attendee, read: Any) -> Attendee:
    return reading.attendee(read, picked)


def open_sheet(
    window: QWidget, person: int | None = None, activity: int | None = None, session: int | None = None
) -> SignUpSheet:
    """Open the sheet over a window: for somebody being served, for an activity at hand, or for anybody."""
    for old in window.findChildren(SignUpSheet):
        old.leave()
    made = SignUpSheet(window, person, activity, session)
    made.open()
    return made
