"""roster check, propose, copy, print, publish: the center's own weeks."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from neighborcenter.cli.arguments import Add, Parser, Run, count, month, week
from neighborcenter.cli.call import Answer, Call, must_end, plain
from neighborcenter.cli.solving import progress_of
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Invalid, Problem, Unavailable
from neighborcenter.reports.paper.safe_file import leaving
from neighborcenter.reports.paper.workbook import Sheet, SheetColumn, write_xlsx
from neighborcenter.reports.press import press
from neighborcenter.volunteers import assign_service, queries
from neighborcenter.volunteers.roster_kinds import Level
from neighborcenter.volunteers.rostering import roster_service
from neighborcenter.volunteers.rostering.board import Board
from neighborcenter.volunteers.rostering.checks import blocked, findings
from neighborcenter.volunteers.rostering.facts import Facts
from neighborcenter.volunteers.rostering.proposing import Gap, Proposal, propose
from neighborcenter.volunteers.rostering.reading import roster_facts
from neighborcenter.volunteers.rostering.texts import level_name, quality_said, said
from neighborcenter.volunteers.solver.problem import Impossible
from neighborcenter.volunteers.solver.worker import WorkerLost

FEW = 3
"""So many reasons are said for a gap; the JSON has all."""


def add_commands(add: Add) -> None:
    """What `roster` lists of this file."""
    _of_week(add, "check", check)
    one = _of_week(add, "propose", make_proposal)
    one.add_argument("--seconds", type=count, default=20, metavar="N", help=_("how long to try at most"))
    one.add_argument(
        "--seed", type=count, default=1, metavar="N", help=_("the same seed gives the same roster")
    )
    one.add_argument("--out", type=Path, metavar="FILE.xlsx", help=_("file to write"))
    one.add_argument("--adopt", action="store_true", help=_("take it over into the roster"))
    _of_week(add, "copy", copy)
    _add_print(add)
    _of_week(add, "publish", publish)


def _of_week(add: Add, name: str, run: Run) -> Parser:
    one = add(name, f"main.py roster {name} --week 2026-W48", run)
    one.add_argument("--week", type=week, required=True, metavar="W", help=_("week, like 2026-W48"))
    one.add_argument("--weeks", type=count, default=1, metavar="N", help=_("how many weeks"))
    return one


def _add_print(add: Add) -> None:
    one = add("print", "main.py roster print --month 2026-12 --paper A3 --out m.pdf", print_roster)
    days = one.add_mutually_exclusive_group(required=True)
    days.add_argument("--week", type=week, metavar="W", help=_("week, like 2026-W48"))
    days.add_argument("--month", type=month, metavar="M", help=_("month, like 2026-11"))
    one.add_argument("--weeks", type=count, default=1, metavar="N", help=_("how many weeks"))
    one.add_argument(
        "--kind",
        choices=("roster", "duty"),
        default="roster",
        help=_("the roster, or the duty table of a week"),
    )
    one.add_argument("--paper", choices=("A4", "A3"), default="A4", help=_("A4 or A3"))
    one.add_argument("--out", type=Path, required=True, metavar="FILE.pdf", help=_("file to write"))


def check(call: Call) -> Answer:
    """What the rules say."""
    first, end = _days(call)
    with call.reading() as read:
        board = Board(roster_facts(read, first, end))
    found = findings(board)
    data = [
        {
            "level": each.level.value,
            "code": each.code,
            "shift": each.shift_id,
            "volunteer": each.volunteer_id,
            "message": said(each),
        }
        for each in found
    ]
    told = [(level_name(each.level), _where(board, each.shift_id), said(each)) for each in found]
    lines = ["  ".join(filter(None, parts)) for parts in told]
    return Answer({"findings": data}, lines or [_("Nothing to say.")], int(blocked(found)))


def make_proposal(call: Call) -> Answer:
    """Propose, and take it over when asked."""
    options = call.options
    first, end = _days(call)
    if options.out is not None:
        must_end(options.out, ".xlsx")
    with call.reading() as read:
        facts = roster_facts(read, first, end)
    try:
        found = propose(
            facts,
            seconds=float(options.seconds),
            seed=options.seed,
            on_progress=progress_of(call),
        )
    except Impossible as impossible:
        who = ", ".join(_names(facts, impossible.people)) or "-"
        raise Invalid(Problem("week", "cli.roster_impossible", {"people": who})) from impossible
    except WorkerLost as lost:
        raise Unavailable("cli.roster_lost") from lost
    if options.adopt:
        with call.working() as work:
            roster_service.adopt(work, first, end, found.pairs, "proposal")
    if options.out is not None:
        write_xlsx(options.out, [_sheet(facts, found)])
    return Answer(_as_data(facts, found, adopted=options.adopt), _as_lines(facts, found))


def copy(call: Call) -> Answer:
    """Copy the week before."""
    with call.working() as work:
        done = roster_service.copy_week(work, call.options.week)
    lines = [_("{count} places were copied.").format(count=len(done.placed))]
    lines += [
        f"{each.name}: " + " ".join(said(finding) for finding in each.findings) for each in done.left_out
    ]
    lines += [f"{day}: {why}" for day, why in done.days_off]
    return Answer(
        {
            "placed": len(done.placed),
            "left_out": [
                {
                    "shift": each.shift_id,
                    "volunteer": each.volunteer_id,
                    "why": [said(f) for f in each.findings],
                }
                for each in done.left_out
            ],
            "days_off": [{"day": day.isoformat(), "why": why} for day, why in done.days_off],
        },
        lines,
    )


def print_roster(call: Call) -> Answer:
    """Write a week or a month for the wall as a PDF; several weeks become files named by their Monday."""
    options = call.options
    must_end(options.out, ".pdf")
    if options.kind == "duty" and options.week is None:
        raise Invalid(Problem("week", "required"))
    files, pages = [], 0
    with call.signed_in() as (opened, actor):
        for key, values, file in _wanted(options):
            with opened.read(actor) as read:
                made = press(read, key, values)
            with leaving(file) as aside:
                pages += made.save(aside)
                with opened.work(actor) as work:
                    work.record("reports.print", "report", None, report=key, file=file.name)
            files.append((file, made))
    checks = [check.text for _file, made in files for check in made.checks]
    data = {
        "files": [str(file.absolute()) for file, _made in files],
        "pages": pages,
        "figures": [dict(made.totals) for _file, made in files],
        "checks": checks,
    }
    return Answer(data, [*(_("Written: {file}").format(file=file) for file, _made in files), *checks])


def _wanted(options: Any) -> list[tuple[str, dict[str, Any], Path]]:
    """Which papers, of what, into which files."""
    out: Path = options.out
    paper = int(options.paper == "A3")
    if options.month is not None:
        return [("roster_month", {"month": options.month, "paper": paper}, out)]
    mondays = [options.week + timedelta(days=7 * at) for at in range(options.weeks)]
    files = [out if len(mondays) == 1 else out.with_stem(f"{out.stem}-{monday}") for monday in mondays]
    if options.kind == "duty":
        return [("duty_table", {"week": at}, file) for at, file in zip(mondays, files, strict=True)]
    return [
        ("roster_week", {"week": at, "paper": paper}, file) for at, file in zip(mondays, files, strict=True)
    ]


def publish(call: Call) -> Answer:
    """Publish a week."""
    first, end = _days(call)
    with call.working() as work:
        rows = queries.shifts(work, _midnight(first), _midnight(end))
        told = assign_service.publish(work, tuple(row.shift_id for row in rows))
        names = {
            one.volunteer_id: one.name for row in rows for one in row.people if one.volunteer_id in set(told)
        }
    return Answer(
        {"told": [{"volunteer": ref, "name": name} for ref, name in sorted(names.items())]},
        [_("To be told: {names}").format(names="、".join(names.values()) or "-")],
    )


def _days(call: Call) -> tuple[date, date]:
    first: date = call.options.week
    return first, first + timedelta(days=7 * call.options.weeks)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - the center's own time has no zone


def _where(board: Board, shift_id: int | None) -> str:
    if shift_id is None:
        return ""
    shift = board.shifts[shift_id]
    return f"{shift.starts:%m-%d %H:%M} {shift.post}"


def _names(facts: Facts, refs: tuple[str, ...]) -> list[str]:
    known = {str(person.volunteer_id): person.name for person in facts.people}
    return [known.get(ref, ref) for ref in refs]


def _why(gap: Gap) -> list[str]:
    """The reasons in words, one a person; who is possible says that it costs more than it is worth."""
    words = []
    for each in gap.reasons:
        if each.possible:
            words.append(_("{name} could come, at the cost of a rule between people.").format(name=each.name))
        else:
            words.append(next(said(finding) for finding in each.findings if finding.level is Level.BLOCK))
    return words


def _as_data(facts: Facts, found: Proposal, *, adopted: bool) -> dict[str, Any]:
    board = Board(facts)
    return {
        "places": [
            {
                "shift": shift,
                "post": board.shifts[shift].post,
                "starts": plain(board.shifts[shift].starts),
                "ends": plain(board.shifts[shift].ends),
                "volunteer": person,
                "name": board.people[person].name,
            }
            for shift, person in found.pairs
        ],
        "put_on": len(found.put_on),
        "taken_off": len(found.taken_off),
        "cost": found.cost,
        "bound": found.bound,
        "proved": found.proved,
        "better": round(found.better, 6),
        "seconds": round(found.seconds, 2),
        "gaps": [
            {
                "shift": gap.shift_id,
                "missing": gap.missing,
                "below_minimum": gap.below_minimum,
                "why": _why(gap),
                "nearest": gap.nearest.name if gap.nearest else None,
            }
            for gap in found.gaps
        ],
        "shares": [plain(share) for share in found.shares],
        "adopted": adopted,
    }


def _as_lines(facts: Facts, found: Proposal) -> list[str]:
    board = Board(facts)
    lines = [
        _("{count} places, {put_on} new, {taken_off} given up.").format(
            count=len(found.pairs), put_on=len(found.put_on), taken_off=len(found.taken_off)
        ),
        quality_said(proved=found.proved, better=found.better),
    ]
    for gap in found.gaps:
        why = " ".join(_why(gap)[:FEW])
        lines.append(f"{_where(board, gap.shift_id)}  −{gap.missing}  {why}")
    return lines


def _sheet(facts: Facts, found: Proposal) -> Sheet:
    on: dict[int, list[str]] = {}
    board = Board(facts)
    for shift_id, person in found.pairs:
        on.setdefault(shift_id, []).append(board.people[person].name)
    missing = {gap.shift_id: gap for gap in found.gaps}
    rows = []
    for shift in sorted(facts.shifts, key=lambda each: (each.starts, each.post)):
        gap = missing.get(shift.shift_id)
        rows.append(
            (
                shift.day,
                f"{shift.starts:%H:%M}–{shift.ends:%H:%M}",
                shift.post,
                shift.name,
                "、".join(on.get(shift.shift_id, ())),
                gap.missing if gap else 0,
                " ".join(_why(gap)[:FEW]) if gap else "",
            )
        )
    columns = (
        SheetColumn(_("Day"), "date", 12),
        SheetColumn(_("Time"), width=14),
        SheetColumn(_("Post"), width=16),
        SheetColumn(_("Shift"), width=10),
        SheetColumn(_("People"), width=40),
        SheetColumn(_("Missing"), "number", 8),
        SheetColumn(_("Why"), width=60),
    )
    title = _("Roster {first} – {last}").format(first=facts.first, last=facts.end - timedelta(days=1))
    notes = (quality_said(proved=found.proved, better=found.better),)
    return Sheet(_("Roster"), columns, rows, (title,), notes=notes)
