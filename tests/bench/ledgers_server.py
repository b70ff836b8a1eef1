"""The same ledgers, figures, card and search on a PostgreSQL server, beside the same floors there."""

from neighborcenter.kit.actor import system_actor
from tests.bench import Figure
from tests.bench._server import Bare, opened, spending
from tests.bench.ledgers import Stage, figures


def measure(scale: float = 1.0) -> list[Figure]:
    """Every ledger, every figure of the inspection for a month and a year with its rows, card, search."""
    with opened(scale) as (backend, grown), backend.read(system_actor(1)) as read:
        return figures(Stage(read, Bare(read), grown, spending(read)))
