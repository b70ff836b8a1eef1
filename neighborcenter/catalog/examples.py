"""The services a new center starts with: real items as editable examples, each to be confirmed locally."""

from dataclasses import dataclass
from functools import cache

from neighborcenter.center.seed_files import rows_of
from neighborcenter.kit.paths import resource


@dataclass(frozen=True, slots=True)
class ExamplePaper:
    """A paper to bring. `need`: yes, no, if (only under `condition`) or unknown (the source does not say)."""

    name: str
    need: str
    copies: int
    form: str
    condition: str
    source: str


@dataclass(frozen=True, slots=True)
class ExampleService:
    """One example. `handling`: direct, agency, assisted, referral or "" where the source does not say;
    `days` with `days_kind` working or calendar, None when not stated; `refused` names the proof it asks for."""

    code: str
    module: str
    name: str
    name_en: str
    category: str
    department: str
    handling: str
    days: int | None
    days_kind: str
    fee: str
    eligibility: str
    refused: str
    confirm: bool
    daily: bool
    papers: tuple[ExamplePaper, ...]


@cache
def example_services() -> tuple[ExampleService, ...]:
    """All examples, in the order of the file."""
    papers: dict[str, list[ExamplePaper]] = {}
    for r in rows_of(resource("seed", "materials.csv")):
        papers.setdefault(r["service"], []).append(
            ExamplePaper(r["name"], r["need"], int(r["copies"] or 1), r["form"], r["condition"], r["source"])
        )
    return tuple(
        ExampleService(
            code=r["code"],
            module=r["module"],
            name=r["name"],
            name_en=r["name_en"],
            category=r["category"],
            department=r["department"],
            handling=r["handling"],
            days=int(r["days"]) if r["days"] else None,
            days_kind=r["days_kind"],
            fee=r["fee"],
            eligibility=r["eligibility"],
            refused=r["refused"],
            confirm=r["confirm"] == "yes",
            daily=r["origin"] == "daily",
            papers=tuple(papers.get(r["code"], ())),
        )
        for r in rows_of(resource("seed", "services.csv"))
    )
