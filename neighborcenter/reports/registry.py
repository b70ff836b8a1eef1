"""REPORTS: every paper of the house, one line each."""

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import N_
from neighborcenter.kit.problems import NotFound
from neighborcenter.reports.inspection import paper as inspection
from neighborcenter.reports.ledgers.paper import LEDGER_REPORTS
from neighborcenter.reports.papers import (
    activity_attendance,
    activity_badges,
    activity_certificate,
    activity_sign_in,
    activity_statistics,
    activity_waiting,
    answer_letter,
    appointment_slip,
    bar_list,
    booking_sheet,
    children_day,
    closure_list,
    day_book,
    desk_handover,
    door_day,
    duty_table,
    form_entry,
    form_ledger,
    form_trend,
    handover_log,
    hire_agreement,
    hours_ledger,
    insurance_list,
    invoice,
    key_list,
    loan_slip,
    matter_handover,
    matter_receipt,
    meal_day,
    meal_menu,
    meal_month,
    month_summary,
    override_list,
    patrol_sheet,
    public_notice,
    receipt,
    referral_slip,
    resident_list,
    room_week,
    roster_month,
    roster_slips,
    roster_week,
    service_certificate,
    service_guide,
    sign_in,
    sign_up_slip,
    staff_sheet,
    star_list,
    thanks_letter,
    ticket_slip,
    todays_papers,
    usage,
    usage_record,
    usage_tables,
    visit_slip,
    volunteer_card,
    volunteer_record,
    volunteer_sign_in,
)
from neighborcenter.reports.report import Param, Report

MONTH = Param("month", "month", N_("Month"))
THIS_MONTH = Param("month", "month", N_("Month"), usual="this month")
DAYS = Param("days", "days", N_("Days covered"))
SPAN = Param("days", "days", N_("Days covered"), usual="last month")
WEEK = Param("week", "week", N_("Week"))
DAY = Param("day", "day", N_("Day"))
ANY_ROOM = Param("room", "room", N_("Room"), optional=True)
ANY_STAFF = Param("staff", "staff", N_("Staff"), optional=True)
FORM = Param("form", "form", N_("Record form"))
ENTRY = Param("entry", "entry", N_("Entry"))
MEASURED = Param("entry", "measured", N_("Entry"))
SERVICE = Param("service", "service", N_("Service"))
TAG = Param("tag", "tag", N_("Care tag"), optional=True)
OCCURRENCE = Param("occurrence", "occurrence", N_("Booking"))
VISIT = Param("visit", "visit", N_("Visit"))
ACTIVITY = Param("activity", "activity", N_("Activity"))
SESSION = Param("session", "session", N_("Session"))
APPOINTMENT = Param("appointment", "appointment", N_("Appointment"))
ENROLLMENT = Param("enrollment", "enrollment", N_("Sign-up"))
CLOSURE = Param("closure", "closure", N_("Closure"))
RECEIPT = Param("receipt", "receipt", N_("Receipt of payment"))
ANY_SHIFT = Param("shift", "shift", N_("Shift"), optional=True)
VOLUNTEER = Param("volunteer", "volunteer", N_("Volunteer"))
ANY_VOLUNTEER = Param("volunteer", "volunteer", N_("Volunteer"), optional=True)
NOTICE = Param("notice", "notice", N_("Notice"))
CERTIFICATE = Param("certificate", "certificate", N_("Certificate"))
POLICY = Param("policy", "policy", N_("Policy"))
TICKET = Param("ticket", "ticket", N_("Queue number"))
MATTER = Param("matter", "matter", N_("Matter"))
LOAN = Param("loan", "loan", N_("Loan"))
HANDOVER = Param("handover", "handover", N_("Handover"))
PAPER = Param("paper", "paper", N_("Size of the paper"))
PHONES = Param("phones", "phones", N_("Phones"))
WALL_PHONES = Param("phones", "phones", N_("Phones"), usual="no phones")
MASKED = N_("Phones and ID numbers are masked")

REPORTS: tuple[Report, ...] = (
    Report(month_summary.KEY, N_("Month summary"), "board", Permission.REPORTS_VIEW, (MONTH,), month_summary.collect, month_summary.story, month_summary.sheets, notes=month_summary.NOTE_PLACES, checks=month_summary.checks, words="yb ydbb yuebao month"),
    Report(inspection.KEY, N_("Inspection"), "board", Permission.REPORTS_VIEW, (SPAN,), inspection.collect, inspection.story, inspection.sheets, checks=inspection.checks, words="jc jcst jiancha inspection dudao"),
    Report("usage", N_("Use of the rooms"), "board", Permission.REPORTS_VIEW, (SPAN,), usage_record.collect, usage.story, usage_tables.sheets, checks=usage.checks, words="cdsyqk syl shiyong usage rooms"),
    Report("todays_papers", N_("Papers of the day"), "rooms", Permission.BOOKING_VIEW, (DAY,), todays_papers.collect, todays_papers.story, todays_papers.sheets, "A4-landscape", words="jrcl dtcl today morning", note=MASKED),
    Report("key_list", N_("List of keys"), "rooms", Permission.BOOKING_VIEW, (DAY,), key_list.collect, key_list.story, key_list.sheets, "A4-landscape", words="ysqd ysjj yaoshi keys", note=MASKED),
    Report("staff_sheet", N_("Work of the day"), "rooms", Permission.BOOKING_VIEW, (DAY, ANY_STAFF), staff_sheet.collect, staff_sheet.story, staff_sheet.sheets, "A4-landscape", words="gzd drgz staff setup", note=MASKED),
    Report("sign_in_day", N_("Sign-in sheets of a day"), "rooms", Permission.BOOKING_VIEW, (DAY,), sign_in.collect, sign_in.story, sign_in.sheets, words="qdb drqd signin"),
    Report("activity_statistics", N_("Statistics of activities"), "activities", Permission.REPORTS_VIEW, (SPAN,), activity_statistics.collect, activity_statistics.story, activity_statistics.sheets, words="hdtj huodong tongji statistics"),
    Report("activity_sign_in", N_("Sign-in sheet of a session"), "activities", Permission.ACTIVITIES_VIEW, (SESSION,), activity_sign_in.collect, activity_sign_in.story, activity_sign_in.sheets, words="hdqd qdb signin", note=MASKED),
    Report("activity_attendance", N_("Attendance sheet"), "activities", Permission.ACTIVITIES_VIEW, (ACTIVITY,), activity_attendance.collect, activity_attendance.story, activity_attendance.sheets, "A4-landscape", words="kqb kaoqin attendance"),
    Report("activity_badges", N_("Name badges"), "activities", Permission.ACTIVITIES_VIEW, (ACTIVITY,), activity_badges.collect, activity_badges.story, activity_badges.sheets, words="xp xiongpai badges"),
    Report("activity_certificate", N_("Certificates of attendance"), "activities", Permission.ACTIVITIES_VIEW, (ACTIVITY,), activity_certificate.collect, activity_certificate.story, activity_certificate.sheets, "A4-landscape", words="zs cjzm jieye certificate"),
    Report("activity_waiting", N_("Waiting list of an activity"), "activities", Permission.ACTIVITIES_VIEW, (ACTIVITY,), activity_waiting.collect, activity_waiting.story, activity_waiting.sheets, words="hbmd houbu waiting", note=MASKED),
    Report("sign_up_slip", N_("Sign-up slip"), "slips", Permission.ACTIVITIES_VIEW, (ENROLLMENT,), sign_up_slip.collect, sign_up_slip.story, sign_up_slip.sheets, "A5", words="bmhz baoming slip", note=MASKED),
    Report("appointment_slip", N_("Appointment slip"), "slips", Permission.BOOKING_VIEW, (APPOINTMENT,), appointment_slip.collect, appointment_slip.story, appointment_slip.sheets, "A5", words="yyd yuyue appointment slip", note=MASKED),
    Report("roster_week", N_("Volunteer roster"), "volunteers", Permission.VOLUNTEERS_VIEW, (WEEK, PAPER, WALL_PHONES), roster_week.collect, roster_week.story, roster_week.sheets, "A4-landscape", checks=roster_week.checks, words="zyzpbb pbb paiban roster week"),
    Report("roster_month", N_("Roster of a month"), "volunteers", Permission.VOLUNTEERS_VIEW, (THIS_MONTH, PAPER), roster_month.collect, roster_month.story, roster_month.sheets, checks=roster_month.checks, words="ypbb zyzypbb yuepaiban roster month"),
    Report("duty_table", N_("Duty table"), "volunteers", Permission.VOLUNTEERS_VIEW, (WEEK, PHONES), duty_table.collect, duty_table.story, duty_table.sheets, "A4-landscape", words="zbb zhiban duty"),
    Report("roster_slips", N_("Personal slips"), "volunteers", Permission.VOLUNTEERS_VIEW, (WEEK, ANY_VOLUNTEER), roster_slips.collect, roster_slips.story, roster_slips.sheets, words="grbct bct slips"),
    Report("volunteer_sign_in", N_("Volunteer sign-in"), "volunteers", Permission.VOLUNTEERS_VIEW, (DAY, ANY_SHIFT), volunteer_sign_in.collect, volunteer_sign_in.story, volunteer_sign_in.sheets, words="zyzqdb qdb qiandao signin"),
    Report("handover_log", N_("Handover log"), "volunteers", Permission.VOLUNTEERS_VIEW, (DAY,), handover_log.collect, handover_log.story, handover_log.sheets, words="jjbrz jiaojieban handover"),
    Report("patrol_sheet", N_("Patrol record"), "volunteers", Permission.VOLUNTEERS_VIEW, (DAY, ANY_SHIFT), patrol_sheet.collect, patrol_sheet.story, patrol_sheet.sheets, words="xfjl xunfang patrol"),
    Report("hours_ledger", N_("Ledger of hours"), "volunteers", Permission.VOLUNTEERS_VIEW, (MONTH,), hours_ledger.collect, hours_ledger.story, hours_ledger.sheets, "A4-landscape", checks=hours_ledger.checks, words="zyfwsctz sctz shichang ledger hours"),
    Report("public_notice", N_("Public notice"), "volunteers", Permission.VOLUNTEERS_VIEW, (NOTICE,), public_notice.collect, public_notice.story, public_notice.sheets, words="gs gongshi notice"),
    Report("service_certificate", N_("Certificate of volunteer service"), "volunteers", Permission.VOLUNTEERS_VIEW, (CERTIFICATE,), service_certificate.collect, service_certificate.story, service_certificate.sheets, checks=service_certificate.checks, words="zyfwjlzm zm zhengming certificate", note=MASKED),
    Report("volunteer_card", N_("Volunteer card"), "volunteers", Permission.VOLUNTEERS_VIEW, (ANY_VOLUNTEER,), volunteer_card.collect, volunteer_card.story, volunteer_card.sheets, words="zyzz zhiyuanzhezheng card"),
    Report("star_list", N_("Volunteers with stars"), "volunteers", Permission.VOLUNTEERS_VIEW, (), star_list.collect, star_list.story, star_list.sheets, "A4-landscape", checks=star_list.checks, words="xjmd xingji bz stars"),
    Report("thanks_letter", N_("Letter of thanks"), "volunteers", Permission.VOLUNTEERS_VIEW, (VOLUNTEER, SPAN), thanks_letter.collect, thanks_letter.story, thanks_letter.sheets, checks=thanks_letter.checks, words="gxx ganxiexin thanks"),
    Report("volunteer_record", N_("Record of a volunteer"), "volunteers", Permission.VOLUNTEERS_VIEW, (VOLUNTEER, SPAN), volunteer_record.collect, volunteer_record.story, volunteer_record.sheets, checks=volunteer_record.checks, words="zyfwjl jlb dangan jilu record", note=MASKED),
    Report("insurance_list", N_("Insured volunteers"), "volunteers", Permission.VOLUNTEERS_VIEW, (POLICY,), insurance_list.collect, insurance_list.story, insurance_list.sheets, checks=insurance_list.checks, words="cbzyz baoxian insurance", note=MASKED),
    Report("meal_kitchen", N_("Kitchen sheet"), "meals", Permission.MEALS_VIEW, (DAY,), meal_day.collect, meal_day.kitchen, meal_day.kitchen_sheets, words="cfd bcd chufang zhucan kitchen"),
    Report("meal_delivery", N_("Delivery sheet"), "meals", Permission.MEALS_VIEW, (DAY, PHONES), meal_day.collect, meal_day.delivery, meal_day.delivery_sheets, "A4-landscape", words="scd songcan delivery"),
    Report("meal_sign_off", N_("Meals signed for"), "meals", Permission.MEALS_VIEW, (DAY,), meal_day.collect, meal_day.sign_off, meal_day.sign_off_sheets, words="jcqd yongcan qianshou sign"),
    Report("meal_menu", N_("Menu of the week"), "meals", Permission.MEALS_VIEW, (WEEK,), meal_menu.collect, meal_menu.story, meal_menu.sheets, "A4-landscape", words="yzcp caipu menu"),
    Report("meal_settlement", N_("Settlement of meals"), "meals", Permission.MEALS_VIEW, (MONTH,), meal_month.collect, meal_month.people, meal_month.people_sheets, "A4-landscape", checks=meal_month.checks, words="zcjs jiesuan settlement"),
    Report("meal_payers", N_("Meals by payer"), "meals", Permission.MEALS_VIEW, (MONTH,), meal_month.collect, meal_month.payers, meal_month.payers_sheets, checks=meal_month.checks, words="zcft fentan payers"),
    Report("closure_list", N_("Bookings a closure concerns"), "rooms", Permission.BOOKING_VIEW, (CLOSURE,), closure_list.collect, closure_list.story, closure_list.sheets, "A4-landscape", words="tymd yxmd tingyong closure", note=MASKED),
    Report("override_list", N_("Rules set aside"), "registers", Permission.BOOKING_VIEW, (SPAN,), override_list.collect, override_list.story, override_list.sheets, "A4-landscape", words="lwtz guize overrides"),
    Report("bar_list", N_("Who may not book"), "registers", Permission.BOOKING_VIEW, (), bar_list.collect, bar_list.story, bar_list.sheets, words="ztmd zanting bars", note=MASKED),
    Report("day_book", N_("Visitors' book"), "registers", Permission.REPORTS_VIEW, (DAYS,), day_book.collect, day_book.story, day_book.sheets, "A4-landscape", checks=day_book.checks, words="tz lftz taizhang daybook", note=MASKED),
    Report("form_ledger", N_("Ledger of a form"), "registers", Permission.FORMS_VIEW, (FORM, MONTH), form_ledger.collect, form_ledger.story, form_ledger.sheets, "A4-landscape", words="bdtz biaodantaizhang ledger form", note=MASKED),
    Report("children_day", N_("Children of the day"), "registers", Permission.FORMS_VIEW, (DAY,), children_day.collect, children_day.story, children_day.sheets, words="jsqm jieso sdb xhn ertong children pickup", note=MASKED),
    Report("form_entry", N_("Entry of a ledger"), "slips", Permission.FORMS_VIEW, (ENTRY,), form_entry.collect, form_entry.story, form_entry.sheets, words="jlb dj jilubiao entry", note=MASKED),
    Report("form_trend", N_("Measurements over time"), "slips", Permission.FORMS_VIEW, (MEASURED,), form_trend.collect, form_trend.story, form_trend.sheets, words="clqx jkqs quxian trend measurements", note=MASKED),
    Report("resident_list", N_("List of residents"), "registers", Permission.PEOPLE_VIEW, (TAG,), resident_list.collect, resident_list.story, resident_list.sheets, "A4-landscape", words="jmmc mingce residents", note=MASKED),
    Report("door_day", N_("Day at the door"), "doors", Permission.BOOKING_VIEW, (DAY, ANY_ROOM), door_day.collect, door_day.story, door_day.sheets, "A4-landscape", words="mkrb ribiao door day"),
    Report("room_week", N_("Week at the door"), "doors", Permission.BOOKING_VIEW, (WEEK, ANY_ROOM), room_week.collect, room_week.story, room_week.sheets, "A4-landscape", words="mkzb zb zhoubiao door"),
    Report("service_guide", N_("Guide to a service"), "doors", Permission.CATALOG_VIEW, (SERVICE,), service_guide.collect, service_guide.story, service_guide.sheets, checks=service_guide.checks, words="bszn zhinan guide"),
    Report("booking_sheet", N_("Use of a room"), "slips", Permission.BOOKING_VIEW, (OCCURRENCE,), booking_sheet.collect, booking_sheet.story, booking_sheet.sheets, "A5", words="cdsyd yud slip booking", note=MASKED),
    Report(hire_agreement.KEY, N_("Agreement on the use of a room"), "slips", Permission.BOOKING_VIEW, (OCCURRENCE,), hire_agreement.collect, hire_agreement.story, hire_agreement.sheets, notes=(hire_agreement.TERMS,), words="syxy xieyi agreement hire", note=MASKED),
    Report("invoice", N_("Notice of charges"), "slips", Permission.BOOKING_VIEW, (OCCURRENCE,), invoice.collect, invoice.story, invoice.sheets, "A5", words="fytz tzd sfd invoice", note=MASKED),
    Report("receipt", N_("Receipt of payment"), "slips", Permission.BOOKING_VIEW, (RECEIPT,), receipt.collect, receipt.story, receipt.sheets, "A5", words="sj shouju receipt"),
    Report("answer_letter", N_("Answer to a request for a room"), "slips", Permission.BOOKING_VIEW, (OCCURRENCE,), answer_letter.collect, answer_letter.story, answer_letter.sheets, checks=answer_letter.checks, words="dfs dafu sqdf answer letter"),
    Report("ticket_slip", N_("Number slip"), "slips", Permission.DESK_VIEW, (TICKET,), ticket_slip.collect, ticket_slip.story, ticket_slip.sheets, "A6", words="pdxp jhd paidui ticket"),
    Report("matter_receipt", N_("Receipt of papers"), "slips", Permission.DESK_VIEW, (MATTER,), matter_receipt.collect, matter_receipt.story, matter_receipt.sheets, "A5", words="sjhz sjd shoujian receipt", note=MASKED),
    Report("matter_handover", N_("Hand-over of papers"), "slips", Permission.DESK_VIEW, (MATTER,), matter_handover.collect, matter_handover.story, matter_handover.sheets, words="dbjjd daiban jiaojie"),
    Report("referral_slip", N_("Referral slip"), "slips", Permission.DESK_VIEW, (VISIT,), referral_slip.collect, referral_slip.story, referral_slip.sheets, "A5", words="zjgzd zhuanjie referral"),
    Report("loan_slip", N_("Loan slip"), "slips", Permission.DESK_VIEW, (LOAN,), loan_slip.collect, loan_slip.story, loan_slip.sheets, "A5", words="jyd jieyong loan", note=MASKED),
    Report("desk_handover", N_("Handover of the counter"), "registers", Permission.DESK_VIEW, (HANDOVER,), desk_handover.collect, desk_handover.story, desk_handover.sheets, words="ckjjb jiaojieban handover"),
    Report("sign_in_sheet", N_("Sign-in sheet"), "slips", Permission.BOOKING_VIEW, (OCCURRENCE,), sign_in.collect, sign_in.story, sign_in.sheets, words="qdb qiandao signin"),
    Report("visit_slip", N_("Receipt of a visit"), "slips", Permission.DESK_VIEW, (VISIT,), visit_slip.collect, visit_slip.story, visit_slip.sheets, "A5", words="bshz huizhi receipt", note=MASKED),
)  # fmt: skip


EVERYTHING: tuple[Report, ...] = (*REPORTS, *LEDGER_REPORTS)
"""The papers, and the ledgers that offices ask for."""


def report(key: str) -> Report:
    """The report with this key; on the command line it is written with hyphens. Raises NotFound."""
    for one in EVERYTHING:
        if one.key == key.replace("-", "_"):
            return one
    raise NotFound("report", key, "report")
