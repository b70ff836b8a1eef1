"""The audit trail speaks: every act that any room records, and every detail of it, has words."""

import ast
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from neighborcenter.booking.kinds import Turnout
from neighborcenter.desk.matters.kinds import Act
from ui.accounts.audit_words import DETAILS, acts

ROOMS = Path(__file__).resolve().parents[2] / "neighborcenter"
ENDS: dict[str, type[StrEnum]] = {"booking.": Turnout, "booking.appointment_": Turnout, "matters.": Act}
"""What follows where an act is put together."""
AS_THEY_ARE = frozenset({"seat", "wheelchair", "helper"})  # kinds of places, each with its own number


def recorded() -> Iterator[tuple[str, ast.Call]]:
    """Calls of `work.record`, with where they stand."""
    for path in sorted(ROOMS.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "record" and node.args:
                yield path.relative_to(ROOMS).as_posix(), node


def names_in(act: ast.expr) -> Iterator[str]:
    """The names an act may have: a string, either side of a condition, or one for each value of a list."""
    if isinstance(act, ast.JoinedStr):
        head = ast.literal_eval(act.values[0])
        yield from (f"{head}{end}" for end in ENDS[head])
        return
    yield from (
        part.value
        for part in ast.walk(act)
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and "." in part.value
    )


def test_every_act_has_words() -> None:
    nameless = [
        f"{place}: {name}"
        for place, call in recorded()
        for name in names_in(call.args[0])
        if name not in acts()
    ]
    assert not nameless, "\n".join(nameless)


def test_every_detail_has_words() -> None:
    known = DETAILS.keys() | AS_THEY_ARE
    nameless = [
        f"{place}: {each.arg}"
        for place, call in recorded()
        for each in call.keywords
        if each.arg and each.arg not in known
    ]
    assert not nameless, "\n".join(nameless)
