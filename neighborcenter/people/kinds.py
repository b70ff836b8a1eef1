"""What a resident, a paper or a group may be: the closed lists of this room, stored by value."""

from enum import StrEnum


class Sex(StrEnum):
    """GB/T 2261.1-2003, in words."""

    UNKNOWN = "unknown"
    MALE = "male"
    FEMALE = "female"


class IdKind(StrEnum):
    """What kind of paper `id_number` is of."""

    NONE = "none"
    RESIDENT_CARD = "resident_card"
    HK_MACAO_TAIWAN = "hk_macao_taiwan"
    FOREIGN_PERMANENT = "foreign_permanent"
    PASSPORT = "passport"
    OTHER = "other"


class ResidentStatus(StrEnum):
    ACTIVE = "active"
    MOVED = "moved"
    DECEASED = "deceased"
    MERGED = "merged"
    REMOVED = "removed"


class GroupKind(StrEnum):
    """A club of residents, a partner unit that builds with the center, or any other unit."""

    CLUB = "club"
    PARTNER = "partner"
    UNIT = "unit"
