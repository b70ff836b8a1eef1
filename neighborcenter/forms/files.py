"""A form as one file, TOML or JSON: what a center gives to another, and what the program ships.

What equals its usual value is left out. Nothing in a file can do more than `rules` allows.
"""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from neighborcenter.forms.drafts import Definition, DueRule, FieldDef, FormDraft
from neighborcenter.forms.kinds import FieldKind, Shift, Subject
from neighborcenter.kit.paths import resource
from neighborcenter.kit.problems import Invalid, Problem, Unavailable

MOST_BYTES = 1_000_000
_ENUMS = {"kind": FieldKind, "subject": Subject, "shift": Shift}


@dataclass(frozen=True, slots=True)
class FormFile:
    """What a file says. `module` is the key or the name of the module it belongs to."""

    key: str
    name: str
    name_en: str
    description: str
    module: str
    definition: Definition

    def draft(self, module_id: int | None) -> FormDraft:
        """The form as it is handed in, for a module of this center."""
        return FormDraft(self.name, module_id, self.definition, self.name_en, self.key, self.description)


def read_form(path: Path) -> FormFile:
    """Read one file. Raises Invalid ("file") when it is no form."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Invalid(Problem("file", "forms.no_file", {"file": path.name})) from error
    if len(data) > MOST_BYTES:
        raise Invalid(Problem("file", "forms.not_a_form", {"file": path.name, "why": ""}))
    try:
        text = data.decode("utf-8")
        found = json.loads(text) if path.suffix.lower() == ".json" else tomllib.loads(text)
        return _form(found)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Invalid(Problem("file", "forms.not_a_form", {"file": path.name, "why": str(error)})) from error


def _form(found: Mapping[str, Any]) -> FormFile:
    due = dict(found.get("due", {}))
    definition = Definition(
        tuple(_made(FieldDef, one) for one in found["field"]),
        Subject(found.get("subject", Subject.REQUIRED)),
        _made(DueRule, due),
        found.get("title", ""),
    )
    return FormFile(
        str(found["key"]), str(found["name"]), str(found.get("name_en", "")), str(found.get("description", "")),
        str(found.get("module", "")), definition,
    )  # fmt: skip


def _made(kind: type[Any], found: Mapping[str, Any]) -> Any:
    """A dataclass from plain values. Raises ValueError, TypeError for what does not fit."""
    values: dict[str, Any] = {}
    known = {one.name: one for one in fields(kind)}
    for name, value in found.items():
        if name not in known:
            raise ValueError(name)
        usual = known[name].default
        if name in _ENUMS:
            value = _ENUMS[name](value)
        elif name == "options":
            value = tuple(str(each) for each in value)
        elif usual is not MISSING and type(usual) is not type(value):
            raise ValueError(f"{name} = {value!r}")
        values[name] = value
    return kind(**values)


def write_form(form: FormFile, path: Path) -> None:
    """Write one file, TOML or by its ending JSON. Raises Unavailable when the folder refuses."""
    plain = as_plain(form)
    text = json.dumps(plain, ensure_ascii=False, indent=2) if path.suffix.lower() == ".json" else _toml(plain)
    try:
        path.write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise Unavailable("db.readonly", path=str(path.parent)) from error


def as_plain(form: FormFile) -> dict[str, Any]:
    """The form as plain values, without what is usual."""
    found: dict[str, Any] = {"key": form.key, "name": form.name}
    for name in ("name_en", "description", "module"):
        if getattr(form, name):
            found[name] = getattr(form, name)
    if form.definition.title:
        found["title"] = form.definition.title
    found["subject"] = form.definition.subject.value
    due = _unusual(form.definition.due)
    if due:
        found["due"] = due
    found["field"] = [_unusual(one) for one in form.definition.fields]
    return found


def _unusual(one: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for each in fields(one):
        value = getattr(one, each.name)
        if each.default is not MISSING and value == each.default:
            continue
        if value in ((), {}, None):
            continue
        if isinstance(value, FieldKind | Shift):
            found[each.name] = value.value
        elif isinstance(value, tuple):
            found[each.name] = list(value)
        else:
            found[each.name] = dict(value) if isinstance(value, Mapping) else value
    return found


def _toml(plain: Mapping[str, Any]) -> str:
    lines = [
        f"{name} = {_toml_value(value)}" for name, value in plain.items() if name not in ("due", "field")
    ]
    if "due" in plain:
        lines += ["", "[due]", *(f"{name} = {_toml_value(value)}" for name, value in plain["due"].items())]
    for one in plain["field"]:
        lines += ["", "[[field]]", *(f"{name} = {_toml_value(value)}" for name, value in one.items())]
    return "\n".join(lines)


def _toml_value(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_toml_value(k)} = {_toml_value(v)}" for k, v in value.items()) + " }"
    # A JSON string, list, number and truth value is one of TOML as well.
    return json.dumps(value, ensure_ascii=False)


@cache
def shipped() -> tuple[FormFile, ...]:
    """The forms that come with the program, in the order of their files."""
    folder = resource("forms")
    return tuple(read_form(path) for path in sorted(folder.glob("*.toml")))
