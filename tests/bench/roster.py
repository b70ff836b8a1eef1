"""The roster of a center with 200 volunteers, 12 posts and four weeks, all rules on: first, good, mended.

The search runs in processes of its own, as in the program, and their start counts. The floor of the first roster is
putting the problem into numbers; of a repair, the same with half the seconds it is given; of the distance from the
bound, none: nought would be a proof. How far it is, is told twice: of all that is asked, and of the little that lacks.
"""

import time

from neighborcenter.volunteers.solver.compiled import compile_problem
from neighborcenter.volunteers.solver.problem import DAY, Span
from neighborcenter.volunteers.solver.repair import repair
from neighborcenter.volunteers.solver.worker import solve_in_process
from tests.bench import Figure
from tests.volunteers.solver.centers import center
from tests.volunteers.solver.sentences import offences

FIRST, GOOD, MENDED = 5.0, 60.0, 3.0  # seconds
WITHIN = 2.0  # per cent of the bound, after GOOD seconds


def measure(scale: float = 1.0) -> list[Figure]:
    """Seconds to a first roster and to a mended one, and how far from the bound the roster of a minute is."""
    people, posts = max(6, int(200 * scale)), max(2, int(12 * scale))
    problem = center(1, people=people, posts=posts, days=28 if scale > 0.01 else 7)
    began = time.perf_counter()
    compile_problem(problem)
    floor = time.perf_counter() - began
    roster = solve_in_process(problem, GOOD if scale > 0.01 else 2.0)
    assert not offences(problem, roster.plans)
    first = roster.history[0].seconds
    note = (
        f"{len(problem.slots)} slots, {len(problem.ties)} ties, cost {roster.objective}, bound {roster.bound}"
    )
    after = f"after {roster.seconds:.0f} s"
    busy = max(roster.plans, key=lambda name: len(roster.plans[name]))
    began = time.perf_counter()
    mended = repair(problem, roster.plans, {busy: (Span(0, problem.days * DAY, "sick"),)})
    seconds = time.perf_counter() - began
    assert not mended.roster.plans[busy]
    return [
        Figure("first roster", first, "s", floor, FIRST, note),
        Figure("distance from the bound, of all that is asked", roster.better * 100, "%", 0.0, WITHIN, after),
        Figure("distance from the bound, of what is lacking", roster.gap * 100, "%", 0.0, WITHIN, after),
        Figure("repair after a sick call", seconds, "s", floor, MENDED, f"{len(mended.moves)} cells change"),
    ]
