"""Rooms from a list: one row a room; a part names its whole."""

import re
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking.models import occurrence
from neighborcenter.center import queries, rules, service
from neighborcenter.center.drafts import RoomDraft, SiteDraft
from neighborcenter.center.models import room
from neighborcenter.center.service import ROOM_KIND
from neighborcenter.data.cells import is_count
from neighborcenter.data.importing import Written
from neighborcenter.data.sheets import Sheet, SheetRow, plain
from neighborcenter.kit import search
from neighborcenter.kit.problems import Invalid, Problem
from neighborcenter.kit.work import Work

_YES = {"是", "有", "可", "√", "1", "y", "yes", "true"}


class RoomImporter:
    """Adds rooms that are new, changes those whose name is known."""

    kind = "rooms"
    permission = Permission.CENTER_WRITE
    needed: tuple[str, ...] = ("name",)
    names: Mapping[str, tuple[str, ...]] = {
        "name": ("名称", "场地", "场地名称", "房间", "房间名称", "活动室", "Room", "Name"),
        "capacity": ("容纳人数", "座位", "座位数", "人数", "Capacity", "Seats"),
        "site": ("站点", "地点", "所在楼", "Site"),
        "floor": ("楼层", "Floor"),
        "equipment": ("设备", "设施", "Equipment"),
        "accessible": ("无障碍", "Accessible"),
        "note": ("备注", "说明", "Note"),
    }

    def begin(self, work: Work, sheet: Sheet) -> None:
        """Load the rooms and sites that are known."""
        self._known = {row.name: row for whole in queries.rooms(work) for row in (whole, *whole.parts)}
        self._sites = {row.name: row.id for row in queries.sites(work)}
        self._seen: dict[str, int] = {}
        self._drafts: list[tuple[RoomDraft, str]] = []

    def take(self, row: SheetRow) -> list[Problem]:
        """One room, checked by the rule of the form."""
        cells = {field: plain(cell) for field, cell in row.cells.items()}
        name = cells.get("name", "")
        if name in self._seen:
            return [Problem("name", "import.repeated", {"row": self._seen[name]})]
        number = re.sub(r"[人座位 ]", "", cells.get("capacity", ""))
        if number and not is_count(number):
            return [Problem("capacity", "import.number", {"text": cells["capacity"]})]
        draft = RoomDraft(
            name=name,
            capacity=int(number or 0),
            floor=cells.get("floor", ""),
            equipment=tuple(part for part in re.split(r"[、，,;；]+", cells.get("equipment", "")) if part),
            accessible=cells.get("accessible", "").lower() in _YES,
            note=cells.get("note", ""),
        )
        problems = rules.problems_in_room(draft, frozenset())
        if not any(p.level == "error" for p in problems):
            self._seen[name] = row.number
            self._drafts.append((draft, cells.get("site", "")))
        return problems

    def write(self, work: Work, batch_id: int) -> Written:
        """Open the new rooms, change the known ones."""
        written = Written()
        for draft, site in self._drafts:
            known = self._known.get(draft.name)
            values = asdict(draft)
            if site:
                values["site_id"] = self._site(work, site)
            elif known is None:
                values["site_id"] = next(iter(self._sites.values()), None) or self._site(work, "主楼")
            if known is None:
                written.added.append(service.open_room(work, RoomDraft(**values)))
            else:
                row: Any = work.row(sa.select(room).where(room.c.id == known.id))
                before = {name: getattr(row, name) for name in asdict(draft) if name in room.c}
                service.change_room(work, known.id, RoomDraft(**values))
                written.updated.append((known.id, before))
        return written

    def take_back(
        self, work: Work, batch_id: int, added: list[int], updated: dict[int, dict[str, Any]]
    ) -> int:
        """Remove the rooms that came with the batch; refused when one has been booked."""
        used = work.rows(
            sa.select(room.c.name)
            .where(room.c.id.in_(added))
            .where(sa.exists().where(occurrence.c.room_id == room.c.id))
        )
        if used:
            names = "、".join(row.name for row in used[:5])
            raise Invalid(Problem("batch", "import.in_use", {"count": len(used), "names": names}))
        for ref in added:
            search.put_keys(work, ROOM_KIND, ref, ())
            work.delete(room, ref)
        for ref, before in updated.items():
            work.update(room, ref, **before)
        return len(added) + len(updated)

    def _site(self, work: Work, name: str) -> int:
        if name not in self._sites:
            self._sites[name] = service.add_site(work, SiteDraft(name=name))
        return self._sites[name]
