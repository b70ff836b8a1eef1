"""The outlook of a draft in words: the sentence of the amber card and its ways out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from neighborcenter.booking.free import Alternative
from neighborcenter.booking.rulebook.money import yuan
from neighborcenter.kit.clock import Clock
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Problem, speak
from neighborcenter.kit.speech import say_date
from ui.booking.acts import when_words
from ui.booking.feed import RoomChoice
from ui.booking.outlook import Outlook
from ui.booking.verdict_box import problem_line
from ui.booking.ways_out import Way

# Said once for the whole program where holidays are imported, not at every booking.
QUIET = frozenset({"booking.past", "center.year_unknown"})


@dataclass(frozen=True, slots=True)
class Answer:
    """What the card says; `shut` offers the tick for opening up specially."""

    title: str = ""
    line: str = ""
    ways: tuple[Way, ...] = ()
    shut: bool = False


def ways_of(found: Outlook, rooms: Mapping[int, RoomChoice]) -> Answer:
    """The worst thing first: somebody in the way, a colleague, what lacks, then closed hours, then seats."""
    ways = tuple(Way(way.room, _note(way, found, rooms), way) for way in found.ways)
    line = _("Take another room, or another time:") if ways else ""
    if found.days and found.skipped:
        title = _("Of {all} days {count} are taken or closed; they are left out").format(
            count=found.skipped, all=len(found.days)
        )
        return Answer(title, _("A room that is free on every day:") if ways else "", ways)
    for taken in found.found.taken[:1]:
        title = _("“{room}” is taken {when} by “{title}”").format(
            room=taken.room, when=when_words(taken.starts, taken.ends), title=taken.title
        )
        return Answer(title, line, ways)
    for held in found.found.held[:1]:
        title = _("{who} has a form open for “{room}” {when}").format(
            who=held.who, room=held.room, when=when_words(held.starts, held.ends)
        )
        return Answer(title, line, ways)
    for lacking in found.found.lacking[:1]:
        return Answer(speak(lacking.problem()), line, ways)
    for problem in found.problems:
        shut = problem.field == "starts" and problem.level == "error"
        if problem.level == "error":
            return Answer(speak(problem), line, ways, shut)
    for problem in found.problems:
        if problem.code == "booking.over_capacity":
            title = _("{people} people, {seats} seats").format(**problem.params)
            return Answer(title, line, ways)
        if problem.code == "booking.past":
            return Answer(speak(problem))
    others = [problem for problem in found.problems if problem.code not in QUIET]
    return Answer(speak(others[0])) if others else Answer()


def rule_lines(found: Outlook, left: Sequence[Problem], clock: Clock) -> list[tuple[str, str, str]]:
    """What the rules say besides the fields: problems without one, what was set aside, answer and fee."""
    verdict = found.verdict
    lines = [problem_line(problem) for problem in left]
    lines += [("circle-check", "text2", speak(problem)) for problem in verdict.overridden]
    if found.asks:
        words = _("It waits for an answer and holds the room until then.")
        if verdict.expires_at is not None:
            until = when_said(clock.wall(verdict.expires_at))
            words = _("It waits for an answer until {until} and holds the room until then.").format(
                until=until
            )
        asked = [str(p.params["rule"]) for p in verdict.problems if p.params.get("asks")]
        lines.append(("clock", "text2", " ".join([words, *dict.fromkeys(asked)])))
    return lines + fee_lines(found)


def when_said(moment: datetime) -> str:
    """A moment as the form says it."""
    return _("{day} {time}").format(day=say_date(moment.date()), time=f"{moment:%H:%M}")


def fee_lines(found: Outlook) -> list[tuple[str, str, str]]:
    """What is to be paid, each line with its reason; several lines end with the sum."""
    lines = [
        ("info", "text2", _("{name} {amount}: {reason}").format(name=name, amount=yuan(fen), reason=why))
        for name, fen, why in found.fees
    ]
    if len(lines) > 1:
        total = yuan(sum(fen for _name, fen, _why in found.fees))
        lines.append(("info", "text", _("To pay altogether: {amount}").format(amount=total)))
    return lines


def _note(way: Alternative, found: Outlook, rooms: Mapping[int, RoomChoice]) -> str:
    """What is good about a way: its seats at the same time, or its time."""
    room = rooms.get(way.room_id)
    seats = room.note if room is not None else ""
    if (way.starts, way.ends) == (found.draft.starts, found.draft.ends):
        return seats
    if found.draft.starts is None or way.starts.date() != found.draft.starts.date():
        return when_words(way.starts, way.ends)
    hours = f"{way.starts:%H:%M}–{way.ends:%H:%M}"
    return hours if way.room_id == found.draft.room_id else f"{hours} · {seats}"
