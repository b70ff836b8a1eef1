"""One activity in the right-hand panel: what, when, how full, and the way to its people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.activities.kinds import OPEN, ActivityStatus, SessionStatus, SignUp
from neighborcenter.activities.rows import ActivityCard
from neighborcenter.activities.texts import sign_up_name
from neighborcenter.kit.i18n import _
from ui.activities.looks import kind_mark, money, place_words, status_mark, when_words
from ui.kit.buttons import Button
from ui.kit.chips import StatusChip
from ui.kit.jobs import may, runner
from ui.kit.labels import Label, LinkLabel
from ui.kit.spoken import spoken_moment
from ui.kit.theme import px
from ui.people.panels import Fact, Panel, empty_layout

SHOWN_SESSIONS = 4


class ActivityPanel(Panel):
    """The card of one activity. `tab_wanted` says which tab of the full page a figure opens."""

    tab_wanted = Signal(str)
    edit_wanted = Signal()
    copy_wanted = Signal()
    publish_wanted = Signal()
    cancel_wanted = Signal()
    sign_up_wanted = Signal()
    papers_wanted = Signal(object)

    def __init__(self, card: ActivityCard) -> None:
        super().__init__("")
        writes = may(Permission.ACTIVITIES_WRITE)
        self.edit = self.add_head_button("pencil", _("Change"), self.edit_wanted.emit)
        self.copy = self.add_head_button("copy", _("Plan once more from this one"), self.copy_wanted.emit)
        self.papers = self.add_head_button(
            "printer", _("Papers"), lambda: self.papers_wanted.emit(self.papers)
        )
        self.edit.setEnabled(writes)
        self.copy.setEnabled(writes)
        self.main = Button("", "primary", main=True)
        self.whole = Button(_("Open page"), "secondary", "external-link", main=True)
        self.foot_row.addWidget(self.main, 3)
        self.foot_row.addWidget(self.whole, 2)
        self.main.clicked.connect(lambda _checked=False: self._main_act())
        self.whole.clicked.connect(lambda _checked=False: self.tab_wanted.emit(""))
        self._main_act: Callable[[], None] = lambda: None
        self.show_card(card)

    def show_card(self, card: ActivityCard) -> None:
        """Show this activity."""
        self.card = card
        self.title.setText(card.title)
        empty_layout(self.body)
        self._chips(card)
        self._facts(card)
        self._figures(card)
        self._times(card)
        if card.summary:
            self.section(_("About"))
            self.body.addWidget(Label(card.summary, "small", "text2", wrap=True))
        self._more(card)
        self.body.addStretch(1)
        self._choose_main(card)

    def _chips(self, card: ActivityCard) -> None:
        line = QHBoxLayout()
        line.setSpacing(px(6))
        for mark in (status_mark(card.status), kind_mark(card.kind)):
            line.addWidget(StatusChip(mark.text, mark.category, mark.icon))
        line.addStretch(1)
        self.body.addLayout(line)

    def _facts(self, card: ActivityCard) -> None:
        partners = _(", ").join(one.name for one in card.partners)
        ages = ages_words(card.age_from, card.age_to)
        fee = money(card.fee_fen)
        if card.fee_fen and card.reduced_fen != card.fee_fen:
            fee = _("{fee}, reduced {reduced}").format(fee=fee, reduced=money(card.reduced_fen))
        facts = (
            (_("Module"), card.module),
            (_("Led by"), card.lead_name),
            (_("Organiser"), _(", ").join(part for part in (card.organiser, partners) if part)),
            (_("Meant for"), " · ".join(part for part in (ages, card.eligibility) if part)),
            (_("Fee"), fee),
            (_("Sign-up"), window_of(card)),
            (_("Why cancelled"), card.cancel_reason),
        )
        for name, value in facts:
            if value:
                self.body.addWidget(Fact(name, value))

    def _figures(self, card: ActivityCard) -> None:
        """Every number is the way to its rows."""
        row = QVBoxLayout()
        row.setSpacing(px(6))
        for place in card.places:
            row.addWidget(self._link(place_words(place), "sign_ups"))
        if card.pending:
            row.addWidget(self._link(_("{count} wait for approval").format(count=card.pending), "sign_ups"))
        if card.waiting or card.offered:
            words = _("{count} on the waiting list").format(count=card.waiting + card.offered)
            row.addWidget(self._link(words, "waiting"))
        if row.count():
            self.section(_("Sign-ups"))
            self.body.addLayout(row)

    def _link(self, words: str, tab: str) -> QWidget:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        link = LinkLabel(words, "body strong")
        link.clicked.connect(lambda: self.tab_wanted.emit(tab))
        line.addWidget(link)
        line.addStretch(1)
        return holder

    def _times(self, card: ActivityCard) -> None:
        now: datetime = runner().backend.clock.local()
        coming = [
            one for one in card.sessions if one.ends >= now and one.status is not SessionStatus.CANCELLED
        ]
        self.section(_("Sessions"))
        for one in coming[:SHOWN_SESSIONS]:
            words = " · ".join(part for part in (when_words(one.starts, one.ends), one.where) if part)
            self.body.addWidget(Label(words, "small", wrap=True))
        rest = len(card.sessions) - min(len(coming), SHOWN_SESSIONS)
        if rest > 0 and card.sessions:
            self.body.addWidget(
                self._link(_("All {count} sessions").format(count=len(card.sessions)), "sessions")
            )
        if not card.sessions:
            self.body.addWidget(Label(_("No session yet"), "small", "text2"))

    def _more(self, card: ActivityCard) -> None:
        if card.status in (ActivityStatus.CANCELLED, ActivityStatus.FINISHED):
            return
        cancel = Button(_("Cancel the activity"), "quiet", "x")
        cancel.setEnabled(may(Permission.ACTIVITIES_WRITE))
        cancel.clicked.connect(lambda _checked=False: self.cancel_wanted.emit())
        self.body.addWidget(cancel, 0, Qt.AlignmentFlag.AlignLeft)

    def _choose_main(self, card: ActivityCard) -> None:
        """Draft: publish. Open for sign-up: sign up. Else the door, or what came of it."""
        permission = Permission.ACTIVITIES_ENROLL
        if card.status is ActivityStatus.DRAFT:
            self.main.setText(_("Publish"))
            self.main.set_icon("check")
            self.main.key = None
            self._main_act = self.publish_wanted.emit
            permission = Permission.ACTIVITIES_WRITE
        elif card.status in OPEN and card.sign_up is not SignUp.NONE:
            self.main.setText(_("Sign up"))
            self.main.set_icon("ticket")
            self.main.key = "F4"
            self._main_act = self.sign_up_wanted.emit
        elif card.status in OPEN:
            self.main.setText(_("Check-in"))
            self.main.set_icon("list-checks")
            self.main.key = None
            self._main_act = lambda: self.tab_wanted.emit("door")
        else:
            self.main.setText(_("Summary"))
            self.main.set_icon("file-text")
            self.main.key = None
            self._main_act = lambda: self.tab_wanted.emit("summary")
            permission = Permission.ACTIVITIES_VIEW
        self.main.setEnabled(may(permission))
        self.main.updateGeometry()


def ages_words(age_from: int | None, age_to: int | None) -> str:
    """6 to 12 years, from 60, up to 18; nothing when all ages are welcome."""
    if age_from is not None and age_to is not None:
        return _("{from_age} to {to_age} years").format(from_age=age_from, to_age=age_to)
    if age_from is not None:
        return _("from {age} years").format(age=age_from)
    return _("up to {age} years").format(age=age_to) if age_to is not None else ""


def window_of(card: ActivityCard) -> str:
    """How and when one signs up."""
    if card.sign_up is SignUp.NONE:
        return sign_up_name(card.sign_up)
    parts = [sign_up_name(card.sign_up)]
    if card.sign_up_opens:
        parts.append(_("opens {time}").format(time=spoken_moment(card.sign_up_opens)))
    if card.sign_up_closes:
        parts.append(_("closes {time}").format(time=spoken_moment(card.sign_up_closes)))
    return " · ".join(parts)
