"""What the roster offers as data: its keys, its menus, the pictures of the tour."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import N_
from ui.kit.actions import ActionSpec
from ui.kit.page import Stop
from ui.volunteers.roster import hand

# The tab: it imports this file, so that it cannot be named here.
RosterTab = Any
_WRITE = Permission.VOLUNTEERS_WRITE
PAPERS = (
    ("volunteer_sign_in", N_("Print the sign-in sheet")),
    ("handover_log", N_("Print the handover log")),
    ("patrol_sheet", N_("Print the patrol sheet")),
)
"""Papers of the shift under the cursor."""


def specs(tab: RosterTab) -> Sequence[ActionSpec]:
    """Keys of the tab. Those without `run` belong to the grid itself and are only listed."""
    return (
        ActionSpec("roster.copy", N_("Copy last week"), "copy", "Ctrl+D", _WRITE, run=tab.copy_week),
        ActionSpec("roster.next_gap", N_("Next gap"), "arrow-down", "Ctrl+Down", run=partial(tab.next_gap, 1)),
        ActionSpec("roster.gap_before", N_("Gap before"), "arrow-up", "Ctrl+Up", run=partial(tab.next_gap, -1)),
        ActionSpec("roster.open", N_("Who could come, or all about a place"), "user-plus", "Return"),
        ActionSpec("roster.publish", N_("Publish"), "check", "Ctrl+Return", _WRITE, run=tab.publish),
        _making(tab),
        ActionSpec("roster.propose", N_("Propose"), "zap", "F9", _WRITE, run=tab.openings.proposal),
        ActionSpec("roster.print", N_("Print the roster"), "printer", "Ctrl+P", run=tab.openings.paper),
        ActionSpec("roster.undo", N_("Undo"), "undo-2", "Ctrl+Z", _WRITE, run=tab.acts.undo),
        ActionSpec("roster.redo", N_("Redo"), "redo-2", "Ctrl+Y", _WRITE, run=tab.acts.redo),
        ActionSpec("roster.fill", N_("Fill down"), "arrow-down", "Ctrl+Shift+D", _WRITE, run=partial(hand.fill_down, tab)),
        ActionSpec("roster.pin", N_("Pin, or let go"), "pin", "Space", _WRITE),
        ActionSpec("roster.off", N_("Take off the shift"), "x", "Del", _WRITE),
        ActionSpec("roster.paste", N_("Paste names from a spreadsheet"), "clipboard-list", "Ctrl+V", _WRITE),
        ActionSpec("roster.view", N_("By posts or by people"), "arrow-left-right", "Alt+V", run=tab.switch_view),
        ActionSpec("roster.find", N_("Find in this list"), "search", "Ctrl+F", run=tab.narrow.setFocus),
        ActionSpec("roster.earlier", N_("Earlier"), "chevron-left", "Alt+PgUp", run=partial(tab.step, -1)),
        ActionSpec("roster.later", N_("Later"), "chevron-right", "Alt+Right", run=partial(tab.step, 1)),
        ActionSpec("roster.rules", N_("Rules of the roster"), "scale", "Alt+R", run=tab.openings.rules),
    )  # fmt: skip


def more(tab: RosterTab) -> Sequence[ActionSpec]:
    """The menu behind the dots."""
    wanted = ("roster.print", "roster.rules", "roster.fill", "roster.undo", "roster.redo")
    return (*(one for one in specs(tab) if one.id in wanted), _making(tab))


def _making(tab: RosterTab) -> ActionSpec:
    return ActionSpec(
        "roster.make", N_("Make the shifts of the weekly pattern"), "calendar-plus", "Alt+M", _WRITE,
        run=tab.openings.make_shifts,
    )  # fmt: skip


def of_cell(tab: RosterTab) -> Sequence[ActionSpec]:
    """The menu of a cell."""
    return (
        ActionSpec("roster.open", N_("Who could come, or all about a place"), "user-plus", run=tab.open_cell),
        ActionSpec("roster.pin", N_("Pin, or let go"), "pin", "", _WRITE, run=partial(hand.pin, tab)),
        ActionSpec("roster.off", N_("Take off the shift"), "x", "", _WRITE, run=partial(hand.take_off, tab)),
        ActionSpec("roster.next_gap", N_("Next gap"), "arrow-down", run=partial(tab.next_gap, 1)),
        *(
            ActionSpec(f"roster.{key}", words, "printer", run=partial(tab.openings.paper_of_shift, key))
            for key, words in PAPERS
        ),
    )


def stops(tab: RosterTab) -> Sequence[Stop]:
    """By posts, a gap with its candidates, by people, a month, a proposal, the rules."""

    def gap() -> None:
        hand.next_gap(tab)
        tab.open_cell()

    def span(key: str) -> None:
        tab.span.set_current(key)
        tab.set_span(key)

    return (
        Stop("roster-next", partial(tab.step, 1)),
        Stop("roster-gap", gap),
        Stop("roster-people", tab.switch_view),
        Stop("roster-proposal", tab.openings.proposal),
        Stop("roster-rules", tab.openings.rules),
        Stop("roster-month", partial(span, "month")),
        Stop("roster-week", partial(span, "week")),
        Stop("roster-posts", tab.switch_view),
    )
