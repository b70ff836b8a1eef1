"""What is right about a resident, and who is probably the same person."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neighborcenter.kit.idnumber import check_character
from neighborcenter.kit.problems import Problem
from neighborcenter.people import rules
from neighborcenter.people.drafts import GroupDraft, HouseholdDraft, ResidentDraft, TagDraft
from neighborcenter.people.kinds import IdKind, ResidentStatus, Sex
from neighborcenter.people.rules import Likeness, Person

TODAY = date(2026, 11, 23)


def id_of(birth: str, serial: str = "001", region: str = "350582") -> str:
    first = region + birth + serial
    return first + check_character(first)


def codes(problems: list[Problem]) -> list[tuple[str, str]]:
    return [(p.field, p.code) for p in problems if p.level == "error"]


def test_name_and_phone_are_enough() -> None:
    clean, problems = rules.tidy(ResidentDraft(name=" 王 桂兰", phone="138 1234 5678"), TODAY)
    assert problems == []
    assert (clean.name, clean.phone) == ("王桂兰", "13812345678")


def test_a_missing_phone_is_only_a_warning() -> None:
    _clean, problems = rules.tidy(ResidentDraft(name="王桂兰"), TODAY)
    assert [(p.code, p.level) for p in problems] == [("people.phone_missing", "warning")]


def test_the_id_number_fills_birth_sex_and_kind() -> None:
    draft = ResidentDraft(name="王桂兰", phone="13812345678", id_number=id_of("19500307", "002"))
    clean, problems = rules.tidy(draft, TODAY)
    assert problems == []
    assert (clean.birth_date, clean.sex, clean.id_kind) == (
        date(1950, 3, 7),
        Sex.FEMALE,
        IdKind.RESIDENT_CARD,
    )


def test_what_disagrees_with_the_id_number_is_said_beside_its_field() -> None:
    draft = ResidentDraft(
        name="王桂兰",
        phone="13812345678",
        id_number=id_of("19500307"),
        birth_date=date(1950, 3, 8),
        sex=Sex.FEMALE,
    )
    _clean, problems = rules.tidy(draft, TODAY)
    assert codes(problems) == [("birth_date", "people.birth_differs"), ("sex", "people.sex_differs")]
    assert problems[0].params == {"birth": date(1950, 3, 7)}


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        (ResidentDraft(phone="13812345678"), [("name", "people.name_missing")]),
        (ResidentDraft(name="王" * 61, phone="13812345678"), [("name", "people.name_long")]),
        (ResidentDraft(name="王", phone="1381234567"), [("phone", "phone.short")]),
        (ResidentDraft(name="王", phone2="abc"), [("phone2", "phone.characters")]),
        (ResidentDraft(name="王", note="长" * 1001), [("note", "people.note_long")]),
        (ResidentDraft(name="王", birth_date=date(2026, 11, 24)), [
            ("birth_date", "people.birth_future"), ("guardian_name", "people.guardian_missing"),
            ("guardian_phone", "people.guardian_phone")]),
        (ResidentDraft(name="王", birth_date=date(1890, 1, 1)), [("birth_date", "people.birth_old")]),
        (ResidentDraft(name="王", id_number="1.1010119500307e+17"), [("id_number", "id.rounded")]),
        (ResidentDraft(name="王", id_number="12", id_kind=IdKind.PASSPORT), [("id_number", "id.shape")]),
    ],
)  # fmt: skip
def test_each_mistake_names_its_field(draft: ResidentDraft, expected: list[tuple[str, str]]) -> None:
    assert codes(rules.tidy(draft, TODAY)[1]) == expected


@pytest.mark.parametrize(
    ("kind", "number"),
    [(IdKind.PASSPORT, "E12345678"), (IdKind.HK_MACAO_TAIWAN, "H12345678"), (IdKind.HK_MACAO_TAIWAN, "12345678"),
     (IdKind.HK_MACAO_TAIWAN, id_of("19900101", "003", "830000")), (IdKind.OTHER, "A-100"),
     (IdKind.FOREIGN_PERMANENT, id_of("19850612", "003", "935840"))],
)  # fmt: skip
def test_other_papers(kind: IdKind, number: str) -> None:
    clean, problems = rules.tidy(ResidentDraft(name="林", phone="110", id_number=number, id_kind=kind), TODAY)
    assert codes(problems) == []
    assert clean.id_kind is kind


def test_under_14_a_guardian_is_needed_and_from_14_on_not() -> None:
    child = ResidentDraft(name="王小明", phone="13812345678", birth_date=date(2012, 11, 24))
    assert codes(rules.tidy(child, TODAY)[1]) == [
        ("guardian_name", "people.guardian_missing"), ("guardian_phone", "people.guardian_phone"),
    ]  # fmt: skip
    assert codes(rules.tidy(replace(child, birth_date=date(2012, 11, 23)), TODAY)[1]) == []
    assert codes(rules.tidy(replace(child, guardian_id=7), TODAY)[1]) == []
    named = replace(child, guardian_name="王强", guardian_phone="13912345678")
    assert codes(rules.tidy(named, TODAY)[1]) == []


def test_fields_left_alone_stay_none() -> None:
    clean, problems = rules.tidy(ResidentDraft(name="王", phone=None, id_number=None), TODAY)
    assert problems == []
    assert clean.phone is None
    assert clean.id_number is None


def test_ages() -> None:
    assert rules.age_on(date(2012, 2, 29), date(2026, 2, 28)) == 13
    assert rules.age_on(date(2012, 2, 29), date(2026, 3, 1)) == 14
    assert rules.age_on(TODAY, TODAY) == 0


@given(st.dates(date(1900, 1, 1), date(2026, 1, 1)), st.dates(date(2026, 1, 1), date(2030, 12, 31)))
def test_a_span_of_ages_holds_exactly_those_born_in_it(birth: date, day: date) -> None:
    age = rules.age_on(birth, day)
    earliest, latest = rules.born_between(age, age, day)
    assert earliest is not None
    assert latest is not None
    assert earliest <= birth <= latest
    assert rules.age_on(earliest - timedelta(days=1), day) == age + 1
    assert rules.age_on(latest + timedelta(days=1), day) == age - 1


WANG = Person(1, "王桂兰", ("13812345678",), date(1950, 3, 7), id_of("19500307", "002"), "5", "302")


@pytest.mark.parametrize(
    ("other", "how"),
    [
        (Person(2, "王桂蓝", (), None, id_of("19500307", "002")), Likeness.SAME_ID),
        (Person(2, "王桂兰", (), None, "350582500307002"), Likeness.SAME_ID),
        (Person(2, "王桂兰", ("13812345678",)), Likeness.SAME_PHONE_NAME),
        (Person(2, "王桂兰", (), date(1950, 3, 7)), Likeness.SAME_NAME_BIRTH),
        (Person(2, "王桂兰", ("13900000000",)), Likeness.SIMILAR),
        (Person(2, "王贵兰", ("13812345678",)), Likeness.SIMILAR),
        (Person(2, "王贵兰", (), None, "", "5", "302"), Likeness.SIMILAR),
        (Person(2, "王兰", ("13812345678",), date(1950, 3, 7)), Likeness.SIMILAR),
        (Person(2, "王桂兰", ("13812345678",), None, id_of("19500307", "004")), None),
        (Person(2, "王桂兰", (), date(1980, 1, 1)), None),
        (Person(2, "李明", ("13812345678",)), None),
        (Person(2, "王贵兰"), None),
        (Person(2, ""), None),
    ],
)
def test_likeness(other: Person, how: Likeness | None) -> None:
    assert rules.likeness(WANG, other) is how
    assert rules.likeness(other, WANG) is how


def test_the_surest_comes_first() -> None:
    others = [Person(3, "王桂兰"), Person(4, "王桂兰", ("13812345678",)), Person(5, "李明")]
    assert [(p.id, how) for p, how in rules.likely_same(WANG, others)] == [
        (4, Likeness.SAME_PHONE_NAME), (3, Likeness.SIMILAR),
    ]  # fmt: skip


def test_states_follow_on_one_another() -> None:
    assert rules.can_move(ResidentStatus.ACTIVE, ResidentStatus.MOVED)
    assert rules.can_move(ResidentStatus.DECEASED, ResidentStatus.ACTIVE)
    assert not rules.can_move(ResidentStatus.REMOVED, ResidentStatus.ACTIVE)
    assert set(rules.MOVES) == set(ResidentStatus)


def test_households_groups_and_tags() -> None:
    assert codes(rules.problems_in_household(HouseholdDraft())) == [("building", "people.household_where")]
    assert rules.problems_in_household(HouseholdDraft(building="5")) == []
    assert codes(rules.problems_in_group(GroupDraft(size=-1))) == [
        ("name", "people.group_name"), ("size", "people.group_size"),
    ]  # fmt: skip
    assert codes(rules.problems_in_tag(TagDraft(name="", color="pink"))) == [
        ("name", "people.tag_name"), ("color", "people.tag_color"),
    ]  # fmt: skip
    assert all(rules.problems_in_tag(TagDraft(*each)) == [] for each in rules.STARTING_TAGS)
