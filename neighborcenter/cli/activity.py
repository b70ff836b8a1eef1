"""activity: planning — create, session, publish, cancel, list, show; the people are in `sign_up`."""

from typing import Any

from neighborcenter.activities import campaign_queries, queries, service, session_service
from neighborcenter.activities.drafts import ActivityDraft, ActivityFilter, SessionsDraft
from neighborcenter.activities.kinds import ActivityKind, ActivityStatus, SeatKind, SignUp
from neighborcenter.activities.rows import ActivityRow
from neighborcenter.activities.texts import session_status_name, status_name
from neighborcenter.cli import activity_names, names, sign_up
from neighborcenter.cli.arguments import Add, Words, acts_of, count, day, moment, yuan
from neighborcenter.cli.call import Answer, Call, plain
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import NotFound, speak
from neighborcenter.kit.work import Read
from neighborcenter.modules import queries as modules


def add_commands(add: Add) -> None:
    """The commands of this file and of `sign_up`."""
    act = acts_of(add("activity", "main.py activity list --from 2026-11-23", None))
    _add_create(act)
    _add_planning(act)
    _add_running(act)
    sign_up.add_acts(act)


def _add_create(act: Words) -> None:
    one = act(
        "create", _("Plan an activity, as a draft."), "main.py activity create --title 书法班 --kind course --seats 20", create
    )  # fmt: skip
    one.add_argument("--title", required=True, metavar="S", help=_("what it is called"))
    one.add_argument(
        "--kind", choices=[kind.value for kind in ActivityKind], default="other", help=_("what sort")
    )
    one.add_argument("--module", metavar="M", help=_("service module, by name or id"))
    one.add_argument(
        "--sign-up", choices=[way.value for way in SignUp], default="whole", help=_("what a sign-up is for")
    )
    one.add_argument("--seats", type=count, default=0, metavar="N", help=_("how many seats"))
    one.add_argument(
        "--wheelchairs", type=count, default=0, metavar="N", help=_("how many wheelchair places")
    )
    one.add_argument("--helpers", type=count, default=0, metavar="N", help=_("how many helpers"))
    one.add_argument("--age-from", type=count, metavar="N", help=_("youngest age"))
    one.add_argument("--age-to", type=count, metavar="N", help=_("oldest age"))
    one.add_argument("--fee", type=yuan, default=0, metavar="YUAN", help=_("fee, like 120 or 12.50"))
    one.add_argument("--reduced", type=yuan, default=0, metavar="YUAN", help=_("reduced fee"))
    one.add_argument("--opens", type=moment, metavar="T", help=_("sign-up opens"))
    one.add_argument("--closes", type=moment, metavar="T", help=_("sign-up closes"))
    one.add_argument("--organiser", default="", metavar="S", help=_("who organises it"))
    one.add_argument("--lead", default="", metavar="S", help=_("who leads it"))
    one.add_argument("--place", default="", metavar="S", help=_("where, if not in a room of the center"))
    one.add_argument(
        "--campaign", default="", metavar="S", help=_("name that joins the activities of many centers")
    )
    one.add_argument("--residents-only", action="store_true", help=_("only for registered residents"))
    one.add_argument("--approval", action="store_true", help=_("every sign-up waits for approval"))
    one.add_argument("--no-waiting-list", action="store_true", help=_("when it is full it is full"))
    one.add_argument("--lets-pass", action="store_true", help=_("a single may pass a family that waits"))
    one.add_argument(
        "--offer-hours",
        type=count,
        default=24,
        metavar="N",
        help=_("how long a free place is held; 0 gives it at once"),
    )
    one.add_argument("--certificate", action="store_true", help=_("whoever came gets a certificate"))
    one.add_argument("--summary", default="", metavar="S", help=_("what it is about"))


def _add_planning(act: Words) -> None:
    one = act(
        "session",
        _("Plan sessions, once or in a series, and book their room."),
        "main.py activity session 书法班 --start 2026-12-05T09:00 --end 2026-12-05T11:00 --room 书画室 --repeat 'FREQ=WEEKLY;COUNT=8'",
        session,
    )
    one.add_argument("activity", metavar="ACTIVITY", help=_("activity, by title, letters or id"))
    one.add_argument(
        "--start", required=True, type=moment, metavar="T", help=_("beginning, like 2026-11-23T14:00")
    )
    one.add_argument("--end", required=True, type=moment, metavar="T", help=_("end"))
    one.add_argument("--room", metavar="R", help=_("room, by name or id"))
    one.add_argument("--place", default="", metavar="S", help=_("where, if not in a room of the center"))
    one.add_argument("--title", default="", metavar="S", help=_("what this session is about"))
    one.add_argument("--repeat", default="", metavar="RRULE", help=_("a series, like FREQ=WEEKLY;COUNT=10"))
    one.add_argument(
        "--day",
        type=day,
        action="append",
        default=[],
        metavar="D",
        help=_("one of several days at these hours; give it again for each"),
    )
    one.add_argument("--skip-clashes", action="store_true", help=_("leave out days that are taken or closed"))
    one.add_argument("--outside-hours", action="store_true", help=_("somebody agreed to open up specially"))


def _add_running(act: Words) -> None:
    one = act("publish", _("Open an activity for sign-up."), "main.py activity publish 书法班", publish)
    one.add_argument("activity", metavar="ACTIVITY", help=_("activity, by title, letters or id"))
    one = act(
        "cancel",
        _("Cancel an activity, or one session of it; its people get on a call list."),
        "main.py activity cancel 书法班 --session 2026-12-05 --reason 台风",
        cancel,
    )
    one.add_argument("activity", metavar="ACTIVITY", help=_("activity, by title, letters or id"))
    one.add_argument("--session", metavar="ID|D", help=_("one session only, by id or day"))
    one.add_argument("--reason", default="", metavar="S", help=_("why"))
    one = act("list", _("List activities."), "main.py activity list --from 2026-11-23 --left", listing)
    one.add_argument("--text", default="", metavar="S", help=_("characters, pinyin or initials"))
    one.add_argument("--kind", choices=[kind.value for kind in ActivityKind], help=_("what sort"))
    one.add_argument(
        "--status",
        choices=[status.value for status in ActivityStatus],
        action="append",
        default=[],
        help=_("where it stands"),
    )
    one.add_argument("--from", type=day, dest="first", metavar="D", help=_("first day"))
    one.add_argument("--to", type=day, dest="last", metavar="D", help=_("last day"))
    one.add_argument("--left", action="store_true", help=_("only those with places left"))
    one.add_argument(
        "--campaign", default="", metavar="S", help=_("one campaign, of every center of this database")
    )
    one = act(
        "show",
        _("Show an activity with its sessions, and with --people its sign-ups."),
        "main.py activity show 书法班 --people",
        show,
    )
    one.add_argument("activity", metavar="ACTIVITY", help=_("activity, by title, letters or id"))
    one.add_argument(
        "--people", action="store_true", help=_("its sign-ups and its waiting list, phones masked")
    )


def create(call: Call) -> Answer:
    """Plan an activity."""
    options = call.options
    with call.working() as work:
        places = {
            SeatKind.SEAT: options.seats,
            SeatKind.WHEELCHAIR: options.wheelchairs,
            SeatKind.HELPER: options.helpers,
        }
        draft = ActivityDraft(
            title=options.title, kind=ActivityKind(options.kind), sign_up=SignUp(options.sign_up),
            module_id=None if options.module is None else _module(work, options.module),
            places={kind: number for kind, number in places.items() if number}, age_from=options.age_from,
            age_to=options.age_to, fee_fen=options.fee, reduced_fen=options.reduced, summary=options.summary,
            sign_up_opens=options.opens, sign_up_closes=options.closes, organiser=options.organiser,
            lead_name=options.lead, place=options.place, campaign=options.campaign,
            residents_only=options.residents_only, needs_approval=options.approval,
            waiting_list=not options.no_waiting_list, lets_pass=options.lets_pass,
            offer_hours=options.offer_hours, certificate=options.certificate,
        )  # fmt: skip
        ref = service.create(work, draft)
    return Answer({"activity": ref}, [_("Activity {id} is planned.").format(id=ref)])


def session(call: Call) -> Answer:
    """Plan sessions."""
    options = call.options
    with call.working() as work:
        draft = SessionsDraft(
            activity_id=activity_names.activity(work, options.activity),
            starts=options.start,
            ends=options.end,
            room_id=None if options.room is None else names.room(work, options.room),
            place=options.place,
            title=options.title,
            repeat=options.repeat,
            days=tuple(options.day),
            skip_clashes=options.skip_clashes,
            outside_hours=options.outside_hours,
        )
        done = session_service.add_sessions(work, draft)
        met = {one.id: one for one in queries.sessions(work, draft.activity_id)}
    kept = [met[ref] for ref in done.session_ids]
    data = {
        "sessions": [{"id": one.id, "start": one.starts, "end": one.ends, "room": one.where} for one in kept],
        "skipped": [
            {"start": one.starts, "reason": speak(one.reason), "other_rooms": plain(list(one.other_rooms))}
            for one in done.skipped
        ],
    }
    lines = [f"{one.starts:%Y-%m-%d %H:%M}–{one.ends:%H:%M}  {one.where}  ({one.id})" for one in kept]
    lines += [f"{one.starts:%Y-%m-%d %H:%M}  {speak(one.reason)}" for one in done.skipped]
    return Answer(data, lines)


def publish(call: Call) -> Answer:
    """Open for sign-up."""
    with call.working() as work:
        ref = activity_names.activity(work, call.options.activity)
        service.publish(work, ref)
    return Answer(
        {"activity": ref, "status": "published"}, [_("Activity {id} is open for sign-up.").format(id=ref)]
    )


def cancel(call: Call) -> Answer:
    """Cancel an activity or one session."""
    options = call.options
    with call.working() as work:
        ref = activity_names.activity(work, options.activity)
        one = activity_names.session(work, ref, options.session)
        if one is None:
            off = service.cancel(work, ref, options.reason)
            cancelled, list_id = list(off.session_ids), off.call_list_id
        else:
            changed = session_service.cancel_session(work, one, options.reason)
            cancelled, list_id = [one], changed.call_list_id
    words = _("{count} sessions are cancelled.").format(count=len(cancelled))
    lines = [words] if list_id is None else [words, _("Call list {id} says whom to tell.").format(id=list_id)]
    return Answer({"cancelled": cancelled, "call_list": list_id}, lines)


def listing(call: Call) -> Answer:
    """List activities, or what every center does for a campaign."""
    options = call.options
    with call.reading() as read:
        if options.campaign:
            shares = campaign_queries.campaign(read, options.campaign)
            return Answer(
                {"campaign": options.campaign, "activities": plain(shares)},
                [
                    f"{one.center}  {one.title}  {one.first_day or ''}  {one.taken}/{one.capacity}"
                    for one in shares
                ],
            )
        wanted = ActivityFilter(
            text=options.text,
            kinds=() if options.kind is None else (ActivityKind(options.kind),),
            statuses=tuple(options.status),
            first=options.first,
            end=options.last,
            places_left=options.left,
        )
        rows = queries.activities(read, wanted)
    return Answer({"activities": plain(rows)}, [_line(row) for row in rows] or [_("Nothing fits.")])


def show(call: Call) -> Answer:
    """One activity with its sessions and, if asked for, its people."""
    options = call.options
    with call.reading() as read:
        card = queries.activity_card(read, activity_names.activity(read, options.activity))
        people = sign_up.people_of(read, card.id) if options.people else None
    lines = [
        f"{card.title}  {status_name(card.status)}  ({card.id})",
        *(
            f"  {one.starts:%Y-%m-%d %H:%M}–{one.ends:%H:%M}  {one.where}  {session_status_name(one.status)}"
            f"  {one.taken}/{one.capacity}  ({one.id})"
            for one in card.sessions
        ),
    ]
    data: dict[str, Any] = {"activity": plain(card)}
    if people is not None:
        data["sign_ups"] = plain(list(people))
        lines += [f"  {sign_up.line(row)}" for row in people]
    return Answer(data, lines)


def _line(row: ActivityRow) -> str:
    when = f"{row.next_starts:%Y-%m-%d %H:%M}" if row.next_starts else str(row.first_day or "")
    waits = _("{count} waiting").format(count=row.waiting) if row.waiting else ""
    parts = (when, row.title, status_name(row.status), f"{row.taken}/{row.capacity}", waits, f"({row.id})")
    return "  ".join(part for part in parts if part)


def _module(read: Read, typed: str) -> int:
    for one in modules.board(read, closed=True):
        if typed in (one.name, str(one.id)):
            return int(one.id)
    raise NotFound("service_module", typed, "module")
