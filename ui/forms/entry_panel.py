"""One entry read: every answer of its own version, what was changed, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from neighborcenter.accounts.permissions import Permission
from neighborcenter.forms.entry_queries import EntryCard
from neighborcenter.forms.handing import can_be_handed, handed_to
from neighborcenter.forms.kinds import EntryStatus, FieldKind
from neighborcenter.forms.kinds import Fact as SaidFact
from neighborcenter.forms.queries import FormCard
from neighborcenter.forms.rules import usual_mark
from neighborcenter.forms.trend_queries import Curves
from neighborcenter.forms.values import label_of
from neighborcenter.kit.i18n import _
from ui.forms.match_panel import KEYS
from ui.kit.buttons import Button
from ui.kit.chips import StatusChip
from ui.kit.jobs import may
from ui.kit.labels import Label
from ui.kit.later import later
from ui.kit.spoken import spoken_moment
from ui.kit.theme import px
from ui.kit.widgets import IconButton
from ui.people.panels import Fact, Panel

if TYPE_CHECKING:
    from neighborcenter.reports.paper import trend
    from ui.kit import chart
else:
    trend = later("neighborcenter.reports.paper.trend")
    chart = later("ui.kit.chart")

_LONG = (FieldKind.LONG_TEXT, FieldKind.CHOICES, FieldKind.SIGNATURE, FieldKind.FILE)
_SHORT = 12
"""Characters that still fit into half a line."""


class EntryPanel(Panel):
    """`wanted` says what: change, void, restore, print, person, trend, match, hand, hand_back."""

    wanted = Signal(str)

    def __init__(self, form: FormCard, card: EntryCard, curves: Sequence[Curves] = ()) -> None:
        super().__init__(card.row.name or form.title)
        self.card = card
        if card.row.resident_id is not None:
            self.add_head_button("user-round", _("Open the resident"), lambda: self.wanted.emit("person"))
        self.add_head_button("printer", _("Print this entry"), lambda: self.wanted.emit("print"))
        self._chips(form)
        if form.key in KEYS and card.row.status is EntryStatus.KEPT:
            match = Button(_("Who fits"), "tinted", "users")
            match.clicked.connect(lambda _checked=False: self.wanted.emit("match"))
            self.body.addWidget(match)
        self._handing()
        self._facts()
        if card.row.void_reason:
            self.body.addWidget(Fact(_("Why it was voided"), card.row.void_reason))
        self._curves(curves)
        self._traces()
        self.body.addStretch(1)
        self._buttons()

    def _handing(self) -> None:
        """What can be handed over is handed over here, and taken back."""
        card, writes = self.card, may(Permission.FORMS_WRITE)
        if not can_be_handed(card.definition) or card.row.status is not EntryStatus.KEPT or not writes:
            return
        to = handed_to(card)
        what, words, icon = ("hand", _("Hand over to the town's platform …"), "arrow-left-right")
        if to:
            self.body.addWidget(
                StatusChip(_("Handed over to {to}").format(to=to), "service", "arrow-left-right")
            )
            what, words, icon = ("hand_back", _("Not handed over after all"), "undo-2")
        self.hand = Button(words, "quiet" if to else "tinted", icon)
        self.hand.clicked.connect(lambda _checked=False: self.wanted.emit(what))
        self.body.addWidget(self.hand)

    def _facts(self) -> None:
        """Every answer; short ones stand two in a line."""
        card, waiting = self.card, None
        for one in card.definition.fields:
            words = card.row.cells.get(one.key, "")
            if not words or (one.fact == SaidFact.NAME and words == card.row.name):
                continue
            unit = f" {one.unit}" if one.unit else ""
            fact = Fact(label_of(one), f"{words}{unit}{usual_mark(one, card.values)}")
            if one.kind in _LONG or len(words) > _SHORT:
                waiting = None
                self.body.addWidget(fact)
            elif waiting is not None:
                waiting.addWidget(fact, 1)
                waiting = None
            else:
                waiting = QHBoxLayout()
                waiting.setSpacing(px(8))
                waiting.addWidget(fact, 1)
                self.body.addLayout(waiting)

    def _chips(self, form: FormCard) -> None:
        row, line = self.card.row, QHBoxLayout()
        if row.status is EntryStatus.VOID:
            line.addWidget(StatusChip(_("Voided"), "closed", "ban"))
        if form.current is not None and form.current.number != self.card.number:
            line.addWidget(
                StatusChip(_("Version {number}").format(number=self.card.number), "notice", "history")
            )
        if row.staff:
            line.addWidget(StatusChip(_("Entered by {name}").format(name=row.staff), "closed", "user"))
        line.addStretch(1)
        self.body.addLayout(line)

    def _curves(self, curves: Sequence[Curves]) -> None:
        """How the measurements of the person went."""
        if not curves:
            return
        paper = IconButton("printer", _("Print the measurements"), 28)
        paper.clicked.connect(lambda _checked=False: self.wanted.emit("trend"))
        self.section(_("Measurements over time"), paper)
        for one in curves:
            self.body.addWidget(Label(one.title, "small", "text2", wrap=True))
            view = chart.ChartView(one.title, 130)
            view.set_chart(trend.trend_of(one), 0)
            self.body.addWidget(view)

    def _traces(self) -> None:
        if not self.card.traces:
            return
        self.section(_("Changed"))
        for one in self.card.traces:
            when = _("{at} by {name}, before that:").format(at=spoken_moment(one.at), name=one.staff)
            self.body.addWidget(Label(when, "small", "text2", wrap=True))
            for label, words in one.before:
                self.body.addWidget(Fact(label, words or "—"))

    def _buttons(self) -> None:
        allowed = may(Permission.FORMS_WRITE)
        if self.card.row.status is EntryStatus.VOID:
            ways = [("restore", _("Count again"), "secondary", "undo-2")]
        else:
            ways = [("void", _("Void …"), "secondary", "ban"), ("change", _("Change"), "primary", "pencil")]
        for what, words, kind, icon in ways:
            button = Button(words, kind, icon, main=True)  # type: ignore[arg-type]
            button.setEnabled(allowed)
            button.clicked.connect(lambda _checked=False, w=what: self.wanted.emit(w))
            self.foot_row.addWidget(button, 1)
