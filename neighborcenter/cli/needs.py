"""need: who is wanted for what, without a window."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from neighborcenter.activities.kinds import ActivityKind
from neighborcenter.booking.kinds import BookingKind
from neighborcenter.cli import activity_names, names
from neighborcenter.cli.arguments import Add, Parser, acts_of, count, day
from neighborcenter.cli.call import Answer, Call, plain
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Invalid, NotFound, Problem
from neighborcenter.kit.work import Read
from neighborcenter.volunteers import (
    need_plan,
    need_queries,
    need_service,
    queries,
    route_service,
)
from neighborcenter.volunteers.drafts import NeedDraft, RouteDraft
from neighborcenter.volunteers.kinds import Serves
from neighborcenter.volunteers.need_plan import Fate, Turn
from neighborcenter.volunteers.need_queries import NeedRow

_FLAG = argparse.BooleanOptionalAction
_KEPT: Mapping[str, str] = {
    "name": "name", "before": "before_minutes", "after": "after_minutes", "minimum": "minimum",
    "wanted": "wanted", "maximum": "maximum", "lead": "lead_required", "dangerous": "dangerous",
    "age_from": "age_from", "age_to": "age_to", "open_to_take": "open_to_take", "on_holidays": "on_holidays",
    "first": "valid_from", "last": "valid_to", "days": "weekdays",
}  # fmt: skip
"""Options that stand for a value of the need as it is handed in."""


def add_commands(add: Add) -> None:
    """The commands of this file."""
    act = acts_of(add("need", "main.py need list", None))
    one = act("list", _("Needs, and the shifts they still have to come."), "main.py need list", list_needs)
    one.add_argument("--ended", action="store_true", help=_("ended ones too"))
    example = (
        "main.py need add --post 义诊登记 --activity-kind clinic --before 30 --after 15 --wanted 2 --maximum 2 "
        "--skill 血压测量=2"
    )
    one = act("add", _("Want people for something; its shifts are made at once."), example, add_need)
    one.add_argument("--post", required=True, metavar="P", help=_("post, by name or id"))
    _hangs_on(one)
    _counts(one)
    example = "main.py need change 3 --wanted 3 --before 45 --dry-run"
    one = act("change", _("Change a need; its coming shifts change with it."), example, change)
    one.add_argument("need", type=count, metavar="ID")
    one.add_argument("--post", metavar="P", help=_("post, by name or id"))
    one.add_argument("--days", metavar="135", help=_("weekdays of a line: 1 is Monday"))
    one.add_argument("--at", metavar="19:30-21:00", help=_("when a line is walked"))
    _counts(one, keeping=True)
    one.add_argument("--dry-run", action="store_true", help=_("only say what would happen"))
    one = act("end", _("Want nobody any more; shifts with people on them stay."), "main.py need end 3", end)
    one.add_argument("need", type=count, metavar="ID")
    one.add_argument("--dry-run", action="store_true", help=_("only say what would happen"))
    one = act("resume", _("Want them after all."), "main.py need resume 3", resume)
    one.add_argument("need", type=count, metavar="ID")
    act("fill", _("Ask every need again, after an import."), "main.py need fill", fill)
    example = "main.py need route 沿溪步道 --spot 东门 --spot 溪边步道"
    one = act("route", _("Add a line that patrols walk."), example, add_route)
    one.add_argument("name", metavar="NAME")
    one.add_argument("--spot", action="append", default=[], metavar="S", help=_("spots, in order"))


def _hangs_on(one: Parser) -> None:
    to_what = one.add_mutually_exclusive_group(required=True)
    to_what.add_argument(
        "--activity-kind", choices=[each.value for each in ActivityKind], help=_("every session of a kind")
    )
    to_what.add_argument("--activity", metavar="A", help=_("every session of an activity"))
    to_what.add_argument(
        "--booking-kind", choices=[each.value for each in BookingKind], help=_("every use of a kind")
    )
    to_what.add_argument("--booking", type=count, metavar="ID", help=_("every day of a booking"))
    to_what.add_argument("--room", metavar="R", help=_("whatever is booked in a room"))
    to_what.add_argument("--route", metavar="NAME", help=_("a line that is walked, with --days and --at"))
    one.add_argument("--session", metavar="D", help=_("only this session of the activity: id or day"))
    one.add_argument("--days", default="", metavar="135", help=_("weekdays of a line: 1 is Monday"))
    one.add_argument("--at", default="", metavar="19:30-21:00", help=_("when a line is walked"))


def _counts(one: Parser, *, keeping: bool = False) -> None:
    """Counts, skills, days; `keeping` leaves what is not given as it was."""
    one.add_argument("--name", default="", metavar="S", help=_("name of the shift"))
    one.add_argument("--before", type=count, default=0, metavar="N", help=_("minutes before it begins"))
    one.add_argument("--after", type=count, default=0, metavar="N", help=_("minutes after it ends"))
    one.add_argument("--minimum", type=count, metavar="N", help=_("fewest people (the wanted ones, or 1)"))
    one.add_argument("--wanted", type=count, default=1, metavar="N", help=_("people wanted"))
    one.add_argument("--maximum", type=count, metavar="N", help=_("most people (the wanted ones)"))
    one.add_argument(
        "--skill", action="append", default=[], metavar="NAME[=N]", help=_("skill, and how many")
    )
    one.add_argument("--lead", action=_FLAG, default=False, help=_("with a lead"))
    one.add_argument("--dangerous", action=_FLAG, default=False, help=_("insured grown-ups only"))
    one.add_argument("--age-from", type=count, default=0, metavar="N", help=_("youngest"))
    one.add_argument("--age-to", type=count, default=0, metavar="N", help=_("oldest"))
    one.add_argument("--open-to-take", action=_FLAG, default=False, help=_("anybody may take a place"))
    one.add_argument("--on-holidays", action=_FLAG, default=False, help=_("a line is walked on days off too"))
    one.add_argument("--from", type=day, dest="first", metavar="D", help=_("first day"))
    one.add_argument("--to", type=day, dest="last", metavar="D", help=_("last day"))
    if keeping:
        one.set_defaults(skill=None, **dict.fromkeys(_KEPT))


def list_needs(call: Call) -> Answer:
    """Who is wanted for what."""
    with call.reading() as read:
        rows = need_queries.needs(read, ended=call.options.ended)
    data = [
        {
            "need": row.need_id,
            "post": row.post,
            "serves": row.draft.serves.value,
            "hangs_on": row.hangs_on,
            "minimum": row.draft.minimum,
            "wanted": row.draft.wanted,
            "maximum": row.draft.maximum,
            "skills": dict(row.skills),
            "active": row.active,
            "coming": row.coming,
        }
        for row in rows
    ]
    lines = [f"{row.need_id}  {row.post}  {row.hangs_on}  ×{row.draft.wanted}  {row.coming}" for row in rows]
    return Answer({"needs": data}, lines or [_("Nothing fits.")])


def add_need(call: Call) -> Answer:
    """Want people for something."""
    options = call.options
    opens, _dash, closes = options.at.partition("-")
    minimum = min(options.wanted, 1) if options.minimum is None else options.minimum
    with call.working() as work:
        draft = NeedDraft(
            post(work, options.post),
            **_served(work, options),
            name=options.name,
            before_minutes=options.before,
            after_minutes=options.after,
            weekdays=options.days,
            opens=opens,
            closes=closes,
            on_holidays=options.on_holidays,
            minimum=minimum,
            wanted=options.wanted,
            maximum=options.wanted if options.maximum is None else options.maximum,
            lead_required=options.lead,
            dangerous=options.dangerous,
            age_from=options.age_from,
            age_to=options.age_to,
            open_to_take=options.open_to_take,
            valid_from=options.first,
            valid_to=options.last,
            skills=tuple(_skill(work, each) for each in options.skill),
        )
        done = need_service.add_need(work, draft)
    return Answer({"need": done.need_id, "shifts": done.made}, [_made(done.made)])


def change(call: Call) -> Answer:
    """Change what is given; the rest stays."""
    options = call.options
    with call.working() as work:
        row = _need(work, options.need)
        given = {_KEPT[name]: value for name in _KEPT if (value := getattr(options, name)) is not None}
        if options.post is not None:
            given["post_id"] = post(work, options.post)
        if options.at is not None:
            given["opens"], _dash, given["closes"] = options.at.partition("-")
        if options.skill is not None:
            given["skills"] = tuple(_skill(work, each) for each in options.skill)
        draft = replace(row.draft, **given)
        turns = need_plan.preview(work, row.need_id, draft)
        if options.dry_run:
            return _turned(row.need_id, turns)
        need_service.change_need(work, row.need_id, draft, version=row.version)
    return _turned(row.need_id, turns)


def end(call: Call) -> Answer:
    """Want nobody any more."""
    with call.working() as work:
        row = _need(work, call.options.need)
        turns = need_plan.preview(work, row.need_id, None)
        if not call.options.dry_run:
            need_service.end_need(work, row.need_id)
    return _turned(row.need_id, turns)


def resume(call: Call) -> Answer:
    """Want them after all."""
    with call.working() as work:
        done = need_service.resume_need(work, call.options.need)
    return Answer({"need": done.need_id, "made": done.made}, [_made(done.made)])


def fill(call: Call) -> Answer:
    """Ask every need again."""
    with call.working() as work:
        made = need_service.fill(work)
    return Answer({"shifts": made}, [_made(made)])


def add_route(call: Call) -> Answer:
    """Add a line, or give one that is known other spots."""
    options = call.options
    draft = RouteDraft(options.name, "\n".join(options.spot))
    with call.working() as work:
        known = next(
            (one for one in need_queries.routes(work, retired=True) if one.name == options.name), None
        )
        if known is None:
            ref = route_service.add_route(work, draft)
        else:
            ref = known.route_id
            route_service.change_route(work, ref, replace(draft, note=known.note))
    return Answer({"route": ref}, [_("Done.")])


def post(read: Read, typed: str) -> int:
    """A post by name or id.  Raises NotFound, Ambiguous."""
    known = queries.posts(read)
    exact = [(ref, name) for ref, name, _kind in known if typed in (name, str(ref))]
    found = exact or [(ref, name) for ref, name, _kind in known if typed in name]
    return names.only(typed, found, "post", "post")


def _served(read: Read, options: Any) -> dict[str, Any]:
    if options.activity_kind:
        return {"serves": Serves.ACTIVITY_KIND, "kind": options.activity_kind}
    if options.booking_kind:
        return {"serves": Serves.BOOKING_KIND, "kind": options.booking_kind}
    if options.activity:
        ref = activity_names.activity(read, options.activity)
        session = activity_names.session(read, ref, options.session)
        if session is not None:
            return {"serves": Serves.SESSION, "session_id": session}
        return {"serves": Serves.ACTIVITY, "activity_id": ref}
    if options.booking is not None:
        return {"serves": Serves.BOOKING, "booking_id": options.booking}
    if options.room:
        return {"serves": Serves.ROOM, "room_id": names.room(read, options.room)}
    lines = [(row.route_id, row.name) for row in need_queries.routes(read) if row.name == options.route]
    return {"serves": Serves.ROUTE, "route_id": names.only(options.route, lines, "patrol_route", "route")}


def _skill(read: Read, typed: str) -> tuple[int, int]:
    name, _equals, number = typed.partition("=")
    found = [ref for ref, known, _proof in queries.skills(read) if known == name]
    if not found:
        raise NotFound("skill", name, "skill")
    if number and not number.isdecimal():
        raise Invalid(Problem("skill", "volunteers.below_one"))
    return found[0], int(number or 1)


def _need(read: Read, ref: int) -> NeedRow:
    found = next((one for one in need_queries.needs(read, ended=True) if one.need_id == ref), None)
    if found is None:
        raise NotFound("need", ref, "need")
    return found


def _turned(ref: int, turns: Sequence[Turn]) -> Answer:
    fates = [turn.fate for turn in turns]
    counts = {
        "made": fates.count(Fate.NEW),
        "dropped": fates.count(Fate.GOES),
        "kept": fates.count(Fate.STAYS),
        "moved": fates.count(Fate.MOVES),
        "asking": fates.count(Fate.ASKS),
    }
    shifts = [
        {
            "shift": turn.shift_id,
            "fate": turn.fate.value,
            "from": None if turn.before is None else plain(turn.before.start),
            "to": None if turn.after is None else plain(turn.after.start),
            "people": list(turn.people),
            "cannot": list(turn.cannot),
        }
        for turn in turns
    ]
    said = _("{dropped} shifts are called off; {kept} stay, people are on them.")
    lines = [f"{turn.day}  {turn.fate.value}  {'、'.join(turn.people)}" for turn in turns]
    lines.append(said.format(dropped=counts["dropped"], kept=counts["kept"]))
    return Answer({"need": ref, **counts, "shifts": shifts}, lines)


def _made(made: int) -> str:
    return _("{count} shifts are made.").format(count=made)
