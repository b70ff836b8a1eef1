"""Centers made up for the tests: volunteers with real-looking rules, posts with shifts over the day and the night."""

from random import Random

from neighborcenter.volunteers.solver.problem import (
    DAY,
    Before,
    Limit,
    Measure,
    Person,
    Problem,
    Rest,
    Slot,
    Span,
    Tie,
)
from neighborcenter.volunteers.solver.ties import apart, fair, guided, led, nobody_at_zero, together

PATTERNS = (
    ("早班", 8 * 60, 240, False),
    ("午班", 13 * 60, 240, False),
    ("晚班", 18 * 60, 180, False),
    ("夜巡", 21 * 60 + 30, 510, True),
)
PLACES = ("党群服务中心", "长者食堂", "图书室", "儿童之家", "北门岗亭", "活动广场")
SKILLS = ("急救", "英语", "书法")


def center(seed: int, people: int = 6, posts: int = 2, days: int = 7, *, ties: bool = True) -> Problem:
    """A center of this size; the same for one seed."""
    random = Random(seed)
    slots = _slots(random, posts, days)
    members = tuple(_person(random, number, slots, days) for number in range(people))
    rest = Rest(
        between=30,
        overnight=11 * 60,
        travel={(a, b): 20 for a in PLACES for b in PLACES if a != b},
        not_after={"夜巡": frozenset({"早班", "午班"})},
    )
    problem = Problem(days, slots, members, rest, weekday=random.randrange(7))
    if not ties:
        return problem
    offered = {
        person.id: min(
            next((limit.most for limit in person.limits if limit.code == "月工时"), 3000),
            sum(slot.minutes for slot in slots) if person.offers is None else 240 * len(person.offers),
        )
        for person in members
    }
    problem = fair(problem, offered, price=1, done={person.id: random.randrange(600) for person in members})
    return Problem(
        problem.days,
        problem.slots,
        tuple(nobody_at_zero(person, 300) for person in problem.people),
        problem.rest,
        ties=tuple(_ties(random, problem)),
        weekday=problem.weekday,
    )


def _slots(random: Random, posts: int, days: int) -> tuple[Slot, ...]:
    found = []
    for post in range(posts):
        place, skilled = PLACES[post % len(PLACES)], random.random() < 0.3
        patterns = random.sample(PATTERNS, random.randint(1, 2))
        for day in range(days):
            for kind, start, minutes, night in patterns:
                if random.random() < 0.15:
                    continue
                wanted = random.randint(1, 2)
                found.append(
                    Slot(
                        f"{day}:{post}:{kind}",
                        day,
                        kind,
                        start,
                        minutes,
                        wanted=wanted,
                        least=1,
                        most=wanted + 1,
                        under=1000,
                        short=2000,
                        over=50,
                        place=place,
                        night=night,
                        skills=frozenset({random.choice(SKILLS)}) if skilled else frozenset(),
                    )
                )
    return tuple(found)


def _person(random: Random, number: int, slots: tuple[Slot, ...], days: int) -> Person:
    weeks = max(1, days // 7)
    offers = None
    if random.random() < 0.8:
        offered = sorted(random.sample(range(days), max(2, min(days, int(days * random.uniform(0.3, 0.7))))))
        offers = tuple(
            Span(day * DAY + begins, day * DAY + ends)
            for day in offered
            for begins, ends in [random.choice(((0, 18 * 60), (12 * 60, 31 * 60), (0, 31 * 60)))]
        )
    limits = [
        Limit(Measure.MINUTES, "月工时", most=random.choice((480, 600, 960)) * weeks),
        Limit(Measure.SHIFTS, "一周班次", most=random.randint(3, 5), window=7),
        Limit(Measure.WEEKENDS, "周末", most=max(1, weeks // 2)),
        Limit(Measure.NIGHTS, "夜班数", most=2 * weeks),
    ]
    limits += [
        Limit(Measure.MINUTES, f"第{week + 1}周工时", most=1200, first=7 * week, last=7 * week + 6)
        for week in range(weeks)
    ]
    wished = random.sample(slots, min(len(slots), 4))
    return Person(
        f"志愿者{number + 1:03d}",
        skills={skill: random.choice((days // 2, 9999)) for skill in SKILLS if random.random() < 0.6},
        offers=offers,
        away=(Span(DAY, 2 * DAY, "leave"),) if random.random() < 0.2 else (),
        barred={wished[0].id: "never"} if random.random() < 0.2 else {},
        costs={slot.id: random.choice((-5, 5, 20)) for slot in wished},
        limits=tuple(limits),
        max_run=random.randint(3, 5),
        max_nights=2,
        min_rest_run=random.choice((1, 1, 2)),
        shifts_a_day=random.choice((1, 1, 2)),
        before=Before(worked=1, ends=-DAY + 17 * 60) if random.random() < 0.3 else None,
    )


def _ties(random: Random, problem: Problem) -> list[Tie]:
    names = [person.id for person in problem.people]
    ties: list[Tie] = []
    if len(names) >= 4:
        ties += apart(problem.slots, names[0], names[1])
        ties += together(problem.slots, names[2:4])
    leads = [name for name in names if random.random() < 0.5] or names[:1]
    ties += led(problem, [slot for slot in problem.slots if slot.night], leads)
    beginners = [name for name in names if random.random() < 0.2]
    ties += guided(problem, problem.slots, beginners, [name for name in names if name not in beginners])
    return ties
