"""今日材料: everything that is printed in the morning in one go — doors, keys, work of the day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.work import Read
from neighborcenter.reports.paper.blocks import Block, PageBreak
from neighborcenter.reports.paper.workbook import Sheet
from neighborcenter.reports.papers import door_day, key_list, staff_sheet
from neighborcenter.reports.report import Values


@dataclass(frozen=True, slots=True)
class TodaysPapers:
    """The three papers of one day."""

    doors: door_day.DoorDay
    keys: key_list.KeyList
    work: staff_sheet.StaffSheet

    @property
    def covers(self) -> str:
        """The day."""
        return str(self.doors.day)

    @property
    def cutoff(self) -> datetime:
        """Up to when the data count."""
        return self.doors.cutoff

    @property
    def totals(self) -> Mapping[str, float]:
        """Those of the three."""
        return {**self.doors.totals, **self.keys.totals, **self.work.totals}


def collect(read: Read, values: Values) -> TodaysPapers:
    """Read the day. Raises NotAllowed."""
    read.require(Permission.BOOKING_VIEW)
    day: date = values["day"]
    return TodaysPapers(*(paper.collect(read, {"day": day}) for paper in (door_day, key_list, staff_sheet)))


def story(record: TodaysPapers) -> tuple[Block, ...]:
    """One after the other, each on sheets of its own."""
    return (
        *door_day.story(record.doors),
        PageBreak(),
        *key_list.story(record.keys),
        PageBreak(),
        *staff_sheet.story(record.work),
    )


def sheets(record: TodaysPapers) -> list[Sheet]:
    """The sheets of the three."""
    return [
        *door_day.sheets(record.doors),
        *key_list.sheets(record.keys),
        *staff_sheet.sheets(record.work),
    ]
