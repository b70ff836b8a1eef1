"""What the desk asks about what is in hand at the counter: for the person served, for the side, for the display."""

from __future__ import annotations

from neighborcenter.desk.counter import queries as counter
from neighborcenter.desk.matters import queries as matters
from neighborcenter.desk.matters.texts import clock_words
from neighborcenter.desk.matters.texts import status_name as matter_status_name
from neighborcenter.kit.i18n import _
from neighborcenter.kit.speech import say_date
from neighborcenter.kit.work import Read
from ui.desk.views import Heed

MOST_NOTICES = 2
MOST_LATE = 2


def display_notices(read: Read) -> tuple[str, ...]:
    """The center's words at the foot of the display for the hall."""
    return tuple(row.words for row in counter.notices(read) if row.on_display)


def pending(read: Read, resident_id: int) -> tuple[tuple[str, str, int, bool], ...]:
    """Matters in hand and things that are out: words, how it stands, the matter to open (0: a loan), pressing."""
    found = [
        (
            f"{row.number} {row.service}",
            " · ".join(part for part in (matter_status_name(row.status), clock_words(row.clock)) if part),
            row.id,
            row.clock.pressing,
        )
        for row in matters.of_resident(read, resident_id, 3)
    ]
    for loan in counter.loans(read, resident_id=resident_id)[:2]:
        words = _("{what}, due back {day}").format(what=loan.what, day=say_date(loan.due_at.date()))
        found.append((words, _("Overdue") if loan.overdue else _("Out"), 0, loan.overdue))
    return tuple(found)


def heeds(read: Read) -> tuple[Heed, ...]:
    """Words that hang today, matters that are late or due, things that should be back; each opens its rows."""
    found = [
        Heed(row.words, _("Counter notice"), "pin", "course", "", "counter", ("notices", row.id))
        for row in counter.notices(read)[:MOST_NOTICES]
    ]
    due = matters.counts(read)
    for count, words, what in (
        (due.overdue, _("{count} matters overdue"), "overdue"),
        (due.today, _("{count} matters due today"), "today"),
    ):
        if count:
            kind, picture = ("party", "circle-alert") if what == "overdue" else ("notice", "clock")
            note = _("{count} in hand").format(count=due.open)
            heed = Heed(
                words.format(count=count), note, picture, kind, _("Look"), "counter", ("matters", what)
            )
            found.append(heed)
    late = [row for row in counter.loans(read) if row.overdue]
    for row in late[:MOST_LATE]:
        note = f"{row.who} · {say_date(row.due_at.date())} {row.due_at:%H:%M}"
        words = _("{what} not back").format(what=row.what)
        found.append(Heed(words, note, "package", "notice", _("Look"), "counter", ("loans", row.id)))
    return tuple(found)
