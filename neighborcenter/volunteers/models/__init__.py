"""Tables of the volunteers' room, by noun."""

from neighborcenter.volunteers.models import hours, needs, people, rosters, shifts

__all__ = ["hours", "needs", "people", "rosters", "shifts"]
