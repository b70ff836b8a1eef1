"""A morning of numbers: taken, called, aside, passed on, missed, back, done — on both engines."""

from datetime import date, datetime, timedelta

import pytest
import sqlalchemy as sa

from neighborcenter.desk import queries as desk
from neighborcenter.desk.drafts import VisitDraft
from neighborcenter.desk.queue import calling_service as calling
from neighborcenter.desk.queue import queries, service, setup_service
from neighborcenter.desk.queue.drafts import FinishDraft, GroupDraft, PriorityDraft, TicketDraft
from neighborcenter.desk.queue.kinds import Basis, TicketStatus, WindowState
from neighborcenter.desk.queue.models import ticket, ticket_call
from neighborcenter.desk.queue.records import ticket_of_code
from neighborcenter.kit.problems import Invalid
from neighborcenter.people.models import care_tag, resident_tag
from neighborcenter.reports import desk_choices

pytestmark = pytest.mark.both_engines


def take(work, **values):
    return service.take(work, TicketDraft(**values))


def code_of(problem: pytest.ExceptionInfo[Invalid]) -> str:
    return problem.value.problems[0].code


def test_numbers_run_by_day_and_group_and_a_press_twice_gives_one(work, hall, clock):
    assert take(work).code == "A001"
    assert take(work, service_id=hall.pressure).code == "B001"
    first = take(work, client_key="k1")
    assert first.code == "A002"
    again = take(work, client_key="k1")
    assert (again.ticket_id, again.again) == (first.ticket_id, True)
    assert take(work).code == "A003"
    clock.set(datetime(2026, 11, 24, 8, 30))
    assert take(work).code == "A001"


def test_without_the_queue_no_number_is_given(work, hall):
    setup_service.switch(work, on=False)
    with pytest.raises(Invalid) as refused:
        take(work)
    assert code_of(refused) == "queue.none"


def test_an_old_resident_goes_first_and_is_told_how_long_it_takes(work, hall, make, clock):
    for _ in range(3):
        take(work)
    clock.set(clock.local() + timedelta(minutes=2))
    calling.set_window(work, hall.one, WindowState.OPEN)
    old = make.resident("王桂兰", birth_date=date(1948, 3, 5))
    taken = take(work, resident_id=old)
    assert (taken.priority, taken.ahead, taken.minutes) == ("70 and older", 0, 0)
    assert take(work).ahead == 4
    assert calling.call_next(work, hall.one).code == "A004"


def test_a_sensitive_tag_puts_forward_without_saying_why(work, hall, make):
    tag = work.insert(care_tag, name="残疾", sensitive=True, position=1)
    person = make.resident("吴国立")
    work.execute(resident_tag.insert().values(resident_id=person, tag_id=tag))
    setup_service.add_priority(work, PriorityDraft("残疾人优先", "", Basis.TAG, None, tag, 5))
    taken = take(work, resident_id=person)
    assert taken.priority == ""
    assert queries.ticket_row(work, taken.ticket_id).rank == 5


def test_finishing_counts_one_visit_for_whoever_holds_the_number(work, hall, make, clock):
    person = make.resident("王桂兰")
    taken = take(work, service_id=hall.copy, resident_id=person)
    clock.set(clock.local() + timedelta(minutes=6))
    calling.call_next(work, hall.one)
    calling.start(work, taken.ticket_id)
    clock.set(clock.local() + timedelta(minutes=4))
    done = service.finish(work, FinishDraft(taken.ticket_id))
    assert (done.waited, done.served) == (360, 240)
    rows = desk.visit_rows(work, desk.visit_ids(work))
    assert [(row.visitor, row.service) for row in rows] == [("王桂兰", "打印复印")]
    assert queries.ticket_row(work, taken.ticket_id).visit_id == rows[0].visit_id
    day = queries.queue_day(work)
    assert (day.given, day.done, day.waited, day.served) == (1, 1, 360, 240)
    service.unfinish(work, taken.ticket_id)
    assert desk.visit_ids(work) == []
    assert queries.ticket_row(work, taken.ticket_id).status is TicketStatus.HELD


def test_a_number_taken_back_counts_nowhere_and_goes_to_nobody_else(work, hall, make):
    person = make.resident("王桂兰")
    stays = take(work)
    mistake = take(work, service_id=hall.copy, resident_id=person, client_key="k1")
    service.take_back(work, mistake.ticket_id)
    assert [row.code for row in queries.tickets(work)] == ["A001"]
    day = queries.queue_day(work)
    assert (day.given, day.waiting, day.missed) == (1, 1, 0)
    assert [code for _ref, code, _group in desk_choices.tickets(work)] == ["A001"]
    with pytest.raises(Invalid) as refused:
        ticket_of_code(work, "A002")
    assert code_of(refused) == "queue.ticket_unknown"
    with pytest.raises(Invalid) as refused:
        calling.back(work, mistake.ticket_id)
    assert code_of(refused) == "queue.cannot_back"
    assert (take(work, client_key="k1").code, stays.code) == ("A003", "A001")


def test_a_number_that_was_ever_called_is_not_taken_back(work, hall):
    taken = take(work)
    calling.call_next(work, hall.one)
    calling.back(work, taken.ticket_id, first=True)
    with pytest.raises(Invalid) as refused:
        service.take_back(work, taken.ticket_id)
    assert code_of(refused) == "queue.cannot_take_back"
    assert queries.queue_day(work).waiting == 1


def test_finishing_needs_to_know_what_was_done(work, hall):
    taken = take(work)
    calling.call_next(work, hall.one)
    with pytest.raises(Invalid) as refused:
        service.finish(work, FinishDraft(taken.ticket_id))
    assert code_of(refused) == "queue.what_missing"
    done = service.finish(work, FinishDraft(taken.ticket_id, (VisitDraft(service_id=hall.copy),)))
    assert len(done.visits) == 1


def test_a_window_has_one_person_at_a_time(work, hall):
    take(work)
    take(work)
    calling.call_next(work, hall.one)
    with pytest.raises(Invalid) as refused:
        calling.call_next(work, hall.one)
    assert code_of(refused) == "queue.busy"


def test_a_window_calls_only_its_groups(work, hall):
    take(work)
    with pytest.raises(Invalid) as refused:
        calling.call_next(work, hall.two)
    assert code_of(refused) == "queue.nobody"


def test_who_missed_the_call_comes_back_behind_three(work, hall, clock):
    first = take(work)
    for _ in range(5):
        clock.set(clock.local() + timedelta(minutes=1))
        take(work)
    calling.call_next(work, hall.one)
    calling.missed(work, first.ticket_id)
    calling.back(work, first.ticket_id)
    codes = [row.code for row in queries.tickets(work, statuses=(TicketStatus.WAITING,))]
    assert codes == ["A002", "A003", "A004", "A001", "A005", "A006"]


def test_taking_a_call_back_puts_the_person_where_they_stood(work, hall, clock):
    first = take(work)
    clock.set(clock.local() + timedelta(minutes=1))
    take(work)
    calling.call_next(work, hall.one)
    calling.back(work, first.ticket_id, first=True)
    assert [row.code for row in queries.tickets(work)] == ["A001", "A002"]
    assert calling.call_next(work, hall.one).turn == 2


def test_passed_to_another_group_it_keeps_its_number_and_the_next_number_is_new(work, hall):
    taken = take(work, service_id=hall.copy)
    calling.call_next(work, hall.one)
    before = calling.transfer(work, taken.ticket_id, group_id=hall.health)
    assert (before.status, before.group_id) == (TicketStatus.CALLED, hall.general)
    assert take(work).code == "A002"
    assert calling.call_next(work, hall.two).code == "A001"


def test_passed_to_one_window_only_that_one_calls_it(work, hall):
    taken = take(work)
    calling.transfer(work, taken.ticket_id, window_id=hall.two)
    with pytest.raises(Invalid):
        calling.call_next(work, hall.one)
    assert calling.call_next(work, hall.two).code == "A001"


def test_put_aside_and_taken_up_again_the_serving_time_adds_up(work, hall, clock):
    taken = take(work, service_id=hall.copy)
    calling.call_next(work, hall.one)
    calling.start(work, taken.ticket_id)
    clock.set(clock.local() + timedelta(minutes=2))
    calling.hold(work, taken.ticket_id, "回去拿户口簿")
    clock.set(clock.local() + timedelta(minutes=30))
    calling.call_ticket(work, hall.one, taken.ticket_id)
    calling.start(work, taken.ticket_id)
    clock.set(clock.local() + timedelta(minutes=3))
    assert service.finish(work, FinishDraft(taken.ticket_id)).served == 300


def test_the_display_shows_the_latest_call_first_also_when_it_was_said_again(work, hall, clock):
    one, two = take(work), take(work, service_id=hall.pressure)
    calling.call_ticket(work, hall.one, one.ticket_id)
    clock.set(clock.local() + timedelta(minutes=1))
    calling.call_ticket(work, hall.two, two.ticket_id)
    assert [(row.code, row.window) for row in queries.shown(work)] == [("B001", 2), ("A001", 1)]
    clock.set(clock.local() + timedelta(minutes=1))
    assert calling.recall(work, one.ticket_id) == 2
    assert [row.code for row in queries.shown(work)] == ["A001", "B001"]


def test_sitting_down_elsewhere_closes_the_window_before(work, hall, actor):
    calling.sit_down(work, hall.one)
    calling.sit_down(work, hall.two)
    states = {row.number: (row.state, row.account_id) for row in queries.windows(work)}
    assert states == {1: (WindowState.CLOSED, None), 2: (WindowState.OPEN, actor.account_id)}


def test_the_schema_itself_refuses_a_ticket_at_two_windows(backend, actor, hall):
    with backend.work(actor) as work:
        taken = take(work)
        calling.call_next(work, hall.one)
        call = work.row(sa.select(ticket_call))
    for values in (
        {"turn": 1, "open_window_id": hall.two, "open_ticket_id": taken.ticket_id},
        {"turn": 2, "open_window_id": hall.two, "open_ticket_id": taken.ticket_id},
    ):
        with pytest.raises(sa.exc.IntegrityError), backend.work(actor) as work:
            work.insert(
                ticket_call, ticket_id=taken.ticket_id, window_id=hall.two, called_at=call.called_at,
                spoken_at=call.spoken_at, **values,
            )  # fmt: skip


def test_a_letter_is_given_once_and_a_service_belongs_to_one_group(work, hall):
    with pytest.raises(Invalid) as refused:
        setup_service.add_group(work, GroupDraft("a", "综合"))
    assert code_of(refused) == "queue.prefix_taken"
    with pytest.raises(Invalid) as refused:
        setup_service.add_group(work, GroupDraft("C", "综合", (hall.pressure,)))
    assert code_of(refused) == "queue.service_twice"


def test_going_away_frees_the_window(work, hall):
    taken = take(work)
    calling.call_next(work, hall.one)
    service.leave(work, taken.ticket_id)
    assert queries.at_hand(work, hall.one) is None
    assert work.value(sa.select(ticket.c.status).where(ticket.c.id == taken.ticket_id)) is TicketStatus.LEFT
