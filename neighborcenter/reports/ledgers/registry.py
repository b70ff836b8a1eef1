"""Every ledger of the house: those taken from records, and those a room of lower floors hands in.

A room with ledgers of its own (record forms that a center designs) adds one function to PROVIDERS; a ledger it
hands in under a key that is known already takes that one's place, because it holds more.
"""

from collections.abc import Callable, Sequence

from neighborcenter.kit.problems import NotFound
from neighborcenter.kit.work import Read
from neighborcenter.reports.ledgers.activities import ACTIVITY_LEDGERS
from neighborcenter.reports.ledgers.events import EVENT_LEDGERS
from neighborcenter.reports.ledgers.homes import HOME_LEDGERS
from neighborcenter.reports.ledgers.ledger import Ledger
from neighborcenter.reports.ledgers.offers import OFFER_LEDGERS
from neighborcenter.reports.ledgers.people import PEOPLE_LEDGERS
from neighborcenter.reports.ledgers.record_forms import record_ledgers
from neighborcenter.reports.ledgers.volunteers import VOLUNTEER_LEDGERS

LEDGERS: tuple[Ledger, ...] = (
    *PEOPLE_LEDGERS, *HOME_LEDGERS, *EVENT_LEDGERS, *ACTIVITY_LEDGERS, *VOLUNTEER_LEDGERS, *OFFER_LEDGERS,
)  # fmt: skip
Provider = Callable[[Read], Sequence[Ledger]]
PROVIDERS: list[Provider] = [record_ledgers]


def ledgers(read: Read) -> tuple[Ledger, ...]:
    """Every ledger this actor may see, in order; those of providers last unless they replace one."""
    found = {one.key: one for one in LEDGERS}
    for provider in PROVIDERS:
        found |= {one.key: one for one in provider(read)}
    return tuple(one for one in found.values() if read.may(one.permission))


def ledger(read: Read, key: str) -> Ledger:
    """One ledger by its key or its name; on the command line hyphens stand for underscores. Raises NotFound."""
    wanted = key.strip()
    for one in ledgers(read):
        if wanted in (one.key, one.zh, one.en) or wanted.replace("-", "_") == one.key:
            return one
    raise NotFound("ledger", key, "ledger")
