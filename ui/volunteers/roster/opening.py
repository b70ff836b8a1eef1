"""What the roster opens beside its grid, and what comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import _
from neighborcenter.kit.speech import say_days
from neighborcenter.volunteers import post_service
from neighborcenter.volunteers.post_service import Made
from neighborcenter.volunteers.rostering.change_service import ToTell
from ui.kit.jobs import Command, may
from ui.kit.messages import toast
from ui.kit.spoken import spoken_day
from ui.volunteers.acts import print_paper
from ui.volunteers.roster import hand
from ui.volunteers.roster.acts import excused
from ui.volunteers.roster.list_panel import ListPanel, told_panel
from ui.volunteers.roster.place_panel import PlacePanel
from ui.volunteers.roster.roster import Pair

# The tab that opens: it imports this file, so that it cannot be named here.
RosterTab = Any


class Openings:
    """Panels of one tab."""

    def __init__(self, tab: RosterTab) -> None:
        self._tab = tab

    def _close(self) -> None:
        self._tab.show_panel(None)

    def place(self, pair: Pair) -> None:
        """All about somebody's place."""
        tab = self._tab
        if tab.roster is None or pair[1] not in tab.roster.board.people:
            return
        panel = PlacePanel(tab.roster, pair)
        panel.closed.connect(self._close)
        panel.pin_wanted.connect(lambda: self._then_close(partial(hand.pin, tab)))
        panel.role_wanted.connect(lambda role: self._then_close(partial(hand.set_role, tab, pair, role)))
        panel.off_wanted.connect(lambda: self._then_close(partial(hand.take_off, tab)))
        panel.others_wanted.connect(lambda: tab.open_gap(pair[0]))
        panel.absent.connect(lambda reason: self.stand_in(pair, reason))
        tab.show_panel(panel)

    def _then_close(self, act: Any) -> None:
        act()
        self._close()

    def proposal(self) -> None:
        """Look for the best roster of the range."""
        from ui.volunteers.roster.proposal_panel import ProposalPanel, solver  # noqa: PLC0415 - brings the engine

        tab = self._tab
        if tab.roster is None or not may(Permission.VOLUNTEERS_WRITE):
            return
        panel = ProposalPanel(_("Proposal"), tab.roster, solver(tab.roster.facts_now()))
        self._show(panel, _("The proposal is taken over"))

    def stand_in(self, pair: Pair, reason: str) -> None:
        """Mend the roster after somebody cannot come, with as few changes as possible."""
        from ui.volunteers.roster.proposal_panel import ProposalPanel, solver  # noqa: PLC0415 - brings the engine

        tab = self._tab
        name = tab.roster.name(pair[1])
        panel = ProposalPanel(
            _("{name} cannot come").format(name=name),
            tab.roster,
            solver(tab.roster.facts_now(), absent=[pair]),
        )
        self._show(
            panel, _("{name} is excused, the roster is mended").format(name=name), (excused(pair, reason),)
        )

    def _show(self, panel: Any, words: str, gone: tuple[Any, ...] = ()) -> None:
        tab = self._tab
        first, end = tab.first, tab.end

        def adopt(found: Any) -> None:
            tab.acts.adopt(first, end, found.pairs, words, gone)
            self._close()

        panel.closed.connect(self._close)
        panel.adopted.connect(adopt)
        tab.show_panel(panel)

    def rules(self) -> None:
        """The center's rules."""
        from ui.volunteers.roster.rules_panel import RulesPanel  # noqa: PLC0415 - rarely opened

        panel = RulesPanel()
        panel.closed.connect(self._close)
        panel.changed.connect(self._tab.reload)
        self._tab.show_panel(panel)

    def told(self, told: Sequence[ToTell]) -> None:
        """Who must be told."""
        if self._tab.roster is not None:
            self._list(told_panel(self._tab.roster, told))

    def not_understood(self, lines: Sequence[str]) -> None:
        """What of a pasted block could not be put into the roster."""
        what = _("The rest was put into the roster.")
        self._list(
            ListPanel(_("Not pasted: {count}").format(count=len(lines)), what, [("", one) for one in lines])
        )

    def _list(self, panel: ListPanel) -> None:
        panel.closed.connect(self._close)
        self._tab.show_panel(panel)

    def make_shifts(self) -> None:
        """Fill the range with the weekly pattern."""
        tab = self._tab
        first, end = tab.first, tab.end

        def done(made: Made) -> None:
            days = " ".join(f"{spoken_day(day)} {why}" for day, why in made.left_out)
            toast(_("{count} shifts made from the weekly pattern").format(count=len(made.shift_ids)), days)
            tab.reload()

        if may(Permission.VOLUNTEERS_WRITE):
            Command(tab, lambda work: post_service.make_shifts(work, first, end)).then(done).start()

    def paper_of_shift(self, key: str) -> None:
        """A paper of the shift under the cursor; the patrol sheet of a shift that is none is the day's."""
        tab = self._tab
        part, cell = tab.grid.part(), tab.grid.cell()
        ids = (part.shift_id,) if part is not None else tuple(cell.shift_ids)
        if not ids or tab.roster is None:
            toast(_("Choose a shift first"), icon="info")
            return
        shift = tab.roster.board.shifts[ids[0]]
        from neighborcenter.reports.registry import REPORTS  # noqa: PLC0415 - brings the reports

        values: dict[str, Any] = {"day": shift.day}
        if key == "volunteer_sign_in":
            values["shift"] = shift.shift_id
        print_paper(tab, key, next(_(one.title) for one in REPORTS if one.key == key), values, str(shift.day))

    def paper(self) -> None:
        """The roster on paper: the wall roster of the week or month shown, A4 or A3; people as a list."""
        from ui.kit.printing import preview  # noqa: PLC0415 - only when printing
        from ui.volunteers.roster.paper import roster_papers  # noqa: PLC0415 - brings the reports

        tab = self._tab
        shown = tab.grid.layout_shown
        if shown is None:
            return
        last = tab.end - timedelta(days=1)
        title = _("Roster {days}").format(days=say_days(tab.first, last))
        preview(tab, title, f"{title}.pdf", roster_papers(shown, title, month=tab.is_month))
