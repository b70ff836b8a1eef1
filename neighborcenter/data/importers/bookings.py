"""Bookings from a list: one row a booking on one day, as halls keep them in a spreadsheet."""

import re
from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking import service
from neighborcenter.booking.drafts import BookingDraft
from neighborcenter.booking.kinds import BookingKind
from neighborcenter.booking.models import booking, claim, occurrence
from neighborcenter.booking.texts import KINDS
from neighborcenter.center import queries as center_queries
from neighborcenter.data.cells import cell_date, cell_time, is_count
from neighborcenter.data.importing import Written
from neighborcenter.data.sheets import Sheet, SheetRow, plain
from neighborcenter.kit.i18n import translate
from neighborcenter.kit.problems import Invalid, Problem, Refused
from neighborcenter.kit.work import Work
from neighborcenter.people.models import people_group

_RANGE = re.compile(r"^(.+?)\s*(?:-|–|—|~|～|至|到)\s*(.+)$")


class BookingImporter:
    """Books every row as the desk would; a row that clashes is refused with the one in the way."""

    kind = "bookings"
    permission = Permission.BOOKING_WRITE
    needed: tuple[str, ...] = ("room", "day")
    names: Mapping[str, tuple[str, ...]] = {
        "room": ("场地", "场地名称", "房间", "活动室", "功能室名称", "Room"),
        "day": ("日期", "使用日期", "活动日期", "Date"),
        "start": ("开始", "开始时间", "起", "From", "Start"),
        "end": ("结束", "结束时间", "止", "To", "End"),
        "span": ("时间", "时段", "使用时间", "使用时间段", "Time"),
        "title": ("活动内容", "活动名称", "事由", "用途", "预约用途", "活动目的", "Title", "Purpose"),
        "who": ("预约人", "预约人姓名", "单位", "使用单位", "团体", "负责人", "For whom"),
        "phone": ("联系电话", "联系方式", "电话", "Phone"),
        "people": ("人数", "参与人数", "People"),
        "kind": ("类别", "类型", "Kind"),
        "note": ("备注", "Note"),
        "repeat": ("重复", "Repeat"),
    }

    def __init__(self, room: str = "", *, skip_clashes: bool = False) -> None:
        """`room` is taken where a row names none; `skip_clashes` leaves taken days of a series out."""
        self._usual_room = room
        self._skip_clashes = skip_clashes

    def begin(self, work: Work, sheet: Sheet) -> None:
        """Load rooms and groups by name. Each row is booked when it is taken, under the lock of the import."""
        self._work = work
        self._rooms = {
            row.name: row.id for whole in center_queries.rooms(work) for row in (whole, *whole.parts)
        }
        self._groups = {
            row.name: row.id
            for row in work.rows(
                sa.select(people_group.c.id, people_group.c.name).where(
                    people_group.c.center_id == work.center_id, people_group.c.active.is_(True)
                )
            )
        }
        self._kinds = {translate(word): kind for kind, word in KINDS.items()}
        self._booked: list[int] = []

    def take(self, row: SheetRow) -> list[Problem]:
        """Read one row and book it; the refusal of the booking engine is the row's problem."""
        draft, problems = self._draft(row)
        if problems:
            return problems
        try:
            done = service.book(self._work, draft)
        except Refused as refused:
            return [Problem(_FIELDS.get(p.field, p.field), p.code, p.params) for p in refused.problems]
        self._booked.append(done.booking_id)
        return []

    def write(self, work: Work, batch_id: int) -> Written:
        """What was booked row by row belongs to the batch."""
        return Written(added=list(self._booked))

    def take_back(
        self, work: Work, batch_id: int, added: list[int], updated: dict[int, dict[str, Any]]
    ) -> int:
        """Remove the bookings of the batch; refused when one was moved, cancelled or changed since."""
        changed = work.rows(
            sa.select(booking.c.title)
            .join(occurrence, occurrence.c.booking_id == booking.c.id)
            .where(booking.c.id.in_(added))
            .where((booking.c.version > 1) | (occurrence.c.status.not_in(["booked", "skipped"])))
        )
        if changed:
            names = "、".join(dict.fromkeys(row.title for row in changed[:5]))
            raise Invalid(Problem("batch", "import.in_use", {"count": len(changed), "names": names}))
        days = sa.select(occurrence.c.id).where(occurrence.c.booking_id.in_(added))
        work.execute(claim.delete().where(claim.c.occurrence_id.in_(days)))
        work.execute(occurrence.delete().where(occurrence.c.booking_id.in_(added)))
        work.execute(booking.delete().where(booking.c.id.in_(added)))
        return len(added)

    def _draft(self, row: SheetRow) -> tuple[BookingDraft, list[Problem]]:
        cells = {field: plain(cell) for field, cell in row.cells.items()}
        problems: list[Problem] = []
        name = cells.get("room", "") or self._usual_room
        room = self._rooms.get(name)
        if room is None:
            problems.append(Problem("room", "found.none", {"what": "room", "name": name}))
        day = cell_date(row.cells.get("day"))
        if day is None:
            problems.append(Problem("day", "import.date", {"text": cells.get("day", "")}))
        opens, closes = self._times(row, cells)
        if opens is None or closes is None:
            field = "span" if "span" in row.cells else "start"
            text = cells.get("span") or f"{cells.get('start', '')}–{cells.get('end', '')}"
            problems.append(Problem(field, "import.time", {"text": text}))
        count = re.sub(r"[人 ]", "", cells.get("people", ""))
        if count and not is_count(count):
            problems.append(Problem("people", "import.number", {"text": cells["people"]}))
        if problems or day is None or opens is None or closes is None:
            return BookingDraft(), problems
        who = cells.get("who", "")
        return (
            BookingDraft(
                room_id=room,
                starts=datetime.combine(day, opens),
                ends=datetime.combine(day, closes),
                title=cells.get("title", "") or who,
                who=who,
                group_id=self._groups.get(who),
                for_center=not who,
                phone=cells.get("phone", ""),
                people=int(count or 0),
                kind=self._kinds.get(cells.get("kind", ""), BookingKind.HIRE),
                note=cells.get("note", ""),
                repeat=cells.get("repeat", ""),
                skip_clashes=self._skip_clashes and bool(cells.get("repeat", "")),
            ),
            [],
        )

    def _times(self, row: SheetRow, cells: Mapping[str, str]) -> tuple[time | None, time | None]:
        if cells.get("start") and cells.get("end"):
            return cell_time(row.cells["start"]), cell_time(row.cells["end"])
        found = _RANGE.match(cells.get("span", ""))
        if found is None:
            return None, None
        return cell_time(found[1]), cell_time(found[2])


# The fields of a booking draft as the columns of a list know them.
_FIELDS = {"room_id": "room", "starts": "day", "ends": "end", "group_id": "who", "resident_id": "who"}
