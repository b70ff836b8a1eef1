"""Who may work which slot at all, before any plan is looked at, and which two slots one person cannot both work."""

from collections.abc import Iterator, Sequence

from neighborcenter.volunteers.solver.problem import DAY, Limit, Measure, Person, Rest, Slot


def closed(person: Person) -> tuple[Limit, ...]:
    """The limits of none at all: each of them bars what it counts."""
    return tuple(limit for limit in person.limits if limit.most <= 0 and limit.above is None)


def bars(person: Person, slot: Slot, none_of: Sequence[Limit] | None = None) -> Iterator[str]:
    """The codes of everything that keeps this person from this slot, whatever else they do.

    `none_of`: what `closed` says of the person, where many slots are asked about.
    """
    if slot.id in person.barred:
        yield person.barred[slot.id]
    for skill in sorted(slot.skills):
        if skill not in person.skills:
            yield f"skill:{skill}"
        elif person.skills[skill] < slot.day:
            yield f"expired:{skill}"
    if person.offers is not None and not any(
        span.begins <= slot.begins and slot.ends <= span.ends for span in person.offers
    ):
        yield "not_offered"
    for span in person.away:
        if span.begins < slot.ends and slot.begins < span.ends:
            yield span.code
    if person.before and person.before.ends > slot.begins - DAY * 7 and slot.begins < person.before.ends:
        yield "overlap"
    for limit in closed(person) if none_of is None else none_of:
        if limit.first <= slot.day <= limit.last:
            counts = not limit.kinds or slot.kind in limit.kinds
            if counts and _amount(limit.measure, slot) > limit.most:
                yield limit.code


def _amount(measure: Measure, slot: Slot) -> int:
    if measure is Measure.MINUTES:
        return slot.minutes
    if measure is Measure.NIGHTS:
        return int(slot.night)
    return 1 if measure in (Measure.SHIFTS, Measure.DAYS) else 0


def may(person: Person, slot: Slot, none_of: Sequence[Limit] | None = None) -> bool:
    """Whether nothing bars this person from this slot."""
    return next(bars(person, slot, none_of), None) is None


def clash(rest: Rest, first: Slot, then: Slot) -> str | None:
    """Why one person cannot work both, given in the order they begin: "overlap", "rest", "follows" or None."""
    if then.day == first.day + 1 and then.kind in rest.not_after.get(first.kind, ()):
        return "follows"
    if then.day == first.day or first.ends > then.day * DAY or rest.overnight or rest.travel or rest.between:
        gap = then.begins - first.ends
        if gap < 0:
            return "overlap"
        if gap < rest.needed(first, then):
            return "rest"
    return None


def reach(rest: Rest, slots: Sequence[Slot]) -> int:
    """How many days later a slot may still forbid another."""
    longest = max((slot.start + slot.minutes for slot in slots), default=0)
    quiet = max([rest.between, rest.overnight, *rest.travel.values()], default=0)
    days = (longest + quiet - 1) // DAY if longest + quiet else 0
    return max(days, 1 if any(rest.not_after.values()) else 0)
