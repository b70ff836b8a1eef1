"""Instances of the public format made here, of any size, in the manner of the published ones.

What they share: full-time contracts first, then fewer hours with more weekends; about as many minutes wanted as the
contracts hold, unevenly over days and kinds; wishes in runs of a few days; a missing person costs 100, one too many 1.
"""

from dataclasses import dataclass
from random import Random

UNDER, OVER = 100, 1
WISHED, UNWISHED = 0.17, 0.08  # of all cells


@dataclass(frozen=True, slots=True)
class Contract:
    """Minutes a week, the longest and shortest run of days, the shortest rest, weekends a week."""

    minutes: int
    longest: int
    shortest: int
    rest: int
    weekends: float


CONTRACTS = (
    (0.55, Contract(2160, 5, 2, 2, 0.5)),
    (0.75, Contract(2160, 6, 2, 3, 0.5)),
    (0.87, Contract(1620, 4, 2, 3, 0.5)),
    (0.95, Contract(1290, 5, 1, 2, 0.75)),
    (1.00, Contract(855, 5, 1, 1, 0.75)),
)


def instance(days: int, people: int, kinds: int, seed: int = 1, *, night: int = 600) -> str:
    """The text of an instance. From four kinds on the last is the night, `night` minutes long."""
    random = Random(seed)
    names, part = _kinds(kinds)
    lengths = {name: night if part[name] == 3 else 480 for name in names}
    lines = ["SECTION_HORIZON", str(days), "SECTION_SHIFTS"]
    for name in names:
        banned = "|".join(other for other in names if part[other] < part[name])
        lines.append(f"{name},{lengths[name]},{banned}")
    lines.append("SECTION_STAFF")
    able: dict[str, list[str]] = {}
    most = 0
    for number in range(people):
        name = f"P{number}"
        contract = next(one for share, one in CONTRACTS if (number + 0.5) / people < share)
        able[name] = [kind for kind in names if random.random() < 0.7]
        if all(part[kind] == 3 for kind in able[name]):
            able[name].insert(0, names[number % min(2, kinds)])  # nobody reaches their hours by nights alone
        high = int(contract.minutes * days / 7)
        most += high
        lines.append(f"{name},{_most(days, names, part, able[name], contract)},{_limits(days, contract)}")
    lines.append("SECTION_DAYS_OFF")
    for name in able:
        first = random.randrange(days - 1)
        off = [first, first + 1] if random.random() < 0.5 else random.sample(range(days), 2)
        more = random.sample(range(days), max(0, days // 14 - 2))
        lines.append(",".join([name, *(str(day) for day in sorted({*off, *more})[: max(1, days // 14)])]))
    for section, share in (("ON", WISHED), ("OFF", UNWISHED)):
        lines.append(f"SECTION_SHIFT_{section}_REQUESTS")
        for name, own in able.items():
            lines += _wishes(random, name, own, days, share)
    lines.append("SECTION_COVER")
    return "\n".join([*lines, *_cover(random, days, names, lengths, most), ""])


def _kinds(count: int) -> tuple[list[str], dict[str, int]]:
    """Their names, and the part of the day each belongs to."""
    few = {1: "D", 2: "EL", 3: "EDL", 4: "EDLN"}
    if count in few:
        return list(few[count]), {name: "EDLN".index(name) for name in few[count]}
    nights = max(1, count // 8)
    part = {}
    for number in range(count - nights):
        of_day = number * 3 // (count - nights)
        part[f"{'adp'[of_day]}{number + 1}"] = of_day
    part.update({f"n{number + 1}": 3 for number in range(nights)})
    return list(part), part


def _most(days: int, names: list[str], part: dict[str, int], able: list[str], contract: Contract) -> str:
    nights = round(days / 7 * contract.minutes / 2160 * 1.2)
    return "|".join(
        f"{name}={0 if name not in able else nights if part[name] == 3 else days}" for name in names
    )


def _limits(days: int, contract: Contract) -> str:
    weeks = days / 7
    high = int(contract.minutes * weeks)
    weekends = max(1, int(weeks * contract.weekends))
    low = max(0, high - int(max(270 * weeks, 960)))
    return f"{high},{low},{contract.longest},{contract.shortest},{contract.rest},{weekends}"


def _wishes(random: Random, name: str, able: list[str], days: int, share: float) -> list[str]:
    lines, day = [], random.randrange(10)
    while day < days:
        length = random.randint(1, 5)
        kind, weight = random.choice(able), random.randint(1, 3)
        lines += [f"{name},{one},{kind},{weight}" for one in range(day, min(days, day + length))]
        day += length + 1 + int(random.expovariate(share / 3))
    return lines


def _cover(random: Random, days: int, names: list[str], lengths: dict[str, int], minutes: int) -> list[str]:
    """So many people each day and kind that together they work about `minutes`."""
    shares = {name: random.uniform(0.6, 1.4) * (0.5 if name[0] in "nN" else 1.0) for name in names}
    busy = [random.uniform(0.8, 1.2) for _day in range(days)]
    unit = minutes / sum(busy[day] * shares[name] * lengths[name] for day in range(days) for name in names)
    lines, left = [], 0.0
    for day in range(days):
        for name in names:
            asked = max(0.0, unit * busy[day] * shares[name] + left)
            wanted = max(0, round(random.gauss(asked, 0.25 * asked**0.5 + 0.3)))
            left += unit * busy[day] * shares[name] - wanted
            lines.append(f"{day},{name},{wanted},{UNDER},{OVER}")
    return lines
