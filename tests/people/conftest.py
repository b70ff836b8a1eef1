"""A few people of a real street."""

import pytest

from neighborcenter.kit.idnumber import check_character
from neighborcenter.kit.work import Work
from neighborcenter.people import group_service, service
from neighborcenter.people.drafts import ResidentDraft


def id_of(birth: str, serial: str = "001", region: str = "350582") -> str:
    first = region + birth + serial
    return first + check_character(first)


@pytest.fixture
def wang(work: Work) -> int:
    """王桂兰, 76, of 5-302."""
    return service.register(
        work,
        ResidentDraft(
            name="王桂兰",
            phone="13812345566",
            id_number=id_of("19500307", "002"),
            community="双沟社区",
            building="5",
            door="302",
        ),
    )


@pytest.fixture
def tags(work: Work) -> dict[str, int]:
    """The starting tags by name."""
    from neighborcenter.people import queries

    group_service.make_starting_tags(work)
    return {tag.name: tag.id for tag in queries.tags(work)}
