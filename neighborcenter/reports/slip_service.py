"""The center's decision what slips are printed on."""

from __future__ import annotations

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.settings import get, put
from neighborcenter.kit.work import Work
from neighborcenter.reports.slips import SLIP_PAPER


def choose_slip_paper(work: Work, paper: str) -> str:
    """Print slips on sheets or on the roll from now on; gives what it was before.  Raises Invalid."""
    work.require(Permission.CENTER_WRITE)
    before = get(work, SLIP_PAPER)
    put(work, SLIP_PAPER, paper)
    work.record("reports.choose_slip_paper", "center", work.center_id, paper=paper)
    return before
