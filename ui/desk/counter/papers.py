"""The papers of the counter as PDF, made in the lane."""

from __future__ import annotations

from neighborcenter.kit.work import Read
from neighborcenter.reports.press import press


def receipt(matter_id: int, read: Read) -> bytes:
    """The receipt of a matter, twice.  Raises NotFound."""
    return press(read, "matter_receipt", {"matter": matter_id}).pdf().pdf
