"""Services from a list: one row a matter the center deals with; proofs that must be refused are recognized."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.catalog import queries, rules, service, sheet
from neighborcenter.catalog.drafts import PaperDraft, ServiceDraft, ServiceFacts
from neighborcenter.catalog.models import service as service_table
from neighborcenter.catalog.models import service_paper, service_revision
from neighborcenter.catalog.refused import recognize_refused
from neighborcenter.data.importing import Written
from neighborcenter.data.sheets import Sheet, SheetRow, plain
from neighborcenter.desk.models import visit
from neighborcenter.kit import search
from neighborcenter.kit.fold import fold
from neighborcenter.kit.problems import Invalid, Problem
from neighborcenter.kit.work import Work
from neighborcenter.modules.models import ModuleNumber, service_module


class ServiceImporter:
    """Adds and publishes what is new, revises what is known by name. A row that says nothing new changes nothing."""

    kind = sheet.KIND
    permission = Permission.CATALOG_WRITE
    needed = sheet.NEEDED
    names = sheet.NAMES

    def begin(self, work: Work, sheet: Sheet) -> None:
        """Load modules and services by name."""
        rows = work.rows(
            sa.select(
                service_module.c.id, service_module.c.key, service_module.c.name, service_module.c.number
            )
            .where(service_module.c.center_id == work.center_id)
            .order_by(service_module.c.position)
        )
        self._modules = {row.name: row.id for row in rows} | {row.key: row.id for row in rows if row.key}
        extra = next((row.id for row in rows if row.number == ModuleNumber.X), None)
        if extra is not None:
            self._modules.setdefault("extra", extra)
        self._facts = ServiceFacts(frozenset(), {row.id: row.name for row in rows})
        self._home = next((row.id for row in rows if row.key == "affairs"), None)
        self._known = {
            fold(row.name): row.id
            for row in work.rows(
                sa.select(service_table.c.id, service_table.c.name).where(
                    service_table.c.center_id == work.center_id
                )
            )
        }
        self._mentioned = frozenset(sheet.mapping)
        self._seen: dict[str, int] = {}
        self._drafts: list[ServiceDraft] = []

    def take(self, row: SheetRow) -> list[Problem]:
        """One service, checked by the rule of the form; warnings about a thin guide are left to the screen."""
        cells = {field: plain(cell) for field, cell in row.cells.items()}
        draft, problems = sheet.service_from(cells, self._modules, self._home)
        if draft is None:
            return problems
        name = fold(draft.name)
        if name in self._seen:
            return [Problem("name", "import.repeated", {"row": self._seen[name]})]
        draft = _refused_if_listed(replace(draft, name=" ".join(draft.name.split())))
        found = rules.problems_in_service(draft, self._facts)
        if not any(p.level == "error" for p in found):
            self._seen[name] = row.number
            self._drafts.append(draft)
        return [p for p in problems + found if p.level == "error"]

    def write(self, work: Work, batch_id: int) -> Written:
        """Add, publish where nothing stands against it, revise what changed."""
        written = Written()
        for draft in self._drafts:
            known = self._known.get(fold(draft.name))
            if known is None:
                ref = service.draft_service(work, draft, batch_id=batch_id)
                facts = queries.service_facts(work, but=ref)
                if not any(p.level == "error" for p in rules.problems_in_publishing(draft, facts)):
                    service.publish(work, ref)
                written.added.append(ref)
                continue
            before = queries.service_draft(work, known)
            if before is None:
                continue
            after = _filled_in(before, draft, self._mentioned)
            if after != before:
                service.revise(work, known, after)
                written.updated.append((known, _kept(before)))
        return written

    def take_back(
        self, work: Work, batch_id: int, added: list[int], updated: dict[int, dict[str, Any]]
    ) -> int:
        """Remove the services of the batch and give the others their former words; refused when one was given."""
        used = work.rows(
            sa.select(service_table.c.name)
            .where(service_table.c.id.in_(added))
            .where(sa.exists().where(visit.c.service_id == service_table.c.id))
        )
        if used:
            names = "、".join(row.name for row in used[:5])
            raise Invalid(Problem("batch", "import.in_use", {"count": len(used), "names": names}))
        for table in (service_paper, service_revision):
            work.execute(table.delete().where(table.c.service_id.in_(added)))
        for ref in added:
            search.put_keys(work, queries.KIND, ref, ())
            search.put_keys(work, queries.DRAFT_KIND, ref, ())
            work.delete(service_table, ref)
        for ref, before in updated.items():
            now = queries.service_draft(work, ref)
            if now is not None:
                papers = tuple(PaperDraft(**paper) for paper in before.pop("papers"))
                service.revise(work, ref, replace(now, **before, papers=papers))
        return len(added) + len(updated)


# What a list may say about a service that is known already; an empty cell never wipes what is written.
_FILLED = (
    "handling",
    "name_en",
    "category",
    "department",
    "days",
    "fee",
    "window_hours",
    "eligibility",
    "steps",
    "refer_to",
)


def _filled_in(before: ServiceDraft, draft: ServiceDraft, mentioned: frozenset[str]) -> ServiceDraft:
    values: dict[str, Any] = {}
    for name in _FILLED:
        new = getattr(draft, name)
        if name in mentioned and new not in ("", None) and not (before.refused and name == "handling"):
            values[name] = new
    if "days" in values:
        values["on_the_spot"] = False
    if (
        "papers" in mentioned
        and draft.papers
        and {p.name for p in draft.papers} != {p.name for p in before.papers}
    ):
        values["papers"] = draft.papers
    return replace(before, **values)


def _kept(before: ServiceDraft) -> Mapping[str, Any]:
    kept = {name: getattr(before, name) for name in (*_FILLED, "on_the_spot")}
    return {**kept, "papers": [asdict(paper) for paper in before.papers]}


def _refused_if_listed(draft: ServiceDraft) -> ServiceDraft:
    """One of the twenty proofs that a community must not issue becomes a refusal with somewhere to go."""
    proof = recognize_refused(draft.name) if "证明" in draft.name else None
    if proof is None:
        return draft
    return replace(
        draft,
        handling="referral",
        refused=True,
        refusal=draft.refusal or proof.say,
        refer_to=draft.refer_to or f"{proof.where}要带：{proof.bring}",
        days=None,
    )
