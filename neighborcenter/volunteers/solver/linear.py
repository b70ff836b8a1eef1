"""HiGHS, which solves our linear programs: how it is set, and in which two ways it is asked."""

import highspy

OFF = False
DUAL, PRIMAL = 1, 4  # HiGHS's names of its two simplex methods

Options = dict[str, float | str]

# By an interior point, about as exactly as prices are worth; no presolve, some of our programs end the process in it.
INNER: Options = {
    "solver": "ipx",
    "run_crossover": "off",
    "presolve": "off",
    "ipm_optimality_tolerance": 1e-4,
}
OUTER: Options = {
    "solver": "simplex",
    "run_crossover": "on",
    "presolve": "choose",
    "ipm_optimality_tolerance": 1e-8,
}


def quiet() -> highspy.Highs:
    """A HiGHS that says nothing and works alike every time."""
    lp = highspy.Highs()  # type: ignore[no-untyped-call]
    lp.setOptionValue("output_flag", OFF)
    lp.setOptionValue("threads", 1)
    lp.setOptionValue("parallel", "off")
    lp.setOptionValue("random_seed", 1)
    # Added plans leave the basis feasible: the primal simplex goes on from there, twice as fast here.
    lp.setOptionValue("simplex_strategy", PRIMAL)
    return lp
