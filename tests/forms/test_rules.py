"""What may stand in a form and in an entry, and when the next one is due."""

import os
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random

import pytest

from neighborcenter.center import seed_files
from neighborcenter.center.drafts import HolidayCalendar
from neighborcenter.forms import rules
from neighborcenter.forms.drafts import Definition, DueRule, FieldDef
from neighborcenter.forms.formula import formula
from neighborcenter.forms.kinds import FieldKind, Shift, Subject
from neighborcenter.forms.values import from_text, read_words, strokes_of, to_text, words_of
from neighborcenter.kit.problems import Invalid
from tests.support.minutes import Minutes, odd_calendar

K = FieldKind
TODAY = date(2026, 11, 23)
DUE_CASES = int(os.environ.get("NEIGHBORCENTER_PROMISES", "600"))
"""100000 by the variable of the promises at the counter."""
ABOUT = rules.About(TODAY, TODAY, age=78, has_person=True)


def codes(problems) -> list[tuple[str, str]]:
    return [(one.field, one.code) for one in problems]


@pytest.mark.parametrize(
    ("text", "values", "found"),
    [
        ("a + b * 2", {"a": Decimal(1), "b": 3}, Decimal(7)),
        ("体重 / (身高 / 100) / (身高 / 100)", {"体重": Decimal(64), "身高": Decimal(160)}, Decimal(25)),
        ("round(a / 3, 2)", {"a": 2}, Decimal("0.67")),
        ("a + b", {"a": 1}, None),
        ("a / b", {"a": 1, "b": 0}, None),
        ("days(a, b)", {"a": date(2026, 2, 27), "b": date(2026, 3, 1)}, Decimal(2)),
        ("minutes(a, b) / 60", {"a": time(9, 30), "b": time(11)}, Decimal("1.5")),
        ("'高' if a >= 140 else '正常'", {"a": 150}, "高"),
        ("a == '高' and not b", {"a": "高", "b": False}, True),
        ("'糖尿病' in a", {"a": ("高血压", "糖尿病")}, True),
        ("a > 3", {}, False),
        ("a < '2026-12-01'", {"a": date(2026, 11, 30)}, True),
    ],
)
def test_a_formula_reckons_as_people_read_it(text, values, found):
    assert formula(text).value(values) == found


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('x')", "a.b", "a[0]", "(lambda: 1)()", "[x for x in a]", "f'{a}'", "a ** 99999",
        "open('x')", "1 +", "a := 2", "+".join(["a"] * 200), "round(a, key=1)", "None", "b'x'",
    ],
)  # fmt: skip
def test_nothing_else_gets_through(text):
    with pytest.raises(Invalid):
        formula(text)


def test_good_answers_are_kept_and_reckoned(definition):
    judged = rules.judge(
        definition,
        {"风险": "低", "words": "好", "身高": "160", "体重": Decimal("64.0"), "amount": 5_000},
        ABOUT,
    )
    assert judged.problems == []
    assert judged.values["bmi"] == Decimal("25.0")
    assert judged.values["amount"] == 5_000


def test_every_wrong_answer_is_told_beside_its_field(definition):
    values = {
        "风险": "很高", "身高": "九尺", "体重": Decimal("1"), "illness": ("感冒",), "words": "字" * 21, "amount": 100_001,
        "无此项": 1,
    }  # fmt: skip
    judged = rules.judge(definition, values, rules.About(TODAY, TODAY + timedelta(1), has_person=False))
    assert codes(judged.problems) == [
        ("无此项", "forms.no_field"), ("resident_id", "forms.person_missing"), ("day", "forms.day_ahead"),
        ("风险", "forms.no_choice"), ("身高", "forms.not_number"), ("体重", "forms.below"),
        ("illness", "forms.no_choice"), ("words", "forms.too_long"), ("amount", "forms.above"),
    ]  # fmt: skip


def test_what_is_not_shown_is_neither_asked_nor_kept(definition):
    assert codes(rules.judge(definition, {"风险": "高", "words": "好"}, ABOUT).problems) == [
        ("help", "required")
    ]
    judged = rules.judge(definition, {"风险": "低", "words": "好", "help": "送药"}, ABOUT)
    assert judged.problems == []
    assert "help" not in judged.values


def test_values_come_back_from_their_text_as_they_went_in(definition):
    fields = (*definition.fields, FieldDef("at", "时间", K.TIME), FieldDef("on", "日期", K.DATE),
              FieldDef("ok", "是否", K.YES_NO))  # fmt: skip
    values = {"身高": Decimal("160.5"), "amount": 12_345, "illness": ("高血压",), "风险": "高", "at": time(9, 5),
              "on": TODAY, "ok": False}  # fmt: skip
    assert from_text(to_text(values), fields) == values
    assert '"160.5"' in to_text(values), "no float anywhere"


@pytest.mark.parametrize(
    ("kind", "words", "value"),
    [
        (K.NUMBER, "１２.５ kg", Decimal("12.5")), (K.MONEY, "¥1,280.50", 128_050), (K.DATE, "2026年11月3日", date(2026, 11, 3)),
        (K.TIME, "9:05", time(9, 5)), (K.YES_NO, "√", True), (K.YES_NO, "无", False),
        (K.CHOICES, "高血压、糖尿病", ("高血压", "糖尿病")), (K.MONEY, "1.005", None), (K.DATE, "2026-02-30", None),
    ],
)  # fmt: skip
def test_words_of_a_sheet_become_values(kind, words, value):
    found, problem = read_words(FieldDef("a", "甲", kind), words)
    assert found == value
    assert (problem is not None) == (value is None)


def test_a_signature_keeps_its_name_and_its_strokes():
    one = FieldDef("s", "签名", K.SIGNATURE)
    assert words_of(one, "李娜|10,20 30,40;50,60") == "李娜"
    assert strokes_of("李娜|10,20 30,40;50,60") == [[(10, 20), (30, 40)], [(50, 60)]]


def test_a_design_is_told_what_is_wrong_with_it():
    definition = Definition(
        (
            FieldDef("a", "甲", K.NUMBER, low="9", high="3"),
            FieldDef("a", "甲", K.TEXT),
            FieldDef("class", "丙", K.CHOICE),
            FieldDef("d", "丁", K.COMPUTED, formula="a + later"),
            FieldDef("e", "", K.TEXT, shown_when="import os"),
        ),
        Subject.NONE,
        DueRule(days=30),
    )
    assert set(codes(rules.problems_in_definition(definition))) == {
        ("fields.0.high", "forms.limits"), ("fields.1.key", "forms.key"), ("fields.1.label", "forms.label_twice"),
        ("fields.2.key", "forms.key"), ("fields.2.options", "forms.options"),
        ("fields.3.formula", "forms.formula_names"), ("fields.4.label", "required"),
        ("fields.4.shown_when", "forms.formula"), ("due", "forms.due_without_person"),
    }  # fmt: skip


def test_a_key_is_made_of_the_label():
    assert rules.key_for("健康状况（近期）", ()) == "健康状况_近期"
    assert rules.key_for("day", ()) == "f_day"
    assert rules.key_for("备注", {"备注"}) == "备注_2"


def test_a_default_is_the_day_the_time_or_the_name():
    now = datetime(2026, 11, 23, 10, 15, 30)
    assert rules.default_of(FieldDef("a", "甲", K.TEXT, default="@me"), now, "林晓") == "林晓"
    assert rules.default_of(FieldDef("a", "甲", K.TIME, default="@now"), now, "") == time(10, 15)
    assert rules.default_of(FieldDef("a", "甲", K.NUMBER, default="@me"), now, "林晓") is None
    assert rules.default_of(FieldDef("a", "甲", K.NUMBER, default="2"), now, "") == 2


def test_due_days_agree_with_the_minutes():
    """Days and working days, by steps or from a date that was written, moved off rest days or not."""
    rng = Random(7)
    calendar = seed_files.holidays()
    minutes = Minutes(calendar)
    for case in range(DUE_CASES):
        if case and case % 500 == 0:
            calendar = odd_calendar(rng)
            minutes = Minutes(calendar)
        day = date(2026, 1, 1) + timedelta(days=rng.randrange(365))
        days, working = rng.randrange(1, 40), rng.random() < 0.5
        shift, source = rng.choice(list(Shift)), rng.choice(("days", "steps", "field"))
        rule = DueRule(days=days, working=working, shift=shift)
        values: dict[str, object] = {}
        if source == "steps":
            rule = DueRule(by="风险", steps={"高": days}, days=90, working=working, shift=shift)
            values = {"风险": "高"}
        elif source == "field":
            rule, working = DueRule(field="到期", shift=shift), False
            values = {"到期": day + timedelta(days)}
        due = minutes.after(day, days) if working else day + timedelta(days)
        if not working and shift is not Shift.NONE:
            due = max(day, minutes.nearest(due, 1 if shift is Shift.AFTER else -1))
        assert rules.next_due(rule, values, day, calendar) == due, (case, rule, day)


def test_nothing_is_due_once_the_matter_is_settled():
    rule = DueRule(field="until", unless="back", each=True)
    calendar = HolidayCalendar()
    assert rules.next_due(rule, {"until": TODAY}, TODAY, calendar) == TODAY
    assert rules.next_due(rule, {"until": TODAY, "back": True}, TODAY, calendar) is None
    assert rules.next_due(rule, {}, TODAY, calendar) is None
