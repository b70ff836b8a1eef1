"""Ledgers of what the center offers: services, groups, rooms and things."""

from collections.abc import Iterable

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking.kinds import ResourceKind, Use
from neighborcenter.booking.resource_models import resource
from neighborcenter.catalog.models import ServiceStatus, service
from neighborcenter.catalog.texts import HANDLINGS
from neighborcenter.center.models import RoomStatus, room, site
from neighborcenter.kit.i18n import _
from neighborcenter.kit.work import Read
from neighborcenter.modules.models import service_module
from neighborcenter.people.models import people_group, resident
from neighborcenter.people.texts import GROUP_KIND_NAMES
from neighborcenter.reports.ledgers.ledger import Ask, Column, Ledger, Line
from neighborcenter.reports.ledgers.people import NOTE, PHONE, by_hand


def _services(read: Read, _ask: Ask) -> Iterable[Line]:
    rows = read.rows(
        sa.select(service, service_module.c.name.label("module"))
        .join(service_module, service_module.c.id == service.c.module_id)
        .where(service.c.center_id == read.center_id, service.c.status == ServiceStatus.PUBLISHED)
        .order_by(service_module.c.position, service_module.c.id, service.c.position, service.c.id)
    )
    for row in rows:
        days = None if row.days is None else int(row.days)
        cells = (row.module, row.name, _(HANDLINGS[row.handling]), row.department, days, row.fee, None)
        yield Line("service", row.id, cells, row.name)


def _groups(read: Read, ask: Ask) -> Iterable[Line]:
    rows = read.rows(
        sa.select(people_group, resident.c.name.label("leader"), resident.c.phone.label("own"))
        .join(resident, resident.c.id == people_group.c.leader_id, isouter=True)
        .where(people_group.c.center_id == read.center_id, people_group.c.active.is_(True))
        .order_by(people_group.c.kind, people_group.c.name)
    )
    for row in rows:
        cells = (
            row.name, _(GROUP_KIND_NAMES[row.kind]), row.leader or row.leader_name, ask.phone(row.phone or row.own or ""),
            row.size, row.note,
        )  # fmt: skip
        yield Line("group", row.id, cells, row.name)


def _places(read: Read, _ask: Ask) -> Iterable[Line]:
    rows = read.rows(
        sa.select(room, site.c.name.label("site"))
        .join(site, site.c.id == room.c.site_id)
        .where(room.c.center_id == read.center_id, room.c.status == RoomStatus.OPEN)
        .order_by(site.c.position, room.c.position, room.c.id)
    )
    things: dict[int, list[str]] = {}
    for one in read.rows(
        sa.select(resource.c.room_id, resource.c.name, resource.c.quantity)
        .where(
            resource.c.center_id == read.center_id, resource.c.kind == ResourceKind.EQUIPMENT,
            resource.c.status == Use.OPEN, resource.c.room_id.is_not(None),
        )
        .order_by(resource.c.position, resource.c.id)
    ):  # fmt: skip
        things.setdefault(one.room_id, []).append(f"{one.name}×{one.quantity}")
    for row in rows:
        cells = (
            row.name,
            row.site,
            row.floor,
            row.capacity,
            "、".join(things.get(row.id, ())),
            None,
            row.note,
        )
        yield Line("room", row.id, cells, row.name)


OFFER_LEDGERS: tuple[Ledger, ...] = (
    Ledger(
        "services", "服务项目清单", "List of services", Permission.CATALOG_VIEW,
        (
            Column("module", "服务模块", "Module", 14, also=("功能区域", "模块", "服务类别")),
            Column("name", "服务项目", "Service", 28, also=("事项名称", "项目名称", "服务事项", "服务名称")),
            Column("handling", "办理方式", "Handling", 12), Column("department", "责任部门", "Department", 16, also=("主管部门", "部门")),
            Column("days", "承诺时限(工作日)", "Working days", 10, "number", ("办理时限", "承诺时限")),
            Column("fee", "收费标准", "Fee", 12, also=("是否收费", "收费")), by_hand("note", "备注", "Remarks", 14),
        ),
        _services, words="fwxm qingdan xmqd",
    ),
    Ledger(
        "groups", "社区团队登记表", "Register of groups", Permission.PEOPLE_VIEW,
        (
            Column("name", "团队名称", "Group", 18, also=("社团名称", "组织名称")), Column("kind", "团队类别", "Kind", 12, also=("类别",)),
            Column("leader", "负责人", "Leader", 10, also=("队长", "联系人")), PHONE,
            Column("size", "成员人数", "Members", 8, "number", ("人数",), totals=True), NOTE,
        ),
        _groups, words="sqtd tuandui shetuan",
    ),
    Ledger(
        "rooms", "功能室及设施登记表", "Register of rooms and equipment", Permission.CENTER_VIEW,
        (
            Column("name", "功能室名称", "Room", 16, also=("场地名称", "名称")), Column("site", "所在场所", "Site", 14), Column("floor", "楼层", "Floor", 8),
            Column("seats", "容纳人数", "Seats", 9, "number", ("可容纳人数",), totals=True),
            Column("things", "主要设施", "Equipment", 28, also=("设备", "设施")), by_hand("area", "面积(㎡)", "Area, m²", 9), NOTE,
        ),
        _places, words="gnssheshi sheshi",
    ),
)  # fmt: skip
