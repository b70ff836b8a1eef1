"""Found or lost, and how that ended."""

from enum import StrEnum


class ThingKind(StrEnum):
    """捡到的, 报失的."""

    FOUND = "found"
    LOST = "lost"


class ThingStatus(StrEnum):
    """保管中 (or 寻找中), 已领回, 已移交, 已了结."""

    KEPT = "kept"
    GIVEN_BACK = "given_back"
    HANDED_ON = "handed_on"
    CLOSED = "closed"
