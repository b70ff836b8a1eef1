"""A center whose people take numbers: two groups, two windows, the usual priorities."""

from dataclasses import dataclass

import pytest

from neighborcenter.desk.queue import queries, setup_queries, setup_service
from neighborcenter.desk.queue.drafts import GroupDraft, WindowDraft


@dataclass
class Hall:
    """What the tests name: groups A (everything) and B (health), windows 1 (all) and 2 (only B)."""

    general: int
    health: int
    one: int
    two: int
    pressure: int
    copy: int
    rules: dict[str, int]


@pytest.fixture
def hall(make) -> Hall:
    pressure, copy = make.service("量血压"), make.service("打印复印")
    with make._work() as work:
        setup_service.switch(work, on=True)
        general = setup_queries.groups(work)[0].id
        health = setup_service.add_group(work, GroupDraft("B", "健康小站", (pressure,)))
        two = setup_service.add_window(work, WindowDraft(2, "健康小站", (health,)))
        rules = {row.name: row.id for row in setup_queries.priorities(work)}
        one = next(row.id for row in queries.windows(work) if row.number == 1)
    return Hall(general, health, one, two, pressure, copy, rules)
