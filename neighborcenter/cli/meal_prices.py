"""meals price: the rules of what a meal costs whom."""

import argparse
from dataclasses import replace
from typing import Any

from neighborcenter.booking.rulebook.money import fen_of
from neighborcenter.cli import names
from neighborcenter.cli.arguments import count, day
from neighborcenter.cli.call import Answer, Call, plain
from neighborcenter.kit.i18n import _
from neighborcenter.kit.matching import matched
from neighborcenter.kit.problems import Invalid, NotFound, Problem
from neighborcenter.kit.work import Read
from neighborcenter.meals import queries, rule_service
from neighborcenter.meals.drafts import RuleDraft, ShareDraft
from neighborcenter.meals.kinds import Meal, Payer, RuleKind
from neighborcenter.people import queries as people

PAYERS = [str(one) for one in Payer]


def add_price(act: Any) -> None:
    """The command of this file."""
    one = act(
        "price", _("Rules of price: list, add, change, end, drop."),
        "main.py meals price add --name 80岁以上免费 --kind free --age-from 80 --rest village", price,
    )  # fmt: skip
    one.add_argument("do", choices=("list", "add", "change", "end", "drop"), help=_("what to do"))
    one.add_argument("rule", nargs="?", metavar="RULE", help=_("rule, by name or id"))
    one.add_argument("--name", metavar="S", help=_("what the rule is called"))
    one.add_argument("--kind", choices=[str(each) for each in RuleKind], help=_("how it finds the price"))
    one.add_argument("--price", metavar="YUAN", help=_("price a meal, or the sum of a month"))
    one.add_argument("--percent", type=count, metavar="N", help=_("percent off"))
    one.add_argument("--times", type=count, metavar="N", help=_("free meals a month"))
    one.add_argument("--age-from", type=count, metavar="N", help=_("from this age"))
    one.add_argument("--age-to", type=count, metavar="N", help=_("up to this age"))
    one.add_argument("--tag", metavar="S", help=_("only people with this care tag"))
    one.add_argument(
        "--meal", action="append", choices=[str(meal) for meal in Meal], help=_("only this meal; may be repeated")
    )  # fmt: skip
    one.add_argument(
        "--share", action="append", metavar="PAYER=YUAN|N%", help=_("who bears how much, in order")
    )
    one.add_argument("--rest", choices=PAYERS, help=_("who bears the rest"))
    one.add_argument("--covered-by", choices=PAYERS, help=_("who bears the sum of a month"))
    one.add_argument("--source", metavar="S", help=_("notice or decision it comes from"))
    one.add_argument("--from", type=day, dest="first", metavar="D", help=_("first day; today without it"))
    one.add_argument("--to", type=day, dest="last", metavar="D", help=_("last day"))
    one.add_argument("--ended", action="store_true", help=_("with rules that have ended"))


def price(call: Call) -> Answer:
    """Show the rules, or do something with one."""
    options = call.options
    if options.do == "list":
        with call.reading() as read:
            rows = queries.price_rules(read, ended=options.ended)
        lines = [
            f"{row.id}  {row.name}  {row.sentence}  {row.valid_from} – {row.valid_to or ''}" for row in rows
        ]
        return Answer({"rules": [_told(row) for row in rows]}, lines or [_("No rules of price")])
    with call.working() as work:
        if options.do == "add":
            start = RuleDraft("", RuleKind.FIXED, work.clock.today())
            ref = rule_service.add_rule(work, _draft(work, options, start))
        else:
            row = _rule(work, options.rule)
            if options.do == "drop":
                rule_service.remove_rule(work, row.id)
                return Answer({"dropped": row.id}, [_("Taken back: {name}").format(name=row.name)])
            ref = _change(work, options, row)
        kept = next(one for one in queries.price_rules(work, ended=True) if one.id == ref)
    return Answer(_told(kept), [f"{kept.name}  {kept.sentence}  ({kept.id})"])


def _change(work: Any, options: argparse.Namespace, row: queries.RuleRow) -> int:
    """End a rule or let it read otherwise; the id of what holds then."""
    if options.do == "end":
        rule_service.end_rule(work, row.id, options.last or max(work.clock.today(), row.valid_from))
        return row.id
    start = replace(row.draft, valid_from=max(row.valid_from, work.clock.today()))
    return rule_service.change_rule(work, row.id, _draft(work, options, start), version=row.version)


def _rule(read: Read, typed: str | None) -> queries.RuleRow:
    """A rule by id or by a name that fits one only.  Raises Invalid, NotFound, Ambiguous."""
    if not typed:
        raise Invalid(Problem("rule", "required"))
    known = queries.price_rules(read, ended=True)
    found = [one for one in known if typed == str(one.id)]
    found = found or [one for one in known if one.valid_to is None and matched(one.name, typed)]
    ref = names.only(typed, [(one.id, one.name) for one in found], "meal_rule", "rule")
    return next(one for one in known if one.id == ref)


def _draft(read: Read, options: argparse.Namespace, start: RuleDraft) -> RuleDraft:
    """The rule with what was said on the line; what was not named stays.  Raises Invalid, NotFound."""
    said: dict[str, Any] = {
        "name": options.name,
        "kind": options.kind and RuleKind(options.kind),
        "valid_from": options.first,
        "valid_to": options.last,
        "age_from": options.age_from,
        "age_to": options.age_to,
        "tag_id": None if options.tag is None else _tag(read, options.tag),
        "meals": options.meal and tuple(Meal(one) for one in options.meal),
        "amount_fen": None if options.price is None else fen_typed(options.price, "price"),
        "percent": options.percent,
        "times": options.times,
        "covered_by": options.covered_by and Payer(options.covered_by),
        "rest_by": options.rest and Payer(options.rest),
        "shares": options.share and tuple(_share(one) for one in options.share),
        "source": options.source,
    }
    return replace(start, **{key: value for key, value in said.items() if value is not None})


def _tag(read: Read, typed: str) -> int:
    found = [one for one in people.tags(read) if one.name == typed]
    if not found:
        raise NotFound("care_tag", typed, "tag")
    return found[0].id


def _share(typed: str) -> ShareDraft:
    """ "village=2.50" or "village=25%".  Raises Invalid."""
    payer, _equals, much = typed.partition("=")
    if payer not in PAYERS:
        raise Invalid(Problem("share", "meals.share_unread"))
    if much.endswith("%") and much[:-1].isdecimal():
        return ShareDraft(Payer(payer), percent=int(much[:-1]))
    return ShareDraft(Payer(payer), fen=fen_typed(much, "share", "meals.share_unread"))


def fen_typed(typed: str, field: str, code: str = "meals.sum_wrong") -> int:
    """Yuan on the line, in fen; a minus pays out.  Raises Invalid."""
    sign = -1 if typed.startswith("-") else 1
    try:
        return sign * fen_of(typed.removeprefix("-"))
    except ValueError:
        raise Invalid(Problem(field, code)) from None


def _told(row: queries.RuleRow) -> dict[str, Any]:
    draft = row.draft
    return {
        "rule": row.id, "name": row.name, "kind": str(row.kind), "sentence": row.sentence,
        "from": plain(row.valid_from), "to": plain(row.valid_to), "price_fen": draft.amount_fen,
        "percent": draft.percent, "times": draft.times, "age_from": draft.age_from, "age_to": draft.age_to,
        "meals": [str(one) for one in draft.meals], "rest": str(draft.rest_by),
        "shares": [{"payer": str(one.payer), "fen": one.fen, "percent": one.percent} for one in draft.shares],
        "source": draft.source,
    }  # fmt: skip
