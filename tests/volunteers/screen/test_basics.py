"""Teams, posts, policies and days off under the fingers."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from neighborcenter.volunteers import basics
from neighborcenter.volunteers.kinds import Rhythm
from ui.kit import messages
from ui.kit.fields import ChoiceField
from ui.people.panels import Panel
from ui.volunteers.ask_panel import AskPanel
from ui.volunteers.basics.week_field import TEMPLATES, WeekField, week_words

Key = Qt.Key


def form_of(page: Any) -> AskPanel:
    return next(one for one in page.window().findChildren(AskPanel) if one.isVisible())


def asked(backend: Any, actor: Any, question: Any) -> Any:
    with backend.read(actor) as read:
        return question(read)


def test_a_team_is_made_changed_and_taken_back(page, helpers, settle, backend, actor) -> None:
    page.open(("basics", "teams"))
    settle()
    part = page.tab("basics").part()
    part.add()
    settle()
    form = form_of(page)
    form.form.fields["name"].set_value("红马甲巡防队")
    search: ChoiceField = form.form.fields["members"].editor.search
    assert search.search is not None
    QTest.keyClicks(search.search, "wgl")
    settle()
    QTest.keyClick(search.search, Key.Key_Return)
    settle()
    form.form.fields["lead_id"].set_value(helpers["王桂兰"])
    form.submit()
    settle()
    (team,) = asked(backend, actor, basics.teams)
    assert (team.name, team.lead, team.count) == ("红马甲巡防队", "王桂兰", 1)
    part.first_row()
    settle()
    part.change()
    settle()
    form = form_of(page)
    form.form.fields["name"].set_value("平安巡防队")
    form.form.fields["members"].set_value([])
    form.form.fields["lead_id"].set_value(None)
    form.submit()
    settle()
    assert [(one.name, one.count) for one in asked(backend, actor, basics.teams)] == [("平安巡防队", 0)]
    assert messages.undo_last()
    settle()
    assert [(one.name, one.count) for one in asked(backend, actor, basics.teams)] == [("红马甲巡防队", 1)]


def test_a_post_gets_its_week_with_a_night_over_midnight(page, settle, backend, actor) -> None:
    page.open(("basics", "posts"))
    settle()
    part = page.tab("basics").part()
    part.add()
    settle()
    form = form_of(page)
    form.form.set_values({"name": "夜间值守", "wanted": 2, "kind": form.form.fields["kind"].value()})
    week: Any = form.form.fields["week"].editor
    week.add_line()
    week.lines[0].times.setText("")
    form.submit()
    settle()
    assert "夜间值守" not in {one.name for one in asked(backend, actor, basics.post_rows)}
    assert form.form.fields["week"].text_below
    week.lines[0].times.setText("22-6")
    form.submit()
    settle()
    post = next(one for one in asked(backend, actor, basics.post_rows) if one.name == "夜间值守")
    assert {(one.weekday, one.opens, one.closes) for one in post.week} == {
        (day, "22:00", "06:00") for day in range(5)
    }
    assert (post.draft.minimum, post.draft.wanted, post.draft.maximum) == (1, 2, 2)
    again = WeekField()
    again.set_value(post.week)
    assert (len(again.lines), again.value()) == (1, post.week)
    assert len(week_words(post.week)) == 1
    again.deleteLater()


def test_a_plan_that_comes_now_and_then(page, settle, backend, actor) -> None:
    page.open(("basics", "posts"))
    settle()
    page.tab("basics").part().add()
    settle()
    form = form_of(page)
    form.form.set_values({"name": "便民服务日", "wanted": 3, "kind": form.form.fields["kind"].value()})
    week: Any = form.form.fields["week"].editor
    for name in ("Monthly service day", "Month-end clean-up", "Every second Sunday"):
        week.add_week(next(shifts for title, shifts in TEMPLATES if title == name))
    assert [line.flow.isHidden() for line in week.lines] == [False, True, False]
    week.lines[2].anchor.set_value(None)
    form.submit()
    settle()
    assert form.form.fields["week"].text_below
    week.lines[2].anchor.set_value(date(2026, 11, 29))
    form.submit()
    settle()
    post = next(one for one in asked(backend, actor, basics.post_rows) if one.name == "便民服务日")
    assert {(one.rhythm, one.weekday, one.anchor) for one in post.week} == {
        (Rhythm.FIRST, 5, None),
        (Rhythm.LAST_WORKDAY, 0, None),
        (Rhythm.FORTNIGHTLY, 6, date(2026, 11, 29)),
    }
    assert post.shifts == 0
    again = WeekField()
    again.set_value(post.week)
    assert set(again.value()) == set(post.week)
    again.deleteLater()
    assert sorted(week_words(post.week)) == [
        "Every 2 weeks on Sunday (2026-11-29 …) 08:30–11:30 Morning shift",
        "Every month on the first Saturday 09:00–11:30 Service day",
        "Last working day of a month 15:00–17:00 Clean-up",
    ]


def test_a_round_the_clock_week_from_a_template(page, settle, backend, actor) -> None:
    page.open(("basics", "posts"))
    settle()
    page.tab("basics").part().add()
    settle()
    form = form_of(page)
    form.form.set_values({"name": "昼夜值班", "wanted": 1, "kind": form.form.fields["kind"].value()})
    week: Any = form.form.fields["week"].editor
    week.add_line()
    week.lines[0].times.setText("")
    week.add_week(TEMPLATES[0][1])
    form.submit()
    settle()
    post = next(one for one in asked(backend, actor, basics.post_rows) if one.name == "昼夜值班")
    hours = {(one.weekday, one.opens, one.closes) for one in post.week}
    assert len(hours) == 21
    assert (6, "22:00", "08:00") in hours


def test_who_is_not_insured_is_put_on_a_policy(page, helpers, settle, backend, actor) -> None:
    page.open(("basics", "policies"))
    settle()
    part = page.tab("basics").part()
    assert "1" in part.bare.text()
    part.bare.click()
    settle()
    form = form_of(page)
    assert form.form.fields["members"].value() == (helpers["王桂兰"],)
    form.submit()
    settle()
    assert form.form.fields["number"].problem is not None
    form.form.set_values(
        form.form.values()
        | {"number": "PICC-1", "valid_from": date(2026, 11, 1), "valid_to": date(2026, 12, 10)}
    )
    form.submit()
    settle()
    assert not part.bare.isVisible()
    part.first_row()
    settle()
    assert any("PICC-1" in one.title.text() for one in page.window().findChildren(Panel) if one.isVisible())
    assert asked(backend, actor, lambda read: basics.policies_running_out(read, date(2026, 12, 20)))
    assert messages.undo_last()
    settle()
    assert asked(backend, actor, basics.policies) == []


def test_days_off_are_noted_and_lifted(page, settle, backend, actor) -> None:
    page.open(("basics", "off_days"))
    settle()
    part = page.tab("basics").part()
    part.add()
    settle()
    form = form_of(page)
    form.form.set_values(
        {"first_day": date(2026, 12, 24), "last_day": date(2026, 12, 26), "reason": "集体外出"}
    )
    form.submit()
    settle()
    assert [(str(one.first), str(one.last)) for one in asked(backend, actor, basics.days_off)] == [
        ("2026-12-24", "2026-12-26")
    ]
    part._drop(part.table.model.row_at(0))
    settle()
    assert asked(backend, actor, basics.days_off) == []
