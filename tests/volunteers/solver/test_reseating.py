"""A few people who sit down again: never dearer in the end, every rule kept, always the same."""

from neighborcenter.volunteers.solver.engine import Search
from neighborcenter.volunteers.solver.patience import Effort
from neighborcenter.volunteers.solver.problem import Person, Problem, Slot
from neighborcenter.volunteers.solver.rearranging import Rearranging
from neighborcenter.volunteers.solver.reseating import Reseating
from neighborcenter.volunteers.solver.ties import nobody_at_zero, together
from tests.volunteers.solver.centers import center
from tests.volunteers.solver.sentences import offences


def begun() -> Search:
    """A search with its first roster and nothing more."""
    search = Search(center(3, people=20, posts=3, days=7), Effort(), 1, None, None)
    search._begin({})
    return search


def test_a_first_roster_gets_cheaper_and_keeps_every_rule():
    search = begun()
    before = search.best.cost()
    reseating = Reseating(search.made, search.costs, search.turns, 1)
    found = search.best
    for _turn in range(3):
        found = reseating.turn(found, lambda: False)
    assert found.cost() < before
    assert found.valid
    search.best = found
    assert not offences(search.problem, search.plans())


def test_the_same_seed_seats_everybody_alike():
    def seated() -> dict[int, tuple[int, ...]]:
        search = begun()
        return Reseating(search.made, search.costs, search.turns, 7).turn(search.best, lambda: False).plans

    assert seated() == seated()


def test_where_it_no_longer_helps_it_is_left_out_ever_longer():
    search = begun()
    reseating = Reseating(search.made, search.costs, search.turns, 1)
    found, tried = search.best, 0
    for _turn in range(200):
        after = reseating.turn(found, lambda: False)
        tried += after is not found
        found = after
    assert 3 < tried < 60


def rearranged(seed: int) -> Search:
    search = begun()
    around = Rearranging(search.rows, search.made, search.costs, search.turns, seed)
    for _turn in range(6):
        search.best = around.turn(search.best, lambda: False)
    return search


def test_a_roster_that_may_get_dearer_for_a_while_ends_cheaper_and_keeps_every_rule():
    search = rearranged(1)
    assert search.best.cost() < begun().best.cost()
    assert search.best.valid
    assert not offences(search.problem, search.plans())


def test_the_same_seed_rearranges_alike():
    assert rearranged(7).plans() == rearranged(7).plans()


def test_who_serves_as_one_sits_down_as_one():
    """Each alone would break the tie, so neither would ever begin."""
    slots = tuple(
        Slot(f"{day}:早班", day, "早班", 480, 240, wanted=2, least=1, most=2, under=100) for day in range(3)
    )
    people = tuple(nobody_at_zero(Person(name), 300) for name in ("林秀英", "陈建国"))
    problem = Problem(3, slots, people, ties=tuple(together(slots, [person.id for person in people])))
    search = Search(problem, Effort(), 1, None, None)
    search._begin({})
    assert search.best.cost() == 0
    assert set(search.plans().values()) == {frozenset(slot.id for slot in slots)}
