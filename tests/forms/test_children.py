"""After-school care: who is expected on a day, who may fetch, and the sheet to sign."""

from datetime import date, time

import pytest

from neighborcenter.forms import entry_service, files, service
from neighborcenter.forms.children import queries, rules
from neighborcenter.forms.drafts import EntryDraft
from neighborcenter.reports.paper.outline import outline
from neighborcenter.reports.press import press

SHIPPED = {one.key: one for one in files.shipped()}
MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("王秀兰 外婆", ("王秀兰", "外祖父母")), ("陈国强（爸爸）", ("陈国强", "父亲")), ("李丽华，母亲", ("李丽华", "母亲")),
        ("陈秀英 奶奶", ("陈秀英", "祖父母")), ("李建军 舅舅", ("李建军", "亲属")), ("许老师", ("许老师", "受托人")),
    ],
)  # fmt: skip
def test_a_line_of_the_register_says_name_and_relation(line, found) -> None:
    assert rules.name_and_relation(line) == found


def test_a_child_is_expected_on_its_days_between_first_and_last() -> None:
    register = {
        "from_on": date(2026, 9, 1),
        "until_on": date(2026, 11, 24),
        "on_days": ("周一", "周二", "周三"),
    }
    days = [date(2026, 8, 31), MONDAY, TUESDAY, date(2026, 11, 25), date(2026, 11, 20)]
    assert [rules.expected(register, day) for day in days] == [False, True, True, False, False]
    assert rules.expected({}, MONDAY), "nothing said: every day"


@pytest.fixture
def care(work, make) -> dict[str, int]:
    module = make.module(key="childcare")
    return {
        key: service.create_form(work, SHIPPED[key].draft(module), publish=True)
        for key in ("children", "after-school")
    }


@pytest.fixture
def children(work, make, care) -> list[int]:
    """陈宇航 comes on Mondays, 吴柏霖 on Tuesdays."""
    found = []
    for name, day, fetchers in (("陈宇航", "周一", "王秀兰 外婆\n陈国强 父亲"), ("吴柏霖", "周二", "")):
        ref = make.resident(
            name, birth_date=date(2018, 5, 1), guardian_name="陈国强", guardian_phone="13850751200"
        )
        said = {"group": "四点半课堂", "from_on": date(2026, 9, 1), "on_days": (day,), "fetchers": fetchers,
                "mind": "对花生过敏", "by": "周敏"}  # fmt: skip
        entry_service.add_entry(work, EntryDraft(care["children"], said, date(2026, 9, 1), ref))
        found.append(ref)
    return found


@pytest.mark.both_engines
def test_the_list_of_a_day_is_who_is_expected_and_who_came(work, care, children) -> None:
    monday = queries.day_list(work, MONDAY).children
    assert [(one.name, one.fetchers, one.entry_id) for one in monday] == [
        ("陈宇航", ("王秀兰 外婆", "陈国强 父亲"), None)
    ]
    sheet = {
        "group": "四点半课堂",
        "came": time(16, 30),
        "left": time(18),
        "taken_by": "王秀兰",
        "relation": "外祖父母",
    }
    entry_service.add_entry(work, EntryDraft(care["after-school"], sheet, MONDAY, children[1]))
    monday = queries.day_list(work, MONDAY).children
    assert [(one.name, one.came, one.taken_by) for one in monday] == [
        ("吴柏霖", time(16, 30), "王秀兰"), ("陈宇航", None, "")
    ]  # fmt: skip
    assert [one.name for one in queries.day_list(work, TUESDAY).children] == ["吴柏霖"]
    assert queries.who_may_fetch(work, children[1]) == ("陈国强",), "the guardian always may"


def test_without_a_register_whoever_came_lately_is_expected(work, make) -> None:
    module = make.module(key="childcare")
    form = service.create_form(work, SHIPPED["after-school"].draft(module), publish=True)
    child = make.resident("陈宇航", birth_date=date(2018, 5, 1), guardian_name="陈国强")
    sheet = {"group": "周末托管", "came": time(9)}
    entry_service.add_entry(work, EntryDraft(form, sheet, date(2026, 11, 19), child))
    assert [(one.name, one.group) for one in queries.day_list(work, MONDAY).children] == [
        ("陈宇航", "周末托管")
    ]
    assert queries.day_list(work, date(2026, 12, 20)).children == ()


def test_the_sheet_to_sign_names_who_may_fetch_and_what_to_mind(work, children) -> None:
    paper = press(work, "children_day", {"day": MONDAY})
    text = outline(paper.paper)
    for words in ("陈宇航", "王秀兰 外婆", "138****1200", "对花生过敏"):
        assert words in text
    assert paper.totals == {"lines": 1, "came": 0}
    assert paper.pdf().missing == ()
