"""The short forms about hours: back-filled, put right, void, objected to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from neighborcenter.kit.i18n import _
from neighborcenter.kit.work import Work
from neighborcenter.volunteers import hours_service, notice_service, register
from neighborcenter.volunteers.drafts import HoursDraft
from neighborcenter.volunteers.kinds import HoursKind, SignMethod
from neighborcenter.volunteers.ledgers import LedgerLine
from neighborcenter.volunteers.texts import word
from ui.kit.fields import ChoiceField, LongTextField, TextField
from ui.kit.form import Field
from ui.kit.jobs import runner
from ui.kit.moments import DateField, LengthField, TimeRangeField
from ui.kit.spoken import spoken_day
from ui.volunteers.ask_panel import AskPanel, Values
from ui.volunteers.looks import hours_words


def backfill_panel(people: Sequence[tuple[int, str]], posts: Sequence[tuple[int, str]]) -> AskPanel:
    """Hours that nobody signed for: who, when, what, why so late, what shows it."""
    names = dict(people)
    today = runner().backend.clock.today
    panel = AskPanel(
        _("Back-fill hours"),
        _("Write down"),
        {
            "volunteer_id": Field(_("Volunteer"), ChoiceField(people), required=True),
            "day": Field(_("Day"), DateField(today, "past"), required=True),
            "times": Field(_("From – to"), TimeRangeField(), _("Or the length alone")),
            "minutes": Field(_("Length"), LengthField()),
            "post_id": Field(_("Post"), ChoiceField(posts, optional=True)),
            "content": Field(_("What was done"), TextField(), required=True),
            "kind": Field(_("Kind"), ChoiceField([(kind, word(kind)) for kind in HoursKind])),
            "reason": Field(_("Why it was not signed"), LongTextField(lines=2), required=True),
            "evidence": Field(_("What shows it"), TextField(_("Photo, sheet, witness"))),
        },
        _backfilled,
        lambda values, _ref: _("{name}: {length} written down, to be reviewed").format(
            name=names.get(values["volunteer_id"], ""), length=hours_words(_length(values))
        ),
        intro=_("Somebody else than who writes them down reviews back-filled hours."),
        undo=lambda work, ref: hours_service.void(work, ref, _("Taken back")),
        columns=2,
        wide=frozenset({"volunteer_id", "content", "kind", "reason", "evidence"}),
    )
    panel.form.set_values({"day": today(), "kind": HoursKind.RECOGNISED})
    return panel


def _length(values: Values) -> int:
    times = values["times"]
    return int(times[1] - times[0]) if times is not None else int(values["minutes"] or 0)


def _backfilled(values: Values) -> Callable[[Work], int]:
    day, times = values["day"], values["times"]
    pairs: tuple[tuple[datetime, datetime], ...] = ()
    if day is not None and times is not None:
        midnight = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - the center's own time has no zone
        pairs = ((midnight + timedelta(minutes=times[0]), midnight + timedelta(minutes=times[1])),)
    draft = HoursDraft(
        volunteer_id=values["volunteer_id"] or 0,
        day=day,
        pairs=pairs,
        minutes=0 if pairs else int(values["minutes"] or 0),
        post_id=values["post_id"],
        content=values["content"],
        kind=values["kind"] or HoursKind.RECOGNISED,
        method=SignMethod.BACKFILL,
        reason=values["reason"],
        evidence=values["evidence"],
    )
    return lambda work: hours_service.draft_hours(work, draft)


def correct_panel(line: LedgerLine) -> AskPanel:
    """Entered hours put right; the old line stays."""
    panel = AskPanel(
        _("Put the hours of {name} right").format(name=line.name),
        _("Put right"),
        {
            "minutes": Field(_("Right length"), LengthField(), required=True),
            "reason": Field(_("Reason"), LongTextField(lines=3), required=True),
        },
        lambda values: lambda work: _corrected(work, line, values),
        lambda values, numbers: _with_certificates(
            _("{name}: {length} now").format(name=line.name, length=hours_words(values["minutes"] or 0)), numbers
        ),
        intro=_("Now {length}. Less counts at once; more is a further line that is reviewed and posted.").format(
            length=hours_words(line.minutes)
        ),
    )  # fmt: skip
    panel.form.set_values({"minutes": line.minutes})
    return panel


def _corrected(work: Work, line: LedgerLine, values: Values) -> tuple[str, ...]:
    """Put the line right; gives the certificates that name more than counts now."""
    minutes = values["minutes"] or 0
    hours_service.correct(work, line.id, minutes, values["reason"])
    return register.standing_on(work, line.id) if minutes < line.minutes else ()


def _with_certificates(words: str, numbers: Sequence[str]) -> str:
    """The words of an act, and which certificates no longer hold as they were issued."""
    if not numbers:
        return words
    return _("{said}; certificate {numbers} names these hours: revoke it").format(
        said=words, numbers=_(", ").join(numbers)
    )


def void_panel(line: LedgerLine, *, review: bool = False) -> AskPanel:
    """Hours that do not count, with the reason that is kept; `review` says that a review found so."""

    def verb(work: Work, reason: str) -> tuple[str, ...]:
        if review:
            hours_service.review(work, line.id, right=False, reason=reason)
        else:
            hours_service.void(work, line.id, reason)
        return register.standing_on(work, line.id)

    return AskPanel(
        _("The hours of {name} do not count").format(name=line.name),
        _("Void the line"),
        {"reason": Field(_("Reason"), LongTextField(lines=3), required=True)},
        lambda values: lambda work: verb(work, values["reason"]),
        lambda _values, numbers: _with_certificates(
            _("The hours of {name} on {day} are void").format(name=line.name, day=spoken_day(line.day)),
            numbers,
        ),
        intro=_("{day}, {length}: the line stays in the ledger with its reason; its points go.").format(
            day=line.day, length=hours_words(line.minutes)
        ),
    )


def object_panel(notice_id: int, lines: Sequence[LedgerLine], chosen: int | None = None) -> AskPanel:
    """Somebody says that something on a notice is wrong."""
    choices = [(one.id, f"{one.name} {spoken_day(one.day)} {hours_words(one.minutes)}") for one in lines]
    panel = AskPanel(
        _("Objection"),
        _("Write down"),
        {
            "hours_id": Field(
                _("Which line"), ChoiceField(choices, optional=True), _("Empty: the whole notice")
            ),
            "matter": Field(_("What is wrong"), LongTextField(lines=3), required=True),
            "who": Field(_("Who says so"), TextField(_("Name and phone, or without a name"))),
        },
        lambda values: (
            lambda work: notice_service.object_to(
                work, notice_id, values["who"], values["matter"], hours_id=values["hours_id"]
            )
        ),
        lambda _values, _ref: _("The objection is written down; its line waits"),
    )
    panel.form.set_values({"hours_id": chosen})
    return panel
