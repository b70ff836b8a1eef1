"""报名回执: one sign-up on A5 to take home, with the code that the door reads."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.activities.kinds import EnrollmentStatus
from neighborcenter.activities.models import enrollment
from neighborcenter.activities.texts import enrollment_status_name
from neighborcenter.center.queries import CenterCard, center_profile
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import NotFound
from neighborcenter.kit.work import Read
from neighborcenter.reports.activity_facts import (
    Heading,
    Meeting,
    Person,
    door_code,
    heading,
    meetings,
    money_words,
    people,
)
from neighborcenter.reports.paper import styles
from neighborcenter.reports.paper.blocks import Beside, Block, Space, Text, Title
from neighborcenter.reports.paper.codes import Code
from neighborcenter.reports.paper.facts import KeyValues, Signatures
from neighborcenter.reports.paper.workbook import Sheet, SheetColumn
from neighborcenter.reports.report import Values
from neighborcenter.reports.words import listed

MOST_TIMES = 4


@dataclass(frozen=True, slots=True)
class SignUpSlip:
    """One sign-up; phones are masked."""

    number: int
    activity: Heading
    sessions: tuple[Meeting, ...]
    people: tuple[Person, ...]
    center: CenterCard
    cutoff: datetime

    @property
    def covers(self) -> str:
        """The days of the activity."""
        return self.activity.days

    @property
    def totals(self) -> Mapping[str, float]:
        """How many people."""
        return {"people": sum(one.heads for one in self.people)}


def collect(read: Read, values: Values) -> SignUpSlip:
    """Read one sign-up. Raises NotAllowed, NotFound."""
    read.require(Permission.ACTIVITIES_VIEW)
    ref = values["enrollment"]
    row = read.row(
        sa.select(enrollment.c.activity_id, enrollment.c.session_id).where(
            enrollment.c.id == ref, enrollment.c.center_id == read.center_id
        )
    )
    if row is None:
        raise NotFound("enrollment", ref, "enrollment")
    found = people(read, row.activity_id, tuple(EnrollmentStatus), enrollment_id=ref)
    now = read.clock.local()
    sessions = meetings(read, row.activity_id, session_id=row.session_id)
    ahead = tuple(one for one in sessions if one.ends >= now) or sessions
    return SignUpSlip(ref, heading(read, row.activity_id), ahead, found, center_profile(read), now)


def _times(record: SignUpSlip) -> str:
    shown = [one.when for one in record.sessions[:MOST_TIMES]]
    more = len(record.sessions) - len(shown)
    if more:
        shown.append(_("and {count} more times").format(count=more))
    return "\n".join(shown)


def _fee(record: SignUpSlip) -> str:
    fen = record.people[0].fee_fen if record.people else 0
    return money_words(fen) if fen else _("Free of charge")


def story(record: SignUpSlip) -> tuple[Block, ...]:
    """Facts beside the code, what to bring, signatures."""
    first = record.people[0] if record.people else None
    places = listed(list(dict.fromkeys(one.place for one in record.sessions if one.place)))
    names = [
        one.name if one.heads == 1 else _("{name} ({heads} people)").format(name=one.name, heads=one.heads)
        for one in record.people
    ]
    pairs = [
        (_("Activity"), record.activity.title),
        (_("Taking part"), listed(names)),
        (_("Time"), _times(record)),
        (_("Venue"), places),
        (_("Fee"), _fee(record)),
        (_("State"), enrollment_status_name(first.status) if first else ""),
    ]
    if first is not None and first.guardian:
        pairs.append((_("Guardian"), f"{first.guardian} {first.guardian_phone}".strip()))
        pairs.append((_("Fetched by"), "\n".join(first.pickups)))
    code = door_code(record.number)
    contact = "   ".join(p for p in (record.center.name, record.center.address, record.center.phone) if p)
    title = styles.Style(16, 22, styles.TITLE.face, align="center", after=6)
    facts = KeyValues(tuple(pair for pair in pairs if pair[1]), columns=1, label_width=54)
    return (
        Title(_("Sign-up slip"), style=title),
        Beside((facts, Code(code, below=code)), (2.2, 1.0)),
        Space(4),
        Text(
            _("Bring this slip; the code is read at the door. Whoever cannot come says so beforehand."),
            styles.PLAIN,
        ),
        Text(contact, styles.NOTE),
        Space(4),
        Signatures((_("Signed up by"), _("Handled by"))),
    )


def sheets(record: SignUpSlip) -> list[Sheet]:
    """One row a person."""
    columns = (
        SheetColumn(_("Full name"), width=16),
        SheetColumn(_("People"), "number", 8),
        SheetColumn(_("Activity"), width=28),
        SheetColumn(_("Code"), width=16),
    )
    rows = [
        (one.name, one.heads, record.activity.title, door_code(one.enrollment_id)) for one in record.people
    ]
    return [Sheet(_("Sign-up slip"), columns, rows, (record.activity.title, record.covers))]
