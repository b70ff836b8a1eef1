"""What a roster for the wall shows, be it of a week or of a month: names, gaps, its title and foot, its sheet."""

from collections.abc import Mapping, Sequence

from neighborcenter.kit.i18n import _
from neighborcenter.reports.paper import styles
from neighborcenter.reports.paper.blocks import Text, Title
from neighborcenter.reports.paper.roster_grid import Piece, RosterGrid
from neighborcenter.reports.paper.styles import Style
from neighborcenter.reports.paper.workbook import Sheet, SheetColumn
from neighborcenter.reports.report import Check
from neighborcenter.reports.volunteer_facts import Duty, OnDuty
from neighborcenter.reports.words import weekday
from neighborcenter.volunteers.kinds import AssignmentRole
from neighborcenter.volunteers.texts import word

LEAD_SIGN = "★"


def named(one: OnDuty) -> tuple[Piece, ...]:
    """★王桂兰, 陈丽娟, 蔡小雨（候补）; a phone is a word of its own."""
    lead = one.role is AssignmentRole.LEAD
    pieces = [Piece(f"{LEAD_SIGN}{one.name}", "lead") if lead else Piece(one.name)]
    if one.phone:
        pieces.append(Piece(one.phone, "aside"))
    if one.role is AssignmentRole.STANDBY:
        pieces.append(Piece(_("(standby)"), "aside"))
    return tuple(pieces)


def on_it(duty: Duty) -> tuple[Piece, ...]:
    """Everybody on a shift, and how many are wanted still."""
    pieces = [piece for one in duty.people for piece in named(one)]
    if duty.gap:
        pieces.append(Piece(_("{count} wanted").format(count=duty.gap), "gap"))
    return tuple(pieces)


def heading(grown: float, days: str) -> tuple[Title, Text]:
    """The title and the days below it, to be read from afar."""
    style = Style(28 * grown, 36 * grown, styles.TITLE.face, align="center", after=2)
    below = Style(14 * grown, 20 * grown, align="center", after=6)
    return Title(_("Volunteer roster"), style=style), Text(days, below)


def footing(grown: float, phone: str) -> Text:
    """What the sign means, and whom to call."""
    words = [_("{sign} leads the shift.").format(sign=LEAD_SIGN)]
    if phone:
        words.append(
            _("Who cannot come calls {phone} early, so that somebody can step in.").format(phone=phone)
        )
    return Text("   ".join(words), Style(12.5 * grown, 17 * grown, before=2))


def largest(grids: Sequence[RosterGrid], width: float, room: float) -> RosterGrid:
    """Of grids set smaller and smaller the first that stands on one sheet with no word torn, drawn out to fill it.

    Where none does, the first that stands on one sheet; else the last, which goes on to a second.
    """
    fitting = None
    for grid in grids:
        if grid.height(width) > room:
            continue
        fitting = fitting or grid
        if grid.is_whole(width):
            fitting = grid
            break
    return grids[-1] if fitting is None else fitting.filling(width, room)


def totals(shifts: Sequence[Duty]) -> Mapping[str, float]:
    """Shifts, places filled, people, places empty."""
    places = [one for duty in shifts for one in duty.there]
    return {
        "shifts": len(shifts),
        "places": len(places),
        "people": len({one.volunteer_id for one in places}),
        "gaps": sum(duty.gap for duty in shifts),
    }


def places_sheet(shifts: Sequence[Duty], covers: str) -> Sheet:
    """One row a place, so that it can be sorted and counted."""
    columns = (
        SheetColumn(_("Day"), "date"),
        SheetColumn(_("Weekday"), width=10),
        SheetColumn(_("Post"), width=18),
        SheetColumn(_("Shift"), width=10),
        SheetColumn(_("Time"), width=18),
        SheetColumn(_("Full name"), width=14),
        SheetColumn(_("Volunteer number"), width=14),
        SheetColumn(_("Role"), width=10),
        SheetColumn(_("Phone"), width=16),
    )
    rows = []
    for duty in shifts:
        head = (duty.day, weekday(duty.day), duty.post, duty.name, duty.time)
        rows += [(*head, one.name, one.number, word(one.role), one.phone) for one in duty.people]
        if duty.gap:
            rows.append((*head, _("{count} wanted").format(count=duty.gap), "", "", ""))
    return Sheet(_("Roster"), columns, rows, (_("Volunteer roster"), covers))


def checks(shifts: Sequence[Duty]) -> tuple[Check, ...]:
    """Empty places and names nobody was told about, before it hangs on the wall."""
    found = []
    gaps = sum(duty.gap for duty in shifts)
    if gaps:
        found.append(Check(_("Places still empty: {count}.").format(count=gaps)))
    untold = sum(not one.published for duty in shifts for one in duty.people)
    if untold:
        found.append(Check(_("Places not made known yet: {count}.").format(count=untold)))
    return tuple(found)
