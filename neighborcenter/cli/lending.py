"""resource, free: equipment, staff, and what is free when; what `book` takes besides its room."""

from collections.abc import Sequence
from datetime import date, datetime

from neighborcenter.booking import free as freedom
from neighborcenter.booking import resource_queries, resource_service
from neighborcenter.booking.kinds import ResourceKind
from neighborcenter.booking.resource_drafts import AbsenceDraft, ResourceDraft
from neighborcenter.booking.texts import resource_kind_name
from neighborcenter.cli import names
from neighborcenter.cli.arguments import Add, Parser, acts_of, count, day, moment
from neighborcenter.cli.call import Answer, Call, plain
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Invalid, Problem
from neighborcenter.kit.times import TimeRange
from neighborcenter.kit.work import Read

HOLD_MINUTES = 30


def add_options(one: Parser) -> None:
    """What `book` takes besides the room, and how firmly."""
    one.add_argument(
        "--also-room", action="append", default=[], metavar="R", help=_("another room taken together with it")
    )
    one.add_argument(
        "--resource",
        action="append",
        default=[],
        metavar="R[:N]",
        help=_("equipment or staff, and how many; may be repeated"),
    )
    one.add_argument(
        "--hold",
        nargs="?",
        type=count,
        const=HOLD_MINUTES,
        default=0,
        metavar="MINUTES",
        help=_("only keep the time; it lapses after so many minutes (30) unless it is granted"),
    )
    one.add_argument("--override", default="", metavar="REASON", help=_("why a rule is set aside"))
    one.add_argument("--ask", action="store_true", help=_("ask for it: a manager answers"))


def wanted(read: Read, typed: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """What stands after --resource: (resource id, how many). Raises NotFound, Ambiguous, Invalid."""
    found = []
    for one in typed:
        name, _colon, number = one.replace("：", ":").rpartition(":")
        if not name:
            name, number = number, "1"
        if not number.isdecimal():
            raise Invalid(Problem("resource", "booking.resource_none"))
        found.append((names.resource(read, name), int(number)))
    return tuple(found)


def add_commands(add: Add) -> None:
    """The commands of this file."""
    one = add(
        "free",
        "main.py free --from 2026-11-25T14:00 --to 2026-11-25T16:00 --people 20 --equipment 投影仪",
        free,
    )
    one.add_argument(
        "--from", required=True, type=_when, dest="start", metavar="T|D", help=_("beginning, or first day")
    )
    one.add_argument("--to", required=True, type=_when, dest="end", metavar="T|D", help=_("end, or last day"))
    one.add_argument(
        "--minutes", type=count, default=30, metavar="N", help=_("between days: free for so long at least")
    )
    one.add_argument("--people", type=count, default=0, metavar="N", help=_("how many people"))
    one.add_argument(
        "--equipment",
        action="append",
        default=[],
        metavar="E[:N]",
        help=_("in the room, or to be carried there; may be repeated"),
    )
    act = acts_of(add("resource", "main.py resource list", None))
    one = act("add", _("Add equipment or a person."), "main.py resource add 投影仪 --quantity 3", put)
    one.add_argument("name", metavar="NAME", help=_("how it is called"))
    one.add_argument("--staff", action="store_true", help=_("it is a person"))
    one.add_argument("--quantity", type=count, default=1, metavar="N", help=_("how many there are"))
    one.add_argument("--profession", default="", metavar="S", help=_("what they do"))
    one.add_argument("--room", metavar="R", help=_("where it usually is"))
    one.add_argument("--note", default="", metavar="S", help=_("a note"))
    one = act("list", _("List them, with what is free in a time."), "main.py resource list", listed)
    one.add_argument("--from", type=moment, dest="start", metavar="T", help=_("beginning"))
    one.add_argument("--to", type=moment, dest="end", metavar="T", help=_("end"))
    one = act(
        "absent",
        _("Say that somebody, or so many pieces, are away; prints which days had counted on them."),
        "main.py resource absent 陈护士 --from 2026-11-25T08:00 --to 2026-11-25T18:00 --reason 培训",
        absent,
    )
    one.add_argument("name", metavar="R", help=_("equipment or staff, by name or id"))
    one.add_argument("--from", required=True, type=moment, dest="start", metavar="T", help=_("beginning"))
    one.add_argument("--to", required=True, type=moment, dest="end", metavar="T", help=_("end"))
    one.add_argument("--quantity", type=count, default=1, metavar="N", help=_("how many"))
    one.add_argument("--reason", default="", metavar="S", help=_("why"))


def free(call: Call) -> Answer:
    """Rooms, equipment and staff free for the whole of a time."""
    options = call.options
    if not isinstance(options.start, datetime) and not isinstance(options.end, datetime):
        return _free_days(call)
    if not (isinstance(options.start, datetime) and isinstance(options.end, datetime)):
        raise Invalid(Problem("to", "booking.time_missing"))
    during = _during(call)
    with call.reading() as read:
        rooms = freedom.free_rooms(read, during, options.people, options.equipment)
        things = resource_queries.free_things(read, during)
    data = {
        "rooms": [
            {"id": room.room_id, "name": room.name, "seats": room.seats, "floor": room.floor}
            for room in rooms
        ],
        "resources": [
            {
                "id": one.resource_id,
                "name": one.name,
                "kind": one.kind.value,
                "free": one.free,
                "of": one.quantity,
            }
            for one in things
        ],
    }
    lines = [f"{room.name}  {room.seats or '–'}  {room.floor}  ({room.room_id})" for room in rooms]
    lines = lines or [_("No room is free for the whole time.")]
    lines += [f"{one.name}  {one.free}/{one.quantity}  ({one.resource_id})" for one in things]
    return Answer(data, lines)


def _free_days(call: Call) -> Answer:
    """When each room is free between two days, both included."""
    options = call.options
    days = (options.end - options.start).days + 1
    if days < 1:
        raise Invalid(Problem("to", "reports.days_backwards"))
    with call.reading() as read:
        found = freedom.free_stretches(
            read, options.start, days, options.people, options.equipment, minutes=options.minutes
        )
    data = [
        {"room": one.room_id, "name": one.room, "start": plain(one.starts), "end": plain(one.ends)}
        for one in found
    ]
    lines = [f"{one.starts:%m-%d %H:%M}–{one.ends:%H:%M}  {one.room}  ({one.room_id})" for one in found]
    return Answer({"stretches": data}, lines or [_("No room is free for so long.")])


def put(call: Call) -> Answer:
    """Add equipment or a person."""
    options = call.options
    with call.working() as work:
        draft = ResourceDraft(
            name=options.name,
            kind=ResourceKind.STAFF if options.staff else ResourceKind.EQUIPMENT,
            quantity=options.quantity,
            profession=options.profession,
            room_id=names.room(work, options.room) if options.room else None,
            note=options.note,
        )
        ref = resource_service.add_resource(work, draft)
    return Answer({"resource": ref}, [_("Saved: {name}").format(name=options.name) + f"  ({ref})"])


def listed(call: Call) -> Answer:
    """Every thing and person, with what is free between --from and --to."""
    options = call.options
    with call.reading() as read:
        rows = resource_queries.resources(read)
        left = {}
        if options.start is not None and options.end is not None:
            left = {one.resource_id: one.free for one in resource_queries.free_things(read, _during(call))}
    data = [
        {
            "id": row.id,
            "kind": row.kind.value,
            "name": row.name,
            "quantity": row.quantity,
            "profession": row.profession,
            "room": row.room,
            **({"free": left[row.id]} if left else {}),
        }
        for row in rows
    ]
    lines = [
        f"{resource_kind_name(row.kind)}  {row.name}  "
        + (f"{left[row.id]}/{row.quantity}" if left else str(row.quantity))
        + f"  {row.profession or row.room}  ({row.id})"
        for row in rows
    ]
    return Answer({"resources": data}, lines or [_("No equipment and nobody on the list.")])


def absent(call: Call) -> Answer:
    """Keep an absence and say what it touches."""
    options = call.options
    with call.working() as work:
        ref = names.resource(work, options.name)
        draft = AbsenceDraft(ref, options.start, options.end, options.quantity, options.reason)
        done = resource_service.put_absent(work, draft)
    data = {
        "absence": done.absence_id,
        "affected": [
            {"id": one.occurrence_id, "title": one.title, "start": plain(one.starts), "end": plain(one.ends)}
            for one in done.affected
        ],
    }
    lines = [_("Noted. Days that had counted on it: {count}").format(count=len(done.affected))]
    lines += [f"  {one.starts:%Y-%m-%d %H:%M}  {one.title}  ({one.occurrence_id})" for one in done.affected]
    return Answer(data, lines)


def _when(text: str) -> date:
    """A time like 2026-11-23T14:00, or a day like 2026-11-23."""
    return moment(text) if "T" in text or " " in text else day(text)


def _during(call: Call) -> TimeRange:
    if call.options.end <= call.options.start:
        raise Invalid(Problem("to", "booking.ends_before_start"))
    return TimeRange(call.options.start, call.options.end)
