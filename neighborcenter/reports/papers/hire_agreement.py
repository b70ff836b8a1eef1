"""场地使用协议: what both sides agree on before a room is lent, with places to sign and seal.

The terms are the center's own words (a note of this paper, kept without a period); a center that has not
written any prints those of `STANDARD`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking.kinds import HOLDING
from neighborcenter.booking.models import occurrence
from neighborcenter.booking.texts import kind_name
from neighborcenter.center.queries import CenterCard, center_profile
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.problems import NotFound
from neighborcenter.kit.work import Read
from neighborcenter.reports.booked import Booked, booked_where, one_booked
from neighborcenter.reports.charged import Charged, charged, total
from neighborcenter.reports.paper import styles
from neighborcenter.reports.paper.blocks import Block, Section, Space, Text, Title
from neighborcenter.reports.paper.facts import KeyValues, Signatures
from neighborcenter.reports.paper.styles import Style
from neighborcenter.reports.paper.tables import Column, Table
from neighborcenter.reports.paper.workbook import Sheet, SheetColumn
from neighborcenter.reports.queries import Note, notes
from neighborcenter.reports.report import NotePlace, Values
from neighborcenter.reports.words import day_words, full_day, listed_days

KEY = "hire_agreement"
PERIOD = ""  # the terms hold until they are changed
TERMS = NotePlace("terms", N_("Terms of the agreement"), N_("One line for each term; they are numbered"))
MOST_DAYS = 40
STANDARD = (
    N_("The room is used only for the purpose and at the times named above; it is not passed on to others."),
    N_(
        "No business is done, nothing is sold, and no fee is taken from visitors without the center's consent."
    ),
    N_("No more people come in than the room holds; exits stay clear; no smoking and no open fire."),
    N_("The sound desk and other machines are run by the center's staff or after they have been explained."),
    N_("Furniture goes back to its place, lights and machines are turned off, litter is taken along."),
    N_("Damage is told at once and is made good by the user at cost."),
    N_("The user answers for order and safety during the use; children are looked after by adults."),
    N_("Whoever cannot come says so at the front desk at least one day before."),
    N_("Where the room is needed for an emergency the center may take it back and offers another time."),
)
SMALL_TERMS = Style(styles.WU_HAO, 16.5, styles.PLAIN.face, after=1)


@dataclass(frozen=True, slots=True)
class Agreement:
    """An agreement over a booking with all its days; the phone is masked."""

    day: Booked
    days: tuple[Booked, ...]
    center: CenterCard
    charges: tuple[Charged, ...]
    notes: Mapping[str, Note]
    made: datetime

    @property
    def period(self) -> str:
        """Under which the terms are kept."""
        return PERIOD

    @property
    def number(self) -> str:
        """Of the agreement: the year and the booking."""
        return f"{self.day.starts.year}-{self.day.booking_id:05d}"

    @property
    def covers(self) -> str:
        """The days it is about."""
        first, last = self.days[0].starts.date(), self.days[-1].starts.date()
        return str(first) if first == last else f"{first} – {last}"

    @property
    def cutoff(self) -> datetime:
        """When it was made."""
        return self.made

    @property
    def totals(self) -> Mapping[str, float]:
        """Days, people, and what is to be paid in fen."""
        return {
            "days": len(self.days),
            "people": self.day.people,
            "fen": total(self.charges),
        }


def collect(read: Read, values: Values) -> Agreement:
    """Read the booking of an occurrence. Raises NotAllowed, NotFound."""
    read.require(Permission.BOOKING_VIEW)
    day = one_booked(read, values["occurrence"])
    if day is None:
        raise NotFound("occurrence", values["occurrence"], "occurrence")
    days = booked_where(read, occurrence.c.booking_id == day.booking_id, occurrence.c.status.in_(HOLDING))
    kept = notes(read, KEY, PERIOD).get(TERMS.key)
    own = (
        kept
        if kept is not None and kept.body
        else Note(TERMS.key, standard_terms(), kept.version if kept else 0)
    )
    return Agreement(
        day,
        days or (day,),
        center_profile(read),
        charged(read, day.booking_id),
        {TERMS.key: own},
        read.clock.local(),
    )


def standard_terms() -> str:
    """The terms of a center that has written none, one a line."""
    return "\n".join(_(term) for term in STANDARD)


def terms(record: Agreement) -> list[str]:
    """The terms, numbered."""
    lines = [line.strip() for line in record.notes[TERMS.key].body.splitlines() if line.strip()]
    return [f"{number}. {line}" for number, line in enumerate(lines, 1)]


def story(record: Agreement) -> tuple[Block, ...]:
    """The sides, the use, the fee, the terms, the signatures."""
    day = record.day
    pairs = [
        (_("Purpose"), day.title),
        (_("Room"), " ".join(part for part in (day.rooms, day.place) if part)),
        (_("Time"), f"{full_day(day.starts.date())} {day.time}"),
        (_("Kind of use"), kind_name(day.kind)),
        (_("People"), str(day.people or "")),
    ]
    if day.brought:
        pairs.append((_("Equipment and staff"), _(", ").join(one.words for one in day.brought)))
    if len(record.days) > 1:
        pairs.append((_("All days"), _all_days(record)))
    wide = frozenset((_("Purpose"), _("Room"), _("Time"), _("Equipment and staff"), _("All days")))
    sides = (
        _("Side A (lends the room): {center}").format(center=record.center.name),
        _("Side B (uses the room): {who}").format(who=day.who or "________________"),
        _("Both sides agree on the following:"),
    )
    return (
        Title(_("Agreement on the use of a room"), _("No. {number}").format(number=record.number)),
        Text("\n".join(sides), Style(styles.XIAO_SI, 20, styles.BODY.face, after=4)),
        KeyValues(tuple(pairs), wide=wide),
        *_fees(record),
        Section(_("What both sides agree on")),
        *(Text(term, SMALL_TERMS) for term in terms(record)),
        Space(8),
        Signatures((_("Side A (seal)"), _("Handled by"), _("Date")), room=44.0),
        Signatures((_("Side B (signature)"), _("ID number"), _("Phone"), _("Date")), room=44.0),
        Text(
            _("Made in two copies, one for each side. {day}").format(day=day_words(record.made.date())),
            styles.NOTE,
        ),
    )


def _all_days(record: Agreement) -> str:
    shown = listed_days([one.starts.date() for one in record.days[:MOST_DAYS]])
    left = len(record.days) - MOST_DAYS
    return shown if left <= 0 else _("{days} and {count} more").format(days=shown, count=left)


def _fees(record: Agreement) -> tuple[Block, ...]:
    if not record.charges:
        return (Text(_("The room is lent free of charge."), styles.PLAIN),)
    columns = (
        Column(_("Charge"), 1.0),
        Column(_("Reason"), 3.4, wrap=True),
        Column(_("Amount"), 1.0, "right"),
    )
    return (
        Section(_("Charges")),
        Table(columns, [(one.name, one.words, one.shown) for one in record.charges]),
    )


def sheets(record: Agreement) -> list[Sheet]:
    """Every day of the agreement."""
    columns = (
        SheetColumn(_("Day"), "date"),
        SheetColumn(_("Time"), width=14),
        SheetColumn(_("Room"), width=20),
        SheetColumn(_("Purpose"), width=24),
        SheetColumn(_("Used by"), width=20),
        SheetColumn(_("People"), "number", 8),
    )
    rows = [(one.starts.date(), one.time, one.rooms, one.title, one.who, one.people) for one in record.days]
    title = (_("Agreement on the use of a room"), record.number)
    return [Sheet(_("Agreement on the use of a room"), columns, rows, title)]
