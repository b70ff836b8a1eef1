"""What the center's own rules say to a booking that is about to be kept.

The one door between a save and the rulebook: `book` and `move_occurrence` ask here, under the lock, and keep
what they are told to keep.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from neighborcenter.booking.drafts import BookingDraft
from neighborcenter.booking.kinds import Standing
from neighborcenter.booking.places import Place
from neighborcenter.kit.problems import Problem
from neighborcenter.kit.times import TimeRange
from neighborcenter.kit.work import Read, Work


@dataclass(frozen=True, slots=True)
class Buffer:
    """Minutes to set up before a use and to clean up after it; they belong to what is claimed."""

    setup: int = 0
    cleanup: int = 0

    def around(self, during: TimeRange) -> TimeRange:
        """The time that is claimed for a use."""
        return TimeRange(
            during.start - timedelta(minutes=self.setup), during.end + timedelta(minutes=self.cleanup)
        )


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rules say to one draft: problems (errors refuse), and what is to be kept with it.

    `overridden` are the rules' problems that the draft's reason set aside.  A booking that needs an answer has
    the standing REQUESTED and lapses at `expires_at`.
    """

    problems: tuple[Problem, ...] = ()
    overridden: tuple[Problem, ...] = ()
    standing: Standing = Standing.GRANTED
    expires_at: datetime | None = None
    buffer: Buffer = field(default_factory=Buffer)


def judge(
    read: Read,  # noqa: ARG001
    draft: BookingDraft,  # noqa: ARG001
    place: Place,  # noqa: ARG001
    ranges: Sequence[TimeRange],  # noqa: ARG001
    *,
    but: int = 0,  # noqa: ARG001
) -> Verdict:
    """Everything the center's rules have to say to a draft at these times; `but` one booking that is changed."""
    return Verdict()


def keep(work: Work, booking_id: int, draft: BookingDraft, verdict: Verdict) -> None:
    """Keep what the rules ask to be kept with a booking: overrides and charges."""
