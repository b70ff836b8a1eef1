"""Lanes: order, refusal, staleness, owners that die, progress, cancelling, threads that end."""

from __future__ import annotations

import threading

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from neighborcenter.kit.problems import Clash, Problem, Unavailable
from ui.kit.changes import Changes
from ui.kit.jobs import Command, Query, Task


def test_a_command_runs_off_the_main_thread_and_answers_on_it(desk, settle):
    owner, seen = QObject(), []
    main = threading.get_ident()
    Command(owner, lambda work: threading.get_ident()).then(
        lambda there: seen.append((there != main, threading.get_ident() == main))
    ).start()
    settle()
    assert seen == [(True, True)]


def test_commands_keep_their_order(desk, settle):
    owner, seen = QObject(), []
    for number in range(30):
        Command(owner, lambda work, n=number: n).then(seen.append).start()
    settle()
    assert seen == list(range(30))


def test_a_refusal_reaches_the_form_and_changes_nothing(desk, settle):
    owner, problems, ends = QObject(), [], []

    def book(work):
        raise Clash(Problem("room", "booking.clash"))

    Command(owner, book).failed(problems.append).finally_(lambda: ends.append(1)).start()
    settle()
    assert [p.code for p in problems[0]] == ["booking.clash"]
    assert ends == [1]


def test_what_nobody_asked_to_hear_goes_to_the_trouble_signal(desk, settle):
    owner, heard = QObject(), []
    desk.trouble.connect(lambda error, details, who: heard.append((type(error), bool(details))))

    def full(work):
        raise Unavailable("db.full")

    Command(owner, full).failed(lambda problems: heard.append("wrong")).start()
    Query(owner, lambda read: 1 // 0).start()
    settle()
    assert heard == [(Unavailable, True), (ZeroDivisionError, True)]


def test_only_the_newest_answer_to_a_question_arrives(desk, settle):
    owner, seen = QObject(), []
    for typed in ("w", "wg", "wgl"):
        Query(owner, lambda read, t=typed: t).then(seen.append).start()
    Query(owner, lambda read: "another question").then(seen.append).start()
    settle()
    assert seen == ["wgl", "another question"]


def test_what_two_parts_of_a_page_ask_at_once_is_read_once(desk, settle):
    owner, read_times, seen = QObject(), [], []
    desk.touched.connect(lambda _tables, _who: ask())

    def ask():
        Query(owner, lambda read: read_times.append(1), key="queue", lane="quick").then(seen.append).start()

    Command(owner, lambda work: work.touched("ticket")).then(lambda _done: ask()).start()
    settle()
    assert len(read_times) == len(seen) == 1


def test_the_answer_of_an_act_is_painted_before_what_follows_is_read(desk, settle, qtbot):
    order: list[str] = []

    class Answer(QWidget):
        def paintEvent(self, _event):
            order.append("painted")

    answer = Answer()
    qtbot.addWidget(answer)
    answer.show()
    qtbot.waitUntil(lambda: bool(order))
    order.clear()

    def answered(_result):
        Query(answer, lambda read: order.append("read")).start()
        answer.update()

    Command(answer, lambda work: 1).then(answered).start()
    settle()
    assert order == ["painted", "read"]


def test_an_answer_for_a_widget_that_is_gone_is_dropped(desk, settle, qtbot):
    owner, seen = QWidget(), []
    Query(owner, lambda read: 1).then(seen.append).start()
    owner.deleteLater()
    qtbot.waitUntil(lambda: desk.is_idle())
    assert seen == []


def test_long_work_reports_and_stops_when_asked(desk, settle):
    owner, reports, results = QObject(), [], []
    begun, go_on = threading.Event(), threading.Event()

    def move(work, tell):
        for step in range(100):
            tell(step, 100, "居民名册.xlsx")
            if step == 3:
                begun.set()
                go_on.wait(5)
        return "all"

    job = Command(owner, move).progress(lambda *report: reports.append(report)).then(results.append).start()
    assert begun.wait(5)
    job.cancel()
    go_on.set()
    settle()
    assert reports[0] == (0, 100, "居民名册.xlsx")
    assert results == []


def test_a_write_is_announced_with_its_initiator(desk, settle):
    owner, heard = QObject(), []
    changes = Changes(desk)
    changes.changed.connect(lambda tables, who: heard.append((tables, who)))
    Command(owner, lambda work: work.touched("booking")).start()
    settle()
    assert heard == [(frozenset({"booking"}), owner)]


def test_another_programs_write_is_noticed_and_our_own_is_not(desk, settle, backend):
    owner, heard = QObject(), []
    changes = Changes(desk)
    changes.changed.connect(lambda tables, who: heard.append(tables))
    look = changes._on_look
    look()
    settle()

    def write(connection):
        connection.exec_driver_sql("CREATE TABLE IF NOT EXISTS probe (id INTEGER)")

    Command(owner, lambda work: write(work.connection)).start()
    settle()
    look()
    settle()
    assert heard == []
    with backend.engine.begin() as other:
        other.exec_driver_sql("CREATE TABLE stranger (id INTEGER)")
    look()
    settle()
    assert heard == [frozenset({"*"})]


def test_a_task_needs_no_back_office(qapp, qtbot):
    owner, seen = QObject(), []
    Task(owner, lambda: 42).then(seen.append).start()
    qtbot.waitUntil(lambda: seen == [42])
