"""What two searches changed in different places of one roster is put together; where a rule forbids it, it is not."""

from neighborcenter.volunteers.solver.compiled import compile_problem
from neighborcenter.volunteers.solver.costs import Costs
from neighborcenter.volunteers.solver.incumbent import Incumbent
from neighborcenter.volunteers.solver.merging import Merging
from neighborcenter.volunteers.solver.pricing import Plan
from neighborcenter.volunteers.solver.problem import Limit, Measure, Person, Problem, Slot
from neighborcenter.volunteers.solver.rows import rows_of

FOUR_DAYS = tuple(
    Slot(f"{day}:早班", day, "早班", 480, 240, wanted=1, least=1, most=2, under=100, over=1)
    for day in range(4)
)


def meeting(*limits: Limit) -> tuple[Merging, Incumbent]:
    """林秀英 works the last day after my own search, and the other search was last heard of with nobody at work."""
    people = (Person("林秀英", limits=limits), Person("陈建国"))
    made = compile_problem(Problem(4, FOUR_DAYS, people))
    mine = Incumbent(made, rows_of(made, ()), Costs(made), {0: (3,), 1: ()})
    merging = Merging(made)
    merging.both(mine, {0: (), 1: ()})
    return merging, mine


def taken(theirs: dict[int, Plan], *limits: Limit) -> dict[int, Plan]:
    merging, mine = meeting(*limits)
    return dict(merging.both(mine, theirs))


def test_what_both_found_on_other_days_is_kept_for_one_person():
    assert taken({0: (0,), 1: (1,)}) == {0: (0, 3), 1: (1,)}


def test_a_person_who_may_not_have_both_keeps_their_own():
    once = Limit(Measure.SHIFTS, "shifts_most", most=1)
    assert taken({0: (0,), 1: (1, 2)}, once) == {0: (3,), 1: (1, 2)}


def test_where_the_other_is_cheaper_alone_it_is_taken_as_it_is():
    """Put together both would come on the last day, which wants one."""
    assert taken({0: (), 1: (0, 1, 2, 3)}) == {0: (), 1: (0, 1, 2, 3)}


def test_what_both_found_since_they_began_together_is_kept():
    made = compile_problem(Problem(4, FOUR_DAYS, (Person("林秀英"), Person("陈建国"))))
    rows, costs, merging = rows_of(made, ()), Costs(made), Merging(made)
    merging.begin(Incumbent(made, rows, costs, {0: (), 1: (2,)}))
    mine = Incumbent(made, rows, costs, {0: (3,), 1: (2,)})
    assert merging.both(mine, {0: (0,), 1: (2,)}) == {0: (0, 3), 1: (2,)}


def test_the_first_that_is_heard_is_taken_as_it_is():
    made = compile_problem(Problem(4, FOUR_DAYS, (Person("林秀英"), Person("陈建国"))))
    mine = Incumbent(made, rows_of(made, ()), Costs(made), {0: (3,), 1: ()})
    assert Merging(made).both(mine, {0: (0,), 1: ()}) == {0: (0,), 1: ()}
