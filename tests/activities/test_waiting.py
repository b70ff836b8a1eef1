"""The waiting list: order, families, offers that end, and that nobody comes back by itself."""

from datetime import datetime, timedelta

import pytest

from neighborcenter.activities import (
    enroll_service,
    enrollment_queries,
    queue,
    seat_service,
    transfer_service,
    waiting_service,
)
from neighborcenter.activities.drafts import TransferDraft
from neighborcenter.activities.kinds import EnrollmentStatus, SeatKind
from neighborcenter.activities.queue import InLine
from neighborcenter.kit.problems import Invalid
from tests.activities.conftest import taken

SEAT, CHAIR = SeatKind.SEAT, SeatKind.WHEELCHAIR
pytestmark = pytest.mark.both_engines


def order(work, activity: int) -> list[int]:
    return [row.id for row in enrollment_queries.waiting_list(work, activity)]


def status(work, ref: int) -> EnrollmentStatus:
    return enrollment_queries.enrollment_row(work, ref).status


class TestWhoGets:
    """The policy by itself; line entries are (id, seats)."""

    @staticmethod
    def got(line: list[tuple[int, int]], free: int, *, lets_pass: bool = False) -> list[int]:
        return queue.who_gets([InLine(ref, {SEAT: n}) for ref, n in line], {SEAT: free}, lets_pass=lets_pass)

    def test_only_as_many_as_there_are_places(self) -> None:
        assert self.got([(1, 1), (2, 1), (3, 1)], 2) == [1, 2]

    def test_a_family_of_three_waits_for_three_and_is_not_passed(self) -> None:
        assert self.got([(1, 3), (2, 1)], 2) == []
        assert self.got([(1, 3), (2, 1)], 3) == [1]
        assert self.got([(1, 3), (2, 1)], 4) == [1, 2]

    def test_where_the_activity_allows_it_a_single_passes_the_family(self) -> None:
        assert self.got([(1, 3), (2, 1), (3, 1)], 2, lets_pass=True) == [2, 3]

    def test_waiting_for_a_wheelchair_place_keeps_nobody_from_a_seat(self) -> None:
        line = [InLine(1, {CHAIR: 1}), InLine(2, {SEAT: 1}), InLine(3, {SEAT: 1, CHAIR: 1})]
        assert queue.who_gets(line, {SEAT: 2, CHAIR: 0}, lets_pass=False) == [2]

    def test_nothing_free_gives_nothing(self) -> None:
        assert self.got([(1, 1)], 0) == []


class TestPromotion:
    def test_a_place_that_becomes_free_goes_to_the_first_and_only_to_them(self, program, work) -> None:
        activity = program.activity(seats=2)
        first, second = program.sign_up(activity), program.sign_up(activity)
        third, fourth = program.sign_up(activity), program.sign_up(activity)
        assert (third.place, fourth.place) == (1, 2)
        left = enroll_service.leave(work, first.enrollment_id)
        assert [one.enrollment_id for one in left.promoted] == [third.enrollment_id]
        assert order(work, activity) == [fourth.enrollment_id]
        assert status(work, second.enrollment_id) is EnrollmentStatus.ENROLLED
        assert taken(work, activity) == 2

    def test_newcomers_do_not_jump_a_family_that_waits(self, program, work) -> None:
        activity = program.activity(seats=3)
        for _ in range(2):
            program.sign_up(activity)
        family = program.family(activity, *(program.person() for _ in range(3)))
        assert family.place == 1
        assert program.sign_up(activity).place == 2, "one place is free and belongs to the family"

    def test_where_it_is_allowed_they_do(self, program) -> None:
        activity = program.activity(seats=3, lets_pass=True)
        for _ in range(2):
            program.sign_up(activity)
        assert program.family(activity, *(program.person() for _ in range(3))).place == 1
        assert program.sign_up(activity).place == 0

    def test_a_higher_priority_goes_first(self, program, work) -> None:
        activity = program.activity(seats=1)
        first = program.sign_up(activity)
        usual, urgent = program.sign_up(activity), program.sign_up(activity, priority=5)
        assert (usual.place, urgent.place) == (1, 1)
        left = enroll_service.leave(work, first.enrollment_id)
        assert [one.enrollment_id for one in left.promoted] == [urgent.enrollment_id]

    def test_more_places_go_to_those_who_wait(self, program, work) -> None:
        activity = program.activity(seats=1)
        program.sign_up(activity)
        second, third = program.sign_up(activity), program.sign_up(activity)
        promoted = seat_service.set_places(work, activity, {SEAT: 2})
        assert [one.enrollment_id for one in promoted] == [second.enrollment_id]
        assert status(work, third.enrollment_id) is EnrollmentStatus.WAITING

    def test_fewer_places_than_are_given_are_refused(self, program, work) -> None:
        activity = program.activity(seats=3)
        for _ in range(2):
            program.sign_up(activity)
        with pytest.raises(Invalid):
            seat_service.set_places(work, activity, {SEAT: 1})
        seat_service.set_places(work, activity, {SEAT: 2})
        assert taken(work, activity) == 2

    def test_places_close_up_when_the_last_numbers_go(self, program, work) -> None:
        activity = program.activity(seats=4)
        early = [program.sign_up(activity) for _ in range(4)]
        for one in early[:2]:
            enroll_service.leave(work, one.enrollment_id)
        seat_service.set_places(work, activity, {SEAT: 2})
        assert taken(work, activity) == 2

    def test_nobody_is_promoted_into_what_is_over(self, program, work, clock) -> None:
        activity = program.activity(seats=1)
        first, second = program.sign_up(activity), program.sign_up(activity)
        clock.set(datetime(2026, 11, 28, 11))
        assert enroll_service.leave(work, first.enrollment_id).promoted == ()
        assert status(work, second.enrollment_id) is EnrollmentStatus.WAITING


class TestNeverBack:
    def test_whoever_left_the_list_is_not_promoted_later(self, program, work) -> None:
        activity = program.activity(seats=1)
        first, second, third = (program.sign_up(activity) for _ in range(3))
        enroll_service.leave(work, second.enrollment_id, "改天再来")
        left = enroll_service.leave(work, first.enrollment_id)
        assert [one.enrollment_id for one in left.promoted] == [third.enrollment_id]
        assert status(work, second.enrollment_id) is EnrollmentStatus.LEFT
        with pytest.raises(Invalid):
            enroll_service.leave(work, second.enrollment_id)

    def test_nor_whoever_declined(self, program, work) -> None:
        activity = program.activity(seats=1, offer_hours=24)
        first, second = program.sign_up(activity), program.sign_up(activity)
        enroll_service.leave(work, first.enrollment_id)
        waiting_service.decline(work, second.enrollment_id)
        assert taken(work, activity) == 0
        assert waiting_service.sweep(work).promoted == ()
        assert status(work, second.enrollment_id) is EnrollmentStatus.DECLINED
        with pytest.raises(Invalid):
            waiting_service.accept(work, second.enrollment_id)


class TestOffers:
    def test_an_offer_holds_its_place_until_it_is_taken(self, program, work) -> None:
        activity = program.activity(seats=1, offer_hours=24)
        first, second = program.sign_up(activity), program.sign_up(activity)
        left = enroll_service.leave(work, first.enrollment_id)
        assert left.promoted[0].status is EnrollmentStatus.OFFERED
        assert left.promoted[0].until == work.clock.now() + timedelta(hours=24)
        assert program.sign_up(activity).place == 1, "the place is held for the offer"
        assert waiting_service.accept(work, second.enrollment_id) is EnrollmentStatus.ENROLLED
        assert taken(work, activity) == 1

    def test_an_offer_that_ended_goes_to_the_next(self, program, work, clock) -> None:
        activity = program.activity(seats=1, offer_hours=24)
        first, second, third = (program.sign_up(activity) for _ in range(3))
        enroll_service.leave(work, first.enrollment_id)
        clock.set(datetime(2026, 11, 24, 10, 15))
        with pytest.raises(Invalid) as refused:
            waiting_service.accept(work, second.enrollment_id)
        assert refused.value.problems[0].code == "activities.offer_over"
        swept = waiting_service.sweep(work)
        assert (swept.lapsed, [one.enrollment_id for one in swept.promoted]) == (1, [third.enrollment_id])
        assert status(work, second.enrollment_id) is EnrollmentStatus.LAPSED
        assert waiting_service.sweep(work).promoted == ()

    def test_an_offer_does_not_outlast_the_beginning(self, program, work, clock) -> None:
        activity = program.activity(seats=1, offer_hours=24)
        first, _second = program.sign_up(activity), program.sign_up(activity)
        clock.set(datetime(2026, 11, 28, 8))
        left = enroll_service.leave(work, first.enrollment_id)
        assert left.promoted[0].until == work.clock.now() + timedelta(hours=1)

    def test_any_act_on_the_list_sweeps_it(self, program, work, clock) -> None:
        activity = program.activity(seats=1, offer_hours=24)
        first, second = program.sign_up(activity), program.sign_up(activity)
        enroll_service.leave(work, first.enrollment_id)
        clock.set(datetime(2026, 11, 24, 10, 15))
        assert program.sign_up(activity).status is EnrollmentStatus.ENROLLED
        assert status(work, second.enrollment_id) is EnrollmentStatus.LAPSED

    def test_out_of_turn_only_with_a_reason(self, program, work) -> None:
        activity = program.activity(seats=2, offer_hours=24)
        program.sign_up(activity)
        family = program.family(activity, program.person(), program.person())
        single = program.sign_up(activity)
        with pytest.raises(Invalid) as refused:
            waiting_service.offer(work, single.enrollment_id)
        assert refused.value.problems[0].field == "reason"
        waiting_service.offer(work, single.enrollment_id, "独居老人优先")
        assert status(work, single.enrollment_id) is EnrollmentStatus.OFFERED
        with pytest.raises(Invalid) as full:
            waiting_service.offer(work, family.enrollment_id)
        assert full.value.problems[0].code == "activities.no_place_free"


class TestReorder:
    def test_the_order_is_changed_with_a_reason_and_holds(self, program, work) -> None:
        activity = program.activity(seats=1)
        first = program.sign_up(activity)
        a, b, c = (program.sign_up(activity).enrollment_id for _ in range(3))
        with pytest.raises(Invalid):
            waiting_service.reorder(work, c, 1, " ")
        assert waiting_service.reorder(work, c, 1, "孩子马上开学") == 3
        assert order(work, activity) == [c, a, b]
        assert [one.enrollment_id for one in enroll_service.leave(work, first.enrollment_id).promoted] == [c]
        d = program.sign_up(activity).enrollment_id
        assert order(work, activity) == [a, b, d]

    def test_another_priority_may_free_the_way(self, program, work) -> None:
        activity = program.activity(seats=2)
        program.sign_up(activity)
        family = program.family(activity, program.person(), program.person())
        single = program.sign_up(activity)
        waiting_service.prefer(work, single.enrollment_id, 3, "独居老人")
        assert status(work, single.enrollment_id) is EnrollmentStatus.ENROLLED
        assert order(work, activity) == [family.enrollment_id]


class TestTransfer:
    def test_a_transfer_takes_the_new_place_and_frees_the_old(self, program, work) -> None:
        morning = program.activity("上午班", seats=1)
        evening = program.activity("晚上班", seats=1, starts=datetime(2026, 11, 28, 19))
        first, second = program.sign_up(morning), program.sign_up(morning)
        moved = transfer_service.transfer(work, TransferDraft(first.enrollment_id, evening, reason="上班"))
        assert moved.status is EnrollmentStatus.ENROLLED
        assert [one.enrollment_id for one in moved.promoted] == [second.enrollment_id]
        assert status(work, first.enrollment_id) is EnrollmentStatus.MOVED
        assert (taken(work, morning), taken(work, evening)) == (1, 1)

    def test_a_full_goal_leaves_everything_as_it_was(self, program, backend, actor, work) -> None:
        morning, evening = program.activity("上午班", seats=1), program.activity("晚上班", seats=1)
        first = program.sign_up(morning)
        program.sign_up(evening)
        save = work.connection.begin_nested()
        with pytest.raises(Invalid) as refused:
            transfer_service.transfer(work, TransferDraft(first.enrollment_id, evening))
        save.rollback()
        assert refused.value.problems[0].code == "activities.no_place_free"
        assert status(work, first.enrollment_id) is EnrollmentStatus.ENROLLED
        assert taken(work, morning) == 1
