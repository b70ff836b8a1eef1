"""activity: people — enroll, leave, transfer, checkin, offer, accept, decline, sweep."""

from typing import Any

from neighborcenter.activities import (
    checkin_service,
    enroll_service,
    enrollment_queries,
    transfer_service,
    waiting_service,
)
from neighborcenter.activities.drafts import EnrollDraft, PersonDraft, TransferDraft, WalkInDraft
from neighborcenter.activities.enroll_service import Left
from neighborcenter.activities.kinds import Consent, EnrollmentKind, EnrollmentStatus, SeatKind, Source
from neighborcenter.activities.rows import EnrollmentRow
from neighborcenter.activities.texts import enrollment_status_name
from neighborcenter.activities.waiting import Promoted
from neighborcenter.cli import activity_names, names
from neighborcenter.cli.arguments import Words, count, day, moment
from neighborcenter.cli.call import Answer, Call
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import NotFound, speak
from neighborcenter.kit.work import Read


def add_acts(act: Words) -> None:
    """The acts of this file."""
    _add_enroll(act)
    _add_waiting(act)
    one = act(
        "leave",
        _("End a sign-up; its places go to whoever is next."),
        "main.py activity leave A000173",
        leave,
    )
    one.add_argument("sign_up", metavar="CODE", help=_("code of the slip, or id"))
    one.add_argument("--reason", default="", metavar="S", help=_("why"))
    one = act(
        "transfer",
        _("Take a sign-up to another session or activity."),
        "main.py activity transfer A000173 --to 晚间书法班",
        transfer,
    )
    one.add_argument("sign_up", metavar="CODE", help=_("code of the slip, or id"))
    one.add_argument("--to", metavar="ACTIVITY", help=_("another activity, by title, letters or id"))
    one.add_argument("--session", metavar="ID|D", help=_("session, by id or day"))
    one.add_argument("--reason", default="", metavar="S", help=_("why"))
    one.add_argument("--override", default="", metavar="REASON", help=_("set a rule aside, with the reason"))
    one = act(
        "checkin",
        _("Check people in at a session: by slip, by person, or as walk-ins."),
        "main.py activity checkin 书法班 --session 2026-12-05 --code A000173",
        checkin,
    )
    one.add_argument("activity", metavar="ACTIVITY", help=_("activity, by title, letters or id"))
    one.add_argument("--session", required=True, metavar="ID|D", help=_("session, by id or day"))
    who = one.add_mutually_exclusive_group(required=True)
    who.add_argument("--code", metavar="CODE", help=_("code of the slip"))
    who.add_argument(
        "--person", metavar="P", help=_("resident, by name, phone or id; not signed up: as a walk-in")
    )
    who.add_argument("--heads", type=count, metavar="N", help=_("so many unnamed walk-ins"))
    one.add_argument("--at", type=moment, metavar="T", help=_("when it was, if entered afterwards"))


def _add_waiting(act: Words) -> None:
    one = act(
        "offer",
        _("Offer a free place to somebody who waits."),
        "main.py activity offer A000173 --reason 独居老人",
        offer,
    )
    one.add_argument("sign_up", metavar="CODE", help=_("code of the slip, or id"))
    one.add_argument("--reason", default="", metavar="S", help=_("why, if it is not their turn"))
    one = act("accept", _("Take an offered place."), "main.py activity accept A000173", accept)
    one.add_argument("sign_up", metavar="CODE", help=_("code of the slip, or id"))
    one = act(
        "decline",
        _("Say no to an offered place; it goes to whoever is next."),
        "main.py activity decline A000173",
        decline,
    )
    one.add_argument("sign_up", metavar="CODE", help=_("code of the slip, or id"))
    one.add_argument("--reason", default="", metavar="S", help=_("why"))
    act(
        "sweep",
        _("Let offers that ended lapse and give free places to whoever is next."),
        "main.py activity sweep",
        sweep,
    )


def _add_enroll(act: Words) -> None:
    one = act(
        "enroll",
        _("Sign a person, a family or a group up; when it is full they go on the waiting list."),
        "main.py activity enroll 书法班 --person 王桂兰",
        enroll,
    )
    one.add_argument("activity", metavar="ACTIVITY", help=_("activity, by title, letters or id"))
    one.add_argument(
        "--person",
        action="append",
        default=[],
        metavar="P",
        help=_("resident, by name, phone or id; give it again for a family"),
    )
    one.add_argument(
        "--name", action="append", default=[], metavar="S", help=_("somebody who is not registered")
    )
    one.add_argument("--born", type=day, metavar="D", help=_("birth date of those who are not registered"))
    one.add_argument("--group", metavar="G", help=_("a group, with --heads"))
    one.add_argument("--heads", type=count, default=0, metavar="N", help=_("how many people"))
    one.add_argument(
        "--session", metavar="ID|D", help=_("session, by id or day, where each has its own list")
    )
    one.add_argument(
        "--place", choices=[kind.value for kind in SeatKind], default="seat", help=_("kind of place")
    )
    one.add_argument("--guardian", default="", metavar="S", help=_("guardian of a minor"))
    one.add_argument("--guardian-phone", default="", metavar="S", help=_("number of the guardian"))
    one.add_argument(
        "--consent",
        choices=[way.value for way in Consent],
        default="none",
        help=_("how the guardian consented"),
    )
    one.add_argument("--phone", default="", metavar="S", help=_("number to ring"))
    one.add_argument("--by-phone", action="store_true", help=_("they rang up"))
    one.add_argument(
        "--priority",
        type=count,
        default=0,
        metavar="N",
        help=_("0 to 9, higher comes first on the waiting list"),
    )
    one.add_argument("--note", default="", metavar="S", help=_("a note"))
    one.add_argument(
        "--sure",
        action="store_true",
        help=_("go on in spite of age, missing consent, or something else on that day"),
    )
    one.add_argument("--override", default="", metavar="REASON", help=_("set a rule aside, with the reason"))


def enroll(call: Call) -> Answer:
    """Sign somebody up."""
    options = call.options
    with call.working() as work:
        ref = activity_names.activity(work, options.activity)
        people = tuple(_people(work, options))
        group = None if options.group is None else names.who(work, options.group, "group")
        draft = EnrollDraft(
            activity_id=ref,
            session_id=activity_names.session(work, ref, options.session),
            kind=_kind(len(people), group is not None),
            people=people,
            group_id=None if group is None else group.group_id,
            heads=options.heads,
            who="" if group is None else group.words,
            phone=options.phone,
            source=Source.PHONE if options.by_phone else Source.DESK,
            priority=options.priority,
            note=options.note,
            sure=options.sure,
            override=options.override,
        )
        done = enroll_service.enroll(work, draft)
    warnings = [speak(each) for each in done.warnings]
    data = {
        "sign_up": done.enrollment_id, "code": done.code, "status": done.status.value, "place": done.place,
        "fee_fen": done.fee_fen, "warnings": warnings, "promoted": _promoted(done.promoted),
    }  # fmt: skip
    if done.status is EnrollmentStatus.WAITING:
        lines = [_("{code} is on the waiting list, place {place}.").format(code=done.code, place=done.place)]
    else:
        lines = [f"{done.code}  {enrollment_status_name(done.status)}"]
    return Answer(data, [*lines, *warnings])


def leave(call: Call) -> Answer:
    """End a sign-up."""
    with call.working() as work:
        ref = activity_names.enrollment(call.options.sign_up)
        return _left(enroll_service.leave(work, ref, call.options.reason))


def decline(call: Call) -> Answer:
    """Say no to an offer."""
    with call.working() as work:
        ref = activity_names.enrollment(call.options.sign_up)
        return _left(waiting_service.decline(work, ref, call.options.reason))


def transfer(call: Call) -> Answer:
    """Take a sign-up elsewhere."""
    options = call.options
    with call.working() as work:
        ref = activity_names.enrollment(options.sign_up)
        row = enrollment_queries.enrollment_row(work, ref)
        goal = row.activity_id if options.to is None else activity_names.activity(work, options.to, "to")
        done = transfer_service.transfer(
            work,
            TransferDraft(
                ref,
                goal,
                activity_names.session(work, goal, options.session),
                options.reason,
                options.override,
            ),
        )
    warnings = [speak(each) for each in done.warnings]
    data = {
        "sign_up": done.enrollment_id, "code": done.code, "status": done.status.value,
        "fee_fen": done.fee_fen, "warnings": warnings,
        "promoted": _promoted(done.promoted),
    }  # fmt: skip
    return Answer(data, [f"{done.code}  {enrollment_status_name(done.status)}", *warnings])


def checkin(call: Call) -> Answer:
    """Check somebody in."""
    options = call.options
    with call.working() as work:
        ref = activity_names.activity(work, options.activity)
        session_id = activity_names.session(work, ref, options.session) or 0
        if options.code is not None:
            done = checkin_service.check_in_code(work, session_id, options.code, at=options.at)
        elif options.heads is not None:
            done = checkin_service.walk_in(work, WalkInDraft(session_id, heads=options.heads, at=options.at))
        else:
            done = _check_person(work, session_id, names.person(work, options.person), options)
    data = {"checked_in": list(done.attendance_ids), "names": list(done.names), "already": list(done.already)}
    return Answer(
        data,
        [
            _("{count} checked in: {names}").format(
                count=len(done.attendance_ids), names="、".join(done.names)
            )
        ],
    )


def offer(call: Call) -> Answer:
    """Offer a place."""
    with call.working() as work:
        done = waiting_service.offer(
            work, activity_names.enrollment(call.options.sign_up), call.options.reason
        )
    return Answer({"promoted": _promoted((done,))}, [_said(done)])


def accept(call: Call) -> Answer:
    """Take an offered place."""
    with call.working() as work:
        ref = activity_names.enrollment(call.options.sign_up)
        status = waiting_service.accept(work, ref)
    return Answer({"sign_up": ref, "status": status.value}, [enrollment_status_name(status)])


def sweep(call: Call) -> Answer:
    """Sweep ended offers up."""
    with call.working() as work:
        done = waiting_service.sweep(work)
    lines = [_("{count} offers lapsed.").format(count=done.lapsed), *(_said(one) for one in done.promoted)]
    return Answer({"lapsed": done.lapsed, "promoted": _promoted(done.promoted)}, lines)


def people_of(read: Read, activity_id: int) -> tuple[EnrollmentRow, ...]:
    """The sign-ups of an activity, those who wait last and in their order."""
    rows = enrollment_queries.enrollments(read, activity_id)
    return tuple(sorted(rows, key=lambda row: (row.place > 0, row.place, row.id)))


def line(row: EnrollmentRow) -> str:
    """One sign-up in words."""
    where = f"#{row.place}" if row.place else ""
    parts = (row.code, row.names or row.who, row.phone, enrollment_status_name(row.status), where)
    return "  ".join(part for part in parts if part)


def _people(read: Read, options: Any) -> list[PersonDraft]:
    usual = {
        "seat_kind": SeatKind(options.place),
        "guardian_name": options.guardian,
        "guardian_phone": options.guardian_phone,
        "consent": Consent(options.consent),
    }
    known = [PersonDraft(resident_id=names.person(read, one), **usual) for one in options.person]
    return known + [PersonDraft(name=one, birth_date=options.born, **usual) for one in options.name]


def _kind(people: int, group: bool) -> EnrollmentKind:
    if group:
        return EnrollmentKind.GROUP
    return EnrollmentKind.FAMILY if people > 1 else EnrollmentKind.PERSON


def _check_person(work: Any, session_id: int, resident_id: int, options: Any) -> checkin_service.CheckedIn:
    """Whoever is on the list is ticked; whoever is not comes in as a walk-in."""
    mine = [
        person.enrollee_id
        for row in enrollment_queries.of_resident(work, resident_id, live_only=True)
        for person in row.people
        if person.resident_id == resident_id and _is_for(work, row, session_id)
    ]
    if mine:
        return checkin_service.check_in(work, session_id, mine[:1], at=options.at)
    return checkin_service.walk_in(work, WalkInDraft(session_id, resident_id, at=options.at))


def _is_for(work: Any, row: EnrollmentRow, session_id: int) -> bool:
    if row.status is not EnrollmentStatus.ENROLLED:
        return False
    if row.session_id is not None:
        return row.session_id == session_id
    try:
        return activity_names.session(work, row.activity_id, str(session_id)) == session_id
    except NotFound:
        return False


def _left(done: Left) -> Answer:
    data = {"sign_up": done.enrollment_id, "promoted": _promoted(done.promoted)}
    return Answer(data, [_("The sign-up has ended."), *(_said(one) for one in done.promoted)])


def _promoted(promoted: tuple[Promoted, ...]) -> list[dict[str, Any]]:
    return [
        {"sign_up": one.enrollment_id, "who": one.who, "status": one.status.value, "until": one.until}
        for one in promoted
    ]


def _said(one: Promoted) -> str:
    return f"{one.who}  {enrollment_status_name(one.status)}"
