"""Questions about the forms of other offices: the list, one form, its places, what was handed in."""

import base64
import json
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

import sqlalchemy as sa

from neighborcenter.accounts.models import account
from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.problems import NotFound
from neighborcenter.kit.work import Read
from neighborcenter.reports.fill.docx import read_document
from neighborcenter.reports.fill.layout import Layout
from neighborcenter.reports.fill.package import kind_of, unpack
from neighborcenter.reports.fill.spots import Spot, ordered
from neighborcenter.reports.fill.xlsx_read import read_workbook
from neighborcenter.reports.models import foreign_return, foreign_spot, foreign_template

Digests = dict[str, dict[str, tuple[str, str]]]
"""By the place of a list: a record's key, and the digest and name it was handed in with."""


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """One form in the list. `spots` places are filled; `returned` is when it last went out, and for which days."""

    id: int
    name: str
    office: str
    kind: str
    file_name: str
    active: bool
    version: int
    spots: int
    returned: datetime | None
    covered: tuple[date, date] | None


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """One return: the days, for whom, how many rows, of them new and changed, how many left since the one before."""

    id: int
    template_id: int
    at: datetime
    by: str
    first: date
    last: date
    people: str
    file_name: str
    files: int
    rows: int
    fresh: int
    changed: int
    left: int
    only_changed: bool
    whole: bool
    undone: bool


@dataclass(frozen=True, slots=True)
class TemplateCard:
    """One form with its file, what it looks like, and its places."""

    row: TemplateRow
    data: bytes
    layout: Layout
    spots: tuple[Spot, ...]


@lru_cache(maxsize=8)
def layout_of(data: bytes) -> Layout:
    """What a file looks like. Raises Invalid."""
    parts = unpack(data)
    return read_workbook(parts) if kind_of(parts) == "xlsx" else read_document(parts)


def templates(read: Read, *, retired: bool = False) -> tuple[TemplateRow, ...]:
    """The forms by name; `retired` adds those put away."""
    read.require(Permission.REPORTS_VIEW)
    last = (
        sa.select(foreign_return.c.template_id, sa.func.max(foreign_return.c.id).label("id"))
        .where(foreign_return.c.center_id == read.center_id, foreign_return.c.undone.is_(False))
        .group_by(foreign_return.c.template_id)
        .subquery()
    )
    spots = (
        sa.select(foreign_spot.c.template_id, sa.func.count().label("spots"))
        .where(foreign_spot.c.kind != "list")
        .group_by(foreign_spot.c.template_id)
        .subquery()
    )
    columns = [one for one in foreign_template.c if one.name != "content"]
    wanted = (
        sa.select(
            *columns, spots.c.spots, foreign_return.c.created_at.label("returned"), foreign_return.c.first_day,
            foreign_return.c.last_day,
        )
        .join(spots, spots.c.template_id == foreign_template.c.id, isouter=True)
        .join(last, last.c.template_id == foreign_template.c.id, isouter=True)
        .join(foreign_return, foreign_return.c.id == last.c.id, isouter=True)
        .where(foreign_template.c.center_id == read.center_id)
        .order_by(foreign_template.c.active.desc(), foreign_template.c.name)
    )  # fmt: skip
    if not retired:
        wanted = wanted.where(foreign_template.c.active.is_(True))
    return tuple(
        TemplateRow(
            row.id, row.name, row.office, row.kind, row.file_name, row.active, row.version, row.spots or 0,
            None if row.returned is None else read.clock.wall(row.returned),
            None if row.first_day is None else (row.first_day, row.last_day),
        )
        for row in read.rows(wanted)
    )  # fmt: skip


def template_id(read: Read, typed: str) -> int:
    """A form by its name or number. Raises NotFound."""
    known = templates(read, retired=True)
    for one in known:
        if typed.strip() == one.name:
            return one.id
    for one in known:
        if typed.strip() == str(one.id):
            return one.id
    raise NotFound("foreign_template", typed, "template")


def template_card(read: Read, ref: int) -> TemplateCard:
    """One form. Raises NotFound."""
    row = next((one for one in templates(read, retired=True) if one.id == ref), None)
    if row is None:
        raise NotFound("foreign_template", ref, "template")
    content = read.value(sa.select(foreign_template.c.content).where(foreign_template.c.id == ref))
    data = base64.b64decode(content)
    return TemplateCard(row, data, layout_of(data), spots_of(read, ref))


def spots_of(read: Read, ref: int) -> tuple[Spot, ...]:
    """The places of a form that are pointed at something."""
    rows = read.rows(
        sa.select(foreign_spot).where(foreign_spot.c.template_id == ref).order_by(foreign_spot.c.position)
    )
    return ordered(
        tuple(
            Spot(
                row.kind, row.field, row.heading, row.place, row.row_no, row.column_no, row.last_row, row.down,
                row.across,
            )
            for row in rows
        )
    )  # fmt: skip


def returns(read: Read, ref: int | None = None, *, limit: int = 200) -> tuple[ReturnRow, ...]:
    """What was handed in, the latest first: of one form, or of all."""
    read.require(Permission.REPORTS_VIEW)
    columns = [one for one in foreign_return.c if one.name != "digests"]
    wanted = (
        sa.select(*columns, account.c.name.label("by"))
        .join(account, account.c.id == foreign_return.c.created_by, isouter=True)
        .where(foreign_return.c.center_id == read.center_id)
        .order_by(foreign_return.c.id.desc())
        .limit(limit)
    )
    if ref is not None:
        wanted = wanted.where(foreign_return.c.template_id == ref)
    return tuple(
        ReturnRow(
            row.id, row.template_id, read.clock.wall(row.created_at), row.by or "", row.first_day, row.last_day,
            row.people, row.file_name, row.files, row.rows, row.fresh, row.changed, row.left_out, row.only_changed,
            row.whole, row.undone,
        )
        for row in read.rows(wanted)
    )  # fmt: skip


def last_digests(read: Read, ref: int, people: str = "") -> Digests | None:
    """What stood in the last return of a form for the same people; None when there is none."""
    found = read.value(
        sa.select(foreign_return.c.digests)
        .where(
            foreign_return.c.center_id == read.center_id,
            foreign_return.c.template_id == ref,
            foreign_return.c.people == people,
            foreign_return.c.undone.is_(False),
        )
        .order_by(foreign_return.c.id.desc())
        .limit(1)
    )
    if found is None:
        return None
    return {
        place: {key: (digest, label) for key, (digest, label) in rows.items()}
        for place, rows in json.loads(found or "{}").items()
    }
