"""Stars and points under the fingers."""

from __future__ import annotations

from datetime import date
from typing import Any

from neighborcenter.volunteers import bringing_service, points, points_service, standings, table_service
from neighborcenter.volunteers.drafts import Arrival, VolunteerDraft
from neighborcenter.volunteers.standings import StarState
from ui.kit import messages
from ui.kit.labels import LinkLabel
from ui.volunteers.ask_panel import AskPanel
from ui.volunteers.stars.panel import StarsPanel
from ui.volunteers.stars.tables import TablesPanel


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


def tables_of(page, settle) -> TablesPanel:
    page.open("stars")
    settle()
    page.tab("stars").show_tables()
    settle()
    return panel_of(page, TablesPanel)


def rules_of(backend: Any, actor: Any) -> list[int]:
    with backend.read(actor) as read:
        return [rule.points_per_hour for _day, rule in standings.points_tables(read)]


def links(panel: TablesPanel) -> list[str]:
    return [one.accessibleName().split("：")[0].split(":")[0] for one in panel.findChildren(LinkLabel)]


def test_a_rule_of_points_is_set_put_right_and_taken_away(page, settle, backend, actor) -> None:
    panel = tables_of(page, settle)
    panel.wanted.emit("new", next(one for one in panel.versions if one.section == "points"))
    settle()
    fill(panel_of(page, AskPanel), points_per_hour=20)
    settle()
    assert rules_of(backend, actor) == [20, 1]
    panel = panel_of(page, TablesPanel)
    wrong = next(one for one in panel.versions if one.section == "points")
    panel.wanted.emit("change", wrong)
    settle()
    fill(panel_of(page, AskPanel), points_per_hour=2)
    settle()
    assert rules_of(backend, actor) == [2, 1]
    assert messages.undo_last()
    settle()
    assert rules_of(backend, actor) == [20, 1]
    panel_of(page, TablesPanel).wanted.emit("drop", wrong)
    settle()
    assert rules_of(backend, actor) == [1]
    assert messages.undo_last()
    settle()
    assert rules_of(backend, actor) == [20, 1]


def test_a_table_somebody_applied_by_says_why_it_stays(page, helpers, settle, backend, actor) -> None:
    with backend.work(actor) as work:
        bringing_service.bring_in(work, [Arrival(VolunteerDraft(), helpers["王桂兰"], recognised=120 * 60)])
        table_service.set_stars(work, date(2026, 1, 1), [(1, 100, "街道")])
    panel = tables_of(page, settle)
    assert len(links(panel)) == 3
    with backend.work(actor) as work:
        points_service.apply_star(work, helpers["王桂兰"], 1)
    panel = tables_of(page, settle)
    used = panel.versions[0]
    assert (used.is_free, used.use and used.use.count) == (False, 1)
    # Only the way back to the usual table is offered; a change that comes too late is refused in words.
    assert len(links(panel)) == 1
    panel.wanted.emit("change", used)
    settle()
    form = panel_of(page, AskPanel)
    fill(form, hours_1=50)
    settle()
    assert form.form.fields["valid_from"].problem is not None
    assert len(standings_tables(backend, actor)) == 2


def standings_tables(backend: Any, actor: Any) -> list[Any]:
    with backend.read(actor) as read:
        return standings.star_tables(read)
