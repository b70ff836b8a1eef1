"""Importing a file: read, check every row, write all or nothing, take back as a whole.

A dry run is the real run, rolled back at the end: what it says is what would happen. Every refused row is
named with its number as Excel shows it, its column, and the reason in a sentence.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.data import texts as texts  # teaches the sentences of this room
from neighborcenter.data.models import ChangeKind, import_batch, import_change
from neighborcenter.data.office import Office
from neighborcenter.data.sheets import Sheet, SheetRow, read_sheet
from neighborcenter.kit.actor import Actor
from neighborcenter.kit.problems import Invalid, NotFound, Problem, speak
from neighborcenter.kit.work import Work

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that was not taken: where it stands in the file, which column, which rule."""

    row: int
    column: str
    problem: Problem

    @property
    def message(self) -> str:
        """The reason in the language in use."""
        return speak(self.problem)


@dataclass(frozen=True, slots=True)
class Written:
    """What an importer did: ids of new records, and (id, state before) of changed ones.

    `made` may say of a new record what else came with it; `take_back` finds it among the states before.
    """

    added: list[int] = field(default_factory=list)
    updated: list[tuple[int, Mapping[str, Any]]] = field(default_factory=list)
    made: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import did, or would do. `batch` is None when nothing was kept."""

    rows: int
    added: int
    updated: int
    unchanged: int
    refused: tuple[RefusedRow, ...]
    warned: tuple[RefusedRow, ...]
    batch: int | None
    mapping: Mapping[str, str]
    unknown: tuple[str, ...]


class Cancelled(Exception):
    """The person stopped the import; nothing was kept."""


class Importer(Protocol):
    """What one kind of record brings to the import: its columns, its checks, its way to write and take back."""

    kind: str
    permission: Permission
    names: Mapping[str, tuple[str, ...]]
    needed: tuple[str, ...]

    def begin(self, work: Work, sheet: Sheet) -> None:
        """Load once what the checks need to know."""

    def take(self, row: SheetRow) -> list[Problem]:
        """Read and check one row; remember it unless a problem is an error."""

    def write(self, work: Work, batch_id: int) -> Written:
        """Write what was remembered, as one."""

    def take_back(
        self, work: Work, batch_id: int, added: list[int], updated: dict[int, dict[str, Any]]
    ) -> int:
        """Undo one batch. Raises Invalid when something was built on it since. Returns how many went."""


class _RolledBack(Exception):
    """Carries the outcome out of a unit of work that must not be kept."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__()
        self.outcome = outcome


def import_file(
    backend: Office,
    actor: Actor,
    importer: Importer,
    path: Path,
    *,
    dry_run: bool = False,
    skip_bad: bool = False,
    chosen: Mapping[str, str] | None = None,
    progress: Progress = lambda _done, _all: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Outcome:
    """Import `path` as one act. Rows with errors refuse the whole file unless `skip_bad`.

    `chosen` maps headings of the file to fields by hand. Raises Invalid when the file as a whole cannot be
    meant, Cancelled when `cancelled()` turned true; nothing is kept then.
    """
    actor.require(importer.permission)
    sheet = read_sheet(path, importer.names, importer.needed, chosen=chosen)
    try:
        with backend.work(actor) as work:
            outcome = _run(work, importer, sheet, path, skip_bad, progress, cancelled)
            if dry_run or outcome.batch is None:
                raise _RolledBack(outcome)
            return outcome
    except _RolledBack as rolled:
        found = rolled.outcome
        return Outcome(
            found.rows,
            found.added,
            found.updated,
            found.unchanged,
            found.refused,
            found.warned,
            None,
            found.mapping,
            found.unknown,
        )


def _run(
    work: Work,
    importer: Importer,
    sheet: Sheet,
    path: Path,
    skip_bad: bool,
    progress: Progress,
    cancelled: Callable[[], bool],
) -> Outcome:
    total = len(sheet.rows)
    refused, warned = _checked(work, importer, sheet, progress, cancelled)
    bad_rows = {entry.row for entry in refused}
    keep = not refused or skip_bad
    batch_id = work.insert(
        import_batch,
        kind=importer.kind,
        file_name=path.name,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        rows=total,
        refused=len(bad_rows),
    )
    written = importer.write(work, batch_id)
    _remember(work, batch_id, written)
    work.update(import_batch, batch_id, added=len(written.added), updated=len(written.updated))
    work.record(
        "data.import",
        "import_batch",
        batch_id,
        kind=importer.kind,
        file=path.name,
        added=len(written.added),
        updated=len(written.updated),
        refused=len(bad_rows),
    )
    progress(total, total)
    unchanged = total - len(bad_rows) - len(written.added) - len(written.updated)
    return Outcome(
        total,
        len(written.added),
        len(written.updated),
        unchanged,
        tuple(refused),
        tuple(warned),
        batch_id if keep else None,
        sheet.mapping,
        sheet.unknown,
    )


def _checked(
    work: Work,
    importer: Importer,
    sheet: Sheet,
    progress: Progress,
    cancelled: Callable[[], bool],
) -> tuple[list[RefusedRow], list[RefusedRow]]:
    """Let the importer take every row; what it refused and what it warned of."""
    importer.begin(work, sheet)
    refused: list[RefusedRow] = []
    warned: list[RefusedRow] = []
    for index, row in enumerate(sheet.rows):
        if index % 200 == 0:
            if cancelled():
                raise Cancelled
            progress(index, len(sheet.rows))
        for problem in importer.take(row):
            entry = RefusedRow(row.number, sheet.mapping.get(problem.field, ""), problem)
            (refused if problem.level == "error" else warned).append(entry)
    return refused, warned


def _remember(work: Work, batch_id: int, written: Written) -> None:
    rows: list[dict[str, Any]] = [
        {
            "batch_id": batch_id,
            "change": ChangeKind.ADDED,
            "ref_id": ref,
            "before": _as_text(written.made[ref]) if ref in written.made else "",
        }
        for ref in written.added
    ]
    rows += [
        {
            "batch_id": batch_id,
            "change": ChangeKind.UPDATED,
            "ref_id": ref,
            "before": _as_text(before),
        }
        for ref, before in written.updated
    ]
    work.insert_many(import_change, rows)


def _as_text(before: Mapping[str, Any]) -> str:
    return json.dumps(before, ensure_ascii=False, default=str)


def undo_import(work: Work, batch_id: int, importers: Mapping[str, Importer]) -> int:
    """Take one import back as a whole. Returns how many records were removed or restored.

    Raises NotFound; Invalid when it was taken back already or something was built on it since.
    """
    work.require(Permission.DATA_IMPORT)
    batch = work.row(
        sa.select(import_batch).where(
            import_batch.c.id == batch_id, import_batch.c.center_id == work.center_id
        )
    )
    if batch is None:
        raise NotFound("import_batch", batch_id)
    if batch.undone_at is not None:
        raise Invalid(Problem("batch", "import.undone", {"batch": batch_id}))
    added: list[int] = []
    updated: dict[int, dict[str, Any]] = {}
    for row in work.rows(sa.select(import_change).where(import_change.c.batch_id == batch_id)):
        if row.change is ChangeKind.ADDED:
            added.append(row.ref_id)
        if row.before:
            updated[row.ref_id] = json.loads(row.before)
    removed = importers[batch.kind].take_back(work, batch_id, added, updated)
    work.update(import_batch, batch_id, undone_at=work.clock.now())
    work.record("data.import_undo", "import_batch", batch_id, removed=removed)
    return removed
