"""The month in words: what happened, how much more or less than before, what was asked for most, when it was busy.

Whole sentences with figures, in the order of official summaries: totals, changes against the same month of
last year and against last month, what it was about, peaks, activities, volunteers, rooms.
"""

from datetime import date

from neighborcenter.kit.i18n import _, language
from neighborcenter.reports.figures import Compared, MonthFigures, number_words
from neighborcenter.reports.words import day_words, listed, weekday


def summary(figures: MonthFigures) -> str:
    """The paragraph of page one."""
    visits = figures.compared("visits")
    if not figures.now.visits.total.services:
        sentences = [_("No visit was registered in this month.")]
    else:
        sentences = [
            _(
                "This month the center received {visits} person-times of visitors, served {people} residents by name "
                "and gave {services} services."
            ).format(
                visits=visits.shown,
                people=figures.compared("people").shown,
                services=figures.compared("services").shown,
            ),
            *_changes(visits),
            _asked_for_most(figures),
            *_peaks(figures),
        ]
    sentences.append(_activities(figures))
    sentences.append(_volunteers(figures))
    sentences.append(_rooms(figures))
    sentences.append(_newcomers(figures))
    return ("" if language() == "zh_CN" else " ").join(sentence for sentence in sentences if sentence)


def _changes(visits: Compared) -> list[str]:
    """Against last year first, then against last month; nothing is said of a base of nought."""
    found = []
    now = visits.now or 0.0
    if visits.year_before:
        values = _difference(now, visits.year_before)
        if now > visits.year_before:
            found.append(
                _("Visits rose by {difference} ({share}) on the same month of last year.").format(**values)
            )
        elif now < visits.year_before:
            found.append(
                _("Visits fell by {difference} ({share}) on the same month of last year.").format(**values)
            )
        else:
            found.append(_("Visits were the same as in the same month of last year."))
    if visits.before:
        values = _difference(now, visits.before)
        if now > visits.before:
            found.append(_("Visits rose by {difference} ({share}) on last month.").format(**values))
        elif now < visits.before:
            found.append(_("Visits fell by {difference} ({share}) on last month.").format(**values))
        else:
            found.append(_("Visits were the same as last month."))
    return found


def _difference(now: float, base: float) -> dict[str, str]:
    share = abs(now - base) / base
    return {"difference": number_words(abs(now - base)), "share": f"{share:.1%}"}


def _asked_for_most(figures: MonthFigures) -> str:
    top = [one for one in figures.services if one.now.services][:3]
    names = [_("{name} ({count})").format(name=one.name, count=number_words(one.now.services)) for one in top]
    return _("Asked for most: {names}.").format(names=listed(names))


def _peaks(figures: MonthFigures) -> list[str]:
    found = []
    busiest = busiest_day(figures)
    if busiest:
        day, heads = busiest
        found.append(
            _("The busiest day was {day} ({weekday}) with {heads} person-times.").format(
                day=day_words(day), weekday=weekday(day), heads=number_words(heads)
            )
        )
    hours = figures.shape.by_hour
    if hours:
        hour = max(sorted(hours), key=lambda one: hours[one])
        share = hours[hour] / max(1, sum(hours.values()))
        found.append(
            _("Most came between {start} and {end} ({share}).").format(
                start=f"{hour}:00", end=f"{hour + 1}:00", share=f"{share:.1%}"
            )
        )
    return found


def busiest_day(figures: MonthFigures) -> tuple[date, int] | None:
    """The day with most heads, and how many; the first of equals."""
    days = figures.now.visits.by_day
    if not days:
        return None
    day = max(sorted(days), key=lambda one: days[one].heads)
    return day, days[day].heads


def _activities(figures: MonthFigures) -> str:
    """What was held and how many came; nothing is said of a month without any."""
    held = figures.activities
    if not held.sessions:
        return ""
    return _("Activities held: {activities}, sessions: {sessions}; people came {heads} times.").format(
        activities=number_words(held.activities),
        sessions=number_words(held.sessions),
        heads=number_words(held.heads),
    )


def _volunteers(figures: MonthFigures) -> str:
    """Who served and how long; nothing is said of a month without any."""
    found = figures.now.volunteers
    if not found.values["turns"]:
        return ""
    return _("{people} volunteers served {turns} times; {hours} hours were entered.").format(
        people=number_words(found.values["helpers_served"]),
        turns=number_words(found.values["turns"]),
        hours=f"{found.hours:,.1f}",
    )


def _rooms(figures: MonthFigures) -> str:
    use = figures.now.use.total
    if not figures.now.held:
        return _("No room was used.")
    text = _("Rooms were used {times} times for {hours} hours, {rate} of the opening hours.").format(
        times=number_words(figures.now.held),
        hours=f"{use.used / 60:,.1f}",
        rate=number_words(use.rate, rate=True),
    )
    if not figures.now.cancelled:
        return text
    tail = _("{count} bookings were cancelled.").format(count=number_words(figures.now.cancelled))
    return text + ("" if language() == "zh_CN" else " ") + tail


def _newcomers(figures: MonthFigures) -> str:
    if not figures.now.newcomers:
        return ""
    return _("{count} residents were newly registered.").format(count=number_words(figures.now.newcomers))
