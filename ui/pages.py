"""The places of the rail and the sections of the settings, one line each; what the palette finds; the notices.

Everything is named by its module and imported when it is first needed.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Container
from dataclasses import dataclass
from typing import Any

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import N_, _
from ui.kit import list_out
from ui.kit.bell import Notice
from ui.kit.entries import Entry, Finder
from ui.kit.jobs import may
from ui.kit.places import SETTINGS, PageSpec

list_out.use("ui.reports.list_out")

PAGES: tuple[PageSpec, ...] = (
    PageSpec(
        "desk", N_("Front desk"), "concierge-bell", Permission.DESK_VIEW, "ui.desk.page", short=N_("Desk")
    ),
    PageSpec("calendar", N_("Calendar"), "calendar-days", Permission.BOOKING_VIEW, "ui.booking.page"),
    PageSpec("people", N_("Residents"), "users", Permission.PEOPLE_VIEW, "ui.people.page"),
    PageSpec("catalog", N_("Services"), "clipboard-list", Permission.CATALOG_VIEW, "ui.catalog.page"),
    PageSpec(
        "activities", N_("Activities"), "party-popper", Permission.ACTIVITIES_VIEW, "ui.activities.page"
    ),
    PageSpec("volunteers", N_("Volunteers"), "hand-heart", Permission.VOLUNTEERS_VIEW, "ui.volunteers.page"),
    PageSpec(
        "meals",
        N_("Meals"),
        "utensils",
        Permission.MEALS_VIEW,
        "ui.meals.page",
        parts=(
            ("day", N_("Orders of the day")),
            ("menu", N_("Menu of the week")),
            ("standing", N_("Standing orders")),
            ("rules", N_("Prices and hours of the canteen")),
            ("month", N_("Monthly settlement of meals")),
        ),
    ),
    PageSpec("forms", N_("Ledgers"), "notebook-pen", Permission.FORMS_VIEW, "ui.forms.page"),
    PageSpec("reports", N_("Reports"), "chart-column", Permission.REPORTS_VIEW, "ui.reports.page"),
    PageSpec(
        "modules",
        N_("Modules"),
        "layout-grid",
        Permission.MODULES_VIEW,
        "ui.modules.page",
        beside="catalog",
    ),
    PageSpec(
        "appointments",
        N_("Appointments by day"),
        "timer",
        Permission.BOOKING_VIEW,
        "ui.booking.appointments.page",
        short=N_("Appointment"),
        beside="calendar",
    ),
    PageSpec(
        "requests",
        N_("Requests and charges"),
        "badge-check",
        Permission.BOOKING_WRITE,
        "ui.booking.requests.page",
        short=N_("Requests"),
        beside="calendar",
    ),
    PageSpec(
        "forms_out",
        N_("Forms of other offices"),
        "file-spreadsheet",
        Permission.REPORTS_VIEW,
        "ui.reports.forms.page",
        short=N_("Returns"),
        beside="reports",
    ),
    PageSpec(
        "counter",
        N_("In hand at the counter"),
        "briefcase",
        Permission.DESK_VIEW,
        "ui.desk.counter.page",
        short=N_("In hand"),
        beside="desk",
    ),
    PageSpec("settings", N_("Settings"), "settings", Permission.CENTER_VIEW, "ui.center.page", at_foot=True),
)


SETTINGS[:] = (
    PageSpec("settings.profile", N_("Center"), "landmark", Permission.CENTER_VIEW, "ui.center.profile"),
    PageSpec("settings.rooms", N_("Rooms"), "door-open", Permission.CENTER_VIEW, "ui.center.rooms"),
    PageSpec(
        "settings.resources",
        N_("Equipment and staff"),
        "package",
        Permission.BOOKING_VIEW,
        "ui.booking.resources.page",
    ),
    PageSpec(
        "settings.appointments",
        N_("Appointments"),
        "timer",
        Permission.BOOKING_VIEW,
        "ui.booking.resources.plans",
    ),
    PageSpec("settings.hours", N_("Opening hours"), "clock", Permission.CENTER_VIEW, "ui.center.hours"),
    PageSpec(
        "settings.closures",
        N_("Closed days"),
        "calendar-off",
        Permission.CENTER_VIEW,
        "ui.booking.closures.section",
    ),
    PageSpec(
        "settings.calls", N_("Call lists"), "phone", Permission.BOOKING_VIEW, "ui.booking.calls.section"
    ),
    PageSpec(
        "settings.waiting",
        N_("Left-out days"),
        "calendar-x",
        Permission.BOOKING_VIEW,
        "ui.booking.series.waiting_section",
    ),
    PageSpec(
        "settings.holidays", N_("Holidays"), "calendar-range", Permission.CENTER_VIEW, "ui.center.holidays"
    ),
    PageSpec("settings.terms", N_("Terms"), "graduation-cap", Permission.CENTER_VIEW, "ui.center.terms"),
    PageSpec(
        "settings.booking_rules",
        N_("Rules of booking"),
        "scale",
        Permission.BOOKING_VIEW,
        "ui.booking.rulebook.section",
    ),
    PageSpec("settings.queue", N_("Queue"), "ticket", Permission.DESK_VIEW, "ui.desk.queue.section"),
    PageSpec(
        "settings.devices", N_("Slips and card reader"), "printer", Permission.DESK_VIEW, "ui.desk.devices"
    ),
    PageSpec("settings.users", N_("Users"), "users", Permission.ACCOUNTS_MANAGE, "ui.accounts.users"),
    PageSpec("settings.roles", N_("Roles"), "shield-check", Permission.ACCOUNTS_MANAGE, "ui.accounts.roles"),
    PageSpec("settings.audit", N_("Audit trail"), "history", Permission.AUDIT_VIEW, "ui.accounts.audit"),
    PageSpec(
        "settings.imports", N_("Imports"), "file-spreadsheet", Permission.DATA_IMPORT, "ui.data.imports"
    ),
    PageSpec("settings.backups", N_("Backups"), "hard-drive", Permission.DATA_BACKUP, "ui.data.backups"),
    PageSpec("settings.look", N_("Look and language"), "palette", Permission.CENTER_VIEW, "ui.center.look"),
    PageSpec("settings.about", N_("About"), "info", Permission.CENTER_VIEW, "ui.center.about"),
)


@dataclass(frozen=True, slots=True)
class FinderSpec:
    """Where the palette finds records: `module:function(read, typed, limit)`, and the page that opens them.

    The function is called with `limit` by name and returns rows with `id` and `name`.
    """

    kind: str
    icon: str
    page: str
    permission: Permission
    function: str
    note: Callable[[Any], str] = lambda row: getattr(row, "note", "")
    target: Callable[[Any], Any] = lambda row: row.id

    def find(self, read: Any, typed: str, limit: int) -> list[Entry]:
        """Load the function on first use, in the lane, and ask it."""
        return [
            Entry(
                self.kind,
                f"{self.kind}.{row.id}",
                row.name,
                self.note(row),
                self.icon,
                page=self.page,
                target=self.target(row),
            )
            for row in _named(self.function)(read, typed, limit=limit)
        ]


def _person_note(row: Any) -> str:
    age = _("{age} years").format(age=row.age) if row.age is not None else ""
    return " · ".join(part for part in (age, row.address, row.phone) if part)


def _room_note(row: Any) -> str:
    seats = _("{count} seats").format(count=row.capacity) if row.capacity else ""
    return " · ".join(part for part in (row.site, row.floor, seats) if part)


FINDERS: tuple[FinderSpec, ...] = (
    FinderSpec(
        "people",
        "user-round",
        "people",
        Permission.PEOPLE_VIEW,
        "neighborcenter.people.finding:find",
        note=_person_note,
    ),
    FinderSpec(
        "room",
        "door-open",
        "calendar",
        Permission.BOOKING_VIEW,
        "neighborcenter.center.queries:find_rooms",
        note=_room_note,
        target=lambda row: ("room", row.id),
    ),
    FinderSpec(
        "appointment",
        "timer",
        "appointments",
        Permission.BOOKING_VIEW,
        "ui.booking.appointments.reading:found_appointments",
    ),
    FinderSpec(
        "service",
        "clipboard-list",
        "catalog",
        Permission.CATALOG_VIEW,
        "neighborcenter.catalog.queries:pick_services",
        note=lambda row: row.module,
    ),
    FinderSpec(
        "activity",
        "party-popper",
        "activities",
        Permission.ACTIVITIES_VIEW,
        "ui.activities.finder:found_activities",
    ),
    FinderSpec(
        "volunteer",
        "hand-heart",
        "volunteers",
        Permission.VOLUNTEERS_VIEW,
        "ui.volunteers.finder:found_volunteers",
    ),
    FinderSpec(
        "meal",
        "utensils",
        "meals",
        Permission.MEALS_VIEW,
        "ui.meals.finder:found_meals",
        target=lambda row: ("day", (row.day, row.id)),
    ),
    FinderSpec(
        "form", "notebook-pen", "forms", Permission.FORMS_VIEW, "neighborcenter.forms.queries:find_forms"
    ),
    FinderSpec(
        "report",
        "chart-column",
        "reports",
        Permission.REPORTS_VIEW,
        "neighborcenter.reports.search:reports_found",
    ),
)

NOTICE_SOURCES: tuple[str, ...] = (
    "ui.center.notices:notices",
    "ui.booking.requests.notices:notices",
    "ui.booking.notices:notices",
    "ui.activities.notices:notices",
    "ui.volunteers.notices:notices",
    "ui.meals.notices:notices",
    "ui.forms.notices:notices",
    "ui.data.notices:notices",
)
"""`module:function(read)` returning rows with text, note, icon, category, verb, page, target."""


@dataclass(frozen=True, slots=True)
class SheetSpec:
    """A sheet that opens over any page: its key, who may, and `module:function(window, person)`.

    `person` is the id of the resident whom the open page is about, or None.
    """

    id: str
    text: str
    icon: str
    shortcut: str
    permission: Permission
    function: str

    def open(self, window: Any, person: int | None) -> None:
        """Load the function on first use and open the sheet."""
        _named(self.function)(window, person)


SHEETS: tuple[SheetSpec, ...] = (
    SheetSpec(
        "activities.sign_up",
        N_("Sign somebody up"),
        "ticket",
        "F4",
        Permission.ACTIVITIES_ENROLL,
        "ui.activities.sign_up:open_sheet",
    ),
    SheetSpec(
        "booking.appoint",
        N_("Make somebody an appointment"),
        "timer",
        "F6",
        Permission.BOOKING_WRITE,
        "ui.booking.appointments.sheet:open_sheet",
    ),
    SheetSpec(
        "meals.order_for",
        N_("Order somebody a meal"),
        "utensils",
        "",
        Permission.MEALS_ORDER,
        "ui.meals.finder:open_sheet",
    ),
    SheetSpec(
        "counter.lend_thing",
        N_("Lend something or take it back"),
        "package",
        "F7",
        Permission.DESK_SERVE,
        "ui.desk.counter.lend:open_sheet",
    ),
    SheetSpec(
        "counter.take_papers",
        N_("Take papers in"),
        "briefcase",
        "",  # F9 on the pages of the desk; the roster has another use for it
        Permission.DESK_SERVE,
        "ui.desk.counter.take_in:open_sheet",
    ),
)


def _named(dotted: str) -> Callable[..., Any]:
    module, _colon, name = dotted.partition(":")
    function: Callable[..., Any] = getattr(importlib.import_module(module), name)
    return function


def finders(open_places: Container[str]) -> list[Finder]:
    """Return what the signed-in person may find."""
    return [Finder(f.kind, f.find) for f in FINDERS if may(f.permission) and f.page in open_places]


def read_notices(read: Any) -> list[Notice]:
    """Ask every room for what needs a look. Runs in the quick lane."""
    return [notice for source in NOTICE_SOURCES for notice in _named(source)(read)]
