"""request, charge: answering what was asked for, taking and returning money."""

from __future__ import annotations

from typing import Any

from neighborcenter.booking import request_service
from neighborcenter.booking.rulebook import charge_queries, charge_service, queries
from neighborcenter.booking.rulebook.charge_queries import ChargeFilter, ChargeRow
from neighborcenter.booking.rulebook.kinds import ChargeState, PayMethod
from neighborcenter.booking.rulebook.money import fen_of, yuan
from neighborcenter.booking.rulebook.texts import word
from neighborcenter.booking.texts import STANDINGS
from neighborcenter.cli.arguments import Add, acts_of, count
from neighborcenter.cli.call import Answer, Call, plain
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import speak


def add_commands(add: Add) -> None:
    """The commands of this file."""
    act = acts_of(add("request", "main.py request list", None))
    act("list", _("What waits for an answer."), "main.py request list", list_requests)
    for name, explained, run in (
        ("check", _("Say yes as the first of two."), check),
        ("grant", _("Grant a request after asking the rules once more."), grant),
        ("decline", _("Decline a request and say why."), decline),
    ):
        one = act(name, explained, f"main.py request {name} 17 --words …", run)
        one.add_argument("booking", type=count, metavar="BOOKING")
        one.add_argument("--words", default="", metavar="S", help=_("stands in the printed answer"))
        if name == "grant":
            one.add_argument("--override", default="", metavar="S", help=_("why a rule is set aside"))
    explained = _("Let go what was not answered or not paid in time; for a scheduled job.")
    act("lapse", explained, "main.py request lapse", lapse)
    act = acts_of(add("charge", "main.py charge list", None))
    one = act("list", _("What is to be paid, or all lines of a booking."), "main.py charge list", charges)
    one.add_argument("--booking", type=count, metavar="ID")
    one = act("pay", _("Take the money for all that is open."), "main.py charge pay 17", pay)
    one.add_argument("booking", type=count, metavar="BOOKING")
    _method(one)
    one = act(
        "refund",
        _("Give money back, and say why."),
        "main.py charge refund 17 --amount 20 --reason 停电",
        refund,
    )
    one.add_argument("booking", type=count, metavar="BOOKING")
    one.add_argument("--amount", required=True, type=fen_of, metavar="YUAN", help=_("amount in yuan"))
    one.add_argument("--reason", required=True, metavar="S", help=_("why"))
    _method(one)
    one = act(
        "deposit",
        _("Give a deposit back, whole or less what is kept."),
        "main.py charge deposit 5",
        deposit,
    )
    one.add_argument("charge", type=count, metavar="CHARGE")
    one.add_argument("--keep", type=fen_of, default=0, metavar="YUAN", help=_("amount in yuan"))
    one.add_argument("--reason", default="", metavar="S", help=_("why"))
    _method(one)


def _method(act: Any) -> None:
    act.add_argument("--method", choices=[method.value for method in PayMethod], default="cash")


def list_requests(call: Call) -> Answer:
    """What waits for an answer."""
    with call.reading() as read:
        rows = queries.requests(read)
        clock = read.clock
    lines = [
        f"{row.id}  {row.starts:%Y-%m-%d %H:%M}–{row.ends:%H:%M}  {row.room}  {row.title}  {row.who}  "
        + _(STANDINGS[row.standing])
        + (f"  {clock.wall(row.expires_at):%Y-%m-%d %H:%M}" if row.expires_at else "")
        for row in rows
    ]
    return Answer({"requests": [plain(row) for row in rows]}, lines or [_("No request waits.")])


def check(call: Call) -> Answer:
    """Say yes as the first of two."""
    with call.working() as work:
        done = request_service.check(work, call.options.booking, call.options.words)
    return _answered(done)


def grant(call: Call) -> Answer:
    """Grant a request."""
    with call.working() as work:
        done = request_service.grant(work, call.options.booking, call.options.words, call.options.override)
    return _answered(done)


def decline(call: Call) -> Answer:
    """Decline a request."""
    with call.working() as work:
        done = request_service.decline(work, call.options.booking, call.options.words)
    return _answered(done)


def lapse(call: Call) -> Answer:
    """Let go what is late."""
    with call.working() as work:
        done = request_service.lapse_due(work)
    return Answer({"lapsed": done}, [_("Lapsed: {count}").format(count=len(done))])


def _answered(done: request_service.Answered) -> Answer:
    data = {
        "booking": done.booking_id,
        "standing": done.standing.value,
        "occurrences": list(done.occurrence_ids),
        "warnings": [speak(problem) for problem in done.warnings],
    }
    return Answer(data, [_(STANDINGS[done.standing]), *(speak(problem) for problem in done.warnings)])


def charges(call: Call) -> Answer:
    """What is to be paid."""
    booking = call.options.booking
    wanted = (
        ChargeFilter(booking_id=booking) if booking is not None else ChargeFilter(states=(ChargeState.OPEN,))
    )
    with call.reading() as read:
        rows = charge_queries.charges(read, wanted)
    lines = [
        f"{row.id}  {row.title} ({row.booking_id})  {word(row.kind)}  {yuan(row.fen)}  {word(row.state)}  {row.words}"
        for row in rows
    ]
    total = sum(row.fen for row in rows if row.state is ChargeState.OPEN)
    return Answer(
        {"charges": [_line(row) for row in rows], "open_fen": total}, lines or [_("Nothing is open to pay.")]
    )


def _line(row: ChargeRow) -> dict[str, Any]:
    found: dict[str, Any] = plain(row)
    return found


def pay(call: Call) -> Answer:
    """Take the money."""
    with call.working() as work:
        given = charge_service.pay(work, call.options.booking, PayMethod(call.options.method))
    return _receipt(given)


def refund(call: Call) -> Answer:
    """Give money back."""
    options = call.options
    with call.working() as work:
        given = charge_service.refund(
            work, options.booking, options.amount, options.reason, PayMethod(options.method)
        )
    return _receipt(given)


def deposit(call: Call) -> Answer:
    """Give a deposit back."""
    options = call.options
    with call.working() as work:
        given = charge_service.return_deposit(
            work, options.charge, options.keep, options.reason, PayMethod(options.method)
        )
    return _receipt(given) if given is not None else Answer({"receipt": None, "fen": 0}, [_("Kept back")])


def _receipt(given: charge_service.Receipt) -> Answer:
    words = _("Receipt {number}: {amount}").format(number=given.printed, amount=yuan(given.fen))
    return Answer({"receipt": given.printed, "fen": given.fen}, [words])
