"""rule, override, bar: the center's own rules of booking, where they were set aside, who may not book."""

from __future__ import annotations

import json
from typing import Any

from neighborcenter.booking import judging
from neighborcenter.booking.drafts import BookingDraft
from neighborcenter.booking.kinds import BookingKind
from neighborcenter.booking.places import places
from neighborcenter.booking.rulebook import bar_service, queries, service
from neighborcenter.booking.rulebook.drafts import BarDraft, RuleDraft
from neighborcenter.booking.rulebook.kinds import Aside, Level, RuleKind
from neighborcenter.booking.rulebook.money import yuan
from neighborcenter.booking.rulebook.queries import RuleRow
from neighborcenter.booking.rulebook.terms import TERMS, Ask, Scope, Shape, made, shapes
from neighborcenter.booking.rulebook.texts import kind_name, word
from neighborcenter.booking.rules import ranges_of
from neighborcenter.cli import names
from neighborcenter.cli.arguments import Add, acts_of, count, day, moment, pair
from neighborcenter.cli.call import Answer, Call, plain
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Invalid, Problem, speak
from neighborcenter.kit.work import Read


def add_commands(add: Add) -> None:
    """The commands of this file."""
    act = acts_of(add("rule", "main.py rule list", None))
    one = act("list", _("Every rule as a sentence."), "main.py rule list", list_rules)
    one.add_argument("--all", action="store_true", help=_("also what has ended or is switched off"))
    one = act("show", _("One rule with everything it says."), "main.py rule show 3", show_rule)
    one.add_argument("rule", type=count, metavar="ID")
    example = "main.py rule add quota --set most=2 --set per=household --scope kinds=hire --from 2026-12-01"
    one = act("add", _("Set a rule."), example, add_rule)
    one.add_argument("kind", choices=[kind.value for kind in RuleKind], metavar="KIND", help=_kinds())
    one.add_argument("--set", type=pair, action="append", default=[], metavar="K=V", help=_("what it says"))
    one.add_argument(
        "--scope", type=pair, action="append", default=[], metavar="K=V", help=_("where it holds")
    )
    one.add_argument("--level", choices=[level.value for level in Level], default="block")
    one.add_argument("--aside", choices=[aside.value for aside in Aside], default="override")
    one.add_argument("--from", type=day, dest="first", metavar="D", help=_("first day"))
    one.add_argument("--to", type=day, dest="last", metavar="D", help=_("last day"))
    one.add_argument("--words", default="", metavar="S", help=_("the center's own sentence"))
    one.add_argument("--note", default="", metavar="S", help=_("a note"))
    one.add_argument("--source", default="", metavar="S", help=_("where the rule comes from"))
    one = act("end", _("Let a rule end."), "main.py rule end 3 --on 2026-12-31", end_rule)
    one.add_argument("rule", type=count, metavar="ID")
    one.add_argument("--on", type=day, dest="last", metavar="D", help=_("its last day; without: yesterday"))
    example = "main.py rule try --room 书画室 --start 2026-11-25T14:00 --end 2026-11-25T16:00 --for 书画社"
    one = act("try", _("What the rules would say to a booking; nothing is kept."), example, try_rules)
    one.add_argument("--room", required=True, metavar="R", help=_("room, by name or id"))
    one.add_argument("--start", required=True, type=moment, metavar="T")
    one.add_argument("--end", required=True, type=moment, metavar="T")
    one.add_argument("--for", required=True, dest="who", metavar="WHO")
    one.add_argument("--title", default="", metavar="S")
    one.add_argument("--people", type=count, default=0, metavar="N")
    one.add_argument("--kind", choices=[kind.value for kind in BookingKind], default="hire")
    one.add_argument("--repeat", default="", metavar="RRULE")
    act = acts_of(add("override", "main.py override list --from 2026-11-01", None))
    one = act("list", _("Which rule, why, by whom, for which booking."), "main.py override list", overrides)
    one.add_argument("--from", type=day, dest="first", metavar="D", help=_("first day"))
    one.add_argument("--to", type=day, dest="last", metavar="D", help=_("last day"))
    _add_bars(add)


def _add_bars(add: Add) -> None:
    act = acts_of(add("bar", "main.py bar list", None))
    one = act("list", _("Who may not book, and until when."), "main.py bar list", list_bars)
    one.add_argument("--all", action="store_true", help=_("also what has ended or was lifted"))
    example = "main.py bar add --for 林秀英 --until 2026-12-31 --reason 两次未到"
    one = act("add", _("Bar somebody; without --until for good."), example, add_bar)
    one.add_argument("--for", required=True, dest="who", metavar="WHO", help=_("resident, group, or words"))
    one.add_argument("--phone", default="", metavar="S", help=_("number of somebody who is not registered"))
    one.add_argument("--until", type=day, metavar="D", help=_("last day"))
    one.add_argument("--reason", required=True, metavar="S", help=_("why"))
    one = act("lift", _("Lift a bar before its end."), "main.py bar lift 4 --reason 住院有证明", lift_bar)
    one.add_argument("bar", type=count, metavar="ID")
    one.add_argument("--reason", required=True, metavar="S", help=_("why"))


def _kinds() -> str:
    return ", ".join(kind.value for kind in RuleKind)


def list_rules(call: Call) -> Answer:
    """The rules in their order."""
    with call.reading() as read:
        rows = queries.rules(read, all_of_them=call.options.all)
    lines = [f"{row.id}  {_state(row)}{row.sentence}" for row in rows]
    return Answer({"rules": [_told(row) for row in rows]}, lines or [_("There are no rules.")])


def show_rule(call: Call) -> Answer:
    """One rule."""
    with call.reading() as read:
        row = queries.rule_row(read, call.options.rule)
    rule = row.rule
    lines = [row.sentence, f"{kind_name(rule.kind)} · {word(rule.level)} · {word(rule.aside)}"]
    lines += [text for text in (row.validity, rule.note, rule.source) if text]
    return Answer(_told(row), lines)


def add_rule(call: Call) -> Answer:
    """Set a rule."""
    options = call.options
    kind = RuleKind(options.kind)
    with call.working() as work:
        draft = RuleDraft(
            kind=kind,
            terms=_record(work, TERMS[kind], options.set, "set"),
            scope=_record(work, Scope, options.scope, "scope"),
            level=Level(options.level),
            aside=Aside(options.aside),
            words=options.words,
            valid_from=options.first,
            valid_to=options.last,
            note=options.note,
            source=options.source,
        )
        ref = service.add_rule(work, draft)
        row = queries.rule_row(work, ref)
    return Answer(_told(row), [f"{ref}  {row.sentence}"])


def end_rule(call: Call) -> Answer:
    """Let a rule end."""
    with call.working() as work:
        service.end_rule(work, call.options.rule, call.options.last)
        row = queries.rule_row(work, call.options.rule)
    return Answer(_told(row), [f"{row.sentence} · {row.validity}"])


def try_rules(call: Call) -> Answer:
    """What the rules say to a booking that nobody makes."""
    options = call.options
    with call.reading() as read:
        who = names.who(read, options.who)
        draft = BookingDraft(
            room_id=names.room(read, options.room),
            starts=options.start,
            ends=options.end,
            title=options.title or _("A trial"),
            who=who.words,
            resident_id=who.resident_id,
            group_id=who.group_id,
            for_center=who.for_center,
            people=options.people,
            kind=BookingKind(options.kind),
            repeat=options.repeat,
        )
        place = places(read)[names.room(read, options.room)]
        verdict = judging.judge(read, draft, place, ranges_of(draft))
    data = {
        "standing": verdict.standing.value,
        "problems": [
            {"code": p.code, "level": p.level, "message": speak(p), "rule": p.params.get("rule_id")}
            for p in verdict.problems
        ],
        "expires": plain(verdict.expires_at),
        "setup": verdict.buffer.setup,
        "cleanup": verdict.buffer.cleanup,
        "charges": [
            {"kind": line.kind.value, "fen": line.fen, "rule": line.rule.rule_id} for line in verdict.charges
        ],
        "fen": verdict.fen,
    }
    lines = [speak(problem) for problem in verdict.problems] or [_("No rule stands against it.")]
    if verdict.charges:
        lines.append(_("To pay: {amount}").format(amount=yuan(verdict.fen)))
    return Answer(data, lines)


def overrides(call: Call) -> Answer:
    """Where rules were set aside."""
    with call.reading() as read:
        rows = queries.overrides(read, call.options.first, call.options.last)
        clock = read.clock
    data = [plain(row) for row in rows]
    lines = [
        f"{clock.wall(row.at):%Y-%m-%d %H:%M}  {row.by}  {row.title} ({row.booking_id})  {row.sentence}：{row.reason}"
        for row in rows
    ]
    return Answer({"overrides": data}, lines or [_("No rule was set aside.")])


def list_bars(call: Call) -> Answer:
    """Who may not book."""
    with call.reading() as read:
        rows = queries.bars(read, all_of_them=call.options.all)
    lines = [
        f"{row.id}  {row.who}  {row.until.isoformat() if row.until else word(row.effect)}  {row.reason}"
        for row in rows
    ]
    return Answer({"bars": [plain(row) for row in rows]}, lines or [_("Nobody is barred.")])


def add_bar(call: Call) -> Answer:
    """Bar somebody."""
    options = call.options
    with call.working() as work:
        who = names.who(work, options.who)
        draft = BarDraft(
            who.resident_id, who.group_id, who.words, options.phone, options.until, options.reason
        )
        ref = bar_service.add_bar(work, draft)
    return Answer({"bar": ref}, [_("Barred ({id}).").format(id=ref)])


def lift_bar(call: Call) -> Answer:
    """Lift a bar."""
    with call.working() as work:
        bar_service.lift_bar(work, call.options.bar, call.options.reason)
    return Answer({"lifted": call.options.bar}, [_("Lifted.")])


def _record(read: Read, record: type[Any], pairs: list[tuple[str, str]], field: str) -> Any:
    """The terms or the scope that K=V pairs say.  Raises Invalid naming what is known."""
    known = shapes(record)
    values: dict[str, Any] = {}
    for key, text in pairs:
        if key not in known:
            raise Invalid(Problem(field, "booking.rule_word", {"value": key, "known": ", ".join(known)}))
        values[key] = _value(read, known[key], text, field)
    try:
        return made(record, values)
    except ValueError as error:
        known_words = json.dumps([p for p in values.values() if isinstance(p, str)], ensure_ascii=False)
        params = {"value": str(error).partition(" is")[0], "known": known_words}
        raise Invalid(Problem(field, "booking.rule_word", params)) from error


def _value(read: Read, shape: Shape, text: str, field: str) -> Any:
    """A value as typed: numbers, words, and names of rooms and groups one after another with commas."""
    parts = [part for part in text.replace("，", ",").split(",") if part]
    if shape.ask is Ask.ROOMS:
        return [names.room(read, part, field) for part in parts]
    if shape.ask is Ask.GROUPS:
        return [names.who(read, part, field).group_id or 0 for part in parts]
    if shape.ask in (Ask.PARTIES, Ask.KINDS, Ask.TAGS, Ask.WEEKDAYS):
        return parts
    if shape.ask is Ask.FLAG:
        return text.lower() in ("1", "true", "yes", "是")
    return text


def _state(row: RuleRow) -> str:
    if row.ended:
        return _("(ended) ")
    return "" if row.rule.active else _("(off) ")


def _told(row: RuleRow) -> dict[str, Any]:
    rule = row.rule
    return {
        "id": row.id,
        "kind": rule.kind.value,
        "sentence": row.sentence,
        "level": rule.level.value,
        "aside": rule.aside.value,
        "terms": plain(rule.terms),
        "scope": plain(rule.scope),
        "from": plain(rule.valid_from),
        "to": plain(rule.valid_to),
        "active": rule.active,
        "today": row.today,
        "note": rule.note,
        "source": rule.source,
    }
