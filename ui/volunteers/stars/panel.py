"""One volunteer's stars and points in the right-hand panel: what is reached, the balance, the ledger."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import _
from neighborcenter.volunteers.standings import PointsLine, Standing, StarState
from neighborcenter.volunteers.texts import word
from ui.kit.buttons import Button
from ui.kit.chips import StatusChip
from ui.kit.jobs import may
from ui.kit.labels import Label
from ui.kit.lines import Lines
from ui.kit.spoken import spoken_day
from ui.kit.theme import px
from ui.kit.widgets import IconButton
from ui.people.panels import Fact, Panel, empty_layout
from ui.volunteers.looks import hours_rounded
from ui.volunteers.stars.looks import star_mark

SHOWN = 60


class StarsPanel(Panel):
    """Signals say what is wanted; the tab does it."""

    wanted = Signal(str, object)
    """person, redeem, give, adjust, apply, withdraw, grant, ungrant, back: and what it is about."""

    def __init__(self, row: Standing, lines: list[PointsLine]) -> None:
        super().__init__("")
        self.add_head_button("user-round", _("Open the volunteer"), lambda: self.wanted.emit("person", None))
        self._enters = may(Permission.VOLUNTEERS_HOURS)
        self._reviews = may(Permission.VOLUNTEERS_REVIEW)
        self.give = Button(_("Give away …"), "secondary", main=True)
        self.redeem = Button(_("Redeem points"), "primary", main=True)
        self.give.clicked.connect(lambda _checked=False: self.wanted.emit("give", None))
        self.redeem.clicked.connect(lambda _checked=False: self.wanted.emit("redeem", None))
        self.foot_row.addWidget(self.give, 1)
        self.foot_row.addWidget(self.redeem, 1)
        self.show_standing(row, lines)

    def show_standing(self, row: Standing, lines: list[PointsLine]) -> None:
        """Show this volunteer."""
        self.row, self.lines = row, lines
        self.title.setText(row.name)
        empty_layout(self.body)
        self._stars(row)
        self._points(row)
        rows = Lines(wide=1, right={2, 3})
        for line in lines[:SHOWN]:
            self._line(rows, line)
        self.body.addLayout(rows)
        if not lines:
            self.body.addWidget(
                Label(_("No points yet: they come with entered hours."), "small", "text3", wrap=True)
            )
        self.body.addStretch(1)
        for button in (self.give, self.redeem):
            button.setEnabled(self._enters and row.points > 0)

    def _stars(self, row: Standing) -> None:
        line = QHBoxLayout()
        mark = star_mark(row)
        line.addWidget(StatusChip(mark.text, mark.category, mark.icon))
        line.addStretch(1)
        self.body.addLayout(line)
        self.body.addWidget(Fact(_("Hours that count for stars"), hours_rounded(row.counted)))
        if row.brought:
            words = _("{here} here, {elsewhere} brought in").format(
                here=hours_rounded(row.minutes), elsewhere=hours_rounded(row.brought)
            )
            self.body.addWidget(Label(words, "small", "text2", wrap=True))
        if row.to_next is not None:
            words = _("{length} to the next star").format(length=hours_rounded(row.to_next))
            self.body.addWidget(Label(words, "small", "text2"))
        ways = {
            StarState.REACHED: [("apply", _("Apply for {stars}").format(stars="★" * row.reached), "star", self._enters)],
            StarState.APPLIED: [
                ("withdraw", _("Withdraw"), "undo-2", self._enters),
                ("grant", _("Was granted …"), "badge-check", self._reviews),
            ],
            StarState.HANGS: [("grant", _("Was granted …"), "badge-check", self._reviews)],
        }  # fmt: skip
        buttons = QHBoxLayout()
        for what, words, icon, allowed in ways.get(row.state, []):
            button = Button(words, "secondary", icon)
            button.setEnabled(allowed)
            button.clicked.connect(lambda _checked=False, w=what: self.wanted.emit(w, None))
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.body.addLayout(buttons)

    def _points(self, row: Standing) -> None:
        adjust = IconButton("pencil", _("Put the points right"), 28)
        adjust.setEnabled(self._reviews)
        adjust.clicked.connect(lambda _checked=False: self.wanted.emit("adjust", None))
        self.section(_("Points"), adjust)
        line = QHBoxLayout()
        line.setSpacing(px(8))
        line.addWidget(Label(f"{row.points:,}", "title"))
        line.addWidget(Label(_("points in all"), "small", "text2"))
        line.addStretch(1)
        self.body.addLayout(line)

    def _line(self, rows: Lines, line: PointsLine) -> None:
        what = " ".join(part for part in (word(line.kind), line.words) if part)
        back = None
        if line.back:
            back = IconButton("undo-2", _("Take back: {what}").format(what=line.words or word(line.kind)), 28)
            back.setEnabled(self._enters)
            back.clicked.connect(lambda _checked=False: self.wanted.emit("back", line))
        rows.add(
            Label(spoken_day(line.day), "small", "text2"),
            Label(what, "small", wrap=True),
            Label(f"{line.points:+,d}".replace("-", "−"), "small strong"),
            Label(_("left {points}").format(points=f"{line.balance:,}"), "note", "text3"),
            back,
        )
