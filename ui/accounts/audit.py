"""Settings, Audit trail: who did what and when; to be searched, filtered, exported and printed."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import timedelta
from functools import cache
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from neighborcenter.accounts import queries, texts
from neighborcenter.accounts.permissions import PERMISSION_NAMES, ROLES
from neighborcenter.accounts.queries import AuditRow
from neighborcenter.center import texts as center_texts
from neighborcenter.kit.i18n import N_, _
from ui.kit.columns import Column, Empty, FilterChoice, Sort, Source, Where
from ui.kit.labels import Label
from ui.kit.page import Page
from ui.kit.table import TableView

ROOMS = (
    ("accounts", N_("Accounts")),
    ("center", N_("Center")),
    ("people", N_("People")),
    ("booking", N_("Bookings")),
    ("catalog", N_("Services")),
    ("modules", N_("Modules")),
    ("desk", N_("Front desk")),
    ("reports", N_("Reports")),
    ("data", N_("Data")),
)
SPANS = ((0, N_("Today")), (7, N_("Last 7 days")), (31, N_("Last 31 days")))
DETAILS = {
    "name": N_("Name"),
    "login": N_("Login"),
    "roles": N_("Roles"),
    "active": N_("Active"),
    "why": N_("Reason"),
    "reason": N_("Reason"),
    "failures": N_("Wrong tries"),
    "until": N_("Until"),
    "given": N_("Given"),
    "taken": N_("Taken"),
    "room": N_("Room"),
    "starts": N_("Begins"),
    "ends": N_("Ends"),
    "days": N_("Number of days"),
    "skipped": N_("Skipped"),
    "first": N_("First day"),
    "last": N_("Last day"),
    "capacity": N_("Seats"),
    "years": N_("Years"),
    "source": N_("Source"),
    "file": N_("File"),
    "rows": N_("Rows"),
    "title": N_("Title"),
    "service": N_("Service"),
    "person": N_("Resident"),
    "list": N_("List"),
    "report": N_("Report"),
    "value": N_("Value"),
    "added": N_("Added"),
    "after": N_("After"),
    "before": N_("Before"),
    "booking": N_("Booking"),
    "changed": N_("Changed"),
    "columns": N_("Columns"),
    "count": N_("Number"),
    "covers": N_("Covers"),
    "dropped": N_("Dropped"),
    "field": N_("Field"),
    "fields": N_("Fields"),
    "head": N_("Head"),
    "heads": N_("People"),
    "household": N_("Household"),
    "key": N_("Setting"),
    "kind": N_("Kind"),
    "modules": N_("Modules"),
    "moved": N_("Moved"),
    "now": N_("Now"),
    "number": N_("Number"),
    "occurrences": N_("Bookings"),
    "order": N_("Order"),
    "outcome": N_("Outcome"),
    "parts": N_("Parts"),
    "passed_to": N_("Passed on to"),
    "people": N_("People"),
    "period": N_("Period"),
    "place": N_("Where"),
    "refused": N_("Refused"),
    "removed": N_("Removed"),
    "resident": N_("Resident"),
    "residents": N_("Residents"),
    "restored": N_("Restored"),
    "rooms": N_("Rooms"),
    "seed": N_("Seed"),
    "services": N_("Services"),
    "sha256": N_("Checksum"),
    "since": N_("Since"),
    "sites": N_("Sites"),
    "size": N_("People"),
    "spans": N_("Opening hours"),
    "tag": N_("Tag"),
    "updated": N_("Updated"),
    "valid_from": N_("Valid from"),
    "visits": N_("Visits"),
    "was": N_("Was"),
    "way": N_("Way"),
}
"""Words for the details a line carries; others are shown by their key."""


OTHER_ACTS = {
    "booking.book": N_("Booked"),
    "booking.reveal": N_("Full value shown"),
    "booking.change": N_("Booking changed"),
    "booking.move": N_("Booking moved"),
    "booking.cancel": N_("Booking canceled"),
    "booking.restore": N_("Booking restored"),
    "booking.series": N_("Series changed"),
    "booking.series_undo": N_("Series put back"),
    "booking.readd": N_("Left-out day booked again"),
    "booking.suspend": N_("Bookings suspended"),
    "booking.resume": N_("Bookings brought back"),
    "booking.take_out": N_("Days taken out of series"),
    "calls.make": N_("Call list made"),
    "calls.tick": N_("Call ticked off"),
    "calls.put_aside": N_("Call list put aside"),
    "calls.take_up": N_("Call list taken up"),
    "calls.reveal_phone": N_("Full value shown"),
    "desk.visit": N_("Visit registered"),
    "desk.record_all": N_("Visits registered together"),
    "desk.outcome": N_("End of a visit changed"),
    "desk.undo_visit": N_("Visit undone"),
    "desk.restore_visit": N_("Visit restored"),
    "center.demo": N_("Example data made"),
    "center.seed": N_("Starting data written"),
    "data.export": N_("List exported"),
}
"""Words for acts whose rooms have none of their own; a room's `texts.ACTS` goes before these."""


def acts() -> dict[str, str]:
    """Return the words of all acts: every room that is loaded says its own in `texts.ACTS`."""
    known = {**OTHER_ACTS, **texts.ACTS, **center_texts.ACTS}
    for name, module in list(sys.modules.items()):
        if name.startswith("neighborcenter.") and name.endswith("texts"):
            known.update(getattr(module, "ACTS", {}))
    return known


def act_words(row: AuditRow) -> str:
    """Return what was done in words."""
    words = _known_acts().get(row.act)
    return _(words) if words else row.act


@cache
def _known_acts() -> dict[str, str]:
    return acts()


def actor_words(row: AuditRow) -> str:
    """Return who did it; the program itself has no name of its own."""
    return _("The program") if row.actor == "system" else row.actor


WAYS = {"paper": N_("Print")}
"""How a list was taken away; the names of file types stay as they are."""


def _value_words(value: Any) -> str:
    if not isinstance(value, str):
        return str(value)
    names: dict[str, str] = {**WAYS, **{str(key): words for key, words in PERMISSION_NAMES.items()}}
    words = ROLES[value][0] if value in ROLES else names.get(value, "")
    return _(words) if words else str(value)


def detail_words(row: AuditRow) -> str:
    """Return the details as "key: value", short."""
    try:
        detail = json.loads(row.detail) if row.detail else {}
    except ValueError:
        return row.detail
    if not isinstance(detail, dict):
        return str(detail)
    parts = []
    for key, value in detail.items():
        if value in (None, "", [], {}):
            continue
        shown = "、".join(map(_value_words, value)) if isinstance(value, list) else _value_words(value)
        parts.append(f"{_(DETAILS[key]) if key in DETAILS else key}: {shown}")
    return "  ".join(parts)


COLUMNS = (
    Column("at", N_("When"), 160, show=lambda row: f"{row.at:%Y-%m-%d %H:%M:%S}"),
    Column("actor", N_("Who"), 110, show=actor_words, strong=True, sort=None),
    Column("act", N_("What"), 180, show=act_words, sort=None),
    Column("detail", N_("Details"), 260, show=detail_words, sort=None),
)


def audit_ids(read: Any, where: Where, sort: Sort | None) -> list[int]:
    """Return the ids of the lines that fit, newest first unless asked the other way round."""
    days = where.get("span")
    since = read.clock.today() - timedelta(days=int(days)) if days is not None else None
    found = queries.audit_ids(read, text=where.text, act=where.get("room", ""), since=since)
    return found if sort is None or sort.descending else found[::-1]


def audit_rows(read: Any, ids: Sequence[int]) -> list[AuditRow]:
    """Return the lines with these ids."""
    return queries.audit_rows(read, ids)


class AuditSection(Page):
    """The trail. Nothing in it can be changed."""

    key = "settings.audit"
    title = N_("Audit trail")
    watches = frozenset({"audit_entry"})

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = TableView(
            "settings.audit",
            COLUMNS,
            Source(audit_ids, audit_rows),
            filters=[
                FilterChoice("room", N_("Where"), [(f"{key}.", _(name)) for key, name in ROOMS]),
                FilterChoice("span", N_("When"), [(days, _(name)) for days, name in SPANS]),
            ],
            placeholder=_("Person or detail"),
            empty=Empty(_("Nothing has been done yet"), icon="history"),
            take_away=_("Audit trail"),
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.table)
        note = _("Each line seals the one before it; a changed or missing line is found by the backup check.")
        box.addWidget(Label(note, "note", "text3", wrap=True))

    def reload(self) -> None:
        """Read the trail."""
        self.table.reload()

    def begin(self) -> None:
        """Put the caret into the filter line."""
        self.table.bar.line.setFocus()
