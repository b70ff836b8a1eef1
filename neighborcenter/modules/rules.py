"""What a set of modules must be: exactly one "1", six of the six, any number of X. Pure."""

from collections.abc import Sequence
from datetime import date, timedelta

from neighborcenter.kit.problems import Problem
from neighborcenter.modules.drafts import HandoverDraft, ModuleDraft, ModuleFacts

NUMBERS = ("1", "6", "X")
MOST = {"1": 1, "6": 6}

MOVES: dict[str, frozenset[str]] = {
    "planned": frozenset({"open", "closed"}),
    "open": frozenset({"suspended", "closed"}),
    "suspended": frozenset({"open", "closed"}),
    "closed": frozenset({"open"}),
}
"""From status to status. A closed module may open again: its services and records stay."""

_LONGEST_AHEAD = timedelta(days=366)


def problems_in_module(
    draft: ModuleDraft, others: Sequence[ModuleFacts], *, was_number: str | None = None
) -> list[Problem]:
    """What is wrong with a new module (`was_number` None) or a changed one; `others` without itself."""
    found: list[Problem] = []
    name = draft.name.strip()
    if not name:
        found.append(Problem("name", "required"))
    elif any(other.name == name for other in others):
        found.append(Problem("name", "modules.name_taken", {"name": name}))
    if len(name) > 20:
        found.append(Problem("name", "modules.name_long", {"count": len(name)}))
    if draft.number not in NUMBERS:
        found.append(Problem("number", "modules.no_such_number", {"number": draft.number}))
    elif was_number is not None and draft.number != was_number:
        found.append(Problem("number", "modules.number_stays", {"number": was_number}))
    elif was_number is None:
        have = sum(other.number == draft.number for other in others)
        if have >= MOST.get(draft.number, have + 1):
            code = "modules.one_only" if draft.number == "1" else "modules.six_only"
            found.append(Problem("number", code))
    return found


def problems_in_move(module: ModuleFacts, to: str) -> list[Problem]:
    """Whether a module may go to a status: the "1" and the six may rest, but are never closed."""
    if module.status == to:
        return []
    if to not in MOVES[module.status]:
        return [Problem("status", "modules.no_such_move", {"name": module.name})]
    if to == "closed" and module.number != "X":
        return [Problem("status", "modules.fixed_stays", {"name": module.name})]
    return []


def problems_in_handover(draft: HandoverDraft, module: ModuleFacts, today: date) -> list[Problem]:
    """A hand-over needs a name that differs, and a day after the last one and within a year."""
    found: list[Problem] = []
    operator = draft.operator.strip()
    if not operator:
        found.append(Problem("operator", "required"))
    elif operator == module.operator and draft.until == module.operator_until:
        found.append(Problem("operator", "modules.same_operator", {"operator": operator}))
    if module.operator_since is not None and draft.since < module.operator_since:
        found.append(
            Problem("since", "modules.since_early", {"day": draft.since, "last": module.operator_since})
        )
    if draft.until is not None and draft.until < draft.since:
        found.append(Problem("until", "modules.until_early", {"day": draft.until}))
    if draft.since > today + _LONGEST_AHEAD:
        found.append(Problem("since", "modules.since_late", {"day": draft.since}))
    return found
