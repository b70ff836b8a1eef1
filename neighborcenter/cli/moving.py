"""import, import undo, export: lists coming in and going out."""

import argparse
import os
from pathlib import Path
from typing import Any

from neighborcenter.cli.arguments import Add, count, pair
from neighborcenter.cli.call import Answer, Call, must_end, plain
from neighborcenter.data.importers.kinds import IMPORTERS, RETURNERS
from neighborcenter.data.importing import Outcome, RefusedRow, import_file, undo_import
from neighborcenter.data.refused_sheet import write_refused
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.problems import Invalid, Problem, Unavailable
from neighborcenter.reports.paper.safe_file import leaving
from neighborcenter.reports.sheets.export import save_sheet
from neighborcenter.reports.sheets.lists import EXPORTS

SHOWN = 20


def add_commands(add: Add) -> None:
    """The commands of this file."""
    one = add("import", "main.py import residents 居民名册.xlsx --dry-run", bring_in)
    one.add_argument(
        "kind", metavar="KIND", help=_("one of {kinds}, or undo").format(kinds=", ".join(IMPORTERS))
    )
    one.add_argument(
        "file", metavar="FILE|BATCH", help=_("XLSX, XLS or CSV; after undo the number of the import")
    )
    one.add_argument("--dry-run", action="store_true", help=_("only say what would happen"))
    one.add_argument(
        "--skip-bad", action="store_true", help=_("import the good rows although others are refused")
    )
    one.add_argument("--report", metavar="OUT.xlsx", type=Path, help=_("write the refused rows to a file"))
    one = add("export", "main.py export rooms rooms.xlsx", take_out)
    one.add_argument("kind", metavar="KIND", help=_("one of {kinds}").format(kinds=", ".join(EXPORTS)))
    one.add_argument("file", metavar="OUT.xlsx|OUT.csv", type=Path, help=_("file to write"))
    one.add_argument(
        "--filter", metavar="NAME=VALUE", type=pair, action="append", default=[], help=_("narrow the list")
    )


def bring_in(call: Call) -> Answer:
    """Import a file, or take an import back."""
    options = call.options
    if options.kind == "undo":
        return _take_back(call)
    make = IMPORTERS.get(options.kind)
    if make is None:
        raise Invalid(_unknown(options.kind, [*IMPORTERS, "undo"]))
    if options.report is not None:
        _refuse_report(options.report)
    with call.signed_in() as (opened, actor):
        outcome = import_file(
            opened,
            actor,
            make(),
            Path(options.file),
            dry_run=options.dry_run,
            skip_bad=options.skip_bad,
        )
    if options.report is not None and (outcome.refused or outcome.warned):
        write_refused(outcome, Path(options.file), options.report, dict(make().names))
    return outcome_answer(outcome, options)


def outcome_answer(outcome: Outcome, options: argparse.Namespace) -> Answer:
    """What an import did or would do; 1 when rows were refused and nothing was kept."""
    refused = bool(outcome.refused) and not options.skip_bad
    return Answer(_data(outcome, refused, options.dry_run), _lines(outcome, refused, options), int(refused))


def _refuse_report(report: Path) -> None:
    """Say before the import that the refused rows could not be written there. Raises Invalid, Unavailable."""
    must_end(report, ".xlsx", field="report")
    if not (report.parent.is_dir() and os.access(report.parent, os.W_OK)):
        raise Unavailable("db.readonly", path=str(report.parent))


def _take_back(call: Call) -> Answer:
    try:
        batch = count(call.options.file)
    except argparse.ArgumentTypeError as error:
        raise Invalid(
            Problem("batch", "found.none", {"what": "import_batch", "name": call.options.file})
        ) from error
    with call.working() as work:
        removed = undo_import(work, batch, {kind: make() for kind, make in RETURNERS.items()})
    line = _("Import {batch} was taken back: {count} records.").format(batch=batch, count=removed)
    return Answer({"removed": removed, "batch": batch}, [line])


def take_out(call: Call) -> Answer:
    """Write a list to a file."""
    options = call.options
    export = EXPORTS.get(options.kind)
    if export is None:
        raise Invalid(_unknown(options.kind, list(EXPORTS)))
    if options.file.is_dir():
        raise Invalid(Problem("file", "cli.file_exists", {"file": str(options.file)}))
    with call.signed_in() as (opened, actor), leaving(options.file) as aside:
        with opened.read(actor) as read:
            rows = save_sheet(export.sheet(read, dict(options.filter)), aside)
        with opened.work(actor) as work:
            work.record("data.export", options.kind, None, file=options.file.name, rows=rows)
    line = _("{rows} rows: {file}").format(rows=rows, file=options.file)
    return Answer({"rows": rows, "file": options.file}, [line])


def _unknown(kind: str, known: list[str]) -> Problem:
    return Problem("kind", "cli.kind_unknown", {"kind": kind, "kinds": ", ".join(known)})


def _data(outcome: Outcome, refused: bool, dry_run: bool) -> dict[str, Any]:
    data = {
        "rows": outcome.rows,
        "added": 0 if refused else outcome.added,
        "updated": 0 if refused else outcome.updated,
        "unchanged": outcome.unchanged,
        "refused": [_row(each) for each in outcome.refused],
        "warned": [_row(each) for each in outcome.warned],
        "batch": outcome.batch,
        "dry_run": dry_run,
        "columns": dict(outcome.mapping),
        "unknown_columns": list(outcome.unknown),
    }
    if refused:
        data["problems"] = [{"field": each.column, **_row(each)} for each in outcome.refused]
    return data


def _row(each: RefusedRow) -> dict[str, Any]:
    return {
        "row": each.row,
        "column": each.column,
        "code": each.problem.code,
        "message": each.message,
        "params": plain(dict(each.problem.params)),
    }


def _lines(outcome: Outcome, refused: bool, options: argparse.Namespace) -> list[str]:
    lines = [
        _("Row {row}, {column}: {message}").format(row=each.row, column=each.column, message=each.message)
        for each in outcome.refused[:SHOWN]
    ]
    if len(outcome.refused) > SHOWN:
        lines.append(_("… and {count} more").format(count=len(outcome.refused) - SHOWN))
    if refused:
        lines.append(_("Nothing was imported. Correct these rows, or add --skip-bad to leave them out."))
        return lines
    words = N_("{rows} rows: {added} new, {updated} filled in, {unchanged} known, {refused} refused.")
    lines.append(
        _(words).format(
            rows=outcome.rows,
            added=outcome.added,
            updated=outcome.updated,
            unchanged=outcome.unchanged,
            refused=len({each.row for each in outcome.refused}),
        )
    )
    if options.dry_run:
        lines.append(_("This was a trial: nothing was kept."))
    elif outcome.batch is not None:
        lines.append(_("To take it back: main.py import undo {batch}").format(batch=outcome.batch))
    return lines
