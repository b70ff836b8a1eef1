"""A few people who sit down again: never dearer, every rule kept, always the same."""

from neighborcenter.volunteers.solver.engine import Search
from neighborcenter.volunteers.solver.patience import Effort
from neighborcenter.volunteers.solver.reseating import Reseating
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
