"""The roster by mouse, by pasting, by proposal: dropped, refused, filled down, mended after a sick call; rules."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from neighborcenter.volunteers.kinds import AssignmentRole, AssignmentStatus
from neighborcenter.volunteers.roster_kinds import Level, RuleKind
from neighborcenter.volunteers.rostering.change_service import Placing
from neighborcenter.volunteers.rostering.facts import Facts, PersonFact, PlaceFact, Rule, ShiftFact
from tests.volunteers.roster_screen.conftest import AWAY, MONDAY, NEXT, POSTS
from ui.kit import messages
from ui.volunteers.roster.layout import Layout
from ui.volunteers.roster.list_panel import ListPanel
from ui.volunteers.roster.moving import drop, fill_down, overfull, paste, would_say
from ui.volunteers.roster.roster import Roster, Seat

pytestmark = pytest.mark.long

Key, Mod, Left = Qt.Key, Qt.KeyboardModifier, Qt.MouseButton.LeftButton


def carry(tab: Any, from_cell: tuple[int, int], to_cell: tuple[int, int]) -> None:
    """Press on the first name of a cell, move to another, let go."""
    grid, port = tab.grid, tab.grid.viewport()
    start = grid.visualRect(grid.table.index(*from_cell)).topLeft() + QPoint(20, 12)
    goal = grid.visualRect(grid.table.index(*to_cell)).topLeft() + QPoint(20, 12)
    QTest.mousePress(port, Left, Mod.NoModifier, start)
    for at in (start + QPoint(10, 4), goal):
        QTest.mouseMove(port, at)
    QTest.mouseRelease(port, Left, Mod.NoModifier, goal)


def row_of(tab: Any, title: str) -> int:
    return next(at for at, row in enumerate(tab.grid.layout_shown.rows) if row.title == title)


def test_a_name_dropped_on_another_shift_goes_there(tab: Any, corner: Any, settle: Any) -> None:
    carry(tab, (0, 0), (0, 1))
    settle()
    assert "王桂兰" in corner.names()["大厅引导", 1]
    assert ("大厅引导", 0) not in corner.names()
    tab.acts.undo()
    settle()
    assert corner.names()["大厅引导", 0] == ["王桂兰"]


def test_a_drop_against_a_block_goes_back(tab: Any, corner: Any, settle: Any) -> None:
    before = corner.names()
    tab.step(1)
    settle()
    tab.copy_week()
    settle()
    there = corner.names(NEXT)
    # 王桂兰 serves 大厅引导 on Wednesday and is away on Monday.
    assert "王桂兰" in there["大厅引导", 2]
    carry(tab, (row_of(tab, "大厅引导"), 2), (row_of(tab, "大厅引导"), 0))
    settle()
    assert corner.names(NEXT) == there
    assert corner.names() == before


def test_by_people_a_shift_goes_to_another_person(tab: Any, corner: Any, settle: Any) -> None:
    tab.switch_view()
    part_of = {row.title: at for at, row in enumerate(tab.grid.layout_shown.rows)}
    carry(tab, (part_of["王桂兰"], 0), (part_of["周海燕"], 0))
    settle()
    assert corner.names()["大厅引导", 0] == ["周海燕"]


def test_a_block_is_pasted_and_what_was_not_understood_is_listed(tab: Any, corner: Any, settle: Any) -> None:
    tab.acts.do([Placing(*pair, AssignmentStatus.REMOVED) for pair in tab.roster.seats], "leer")
    settle()
    tab.grid.go_to(0, 0)
    tab.grid.pasted.emit("王桂兰\t陈丽娟、林国强\n\n何永福\t没有这人\n")
    settle()
    names = corner.names()
    assert names["大厅引导", 0] == ["王桂兰"]
    assert sorted(names["大厅引导", 1]) == sorted(["陈丽娟", "林国强"])
    panel = tab.panel()
    assert isinstance(panel, ListPanel)
    assert len(panel.rows) == 1
    assert "没有这人" in panel.rows[0][1]
    tab.acts.undo()
    settle()
    assert corner.names() == {}


def test_a_block_with_names_of_rows_finds_its_rows(tab: Any, settle: Any) -> None:
    found = paste(tab.grid.layout_shown, "图书角\t周海燕\n大厅引导\t何永福", 0, 0)
    posts = {tab.roster.board.shifts[one.shift_id].post for one in found.changes}
    assert (posts, found.left_out) == ({"图书角", "大厅引导"}, ())


def test_what_a_drop_would_break_is_said_while_it_is_carried(tab: Any, settle: Any) -> None:
    tab.step(1)
    settle()
    tab.openings.make_shifts()
    settle()
    layout = tab.grid.layout_shown
    roster = tab.roster
    who = next(ref for ref, person in roster.board.people.items() if person.name == AWAY[0])
    monday = [one for one in roster.facts.shifts if one.day == NEXT]
    assert "volunteers.on_leave" in [
        one.code for one in would_say(roster, [Placing(monday[0].shift_id, who)])
    ]
    wednesday = next(one for one in roster.facts.shifts if one.day.weekday() == 2)
    assert would_say(roster, [Placing(wednesday.shift_id, who)]) == []
    three = [Placing(wednesday.shift_id, ref) for ref in list(roster.board.people)[:3]]
    assert overfull(roster, three)
    assert not overfull(roster, three[:2])
    gap = layout.cell(0, NEXT).parts[0]
    assert drop(layout, gap, 1, NEXT) == ()


def test_fill_down_gives_the_person_to_the_cells_below_that_can_take_them() -> None:
    def shift(ref: int, post: int, hour: int) -> ShiftFact:
        starts = datetime(2026, 11, 23, hour)
        return ShiftFact(ref, post, POSTS[post], "", starts, starts + timedelta(hours=2))

    shifts = (shift(1, 0, 8), shift(2, 1, 8), shift(3, 2, 14))
    facts = Facts(
        MONDAY,
        NEXT,
        shifts,
        (PersonFact(7, "王桂兰"),),
        rules=(Rule(RuleKind.OVERLAP),),
        places=(PlaceFact(1, 7),),
    )
    roster = Roster(facts, {(1, 7): Seat(AssignmentRole.MEMBER, AssignmentStatus.PLANNED)})
    # The second cell is at the same time and stays empty; the third is in the afternoon.
    assert fill_down(Layout(roster, "posts"), range(3), [MONDAY]) == (Placing(3, 7),)


@pytest.mark.parametrize("adopt", [True, False])
def test_a_proposal_fills_what_can_be_filled_and_is_one_act(
    tab: Any, corner: Any, settle: Any, qtbot: Any, adopt: bool
) -> None:
    tab.step(1)
    settle()
    tab.openings.make_shifts()
    settle()
    tab.openings.proposal()
    panel = tab.panel()
    qtbot.waitUntil(lambda: panel.proposal is not None, timeout=60_000)
    assert panel.proposal.gaps == ()
    assert len(panel.bars.shares) == 12
    if not adopt:
        panel.discard.click()
        settle()
        assert corner.empty(NEXT) == len(POSTS) * 4
        return
    panel.adopt.click()
    settle()
    assert corner.empty(NEXT) == 0
    tab.acts.undo()
    settle()
    assert corner.empty(NEXT) == len(POSTS) * 4


def test_after_a_sick_call_somebody_else_stands_there_and_nobody_else_moves(
    tab: Any, corner: Any, settle: Any, qtbot: Any
) -> None:
    before = corner.names()
    tab.grid.go_to(0, 0)
    tab.open_cell()
    tab.panel().absent.emit("发烧")
    panel = tab.panel()
    qtbot.waitUntil(lambda: panel.proposal is not None, timeout=60_000)
    panel.adopt.click()
    settle()
    after = corner.names()
    assert after["大厅引导", 0] != ["王桂兰"]
    assert len(after["大厅引导", 0]) == 1
    changed = {key for key in before if before[key] != after.get(key)}
    assert changed == {("大厅引导", 0)}
    tab.acts.undo()
    settle()
    assert corner.names() == before


def test_rules_are_sentences_that_end_and_come_back(tab: Any, corner: Any, settle: Any) -> None:
    tab.openings.rules()
    settle()
    panel = tab.panel()
    count = len(corner.facts().rules)
    panel.open_form()
    form = panel.form
    form.kind.set_value(RuleKind.WEEKENDS)
    form.level.set_value(Level.BLOCK)
    form.submit()
    settle()
    assert panel.form is form
    form.amount.set_value(1)
    form.submit()
    settle()
    assert panel.form is None
    rules = corner.facts(NEXT).rules
    assert len(rules) == count + 1
    assert (rules[-1].kind, rules[-1].level, rules[-1].amount) == (RuleKind.WEEKENDS, Level.BLOCK, 1)
    # Put right through the same form; the toast gives the old figure back.
    panel.open_form(rules[-1])
    panel.form.amount.set_value(2)
    panel.form.submit()
    settle()
    assert corner.facts(NEXT).rules[-1].amount == 2
    assert messages.undo_last()
    settle()
    assert [rule.amount for rule in corner.facts(NEXT).rules if rule.kind is RuleKind.WEEKENDS][-1] == 1
    # What cannot be promised is refused beside the level.
    panel.open_form()
    panel.form.kind.set_value(RuleKind.MIXED)
    panel.form.level.set_value(Level.BLOCK)
    panel.form.submit()
    settle()
    assert panel.form.level.problem is not None


def test_a_rule_names_a_post_and_a_person(tab: Any, corner: Any, settle: Any) -> None:
    tab.openings.rules()
    settle()
    panel = tab.panel()
    panel.open_form()
    form = panel.form
    form.kind.set_value(RuleKind.NEVER_AT)
    form.kind.editor.changed.emit()
    form.level.set_value(Level.BLOCK)
    form.submit()
    settle()
    assert form.post.problem is not None
    form.post.set_value(corner.posts["图书角"])
    form.submit()
    settle()
    assert form.person.problem is not None
    form.person.set_value(corner.people["王桂兰"])
    form.submit()
    settle()
    rule = corner.facts(NEXT).rules[-1]
    assert (rule.kind, rule.volunteer_id, rule.who) == (
        RuleKind.NEVER_AT,
        corner.people["王桂兰"],
        "王桂兰",
    )
    # The grid knows it at once: she cannot be put there.
    shift = next(one for one in tab.roster.facts.shifts if one.post == "图书角" and one.day.weekday() == 0)
    tab.open_gap(shift.shift_id)
    (wang,) = [one for one in tab.panel().list.items if one.title == "王桂兰"]
    assert not wang.data.possible
    assert "roster.never_at" in {one.code for one in wang.data.findings}
    # A rule of two posts shows the second box, one of languages the language.
    tab.openings.rules()
    settle()

    panel = tab.panel()
    panel.open_form()
    for kind, shown in (
        (RuleKind.EITHER, "other"), (RuleKind.LANGUAGE, "language"), (RuleKind.ONLY_TEAM, "team"),
    ):  # fmt: skip
        panel.form.kind.set_value(kind)
        panel.form.kind.editor.changed.emit()
        seen = [
            name
            for name in ("other", "language", "team", "person")
            if getattr(panel.form, name).isVisibleTo(panel.form)
        ]
        assert seen == [shown]
