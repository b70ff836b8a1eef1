"""What is done about modules: set up, change, rest, close, give rooms, hand over."""

from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.center.models import room, site
from neighborcenter.kit.problems import Invalid, NotFound, Problem, refuse
from neighborcenter.kit.text import fold
from neighborcenter.kit.work import Work
from neighborcenter.modules import queries, rules
from neighborcenter.modules import texts as texts  # teaches the sentences of this room
from neighborcenter.modules.drafts import HandoverDraft, ModuleDraft, ModuleFacts, PlacesDraft
from neighborcenter.modules.models import ModuleStatus, module_place, service_module
from neighborcenter.modules.templates import module_templates
from neighborcenter.people.models import resident


def draft_from_template(key: str) -> ModuleDraft:
    """A draft of an X module with the words of a template. Raises Invalid when there is none of that key."""
    found = next((t for t in module_templates() if t.key == key), None)
    if found is None:
        raise Invalid(Problem("key", "modules.no_template", {"key": key}))
    name = found.name.split("（")[0]
    return ModuleDraft(name=name, name_en=found.name_en, description=found.what_it_does, key=key)


def set_up_module(work: Work, draft: ModuleDraft) -> int:
    """Add a module, open at once unless only planned. Returns its id. Raises Invalid."""
    work.require(Permission.MODULES_WRITE)
    facts = queries.module_facts(work)
    refuse([*rules.problems_in_module(draft, facts), *_problems_in_lead(work, draft)])
    today = work.clock.today()
    module_id = work.insert(
        service_module,
        **_values(draft),
        number=draft.number,
        key=draft.key,
        fixed=draft.number != "X",
        operator=fold(draft.operator),
        operator_since=today if draft.operator.strip() else None,
        status=ModuleStatus.PLANNED if draft.planned else ModuleStatus.OPEN,
        opened_on=draft.opened_on or (None if draft.planned else today),
        position=_next_position(work),
    )
    work.record("modules.set_up", "service_module", module_id, name=fold(draft.name), number=draft.number)
    return module_id


def change_module(work: Work, module_id: int, draft: ModuleDraft, *, version: int | None = None) -> None:
    """Rename or describe a module; its place in 1+6+X and its operator stay. Raises Invalid, NotFound, Stale."""
    work.require(Permission.MODULES_WRITE)
    own, others = _own_and_others(work, module_id)
    draft = replace(draft, number=draft.number or own.number)
    problems = rules.problems_in_module(draft, others, was_number=own.number)
    refuse([*problems, *_problems_in_lead(work, draft)])
    values = _values(draft)
    if draft.opened_on is not None:
        values["opened_on"] = draft.opened_on
    work.update(service_module, module_id, version=version, **values)
    work.record("modules.change", "service_module", module_id, name=fold(draft.name), was=own.name)


def suspend_module(work: Work, module_id: int) -> None:
    """Let a module rest: its services stay, the board says so. Raises Invalid, NotFound."""
    work.require(Permission.MODULES_WRITE)
    _move(work, module_id, ModuleStatus.SUSPENDED)
    work.record("modules.suspend", "service_module", module_id)


def open_module(work: Work, module_id: int) -> None:
    """Open a planned, suspended or closed module. Raises Invalid, NotFound."""
    work.require(Permission.MODULES_WRITE)
    _move(work, module_id, ModuleStatus.OPEN)
    work.record("modules.open", "service_module", module_id)


def close_module(work: Work, module_id: int) -> None:
    """Close an X module; what it did stays on record. Raises Invalid for the "1" and the six, NotFound."""
    work.require(Permission.MODULES_WRITE)
    _move(work, module_id, ModuleStatus.CLOSED)
    work.record("modules.close", "service_module", module_id)


def assign_places(work: Work, module_id: int, draft: PlacesDraft) -> None:
    """Say which rooms and sites a module uses; a room may serve several. Raises Invalid, NotFound."""
    work.require(Permission.MODULES_WRITE)
    _own_and_others(work, module_id)
    if not _all_there(work, room, draft.room_ids) or not _all_there(work, site, draft.site_ids):
        raise Invalid(Problem("room_ids", "modules.no_place"))
    work.execute(module_place.delete().where(module_place.c.module_id == module_id))
    rows: list[dict[str, Any]] = [
        {"module_id": module_id, "room_id": ref, "site_id": None} for ref in dict.fromkeys(draft.room_ids)
    ]
    rows += [
        {"module_id": module_id, "room_id": None, "site_id": ref} for ref in dict.fromkeys(draft.site_ids)
    ]
    work.insert_many(module_place, rows)
    work.record(
        "modules.assign",
        "service_module",
        module_id,
        rooms=list(draft.room_ids),
        sites=list(draft.site_ids),
    )


def hand_over_operator(work: Work, module_id: int, draft: HandoverDraft) -> None:
    """Give the running of a module to another operator from a day on; the old one stays in the audit trail.

    Raises Invalid, NotFound.
    """
    work.require(Permission.MODULES_WRITE)
    own, _others = _own_and_others(work, module_id)
    refuse(rules.problems_in_handover(draft, own, work.clock.today()))
    values: dict[str, Any] = {
        "operator": fold(draft.operator),
        "operator_since": draft.since,
        "operator_until": draft.until,
    }
    if draft.lead_name is not None:
        values |= {"lead_id": None, "lead_name": fold(draft.lead_name)}
    if draft.lead_phone is not None:
        values["lead_phone"] = draft.lead_phone.strip()
    work.update(service_module, module_id, **values)
    work.record(
        "modules.hand_over",
        "service_module",
        module_id,
        was=own.operator,
        now=fold(draft.operator),
        since=str(draft.since),
        until=str(draft.until or ""),
    )


def reorder_modules(work: Work, module_ids: tuple[int, ...]) -> None:
    """Put modules into the given order. Raises NotFound."""
    work.require(Permission.MODULES_WRITE)
    for position, module_id in enumerate(module_ids, 1):
        work.update(service_module, module_id, position=position)
    work.record("modules.reorder", "service_module", None, order=list(module_ids))


def _values(draft: ModuleDraft) -> dict[str, Any]:
    return {
        "name": fold(draft.name),
        "name_en": draft.name_en.strip(),
        "description": draft.description.strip(),
        "color": draft.color,
        "lead_id": draft.lead_id,
        "lead_name": fold(draft.lead_name),
        "lead_phone": draft.lead_phone.strip(),
    }


def _own_and_others(work: Work, module_id: int) -> tuple[ModuleFacts, tuple[ModuleFacts, ...]]:
    facts = queries.module_facts(work)
    own = next((f for f in facts if f.id == module_id), None)
    if own is None:
        raise NotFound("module", module_id)
    return own, tuple(f for f in facts if f.id != module_id)


def _move(work: Work, module_id: int, to: ModuleStatus) -> None:
    own, _others = _own_and_others(work, module_id)
    refuse(rules.problems_in_move(own, to.value))
    values: dict[str, Any] = {"status": to}
    if own.status == ModuleStatus.PLANNED.value and to is ModuleStatus.OPEN:
        values["opened_on"] = work.clock.today()
    work.update(service_module, module_id, **values)


def _problems_in_lead(work: Work, draft: ModuleDraft) -> list[Problem]:
    if draft.lead_id is None or _all_there(work, resident, (draft.lead_id,)):
        return []
    return [Problem("lead_id", "modules.no_lead")]


def _all_there(work: Work, table: sa.Table, refs: tuple[int, ...]) -> bool:
    if not refs:
        return True
    count = work.value(
        sa.select(sa.func.count()).where(table.c.center_id == work.center_id, table.c.id.in_(refs))
    )
    return int(count) == len(set(refs))


def _next_position(work: Work) -> int:
    highest = work.value(
        sa.select(sa.func.max(service_module.c.position)).where(service_module.c.center_id == work.center_id)
    )
    return int(highest or 0) + 1
