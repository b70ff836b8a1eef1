"""What a module earned and cost, how satisfied people were, and whom it reached: counted by hand."""

from datetime import date

import pytest

from neighborcenter.forms import entry_service, files, rules, service
from neighborcenter.forms.drafts import EntryDraft
from neighborcenter.kit.times import Month
from neighborcenter.reports.module_means import Means, means
from neighborcenter.reports.module_now import module_now

SHIPPED = {one.key: one for one in files.shipped()}
NOVEMBER = Month(2026, 11)
DAY = date(2026, 11, 20)


@pytest.fixture
def affairs(work, make) -> int:
    """A module with requests, a market and service days: three answered requests, 320 yuan in, 150 out."""
    module = make.module("事有所办", key="affairs")
    forms = {
        key: service.create_form(work, SHIPPED[key].draft(module), publish=True)
        for key in ("requests", "market", "service-day")
    }
    person, other = make.resident("王桂兰"), make.resident("林晓红")
    for who, answer in ((person, "满意"), (person, "基本满意"), (other, "不满意"), (other, "未回访")):
        said = {
            "kind": "停车管理",
            "matter": "通道被占",
            "by": "周敏",
            "result": "已办结",
            "done_on": DAY,
            "satisfied": answer,
        }
        entry_service.add_entry(work, EntryDraft(forms["requests"], said, DAY, who))
    for day, income in ((DAY, 20_000), (DAY, 12_000), (date(2026, 10, 31), 99_900)):
        said = _needed("market") | {"income": income}
        entry_service.add_entry(work, EntryDraft(forms["market"], said, day))
    entry_service.add_entry(
        work, EntryDraft(forms["service-day"], _needed("service-day") | {"cost": 15_000}, DAY)
    )
    return module


def _needed(key: str) -> dict:
    """Answers to what must be given."""
    found = {}
    for one in SHIPPED[key].definition.fields:
        if one.required and not one.shown_when:
            found[one.key] = one.options[0] if one.options else "1" if one.kind == "number" else "林晓红"
            if one.kind == "choices":
                found[one.key] = one.options[:1]
    return found


@pytest.mark.both_engines
def test_a_month_is_counted_from_every_book_of_the_module(work, make, affairs) -> None:
    came = make.resident("陈秀英")
    make.visit(service=make.service(module=affairs), resident=came)
    assert means(work, affairs, "affairs", NOVEMBER) == Means(7, 3, 3, 2, 32_000, 15_000)
    assert means(work, affairs, "affairs", NOVEMBER.previous()) == Means(1, 0, 0, 0, 99_900, 0)
    other = make.module("居有所乐")
    assert means(work, other, "", NOVEMBER) == Means(0, 0, 0, 0, 0, 0)


def test_the_card_of_the_module_says_the_same(work, affairs) -> None:
    now = module_now(work, affairs)
    assert (now.this_month.means.income, now.last_month.means.income) == (32_000, 99_900)


@pytest.mark.parametrize(
    ("words", "told"),
    [("满意", True), ("基本满意", True), ("不满意", False), ("非常不满意", False), ("未回访", None), ("Satisfied", True),
     ("Dissatisfied", False)],
)  # fmt: skip
def test_an_answer_says_satisfied_or_not_or_nothing(words: str, told: bool | None) -> None:
    assert rules.is_satisfied(words) is told
