"""Nobody is kept from a slot that some roster could give them, and who needs company that does not fit in is."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neighborcenter.volunteers.solver.company import close_hopeless
from neighborcenter.volunteers.solver.compiled import compile_problem
from neighborcenter.volunteers.solver.engine import Effort, solve
from neighborcenter.volunteers.solver.problem import Person, Problem, Slot, Term, Tie
from neighborcenter.volunteers.solver.ties import guided, led, nobody_at_zero, together
from tests.volunteers.solver.sentences import offences

NAMES = ("林秀英", "陈建国", "黄丽珍", "吴志强", "郑小梅")


def one_shift(most: int, ties: tuple[Tie, ...] = ()) -> Problem:
    slot = Slot("0:早班", 0, "早班", 480, 240, wanted=min(2, most), least=1, most=most, under=100, over=5)
    return Problem(1, (slot,), tuple(Person(name) for name in NAMES), ties=ties)


def open_to(problem: Problem) -> set[str]:
    made = compile_problem(problem)
    close_hopeless(made)
    return {name for name, may in zip(NAMES, made.eligible[:, 0], strict=True) if may}


@st.composite
def shifts(draw: st.DrawFn) -> Problem:
    """One shift, room for a few, and whatever ties."""
    ties = []
    for number in range(draw(st.integers(1, 4))):
        people = draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=5, unique=True))
        if draw(st.booleans()):
            ties += together(one_shift(3).slots, people[:2])
            continue
        terms = tuple(Term(name, "0:早班", draw(st.integers(-2, 2))) for name in people)
        least = draw(st.integers(-2, 0))
        ties.append(Tie(f"tie:{number}", terms, least=least, most=draw(st.integers(0, 2))))
    return one_shift(draw(st.integers(1, 4)), tuple(ties))


@given(shifts())
def test_what_is_closed_no_roster_holds(problem: Problem) -> None:
    whole = {
        name
        for size in range(len(NAMES) + 1)
        for crew in combinations(NAMES, size)
        if not offences(problem, {one: frozenset({"0:早班"} if one in crew else ()) for one in NAMES})
        for name in crew
    }
    assert whole <= open_to(problem)


@pytest.mark.parametrize(("most", "serve"), [(2, False), (3, False), (4, True)])
def test_two_beginners_who_come_together_need_room_for_two_more(most: int, serve: bool) -> None:
    plain = one_shift(most)
    pair = NAMES[:2]
    ties = (*together(plain.slots, pair), *guided(plain, plain.slots, pair, NAMES[2:]))
    assert (set(pair) <= open_to(one_shift(most, ties))) is serve
    assert set(NAMES[2:]) <= open_to(one_shift(most, ties))


def test_who_waits_for_somebody_who_cannot_come_cannot_either() -> None:
    plain = one_shift(1)
    ties = (*led(plain, plain.slots, NAMES[:1]), *together(plain.slots, NAMES[:2]))
    assert open_to(one_shift(1, ties)) == set()


def test_a_bound_knows_whom_no_slot_can_take() -> None:
    """A mixture of halves would seat the two beginners who come together; nobody at all can."""
    plain = one_shift(3)
    pair = NAMES[:2]
    ties = (*together(plain.slots, pair), *guided(plain, plain.slots, pair, NAMES[2:]))
    people = tuple(nobody_at_zero(person, 10_000) for person in plain.people)
    roster = solve(Problem(1, plain.slots, people, ties=ties), Effort(steps=0))
    assert not any(roster.plans[name] for name in pair)
    assert roster.bound >= 20_000
