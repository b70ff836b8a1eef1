"""What the three lists show, and where their rows come from."""

from collections.abc import Sequence
from typing import Any

from neighborcenter.kit.i18n import N_, _
from neighborcenter.people import figures, group_queries, household_queries, queries, texts
from neighborcenter.people.drafts import ResidentFilter
from neighborcenter.people.kinds import GroupKind, ResidentStatus, Sex
from ui.kit.columns import Column, FilterChoice, Mark, Sort, Source, Where

# Age groups of a filter: key, words, least and most full years.
AGES: tuple[tuple[str, str, int | None, int | None], ...] = (
    ("under_14", N_("Under 14"), None, 13),
    ("14_59", N_("14 to 59"), 14, 59),
    ("60_79", N_("60 to 79"), 60, 79),
    ("over_80", N_("80 and over"), 80, None),
)


# More tags than these are counted: a row has one line.
_TAGS_SHOWN = 3


def _tags(row: queries.ResidentRow) -> object:
    """The tags by name in one chip; of many the first three, and how many more there are."""
    if not row.tags:
        return ""
    names = _(", ").join(tag.name for tag in row.tags[:_TAGS_SHOWN])
    more = len(row.tags) - _TAGS_SHOWN
    words = names if more <= 0 else _("{tag} and {count} more").format(tag=names, count=more)
    return Mark(words, row.tags[0].color)


def _status(row: queries.ResidentRow) -> object:
    words = _(texts.STATUS_NAMES[row.status])
    return words if row.status is ResidentStatus.ACTIVE else Mark(words, "closed")


RESIDENT_COLUMNS = (
    Column("name", N_("Full name"), 120, strong=True),
    Column(
        "sex",
        N_("Sex"),
        76,
        show=lambda row: _(texts.SEX_NAMES[row.sex]) if row.sex is not Sex.UNKNOWN else "",
    ),
    Column("age", N_("Age"), 64, align="right"),
    Column("phone", N_("Phone"), 130, sort=None),
    Column("address", N_("Address"), 160, stretch=True),
    Column("tags", N_("Care tags"), 190, show=_tags, sort=None),
    Column("alert", N_("Please mind"), 160, sort=None),
    Column("id_number", N_("ID number"), 180, sort=None, hidden=True),
    Column("birth_date", N_("Birth date"), 110, sort="age", hidden=True),
    Column("status", N_("State"), 100, show=_status, hidden=True),
)

HOUSEHOLD_COLUMNS = (
    Column("address", N_("Address"), 220, strong=True, stretch=True),
    Column("head", N_("Head of household"), 160, sort=None),
    Column("people", N_("Members"), 90, align="right", sort=None),
)

GROUP_COLUMNS = (
    Column("name", N_("Group name"), 220, strong=True, stretch=True),
    Column(
        "kind",
        N_("Kind"),
        120,
        show=lambda row: Mark(_(texts.GROUP_KIND_NAMES[row.kind]), _kind_look(row.kind)),
    ),
    Column("leader", N_("Leader"), 130, sort=None),
    Column("phone", N_("Phone"), 130, sort=None),
    Column("size", N_("Head count"), 90, align="right"),
    Column("members", N_("On the list"), 100, align="right", sort=None),
)


def _kind_look(kind: GroupKind) -> str:
    return {GroupKind.CLUB: "activity", GroupKind.PARTNER: "party", GroupKind.UNIT: "lending"}[kind]


def resident_filter(where: Where, group_id: int | None = None) -> ResidentFilter:
    """The list's filter line as the question that the back office understands."""
    age = next((each for each in AGES if each[0] == where.get("age")), None)
    tag = where.get("tag")
    return ResidentFilter(
        text=where.text,
        tags=() if tag is None else (tag,),
        building=where.get("building"),
        sex=where.get("sex"),
        age_from=None if age is None else age[2],
        age_to=None if age is None else age[3],
        group_id=group_id,
        statuses=(where.get("status", ResidentStatus.ACTIVE),),
    )


def _resident_ids(read: Any, where: Where, sort: Sort | None) -> Sequence[int]:
    order = sort or Sort("name")
    return queries.resident_ids(read, resident_filter(where), order=order.key, descending=order.descending)


def _household_ids(read: Any, where: Where, sort: Sort | None) -> Sequence[int]:
    return household_queries.household_ids(
        read, text=where.text, descending=bool(sort is not None and sort.descending)
    )


def _group_ids(read: Any, where: Where, sort: Sort | None) -> Sequence[int]:
    order = sort or Sort("name")
    return group_queries.group_ids(
        read,
        text=where.text,
        kind=where.get("kind"),
        closed=where.get("closed") is True,
        order=order.key,
        descending=order.descending,
    )


RESIDENTS = Source(_resident_ids, queries.resident_rows)
HOUSEHOLDS = Source(_household_ids, household_queries.household_rows)
GROUPS = Source(_group_ids, group_queries.group_rows)


class Answers:
    """What the filter chips offer: tags and buildings are read with the page, so that a menu opens at once."""

    def __init__(self) -> None:
        self.tags: list[tuple[int, str]] = []
        self.buildings: list[tuple[str, str]] = []

    def read(self, read: Any) -> tuple[list[tuple[int, str]], list[tuple[str, str]]]:
        """In the lane: the tags in use and the buildings somebody lives in."""
        tags = [(tag.id, tag.name) for tag in queries.tags(read)]
        return tags, [(name, name) for name in figures.buildings(read)]

    def take(self, found: tuple[list[tuple[int, str]], list[tuple[str, str]]]) -> None:
        """On the main thread: offer these from now on."""
        self.tags, self.buildings = found

    def choices(self) -> list[FilterChoice]:
        """The chips above the list of residents."""
        statuses = [
            (status, _(texts.STATUS_NAMES[status]))
            for status in (ResidentStatus.ACTIVE, ResidentStatus.MOVED, ResidentStatus.DECEASED)
        ]
        return [
            FilterChoice("tag", N_("Care tags"), load=lambda: self.tags),
            FilterChoice("building", N_("Building"), load=lambda: self.buildings),
            FilterChoice("age", N_("Age"), [(key, _(words)) for key, words, _from, _to in AGES]),
            FilterChoice("status", N_("State"), statuses),
        ]


def group_choices() -> list[FilterChoice]:
    """The chips above the list of groups."""
    kinds = [(kind, _(texts.GROUP_KIND_NAMES[kind])) for kind in GroupKind]
    return [
        FilterChoice("kind", N_("Kind"), kinds),
        FilterChoice("closed", N_("Closed ones too"), [(True, _("Yes"))]),
    ]
