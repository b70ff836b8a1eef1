"""The rules of a roster read from their sentences, for judging what the engine made. It imports only the words of
a problem (`problem`), nothing that the engine decides with.
"""

from neighborcenter.volunteers.solver.problem import DAY, Measure, Person, Plans, Problem, Slot


def offences(problem: Problem, plans: Plans) -> list[str]:
    """One line for each broken rule; none when the roster may be hung up."""
    slots = {slot.id: slot for slot in problem.slots}
    found: list[str] = []
    for person in problem.people:
        own = sorted((slots[name] for name in plans.get(person.id, ())), key=lambda slot: slot.begins)
        found += [f"{person.id}: {text}" for text in personal(problem, person, own)]
    for slot in problem.slots:
        if slot.most is not None and sum(slot.id in plan for plan in plans.values()) > slot.most:
            found.append(f"{slot.id}: too many")
    for tie in problem.ties:
        total = 0
        for term in tie.terms:
            if term.slot in plans.get(term.person, ()):
                total += term.factor
        if (total < tie.least and tie.below is None) or (total > tie.most and tie.above is None):
            found.append(f"{tie.code}: {total}")
    return found


def personal(problem: Problem, person: Person, own: list[Slot]) -> list[str]:
    """Broken rules of one person who works exactly `own`."""
    return [
        *_each(person, own),
        *_pairs(problem, own),
        *_days(problem, person, own),
        *_sums(problem, person, own),
    ]


def _each(person: Person, own: list[Slot]) -> list[str]:
    found = []
    for slot in own:
        if slot.id in person.barred:
            found.append(f"{slot.id}: {person.barred[slot.id]}")
        lacking = [skill for skill in slot.skills if person.skills.get(skill, -1) < slot.day]
        found += [f"{slot.id}: {skill} not held that day" for skill in lacking]
        if person.offers is not None:
            inside = [o for o in person.offers if o.begins <= slot.begins and slot.ends <= o.ends]
            if not inside:
                found.append(f"{slot.id}: not offered")
        gone = [span for span in person.away if slot.begins < span.ends and span.begins < slot.ends]
        found += [f"{slot.id}: {span.code}" for span in gone]
    found += [
        f"{name}: pinned, not worked" for name in person.pinned if name not in {slot.id for slot in own}
    ]
    return found


def _pairs(problem: Problem, own: list[Slot]) -> list[str]:
    found, rest = [], problem.rest
    for first in own:
        for then in own:
            if first is then or (then.begins, then.id) < (first.begins, first.id):
                continue
            free = then.begins - first.ends
            if free < 0:
                found.append(f"{first.id} {then.id}: at once")
            quiet = rest.overnight if then.day > first.day else rest.between
            if free < quiet:
                found.append(f"{first.id} {then.id}: {free} min rest")
            if first.place != then.place and free < rest.travel.get((first.place, then.place), 0):
                found.append(f"{first.id} {then.id}: no time to get there")
            if then.day - first.day == 1 and then.kind in rest.not_after.get(first.kind, ()):
                found.append(f"{first.id} {then.id}: may not follow")
    return found


def _days(problem: Problem, person: Person, own: list[Slot]) -> list[str]:
    found: list[str] = []
    worked = {slot.day for slot in own}
    counts = {day: sum(slot.day == day for slot in own) for day in worked}
    found += [f"day {day}: too many shifts" for day, n in counts.items() if n > person.shifts_a_day]
    before = person.before
    run = before.worked if before else 0
    nights = before.nights if before else 0
    for day in range(problem.days):
        run = run + 1 if day in worked else 0
        nights = nights + 1 if any(slot.night and slot.day == day for slot in own) else 0
        if run > person.max_run:
            found.append(f"day {day}: {run} in a row")
        if nights > person.max_nights:
            found.append(f"day {day}: {nights} nights in a row")
    past = "" if before is None else "x" * before.worked or "-" * before.free
    line = past + "".join("x" if day in worked else "-" for day in range(problem.days))
    start = 0
    for part in line.replace("x-", "x -").replace("-x", "- x").split():
        end = start + len(part)
        known = before is not None or start > 0  # how long it lasted is known on this side
        if known and len(past) <= end < len(line):
            if part[0] == "-" and len(part) < person.min_rest_run:
                found.append(f"{part}: too few days off")
            if part[0] == "x" and len(part) < person.min_run:
                found.append(f"{part}: too few days")
        start = end
    if before is not None:
        found += [
            f"{slot.id}: too soon after the last"
            for slot in own
            if slot.begins - before.ends < problem.rest.overnight
        ]
    return found


def _sums(problem: Problem, person: Person, own: list[Slot]) -> list[str]:
    found = []
    for limit in person.limits:
        if limit.below is not None or limit.above is not None:
            continue
        stretches = [(limit.first, limit.last)]
        if limit.window:
            stretches = [(day, day + limit.window - 1) for day in range(problem.days)]
        for first, last in stretches:
            inside = [
                slot
                for slot in own
                if first <= slot.day <= last and (not limit.kinds or slot.kind in limit.kinds)
            ]
            used = {
                Measure.MINUTES: sum(slot.minutes for slot in inside),
                Measure.SHIFTS: len(inside),
                Measure.NIGHTS: sum(slot.night for slot in inside),
                Measure.DAYS: len({slot.day for slot in inside}),
                Measure.WEEKENDS: len(
                    {
                        (slot.begins // DAY + problem.weekday) // 7
                        for slot in inside
                        if (slot.begins // DAY + problem.weekday) % 7 in (5, 6)
                    }
                ),
            }[limit.measure]
            if used > limit.most or (used < limit.least and not limit.window):
                found.append(f"{limit.code}: {used}")
    return found


def price(problem: Problem, plans: Plans) -> int:
    """What a roster costs, added up from what each sentence of the problem says it costs."""
    slots = {slot.id: slot for slot in problem.slots}
    total = problem.base
    for slot in problem.slots:
        have = sum(slot.id in plan for plan in plans.values())
        for place in range(have, slot.wanted):
            total += slot.under + (slot.short if place < slot.least else 0)
        total += max(0, have - slot.wanted) * slot.over
    for person in problem.people:
        own = [slots[name] for name in plans.get(person.id, ())]
        total += sum(person.costs.get(slot.id, 0) for slot in own)
        for limit in person.limits:
            inside = [slot for slot in own if limit.first <= slot.day <= limit.last]
            inside = [slot for slot in inside if not limit.kinds or slot.kind in limit.kinds]
            used = sum(slot.minutes for slot in inside) if limit.measure is Measure.MINUTES else len(inside)
            total += max(0, limit.least - used) * (limit.below or 0)
            total += max(0, used - limit.most) * (limit.above or 0)
    for tie in problem.ties:
        value = sum(term.factor for term in tie.terms if term.slot in plans.get(term.person, ()))
        total += max(0, tie.least - value) * (tie.below or 0) + max(0, value - tie.most) * (tie.above or 0)
    return total
