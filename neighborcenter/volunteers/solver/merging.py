"""What two searches found in different places of one roster, put together.

Each takes over the other's best now and then, and goes on elsewhere. The dearer of the two would be thrown away with
all that was found in it; so what the other has changed since it was last heard of is carried over, person by person
and day by day, as far as everybody's own rules allow it.
"""

from neighborcenter.volunteers.solver.checking import broken
from neighborcenter.volunteers.solver.compiled import Compiled
from neighborcenter.volunteers.solver.incumbent import Incumbent
from neighborcenter.volunteers.solver.partner import Whole
from neighborcenter.volunteers.solver.pricing import Plan


class Merging:
    """Takes in the rosters of the other search, one after the other."""

    def __init__(self, made: Compiled) -> None:
        self._made = made
        self._heard: Whole = {}

    def begin(self, mine: Incumbent) -> None:
        """From here on one looks for oneself: what the other was told so far, as far as is known here."""
        self._heard = self._heard or dict(mine.plans)

    def both(self, mine: Incumbent, theirs: Whole) -> Whole:
        """The cheapest of the other's roster and mine with what the other changed since the last time."""
        before, self._heard = self._heard, theirs
        if not before or not mine.valid:
            return theirs
        together, other = mine.copy(), mine.copy()
        for person, plan in theirs.items():
            other.set(person, plan)
            own = mine.plans[person]
            both = self._carried(own, before[person], plan)
            if both in (own, plan) or self._allowed(person, both):
                together.set(person, both)
        return min(together, other, key=Incumbent.cost).plans

    def _carried(self, own: Plan, before: Plan, then: Plan) -> Plan:
        """One's own plan, but on the days on which `before` became `then` as it is there."""
        slots = self._made.problem.slots
        days = {slots[slot].day for slot in set(before) ^ set(then)}
        kept = [slot for slot in own if slots[slot].day not in days]
        return tuple(sorted([*kept, *(slot for slot in then if slots[slot].day in days)]))

    def _allowed(self, person: int, plan: Plan) -> bool:
        problem = self._made.problem
        return not any(broken(problem, problem.people[person], [problem.slots[slot] for slot in plan]))
