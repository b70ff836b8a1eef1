"""Plans cut down to the rules: for people who may always work less, what breaks a limit gives way slot by slot."""

from collections.abc import Mapping, Sequence

from neighborcenter.volunteers.solver.checking import broken
from neighborcenter.volunteers.solver.compiled import Compiled, Floats
from neighborcenter.volunteers.solver.counters import amount
from neighborcenter.volunteers.solver.pricing import Plan
from neighborcenter.volunteers.solver.problem import Limit, Measure


class Trimmer:
    """Takes the least useful slots out of a plan until it keeps every rule.

    `limits`: for each person the limits their network does not look at; all others a plan from it keeps.
    """

    def __init__(self, made: Compiled, limits: Mapping[int, Sequence[Limit]]) -> None:
        self._made, self._limits = made, limits
        self._known: dict[tuple[int, Plan], bool] = {}

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
