"""What staff hand in about the queue."""

from __future__ import annotations

from dataclasses import dataclass, field

from neighborcenter.desk.drafts import VisitDraft
from neighborcenter.desk.queue.kinds import Basis


@dataclass(frozen=True, slots=True)
class TicketDraft:
    """Somebody takes a number.  Without `group_id` the group follows from the service, else it is the first.

    `rule_id` is a priority said at the counter; age and care tags are seen by the program itself.
    `client_key` is made once per press: pressing twice gives one number.
    """

    group_id: int | None = None
    service_id: int | None = None
    resident_id: int | None = None
    visitor: str = ""
    heads: int = 1
    rule_id: int | None = None
    note: str = ""
    client_key: str = ""


@dataclass(frozen=True, slots=True)
class FinishDraft:
    """The end of a ticket: what was done.  Without `visits` what the ticket itself was taken for."""

    ticket_id: int
    visits: tuple[VisitDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class GroupDraft:
    """A group of services with the letter of its numbers."""

    prefix: str
    name: str
    service_ids: tuple[int, ...] = ()
    active: bool = True


@dataclass(frozen=True, slots=True)
class WindowDraft:
    """A window; without groups it calls everybody."""

    number: int
    name: str = ""
    group_ids: tuple[int, ...] = ()
    active: bool = True


@dataclass(frozen=True, slots=True)
class PriorityDraft:
    """Who goes first: the higher `rank` before the lower, within one rank whoever came first."""

    name: str
    words: str = ""
    basis: Basis = Basis.SAID
    from_age: int | None = None
    tag_id: int | None = None
    rank: int = 1
    active: bool = field(default=True)
