"""Ledgers of activities: what was held, who signed up, who came."""

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.activities.kinds import LIVE, ActivityStatus, Presence, SessionStatus
from neighborcenter.activities.models import activity, activity_session, attendance, enrollee, enrollment
from neighborcenter.activities.texts import enrollment_status_name, kind_name
from neighborcenter.booking.models import occurrence
from neighborcenter.center.models import room
from neighborcenter.kit.work import Read
from neighborcenter.modules.models import service_module
from neighborcenter.people.models import resident
from neighborcenter.reports.figures import instant_of
from neighborcenter.reports.ledgers.columns import DAY, FROM, HEADS, TO, age_of, midnights, sex_of
from neighborcenter.reports.ledgers.ledger import Ask, Column, Ledger, Line
from neighborcenter.reports.ledgers.people import AGE, NAME, NOTE, PHONE, SEX, by_hand
from neighborcenter.reports.ledgers.reading import (
    By,
    Reading,
    seek_named,
    seek_person,
    seek_stranger,
    seek_words,
)


def _activities(_read: Read) -> sa.Select[Any]:
    came = (
        sa.select(sa.func.sum(attendance.c.heads))
        .where(attendance.c.session_id == activity_session.c.id, attendance.c.presence == Presence.PRESENT)
        .scalar_subquery()
    )
    return (
        sa.select(
            activity_session.c.id, activity_session.c.activity_id, activity_session.c.starts, activity_session.c.ends,
            activity_session.c.place, activity_session.c.heads, activity.c.title, activity.c.kind,
            activity.c.organiser, activity.c.lead_name, activity.c.summary, activity.c.place.label("usual"),
            room.c.name.label("room"), came.label("came"), service_module.c.name.label("module"),
        )
        .join(activity, activity.c.id == activity_session.c.activity_id)
        .join(occurrence, occurrence.c.id == activity_session.c.occurrence_id, isouter=True)
        .join(room, room.c.id == occurrence.c.room_id, isouter=True)
        .join(service_module, service_module.c.id == activity.c.module_id, isouter=True)
    )  # fmt: skip


def _activities_within(read: Read, ask: Ask) -> list[sa.ColumnElement[bool]]:
    start, stop = midnights(ask)
    return [
            activity_session.c.starts >= start,
            activity_session.c.starts < stop, activity_session.c.ends <= read.clock.local(),
            activity_session.c.status.in_((SessionStatus.PLANNED, SessionStatus.HELD)),
            activity.c.status.not_in((ActivityStatus.DRAFT, ActivityStatus.CANCELLED))
    ]  # fmt: skip


def _activity_lines(_read: Read, _ask: Ask, rows: Sequence[Any]) -> Iterable[Line]:
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
            row.id,
        )  # fmt: skip


def _sign_ups(_read: Read) -> sa.Select[Any]:
    return (
        sa.select(
            enrollee.c.id, enrollee.c.name, enrollee.c.birth_date, enrollee.c.guardian_name, enrollee.c.guardian_phone,
            enrollee.c.heads, enrollment.c.activity_id, enrollment.c.created_at, enrollment.c.phone,
            enrollment.c.status, enrollment.c.note, enrollee.c.resident_id, resident.c.sex,
            resident.c.phone.label("own"), activity.c.title,
        )
        .join(enrollment, enrollment.c.id == enrollee.c.enrollment_id)
        .join(activity, activity.c.id == enrollment.c.activity_id)
        .join(resident, resident.c.id == enrollee.c.resident_id, isouter=True)
    )  # fmt: skip


def _sign_ups_within(read: Read, ask: Ask) -> list[sa.ColumnElement[bool]]:
    start, stop = instant_of(read, ask.first), instant_of(read, ask.end)
    return [
            enrollment.c.created_at >= start,
            enrollment.c.created_at < stop, enrollment.c.status.in_(LIVE)
    ]  # fmt: skip


def _sign_up_lines(read: Read, ask: Ask, rows: Sequence[Any]) -> Iterable[Line]:
    for row in rows:
        if ask.people is not None and row.resident_id not in ask.people:
            continue
        at = read.clock.wall(row.created_at)
        yield Line(
            "activity",
            row.activity_id,
            (
                row.title, row.name, sex_of(row), age_of(row, at), ask.phone(row.phone or row.own or ""), row.heads,
                row.guardian_name, ask.phone(row.guardian_phone), at.date(), enrollment_status_name(row.status), row.note,
            ),
            row.name,
            row.id,
        )  # fmt: skip


def _attendance(_read: Read) -> sa.Select[Any]:
    return (
        sa.select(
            attendance.c.id, attendance.c.name, attendance.c.at, attendance.c.heads, attendance.c.picked_up_at,
            attendance.c.picked_up_by, attendance.c.note, attendance.c.resident_id, activity.c.title,
            activity_session.c.activity_id, activity_session.c.starts, resident.c.phone,
        )
        .join(activity_session, activity_session.c.id == attendance.c.session_id)
        .join(activity, activity.c.id == activity_session.c.activity_id)
        .join(resident, resident.c.id == attendance.c.resident_id, isouter=True)
    )  # fmt: skip


def _attendance_within(_read: Read, ask: Ask) -> list[sa.ColumnElement[bool]]:
    start, stop = midnights(ask)
    return [
            activity_session.c.starts >= start,
            activity_session.c.starts < stop, attendance.c.presence == Presence.PRESENT
    ]  # fmt: skip


def _attendance_lines(_read: Read, ask: Ask, rows: Sequence[Any]) -> Iterable[Line]:
    for row in rows:
        if ask.people is None or row.resident_id in ask.people:
            picked = row.picked_up_at.time() if row.picked_up_at else None
            cells = (
                row.starts.date(), row.title, row.name, row.heads, row.at.time(), picked, row.picked_up_by,
                ask.phone(row.phone or ""), None, row.note,
            )  # fmt: skip
            yield Line("activity", row.activity_id, cells, row.name, row.id)


ACTIVITY_LEDGERS: tuple[Ledger, ...] = (
    Ledger(
        "activities", "活动开展情况台账", "Ledger of activities", Permission.ACTIVITIES_VIEW,
        (
            DAY, FROM, TO, Column("title", "活动名称", "Activity", 20, also=("活动主题", "活动标题", "活动内容")),
            Column("kind", "活动类型", "Kind", 10, also=("类型",)), Column("module", "服务模块", "Module", 12),
            Column("place", "活动地点", "Place", 14, also=("地点",)), Column("organiser", "主办单位", "Organised by", 16, also=("主办方", "组织单位")),
            Column("lead", "负责人", "Led by", 10, also=("联系人", "组织者")), HEADS,
            Column("summary", "活动简介", "Summary", 22, also=("活动内容简介", "活动情况")), by_hand("note", "备注", "Remarks", 12),
        ),
        Reading(
            _activities, activity_session.c.center_id, _activities_within, (activity_session.c.starts, activity_session.c.id), _activity_lines,
            (seek_words(activity.c.title, activity.c.organiser, activity.c.lead_name, activity.c.summary),),
            "day", {"title": activity.c.title, "kind": activity.c.kind, "module": By(service_module.c.position, activity.c.module_id.is_(None))},
        ),
        "days", words="hdkz huodong",
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
        Reading(
            _sign_ups, enrollment.c.center_id, _sign_ups_within, (enrollment.c.created_at, enrollee.c.id), _sign_up_lines,
            (seek_person(enrollee.c.resident_id), seek_stranger(enrollee.c.resident_id, enrollee.c.name), seek_named(enrollment.c.activity_id, activity.c.title, activity.c.id)),
            "day", {"title": activity.c.title, "name": enrollee.c.name, "status": enrollment.c.status},
        ),
        "days", words="hdbm baoming",
    ),
    Ledger(
        "attendance", "活动签到表", "Activity attendance", Permission.ACTIVITIES_VIEW,
        (
            DAY, Column("title", "活动名称", "Activity", 20), Column("name", "成员姓名", "Full name", 10, also=("姓名",)), HEADS,
            Column("at", "签到时间", "Came at", 9, "time"), Column("picked_up", "接走时间", "Picked up at", 9, "time"),
            Column("picked_by", "接送人", "Picked up by", 10), Column("phone", "联系方式", "Phone", 15, also=("联系电话",)),
            by_hand("signed", "负责人签字", "Signature", 10), NOTE,
        ),
        Reading(
            _attendance, activity_session.c.center_id, _attendance_within, (activity_session.c.starts, attendance.c.at, attendance.c.id), _attendance_lines,
            (seek_person(attendance.c.resident_id), seek_stranger(attendance.c.resident_id, attendance.c.name), seek_named(activity_session.c.activity_id, activity.c.title, activity.c.id)),
            "day", {"title": activity.c.title, "name": attendance.c.name},
        ),
        "days", words="hdqd qiandao",
    ),
)  # fmt: skip
