"""Ledgers of volunteers: who they are and what they served."""

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import _
from neighborcenter.kit.work import Read
from neighborcenter.people.models import resident
from neighborcenter.people.queries import address_text, rows_of
from neighborcenter.reports.ledgers.columns import age_of, sex_of
from neighborcenter.reports.ledgers.ledger import Ask, Column, Ledger, Line
from neighborcenter.reports.ledgers.people import ADDRESS, AGE, ID_NUMBER, NAME, NOTE, PHONE, SEX
from neighborcenter.reports.ledgers.reading import (
    Reading,
    Seek,
    has_words,
    seek_named,
    seek_person,
    seek_words,
)
from neighborcenter.volunteers.kinds import HoursStatus, VolunteerStatus
from neighborcenter.volunteers.models.hours import service_hours
from neighborcenter.volunteers.models.people import skill, volunteer, volunteer_skill
from neighborcenter.volunteers.models.shifts import post
from neighborcenter.volunteers.texts import word


def _volunteers(_read: Read) -> sa.Select[Any]:
    return (
        sa.select(
            volunteer, resident.c.name, resident.c.sex, resident.c.birth_date, resident.c.phone, resident.c.id_number,
            resident.c.community, resident.c.building, resident.c.door,
        )
        .join(resident, resident.c.id == volunteer.c.resident_id)
    )  # fmt: skip


def _volunteers_within(_read: Read, _ask: Ask) -> list[sa.ColumnElement[bool]]:
    return [
            volunteer.c.status != VolunteerStatus.LEFT
    ]  # fmt: skip


def _volunteer_lines(read: Read, ask: Ask, rows: Sequence[Any]) -> Iterable[Line]:
    skills: dict[int, list[str]] = {}
    for one in rows_of(
        read,
        sa.select(volunteer_skill.c.volunteer_id, skill.c.name)
        .join(skill, skill.c.id == volunteer_skill.c.skill_id)
        .order_by(skill.c.position, skill.c.id),
        volunteer_skill.c.volunteer_id,
        [row.id for row in rows],
    ):
        skills.setdefault(one.volunteer_id, []).append(one.name)
    now = read.clock.local()
    for row in rows:
        if ask.people is None or row.resident_id in ask.people:
            cells = (
                row.number, row.name, sex_of(row), age_of(row, now), ask.id_number(row.id_number), ask.phone(row.phone),
                address_text(row.community, row.building, row.door), row.work_unit,
                _("Yes") if row.party_member else "", "、".join(skills.get(row.id, ())), row.registered_on,
                word(row.status), row.note,
            )  # fmt: skip
            yield Line("volunteer", row.id, cells, row.name, row.id)


def _hours(_read: Read) -> sa.Select[Any]:
    return (
        sa.select(
            service_hours.c.volunteer_id, service_hours.c.id, service_hours.c.day, service_hours.c.content,
            service_hours.c.place, service_hours.c.minutes, service_hours.c.status, service_hours.c.reason,
            volunteer.c.number, volunteer.c.resident_id, resident.c.name, resident.c.phone, post.c.name.label("post"),
        )
        .join(volunteer, volunteer.c.id == service_hours.c.volunteer_id)
        .join(resident, resident.c.id == volunteer.c.resident_id)
        .join(post, post.c.id == service_hours.c.post_id, isouter=True)
    )  # fmt: skip


def _hours_within(_read: Read, ask: Ask) -> list[sa.ColumnElement[bool]]:
    return [
            service_hours.c.day >= ask.first,
            service_hours.c.day < ask.end,
            service_hours.c.status.not_in((HoursStatus.CORRECTED, HoursStatus.VOIDED))
    ]  # fmt: skip


def _seek_volunteer(read: Read, typed: str) -> sa.ColumnElement[bool] | None:
    """Hours of whom the text names, or who has this number."""
    named = [has_words(read, volunteer.c.number, typed)]
    person = seek_person(volunteer.c.resident_id).condition(read, typed)
    wanted = sa.select(volunteer.c.id).where(sa.or_(*named, *(() if person is None else (person,))))
    refs = [row[0] for row in read.rows(wanted)]
    return service_hours.c.volunteer_id.in_(refs) if refs else None


def _hour_lines(_read: Read, ask: Ask, rows: Sequence[Any]) -> Iterable[Line]:
    for row in rows:
        if ask.people is None or row.resident_id in ask.people:
            cells = (
                row.number, row.name, ask.phone(row.phone), row.day, row.content or row.post or "",
                row.place or row.post or "", round(row.minutes / 60, 1), word(row.status), row.reason,
            )  # fmt: skip
            yield Line("volunteer", row.volunteer_id, cells, row.name, row.id)


VOLUNTEER_LEDGERS: tuple[Ledger, ...] = (
    Ledger(
        "volunteers", "志愿者花名册", "Register of volunteers", Permission.VOLUNTEERS_VIEW,
        (
            Column("number", "志愿者编号", "Number", 12, also=("编号",)), NAME, SEX, AGE, ID_NUMBER, PHONE, ADDRESS,
            Column("unit", "工作单位", "Works at", 14, also=("单位",)), Column("party", "是否党员", "Party member", 8, also=("党员",)),
            Column("skills", "服务特长", "Skills", 16, also=("特长", "技能")), Column("since", "注册日期", "Registered on", 12, "date", ("注册时间",)),
            Column("status", "状态", "State", 8), NOTE,
        ),
        Reading(
            _volunteers, volunteer.c.center_id, _volunteers_within, (volunteer.c.number, volunteer.c.id), _volunteer_lines,
            (seek_person(volunteer.c.resident_id), seek_words(volunteer.c.number, volunteer.c.work_unit, volunteer.c.note)),
            "number", {"name": resident.c.name_sort, "since": volunteer.c.registered_on, "status": volunteer.c.status},
        ),
        of_people=True, words="zyzhmc zhiyuanzhe",
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
        Reading(
            _hours, service_hours.c.center_id, _hours_within, (service_hours.c.day, service_hours.c.id), _hour_lines,
            (Seek(_seek_volunteer, few=True), seek_words(service_hours.c.content, service_hours.c.place), seek_named(service_hours.c.post_id, post.c.name, post.c.id)),
            "day", {"name": resident.c.name_sort, "number": volunteer.c.number, "hours": service_hours.c.minutes, "status": service_hours.c.status},
        ),
        "days", words="zyfwjl fuwu",
    ),
)  # fmt: skip
