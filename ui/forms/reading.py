"""What the screens of this room read in the lane, and rows made for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from neighborcenter.accounts.permissions import Permission
from neighborcenter.catalog.queries import ServiceFilter, services
from neighborcenter.center.drafts import HolidayCalendar
from neighborcenter.center.queries import holiday_calendar, rooms
from neighborcenter.forms import entry_queries, queries
from neighborcenter.forms.children.kinds import ATTENDANCE
from neighborcenter.forms.children.queries import who_may_fetch
from neighborcenter.forms.entry_queries import EntryCard, EntryFilter
from neighborcenter.forms.kinds import FieldKind
from neighborcenter.forms.queries import FormCard
from neighborcenter.forms.trend_queries import Curves, curves_of
from neighborcenter.kit.times import Month
from neighborcenter.kit.work import Read
from neighborcenter.modules import queries as modules
from neighborcenter.people import queries as people
from ui.kit.columns import Sort, Where


@dataclass(frozen=True, slots=True)
class Matter:
    """Everything an entry sheet needs: the form, the entry to change (None: a new one), what can be chosen."""

    form: FormCard
    entry: EntryCard | None
    now: datetime
    me: str
    calendar: HolidayCalendar
    rooms: tuple[tuple[int, str], ...] = ()
    services: tuple[tuple[int, str], ...] = ()
    person: tuple[int, str] | None = None
    curves: tuple[Curves, ...] = ()


def matter(read: Read, form_id: int, entry_id: int | None = None, person: int | None = None) -> Matter:
    """Read an entry sheet. Raises NotFound."""
    form = queries.form_card(read, form_id)
    entry = None if entry_id is None else entry_queries.entry_card(read, entry_id)
    definition = form.definition if entry is None else entry.definition
    kinds = {one.kind for one in definition.fields}
    places: tuple[tuple[int, str], ...] = ()
    offered: tuple[tuple[int, str], ...] = ()
    if FieldKind.ROOM in kinds:
        places = tuple((one.id, one.name) for whole in rooms(read) for one in (whole, *whole.parts))
    if FieldKind.SERVICE in kinds and read.may(Permission.CATALOG_VIEW):
        offered = tuple((one.id, one.name) for one in services(read, ServiceFilter()))
    known = None if person is None else (person, people.resident_name(read, person))
    about = None if entry is None else entry.row.resident_id
    return Matter(
        form, entry, read.clock.local(), read.actor.name, holiday_calendar(read), places, offered, known,
        () if about is None else curves_of(read, form_id, about),
    )  # fmt: skip


def person_words(read: Read, ref: int, form: str = "") -> tuple[str, int | None]:
    """What is known of a person, and their age: it need not be typed again. Of a child also who may fetch it."""
    found = people.resident_rows(read, [ref]) if read.may(Permission.PEOPLE_VIEW) else []
    if not found:
        return "", None
    row = found[0]
    from neighborcenter.kit.i18n import _  # noqa: PLC0415 - beside its only use
    from neighborcenter.people.texts import SEX_NAMES  # noqa: PLC0415 - beside its only use

    age = "" if row.age is None else _("{age} years").format(age=row.age)
    where = people.address_text(row.community, row.building, row.door)
    words = " · ".join(part for part in (_(SEX_NAMES[row.sex]), age, where, row.phone) if part)
    fetchers = who_may_fetch(read, ref) if form == ATTENDANCE else ()
    if fetchers:
        words += "\n" + _("May be fetched by: {people}").format(people=_(", ").join(fetchers))
    return words, row.age


class LedgerSource:
    """The rows of a ledger: of a month, or of all time."""

    def __init__(self, form: FormCard, month: Month | None) -> None:
        self.form, self.month = form, month
        self.resident_id: int | None = None

    def wanted(self, where: Where, sort: Sort | None) -> EntryFilter:
        """The filter that stands above the list."""
        order = "-day" if sort is None else f"{'-' if sort.descending else ''}{sort.key}"
        choices: Mapping[str, Any] = where.choices
        return EntryFilter(
            self.form.id,
            None if self.month is None else self.month.first,
            None if self.month is None else self.month.next_first,
            where.text,
            {key: str(value) for key, value in choices.items() if key != "void"},
            self.resident_id,
            with_void=choices.get("void") != "kept",
            order=order,
        )

    def ids(self, read: Read, where: Where, sort: Sort | None) -> Sequence[int]:
        """The ids of all rows that match, in order."""
        return entry_queries.entry_ids(read, self.wanted(where, sort), self.form.definition)

    def part(
        self, read: Read, where: Where, sort: Sort | None, after: int | None, count: int
    ) -> Sequence[int] | None:
        """The next ids behind an entry, while they stand in the order of days."""
        wanted, definition = self.wanted(where, sort), self.form.definition
        if not entry_queries.can_step(read, wanted, definition):
            return None
        return entry_queries.entry_ids(read, wanted, definition, after=after, most=count)

    def count(self, read: Read, where: Where) -> int:
        """How many match."""
        return entry_queries.entry_count(read, self.wanted(where, None), self.form.definition)

    def rows(self, read: Read, ids: Sequence[int]) -> Sequence[Any]:
        """The rows with these ids."""
        return entry_queries.entry_rows(read, ids, self.form.definition.columns)


def module_choices(read: Read) -> tuple[tuple[int, str], ...]:
    """The modules a form may belong to."""
    return tuple((one.id, one.name) for one in modules.board(read))
