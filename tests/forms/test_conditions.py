"""Conditions as people read and choose them: by labels; what is kept names fields by their keys."""

import pytest

from neighborcenter.forms import conditions
from neighborcenter.forms.conditions import Ask, Condition
from neighborcenter.forms.drafts import FieldDef
from neighborcenter.forms.kinds import FieldKind

K = FieldKind
FIELDS = (
    FieldDef("result", "撮合结果", K.CHOICE, "Outcome", options=("已上岗", "放弃")),
    FieldDef("weight", "体重", K.NUMBER),
    FieldDef("height", "身高", K.NUMBER),
    FieldDef("near", "住处 (离中心)", K.TEXT),
    FieldDef("a", "备注", K.TEXT),
    FieldDef("b", "备注", K.TEXT, ledger=False),
    FieldDef("c", "weight", K.TEXT),
)


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize(
    ("kept", "read"),
    [
        ("result == '已上岗'", "撮合结果 == '已上岗'"),
        ("round(weight / (height / 100), 1)", "round(体重 / (身高 / 100), 1)"),
        ("near != '' and age > 60", "【住处 (离中心)】 != '' and age > 60"),
        ("a == '' or b == ''", "a == '' or b == ''"),
        ("c != ''", "【weight】 != ''"),
        ("result == 'weight'", "撮合结果 == 'weight'"),
    ],
)
def test_a_formula_is_read_by_labels_and_kept_by_keys(kept: str, read: str) -> None:
    assert conditions.in_labels(kept, FIELDS) == read
    assert conditions.in_keys(read, FIELDS) == kept
    assert conditions.in_keys(kept, FIELDS) == kept


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("back", Condition("back", Ask.YES)),
        ("not back", Condition("back", Ask.NO)),
        ("result == '已上岗'", Condition("result", Ask.IS, "已上岗")),
        ("result != '已上岗'", Condition("result", Ask.IS_NOT, "已上岗")),
        ("until != ''", Condition("until", Ask.GIVEN)),
        ("'糖尿病' in illness", Condition("illness", Ask.HAS, "糖尿病")),
        ("count > 3", Condition("count", Ask.ABOVE, "3")),
        ("count < 3", Condition("count", Ask.BELOW, "3")),
    ],
)
def test_a_simple_condition_is_three_choices_and_written_back_the_same(text: str, found: Condition) -> None:
    assert conditions.read(text) == found
    assert conditions.written(found) == text


@pytest.mark.parametrize(
    "text", ["left > came", "a and b", "count + 1 > 3", "1 < count < 3", "import os", ""]
)
def test_what_is_not_that_simple_is_left_as_it_is_written(text: str) -> None:
    assert conditions.read(text) is None


def test_an_answer_with_a_quotation_mark_stays_an_answer() -> None:
    one = Condition("said", Ask.IS, "it's so\\")
    assert conditions.read(conditions.written(one)) == one
