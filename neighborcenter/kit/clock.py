"""The only place that asks the time."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

CENTER_ZONE = "Asia/Shanghai"


class Clock:
    """Now, as an instant and as the wall clock of the center shows it."""

    def __init__(self, zone: str = CENTER_ZONE) -> None:
        self.zone = ZoneInfo(zone)

    def now(self) -> datetime:
        """This moment, in UTC, with its zone."""
        return datetime.now(UTC)

    def local(self) -> datetime:
        """What the clock on the center's wall shows: no zone, whole seconds."""
        return self.now().astimezone(self.zone).replace(tzinfo=None, microsecond=0)

    def today(self) -> date:
        """The day at the center."""
        return self.local().date()

    def wall(self, instant: datetime) -> datetime:
        """An instant as the center's wall clock showed it."""
        return instant.astimezone(self.zone).replace(tzinfo=None)


class FixedClock(Clock):
    """A clock that stands still until it is set: for tests, the tour and reproducible demo data."""

    def __init__(self, local: datetime, zone: str = CENTER_ZONE) -> None:
        super().__init__(zone)
        self.set(local)

    def set(self, local: datetime) -> None:
        """Put the hands to `local`, the center's wall time."""
        self._now = local.replace(tzinfo=self.zone).astimezone(UTC)

    def now(self) -> datetime:
        return self._now
