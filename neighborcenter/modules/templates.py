"""What a module can be made from: the nine a center starts with, and 57 real ones from Fujian to copy."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from neighborcenter.center.seed_files import rows_of
from neighborcenter.kit.paths import resource


@dataclass(frozen=True, slots=True)
class SeedModule:
    """A module a new center starts with. `kind`: one, six or x; `color` names a category of the theme."""

    key: str
    kind: str
    name: str
    name_en: str
    description: str
    description_en: str
    color: str
    template: str = ""


@dataclass(frozen=True, slots=True)
class ModuleTemplate:
    """A module seen at a real center: what it is called, where it was seen, what it does."""

    key: str
    name: str
    name_en: str
    center: str
    what_it_does: str


@cache
def starting_modules(path: Path | None = None) -> tuple[SeedModule, ...]:
    """The nine modules a new center starts with, in order."""
    found = tomllib.loads((path or resource("seed", "modules.toml")).read_text(encoding="utf-8"))
    return tuple(SeedModule(**block) for block in found["module"])


@cache
def module_templates() -> tuple[ModuleTemplate, ...]:
    """The 57 templates of X modules, in the order of the file."""
    rows = rows_of(resource("seed", "x_templates.csv"))
    return tuple(
        ModuleTemplate(r["key"], r["name"], r["name_en"], r["center"], r["what_it_does"]) for r in rows
    )
