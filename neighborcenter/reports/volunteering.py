"""What volunteers did in some days, counted, and the rows behind each figure.

Definitions: `helpers` were taken on in these days; `helpers_served` served at least once; `turns` are lines of
service that count (人次: a person and a service; a later addition to a line is no turn of its own); `hours_recognised`
and `hours_honorary` have passed their notice and are entered, by the day of service; `stars_granted` and
`certificates` by the day they were granted and issued.  Hours brought in from elsewhere are no service of these days.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.work import Read
from neighborcenter.people.models import resident
from neighborcenter.reports.rows import Behind, BehindRow
from neighborcenter.volunteers.earned import BROUGHT, EARNED
from neighborcenter.volunteers.kinds import CertificateStatus, HoursKind, HoursStatus, VolunteerStatus
from neighborcenter.volunteers.models.hours import certificate, service_hours, star_award
from neighborcenter.volunteers.models.people import volunteer
from neighborcenter.volunteers.texts import word

VOLUNTEERING: dict[str, tuple[str, str]] = {
    "helpers": (N_("New volunteers"), N_("people")),
    "helpers_served": (N_("Volunteers who served"), N_("people")),
    "turns": (N_("Volunteer services"), N_("person-times")),
    "hours_recognised": (N_("Recognised hours entered"), N_("hours")),
    "hours_honorary": (N_("Honorary hours entered"), N_("hours")),
    "stars_granted": (N_("Stars granted"), N_("stars")),
    "certificates": (N_("Service certificates issued"), N_("certificates")),
}
HOURS = frozenset({"hours_recognised", "hours_honorary"})
ENDED = (HoursStatus.CORRECTED, HoursStatus.VOIDED)


@dataclass(frozen=True, slots=True)
class Volunteering:
    """The figures of some days by their keys; hours are hours."""

    values: Mapping[str, float]

    @property
    def hours(self) -> float:
        """Both kinds of hours together."""
        return sum(self.values[key] for key in HOURS)


def volunteering(read: Read, first: date, end: date) -> Volunteering:
    """Count the days from `first` up to, not including, `end`: one question, whatever happened."""
    turns, served = _turns(read, first, end), (*_served(read, first, end), EARNED)
    heads = sa.func.count(sa.distinct(service_hours.c.volunteer_id))
    minutes = sa.func.coalesce(sa.func.sum(service_hours.c.minutes), 0)
    columns = {
        "helpers": sa.select(sa.func.count(volunteer.c.id)).where(*_taken_on(read, first, end)),
        "helpers_served": sa.select(heads).where(*turns),
        "turns": sa.select(sa.func.count(service_hours.c.id)).where(*turns),
        "hours_recognised": sa.select(minutes).where(*served, service_hours.c.kind == HoursKind.RECOGNISED),
        "hours_honorary": sa.select(minutes).where(*served, service_hours.c.kind == HoursKind.HONORARY),
        "stars_granted": sa.select(sa.func.count(star_award.c.id)).where(*_granted(read, first, end)),
        "certificates": sa.select(sa.func.count(certificate.c.id)).where(*_issued(read, first, end)),
    }
    row = read.row(sa.select(*(one.scalar_subquery().label(key) for key, one in columns.items())))
    found = {} if row is None else {key: int(value) for key, value in row._mapping.items()}
    return Volunteering({key: found[key] / 60 if key in HOURS else found[key] for key in columns})


def behind_volunteering(read: Read, key: str, first: date, end: date) -> Behind | None:
    """The rows of a figure of volunteers; None when the key is none of them."""
    if key == "helpers":
        return _people(read, key, first, end)
    if key == "helpers_served":
        return _who_served(read, first, end)
    if key == "turns":
        return _lines(read, key, [*_turns(read, first, end)])
    if key in HOURS:
        kind = HoursKind.RECOGNISED if key == "hours_recognised" else HoursKind.HONORARY
        return _lines(read, key, [*_served(read, first, end), EARNED, service_hours.c.kind == kind])
    if key == "stars_granted":
        return _stars(read, first, end)
    if key == "certificates":
        return _certificates(read, first, end)
    return None


def name_of(key: str) -> str:
    """The name of a figure in the language in use."""
    return _(VOLUNTEERING[key][0])


def _taken_on(read: Read, first: date, end: date) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        volunteer.c.center_id == read.center_id,
        volunteer.c.registered_on >= first,
        volunteer.c.registered_on < end,
    )


def _served(read: Read, first: date, end: date) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        service_hours.c.center_id == read.center_id,
        service_hours.c.day >= first,
        service_hours.c.day < end,
    )


def _turns(read: Read, first: date, end: date) -> tuple[sa.ColumnElement[bool], ...]:
    """Lines that count, without those that only add to a line which counts still."""
    old = service_hours.alias()
    adds = sa.exists(
        sa.select(1).where(old.c.id == service_hours.c.corrects_id, old.c.status == HoursStatus.ENTERED)
    )
    return (
        *_served(read, first, end),
        service_hours.c.status.not_in(ENDED),
        sa.not_(BROUGHT),
        sa.not_(adds),
    )


def _granted(read: Read, first: date, end: date) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        star_award.c.center_id == read.center_id,
        star_award.c.granted_on >= first,
        star_award.c.granted_on < end,
    )


def _issued(read: Read, first: date, end: date) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        certificate.c.center_id == read.center_id,
        certificate.c.issued_on >= first,
        certificate.c.issued_on < end,
    )


def _people(read: Read, key: str, first: date, end: date) -> Behind:
    rows = read.rows(
        sa.select(volunteer, resident.c.name)
        .join(resident, resident.c.id == volunteer.c.resident_id)
        .where(*_taken_on(read, first, end))
        .order_by(volunteer.c.registered_on, volunteer.c.id)
    )
    columns = (_("Taken on"), _("Full name"), _("Volunteer number"), _("State"))
    return Behind(
        name_of(key),
        columns,
        tuple(
            BehindRow(
                "volunteer",
                row.id,
                (str(row.registered_on), row.name, row.number, word(VolunteerStatus(row.status))),
                1,
            )
            for row in rows
        ),
    )


def _who_served(read: Read, first: date, end: date) -> Behind:
    rows = read.rows(
        sa.select(
            volunteer.c.id,
            volunteer.c.number,
            resident.c.name,
            sa.func.count().label("times"),
            sa.func.sum(service_hours.c.minutes).label("minutes"),
        )
        .select_from(service_hours)
        .join(volunteer, volunteer.c.id == service_hours.c.volunteer_id)
        .join(resident, resident.c.id == volunteer.c.resident_id)
        .where(*_turns(read, first, end))
        .group_by(volunteer.c.id, volunteer.c.number, resident.c.name, resident.c.name_sort)
        .order_by(sa.desc("minutes"), resident.c.name_sort, volunteer.c.id)
    )
    columns = (_("Full name"), _("Volunteer number"), _("Times came"), _("Hours in all"))
    return Behind(
        name_of("helpers_served"),
        columns,
        tuple(
            BehindRow(
                "volunteer", row.id, (row.name, row.number, str(row.times), f"{int(row.minutes) / 60:.1f}"), 1
            )
            for row in rows
        ),
    )


def _lines(read: Read, key: str, where: list[sa.ColumnElement[bool]]) -> Behind:
    rows = read.rows(
        sa.select(service_hours, resident.c.name)
        .join(volunteer, volunteer.c.id == service_hours.c.volunteer_id)
        .join(resident, resident.c.id == volunteer.c.resident_id)
        .where(*where)
        .order_by(service_hours.c.day, service_hours.c.id)
    )
    columns = (_("Day of service"), _("Full name"), _("What was done"), _("Hours served"), _("State"))
    in_hours = key in HOURS
    return Behind(
        name_of(key),
        columns,
        tuple(
            BehindRow(
                "volunteer",
                row.volunteer_id,
                (str(row.day), row.name, row.content, f"{row.minutes / 60:.1f}", word(row.status)),
                row.minutes / 60 if in_hours else 1,
            )
            for row in rows
        ),
        "hours" if in_hours else "count",
    )


def _stars(read: Read, first: date, end: date) -> Behind:
    rows = read.rows(
        sa.select(star_award, resident.c.name, volunteer.c.number)
        .join(volunteer, volunteer.c.id == star_award.c.volunteer_id)
        .join(resident, resident.c.id == volunteer.c.resident_id)
        .where(*_granted(read, first, end))
        .order_by(star_award.c.granted_on, star_award.c.id)
    )
    columns = (_("Granted on"), _("Full name"), _("Volunteer number"), _("Stars"), _("Granted by"))
    return Behind(
        name_of("stars_granted"),
        columns,
        tuple(
            BehindRow(
                "volunteer",
                row.volunteer_id,
                (str(row.granted_on), row.name, row.number, "★" * row.stars, row.approver),
                1,
            )
            for row in rows
        ),
    )


def _certificates(read: Read, first: date, end: date) -> Behind:
    rows = read.rows(
        sa.select(certificate, resident.c.name)
        .join(volunteer, volunteer.c.id == certificate.c.volunteer_id)
        .join(resident, resident.c.id == volunteer.c.resident_id)
        .where(*_issued(read, first, end))
        .order_by(certificate.c.issued_on, certificate.c.id)
    )
    columns = (_("Issued on"), _("Full name"), _("Certificate no."), _("Hours in all"), _("State"))
    return Behind(
        name_of("certificates"),
        columns,
        tuple(
            BehindRow(
                "certificate",
                row.id,
                (
                    str(row.issued_on),
                    row.name,
                    row.number,
                    f"{row.minutes / 60:.1f}",
                    word(CertificateStatus(row.status)),
                ),
                1,
            )
            for row in rows
        ),
    )
