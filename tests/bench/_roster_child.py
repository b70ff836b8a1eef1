"""Builds a large roster without a database and times its grid."""

import time
from collections.abc import Callable
from datetime import date, datetime, timedelta

from PySide6.QtGui import QPainter, QPixmap

from neighborcenter.volunteers.kinds import AssignmentRole, AssignmentStatus
from neighborcenter.volunteers.rostering.change_service import Placing
from neighborcenter.volunteers.rostering.facts import Facts, PersonFact, PlaceFact, ShiftFact
from neighborcenter.volunteers.rostering.rule_service import DEFAULTS
from ui.kit.theme import theme
from ui.volunteers.roster.grid import RosterGrid
from ui.volunteers.roster.layout import Layout
from ui.volunteers.roster.moving import would_say
from ui.volunteers.roster.roster import Roster, Seat

FIRST = date(2026, 12, 1)
DAYS, POSTS = 31, 30


def roster(people: int) -> Roster:
    """Thirty posts a day, two people each, in turn."""
    shifts, places = [], []
    for day in range(DAYS):
        for post in range(POSTS):
            ref = day * POSTS + post + 1
            starts = datetime(2026, 12, 1, 8) + timedelta(days=day, hours=post % 3 * 4)
            ends = starts + timedelta(hours=3)
            shifts.append(
                ShiftFact(ref, post + 1, f"岗位 {post + 1}", "早班", starts, ends, wanted=2, maximum=3)
            )
            places += [PlaceFact(ref, (ref * 2 + one) % people + 1) for one in range(2)]
    everybody = tuple(PersonFact(ref, f"志愿者{ref}", wanted=4) for ref in range(1, people + 1))
    facts = Facts(
        FIRST, FIRST + timedelta(days=DAYS), tuple(shifts), everybody, rules=DEFAULTS, places=tuple(places)
    )
    seat = Seat(AssignmentRole.MEMBER, AssignmentStatus.PLANNED)
    return Roster(facts, {(one.shift_id, one.volunteer_id): seat for one in places})


def measured(people: int) -> dict[str, float]:
    """Milliseconds of each."""
    made = roster(people)
    grid = RosterGrid()
    grid.resize(1400, 820)
    picture = QPixmap(grid.size())
    found = {}
    for view in ("people", "posts"):
        grid.show_layout(Layout(made, view), FIRST)
        grid.render(picture)
        found[view] = _best(lambda: grid.render(picture))
    change = Placing(DAYS * POSTS, 7)
    found["drag"] = _best(lambda: would_say(made, [change]))

    def changed() -> None:
        made.apply([change])
        grid.refresh()

    found["change"] = _best(changed)
    found["floor"] = _best(lambda: _floor(picture))
    grid.deleteLater()
    return found


def _best(act: Callable[[], object]) -> float:
    taken = []
    for _round in range(5):
        began = time.perf_counter()
        act()
        taken.append(time.perf_counter() - began)
    return min(taken) * 1000


def _floor(picture: QPixmap) -> None:
    painter = QPainter(picture)
    for row in range(20):
        for column in range(20):
            painter.fillRect(column * 62, row * 40, 61, 39, theme().surface)
    painter.end()
