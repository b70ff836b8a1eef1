"""Why a slot stayed empty, person by person, and the smallest change that would fill it.

Everything here is found by reading the rules over the finished plans (`checking`), never from the search: what
it says about a person is true of this roster whatever the search thought.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from neighborcenter.volunteers.solver.checking import Breach, broken, cost_parts, outside
from neighborcenter.volunteers.solver.eligibility import bars
from neighborcenter.volunteers.solver.problem import Person, Plans, Problem, Slot, Tie

MOST_SWAPPERS = 25


@dataclass(frozen=True, slots=True)
class Reason:
    """What keeps one person from a slot: rules they would break; none when it only costs more than it is worth."""

    person: str
    breaches: tuple[Breach, ...]
    cost: int = 0  # what filling it would add to the roster's cost, when no rule stands against it


@dataclass(frozen=True, slots=True)
class Move:
    """One person takes a slot or gives it up."""

    person: str
    slot: str
    takes: bool


@dataclass(frozen=True, slots=True)
class Change:
    """A way to fill a slot: "assign" (at a cost), "swap", or "relax" one rule of one person."""

    kind: str
    moves: tuple[Move, ...]
    breaches: tuple[Breach, ...] = ()
    cost: int = 0


@dataclass(frozen=True, slots=True)
class Gap:
    """A slot with fewer people than wanted, why nobody else is there, and what would fill it."""

    slot: str
    missing: int
    below_least: bool
    reasons: tuple[Reason, ...]
    change: Change | None


def gaps(problem: Problem, plans: Plans) -> list[Gap]:
    """Every slot short of people."""
    return Explainer(problem, plans).gaps()


class Explainer:
    """Reads the rules over one roster."""

    def __init__(self, problem: Problem, plans: Plans) -> None:
        self._problem, self._plans = problem, plans
        self._slots = {slot.id: slot for slot in problem.slots}
        self._people = {person.id: person for person in problem.people}
        self._ties: dict[tuple[str, str], list[Tie]] = {}
        for tie in problem.ties:
            for term in tie.terms:
                self._ties.setdefault((term.person, term.slot), []).append(tie)
        self._cost = cost_parts(problem, plans).total

    def gaps(self) -> list[Gap]:
        """Every slot short of people, in the order of the problem."""
        held: dict[str, int] = {}
        for plan in self._plans.values():
            for name in plan:
                held[name] = held.get(name, 0) + 1
        return [
            self.gap(slot, slot.wanted - held.get(slot.id, 0), held.get(slot.id, 0) < slot.least)
            for slot in self._problem.slots
            if held.get(slot.id, 0) < slot.wanted
        ]

    def gap(self, slot: Slot, missing: int, below_least: bool) -> Gap:
        """Why one slot is short, and the smallest change that would fill it."""
        reasons = tuple(
            self.reason(person, slot)
            for person in self._problem.people
            if slot.id not in self._plans.get(person.id, frozenset())
        )
        return Gap(slot.id, missing, below_least, reasons, self._smallest(slot, reasons))

    def reason(self, person: Person, slot: Slot) -> Reason:
        """Everything that keeps this person from this slot in this roster."""
        found = tuple(dict.fromkeys(self._breaks(person, self._own(person.id), slot)))
        if found:
            return Reason(person.id, found)
        return Reason(person.id, (), self._added([Move(person.id, slot.id, takes=True)]))

    def _own(self, person: str) -> list[Slot]:
        return [self._slots[name] for name in self._plans.get(person, frozenset())]

    def _breaks(self, person: Person, own: Sequence[Slot], slot: Slot) -> Iterator[Breach]:
        barred = [Breach(person.id, code, (slot.id,)) for code in bars(person, slot)]
        if barred:
            yield from barred
            return
        yield from broken(self._problem, person, [*own, slot])
        if slot.most is not None and sum(slot.id in plan for plan in self._plans.values()) >= slot.most:
            yield Breach(person.id, "most", (slot.id,))
        for tie in self._ties.get((person.id, slot.id), ()):
            if self._tie_broken(tie, {**self._plans, person.id: frozenset({*(o.id for o in own), slot.id})}):
                yield Breach(person.id, tie.code, (slot.id,))

    def _tie_broken(self, tie: Tie, plans: Plans) -> bool:
        miss = outside(tie, plans)
        return (miss < 0 and tie.below is None) or (miss > 0 and tie.above is None)

    def _after(self, moves: Sequence[Move]) -> Plans:
        plans = dict(self._plans)
        for move in moves:
            own = plans.get(move.person, frozenset())
            plans[move.person] = own | {move.slot} if move.takes else own - {move.slot}
        return plans

    def _added(self, moves: Sequence[Move]) -> int:
        return cost_parts(self._problem, self._after(moves)).total - self._cost

    def _smallest(self, slot: Slot, reasons: Sequence[Reason]) -> Change | None:
        """The least one would have to do: put somebody in, swap two, or let one rule of one person go."""
        free = [reason for reason in reasons if not reason.breaches]
        if free:
            least = min(free, key=lambda reason: (reason.cost, reason.person))
            return Change("assign", (Move(least.person, slot.id, takes=True),), cost=least.cost)
        swap = self._swap(slot, reasons)
        if swap is not None:
            return swap
        single = [reason for reason in reasons if len({breach.code for breach in reason.breaches}) == 1]
        for reason in sorted(single, key=lambda reason: (_weight(reason.breaches[0].code), reason.person)):
            if not reason.breaches[0].code.startswith(_NEVER):
                move = Move(reason.person, slot.id, takes=True)
                return Change("relax", (move,), reason.breaches, self._added([move]))
        return None

    def _swap(self, slot: Slot, reasons: Sequence[Reason]) -> Change | None:
        """Somebody who could come if they gave away one slot, and somebody who takes that one."""
        tried = 0
        for reason in reasons:
            person, own = self._people[reason.person], self._own(reason.person)
            if not own or any(True for _code in bars(person, slot)):
                continue
            tried += 1
            if tried > MOST_SWAPPERS:
                return None
            for given in own:
                rest = [one for one in own if one.id != given.id]
                if given.id in person.pinned or any(True for _one in self._breaks(person, rest, slot)):
                    continue
                for other in self._problem.people:
                    if other.id == person.id or given.id in self._plans.get(other.id, frozenset()):
                        continue
                    moves = (
                        Move(person.id, given.id, takes=False),
                        Move(person.id, slot.id, takes=True),
                        Move(other.id, given.id, takes=True),
                    )
                    if self._holds(moves):
                        return Change("swap", moves, cost=self._added(moves))
        return None

    def _holds(self, moves: Sequence[Move]) -> bool:
        """Whether these moves break nothing: every rule of those who move, and every tie they are in."""
        plans = self._after(moves)
        for name in {move.person for move in moves}:
            own = [self._slots[one] for one in plans[name]]
            if next(broken(self._problem, self._people[name], own), None) is not None:
                return False
        touched = {id(tie): tie for move in moves for tie in self._ties.get((move.person, move.slot), ())}
        return not any(self._tie_broken(tie, plans) for tie in touched.values())


# What nobody should be asked to let go for one slot: skills, and what the room has ruled out for good.
_NEVER = ("skill:", "expired:", "never", "most", "pinned", "overlap")


def _weight(code: str) -> int:
    """Asking somebody on a free day is less than bending a limit, and that less than rest or a tie."""
    order = (
        ("not_offered", "away", "leave", "day_off"),
        ("rest", "follows", "max_run", "min_run", "max_nights"),
    )
    if code in order[0]:
        return 0
    return 2 if code in order[1] or ":" in code else 1


def relaxed(problem: Problem, change: Change) -> Problem:
    """The problem with the rules of a "relax" change let go for that person and slot, to try it out."""
    if change.kind != "relax":
        return problem
    (move,) = change.moves
    people = [
        replace(person, pinned=person.pinned | {move.slot}) if person.id == move.person else person
        for person in problem.people
    ]
    return replace(problem, people=tuple(people))
