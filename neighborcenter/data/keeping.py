"""Which backups are kept and which may go. Pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta

# Everything of two days, then the last of each of 12 days, 10 weeks and 9 months: a year in about 40 files.
ALL_FOR = timedelta(days=2)
DAILY, WEEKLY, MONTHLY = 12, 10, 9


def superfluous(made: Iterable[datetime], now: datetime) -> list[datetime]:
    """Of the moments at which proved backups were made, those no longer needed; never the newest.

    Moments in the future (the clock was wrong once) are kept and count for nothing.
    """
    gone: list[datetime] = []
    days: set[object] = set()
    weeks: set[object] = set()
    months: set[object] = set()
    newest = True
    for moment in sorted(made, reverse=True):
        if newest or moment > now or now - moment <= ALL_FOR:
            newest = False
            continue
        day, week, month = moment.date(), moment.isocalendar()[:2], (moment.year, moment.month)
        if len(days) < DAILY and day not in days:
            days.add(day)
        elif len(weeks) < WEEKLY and week not in weeks and day not in days:
            weeks.add(week)
        elif len(months) < MONTHLY and month not in months and week not in weeks and day not in days:
            months.add(month)
        else:
            gone.append(moment)
    return gone
