"""Needs under the fingers: wanted, changed with the outcome in sight, ended, wanted again; the lines of patrols."""

from __future__ import annotations

from typing import Any

from neighborcenter.volunteers import need_queries, volunteer_service
from neighborcenter.volunteers.kinds import Serves
from tests.volunteers.screen.test_open import clinic, shift_of
from tests.volunteers.screen.test_page import panel_of
from ui.kit import messages
from ui.volunteers.basics.need_editor import NeedPanel, end_panel

__all__ = ["clinic"]


def part_of(page: Any, settle: Any) -> Any:
    """The list of needs, reached as one does from the shifts that lack people."""
    page.show_tab("open")
    settle()
    page.tab("open").show_needs()
    settle()
    part = page.tab("basics").part()
    part.first_row()
    settle()
    return part


def needs(make: Any) -> list[Any]:
    with make.backend.read(make.actor) as read:
        return need_queries.needs(read, ended=True)


def form_of(page: Any) -> NeedPanel:
    found: NeedPanel = panel_of(page, NeedPanel)
    return found


def test_a_change_shows_what_becomes_of_the_shifts_and_goes_back(
    clinic: int, page: Any, settle: Any, make: Any, qtbot: Any
) -> None:
    part = part_of(page, settle)
    part.change()
    settle()
    form = form_of(page)
    assert form.outlook.turns == ()
    form.form.fields["before_minutes"].editor.setText("60")
    qtbot.waitUntil(lambda: len(form.outlook.turns) == 1)
    (turn,) = form.outlook.turns
    assert (f"{turn.before.start:%H:%M}", f"{turn.after.start:%H:%M}") == ("08:30", "08:00")
    assert f"{shift_of(make).starts:%H:%M}" == "08:30"
    # Figures out of order leave the form to say so; nothing is foretold.
    form.form.fields["minimum"].editor.setText("9")
    form.look()
    settle()
    assert form.outlook.turns == ()
    form.submit()
    settle()
    assert form.form.fields["wanted"].problem is not None
    form.form.fields["minimum"].editor.setText("1")
    form.submit()
    settle()
    assert f"{shift_of(make).starts:%H:%M}" == "08:00"
    assert messages.undo_last()
    settle()
    assert f"{shift_of(make).starts:%H:%M}" == "08:30"


def test_a_need_ends_after_a_look_and_is_wanted_again(clinic: int, page: Any, settle: Any, make: Any) -> None:
    part = part_of(page, settle)
    row = part.table.current_row()
    part.ask(end_panel(row))
    settle()
    form = form_of(page)
    assert [turn.fate.value for turn in form.outlook.turns] == ["goes"]
    form.submit()
    settle()
    assert [(one.active, one.coming) for one in needs(make)] == [(False, 0)]
    part._resume(needs(make)[0])
    settle()
    assert [(one.active, one.coming) for one in needs(make)] == [(True, 1)]


def test_a_new_need_says_what_is_missing_and_asks_for_skills_by_number(
    clinic: int, page: Any, settle: Any, make: Any
) -> None:
    with make.backend.work(make.actor) as work:
        nursing = volunteer_service.add_skill(work, "护理")
    part = part_of(page, settle)
    part.add()
    settle()
    form = form_of(page)
    form.submit()
    settle()
    assert all(form.form.fields[name].problem is not None for name in ("post_id", "target"))
    form.form.fields["post_id"].set_value(1)
    form.form.fields["target"].set_value((Serves.SESSION, clinic))
    form.form.fields["wanted"].set_value(3)
    form.form.fields["skills"].set_value([(nursing, 2)])
    form.submit()
    settle()
    found = next(one for one in needs(make) if one.draft.serves is Serves.SESSION)
    assert (found.draft.minimum, found.draft.maximum, found.skills) == (1, 3, (("护理", 2),))
    assert messages.undo_last()
    settle()
    assert sorted(one.active for one in needs(make)) == [False, True]


def test_a_patrol_line_is_drawn_and_walked(clinic: int, page: Any, settle: Any, make: Any) -> None:
    page.open(("basics", "routes"))
    settle()
    part = page.tab("basics").part()
    part.add()
    settle()
    form = next(one for one in page.window().findChildren(type(part._asking)) if one.isVisible())
    form.form.set_values({"name": "滨江步道线", "spots": "东门\n\n码头", "note": ""})
    form.submit()
    settle()
    with make.backend.read(make.actor) as read:
        (line,) = need_queries.routes(read)
    assert line.spots == ("东门", "码头")
    page.tab("basics").show_part("needs")
    settle()
    part = page.tab("basics").part()
    part.add()
    settle()
    form = form_of(page)
    form.form.fields["post_id"].set_value(1)
    form.form.fields["target"].set_value((Serves.ROUTE, line.route_id))
    form.form.fields["wanted"].set_value(2)
    form.submit()
    settle()
    # Which days it is walked is asked beside the days.
    assert form.form.fields["weekdays"].problem is not None
    form.form.fields["weekdays"].set_value("57")
    form.form.fields["opens"].editor.setText("22-1")
    form.submit()
    settle()
    found = next(one for one in needs(make) if one.draft.serves is Serves.ROUTE)
    assert (found.draft.weekdays, found.draft.opens, found.draft.closes) == ("57", "22:00", "01:00")
