"""Days and moments as one says them today: the year only where it is another one."""

from datetime import date, datetime

from neighborcenter.kit.speech import say_date, say_day, say_days, say_moment
from ui.kit.jobs import runner


def spoken_day(day: date | None) -> str:
    """11月22日, 2027年1月3日; nothing where no day is known."""
    return "" if day is None else say_day(day, runner().backend.clock.today())


def spoken_days(first: date, last: date) -> str:
    """11月22日 – 25日, 11月22日 – 2027年1月3日."""
    return say_days(first, last, runner().backend.clock.today())


def spoken_moment(at: datetime) -> str:
    """11月22日 14:30."""
    return say_moment(at, runner().backend.clock.today())


def spoken_date(day: date) -> str:
    """11月22日 周日, 2027年1月3日 周日."""
    return say_date(day, runner().backend.clock.today())
