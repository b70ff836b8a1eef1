"""Places as numbered rows: counted, taken, given back, made more or fewer.

The check here runs under the lock of the activity; behind it stand the primary key (no number twice), the
check that no number lies beyond the capacity, and the foreign key that carries the capacity along, so that past
any service a place can neither be given twice nor a pool be made smaller than what is given.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from neighborcenter.activities.kinds import SeatKind
from neighborcenter.activities.models import seat, seat_pool
from neighborcenter.activities.records import Scope, bound
from neighborcenter.kit.problems import Clash, Invalid, Problem
from neighborcenter.kit.work import Read, Work


@dataclass(frozen=True, slots=True)
class Pool:
    """The places of one kind of one list."""

    pool_id: int
    kind: SeatKind
    capacity: int
    taken: int

    @property
    def free(self) -> int:
        return self.capacity - self.taken


_POOLS = (
    sa.select(seat_pool.c.id, seat_pool.c.kind, seat_pool.c.capacity, sa.func.count(seat.c.no))
    .select_from(seat_pool.join(seat, seat.c.pool_id == seat_pool.c.id, isouter=True))
    .group_by(seat_pool.c.id, seat_pool.c.kind, seat_pool.c.capacity)
)
_OF = {whole: _POOLS.where(bound(seat_pool.c, whole=whole)) for whole in (True, False)}
_NUMBERS = sa.select(seat.c.no).where(seat.c.pool_id == sa.bindparam("pool"))
_RELEASE = seat.delete().where(seat.c.enrollment_id.in_(sa.bindparam("ids", expanding=True)))


def pools(read: Read, scope: Scope) -> dict[SeatKind, Pool]:
    """The places of a list by kind."""
    rows = read.rows(_OF[scope.whole], scope.params)
    return {row[1]: Pool(*tuple(row)) for row in rows}


def free_of(found: Mapping[SeatKind, Pool]) -> dict[SeatKind, int]:
    """How many of each kind are free."""
    return {kind: pool.free for kind, pool in found.items()}


def take(
    work: Work, found: Mapping[SeatKind, Pool], enrollment_id: int, wants: Mapping[SeatKind, int]
) -> None:
    """Give a sign-up the lowest free numbers.  Raises Clash when another desk was quicker."""
    rows = []
    for kind, count in wants.items():
        pool = found.get(kind)
        if pool is None:
            raise Invalid(Problem("people", "activities.no_pool"))
        given = {row[0] for row in work.rows(_NUMBERS, {"pool": pool.pool_id})}
        free = (no for no in range(1, len(given) + count + 1) if no not in given)
        rows += [
            {"pool_id": pool.pool_id, "no": no, "capacity": pool.capacity, "enrollment_id": enrollment_id}
            for _, no in zip(range(count), free, strict=False)
        ]
    with refusing_doubles():
        work.insert_many(seat, rows)


def release(work: Work, enrollment_ids: Sequence[int]) -> None:
    """Take the places of these sign-ups back."""
    if enrollment_ids:
        work.execute(_RELEASE, {"ids": list(enrollment_ids)})


def make(work: Work, scope: Scope, wanted: Mapping[SeatKind, int]) -> None:
    """Make the places of a new list."""
    work.insert_many(
        seat_pool,
        [
            {
                "activity_id": scope.activity_id,
                "session_id": scope.session_id,
                "kind": kind,
                "capacity": count,
            }
            for kind, count in wanted.items()
            if count > 0
        ],
    )


def resize(work: Work, scope: Scope, wanted: Mapping[SeatKind, int]) -> None:
    """Make the places of a list more or fewer; a kind not named stays.  Raises Invalid below what is given."""
    found = pools(work, scope)
    new = {}
    for kind, count in wanted.items():
        pool = found.get(kind)
        if pool is None:
            new[kind] = count
            continue
        if count < pool.taken:
            params = {"taken": pool.taken, "kind": f"activities.seat_kind.{kind}"}
            raise Invalid(Problem(f"places.{kind}", "activities.below_taken", params))
        if count < pool.capacity:
            _close_up(work, pool, count)
        if count != pool.capacity:
            work.execute(seat_pool.update().where(seat_pool.c.id == pool.pool_id).values(capacity=count))
    make(work, scope, new)


def _close_up(work: Work, pool: Pool, capacity: int) -> None:
    """Bring numbers beyond the new capacity down into the gaps."""
    given = {row[0] for row in work.rows(_NUMBERS, {"pool": pool.pool_id})}
    gaps = (no for no in range(1, capacity + 1) if no not in given)
    for high, low in zip(sorted(no for no in given if no > capacity), gaps, strict=False):
        work.execute(seat.update().where(seat.c.pool_id == pool.pool_id, seat.c.no == high).values(no=low))


@contextmanager
def refusing_doubles() -> Iterator[None]:
    """Turn the database's own refusal of a place that is given or does not exist into `Clash`."""
    try:
        yield
    except IntegrityError as error:
        said = str(error.orig)
        if not any(
            name in said for name in ("seat.pool_id", "pk_seat", "ck_seat_no", "FOREIGN KEY", "fk_seat")
        ):
            raise
        raise Clash(Problem("people", "activities.taken_meanwhile")) from error
