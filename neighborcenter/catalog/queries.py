"""Questions about services: the list, one guide card, what the desk may pick, what waits to be confirmed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.catalog.drafts import PaperDraft, ServiceDraft, ServiceFacts
from neighborcenter.catalog.history import HistoryRow, parsed_change
from neighborcenter.catalog.models import (
    Handling,
    ServiceStatus,
    service,
    service_paper,
    service_revision,
)
from neighborcenter.catalog.refused import recognize_refused
from neighborcenter.kit.fold import fold
from neighborcenter.kit.i18n import language
from neighborcenter.kit.search import lookup
from neighborcenter.kit.work import Read
from neighborcenter.modules.models import ModuleStatus, service_module

KIND = "service"
DRAFT_KIND = "service_draft"
"""Published services are found at the desk; drafts and withdrawn ones only in the catalog's own list."""

_MOST_FOUND = 500


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """One line of the list."""

    id: int
    module_id: int
    module: str
    module_number: str
    name: str
    name_en: str
    category: str
    handling: str
    department: str
    days: int | None
    on_the_spot: bool
    fee: str
    status: str
    to_confirm: bool
    refused: bool
    papers: int
    revision: int
    version: int

    @property
    def title(self) -> str:
        """The name in the language in use."""
        return self.name_en if language() == "en" and self.name_en else self.name


@dataclass(frozen=True, slots=True)
class ServiceFilter:
    """Which services to list; empty values ask for all. `typed`: characters, pinyin or initials."""

    module_id: int | None = None
    number: str = ""
    handling: str = ""
    status: str = ""
    to_confirm: bool = False
    typed: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper on the guide card."""

    name: str
    need: str
    copies: str
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class GuideCard:
    """Everything about one service."""

    row: ServiceRow
    window_hours: str
    eligibility: str
    steps: str
    refusal: str
    refer_to: str
    papers: tuple[Paper, ...]
    history: tuple[HistoryRow, ...] = ()
    color: str = "service"


@dataclass(frozen=True, slots=True)
class PickRow:
    """A service the desk may pick. `refused`: it must be declined, `refusal` and `refer_to` say how."""

    id: int
    name: str
    title: str
    handling: str
    module: str
    to_confirm: bool
    refused: bool
    refusal: str = ""
    refer_to: str = ""

    @property
    def note(self) -> str:
        """The small words beside it in a list of things found."""
        return self.module


@dataclass(frozen=True, slots=True)
class ModuleCount:
    """How many services a module has."""

    published: int = 0
    drafts: int = 0
    to_confirm: int = 0


def services(read: Read, wanted: ServiceFilter | None = None) -> tuple[ServiceRow, ...]:
    """The services that fit, in the order of their modules and the center's own; by fit when typed."""
    read.require(Permission.CATALOG_VIEW)
    wanted = wanted or ServiceFilter()
    conditions: list[sa.ColumnElement[bool]] = []
    if wanted.module_id is not None:
        conditions.append(service.c.module_id == wanted.module_id)
    if wanted.number:
        conditions.append(service_module.c.number == wanted.number)
    if wanted.handling:
        conditions.append(service.c.handling == wanted.handling)
    if wanted.status:
        conditions.append(service.c.status == wanted.status)
    if wanted.to_confirm:
        conditions.append(service.c.to_confirm == sa.true())
    if not wanted.typed.strip():
        return _rows(read, conditions)
    hits = lookup(read, wanted.typed, (KIND, DRAFT_KIND), _MOST_FOUND)
    place = {hit.ref_id: number for number, hit in enumerate(hits)}
    found = _rows(read, [*conditions, service.c.id.in_(place)]) if place else ()
    return tuple(sorted(found, key=lambda r: place[r.id]))


def service_rows(read: Read, ids: Sequence[int]) -> tuple[ServiceRow, ...]:
    """The lines with these ids, in the catalog's order."""
    read.require(Permission.CATALOG_VIEW)
    return _rows(read, [service.c.id.in_(ids)]) if ids else ()


def service_row(read: Read, service_id: int) -> ServiceRow | None:
    """One line; None when there is none."""
    found = _rows(read, [service.c.id == service_id])
    return found[0] if found else None


def guide_card(read: Read, service_id: int, *, history: bool = True) -> GuideCard | None:
    """Everything about one service; None when there is none."""
    read.require(Permission.CATALOG_VIEW)
    row = service_row(read, service_id)
    if row is None:
        return None
    more = read.row(
        sa.select(
            service.c.window_hours,
            service.c.eligibility,
            service.c.steps,
            service.c.refusal,
            service.c.refer_to,
            service_module.c.color,
        )
        .join(service_module, service_module.c.id == service.c.module_id)
        .where(service.c.id == service_id)
    )
    assert more is not None
    refusal, refer_to = _spoken_refusal(row.name, more.refusal, more.refer_to)
    return GuideCard(
        row,
        more.window_hours,
        more.eligibility,
        more.steps,
        refusal,
        refer_to,
        papers(read, service_id),
        service_history(read, service_id) if history else (),
        more.color,
    )


def papers(read: Read, service_id: int) -> tuple[Paper, ...]:
    """The papers of one service, in order."""
    found = read.rows(
        sa.select(service_paper)
        .where(service_paper.c.service_id == service_id)
        .order_by(service_paper.c.position, service_paper.c.id)
    )
    return tuple(Paper(r.name, r.need.value, r.copies, r.source, r.note) for r in found)


def service_draft(read: Read, service_id: int) -> ServiceDraft | None:
    """A service as its editor takes it; None when there is none."""
    r = read.row(sa.select(service).where(service.c.id == service_id, service.c.center_id == read.center_id))
    if r is None:
        return None
    return ServiceDraft(
        name=r.name,
        module_id=r.module_id,
        handling=r.handling.value,
        name_en=r.name_en,
        category=r.category,
        department=r.department,
        days=r.days,
        on_the_spot=r.on_the_spot,
        fee=r.fee,
        window_hours=r.window_hours,
        eligibility=r.eligibility,
        steps=r.steps,
        refused=r.refused,
        refusal=r.refusal,
        refer_to=r.refer_to,
        to_confirm=r.to_confirm,
        papers=tuple(
            PaperDraft(p.name, p.need, p.copies, p.source, p.note) for p in papers(read, service_id)
        ),
    )


def service_history(read: Read, service_id: int) -> tuple[HistoryRow, ...]:
    """What was done to a service, newest first."""
    found = read.rows(
        sa.select(service_revision)
        .where(service_revision.c.service_id == service_id)
        .order_by(service_revision.c.id.desc())
    )
    rows = []
    for r in found:
        act, changes, note = parsed_change(r.change)
        rows.append(HistoryRow(r.revision, read.clock.wall(r.at), r.actor, act, changes, note))
    return tuple(rows)


def service_facts(read: Read, *, but: int | None = None) -> ServiceFacts:
    """What the rules need: names in use (not withdrawn, not `but`), modules that are not closed."""
    names = read.rows(
        sa.select(service.c.id, service.c.name).where(
            service.c.center_id == read.center_id, service.c.status != ServiceStatus.WITHDRAWN
        )
    )
    modules = read.rows(
        sa.select(service_module.c.id, service_module.c.name).where(
            service_module.c.center_id == read.center_id, service_module.c.status != ModuleStatus.CLOSED
        )
    )
    return ServiceFacts(
        frozenset(fold(r.name) for r in names if r.id != but), {r.id: r.name for r in modules}
    )


def counts_by_module(read: Read) -> dict[int, ModuleCount]:
    """How many services each module has; modules without any are left out."""
    found = read.rows(
        sa.select(service.c.module_id, service.c.status, service.c.to_confirm, sa.func.count().label("n"))
        .where(service.c.center_id == read.center_id)
        .group_by(service.c.module_id, service.c.status, service.c.to_confirm)
    )
    counts: dict[int, ModuleCount] = {}
    for r in found:
        had = counts.get(r.module_id, ModuleCount())
        counts[r.module_id] = ModuleCount(
            had.published + (r.n if r.status is ServiceStatus.PUBLISHED else 0),
            had.drafts + (r.n if r.status is ServiceStatus.DRAFT else 0),
            had.to_confirm + (r.n if r.to_confirm and r.status is not ServiceStatus.WITHDRAWN else 0),
        )
    return counts


def pick_services(read: Read, typed: str, limit: int = 8) -> tuple[PickRow, ...]:
    """Published services that fit what was typed at the desk, best first.

    A wording that asks for a refused proof puts that proof first, whatever else fits.
    """
    ids = [hit.ref_id for hit in lookup(read, typed, (KIND,), limit)]
    proof = recognize_refused(typed)
    if proof is not None:
        refused_id = read.value(
            sa.select(service.c.id).where(
                service.c.center_id == read.center_id,
                service.c.name == proof.name,
                service.c.status == ServiceStatus.PUBLISHED,
            )
        )
        if refused_id is not None:
            ids = [refused_id, *(i for i in ids if i != refused_id)]
    return picked_services(read, ids[:limit])


def picked_services(read: Read, ids: Iterable[int]) -> tuple[PickRow, ...]:
    """Services by id, in the given order; unknown ones are left out."""
    wanted = list(ids)
    if not wanted:
        return ()
    found = {
        r.id: r
        for r in read.rows(
            sa.select(service, service_module.c.name.label("module"))
            .join(service_module, service_module.c.id == service.c.module_id)
            .where(service.c.center_id == read.center_id, service.c.id.in_(wanted))
        )
    }
    rows = []
    for ref in wanted:
        r = found.get(ref)
        if r is None:
            continue
        refusal, refer_to = _spoken_refusal(r.name, r.refusal, r.refer_to)
        title = r.name_en if language() == "en" and r.name_en else r.name
        rows.append(
            PickRow(
                r.id, r.name, title, r.handling.value, r.module, r.to_confirm, r.refused, refusal, refer_to
            )
        )
    return tuple(rows)


def _rows(read: Read, conditions: list[sa.ColumnElement[bool]]) -> tuple[ServiceRow, ...]:
    count = (
        sa.select(sa.func.count())
        .where(service_paper.c.service_id == service.c.id)
        .correlate(service)
        .scalar_subquery()
    )
    number = sa.type_coerce(service_module.c.number, sa.Text)
    found = read.rows(
        sa.select(
            service,
            service_module.c.name.label("module"),
            service_module.c.name_en.label("module_en"),
            service_module.c.number.label("module_number"),
            count.label("paper_count"),
        )
        .join(service_module, service_module.c.id == service.c.module_id)
        .where(service.c.center_id == read.center_id, *conditions)
        .order_by(
            sa.case({"1": 0, "6": 1}, value=number, else_=2),
            service_module.c.position,
            service.c.position,
            service.c.id,
        )
    )
    return tuple(
        ServiceRow(
            id=r.id,
            module_id=r.module_id,
            module=r.module_en if language() == "en" and r.module_en else r.module,
            module_number=r.module_number.value,
            name=r.name,
            name_en=r.name_en,
            category=r.category,
            handling=Handling(r.handling).value,
            department=r.department,
            days=r.days,
            on_the_spot=r.on_the_spot,
            fee=r.fee,
            status=r.status.value,
            to_confirm=r.to_confirm,
            refused=r.refused,
            papers=r.paper_count,
            revision=r.revision,
            version=r.version,
        )
        for r in found
    )


def _spoken_refusal(name: str, refusal: str, refer_to: str) -> tuple[str, str]:
    """The words in the language in use: the program's own come in both, the center's as they were written."""
    if not refusal or language() != "en":
        return refusal, refer_to
    proof = recognize_refused(name)
    if proof is None or proof.say != refusal:
        return refusal, refer_to
    return proof.say_en, f"{proof.where_en} {proof.bring_en}"
