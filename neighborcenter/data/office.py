"""What safekeeping needs of an open back office: it stands above this floor, so it is described, not imported."""

from contextlib import AbstractContextManager
from typing import Protocol

import sqlalchemy as sa

from neighborcenter.kit.actor import Actor
from neighborcenter.kit.audit import Chain
from neighborcenter.kit.clock import Clock
from neighborcenter.kit.paths import Paths
from neighborcenter.kit.work import Read, Work


class Office(Protocol):
    """An open database with its folder, clock and audit chain (`neighborcenter.backend.Backend`)."""

    engine: sa.Engine
    paths: Paths
    clock: Clock
    chain: Chain

    def work(self, actor: Actor) -> AbstractContextManager[Work]:
        """One act, kept as a whole."""
        ...

    def read(self, actor: Actor) -> AbstractContextManager[Read]:
        """A consistent view."""
        ...

    def centers(self) -> list[tuple[int, str, str]]:
        """(id, code, name) of every center."""
        ...
