"""The front desk under the fingers: keys counted, visits registered, taken back, refused."""

import pytest
import sqlalchemy as sa
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from neighborcenter.catalog import queries as catalog
from neighborcenter.data.backup import back_up
from neighborcenter.desk import queries
from neighborcenter.desk.kinds import Outcome, VisitStatus
from neighborcenter.desk.models import visit
from neighborcenter.kit.pinyin import pinyin_keys
from neighborcenter.kit.search import put_keys
from neighborcenter.people.kinds import IdKind
from ui.desk import reading
from ui.desk.page import DeskPage
from ui.desk.views import Pick
from ui.kit import jobs, messages, workstation
from ui.kit.changes import Changes
from ui.kit.page_keys import PageKeys
from ui.kit.theme import apply_theme

ID_NUMBER = "350582194803120429"
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


class Fingers:
    """Types keys as a person does: into whatever has the caret, without waiting for the program; counts them."""

    def __init__(self, qtbot, page):
        self.qtbot, self.page, self.count = qtbot, page, 0

    def type(self, text):
        for char in text:
            self.press(Qt.Key.Key_Return if char == "⏎" else char)

    def press(self, key, modifier=Qt.KeyboardModifier.NoModifier):
        self.count += 1
        self.qtbot.keyClick(QApplication.focusWidget(), key, modifier)

    def scan(self, code):
        """A scanner types a code and Enter; no key of the person's."""
        counted = self.count
        self.type(f"{code}⏎")
        self.count = counted


@pytest.fixture
def offer(backend, actor, make):
    """A published service that the box finds."""

    def made(name, **values):
        ref = make.service(name, **values)
        with backend.work(actor) as work:
            put_keys(work, catalog.KIND, ref, pinyin_keys(name))
        return ref

    return made


@pytest.fixture
def desk(qtbot, qapp, backend, actor, make, offer, tmp_path):
    """A front desk with 王桂兰, 量血压 and a proof that is refused; keys work as in the window."""
    apply_theme(qapp)
    module = make.module("病有所医")
    offer("量血压", module=module)
    offer("打印复印", module=module)
    make.room("多功能厅")
    make.open_hours()
    make.resident(
        "王桂兰",
        phone="13805070427",
        id_kind=IdKind.RESIDENT_CARD,
        id_number=ID_NUMBER,
        alert="右耳听力弱，面对面慢说",
    )
    make.resident("吴国立")
    workstation.use(workstation.Workstation(tmp_path))
    runner = jobs.runner()
    runner.backend, runner.actor = backend, actor
    window = QWidget()
    page = DeskPage(window)
    keys = PageKeys(window)
    changes = Changes(runner, window)
    changes.changed.connect(page.on_changed)
    qtbot.addWidget(window)
    window.resize(1316, 816)
    page.resize(1316, 816)
    window.show()
    keys.use(page.action_specs())
    page.begin()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    page.idle = lambda: qtbot.waitUntil(runner.is_idle, timeout=10_000)
    page.idle()
    yield page
    messages.clear_toast()
    messages.forget_undo()
    window.close()
    jobs.close_runner()
    workstation.use(None)


def rows(backend, actor, **wanted):
    with backend.read(actor) as read:
        return queries.visit_rows(read, queries.visit_ids(read, queries.VisitFilter(**wanted)))


def done_for_王桂兰(backend, actor):
    return [(row.visitor, row.service, row.heads, row.outcome) for row in rows(backend, actor)] == [
        ("王桂兰", "量血压", 1, Outcome.DONE)
    ]


@pytest.mark.parametrize("waits", [False, True], ids=["faster than the disk", "looks after every answer"])
def test_a_named_visit_takes_nine_keys(desk, qtbot, backend, actor, waits):
    """The keys go wherever the caret is, in one go; a person who looks at every answer needs no more of them."""
    hands = Fingers(qtbot, desk)
    for keys in ("wgl⏎", "lxy⏎"):
        hands.type(keys)
        if waits:
            desk.idle()
    hands.press(Qt.Key.Key_Return, CTRL)
    desk.idle()
    assert hands.count == 9
    assert done_for_王桂兰(backend, actor)
    assert desk.what.box.hasFocus(), "ready for the next"


def test_an_unnamed_visit_takes_five_keys(desk, qtbot, backend, actor):
    hands = Fingers(qtbot, desk)
    hands.type("lxy⏎")
    hands.press(Qt.Key.Key_Return, CTRL)
    desk.idle()
    assert hands.count == 5
    assert [(row.resident_id, row.heads) for row in rows(backend, actor)] == [(None, 1)]


@pytest.mark.parametrize("waits", [False, True], ids=["faster than the disk", "looks after every answer"])
def test_with_a_card_a_named_visit_takes_five_keys(desk, qtbot, backend, actor, waits):
    """A scanner types the number on the ID card and Enter by itself; the person types what it is about."""
    hands = Fingers(qtbot, desk)
    hands.scan(ID_NUMBER)
    if waits:
        desk.idle()
    hands.type("lxy⏎")
    hands.press(Qt.Key.Key_Return, CTRL)
    desk.idle()
    assert hands.count == 5
    assert done_for_王桂兰(backend, actor)


def test_enter_pressed_before_the_answer_is_not_lost(desk, qtbot):
    hands = Fingers(qtbot, desk)
    hands.type("wgl⏎")
    assert desk.card.person is None
    desk.idle()
    assert desk.card.person.name == "王桂兰"
    assert desk.what.box.text() == ""


def test_what_fits_nothing_is_answered_with_what_to_do(desk, qtbot):
    hands = Fingers(qtbot, desk)
    hands.type("qqqq")
    desk.idle()
    assert "qqqq" in desk.what.nothing.text()
    assert desk.what.nothing.isVisibleTo(desk.what)
    hands.press(Qt.Key.Key_Escape)
    desk.idle()
    assert not desk.what.nothing.isVisibleTo(desk.what)


def test_ctrl_enter_alone_takes_the_service_typed(desk, qtbot, backend, actor):
    hands = Fingers(qtbot, desk)
    hands.type("lxy")
    hands.press(Qt.Key.Key_Return, CTRL)
    desk.idle()
    assert len(rows(backend, actor)) == 1


def test_the_next_person_starts_with_an_empty_desk_and_the_caret_in_the_box(desk, qtbot):
    hands = Fingers(qtbot, desk)
    hands.type("wgl⏎lxy⏎")
    desk.idle()
    hands.press(Qt.Key.Key_Return, CTRL)
    desk.idle()
    assert desk.card.person is None
    assert desk.what.services == []
    assert desk.what.box.hasFocus()


def test_ctrl_z_takes_the_visit_back(desk, qtbot, backend, actor):
    hands = Fingers(qtbot, desk)
    hands.type("lxy⏎")
    desk.idle()
    hands.press(Qt.Key.Key_Return, CTRL)
    desk.idle()
    hands.press(Qt.Key.Key_Z, CTRL)
    desk.idle()
    assert rows(backend, actor) == []
    undone = rows(backend, actor, with_undone=True)
    assert [row.status for row in undone] == [VisitStatus.UNDONE]
    assert desk.day.list.lines[0].undone
    assert desk.day.heads.number.text() == "0"


def test_the_day_counts_what_was_registered(desk, qtbot):
    hands = Fingers(qtbot, desk)
    desk.card.heads.set_count(3)
    hands.type("lxy⏎")
    desk.idle()
    hands.press(Qt.Key.Key_Return, CTRL)
    desk.idle()
    assert desk.day.heads.number.text() == "3"
    assert desk.day.acts.number.text() == "1"
    assert desk.day.list.lines[0].what == "量血压"
    assert dict(desk.day.hours._hours)[10] == 3


def test_heads_are_counted_up_by_alt_and_arrow(desk, qtbot):
    hands = Fingers(qtbot, desk)
    hands.press(Qt.Key.Key_Up, ALT)
    hands.press(Qt.Key.Key_Up, ALT)
    hands.press(Qt.Key.Key_Down, ALT)
    assert desk.card.heads.count == 2


def test_escape_clears_the_box_before_it_lets_anybody_go(desk, qtbot):
    hands = Fingers(qtbot, desk)
    hands.type("wgl⏎")
    desk.idle()
    hands.type("lx")
    hands.press(Qt.Key.Key_Escape)
    assert desk.what.box.text() == ""
    assert desk.card.person is not None


def test_a_visit_of_the_list_is_taken_back_by_delete_and_again_by_undo(desk, qtbot, backend, actor, make):
    make.visit()
    desk.reload()
    desk.idle()
    desk.day.list.setCurrentIndex(desk.day.list.model().index(0, 0))
    qtbot.keyClick(desk.day.list, Qt.Key.Key_Delete)
    desk.idle()
    assert rows(backend, actor) == []
    assert messages.undo_last()
    desk.idle()
    assert len(rows(backend, actor)) == 1


def test_several_services_are_registered_together_and_taken_back_together(desk, qtbot, backend, actor):
    hands = Fingers(qtbot, desk)
    hands.type("wgl⏎lxy⏎")
    desk.idle()
    hands.type("dyfy⏎")
    desk.idle()
    hands.press(Qt.Key.Key_Return, CTRL)
    desk.idle()
    assert {row.service for row in rows(backend, actor)} == {"量血压", "打印复印"}
    messages.undo_last()
    desk.idle()
    assert rows(backend, actor) == []


def test_backspace_in_the_empty_box_takes_the_last_service_away(desk, qtbot):
    hands = Fingers(qtbot, desk)
    hands.type("lxy⏎")
    desk.idle()
    hands.press(Qt.Key.Key_Backspace)
    assert desk.what.services == []
    assert not desk.what.done.isEnabled()


def test_a_refused_proof_is_declined_with_words_and_counted_as_referred(desk, qtbot, backend, actor, offer):
    offer("无犯罪记录证明", refused=True, refusal="社区不能开具。", refer_to="到派出所申请。")
    desk.what.box.setText("无犯罪")
    desk.idle()
    qtbot.keyClick(desk.what.box, Qt.Key.Key_Return)
    desk.idle()
    assert desk.what.refusal.isVisible()
    assert "派出所" in desk.what.refusal.where.text()
    assert not desk.what.pass_on.isEnabled()
    Fingers(qtbot, desk).press(Qt.Key.Key_Return, CTRL)
    desk.idle()
    assert [row.outcome for row in rows(backend, actor)] == [Outcome.REFERRED]


def test_passing_on_asks_to_whom(desk, qtbot, backend, actor):
    hands = Fingers(qtbot, desk)
    hands.type("lxy⏎")
    desk.idle()
    hands.press(Qt.Key.Key_Z, ALT)
    assert desk.what.pass_row.words.hasFocus()
    desk.what.pass_row.words.setText("卫生院")
    qtbot.keyClick(desk.what.pass_row.words, Qt.Key.Key_Return)
    desk.idle()
    assert [(row.outcome, row.passed_to) for row in rows(backend, actor)] == [(Outcome.PASSED_ON, "卫生院")]


def test_the_caret_comes_back_when_nobody_is_asked_any_more_to_whom_it_goes(desk, qtbot):
    hands = Fingers(qtbot, desk)
    hands.type("lxy⏎")
    desk.idle()
    hands.press(Qt.Key.Key_Z, ALT)
    assert desk.what.pass_row.words.hasFocus()
    desk.what.add_service(Pick("service", 1, "无犯罪记录证明", refused=True))
    assert not desk.what.pass_row.isVisible()
    assert desk.what.box.hasFocus()


def test_putting_aside_leaves_the_matter_open_and_heeded(desk, qtbot, backend, actor):
    hands = Fingers(qtbot, desk)
    hands.type("lxy⏎")
    desk.idle()
    hands.press(Qt.Key.Key_G, ALT)
    desk.idle()
    assert [row.outcome for row in rows(backend, actor)] == [Outcome.OPEN]
    assert any("1" in heed.text for heed in desk.heeds._shown)


def test_a_newcomer_needs_a_name_only_and_is_served_at_once(desk, qtbot):
    Fingers(qtbot, desk).press(Qt.Key.Key_N, CTRL)
    assert desk.newcomers.form.name.hasFocus()
    desk.newcomers.form.name.setText("陈阿妹")
    qtbot.keyClick(desk.newcomers.form.name, Qt.Key.Key_Return)
    assert desk.newcomers.form.phone.hasFocus()
    qtbot.keyClick(desk.newcomers.form.phone, Qt.Key.Key_Return)
    desk.idle()
    assert desk.card.person.name == "陈阿妹"
    assert desk.what.box.hasFocus()


def test_a_wrong_phone_of_a_newcomer_is_said_beside_it(desk, qtbot):
    desk.newcomers.start()
    desk.newcomers.form.name.setText("陈阿妹")
    desk.newcomers.form.phone.setText("1380507")
    qtbot.keyClick(desk.newcomers.form.phone, Qt.Key.Key_Return)
    desk.idle()
    assert desk.newcomers.form.form.fields["phone"].problem is not None
    assert desk.newcomers.form.phone.text() == "1380507"


def test_somebody_known_is_noticed_and_a_second_press_insists(desk, qtbot, backend, actor):
    desk.newcomers.start()
    desk.newcomers.form.name.setText("王桂兰")
    desk.newcomers.form.phone.setText("13805070427")
    qtbot.keyClick(desk.newcomers.form.phone, Qt.Key.Key_Return)
    desk.idle()
    assert "王桂兰" in desk.newcomers.form.notice.text()
    assert desk.card.person is None
    qtbot.keyClick(desk.newcomers.form.phone, Qt.Key.Key_Return)
    desk.idle()
    assert desk.card.person.name == "王桂兰"


def test_the_whole_phone_is_shown_only_for_a_reason_which_is_kept(desk, qtbot, backend, actor):
    Fingers(qtbot, desk).type("wgl⏎")
    desk.idle()
    assert desk.card.phone.text.text() == "138****0427"
    desk.card.phone.eye.click()
    assert desk.card.phone.text.text() == "138****0427"
    desk.card.reason.words.setText("联系本人")
    qtbot.keyClick(desk.card.reason.words, Qt.Key.Key_Return)
    desk.idle()
    assert desk.card.phone.text.text() == "13805070427"
    desk.card.phone.hide_again()
    assert desk.card.phone.text.text() == "138****0427"


def test_escape_lets_the_person_go(desk, qtbot):
    Fingers(qtbot, desk).type("wgl⏎")
    desk.idle()
    qtbot.keyClick(desk, Qt.Key.Key_Escape)
    assert desk.card.person is None


def test_a_person_is_reached_by_characters_and_by_phone_tail(desk, qtbot):
    for typed in ("王桂", "0427", "wanggui"):
        desk.what.box.setText(typed)
        desk.idle()
        assert desk.what.list.items[0].title == "王桂兰", typed


def test_a_card_read_by_a_scanner_serves_its_owner(desk, qtbot):
    desk.what.scanned.emit("13805070427")
    desk.idle()
    assert desk.card.person.name == "王桂兰"


def test_rooms_and_days_off_are_on_the_right(desk):
    assert [room.name for room in desk.rooms.strip._side.rooms] == ["多功能厅"]
    assert any(heed.page == "settings" for heed in desk.heeds._shown)


def test_the_slip_of_a_visit_is_a_paper(desk, backend, actor, make):
    ref = make.visit()
    with backend.read(actor) as read:
        assert reading.slip(read, ref).startswith(b"%PDF")


def test_a_week_without_a_backup_is_heeded(desk, backend, actor, tmp_path):
    with backend.read(actor) as read:
        assert any(heed.icon == "hard-drive" for heed in reading.side(read, tmp_path).heeds)
    back_up(backend, actor, tmp_path)
    with backend.read(actor) as read:
        assert any(heed.icon == "cloud-check" for heed in reading.side(read, tmp_path).heeds)


def test_on_a_narrow_screen_the_rooms_are_behind_a_tab(desk, qtbot):
    desk.resize(1000, 700)
    assert desk.columns.tabs.isVisible()
    assert desk.day.isVisible()
    assert not desk.rooms.isVisible()
    desk.columns.tabs.set_current("rooms")
    desk.columns.fit()
    assert desk.rooms.isVisible()
    assert not desk.day.isVisible()
    desk.resize(1316, 816)
    assert desk.rooms.isVisible()
    assert desk.day.isVisible()


def test_without_the_right_to_serve_nothing_is_registered(desk, qtbot, backend, actor, make):
    from neighborcenter.accounts.permissions import Permission

    jobs.runner().actor = make.actor_as("front_desk", without=(Permission.DESK_SERVE,))
    desk.what.box.setText("量血压")
    desk.idle()
    qtbot.keyClick(desk.what.box, Qt.Key.Key_Return)
    desk.idle()
    desk.what.end("done")
    desk.idle()
    assert rows(backend, actor) == []
    assert desk.what.services


def test_everything_that_takes_the_focus_has_a_name(desk):
    nameless = [
        widget
        for widget in desk.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and not widget.accessibleName()
        and not widget.objectName().startswith("qt_")
    ]
    assert [type(widget).__name__ for widget in nameless] == []


def test_saving_the_same_act_twice_counts_once(desk, qtbot, backend, actor):
    hands = Fingers(qtbot, desk)
    hands.type("lxy⏎")
    desk.idle()
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.press(Qt.Key.Key_Return, CTRL)
    desk.idle()
    with backend.read(actor) as read:
        assert read.value(sa.select(sa.func.count()).select_from(visit)) == 1
