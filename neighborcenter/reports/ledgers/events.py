"""Ledgers of the counter and the rooms: visits, uses of rooms, repairs."""

from collections.abc import Iterable, Sequence
from datetime import time, timedelta
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.models import account
from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking.kinds import OccurrenceStatus, ResourceKind, Turnout
from neighborcenter.booking.models import booking, occurrence
from neighborcenter.booking.resource_models import resource, resource_absence
from neighborcenter.booking.texts import kind_name as booking_kind_name
from neighborcenter.catalog.models import service
from neighborcenter.center.models import room
from neighborcenter.desk.kinds import VisitStatus
from neighborcenter.desk.models import HAS_WORDS, visit
from neighborcenter.desk.texts import outcome_name
from neighborcenter.kit.model import aside
from neighborcenter.kit.work import Read
from neighborcenter.modules.models import service_module
from neighborcenter.people.models import people_group, resident
from neighborcenter.people.queries import address_text
from neighborcenter.reports.counting import kept_between
from neighborcenter.reports.ledgers.columns import DAY, FROM, HEADS, TO, age_of, midnights, sex_of
from neighborcenter.reports.ledgers.ledger import Ask, Column, Ledger, Line
from neighborcenter.reports.ledgers.people import AGE, NOTE, PHONE, SEX, by_hand
from neighborcenter.reports.ledgers.reading import (
    By,
    Reading,
    Seek,
    has_words,
    seek_named,
    seek_person,
    seek_words,
)


def _visits(_read: Read) -> sa.Select[Any]:
    return (
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
    )  # fmt: skip


def _visits_within(_read: Read, ask: Ask) -> list[sa.ColumnElement[bool]]:
    start, stop = midnights(ask)
    return [
            visit.c.status == VisitStatus.KEPT,
            visit.c.at >= start, visit.c.at < stop
    ]  # fmt: skip


def _visits_sought(read: Read, ask: Ask) -> list[sa.ColumnElement[bool]]:
    """The same days by the index of the month's figures, which knows service and person of a visit as well."""
    return kept_between(read, ask.first, ask.end)[1:]


def _own_words(read: Read, typed: str) -> sa.ColumnElement[bool]:
    """What was written down with a visit; most visits have no words of their own and are not looked at."""
    columns = (visit.c.visitor, visit.c.note, visit.c.passed_to)
    return sa.and_(HAS_WORDS, sa.or_(*(has_words(read, one, typed) for one in columns)))


def _visit_lines(_read: Read, ask: Ask, rows: Sequence[Any]) -> Iterable[Line]:
    for row in rows:
        if ask.people is not None and row.resident_id not in ask.people:
            continue
        result = " ".join(part for part in (outcome_name(row.outcome), row.passed_to) if part)
        yield Line(
            "visit",
            row.id,
            (
                row.at, row.name or row.visitor, sex_of(row), age_of(row, row.at), ask.phone(row.phone or ""),
                "" if row.community is None else address_text(row.community, row.building, row.door),
                row.module, row.matter, row.heads, row.by or "", result, row.note,
            ),
            row.name or row.visitor,
            row.id,
        )  # fmt: skip


def _rooms(_read: Read) -> sa.Select[Any]:
    return (
        sa.select(
            occurrence.c.id, occurrence.c.starts, occurrence.c.ends, occurrence.c.turnout, room.c.name.label("room"),
            booking.c.title, booking.c.kind, booking.c.who, booking.c.phone, booking.c.people, booking.c.note,
            booking.c.resident_id, people_group.c.name.label("group"),
        )
        .join(booking, booking.c.id == occurrence.c.booking_id)
        .join(room, room.c.id == occurrence.c.room_id)
        .join(people_group, people_group.c.id == booking.c.group_id, isouter=True)
    )  # fmt: skip


def _rooms_within(read: Read, ask: Ask) -> list[sa.ColumnElement[bool]]:
    start, stop = midnights(ask)
    return [
            occurrence.c.starts >= start, occurrence.c.starts < min(stop, read.clock.local()),
            occurrence.c.status == OccurrenceStatus.BOOKED, occurrence.c.turnout != Turnout.NO_SHOW
    ]  # fmt: skip


def _room_lines(_read: Read, ask: Ask, rows: Sequence[Any]) -> Iterable[Line]:
    for row in rows:
        yield Line(
            "occurrence",
            row.id,
            (
                row.starts.date(), row.room, row.starts.time(), row.ends.time(), row.title,
                booking_kind_name(row.kind), row.group or "", row.who, ask.phone(row.phone), row.people, None, row.note,
            ),
            row.title,
            row.id,
        )  # fmt: skip


def _repairs(_read: Read) -> sa.Select[Any]:
    return (
        sa.select(resource_absence, resource.c.name, room.c.name.label("room"), account.c.name.label("by"))
        .join(resource, resource.c.id == resource_absence.c.resource_id)
        .join(room, room.c.id == resource.c.room_id, isouter=True)
        .join(account, account.c.id == resource_absence.c.created_by, isouter=True)
    )  # fmt: skip


def _repairs_within(_read: Read, ask: Ask) -> list[sa.ColumnElement[bool]]:
    start, stop = midnights(ask)
    return [
            resource.c.kind == ResourceKind.EQUIPMENT,
            resource_absence.c.starts < stop, resource_absence.c.ends > start
    ]  # fmt: skip


def _repair_lines(_read: Read, _ask: Ask, rows: Sequence[Any]) -> Iterable[Line]:
    for row in rows:
        back = row.ends.date() - timedelta(days=row.ends.time() == time())
        cells = (
            row.starts.date(), row.name, row.room or "", row.quantity, row.reason, row.by or "", None, back, None, None,
        )  # fmt: skip
        yield Line("resource", row.resource_id, cells, row.name, row.id)


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
        Reading(
            _visits, visit.c.center_id, _visits_within, (visit.c.at, visit.c.id), _visit_lines,
            (
                seek_person(visit.c.resident_id), Seek(_own_words),
                seek_named(visit.c.service_id, service.c.name, service.c.id),
            ),
            "at",
            {"name": By(resident.c.name_sort, aside(visit.c.resident_id).is_(None), resident.c.center_id), "matter": service.c.name, "module": service_module.c.position, "heads": visit.c.heads},
            _visits_sought,
        ),
        "days", words="qzlf laifang lfjd",
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
        Reading(
            _rooms, occurrence.c.center_id, _rooms_within, (occurrence.c.starts, occurrence.c.id), _room_lines,
            (
            seek_words(booking.c.title, booking.c.who, booking.c.note), seek_named(occurrence.c.room_id, room.c.name, room.c.id),
            seek_named(booking.c.group_id, people_group.c.name, people_group.c.id),
        ),
            "day", {"room": room.c.position, "title": booking.c.title, "kind": booking.c.kind, "group": By(people_group.c.name, booking.c.group_id.is_(None)), "heads": booking.c.people},
        ),
        "days", words="hdssy changdi cdsy",
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
        Reading(
            _repairs, resource_absence.c.center_id, _repairs_within, (resource_absence.c.starts, resource_absence.c.id), _repair_lines,
            (seek_words(resource.c.name, resource_absence.c.reason, room.c.name),),
            "day", {"name": resource.c.name, "count": resource_absence.c.quantity},
        ),
        "days", words="sswx weixiu",
    ),
)  # fmt: skip
