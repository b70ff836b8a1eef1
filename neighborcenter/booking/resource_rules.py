"""What equipment, staff and appointments may be: pure decisions over drafts and what was looked up."""

from __future__ import annotations

from collections.abc import Iterable

from neighborcenter.booking.kinds import ResourceKind
from neighborcenter.booking.resource_drafts import AbsenceDraft, AppointmentDraft, PlanDraft, ResourceDraft
from neighborcenter.booking.rules import said
from neighborcenter.center.drafts import Span
from neighborcenter.center.rules import is_day_mark
from neighborcenter.kit.problems import Problem
from neighborcenter.kit.text import fold

MOST = 2000
"""More of one thing than this is a slip of the finger."""


def problems_in_resource(draft: ResourceDraft, taken_names: frozenset[str]) -> list[Problem]:
    """Everything that stands against a thing or a person of the list."""
    problems = _problems_in_name(draft.name, taken_names)
    if draft.kind is ResourceKind.EQUIPMENT and not 1 <= draft.quantity <= MOST:
        problems.append(Problem("quantity", "booking.resource_quantity", {"most": MOST}))
    if draft.kind is ResourceKind.STAFF and draft.quantity != 1:
        problems.append(Problem("quantity", "booking.staff_is_one"))
    return problems + problems_in_spans(draft.spans)


def problems_in_spans(spans: Iterable[Span]) -> list[Problem]:
    """Hours that end before they begin, or overlap on one weekday of one season; seasons without two days."""
    problems = []
    seen: dict[tuple[int, str, str, object], list[Span]] = {}
    for span in spans:
        if not 0 <= span.opens < span.closes <= 1440:
            problems.append(Problem("spans", "booking.hours_backwards", {"weekday": span.weekday}))
            continue
        problems += _problems_in_season(span)
        same = seen.setdefault((span.weekday, span.season_from, span.season_to, span.valid_from), [])
        if any(span.opens < other.closes and other.opens < span.closes for other in same):
            problems.append(Problem("spans", "booking.hours_overlap", {"weekday": span.weekday}))
        same.append(span)
    return problems


def _problems_in_season(span: Span) -> list[Problem]:
    marks = (span.season_from, span.season_to)
    if any(marks) and not all(marks):
        return [Problem("spans", "center.half_season")]
    return [
        Problem("spans", "center.bad_season", {"mark": mark})
        for mark in marks
        if mark and not is_day_mark(mark)
    ]


def problems_in_absence(draft: AbsenceDraft, quantity: int) -> list[Problem]:
    """Everything that stands against an absence of a resource of which there are `quantity`."""
    if draft.starts is None or draft.ends is None:
        missing = [name for name in ("starts", "ends") if getattr(draft, name) is None]
        return [Problem(name, "booking.time_missing") for name in missing]
    problems = []
    if draft.ends <= draft.starts:
        problems.append(Problem("ends", "booking.ends_before_start"))
    if not 1 <= draft.quantity <= quantity:
        problems.append(Problem("quantity", "booking.absent_too_many", {"quantity": quantity}))
    return problems


def problems_in_plan(draft: PlanDraft, taken_names: frozenset[str], seats: int) -> list[Problem]:
    """Everything that stands against an appointment service; `seats` of its room, 0 when not counted."""
    problems = _problems_in_name(draft.name, taken_names)
    if draft.room_id is None:
        problems.append(Problem("room_id", "booking.room_missing"))
    if not 5 <= draft.minutes <= 720:
        problems.append(Problem("minutes", "booking.slot_minutes"))
    if draft.capacity < 1:
        problems.append(Problem("capacity", "booking.slot_capacity"))
    if draft.pause_minutes < 0 or draft.notice_minutes < 0 or draft.horizon_days < 0:
        problems.append(Problem("notice_minutes", "booking.plan_bounds"))
    if 0 < seats < draft.capacity:
        params = {"seats": seats, "people": draft.capacity}
        problems.append(Problem("capacity", "booking.slot_over_capacity", params, "warning"))
    if any(count < 1 for _, count in draft.resources):
        problems.append(Problem("resources", "booking.resource_none"))
    return problems + problems_in_spans(draft.spans)


def problems_in_appointment(draft: AppointmentDraft) -> list[Problem]:
    """What is missing on an appointment."""
    problems = []
    if draft.starts is None:
        problems.append(Problem("starts", "booking.slot_missing"))
    if draft.resident_id is None and not fold(draft.who):
        problems.append(Problem("who", "booking.who_missing"))
    return problems


def no_slot(draft: AppointmentDraft) -> Problem:
    """The time asked for is no slot of the service."""
    return Problem("starts", "booking.slot_unknown", {"start": said(draft.starts) if draft.starts else ""})


def _problems_in_name(name: str, taken_names: frozenset[str]) -> list[Problem]:
    if not fold(name):
        return [Problem("name", "booking.name_missing")]
    if fold(name) in taken_names:
        return [Problem("name", "booking.name_taken", {"name": fold(name)})]
    return []
