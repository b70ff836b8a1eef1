"""When a service may be kept, and when its guide is complete enough to be published. Pure."""

from neighborcenter.catalog.drafts import ServiceDraft, ServiceFacts
from neighborcenter.kit.fold import fold
from neighborcenter.kit.problems import Problem

HANDLINGS = ("direct", "agency", "assisted", "referral")
NEEDS = ("necessary", "optional", "unknown")
CATEGORIES = ("government", "public-welfare", "market")
LONGEST_DAYS = 366

MOVES: dict[str, frozenset[str]] = {
    "draft": frozenset({"published"}),
    "published": frozenset({"withdrawn", "draft"}),
    "withdrawn": frozenset({"published", "draft"}),
}


def problems_in_service(draft: ServiceDraft, facts: ServiceFacts) -> list[Problem]:
    """What is wrong with a service; warnings for what a good guide would still say."""
    found = _problems_in_name(draft, facts)
    if draft.module_id not in facts.modules:
        found.append(Problem("module_id", "catalog.no_module"))
    if draft.handling not in HANDLINGS:
        found.append(Problem("handling", "catalog.no_handling", {"handling": draft.handling}))
    if draft.category and draft.category not in CATEGORIES:
        found.append(Problem("category", "catalog.no_category", {"category": draft.category}))
    if draft.days is not None and not 0 <= draft.days <= LONGEST_DAYS:
        found.append(Problem("days", "catalog.days", {"days": draft.days, "most": LONGEST_DAYS}))
    if draft.days and draft.on_the_spot:
        found.append(Problem("days", "catalog.spot_and_days", {"days": draft.days}))
    found += _problems_in_papers(draft)
    if draft.handling == "agency" and not draft.department.strip():
        found.append(Problem("department", "catalog.agency_for_whom", {}, "warning"))
    if draft.category == "government" and not draft.refused and not draft.papers:
        found.append(Problem("papers", "catalog.no_papers", {}, "warning"))
    if draft.handling == "referral" and not draft.refer_to.strip():
        found.append(Problem("refer_to", "catalog.refer_where", {}, "warning"))
    return found


def problems_in_publishing(draft: ServiceDraft, facts: ServiceFacts) -> list[Problem]:
    """What keeps a service from being published: all of the above, and a referral that leads nowhere."""
    found = problems_in_service(draft, facts)
    if draft.handling == "referral" and not draft.refer_to.strip():
        found = [p for p in found if p.code != "catalog.refer_where"]
        found.append(Problem("refer_to", "catalog.refer_where"))
    if draft.refused and not draft.refusal.strip():
        found.append(Problem("refusal", "catalog.refusal_words"))
    if draft.refused and draft.handling != "referral":
        found.append(Problem("handling", "catalog.refused_is_referral"))
    if draft.to_confirm:
        found.append(Problem("to_confirm", "catalog.to_confirm", {}, "warning"))
    return found


def problems_in_move(status: str, to: str, name: str) -> list[Problem]:
    """Whether a service may go from one status to another; staying is fine."""
    if status == to or to in MOVES[status]:
        return []
    return [Problem("status", "catalog.no_such_move", {"name": name})]


def _problems_in_name(draft: ServiceDraft, facts: ServiceFacts) -> list[Problem]:
    name = " ".join(draft.name.split())
    if not name:
        return [Problem("name", "required")]
    if len(name) > 60:
        return [Problem("name", "catalog.name_long", {"count": len(name)})]
    if fold(name) in facts.names:
        return [Problem("name", "catalog.name_taken", {"name": name})]
    return []


def _problems_in_papers(draft: ServiceDraft) -> list[Problem]:
    found: list[Problem] = []
    seen: set[str] = set()
    for place, paper in enumerate(draft.papers):
        name = paper.name.strip()
        if not name:
            found.append(Problem(f"papers.{place}.name", "required"))
        elif name in seen:
            found.append(Problem(f"papers.{place}.name", "catalog.paper_twice", {"name": name}))
        if paper.need not in NEEDS:
            found.append(Problem(f"papers.{place}.need", "catalog.no_need", {"need": paper.need}))
        seen.add(name)
    return found
