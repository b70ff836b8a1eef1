"""The rows behind a figure: whoever doubts a number sees what it counts. The sum of the rows is the figure.

Keys: those of FIGURES ("visits", "people", "held" …), and "module:ID", "service:ID", "day:2026-11-03",
"hour:9" for the parts of the month's tables and charts; those of the rooms are in `behind_use.py`, those of
volunteers in `volunteering.py`.
"""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.catalog.models import service
from neighborcenter.desk.kinds import Outcome
from neighborcenter.desk.models import visit
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import NotFound
from neighborcenter.kit.speech import say_moment
from neighborcenter.kit.times import Month
from neighborcenter.kit.work import Read
from neighborcenter.modules.models import service_module
from neighborcenter.people.models import resident
from neighborcenter.people.queries import address_text
from neighborcenter.reports.behind_use import behind_use
from neighborcenter.reports.counting import hour_of, kept_between
from neighborcenter.reports.figures import FIGURES, newcomers_of
from neighborcenter.reports.inspection.behind import behind_inspection
from neighborcenter.reports.papers.day_book import lines_where
from neighborcenter.reports.params import Days
from neighborcenter.reports.rows import Behind, BehindRow
from neighborcenter.reports.volunteering import behind_volunteering


def figure_name(key: str) -> str:
    """The name of a figure in the language in use."""
    return next(_(label) for known, (label, _unit) in FIGURES.items() if known == key)


def rows_behind(read: Read, key: str, covers: Month | Days, most: int | None = None) -> Behind:
    """The rows that the figure `key` of these days counts; of visits and people the first `most`, if that is said.

    Raises NotAllowed, NotFound for an unknown key.
    """
    read.require(Permission.REPORTS_VIEW)
    name, _colon, ref = key.partition(":")
    first, end = (
        (covers.first, covers.next_first) if isinstance(covers, Month) else (covers.first, covers.end)
    )
    where = kept_between(read, first, end)
    if name in ("visits", "services", "unnamed", "open"):
        if name == "unnamed":
            where.append(visit.c.resident_id.is_(None))
        elif name == "open":
            where.append(visit.c.outcome == Outcome.OPEN)
        return _visits(read, figure_name(name), where, most, heads=name in ("visits", "unnamed"))
    if name == "people":
        return _people(read, where, most)
    if name == "newcomers":
        return _newcomers(read, first, end)
    return _part(read, name, ref, first, end, where, most)


def _part(
    read: Read,
    name: str,
    ref: str,
    first: date,
    end: date,
    where: list[sa.ColumnElement[bool]],
    most: int | None,
) -> Behind:
    """One bar of a chart, one line of a table."""
    try:
        found = behind_use(read, f"{name}:{ref}" if ref else name, first, end) or (
            None if ref else behind_volunteering(read, name, first, end)
        )
        if found is not None:
            return found
        found = behind_inspection(read, name, ref, first, end, most)
        if found is not None:
            return found
        if name == "module":
            title = read.value(sa.select(service_module.c.name).where(service_module.c.id == int(ref)))
            return _visits(read, str(title), [*where, visit.c.module_id == int(ref)], most)
        if name == "service":
            title = read.value(sa.select(service.c.name).where(service.c.id == int(ref)))
            return _visits(read, str(title), [*where, visit.c.service_id == int(ref)], most)
        if name == "day":
            return _visits(read, ref, [*where, visit.c.day == date.fromisoformat(ref)], most, heads=True)
        if name == "hour":
            title = f"{int(ref)}:00–{int(ref) + 1}:00"
            return _visits(read, title, [*where, hour_of(read) == int(ref)], most, heads=True)
    except ValueError:
        pass
    raise NotFound("figure", f"{name}:{ref}" if ref else name)


def _visits(
    read: Read, title: str, where: Sequence[sa.ColumnElement[bool]], most: int | None, *, heads: bool = False
) -> Behind:
    counted = None
    if most is not None:
        counted = read.row(
            sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(visit.c.heads), 0)).where(*where)
        )
    columns = (_("Time"), _("Full name"), _("Matter"), _("Person-times"), _("Result"))
    rows = tuple(
        BehindRow(
            "visit",
            line.id,
            (say_moment(line.at), line.who, line.matter, str(line.heads), line.result),
            line.heads if heads else 1,
        )
        for line in lines_where(read, _in_order(read, where, most))
    )
    if counted is None:
        return Behind(title, columns, rows)
    return Behind(title, columns, rows, "count", counted[0], counted[1] if heads else counted[0])


def _in_order(
    read: Read, where: Sequence[sa.ColumnElement[bool]], most: int | None
) -> list[sa.ColumnElement[bool]]:
    """The same condition, or the ids of the first so many: found in the index before anything is read for them."""
    if most is None:
        return list(where)
    first = sa.select(visit.c.id).where(*where).order_by(visit.c.day, visit.c.at, visit.c.id).limit(most)
    return [visit.c.id.in_(read.connection.execute(first).scalars().all())]


def _people(read: Read, where: list[sa.ColumnElement[bool]], most: int | None) -> Behind:
    # Counted by number first; whose number it is, is asked for those who are shown.
    times = sa.func.count().label("times")
    counted = (
        sa.select(
            visit.c.resident_id,
            times,
            sa.func.max(visit.c.day).label("last"),
            sa.func.count().over().label("many"),
        )
        .where(*where, visit.c.resident_id.is_not(None))
        .group_by(visit.c.resident_id)
        .order_by(times.desc(), visit.c.resident_id)
        .limit(most)
        .subquery()
    )
    rows = read.rows(
        sa.select(
            resident.c.id,
            resident.c.name,
            resident.c.community,
            resident.c.building,
            resident.c.door,
            counted,
        )
        .join(counted, counted.c.resident_id == resident.c.id)
        .order_by(counted.c.times.desc(), resident.c.name_sort, resident.c.id)
    )
    many = rows[0].many if rows else 0
    return Behind(
        figure_name("people"),
        (_("Full name"), _("Address"), _("Services given"), _("Last time")),
        tuple(
            BehindRow(
                "resident",
                row.id,
                (
                    row.name,
                    address_text(row.community, row.building, row.door),
                    str(row.times),
                    str(row.last),
                ),
                1,
            )
            for row in rows
        ),
        "count",
        many,
        many,
    )


def _newcomers(read: Read, first: date, end: date) -> Behind:
    rows = read.rows(
        sa.select(resident)
        .where(*newcomers_of(read, first, end))
        .order_by(resident.c.created_at, resident.c.id)
    )
    return Behind(
        figure_name("newcomers"),
        (_("Registered at"), _("Full name"), _("Address")),
        tuple(
            BehindRow(
                "resident",
                row.id,
                (
                    say_moment(read.clock.wall(row.created_at)),
                    row.name,
                    address_text(row.community, row.building, row.door),
                ),
                1,
            )
            for row in rows
        ),
    )
