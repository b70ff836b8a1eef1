"""Measurements of a person over time: what is usual, what is marked, and the curve on screen and paper."""

from datetime import date
from decimal import Decimal

import pytest

from neighborcenter.forms import entry_service, files, rules, service, trend_queries
from neighborcenter.forms.drafts import EntryDraft, FieldDef
from neighborcenter.forms.kinds import FieldKind
from neighborcenter.reports.paper.outline import outline
from neighborcenter.reports.paper.trend import Measured, trend_of
from neighborcenter.reports.press import press

STATION = next(one for one in files.shipped() if one.key == "health-station")
TAKEN = ((1, 128, 82, "5.4"), (8, 152, 96, None), (15, 86, 58, "9.1"))


@pytest.fixture
def station(work, make) -> int:
    return service.create_form(work, STATION.draft(make.module(key="health")), publish=True)


@pytest.fixture
def elder(make) -> int:
    return make.resident("王桂兰", birth_date=date(1948, 4, 12), phone="13805950427")


@pytest.fixture
def measured(work, station, elder) -> list[int]:
    """Three mornings of 王桂兰."""
    found = []
    for day, systolic, diastolic, sugar in TAKEN:
        values = {
            "systolic": Decimal(systolic),
            "diastolic": Decimal(diastolic),
            "follow": "无需",
            "by": "周敏",
        }
        if sugar:
            values["sugar"] = Decimal(sugar)
        draft = EntryDraft(station, values, date(2026, 11, day), elder)
        found.append(entry_service.add_entry(work, draft).entry_id)
    return found


@pytest.mark.both_engines
def test_the_two_of_a_blood_pressure_stand_together_with_what_is_usual(
    work, station, elder, measured
) -> None:
    pressure, sugar = trend_queries.curves_of(work, station, elder)
    assert [one.name for one in pressure.curves] == ["Systolic", "Diastolic"]
    assert pressure.curves[0].values == (Decimal(128), Decimal(152), Decimal(86))
    assert (pressure.curves[0].low, pressure.curves[0].high) == (Decimal(90), Decimal(139))
    assert sugar.days == (date(2026, 11, 1), date(2026, 11, 15)), "the day without a figure is left out"
    entry_service.void_entry(work, measured[0], "量错了")
    assert len(trend_queries.curves_of(work, station, elder)) == 1, "one figure of sugar is no curve"


def test_others_and_single_figures_make_no_curve(work, station, make, measured) -> None:
    other = make.resident("林晓红")
    entry_service.add_entry(
        work, EntryDraft(station, {"systolic": Decimal(120), "follow": "无需", "by": "周敏"}, None, other)
    )
    assert trend_queries.curves_of(work, station, other) == ()


@pytest.mark.parametrize(("value", "mark"), [(139, ""), (140, " ↑"), (90, ""), (89, " ↓"), (None, "")])
def test_a_figure_outside_what_is_usual_is_marked(value, mark) -> None:
    one = FieldDef("systolic", "收缩压", FieldKind.NUMBER, usual_low="90", usual_high="139")
    plain = {} if value is None else {"systolic": Decimal(value)}
    assert rules.usual_mark(one, plain) == mark


@pytest.mark.parametrize(
    ("systolic", "diastolic", "verdict"),
    [(139, 89, "正常"), (140, 80, "偏高"), (120, 59, "偏低"), (None, None, None)],
)
def test_the_verdict_is_silent_where_nothing_was_measured(systolic, diastolic, verdict) -> None:
    values = {"systolic": systolic, "diastolic": diastolic}
    given = {key: Decimal(value) for key, value in values.items() if value is not None}
    about = rules.About(date(2026, 11, 23), date(2026, 11, 23))
    assert (rules.reckoned(STATION.definition, given, about)["verdict"] or None) == verdict


def test_the_paper_names_every_figure_outside(work, station, elder, measured) -> None:
    paper = press(work, "form_trend", {"entry": measured[0]})
    assert paper.totals == {"figures": 8, "outside": 5}
    text = outline(paper.paper)
    assert "152↑" in text
    assert "86↓" in text
    assert paper.pdf().pages == 1
    lines = trend_of(trend_queries.curves_of(work, station, elder)[0]).outline()
    assert lines[0] == "Systolic (90–139): 11-01 128 11-08 152! 11-15 86!"


def test_what_is_usual_is_said_as_far_as_it_is_known() -> None:
    assert Measured("心率", (), 60, 100).usual == "60–100"
    assert Measured("血糖", (), None, 7.8).usual == "≤ 7.8"
    assert Measured("血氧", (), 95, None).usual == "≥ 95"
