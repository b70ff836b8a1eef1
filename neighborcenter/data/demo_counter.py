"""The counter of the demo center: a morning with numbers at three windows, matters in every state, things lent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.models import account
from neighborcenter.booking.kinds import ResourceKind
from neighborcenter.booking.resource_models import resource
from neighborcenter.catalog.models import ServiceStatus, service, service_paper
from neighborcenter.center.queries import holiday_calendar
from neighborcenter.desk.counter import handover_service, loan_service, thing_service
from neighborcenter.desk.counter.drafts import HandoverDraft, LoanDraft, NoticeDraft, ThingDraft
from neighborcenter.desk.counter.kinds import ThingKind
from neighborcenter.desk.counter.models import loan, shift_handover
from neighborcenter.desk.matters import hand_service, rules
from neighborcenter.desk.matters import service as matters
from neighborcenter.desk.matters.drafts import AskDraft, HandDraft, MatterDraft, PaperDraft, RateDraft
from neighborcenter.desk.matters.kinds import Satisfaction
from neighborcenter.desk.matters.models import matter, matter_step
from neighborcenter.desk.models import visit
from neighborcenter.desk.queue import calling_service, setup_queries, setup_service
from neighborcenter.desk.queue import service as queue
from neighborcenter.desk.queue.drafts import FinishDraft, GroupDraft, TicketDraft, WindowDraft
from neighborcenter.desk.queue.kinds import WindowState
from neighborcenter.desk.queue.models import desk_window, ticket, ticket_call
from neighborcenter.desk.queue.queries import windows
from neighborcenter.kit.work import Work
from neighborcenter.people.models import resident

_DONE, _WAITING = 14, 7
# Service (words in its name), days ago, what became of it.
_MATTERS: tuple[tuple[str, int, str], ...] = (
    ("最低生活保障", 12, "accepted"), ("高龄", 40, "overdue"), ("残疾人证", 5, "accepted"),
    ("居住证", 3, "supplement"), ("社会保障卡", 2, "accepted"), ("最低生活保障", 1, "received"),
    ("高龄", 8, "away"), ("残疾人证", 20, "done"), ("就业困难人员认定", 8, "accepted"), ("居住证", 15, "returned"),
    ("养老保险参保", 9, "done"), ("就业困难人员灵活就业", 30, "withdrawn"), ("高龄", 0, "accepted"),
    ("最低生活保障", 25, "done"),
)  # fmt: skip


def fill(work: Work, rng: Random, ids: Sequence[int]) -> int:
    """A morning at the counter; returns how many matters were made."""
    people = list(ids)
    _queue(work)
    _tickets(work, rng, people)
    count = _matters(work, rng, people)
    _loans(work, rng, people)
    _rest(work)
    return count


def _services(work: Work, words: str) -> list[int]:
    rows = work.rows(
        sa.select(service.c.id)
        .where(
            service.c.center_id == work.center_id,
            service.c.status == ServiceStatus.PUBLISHED,
            service.c.refused.is_(False),
            service.c.name.contains(words, autoescape=True),
        )
        .order_by(service.c.id)
    )
    return [row.id for row in rows]


def _queue(work: Work) -> None:
    """Three groups, three windows: 沈洁 serves, 周敏 is at window 2, 马俊 is away for a while."""
    setup_service.switch(work, on=True)
    general = setup_queries.groups(work)[0]
    setup_service.change_group(work, general.id, GroupDraft("A", "综合事项"))
    health = setup_service.add_group(work, GroupDraft("B", "健康小站", tuple(_services(work, "量血压"))))
    setup_service.add_group(work, GroupDraft("C", "社保与养老", tuple(_services(work, "社保"))))
    setup_service.add_window(work, WindowDraft(2, "综合"))
    setup_service.add_window(work, WindowDraft(3, "健康小站", (health,)))
    accounts = {
        row.login: row.id
        for row in work.rows(
            sa.select(account.c.id, account.c.login).where(account.c.center_id == work.center_id)
        )
    }
    for number, login, state, words in (
        (1, "shenjie", WindowState.OPEN, ""),
        (2, "zhoumin", WindowState.OPEN, ""),
        (3, "majun", WindowState.PAUSED, "11:00 回"),
    ):
        window = next(row for row in windows(work) if row.number == number)
        work.update(desk_window, window.id, account_id=accounts.get(login), state=state, words=words)


def _tickets(work: Work, rng: Random, people: list[int]) -> None:
    """Some are done, some wait, two are at a window; times are set back afterwards."""
    now = work.clock.local()
    midnight = datetime.combine(now.date(), time())
    wanted = [
        ref
        for words in ("量血压", "打印复印", "医保参保咨询", "社保卡", "优待证")
        for ref in _services(work, words)[:1]
    ]
    if not wanted:
        return
    first, second = (row.id for row in windows(work)[:2])
    old = _older(work, people)
    for place in range(_DONE + 2 + _WAITING):
        person = rng.choice(old) if place % 4 == 1 else rng.choice(people)
        draft = TicketDraft(service_id=rng.choice(wanted), resident_id=person if place % 6 else None)
        taken = queue.take(work, draft)
        ago = max(1, 9 * (_DONE - place) + 22) if place < _DONE else max(1, 16 - 2 * (place - _DONE))
        at = max(midnight, now - timedelta(minutes=ago))
        work.update(ticket, taken.ticket_id, taken_at=at, line_at=at)
        if place < _DONE:
            calling_service.call_ticket(work, first, taken.ticket_id)
            queue.finish(work, FinishDraft(taken.ticket_id))
            waited, served = rng.randrange(60, 660), rng.randrange(120, 600)
            called, ended = at + timedelta(seconds=waited), min(now, at + timedelta(seconds=waited + served))
            work.update(
                ticket, taken.ticket_id, called_at=called, started_at=called, ended_at=ended,
                waited=waited, served=served,
            )  # fmt: skip
            _spoken(work, taken.ticket_id, called, ended)
        elif place < _DONE + 2:
            window = first if place == _DONE else second
            calling_service.call_ticket(work, window, taken.ticket_id)
            calling_service.start(work, taken.ticket_id)
            begun = max(at, now - timedelta(minutes=6 if place == _DONE else 3, seconds=42))
            work.update(ticket, taken.ticket_id, called_at=begun, started_at=begun)
            _spoken(work, taken.ticket_id, begun, None)


def _spoken(work: Work, ticket_id: int, called: datetime, ended: datetime | None) -> None:
    work.execute(
        ticket_call.update()
        .where(ticket_call.c.ticket_id == ticket_id)
        .values(called_at=called, spoken_at=called, started_at=called, ended_at=ended)
    )


def _older(work: Work, people: list[int]) -> list[int]:
    """Some residents of 75 and older."""
    born = work.clock.today() - timedelta(days=75 * 366)
    rows = work.rows(
        sa.select(resident.c.id)
        .where(resident.c.center_id == work.center_id, resident.c.birth_date <= born)
        .order_by(resident.c.id)
        .limit(40)
    )
    return [row.id for row in rows] or people


def _matters(work: Work, rng: Random, people: list[int]) -> int:
    """In every state; days are set back afterwards, so that clocks run, stand still and have run out."""
    made = 0
    handler = work.value(
        sa.select(account.c.id).where(account.c.center_id == work.center_id, account.c.login == "shenjie")
    )
    for words, ago, state in _MATTERS:
        found = _services(work, words)
        if not found:
            continue
        service_id = found[0]
        papers = tuple(
            PaperDraft(row.name, there=state != "received")
            for row in work.rows(
                sa.select(service_paper.c.name).where(service_paper.c.service_id == service_id)
            )
        )
        done = matters.take_in(
            work, MatterDraft(service_id, rng.choice(people), papers=papers, accept=state != "received")
        )
        made += 1
        work.update(matter, done.matter_id, handler_id=handler)
        _set_back(work, done.matter_id, ago, late=state == "overdue")
        if state == "supplement":
            by = work.clock.today() + timedelta(days=5)
            matters.ask(work, AskDraft(done.matter_id, ("户口簿",), "带原件和复印件", by))
        elif state in ("away", "overdue"):
            hand_service.hand_over(
                work, HandDraft(done.matter_id, "沈洁", "镇便民服务中心 李科", "申请表、身份证复印件")
            )
        elif state == "done":
            matters.finish(work, done.matter_id, "已发证")
            matters.rate(
                work, RateDraft(done.matter_id, rng.choice((Satisfaction.VERY_GOOD, Satisfaction.GOOD)))
            )
        elif state == "returned":
            matters.send_back(work, done.matter_id, "户籍不在本县，到户籍地办")
        elif state == "withdrawn":
            matters.withdraw(work, done.matter_id, "家人已在县里办好")
        if state in ("done", "returned", "withdrawn"):
            ended = work.clock.local() - timedelta(days=ago // 2)
            work.update(matter, done.matter_id, ended_at=ended)
        work.execute(
            matter_step.update().where(matter_step.c.matter_id == done.matter_id).values(account_id=handler)
        )
    return made


def _set_back(work: Work, matter_id: int, ago: int, *, late: bool) -> None:
    row: Any = work.row(sa.select(matter).where(matter.c.id == matter_id))
    now = work.clock.local()
    at = now - timedelta(days=ago)
    values: dict[str, Any] = {"received_at": at}
    if row.accepted_on is not None:
        days = row.days if row.days is not None else 10
        accepted: date = at.date()
        promise = rules.promised(accepted, min(days, 5) if late else days, holiday_calendar(work))
        values |= {"accepted_on": accepted, "days": days, "due": promise.day if promise is not None else None}
    work.update(matter, matter_id, **values)
    work.update(visit, row.visit_id, day=at.date(), at=at)
    work.execute(matter_step.update().where(matter_step.c.matter_id == matter_id).values(at=at))


def _loans(work: Work, rng: Random, people: list[int]) -> None:
    """A wheelchair that is out, a loudspeaker that should be back."""
    things = {
        row.name: row.id
        for row in work.rows(
            sa.select(resource.c.id, resource.c.name).where(
                resource.c.center_id == work.center_id, resource.c.kind == ResourceKind.EQUIPMENT
            )
        )
    }
    now = work.clock.local()
    for name, hours, late, deposit in (
        ("轮椅", 30, False, 20_000),
        ("音响", 26, True, 0),
        ("折叠椅", 50, False, 0),
    ):
        if name not in things:
            continue
        due = datetime.combine((now + timedelta(hours=hours)).date(), time(17, 30))
        draft = LoanDraft(
            things[name], due, 6 if name == "折叠椅" else 1, rng.choice(people), deposit_fen=deposit, note=""
        )
        if (loan_service.free_until(work, draft.resource_id, due) or 0) < draft.quantity:
            continue
        lent = loan_service.lend(work, draft)
        if late:
            back = now - timedelta(hours=hours)
            work.update(loan, lent.loan_id, lent_at=back - timedelta(hours=6), due_at=back)


def _rest(work: Work) -> None:
    """Something found, something missed, words for today, yesterday's handover."""
    today = work.clock.today()
    thing_service.add_thing(
        work, ThingDraft(ThingKind.FOUND, "黑色雨伞", "多功能厅门口", kept_at="前台抽屉", who="合唱队")
    )
    long_ago = work.clock.local() - timedelta(days=400)
    thing_service.add_thing(
        work,
        ThingDraft(ThingKind.FOUND, "银色手链", "一楼大厅", at=long_ago, kept_at="前台抽屉", who="保洁员"),
    )
    thing_service.add_thing(
        work, ThingDraft(ThingKind.LOST, "老花镜，棕色镜框", "书画室", who="陈阿姨", phone="13859700000")
    )
    words = "下午 2 点到 4 点电梯检修，行动不便的居民请到一楼窗口办理。"
    thing_service.hang_notice(work, NoticeDraft(words, today, today + timedelta(days=1), on_display=True))
    ref = handover_service.hand_over(
        work, HandoverDraft("沈洁", cash_fen=20_000, cash_note="轮椅押金", words="电梯下午检修，已贴通知。")
    )
    work.update(shift_handover, ref, giver="周敏", from_id=None)
