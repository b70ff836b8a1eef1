"""What a module earned and cost in a month, how satisfied people were, and whom it reached in all its books.

Income: fees of its activities and meals that were paid, receipts for rooms that are its own alone, and money fields
of its ledgers that count as income. Cost: money fields that count as cost. Satisfaction: marks of its activities
(4 and 5 of 5), of its matters (not poor), and answers of ledgers that count as satisfaction.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

import sqlalchemy as sa

from neighborcenter.activities.models import (
    activity,
    activity_feedback,
    activity_session,
    attendance,
    enrollment,
)
from neighborcenter.booking.models import booking
from neighborcenter.booking.rulebook.models import receipt
from neighborcenter.desk.matters.kinds import Satisfaction
from neighborcenter.desk.matters.models import matter
from neighborcenter.desk.models import visit
from neighborcenter.forms import records
from neighborcenter.forms.kinds import Counts, EntryStatus, FieldKind
from neighborcenter.forms.models import entry, form, form_version
from neighborcenter.forms.rules import is_satisfied
from neighborcenter.forms.values import from_text
from neighborcenter.kit.times import Month
from neighborcenter.kit.work import Read
from neighborcenter.meals.models import meal_payment
from neighborcenter.modules.models import module_place
from neighborcenter.reports.counting import kept_between

MEALS = "meals"
"""Key of the module whose income the canteen's payments are."""
CONTENT = 4
"""From this mark of five on somebody was satisfied."""


@dataclass(frozen=True, slots=True)
class Means:
    """One month. `answers` were given, `content` of them satisfied; money in fen; `people` different residents."""

    entries: int
    people: int
    answers: int
    content: int
    income: int
    cost: int


def means(read: Read, ref: int, key: str, month: Month) -> Means:
    """The figures of a module in a month.  What the actor may not see of ledgers is left out."""
    answers = content = income = cost = 0
    for counts, value in _counted(read, ref, month) if read.may("forms.view") else ():
        if counts is Counts.SATISFACTION:
            told = is_satisfied(str(value))
            answers, content = answers + (told is not None), content + bool(told)
        elif counts is Counts.INCOME:
            income += int(value)
        else:
            cost += int(value)
    for asked, happy in (_marks(read, ref, month), _opinions(read, ref, month)):
        answers, content = answers + asked, content + happy
    income += _fees(read, ref, month) + _hire(read, ref, month)
    if key == MEALS:
        income += _sum(read, meal_payment.c.fen, meal_payment.c.created_at, meal_payment.c.center_id, month)
    return Means(_entries(read, ref, month), _people(read, ref, month), answers, content, income, cost)


def _span(read: Read, month: Month) -> tuple[datetime, datetime]:
    """The month as moments."""
    zone = read.clock.zone
    first, end = (datetime.combine(day, time(), zone) for day in (month.first, month.next_first))
    return first.astimezone(UTC), end.astimezone(UTC)


def _kept(read: Read, ref: int, month: Month) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        entry.c.center_id == read.center_id, entry.c.module_id == ref, entry.c.day >= month.first,
        entry.c.day < month.next_first, entry.c.status == EntryStatus.KEPT,
    )  # fmt: skip


def _counted(read: Read, ref: int, month: Month) -> Iterator[tuple[Counts, Any]]:
    """Every answer of the month that counts as something."""
    forms = sa.select(form.c.id).where(form.c.center_id == read.center_id, form.c.module_id == ref)
    versions = {
        one.id: [each for each in one.definition.fields if each.counts_as]
        for one in records.versions(read, form_version.c.form_id.in_(forms))
    }
    counting = {ref: tuple(fields) for ref, fields in versions.items() if fields}
    if not counting:
        return
    rows = read.rows(
        sa.select(entry.c.version_id, entry.c.answers).where(
            *_kept(read, ref, month), entry.c.version_id.in_(list(counting))
        )
    )
    for row in rows:
        values = from_text(row.answers, counting[row.version_id])
        for one in counting[row.version_id]:
            if values.get(one.key) is not None and (one.kind is not FieldKind.MONEY or values[one.key]):
                yield Counts(one.counts_as), values[one.key]


def _entries(read: Read, ref: int, month: Month) -> int:
    return int(read.value(sa.select(sa.func.count()).select_from(entry).where(*_kept(read, ref, month))) or 0)


def _people(read: Read, ref: int, month: Month) -> int:
    """Different residents who came, were entered or took part."""
    came = sa.select(visit.c.resident_id).where(
        *kept_between(read, month.first, month.next_first), visit.c.module_id == ref
    )
    entered = sa.select(entry.c.resident_id).where(*_kept(read, ref, month))
    joined = (
        sa.select(attendance.c.resident_id)
        .join(activity_session, activity_session.c.id == attendance.c.session_id)
        .join(activity, activity.c.id == activity_session.c.activity_id)
        .where(
            activity_session.c.center_id == read.center_id,
            activity_session.c.starts >= datetime.combine(month.first, time()),
            activity_session.c.starts < datetime.combine(month.next_first, time()),
            activity.c.module_id == ref,
        )
    )
    everybody = sa.union(came, entered, joined).subquery()
    return int(read.value(sa.select(sa.func.count(everybody.c.resident_id))) or 0)


def _marks(read: Read, ref: int, month: Month) -> tuple[int, int]:
    start, end = _span(read, month)
    row = read.row(
        sa.select(
            sa.func.count(), sa.func.coalesce(sa.func.sum(sa.case((activity_feedback.c.score >= CONTENT, 1), else_=0)), 0)
        )
        .select_from(activity_feedback.join(activity, activity.c.id == activity_feedback.c.activity_id))
        .where(
            activity_feedback.c.center_id == read.center_id, activity.c.module_id == ref,
            activity_feedback.c.created_at >= start, activity_feedback.c.created_at < end,
        )
    )  # fmt: skip
    assert row is not None
    return int(row[0]), int(row[1])


def _opinions(read: Read, ref: int, month: Month) -> tuple[int, int]:
    poor = (Satisfaction.POOR, Satisfaction.VERY_POOR)
    row = read.row(
        sa.select(
            sa.func.count(matter.c.satisfaction),
            sa.func.coalesce(sa.func.sum(sa.case((matter.c.satisfaction.not_in(poor), 1), else_=0)), 0),
        ).where(
            matter.c.center_id == read.center_id, matter.c.module_id == ref, matter.c.satisfaction.is_not(None),
            matter.c.ended_at >= datetime.combine(month.first, time()),
            matter.c.ended_at < datetime.combine(month.next_first, time()),
        )
    )  # fmt: skip
    assert row is not None
    return int(row[0]), int(row[1])


def _fees(read: Read, ref: int, month: Month) -> int:
    """Fees of sign-ups that were paid in the month."""
    start, end = _span(read, month)
    found = read.value(
        sa.select(sa.func.sum(enrollment.c.fee_fen))
        .join(activity, activity.c.id == enrollment.c.activity_id)
        .where(
            enrollment.c.center_id == read.center_id, activity.c.module_id == ref,
            enrollment.c.paid_at >= start, enrollment.c.paid_at < end,
        )
    )  # fmt: skip
    return int(found or 0)


def _hire(read: Read, ref: int, month: Month) -> int:
    """Receipts for rooms that belong to this module and to no other: nothing counts twice."""
    start, end = _span(read, month)
    other = module_place.alias("other")
    own = sa.select(module_place.c.room_id).where(
        module_place.c.module_id == ref,
        module_place.c.room_id.is_not(None),
        ~sa.exists().where(other.c.room_id == module_place.c.room_id, other.c.module_id != ref),
    )
    found = read.value(
        sa.select(sa.func.sum(receipt.c.fen))
        .join(booking, booking.c.id == receipt.c.booking_id)
        .where(
            receipt.c.center_id == read.center_id, booking.c.room_id.in_(own),
            receipt.c.created_at >= start, receipt.c.created_at < end,
        )
    )  # fmt: skip
    return int(found or 0)


def _sum(read: Read, fen: sa.Column[Any], at: sa.Column[Any], center: sa.Column[Any], month: Month) -> int:
    start, end = _span(read, month)
    return int(
        read.value(sa.select(sa.func.sum(fen)).where(center == read.center_id, at >= start, at < end)) or 0
    )
