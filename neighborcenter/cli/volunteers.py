"""volunteer, hours, notice, certificate: the volunteers' room without a window."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from neighborcenter.cli import names
from neighborcenter.cli.arguments import Add, acts_of, count, day, moment, month
from neighborcenter.cli.call import Answer, Call, plain
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Ambiguous, NotFound
from neighborcenter.kit.work import Read
from neighborcenter.people.drafts import ResidentDraft
from neighborcenter.volunteers import (
    certificate_service,
    hours_service,
    notice_service,
    queries,
    time_service,
    volunteer_service,
)
from neighborcenter.volunteers.drafts import CertificateDraft, HoursDraft, NoticeDraft, VolunteerDraft
from neighborcenter.volunteers.kinds import (
    HoursKind,
    HoursStatus,
    NoticeKind,
    SignMethod,
    VolunteerStatus,
)
from neighborcenter.volunteers.queries import VolunteerFilter
from neighborcenter.volunteers.register import certificates
from neighborcenter.volunteers.texts import word


def add_commands(add: Add) -> None:
    """The commands of this file."""
    _add_volunteer(add)
    _add_hours(add)
    _add_notice(add)
    _add_certificate(add)


def _add_volunteer(add: Add) -> None:
    act = acts_of(add("volunteer", "main.py volunteer list", None))
    one = act("list", _("Everybody who helps."), "main.py volunteer list --status active", list_volunteers)
    one.add_argument("--status", choices=[each.value for each in VolunteerStatus], help=_("only these"))
    one.add_argument("--text", default="", metavar="S", help=_("name, initials, phone or number"))
    one = act(
        "register",
        _("Take somebody on."),
        "main.py volunteer register --person 王桂兰 --status active",
        register,
    )
    who = one.add_mutually_exclusive_group(required=True)
    who.add_argument("--person", metavar="P", help=_("resident, by name, phone or id"))
    who.add_argument("--name", metavar="NAME", help=_("somebody who is not registered yet"))
    one.add_argument("--phone", default="", metavar="N", help=_("phone of the newcomer"))
    one.add_argument("--outside", action="store_true", help=_("lives elsewhere"))
    one.add_argument(
        "--status", choices=[each.value for each in VolunteerStatus], default="recruit", help=_("standing")
    )
    one.add_argument("--guardian", default="", metavar="S", help=_("consent of the guardian, in words"))
    one.add_argument("--guardian-on", type=day, metavar="D", help=_("day of that consent"))
    example = "main.py volunteer status V2026-0001 resting --reason 照顾孙子"
    one = act("status", _("Move somebody to another standing."), example, set_status)
    one.add_argument("volunteer", metavar="V", help=_("volunteer, by number, name or id"))
    one.add_argument("status", choices=[each.value for each in VolunteerStatus])
    one.add_argument("--reason", default="", metavar="S", help=_("why"))
    example = "main.py volunteer leave V2026-0001 --from 2026-12-01 --to 2026-12-07"
    one = act("leave", _("Somebody is away for days."), example, leave)
    one.add_argument("volunteer", metavar="V", help=_("volunteer, by number, name or id"))
    one.add_argument("--from", type=day, dest="first", required=True, metavar="D", help=_("first day"))
    one.add_argument("--to", type=day, dest="last", required=True, metavar="D", help=_("last day"))
    one.add_argument("--reason", default="", metavar="S", help=_("why"))


def _add_hours(add: Add) -> None:
    act = acts_of(add("hours", "main.py hours list --month 2026-11", None))
    one = act("list", _("Lines of hours."), "main.py hours list --month 2026-11", list_hours)
    one.add_argument("--month", type=month, metavar="M", help=_("month, like 2026-11"))
    one.add_argument("--status", choices=[each.value for each in HoursStatus], help=_("only these"))
    one.add_argument("--volunteer", metavar="V", help=_("volunteer, by number, name or id"))
    example = (
        "main.py hours add --volunteer 王桂兰 --came 2026-11-20T08:00 --went 2026-11-20T11:00 --content 引导"
    )
    one = act("add", _("Write down hours that somebody gave."), example, add_hours)
    one.add_argument("--volunteer", required=True, metavar="V", help=_("volunteer, by number, name or id"))
    one.add_argument("--came", type=moment, action="append", default=[], metavar="T", help=_("came at"))
    one.add_argument("--went", type=moment, action="append", default=[], metavar="T", help=_("went at"))
    one.add_argument("--day", type=day, metavar="D", help=_("day, for back-filled hours"))
    one.add_argument(
        "--minutes", type=count, default=0, metavar="N", help=_("minutes, for back-filled hours")
    )
    one.add_argument("--content", default="", metavar="S", help=_("what was done"))
    one.add_argument("--reason", default="", metavar="S", help=_("why it is back-filled"))
    one.add_argument("--evidence", default="", metavar="S", help=_("what shows it"))
    one.add_argument("--honorary", action="store_true", help=_("honorary hours: no points"))
    one = act("review", _("Look at hours somebody else back-filled."), "main.py hours review 17", review)
    one.add_argument("hours", type=count, metavar="ID")
    one.add_argument("--wrong", metavar="S", help=_("they are wrong, because"))
    one = act("confirm", _("The lead says they were served."), "main.py hours confirm 17 18", confirm)
    one.add_argument("hours", type=count, nargs="+", metavar="ID")
    example = "main.py hours correct 17 --minutes 120 --reason 签退时间录错"
    one = act("correct", _("Put entered hours right; the old line stays."), example, correct)
    one.add_argument("hours", type=count, metavar="ID")
    one.add_argument("--minutes", type=count, required=True, metavar="N", help=_("minutes really served"))
    one.add_argument("--reason", required=True, metavar="S", help=_("why"))
    one = act("void", _("Say that hours do not count."), "main.py hours void 17 --reason 冒名签到", void)
    one.add_argument("hours", type=count, metavar="ID")
    one.add_argument("--reason", required=True, metavar="S", help=_("why"))
    one = act("close", _("Close a month."), "main.py hours close 2026-10", close)
    one.add_argument("month", type=month, metavar="M")


def _add_notice(add: Add) -> None:
    act = acts_of(add("notice", "main.py notice hang hours --place 社区宣传栏", None))
    one = act("hang", _("Hang a notice out."), "main.py notice hang hours --place 社区宣传栏", hang)
    one.add_argument("kind", choices=[each.value for each in NoticeKind])
    one.add_argument("--place", default="", metavar="S", help=_("where it hangs"))
    one.add_argument("--from", type=day, dest="first", metavar="D", help=_("first day"))
    one.add_argument("--to", type=day, dest="last", metavar="D", help=_("last day"))
    act("list", _("Notices that hang."), "main.py notice list", list_notices)
    one = act("take-down", _("Take a notice down: its hours count."), "main.py notice take-down 3", take_down)
    one.add_argument("notice", type=count, metavar="ID")
    example = "main.py notice object 3 --hours 17 --who 居民陈先生 --matter 那天没有看到人"
    one = act("object", _("Write down an objection."), example, object_to)
    one.add_argument("notice", type=count, metavar="ID")
    one.add_argument("--hours", type=count, metavar="ID", help=_("the line it is about"))
    one.add_argument("--who", default="", metavar="S", help=_("who objects"))
    one.add_argument("--matter", required=True, metavar="S", help=_("what about"))
    one = act(
        "settle", _("Say how an objection ended."), "main.py notice settle 2 --result 查了签到表", settle
    )
    one.add_argument("objection", type=count, metavar="ID")
    one.add_argument("--result", required=True, metavar="S", help=_("what was found"))
    one.add_argument("--upheld", action="store_true", help=_("the line does not count"))


def _add_certificate(add: Add) -> None:
    act = acts_of(add("certificate", "main.py certificate list", None))
    example = (
        "main.py certificate issue --volunteer 王桂兰 --from 2026-01-01 --to 2026-11-30 "
        "--responsible 林晓 --handler 吴敏"
    )
    one = act("issue", _("Issue a certificate for entered hours."), example, issue)
    one.add_argument("--volunteer", required=True, metavar="V", help=_("volunteer, by number, name or id"))
    one.add_argument("--from", type=day, dest="first", required=True, metavar="D", help=_("first day"))
    one.add_argument("--to", type=day, dest="last", required=True, metavar="D", help=_("last day"))
    one.add_argument("--responsible", default="", metavar="NAME", help=_("who is responsible and signs"))
    one.add_argument("--handler", default="", metavar="NAME", help=_("who handles it and signs"))
    one.add_argument("--purpose", default="", metavar="S", help=_("what it is for"))
    example = "main.py certificate revoke 350582001-2026-0001 --reason 姓名写错"
    one = act("revoke", _("Revoke a certificate; its number is never used again."), example, revoke)
    one.add_argument("certificate", metavar="NO")
    one.add_argument("--reason", required=True, metavar="S", help=_("why"))
    act("list", _("The register."), "main.py certificate list", list_certificates)


def list_volunteers(call: Call) -> Answer:
    """Everybody who helps."""
    options = call.options
    statuses = (VolunteerStatus(options.status),) if options.status else ()
    with call.reading() as read:
        rows = queries.volunteers(read, VolunteerFilter(statuses, text=options.text))
    lines = [f"{row.number}  {row.name}  {word(row.status)}  {_hours(row.minutes)}" for row in rows]
    return Answer({"volunteers": [plain(row) for row in rows]}, lines or [_("Nothing fits.")])


def register(call: Call) -> Answer:
    """Take somebody on."""
    options = call.options
    with call.working() as work:
        draft = VolunteerDraft(
            resident_id=names.person(work, options.person) if options.person else None,
            newcomer=ResidentDraft(options.name, options.phone) if options.name else None,
            from_outside=options.outside,
            guardian_consent=options.guardian,
            guardian_consent_on=options.guardian_on,
        )
        ref = volunteer_service.register(work, draft, status=VolunteerStatus(options.status))
        number = next(row.number for row in queries.volunteers(work) if row.volunteer_id == ref)
    return Answer({"volunteer": ref, "number": number}, [_("Registered as {number}.").format(number=number)])


def set_status(call: Call) -> Answer:
    """Move somebody to another standing."""
    options = call.options
    with call.working() as work:
        ref = volunteer(work, options.volunteer)
        volunteer_service.set_status(work, ref, VolunteerStatus(options.status), reason=options.reason)
    return Answer({"volunteer": ref, "status": options.status}, [word(VolunteerStatus(options.status))])


def leave(call: Call) -> Answer:
    """Somebody is away."""
    options = call.options
    with call.working() as work:
        ref = volunteer(work, options.volunteer)
        row = time_service.go_on_leave(work, ref, options.first, options.last, options.reason)
    return Answer({"leave": row}, [f"{options.first} – {options.last}"])


def list_hours(call: Call) -> Answer:
    """Lines of hours."""
    options = call.options
    statuses = (HoursStatus(options.status),) if options.status else ()
    with call.reading() as read:
        today = read.clock.today()
        first = options.month.first if options.month else date(today.year, 1, 1)
        end = options.month.next_first if options.month else today + timedelta(days=1)
        who = volunteer(read, options.volunteer) if options.volunteer else None
        rows = queries.hours(read, first, end, statuses=statuses, volunteer_id=who)
    lines = [
        f"{row.hours_id}  {row.day}  {row.number}  {row.name}  {_hours(row.minutes)}  {word(row.status)}"
        for row in rows
    ]
    return Answer({"hours": [plain(row) for row in rows]}, lines or [_("Nothing fits.")])


def add_hours(call: Call) -> Answer:
    """Write down hours that somebody gave."""
    options = call.options
    pairs = tuple(zip(options.came, options.went, strict=False))
    with call.working() as work:
        draft = HoursDraft(
            volunteer(work, options.volunteer),
            day=options.day,
            pairs=_pairs(pairs),
            minutes=options.minutes,
            content=options.content,
            kind=HoursKind.HONORARY if options.honorary else HoursKind.RECOGNISED,
            method=SignMethod.LIST if pairs else SignMethod.BACKFILL,
            reason=options.reason,
            evidence=options.evidence,
        )
        ref = hours_service.draft_hours(work, draft)
    return Answer({"hours": ref}, [_("Line {id} is written down.").format(id=ref)])


def review(call: Call) -> Answer:
    """Look at back-filled hours."""
    options = call.options
    with call.working() as work:
        hours_service.review(work, options.hours, right=options.wrong is None, reason=options.wrong or "")
    return Answer({"hours": options.hours, "right": options.wrong is None}, [_("Done.")])


def confirm(call: Call) -> Answer:
    """Confirm hours."""
    with call.working() as work:
        done = hours_service.confirm(work, call.options.hours)
    return Answer({"confirmed": done}, [_("{count} lines are confirmed.").format(count=done)])


def correct(call: Call) -> Answer:
    """Correct entered hours."""
    options = call.options
    with call.working() as work:
        ref = hours_service.correct(work, options.hours, options.minutes, options.reason)
    return Answer({"hours": ref}, [_("Line {id} is written down.").format(id=ref)])


def void(call: Call) -> Answer:
    """Void hours."""
    with call.working() as work:
        hours_service.void(work, call.options.hours, call.options.reason)
    return Answer({"hours": call.options.hours}, [_("Done.")])


def close(call: Call) -> Answer:
    """Close a month."""
    with call.working() as work:
        minutes = hours_service.close_month(work, call.options.month)
    return Answer({"month": str(call.options.month), "minutes": minutes}, [_hours(minutes)])


def hang(call: Call) -> Answer:
    """Hang a notice out."""
    options = call.options
    with call.working() as work:
        draft = NoticeDraft(NoticeKind(options.kind), options.place, options.first, options.last)
        ref = notice_service.hang(work, draft)
        number, last = next((no, end) for found, no, end in queries.notices_hanging(work) if found == ref)
    said = _("Notice {number} hangs until {day}.").format(number=number, day=last)
    return Answer({"notice": ref, "number": number, "last": last.isoformat()}, [said])


def list_notices(call: Call) -> Answer:
    """Notices that hang."""
    with call.reading() as read:
        rows = queries.notices_hanging(read)
    data = [{"id": ref, "number": number, "last": last.isoformat()} for ref, number, last in rows]
    return Answer({"notices": data}, [f"{number}  {last}  ({ref})" for ref, number, last in rows])


def take_down(call: Call) -> Answer:
    """Take a notice down."""
    with call.working() as work:
        done = notice_service.take_down(work, call.options.notice)
    said = _("{count} lines are entered, {disputed} objected to.")
    return Answer(plain(done), [said.format(count=len(done.entered), disputed=len(done.disputed))])


def object_to(call: Call) -> Answer:
    """Write down an objection."""
    options = call.options
    with call.working() as work:
        ref = notice_service.object_to(
            work, options.notice, options.who, options.matter, hours_id=options.hours
        )
    return Answer({"objection": ref}, [_("Objection {id} is written down.").format(id=ref)])


def settle(call: Call) -> Answer:
    """Settle an objection."""
    options = call.options
    with call.working() as work:
        notice_service.settle(work, options.objection, options.result, upheld=options.upheld)
    return Answer({"objection": options.objection, "upheld": options.upheld}, [_("Done.")])


def issue(call: Call) -> Answer:
    """Issue a certificate."""
    options = call.options
    with call.working() as work:
        draft = CertificateDraft(
            volunteer(work, options.volunteer), options.first, options.last, options.purpose,
            options.responsible, options.handler,
        )  # fmt: skip
        ref = certificate_service.issue(work, draft)
        row = next(row for row in certificates(work) if row.certificate_id == ref)
    return Answer(
        {"certificate": ref, "number": row.number, "minutes": row.minutes},
        [f"{row.number}  {_hours(row.minutes)}"],
    )


def revoke(call: Call) -> Answer:
    """Revoke a certificate."""
    options = call.options
    with call.working() as work:
        known = {row.number: row.certificate_id for row in certificates(work)}
        if options.certificate not in known:
            raise NotFound("certificate", options.certificate, "certificate")
        certificate_service.revoke(work, known[options.certificate], options.reason)
    return Answer({"number": options.certificate}, [_("Done.")])


def list_certificates(call: Call) -> Answer:
    """The register."""
    with call.reading() as read:
        rows = certificates(read)
    lines = [
        f"{row.number}  {row.name}  {_hours(row.minutes)}  {row.issued_on}"
        + (f"  {_('revoked')} {row.revoked_on}" if row.revoked_on else "")
        + (f"  {_('hours changed')}" if row.doubtful else "")
        for row in rows
    ]
    return Answer({"certificates": [plain(row) for row in rows]}, lines or [_("Nothing fits.")])


def volunteer(read: Read, typed: str) -> int:
    """A volunteer by number, id, name or letters that fit one only.  Raises NotFound, Ambiguous."""
    everybody = queries.volunteers(read, VolunteerFilter(statuses=tuple(VolunteerStatus)))
    exact = [row for row in everybody if typed in (row.number, row.name, str(row.volunteer_id))]
    found = exact or queries.volunteers(read, VolunteerFilter(statuses=tuple(VolunteerStatus), text=typed))
    if not found:
        raise NotFound("volunteer", typed, "volunteer")
    if len(found) > 1:
        raise Ambiguous(typed, [f"{row.name} ({row.number})" for row in found], "volunteer")
    return found[0].volunteer_id


def _pairs(pairs: tuple[Any, ...]) -> tuple[tuple[datetime, datetime], ...]:
    return tuple((came, went) for came, went in pairs)


def _hours(minutes: int) -> str:
    return _("{hours} h").format(hours=f"{minutes / 60:.1f}")
