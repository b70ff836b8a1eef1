"""Closed days from a list: one row a closure, of the center or of one room."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking import closing
from neighborcenter.booking.models import occurrence
from neighborcenter.center import queries
from neighborcenter.center import service as center
from neighborcenter.center.drafts import ClosureDraft
from neighborcenter.center.models import closed_day
from neighborcenter.data.cells import cell_date
from neighborcenter.data.importing import Written
from neighborcenter.data.sheets import Sheet, SheetRow, plain
from neighborcenter.kit.problems import Problem, Refused
from neighborcenter.kit.work import Work

_WHOLE = {"", "全部", "全中心", "整个中心", "全馆", "all"}


class ClosureImporter:
    """Closes what is not closed already; what is booked then is suspended, as when days are closed by hand."""

    kind = "closures"
    permission = Permission.CENTER_WRITE
    needed: tuple[str, ...] = ("first",)
    names: Mapping[str, tuple[str, ...]] = {
        "first": ("开始日期", "停用开始", "起始日期", "日期", "从", "First day", "From", "Date"),
        "last": ("结束日期", "停用结束", "截止日期", "到", "Last day", "To"),
        "room": ("场地", "场地名称", "房间", "活动室", "Room"),
        "reason": ("原因", "停用原因", "事由", "备注", "Reason", "Note"),
    }

    def begin(self, work: Work, sheet: Sheet) -> None:
        """Load the rooms by name and what is closed already."""
        self._work = work
        self._rooms = {row.name: row.id for whole in queries.rooms(work) for row in (whole, *whole.parts)}
        self._seen: dict[tuple[date, date, int | None], int] = {
            (row.first, row.last, row.room_id): 0
            for row in queries.closed_days(work, date.min)
            if not (row.time_from or row.time_to)
        }
        self._closed: list[int] = []

    def take(self, row: SheetRow) -> list[Problem]:
        """Read one row and close its days; a row without a last day means one day."""
        cells = {field: plain(cell) for field, cell in row.cells.items()}
        problems = []
        first = cell_date(row.cells.get("first"))
        last = cell_date(row.cells.get("last")) if cells.get("last") else first
        for name, day in (("first", first), ("last", last)):
            if day is None and (name == "first" or cells.get("last")):
                problems.append(Problem(name, "import.date", {"text": cells.get(name, "")}))
        named = cells.get("room", "")
        room = self._rooms.get(named)
        if room is None and named.lower() not in _WHOLE:
            problems.append(Problem("room", "found.none", {"what": "room", "name": named}))
        if problems or first is None or last is None:
            return problems
        key = (first, last, room)
        if key in self._seen:
            before = self._seen[key]
            return [Problem("first", "import.repeated", {"row": before})] if before else []
        try:
            done = closing.close(self._work, ClosureDraft(first, last, cells.get("reason", ""), room))
        except Refused as refused:
            return list(refused.problems)
        self._seen[key] = row.number
        self._closed.append(done.closure_id)
        if not done.suspended:
            return []
        return [Problem("first", "import.closure_suspends", {"count": len(done.suspended)}, "warning")]

    def write(self, work: Work, batch_id: int) -> Written:
        """What was closed row by row belongs to the batch."""
        return Written(added=list(self._closed))

    def take_back(
        self, work: Work, batch_id: int, added: list[int], updated: dict[int, dict[str, Any]]
    ) -> int:
        """Lift the closures of the batch that still stand; what they suspended comes back where it can."""
        standing = {
            ref
            for (ref,) in work.rows(
                sa.select(closed_day.c.id).where(
                    closed_day.c.id.in_(added), closed_day.c.center_id == work.center_id
                )
            )
        }
        lifted = [ref for ref in added if ref in standing]
        for ref in lifted:
            center.reopen_days(work, ref)
        if lifted:
            work.touched(occurrence.name)
        return len(lifted)
