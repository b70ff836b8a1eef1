"""A module, some residents, and a form that holds one of every kind of field."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from neighborcenter.forms import service
from neighborcenter.forms.drafts import Definition, DueRule, FieldDef, FormDraft
from neighborcenter.forms.kinds import FieldKind, Shift
from neighborcenter.kit.i18n import set_language
from neighborcenter.kit.work import Work
from tests.support.builders import Builders

K = FieldKind
FIELDS = (
    FieldDef("p_name", "姓名", K.FACT, "Name", fact="name"),
    FieldDef("p_age", "年龄", K.FACT, "Age", fact="age"),
    FieldDef("p_phone", "联系电话", K.FACT, "Phone", fact="phone"),
    FieldDef("p_address", "居住地址", K.FACT, "Address", fact="address"),
    FieldDef("day_of", "走访日期", K.DAY, "Day"),
    FieldDef("风险", "风险等级", K.CHOICE, "Risk", required=True, options=("高", "中", "低")),
    FieldDef("身高", "身高", K.NUMBER, unit="cm", places=1, low="50", high="230"),
    FieldDef("体重", "体重", K.NUMBER, unit="kg", places=1, low="2", high="250"),
    FieldDef("bmi", "体质指数", K.COMPUTED, formula="round(体重 / (身高 / 100) / (身高 / 100), 1)", places=1),
    FieldDef("illness", "病史", K.CHOICES, options=("高血压", "糖尿病"), permission="people.sensitive"),
    FieldDef("words", "走访内容", K.LONG_TEXT, "Talked about", required=True, high="20"),
    FieldDef("help", "处理措施", K.TEXT, shown_when="风险 == '高'", required=True),
    FieldDef("amount", "慰问金", K.MONEY, high="1000"),
    FieldDef("next_on", "下次走访日期", K.DUE),
)


@pytest.fixture
def definition() -> Definition:
    """A visit with risk levels: a week, two weeks, thirty days; days off are moved on."""
    due = DueRule(by="风险", steps={"高": 7, "中": 14, "低": 30}, shift=Shift.AFTER)
    return Definition(FIELDS, due=due)


@pytest.fixture
def visits(work: Work, make: Builders, definition: Definition) -> int:
    """The form, published in a module of its own."""
    module = make.module("老有所养")
    return service.create_form(work, FormDraft("走访记录表", module, definition, key="visits"), publish=True)


@pytest.fixture
def elder(make: Builders) -> int:
    """王桂兰, 78 years old."""
    return make.resident("王桂兰", birth_date=date(1948, 4, 12), phone="13805950427", community="桂花里")


@pytest.fixture
def answers() -> Callable[..., dict[str, Any]]:
    """Good answers, with changes."""

    def build(**values: Any) -> dict[str, Any]:
        return {"风险": "中", "words": "聊天，量血压", **values}

    return build


@pytest.fixture
def chinese() -> Iterator[None]:
    """Labels and headings as the offices of the province write them."""
    set_language("zh_CN")
    yield
    set_language("en")
