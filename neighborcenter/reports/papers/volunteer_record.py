"""志愿服务记录: the five groups of one volunteer's record (《志愿服务条例》 art. 19) for the days asked for.

Who they are, what they served, trainings, awards, what was said of it.  It proves nothing: that the certificate does.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from neighborcenter.center.queries import center_profile
from neighborcenter.kit.i18n import _
from neighborcenter.kit.work import Read
from neighborcenter.people.texts import SEX_NAMES
from neighborcenter.reports.paper.blocks import Block, Section, Text, Title
from neighborcenter.reports.paper.facts import KeyValues, Signatures
from neighborcenter.reports.paper.styles import NOTE
from neighborcenter.reports.paper.tables import Column, Table
from neighborcenter.reports.paper.workbook import Sheet, SheetColumn
from neighborcenter.reports.papers.hours_ledger import hours_words
from neighborcenter.reports.params import Days
from neighborcenter.reports.report import Check, Values
from neighborcenter.reports.volunteer_facts import Helper, Served, helpers, served_in
from neighborcenter.volunteers import note_queries
from neighborcenter.volunteers.cards import VolunteerCard, volunteer_card
from neighborcenter.volunteers.kinds import HoursKind, NoteKind
from neighborcenter.volunteers.note_queries import NoteLine, RatedLine
from neighborcenter.volunteers.texts import word

LABEL = 78.0
SAID = (NoteKind.PRAISE, NoteKind.COMPLAINT)


@dataclass(frozen=True, slots=True)
class VolunteerRecord:
    """One record; hours are those entered in the days."""

    helper: Helper
    card: VolunteerCard
    days: Days
    served: tuple[Served, ...]
    notes: tuple[NoteLine, ...]
    rated: tuple[RatedLine, ...]
    center: str
    cutoff: datetime

    @property
    def headline(self) -> str:
        """志愿服务记录 · 王桂兰."""
        return _("Record of a volunteer · {name}").format(name=self.helper.name)

    @property
    def covers(self) -> str:
        """The days."""
        return self.days.words()

    @property
    def totals(self) -> Mapping[str, float]:
        """Services, hours, entries of the other groups."""
        return {
            "times": len(self.served),
            "hours": round(sum(one.minutes for one in self.served) / 60, 1),
            "notes": len(self.notes),
        }

    def of(self, *kinds: NoteKind) -> list[NoteLine]:
        """The entries of these kinds, earliest first."""
        return [one for one in reversed(self.notes) if one.draft.kind in kinds]


def collect(read: Read, values: Values) -> VolunteerRecord:
    """Read the record.  Raises NotAllowed, NotFound."""
    days: Days = values["days"]
    helper = helpers(read, volunteer_id=values["volunteer"])[0]
    return VolunteerRecord(
        helper,
        volunteer_card(read, helper.id),
        days,
        served_in(read, helper.id, days.first, days.end),
        tuple(note_queries.notes(read, helper.id, first=days.first, end=days.end)),
        tuple(note_queries.rated(read, helper.id, days.first, days.end)),
        center_profile(read).name,
        read.clock.local(),
    )


def _person(record: VolunteerRecord) -> KeyValues:
    who, draft = record.helper, record.card.draft
    skills = "、".join(f"{one.name} {one.held.proof}".strip() for one in record.card.skills)
    wide = (_("Skills"), _("Likes to help with"))
    return KeyValues(
        (
            (_("Full name"), who.name),
            (_("Volunteer number"), who.number),
            (_("Sex"), _(SEX_NAMES[who.sex])),
            (_("Born"), str(who.born or "")),
            (_("Phone"), who.phone),
            (_("Registered on"), str(who.registered_on)),
            (_("State"), word(who.status)),
            (_("Works or studies at"), draft.work_unit),
            (wide[0], skills),
            (wide[1], draft.fields),
        ),
        wide=frozenset(wide),
        label_width=LABEL,
    )


def _service(record: VolunteerRecord) -> tuple[Block, ...]:
    of_kind = {kind: sum(one.minutes for one in record.served if one.kind is kind) for kind in HoursKind}
    said = _("{times} times, {hours} hours; of them {parts}.").format(
        times=len(record.served),
        hours=hours_words(sum(of_kind.values())),
        parts=" · ".join(f"{word(kind)} {hours_words(minutes)}" for kind, minutes in of_kind.items()),
    )
    columns = (
        Column(_("Day"), 78, "center", fixed=True),
        Column(_("What was done"), 3.0),
        Column(_("Kind"), 1.2, "center"),
        Column(_("Hours in all"), 70, "right", fixed=True),
    )
    rows = [(str(one.day), one.content, word(one.kind), hours_words(one.minutes)) for one in record.served]
    return (Text(said, NOTE), Table(columns, rows, empty=_("No entered hours in these days."), size=10))


def _notes(rows: list[NoteLine], titles: tuple[str, str, str], empty: str) -> Table:
    """One of the other groups; the last column holds what is known beside the title."""
    columns = (
        Column(_("Day"), 78, "center", fixed=True),
        Column(titles[0], 2.0),
        Column(titles[1], 1.4),
        Column(titles[2], 2.4),
    )
    return Table(
        columns,
        [(str(one.draft.day), _title(one), one.draft.issuer, one.draft.body) for one in rows],
        empty=empty,
        size=10,
    )


def _title(one: NoteLine) -> str:
    draft = one.draft
    if draft.minutes:
        return _("{what} ({hours} hours)").format(what=draft.title, hours=hours_words(draft.minutes))
    return f"{word(draft.kind)} · {draft.title}" if draft.kind in SAID else draft.title


def _said(record: VolunteerRecord) -> tuple[Block, ...]:
    """Ratings of single services, praise and complaints: what there is of it."""
    columns = (
        Column(_("Day"), 78, "center", fixed=True),
        Column(_("What was done"), 2.0),
        Column(_("The lead says"), 1.4),
        Column(_("Who was served says"), 2.4),
    )
    rows = [(str(one.day), one.content, one.quality, one.opinion) for one in record.rated]
    ratings = Table(columns, rows, empty=_("No service of these days was rated."), size=10)
    words = record.of(*SAID)
    titles = (_("Praise or complaint"), _("By which person or body"), _("What was found"))
    others = (_notes(words, titles, ""),) if words else ()
    return (*((ratings,) if rows or not words else ()), *others)


def story(record: VolunteerRecord) -> tuple[Block, ...]:
    """Five groups, one after the other."""
    by_whom, nothing = _("By which person or body"), _("Nothing yet")
    return (
        Title(_("Record of a volunteer"), f"{record.center} · {record.covers}"),
        Section(_("1. Volunteer")),
        _person(record),
        Section(_("2. Service")),
        *_service(record),
        Section(_("3. Trainings")),
        _notes(record.of(NoteKind.TRAINING), (_("Training"), by_whom, _("Content and result")), nothing),
        Section(_("4. Awards")),
        _notes(record.of(NoteKind.AWARD), (_("Award"), by_whom, _("Number of the document")), nothing),
        Section(_("5. What was said of it")),
        *_said(record),
        Signatures((_("Filled in by"), _("Checked by"), _("Date"))),
    )


def sheets(record: VolunteerRecord) -> list[Sheet]:
    """The services, and the entries of the other groups."""
    about = (record.headline, record.covers)
    served = (
        SheetColumn(_("Day"), "date", 12),
        SheetColumn(_("What was done"), width=30),
        SheetColumn(_("Kind"), width=12),
        SheetColumn(_("Hours in all"), "decimal", 10),
    )
    entries = (
        SheetColumn(_("Day"), "date", 12),
        SheetColumn(_("Kind"), width=12),
        SheetColumn(_("What it was"), width=30),
        SheetColumn(_("By which person or body"), width=20),
        SheetColumn(_("More about it"), width=40),
    )
    return [
        Sheet(
            _("Service"),
            served,
            [(one.day, one.content, word(one.kind), one.minutes / 60) for one in record.served],
            about,
        ),
        Sheet(
            _("Trainings, awards, praise"),
            entries,
            [
                (one.draft.day, word(one.draft.kind), one.draft.title, one.draft.issuer, one.draft.body)
                for one in reversed(record.notes)
            ],
            about,
        ),
    ]


def checks(record: VolunteerRecord) -> tuple[Check, ...]:
    """Complaints nobody has answered."""
    unanswered = [one for one in record.of(NoteKind.COMPLAINT) if not one.draft.body]
    if not unanswered:
        return ()
    return (Check(_("Complaints without a finding: {count}.").format(count=len(unanswered))),)
