"""How a visit ended and whether it still counts: words for drafts, rules, tables and screens."""

from enum import StrEnum


class Outcome(StrEnum):
    """办结, 转办, 挂起 (to be finished), 婉拒并转介 (a proof that must not be issued)."""

    DONE = "done"
    PASSED_ON = "passed_on"
    OPEN = "open"
    REFERRED = "referred"


class VisitStatus(StrEnum):
    """Whether the visit counts, or was registered by mistake and taken back."""

    KEPT = "kept"
    UNDONE = "undone"
