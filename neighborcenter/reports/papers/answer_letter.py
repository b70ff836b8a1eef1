"""场地申请答复书: the answer to a request — granted or declined, the words of who answered, and what comes next.

A letter of the center: title 二号, text 三号 with 28.95 pt lines, name and date at the lower right
(GB/T 9704-2012).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking.kinds import OccurrenceStatus, Standing
from neighborcenter.booking.models import occurrence
from neighborcenter.booking.rulebook.kinds import AnswerStep, ChargeState
from neighborcenter.booking.rulebook.money import yuan
from neighborcenter.booking.rulebook.queries import AnswerRow, answers
from neighborcenter.booking.rulebook.texts import word
from neighborcenter.center.queries import CenterCard, center_profile
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import NotFound
from neighborcenter.kit.work import Read
from neighborcenter.reports.booked import Booked, booked_where, one_booked
from neighborcenter.reports.charged import Charged, charged, total
from neighborcenter.reports.paper import styles
from neighborcenter.reports.paper.blocks import Block, Space, Text, Title
from neighborcenter.reports.paper.fonts import Face
from neighborcenter.reports.paper.styles import Style
from neighborcenter.reports.paper.workbook import Sheet, SheetColumn
from neighborcenter.reports.report import Check, Values
from neighborcenter.reports.words import day_words, full_day, listed, listed_days

TITLE = Style(styles.ER_HAO, 34, Face.SERIF_BOLD, align="center", after=14)
ADDRESS = Style(styles.SAN_HAO, 28.95, Face.SERIF)
BODY = Style(styles.SAN_HAO, 28.95, Face.SERIF, indent=2)
SIGN = Style(styles.SAN_HAO, 28.95, Face.SERIF, align="right")
MOST_DAYS = 12


@dataclass(frozen=True, slots=True)
class AnswerLetter:
    """A request with the steps of its answer."""

    day: Booked
    days: tuple[Booked, ...]
    steps: tuple[AnswerRow, ...]
    charges: tuple[Charged, ...]
    center: CenterCard
    cutoff: datetime

    @property
    def covers(self) -> str:
        """The day of the use."""
        return f"{self.day.starts:%Y-%m-%d} {self.day.title}"

    @property
    def answer(self) -> AnswerRow | None:
        """The last word, or None while it waits."""
        final = (AnswerStep.GRANTED, AnswerStep.DECLINED, AnswerStep.LAPSED)
        return next((one for one in reversed(self.steps) if one.step in final), None)

    @property
    def totals(self) -> Mapping[str, float]:
        """Days asked for, steps taken."""
        return {"days": len(self.days), "steps": len(self.steps)}


def collect(read: Read, values: Values) -> AnswerLetter:
    """Read a request by one of its days. Raises NotAllowed, NotFound."""
    read.require(Permission.BOOKING_VIEW)
    day = one_booked(read, values["occurrence"])
    if day is None:
        raise NotFound("occurrence", values["occurrence"], "occurrence")
    days = booked_where(
        read,
        occurrence.c.booking_id == day.booking_id,
        sa.not_(occurrence.c.status.in_([OccurrenceStatus.CANCELLED, OccurrenceStatus.SKIPPED])),
    )
    return AnswerLetter(
        day,
        days or (day,),
        tuple(answers(read, day.booking_id)),
        charged(read, day.booking_id),
        center_profile(read),
        read.clock.local(),
    )


def story(record: AnswerLetter) -> tuple[Block, ...]:
    """The letter."""
    answer = record.answer
    when = (answer.at if answer is not None else record.cutoff).date()
    paragraphs = [_asked(record), _answered(record), *_words(record), *_next(record)]
    return (
        Title(_("Answer to a request for a room"), style=TITLE),
        Text(_("{who}:").format(who=record.day.who or _("To whom it may concern")), ADDRESS),
        *(Text(paragraph, BODY) for paragraph in paragraphs if paragraph),
        Space(28),
        Text(record.center.name, SIGN),
        Text(day_words(when), SIGN),
    )


def _asked(record: AnswerLetter) -> str:
    hours = {one.time for one in record.days}
    days = record.days[:MOST_DAYS]
    if len(record.days) == 1:
        shown = full_day(days[0].starts.date())
    elif len(hours) == 1:
        shown = listed_days([one.starts.date() for one in days])
    else:
        shown = listed([f"{day_words(one.starts.date())} {one.time}" for one in days])
    left = len(record.days) - MOST_DAYS
    if left > 0:
        shown = _("{days} and {count} more").format(days=shown, count=left)
    if len(hours) == 1:
        shown = _("{days}, each {time}").format(days=shown, time=record.days[0].time)
    return _("You asked to use {room} for “{purpose}” at these times: {days}.").format(
        room=record.day.rooms, purpose=record.day.title, days=shown
    )


def _answered(record: AnswerLetter) -> str:
    sentences = {
        Standing.GRANTED: _("The request is granted."),
        Standing.DECLINED: _("The request cannot be granted."),
        Standing.LAPSED: _("The request was not answered in time and has lapsed; the room is free again."),
    }
    return sentences.get(
        record.day.standing, _("The request waits for an answer; the room is held until then.")
    )


def _words(record: AnswerLetter) -> list[str]:
    answer = record.answer
    if answer is None or not answer.words:
        return []
    label = _("Reason: {words}") if record.day.standing is Standing.DECLINED else _("Please note: {words}")
    return [label.format(words=answer.words)]


def _next(record: AnswerLetter) -> list[str]:
    phone = record.center.phone
    ask = _("Questions are answered at the front desk.")
    if phone:
        ask = _("Questions are answered at the front desk, phone {phone}.").format(phone=phone)
    if record.day.standing is not Standing.GRANTED:
        return [ask]
    left = total(record.charges, ChargeState.OPEN)
    pay = _("To pay before the use: {amount}.").format(amount=yuan(left)) if left > 0 else ""
    return [pay, _("Come ten minutes early and bring this letter to the front desk."), ask]


def sheets(record: AnswerLetter) -> list[Sheet]:
    """The steps of the answer."""
    columns = (
        SheetColumn(_("Step of the answer"), width=12),
        SheetColumn(_("Answered by"), width=12),
        SheetColumn(_("Time"), "datetime", 18),
        SheetColumn(_("Words of the answer"), width=50),
    )
    rows = [(word(one.step), one.by, one.at.replace(tzinfo=None), one.words) for one in record.steps]
    return [Sheet(_("Answer to a request for a room"), columns, rows, (record.day.title, record.covers))]


def checks(record: AnswerLetter) -> tuple[Check, ...]:
    """A letter before the answer is no answer."""
    if record.answer is None:
        return (Check(_("This request has not been answered yet.")),)
    return ()
