"""Ledgers of what happened at the center: visits, rooms used, activities, volunteers' service, repairs."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.models import account
from neighborcenter.accounts.permissions import Permission
from neighborcenter.activities.kinds import LIVE, ActivityStatus, Presence, SessionStatus
from neighborcenter.activities.models import activity, activity_session, attendance, enrollee, enrollment
from neighborcenter.activities.texts import enrollment_status_name, kind_name
from neighborcenter.booking.kinds import OccurrenceStatus, ResourceKind, Turnout
from neighborcenter.booking.models import booking, occurrence
from neighborcenter.booking.resource_models import resource, resource_absence
from neighborcenter.booking.texts import kind_name as booking_kind_name
from neighborcenter.catalog.models import service
from neighborcenter.center.models import room
from neighborcenter.desk.models import visit
from neighborcenter.desk.texts import outcome_name
from neighborcenter.kit.i18n import _
from neighborcenter.kit.work import Read
from neighborcenter.modules.models import service_module
from neighborcenter.people import rules
from neighborcenter.people.kinds import Sex
from neighborcenter.people.models import people_group, resident
from neighborcenter.people.queries import address_text
from neighborcenter.people.texts import SEX_NAMES
from neighborcenter.reports.counting import kept_between
from neighborcenter.reports.figures import instant_of
from neighborcenter.reports.ledgers.ledger import Ask, Column, Ledger, Line
from neighborcenter.reports.ledgers.people import ADDRESS, AGE, ID_NUMBER, NAME, NOTE, PHONE, SEX, by_hand
from neighborcenter.volunteers.kinds import HoursStatus, VolunteerStatus
from neighborcenter.volunteers.models.hours import service_hours
from neighborcenter.volunteers.models.people import skill, volunteer, volunteer_skill
from neighborcenter.volunteers.models.shifts import post
from neighborcenter.volunteers.texts import word

DAY = Column(
    "day", "日期", "Day", 12, "date", also=("活动日期", "使用日期", "服务日期", "来访日期", "登记日期")
)
FROM = Column("from", "开始时间", "From", 8, "time", also=("起", "起始时间"))
TO = Column("to", "结束时间", "To", 8, "time", also=("止", "截止时间"))
HEADS = Column(
    "heads", "人数", "People", 7, "number", ("参加人数", "服务人数", "使用人数", "参与人数"), totals=True
)


def _sex(row: Any) -> str:
    return "" if row.sex is None or row.sex is Sex.UNKNOWN else _(SEX_NAMES[row.sex])


def _age(row: Any, day: datetime) -> int | None:
    return None if row.birth_date is None else rules.age_on(row.birth_date, day.date())


def _midnights(ask: Ask) -> tuple[datetime, datetime]:
    return datetime.combine(ask.first, time()), datetime.combine(ask.end, time())


def _visits(read: Read, ask: Ask) -> Iterable[Line]:
    rows = read.rows(
        sa.select(
            visit.c.id, visit.c.at, visit.c.visitor, visit.c.heads, visit.c.outcome, visit.c.passed_to, visit.c.note,
            visit.c.resident_id, resident.c.name, resident.c.sex, resident.c.birth_date, resident.c.phone,
            resident.c.community, resident.c.building, resident.c.door, service.c.name.label("matter"),
            service_module.c.name.label("module"), account.c.name.label("by"),
        )
        .join(service, service.c.id == visit.c.service_id)
        .join(service_module, service_module.c.id == visit.c.module_id)
        .join(resident, resident.c.id == visit.c.resident_id, isouter=True)
        .join(account, account.c.id == visit.c.created_by, isouter=True)
        .where(*kept_between(read, ask.first, ask.end))
        .order_by(visit.c.at, visit.c.id)
    )  # fmt: skip
    for row in rows:
        if ask.people is not None and row.resident_id not in ask.people:
            continue
        result = " ".join(part for part in (outcome_name(row.outcome), row.passed_to) if part)
        yield Line(
            "visit",
            row.id,
            (
                row.at, row.name or row.visitor, _sex(row), _age(row, row.at), ask.phone(row.phone or ""),
                "" if row.community is None else address_text(row.community, row.building, row.door),
                row.module, row.matter, row.heads, row.by or "", result, row.note,
            ),
            row.name or row.visitor,
        )  # fmt: skip


def _rooms(read: Read, ask: Ask) -> Iterable[Line]:
    start, stop = _midnights(ask)
    rows = read.rows(
        sa.select(
            occurrence.c.id, occurrence.c.starts, occurrence.c.ends, occurrence.c.turnout, room.c.name.label("room"),
            booking.c.title, booking.c.kind, booking.c.who, booking.c.phone, booking.c.people, booking.c.note,
            booking.c.resident_id, people_group.c.name.label("group"),
        )
        .join(booking, booking.c.id == occurrence.c.booking_id)
        .join(room, room.c.id == occurrence.c.room_id)
        .join(people_group, people_group.c.id == booking.c.group_id, isouter=True)
        .where(
            occurrence.c.center_id == read.center_id, occurrence.c.starts >= start, occurrence.c.starts < min(stop, read.clock.local()),
            occurrence.c.status == OccurrenceStatus.BOOKED, occurrence.c.turnout != Turnout.NO_SHOW,
        )
        .order_by(occurrence.c.starts, occurrence.c.id)
    )  # fmt: skip
    for row in rows:
        yield Line(
            "occurrence",
            row.id,
            (
                row.starts.date(), row.room, row.starts.time(), row.ends.time(), row.title,
                booking_kind_name(row.kind), row.group or "", row.who, ask.phone(row.phone), row.people, None, row.note,
            ),
            row.title,
        )  # fmt: skip


def _activities(read: Read, ask: Ask) -> Iterable[Line]:
    start, stop = _midnights(ask)
    present = (
        sa.select(attendance.c.session_id, sa.func.sum(attendance.c.heads).label("heads"))
        .where(attendance.c.center_id == read.center_id, attendance.c.presence == Presence.PRESENT)
        .group_by(attendance.c.session_id)
        .subquery()
    )
    rows = read.rows(
        sa.select(
            activity_session.c.id, activity_session.c.activity_id, activity_session.c.starts, activity_session.c.ends,
            activity_session.c.place, activity_session.c.heads, activity.c.title, activity.c.kind,
            activity.c.organiser, activity.c.lead_name, activity.c.summary, activity.c.place.label("usual"),
            room.c.name.label("room"), present.c.heads.label("came"), service_module.c.name.label("module"),
        )
        .join(activity, activity.c.id == activity_session.c.activity_id)
        .join(occurrence, occurrence.c.id == activity_session.c.occurrence_id, isouter=True)
        .join(room, room.c.id == occurrence.c.room_id, isouter=True)
        .join(present, present.c.session_id == activity_session.c.id, isouter=True)
        .join(service_module, service_module.c.id == activity.c.module_id, isouter=True)
        .where(
            activity_session.c.center_id == read.center_id, activity_session.c.starts >= start,
            activity_session.c.starts < stop, activity_session.c.ends <= read.clock.local(),
            activity_session.c.status.in_((SessionStatus.PLANNED, SessionStatus.HELD)),
            activity.c.status.not_in((ActivityStatus.DRAFT, ActivityStatus.CANCELLED)),
        )
        .order_by(activity_session.c.starts, activity_session.c.id)
    )  # fmt: skip
    for row in rows:
        yield Line(
            "activity",
            row.activity_id,
            (
                row.starts.date(), row.starts.time(), row.ends.time(), row.title, kind_name(row.kind), row.module or "",
                row.place or row.room or row.usual, row.organiser, row.lead_name,
                row.heads + int(row.came or 0), row.summary, None,
            ),
            row.title,
        )  # fmt: skip


def _sign_ups(read: Read, ask: Ask) -> Iterable[Line]:
    start, stop = instant_of(read, ask.first), instant_of(read, ask.end)
    rows = read.rows(
        sa.select(
            enrollee.c.id, enrollee.c.name, enrollee.c.birth_date, enrollee.c.guardian_name, enrollee.c.guardian_phone,
            enrollee.c.heads, enrollment.c.activity_id, enrollment.c.created_at, enrollment.c.phone,
            enrollment.c.status, enrollment.c.note, enrollee.c.resident_id, resident.c.sex,
            resident.c.phone.label("own"), activity.c.title,
        )
        .join(enrollment, enrollment.c.id == enrollee.c.enrollment_id)
        .join(activity, activity.c.id == enrollment.c.activity_id)
        .join(resident, resident.c.id == enrollee.c.resident_id, isouter=True)
        .where(
            enrollment.c.center_id == read.center_id, enrollment.c.created_at >= start,
            enrollment.c.created_at < stop, enrollment.c.status.in_(LIVE),
        )
        .order_by(enrollment.c.created_at, enrollee.c.id)
    )  # fmt: skip
    for row in rows:
        if ask.people is not None and row.resident_id not in ask.people:
            continue
        at = read.clock.wall(row.created_at)
        yield Line(
            "activity",
            row.activity_id,
            (
                row.title, row.name, _sex(row), _age(row, at), ask.phone(row.phone or row.own or ""), row.heads,
                row.guardian_name, ask.phone(row.guardian_phone), at.date(), enrollment_status_name(row.status), row.note,
            ),
            row.name,
        )  # fmt: skip


def _attendance(read: Read, ask: Ask) -> Iterable[Line]:
    start, stop = _midnights(ask)
    rows = read.rows(
        sa.select(
            attendance.c.id, attendance.c.name, attendance.c.at, attendance.c.heads, attendance.c.picked_up_at,
            attendance.c.picked_up_by, attendance.c.note, attendance.c.resident_id, activity.c.title,
            activity_session.c.activity_id, activity_session.c.starts, resident.c.phone,
        )
        .join(activity_session, activity_session.c.id == attendance.c.session_id)
        .join(activity, activity.c.id == activity_session.c.activity_id)
        .join(resident, resident.c.id == attendance.c.resident_id, isouter=True)
        .where(
            attendance.c.center_id == read.center_id, activity_session.c.starts >= start,
            activity_session.c.starts < stop, attendance.c.presence == Presence.PRESENT,
        )
        .order_by(activity_session.c.starts, attendance.c.at, attendance.c.id)
    )  # fmt: skip
    for row in rows:
        if ask.people is None or row.resident_id in ask.people:
            picked = row.picked_up_at.time() if row.picked_up_at else None
            cells = (
                row.starts.date(), row.title, row.name, row.heads, row.at.time(), picked, row.picked_up_by,
                ask.phone(row.phone or ""), None, row.note,
            )  # fmt: skip
            yield Line("activity", row.activity_id, cells, row.name)


def _volunteers(read: Read, ask: Ask) -> Iterable[Line]:
    skills: dict[int, list[str]] = {}
    for one in read.rows(
        sa.select(volunteer_skill.c.volunteer_id, skill.c.name)
        .join(skill, skill.c.id == volunteer_skill.c.skill_id)
        .where(volunteer_skill.c.center_id == read.center_id)
        .order_by(skill.c.position, skill.c.id)
    ):
        skills.setdefault(one.volunteer_id, []).append(one.name)
    rows = read.rows(
        sa.select(
            volunteer, resident.c.name, resident.c.sex, resident.c.birth_date, resident.c.phone, resident.c.id_number,
            resident.c.community, resident.c.building, resident.c.door,
        )
        .join(resident, resident.c.id == volunteer.c.resident_id)
        .where(volunteer.c.center_id == read.center_id, volunteer.c.status != VolunteerStatus.LEFT)
        .order_by(volunteer.c.number, volunteer.c.id)
    )  # fmt: skip
    now = read.clock.local()
    for row in rows:
        if ask.people is None or row.resident_id in ask.people:
            cells = (
                row.number, row.name, _sex(row), _age(row, now), ask.id_number(row.id_number), ask.phone(row.phone),
                address_text(row.community, row.building, row.door), row.work_unit,
                _("Yes") if row.party_member else "", "、".join(skills.get(row.id, ())), row.registered_on,
                word(row.status), row.note,
            )  # fmt: skip
            yield Line("volunteer", row.id, cells, row.name)


def _hours(read: Read, ask: Ask) -> Iterable[Line]:
    rows = read.rows(
        sa.select(
            service_hours.c.volunteer_id, service_hours.c.id, service_hours.c.day, service_hours.c.content,
            service_hours.c.place, service_hours.c.minutes, service_hours.c.status, service_hours.c.reason,
            volunteer.c.number, volunteer.c.resident_id, resident.c.name, resident.c.phone, post.c.name.label("post"),
        )
        .join(volunteer, volunteer.c.id == service_hours.c.volunteer_id)
        .join(resident, resident.c.id == volunteer.c.resident_id)
        .join(post, post.c.id == service_hours.c.post_id, isouter=True)
        .where(
            service_hours.c.center_id == read.center_id, service_hours.c.day >= ask.first,
            service_hours.c.day < ask.end,
            service_hours.c.status.not_in((HoursStatus.CORRECTED, HoursStatus.VOIDED)),
        )
        .order_by(service_hours.c.day, service_hours.c.id)
    )  # fmt: skip
    for row in rows:
        if ask.people is None or row.resident_id in ask.people:
            cells = (
                row.number, row.name, ask.phone(row.phone), row.day, row.content or row.post or "",
                row.place or row.post or "", round(row.minutes / 60, 1), word(row.status), row.reason,
            )  # fmt: skip
            yield Line("volunteer", row.volunteer_id, cells, row.name)


def _repairs(read: Read, ask: Ask) -> Iterable[Line]:
    start, stop = _midnights(ask)
    rows = read.rows(
        sa.select(resource_absence, resource.c.name, room.c.name.label("room"), account.c.name.label("by"))
        .join(resource, resource.c.id == resource_absence.c.resource_id)
        .join(room, room.c.id == resource.c.room_id, isouter=True)
        .join(account, account.c.id == resource_absence.c.created_by, isouter=True)
        .where(
            resource_absence.c.center_id == read.center_id, resource.c.kind == ResourceKind.EQUIPMENT,
            resource_absence.c.starts < stop, resource_absence.c.ends > start,
        )
        .order_by(resource_absence.c.starts, resource_absence.c.id)
    )  # fmt: skip
    for row in rows:
        back = row.ends.date() - timedelta(days=row.ends.time() == time())
        cells = (
            row.starts.date(), row.name, row.room or "", row.quantity, row.reason, row.by or "", None, back, None, None,
        )  # fmt: skip
        yield Line("resource", row.resource_id, cells, row.name)


EVENT_LEDGERS: tuple[Ledger, ...] = (
    Ledger(
        "visits", "群众来访接待登记表", "Register of visits", Permission.DESK_VIEW,
        (
            Column("at", "来访时间", "Visited at", 16, "datetime", ("日期", "登记日期", "接待时间", "时间")),
            Column("name", "姓名", "Full name", 10, also=("来访人", "来访人姓名", "访客姓名", "诉求人姓名")), SEX, AGE, PHONE,
            Column("address", "居住地址", "Address", 22, also=("所属单位或居住地", "住址", "地址")),
            Column("module", "服务模块", "Module", 12), Column("matter", "来访事由", "Matter", 22, also=("事由", "办理事项", "诉求内容")),
            HEADS, Column("by", "接待人员姓名", "Received by", 10, also=("接待人", "接待人员", "受理人", "经办人")),
            Column("result", "处理意见与结果", "Result", 14, also=("处理结果", "办理结果", "处理意见")), NOTE,
        ),
        _visits, "days", words="qzlf laifang lfjd",
    ),
    Ledger(
        "room_use", "活动室使用登记表", "Register of the use of rooms", Permission.BOOKING_VIEW,
        (
            DAY, Column("room", "功能室名称", "Room", 14, also=("场地名称", "活动室", "使用场地", "场地")), FROM, TO,
            Column("title", "活动内容", "What for", 18, also=("用途", "使用事由", "活动名称")), Column("kind", "类别", "Kind", 10),
            Column("group", "使用单位", "Unit", 14, also=("社团名称", "单位", "使用团队")),
            Column("who", "负责人", "In charge", 10, also=("预约人姓名", "借用人", "联系人")), PHONE, HEADS,
            by_hand("signed", "签字", "Signature", 10), NOTE,
        ),
        _rooms, "days", words="hdssy changdi cdsy",
    ),
    Ledger(
        "activities", "活动开展情况台账", "Ledger of activities", Permission.ACTIVITIES_VIEW,
        (
            DAY, FROM, TO, Column("title", "活动名称", "Activity", 20, also=("活动主题", "活动标题", "活动内容")),
            Column("kind", "活动类型", "Kind", 10, also=("类型",)), Column("module", "服务模块", "Module", 12),
            Column("place", "活动地点", "Place", 14, also=("地点",)), Column("organiser", "主办单位", "Organised by", 16, also=("主办方", "组织单位")),
            Column("lead", "负责人", "Led by", 10, also=("联系人", "组织者")), HEADS,
            Column("summary", "活动简介", "Summary", 22, also=("活动内容简介", "活动情况")), by_hand("note", "备注", "Remarks", 12),
        ),
        _activities, "days", words="hdkz huodong",
    ),
    Ledger(
        "sign_ups", "活动报名登记表", "Register of sign-ups", Permission.ACTIVITIES_VIEW,
        (
            Column("title", "活动名称", "Activity", 20, also=("报名活动",)), NAME, SEX, AGE, PHONE,
            Column("heads", "报名人数", "People", 8, "number", ("人数",), totals=True),
            Column("guardian", "监护人姓名", "Guardian", 10, also=("监护人",)),
            Column("guardian_phone", "监护人电话", "Guardian's phone", 15),
            Column("day", "报名日期", "Signed up on", 12, "date", ("报名时间", "登记日期")),
            Column("status", "报名状态", "State", 10, also=("状态",)), NOTE,
        ),
        _sign_ups, "days", words="hdbm baoming",
    ),
    Ledger(
        "attendance", "活动签到表", "Activity attendance", Permission.ACTIVITIES_VIEW,
        (
            DAY, Column("title", "活动名称", "Activity", 20), Column("name", "成员姓名", "Full name", 10, also=("姓名",)), HEADS,
            Column("at", "签到时间", "Came at", 9, "time"), Column("picked_up", "接走时间", "Picked up at", 9, "time"),
            Column("picked_by", "接送人", "Picked up by", 10), Column("phone", "联系方式", "Phone", 15, also=("联系电话",)),
            by_hand("signed", "负责人签字", "Signature", 10), NOTE,
        ),
        _attendance, "days", words="hdqd qiandao",
    ),
    Ledger(
        "volunteers", "志愿者花名册", "Register of volunteers", Permission.VOLUNTEERS_VIEW,
        (
            Column("number", "志愿者编号", "Number", 12, also=("编号",)), NAME, SEX, AGE, ID_NUMBER, PHONE, ADDRESS,
            Column("unit", "工作单位", "Works at", 14, also=("单位",)), Column("party", "是否党员", "Party member", 8, also=("党员",)),
            Column("skills", "服务特长", "Skills", 16, also=("特长", "技能")), Column("since", "注册日期", "Registered on", 12, "date", ("注册时间",)),
            Column("status", "状态", "State", 8), NOTE,
        ),
        _volunteers, of_people=True, words="zyzhmc zhiyuanzhe",
    ),
    Ledger(
        "service_hours", "志愿服务记录表", "Record of volunteer service", Permission.VOLUNTEERS_VIEW,
        (
            Column("number", "志愿者编号", "Number", 12, also=("编号",)),
            Column("name", "志愿者姓名", "Volunteer", 10, also=("姓名", "志愿者")), PHONE,
            Column("day", "服务日期", "Day", 12, "date", ("日期", "活动日期", "服务时间")),
            Column("content", "服务内容", "Service", 20, also=("活动内容", "服务项目")), Column("place", "服务地点", "Place", 14, also=("地点",)),
            Column("hours", "服务时长(小时)", "Hours", 9, "decimal", ("服务时长", "时长", "工时"), totals=True),
            Column("status", "完成状态", "State", 10, also=("状态",)), NOTE,
        ),
        _hours, "days", words="zyfwjl fuwu",
    ),
    Ledger(
        "repairs", "设施维修记录表", "Record of repairs", Permission.BOOKING_VIEW,
        (
            Column("day", "报修日期", "Reported on", 12, "date", ("日期", "维修日期")),
            Column("name", "设施名称", "Equipment", 16, also=("设备名称", "名称")), Column("place", "所在位置", "Where", 14, also=("位置", "地点")),
            Column("count", "数量", "Pieces", 7, "number", totals=True), Column("trouble", "故障情况", "Fault", 20, also=("问题描述", "维修内容")),
            Column("by", "报修人", "Reported by", 10, also=("登记人",)), by_hand("mended_by", "维修人员", "Mended by", 10),
            Column("back", "修复日期", "Back on", 12, "date", ("完成日期",)), by_hand("cost", "维修费用", "Cost", 9), by_hand("note", "备注", "Remarks", 14),
        ),
        _repairs, "days", words="sswx weixiu",
    ),
)  # fmt: skip
