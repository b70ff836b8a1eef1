"""参加证明: a certificate for everybody who came, one page each, with room for the seal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from neighborcenter.accounts.permissions import Permission
from neighborcenter.activities.kinds import SessionStatus
from neighborcenter.center.queries import center_profile
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import NotFound
from neighborcenter.kit.work import Read
from neighborcenter.reports.activity_facts import Person
from neighborcenter.reports.paper import styles
from neighborcenter.reports.paper.blocks import Block, PageBreak, Space, Text, Title
from neighborcenter.reports.paper.styles import Style
from neighborcenter.reports.paper.workbook import Sheet, SheetColumn
from neighborcenter.reports.papers import activity_attendance
from neighborcenter.reports.papers.activity_attendance import CAME, AttendanceSheet
from neighborcenter.reports.report import Values
from neighborcenter.reports.words import day_words, span_words

HEADLINE = Style(34, 46, styles.TITLE.face, color="accent", align="center", before=28, after=26)
WORDS = Style(styles.SAN_HAO, 32, styles.BODY.face, indent=2, after=8)
SIGNED = Style(styles.SI_HAO, 24, styles.BODY.face, align="right")


@dataclass(frozen=True, slots=True)
class Certificates:
    """Who came, how often and how long."""

    sheet: AttendanceSheet
    people: tuple[Person, ...]
    center: str
    cutoff: datetime

    @property
    def headline(self) -> str:
        """参加证明 · 书法班."""
        return _("Certificate of attendance · {title}").format(title=self.sheet.activity.title)

    @property
    def covers(self) -> str:
        """The days of the activity."""
        return self.sheet.covers

    @property
    def totals(self) -> Mapping[str, float]:
        """How many certificates."""
        return {"certificates": len(self.people)}

    def hours(self, one: Person) -> float:
        """The length of the sessions somebody came to."""
        came = [session for session in self.sheet.sessions if self.sheet.mark(one, session) == CAME]
        return sum((session.ends - session.starts).total_seconds() for session in came) / 3600


def collect(read: Read, values: Values) -> Certificates:
    """Read who came; `enrollee` means one of them only. Raises NotAllowed, NotFound."""
    read.require(Permission.ACTIVITIES_VIEW)
    sheet = activity_attendance.collect(read, values)
    came = tuple(one for one in sheet.people if sheet.came(one) and one.heads == 1)
    wanted = values.get("enrollee")
    if wanted is not None:
        came = tuple(one for one in came if one.id == wanted)
        if not came:
            raise NotFound("enrollee", wanted, "enrollee")
    return Certificates(sheet, came, center_profile(read).name, sheet.cutoff)


def _days(record: Certificates) -> str:
    """The day of the activity, or its first and last."""
    days = [session.starts.date() for session in record.sheet.sessions]
    if not days:
        return record.covers
    return day_words(days[0]) if len(set(days)) == 1 else span_words(min(days), max(days))


def _body(record: Certificates, one: Person) -> str:
    held = sum(session.status is SessionStatus.HELD for session in record.sheet.sessions)
    words = _(
        "This is to certify that {name} took part in “{title}” ({days}), held by this center, "
        "coming {came} of {held} times, {hours} hours in all."
    )
    return words.format(
        name=one.name,
        title=record.sheet.activity.title,
        days=_days(record),
        came=record.sheet.came(one),
        held=max(held, record.sheet.came(one)),
        hours=f"{record.hours(one):,.1f}".removesuffix(".0"),
    )


def story(record: Certificates) -> tuple[Block, ...]:
    """One page each."""
    if not record.people:
        return (Title(record.headline), Text(_("Nobody has been checked in yet.")))
    blocks: list[Block] = []
    for one in record.people:
        if blocks:
            blocks.append(PageBreak())
        blocks += [
            Title(_("Certificate of attendance"), style=HEADLINE),
            Text(_body(record, one), WORDS),
            Text(_("So certified."), WORDS),
            Space(36),
            Text(record.center, SIGNED),
            Text(day_words(record.cutoff.date()), SIGNED),
        ]
    return tuple(blocks)


def sheets(record: Certificates) -> list[Sheet]:
    """Who gets one."""
    columns = (
        SheetColumn(_("Full name"), width=16),
        SheetColumn(_("Times came"), "number", 10),
        SheetColumn(_("Hours in all"), "decimal", 10),
    )
    rows = [(one.name, record.sheet.came(one), record.hours(one)) for one in record.people]
    return [Sheet(_("Certificates"), columns, rows, (record.headline, record.covers))]
