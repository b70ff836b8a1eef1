"""Day work: who fits an open offer, or which offers fit a seeker, with the reasons; the outcome is entered here."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.forms.jobs import queries, service
from neighborcenter.forms.jobs.drafts import Match, Offer, Reason, Seeker
from neighborcenter.forms.jobs.kinds import OFFERS, SEEKERS, WAITING, Outcome
from neighborcenter.forms.jobs.queries import Matches
from neighborcenter.forms.jobs.texts import OUTCOMES, words_of
from neighborcenter.forms.values import yuan
from neighborcenter.kit.i18n import _
from ui.kit.buttons import Button
from ui.kit.chips import StatusChip
from ui.kit.flow import FlowLayout
from ui.kit.jobs import Query, may
from ui.kit.labels import Label, LinkLabel
from ui.kit.theme import px
from ui.people.panels import Panel
from ui.volunteers import acts

KEYS = (OFFERS, SEEKERS)
"""Forms whose entries can be matched."""
SHOWN = 20
_GOOD = 0.8


class MatchPanel(Panel):
    """Reads for itself. `opened` carries the entry of a line, `back` the entry that was asked about."""

    opened = Signal(int)
    back = Signal(int)

    def __init__(self, entry_id: int) -> None:
        super().__init__(_("Who fits"))
        self.entry_id = entry_id
        self.found: Matches | None = None
        self.add_head_button("arrow-left", _("The entry"), lambda: self.back.emit(entry_id))
        self._inside: QWidget | None = None
        self.reload()

    def reload(self) -> None:
        """Rank again."""
        ref = self.entry_id
        Query(self, lambda read: queries.matches(read, ref), key="matches").then(self._on_found).refused(
            acts.say_refused
        ).start()

    def _on_found(self, found: Matches) -> None:
        self.found = found
        if self._inside is not None:
            self._inside.hide()
            self._inside.deleteLater()
        self._inside = QWidget()
        box = QVBoxLayout(self._inside)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(12))
        if found.offer is not None:
            self.title.setText(
                _("Who fits: {trade} · {firm}").format(trade=found.offer.trade, firm=found.offer.firm)
            )
            box.addWidget(Label(offer_words(found.offer), "small", "text2", wrap=True))
        elif found.seeker is not None:
            self.title.setText(_("Work for {name}").format(name=found.seeker.name))
            box.addWidget(Label(seeker_words(found.seeker), "small", "text2", wrap=True))
        for one in found.found[:SHOWN]:
            box.addWidget(self._card(one, about_offer=found.offer is None))
        more = len(found.found) - SHOWN
        if more > 0:
            box.addWidget(Label(_("… and {count} more").format(count=more), "small", "text2"))
        if not found.found:
            nobody = _("Nobody looks for work now.") if found.seeker is None else _("No offer is open now.")
            box.addWidget(Label(nobody, "body", "text2", wrap=True))
        self.body.insertWidget(0, self._inside)

    def _card(self, one: Match, *, about_offer: bool) -> QWidget:
        card = QWidget()
        box = QVBoxLayout(card)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(4))
        name = f"{one.offer.trade} · {one.offer.firm}" if about_offer else one.seeker.name
        ref = one.offer.id if about_offer else one.seeker.id
        line = QHBoxLayout()
        link = LinkLabel(name, "body strong")
        link.clicked.connect(lambda: self.opened.emit(ref))
        line.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        line.addStretch(1)
        line.addWidget(Label(_("fits {points}%").format(points=one.points), "small strong", "text2"))
        box.addLayout(line)
        words = offer_words(one.offer) if about_offer else _about(one.seeker)
        box.addWidget(Label(words, "small", "text2", wrap=True))
        chips = QWidget()
        flow = FlowLayout(chips)
        for reason in one.reasons:
            flow.addWidget(_chip(reason))
        box.addWidget(chips)
        if not one.barred:
            box.addLayout(self._outcomes(one, name))
        card.setAccessibleName(name)
        return card

    def _outcomes(self, one: Match, name: str) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(px(6))
        for outcome, kind in (
            (Outcome.HIRED, "tinted"),
            (Outcome.SENT, "secondary"),
            (Outcome.REFUSED, "quiet"),
        ):
            button = Button(_(OUTCOMES[outcome]), kind)  # type: ignore[arg-type]
            button.setAccessibleName(f"{name}: {button.text()}")
            button.setEnabled(may(Permission.FORMS_WRITE))
            button.clicked.connect(lambda _checked=False, what=outcome: self.settle(one, what))
            line.addWidget(button)
        line.addStretch(1)
        return line

    def settle(self, one: Match, outcome: Outcome) -> None:
        """Write the outcome into both ledgers; it can be taken back at once."""
        said = f"{one.seeker.name} · {one.offer.firm}: {_(OUTCOMES[outcome])}"
        offer, seeker = one.offer.id, one.seeker.id
        acts.act(
            self,
            lambda work: service.settle(work, offer, seeker, outcome),
            said,
            undo=service.take_back,
            then=lambda _done: self.reload(),
        )


def offer_words(one: Offer) -> str:
    """Where, when, for how much, and how many are still wanted."""
    when = " ".join(
        part for part in (str(one.work_on or ""), f"{one.from_time:%H:%M}" if one.from_time else "") if part
    )
    pay = "" if one.pay is None else _("{pay} a day").format(pay=yuan(one.pay))
    wanted = _("{count} still wanted").format(count=one.open)
    return " · ".join(part for part in (one.place, when, pay, one.skill, wanted) if part)


def seeker_words(one: Seeker) -> str:
    """What somebody can do, when, where, and for how much."""
    hoped = "" if not one.pay else _("{pay} a day").format(pay=yuan(one.pay))
    return " · ".join(part for part in (_(", ").join(one.skills), one.times, one.near, hoped) if part)


def _about(one: Seeker) -> str:
    age = "" if one.age is None else _("{age} years").format(age=one.age)
    state = "" if one.result in ("", WAITING) else " ".join(part for part in (one.result, one.firm) if part)
    return " · ".join(part for part in (age, one.phone, state) if part)


def _chip(one: Reason) -> StatusChip:
    look, icon = ("service", "check") if one.share >= _GOOD else ("notice", "info")
    if one.share == 0:
        look, icon = "closed", "x"
    return StatusChip(words_of(one), look, icon)
