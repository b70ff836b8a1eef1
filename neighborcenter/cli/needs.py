"""need, shift: who is wanted for what, and single shifts without a window."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from neighborcenter.activities.kinds import ActivityKind
from neighborcenter.booking.kinds import BookingKind
from neighborcenter.cli import activity_names, names
from neighborcenter.cli.arguments import Add, Parser, acts_of, count, day
from neighborcenter.cli.call import Answer, Call, plain
from neighborcenter.cli.volunteers import volunteer
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Invalid, NotFound, Problem
from neighborcenter.kit.work import Read
from neighborcenter.volunteers import (
    assign_service,
    need_queries,
    need_service,
    post_service,
    queries,
    route_service,
    shift_service,
)
from neighborcenter.volunteers.drafts import NeedDraft, RouteDraft
from neighborcenter.volunteers.kinds import AssignmentRole, Serves
from neighborcenter.volunteers.queries import ShiftRow

ASIDE = timedelta(days=400)
"""So far ahead shifts are listed when no last day is said."""


def add_commands(add: Add) -> None:
    """The commands of this file."""
    act = acts_of(add("need", _("Needs: who is wanted for what."), "main.py need list", None))
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
    one = act("end", _("Want nobody any more; shifts with people on them stay."), "main.py need end 3", end)
    one.add_argument("need", type=count, metavar="ID")
    act("fill", _("Ask every need again, after an import."), "main.py need fill", fill)
    example = "main.py need route 沿溪步道 --spot 东门 --spot 溪边步道"
    one = act("route", _("Add a line that patrols walk."), example, add_route)
    one.add_argument("name", metavar="NAME")
    one.add_argument("--spot", action="append", default=[], metavar="S", help=_("spots, in order"))
    _add_shift(add)


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


def _counts(one: Parser) -> None:
    one.add_argument("--name", default="", metavar="S", help=_("name of the shift"))
    one.add_argument("--before", type=count, default=0, metavar="N", help=_("minutes before it begins"))
    one.add_argument("--after", type=count, default=0, metavar="N", help=_("minutes after it ends"))
    one.add_argument("--minimum", type=count, metavar="N", help=_("fewest people (the wanted ones, or 1)"))
    one.add_argument("--wanted", type=count, default=1, metavar="N", help=_("people wanted"))
    one.add_argument("--maximum", type=count, metavar="N", help=_("most people (the wanted ones)"))
    one.add_argument(
        "--skill", action="append", default=[], metavar="NAME[=N]", help=_("skill, and how many")
    )
    one.add_argument("--lead", action="store_true", help=_("with a lead"))
    one.add_argument("--dangerous", action="store_true", help=_("insured grown-ups only"))
    one.add_argument("--age-from", type=count, default=0, metavar="N", help=_("youngest"))
    one.add_argument("--age-to", type=count, default=0, metavar="N", help=_("oldest"))
    one.add_argument("--open-to-take", action="store_true", help=_("anybody may take a place"))
    one.add_argument("--on-holidays", action="store_true", help=_("a line is walked on days off too"))
    one.add_argument("--from", type=day, dest="first", metavar="D", help=_("first day"))
    one.add_argument("--to", type=day, dest="last", metavar="D", help=_("last day"))


def _add_shift(add: Add) -> None:
    act = acts_of(
        add("shift", _("Single shifts: open, taken, standing by, moved."), "main.py shift list", None)
    )
    example = "main.py shift list --from 2026-11-23 --to 2026-11-29 --open"
    one = act("list", _("Shifts with who is on them."), example, list_shifts)
    one.add_argument("--from", type=day, dest="first", metavar="D", help=_("first day (today)"))
    one.add_argument("--to", type=day, dest="last", metavar="D", help=_("last day"))
    one.add_argument("--open", action="store_true", help=_("only those open to be taken with a place free"))
    one.add_argument("--asking", action="store_true", help=_("only those that wait for an answer"))
    one = act("open", _("Let anybody who may take a place."), "main.py shift open 17 18", open_shifts)
    one.add_argument("shifts", type=count, nargs="+", metavar="ID")
    one.add_argument("--close", action="store_true", help=_("no more"))
    one = act("take", _("Take an open place for a volunteer."), "main.py shift take 17 王桂兰", take)
    one.add_argument("shift", type=count, metavar="ID")
    one.add_argument("volunteer", metavar="V", help=_("volunteer, by number, name or id"))
    one = act("standby", _("Put somebody down as standby."), "main.py shift standby 17 陈丽娟", stand_by)
    one.add_argument("shift", type=count, metavar="ID")
    one.add_argument("volunteer", metavar="V", help=_("volunteer, by number, name or id"))
    example = "main.py shift call-in 17 陈丽娟 --instead-of 王桂兰 --reason 发烧"
    one = act("call-in", _("Let a standby step in."), example, call_in)
    one.add_argument("shift", type=count, metavar="ID")
    one.add_argument("volunteer", metavar="V", help=_("volunteer, by number, name or id"))
    one.add_argument("--instead-of", metavar="V", help=_("who cannot come"))
    one.add_argument("--reason", default="", metavar="S", help=_("why"))
    one = act("follow", _("What it serves was moved: let it go along."), "main.py shift follow 17", follow)
    one.add_argument("shift", type=count, metavar="ID")
    one = act("stay", _("What it serves was moved: leave it where it is."), "main.py shift stay 17", stay)
    one.add_argument("shift", type=count, metavar="ID")
    example = "main.py shift cancel 17 --reason 人手够了"
    one = act("cancel", _("Call a shift off; its people are free."), example, cancel)
    one.add_argument("shift", type=count, metavar="ID")
    one.add_argument("--reason", default="", metavar="S", help=_("why"))
    one = act("restore", _("Let a shift take place after all."), "main.py shift restore 17", restore)
    one.add_argument("shift", type=count, metavar="ID")


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


def end(call: Call) -> Answer:
    """Want nobody any more."""
    with call.working() as work:
        done = need_service.end_need(work, call.options.need)
    said = _("{dropped} shifts are called off; {kept} stay, people are on them.")
    return Answer(
        {"need": done.need_id, "dropped": done.dropped, "kept": done.kept},
        [said.format(dropped=done.dropped, kept=done.kept)],
    )


def fill(call: Call) -> Answer:
    """Ask every need again."""
    with call.working() as work:
        made = need_service.fill(work)
    return Answer({"shifts": made}, [_made(made)])


def add_route(call: Call) -> Answer:
    """Add a line."""
    options = call.options
    with call.working() as work:
        ref = route_service.add_route(work, RouteDraft(options.name, "\n".join(options.spot)))
    return Answer({"route": ref}, [_("Done.")])


def list_shifts(call: Call) -> Answer:
    """Shifts with who is on them."""
    options = call.options
    with call.reading() as read:
        first = options.first or read.clock.today()
        last = options.last or first + ASIDE
        rows = queries.shifts(read, _midnight(first), _midnight(last) + timedelta(days=1))
    if options.open:
        rows = [row for row in rows if row.open_to_take and row.free]
    if options.asking:
        rows = [row for row in rows if row.moved_note]
    return Answer(
        {"shifts": [plain(row) for row in rows]}, [_said(row) for row in rows] or [_("Nothing fits.")]
    )


def open_shifts(call: Call) -> Answer:
    """Open shifts, or close them."""
    opened = not call.options.close
    with call.working() as work:
        changed = shift_service.open_to_take(work, call.options.shifts, opened=opened)
    return Answer({"shifts": list(changed), "open": opened}, [_("Done.")])


def take(call: Call) -> Answer:
    """Take a place."""
    with call.working() as work:
        who = volunteer(work, call.options.volunteer)
        done = assign_service.take(work, call.options.shift, who)
    return Answer({"assignment": done.assignment_id}, [_("Done.")])


def stand_by(call: Call) -> Answer:
    """Stand by."""
    with call.working() as work:
        who = volunteer(work, call.options.volunteer)
        done = assign_service.stand_by(work, call.options.shift, who)
    return Answer({"assignment": done.assignment_id}, [_("Done.")])


def call_in(call: Call) -> Answer:
    """A standby steps in."""
    options = call.options
    with call.working() as work:
        who = volunteer(work, options.volunteer)
        away = volunteer(work, options.instead_of) if options.instead_of else None
        shift_service.call_in(work, options.shift, who, instead_of=away, reason=options.reason)
    return Answer({"shift": options.shift, "come": who, "gone": away}, [_("Done.")])


def follow(call: Call) -> Answer:
    """Let a shift go along."""
    with call.working() as work:
        gone = shift_service.follow(work, call.options.shift)
    said = _("{stay} people stay on it, {cannot} cannot at the new time.")
    return Answer(
        {"shift": gone.shift_id, "stay": list(gone.stay), "cannot": list(gone.cannot)},
        [said.format(stay=len(gone.stay), cannot=len(gone.cannot))],
    )


def stay(call: Call) -> Answer:
    """Leave a shift where it is."""
    with call.working() as work:
        shift_service.stay(work, call.options.shift)
    return Answer({"shift": call.options.shift}, [_("Done.")])


def cancel(call: Call) -> Answer:
    """Call a shift off."""
    with call.working() as work:
        told = post_service.cancel_shift(work, call.options.shift, call.options.reason)
    return Answer({"shift": call.options.shift, "told": list(told)}, [_("Done.")])


def restore(call: Call) -> Answer:
    """Let a shift take place after all."""
    with call.working() as work:
        cannot = shift_service.restore_shift(work, call.options.shift)
    return Answer({"shift": call.options.shift, "cannot": list(cannot)}, [_("Done.")])


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


def _said(row: ShiftRow) -> str:
    people = "、".join(
        f"({one.name})" if one.role is AssignmentRole.STANDBY else one.name for one in row.people
    )
    parts = [f"{row.shift_id}  {row.starts:%Y-%m-%d %H:%M}–{row.ends:%H:%M}", row.post, row.name, row.serves]
    parts += [people, f"−{row.gap}" if row.gap else "", row.moved_note]
    return "  ".join(part for part in parts if part)


def _made(made: int) -> str:
    return _("{count} shifts are made.").format(count=made)


def _midnight(of: Any) -> datetime:
    return datetime(of.year, of.month, of.day)  # noqa: DTZ001 - the center's own time has no zone
