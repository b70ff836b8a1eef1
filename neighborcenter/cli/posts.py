"""post: what is staffed again and again, and its plan of shifts, without a window."""

from __future__ import annotations

from neighborcenter.cli.arguments import Add, Words, acts_of, count, day
from neighborcenter.cli.call import Answer, Call, plain
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Invalid, NotFound, Problem
from neighborcenter.volunteers import basics, post_service, queries
from neighborcenter.volunteers.drafts import PatternDraft, PostDraft
from neighborcenter.volunteers.kinds import OF_WORKDAYS, PostKind, Rhythm
from neighborcenter.volunteers.texts import word
from neighborcenter.volunteers.weekly import times_in


def add_commands(add: Add) -> None:
    """The commands of this file."""
    _add_posts(acts_of(add("post", "main.py post list", None)))


def _add_posts(act: Words) -> None:
    act("list", _("Posts with their weekly shifts."), "main.py post list", list_posts)
    example = "main.py post add 大厅引导 --wanted 2 --week '周一至周六 08:30-11:30'"
    one = act("add", _("Set a post up."), example, add_post)
    one.add_argument("name", metavar="NAME")
    one.add_argument("--kind", choices=[each.value for each in PostKind], default=PostKind.DUTY.value)
    one.add_argument("--place", default="", metavar="S", help=_("where"))
    one.add_argument("--wanted", type=count, default=1, metavar="N", help=_("people wanted"))
    one.add_argument("--maximum", type=count, metavar="N", help=_("people at most"))
    one.add_argument("--skill", action="append", default=[], metavar="S", help=_("skill needed"))
    one.add_argument("--dangerous", action="store_true", help=_("insurance needed"))
    one.add_argument("--lead", action="store_true", help=_("a lead in every shift"))
    one.add_argument("--week", metavar="S", help=_("weekly shifts in words, several with ;"))
    one.add_argument(
        "--rhythm", choices=[str(each) for each in Rhythm], default="weekly",
        help=_("in which weeks, or when in a month, they come"),
    )  # fmt: skip
    one.add_argument(
        "--anchor", type=day, metavar="D", help=_("fortnightly: a day of a week in which they come")
    )


def list_posts(call: Call) -> Answer:
    """Posts with their week."""
    with call.reading() as read:
        rows = basics.post_rows(read)
    said = [f"{row.name}  {word(row.draft.kind)}  {row.draft.wanted}  {row.shifts}" for row in rows]
    return Answer({"posts": [plain(row) for row in rows]}, said or [_("Nothing fits.")])


def add_post(call: Call) -> Answer:
    """Set a post up, with its week in words."""
    options = call.options
    week = times_in(options.week or "", nights=True)
    if week is None:
        raise Invalid(Problem("week", "import.week", {"text": options.week}))
    with call.working() as work:
        known = {name: ref for ref, name, _proof in queries.skills(work)}
        missing = [name for name in options.skill if name not in known]
        if missing:
            raise NotFound("skill", missing[0], "skill")
        draft = PostDraft(
            options.name, PostKind(options.kind), place=options.place, wanted=options.wanted,
            minimum=min(1, options.wanted), maximum=options.maximum or options.wanted, dangerous=options.dangerous,
            lead_required=options.lead, skills=tuple((known[name], 1) for name in options.skill),
        )  # fmt: skip
        ref = post_service.add_post(work, draft)
        rhythm = Rhythm(options.rhythm)
        shifts = [
            PatternDraft(
                ref, "", 0 if rhythm in OF_WORKDAYS else one.weekday or 0, one.opens, one.closes,
                rhythm=rhythm, anchor=options.anchor if rhythm is Rhythm.FORTNIGHTLY else None,
            )
            for one in week
        ]  # fmt: skip
        shifts = list(dict.fromkeys(shifts))
        post_service.set_week(work, ref, shifts)
    return Answer({"post": ref, "shifts": len(shifts)}, [f"{_('Shifts')}: {len(shifts)}"])
