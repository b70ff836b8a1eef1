"""A month of a center, the same every time: visits of October 2026 with the months they are compared with."""

from datetime import date, datetime, timedelta
from random import Random

import sqlalchemy as sa

from neighborcenter.booking import appointment_service, plan_service
from neighborcenter.booking.kinds import BookingKind, OccurrenceStatus
from neighborcenter.booking.models import claim, occurrence
from neighborcenter.booking.resource_drafts import AppointmentDraft, PlanDraft
from neighborcenter.booking.rulebook.kinds import ChargeKind, ChargeState
from neighborcenter.booking.rulebook.models import charge, receipt
from neighborcenter.catalog.models import Handling, Need, service_paper
from neighborcenter.center.models import center, closed_day
from neighborcenter.desk.kinds import Outcome, VisitStatus
from neighborcenter.forms import entry_service
from neighborcenter.forms import files as forms_files
from neighborcenter.forms import service as forms_service
from neighborcenter.forms.drafts import EntryDraft
from neighborcenter.kit.times import Month
from neighborcenter.modules.models import ModuleNumber
from neighborcenter.people.models import care_tag, resident_tag
from tests.support.builders import Builders
from tests.support.canteen import fill_canteen
from tests.support.counter import Counter, fill_counter
from tests.support.course import fill_course
from tests.support.ledgers import Ledgers, fill_ledgers
from tests.support.service import Service, fill_service

MODULES = (
    ("党建引领", ModuleNumber.ONE),
    ("政务便民", ModuleNumber.SIX),
    ("养老服务", ModuleNumber.SIX),
    ("托幼服务", ModuleNumber.SIX),
    ("文体活动", ModuleNumber.SIX),
    ("平安法治", ModuleNumber.SIX),
    ("志愿服务", ModuleNumber.SIX),
    ("邻里食堂", ModuleNumber.X),
)
SERVICES = (
    ("在职党员“回家日”报到", 0, 4),
    ("城乡居民最低生活保障申请", 1, 6),
    ("养老保险待遇领取资格认证", 1, 22),
    ("医疗保险参保登记、变更与关系转移接续", 1, 15),
    ("居家养老上门服务", 2, 8),
    ("老年人健康体检与血压测量", 2, 25),
    ("四点半课堂", 3, 18),
    ("书法、舞蹈、合唱活动报名", 4, 16),
    ("公共法律服务咨询", 5, 5),
    ("志愿者报名与时长证明", 6, 3),
    ("老年食堂就餐登记", 7, 34),
)
ROOMS = (
    ("多功能活动厅", 80, "一层"),
    ("书法室", 24, "二层"),
    ("四点半课堂教室", 36, "二层"),
    ("舞蹈排练厅", 40, "三层"),
    ("党员活动室", 50, "三层"),
    ("邻里议事厅", 20, "一层"),
)
PEOPLE = (
    ("王桂兰", "13805951234", "1949-05-03"),
    ("𠮷田惠美", "13905952345", "1958-11-30"),
    ("林志强", "13605953456", "1972-02-14"),
    ("陈丽华", "15905954567", "1965-08-21"),
    ("张䶮", "18605955678", "1990-01-09"),
    ("蔡秀英", "", "1944-12-01"),
    ("欧阳建国", "13505956789", "1951-07-18"),
    ("黄美玲", "13705957890", "1983-03-27"),
    ("许文彬", "18905958901", "2001-10-10"),
    ("吴燊", "13305959012", "1938-04-05"),
)
OCTOBER = Month(2026, 10)


class FilledMonth:
    """Ids of what was made."""

    def __init__(self, make: Builders) -> None:
        self.make = make
        self.modules: list[int] = []
        self.services: list[int] = []
        self.rooms: list[int] = []
        self.people: list[int] = []
        self.tag = 0
        self.visit = 0
        self.occurrence = 0
        self.closure = 0
        self.receipt = 0
        self.activity = 0
        self.session = 0
        self.enrollment = 0
        self.appointment = 0
        self.form = 0
        self.entry = 0
        self.service = Service()
        self.counter = Counter()
        self.ledgers = Ledgers(0)


def fill_month(make: Builders) -> FilledMonth:
    """Describe the center and fill October 2026, September 2026 and October 2025."""
    filled = FilledMonth(make)
    _describe(make)
    make.open_hours("08:30", "18:00", days=range(6))
    filled.modules = [make.module(name, number) for name, number in MODULES]
    filled.services = [make.service(name, module=filled.modules[at]) for name, at, _weight in SERVICES]
    filled.rooms = [make.room(name, seats, floor=floor) for name, seats, floor in ROOMS]
    filled.people = [
        make.resident(name, phone=phone, birth_date=date.fromisoformat(born), id_number="35050219490503304X")
        for name, phone, born in PEOPLE
    ]
    _tag(filled)
    _guide(filled)
    _visits(filled, OCTOBER, 1.0)
    _visits(filled, OCTOBER.previous(), 0.92)
    _visits(filled, OCTOBER.year_before(), 1.04)
    for month, share in ((OCTOBER, 1.0), (OCTOBER.previous(), 0.8), (OCTOBER.year_before(), 0.6)):
        _bookings(filled, month, share)
    _money(filled)
    fill_course(filled)
    _appointment(filled)
    _entries(filled)
    fill_canteen(filled)
    filled.service = fill_service(filled)
    filled.counter = fill_counter(filled)
    filled.ledgers = fill_ledgers(make, filled.modules[2], filled.people[0])
    return filled


def _money(filled: FilledMonth) -> None:
    """A paid booking of last year, and a closure of the next."""
    booked = filled.make.booking(
        room=filled.rooms[0],
        starts=datetime(2025, 8, 30, 9),
        title="金凤凰婚庆布展",
        kind=BookingKind.HIRE,
        who="金凤凰婚庆公司",
        phone="18960250033",
    )
    with filled.make._work() as work:
        filled.receipt = work.insert(
            receipt, year=2025, number=1, booking_id=booked, fen=30_950, payer="金凤凰婚庆公司"
        )
        for kind, fen, words in (
            (ChargeKind.FEE, 10_950, "每小时54.75元 × 2"),
            (ChargeKind.DEPOSIT, 20_000, "每场押金200元"),
        ):
            work.insert(
                charge, booking_id=booked, kind=kind, fen=fen, words=words, state=ChargeState.PAID,
                receipt_id=filled.receipt,
            )  # fmt: skip
        filled.closure = work.insert(
            closed_day,
            room_id=filled.rooms[0],
            day_from=date(2027, 1, 10),
            day_to=date(2027, 1, 12),
            reason="地板检修",
        )


def _entries(filled: FilledMonth) -> None:
    """The visits to two elders living alone, and one that was taken out of the ledger again."""
    shipped = next(one for one in forms_files.shipped() if one.key == "lonely-elders")
    with filled.make._work() as work:
        filled.form = forms_service.create_form(work, shipped.draft(filled.modules[2]), publish=True)
        visits = (
            (3, 0, "良好", "陪老人聊天，提醒按时服药"),
            (9, 5, "较差", "送去重阳糕"),
            (9, 0, "良好", "重复登记"),
        )
        made = [
            entry_service.add_entry(
                work,
                EntryDraft(
                    filled.form,
                    {"health": health, "by": "周敏", "level": "二级", "talked": talked},
                    date(2026, 10, day),
                    filled.people[who],
                ),
            ).entry_id
            for day, who, health, talked in visits
        ]
        filled.entry = made[1]
        entry_service.void_entry(work, made[2], "登记重复")


def _appointment(filled: FilledMonth) -> None:
    """A haircut of two days later, outside the months of the papers."""
    with filled.make._work() as work:
        plan = plan_service.add_plan(work, PlanDraft("便民理发", filled.rooms[1], 30, capacity=2))
        draft = AppointmentDraft(plan, datetime(2026, 11, 25, 9), filled.people[0], "王桂兰", note="行动不便")
        filled.appointment = appointment_service.make_appointment(work, draft).appointment_id


def _describe(make: Builders) -> None:
    with make._work() as work:
        work.connection.execute(
            center.update()
            .where(center.c.id == work.center_id)
            .values(
                name="双沟社区“党建+”邻里中心",
                address="福建省晋江市青阳街道双沟社区文化路 18 号",
                phone="0595-85661234",
            )
        )


def _tag(filled: FilledMonth) -> None:
    with filled.make._work() as work:
        filled.tag = work.insert(care_tag, name="高龄老人", position=1)
        for person in (0, 5, 6, 9):
            work.execute(resident_tag.insert().values(resident_id=filled.people[person], tag_id=filled.tag))


def _guide(filled: FilledMonth) -> None:
    papers = (
        ("社会救助申请书", Need.NECESSARY, "原件 1 份", "自备", "本人签名；不识字的按手印并由两人见证"),
        ("家庭成员居民身份证、户口簿", Need.NECESSARY, "原件核验，复印件 1 份", "公安机关", ""),
        ("家庭经济状况核对授权书", Need.NECESSARY, "原件 1 份", "窗口领取", "共同生活的家庭成员均须签字授权"),
        ("残疾人证、重大疾病诊断书", Need.OPTIONAL, "复印件 1 份", "残联、医院", ""),
    )
    with filled.make._work() as work:
        work.execute(
            sa.text(
                "UPDATE service SET department = '民政', days = 15, handling = :handling, "
                "eligibility = :who, steps = :steps WHERE id = :id"
            ),
            {
                "handling": Handling.AGENCY.value,
                "who": "户籍在本社区、共同生活的家庭成员人均收入低于当地最低生活保障标准，且家庭财产符合规定的居民，可以申请最低生活保障。",
                "steps": "1. 申请：本人或委托社区代办，提交申请材料。\n2. 受理：窗口当场核验，材料齐全的当场受理，不齐的一次性告知。\n"
                "3. 核对与入户：街道办事处组织家庭经济状况信息核对、入户调查和民主评议。\n4. 审核确认：街道办事处作出审核确认决定，在社区公示 7 日。\n"
                "5. 发放：自作出确认决定之日次月起发放。",
                "id": filled.services[1],
            },
        )
        for place, (name, need, copies, source, note) in enumerate(papers):
            row = {"name": name, "need": need, "copies": copies, "source": source, "note": note}
            work.execute(service_paper.insert().values(service_id=filled.services[1], position=place, **row))


def _visits(filled: FilledMonth, month: Month, share: float) -> None:
    chance = Random(str(month))
    rows, weights = [], [weight for _name, _module, weight in SERVICES]
    day = month.first
    while day < month.next_first:
        busy = 0 if day.weekday() == 6 else (14 if day.weekday() == 1 else 9)
        for _number in range(round(busy * share)):
            at = chance.choices(range(len(SERVICES)), weights)[0]
            hour = chance.choices((8, 9, 10, 11, 14, 15, 16, 17), (3, 8, 7, 4, 5, 6, 3, 1))[0]
            named = chance.random() < 0.7
            when = datetime(day.year, day.month, day.day, hour, chance.randrange(60))
            outcome = chance.choices(list(Outcome), (90, 6, 1 if month == OCTOBER else 0, 3))[0]
            rows.append(
                (at, when, chance.choice(filled.people) if named else None, outcome, chance.randrange(1, 5))
            )
        day += timedelta(days=1)
    for at, when, person, outcome, heads in sorted(rows, key=lambda row: (row[1], row[0])):
        filled.visit = filled.make.visit(
            service=filled.services[at],
            resident=person,
            at=when,
            heads=1 if person else heads,
            outcome=outcome,
            passed_to="街道便民服务中心" if outcome is Outcome.PASSED_ON else "",
            note="材料不齐，已一次性告知" if outcome is Outcome.OPEN else "",
        )
    filled.make.visit(
        service=filled.services[0], at=datetime(month.year, month.month, 7, 9), status=VisitStatus.UNDONE
    )


def _bookings(filled: FilledMonth, month: Month, share: float) -> None:
    plans = (
        (0, "合唱队排练", 1, 14, 120, BookingKind.ACTIVITY, "夕阳红合唱队"),
        (1, "少儿书法班", 2, 16, 90, BookingKind.COURSE, "社区书法协会"),
        (1, "老年书法班", 4, 9, 120, BookingKind.COURSE, "社区书法协会"),
        (2, "四点半课堂", 0, 16, 90, BookingKind.SERVICE, "青年志愿者服务队"),
        (3, "广场舞排练", 3, 14, 120, BookingKind.ACTIVITY, "霞美舞蹈队"),
        (4, "主题党日", 4, 15, 120, BookingKind.PARTY, "社区党总支"),
        (5, "居民议事会", 2, 9, 120, BookingKind.PARTY, "社区居委会"),
    )
    for room, title, weekday, hour, minutes, kind, who in plans:
        first = month.first + timedelta(days=(weekday - month.first.weekday()) % 7)
        starts = datetime(first.year, first.month, first.day, hour)
        filled.make.booking(
            room=filled.rooms[room],
            starts=starts,
            minutes=round(minutes * share),
            times=4,
            title=title,
            kind=kind,
            who=who,
            phone="13805951234",
            people=30,
        )
    with filled.make._work() as work:
        span = [
            occurrence.c.starts >= datetime(month.year, month.month, 1),
            occurrence.c.center_id == work.center_id,
        ]
        ids = [row.id for row in work.rows(sa.select(occurrence.c.id).where(*span).order_by(occurrence.c.id))]
        for ref in ids[5:7]:
            work.update(occurrence, ref, status=OccurrenceStatus.CANCELLED, cancel_reason="老师请假")
            work.execute(claim.delete().where(claim.c.occurrence_id == ref))
        filled.occurrence = ids[0]
