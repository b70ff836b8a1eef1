"""loan, thing, handover: what lies at the counter, and the end of a shift."""

from __future__ import annotations

from typing import Any

from neighborcenter.cli import names
from neighborcenter.cli.arguments import Add, Parser, Words, acts_of, count, day, moment, yuan
from neighborcenter.cli.call import Answer, Call, plain
from neighborcenter.desk.counter import handover_service, loan_service, queries, thing_service
from neighborcenter.desk.counter.drafts import HandoverDraft, LoanDraft, ThingDraft, ThingEndDraft
from neighborcenter.desk.counter.kinds import ThingKind, ThingStatus
from neighborcenter.desk.counter.queries import HandoverRow, LoanRow, ThingRow
from neighborcenter.desk.counter.texts import kind_name, status_name
from neighborcenter.kit.i18n import _

ENDS = tuple(status.value for status in ThingStatus if status is not ThingStatus.KEPT)


def add_commands(add: Add) -> None:
    """The commands of this file."""
    _loans(acts_of(add("loan", "main.py loan list", None)))
    _things(acts_of(add("thing", "main.py thing list", None)))
    _handovers(acts_of(add("handover", "main.py handover list", None)))


def _loans(act: Words) -> None:
    one = act(
        "lend",
        _("Let something go out; bookings do not count on it meanwhile."),
        "main.py loan lend 轮椅 --due 2026-11-25T17:30 --person 王桂兰",
        lend,
    )
    one.add_argument("thing", metavar="R", help=_("equipment, by name or id"))
    one.add_argument("--due", type=moment, required=True, metavar="T", help=_("when it comes back"))
    one.add_argument("--person", metavar="P", help=_("resident, by name, phone or id"))
    one.add_argument("--name", default="", metavar="S", help=_("a name, for somebody not registered"))
    one.add_argument("--phone", default="", metavar="N", help=_("phone"))
    one.add_argument("--quantity", type=count, default=1, metavar="N", help=_("how many"))
    one.add_argument("--deposit", type=yuan, default=0, metavar="YUAN", help=_("deposit"))
    one.add_argument("--note", default="", metavar="S", help=_("a note"))
    one.add_argument("--key", default="", metavar="K", help=_("the same key gives the same loan"))
    one = _id(act("back", _("It is back; its deposit goes back with it."), "main.py loan back 3", give_back))
    one.add_argument("--condition", default="", metavar="S", help=_("in what condition"))
    one.add_argument("--keep-deposit", action="store_true", help=_("the deposit is kept"))
    one = _id(act("extend", _("Lend it longer."), "main.py loan extend 3 --due 2026-11-27T17:30", extend))
    one.add_argument("--due", type=moment, required=True, metavar="T", help=_("when it comes back"))
    one = act("list", _("What is out, the most overdue first."), "main.py loan list", list_loans)
    one.add_argument("--all", action="store_true", help=_("what came back as well"))
    one.add_argument("--from", type=day, dest="start", metavar="D", help=_("came back since; with --all"))
    one.add_argument("--person", metavar="P", help=_("resident, by name, phone or id"))


def _things(act: Words) -> None:
    one = act("add", _("Note something found."), "main.py thing add 黑色钱包 --place 一楼大厅", add_thing)
    one.add_argument("what", metavar="WHAT", help=_("what it is"))
    one.add_argument("--lost", action="store_true", help=_("somebody misses it"))
    one.add_argument("--place", default="", metavar="S", help=_("where it was"))
    one.add_argument("--kept-at", default="", metavar="S", help=_("where it lies"))
    one.add_argument("--at", type=moment, metavar="T", help=_("when"))
    one.add_argument("--name", default="", metavar="S", help=_("who brought or misses it"))
    one.add_argument("--phone", default="", metavar="N", help=_("phone"))
    one.add_argument("--note", default="", metavar="S", help=_("a note"))
    one = _id(
        act(
            "end",
            _("Say how it ended."),
            "main.py thing end 5 --as given_back --to 吴国立 --proof 说出卡号后四位",
            end_thing,
        )
    )
    one.add_argument("--as", choices=ENDS, required=True, dest="end", help=_("how it ended"))
    one.add_argument("--to", default="", metavar="S", help=_("to whom"))
    one.add_argument("--proof", default="", metavar="S", help=_("how it was checked that it is theirs"))
    _id(act("reopen", _("Take its end back."), "main.py thing reopen 5", reopen_thing))
    one = act(
        "clear",
        _("Hand on in one act everything found that was kept its whole year."),
        "main.py thing clear --to 双沟派出所",
        clear_things,
    )
    one.add_argument("--to", required=True, metavar="S", help=_("to whom"))
    one = act("list", _("What lies here and what is looked for."), "main.py thing list", list_things)
    one.add_argument("--all", action="store_true", help=_("what was settled as well"))
    one.add_argument("--ended", action="store_true", help=_("only what was kept its whole year"))


def _handovers(act: Words) -> None:
    one = act(
        "give",
        _("End a shift: what is open is written down, whoever takes over signs."),
        "main.py handover give --to 沈洁 --cash 120.50",
        hand_over,
    )
    one.add_argument("--to", required=True, metavar="S", help=_("who takes over"))
    one.add_argument("--cash", type=yuan, default=0, metavar="YUAN", help=_("cash in the drawer"))
    one.add_argument("--cash-note", default="", metavar="S", help=_("about the cash"))
    one.add_argument("--words", default="", metavar="S", help=_("what the next must know"))
    _id(act("sign", _("Take a shift over."), "main.py handover sign 2", sign))
    _id(act("show", _("One handover with what was open then."), "main.py handover show 2", show))
    act("list", _("The latest handovers."), "main.py handover list", list_handovers)


def _id(one: Parser) -> Parser:
    one.add_argument("id", type=count, metavar="ID", help=_("its id"))
    return one


def lend(call: Call) -> Answer:
    """Let something go out."""
    options = call.options
    with call.working() as work:
        draft = LoanDraft(
            resource_id=names.resource(work, options.thing),
            due_at=options.due,
            quantity=options.quantity,
            resident_id=names.person(work, options.person) if options.person else None,
            who=options.name,
            phone=options.phone,
            deposit_fen=options.deposit,
            note=options.note,
            client_key=options.key,
        )
        done = loan_service.lend(work, draft)
        row = queries.loan_row(work, done.loan_id)
    affected = [
        {"id": one.occurrence_id, "title": one.title, "start": plain(one.starts), "end": plain(one.ends)}
        for one in done.affected
    ]
    lines = [_loan_line(row)]
    lines += [f"  {one.starts:%Y-%m-%d %H:%M}  {one.title}  ({one.occurrence_id})" for one in done.affected]
    return Answer({**_loan(row), "affected": affected}, lines)


def give_back(call: Call) -> Answer:
    """It is back."""
    options = call.options
    return _on_loan(
        call,
        lambda work: loan_service.give_back(
            work, options.id, options.condition, deposit_back=not options.keep_deposit
        ),
    )


def extend(call: Call) -> Answer:
    """Lend it longer."""
    return _on_loan(call, lambda work: loan_service.extend(work, call.options.id, call.options.due))


def _on_loan(call: Call, act: Any) -> Answer:
    with call.working() as work:
        act(work)
        row = queries.loan_row(work, call.options.id)
    return Answer(_loan(row), [_loan_line(row)])


def list_loans(call: Call) -> Answer:
    """What is out."""
    options = call.options
    with call.reading() as read:
        person = names.person(read, options.person) if options.person else None
        rows = queries.loans(read, out=not options.all, resident_id=person, since=options.start)
    return Answer(
        {"loans": [_loan(row) for row in rows]}, [_loan_line(row) for row in rows] or [_("Nothing is out")]
    )


def _loan(row: LoanRow) -> dict[str, Any]:
    return {
        "loan": row.id,
        "what": row.what,
        "quantity": row.quantity,
        "who": row.who,
        "lent": plain(row.lent_at),
        "due": plain(row.due_at),
        "returned": plain(row.returned_at),
        "overdue": row.overdue,
        "days_overdue": row.days_overdue,
        "deposit_fen": row.deposit_fen,
        "deposit_back": row.deposit_back,
        "condition": row.condition,
    }


def _loan_line(row: LoanRow) -> str:
    state = _("Back") if row.returned_at is not None else _("Overdue") if row.overdue else _("Out")
    parts = (row.what, str(row.quantity), row.who, f"{row.due_at:%Y-%m-%d %H:%M}", state, f"({row.id})")
    return "  ".join(part for part in parts if part)


def add_thing(call: Call) -> Answer:
    """Note something found or lost."""
    options = call.options
    draft = ThingDraft(
        kind=ThingKind.LOST if options.lost else ThingKind.FOUND,
        what=options.what,
        place=options.place,
        at=options.at,
        kept_at=options.kept_at,
        who=options.name,
        phone=options.phone,
        note=options.note,
    )
    with call.working() as work:
        ref = thing_service.add_thing(work, draft)
    return Answer({"thing": ref}, [_("{what} is noted").format(what=options.what) + f"  ({ref})"])


def end_thing(call: Call) -> Answer:
    """Say how it ended."""
    options = call.options
    draft = ThingEndDraft(options.id, ThingStatus(options.end), options.to, options.proof)
    with call.working() as work:
        thing_service.end_thing(work, draft)
    return Answer({"thing": options.id, "status": options.end}, [status_name(draft.status)])


def reopen_thing(call: Call) -> Answer:
    """Take its end back."""
    with call.working() as work:
        thing_service.reopen_thing(work, call.options.id)
    kept = ThingStatus.KEPT
    return Answer({"thing": call.options.id, "status": kept.value}, [status_name(kept)])


def clear_things(call: Call) -> Answer:
    """Hand on what was kept long enough."""
    options = call.options
    with call.working() as work:
        rows = [row for row in queries.things(work) if row.clears]
        done = thing_service.clear_things(work, [row.id for row in rows], options.to)
    said = _("{count} things are handed on to {to}").format(count=len(done), to=options.to)
    return Answer({"cleared": list(done)}, [said, *(f"  {_thing_line(row)}" for row in rows)])


def list_things(call: Call) -> Answer:
    """What lies here."""
    options = call.options
    with call.reading() as read:
        rows = queries.things(read, kept=not options.all)
    rows = [row for row in rows if row.clears] if options.ended else rows
    data = [
        {
            "thing": row.id,
            "kind": row.kind.value,
            "what": row.what,
            "place": row.place,
            "at": plain(row.at),
            "kept_at": row.kept_at,
            "status": row.status.value,
            "kept_until": plain(row.kept_until),
            "may_be_cleared": row.clears,
            "claimed_by": row.claimed_by,
        }
        for row in rows
    ]
    return Answer({"things": data}, [_thing_line(row) for row in rows] or [_("Nothing was found or lost")])


def _thing_line(row: ThingRow) -> str:
    parts = (
        kind_name(row.kind), row.what, row.place, row.kept_at, status_name(row.status), str(row.kept_until),
        f"({row.id})",
    )  # fmt: skip
    return "  ".join(part for part in parts if part)


def hand_over(call: Call) -> Answer:
    """End a shift."""
    options = call.options
    draft = HandoverDraft(
        taker=options.to, cash_fen=options.cash, cash_note=options.cash_note, words=options.words
    )
    with call.working() as work:
        row = queries.handover(work, handover_service.hand_over(work, draft))
    return Answer(_handover(row), [_handover_line(row)])


def sign(call: Call) -> Answer:
    """Take a shift over."""
    with call.working() as work:
        handover_service.sign(work, call.options.id)
        row = queries.handover(work, call.options.id)
    return Answer(_handover(row), [_handover_line(row)])


def show(call: Call) -> Answer:
    """One handover whole."""
    with call.reading() as read:
        row = queries.handover(read, call.options.id)
    lines = [_handover_line(row), *(line for line in (row.cash_note, row.words) if line)]
    content = row.content
    lines += [
        "  ".join(("", one["number"], one["service"], one["who"], one["due"])).rstrip()
        for one in content.get("matters", ())
    ]
    lines += [
        f"  {one['what']}  {one['quantity']}  {one['who']}  {one['due']}" for one in content.get("loans", ())
    ]
    lines += [f"  {one['what']}  {one['kept_at']}".rstrip() for one in content.get("things", ())]
    return Answer({**_handover(row), "content": dict(row.content)}, lines)


def list_handovers(call: Call) -> Answer:
    """The latest handovers."""
    with call.reading() as read:
        rows = queries.handovers(read)
    return Answer(
        {"handovers": [_handover(row) for row in rows]},
        [_handover_line(row) for row in rows] or [_("No handover yet")],
    )


def _handover(row: HandoverRow) -> dict[str, Any]:
    return {
        "handover": row.id,
        "at": plain(row.at),
        "giver": row.giver,
        "taker": row.taker,
        "signed": row.signed,
        "cash_fen": row.cash_fen,
        "cash_note": row.cash_note,
        "words": row.words,
    }


def _handover_line(row: HandoverRow) -> str:
    state = _("Signed") if row.signed else _("To be signed")
    return f"{row.at:%Y-%m-%d %H:%M}  {row.giver} → {row.taker}  {state}  ({row.id})"
