"""The newest form that was closed without saving: it is offered when the next one opens, as long as the program runs.

Kept in memory only: names and phones of a form do not belong into a file of the workstation.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from neighborcenter.booking.drafts import BookingDraft
from neighborcenter.kit.i18n import _
from ui.booking.acts import when_words
from ui.booking.things import Extras
from ui.booking.who_field import Who


@dataclass(frozen=True, slots=True)
class Unsaved:
    """What stood in a form."""

    draft: BookingDraft
    who: Who
    when: tuple[datetime, datetime] | None
    extras: Extras

    @property
    def worth(self) -> bool:
        """Whether somebody typed something into it."""
        return bool(self.who.name or self.draft.note or self.extras != Extras())

    @property
    def words(self) -> str:
        """What it was about."""
        when = when_words(*self.when) if self.when is not None else ""
        return " · ".join(part for part in (self.draft.title or self.who.name, when) if part)


def banner_words(kept: Unsaved) -> str:
    """The line above a new form."""
    return _("Not saved: {form}").format(form=kept.words or _("New booking"))
