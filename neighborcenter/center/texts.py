"""Words of the center, on screen and paper alike."""

from neighborcenter.center.drafts import DayKind
from neighborcenter.center.models import CenterKind, RoomStatus
from neighborcenter.kit.i18n import N_
from neighborcenter.kit.problems import teach
from neighborcenter.kit.recurrence_text import WEEKDAYS as WEEKDAYS  # the words of opening hours

teach(
    {
        "center.name_missing": N_("Enter the name of the center."),
        "center.town_code": N_("There is no township with the code {code} in Fujian."),
        "center.phone": N_("“{phone}” does not look like a phone number."),
        "center.site_name_taken": N_("There is already a site “{name}”."),
        "center.room_name_taken": N_("There is already a room “{name}”."),
        "center.capacity": N_("A room holds 0 to 5000 people, not {capacity}."),
        "center.no_site": N_("Choose the site the room belongs to."),
        "center.part_of_part": N_("“{name}” is a part of a part; it cannot be divided again."),
        "center.one_part": N_("A room is divided into at least two parts."),
        "center.parts_capacity": N_(
            "The parts together hold {parts} people, more than the {whole} of the whole room."
        ),
        "center.room_retired": N_("“{name}” is no longer used."),
        "center.no_such_weekday": N_("{weekday} is not a day of the week (0 to 6)."),
        "center.hours_backwards": N_("{opens} to {closes} ends before it begins."),
        "center.hours_overlap": N_("{first} and {second} overlap on the same day."),
        "center.half_season": N_("A season needs both its first and its last day."),
        "center.bad_season": N_("“{mark}” is not a day of the year; write it as 07-01."),
        "center.days_backwards": N_("The last day {last} lies before the first day {first}."),
        "center.term_name_taken": N_("There is already a term “{name}”."),
        "center.terms_overlap": N_("“{name}” lasts from {first} to {last}; terms may not overlap."),
        "center.holiday": N_("{day} is a public holiday ({holiday}); the center is closed."),
        "center.closed_weekday": N_("There are no opening hours on {day}."),
        "center.closed_day": N_("Closed on {day}: {reason}"),
        "center.outside_hours": N_("Outside the opening hours of {day} ({hours})."),
        "center.year_unknown": N_(
            "The holidays of {year} are not imported yet; weekends are taken as days off. "
            "Import them in Settings, Holidays."
        ),
        "center.holidays_unreadable": N_(
            "Line {line} is no holiday: “{text}”. Write: 2027-01-01, New Year, off."
        ),
        "center.holidays_empty": N_("No holidays were found in the text."),
        "center.holidays_no_year": N_(
            "The notice does not say which year it is for. Add the year, like 2027年."
        ),
        "center.holiday_file": N_(
            "“{name}” cannot be read as a list of holidays. Use TOML, CSV, TXT or XLSX."
        ),
    }
)

CENTER_KINDS = {
    CenterKind.COMMUNITY: N_("Community center"),
    CenterKind.VILLAGE: N_("Village center"),
    CenterKind.PARK: N_("Industrial park center"),
    CenterKind.JOINT: N_("Center built jointly by villages"),
}

ROOM_STATUSES = {
    RoomStatus.OPEN: N_("In use"),
    RoomStatus.RETIRED: N_("No longer used"),
}

DAY_KINDS = {
    DayKind.WORKDAY: N_("Working day"),
    DayKind.WEEKEND: N_("Weekend"),
    DayKind.HOLIDAY: N_("Public holiday"),
    DayKind.MAKEUP: N_("Make-up working day"),
}

# Marks beside a day in calendars, one character in Chinese.
MARKS = {"festival": N_("Fest"), "work": N_("Work"), "off": N_("Off")}

# Words for the acts of this room in the audit trail.
ACTS = {
    "center.found": N_("Center founded"),
    "center.describe": N_("Profile of the center changed"),
    "center.set": N_("Setting changed"),
    "center.add_site": N_("Site added"),
    "center.change_site": N_("Site changed"),
    "center.open_room": N_("Room added"),
    "center.change_room": N_("Room changed"),
    "center.divide_room": N_("Room divided"),
    "center.retire_room": N_("Room no longer used"),
    "center.reuse_room": N_("Room used again"),
    "center.set_hours": N_("Opening hours changed"),
    "center.close_days": N_("Days closed"),
    "center.reopen_days": N_("Closed days opened again"),
    "center.add_term": N_("Term added"),
    "center.change_term": N_("Term changed"),
    "center.remove_term": N_("Term removed"),
    "center.import_holidays": N_("Holidays imported"),
}
