"""What a manager hands in: the words of one place of one month's paper."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NoteDraft:
    """The words for one place ("highlights") of a report ("month_summary") in a period ("2026-11")."""

    report: str
    period: str
    place: str
    body: str
    version: int = 0  # of the note it replaces; 0 for a new one
