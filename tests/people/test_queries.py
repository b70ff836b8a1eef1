"""Lists show the right people in the right order, masked, with a bounded number of statements."""

from datetime import date

import pytest
import sqlalchemy as sa

from neighborcenter.backend import Backend
from neighborcenter.kit.problems import NotFound
from neighborcenter.kit.work import Work
from neighborcenter.people import figures, finding, group_service, household_queries, queries, service
from neighborcenter.people.drafts import ResidentDraft, ResidentFilter
from neighborcenter.people.kinds import ResidentStatus, Sex
from tests.people.conftest import id_of
from tests.support.builders import Builders

pytestmark = pytest.mark.both_engines

STREET = [
    ("曾志伟", "13800000001", date(1950, 1, 1), Sex.MALE, "10", "101"),
    ("安明", "13800000002", date(1990, 5, 5), Sex.MALE, "2", "101"),
    ("单田芳", "13800000003", date(1940, 1, 1), Sex.FEMALE, "2", "202"),
    ("王小明", "13800000004", date(2018, 6, 1), Sex.MALE, "2", "202"),
]


@pytest.fixture
def street(work: Work) -> dict[str, int]:
    return {
        name: service.register(
            work,
            ResidentDraft(
                name=name,
                phone=phone,
                birth_date=birth,
                sex=sex,
                building=building,
                door=door,
                guardian_name="王强",
                guardian_phone="13900000000",
            ),
        )
        for name, phone, birth, sex, building, door in STREET
    }


def names(work: Work, wanted: ResidentFilter, **order: object) -> list[str]:
    ids = queries.resident_ids(work, wanted, **order)  # type: ignore[arg-type]
    return [row.name for row in queries.resident_rows(work, ids)]


def test_lists_are_sorted_by_pinyin_age_and_address(work: Work, street: dict[str, int]) -> None:
    assert names(work, ResidentFilter()) == ["安明", "单田芳", "王小明", "曾志伟"]
    assert names(work, ResidentFilter(), order="age") == ["王小明", "安明", "曾志伟", "单田芳"]
    assert names(work, ResidentFilter(), order="age", descending=True)[0] == "单田芳"
    assert names(work, ResidentFilter(), order="address", descending=True)[0] in ("王小明", "单田芳")


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (ResidentFilter(building="2"), ["安明", "单田芳", "王小明"]),
        (ResidentFilter(sex=Sex.FEMALE), ["单田芳"]),
        (ResidentFilter(age_from=60), ["单田芳", "曾志伟"]),
        (ResidentFilter(age_from=60, age_to=80), ["曾志伟"]),
        (ResidentFilter(age_to=13), ["王小明"]),
        (ResidentFilter(text="wxm"), ["王小明"]),
        (ResidentFilter(text="2-202"), ["单田芳", "王小明"]),
        (ResidentFilter(text="没有"), []),
        (ResidentFilter(statuses=(ResidentStatus.MOVED,)), []),
    ],
)
def test_lists_are_filtered(
    work: Work, street: dict[str, int], wanted: ResidentFilter, expected: list[str]
) -> None:
    assert names(work, wanted) == expected


def test_tags_and_groups_filter_too(work: Work, street: dict[str, int], tags: dict[str, int]) -> None:
    from neighborcenter.people.drafts import GroupDraft

    for name in ("单田芳", "曾志伟"):
        service.tag(work, street[name], tags["高龄"])
    service.tag(work, street["单田芳"], tags["独居"])
    assert names(work, ResidentFilter(tags=(tags["高龄"],))) == ["单田芳", "曾志伟"]
    assert names(work, ResidentFilter(tags=(tags["高龄"], tags["独居"]))) == ["单田芳"]
    group = group_service.add_group(work, GroupDraft("象棋社"))
    group_service.join_group(work, group, street["安明"])
    assert names(work, ResidentFilter(group_id=group)) == ["安明"]
    counted = figures.figures(work)
    assert (counted.residents, counted.male, counted.female) == (4, 3, 1)
    assert (counted.over_60, counted.over_80, counted.under_14, counted.groups) == (2, 1, 1, 1)
    assert {tag.name: count for tag, count in counted.tags if count} == {"高龄": 2, "独居": 1}


def test_buildings_stand_in_the_order_of_their_numbers(work: Work, street: dict[str, int]) -> None:
    assert figures.buildings(work) == ["2", "10"]


def test_rows_are_masked(work: Work, wang: int) -> None:
    (row,) = queries.resident_rows(work, [wang])
    assert (row.phone, row.id_number, row.age, row.address) == (
        "138****5566", "3505**********" + id_of("19500307", "002")[-4:], 76, "双沟社区 5-302",
    )  # fmt: skip
    (found,) = finding.find(work, "5566")
    assert (found.phone, found.address, found.matched) == ("138****5566", "5-302", "5566")


def test_search_by_a_whole_or_partial_id_number(work: Work, wang: int) -> None:
    number = id_of("19500307", "002")
    for typed in (number, number.lower(), number[:6] + " " + number[6:], number[-4:], number[-6:]):
        assert [found.id for found in finding.find(work, typed)] == [wang]
    assert finding.find(work, number[6:14]) == []


def test_a_page_of_the_list_takes_few_statements(backend: Backend, make: Builders) -> None:
    ids = [make.resident(phone=f"1380000{n:04d}") for n in range(60)]
    with backend.read(make.actor) as read:
        seen: list[str] = []
        sa.event.listen(backend.engine, "before_cursor_execute", lambda *a: seen.append(a[2]))
        assert len(queries.resident_rows(read, ids)) == 60
        assert len([text for text in seen if text.startswith("SELECT")]) <= 2


def test_a_household_is_listed_with_its_head(work: Work, wang: int) -> None:
    from neighborcenter.people import household_service

    home = household_service.household_for(work, wang)
    (row,) = household_queries.household_rows(work, household_queries.household_ids(work, text="5-3"))
    assert (row.id, row.head, row.people, row.address) == (home, "王桂兰", 1, "双沟社区 5-302")
    assert household_queries.household_at(work, "5", "302") == home
    assert household_queries.household_at(work, "5", "303") is None
    assert household_queries.household_card(work, home).members[0].name == "王桂兰"
    with pytest.raises(NotFound):
        household_queries.household_card(work, home + 1)
    with pytest.raises(NotFound):
        queries.resident_card(work, 999)
