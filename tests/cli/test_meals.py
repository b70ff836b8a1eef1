"""The canteen by commands: from the menu to a paid month, with what is refused on the way."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from neighborcenter.kit import settings
from neighborcenter.kit.clock import Clock
from neighborcenter.kit.times import Month
from neighborcenter.meals import standing_service
from neighborcenter.meals.drafts import StandingDraft
from neighborcenter.meals.kinds import Meal
from neighborcenter.meals.settings import PRICES
from tests.cli.conftest import Run
from tests.support.builders import Builders


@pytest.fixture
def today() -> date:
    """The commands live in the real present."""
    return Clock().today()


@pytest.fixture
def canteen(command: Run, make: Builders) -> Run:
    """陈秀英 and 林国栋, and a lunch of 12.50 yuan."""
    make.resident("陈秀英", birth_date=date(1950, 1, 1))
    make.resident("林国栋")
    with make.backend.work(make.actor) as work:
        settings.put(work, PRICES[Meal.LUNCH], 1250)
    return command


def test_the_menu_of_a_week_is_set_and_read(center: Run, today: date) -> None:
    menu = ("meals", "menu", "--day", today)
    assert center(*menu, "--dishes", "卤面、炒青菜", "--price", "9.90").code == 0
    expected = {"day": str(today), "meal": "lunch", "dishes": "卤面、炒青菜", "price_fen": 990}
    assert center(*menu).data == {"menu": [expected]}
    assert center(*menu, "--dishes", " ").codes == ["meals.dishes_missing"]
    assert center(*menu, "--dishes", "面", "--price", "12.505").codes == ["meals.sum_wrong"]
    assert "¥9.90" in center(*menu, json_wanted=False).out


def test_prices_and_hours_are_shown_and_changed(canteen: Run) -> None:
    words = ("meals", "hours", "--price", "supper=9.50", "--until", "supper=-20:00", "--not-fetched", "free")
    changed = canteen(*words).data
    supper = {"meal": "supper", "price_fen": 950, "until_minutes": -240}
    assert (changed["meals"][2], changed["not_fetched"]) == (supper, "free")
    assert changed["meals"][1]["price_fen"] == 1250, "what was not named stays"
    assert canteen("meals", "hours").data == changed
    for wrong, code in (
        ("--until=lunch=25:00", "meals.cutoff_missing"),
        ("--price=tea=3", "meals.meal_unknown"),
    ):
        assert canteen("meals", "hours", wrong).codes == [code]


def test_a_meal_is_ordered_listed_cancelled_and_ordered_again(canteen: Run, today: date) -> None:
    tomorrow = today + timedelta(days=1)
    words = ("meals", "order", "--person", "陈秀英", "--day", tomorrow, "--deliver", "--diet", "低盐")
    made = canteen(*words).data
    assert (made["name"], made["meal"], made["status"]) == ("陈秀英", "lunch", "ordered")
    assert (made["full_fen"], made["person_fen"], made["deliver"], made["diet"]) == (1250, 1250, True, "低盐")
    assert canteen(*words).codes == ["meals.ordered_already"]
    assert canteen("meals", "list", "--day", tomorrow).data == {"orders": [made]}
    assert canteen("meals", "cancel", made["order"]).data == {"cancelled": made["order"]}
    assert canteen("meals", "list", "--day", tomorrow).data["orders"][0]["status"] == "cancelled"
    assert canteen(*words).data["order"] != made["order"]


def test_what_cannot_be_ordered_is_refused_with_its_reason(canteen: Run, today: date) -> None:
    order = ("meals", "order", "--day", today + timedelta(days=1))
    assert canteen(*order).codes == ["meals.person_missing"]
    assert canteen(*order, "--person", "无名氏").codes == ["found.none"]
    assert canteen(*order, "--person", "陈秀英", "--meal", "supper").codes == ["meals.no_price"]
    assert canteen(*order, "--person", "陈秀英", "--meal", "tea").code == 2
    assert [canteen("meals", act, 999_999).code for act in ("serve", "cancel")] == [1, 1]


def test_standing_orders_are_laid_out_once(canteen: Run, make: Builders, today: date) -> None:
    monday = today + timedelta(days=7 - today.weekday())
    person = make.resident("王桂兰")
    with make.backend.work(make.actor) as work:
        standing_service.add_standing(work, StandingDraft(person, Meal.LUNCH, monday, (1, 2, 3), monday))
    until = ("meals", "order", "--standing", "--day", monday)
    assert [canteen(*until).data for _time in range(2)] == [{"ordered": 1}, {"ordered": 0}]


def test_a_month_from_the_first_meal_to_the_last_cent(canteen: Run, today: date) -> None:
    month = Month.of(today).previous()
    first, second = month.first, month.first + timedelta(days=1)
    ids = [
        canteen("meals", "order", "--person", who, "--day", day, "--afterwards").data["order"]
        for who, day in (("陈秀英", first), ("陈秀英", second), ("林国栋", first))
    ]
    assert canteen("meals", "serve", ids[2], "--as", "ordered").data == {"marked": [ids[2]]}
    assert canteen("meals", "settle", "--month", month).codes == ["meals.still_ordered"]
    assert canteen("meals", "serve", ids[2], "--as", "not-fetched").data == {"marked": [ids[2]]}

    dry = canteen("meals", "settle", "--month", month, "--dry-run").data
    assert (dry["settled"], dry["meals"], dry["waiting"]) == (False, 3, 0)
    assert canteen("meals", "pay", "--month", month, "--person", "陈秀英").codes == ["meals.not_settled"]
    done = canteen("meals", "settle", "--month", month).data
    assert done == dry | {"settled": True}
    assert canteen("meals", "settle", "--month", month).codes == ["meals.settled_already"]
    assert canteen("meals", "settle", "--month", Month.of(today)).codes == ["meals.month_runs"]
    assert done["payers"] == {"person": 3750, "government": 0, "village": 0, "charity": 0, "operator": 0}
    corrected = canteen(
        "meals", "correct", "--person", "陈秀英", "--since", first, "--reason", "生日更正"
    ).data
    assert (corrected["corrected"], corrected["person_fen"]) == (0, 0), "every price was right"
    sums = {one["name"]: (one["meals"], one["full_fen"], one["due_fen"]) for one in done["people"]}
    assert sums == {"陈秀英": (2, 2500, 2500), "林国栋": (1, 1250, 1250)}

    pay = ("meals", "pay", "--month", month, "--person", "陈秀英")
    assert canteen(*pay, "--by", "balance").codes == ["meals.balance_short"]
    assert canteen("meals", "topup", "--person", "陈秀英", "--sum", "20").data["balance_fen"] == 2000
    assert canteen("meals", "topup", "--person", "陈秀英", "--sum", "-5.50").data["balance_fen"] == 1450
    assert canteen(*pay, "--sum", "14.50", "--by", "balance").data["open_fen"] == 1050
    assert canteen(*pay, "--sum", "99").codes == ["meals.sum_wrong"]
    assert canteen(*pay).data["open_fen"] == 0
    assert canteen(*pay).codes == ["meals.paid_already"]
    shown = canteen("meals", "list", "--month", month).data
    assert [(one["paid_fen"], one["open_fen"]) for one in shown["people"]] == [(2500, 0), (0, 1250)]
    said = canteen("meals", "list", "--month", month, json_wanted=False)
    assert "¥25.00 / ¥25.00" in said.out


def test_rules_of_price_are_added_changed_ended_and_taken_back(canteen: Run, today: date) -> None:
    price = ("meals", "price")
    line = ("--kind", "free", "--age-from", "70", "--rest", "village", "--meal", "lunch")
    made = canteen(*price, "add", "--name", "七十岁以上免费", *line).data
    assert (made["age_from"], made["meals"], made["from"], made["to"]) == (70, ["lunch"], str(today), None)
    order = canteen("meals", "order", "--person", "陈秀英", "--day", today + timedelta(days=1)).data
    assert order["person_fen"] == 0

    def due() -> int:
        return canteen("meals", "list", "--day", order["day"]).data["orders"][0]["person_fen"]

    changed = canteen(
        *price, "change", "七十岁以上", "--kind", "fixed", "--price", "2.50", "--share", "government=25%"
    )
    assert changed.data["shares"] == [{"payer": "government", "fen": None, "percent": 25}]
    assert due() == 250
    assert canteen(*price, "drop", made["rule"]).data == {"dropped": made["rule"]}
    assert due() == 1250, "the full price again"
    assert canteen(*price, "list").data == {"rules": []}
    for words, code in (
        (("add", "--name", "误", "--share", "village:2"), "meals.share_unread"),
        (("add", "--name", "误", "--tag", "没有这个标签"), "found.none"),
        (("end",), "required"),
    ):
        assert canteen(*price, *words).codes == [code]
