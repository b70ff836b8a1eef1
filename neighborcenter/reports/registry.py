"""REPORTS: every paper of the house, one line each."""

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import N_
from neighborcenter.kit.problems import NotFound
from neighborcenter.reports.papers import (
    booking_sheet,
    day_book,
    month_summary,
    resident_list,
    room_week,
    service_guide,
    visit_slip,
)
from neighborcenter.reports.report import Param, Report

MONTH = Param("month", "month", N_("Month"))
DAYS = Param("days", "days", N_("Days covered"))
WEEK = Param("week", "week", N_("Week"))
ROOM = Param("room", "room", N_("Room"))
SERVICE = Param("service", "service", N_("Service"))
TAG = Param("tag", "tag", N_("Care tag"), optional=True)
OCCURRENCE = Param("occurrence", "occurrence", N_("Booking"))
VISIT = Param("visit", "visit", N_("Visit"))
MASKED = N_("Phones and ID numbers are masked")

REPORTS: tuple[Report, ...] = (
    Report(month_summary.KEY, N_("Month summary"), "board", Permission.REPORTS_VIEW, (MONTH,), month_summary.collect, month_summary.story, month_summary.sheets, notes=month_summary.NOTE_PLACES, checks=month_summary.checks, words="yb ydbb yuebao month"),
    Report("day_book", N_("Visitors' book"), "registers", Permission.REPORTS_VIEW, (DAYS,), day_book.collect, day_book.story, day_book.sheets, "A4-landscape", checks=day_book.checks, words="tz lftz taizhang daybook", note=MASKED),
    Report("resident_list", N_("List of residents"), "registers", Permission.PEOPLE_VIEW, (TAG,), resident_list.collect, resident_list.story, resident_list.sheets, "A4-landscape", words="jmmc mingce residents", note=MASKED),
    Report("room_week", N_("Week at the door"), "doors", Permission.BOOKING_VIEW, (ROOM, WEEK), room_week.collect, room_week.story, room_week.sheets, "A4-landscape", words="mkzb zb zhoubiao door"),
    Report("service_guide", N_("Guide to a service"), "doors", Permission.CATALOG_VIEW, (SERVICE,), service_guide.collect, service_guide.story, service_guide.sheets, checks=service_guide.checks, words="bszn zhinan guide"),
    Report("booking_sheet", N_("Use of a room"), "slips", Permission.BOOKING_VIEW, (OCCURRENCE,), booking_sheet.collect, booking_sheet.story, booking_sheet.sheets, "A5", words="cdsyd yud slip booking", note=MASKED),
    Report("visit_slip", N_("Receipt of a visit"), "slips", Permission.DESK_VIEW, (VISIT,), visit_slip.collect, visit_slip.story, visit_slip.sheets, "A5", words="bshz huizhi receipt", note=MASKED),
)  # fmt: skip


def report(key: str) -> Report:
    """The report with this key; on the command line it is written with hyphens. Raises NotFound."""
    for one in REPORTS:
        if one.key == key.replace("-", "_"):
            return one
    raise NotFound("report", key, "report")
