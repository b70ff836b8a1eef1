"""Tables of the volunteers' room, by noun."""

from neighborcenter.volunteers.models import hours, people, rosters, shifts

__all__ = ["hours", "people", "rosters", "shifts"]
