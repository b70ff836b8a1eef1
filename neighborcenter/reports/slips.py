"""What slips are printed on: sheets, or the roll of a thermal printer. The center decides once for all of them."""

from __future__ import annotations

from neighborcenter.kit.i18n import N_
from neighborcenter.kit.problems import Problem
from neighborcenter.kit.settings import Setting, get
from neighborcenter.kit.work import Read
from neighborcenter.reports.paper.styles import ROLL, PaperSize

SHEETS = "sheets"
CHOICES: dict[str, str] = {SHEETS: N_("Sheets (A5, A6)"), ROLL: N_("Roll of 80 mm")}


def _known(value: str) -> Problem | None:
    return None if value in CHOICES else Problem("value", "reports.slip_paper")


SLIP_PAPER: Setting[str] = Setting(
    "reports.slip_paper", default=SHEETS, label=N_("Paper of slips and receipts"), check=_known
)


def slip_size(read: Read, sheet: PaperSize) -> PaperSize:
    """The roll where the center prints on one, else the sheet of this slip."""
    return ROLL if get(read, SLIP_PAPER) == ROLL else sheet
