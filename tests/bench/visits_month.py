"""How long the figures of the desk take among a million visits; the floor is the bare count of one month."""

import sqlite3
from datetime import date

from neighborcenter.desk import queries
from neighborcenter.desk.queries import VisitFilter
from neighborcenter.kit.times import Month
from tests.bench import Figure
from tests.bench._million import opened, p50, times

_BARE = (
    "SELECT module_id, service_id, count(*), sum(heads) FROM visit"
    " WHERE center_id = 1 AND status = 'kept' AND day >= ? AND day < ? GROUP BY module_id, service_id"
)


def measure(scale: float = 1.0) -> list[Figure]:
    """A month by service, today, a person's visits, the day book of a month."""
    first = Month(2023, 1)
    with opened(scale) as (backend, actor):
        bare = sqlite3.connect(backend.paths.database)

        def least(number: int) -> None:
            month = first.plus(number % 40)
            bare.execute(_BARE, (month.first.isoformat(), month.next_first.isoformat())).fetchall()

        floor = p50(times(least, 20))
        bare.close()
        with backend.read(actor) as read:

            def by_service(number: int) -> None:
                month = first.plus(number % 40)
                queries.visits_by_service(read, month.first, month.next_first)

            counted = times(by_service, 20)
            today = times(lambda n: queries.desk_day(read, date(2026, 1 + n % 10, 20)), 20)
            person = times(lambda n: queries.recent_visits(read, n * 61 + 1), 50)
            frequent = times(lambda _n: queries.frequent_services(read), 10)
            book = times(
                lambda n: queries.visit_ids(read, VisitFilter(first.plus(n).first, first.plus(n).next_first)),
                10,
            )
            ids = queries.visit_ids(read, VisitFilter(first.first, first.next_first))
            window = times(lambda n: queries.visit_rows(read, ids[n * 60 : n * 60 + 60]), 40)
    return [
        Figure("month by service, p50", p50(counted), "ms", floor, round(floor * 2 + 2, 1)),
        Figure("today at a glance, p50", p50(today), "ms", 0, 20),
        Figure("a person's latest visits, p50", p50(person), "ms", 0, 2),
        Figure("most frequent services, p50", p50(frequent), "ms", 0, 40),
        Figure("ids of a month's day book, p50", p50(book), "ms", 0, 100, f"{len(ids):,} rows"),
        Figure("60 lines of the day book, p50", p50(window), "ms", 0, 5),
    ]
