"""A row of a list of services becomes a draft."""

import pytest

from neighborcenter.catalog.sheet import papers_from, service_from

MODULES = {"老有所养": 1, "事有所办": 2, "丝路驿站": 3}


def test_a_row_as_towns_write_it():
    draft, problems = service_from(
        {
            "name": " 高龄津贴 ",
            "module": "老有所养",
            "handling": "代办",
            "category": "政务服务",
            "department": "民政",
            "days": "22个工作日",
            "fee": "不收费",
            "papers": "1.申请书；2.身份证复印件；3.照片2张（非必要）",
        },
        MODULES,
    )
    assert problems == []
    assert (draft.name, draft.module_id, draft.handling, draft.category) == (
        "高龄津贴",
        1,
        "agency",
        "government",
    )
    assert (draft.days, draft.on_the_spot) == (22, False)
    assert [(p.name, p.copies, p.need) for p in draft.papers] == [
        ("申请书", "", "unknown"),
        ("身份证", "复印件", "unknown"),
        ("照片", "2张", "optional"),
    ]


def test_on_the_spot_and_a_module_named_in_part():
    draft, problems = service_from({"name": "量血压", "module": "事有所办窗口", "days": "当场办结"}, MODULES)
    assert problems == []
    assert (draft.module_id, draft.on_the_spot, draft.handling) == (2, True, "direct")


def test_a_row_that_names_no_module_goes_home():
    draft, _ = service_from({"name": "量血压"}, MODULES, home=3)
    assert draft.module_id == 3


@pytest.mark.parametrize(
    ("cells", "field", "code"),
    [
        ({"module": "没有"}, "module", "catalog.sheet_module"),
        ({"handling": "魔法"}, "handling", "catalog.sheet_handling"),
        ({"category": "别的"}, "category", "catalog.no_category"),
        ({"days": "很快"}, "days", "catalog.sheet_days"),
    ],
)
def test_what_cannot_be_understood_is_named(cells, field, code):
    draft, problems = service_from({"name": "量血压", "module": "事有所办", **cells}, MODULES)
    assert draft is None
    assert [(p.field, p.code) for p in problems] == [(field, code)]


def test_papers_of_one_cell():
    assert papers_from("") == ()
    assert [(p.name, p.copies) for p in papers_from("户口簿原件及复印件;身份证\n身份证")] == [
        ("户口簿", "原件及复印件"),
        ("身份证", ""),
    ]
    assert papers_from("复印件")[0].name == "复印件"
    assert papers_from("身份证（必要）")[0].need == "necessary"
