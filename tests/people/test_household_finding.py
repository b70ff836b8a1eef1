"""A household is found by what people say of it."""

import pytest

from neighborcenter.kit.problems import Ambiguous, NotFound
from neighborcenter.people import household_service, service
from neighborcenter.people.drafts import HouseholdDraft, ResidentDraft
from neighborcenter.people.household_finding import find_households, household_named

pytestmark = pytest.mark.both_engines


@pytest.fixture
def doors(work) -> dict[str, int]:
    """桂花里 5-302 with 王桂兰 and 李建国, 桂花里 5-303 empty, 刺桐苑 5-302 with another 王桂兰."""
    found = {}
    for community, door, people in (
        ("桂花里", "302", ("王桂兰", "李建国")), ("桂花里", "303", ()), ("刺桐苑", "302", ("王桂兰",)),
    ):  # fmt: skip
        home = found[f"{community} {door}"] = household_service.add_household(
            work, HouseholdDraft(community, "5", door)
        )
        for name in people:
            phone = f"138{len(found)}{len(name)}{home:03}{people.index(name):03}"
            person = service.register(work, ResidentDraft(name=name, phone=phone), sure=True)
            household_service.join(work, person, home, head=name == people[0])
    return found


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("5-302", ["刺桐苑 302", "桂花里 302"]), ("桂花里 5-30", ["桂花里 302", "桂花里 303"]), ("李建国", ["桂花里 302"]),
        ("ljg", ["桂花里 302"]), ("王桂兰", ["刺桐苑 302", "桂花里 302"]), ("9-101", []),
    ],
)  # fmt: skip
def test_by_door_by_community_and_by_who_lives_there(work, doors, typed, expected) -> None:
    names = {ref: name for name, ref in doors.items()}
    assert sorted(names[one.id] for one in find_households(work, typed)) == sorted(expected)


def test_everybody_at_the_door_is_named_heads_first(work, doors) -> None:
    (found,) = find_households(work, "桂花里 5-302")
    assert (found.address, found.people) == ("桂花里 5-302", ("王桂兰", "李建国"))


def test_one_is_meant_or_it_is_said_which(work, doors) -> None:
    assert household_named(work, "桂花里 5-302") == doors["桂花里 302"]
    assert household_named(work, "李建国") == doors["桂花里 302"]
    assert household_named(work, str(doors["刺桐苑 302"])) == doors["刺桐苑 302"]
    with pytest.raises(Ambiguous):
        household_named(work, "王桂兰")
    with pytest.raises(NotFound):
        household_named(work, "9-101")
