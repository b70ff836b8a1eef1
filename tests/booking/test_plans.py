"""The questions asked all day are answered by their indexes, also before SQLite has any statistics."""

from datetime import date, datetime

import pytest

from neighborcenter.booking import board, claims, queries
from neighborcenter.booking.queries import BookingFilter
from neighborcenter.desk import queries as desk
from neighborcenter.desk.queries import VisitFilter
from neighborcenter.kit.times import TimeRange

HOUR = TimeRange(datetime(2026, 11, 26, 9), datetime(2026, 11, 26, 10))
MONTH = (date(2026, 11, 1), date(2026, 12, 1))


@pytest.fixture
def plan_of(read):
    """The query plans of everything a question asks the database."""
    asked = []
    read.connection.connection.dbapi_connection.set_trace_callback(asked.append)

    def explain(question) -> str:
        asked.clear()
        question(read)
        statements = [text for text in asked if text.startswith("SELECT")]
        lines = []
        for statement in statements:
            rows = read.connection.exec_driver_sql(
                "EXPLAIN QUERY PLAN " + statement.replace("%", "%%")
            ).fetchall()
            lines += [row[3] for row in rows]
        return "\\n".join(lines)

    yield explain
    read.connection.connection.dbapi_connection.set_trace_callback(None)


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        (
            lambda read: claims.in_the_way(read, [1], HOUR),
            "SEARCH claim USING INDEX ix_claim_unit_id_starts_ends",
        ),
        (lambda read: claims.busy_units(read, [1, 2], HOUR), "ix_claim_unit_id_starts_ends"),
        (
            lambda read: board.bars(read, TimeRange(datetime(2026, 11, 23), datetime(2026, 11, 30))),
            "USING INDEX ix_occurrence_center_id_starts_room_id",
        ),
        (
            lambda read: queries.booking_rows(read, [1, 2]),
            "SEARCH occurrence USING INTEGER PRIMARY KEY",
        ),
        (
            lambda read: queries.booking_ids(read, BookingFilter(*MONTH)),
            "ix_occurrence_center_id_starts_room_id",
        ),
        (lambda read: desk.visit_rows(read, [1, 2]), "SEARCH visit USING INTEGER PRIMARY KEY"),
        (
            lambda read: desk.visit_ids(read, VisitFilter(*MONTH)),
            "SEARCH visit USING INDEX ix_visit_center_id_at",
        ),
        (lambda read: desk.visits_by_service(read, *MONTH), "COVERING INDEX ix_visit_month"),
        (
            lambda read: desk.recent_visits(read, 1),
            "SEARCH visit USING INDEX ix_visit_resident_id_day_status",
        ),
    ],
)
def test_the_index_made_for_a_question_answers_it(plan_of, make, question, wanted):
    make.visit(resident=make.resident())
    make.booking()
    assert wanted in plan_of(question)
