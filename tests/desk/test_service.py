"""Registering visits and asking about them: the same on SQLite and on PostgreSQL."""

from dataclasses import replace
from datetime import date, datetime

import pytest
import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.catalog.models import ServiceStatus
from neighborcenter.desk import queries, service
from neighborcenter.desk.drafts import OutcomeDraft, VisitDraft
from neighborcenter.desk.kinds import Outcome, VisitStatus
from neighborcenter.desk.models import visit
from neighborcenter.desk.queries import VisitFilter
from neighborcenter.kit.audit import audit_entry
from neighborcenter.kit.problems import Clash, Invalid, NotAllowed, NotFound
from neighborcenter.people import merge_service
from neighborcenter.people.drafts import MergeChoice, ResidentDraft
from neighborcenter.people.models import resident

pytestmark = pytest.mark.both_engines
TODAY = date(2026, 11, 23)
NEWCOMER = ResidentDraft(name="张䶮", phone="13859712345")


@pytest.fixture
def card(make) -> int:
    return make.service("老年人优待证代办")


@pytest.fixture
def proof(make) -> int:
    return make.service("无犯罪记录证明", refused=True, refer_to="派出所")


def stored(read, ref: int):
    return read.row(sa.select(visit).where(visit.c.id == ref))


def count(read, table) -> int:
    return read.value(sa.select(sa.func.count()).select_from(table))


def test_a_visit_is_one_row_and_one_audit_line(backend, actor, make, card):
    person = make.resident("王堃")
    with backend.work(actor) as work:
        done = service.register_visit(
            work, VisitDraft(service_id=card, resident_id=person, note=" 带了照片 ")
        )
    with backend.read(actor) as read:
        row = stored(read, done.visit_id)
        assert (row.day, row.at) == (TODAY, datetime(2026, 11, 23, 10, 15))
        assert (row.resident_id, row.heads, row.outcome, row.note) == (person, 1, Outcome.DONE, "带了照片")
        acts = [r.act for r in read.rows(sa.select(audit_entry).order_by(audit_entry.c.id))]
        assert acts[-1] == "desk.visit"
        assert backend.chain.findings(read.connection, read.center_id) == []


def test_a_newcomer_is_registered_in_the_same_act(work, card):
    done = service.register_visit(work, VisitDraft(service_id=card, newcomer=NEWCOMER))
    assert work.value(sa.select(resident.c.name).where(resident.c.id == done.resident_id)) == "张䶮"
    assert stored(work, done.visit_id).resident_id == done.resident_id


def test_a_newcomer_who_is_known_already_is_shown_and_nothing_is_counted(backend, actor, card):
    draft = VisitDraft(service_id=card, newcomer=NEWCOMER)
    with backend.work(actor) as work:
        service.register_visit(work, draft)
    with pytest.raises(Clash), backend.work(actor) as work:
        service.register_visit(work, draft)
    with backend.read(actor) as read:
        assert (count(read, visit), count(read, resident)) == (1, 1)
    with backend.work(actor) as work:
        service.register_visit(work, replace(draft, sure=True))
    with backend.read(actor) as read:
        assert count(read, resident) == 2


def test_a_visit_of_somebody_merged_meanwhile_lands_on_the_record_that_stayed(work, make, card):
    keep, drop = make.resident("王桂兰"), make.resident("王桂兰")
    merge_service.merge(work, MergeChoice(keep, drop))
    done = service.register_visit(work, VisitDraft(service_id=card, resident_id=drop))
    assert (done.resident_id, stored(work, done.visit_id).resident_id) == (keep, keep)
    merge_service.forget(work, keep, "本人要求")
    with pytest.raises(NotFound):
        service.register_visit(work, VisitDraft(service_id=card, resident_id=drop))


def test_unnamed_visitors_are_counted_by_heads_only(work, card):
    done = service.register_visit(work, VisitDraft(service_id=card, heads=28, visitor="四点钟学校"))
    row = stored(work, done.visit_id)
    assert (row.resident_id, row.heads, row.visitor) == (None, 28, "四点钟学校")


def test_a_refused_proof_counts_as_a_referral(work, make, proof):
    done = service.register_visit(work, VisitDraft(service_id=proof, resident_id=make.resident()))
    assert (done.outcome, done.refer_to) == (Outcome.REFERRED, "派出所")
    assert stored(work, done.visit_id).passed_to == "派出所"
    with pytest.raises(Invalid):
        service.register_visit(work, VisitDraft(service_id=proof, outcome=Outcome.DONE))
    with pytest.raises(Invalid):
        service.set_outcome(work, OutcomeDraft(done.visit_id, Outcome.DONE))


def test_saving_the_same_form_twice_counts_once(backend, actor, card, proof):
    draft = VisitDraft(service_id=card, client_key="form-1", newcomer=NEWCOMER)
    with backend.work(actor) as work:
        first = service.register_visit(work, draft)
    with backend.work(actor) as work:
        second = service.register_visit(work, draft)
    assert second == replace(first, again=True)
    with backend.read(actor) as read:
        assert (count(read, visit), count(read, resident)) == (1, 1)
    with pytest.raises(Invalid), backend.work(actor) as work:
        service.register_visit(work, replace(draft, service_id=proof))


def test_taking_back_keeps_the_row_and_counts_nowhere(work, make, card):
    person = make.resident()
    done = service.register_visit(work, VisitDraft(service_id=card, resident_id=person))
    service.undo_visit(work, done.visit_id)
    assert stored(work, done.visit_id).status is VisitStatus.UNDONE
    assert queries.desk_day(work).visits == 0
    assert queries.visit_ids(work) == []
    assert queries.visit_ids(work, VisitFilter(with_undone=True)) == [done.visit_id]
    assert queries.recent_visits(work, person) == []
    assert queries.visits_by_service(work, TODAY, date(2026, 11, 24)) == []
    with pytest.raises(Invalid):
        service.undo_visit(work, done.visit_id)
    service.restore_visit(work, done.visit_id)
    assert queries.desk_day(work).visits == 1
    with pytest.raises(Invalid):
        service.restore_visit(work, done.visit_id)
    with pytest.raises(NotFound):
        service.undo_visit(work, 987654)


def test_a_matter_is_passed_on_and_finished(work, card):
    ref = service.register_visit(work, VisitDraft(service_id=card, outcome=Outcome.OPEN)).visit_id
    before = service.set_outcome(work, OutcomeDraft(ref, Outcome.PASSED_ON, "街道便民服务中心"))
    assert before is Outcome.OPEN
    assert stored(work, ref).passed_to == "街道便民服务中心"
    service.set_outcome(work, OutcomeDraft(ref, Outcome.DONE, note="已领证"))
    row = stored(work, ref)
    assert (row.outcome, row.note, row.passed_to) == (Outcome.DONE, "已领证", "街道便民服务中心")
    with pytest.raises(Invalid):
        service.set_outcome(work, OutcomeDraft(ref, Outcome.REFERRED))
    service.undo_visit(work, ref)
    with pytest.raises(Invalid):
        service.set_outcome(work, OutcomeDraft(ref, Outcome.OPEN))


@pytest.mark.parametrize("change", [{"service_id": 98765}, {"heads": 0}, {"at": datetime(2026, 11, 24)}])
def test_what_a_rule_forbids_is_not_counted(backend, actor, card, change):
    with pytest.raises(Invalid), backend.work(actor) as work:
        service.register_visit(work, replace(VisitDraft(service_id=card), **change))
    with backend.read(actor) as read:
        assert count(read, visit) == 0


def test_unknown_people_and_withdrawn_services_are_refused(work, make, card):
    with pytest.raises(NotFound):
        service.register_visit(work, VisitDraft(service_id=card, resident_id=98765))
    withdrawn = make.service("旧项目", status=ServiceStatus.WITHDRAWN)
    with pytest.raises(Invalid):
        service.register_visit(work, VisitDraft(service_id=withdrawn))


def test_without_the_right_nothing_is_counted_or_shown(backend, make, card):
    weak = make.actor_as("front_desk", without=(Permission.DESK_SERVE,))
    with pytest.raises(NotAllowed), backend.work(weak) as work:
        service.register_visit(work, VisitDraft(service_id=card))
    blind = make.actor_as("front_desk", without=(Permission.DESK_VIEW,))
    with backend.read(blind) as read, pytest.raises(NotAllowed):
        queries.desk_day(read)


@pytest.fixture
def busy(work, make, card, proof):
    """A day of five visits and two of the day before."""
    wang, chen = make.resident("王堃"), make.resident("陈丽娟")

    def at(day: int, hour: int) -> datetime:
        return datetime(2026, 11, day, hour, 5)

    drafts = [
        VisitDraft(service_id=card, resident_id=wang, at=at(23, 8)),
        VisitDraft(service_id=card, resident_id=chen, at=at(23, 8), outcome=Outcome.OPEN),
        VisitDraft(service_id=proof, resident_id=wang, at=at(23, 9)),
        VisitDraft(service_id=card, heads=12, visitor="合唱队", at=at(23, 9), note="热水"),
        VisitDraft(service_id=card, at=at(23, 10), outcome=Outcome.PASSED_ON, passed_to="社保局"),
        VisitDraft(service_id=card, resident_id=wang, at=at(22, 15)),
        VisitDraft(service_id=proof, heads=2, at=at(22, 16)),
    ]
    return wang, [service.register_visit(work, draft).visit_id for draft in drafts]


def test_today_at_a_glance(work, busy):
    today = queries.desk_day(work)
    assert (today.visits, today.heads, today.residents, today.open) == (5, 16, 2, 1)
    assert today.by_outcome == {Outcome.DONE: 2, Outcome.PASSED_ON: 1, Outcome.OPEN: 1, Outcome.REFERRED: 1}
    assert today.by_hour[8:11] == (2, 13, 1)
    assert queries.desk_day(work, date(2026, 11, 22)).heads == 3


@pytest.mark.parametrize(
    ("wanted", "places"),
    [
        ({}, [4, 3, 2, 1, 0, 6, 5]),
        ({"first": TODAY}, [4, 3, 2, 1, 0]),
        ({"end": TODAY, "order": "at"}, [5, 6]),
        ({"outcomes": (Outcome.REFERRED,)}, [2, 6]),
        ({"text": "合唱"}, [3]),
        ({"text": "王"}, [2, 0, 5]),
        ({"text": "热水"}, [3]),
        ({"first": TODAY, "order": "-heads"}, [3, 4, 2, 1, 0]),
    ],
)
def test_the_day_book_is_filtered_and_ordered(work, busy, wanted, places):
    _, refs = busy
    assert queries.visit_ids(work, VisitFilter(**wanted)) == [refs[n] for n in places]


def test_a_line_of_the_day_book_says_who_what_and_by_whom(work, busy):
    _, refs = busy
    rows = queries.visit_rows(work, [refs[3], refs[0]])
    assert [(r.visitor, r.service, r.heads) for r in rows] == [
        ("合唱队", "老年人优待证代办", 12),
        ("王堃", "老年人优待证代办", 1),
    ]
    assert rows[1].served_by == "林晓"


def test_a_persons_latest_visits_come_first(work, busy):
    wang, refs = busy
    assert [r.visit_id for r in queries.recent_visits(work, wang)] == [refs[2], refs[0], refs[5]]
    assert len(queries.recent_visits(work, wang, limit=1)) == 1


def test_counts_by_service_and_hour(work, card, proof, busy):
    range_ = (date(2026, 11, 22), date(2026, 11, 24))
    counts = {c.service_id: c for c in queries.visits_by_service(work, *range_)}
    assert (counts[card].visits, counts[card].heads) == (5, 16)
    assert (counts[proof].visits, counts[proof].heads) == (2, 3)
    assert [c.service_id for c in queries.frequent_services(work)] == [card, proof]
    hours = queries.visits_by_hour(work, *range_)
    assert (hours[8], hours[9], hours[15], hours[16]) == (2, 13, 1, 2)
