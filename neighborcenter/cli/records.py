"""record: what belongs to a volunteer's record beside the hours, without a window."""

from __future__ import annotations

from neighborcenter.cli.arguments import Add, acts_of, count, day
from neighborcenter.cli.call import Answer, Call, plain
from neighborcenter.cli.volunteers import volunteer
from neighborcenter.kit.i18n import _
from neighborcenter.volunteers import note_queries, note_service
from neighborcenter.volunteers.drafts import NoteDraft
from neighborcenter.volunteers.kinds import NoteKind, Rating
from neighborcenter.volunteers.texts import word


def add_commands(add: Add) -> None:
    """The commands of this file."""
    act = acts_of(add("record", "main.py record list", None))
    one = act("list", _("What stands in the records."), "main.py record list --volunteer 王桂兰", list_notes)
    one.add_argument("--volunteer", metavar="V", help=_("volunteer, by number, name or id"))
    one.add_argument("--from", type=day, dest="first", metavar="D", help=_("first day"))
    example = (
        "main.py record add 王桂兰 training --title 急救培训 --by 市红十字会 --day 2026-11-20 --minutes 180"
    )
    one = act("add", _("Write something into a record."), example, add_note)
    one.add_argument("volunteer", metavar="V", help=_("volunteer, by number, name or id"))
    one.add_argument("kind", choices=[each.value for each in NoteKind])
    one.add_argument("--title", required=True, metavar="S", help=_("what it was"))
    one.add_argument("--day", type=day, metavar="D", help=_("day (today)"))
    one.add_argument("--by", default="", metavar="S", help=_("who taught, awarded or said it"))
    one.add_argument("--body", default="", metavar="S", help=_("result, document, or what was found"))
    one.add_argument("--minutes", type=count, default=0, metavar="N", help=_("length of a training"))
    one = act("drop", _("Take an entry out of a record."), "main.py record drop 3", drop)
    one.add_argument("note", type=count, metavar="ID")
    example = "main.py record rate 17 good --opinion 很耐心"
    one = act("rate", _("How well a service went."), example, rate)
    one.add_argument("hours", type=count, metavar="ID", help=_("the line of hours"))
    one.add_argument("quality", choices=[each.value for each in Rating])
    one.add_argument("--opinion", default="", metavar="S", help=_("what the people served said"))


def list_notes(call: Call) -> Answer:
    """Entries, the latest first."""
    options = call.options
    with call.reading() as read:
        ref = None if options.volunteer is None else volunteer(read, options.volunteer)
        rows = note_queries.notes(read, ref, first=options.first)
    data = [{"note": row.note_id, "name": row.name, "number": row.number, **plain(row.draft)} for row in rows]
    lines = [
        f"{row.note_id}  {row.draft.day}  {row.name}  {word(row.draft.kind)}  {row.draft.title}"
        for row in rows
    ]
    return Answer({"notes": data}, lines or [_("Nothing fits.")])


def add_note(call: Call) -> Answer:
    """One entry."""
    options = call.options
    with call.working() as work:
        draft = NoteDraft(
            volunteer(work, options.volunteer),
            NoteKind(options.kind),
            options.day or work.clock.today(),
            options.title,
            options.body,
            options.by,
            options.minutes,
        )
        ref = note_service.add_note(work, draft)
    return Answer({"note": ref}, [_("Done.")])


def drop(call: Call) -> Answer:
    """Out of the record."""
    with call.working() as work:
        note_service.drop_note(work, call.options.note)
    return Answer({"note": call.options.note}, [_("Done.")])


def rate(call: Call) -> Answer:
    """How well a service went."""
    options = call.options
    with call.working() as work:
        note_service.rate(work, options.hours, Rating(options.quality), options.opinion)
    return Answer({"hours": options.hours}, [_("Done.")])
