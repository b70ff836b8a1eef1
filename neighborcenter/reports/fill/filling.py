"""From a form, its places and the records to the filled file; nothing is written here but the bytes."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Invalid, Problem
from neighborcenter.kit.work import Read
from neighborcenter.reports.fill.docx import fill_document
from neighborcenter.reports.fill.drafts import FillDraft
from neighborcenter.reports.fill.facts import PERSON, Context, known_facts, person_cells
from neighborcenter.reports.fill.layout import Layout
from neighborcenter.reports.fill.package import FileKind
from neighborcenter.reports.fill.queries import Digests, TemplateCard, last_digests, layout_of
from neighborcenter.reports.fill.rematch import Finding, rematched
from neighborcenter.reports.fill.spots import Spot
from neighborcenter.reports.fill.suggest import CHANGE, head_columns
from neighborcenter.reports.fill.texts import CHANGES
from neighborcenter.reports.fill.writing import CellText, Contents, ListRows
from neighborcenter.reports.fill.xlsx_write import fill_workbook, words
from neighborcenter.reports.kinds import SpotKind
from neighborcenter.reports.ledgers.ledger import NUMBER, Ledger, Line
from neighborcenter.reports.ledgers.registry import ledger
from neighborcenter.reports.paper.workbook import Cell
from neighborcenter.reports.params import Days

SHIFTING = frozenset({NUMBER.key, CHANGE.key, "age"})
"""Columns that differ without anybody having changed a record."""


@dataclass(frozen=True, slots=True)
class Copy:
    """One filled file; `label` is the person it is about, "" for the only one."""

    label: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Filled:
    """What came of a filling. `left` are the names of rows that stood in the last return and are gone."""

    kind: FileKind
    copies: tuple[Copy, ...]
    rows: int
    fresh: int
    changed: int
    left: tuple[str, ...]
    first_time: bool
    findings: tuple[Finding, ...]
    unfilled: tuple[str, ...]
    digests: Digests
    people: int = 0


@dataclass(frozen=True, slots=True)
class _Part:
    """One list, filled."""

    rows: ListRows
    fresh: int
    changed: int
    left: tuple[str, ...]
    digests: dict[str, tuple[str, str]]


def filled(read: Read, card: TemplateCard, draft: FillDraft) -> Filled:
    """Fill a form. Raises Invalid when nothing is pointed at a field, or people are needed and none are named."""
    data, spots, findings = card.data, card.spots, tuple[Finding, ...]()
    if draft.data is not None and draft.data != card.data:
        data = draft.data
        spots, findings = rematched(spots, layout_of(data), card.layout)
    if not any(spot.field for spot in spots):
        raise Invalid(Problem("template", "reports.nothing_mapped"))
    layout = layout_of(data)
    whole = bool(draft.reason.strip())
    people = None if draft.people is None else frozenset(draft.people)
    context = Context(read, Days(draft.first, draft.last), whole=whole, people=people)
    before = last_digests(read, card.row.id, draft.people_words)
    parts = [_list(context, spot, spots, draft, before) for spot in spots if spot.kind is SpotKind.LIST]
    lists = tuple(part.rows for part in parts)
    single = [spot for spot in spots if spot.kind in (SpotKind.CELL, SpotKind.MARK)]
    if any(spot.field.startswith(PERSON) for spot in single):
        copies = _one_each(context, data, layout.kind, single, lists, draft)
    else:
        copies = (Copy("", _made(data, layout.kind, _contents(context, single, lists))),)
    return Filled(
        layout.kind,
        copies,
        sum(len(part.rows.rows) for part in parts),
        sum(part.fresh for part in parts),
        sum(part.changed for part in parts),
        tuple(name for part in parts for name in part.left),
        before is None,
        findings,
        unfilled(layout, spots),
        {f"{part.rows.place}!{part.rows.first}": part.digests for part in parts},
        len(copies) if copies[0].label else 0,
    )


def unfilled(layout: Layout, spots: Sequence[Spot]) -> tuple[str, ...]:
    """Headings of lists and marks that nothing is pointed at: they stay empty for the pen."""
    found = []
    for head in (spot for spot in spots if spot.kind is SpotKind.LIST):
        grid = layout.grid(head.place)
        columns = {
            spot.column for spot in spots
            if spot.kind is SpotKind.COLUMN and (spot.place, spot.row) == (head.place, head.row)
        }  # fmt: skip
        if grid is not None:
            found += [words for column, words in head_columns(grid, head.row) if column not in columns]
    known = {spot.heading for spot in spots if spot.kind is SpotKind.MARK}
    labels = {spot.heading for spot in spots if spot.kind is SpotKind.CELL}
    found += [mark for mark in layout.marks if mark not in known and mark not in labels]
    return tuple(dict.fromkeys(found))


def _made(data: bytes, kind: FileKind, contents: Contents) -> bytes:
    return fill_workbook(data, contents) if kind == "xlsx" else fill_document(data, contents)


def _contents(context: Context, single: Sequence[Spot], lists: tuple[ListRows, ...]) -> Contents:
    facts = {one.column.key: one for one in known_facts(context.read)}
    cells: list[CellText] = []
    marks: dict[str, str] = {}
    for spot in single:
        fact = facts.get(spot.field)
        value = None if fact is None else fact.value(context)
        if spot.kind is SpotKind.MARK:
            marks[spot.heading] = "" if value is None else words(value)
        else:
            cells.append(CellText(spot.place, spot.row, spot.column, value))
    return Contents(tuple(cells), marks, lists)


def _one_each(
    context: Context,
    data: bytes,
    kind: FileKind,
    single: Sequence[Spot],
    lists: tuple[ListRows, ...],
    draft: FillDraft,
) -> tuple[Copy, ...]:
    """A copy for every person."""
    if draft.people is None:
        raise Invalid(Problem("people", "reports.people_needed"))
    found = person_cells(context.read, draft.people, whole=context.whole)
    if not found:
        raise Invalid(Problem("people", "reports.people_none"))
    copies = []
    for _ref, cells in found:
        context.person = cells
        copies.append(Copy(str(cells["name"]), _made(data, kind, _contents(context, single, lists))))
    return tuple(copies)


def _list(
    context: Context, head: Spot, spots: Sequence[Spot], draft: FillDraft, before: Digests | None
) -> _Part:
    """The rows of one list, with what became of each since the last return."""
    one = ledger(context.read, head.field)
    context.read.require(one.permission)
    columns = [
        spot for spot in spots
        if spot.kind is SpotKind.COLUMN and (spot.place, spot.row) == (head.place, head.row) and spot.field
    ]  # fmt: skip
    keys = [spot.field for spot in columns]
    lines = tuple(one.rows(context.read, context.ask))
    digests = _digests(one, keys, _whole_lines(context, one, lines))
    known = {} if before is None else before.get(f"{head.place}!{head.row + 1}", {})
    rows: list[tuple[Cell, ...]] = []
    fresh = changed = 0
    for line, (key, (digest, _label)) in zip(lines, digests.items(), strict=True):
        state = "new" if key not in known else "same" if known[key][0] == digest else "changed"
        fresh += state == "new"
        changed += state == "changed"
        if state != "same" or not draft.only_changed:
            rows.append(_cells(one, keys, line, len(rows) + 1, state))
    left = tuple(label for key, (_digest, label) in known.items() if key not in digests)
    if CHANGE.key in keys:
        rows += [_left(keys, label, len(rows) + at) for at, label in enumerate(left, 1)]
    written = ListRows(
        head.place, head.row + 1, head.last, tuple(spot.column for spot in columns), tuple(rows)
    )
    return _Part(written, fresh, changed, left, digests)


def _whole_lines(context: Context, one: Ledger, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The same rows for comparing: whether a phone was shown or masked is no change of the record."""
    if context.whole:
        return lines
    return tuple(one.rows(context.read, replace(context.ask, whole=True)))


def _cells(one: Ledger, keys: Sequence[str], line: Line, number: int, state: str) -> tuple[Cell, ...]:
    special: dict[str, Cell] = {NUMBER.key: number, CHANGE.key: _(CHANGES[state]) if CHANGES[state] else ""}
    return tuple(
        special[key] if key in special else line.cells[one.at(key)] if one.column(key) is not None else None
        for key in keys
    )


def _left(keys: Sequence[str], label: str, number: int) -> tuple[Cell, ...]:
    """A row for what is gone: its name, and that it left."""
    special: dict[str, Cell] = {
        NUMBER.key: number,
        CHANGE.key: _(CHANGES["gone"]),
        "name": label,
        "title": label,
    }
    return tuple(special.get(key) for key in keys)


def _digests(one: Ledger, keys: Sequence[str], lines: tuple[Line, ...]) -> dict[str, tuple[str, str]]:
    """What each row says, by its record; several rows of one record are told apart by their order."""
    compared = [one.at(key) for key in keys if key not in SHIFTING and one.column(key) is not None]
    found: dict[str, tuple[str, str]] = {}
    times: dict[tuple[str, int], int] = {}
    for line in lines:
        at = times[line.kind, line.ref] = times.get((line.kind, line.ref), 0) + 1
        key = f"{line.kind}:{line.ref}" + (f"#{at}" if at > 1 else "")
        text = "\x1f".join(words(line.cells[column]) for column in compared)
        found[key] = (hashlib.sha256(text.encode()).hexdigest()[:20], line.label)
    return found
