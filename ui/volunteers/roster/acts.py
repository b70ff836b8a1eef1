"""What is done to the roster: seen at once, stored in the lane, said, and given back by Ctrl+Z, act by act."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Refused, speak
from neighborcenter.kit.speech import say_date
from neighborcenter.volunteers.kinds import AssignmentStatus
from neighborcenter.volunteers.rostering import change_service, roster_service
from neighborcenter.volunteers.rostering.change_service import Placing, ToTell
from neighborcenter.volunteers.rostering.roster_service import Copied
from neighborcenter.volunteers.rostering.texts import said
from ui.kit.jobs import Command
from ui.kit.messages import forget_undo, toast
from ui.volunteers.roster.moving import off
from ui.volunteers.roster.roster import Pair, Roster

FEW = 3
"""So many people left out are named in the toast; the others are counted."""


@dataclass(frozen=True, slots=True)
class Step:
    """One act: its words, the places as it made them, and as they were before."""

    words: str
    forth: tuple[Placing, ...]
    back: tuple[Placing, ...]


class RosterActs:
    """The acts of one grid. `shown` gives the roster on show, `changed` paints it anew, `reread` asks for the truth."""

    def __init__(
        self,
        owner: QWidget,
        shown: Callable[[], Roster | None],
        changed: Callable[[], None],
        reread: Callable[[], None],
    ) -> None:
        self._owner, self._shown, self._changed, self._reread = owner, shown, changed, reread
        self._past: list[Step] = []
        self._future: list[Step] = []
        self.pending = 0

    # -- places -----------------------------------------------------------------------------------------------

    def do(self, changes: Sequence[Placing], words: str, detail: str = "") -> None:
        """Make these places stand; Ctrl+Z takes it back."""

        def done(back: tuple[Placing, ...]) -> None:
            self._keep(Step(words, tuple(changes), back), detail)

        self._store(tuple(changes), "hand").then(done).start()

    def _keep(self, step: Step, detail: str = "") -> None:
        self._past.append(step)
        self._future.clear()
        toast(step.words, detail, undo=self.undo)

    def _store(self, changes: tuple[Placing, ...], source: str) -> Command:
        roster = self._shown()
        if roster is not None:
            roster.apply(changes)
            self._changed()
        return self._command(lambda work: change_service.change_places(work, changes, source))

    def _command(self, act: Callable[[Any], Any]) -> Command:
        self.pending += 1
        return Command(self._owner, act).refused(self._on_refused).finally_(self._on_ended)

    def _on_refused(self, refused: Refused) -> None:
        toast(
            " ".join(speak(problem) for problem in refused.problems[:FEW]),
            _("Nothing was changed."),
            icon="triangle-alert",
        )

    def _on_ended(self) -> None:
        self.pending -= 1
        if not self.pending:
            self._reread()

    def undo(self) -> None:
        """Take the last act back."""
        if self._past:
            step = self._past.pop()
            forget_undo()
            self._store(step.back, "undo").then(lambda _back: self._taken_back(step)).start()

    def _taken_back(self, step: Step) -> None:
        self._future.append(step)
        toast(_("Taken back: {act}").format(act=step.words), undo=self.redo, link=_("Redo"), icon="undo-2")

    def redo(self) -> None:
        """Do again what was taken back."""
        if self._future:
            step = self._future.pop()
            forget_undo()
            self._store(step.forth, "redo").then(lambda _back: self._again(step)).start()

    def _again(self, step: Step) -> None:
        self._past.append(step)
        toast(step.words, undo=self.undo, icon="redo-2")

    # -- whole ranges -----------------------------------------------------------------------------------------

    def copy_week(self, monday: date, then: Callable[[], None]) -> None:
        """Copy the people of the week before; the toast says who was left out and why."""

        def done(copied: Copied) -> None:
            forth = tuple(Placing(*pair) for pair in copied.placed)
            words = _("{count} places copied from the week before").format(count=len(copied.placed))
            step = Step(words, forth, tuple(off(pair) for pair in copied.placed))
            self._past.append(step)
            self._future.clear()
            toast(words, left_out_words(copied), undo=self.undo if copied.placed else None)

        self._command(lambda work: roster_service.copy_week(work, monday)).then(done).finally_(then).start()

    def adopt(
        self,
        first: date,
        end: date,
        pairs: Sequence[Pair],
        words: str,
        excused: Sequence[Placing] = (),
    ) -> None:
        """Take a proposal over, as one act; `excused` are the places given up for a reason first."""
        roster = self._shown()
        before = {} if roster is None else {pair: roster.placing(pair) for pair in roster.seats}

        def act(work: Any) -> Step:
            back = list(change_service.change_places(work, excused, "sick call")) if excused else []
            adopted = roster_service.adopt(work, first, end, pairs, "proposal")
            back += [off(pair) for pair in adopted.put_on]
            back += [before.get(pair, Placing(*pair)) for pair in adopted.taken_off]
            forth = [*excused, *(Placing(*pair) for pair in adopted.put_on), *map(off, adopted.taken_off)]
            return Step(words, tuple(forth), tuple(back))

        self._command(act).then(self._keep).start()

    def publish(self, first: date, end: date, then: Callable[[tuple[ToTell, ...]], None]) -> None:
        """Make the range known; `then` gets everybody who must be told."""

        def done(told: tuple[ToTell, ...]) -> None:
            last = end.fromordinal(end.toordinal() - 1)
            days = f"{say_date(first)} – {say_date(last)}"
            if told:
                toast(
                    _("Published: {days}").format(days=days),
                    _("{count} people must be told").format(count=len({one.volunteer_id for one in told})),
                    undo=lambda: self._take_back_publishing(told),
                )
            else:
                toast(_("Nothing new since the last time"), days, icon="info")
            then(told)

        self._command(lambda work: change_service.publish_range(work, first, end)).then(done).start()

    def _take_back_publishing(self, told: tuple[ToTell, ...]) -> None:
        self._command(lambda work: change_service.take_back_publishing(work, told)).then(
            lambda _nothing: toast(_("Not published after all"), icon="undo-2")
        ).start()


def left_out_words(copied: Copied) -> str:
    """Who was not copied and why, and days without shifts."""
    parts = []
    for each in copied.left_out[:FEW]:
        blocks = [said(finding) for finding in each.findings if finding.level == "block"]
        parts.append(blocks[0] if blocks else _("{name}: the shift is full").format(name=each.name))
    more = len(copied.left_out) - FEW
    if more > 0:
        parts.append(_("{count} more were left out.").format(count=more))
    parts += [f"{say_date(day)} {why}" for day, why in copied.days_off]
    return " ".join(parts)


def excused(pair: Pair, reason: str) -> Placing:
    """A place given up for a reason: it stays on the record of the shift."""
    return Placing(*pair, AssignmentStatus.EXCUSED, reason=reason)
