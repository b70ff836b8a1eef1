"""感谢信: a letter to one volunteer for the days named, with the hours entered and what they were given for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from neighborcenter.center.queries import center_profile
from neighborcenter.kit.i18n import _
from neighborcenter.kit.work import Read
from neighborcenter.reports.paper import styles
from neighborcenter.reports.paper.blocks import Block, Space, Text, Title
from neighborcenter.reports.paper.styles import Style
from neighborcenter.reports.paper.workbook import Sheet, SheetColumn
from neighborcenter.reports.papers.hours_ledger import hours_words
from neighborcenter.reports.params import Days
from neighborcenter.reports.report import Check, Values
from neighborcenter.reports.volunteer_facts import Helper, helpers, served_in
from neighborcenter.reports.words import day_words, listed

HEADLINE = Style(30, 60, styles.TITLE.face, color="accent", align="center", before=10, after=18)
WORDS = Style(styles.SAN_HAO, 30, styles.BODY.face, indent=2, after=6)
GREETING = Style(styles.SAN_HAO, 30, styles.BODY.face, after=6)
SIGNED = Style(styles.SAN_HAO, 28, styles.BODY.face, align="right")
FEW = 3


@dataclass(frozen=True, slots=True)
class ThanksLetter:
    """Who is thanked for what; hours are those entered in the days."""

    helper: Helper
    days: Days
    minutes: int
    times: int
    contents: tuple[str, ...]
    center: str
    cutoff: datetime

    @property
    def headline(self) -> str:
        """感谢信 · 王桂兰."""
        return _("Letter of thanks · {name}").format(name=self.helper.name)

    @property
    def covers(self) -> str:
        """The days."""
        return self.days.words()

    @property
    def totals(self) -> Mapping[str, float]:
        """Times and hours."""
        return {"times": self.times, "hours": round(self.minutes / 60, 1)}


def collect(read: Read, values: Values) -> ThanksLetter:
    """Read the volunteer and the entered hours of the days.  Raises NotAllowed, NotFound."""
    days: Days = values["days"]
    helper = helpers(read, volunteer_id=values["volunteer"])[0]
    served = served_in(read, helper.id, days.first, days.end)
    heap: dict[str, int] = {}
    for one in served:
        heap[one.content] = heap.get(one.content, 0) + one.minutes
    contents = tuple(name for name in sorted(heap, key=lambda name: -heap[name]) if name)[:FEW]
    return ThanksLetter(
        helper, days, sum(one.minutes for one in served), len(served), contents, center_profile(read).name,
        read.clock.local(),
    )  # fmt: skip


def _said(record: ThanksLetter) -> str:
    if not record.times:
        return _("Thank you for being one of the volunteers of our center.")
    words = _(
        "From {first} to {last} you came {times} times and gave {hours} hours of unpaid service to your neighbors: "
        "{contents}."
    )
    return words.format(
        first=day_words(record.days.first), last=day_words(record.days.last), times=record.times,
        hours=hours_words(record.minutes), contents=listed(record.contents),
    )  # fmt: skip


def story(record: ThanksLetter) -> tuple[Block, ...]:
    """A letter on one page."""
    closing = _(
        "Your time and your care have made this neighborhood warmer. We thank you from the heart, and hope to go "
        "on walking with you."
    )
    return (
        Title(_("Letter of thanks"), style=HEADLINE),
        Text(_("Dear {name},").format(name=record.helper.name), GREETING),
        Text(_said(record), WORDS),
        Text(closing, WORDS),
        Space(40),
        Text(record.center, SIGNED),
        Text(day_words(record.cutoff.date()), SIGNED),
    )


def sheets(record: ThanksLetter) -> list[Sheet]:
    """What the letter says, for a list of those thanked."""
    columns = (
        SheetColumn(_("Full name"), width=16),
        SheetColumn(_("Volunteer number"), width=16),
        SheetColumn(_("Times came"), "number", 10),
        SheetColumn(_("Hours in all"), "decimal", 10),
    )
    rows = [(record.helper.name, record.helper.number, record.times, record.minutes / 60)]
    return [Sheet(_("Letter of thanks"), columns, rows, (record.headline, record.covers))]


def checks(record: ThanksLetter) -> tuple[Check, ...]:
    """A letter that can name no hours."""
    return () if record.times else (Check(_("No entered hours in these days; the letter names none.")),)
