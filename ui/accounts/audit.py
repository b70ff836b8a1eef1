"""Settings, Audit trail: who did what and when; to be searched, filtered, exported and printed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from neighborcenter.accounts import queries
from neighborcenter.accounts.queries import AuditRow
from neighborcenter.kit.i18n import N_, _
from ui.accounts.audit_words import DETAILS, acts, values
from ui.kit.columns import Column, Empty, FilterChoice, Sort, Source, Where
from ui.kit.labels import Label
from ui.kit.page import Page
from ui.kit.table import TableView

ROOMS = (
    ("accounts", N_("Accounts")),
    ("center", N_("Center")),
    ("people", N_("People")),
    ("booking", N_("Bookings")),
    ("activities", N_("Activities")),
    ("volunteers", N_("Volunteers")),
    ("roster", N_("Rosters")),
    ("calls", N_("Call lists")),
    ("catalog", N_("Services")),
    ("modules", N_("Modules")),
    ("desk", N_("Front desk")),
    ("forms", N_("Ledgers")),
    ("reports", N_("Reports")),
    ("data", N_("Data")),
)
SPANS = ((0, N_("Today")), (7, N_("Last 7 days")), (31, N_("Last 31 days")))


def act_words(row: AuditRow) -> str:
    """Return what was done in words."""
    words = acts().get(row.act)
    return _(words) if words else row.act


def actor_words(row: AuditRow) -> str:
    """Return who did it; the program itself has no name of its own."""
    return _("The program") if row.actor == "system" else row.actor


WAYS = {"paper": N_("Print")}
"""How a list was taken away; the names of file types stay as they are."""


def _value_words(value: Any, room: str) -> str:
    words = WAYS.get(str(value)) or values(room).get(str(value))
    return _(words) if words else str(value)


def detail_words(row: AuditRow) -> str:
    """Return the details as "key: value", short."""
    try:
        detail = json.loads(row.detail) if row.detail else {}
    except ValueError:
        return row.detail
    if not isinstance(detail, dict):
        return str(detail)
    room = row.act.partition(".")[0]
    parts = []
    for key, value in detail.items():
        if value in (None, "", [], {}):
            continue
        shown = [_value_words(one, room) for one in (value if isinstance(value, list) else [value])]
        parts.append(f"{_(DETAILS[key]) if key in DETAILS else key}: {'、'.join(shown)}")
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
