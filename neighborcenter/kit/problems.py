"""What can be wrong with what a person hands in, and the sentences that say so.

A person's mistake is a `Problem` and travels inside a `Refused`; a state of the machine that makes an act
impossible now (disk full, database locked) is `Unavailable`; anything else is our bug and an ordinary
exception. Rules carry codes and parameters only; the sentences are taught by each room's `texts.py`.
"""

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal

from neighborcenter.kit.i18n import N_, translate

_SENTENCES: dict[str, str] = {
    "allowed.missing": N_("You may not do this. It needs the right “{permission}”."),
    "found.none": N_("There is no {what} “{name}”."),
    "found.several": N_("“{name}” could mean several: {candidates}."),
    "changed.meanwhile": N_("Someone else changed this meanwhile. Look at it again before you save."),
    "required": N_("Fill this in."),
    "db.locked": N_("The database is busy with another program. Nothing was changed; try again in a moment."),
    "db.full": N_("The disk is full. Nothing was changed; free some space and try again."),
    "db.damaged": N_("The database file is damaged. Restore the last backup: main.py backups, then restore."),
    "db.missing": N_("There is no database at {path}. Make one with: main.py init."),
    "db.readonly": N_("The program may not write to {path}. Ask for write permission on that folder."),
    "db.address": N_(
        "This is not the address of a database. Write it like postgresql+psycopg://user@host/name."
    ),
    "db.unreachable": N_("The database cannot be reached: {reason}."),
    "db.newer": N_(
        "The database was written by a newer version of this program ({found}). Update the program; "
        "nothing was changed."
    ),
    "db.upgrade_failed": N_(
        "The database could not be brought up to date; it was put back as it was. Reason: {reason}"
    ),
    "audit.key_missing": N_(
        "The key of the audit trail is missing ({path}). Copy audit.key from the computer that made "
        "this database."
    ),
}

# What a parameter may hold besides what people typed: kinds of records, rights.
_NAMES: dict[str, str] = {
    "account": N_("account"),
    "appointment": N_("appointment"),
    "appointment_plan": N_("appointment service"),
    "backup": N_("backup"),
    "booking": N_("booking"),
    "care_tag": N_("care tag"),
    "center": N_("center"),
    "closed_day": N_("closed day"),
    "foreign_template": N_("form of another office"),
    "foreign_return": N_("return"),
    "ledger": N_("ledger"),
    "household": N_("household"),
    "import_batch": N_("import"),
    "occurrence": N_("booked day"),
    "people_group": N_("group"),
    "group": N_("group"),
    "report": N_("report"),
    "resident": N_("resident"),
    "resource": N_("equipment or staff"),
    "resource_absence": N_("absence"),
    "role": N_("role"),
    "room": N_("room"),
    "service": N_("service"),
    "service_module": N_("module"),
    "site": N_("site"),
    "tag": N_("care tag"),
    "visit": N_("visit"),
    "ticket": N_("number"),
    "desk_window": N_("window"),
    "queue_group": N_("group of services"),
    "priority_rule": N_("rule of priority"),
    "matter": N_("matter"),
    "loan": N_("loan"),
    "found_thing": N_("thing found or lost"),
    "counter_notice": N_("counter notice"),
    "shift_handover": N_("handover"),
}

_teachers: list[Callable[[], None]] = []


@dataclasses.dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong: in which field of the draft, which rule, with which values."""

    field: str
    code: str
    params: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    level: Literal["error", "warning"] = "error"


class Refused(Exception):
    """A rule said no. Nothing was changed."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(", ".join(p.code for p in problems))
        self.problems: tuple[Problem, ...] = problems


class Invalid(Refused):
    """The draft breaks a rule."""


class NotFound(Refused):
    """The record that was named does not exist (or not in this center)."""

    def __init__(self, what: str, name: object, field: str = "") -> None:
        super().__init__(Problem(field, "found.none", {"what": what, "name": name}))


class Ambiguous(Refused):
    """The name fits several records."""

    def __init__(self, name: str, candidates: Iterable[str], field: str = "") -> None:
        self.candidates = tuple(candidates)
        super().__init__(
            Problem(field, "found.several", {"name": name, "candidates": ", ".join(self.candidates)})
        )


class NotAllowed(Refused):
    """The acting person lacks a permission."""

    def __init__(self, permission: str) -> None:
        super().__init__(Problem("", "allowed.missing", {"permission": permission}))
        self.permission = permission


class Stale(Refused):
    """The record was changed by someone else since it was read."""

    def __init__(self, what: str, ref: int) -> None:
        super().__init__(Problem("", "changed.meanwhile", {"what": what, "ref": ref}))


class Clash(Refused):
    """What is asked for is taken. `in_the_way` holds rows that say by whom."""

    def __init__(
        self, *problems: Problem, in_the_way: tuple[Any, ...] = (), alternatives: tuple[Any, ...] = ()
    ):
        super().__init__(*problems)
        self.in_the_way = in_the_way
        self.alternatives = alternatives


class Unavailable(Exception):
    """Not possible now, whoever asks: locked, damaged, missing, disk full, newer."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


def teach(sentences: Mapping[str, str]) -> None:
    """Make the sentences of a room known. A code may be taught once only."""
    for code, sentence in sentences.items():
        if _SENTENCES.setdefault(code, sentence) != sentence:
            raise ValueError(f"the code {code} is taught twice")


def taught_by(read: Callable[[], None]) -> None:
    """Say who knows the rest: `read` is called once, when the first problem is put in words.

    A rule may refuse before anybody has loaded the sentences of its room.
    """
    _teachers.append(read)


def name_values(names: Mapping[str, str]) -> None:
    """Give words to values that stand in parameters: "people.write" -> N_("Register and change residents")."""
    _NAMES.update(names)


def speak(problem: "Problem | Unavailable") -> str:
    """The sentence for a problem in the language in use."""
    while _teachers:
        _teachers.pop()()
    sentence = _SENTENCES.get(problem.code)
    if sentence is None:
        return problem.code
    return translate(sentence).format_map(_Shown(problem.params))


def known_codes() -> frozenset[str]:
    """Every code that has a sentence; the tests compare it with the codes used."""
    return frozenset(_SENTENCES)


def refuse(problems: Iterable[Problem]) -> None:
    """Raise `Invalid` when any of `problems` is an error; warnings pass."""
    errors = tuple(p for p in problems if p.level == "error")
    if errors:
        raise Invalid(*errors)


class _Shown(dict[str, Any]):
    """Parameters of a sentence. Kinds of records and rights are put in words, what people typed stays as it is."""

    def __getitem__(self, key: str) -> Any:
        value = super().__getitem__(key)
        return translate(_NAMES[value]) if isinstance(value, str) and value in _NAMES else value

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"
