"""What a person at the desk hands in about residents, households, groups and care tags."""

from dataclasses import dataclass, field
from datetime import date

from neighborcenter.people.kinds import GroupKind, IdKind, ResidentStatus, Sex


@dataclass(frozen=True, slots=True)
class ResidentDraft:
    """A resident as typed. A newcomer needs a name only; a phone is asked for and may be missing.

    When a stored resident is changed, None for `phone`, `phone2`, `id_number` or `guardian_phone` means: leave it
    as it is. The desk sees these masked and so cannot hand them back. `tags` None leaves the tags alone.
    """

    name: str = ""
    phone: str | None = ""
    phone2: str | None = ""
    sex: Sex = Sex.UNKNOWN
    birth_date: date | None = None
    id_kind: IdKind = IdKind.NONE
    id_number: str | None = ""
    community: str = ""
    building: str = ""
    door: str = ""
    alert: str = ""
    note: str = ""
    guardian_id: int | None = None
    guardian_name: str = ""
    guardian_phone: str | None = ""
    household_id: int | None = None
    tags: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class HouseholdDraft:
    """One flat and who lives there together."""

    community: str = ""
    building: str = ""
    door: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class GroupDraft:
    """A club, a partner unit or another unit; the leader is a resident or a name with a phone.

    `phone` None leaves the stored one.
    """

    name: str = ""
    kind: GroupKind = GroupKind.CLUB
    leader_id: int | None = None
    leader_name: str = ""
    phone: str | None = ""
    size: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class TagDraft:
    """A care tag: what to mind about a person. `sensitive` ones (health, hardship) are shown to few."""

    name: str = ""
    color: str = "service"
    sensitive: bool = False
    active: bool = True


@dataclass(frozen=True, slots=True)
class MergeChoice:
    """Two records of one person: which stays, which goes, and the fields to take from the one that goes."""

    keep: int
    drop: int
    take: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ResidentFilter:
    """Which residents a list shows. Ages in full years, both ends included."""

    text: str = ""
    tags: tuple[int, ...] = ()
    building: str | None = None
    community: str | None = None
    sex: Sex | None = None
    age_from: int | None = None
    age_to: int | None = None
    household_id: int | None = None
    group_id: int | None = None
    statuses: tuple[ResidentStatus, ...] = field(default=(ResidentStatus.ACTIVE,))
