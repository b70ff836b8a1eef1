"""Somebody's place on a shift: what the rules say, and what can be done: pin, lead, stand by, take off, find another."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import _
from neighborcenter.volunteers.kinds import AssignmentRole
from neighborcenter.volunteers.roster_kinds import Level
from neighborcenter.volunteers.rostering.texts import said
from neighborcenter.volunteers.texts import word
from ui.kit.buttons import Button
from ui.kit.chips import StatusChip
from ui.kit.fields import TextField
from ui.kit.flow import FlowLayout
from ui.kit.form import Field
from ui.kit.jobs import may
from ui.kit.labels import Icon, Label
from ui.people.panels import Fact, Panel
from ui.volunteers.roster.layout import shift_words
from ui.volunteers.roster.roster import Pair, Roster

LOOKS = {
    Level.BLOCK: ("accent_text", "circle-alert"),
    Level.WARN: ("notice.bar", "triangle-alert"),
    Level.NOTE: ("text3", "info"),
}


class PlacePanel(Panel):
    """One person on one shift."""

    pin_wanted = Signal()
    role_wanted = Signal(object)
    off_wanted = Signal()
    others_wanted = Signal()
    """Who else could stand here."""
    absent = Signal(str)
    """They cannot come, for this reason: find the smallest change."""

    def __init__(self, roster: Roster, pair: Pair) -> None:
        person, shift, seat = roster.board.people[pair[1]], roster.board.shifts[pair[0]], roster.seats[pair]
        super().__init__(person.name)
        flow = FlowLayout()
        flow.addWidget(
            StatusChip(word(seat.role), "course" if seat.role is AssignmentRole.LEAD else "activity")
        )
        flow.addWidget(StatusChip(word(seat.status), "service", "check"))
        if seat.pinned:
            flow.addWidget(StatusChip(_("Pinned"), "notice", "pin"))
        if not seat.published:
            flow.addWidget(StatusChip(_("Not published"), "closed", "eye-off"))
        self.body.addLayout(flow)
        self.body.addWidget(Fact(_("Shift"), shift_words(shift)))
        works = roster.board.works[pair[1]]
        hours = f"{sum(each.minutes for each in works) / 60:.1f}".removesuffix(".0")
        load = _("{count} shifts, {hours} hours").format(count=len(works), hours=hours)
        self.body.addWidget(Fact(_("In these days"), load))
        self._say_rules(roster, pair)
        self._offer(seat.role, pinned=seat.pinned)
        QTimer.singleShot(0, self, self.change.setFocus)

    def _say_rules(self, roster: Roster, pair: Pair) -> None:
        found = [*roster.of_place.get(pair, ()), *roster.of_shift.get(pair[0], ())]
        if not found:
            self.body.addWidget(Label(_("No rule stands against it."), "small", "text3", wrap=True))
        for each in found:
            color, icon = LOOKS[each.level]
            line = QHBoxLayout()
            line.addWidget(Icon(icon, color, 16), 0, Qt.AlignmentFlag.AlignTop)
            ink = "accent_text" if each.level is Level.BLOCK else "text2"
            line.addWidget(Label(said(each), "small", ink, wrap=True), 1)
            self.body.addLayout(line)

    def _act(self, button: Button, run: Callable[[], object]) -> None:
        button.setEnabled(may(Permission.VOLUNTEERS_WRITE))
        button.clicked.connect(lambda _checked=False: run())
        self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _offer(self, role: AssignmentRole, *, pinned: bool) -> None:
        writes = may(Permission.VOLUNTEERS_WRITE)
        lead, member, standby = AssignmentRole.LEAD, AssignmentRole.MEMBER, AssignmentRole.STANDBY
        self.change = Button(_("Put somebody else here"), "quiet", "arrow-left-right")
        self._act(self.change, self.others_wanted.emit)
        self._act(Button(_("Let it go") if pinned else _("Pin"), "quiet", "pin"), self.pin_wanted.emit)
        leads, stands_by = role is lead, role is standby
        self._act(
            Button(_("No longer leads") if leads else _("Leads"), "quiet", "flag"),
            lambda: self.role_wanted.emit(member if leads else lead),
        )
        self._act(
            Button(_("Takes part after all") if stands_by else _("Stands by"), "quiet", "timer"),
            lambda: self.role_wanted.emit(member if stands_by else standby),
        )
        self._act(Button(_("Take off the shift"), "quiet", "x"), self.off_wanted.emit)
        self.section(_("Cannot come"))
        self.reason = Field(_("Why"), TextField(_("ill, family, …")))
        self.body.addWidget(self.reason)
        self.repair = Button(_("Find who stands in"), "tinted", "zap")
        self.repair.setEnabled(writes)
        self.repair.clicked.connect(
            lambda _checked=False: self.absent.emit(self.reason.value() or _("Cannot come"))
        )
        self.body.addWidget(self.repair)
        self.body.addWidget(
            Label(
                _("The roster is mended with as few changes as possible; you see them first."),
                "note",
                "text3",
                wrap=True,
            )
        )
        self.body.addStretch(1)
