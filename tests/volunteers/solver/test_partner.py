"""Two searches meet after counted work: what one hears does not depend on which of them the machine favours."""

import time
from multiprocessing import Pipe

import pytest

from neighborcenter.volunteers.solver.meter import Meter
from neighborcenter.volunteers.solver.partner import BEHIND, EVERY, Partner


def never() -> bool:
    return False


class Pair:
    """Two ends of one line, in one process."""

    def __init__(self) -> None:
        self.lines = Pipe()
        self.meters = Meter(), Meter()
        self.one, self.other = (
            Partner(line, meter) for line, meter in zip(self.lines, self.meters, strict=True)
        )

    def work(self, who: int, turns: int) -> None:
        for _turn in range(turns):
            self.meters[who].solved(0, 0, round(EVERY), 0)

    def close(self) -> None:
        # Closing one end wakes the reader of the other.
        self.one.finish()
        self.other.finish()


@pytest.fixture
def pair() -> Pair:
    return Pair()


def test_a_roster_is_heard_after_so_much_work_and_not_before(pair: Pair) -> None:
    pair.other.better({0: (1,)})
    pair.work(1, 2 * BEHIND)
    pair.work(0, BEHIND)
    assert pair.one.meet(never) is None
    pair.work(0, 1)
    assert pair.one.meet(never) == {0: (1,)}
    assert pair.one.meet(never) is None
    pair.close()


def test_who_is_ahead_waits_until_told_to_stop(pair: Pair) -> None:
    pair.work(0, BEHIND + 3)
    began = time.monotonic()
    assert pair.one.meet(lambda: time.monotonic() > began + 0.1) is None
    assert time.monotonic() > began + 0.1
    pair.other.better({0: (2,)})
    pair.work(1, 3)
    assert pair.one.meet(never) == {0: (2,)}
    pair.close()


def test_nobody_waits_for_one_who_is_gone(pair: Pair) -> None:
    pair.other.better({0: (3,)})
    pair.other.finish()
    pair.work(0, 100)
    assert pair.one.meet(never) == {0: (3,)}
    pair.close()
