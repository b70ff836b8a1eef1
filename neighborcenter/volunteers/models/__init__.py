"""Tables of the volunteers' room, by noun."""

from neighborcenter.volunteers.models import hours, people, shifts

__all__ = ["hours", "people", "shifts"]
