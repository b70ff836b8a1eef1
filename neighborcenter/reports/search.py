"""Reports in the search box: by name, by pinyin initials, by what people call them."""

from dataclasses import dataclass

from neighborcenter.kit.i18n import _
from neighborcenter.kit.matching import matched
from neighborcenter.kit.work import Read
from neighborcenter.reports.registry import EVERYTHING
from neighborcenter.reports.report import GROUPS, Report


@dataclass(frozen=True, slots=True)
class FoundReport:
    """A report that fits what was typed; the id is its key."""

    id: str
    name: str
    note: str


def reports_for(read: Read) -> tuple[Report, ...]:
    """The reports this actor may see, in order."""
    return tuple(one for one in EVERYTHING if read.may(one.permission))


def fits(one: Report, typed: str) -> bool:
    """Whether a report fits: a part of its name, its pinyin or initials, or the beginning of another word for it."""
    wanted = typed.strip().casefold()
    if not wanted or wanted in one.title.casefold() or matched(one.name, typed):
        return True
    return any(word.startswith(wanted) for word in one.words.split())


def reports_found(read: Read, typed: str, limit: int) -> list[FoundReport]:
    """Reports for the search box, in order."""
    found = [
        FoundReport(one.key, one.name, _(GROUPS[one.group])) for one in reports_for(read) if fits(one, typed)
    ]
    return found[:limit]
