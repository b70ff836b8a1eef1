"""points, star, team, policy: what lies around volunteers' hours and rosters, without a window."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from neighborcenter.cli.arguments import Add, Words, acts_of, count, day, version_of
from neighborcenter.cli.call import Answer, Call, plain
from neighborcenter.cli.volunteers import volunteer
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import NotFound
from neighborcenter.kit.work import Read, Work
from neighborcenter.volunteers import (
    basics,
    points,
    points_service,
    policy_service,
    standings,
    table_service,
    time_service,
)
from neighborcenter.volunteers.drafts import PolicyDraft
from neighborcenter.volunteers.rules import PointsRule
from neighborcenter.volunteers.standings import Standing, StarState, state_word
from neighborcenter.volunteers.texts import word


def add_commands(add: Add) -> None:
    """The commands of this file."""
    _add_points(acts_of(add("points", "main.py points list", None)))
    _add_stars(acts_of(add("star", "main.py star list", None)))
    _add_teams(acts_of(add("team", "main.py team list", None)))
    _add_policies(acts_of(add("policy", "main.py policy list", None)))


def _add_points(act: Words) -> None:
    one = act(
        "list",
        _("Balances, or the ledger of one volunteer."),
        "main.py points list --volunteer 王桂兰",
        list_points,
    )
    one.add_argument("--volunteer", metavar="V", help=_("volunteer, by number, name or id"))
    one = act("redeem", _("Give goods for points."), "main.py points redeem 王桂兰 20 --for 大米一袋", redeem)
    one.add_argument("volunteer", metavar="V", help=_("volunteer, by number, name or id"))
    one.add_argument("points", type=count, metavar="N")
    one.add_argument("--for", dest="goods", required=True, metavar="S", help=_("for what"))
    one = act(
        "give", _("Give points to another volunteer."), "main.py points give 王桂兰 5 --to 陈丽娟", give
    )
    one.add_argument("volunteer", metavar="V", help=_("volunteer, by number, name or id"))
    one.add_argument("points", type=count, metavar="N")
    one.add_argument("--to", required=True, metavar="V", help=_("volunteer, by number, name or id"))
    one = act(
        "adjust", _("Put a balance right."), "main.py points adjust 王桂兰 --by=-3 --reason 录错", adjust
    )
    one.add_argument("volunteer", metavar="V", help=_("volunteer, by number, name or id"))
    one.add_argument(
        "--by", type=int, required=True, metavar="N", help=_("points more, or fewer with a minus")
    )
    one.add_argument("--reason", required=True, metavar="S", help=_("why"))
    one = act(
        "back", _("Take back what was redeemed, given or adjusted."), "main.py points back 12", take_back
    )
    one.add_argument("line", type=count, metavar="LINE")
    act(
        "expire", _("Let points of past years lapse where the rule says so."), "main.py points expire", expire
    )
    example = "main.py points rule --from 2027-01-01 --per-hour 1 --most 4 --redeem-from 100 --yearly"
    one = act("rule", _("The rules of points; with --from another one."), example, points_rule)
    one.add_argument("--from", type=day, dest="first", metavar="D", help=_("first day"))
    one.add_argument("--per-hour", type=count, default=1, metavar="N", help=_("points a whole hour"))
    one.add_argument("--most", type=count, default=0, metavar="N", help=_("hours of one service at most"))
    one.add_argument("--cap", type=count, default=0, metavar="N", help=_("balance at most"))
    one.add_argument(
        "--redeem-from", type=count, default=0, metavar="N", help=_("entered hours needed to redeem")
    )
    one.add_argument("--yearly", action="store_true", help=_("points lapse at the end of the year"))
    version_of(one)


def _add_stars(act: Words) -> None:
    one = act("list", _("Who reached which star."), "main.py star list --state reached", list_stars)
    one.add_argument("--state", choices=[each.value for each in StarState], help=_("only these"))
    one = act("apply", _("A volunteer applies for a star."), "main.py star apply 王桂兰 2", apply_star)
    one.add_argument("volunteer", metavar="V", help=_("volunteer, by number, name or id"))
    one.add_argument("stars", type=count, metavar="N")
    one = act(
        "grant", _("The star applied for was granted."), "main.py star grant 王桂兰 --by 市志愿者协会", grant
    )
    one.add_argument("volunteer", metavar="V", help=_("volunteer, by number, name or id"))
    one.add_argument("--by", required=True, metavar="S", help=_("who granted it"))
    example = "main.py star table --from 2027-01-01 --hours 100 300 600 1000 1500"
    one = act("table", _("The tables of stars; with --from another one."), example, star_table)
    one.add_argument("--from", type=day, dest="first", metavar="D", help=_("first day"))
    one.add_argument(
        "--hours", type=count, nargs="+", default=[], metavar="N", help=_("hours of one star, two stars …")
    )
    one.add_argument("--by", default="", metavar="S", help=_("who grants them"))
    version_of(one)


def _add_teams(act: Words) -> None:
    act("list", _("Teams with who belongs to them."), "main.py team list", list_teams)
    one = act(
        "set",
        _("Make a team, or say anew who belongs to it."),
        "main.py team set 巡防队 --member 王桂兰 --lead 王桂兰",
        set_team,
    )
    one.add_argument("name", metavar="NAME")
    one.add_argument(
        "--member", action="append", default=[], metavar="V", help=_("volunteer, by number, name or id")
    )
    one.add_argument("--lead", metavar="V", help=_("volunteer, by number, name or id"))
    one.add_argument("--whole", action="store_true", help=_("deployed as a whole"))


def _add_policies(act: Words) -> None:
    act("list", _("Policies, and who is insured by none."), "main.py policy list", list_policies)
    example = (
        "main.py policy add PICC-2026-1 --from 2026-01-01 --to 2026-12-31 --insurer 人保财险 --everybody"
    )
    one = act("add", _("Keep a policy."), example, add_policy)
    one.add_argument("number", metavar="NO")
    one.add_argument("--from", type=day, dest="first", required=True, metavar="D", help=_("first day"))
    one.add_argument("--to", type=day, dest="last", required=True, metavar="D", help=_("last day"))
    one.add_argument("--insurer", default="", metavar="S", help=_("who insures"))
    one.add_argument("--cover", default="", metavar="S", help=_("what it pays"))
    _whom(one)
    one = act(
        "cover",
        _("Put people on a policy from today on."),
        "main.py policy cover PICC-2026-1 --everybody",
        cover,
    )
    one.add_argument("number", metavar="NO")
    _whom(one)


def _whom(one: Any) -> None:
    one.add_argument(
        "--member", action="append", default=[], metavar="V", help=_("volunteer, by number, name or id")
    )
    one.add_argument("--everybody", action="store_true", help=_("everybody who is not insured today"))


def list_points(call: Call) -> Answer:
    """Balances, or one ledger."""
    with call.reading() as read:
        if call.options.volunteer:
            lines = standings.points_lines(read, volunteer(read, call.options.volunteer))
            said = [
                f"{one.id}  {one.day}  {word(one.kind)}  {one.points:+d}  {one.balance}  {one.words}"
                for one in lines
            ]
            return Answer({"lines": [plain(one) for one in lines]}, said or [_("Nothing fits.")])
        rows = [row for row in standings.standings(read) if row.points]
    return Answer(
        {"balances": [{"volunteer": row.id, "name": row.name, "points": row.points} for row in rows]},
        [f"{row.number}  {row.name}  {row.points}" for row in rows] or [_("Nothing fits.")],
    )


def redeem(call: Call) -> Answer:
    """Goods for points."""
    options = call.options
    return _moved(call, lambda work, ref: points_service.redeem(work, ref, options.points, options.goods))


def give(call: Call) -> Answer:
    """Points to somebody else."""
    options = call.options
    return _moved(
        call, lambda work, ref: points_service.give(work, ref, volunteer(work, options.to), options.points)
    )


def adjust(call: Call) -> Answer:
    """A balance put right."""
    options = call.options
    return _moved(call, lambda work, ref: points_service.adjust(work, ref, options.by, options.reason))


def _moved(call: Call, move: Callable[[Work, int], int]) -> Answer:
    """Points of a volunteer after `move`, which says how many are left."""
    with call.working() as work:
        ref = volunteer(work, call.options.volunteer)
        left = move(work, ref)
        line = points.last_line(work, ref)
    return Answer({"line": line, "left": left}, [_("{points} points are left.").format(points=left)])


def take_back(call: Call) -> Answer:
    """A counter line."""
    with call.working() as work:
        points_service.take_back_line(work, call.options.line)
    return Answer({"line": call.options.line}, [_("Done.")])


def expire(call: Call) -> Answer:
    """Points of past years."""
    with call.working() as work:
        lapsed = points_service.expire(work)
    return Answer({"lapsed": lapsed}, [_("{points} points of past years lapsed").format(points=lapsed)])


def points_rule(call: Call) -> Answer:
    """Another rule, or those there are."""
    options = call.options
    if options.drop is not None:
        with call.working() as work:
            table_service.drop_table(work, options.drop, stars=False)
    elif options.first is not None:
        expiry = "year" if options.yearly else ""
        rule = PointsRule(options.per_hour, options.most, options.cap, options.redeem_from, expiry)
        with call.working() as work:
            table_service.set_points_rule(work, options.first, rule, instead_of=options.instead_of)
    with call.reading() as read:
        rules = standings.points_tables(read)
    return Answer(
        {"rules": [{"from": plain(first), **plain(rule)} for first, rule in rules]},
        [f"{first or '—'}  {standings.points_sentence(rule)}" for first, rule in rules],
    )


def list_stars(call: Call) -> Answer:
    """Who reached which star."""
    wanted = call.options.state
    with call.reading() as read:
        rows = [row for row in standings.standings(read) if wanted is None or row.state == wanted]
    said = [
        f"{row.number}  {row.name}  {row.counted / 60:.1f}  {'★' * row.reached}  {state_word(row.state)}"
        for row in rows
    ]
    return Answer({"volunteers": [plain(row) for row in rows]}, said or [_("Nothing fits.")])


def apply_star(call: Call) -> Answer:
    """An application."""
    options = call.options
    with call.working() as work:
        award = points_service.apply_star(work, volunteer(work, options.volunteer), options.stars)
    return Answer({"award": award, "stars": options.stars}, [_("Done.")])


def grant(call: Call) -> Answer:
    """The star applied for was granted."""
    options = call.options
    with call.working() as work:
        row = _standing(work, volunteer(work, options.volunteer))
        if row.award_id is None:
            raise NotFound("star_award", options.volunteer, "volunteer")
        points_service.grant_star(work, row.award_id, options.by)
    return Answer({"award": row.award_id}, [_("Done.")])


def star_table(call: Call) -> Answer:
    """Another table, or those there are."""
    options = call.options
    if options.drop is not None:
        with call.working() as work:
            table_service.drop_table(work, options.drop, stars=True)
    elif options.first is not None:
        levels = [(stars, hours, options.by) for stars, hours in enumerate(options.hours, 1)]
        with call.working() as work:
            table_service.set_stars(work, options.first, levels, instead_of=options.instead_of)
    with call.reading() as read:
        tables = standings.star_tables(read)
    return Answer(
        {"tables": [plain(one) for one in tables]},
        [f"{one.valid_from or '—'}  {standings.stars_sentence(one.levels)}" for one in tables],
    )


def list_teams(call: Call) -> Answer:
    """Teams."""
    with call.reading() as read:
        rows = basics.teams(read)
    said = [f"{row.name}  {row.lead}  {_(', ').join(one.name for one in row.members)}" for row in rows]
    return Answer({"teams": [plain(row) for row in rows]}, said or [_("Nothing fits.")])


def set_team(call: Call) -> Answer:
    """Make a team, or say anew who belongs to it."""
    options = call.options
    with call.working() as work:
        members = [volunteer(work, one) for one in options.member]
        lead = None if options.lead is None else volunteer(work, options.lead)
        known = next((row for row in basics.teams(work) if row.name == options.name), None)
        if known is None:
            ref = time_service.add_team(work, options.name, members, lead_id=lead, as_a_whole=options.whole)
        else:
            ref = known.id
            time_service.change_team(work, ref, members, lead_id=lead, as_a_whole=options.whole)
    return Answer({"team": ref}, [_("Done.")])


def list_policies(call: Call) -> Answer:
    """Policies, and who is on none."""
    with call.reading() as read:
        rows, bare = basics.policies(read), basics.uninsured(read)
    said = [f"{row.number}  {row.draft.valid_from} – {row.valid_to}  {row.count}" for row in rows]
    if bare:
        said.append(_("Not insured today: {names}").format(names=_(", ").join(one.name for one in bare)))
    return Answer({"policies": [plain(row) for row in rows], "uninsured": [plain(one) for one in bare]}, said)


def add_policy(call: Call) -> Answer:
    """Keep a policy."""
    options = call.options
    with call.working() as work:
        draft = PolicyDraft(options.number, options.insurer, options.cover, options.first, options.last)
        members = _chosen(work, options)
        ref = policy_service.add_policy(work, draft, members)
    return Answer({"policy": ref, "members": len(members)}, [_("{count} people").format(count=len(members))])


def cover(call: Call) -> Answer:
    """Put people on a policy."""
    options = call.options
    with call.working() as work:
        known = {row.number: row.id for row in basics.policies(work)}
        if options.number not in known:
            raise NotFound("policy", options.number, "number")
        added = policy_service.cover(work, known[options.number], _chosen(work, options))
    return Answer({"added": added}, [_("{count} people").format(count=added)])


def _chosen(read: Read, options: Any) -> list[int]:
    named = [volunteer(read, one) for one in options.member]
    return named + ([one.volunteer_id for one in basics.uninsured(read)] if options.everybody else [])


def _standing(read: Read, ref: int) -> Standing:
    found = next((row for row in standings.standings(read) if row.id == ref), None)
    if found is None:
        raise NotFound("volunteer", ref, "volunteer")
    return found
