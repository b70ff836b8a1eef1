"""A proposal: how far it is, how good it is, what changes, who carries how much, what stays empty and why."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QRectF, QSize, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from neighborcenter.kit.i18n import _
from neighborcenter.volunteers.rostering.proposing import Gap, Proposal, Share
from neighborcenter.volunteers.rostering.texts import quality_said, said
from neighborcenter.volunteers.solver.problem import Impossible
from ui.kit.buttons import Button
from ui.kit.cards import ProgressCard
from ui.kit.jobs import Task
from ui.kit.labels import Label
from ui.kit.paint import fill, width_of, words
from ui.kit.theme import px, theme
from ui.people.panels import Panel, empty_layout
from ui.volunteers.roster.gap_panel import reasons
from ui.volunteers.roster.layout import shift_words
from ui.volunteers.roster.roster import Pair, Roster

LANE = "roster"
"""The engine has a lane of its own: nothing else waits for it."""
SECONDS = 20
FEW = 8
Solve = Callable[..., Proposal]
"""`propose` or `repair` with its facts; takes `on_progress` and `should_stop`."""


class ProposalPanel(Panel):
    """Runs the engine, then shows what it found; Enter takes it over."""

    adopted = Signal(object)
    """The Proposal."""

    def __init__(self, title: str, roster: Roster, solve: Solve) -> None:
        super().__init__(title)
        self._roster = roster
        self.proposal: Proposal | None = None
        self._stop = threading.Event()
        self.progress = ProgressCard(_("Looking for the best roster"), cancel=_("Stop"))
        self.progress.set_progress(0, 0)
        self.progress.cancelled.connect(self._stop.set)
        self.body.addWidget(self.progress)
        self.so_far = Label("", "small", "text2", wrap=True)
        self.body.addWidget(self.so_far)
        self.discard = Button(_("Discard"), "quiet", key="Esc")
        self.discard.clicked.connect(lambda _checked=False: self.closed.emit())
        self.adopt = Button(_("Take it over"), "primary", "check", "↵", main=True)
        self.adopt.setEnabled(False)
        self.adopt.clicked.connect(lambda _checked=False: self.adopted.emit(self.proposal))
        self.foot_row.addWidget(self.discard)
        self.foot_row.addWidget(self.adopt, 1)
        # The stop lives on in the lane when the panel is closed.
        stop = self._stop
        self.destroyed.connect(lambda: stop.set())

        def act(tell: Callable[..., None]) -> Proposal | Impossible:
            def on_progress(best: int, bound: int, seconds: float) -> None:
                tell(int(seconds * 10), SECONDS * 10, f"{best}|{bound}|{seconds:.1f}")

            try:
                return solve(on_progress=on_progress, should_stop=lambda: stop.is_set() or job.cancelled)
            except Impossible as impossible:
                return impossible

        job = Task(self, act, lane=LANE).progress(self._on_progress).then(self._on_done)
        job.broken(self._on_broken).start()

    def _on_progress(self, done: int, total: int, words: str) -> None:
        best, bound, seconds = words.split("|")
        self.progress.set_progress(min(done, total), total)
        self.progress.how_far.setText(_("{seconds} s").format(seconds=seconds))
        self.so_far.setText(
            _("Best so far {best}; no roster costs less than {bound}").format(best=best, bound=bound)
        )

    def _on_broken(self, _error: BaseException) -> None:
        self._say(_("The search ended without a roster. Nothing was changed."))

    def _on_done(self, found: Proposal | Impossible) -> None:
        if isinstance(found, Impossible):
            known = {str(ref): one.name for ref, one in self._roster.board.people.items()}
            who = _(", ").join(known.get(str(ref), str(ref)) for ref in found.people)
            self._say(
                _("Pinned places break the rules: {names}. Let them go or move them.").format(names=who)
            )
            return
        self.proposal = found
        self._say("")
        self._show(found)
        changes = bool(found.put_on or found.taken_off)
        self.adopt.setEnabled(changes)
        QTimer.singleShot(0, self, (self.adopt if changes else self.discard).setFocus)

    def _say(self, text: str) -> None:
        self.progress.hide()
        self.so_far.setText(text)
        self.so_far.setVisible(bool(text))

    def _show(self, found: Proposal) -> None:
        empty_layout(self.body)
        self.quality = Label(quality_said(proved=found.proved, better=found.better), "section", wrap=True)
        self.body.addWidget(self.quality)
        counts = _("{count} places · {put_on} new · {taken_off} given up · {seconds} s").format(
            count=len(found.pairs), put_on=len(found.put_on), taken_off=len(found.taken_off),
            seconds=f"{found.seconds:.1f}",
        )  # fmt: skip
        self.body.addWidget(Label(counts, "small", "text2", wrap=True))
        self._show_gaps(found.gaps)
        self._show_changes(_("Newly on a shift"), found.put_on)
        self._show_changes(_("No longer on a shift"), found.taken_off)
        if found.warnings:
            self.section(_("Warnings"))
            for one in found.warnings[:FEW]:
                self.body.addWidget(Label(said(one), "small", "text2", wrap=True))
        self.section(_("Who carries how much"))
        self.bars = FairnessBars(found.shares)
        self.body.addWidget(self.bars)
        self.body.addStretch(1)

    def _show_gaps(self, gaps: Sequence[Gap]) -> None:
        self.section(_("Stays empty: {count}").format(count=sum(one.missing for one in gaps)))
        if not gaps:
            self.body.addWidget(Label(_("Every place is filled."), "small", "text2"))
        for gap in gaps[:FEW]:
            shift = self._roster.board.shifts[gap.shift_id]
            ink = "accent_text" if gap.below_minimum else "text"
            head = f"{shift_words(shift)}  −{gap.missing}"
            self.body.addWidget(Label(head, "small strong", ink, wrap=True))
            if gap.nearest is not None:
                nearest = _("Nearest: {name}").format(name=gap.nearest.name)
                why = (
                    _("could come, at the cost of a rule between people")
                    if gap.nearest.possible
                    else reasons(gap.nearest)
                )
                self.body.addWidget(Label(f"{nearest} — {why}", "small", "text2", wrap=True))

    def _show_changes(self, title: str, pairs: Sequence[Pair]) -> None:
        if not pairs:
            return
        self.section(title)
        board = self._roster.board
        for shift_id, who in pairs[:FEW]:
            words = f"{self._roster.name(who)} · {shift_words(board.shifts[shift_id])}"
            self.body.addWidget(Label(words, "small", wrap=True))
        if len(pairs) > FEW:
            self.body.addWidget(Label(_("and {count} more").format(count=len(pairs) - FEW), "note", "text3"))


class FairnessBars(QWidget):
    """One bar a person: shifts lately and in the range after the proposal, a line for before, a tick for the fair share."""

    def __init__(self, shares: Sequence[Share]) -> None:
        super().__init__()
        self.shares = sorted(shares, key=lambda one: (-one.after, one.name))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        told = (
            _("{name}: {before} before, {after} after, fair {fair}").format(
                name=one.name, before=one.before, after=one.after, fair=one.fair
            )
            for one in self.shares
        )
        self.setAccessibleName(_("Who carries how much"))
        self.setAccessibleDescription("; ".join(told))

    def sizeHint(self) -> QSize:
        """A line a person and one for the legend."""
        return QSize(px(220), px(24) * (len(self.shares) + 1))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The lines in sight."""
        painter, look = QPainter(self), theme()
        high, left = px(24), px(76)
        room = self.width() - left - px(52)
        most = max((max(one.before, one.after, one.fair) for one in self.shares), default=1) or 1
        legend = _("bar: after · line: before · tick: fair share")
        words(painter, QRectF(0, 0, self.width(), high), legend, "note", look.text3)
        for at, one in enumerate(self.shares, 1):
            top = at * high
            if top > event.rect().bottom() or top + high < event.rect().top():
                continue
            words(painter, QRectF(0, top, left - px(8), high), one.name, "small", look.text)
            track = QRectF(left, top + px(7), room, px(10))
            fill(painter, track, px(5), look.sunken)
            bar = QRectF(track.left(), track.top(), room * one.after / most, track.height())
            fill(painter, bar, px(5), look.category("activity").bar)
            before = track.left() + room * one.before / most
            painter.fillRect(QRectF(before - 1, track.top() - px(3), 2, px(16)), look.text3)
            fair = track.left() + room * one.fair / most
            painter.fillRect(QRectF(fair - 1, track.bottom() - 1, px(3), px(6)), look.accent_text)
            text = f"{one.before} → {one.after}"
            wide = width_of(text, "note") + 2
            words(painter, QRectF(self.width() - wide, top, wide, high), text, "note", look.text2)
        painter.end()


def solver(facts: Any, **values: Any) -> Solve:
    """The engine on these facts; imported when first asked."""

    def solve(**hooks: Any) -> Proposal:
        from neighborcenter.volunteers.rostering.proposing import propose, repair  # noqa: PLC0415 - brings the engine

        absent = values.get("absent")
        if absent is not None:
            return repair(facts, absent, **hooks)
        return propose(facts, seconds=SECONDS, **hooks)

    return solve
