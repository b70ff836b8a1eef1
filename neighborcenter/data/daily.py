"""The backup nobody has to think of: one a day, made by the program itself while people work."""

from datetime import datetime, timedelta

from neighborcenter.data.backup import Backup, back_up, backups
from neighborcenter.data.office import Office
from neighborcenter.kit.actor import system_actor

# A little less than a day, so that the daily backup does not wander through the day.
EVERY = timedelta(hours=20)


def is_due(newest: datetime | None, now: datetime) -> bool:
    """Whether the newest whole backup is missing or old. A backup from the future (clock set back) counts as old."""
    return newest is None or not timedelta(0) <= now - newest < EVERY


def back_up_if_due(office: Office) -> Backup | None:
    """Make the backup of the day when there is none yet. A database server has backups of its own.

    Raises Unavailable when the disk is full or the folder cannot be written.
    """
    centers = office.centers()
    if not centers or office.engine.dialect.name != "sqlite":
        return None
    made = [backup.made for backup in backups(office.paths.backups) if not backup.trouble]
    newest = max(made, default=None)
    now = office.clock.local() if newest is None or newest.tzinfo is None else office.clock.now()
    if not is_due(newest, now):
        return None
    return back_up(office, system_actor(centers[0][0]))
