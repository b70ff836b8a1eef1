"""What the lists of volunteers, hours, notices and certificates show, and what they are filtered by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.work import Read
from neighborcenter.volunteers import queries
from neighborcenter.volunteers.kinds import HoursKind, HoursStatus, VolunteerStatus
from neighborcenter.volunteers.ledgers import LedgerLine
from neighborcenter.volunteers.queries import VolunteerFilter, VolunteerRow
from neighborcenter.volunteers.register import CertificateRow
from neighborcenter.volunteers.texts import word
from ui.kit.columns import Column, FilterChoice, Mark, Sort, Where, in_order
from ui.volunteers.looks import hours_mark, hours_words, status_mark

VOLUNTEER_COLUMNS = (
    Column("number", N_("Volunteer no."), 124),
    Column("name", N_("Name"), 130, strong=True),
    Column("status", N_("Standing"), 126, show=lambda row: status_mark(row.status)),
    Column("skills", N_("Skills"), 220, show=lambda row: _(", ").join(row.skills), sort=None, stretch=True),
    Column("minutes", N_("Hours entered"), 110, align="right", show=lambda row: hours_words(row.minutes)),
    Column("since", N_("Standing since"), 110, show=lambda row: row.since.isoformat()),
    Column("phone", N_("Phone"), 130, sort=None),
    Column("registered_on", N_("Taken on"), 110, show=lambda row: row.registered_on.isoformat(), hidden=True),
    Column("note", N_("Note"), 160, sort=None, hidden=True),
)

HOURS_COLUMNS = (
    Column("day", N_("Day"), 104, show=lambda row: row.day.isoformat()),
    Column("name", N_("Name"), 110, strong=True),
    Column("content", N_("What was done"), 170, stretch=True),
    Column("minutes", N_("Length"), 124, align="right", show=lambda row: hours_words(row.minutes)),
    Column("status", N_("State"), 156, show=lambda row: ledger_mark(row)),
    Column("method", N_("How"), 100, show=lambda row: word(row.method)),
    Column("reason", N_("Reason"), 150, show=lambda row: row.end_reason or row.reason, sort=None),
    Column("number", N_("Volunteer no."), 124, hidden=True),
    Column("kind", N_("Kind"), 110, show=lambda row: word(row.kind), hidden=True),
    Column("place", N_("Venue"), 130, hidden=True),
    Column("evidence", N_("What shows it"), 150, sort=None, hidden=True),
)

NOTICE_COLUMNS = (
    Column("number", N_("Notice no."), 120, strong=True),
    Column("kind", N_("Notice about"), 180, show=lambda row: word(row.kind)),
    Column("lines", N_("Lines"), 80, align="right", show=lambda row: row.lines or ""),
    Column("minutes", N_("Length"), 130, align="right", show=lambda row: hours_words(row.minutes) if row.lines else ""),
    Column("first_day", N_("First day"), 110, show=lambda row: row.first_day.isoformat()),
    Column("last_day", N_("Last day"), 110, show=lambda row: row.last_day.isoformat()),
    Column("place", N_("Posted at"), 150, stretch=True),
    Column("objections", N_("Objections open"), 120, align="right", show=lambda row: row.objections or ""),
)  # fmt: skip

CERTIFICATE_COLUMNS = (
    Column("number", N_("Certificate no."), 190, strong=True),
    Column("name", N_("Name"), 120),
    Column("volunteer_number", N_("Volunteer no."), 130, hidden=True),
    Column("first_day", N_("Period"), 210, show=lambda row: f"{row.first_day} – {row.last_day}"),
    Column("minutes", N_("Hours certified"), 126, align="right", show=lambda row: hours_words(row.minutes)),
    Column("issued_on", N_("Issued on"), 116, show=lambda row: row.issued_on.isoformat()),
    Column("revoked_on", N_("State"), 120, show=lambda row: certificate_mark(row)),
    Column("revoke_reason", N_("Reason"), 160, sort=None, stretch=True),
)


def ledger_mark(row: LedgerLine) -> Mark:
    """The chip of a line of hours; what somebody else must look at first says so."""
    if row.waits_for_review:
        return Mark(_("To be reviewed"), "notice", "eye")
    if row.brought_in:
        return Mark(_("Brought in"), "lending", "download")
    return hours_mark(row.status)


def certificate_mark(row: CertificateRow) -> Mark:
    """Whether a certificate holds, as it was issued."""
    if row.doubtful:
        return Mark(_("Hours changed"), "party", "triangle-alert")
    return Mark(_("Revoked"), "closed", "x") if row.revoked_on else Mark(_("Valid"), "service", "check")


class VolunteerSource:
    """The volunteers of the center; some hundreds, read whole."""

    def __init__(self) -> None:
        self._rows: dict[int, VolunteerRow] = {}

    def ids(self, read: Read, where: Where, sort: Sort | None) -> Sequence[int]:
        """The ids of all that match, in order."""
        status = where.get("status")
        asked = VolunteerFilter((status,) if status else (), where.get("skill"), where.text)
        found = in_order(queries.volunteers(read, asked), VOLUNTEER_COLUMNS, sort)
        self._rows = {row.id: row for row in found}
        return list(self._rows)

    def rows(self, read: Read, ids: Sequence[int]) -> Sequence[VolunteerRow]:
        """The rows with these ids."""
        return [self._rows[ref] for ref in ids if ref in self._rows]


def volunteer_filters(skills: Callable[[], Sequence[tuple[int, str]]]) -> tuple[FilterChoice, ...]:
    """The questions above the list of volunteers."""
    return (
        FilterChoice("status", N_("Standing"), [(status, word(status)) for status in VolunteerStatus]),
        FilterChoice("skill", N_("Skill"), load=skills),
    )


REVIEW = "review"
ELSEWHERE = "elsewhere"
"""Answers that are no status: back-filled ones nobody looked at, and those brought in."""


def hours_filters() -> tuple[FilterChoice, ...]:
    """The questions above the ledger."""
    statuses: list[tuple[Any, str]] = [(REVIEW, _("To be reviewed"))]
    statuses += [(status, word(status)) for status in HoursStatus]
    statuses.append((ELSEWHERE, _("Brought in")))
    return (
        FilterChoice("status", N_("State"), statuses),
        FilterChoice("kind", N_("Kind"), [(kind, word(kind)) for kind in HoursKind]),
    )


def hours_fits(row: LedgerLine, where: Where) -> bool:
    """Whether a line fits the answers above the ledger; what waits for review is no draft to confirm."""
    status, kind = where.get("status"), where.get("kind")
    if kind is not None and row.kind is not kind:
        return False
    if status == REVIEW:
        return row.waits_for_review
    if status == ELSEWHERE:
        return row.brought_in
    if (status is HoursStatus.DRAFT and row.waits_for_review) or (
        status is HoursStatus.ENTERED and row.brought_in
    ):
        return False
    return status is None or row.status is status


def hours_text(row: LedgerLine) -> str:
    """What the search line looks at in a line of hours."""
    return f"{row.name} {row.number} {row.content} {row.day}"
