"""The forms of other offices on the command line: kept, pointed at fields, filled."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from neighborcenter.cli.arguments import Add, acts_of, day, month, pair
from neighborcenter.cli.call import Answer, Call
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Invalid, Problem, Unavailable
from neighborcenter.kit.times import Month
from neighborcenter.kit.work import Read
from neighborcenter.reports.fill import queries, service
from neighborcenter.reports.fill.drafts import FillDraft, TemplateDraft
from neighborcenter.reports.fill.facts import known_facts, known_ledgers
from neighborcenter.reports.fill.filling import Filled
from neighborcenter.reports.fill.layout import Layout
from neighborcenter.reports.fill.naming import finding_words, named_files
from neighborcenter.reports.fill.people_list import people_in
from neighborcenter.reports.fill.rematch import Finding
from neighborcenter.reports.fill.spots import Spot, place_in
from neighborcenter.reports.fill.suggest import (
    heading_of,
    label_of,
    list_columns,
    suggested,
    with_list,
    with_spot,
    without,
)
from neighborcenter.reports.kinds import SpotKind
from neighborcenter.reports.paper.safe_file import leaving, write_bytes


def add_commands(add: Add) -> None:
    """The commands of this file."""
    one = add("fill", "main.py fill 困难群众花名册 --month 2026-10 --people 低保 --out f.xlsx", fill)
    one.add_argument("template", metavar="TEMPLATE", help=_("name or number of the form"))
    one.add_argument("--month", type=month, metavar="M", help=_("month, like 2026-11"))
    one.add_argument("--from", type=day, dest="first", metavar="D", help=_("first day"))
    one.add_argument("--to", type=day, dest="last", metavar="D", help=_("last day"))
    one.add_argument("--people", metavar="LIST", help=_("a care tag, a group, or names with commas"))
    one.add_argument(
        "--only-changed", action="store_true", help=_("only rows that changed since the last return")
    )
    one.add_argument("--whole", metavar="REASON", default="", help=_("phones and ID numbers whole, and why"))
    one.add_argument("--file", type=Path, metavar="FILE", help=_("a newer file of the form, used this once"))
    one.add_argument("--out", required=True, type=Path, metavar="FILE", help=_("file to write"))
    acts = acts_of(add("template", "main.py template list", templates))
    one = acts(
        "add",
        _("Keep a form and point it at what its headings say."),
        "main.py template add form.xlsx",
        added,
    )
    one.add_argument("file", type=Path, metavar="FILE", help=_(".xlsx or .docx"))
    one.add_argument("--name", metavar="S", default="", help=_("what it is called"))
    one.add_argument("--office", metavar="S", default="", help=_("who sends it"))
    one.add_argument("--no-guess", action="store_true", help=_("point it at nothing yet"))
    acts("list", _("The forms that are kept."), "main.py template list --json", templates)
    one = acts(
        "show", _("One form: its places and what each is pointed at."), "main.py template show 1", shown
    )
    one.add_argument("template", metavar="TEMPLATE", help=_("name or number of the form"))
    one = acts(
        "fields", _("What a form may be pointed at."), "main.py template fields --ledger residents", fields
    )
    one.add_argument("--ledger", metavar="NAME", help=_("the columns of one ledger"))
    one = acts(
        "map",
        _("Point places of a form at fields."),
        "main.py template map 1 --list A4=residents --set B4=name",
        mapped,
    )
    one.add_argument("template", metavar="TEMPLATE", help=_("name or number of the form"))
    one.add_argument("--list", type=pair, action="append", default=[], metavar="PLACE=LEDGER", dest="lists",
                     help=_("the row of headings of a list, and its ledger"))  # fmt: skip
    one.add_argument("--set", type=pair, action="append", default=[], metavar="PLACE=FIELD", dest="sets",
                     help=_("a cell, a heading of a list or a mark, and its field; nothing takes it away"))  # fmt: skip
    one.add_argument("--guess", action="store_true", help=_("begin with what the headings say"))
    one = acts(
        "renew", _("Put a newer file in a form's place."), "main.py template renew 1 form-2027.xlsx", renewed
    )
    one.add_argument("template", metavar="TEMPLATE", help=_("name or number of the form"))
    one.add_argument("file", type=Path, metavar="FILE", help=_(".xlsx or .docx"))
    one = acts("retire", _("Put a form away."), "main.py template retire 1", retired)
    one.add_argument("template", metavar="TEMPLATE", help=_("name or number of the form"))
    one = acts("returns", _("What was handed in."), "main.py template returns 1 --json", returns)
    one.add_argument("template", metavar="TEMPLATE", nargs="?", help=_("name or number of the form"))


def fill(call: Call) -> Answer:
    """Fill a form; the file is there when the return is on record, and not otherwise."""
    options = call.options
    out: Path = options.out
    with call.signed_in() as (opened, actor), ExitStack() as files, opened.work(actor) as work:
        card = queries.template_card(work, queries.template_id(work, options.template))
        if out.suffix.lower() != f".{card.row.kind}":
            raise Invalid(
                Problem("out", "reports.form_suffix", {"suffix": f".{card.row.kind}", "file": out.name})
            )
        first, last = _days(options, work.clock.today())
        people = None if not options.people else people_in(work, options.people)
        draft = FillDraft(
            card.row.id, first, last, people, options.people or "", options.only_changed, options.whole,
            None if options.file is None else _read(options.file),
        )  # fmt: skip
        done = service.fill_template(work, draft, out.name)
        written = named_files(out, done)
        for path, data in written:
            write_bytes(files.enter_context(leaving(path)), data)
    return _filled_answer(card.row.name, done, [path for path, _data in written])


def _days(options: Any, today: date) -> tuple[date, date]:
    """The days meant: a month, from and to, or the last full month."""
    if options.first is not None or options.last is not None:
        first = options.first or options.last
        last = options.last or options.first
        if first > last:
            raise Invalid(Problem("from", "reports.days_backwards"))
        return first, last
    chosen: Month = options.month or Month.of(today).previous()
    return chosen.first, chosen.next_first - timedelta(days=1)


def _filled_answer(name: str, done: Filled, paths: Sequence[Path]) -> Answer:
    data = {
        "template": name,
        "files": [path.absolute() for path in paths],
        "rows": done.rows,
        "new": done.fresh,
        "changed": done.changed,
        "left": list(done.left),
        "first_time": done.first_time,
        "people": done.people,
        "unfilled": list(done.unfilled),
        "findings": _findings(done.findings),
    }
    lines = [_("Written: {file}").format(file=path) for path in paths]
    if done.digests:
        words = _("{rows} rows: {new} new, {changed} changed, {left} left since the last return")
        lines.append(words.format(rows=done.rows, new=done.fresh, changed=done.changed, left=len(done.left)))
    if done.unfilled:
        lines.append(_("Left empty: {headings}").format(headings=_(", ").join(done.unfilled)))
    return Answer(data, lines + [finding_words(one) for one in done.findings if one.fate != "kept"])


def _findings(findings: Sequence[Finding]) -> list[dict[str, str]]:
    return [
        {
            "fate": one.fate, "what": one.what, "old": one.old, "new": one.new, "now": one.now,
            "message": finding_words(one),
        }
        for one in findings
    ]  # fmt: skip


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as problem:
        raise Unavailable("reports.form_missing", file=path.name) from problem


def added(call: Call) -> Answer:
    """Keep a form."""
    options = call.options
    data = _read(options.file)
    draft = TemplateDraft(
        options.name or options.file.stem, options.file.name, data, options.office, not options.no_guess
    )
    with call.signed_in() as (opened, actor):
        with opened.work(actor) as work:
            ref = service.add_template(work, draft)
        with opened.read(actor) as read:
            card = queries.template_card(read, ref)
    return _card_answer(card)


def templates(call: Call) -> Answer:
    """The forms."""
    with call.signed_in() as (opened, actor), opened.read(actor) as read:
        found = queries.templates(read)
    data = [
        {
            "id": one.id, "name": one.name, "office": one.office, "kind": one.kind, "places": one.spots,
            "returned": one.returned, "covered": None if one.covered is None else list(one.covered),
        }
        for one in found
    ]  # fmt: skip
    return Answer({"templates": data}, [f"{one.id}  {one.name}  .{one.kind}  {one.office}" for one in found])


def shown(call: Call) -> Answer:
    """One form."""
    with call.signed_in() as (opened, actor), opened.read(actor) as read:
        card = queries.template_card(read, queries.template_id(read, call.options.template))
    return _card_answer(card)


def _card_answer(card: queries.TemplateCard) -> Answer:
    places = [
        {
            "place": spot.name, "kind": spot.kind, "field": spot.field, "heading": spot.heading,
            **({"last_row": spot.last + 1} if spot.kind is SpotKind.LIST else {}),
        }
        for spot in card.spots
    ]  # fmt: skip
    data = {
        "template": card.row.id,
        "name": card.row.name,
        "places": places,
        "grids": [
            {"name": grid.name, "rows": len(grid.rows), "columns": grid.width} for grid in card.layout.grids
        ],
        "marks": list(card.layout.marks),
    }
    lines = [f"{card.row.id}  {card.row.name}"]
    lines += [f"  {one['place']}  {one['heading']}  = {one['field']}" for one in places]
    return Answer(data, lines)


def fields(call: Call) -> Answer:
    """Fields by their keys."""
    with call.signed_in() as (opened, actor), opened.read(actor) as read:
        ledgers = known_ledgers(read)
        if call.options.ledger:
            known = {word: one for one in ledgers for word in (one.key, one.zh, one.en)}
            chosen = known.get(call.options.ledger)
            if chosen is None:
                raise Invalid(Problem("ledger", "reports.field_unknown", {"field": call.options.ledger}))
            found = [{"field": one.key, "name": one.title} for one in list_columns(chosen)]
        else:
            found = [{"field": one.column.key, "name": one.column.title} for one in known_facts(read)]
    data = {"fields": found, "ledgers": [{"ledger": one.key, "name": one.title} for one in ledgers]}
    return Answer(data, [f"{one['field']}  {one['name']}" for one in found])


def mapped(call: Call) -> Answer:
    """Point places at fields."""
    options = call.options
    with call.signed_in() as (opened, actor):
        with opened.work(actor) as work:
            ref = queries.template_id(work, options.template)
            card = queries.template_card(work, ref)
            spots = suggested(card.layout, service.known(work)) if options.guess else card.spots
            for typed, ledger in options.lists:
                spots = _with_list(work, card.layout, spots, typed, ledger)
            for typed, field in options.sets:
                spots = with_spot(spots, spot_typed(card.layout, spots, typed, field))
            service.map_template(work, ref, spots)
        with opened.read(actor) as read:
            card = queries.template_card(read, ref)
    return _card_answer(card)


def _with_list(
    read: Read, layout: Layout, spots: tuple[Spot, ...], typed: str, ledger: str
) -> tuple[Spot, ...]:
    """The places with a list below the row that was typed; without a ledger the list is taken away."""
    found = place_in(layout, typed)
    grid = None if found is None else layout.grid(found[0])
    if found is None or grid is None:
        raise Invalid(Problem("list", "reports.spot_unknown", {"spot": typed}))
    if not ledger:
        return without(spots, Spot(SpotKind.LIST, "", "", found[0], found[1]))
    known = {word: one for one in known_ledgers(read) for word in (one.key, one.zh, one.en)}
    if ledger not in known:
        raise Invalid(Problem("list", "reports.field_unknown", {"field": ledger}))
    return with_list(grid, spots, grid.area(found[1], found[2])[2], known[ledger])


def spot_typed(layout: Layout, spots: Sequence[Spot], typed: str, field: str) -> Spot:
    """A mark, a heading of a list that is known, or any other cell. Raises Invalid."""
    if typed in layout.marks:
        return Spot(SpotKind.MARK, field, typed)
    found = place_in(layout, typed)
    if found is None:
        raise Invalid(Problem("set", "reports.spot_unknown", {"spot": typed}))
    place, row, column = found
    grid = layout.grid(place)
    assert grid is not None
    for head in spots:
        if head.kind is SpotKind.LIST and (head.place, head.row) == (place, row):
            return Spot(SpotKind.COLUMN, field, heading_of(grid, row, column), place, row, column)
    label, down, across = label_of(grid, row, column)
    return replace(Spot(SpotKind.CELL, field, label, place, row, column), down=down, across=across)


def renewed(call: Call) -> Answer:
    """A newer file in a form's place."""
    options = call.options
    data = _read(options.file)
    with call.signed_in() as (opened, actor), opened.work(actor) as work:
        ref = queries.template_id(work, options.template)
        findings = service.renew_template(work, ref, options.file.name, data)
    lost = sum(1 for one in findings if one.fate in ("gone", "sheet_gone"))
    return Answer(
        {"template": ref, "findings": _findings(findings), "lost": lost},
        [finding_words(one) for one in findings if one.fate != "kept"] or [_("Every place is where it was.")],
    )


def retired(call: Call) -> Answer:
    """Put a form away."""
    with call.signed_in() as (opened, actor), opened.work(actor) as work:
        ref = queries.template_id(work, call.options.template)
        service.retire_template(work, ref)
    return Answer({"template": ref}, [_("Put away.")])


def returns(call: Call) -> Answer:
    """What was handed in, the latest first."""
    with call.signed_in() as (opened, actor), opened.read(actor) as read:
        typed = call.options.template
        found = queries.returns(read, None if typed is None else queries.template_id(read, typed))
    data = [
        {
            "id": one.id, "template": one.template_id, "at": one.at, "by": one.by, "first": one.first, "last": one.last,
            "people": one.people, "file": one.file_name, "files": one.files, "rows": one.rows, "new": one.fresh,
            "changed": one.changed, "left": one.left, "whole": one.whole, "undone": one.undone,
        }
        for one in found
    ]  # fmt: skip
    return Answer(
        {"returns": data}, [f"{one.at:%Y-%m-%d %H:%M}  {one.file_name}  {one.rows}" for one in found]
    )
