"""The rules of the example center, and what came of them: requests, charges, a rule set aside, a bar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

from neighborcenter.booking import service as booking
from neighborcenter.booking.drafts import BookingDraft
from neighborcenter.booking.free import free_rooms
from neighborcenter.booking.kinds import BookingKind
from neighborcenter.booking.rulebook import bar_service, charge_service
from neighborcenter.booking.rulebook.book import book_of
from neighborcenter.booking.rulebook.drafts import BarDraft
from neighborcenter.booking.rulebook.kinds import PayMethod, RuleKind
from neighborcenter.booking.rulebook.service import switch_rule
from neighborcenter.booking.rulebook.starting import make_starting_rules
from neighborcenter.booking.service import Booked
from neighborcenter.kit.problems import Refused
from neighborcenter.kit.times import TimeRange
from neighborcenter.kit.work import Work

SWITCHED_ON = frozenset(
    {
        RuleKind.NOTICE,
        RuleKind.LENGTH,
        RuleKind.QUOTA,
        RuleKind.APPROVAL,
        RuleKind.FEE,
        RuleKind.DEPOSIT,
        RuleKind.REDUCTION,
        RuleKind.PAY_BY,
        RuleKind.PENALTY,
    }
)


def set_rules(work: Work) -> None:
    """The starting rules, with those switched on that a screen should show."""
    make_starting_rules(work)
    for rule in book_of(work).rules:
        if rule.kind in SWITCHED_ON and not rule.active:
            switch_rule(work, rule.rule_id, active=True)


def live_by_rules(work: Work, groups: Mapping[str, int], residents: Sequence[int]) -> int:
    """Some weeks under these rules.  Returns how many bookings were made."""
    today = work.clock.today()
    choir = next(iter(groups.values()), None)
    made = [
        _book(work, today, 6, 9, 3, BookingDraft(title="重阳敬老联欢", group_id=choir, people=60)),
        _book(work, today, 8, 14, 3, BookingDraft(title="陶瓷商会年会", who="德化陶瓷商会", phone="0595-23551188", people=55)),
        _book(work, today, 3, 19, 2, BookingDraft(title="瑜伽体验课", who="悦动瑜伽馆", phone="13959871234", people=12)),
        paid := _book(work, today, 5, 15, 2, BookingDraft(title="亲子绘本讲座", who="小桔灯书店", phone="13805951122", people=15)),
    ]  # fmt: skip
    if paid is not None:
        charge_service.pay(work, paid.booking_id, PayMethod.WECHAT)
    for day, title in ((2, "家庭聚会"), (4, "书法练习"), (7, "老友棋局")):
        draft = BookingDraft(title=title, resident_id=residents[0], people=8, override="社区老年大学临时加课")
        made.append(_book(work, today, day, 16, 2, draft))
    missed = _book(
        work, today, -4, 10, 2, BookingDraft(title="合唱排练", resident_id=residents[1], people=10)
    )
    made.append(missed)
    if missed is not None:
        bar_service.after_no_show(work, missed.occurrence_ids[0])
    bar_service.add_bar(
        work,
        BarDraft(resident_id=residents[2], until=today + timedelta(days=30), reason="两次预订未到，也未取消"),
    )
    return sum(1 for one in made if one is not None)


def _book(work: Work, today: date, day: int, hour: int, hours: int, draft: BookingDraft) -> Booked | None:
    """Book the best room that is free about then; a day later, up to a week, when none is."""
    for later in range(7):
        start = datetime.combine(today + timedelta(days=day + later), time(hour))
        during = TimeRange(start, start + timedelta(hours=hours))
        rooms = free_rooms(work, during, draft.people)
        if not rooms:
            continue
        wanted = BookingDraft(
            room_id=rooms[0].room_id, starts=during.start, ends=during.end, title=draft.title, who=draft.who,
            phone=draft.phone, resident_id=draft.resident_id, group_id=draft.group_id, people=draft.people,
            kind=BookingKind.HIRE, override=draft.override,
        )  # fmt: skip
        try:
            return booking.book(work, wanted)
        except Refused:
            continue
    return None
