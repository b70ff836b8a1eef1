"""Plans cut down to the rules: for people who may always work less, what breaks a limit gives way slot by slot.

Where the best plan of somebody breaks a limit at prices that are nearly right, the bound suffers: their network is
built anew and knows that limit from then on.
"""

from collections.abc import Callable, Mapping, Sequence

from neighborcenter.volunteers.solver.checking import broken
from neighborcenter.volunteers.solver.compiled import Compiled, Floats
from neighborcenter.volunteers.solver.contracts import Networks, usable
from neighborcenter.volunteers.solver.counters import amount
from neighborcenter.volunteers.solver.network import Network, TooLarge, build_network
from neighborcenter.volunteers.solver.pricing import Plan
from neighborcenter.volunteers.solver.problem import Limit, Measure

MOST_TIGHT = 40_000  # states on one day of a network that is built anew


class Trimmer:
    """Takes the least useful slots out of a plan until it keeps every rule.

    `networks` say which limits they do not look at; all others a plan from them keeps.
    """

    def __init__(self, made: Compiled, networks: Networks) -> None:
        self._made, self._networks = made, networks
        # All of them, also those a network learns later: who priced by it before that knows its old plans.
        self._limits = {person: tuple(limits) for person, limits in networks.trimmed.items()}
        self._known: dict[tuple[int, Plan], bool] = {}

    def tighten(self, cut: Mapping[int, Plan], halt: Callable[[], bool]) -> set[int]:
        """Let networks know the limits that these plans of theirs break; the people of those that could."""
        return {
            each
            for network in self._networks.each
            for person in network.people
            if person in cut and not halt() and self._tightened(network, person, cut[person], halt)
            for each in network.people
        }

    def _tightened(self, network: Network, person: int, plan: Plan, halt: Callable[[], bool]) -> bool:
        dropped = self._networks.trimmed.get(person, [])
        left = [limit for limit in dropped if self._too_much(limit, plan) is None]
        if len(left) == len(dropped):
            return False
        made, people = self._made, network.people
        try:
            better = build_network(
                made, made.problem.people[person], usable(made, people), left, most=MOST_TIGHT, halt=halt
            )
        except TooLarge:
            return False
        assert better is not None  # they may stay away
        network.stages, network.root = better.stages, better.root
        for each in people:
            self._networks.trimmed[each] = left
        return True

    def keeps(self, person: int, plan: Plan) -> bool:
        """Whether a plan of the network keeps the other limits too."""
        if person not in self._limits:
            return True
        key = (person, plan)
        if key not in self._known:
            self._known[key] = all(self._too_much(limit, plan) is None for limit in self._limits[person])
        return self._known[key]

    def __call__(self, person: int, plan: Plan, values: Floats) -> Plan:
        """What is left of a plan; `values`: what each slot costs this person now."""
        if self.keeps(person, plan):
            return plan
        slots, who = self._made.problem.slots, self._made.problem.people[person]

        def without(given: Sequence[int]) -> Plan:
            free = [slot for slot in given if slots[slot].id not in who.pinned] or list(given)
            worst = max(free, key=lambda slot: (float(values[slot]), slot))
            return tuple(slot for slot in plan if slot != worst)

        for limit in self._limits[person]:
            while (over := self._too_much(limit, plan)) is not None:
                plan = without(over)
        if who.min_run > 1 or who.min_rest_run > 1:
            # A slot less may leave a run too short.
            while plan and any(True for _one in broken(self._made.problem, who, [slots[s] for s in plan])):
                plan = without(plan)
        return plan

    def _too_much(self, limit: Limit, plan: Plan) -> list[int] | None:
        """The slots of the first stretch that breaks a limit."""
        problem = self._made.problem
        slots = problem.slots
        counted = [slot for slot in plan if not limit.kinds or slots[slot].kind in limit.kinds]
        if limit.measure is Measure.WEEKENDS:
            counted = [slot for slot in counted if (slots[slot].day + problem.weekday) % 7 >= 5]
            weekends = {(slots[slot].day + problem.weekday) // 7 for slot in counted}
            return counted if len(weekends) > limit.most else None
        by_day: dict[int, list[int]] = {}
        for slot in counted:
            by_day.setdefault(slots[slot].day, []).append(slot)
        adds = {day: amount(limit, [slots[slot] for slot in own]) for day, own in by_day.items()}
        starts = sorted(by_day) if limit.window else [limit.first]
        for first in starts:
            last = first + limit.window - 1 if limit.window else limit.last
            inside = [day for day in by_day if first <= day <= last]
            if sum(adds[day] for day in inside) > limit.most:
                return [slot for day in inside for slot in by_day[day] if adds[day]]
        return None
