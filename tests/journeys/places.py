"""Where every list of the program stands, and how to come there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from neighborcenter.activities.kinds import EnrollmentStatus
from neighborcenter.activities.models import activity_session, enrollment
from neighborcenter.forms.models import entry
from tests.conftest import MONDAY
from ui.kit.jobs import runner
from ui.kit.table import TableView

FRIDAY = MONDAY.date() - timedelta(days=3)


@dataclass(frozen=True)
class Place:
    """Where a list stands, how to come there, and the column whose words its search line finds."""

    page: str
    show: Callable[[Any], Any]
    table: Callable[[Any], TableView]
    searched: str
    ordered: bool = False
    """Its order says something by itself and cannot be changed by a click."""


def section(key: str, searched: str) -> Place:
    """A list of the settings."""
    name = f"settings.{key}"
    return Place("settings", lambda page: page.open(name), lambda page: page.sections[name].table, searched)


def people(key: str, searched: str) -> Place:
    """A list of the People page."""
    return Place("people", lambda page: page.show_tab(key), lambda page: page.current_table(), searched)


def request(key: str, searched: str) -> Place:
    """A list of the page of requests."""
    return Place("requests", lambda page: page.open(key), lambda page: page.tables[key], searched)


def tabbed(page: str, key: str, searched: str, *, ordered: bool = False) -> Place:
    """A list of a page of tabs."""
    return Place(page, lambda page: page.show_tab(key), lambda page: page.tab(key).table, searched, ordered)


def basics(key: str, searched: str) -> Place:
    """A list of what rosters are made from."""
    return Place(
        "volunteers",
        lambda page: page.open(("basics", key)),
        lambda page: page.tab("basics").part(key).table,
        searched,
    )


def activity(key: str, counted: sa.Column[int], searched: str, *, ordered: bool = False) -> Place:
    """A list of the activity that has most of what is counted."""

    def show(page: Any) -> None:
        with runner().backend.read(runner().actor) as read:
            most = sa.select(counted).where(counted.is_not(None)).group_by(counted)
            if counted.table is enrollment and ordered:
                most = most.where(enrollment.c.status == EnrollmentStatus.WAITING)
            found = read.value(most.order_by(sa.func.count().desc()).limit(1))
        page.open_activity(found, key)

    return Place("activities", show, lambda page: page.view.tab().table, searched, ordered)


def fullest_form(page: Any) -> None:
    """The form with most entries."""
    with runner().backend.read(runner().actor) as read:
        counted = sa.select(entry.c.form_id).group_by(entry.c.form_id).order_by(sa.func.count().desc())
        page.open(read.value(counted.limit(1)))


PLACES = {
    "residents": people("residents", "name"),
    "households": people("households", "address"),
    "groups": people("groups", "name"),
    "services": Place("catalog", lambda page: None, lambda page: page.table, "title"),
    "bookings": Place("calendar", lambda page: page.show_list(True), lambda page: page.list.table, "title"),
    "appointments": Place(
        "appointments", lambda page: page.show_day(date(2026, 11, 26)), lambda page: page.table, "plan"
    ),
    "requests": request("requests", "title"),
    "charges": request("charges", "title"),
    "overrides": request("overrides", "title"),
    "bars": request("bars", "who"),
    "activities": Place(
        "activities", lambda page: page.show_list("activities"), lambda page: page.table, "title"
    ),
    "sessions of a month": Place(
        "activities", lambda page: page.show_list("sessions"), lambda page: page.months.table, "activity"
    ),
    "sessions": activity("sessions", activity_session.c.activity_id, "where"),
    "sign-ups": activity("sign_ups", enrollment.c.activity_id, "names"),
    "waiting list": activity("waiting", enrollment.c.activity_id, "who", ordered=True),
    "calls of an activity": activity("calls", activity_session.c.activity_id, "who"),
    "open shifts": tabbed("volunteers", "open", "post"),
    "volunteers": tabbed("volunteers", "people", "name"),
    "hours": tabbed("volunteers", "hours", "name"),
    "notices": tabbed("volunteers", "notices", "number"),
    "certificates": tabbed("volunteers", "certificates", "name"),
    "stars": tabbed("volunteers", "stars", "name"),
    "teams": basics("teams", "name"),
    "posts": basics("posts", "name"),
    "policies": basics("policies", "number"),
    "days off": basics("off_days", "reason"),
    "forms of other offices": Place("forms_out", lambda page: None, lambda page: page.table, "name"),
    "ledgers": Place(
        "reports", lambda page: page.choose("ledger_residents"), lambda page: page.ledger.table, "name"
    ),
    "matters": tabbed("counter", "matters", "service"),
    "lent things": tabbed("counter", "loans", "what"),
    "lost and found": tabbed("counter", "things", "what"),
    "counter notices": tabbed("counter", "notices", "words"),
    "handovers": tabbed("counter", "handovers", "giver"),
    "forms": Place("forms", lambda page: page.show_view("list"), lambda page: page.view().table, "name"),
    "who is due": Place("forms", lambda page: page.show_view("due"), lambda page: page.view().table, "name"),
    "ledger of a form": Place("forms", fullest_form, lambda page: page.view().table, "p_name"),
    "children in care": Place(
        "forms", lambda page: page.show_view("children"), lambda page: page.view().table, "name"
    ),
    "meals of a day": Place(
        "meals", lambda page: page.show_tab("day", FRIDAY), lambda page: page.tab("day").table, "name"
    ),
    "menu": tabbed("meals", "menu", "dishes", ordered=True),
    "who eats": tabbed("meals", "eaters", "name"),
    "standing orders": tabbed("meals", "standing", "name"),
    "rules of price": tabbed("meals", "rules", "name", ordered=True),
    "settlement of meals": tabbed("meals", "month", "name"),
    "rooms": section("rooms", "name"),
    "resources": section("resources", "name"),
    "plans": section("appointments", "name"),
    "terms": section("terms", "name"),
    "rules": section("booking_rules", "sentence"),
    "closures": section("closures", "reason"),
    "calls": section("calls", "who"),
    "left-out days": section("waiting", "title"),
    "users": section("users", "name"),
    "audit": section("audit", "actor"),
    "imports": section("imports", "file_name"),
    "backups": section("backups", "name"),
}
