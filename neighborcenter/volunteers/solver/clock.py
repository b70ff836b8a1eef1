"""When a search has to come to its end: the clock, or whoever told it to stop."""

import time

from neighborcenter.volunteers.solver.patience import Effort
from neighborcenter.volunteers.solver.roster import Stop


class Clock:
    """The time of one search."""

    def __init__(self, effort: Effort, should_stop: Stop | None) -> None:
        self.began = time.monotonic()
        self.stopped = False
        self._effort, self._should_stop = effort, should_stop
        self._built = 0.0

    @property
    def seconds(self) -> float:
        """Since the beginning."""
        return time.monotonic() - self.began

    @property
    def left(self) -> float:
        """Seconds to come."""
        return self._effort.seconds - self.seconds

    def built(self) -> None:
        """The search can begin: shares of the time are shares of what is left now."""
        self._built = self.seconds

    def halt(self) -> bool:
        """Whether to end now."""
        if self._should_stop is not None and not self.stopped and self._should_stop():
            self.stopped = True
        return self.stopped or self.left <= 0

    def until(self, share: float) -> Stop:
        """A halt that comes at the latest when this share of the time is gone: the other steps want theirs."""
        until = self._built + share * (self._effort.seconds - self._built)
        return lambda: self.halt() or self.seconds >= until
