"""What is right about a resident, and who is probably the same person. Pure: facts come in as arguments."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum
from typing import Any

from neighborcenter.kit.fold import fold, neat
from neighborcenter.kit.idnumber import IdKind as CardKind
from neighborcenter.kit.idnumber import IdNumber, check_id_number, upgrade
from neighborcenter.kit.malformed import Malformed
from neighborcenter.kit.names import surname_of
from neighborcenter.kit.phone import check_phone
from neighborcenter.kit.pinyin import sound_of
from neighborcenter.kit.problems import Problem
from neighborcenter.people.drafts import GroupDraft, HouseholdDraft, ResidentDraft, TagDraft
from neighborcenter.people.kinds import IdKind, ResidentStatus, Sex

# Personal Information Protection Law, article 31: under 14 the guardian decides.
GUARDIAN_AGE = 14
LONGEST_NAME = 60
LONGEST_TEXT = 1_000

# The colors of a chip are named categories of the theme.
TAG_COLORS = ("party", "activity", "course", "service", "lending", "closed", "notice")

# What a new center starts with: name, color, sensitive (PIPL article 28: health and hardship).
STARTING_TAGS: tuple[tuple[str, str, bool], ...] = (
    ("独居", "notice", False),
    ("高龄", "notice", False),
    ("空巢老人", "notice", False),
    ("残疾", "service", True),
    ("低保", "service", True),
    ("特困", "service", True),
    ("退役军人", "party", False),
    ("党员", "party", False),
    ("志愿者", "activity", False),
    ("留守儿童", "course", True),
    ("小候鸟", "course", False),
    ("新生儿", "course", False),
    ("孕产妇", "course", True),
    ("台胞", "lending", False),
    ("侨眷", "lending", False),
)

MOVES: dict[ResidentStatus, frozenset[ResidentStatus]] = {
    ResidentStatus.ACTIVE: frozenset({ResidentStatus.MOVED, ResidentStatus.DECEASED, ResidentStatus.REMOVED}),
    ResidentStatus.MOVED: frozenset({ResidentStatus.ACTIVE, ResidentStatus.DECEASED, ResidentStatus.REMOVED}),
    ResidentStatus.DECEASED: frozenset({ResidentStatus.ACTIVE, ResidentStatus.REMOVED}),
    ResidentStatus.MERGED: frozenset(),
    ResidentStatus.REMOVED: frozenset(),
}

_CARDS = {
    CardKind.RESIDENT: IdKind.RESIDENT_CARD,
    CardKind.RESIDENT_15: IdKind.RESIDENT_CARD,
    CardKind.PERMIT: IdKind.HK_MACAO_TAIWAN,
    CardKind.HK_MACAO_PASS: IdKind.HK_MACAO_TAIWAN,
    CardKind.TAIWAN_PASS: IdKind.HK_MACAO_TAIWAN,
    CardKind.FOREIGN: IdKind.FOREIGN_PERMANENT,
    CardKind.PASSPORT: IdKind.PASSPORT,
    CardKind.OTHER: IdKind.OTHER,
}
_SHAPED = {IdKind.PASSPORT: CardKind.PASSPORT, IdKind.OTHER: CardKind.OTHER}
_SEXES = {"male": Sex.MALE, "female": Sex.FEMALE}


class Likeness(IntEnum):
    """How sure it is that two records are one person; the smaller the surer."""

    SAME_ID = 1
    SAME_PHONE_NAME = 2
    SAME_NAME_BIRTH = 3
    SIMILAR = 4


@dataclass(frozen=True, slots=True)
class Person:
    """What likeness looks at."""

    id: int
    name: str
    phones: tuple[str, ...] = ()
    birth_date: date | None = None
    id_number: str = ""
    building: str = ""
    door: str = ""


def age_on(birth: date, day: date) -> int:
    """Full years. Who was born on 29 February has the birthday on 1 March in other years (民法通则意见 198)."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def born_between(age_from: int | None, age_to: int | None, day: date) -> tuple[date | None, date | None]:
    """The first and last birth date of people who are `age_from` to `age_to` full years old on `day`."""
    latest = None if age_from is None else _years_before(day, age_from)
    if age_to is None:
        return None, latest
    earliest = _years_before(day, age_to + 1)
    return date.fromordinal(earliest.toordinal() + 1), latest


def needs_guardian(birth: date | None, day: date) -> bool:
    """Whether the law asks for a guardian (under 14, PIPL article 31)."""
    return birth is not None and age_on(birth, day) < GUARDIAN_AGE


def tidy(draft: ResidentDraft, today: date) -> tuple[ResidentDraft, list[Problem]]:
    """The draft with every field in its one form, and what is wrong with it.

    Birth date and sex are filled in from the ID number where they are missing; where they differ, that is a
    problem. Unusual phones and a missing phone are warnings.
    """
    problems: list[Problem] = []
    clean = replace(
        draft,
        name=fold(draft.name),
        community=fold(draft.community),
        building=fold(draft.building),
        door=fold(draft.door).replace(" ", ""),
        alert=neat(draft.alert),
        note=draft.note.strip(),
        guardian_name=fold(draft.guardian_name),
    )
    if not clean.name:
        problems.append(Problem("name", "people.name_missing"))
    elif len(clean.name) > LONGEST_NAME:
        problems.append(Problem("name", "people.name_long", {"count": LONGEST_NAME}))
    if len(clean.note) > LONGEST_TEXT:
        problems.append(Problem("note", "people.note_long", {"count": LONGEST_TEXT}))
    for field in ("phone", "phone2", "guardian_phone"):
        number, found = tidy_phone(getattr(clean, field), field)
        changes: dict[str, Any] = {field: number}
        clean = replace(clean, **changes)
        problems += found
    clean, found = _tidy_id(clean, today)
    problems += found
    if clean.birth_date is not None:
        if clean.birth_date > today:
            problems.append(Problem("birth_date", "people.birth_future"))
        elif age_on(clean.birth_date, today) > 130:
            problems.append(Problem("birth_date", "people.birth_old"))
    problems += _guardian_problems(clean, today)
    if clean.phone == "" and not problems:
        problems.append(Problem("phone", "people.phone_missing", level="warning"))
    return clean, problems


def tidy_phone(text: str | None, field: str) -> tuple[str | None, list[Problem]]:
    """A phone in its one form and what is wrong with it; empty and None pass."""
    if text is None or not text.strip():
        return (None if text is None else ""), []
    try:
        found = check_phone(text)
    except Malformed as wrong:
        return text, [Problem(field, wrong.code, wrong.params)]
    warnings = [Problem(field, found.unusual, level="warning")] if found.unusual else []
    return found.number, warnings


def _tidy_id(draft: ResidentDraft, today: date) -> tuple[ResidentDraft, list[Problem]]:
    if draft.id_number is None:
        return draft, []
    if not draft.id_number.strip():
        return replace(draft, id_number="", id_kind=IdKind.NONE), []
    try:
        card = _read_card(draft.id_number, draft.id_kind, today)
    except Malformed as wrong:
        return draft, [Problem("id_number", wrong.code, wrong.params)]
    problems = []
    birth, sex = draft.birth_date, draft.sex
    if card.birth is not None:
        if birth is not None and birth != card.birth:
            problems.append(Problem("birth_date", "people.birth_differs", {"birth": card.birth}))
        birth = birth or card.birth
    if card.sex is not None:
        wanted = _SEXES[card.sex]
        if sex is not Sex.UNKNOWN and sex is not wanted:
            problems.append(Problem("sex", "people.sex_differs", {"sex": str(wanted)}))
        sex = wanted if sex is Sex.UNKNOWN else sex
    return replace(
        draft, id_number=card.number, id_kind=_CARDS[card.kind], birth_date=birth, sex=sex
    ), problems


def _read_card(text: str, kind: IdKind, today: date) -> IdNumber:
    """Read the number of a paper of that kind; without a kind it must be one of the cards."""
    if kind in (IdKind.PASSPORT, IdKind.OTHER):
        return check_id_number(text, today, _SHAPED[kind])
    if kind is IdKind.HK_MACAO_TAIWAN:
        # Either the residence permit (18 places) or one of the two travel passes.
        for pass_kind in (CardKind.HK_MACAO_PASS, CardKind.TAIWAN_PASS):
            with suppress(Malformed):
                return check_id_number(text, today, pass_kind)
    return check_id_number(text, today)


def _guardian_problems(draft: ResidentDraft, today: date) -> list[Problem]:
    if not needs_guardian(draft.birth_date, today) or draft.guardian_id is not None:
        return []
    problems = []
    if not draft.guardian_name:
        problems.append(Problem("guardian_name", "people.guardian_missing", {"age": GUARDIAN_AGE}))
    if draft.guardian_phone == "":
        problems.append(Problem("guardian_phone", "people.guardian_phone"))
    return problems


def problems_in_household(draft: HouseholdDraft) -> list[Problem]:
    """A household is a flat: it needs at least a building or a community."""
    if not (draft.building or draft.community):
        return [Problem("building", "people.household_where")]
    return []


def problems_in_group(draft: GroupDraft) -> list[Problem]:
    """A group needs a name; its size is a head count."""
    problems = []
    if not draft.name:
        problems.append(Problem("name", "people.group_name"))
    if not 0 <= draft.size <= 100_000:
        problems.append(Problem("size", "people.group_size"))
    return problems


def problems_in_tag(draft: TagDraft) -> list[Problem]:
    """A tag is a short word with one of the theme's colors."""
    problems = []
    if not draft.name or len(draft.name) > 12:
        problems.append(Problem("name", "people.tag_name"))
    if draft.color not in TAG_COLORS:
        problems.append(Problem("color", "people.tag_color"))
    return problems


def can_move(before: ResidentStatus, after: ResidentStatus) -> bool:
    """Whether a resident may go from one status to another."""
    return after in MOVES[before]


def likeness(one: Person, other: Person) -> Likeness | None:
    """How alike two people are; None when nothing speaks for it."""
    if one.id_number and other.id_number:
        if _same_number(one.id_number, other.id_number):
            return Likeness.SAME_ID
        return None  # two different ID numbers are two people, whatever else agrees
    shared = set(one.phones) & set(other.phones) - {""}
    same_name = bool(one.name) and one.name == other.name
    same_birth = one.birth_date is not None and one.birth_date == other.birth_date
    if shared and same_name:
        return Likeness.SAME_PHONE_NAME
    if same_name and same_birth:
        return Likeness.SAME_NAME_BIRTH
    if one.birth_date and other.birth_date and not same_birth:
        return None
    sounds_same = sound_of(one.name) == sound_of(other.name)
    same_flat = bool(one.door) and (one.building, one.door) == (other.building, other.door)
    if same_name or (sounds_same and (shared or same_birth or same_flat)):
        return Likeness.SIMILAR
    if shared and same_birth and surname_of(one.name) == surname_of(other.name):
        return Likeness.SIMILAR
    return None


def likely_same(one: Person, others: Iterable[Person]) -> list[tuple[Person, Likeness]]:
    """The people who are probably `one`, surest first."""
    found = [(other, how) for other in others if (how := likeness(one, other)) is not None]
    return sorted(found, key=lambda pair: (pair[1], pair[0].id))


def _same_number(one: str, other: str) -> bool:
    """The 15-place number of a card and the 18-place one that replaced it are the same person's."""
    full = [upgrade(each) if len(each) == 15 and each.isdecimal() else each for each in (one, other)]
    return full[0] == full[1]


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)
