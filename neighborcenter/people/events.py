"""News that people tells to the rooms above."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ResidentsMerged:
    """Two records became one. Everything that pointed at `drop` points at `keep` already."""

    keep: int
    drop: int


@dataclass(frozen=True, slots=True)
class ResidentForgotten:
    """The personal data of a resident were removed; copies of name or phone elsewhere must go too."""

    resident_id: int
