"""Conditions and formulas as people read them: fields by their labels, and the simple conditions as three choices.

What is kept names fields by their keys (`result == '已上岗'`); what is shown names them by their labels
(撮合结果 == '已上岗'), in 【】 where a label could not stand in a formula by itself. Pure.
"""

import ast
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from neighborcenter.forms.drafts import FieldDef
from neighborcenter.forms.formula import formula
from neighborcenter.forms.kinds import FieldKind
from neighborcenter.forms.rules import is_key
from neighborcenter.forms.values import label_of
from neighborcenter.kit.problems import Invalid

_PARTS = re.compile(r"""('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|【([^】]*)】|([^\W\d]\w*)""")


class Ask(StrEnum):
    """What a simple condition asks of a field."""

    YES = "yes"
    NO = "no"
    IS = "is"
    IS_NOT = "is_not"
    HAS = "has"
    ABOVE = "above"
    BELOW = "below"
    GIVEN = "given"


ALONE = frozenset({Ask.YES, Ask.NO, Ask.GIVEN})
"""Tests that need no value beside them."""
_SIGNS = {Ask.IS: "==", Ask.IS_NOT: "!=", Ask.ABOVE: ">", Ask.BELOW: "<"}
_OF: dict[type[ast.cmpop], Ask] = {
    ast.Eq: Ask.IS,
    ast.NotEq: Ask.IS_NOT,
    ast.Gt: Ask.ABOVE,
    ast.Lt: Ask.BELOW,
}


@dataclass(frozen=True, slots=True)
class Condition:
    """One field, what is asked of it, and the value in words."""

    key: str
    test: Ask
    value: str = ""


def tests_for(kind: FieldKind) -> tuple[Ask, ...]:
    """What may be asked of a field of this kind."""
    if kind is FieldKind.YES_NO:
        return (Ask.YES, Ask.NO, Ask.GIVEN)
    if kind is FieldKind.CHOICE:
        return (Ask.IS, Ask.IS_NOT, Ask.GIVEN)
    if kind is FieldKind.CHOICES:
        return (Ask.HAS, Ask.GIVEN)
    if kind in (FieldKind.NUMBER, FieldKind.MONEY):
        return (Ask.ABOVE, Ask.BELOW, Ask.IS, Ask.GIVEN)
    if kind is FieldKind.COMPUTED:
        return (Ask.IS, Ask.IS_NOT, Ask.ABOVE, Ask.BELOW, Ask.GIVEN)
    return (Ask.GIVEN,)


def written(one: Condition) -> str:
    """The condition as it is kept."""
    if one.test is Ask.YES:
        return one.key
    if one.test is Ask.NO:
        return f"not {one.key}"
    if one.test is Ask.GIVEN:
        return f"{one.key} != ''"
    value = one.value.strip()
    quoted = value if _is_number(value) else "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"
    if one.test is Ask.HAS:
        return f"{quoted} in {one.key}"
    return f"{one.key} {_SIGNS[one.test]} {quoted}"


def read(text: str) -> Condition | None:
    """A simple condition, or None for one that has to be read as it is written."""
    try:
        tree: Any = formula(text).tree
    except Invalid:
        return None
    if isinstance(tree, ast.Name):
        return Condition(tree.id, Ask.YES)
    if isinstance(tree, ast.UnaryOp) and isinstance(tree.op, ast.Not) and isinstance(tree.operand, ast.Name):
        return Condition(tree.operand.id, Ask.NO)
    if not isinstance(tree, ast.Compare) or len(tree.ops) != 1:
        return None
    left, sign, right = tree.left, tree.ops[0], tree.comparators[0]
    if isinstance(sign, ast.In) and isinstance(left, ast.Constant) and isinstance(right, ast.Name):
        return Condition(right.id, Ask.HAS, str(left.value))
    if not isinstance(left, ast.Name) or not isinstance(right, ast.Constant) or type(sign) not in _OF:
        return None
    if isinstance(sign, ast.NotEq) and right.value == "":
        return Condition(left.id, Ask.GIVEN)
    return Condition(left.id, _OF[type(sign)], str(right.value))


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"-?\d+(\.\d+)?", text)) and Decimal(text).is_finite()


def in_labels(text: str, fields: Sequence[FieldDef]) -> str:
    """A formula with the labels of its fields instead of their keys."""
    keys = {one.key for one in fields}
    labels = [label_of(one) for one in fields]
    shown: dict[str, str] = {}
    for one, label in zip(fields, labels, strict=True):
        if labels.count(label) > 1 or not label or "】" in label:
            continue
        plain = is_key(label) and (label == one.key or label not in keys)
        shown[one.key] = label if plain else f"【{label}】"
    return _PARTS.sub(lambda found: found[0] if found[3] is None else shown.get(found[3], found[3]), text)


def in_keys(text: str, fields: Sequence[FieldDef]) -> str:
    """What somebody wrote with labels, as it is kept; keys may be written as well."""
    keys = {one.key for one in fields}
    known = {label.strip(): one.key for one in fields for label in (one.label, one.label_en) if label.strip()}
    known |= {label_of(one).strip(): one.key for one in fields}

    def key_of(found: re.Match[str]) -> str:
        if found[1] is not None:
            return found[0]
        if found[2] is not None:
            return known.get(found[2].strip(), found[0])
        return found[3] if found[3] in keys else known.get(found[3], found[3])

    return _PARTS.sub(key_of, text)
