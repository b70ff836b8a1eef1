"""Rules, requests, charges, overrides and bars of the demo center, each as somebody would have met it.

The rules are mild: what the standing week holds was booked before them, and what a trainee books is refused only
where a notice in a hall would refuse it too.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from random import Random

from neighborcenter.booking import request_service
from neighborcenter.booking import service as booking
from neighborcenter.booking.drafts import BookingDraft
from neighborcenter.booking.kinds import BookingKind
from neighborcenter.booking.rulebook import bar_service, charge_service
from neighborcenter.booking.rulebook.drafts import BarDraft, RuleDraft
from neighborcenter.booking.rulebook.kinds import Aside, Basis, Effect, Party, PayMethod, RuleKind
from neighborcenter.booking.rulebook.service import add_rule
from neighborcenter.booking.rulebook.starting import make_starting_rules
from neighborcenter.booking.rulebook.terms import Approval, Deposit, Fee, Length, Penalty, Scope
from neighborcenter.kit.problems import Refused
from neighborcenter.kit.work import Work

_HIRE = (BookingKind.HIRE,)
_RULES: tuple[RuleDraft, ...] = (
    RuleDraft(RuleKind.LENGTH, Length(30, 240), Scope(kinds=_HIRE), source="场地管理办法第五条"),
    RuleDraft(RuleKind.APPROVAL, Approval(1, people=60), Scope(kinds=_HIRE), aside=Aside.APPROVE, source="场地管理办法第八条"),
    RuleDraft(RuleKind.FEE, Fee(5000, Basis.HOUR, overtime_fen=5000), Scope(kinds=_HIRE, parties=(Party.OUTSIDER,)), source="收费公示"),
    RuleDraft(RuleKind.DEPOSIT, Deposit(20000), Scope(kinds=_HIRE, parties=(Party.OUTSIDER,)), source="收费公示"),
    RuleDraft(RuleKind.PENALTY, Penalty(2, 12, Effect.BAR, 30), Scope(kinds=_HIRE), aside=Aside.APPROVE, source="场地管理办法第十二条"),
)  # fmt: skip
# Days from the next Monday, room, from, to, title, who, phone, people.
_PAID = (
    (3, "多功能厅", "09:00", "11:00", "晋江农商银行防诈宣传", "晋江农商银行", "13860750011", 55),
    (4, "书画室", "14:00", "17:00", "蓓蕾琴行学员汇报", "蓓蕾琴行", "13905950022", 22),
    (11, "多功能厅", "14:00", "17:00", "金凤凰婚庆布展", "金凤凰婚庆公司", "18960250033", 50),
)
# The same, the group or "" for a resident, and the answer: "" waits, "+…" granted, "-…" declined.
_ASKED = (
    (5, "多功能厅", "14:30", "17:30", "社区羽毛球友谊赛颁奖", "", 70, ""),
    (12, "老年食堂", "13:30", "16:30", "老年协会年终联欢", "老年协会", 80, ""),
    (13, "多功能厅", "14:00", "17:00", "越剧专场演出", "越剧社", 90, ""),
    (
        6,
        "多功能厅",
        "09:00",
        "11:30",
        "家长学校亲子运动会",
        "",
        60,
        "+请提前一天到前台领取器材，结束后恢复桌椅。",
    ),
    (
        4,
        "多功能厅",
        "14:00",
        "16:00",
        "保健品推介会",
        "",
        80,
        "-场地不用于商品推介；健康讲座可以改由家医团队来讲。",
    ),
)


def fill(
    work: Work, rng: Random, groups: Mapping[str, int], residents: Sequence[int], rooms: Mapping[str, int]
) -> int:
    """Set the rules and make what they speak of; returns how many bookings."""
    make_starting_rules(work)
    for rule in _RULES:
        add_rule(work, rule)
    monday = work.clock.today() - timedelta(days=work.clock.today().weekday()) + timedelta(weeks=1)
    made = sum(_paid(work, monday, rooms))
    made += sum(_asked(work, rng, monday, groups, residents, rooms))
    made += _long(work, monday, groups, rooms)
    until = work.clock.today() + timedelta(days=25)
    who = rng.choice(residents)
    bar_service.add_bar(work, BarDraft(resident_id=who, until=until, reason="两次预约未到，也未提前取消"))
    return made


def _draft(
    monday: date, room: int, days: int, opens: str, closes: str, title: str, people: int
) -> BookingDraft:
    day = monday + timedelta(days=days)
    return BookingDraft(
        room_id=room,
        starts=datetime.combine(day, time.fromisoformat(opens)),
        ends=datetime.combine(day, time.fromisoformat(closes)),
        title=title,
        people=people,
        outside_hours=True,
    )


def _with(draft: BookingDraft, **values: object) -> BookingDraft:
    known = {name: getattr(draft, name) for name in draft.__slots__}
    return BookingDraft(**{**known, **values})


def _paid(work: Work, monday: date, rooms: Mapping[str, int]) -> list[bool]:
    """Hires from outside: the first has paid, the second by transfer, the last has not."""
    ways: tuple[PayMethod | None, ...] = (PayMethod.TRANSFER, PayMethod.WECHAT, None)
    made = []
    for (days, room, opens, closes, title, who, phone, people), way in zip(_PAID, ways, strict=True):
        draft = _draft(monday, rooms[room], days, opens, closes, title, people)
        try:
            saved = booking.book(work, _with(draft, who=who, phone=phone))
        except Refused:
            continue
        if way is not None:
            charge_service.pay(work, saved.booking_id, way)
        made.append(True)
    return made


def _asked(
    work: Work,
    rng: Random,
    monday: date,
    groups: Mapping[str, int],
    residents: Sequence[int],
    rooms: Mapping[str, int],
) -> list[bool]:
    """Requests: most wait, one is granted, one is not."""
    made = []
    for days, room, opens, closes, title, group, people, answer in _ASKED:
        draft = _draft(monday, rooms[room], days, opens, closes, title, people)
        who = {"group_id": groups[group]} if group else {"resident_id": rng.choice(residents)}
        try:
            saved = booking.book(work, _with(draft, ask=True, **who))
            if answer.startswith("+"):
                request_service.grant(work, saved.booking_id, answer[1:])
            elif answer:
                request_service.decline(work, saved.booking_id, answer[1:])
        except Refused:
            continue
        made.append(True)
    return made


def _long(work: Work, monday: date, groups: Mapping[str, int], rooms: Mapping[str, int]) -> int:
    """A day longer than the rule allows, agreed to with a reason."""
    draft = _draft(monday, rooms["议事厅"], 6, "08:30", "14:30", "业委会换届计票", 9)
    try:
        booking.book(work, _with(draft, group_id=groups["业委会"], override="换届计票要连续进行，社区已同意"))
    except Refused:
        return 0
    return 1
