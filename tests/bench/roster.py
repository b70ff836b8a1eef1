"""The roster of a center with 200 volunteers, 12 posts and four weeks, all rules on: first, good, mended.

The floor of the first roster is putting the problem into numbers; of a repair, the same with half the seconds it
is given; of the gap, none: nought would be a proof.
"""

import time

from neighborcenter.volunteers.solver.compiled import compile_problem
from neighborcenter.volunteers.solver.engine import Effort, solve
from neighborcenter.volunteers.solver.problem import DAY, Span
from neighborcenter.volunteers.solver.repair import repair
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
    roster = solve(problem, Effort(seconds=GOOD if scale > 0.01 else 2.0))
    assert not offences(problem, roster.plans)
    first = roster.history[0].seconds
    note = (
        f"{len(problem.slots)} slots, {len(problem.ties)} ties, cost {roster.objective}, bound {roster.bound}"
    )
    busy = max(roster.plans, key=lambda name: len(roster.plans[name]))
    began = time.perf_counter()
    mended = repair(problem, roster.plans, {busy: (Span(0, problem.days * DAY, "sick"),)})
    seconds = time.perf_counter() - began
    assert not mended.roster.plans[busy]
    return [
        Figure("first roster", first, "s", floor, FIRST, note),
        Figure(
            "distance from the bound", roster.gap * 100, "%", 0.0, WITHIN, f"after {roster.seconds:.0f} s"
        ),
        Figure("repair after a sick call", seconds, "s", floor, MENDED, f"{len(mended.moves)} cells change"),
    ]
