"""A linear program in HiGHS that says nothing, works alike every time, and comes to its end."""

import highspy

from neighborcenter.volunteers.solver.meter import Meter

OFF = False
DUAL, PRIMAL = 1, 4  # HiGHS's names of its two simplex methods
LIMITED = highspy.HighsModelStatus.kIterationLimit
MOST_STEPS = 30_000  # of the simplex in one go; ten times what any program needs that comes to its end
INNER: dict[str, float | str] = {
    "solver": "ipx",
    "run_crossover": "off",
    "presolve": "off",
    "ipm_optimality_tolerance": 1e-4,
}
OUTER: dict[str, float | str] = {
    "solver": "simplex",
    "run_crossover": "on",
    "presolve": "choose",
    "ipm_optimality_tolerance": 1e-8,
}


def quiet() -> highspy.Highs:
    """An empty program."""
    lp = highspy.Highs()  # type: ignore[no-untyped-call]
    lp.setOptionValue("output_flag", OFF)
    lp.setOptionValue("threads", 1)
    lp.setOptionValue("parallel", "off")
    lp.setOptionValue("random_seed", 1)
    # Added plans leave the basis feasible: the primal simplex goes on from there, twice as fast here.
    lp.setOptionValue("simplex_strategy", PRIMAL)
    lp.setOptionValue("simplex_iteration_limit", MOST_STEPS)
    return lp


def run(lp: highspy.Highs, meter: Meter) -> None:
    """Solve it by the simplex, from where it ended the last time."""
    for _attempt in range(2):
        lp.run()
        steps = max(0, lp.getInfo().simplex_iteration_count)
        meter.solved(steps, lp.getNumRow(), lp.getNumCol(), lp.getNumNz())
        if lp.getModelStatus() != LIMITED or steps < MOST_STEPS:
            return
        lp.clearSolver()  # it went round in circles: once more from the beginning


def run_within(lp: highspy.Highs, meter: Meter) -> None:
    """Solve it from within, by an interior point: nearly, and many times as quickly where thousands of corners are alike."""
    for name, value in INNER.items():
        lp.setOptionValue(name, value)
    lp.run()
    for name, value in OUTER.items():
        lp.setOptionValue(name, value)
    meter.within(max(0, lp.getInfo().ipm_iteration_count), lp.getNumNz())
