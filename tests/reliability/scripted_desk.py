"""A desk that never rests, run as a program of its own so that it can be killed.

    python scripted_desk.py DATA SEED

It books, cancels, registers visits and newcomers through the services. After each act is acknowledged (the
unit of work has returned) it writes one line: what was promised. The last line may be torn; whoever reads it
takes whole lines only.
"""

import json
import os
import sys
from datetime import timedelta
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import sqlalchemy as sa

from neighborcenter.backend import Backend
from neighborcenter.booking import cancel_service
from neighborcenter.booking import service as booking
from neighborcenter.booking.drafts import BookingDraft
from neighborcenter.catalog.models import service
from neighborcenter.center.models import room
from neighborcenter.desk import service as desk
from neighborcenter.desk.drafts import VisitDraft
from neighborcenter.kit.paths import Paths
from neighborcenter.kit.problems import Refused
from neighborcenter.people.drafts import ResidentDraft


def acknowledge(kind: str, *refs: int) -> None:
    os.write(1, (json.dumps([kind, *refs]) + "\n").encode())


class Desk:
    """One desk at its work."""

    def __init__(self, backend: Backend, seed: int) -> None:
        self.backend = backend
        self.rng = Random(seed)
        center_id = backend.centers()[0][0]
        self.actor = backend.system(center_id)
        with backend.read(self.actor) as read:
            self.rooms = [row.id for row in read.rows(sa.select(room.c.id).where(room.c.parent_id.is_(None)))]
            self.services = [
                row.id
                for row in read.rows(sa.select(service.c.id).where(service.c.status == "published").limit(20))
            ]
        self.booked: list[int] = []
        self.number = seed * 100_000

    def act(self) -> None:
        """One thing a desk does; a refusal is an answer too."""
        self.number += 1
        try:
            self.rng.choices((self.book, self.visit, self.newcomer, self.cancel), (4, 6, 2, 2))[0]()
        except Refused:
            return

    def book(self) -> None:
        first = self.backend.clock.local().replace(minute=0, second=0) + timedelta(days=1)
        starts = first + timedelta(hours=self.rng.randrange(24 * 365))
        with self.backend.work(self.actor) as work:
            done = booking.book(
                work,
                BookingDraft(
                    room_id=self.rng.choice(self.rooms),
                    starts=starts,
                    ends=starts + timedelta(hours=1),
                    title="合唱排练",
                    who="合唱队",
                    repeat="FREQ=WEEKLY;COUNT=3" if self.rng.random() < 0.3 else "",
                    skip_clashes=True,
                    outside_hours=True,
                ),
            )
        self.booked += done.occurrence_ids
        acknowledge("booking", done.booking_id, *done.occurrence_ids)

    def visit(self) -> None:
        with self.backend.work(self.actor) as work:
            done = desk.register_visit(work, VisitDraft(service_id=self.rng.choice(self.services)))
        acknowledge("visit", done.visit_id)

    def newcomer(self) -> None:
        draft = ResidentDraft(name=f"来客{self.number}", phone=f"138{self.number % 10**8:08d}")
        with self.backend.work(self.actor) as work:
            done = desk.register_visit(
                work, VisitDraft(service_id=self.rng.choice(self.services), newcomer=draft)
            )
        acknowledge("newcomer", done.visit_id, done.resident_id or 0)

    def cancel(self) -> None:
        if not self.booked:
            return
        ref = self.booked.pop(self.rng.randrange(len(self.booked)))
        with self.backend.work(self.actor) as work:
            cancel_service.cancel_occurrence(work, ref, "改期")
        acknowledge("cancel", ref)


def main() -> None:
    desk_at_work = Desk(Backend.open(Paths(Path(sys.argv[1]))), int(sys.argv[2]))
    acknowledge("open")
    while True:
        desk_at_work.act()


if __name__ == "__main__":
    main()
