"""What the list of services shows, filters and sorts by."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from neighborcenter.catalog import queries
from neighborcenter.catalog.queries import ServiceFilter, ServiceRow
from neighborcenter.catalog.texts import CATEGORIES, HANDLINGS, STATUSES
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.text import sort_key
from neighborcenter.kit.work import Read
from ui.kit.columns import Column, FilterChoice, Mark, Sort, Where

HANDLING_LOOKS = {"direct": "service", "agency": "lending", "assisted": "course", "referral": "closed"}
STATUS_LOOKS = {
    "draft": ("notice", "pencil"),
    "published": ("service", "check"),
    "withdrawn": ("closed", "ban"),
}
_HANDLING_WORDS = {key.value: words for key, words in HANDLINGS.items()}
_STATUS_WORDS = {key.value: words for key, words in STATUSES.items()}


def handling_words(handling: str) -> str:
    """How it is handled, in the language in use."""
    return _(_HANDLING_WORDS[handling])


def status_words(status: str) -> str:
    """Where it stands, in the language in use."""
    return _(_STATUS_WORDS[status])


def category_words(category: str) -> str:
    """What kind of service it is, in the language in use."""
    return _(CATEGORIES[category]) if category in CATEGORIES else category


def handling_mark(row: ServiceRow) -> Mark:
    """The chip of the way of handling; a refused proof says so instead."""
    if row.refused:
        return Mark(_("Not issued"), "party", "ban")
    return Mark(handling_words(row.handling), HANDLING_LOOKS[row.handling])


def status_mark(row: ServiceRow) -> Mark:
    """The chip of where it stands."""
    look, icon = STATUS_LOOKS[row.status]
    return Mark(status_words(row.status), look, icon)


def days_words(row: ServiceRow) -> str:
    """How long it takes; empty when the guide does not say."""
    if row.on_the_spot:
        return _("On the spot")
    if row.days is None:
        return ""
    return _("1 day") if row.days == 1 else _("{days} days").format(days=row.days)


def confirm_mark(row: ServiceRow) -> object:
    """Whether papers, days and fee still have to be checked with the local department."""
    return Mark(_("To confirm"), "notice", "triangle-alert") if row.to_confirm else ""


COLUMNS = (
    Column("title", N_("Service"), 172, show=lambda r: r.title, strong=True, stretch=True),
    Column("module", N_("Module"), 90, stretch=True),
    Column("handling", N_("Handling"), 108, show=handling_mark),
    Column("status", N_("Status"), 110, show=status_mark),
    Column("days", N_("Time limit"), 84, show=days_words),
    Column("to_confirm", N_("Check"), 106, show=confirm_mark),
    Column("fee", N_("Fee"), 96, hidden=True),
    Column("department", N_("Department"), 120, hidden=True),
    Column("papers", N_("Papers"), 60, align="right", show=lambda r: r.papers or "", hidden=True),
    Column("category", N_("Category"), 100, show=lambda r: category_words(r.category), hidden=True),
)


def filters(modules: Callable[[], Sequence[tuple[int, str]]]) -> tuple[FilterChoice, ...]:
    """The questions above the list; `modules` names the modules for places too narrow for their own list."""
    return (
        FilterChoice("module", N_("Module"), load=modules),
        FilterChoice("handling", N_("Handling"), [(k, _(w)) for k, w in _HANDLING_WORDS.items()]),
        FilterChoice("status", N_("Status"), [(k, _(w)) for k, w in _STATUS_WORDS.items()]),
        FilterChoice("to_confirm", N_("Check"), [(True, _("To confirm"))]),
    )


_SORTS: dict[str, Callable[[ServiceRow], object]] = {
    "title": lambda r: sort_key(r.title),
    "module": lambda r: sort_key(r.module),
    "handling": lambda r: r.handling,
    "days": lambda r: -1 if r.on_the_spot else r.days if r.days is not None else 10_000,
    "fee": lambda r: (not r.fee, r.fee),
    "department": lambda r: (not r.department, sort_key(r.department)),
    "papers": lambda r: r.papers,
    "status": lambda r: r.status,
    "to_confirm": lambda r: not r.to_confirm,
    "category": lambda r: r.category,
}


class ServiceSource:
    """The rows of the list, narrowed to one module when one is chosen."""

    def __init__(self) -> None:
        self.module_id: int | None = None

    def ids(self, read: Read, where: Where, sort: Sort | None) -> Sequence[int]:
        """The ids that fit, in order."""
        wanted = ServiceFilter(
            module_id=where.get("module") or self.module_id,
            handling=where.get("handling", ""),
            status=where.get("status", ""),
            to_confirm=bool(where.get("to_confirm")),
            typed=where.text,
        )
        rows = list(queries.services(read, wanted))
        if sort is not None and sort.key in _SORTS:
            rows.sort(key=_SORTS[sort.key], reverse=sort.descending)  # type: ignore[arg-type]
        return [row.id for row in rows]

    def rows(self, read: Read, ids: Sequence[int]) -> Sequence[ServiceRow]:
        """The rows with these ids."""
        return queries.service_rows(read, ids)
