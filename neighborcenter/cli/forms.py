"""form, entry, ledger: record forms of the center, what is entered into them, and their ledgers."""

import argparse
from pathlib import Path
from typing import Any

from neighborcenter.accounts.permissions import Permission
from neighborcenter.cli import names
from neighborcenter.cli.arguments import Add, Parser, Words, acts_of, count, day, month, pair
from neighborcenter.cli.call import Answer, Call, must_end
from neighborcenter.cli.day_work import add_day_work
from neighborcenter.cli.handing import add_hand
from neighborcenter.cli.moving import outcome_answer
from neighborcenter.data.importers.entries import entry_importer
from neighborcenter.data.importing import import_file
from neighborcenter.data.refused_sheet import write_refused
from neighborcenter.forms import (
    due_queries,
    entry_queries,
    entry_service,
    files,
    queries,
    renewing,
    service,
    starting,
)
from neighborcenter.forms.drafts import Definition, EntryDraft, FieldDef
from neighborcenter.forms.kinds import TYPED, FieldKind
from neighborcenter.forms.rules import default_of
from neighborcenter.forms.values import label_of, read_words
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Invalid, Problem, refuse
from neighborcenter.kit.work import Read, Work
from neighborcenter.modules import queries as modules
from neighborcenter.people.household_finding import household_named
from neighborcenter.reports.paper.safe_file import leaving
from neighborcenter.reports.press import press
from neighborcenter.reports.sheets.export import save_sheet
from neighborcenter.reports.sheets.form_sheets import blank_sheet, entries_sheet


def add_commands(add: Add) -> None:
    """The commands of this file."""
    act = acts_of(add("form", "main.py form list", None))
    one = act(
        "list", _("Forms with this month's entries and what is due."), "main.py form list --json", listed
    )
    one.add_argument("--all", action="store_true", help=_("also forms that are not used any more"))
    one = act("show", _("The fields of a form."), "main.py form show lonely-elders", show)
    _form(one)
    one = act(
        "import",
        _("Take a form from a file, as a new form or a new version."),
        "main.py form import f.toml",
        take,
    )
    one.add_argument("file", metavar="FILE", type=Path, nargs="?", help=_("a form, TOML or JSON"))
    one.add_argument(
        "--shipped", action="store_true", help=_("the forms that come with the program, where missing")
    )
    one.add_argument("--module", metavar="M", default="", help=_("module it belongs to, by name or key"))
    one = act(
        "newer",
        _("Shipped forms that have a new version; forms the center changed are left alone."),
        "main.py form newer --take",
        newer,
    )
    one.add_argument("form", metavar="FORM", nargs="?", help=_("only this form, by key or name"))
    one.add_argument("--take", action="store_true", help=_("let the new versions hold"))
    one = act(
        "export",
        _("Write a form to a file, or a blank to fill in."),
        "main.py form export lonely-elders f.toml",
        give,
    )
    _form(one)
    one.add_argument(
        "file", metavar="OUT.toml|.json|.xlsx", type=Path, help=_("file to write; .xlsx is a blank")
    )
    _add_entry_commands(acts_of(add("entry", "main.py entry list lonely-elders", None)))
    one = add("ledger", "main.py ledger lonely-elders --month 2026-11 --out l.xlsx", ledger)  # fmt: skip
    _form(one)
    one.add_argument("--month", required=True, type=month, metavar="M", help=_("month, like 2026-11"))
    one.add_argument(
        "--out", required=True, type=Path, metavar="FILE", help=_("file to write: .pdf, .xlsx or .csv")
    )


def _add_entry_commands(act: Words) -> None:
    one = act("add", _("Enter one record."),
              "main.py entry add lonely-elders --person 王桂兰 --set health=良好 --set talked=…", enter)  # fmt: skip
    _form(one)
    one.add_argument("--person", metavar="P", help=_("resident, by name, phone or id"))
    one.add_argument("--day", type=day, metavar="D", help=_("day of the entry; today without it"))
    one.add_argument(
        "--set",
        type=pair,
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help=_("a field by its key or label"),
    )
    one = act("list", _("Entries of a form."), "main.py entry list lonely-elders --month 2026-11", entries)
    _form(one)
    _narrow(one)
    one = act(
        "import",
        _("Enter a list, all of it or nothing."),
        "main.py entry import lonely-elders 走访.xlsx",
        bring_in,
    )
    _form(one)
    one.add_argument("file", metavar="FILE", type=Path, help=_("XLSX, XLS or CSV"))
    one.add_argument("--dry-run", action="store_true", help=_("only say what would happen"))
    one.add_argument(
        "--skip-bad", action="store_true", help=_("import the good rows although others are refused")
    )
    one.add_argument("--report", metavar="OUT.xlsx", type=Path, help=_("write the refused rows to a file"))
    one = act(
        "export",
        _("Entries with every field, to be changed and read back."),
        "main.py entry export lonely-elders e.xlsx",
        take_out,
    )
    _form(one)
    one.add_argument("file", metavar="OUT.xlsx|OUT.csv", type=Path, help=_("file to write"))
    _narrow(one)
    one = act(
        "void",
        _("Void an entry; it stays in the ledger, struck out."),
        "main.py entry void 17 --reason 重复登记",
        void,
    )
    one.add_argument("id", type=count, metavar="ID", help=_("the entry"))
    one.add_argument("--reason", required=True, metavar="S", help=_("why"))
    add_day_work(act)
    add_hand(act)
    one = act("due", _("Who is due and who is late."), "main.py entry due --days 7", due)
    one.add_argument("name", metavar="NAME", nargs="?", help=_("form, by key or name; all without it"))
    one.add_argument("--days", type=count, default=7, metavar="N", help=_("how many days ahead"))


def _form(one: Parser) -> None:
    one.add_argument("name", metavar="NAME", help=_("form, by key, name or letters that fit one only"))


def _narrow(one: Parser) -> None:
    one.add_argument("--month", type=month, metavar="M", help=_("month, like 2026-11"))
    one.add_argument("--person", metavar="P", help=_("resident, by name, phone or id"))
    one.add_argument("--text", default="", metavar="T", help=_("words that stand in it"))


def listed(call: Call) -> Answer:
    """Forms with their figures."""
    with call.reading() as read:
        found = queries.overview(read, retired=call.options.all)
    lines = [
        _("{name} ({key}): {count} this month, {due} due, {late} late").format(
            name=one.name, key=one.key, count=one.this_month, due=one.due, late=one.overdue
        )
        for one in found
    ]
    return Answer({"forms": found}, lines)


def show(call: Call) -> Answer:
    """One form."""
    with call.reading() as read:
        card = queries.form_card(read, queries.form_named(read, call.options.name))
        versions = queries.history(read, card.id)
    plain = files.as_plain(_file_of(card))
    lines = [card.title, *(f"{one.key}  {label_of(one)}  {one.kind.value}" for one in card.definition.fields)]
    return Answer({"form": {"id": card.id, "status": card.status, **plain}, "versions": versions}, lines)


def _file_of(card: queries.FormCard, module: str = "") -> files.FormFile:
    return files.FormFile(
        card.key, card.name, card.name_en, card.description, module or card.module, card.definition
    )


def take(call: Call) -> Answer:
    """A form from a file, or the shipped ones."""
    options = call.options
    if options.shipped:
        with call.working() as work:
            added = starting.make_starting_forms(work)
        return Answer({"added": added}, [_("{count} forms added").format(count=added)])
    if options.file is None:
        raise Invalid(Problem("file", "required"))
    found = files.read_form(options.file)
    with call.working() as work:
        module_id = _module(work, options.module or found.module)
        form_id, done = service.take_in(work, found.draft(module_id))
    said = {
        "added": _("Form {id} is added: {name}"),
        "published": _("A new version of form {id} is in force: {name}"),
        "unchanged": _("Form {id} is the same already: {name}"),
    }
    return Answer({"form": form_id, "done": done}, [said[done].format(id=form_id, name=found.name)])


def newer(call: Call) -> Answer:
    """New versions of shipped forms: said, or taken."""
    options = call.options
    with call.working() if options.take else call.reading() as read:
        found = renewing.newer_forms(read)
        if options.form:
            found = tuple(one for one in found if options.form in (one.key, one.name))
        if isinstance(read, Work):
            renewing.take_newer(read, [one.form_id for one in found])
    data = [
        {"form": one.form_id, "key": one.key, "name": one.name, "version": one.number, "added": one.added,
         "gone": one.gone, "changed": one.changed, "due_changed": one.due_changed}
        for one in found
    ]  # fmt: skip
    lines = [
        f"{one.key}  {one.name}  +{len(one.added)} -{len(one.gone)} ~{len(one.changed)}" for one in found
    ]
    return Answer(
        {"newer": data, "taken": bool(options.take)}, lines or [_("Every shipped form is as it comes")]
    )


def _module(read: Read, typed: str) -> int | None:
    board = modules.board(read, closed=True)
    fitting = [one.id for one in board if typed and typed in (one.key, one.name, one.name_en)]
    if not fitting:
        raise Invalid(Problem("module", "found.none", {"what": "service_module", "name": typed}))
    return fitting[0]


def give(call: Call) -> Answer:
    """A form to a file, or its blank."""
    out: Path = call.options.file
    must_end(out, ".toml", ".json", ".xlsx", field="file")
    with call.reading() as read, leaving(out) as aside:
        card = queries.form_card(read, queries.form_named(read, call.options.name))
        if out.suffix.lower() == ".xlsx":
            save_sheet(blank_sheet(read, card.id), aside)
        else:
            row = modules.module_card(read, card.module_id)
            files.write_form(_file_of(card, row.key if row is not None else ""), aside)
    return Answer({"file": out, "form": card.id}, [_("Written: {file}").format(file=out)])


def enter(call: Call) -> Answer:
    """One entry."""
    options = call.options
    with call.working() as work:
        card = queries.form_card(work, queries.form_named(work, options.name))
        person = names.person(work, options.person) if options.person else None
        values = _values(work, card.definition, dict(options.set))
        done = entry_service.add_entry(work, EntryDraft(card.id, values, options.day, person))
    lines = [_("Entry {id} is in the ledger.").format(id=done.entry_id)]
    if done.next_due is not None:
        lines.append(_("Next due on {day}").format(day=done.next_due))
    return Answer({"entry": done.entry_id, "next_due": done.next_due}, lines)


def _values(read: Read, definition: Definition, words: dict[str, str]) -> dict[str, Any]:
    """Typed values from KEY=VALUE; what is not named begins as on the screen. Raises Invalid."""
    problems: list[Problem] = []
    found: dict[str, Any] = {
        one.key: value
        for one in definition.fields
        if one.kind in TYPED
        if (value := default_of(one, read.clock.local(), read.actor.name)) is not None
    }
    for name, text in words.items():
        one = next((f for f in definition.fields if name in (f.key, f.label, f.label_en)), None)
        if one is None:
            problems.append(Problem(name, "forms.no_field", {"field": name}))
            continue
        value, wrong = _record(read, one, text) or read_words(one, text)
        problems += [wrong] if wrong is not None else []
        found[one.key] = value
    refuse(problems)
    return found


def _record(read: Read, one: FieldDef, text: str) -> tuple[Any, None] | None:
    if one.kind is FieldKind.PERSON:
        return names.person(read, text, one.key), None
    if one.kind is FieldKind.ROOM:
        return names.room(read, text, one.key), None
    if one.kind is FieldKind.SERVICE:
        return names.service(read, text, one.key), None
    if one.kind is FieldKind.HOUSEHOLD:
        return household_named(read, text, one.key), None
    return None


def _wanted(read: Read, options: argparse.Namespace) -> tuple[queries.FormCard, entry_queries.EntryFilter]:
    card = queries.form_card(read, queries.form_named(read, options.name))
    span = options.month
    return card, entry_queries.EntryFilter(
        card.id,
        None if span is None else span.first,
        None if span is None else span.next_first,
        options.text,
        resident_id=names.person(read, options.person) if options.person else None,
        order="day",
    )


def entries(call: Call) -> Answer:
    """Entries of a form."""
    with call.reading() as read:
        card, wanted = _wanted(read, call.options)
        ids = entry_queries.entry_ids(read, wanted, card.definition)
        rows = entry_queries.entry_rows(read, ids)
    data = [
        {"id": row.id, "day": row.day, "person": row.name, "resident": row.resident_id, "status": row.status,
         "next_due": row.next_due, "by": row.staff, "values": dict(row.cells)}
        for row in rows
    ]  # fmt: skip
    lines = [f"{row.id}  {row.day}  {row.name}  {' · '.join(list(row.cells.values())[:6])}" for row in rows]
    return Answer({"entries": data}, lines or [_("No entries.")])


def bring_in(call: Call) -> Answer:
    """A list of entries."""
    options = call.options
    with call.signed_in() as (opened, actor):
        with opened.read(actor) as read:
            importer = entry_importer(read, queries.form_named(read, options.name))
        outcome = import_file(
            opened, actor, importer, options.file, dry_run=options.dry_run, skip_bad=options.skip_bad
        )
    if options.report is not None and outcome.refused:
        write_refused(outcome, options.file, options.report, dict(importer.names))
    return outcome_answer(outcome, options)


def take_out(call: Call) -> Answer:
    """Entries to a sheet."""
    options = call.options
    with call.signed_in() as (opened, actor), leaving(options.file) as aside:
        with opened.read(actor) as read:
            card, wanted = _wanted(read, options)
            rows = save_sheet(entries_sheet(read, wanted), aside)
        with opened.work(actor) as work:
            work.record("data.export", "form", card.id, file=options.file.name, rows=rows)
    line = _("{rows} rows: {file}").format(rows=rows, file=options.file)
    return Answer({"rows": rows, "file": options.file}, [line])


def void(call: Call) -> Answer:
    """Void one entry."""
    with call.working() as work:
        entry_service.void_entry(work, call.options.id, call.options.reason)
    return Answer({"entry": call.options.id}, [_("Entry {id} is voided.").format(id=call.options.id)])


def due(call: Call) -> Answer:
    """The work list."""
    options = call.options
    with call.reading() as read:
        read.require(Permission.FORMS_VIEW)
        form_id = queries.form_named(read, options.name) if options.name else None
        found = due_queries.due_list(read, form_id=form_id, ahead=options.days)
    lines = [
        f"{one.due or _('not yet')}  {one.name or one.matter}  {one.address}  {one.form}"
        + (_(" ({days} days late)").format(days=one.late) if (one.late or 0) > 0 else "")
        for one in found
    ]
    return Answer({"due": found}, lines or [_("Nobody is due.")])


def ledger(call: Call) -> Answer:
    """The ledger of a month."""
    options = call.options
    out: Path = options.out
    must_end(out, ".pdf", ".xlsx", ".csv")
    with call.signed_in() as (opened, actor):
        with opened.read(actor) as read:
            form_id = queries.form_named(read, options.name)
            pressed = press(read, "form_ledger", {"form": form_id, "month": options.month})
        with leaving(out) as aside:
            written = pressed.save(aside)
            with opened.work(actor) as work:
                work.record("reports.print", "report", None, report="form_ledger", file=out.name)
    pages = written if out.suffix.lower() == ".pdf" else 0
    data = {"file": out.absolute(), "pages": pages, "figures": dict(pressed.totals), "cutoff": pressed.cutoff}
    return Answer(data, [_("Written: {file}").format(file=out)])
