"""One backup a day comes by itself."""

from datetime import timedelta

from neighborcenter.backend import Backend
from neighborcenter.data.backup import backups
from neighborcenter.data.daily import back_up_if_due
from neighborcenter.kit.clock import FixedClock


def test_one_backup_a_day_comes_by_itself(backend: Backend, clock: FixedClock) -> None:
    assert back_up_if_due(backend) is not None
    assert back_up_if_due(backend) is None
    clock.set(clock.local() + timedelta(hours=8))
    assert back_up_if_due(backend) is None
    clock.set(clock.local() + timedelta(hours=16))
    assert back_up_if_due(backend) is not None
    assert len(backups(backend.paths.backups)) == 2


def test_a_clock_that_was_set_back_does_not_stop_the_backups(backend: Backend, clock: FixedClock) -> None:
    back_up_if_due(backend)
    clock.set(clock.local() - timedelta(days=400))
    assert back_up_if_due(backend) is not None


def test_a_broken_backup_does_not_count(backend: Backend) -> None:
    made = back_up_if_due(backend)
    assert made is not None
    made.path.write_bytes(b"not a backup")
    assert back_up_if_due(backend) is not None
