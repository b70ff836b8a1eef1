"""What a hand does in the grid: take off, pin, fill down, type a name, paste a block, jump from gap to gap."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import _
from neighborcenter.volunteers.kinds import AssignmentRole
from neighborcenter.volunteers.rostering.change_service import Placing
from ui.kit.jobs import may
from ui.kit.messages import toast
from ui.volunteers.roster import moving
from ui.volunteers.roster.cell_editor import CellEditor
from ui.volunteers.roster.layout import shift_words
from ui.volunteers.roster.roster import Pair, Roster, changed

# The tab whose grid it is: it imports this file, so that it cannot be named here.
RosterTab = Any


def do(tab: RosterTab, changes: Sequence[Placing]) -> None:
    """Make places stand, and say so."""
    if changes and may(Permission.VOLUNTEERS_WRITE):
        tab.acts.do(tuple(changes), words_of(tab.roster, changes))


def take_off(tab: RosterTab) -> None:
    """Take the chosen people off."""
    do(tab, tuple(moving.off(pair) for pair in chosen(tab)))


def pin(tab: RosterTab) -> None:
    """Pin the chosen places, or let them go when all are pinned."""
    pairs, roster = chosen(tab), tab.roster
    if not pairs or not may(Permission.VOLUNTEERS_WRITE):
        return
    on = not all(roster.seats[pair].pinned for pair in pairs)
    changes = changed([roster.placing(pair) for pair in pairs], pinned=on)
    words = _("Pinned: {names}") if on else _("No longer pinned: {names}")
    tab.acts.do(changes, words.format(names=names(roster, pairs)))


def set_role(tab: RosterTab, pair: Pair, role: AssignmentRole) -> None:
    """Somebody leads, stands by, or is there like the others."""
    roster: Roster = tab.roster
    changes = changed([roster.placing(pair)], role=role)
    words = {
        AssignmentRole.LEAD: _("{names} leads {shift}"),
        AssignmentRole.STANDBY: _("{names} stands by for {shift}"),
        AssignmentRole.MEMBER: _("{names} is on {shift}"),
    }[role]
    shift = roster.board.shifts[pair[0]]
    tab.acts.do(changes, words.format(names=roster.name(pair[1]), shift=shift_words(shift)))


def fill_down(tab: RosterTab) -> None:
    """The people of the first chosen cell go to the cells below."""
    shown, indexes = tab.grid.layout_shown, tab.grid.selectedIndexes()
    if shown is None or not may(Permission.VOLUNTEERS_WRITE):
        return
    columns = sorted({index.column() for index in indexes})
    days = [shown.roster.days[column] for column in columns if column < len(shown.roster.days)]
    rows = {index.row() for index in indexes}
    changes = moving.fill_down(shown, rows, days) if rows else ()
    if changes:
        tab.acts.do(changes, _("Filled down: {count} places").format(count=len(changes)))
    else:
        toast(_("Nothing to fill down"), _("Choose the cell and those below it."), icon="info")


def typed(tab: RosterTab, text: str) -> None:
    """A letter in a cell opens the box that finds names."""
    shown, day = tab.grid.layout_shown, tab.grid.day()
    if shown is not None and day is not None and may(Permission.VOLUNTEERS_WRITE):
        editor = CellEditor(tab.grid, shown, tab.grid.currentIndex().row(), day, text)
        editor.chosen.connect(lambda place: do(tab, (place,)))


def pasted(tab: RosterTab, text: str) -> None:
    """A block from a spreadsheet; what was not understood is listed."""
    shown, index = tab.grid.layout_shown, tab.grid.currentIndex()
    if shown is None or not text.strip() or not may(Permission.VOLUNTEERS_WRITE):
        return
    found = moving.paste(shown, text, index.row(), max(0, index.column()))
    if found.changes:
        tab.acts.do(found.changes, _("Pasted: {count} places").format(count=len(found.changes)))
    if found.left_out:
        tab.openings.not_understood(found.left_out)
    elif not found.changes:
        toast(_("Nothing new in what was pasted"), icon="info")


def next_gap(tab: RosterTab, step: int = 1) -> None:
    """The next shift that wants people; after the last one the first again."""
    gaps = tab.roster.gaps() if tab.roster is not None else []
    if not gaps:
        toast(_("No gaps in these days"), icon="circle-check")
        return
    if tab.panel() is not None:
        tab.show_panel(None)
    part, day = tab.grid.part(), tab.grid.day()
    ids = [each.shift_id for each in gaps]
    if part is not None and part.volunteer_id is None and part.shift_id in ids:
        at = (ids.index(part.shift_id) + step) % len(ids)
    else:
        later = [n for n, each in enumerate(gaps) if day is not None and each.day >= day]
        at = later[0] if later else 0
        if step < 0:
            at -= 1
    tab.grid.setFocus()
    tab.grid.go_to_shift(ids[at])


def chosen(tab: RosterTab) -> list[Pair]:
    """Places of the chosen cells, or the one under the cursor."""
    return [part.pair for part in tab.grid.chosen_parts()]


def names(roster: Roster, pairs: Sequence[Pair]) -> str:
    """Names, each once."""
    return _(", ").join(dict.fromkeys(roster.name(who) for _shift, who in pairs))


def words_of(roster: Roster, changes: Sequence[Placing]) -> str:
    """What was done, in words."""
    comes, goes = [one for one in changes if one.holds], [one for one in changes if not one.holds]
    who = names(roster, [(one.shift_id, one.volunteer_id) for one in changes])
    shift = shift_words(roster.board.shifts[(comes or goes)[0].shift_id])
    if comes and goes:
        return _("Moved: {names}, now {shift}").format(names=who, shift=shift)
    if len(changes) == 1:
        words = _("{names} is on {shift}") if comes else _("{names} is off {shift}")
        return words.format(names=who, shift=shift)
    return _("{count} places given up: {names}").format(count=len(changes), names=who)
