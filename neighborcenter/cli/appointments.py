"""appointment: slots of services, and who comes."""

from datetime import timedelta

from neighborcenter.booking import appointment_queries as questions
from neighborcenter.booking import appointment_service, attendance_service
from neighborcenter.booking.appointment_service import Placed
from neighborcenter.booking.kinds import Turnout
from neighborcenter.booking.resource_drafts import AppointmentDraft
from neighborcenter.booking.texts import turnout_name
from neighborcenter.cli import names
from neighborcenter.cli.arguments import Add, Parser, Words, acts_of, count, day, moment
from neighborcenter.cli.call import Answer, Call, plain
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Invalid, Problem, speak
from neighborcenter.kit.work import Read

STEPS = {
    "arrive": (attendance_service.arrive, Turnout.ARRIVED),
    "start": (attendance_service.start, Turnout.STARTED),
    "done": (attendance_service.finish, Turnout.DONE),
    "no-show": (attendance_service.no_show, Turnout.NO_SHOW),
}


def add_commands(add: Add) -> None:
    """The commands of this file."""
    act = acts_of(add("appointment", "main.py appointment slots 量血压", None))
    one = act(
        "slots", _("Free slots of a service."), "main.py appointment slots 量血压 --to 2026-12-02", slots
    )
    one.add_argument("plan", metavar="SERVICE", help=_("what is given by appointment"))
    one.add_argument("--from", type=day, dest="first", metavar="D", help=_("first day (today)"))
    one.add_argument("--to", type=day, dest="last", metavar="D", help=_("last day (two weeks on)"))
    one = act(
        "book",
        _("Give somebody a place in a slot."),
        "main.py appointment book 量血压 --start 2026-11-25T09:20 --for 陈丽娟",
        book,
    )
    _person(one)
    one.add_argument("--start", required=True, type=moment, metavar="T", help=_("beginning of the slot"))
    one = act(
        "walk-in",
        _("Somebody is here: the running slot or the next one today, arrived."),
        "main.py appointment walk-in 理发 --for 黄志明",
        walk_in,
    )
    _person(one)
    _add_steps(act)


def _add_steps(act: Words) -> None:
    """What is noted of an appointment that is made."""
    for name, explained in (
        ("arrive", _("They are here.")),
        ("start", _("Their turn has come.")),
        ("done", _("It is done.")),
        ("no-show", _("They did not come.")),
    ):
        one = act(name, explained, f"main.py appointment {name} 17", step)
        one.add_argument("appointment", type=count, metavar="ID", help=_("the appointment"))
        one.set_defaults(step=name)
    one = act("cancel", _("Give a place back."), "main.py appointment cancel 17 --reason 有事", cancel)
    one.add_argument("appointment", type=count, metavar="ID", help=_("the appointment"))
    one.add_argument("--reason", default="", metavar="S", help=_("why"))
    one = act("list", _("Who comes on these days."), "main.py appointment list --from 2026-11-25", listed)
    one.add_argument("--plan", metavar="SERVICE", help=_("one service only"))
    one.add_argument("--from", type=day, dest="first", metavar="D", help=_("first day (today)"))
    one.add_argument("--to", type=day, dest="last", metavar="D", help=_("last day (the first)"))
    one = act(
        "sweep",
        _("Note for all of a day who were expected and whose slot is over that they did not come."),
        "main.py appointment sweep",
        sweep,
    )
    one.add_argument("--day", type=day, metavar="D", help=_("the day (today)"))


def _person(one: Parser) -> None:
    one.add_argument("plan", metavar="SERVICE", help=_("what is given by appointment"))
    one.add_argument("--for", required=True, dest="who", metavar="WHO", help=_("resident, or words"))
    one.add_argument("--phone", default="", metavar="S", help=_("number to ring"))
    one.add_argument("--note", default="", metavar="S", help=_("a note"))


def slots(call: Call) -> Answer:
    """Free slots, two weeks if nothing else is said."""
    options = call.options
    with call.reading() as read:
        first = options.first or read.clock.today()
        last = options.last or first + timedelta(days=13)
        if last < first:
            raise Invalid(Problem("to", "reports.days_backwards"))
        found = questions.free_slots(read, names.plan(read, options.plan), first, last)
    data = [
        {"start": plain(slot.starts), "end": plain(slot.ends), "free": slot.free, "of": slot.capacity}
        for slot in found
    ]
    lines = [f"{slot.starts:%Y-%m-%d %H:%M}–{slot.ends:%H:%M}  {slot.free}/{slot.capacity}" for slot in found]
    return Answer({"slots": data}, lines or [_("No slot is free on these days.")])


def book(call: Call) -> Answer:
    """Give a place."""
    with call.working() as work:
        draft = _draft(work, call)
        return _placed(appointment_service.make_appointment(work, draft))


def walk_in(call: Call) -> Answer:
    """Somebody stands at the desk."""
    with call.working() as work:
        return _placed(appointment_service.walk_in(work, _draft(work, call)))


def step(call: Call) -> Answer:
    """Note whether somebody came."""
    act, after = STEPS[call.options.step]
    with call.working() as work:
        before = act(work, call.options.appointment)
    data = {"appointment": call.options.appointment, "before": before.value, "after": after.value}
    return Answer(data, [turnout_name(after)])


def cancel(call: Call) -> Answer:
    """Give a place back."""
    with call.working() as work:
        appointment_service.cancel_appointment(work, call.options.appointment, call.options.reason)
    line = _("Appointment {id} is cancelled.").format(id=call.options.appointment)
    return Answer({"cancelled": call.options.appointment}, [line])


def listed(call: Call) -> Answer:
    """Who comes."""
    options = call.options
    with call.reading() as read:
        first = options.first or read.clock.today()
        last = options.last or first
        plan_id = names.plan(read, options.plan) if options.plan else None
        rows = questions.appointments(read, first, last, plan_id=plan_id)
    data = [
        {
            "id": row.id,
            "plan": row.plan,
            "start": plain(row.starts),
            "end": plain(row.ends),
            "room": row.room,
            "seat": row.seat_no,
            "who": row.who,
            "phone": row.phone,
            "turnout": row.turnout.value,
            "walk_in": row.walk_in,
        }
        for row in rows
    ]
    lines = [
        f"{row.starts:%m-%d %H:%M}  {row.plan}  {row.who}  {row.phone}  {turnout_name(row.turnout)}  ({row.id})"
        for row in rows
    ]
    return Answer({"appointments": data}, lines or [_("Nobody has an appointment.")])


def sweep(call: Call) -> Answer:
    """Note who did not come."""
    with call.working() as work:
        gone = attendance_service.sweep_no_shows(work, call.options.day or work.clock.today())
    return Answer({"no_shows": list(gone)}, [_("Did not come: {count}").format(count=len(gone))])


def _draft(read: Read, call: Call) -> AppointmentDraft:
    options = call.options
    who = names.who(read, options.who)
    return AppointmentDraft(
        plan_id=names.plan(read, options.plan),
        starts=getattr(options, "start", None),
        resident_id=who.resident_id,
        who=who.words or ("" if who.resident_id else options.who),
        phone=options.phone,
        note=options.note,
    )


def _placed(done: Placed) -> Answer:
    data = {
        "appointment": done.appointment_id,
        "occurrence": done.occurrence_id,
        "seat": done.seat_no,
        "start": plain(done.starts),
        "end": plain(done.ends),
        "warnings": [speak(each) for each in done.warnings],
    }
    line = _("Appointment {id}: {start}–{end}, place {seat}").format(
        id=done.appointment_id,
        start=f"{done.starts:%Y-%m-%d %H:%M}",
        end=f"{done.ends:%H:%M}",
        seat=done.seat_no,
    )
    return Answer(data, [line, *(speak(each) for each in done.warnings)])
