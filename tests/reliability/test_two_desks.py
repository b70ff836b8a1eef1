"""Two desks at one database: nothing of either is lost, nothing is counted twice, and each notices the other."""

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from neighborcenter.backend import Backend
from neighborcenter.booking import cancel_service, details_service
from neighborcenter.booking import service as booking
from neighborcenter.booking.drafts import BookingDraft, DetailsDraft
from neighborcenter.booking.models import claim
from neighborcenter.desk import service as desk
from neighborcenter.desk.drafts import VisitDraft
from neighborcenter.desk.models import visit
from neighborcenter.kit.actor import Actor
from neighborcenter.kit.clock import FixedClock
from neighborcenter.kit.problems import Clash, Invalid, Stale
from neighborcenter.people import queries, service
from neighborcenter.people.drafts import ResidentDraft
from tests.support.builders import Builders

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def other(backend: Backend, database: str | None, clock: FixedClock) -> Iterator[Backend]:
    """The second desk: a program of its own on the same database."""
    opened = Backend.open(backend.paths, database, clock=clock)
    yield opened
    opened.close()


@pytest.mark.both_engines
def test_the_second_to_save_one_resident_is_told_and_the_first_stays(
    backend: Backend, other: Backend, actor: Actor
) -> None:
    with backend.work(actor) as work:
        ref = service.register(work, ResidentDraft(name="王桂兰", phone="13812345566", community="双沟社区"))
    forms = []
    for desk_of in (backend, other):
        with desk_of.read(actor) as read:
            forms.append(queries.resident_form(read, ref))
    (draft, version), (same, seen) = forms
    with backend.work(actor) as work:
        service.update(work, ref, replace(draft, note="搬到 5 幢"), version=version)
    with pytest.raises(Stale), other.work(actor) as work:
        service.update(work, ref, replace(same, note="听力弱"), version=seen)
    with other.read(actor) as read:
        card = queries.resident_card(read, ref)
    assert (card.note, card.phone, card.version) == ("搬到 5 幢", "138****5566", version + 1)


@pytest.mark.both_engines
def test_a_cancelled_hour_given_to_others_cannot_be_brought_back(
    backend: Backend, other: Backend, actor: Actor, make: Builders
) -> None:
    make.open_hours()
    draft = BookingDraft(
        room_id=make.room("书画室"), starts=datetime(2026, 11, 25, 9), ends=datetime(2026, 11, 25, 11),
        title="合唱队排练", who="林秀英",
    )  # fmt: skip
    with backend.work(actor) as work:
        first = booking.book(work, draft)
        cancelled = cancel_service.cancel_booking(work, first.booking_id)
    with other.work(actor) as work:
        second = booking.book(work, replace(draft, title="书法班", who="李秀珍"))
    with pytest.raises(Clash) as caught, backend.work(actor) as work:
        cancel_service.restore(work, cancelled.occurrence_ids)
    assert [taken.title for taken in caught.value.in_the_way] == ["书法班"]
    with other.work(actor) as work:
        cancel_service.cancel_booking(work, second.booking_id)
    with backend.work(actor) as work:
        cancel_service.restore(work, cancelled.occurrence_ids)
        assert work.value(sa.select(sa.func.count()).select_from(claim)) == 1
    with pytest.raises(Invalid), other.work(actor) as work:
        cancel_service.restore(work, cancelled.occurrence_ids)


@pytest.mark.both_engines
def test_a_visit_is_taken_back_once_and_brought_back_once(
    backend: Backend, other: Backend, actor: Actor, make: Builders
) -> None:
    ref = make.visit()
    with backend.work(actor) as work:
        desk.undo_visit(work, ref)
    with pytest.raises(Invalid), other.work(actor) as work:
        desk.undo_visit(work, ref)
    with other.work(actor) as work:
        desk.restore_visit(work, ref)
    with pytest.raises(Invalid), backend.work(actor) as work:
        desk.restore_visit(work, ref)


@pytest.mark.both_engines
def test_words_of_a_booking_changed_by_two_are_not_mixed(
    backend: Backend, other: Backend, actor: Actor, make: Builders
) -> None:
    ref = make.booking()
    with backend.work(actor) as work:
        details_service.change_details(work, DetailsDraft(ref, version=1, title="国画班"))
    with pytest.raises(Stale), other.work(actor) as work:
        details_service.change_details(work, DetailsDraft(ref, version=1, note="带宣纸"))


@pytest.mark.both_engines
@pytest.mark.network
def test_one_form_saved_by_two_at_the_same_moment_counts_once(
    backend: Backend, other: Backend, actor: Actor, make: Builders
) -> None:
    matter = make.service("居住证代办")
    results: list[desk.Registered | BaseException] = []
    for turn in range(10):
        draft = VisitDraft(service_id=matter, heads=2, client_key=f"form {turn}")
        start = threading.Barrier(2)

        def save(at: Backend, draft: VisitDraft = draft, start: threading.Barrier = start) -> None:
            start.wait()
            try:
                with at.work(actor) as work:
                    results.append(desk.register_visit(work, draft))
            except Exception as error:
                results.append(error)

        desks = [threading.Thread(target=save, args=(at,)) for at in (backend, other)]
        for each in desks:
            each.start()
        for each in desks:
            each.join()
    assert [each for each in results if isinstance(each, BaseException)] == []
    assert (
        sorted(each.again for each in results if isinstance(each, desk.Registered))
        == [False] * 10 + [True] * 10
    )
    with backend.read(actor) as read:
        assert read.value(sa.select(sa.func.count()).select_from(visit)) == 10


@pytest.mark.both_engines
def test_a_desk_notices_what_another_program_changed(
    backend: Backend, other: Backend, actor: Actor, make: Builders
) -> None:
    assert not backend.outside_changes()
    assert not backend.outside_changes()
    with other.work(actor) as work:
        service.register(work, ResidentDraft(name="林秀英"))
    assert backend.outside_changes()
    assert not backend.outside_changes()


def test_commands_of_two_processes_both_land(
    backend: Backend, actor: Actor, make: Builders, password: str
) -> None:
    matter = make.service("居住证代办")
    program = "import sys; from neighborcenter.cli.run import main; sys.exit(main(sys.argv[1:]))"
    words = ["--data", str(backend.paths.data), "visit", "--service", str(matter), "--json"]
    line = [sys.executable, "-c", program, *words]
    environment = {**os.environ, "NEIGHBORCENTER_USER": "lin", "NEIGHBORCENTER_PASSWORD": password}
    running = [
        subprocess.Popen(line, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(4)
    ]
    answers = [each.communicate() for each in running]
    assert [each.returncode for each in running] == [0] * 4, answers
    with closing(sqlite3.connect(backend.paths.database)) as connection:
        assert connection.execute("SELECT count(*) FROM visit").fetchone() == (4,)
    with backend.read(actor) as read:
        assert backend.chain.findings(read.connection, actor.center_id) == []
