"""What the bell says about backups: none yet, or the last one is old."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from neighborcenter.accounts.permissions import Permission
from neighborcenter.data import backup
from neighborcenter.kit.i18n import _
from neighborcenter.kit.speech import say_day
from ui.kit import jobs
from ui.kit.bell import Notice

OLD = timedelta(days=7)


def notices(read: Any) -> list[Notice]:
    """Return what needs a look. Runs in the lane."""
    office = jobs.runner().backend
    if office is None or not read.may(Permission.DATA_BACKUP):
        return []
    folder = office.paths.backups
    whole = [one for one in backup.backups(folder) if not one.trouble] if folder.is_dir() else []
    if whole and read.clock.now() - whole[0].made < OLD:
        return []
    words = (
        _("The last backup is of {day}").format(
            day=say_day(read.clock.wall(whole[0].made).date(), read.clock.today())
        )
        if whole
        else _("There is no backup yet")
    )
    note = _("One copy a day, and one on another disk.")
    return [Notice(words, note, "hard-drive", "notice", _("Back up"), "settings", "settings.backups")]
