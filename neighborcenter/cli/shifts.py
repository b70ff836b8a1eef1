"""shift: single shifts without a window: open, taken, standing by, moved, called off."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from neighborcenter.cli.arguments import Add, acts_of, count, day
from neighborcenter.cli.call import Answer, Call, plain
from neighborcenter.cli.volunteers import volunteer
from neighborcenter.kit.i18n import _
from neighborcenter.volunteers import assign_service, post_service, queries, shift_service
from neighborcenter.volunteers.kinds import AssignmentRole
from neighborcenter.volunteers.queries import ShiftRow

ASIDE = timedelta(days=400)
"""So far ahead shifts are listed when no last day is said."""


def add_commands(add: Add) -> None:
    """The commands of this file."""
    act = acts_of(add("shift", "main.py shift list", None))
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
    example = "main.py shift give-back 17 王桂兰 --reason 临时有事"
    one = act("give-back", _("Give a place back that a volunteer took."), example, give_back)
    one.add_argument("shift", type=count, metavar="ID")
    one.add_argument("volunteer", metavar="V", help=_("volunteer, by number, name or id"))
    one.add_argument("--reason", default="", metavar="S", help=_("why"))
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


def give_back(call: Call) -> Answer:
    """Give a place back."""
    with call.working() as work:
        who = volunteer(work, call.options.volunteer)
        done = assign_service.give_back(work, call.options.shift, who, call.options.reason)
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


def _said(row: ShiftRow) -> str:
    people = "、".join(
        f"({one.name})" if one.role is AssignmentRole.STANDBY else one.name for one in row.people
    )
    parts = [f"{row.shift_id}  {row.starts:%Y-%m-%d %H:%M}–{row.ends:%H:%M}", row.post, row.name, row.serves]
    parts += [people, f"−{row.gap}" if row.gap else "", row.moved_note]
    return "  ".join(part for part in parts if part)


def _midnight(of: Any) -> datetime:
    return datetime(of.year, of.month, of.day)  # noqa: DTZ001 - the center's own time has no zone
