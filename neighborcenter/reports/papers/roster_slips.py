"""个人班次条: for everybody on the roster of a week a slip with their own shifts, to be cut off and handed out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from neighborcenter.center.queries import center_profile
from neighborcenter.kit.i18n import _
from neighborcenter.kit.work import Read
from neighborcenter.reports.paper.blocks import Block, Text, Title
from neighborcenter.reports.paper.cards import Slip
from neighborcenter.reports.paper.styles import PLAIN
from neighborcenter.reports.paper.workbook import Sheet, SheetColumn
from neighborcenter.reports.report import Values
from neighborcenter.reports.volunteer_facts import Duty, OnDuty, by_day, duties, helpers, week_words
from neighborcenter.reports.words import short_day, span_words, weekday
from neighborcenter.volunteers.kinds import AssignmentRole
from neighborcenter.volunteers.texts import word


@dataclass(frozen=True, slots=True)
class Slips:
    """Whose shifts they are, with the shifts by time."""

    monday: date
    center: str
    phone: str
    people: tuple[tuple[OnDuty, tuple[Duty, ...]], ...]
    cutoff: datetime

    @property
    def covers(self) -> str:
        """First and last day."""
        return week_words(self.monday)

    @property
    def totals(self) -> Mapping[str, float]:
        """Slips, and shifts on them."""
        return {"slips": len(self.people), "shifts": sum(len(shifts) for _one, shifts in self.people)}


def collect(read: Read, values: Values) -> Slips:
    """Read the week of everybody, or of one volunteer.  Raises NotAllowed, NotFound."""
    monday: date = values["week"]
    wanted = values.get("volunteer")
    if wanted is not None:
        helpers(read, volunteer_id=wanted)
    mine: dict[int, list[Duty]] = {}
    who: dict[int, OnDuty] = {}
    for duty in by_day(duties(read, monday, monday + timedelta(days=7))):
        for one in duty.people:
            if wanted in (None, one.volunteer_id):
                who.setdefault(one.volunteer_id, one)
                mine.setdefault(one.volunteer_id, []).append(duty)
    profile = center_profile(read)
    people = tuple((who[ref], tuple(mine[ref])) for ref in who)
    return Slips(monday, profile.name, profile.phone, people, read.clock.local())


def _role(duty: Duty, volunteer_id: int) -> AssignmentRole:
    return next(one.role for one in duty.people if one.volunteer_id == volunteer_id)


def _line(duty: Duty, volunteer_id: int) -> str:
    role = _role(duty, volunteer_id)
    said = "" if role is AssignmentRole.MEMBER else word(role)
    where = duty.route or duty.place
    words = (f"{short_day(duty.day)} {weekday(duty.day)}", duty.time, duty.post, where, said)
    return " ".join(part for part in words if part)


def story(record: Slips) -> tuple[Block, ...]:
    """The slips, nothing else: they are cut."""
    if not record.people:
        return Title(_("Personal slips"), record.covers), Text(
            _("Nobody is on the roster of this week."), PLAIN
        )
    foot = _("Cannot come? Call {phone} early.").format(phone=record.phone) if record.phone else ""
    return tuple(
        Slip(
            f"{one.name}  {one.number}",
            f"{record.center}  {span_words(record.monday, record.monday + timedelta(days=6))}",
            tuple(_line(duty, one.volunteer_id) for duty in shifts),
            foot,
        )
        for one, shifts in record.people
    )


def sheets(record: Slips) -> list[Sheet]:
    """One row a shift of a person."""
    columns = (
        SheetColumn(_("Full name"), width=14),
        SheetColumn(_("Volunteer number"), width=14),
        SheetColumn(_("Day"), "date"),
        SheetColumn(_("Time"), width=18),
        SheetColumn(_("Post"), width=18),
        SheetColumn(_("Role"), width=10),
    )
    rows = [
        (one.name, one.number, duty.day, duty.time, duty.post, word(_role(duty, one.volunteer_id)))
        for one, shifts in record.people
        for duty in shifts
    ]
    return [Sheet(_("Personal slips"), columns, rows, (_("Personal slips"), record.covers))]
