"""Instances of the public format made here, of any size, with the shape of the published ones."""

from random import Random


def instance(days: int, people: int, kinds: int, seed: int = 1) -> str:
    """The text of an instance: `kinds` shift types over the day, later ones never followed by earlier ones."""
    random = Random(seed)
    names = [f"s{number}" for number in range(kinds)]
    part = {name: min(3, number * 4 // kinds) if kinds > 3 else number for number, name in enumerate(names)}
    lines = ["SECTION_HORIZON", str(days), "SECTION_SHIFTS"]
    minutes = {name: 600 if part[name] == 3 else 480 for name in names}
    for name in names:
        banned = "|".join(other for other in names if part[other] < part[name])
        lines.append(f"{name},{minutes[name]},{banned}")
    lines.append("SECTION_STAFF")
    weeks = days / 7
    able: dict[str, list[str]] = {}
    for number in range(people):
        name = f"P{number}"
        full = number % 4 != 3
        able[name] = [names[0], *(kind for kind in names[1:] if random.random() < 0.7)]
        nights = max(1, int(weeks)) if full else max(1, int(weeks / 2))
        most = "|".join(
            f"{kind}={0 if kind not in able[name] else nights if part[kind] == 3 else days}" for kind in names
        )
        high = int(weeks * (2160 if full else 1290))
        runs = (6, 2, 3) if number % 4 == 2 else (5, 2, 2) if full else (5, 1, 2)
        weekends = max(1, int(weeks / 2) + (0 if full else 1))
        lines.append(
            f"{name},{most},{high},{int(high * 0.75) - 500},{runs[0]},{runs[1]},{runs[2]},{weekends}"
        )
    lines.append("SECTION_DAYS_OFF")
    for name in able:
        off = sorted(random.sample(range(days), max(1, days // 14)))
        lines.append(",".join([name, *map(str, off)]))
    for section in ("ON", "OFF"):
        lines.append(f"SECTION_SHIFT_{section}_REQUESTS")
        for name, kinds_able in able.items():
            for _wish in range(max(1, days // 9)):
                day = random.randrange(days)
                lines.append(f"{name},{day},{random.choice(kinds_able)},{random.randint(1, 3)}")
    lines.append("SECTION_COVER")
    worked = sum(weeks * (4.3 if number % 4 != 3 else 2.4) for number in range(people)) / days
    share = worked / kinds
    for day in range(days):
        for kind in names:
            wanted = max(0, round(share * (0.8 if day % 7 > 4 else 1.05) + random.uniform(-0.6, 0.6)))
            lines.append(f"{day},{kind},{wanted},100,1")
    return "\n".join([*lines, ""])
