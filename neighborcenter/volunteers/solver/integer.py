"""The best whole choice of one plan a person among those known, by branch and bound in HiGHS."""

from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from neighborcenter.volunteers.solver.linear import DUAL
from neighborcenter.volunteers.solver.master import Master
from neighborcenter.volunteers.solver.pricing import Plan

OFF = False


@dataclass(slots=True)
class Whole:
    """What the integer program found: plans by person or None, and whether nothing better lies in its pool."""

    plans: dict[int, Plan] | None
    value: float
    complete: bool


def choose(
    master: Master, nodes: int, seconds: float, cutoff: float, keep: Sequence[int] | None = None
) -> Whole:
    """Solve the integer program over the master's plans by branch and bound in HiGHS."""
    pool = master.twin(range(len(master.columns)) if keep is None else keep)
    pool.make_whole()
    pool.settle()
    for name, value in (
        ("simplex_strategy", DUAL),
        ("mip_max_nodes", nodes),
        ("time_limit", max(0.05, seconds)),
        # Thousands of look-alike plans: strong branching and restarts cost more than they bring (measured).
        ("mip_pscost_minreliable", 0),
        ("mip_detect_symmetry", OFF),
        ("mip_allow_restart", OFF),
        # Some of our programs end the process with a heap error in the presolve of HiGHS 1.14 and 1.15.
        ("presolve", "off"),
        ("mip_rel_gap", 0.0),
        ("mip_abs_gap", 0.99),  # costs are whole numbers
    ):
        pool.option(name, value)
    if np.isfinite(cutoff):
        pool.option("objective_bound", cutoff - pool.fixed_cost - 1.0 + 1e-4)
    status, found, value = pool.run_whole()
    complete = status in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kInfeasible)
    if not found or value >= cutoff - 0.5:
        return Whole(None, np.inf, complete)
    plans = {
        pool.columns[number][0]: pool.columns[number][1]
        for number in np.flatnonzero(pool.shares() > 0.5).tolist()
    }
    if len(plans) < len(master.people):
        return Whole(None, np.inf, complete)
    return Whole(plans, value, complete)
