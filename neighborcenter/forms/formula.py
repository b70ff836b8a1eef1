"""The little language of computed fields and of "shown when": 体重 / (身高 / 100) / (身高 / 100), 风险 == '高'.

Python's own parser reads it; only the forms listed here are let through, so that a form from elsewhere can reckon
and nothing else. Numbers are decimals; whatever lacks a value has none itself, and a comparison with it is false.
"""

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import ROUND_HALF_UP, Decimal, DivisionByZero, InvalidOperation
from functools import lru_cache
from typing import Any

from neighborcenter.kit.problems import Invalid, Problem

MOST_CHARACTERS = 300
MOST_PARTS = 80
_HUGE = Decimal(10) ** 15


def _rounded(number: Decimal, places: Decimal = Decimal(0)) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-int(places)), ROUND_HALF_UP)


def _minutes(start: time, end: time) -> Decimal:
    return Decimal((end.hour - start.hour) * 60 + end.minute - start.minute)


_FUNCTIONS: dict[str, tuple[int, int, Callable[..., Any]]] = {
    "round": (1, 2, _rounded),
    "abs": (1, 1, abs),
    "min": (2, 9, min),
    "max": (2, 9, max),
    "days": (2, 2, lambda start, end: Decimal((end - start).days)),
    "minutes": (2, 2, _minutes),
}
_NUMBERS: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
}
_COMPARED: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Eq: lambda a, b: a == b,
    ast.NotEq: lambda a, b: a != b,
    ast.Lt: lambda a, b: a < b,
    ast.LtE: lambda a, b: a <= b,
    ast.Gt: lambda a, b: a > b,
    ast.GtE: lambda a, b: a >= b,
    ast.In: lambda a, b: a in b,
    ast.NotIn: lambda a, b: a not in b,
}
_PLAIN = (ast.Expression, ast.BinOp, ast.UnaryOp, ast.USub, ast.Not, ast.BoolOp, ast.And, ast.Or, ast.Compare,
          ast.IfExp, ast.Name, ast.Load, ast.Constant, ast.Call, *_NUMBERS, *_COMPARED)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Formula:
    """An expression that was let through; `names` are the field keys it reads."""

    text: str
    tree: ast.expr
    names: frozenset[str]

    def value(self, values: Mapping[str, Any]) -> Any:
        """What it comes to: a Decimal, bool, str or date; None when something it needs is missing."""
        try:
            found = _value(self.tree, values)
        except (TypeError, ValueError, InvalidOperation, DivisionByZero, ZeroDivisionError, OverflowError):
            return None
        if isinstance(found, Decimal) and (not found.is_finite() or abs(found) >= _HUGE):
            return None
        return found

    def holds(self, values: Mapping[str, Any]) -> bool:
        """Whether the condition is met."""
        return bool(self.value(values))


@lru_cache(maxsize=2_000)
def formula(text: str) -> Formula:
    """Read an expression. Raises Invalid ("formula") when it is not one of this language."""
    if len(text) > MOST_CHARACTERS:
        raise Invalid(Problem("formula", "forms.formula_long", {"most": MOST_CHARACTERS}))
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError) as error:
        raise Invalid(Problem("formula", "forms.formula", {"text": text})) from error
    parts = list(ast.walk(tree))
    if len(parts) > MOST_PARTS or not all(_allowed(part) for part in parts):
        raise Invalid(Problem("formula", "forms.formula", {"text": text}))
    called = {
        part.func.id for part in parts if isinstance(part, ast.Call) and isinstance(part.func, ast.Name)
    }
    names = frozenset(part.id for part in parts if isinstance(part, ast.Name)) - called
    return Formula(text, tree.body, names)


def _allowed(part: ast.AST) -> bool:
    if isinstance(part, ast.Call):
        if not isinstance(part.func, ast.Name) or part.keywords or part.func.id not in _FUNCTIONS:
            return False
        least, most, _run = _FUNCTIONS[part.func.id]
        return least <= len(part.args) <= most
    if isinstance(part, ast.Constant):
        return isinstance(part.value, str | int | float)
    return isinstance(part, _PLAIN)


def _value(part: ast.expr, values: Mapping[str, Any]) -> Any:
    if isinstance(part, ast.Constant):
        number = isinstance(part.value, int | float) and not isinstance(part.value, bool)
        return Decimal(str(part.value)) if number else part.value
    if isinstance(part, ast.Name):
        found = values.get(part.id)
        return Decimal(found) if isinstance(found, int) and not isinstance(found, bool) else found
    if isinstance(part, ast.BoolOp):
        met = (_value(one, values) for one in part.values)
        return all(met) if isinstance(part.op, ast.And) else any(met)
    if isinstance(part, ast.IfExp):
        return _value(part.body if _value(part.test, values) else part.orelse, values)
    if isinstance(part, ast.Compare):
        return _compared(part, values)
    if isinstance(part, ast.UnaryOp):
        inner = _value(part.operand, values)
        if isinstance(part.op, ast.Not):
            return not inner
        return None if inner is None else -inner
    if isinstance(part, ast.BinOp):
        left, right = _value(part.left, values), _value(part.right, values)
        return None if left is None or right is None else _NUMBERS[type(part.op)](left, right)
    assert isinstance(part, ast.Call)
    assert isinstance(part.func, ast.Name)
    given = [_value(one, values) for one in part.args]
    return None if any(one is None for one in given) else _FUNCTIONS[part.func.id][2](*given)


def _compared(part: ast.Compare, values: Mapping[str, Any]) -> bool:
    left = _value(part.left, values)
    for operator, other in zip(part.ops, part.comparators, strict=True):
        right = _value(other, values)
        if isinstance(left, date) and isinstance(right, str):
            right = date.fromisoformat(right) if len(right) == 10 else right
        if left is None or right is None or not _COMPARED[type(operator)](left, right):
            return False
        left = right
    return True
