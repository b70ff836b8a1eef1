"""One call, one believable record: a test states only what matters to it.

Records of a room are made through the room's own verbs where it has them, so that a built record is one that
could exist.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from functools import cache
from itertools import count
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts import passwords
from neighborcenter.accounts import service as accounts
from neighborcenter.accounts.models import account, account_role, role
from neighborcenter.accounts.permissions import ROLES, Permission
from neighborcenter.backend import Backend
from neighborcenter.booking.models import BookingKind, booking, claim, occurrence
from neighborcenter.catalog.models import ServiceStatus, service
from neighborcenter.center.models import center, hours, room, site
from neighborcenter.desk.models import visit
from neighborcenter.kit.actor import Actor, system_actor
from neighborcenter.kit.model import metadata
from neighborcenter.kit.pinyin import sort_key
from neighborcenter.kit.work import Work
from neighborcenter.modules.models import ModuleNumber, service_module
from neighborcenter.people import records
from neighborcenter.people.models import GroupKind, people_group, resident

ADMIN_LOGIN = "lin"
ADMIN_NAME = "林晓"
ADMIN_PASSWORD = "春风十里 Spring-2026"
CENTER_NAME = "双沟社区邻里中心"
CENTER_CODE = "350582001"
NAMES = ("王堃", "陈丽娟", "黄志明", "吴燊", "蔡秀英", "林喆", "许文彬", "张䶮", "洪美玲", "庄建国")

assert metadata  # The whole schema is known once the back end is imported.


@cache
def hashed(password: str) -> str:
    """The hash of a password, worked out once per run (200 ms each)."""
    return passwords.hash_of(password)


def found_center(backend: Backend) -> int:
    """The smallest installation: one center with a main site, its five roles, 林晓 as administrator."""
    with backend.engine.execution_options(write=True).begin() as connection:
        center_id = connection.execute(
            center.insert().values(code=CENTER_CODE, name=CENTER_NAME, created_at=backend.clock.now())
        ).inserted_primary_key[0]
        connection.execute(site.insert().values(center_id=center_id, name="主楼"))
    with backend.work(system_actor(center_id)) as work:
        accounts.make_roles(work)
        work.record("center.found", "center", center_id, name=CENTER_NAME)
        _account(work, ADMIN_LOGIN, ADMIN_NAME, ADMIN_PASSWORD, ("administrator",))
    return int(center_id)


def _account(work: Work, login: str, name: str, password: str, roles: tuple[str, ...]) -> int:
    account_id = work.insert(
        account,
        login=login,
        name=name,
        password_hash=hashed(password),
        password_changed_at=work.clock.now(),
    )
    for key in roles:
        role_id = work.value(
            sa.select(role.c.id).where(role.c.key == key, role.c.center_id == work.center_id)
        )
        work.insert(account_role, account_id=account_id, role_id=role_id)
    return account_id


class Builders:
    """Makes records, inside the given unit of work or each in one of its own."""

    def __init__(self, backend: Backend, actor: Actor, inside: Work | None) -> None:
        self.backend = backend
        self.actor = actor
        self._inside = inside
        self._numbers = count(1)

    @staticmethod
    def administrator(backend: Backend, center_id: int) -> Actor:
        """The administrator as an actor."""
        with backend.read(system_actor(center_id)) as read:
            account_id = read.value(
                sa.select(account.c.id).where(
                    account.c.login == ADMIN_LOGIN, account.c.center_id == center_id
                )
            )
        return Actor(account_id, ADMIN_NAME, center_id, frozenset(str(p) for p in Permission))

    @contextmanager
    def _work(self) -> Iterator[Work]:
        if self._inside is not None:
            yield self._inside
            return
        with self.backend.work(self.actor) as work:
            yield work

    def actor_as(self, role_key: str, *, without: tuple[Permission, ...] = ()) -> Actor:
        """An actor with the permissions of a role ("front_desk", "manager", …), less those named."""
        granted = frozenset(str(p) for p in ROLES[role_key][1] if p not in without)
        return Actor(self.actor.account_id, ADMIN_NAME, self.actor.center_id, granted)

    def account(
        self,
        login: str = "",
        name: str = "吴敏",
        password: str = ADMIN_PASSWORD,
        roles: tuple[str, ...] = ("front_desk",),
    ) -> int:
        """A person who works here."""
        with self._work() as work:
            return _account(work, login or f"desk{next(self._numbers)}", name, password, roles)

    def room(self, name: str = "", capacity: int = 30, *, parent: int | None = None, **values: Any) -> int:
        """A room of the main site, open from 08:00 to 22:00 every day unless `hours` say otherwise."""
        with self._work() as work:
            where = work.value(
                sa.select(site.c.id).where(site.c.center_id == work.center_id).order_by(site.c.id)
            )
            number = next(self._numbers)
            values = {"site_id": where, "parent_id": parent, "position": number, **values}
            return work.insert(room, name=name or f"活动室 {number}", capacity=capacity, **values)

    def open_hours(self, opens: str = "08:00", closes: str = "22:00", *, days: range = range(7)) -> None:
        """The center is open between these times on these weekdays (0 is Monday)."""
        with self._work() as work:
            rows = [{"weekday": day, "opens": opens, "closes": closes} for day in days]
            work.insert_many(hours, rows)

    def resident(self, name: str = "", **values: Any) -> int:
        """A resident of the community."""
        with self._work() as work:
            number = next(self._numbers)
            values = {"community": "双沟社区", "building": f"{number} 幢", "door": "301", **values}
            name = name or NAMES[number % len(NAMES)]
            ref = work.insert(resident, name=name, **{"name_sort": sort_key(name), **values})
            records.index(work, ref)
            return ref

    def group(self, name: str = "", kind: GroupKind = GroupKind.CLUB, **values: Any) -> int:
        """A club, partner or unit."""
        with self._work() as work:
            values = {"size": 20, **values}
            return work.insert(
                people_group, name=name or f"夕阳红舞蹈队 {next(self._numbers)}", kind=kind, **values
            )

    def module(self, name: str = "", number: ModuleNumber = ModuleNumber.X, **values: Any) -> int:
        """A service module."""
        with self._work() as work:
            place = next(self._numbers)
            values = {"key": f"x{place}", "opened_on": date(2026, 1, 1), "position": place, **values}
            return work.insert(service_module, name=name or f"邻里食堂 {place}", number=number, **values)

    def service(self, name: str = "", *, module: int | None = None, **values: Any) -> int:
        """A published service."""
        module = module if module is not None else self.module()
        with self._work() as work:
            place = next(self._numbers)
            values = {"status": ServiceStatus.PUBLISHED, "revision": 1, "position": place, **values}
            return work.insert(service, module_id=module, name=name or f"居住证明代办 {place}", **values)

    def visit(
        self,
        *,
        service: int | None = None,
        resident: int | None = None,
        at: datetime | None = None,
        **values: Any,
    ) -> int:
        """One service given, today at the clock's time."""
        service = service if service is not None else self.service()
        with self._work() as work:
            when = at or work.clock.local()
            module = work.value(sa.text("SELECT module_id FROM service WHERE id = :id"), {"id": service})
            values = {"day": when.date(), "at": when, "module_id": module, **values}
            return work.insert(visit, service_id=service, resident_id=resident, **values)

    def booking(
        self,
        *,
        room: int | None = None,
        starts: datetime = datetime(2026, 11, 25, 9, 0),
        minutes: int = 120,
        times: int = 1,
        title: str = "书法班",
        kind: BookingKind = BookingKind.COURSE,
        **values: Any,
    ) -> int:
        """A booking with weekly occurrences; its claims are those of a room without halves."""
        room = room if room is not None else self.room()
        with self._work() as work:
            values = {"who": "社区书法队", "people": 12, **values}
            ref = work.insert(booking, room_id=room, title=title, kind=kind, **values)
            for week in range(times):
                begin = starts + timedelta(weeks=week)
                end = begin + timedelta(minutes=minutes)
                one = work.insert(occurrence, booking_id=ref, room_id=room, starts=begin, ends=end)
                work.insert(claim, unit_id=room, occurrence_id=one, starts=begin, ends=end)
            return ref
