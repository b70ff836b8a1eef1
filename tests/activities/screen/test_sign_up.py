"""F4 under the fingers: six keys for whoever is being served, ten for anybody else."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from neighborcenter.activities import enrollment_queries
from neighborcenter.activities.kinds import Consent, EnrollmentKind, EnrollmentStatus, SignUp
from neighborcenter.kit import i18n
from ui.activities.sign_up import SignUpSheet
from ui.kit import messages

pytestmark = pytest.mark.long

Key, Mod = Qt.Key, Qt.KeyboardModifier


def sheet(window: Any) -> SignUpSheet:
    found = [one for one in window.findChildren(SignUpSheet) if one.isVisible()]
    assert found, "no sheet is open"
    return found[0]


def signed_up(backend: Any, actor: Any, activity: int, *statuses: EnrollmentStatus) -> list[Any]:
    with backend.read(actor) as read:
        wanted = statuses or (EnrollmentStatus.ENROLLED,)
        return list(enrollment_queries.enrollments(read, activity, statuses=wanted))


def test_the_person_being_served_is_signed_up_with_six_keys(
    window, hand, town, settle, backend, actor
) -> None:
    window.pages["desk"].serve(town.people["王桂兰"])
    settle()
    hand.press(Key.Key_F4).type("bdj⏎").type("⏎")
    assert hand.count == 6
    settle()
    assert [row.names for row in signed_up(backend, actor, town.activities["八段锦"])] == ["王桂兰"]
    assert not window.findChildren(SignUpSheet) or not window.findChildren(SignUpSheet)[0].isVisible()
    assert window.pages["desk"].what.box.hasFocus()


def test_somebody_else_is_signed_up_with_ten_keys(window, hand, town, settle, backend, actor) -> None:
    hand.press(Key.Key_F4).type("bdj⏎").type("wgl⏎").type("⏎")
    assert hand.count == 10
    settle()
    rows = signed_up(backend, actor, town.activities["八段锦"])
    assert [row.names for row in rows] == ["王桂兰"]
    assert rows[0].resident_id == town.people["王桂兰"]


def test_when_it_is_full_the_same_keys_end_on_the_waiting_list(
    window, hand, town, settle, backend, actor
) -> None:
    town.activity("书法班", seats=1)
    town.sign_up("书法班", "陈丽娟", "黄志明", "蔡秀英", "林喆")
    window.pages["desk"].serve(town.people["王桂兰"])
    settle()
    i18n.set_language("zh_CN")
    hand.press(Key.Key_F4).type("sfb⏎")
    settle()
    assert sheet(window).save.text() == "候补第 4 位"
    hand.type("⏎")
    assert hand.count == 6
    settle()
    waiting = signed_up(backend, actor, town.activities["书法班"], EnrollmentStatus.WAITING)
    assert [(row.names, row.place) for row in waiting][-1] == ("王桂兰", 4)


def test_a_clash_with_the_persons_own_day_is_a_line_and_one_more_enter(
    window, hand, town, settle, backend, actor
) -> None:
    town.activity("合唱班", starts=datetime(2026, 11, 25, 10, 0))
    town.sign_up("合唱班", "王桂兰")
    window.pages["desk"].serve(town.people["王桂兰"])
    settle()
    hand.press(Key.Key_F4).type("bdj⏎")
    settle()
    assert "合唱班" in sheet(window).answer.words()
    hand.type("⏎")
    settle()
    assert signed_up(backend, actor, town.activities["八段锦"]) == []
    assert sheet(window).answer.again.isVisible()
    hand.type("⏎")
    settle()
    assert [row.names for row in signed_up(backend, actor, town.activities["八段锦"])] == ["王桂兰"]


def test_an_age_outside_the_limits_is_gone_past_the_same_way(
    window, hand, town, settle, backend, actor
) -> None:
    town.activity("亲子阅读", age_to=12)
    hand.press(Key.Key_F4).type("qzyd⏎").type("wgl⏎")
    settle()
    assert "王桂兰" in sheet(window).answer.words()
    hand.type("⏎").type("⏎")
    settle()
    assert len(signed_up(backend, actor, town.activities["亲子阅读"])) == 1


def test_two_enters_typed_ahead_do_not_jump_over_a_warning_unseen(
    window, hand, town, settle, backend, actor
) -> None:
    """Both Enters come before the warning is on the screen: the first takes note, the second goes on."""
    town.activity("亲子阅读", age_to=12)
    hand.press(Key.Key_F4).type("qzyd⏎").type("wgl⏎").type("⏎")
    settle()
    assert signed_up(backend, actor, town.activities["亲子阅读"]) == []
    assert sheet(window).isVisible()


def test_twice_is_refused_in_the_sheet(window, hand, town, settle, backend, actor) -> None:
    town.sign_up("八段锦", "王桂兰")
    hand.press(Key.Key_F4).type("bdj⏎").type("wgl⏎").type("⏎")
    settle()
    assert sheet(window).answer.blocked
    assert not sheet(window).save.isEnabled()
    assert len(signed_up(backend, actor, town.activities["八段锦"])) == 1


def test_ctrl_z_takes_the_sign_up_back(window, hand, town, settle, backend, actor) -> None:
    hand.press(Key.Key_F4).type("bdj⏎").type("wgl⏎").type("⏎")
    settle()
    hand.press(Key.Key_Z, Mod.ControlModifier)
    settle()
    assert signed_up(backend, actor, town.activities["八段锦"]) == []


def test_a_family_is_chosen_by_space_and_the_child_asks_for_a_guardian(
    window, hand, town, settle, backend, actor
) -> None:
    town.activity("夏令营", age_to=80)
    hand.press(Key.Key_F4).type("xly⏎").type("wgl⏎")
    settle()
    open_ = sheet(window)
    assert [chip.text() for chip in open_.household.chips] == ["王桂兰, 76", "王小明, 9"]
    open_.household.chips[1].setFocus()
    hand.type(" ")
    settle()
    assert open_._children, "the child brings no card"
    card = next(iter(open_._children.values()))
    assert card.guardian.value() == "王桂兰"
    card.consent.set_value(Consent.PAPER)
    card.consent.changed.emit()
    card.add_pickup()
    card.pickups[0].name.setText("吴国立")
    card.pickups[0].relation.setText("外公")
    settle()
    open_.save.setFocus()
    hand.type("⏎")
    settle()
    rows = signed_up(backend, actor, town.activities["夏令营"])
    assert [(row.kind, row.names) for row in rows] == [(EnrollmentKind.FAMILY, "王桂兰、王小明")]
    child = next(person for person in rows[0].people if person.is_minor)
    assert (child.guardian, child.consent) == ("王桂兰", Consent.PAPER)
    assert [(one.name, one.relation) for one in child.pickups] == [("吴国立", "外公")]


def test_a_minor_without_consent_is_warned_of(window, hand, town, settle, backend, actor) -> None:
    town.activity("夏令营", age_to=80)
    hand.press(Key.Key_F4).type("xly⏎").type("wxm⏎")
    settle()
    card = next(iter(sheet(window)._children.values()))
    card.guardian.setText("王桂兰")
    settle()
    assert sheet(window).answer.warns
    assert not sheet(window).answer.blocked


def test_a_group_signs_up_with_its_headcount(window, hand, town, settle, backend, actor) -> None:
    town.activity("联欢会", seats=60)
    hand.press(Key.Key_F4).type("lhh⏎").type("hcd⏎")
    settle()
    assert sheet(window).heads.value() == 18
    sheet(window).heads.setText("16")
    settle()
    sheet(window).save.click()
    settle()
    rows = signed_up(backend, actor, town.activities["联欢会"])
    assert [(row.kind, row.heads, row.who) for row in rows] == [(EnrollmentKind.GROUP, 16, "合唱队")]


def test_where_each_session_has_its_own_list_the_next_with_places_is_chosen(
    window, hand, town, settle, backend, actor
) -> None:
    ref = town.activity("义诊", seats=1, sign_up=SignUp.SESSION, repeat="FREQ=WEEKLY;COUNT=3")
    hand.press(Key.Key_F4).type("yz⏎").type("wgl⏎").type("⏎")
    settle()
    hand.press(Key.Key_F4).type("yz⏎").type("ggl").press(Key.Key_Escape)
    settle()
    first = signed_up(backend, actor, ref)[0]
    hand.press(Key.Key_F4).type("yz⏎").type("wg⏎")
    settle()
    assert sheet(window).session.value() != first.session_id


def test_a_closed_sign_up_asks_a_coordinator_for_a_reason(window, hand, town, settle, backend, actor) -> None:
    town.activity("摄影班", sign_up_closes=datetime(2026, 11, 20, 18))
    hand.press(Key.Key_F4).type("syb⏎").type("wgl⏎")
    settle()
    open_ = sheet(window)
    assert open_.answer.blocked
    open_.answer._reason.setText("上周已口头报名")
    assert not open_.answer.blocked
    open_.save.click()
    settle()
    assert len(signed_up(backend, actor, town.activities["摄影班"])) == 1


def test_escape_leaves_the_desk_as_it_was(window, hand, town, settle) -> None:
    window.pages["desk"].what.box.setText("l")
    settle()
    hand.press(Key.Key_F4)
    settle()
    hand.press(Key.Key_Escape)
    settle()
    if window.findChildren(SignUpSheet) and window.findChildren(SignUpSheet)[0].isVisible():
        hand.press(Key.Key_Escape)
        settle()
    assert window.pages["desk"].what.box.text() == "l"
    assert QApplication.focusWidget() is window.pages["desk"].what.box


def test_ctrl_p_signs_up_and_shows_the_slip(window, hand, town, settle, backend, actor, qtbot) -> None:
    hand.press(Key.Key_F4).type("bdj⏎").type("wgl⏎")
    settle()
    hand.press(Key.Key_P, Mod.ControlModifier)
    settle()
    preview = QApplication.activeModalWidget() or next(
        one for one in QApplication.topLevelWidgets() if one.isVisible() and one is not window
    )
    qtbot.waitUntil(lambda: preview.paper is not None and bool(preview.paper.sizes), timeout=20_000)
    preview.close()
    settle()
    assert len(signed_up(backend, actor, town.activities["八段锦"])) == 1


@pytest.fixture(autouse=True)
def _no_toast_left() -> Any:
    yield
    messages.clear_toast()
