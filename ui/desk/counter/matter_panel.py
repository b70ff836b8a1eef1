"""One matter in the right-hand panel: its clock, its papers to tick off, its course, what comes next."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu

from neighborcenter.accounts.permissions import Permission
from neighborcenter.desk.matters.kinds import OPEN, Act, MatterStatus
from neighborcenter.desk.matters.queries import MatterCard
from neighborcenter.desk.matters.texts import delivery_name, satisfaction_name, step_name
from neighborcenter.kit.i18n import _
from ui.desk.counter.columns import clock_mark, matter_mark
from ui.kit.buttons import Button
from ui.kit.chips import StatusChip
from ui.kit.columns import Mark
from ui.kit.fields import FlagField
from ui.kit.icons import icon
from ui.kit.jobs import may
from ui.kit.labels import Label
from ui.kit.spoken import spoken_day, spoken_moment
from ui.people.panels import Fact, Panel, empty_layout


class MatterPanel(Panel):
    """The main button is the next step; everything else is in the menu beside it."""

    wanted = Signal(str)
    """accept, supply, ask, hand, finish, return, withdraw, reopen, rate, note, print, hand_print, file."""
    ticked = Signal(int, bool)

    def __init__(self, card: MatterCard) -> None:
        super().__init__("")
        self._next = ""
        self.add_head_button("printer", _("Print the receipt"), partial(self.wanted.emit, "print"))
        self.next = Button("", "primary", main=True, key="Ctrl ↵")
        self.more = Button(_("More"), "secondary", "ellipsis")
        self.next.clicked.connect(lambda _checked=False: self.wanted.emit(self._next))
        self.more.clicked.connect(lambda _checked=False: self._menu())
        self.foot_row.addWidget(self.more)
        self.foot_row.addWidget(self.next, 1)
        self.flags: list[FlagField] = []
        self.show_card(card)

    def show_card(self, card: MatterCard) -> None:
        """Show this matter."""
        self.card = card
        row = card.row
        self.title.setText(row.service)
        empty_layout(self.body)
        marks = QHBoxLayout()
        clock = clock_mark(row)
        for mark in (matter_mark(row.status), clock if isinstance(clock, Mark) else None):
            if mark is not None:
                marks.addWidget(StatusChip(mark.text, mark.category, mark.icon or None))
        if isinstance(clock, str) and clock:
            marks.addWidget(Label(clock, "small", "text2"))
        marks.addStretch(1)
        self.body.addLayout(marks)
        agent = " · ".join(part for part in (row.agent, card.agent_relation, card.agent_phone) if part)
        facts = (
            (_("Matter no."), row.number),
            (_("Whose"), row.who),
            (_("Phone"), row.phone),
            (_("Comes for them"), agent),
            (_("Taken in on"), spoken_moment(row.received_at)),
            (_("Promised for"), spoken_day(row.due)),
            (_("Papers by"), spoken_day(card.supply_by)),
            (_("Office in charge"), card.department),
            (_("How it comes back"), delivery_name(card.delivery)),
            (_("Handled by"), row.handler),
            (_("What came of it"), card.result),
            (
                _("Satisfaction"),
                " · ".join(p for p in (satisfaction_name(row.satisfaction), card.opinion) if p),
            ),
            (_("Note"), row.note),
        )
        for name, words in facts:
            if words:
                self.body.addWidget(Fact(name, words))
        self._papers(card)
        self._course(card)
        self.body.addStretch(1)
        self._show_next(card)

    def _papers(self, card: MatterCard) -> None:
        self.flags = []
        if not card.papers:
            return
        there = sum(1 for paper in card.papers if paper.there)
        self.section(_("Papers {there} of {count}").format(there=there, count=len(card.papers)))
        for paper in card.papers:
            words = " · ".join(part for part in (paper.name, paper.copies) if part)
            flag = FlagField(_("{paper} (asked for)").format(paper=words) if paper.asked else words)
            flag.set_value(paper.there)
            flag.setEnabled(card.row.status in OPEN and may(Permission.DESK_SERVE))
            flag.changed.connect(partial(self._on_ticked, paper.id, flag))
            self.body.addWidget(flag)
            self.flags.append(flag)

    def _on_ticked(self, paper_id: int, flag: FlagField) -> None:
        self.ticked.emit(paper_id, flag.value())

    def _course(self, card: MatterCard) -> None:
        self.section(_("What was done so far"))
        for step in reversed(card.steps):
            head = f"{spoken_moment(step.at)}  {step_name(step.act)}"
            self.body.addWidget(Label(f"{head} · {step.by}" if step.by else head, "small strong"))
            hands = f"{step.giver} → {step.taker}" if step.giver else ""
            words = " · ".join(part for part in (hands, step.papers, step.words) if part)
            if words:
                self.body.addWidget(Label(words, "small", "text2", wrap=True))

    def _show_next(self, card: MatterCard) -> None:
        words = {
            MatterStatus.RECEIVED: ("accept", _("Accept"), "check"),
            MatterStatus.SUPPLEMENT: ("supply", _("The papers are there"), "check"),
            MatterStatus.ACCEPTED: ("finish", _("Finish"), "check"),
        }
        self._next, text, picture = words.get(card.row.status, ("rate", _("Ask how satisfied"), "star"))
        self.next.setText(text)
        self.next.set_icon(picture)
        serves = may(Permission.DESK_SERVE)
        rated = card.row.satisfaction is not None or card.row.status is MatterStatus.WITHDRAWN
        self.next.setVisible(not (self._next == "rate" and rated))
        self.next.setEnabled(serves)
        self.more.setEnabled(serves)

    def acts(self) -> list[tuple[str, str, str]]:
        """What else can be done: key, words, icon."""
        row = self.card.row
        found: list[tuple[str, str, str]] = []
        if row.status in OPEN:
            found.append(("ask", _("Ask for papers"), "pause"))
            if row.status is MatterStatus.RECEIVED:
                found.append(("incomplete", _("Accept although papers are missing"), "clock"))
                found.append(("finish", _("Finish"), "check"))
            if row.handling.value != "referral":
                hands = _("Papers come back") if row.away else _("Hand the papers over")
                found.append(("hand", hands, "arrow-left-right"))
            found.append(("return", _("Return the matter"), "undo-2"))
            found.append(("withdraw", _("The resident takes it back"), "x"))
        else:
            found.append(("reopen", _("Take up again"), "rotate-ccw"))
        found.append(("note", _("Note"), "pencil"))
        if any(step.act in (Act.HAND_OUT, Act.HAND_BACK) for step in self.card.steps):
            found.append(("hand_print", _("Print the hand-over sheet"), "printer"))
        if row.resident_id is not None:
            found.append(("file", _("Open file"), "user-round"))
        return found

    def _menu(self) -> None:
        menu = QMenu(self)
        for key, words, picture in self.acts():
            menu.addAction(icon(picture), words).triggered.connect(partial(self._on_menu, key))
        menu.popup(self.more.mapToGlobal(self.more.rect().topLeft()))
        menu.aboutToHide.connect(menu.deleteLater)

    def _on_menu(self, key: str, _checked: bool = False) -> None:
        self.wanted.emit(key)
