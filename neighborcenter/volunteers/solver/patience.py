"""How long each step of the search goes on before another has its turn. Measured on instances of many sizes."""

from dataclasses import dataclass

SHARES = (0.03, 0.05, 0.02, 0.04)  # of the cells that a dive settles at once
HAGGLED_PLANS = 10  # of each person, from the last rosters, that the prices begin with
PATIENCE = 16  # neighbourhoods in a row that bring nothing before another dive
PUSHES = (0.2, 0.03, 0.01)  # of the dearest price; the last two where haggling begins from the duals
PARTS = (0.5, 0.35, 0.7, 1.0)  # of the people whom a dive into a part of the roster frees
FEWEST = 10  # people of such a dive
TAIL = 0.5  # of the people: where a dive leaves no more undecided, they are made anew together
GOOD = 60  # plans of each person kept for such a dive: the cheapest at the best prices
HELPED = 0.1  # of the cost: when a push brought so much, a gentler one waits for the prices
HELPER = 1_000  # what the seed of a helping search is further on
ALONE, HELPED_TREE = 1.0, 3.0  # how much the tree gets for each neighbourhood's share
TREE, NEARLY = 1_800, 0.005  # cells beyond which it closes no gap larger than this share of the cost
WIDE = 100_000  # nodes of all networks from which on a dive narrows them
LARGE = 5_000  # cells from which on prices come late, and a helper does not wait for them
PRICED_DAYS = 120  # prices of a longer whole come too late; stretches of some weeks come down steadily
CLIMBED = 0.08  # of the time, at most: its bound climbs before the first stretch
STRETCHED = 28  # days beyond which a stretch of them is made anew by a dive now and then
HAGGLED = 6.0  # seconds of haggling before the prices of a large whole of tied people
LATE = 0.5  # of the time, at the latest, when a dive into such a whole begins, from such prices as there are
CLOSE = 0.015  # of what is lacking: a bound so near the prices of a large whole is near enough to dive from
LOSS = 0.008  # of the same: what one step of such a dive may cost
LOST = 0.02  # of the cost: the same of a dive over more days than a month
MILD = 10.0  # of a row that is missed while few plans are known
STALE = 10  # rounds of haggling, or regions, in a row that bring nothing before it ends
MUCH = 0.001  # of the cost: what so many regions must bring together
DEEP = 0.1  # of the cost: so much worse a dive may end, since polishing comes after it


@dataclass(frozen=True, slots=True)
class Effort:
    """How long to try: seconds by the clock, steps by count, and a gap that is good enough."""

    seconds: float = 60.0
    steps: int | None = None
    gap: float = 0.0


@dataclass(frozen=True, slots=True)
class Shares:
    """Of the time, at the latest, when each step must be done: the first haggling, the prices, the first dive."""

    haggled: float
    priced: float
    dived: float
    dives: bool = True  # whether there is a first dive


def shares(cells: int) -> Shares:
    """For so many people times days. Where prices come late, haggling brings most."""
    return Shares(0.25, 0.55, 0.8) if cells <= LARGE else Shares(0.45, 0.7, 0.85)


def loss(days: int, lacking: float, *, tangled: bool) -> float | None:
    """What one step of a dive may cost; None where it is told by how far the dive may end from its beginning.

    Over many days such a dive comes to no end: sooner or later something dear is lost, and it goes back and forth.
    """
    if tangled:
        return LOSS * lacking
    return LOST * lacking if days > STRETCHED else None


def tangled(effort: Effort, *, helps: bool, alone: bool) -> Shares:
    """For a large whole of people tied to each other: one of two who work at it prices and dives, the other polishes."""
    haggled = min(0.45, HAGGLED / effort.seconds)
    if helps:
        return Shares(haggled, 0.7, 0.85, dives=False)
    return Shares(haggled, 0.7, 0.95) if alone else Shares(0.0, LATE, 0.98)
