"""What is done about services: draft, publish, revise, withdraw, put in order, confirm locally."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.catalog import queries, rules
from neighborcenter.catalog import texts as texts  # teaches the sentences of this room
from neighborcenter.catalog.drafts import PaperDraft, ServiceDraft
from neighborcenter.catalog.examples import ExampleService, example_services
from neighborcenter.catalog.history import FieldChange, change_text, changes_between, content_text
from neighborcenter.catalog.models import (
    ServiceStatus,
    service,
    service_paper,
    service_revision,
)
from neighborcenter.catalog.refused import recognize_refused, refused_proof
from neighborcenter.kit.fold import fold
from neighborcenter.kit.problems import Invalid, NotFound, Problem, refuse
from neighborcenter.kit.search import put_keys, put_new_keys
from neighborcenter.kit.text import pinyin_keys
from neighborcenter.kit.work import Work


def draft_service(work: Work, draft: ServiceDraft, *, batch_id: int | None = None) -> int:
    """Add a service that is not shown to residents yet. Returns its id. Raises Invalid."""
    work.require(Permission.CATALOG_WRITE)
    refuse(rules.problems_in_service(draft, queries.service_facts(work)))
    service_id = _insert(work, draft, ServiceStatus.DRAFT, batch_id)
    _note(work, service_id, 1, change_text("draft"), draft)
    put_keys(work, queries.DRAFT_KIND, service_id, _keys(draft))
    work.record("catalog.draft", "service", service_id, name=_tidy(draft.name))
    return service_id


def revise(work: Work, service_id: int, draft: ServiceDraft, *, version: int | None = None) -> None:
    """Change a service; a published one must stay complete. The history says what changed.

    Raises Invalid, NotFound, Stale.
    """
    work.require(Permission.CATALOG_WRITE)
    before = _draft_of(work, service_id)
    status = _status(work, service_id)
    facts = queries.service_facts(work, but=service_id)
    published = status is ServiceStatus.PUBLISHED
    refuse(
        rules.problems_in_publishing(draft, facts) if published else rules.problems_in_service(draft, facts)
    )
    changes = changes_between(before, _folded(draft))
    revision = _revision(work, service_id) + (1 if changes else 0)
    work.update(service, service_id, version=version, revision=revision, **_values(draft))
    if not changes:
        return
    _put_papers(work, service_id, draft.papers)
    _note(work, service_id, revision, change_text("revise", changes), draft)
    put_keys(work, queries.KIND if published else queries.DRAFT_KIND, service_id, _keys(draft))
    work.record(
        "catalog.revise",
        "service",
        service_id,
        name=_tidy(draft.name),
        changed=[c.field for c in changes],
    )


def publish(work: Work, service_id: int) -> None:
    """Show a service to the desk and on paper, or show a withdrawn one again. Raises Invalid, NotFound."""
    work.require(Permission.CATALOG_WRITE)
    draft = _draft_of(work, service_id)
    refuse(rules.problems_in_publishing(draft, queries.service_facts(work, but=service_id)))
    _move(work, service_id, ServiceStatus.PUBLISHED, "publish", draft)
    work.record("catalog.publish", "service", service_id, name=draft.name)


def withdraw(work: Work, service_id: int, reason: str) -> None:
    """Take a service off; what was done under it stays. Raises Invalid without a reason, NotFound."""
    work.require(Permission.CATALOG_WRITE)
    draft = _draft_of(work, service_id)
    if not reason.strip():
        raise Invalid(Problem("reason", "catalog.reason_missing"))
    _move(work, service_id, ServiceStatus.WITHDRAWN, "withdraw", draft, reason.strip())
    work.record("catalog.withdraw", "service", service_id, name=draft.name, reason=reason.strip())


def back_to_draft(work: Work, service_id: int) -> None:
    """Put a service back among the drafts. Raises NotFound."""
    work.require(Permission.CATALOG_WRITE)
    draft = _draft_of(work, service_id)
    _move(work, service_id, ServiceStatus.DRAFT, "back_to_draft", draft)
    work.record("catalog.back_to_draft", "service", service_id, name=draft.name)


def reorder(work: Work, module_id: int, service_ids: tuple[int, ...]) -> None:
    """Put the services of a module into the given order; those left out follow. Raises NotFound."""
    work.require(Permission.CATALOG_WRITE)
    rest = [
        r.id
        for r in work.rows(
            sa.select(service.c.id)
            .where(service.c.center_id == work.center_id, service.c.module_id == module_id)
            .order_by(service.c.position, service.c.id)
        )
    ]
    strange = [ref for ref in service_ids if ref not in rest]
    if strange:
        raise NotFound("service", strange[0])
    order = [*service_ids, *(ref for ref in rest if ref not in service_ids)]
    for position, ref in enumerate(order, 1):
        work.update(service, ref, position=position)
    work.record("catalog.reorder", "service_module", module_id, order=order)


def confirm_locally(work: Work, service_ids: tuple[int, ...]) -> None:
    """Note that papers, days and fee were checked with the local departments. Raises NotFound."""
    work.require(Permission.CATALOG_WRITE)
    for ref in service_ids:
        draft = _draft_of(work, ref)
        if not draft.to_confirm:
            continue
        revision = _revision(work, ref) + 1
        work.update(service, ref, to_confirm=False, revision=revision)
        changed = (FieldChange("to_confirm", str(True), str(False)),)
        _note(work, ref, revision, change_text("confirm", changed), replace(draft, to_confirm=False))
    work.record("catalog.confirm", "service", None, services=list(service_ids))


def adopt_examples(work: Work, modules: Mapping[str, int]) -> int:
    """Take the example services of the modules named by key; each still to be confirmed locally.

    Those whose handling the source states are published, the others wait as drafts. Names already in use are
    passed over. Returns how many were added.
    """
    work.require(Permission.CATALOG_WRITE)
    taken = set(queries.service_facts(work).names)
    keys: dict[str, list[tuple[int, set[str]]]] = {queries.KIND: [], queries.DRAFT_KIND: []}
    for example in example_services():
        module_id = modules.get(example.module)
        if module_id is None or fold(example.name) in taken:
            continue
        draft = _example_draft(example, module_id)
        status = ServiceStatus.PUBLISHED if example.handling else ServiceStatus.DRAFT
        ref = _insert(work, draft, status, None)
        _note(work, ref, 1, change_text("example"), draft)
        kind = queries.KIND if example.handling else queries.DRAFT_KIND
        keys[kind].append((ref, _keys(draft)))
    for kind, records in keys.items():
        put_new_keys(work, kind, records)
    added = sum(len(records) for records in keys.values())
    work.record("catalog.examples", "service", None, added=added)
    return added


def _example_draft(example: ExampleService, module_id: int) -> ServiceDraft:
    steps = ""
    if example.days is not None:
        unit = "个工作日" if example.days_kind == "working" else "天"
        steps = f"来源所述期限：{example.days} {unit}。"
    refusal = refer_to = ""
    if example.refused:
        proof = refused_proof(example.refused)
        refusal, refer_to = proof.say, f"{proof.where}要带：{proof.bring}"
    return ServiceDraft(
        name=example.name,
        module_id=module_id,
        handling=example.handling or "agency",
        name_en=example.name_en,
        category=example.category,
        department=example.department,
        days=example.days,
        on_the_spot=example.daily or (example.handling == "direct" and example.days is None),
        fee=example.fee,
        eligibility=example.eligibility,
        steps=steps,
        refused=bool(example.refused),
        refusal=refusal,
        refer_to=refer_to,
        to_confirm=example.confirm,
        papers=tuple(
            PaperDraft(
                p.name,
                {"yes": "necessary", "no": "optional"}.get(p.need, "unknown"),
                " ".join(part for part in (p.form, f"{p.copies} 份" if p.copies > 1 else "") if part),
                p.source,
                p.condition,
            )
            for p in example.papers
        ),
    )


def _insert(work: Work, draft: ServiceDraft, status: ServiceStatus, batch_id: int | None) -> int:
    highest = work.value(
        sa.select(sa.func.max(service.c.position)).where(
            service.c.center_id == work.center_id, service.c.module_id == draft.module_id
        )
    )
    service_id = work.insert(
        service,
        **_values(draft),
        status=status,
        revision=1,
        position=int(highest or 0) + 1,
        batch_id=batch_id,
    )
    _put_papers(work, service_id, draft.papers)
    return service_id


def _folded(draft: ServiceDraft) -> ServiceDraft:
    """The draft as it will be kept."""
    values = _values(draft)
    return replace(
        draft,
        **values,
        papers=tuple(PaperDraft(**values) for values in (_paper_values(p) for p in draft.papers)),
    )


def _values(draft: ServiceDraft) -> dict[str, Any]:
    return {
        "module_id": draft.module_id,
        "name": _tidy(draft.name),
        "name_en": draft.name_en.strip(),
        "category": draft.category,
        "handling": draft.handling,
        "department": _tidy(draft.department),
        "days": draft.days,
        "on_the_spot": draft.on_the_spot,
        "fee": draft.fee.strip(),
        "window_hours": draft.window_hours.strip(),
        "eligibility": draft.eligibility.strip(),
        "steps": draft.steps.strip(),
        "refused": draft.refused,
        "refusal": draft.refusal.strip(),
        "refer_to": draft.refer_to.strip(),
        "to_confirm": draft.to_confirm,
    }


def _paper_values(paper: PaperDraft) -> dict[str, str]:
    return {
        "name": _tidy(paper.name),
        "need": paper.need,
        "copies": paper.copies.strip(),
        "source": paper.source.strip(),
        "note": paper.note.strip(),
    }


def _put_papers(work: Work, service_id: int, papers: tuple[PaperDraft, ...]) -> None:
    work.execute(service_paper.delete().where(service_paper.c.service_id == service_id))
    work.insert_many(
        service_paper,
        [
            {"service_id": service_id, "position": place, **_paper_values(paper)}
            for place, paper in enumerate(papers, 1)
        ],
    )


def _note(work: Work, service_id: int, revision: int, change: str, draft: ServiceDraft) -> None:
    work.insert(
        service_revision,
        service_id=service_id,
        revision=revision,
        at=work.clock.now(),
        account_id=work.actor.account_id,
        actor=work.actor.name,
        change=change,
        content=content_text(draft),
    )


def _keys(draft: ServiceDraft) -> set[str]:
    """What finds a service: its name; for a refused proof also the plain wordings people use."""
    name = _tidy(draft.name)
    keys = set(pinyin_keys(name))
    if draft.name_en:
        keys |= set(pinyin_keys(draft.name_en))
    proof = recognize_refused(name) if draft.refused else None
    if proof is not None:
        for pieces in proof.words:
            if len(pieces) == 1:
                keys |= set(pinyin_keys(pieces[0]))
    return keys


def _draft_of(work: Work, service_id: int) -> ServiceDraft:
    found = queries.service_draft(work, service_id)
    if found is None:
        raise NotFound("service", service_id)
    return found


def _status(work: Work, service_id: int) -> ServiceStatus:
    return ServiceStatus(work.value(sa.select(service.c.status).where(service.c.id == service_id)))


def _revision(work: Work, service_id: int) -> int:
    return int(work.value(sa.select(service.c.revision).where(service.c.id == service_id)))


def _move(
    work: Work, service_id: int, to: ServiceStatus, act: str, draft: ServiceDraft, note: str = ""
) -> None:
    refuse(rules.problems_in_move(_status(work, service_id).value, to.value, draft.name))
    work.update(service, service_id, status=to)
    _note(work, service_id, _revision(work, service_id), change_text(act, note=note), draft)
    shown, hidden = queries.KIND, queries.DRAFT_KIND
    if to is not ServiceStatus.PUBLISHED:
        shown, hidden = hidden, shown
    put_keys(work, shown, service_id, _keys(draft))
    put_keys(work, hidden, service_id, ())


def _tidy(text: str) -> str:
    """Outer and double spaces out; full-width signs stay, because residents read the name."""
    return " ".join(text.split())
