"""Stars and points under the fingers."""

from __future__ import annotations

from typing import Any

from neighborcenter.volunteers import bringing_service, points, points_service, standings
from neighborcenter.volunteers.drafts import Arrival, VolunteerDraft
from neighborcenter.volunteers.standings import StarState
from ui.kit import messages
from ui.volunteers.ask_panel import AskPanel
from ui.volunteers.stars.panel import StarsPanel, TablesPanel


def panel_of(page: Any, kind: type) -> Any:
    return next(one for one in page.window().findChildren(kind) if one.isVisible())


def fill(panel: AskPanel, **values: Any) -> None:
    for name, value in values.items():
        panel.form.fields[name].set_value(value)
    panel.submit()


def standing_of(backend: Any, actor: Any) -> standings.Standing:
    with backend.read(actor) as read:
        return standings.standings(read)[0]


def test_points_are_redeemed_and_the_toast_gives_them_back(page, helpers, settle, backend, actor) -> None:
    ref = helpers["王桂兰"]
    with backend.work(actor) as work:
        points_service.adjust(work, ref, 8, "旧卡转入")
    page.open(("stars", ref))
    settle()
    tab = page.tab("stars")
    tab.table.select(ref)
    settle()
    panel_of(page, StarsPanel).redeem.click()
    settle()
    form = panel_of(page, AskPanel)
    fill(form, points=9, goods="大米一袋")
    settle()
    assert form.form.fields["points"].problem is not None
    fill(form, points=5)
    settle()
    assert standing_of(backend, actor).points == 3
    assert messages.undo_last()
    settle()
    assert standing_of(backend, actor).points == 8
    with backend.read(actor) as read:
        assert points.balance(read, ref) == sum(one.points for one in standings.points_lines(read, ref))


def test_a_star_goes_from_reached_to_the_notice(page, helpers, settle, backend, actor) -> None:
    ref = helpers["王桂兰"]
    with backend.work(actor) as work:
        bringing_service.bring_in(work, [Arrival(VolunteerDraft(), ref, recognised=120 * 60)])
    page.open(("stars", StarState.REACHED))
    settle()
    tab = page.tab("stars")
    assert tab.table.model.rowCount() == 1
    tab.do("apply", tab.table.model.row_at(0))
    settle()
    assert standing_of(backend, actor).state is StarState.APPLIED
    tab.hang()
    settle()
    fill(panel_of(page, AskPanel), place="大厅公示栏")
    settle()
    assert standing_of(backend, actor).state is StarState.HANGS


def test_another_rule_of_points_is_set_and_taken_away(page, settle, backend, actor) -> None:
    page.open("stars")
    settle()
    tab = page.tab("stars")
    tab.show_tables()
    settle()
    panel_of(page, TablesPanel).wanted.emit("points", None)
    settle()
    fill(panel_of(page, AskPanel), points_per_hour=2)
    settle()
    with backend.read(actor) as read:
        assert [rule.points_per_hour for _day, rule in standings.points_tables(read)] == [2, 1]
    assert messages.undo_last()
    settle()
    with backend.read(actor) as read:
        assert len(standings.points_tables(read)) == 1
