"""What every crew of a slot holds is true of every crew there is, and halves of people no longer lower the bound."""

from collections.abc import Iterator, Mapping
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from neighborcenter.volunteers.solver.compiled import compile_problem
from neighborcenter.volunteers.solver.engine import Effort, solve
from neighborcenter.volunteers.solver.problem import Person, Problem, Slot, Term, Tie
from neighborcenter.volunteers.solver.rows import Rows, rows_of, with_shares
from neighborcenter.volunteers.solver.ties import guided, led, together
from tests.volunteers.solver.sentences import offences

NAMES = ("林秀英", "陈建国", "黄丽珍", "吴志强", "郑小梅")
SHIFT = "0:早班"


def one_shift(
    least: int, wanted: int, most: int, ties: tuple[Tie, ...] = (), wishes: Mapping[str, int] | None = None
) -> Problem:
    slot = Slot(SHIFT, 0, "早班", 480, 240, wanted, least, most, under=100, short=200, over=50)
    costs = wishes or {}
    people = tuple(Person(name, costs={SHIFT: costs[name]} if name in costs else {}) for name in NAMES)
    return Problem(1, (slot,), people, ties=ties)


@st.composite
def shifts(draw: st.DrawFn) -> Problem:
    """One shift and whatever ties."""
    wanted = draw(st.integers(1, 3))
    most = draw(st.integers(wanted, 5))
    plain, ties = one_shift(0, wanted, most), []
    for number in range(draw(st.integers(1, 3))):
        people = draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=5, unique=True))
        kind = draw(st.sampled_from(("led", "guided", "together", "any")))
        if kind == "led":
            ties += led(plain, plain.slots, people)
        elif kind == "guided":
            ties += guided(plain, plain.slots, people, [name for name in NAMES if name not in people])
        elif kind == "together":
            ties += together(plain.slots, people[:2])
        else:
            terms = tuple(Term(name, SHIFT, draw(st.integers(-2, 2))) for name in people)
            low, high = draw(st.integers(-2, 0)), draw(st.integers(0, 2))
            ties.append(Tie(f"tie:{number}", terms, least=low, most=high))
    return one_shift(draw(st.integers(0, wanted)), wanted, most, tuple(ties))


def crews(problem: Problem) -> Iterator[tuple[str, ...]]:
    """Everybody who could serve together without breaking a rule."""
    for size in range(len(NAMES) + 1):
        for crew in combinations(NAMES, size):
            if not offences(problem, {one: frozenset({SHIFT} if one in crew else ()) for one in NAMES}):
                yield crew


def held(rows: Rows, slot: Slot, crew: tuple[str, ...]) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """What a crew adds to each row, with what is missing or too much."""
    total = np.zeros(len(rows.least))
    for name in crew:
        for row, amount in rows.of_plan(NAMES.index(name), (0,)).items():
            total[row] += amount
    missing, over = max(0, slot.wanted - len(crew)), max(0, len(crew) - slot.wanted)
    fewer = min(missing, slot.wanted - slot.least)
    by_price = {300.0: missing - fewer, 100.0: fewer, 50.0: over}
    slack = np.array([by_price[price] for price in rows.slack_cost.tolist()])
    np.add.at(total, rows.slack_row, rows.slack_factor * slack)
    np.add.at(total, rows.lent_rows, rows.lent_factors * slack[rows.lent_slacks])
    return total


@given(shifts())
def test_every_crew_holds_what_is_asked_of_it(problem: Problem) -> None:
    made = compile_problem(problem)
    rows = with_shares(made, rows_of(made))
    for crew in crews(problem):
        total = held(rows, problem.slots[0], crew)
        assert (total >= rows.least - 1e-9).all(), crew
        assert (total <= rows.most + 1e-9).all(), crew


@pytest.mark.parametrize(
    ("wanted", "wishes", "cost"),
    [
        (
            1,
            {"林秀英": -40},
            0,
        ),  # a beginner alone would be welcome; beside somebody experienced is one too many
        (1, {"林秀英": -60}, -10),
        (2, {"林秀英": -40, "陈建国": -40}, -40),  # two beginners need two places more
    ],
)
def test_a_bound_knows_no_halves_of_beginners(wanted: int, wishes: dict[str, int], cost: int) -> None:
    plain = one_shift(1, wanted, wanted + 1)
    ties = guided(plain, plain.slots, NAMES[:2], NAMES[2:])
    roster = solve(one_shift(1, wanted, wanted + 1, tuple(ties), wishes), Effort(steps=0))
    assert roster.objective == roster.bound == cost


def test_a_bound_knows_that_a_night_for_one_is_a_lead_who_is_experienced() -> None:
    plain = one_shift(1, 1, 2)
    ties = [
        *led(plain, plain.slots, NAMES[:2]),
        *guided(plain, plain.slots, NAMES[1:3], [NAMES[0], *NAMES[3:]]),
    ]
    wishes = {"林秀英": 5, "陈建国": -20, "黄丽珍": -20, "吴志强": -20, "郑小梅": -20}
    roster = solve(one_shift(1, 1, 2, tuple(ties), wishes), Effort(steps=0))
    assert roster.objective == roster.bound == 5
