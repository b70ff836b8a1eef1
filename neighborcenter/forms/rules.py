"""What may stand in a form and in an entry: pure decisions, the same for the screen, an import and a command."""

import keyword
import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from neighborcenter.accounts.permissions import Permission
from neighborcenter.center import rules as calendar_rules
from neighborcenter.center.drafts import HolidayCalendar
from neighborcenter.forms.drafts import Definition, DueRule, FieldDef
from neighborcenter.forms.formula import formula
from neighborcenter.forms.kinds import COUNTED, RECORDS, TYPED, Fact, FieldKind, Shift, Subject
from neighborcenter.forms.values import read_words
from neighborcenter.kit.problems import Invalid, Problem

MOST_FIELDS = 80
MOST_OPTIONS = 60
MOST_WORDS = 4_000
LONGEST_DUE = 3_660
ENV = ("day", "age")
"""Names that formulas may use besides the fields: the entry's day and the person's age on it."""
USUAL = ("usual_low", "usual_high")
RESERVED = frozenset((*ENV, "resident_id"))
_KEY = re.compile(r"[^\W\d]\w{0,39}")
"""A name that the formulas' parser takes; Chinese ones are as good: 体重 / (身高 / 100)."""


@dataclass(frozen=True, slots=True)
class About:
    """What is known around an entry.  `records`: the ids that exist, by kind; `may` says which rights are held."""

    today: date
    day: date
    age: int | None = None
    has_person: bool = False
    records: Mapping[FieldKind, Collection[int]] = field(default_factory=dict)
    rights: Collection[str] | None = None  # None: everything

    def may(self, one: FieldDef) -> bool:
        """Whether the person who enters may see and change this field."""
        return not one.permission or self.rights is None or one.permission in self.rights


@dataclass(frozen=True, slots=True)
class Judged:
    """The values to keep, reckoned ones among them, and what stands against them."""

    values: dict[str, Any]
    problems: list[Problem]


# -- entries ---------------------------------------------------------------------------------------------------


def shown(one: FieldDef, values: Mapping[str, Any], about: About, fields: Sequence[FieldDef]) -> bool:
    """Whether a field is asked for, given what stands in the others."""
    return not one.shown_when or formula(one.shown_when).holds(_env(values, about, fields))


def reckoned(
    definition: Definition, values: Mapping[str, Any], about: About
) -> dict[str, Decimal | str | bool | None]:
    """The computed fields, in order: a later one may use an earlier one."""
    known = dict(values)
    found: dict[str, Any] = {}
    for one in definition.fields:
        if one.kind is FieldKind.COMPUTED:
            value = formula(one.formula).value(_env(known, about, definition.fields))
            if isinstance(value, Decimal):
                value = value.quantize(Decimal(1).scaleb(-one.places), ROUND_HALF_UP)
            found[one.key] = known[one.key] = value
    return found


def judge(definition: Definition, values: Mapping[str, Any], about: About) -> Judged:
    """Check the values of one entry.

    Fields that are not shown lose what stands in them; a field that this person may not see is left to the caller.
    """
    kept: dict[str, Any] = {}
    problems: list[Problem] = []
    unknown = [key for key in values if definition.field_of(key) is None]
    problems += [Problem(key, "forms.no_field", {"field": key}) for key in unknown]
    if definition.subject is Subject.REQUIRED and not about.has_person:
        problems.append(Problem("resident_id", "forms.person_missing"))
    if about.day > about.today:
        problems.append(Problem("day", "forms.day_ahead"))
    for one in definition.fields:
        if one.kind not in TYPED or not about.may(one):
            continue
        if not shown(one, kept, about, definition.fields):
            continue
        value, found = _checked(one, values.get(one.key), about)
        problems += found
        if value is not None:
            kept[one.key] = value
    kept |= {key: value for key, value in reckoned(definition, kept, about).items() if value is not None}
    return Judged(kept, problems)


def _checked(one: FieldDef, value: Any, about: About) -> tuple[Any, list[Problem]]:
    if isinstance(value, str) and one.kind not in RECORDS:
        value, wrong = read_words(one, value)
        if wrong is not None:
            return None, [wrong]
    if one.kind is FieldKind.YES_NO and value is None and one.required:
        return None, [Problem(one.key, "required")]
    if value is None or value in ("", ()):
        return None, [Problem(one.key, "required")] if one.required else []
    if not isinstance(value, _TYPES[one.kind]):
        return None, [Problem(one.key, f"forms.not_{one.kind.value}", {"text": str(value)})]
    if one.kind is FieldKind.NUMBER:
        value = Decimal(str(value))
        even = value.quantize(Decimal(1).scaleb(-one.places), ROUND_HALF_UP)
        value = even if even == value else value
    return value, _problems_in_value(one, value, about)


_TYPES: dict[FieldKind, tuple[type, ...]] = {
    **dict.fromkeys(
        (FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.CHOICE, FieldKind.FILE, FieldKind.SIGNATURE), (str,)
    ),
    FieldKind.NUMBER: (Decimal, int),
    FieldKind.MONEY: (int,),
    FieldKind.DATE: (date,),
    FieldKind.TIME: (time,),
    FieldKind.CHOICES: (tuple, list),
    FieldKind.YES_NO: (bool,),
    **dict.fromkeys(RECORDS, (int,)),
}


def _problems_in_value(one: FieldDef, value: Any, about: About) -> list[Problem]:
    kind = one.kind
    if kind in (FieldKind.TEXT, FieldKind.LONG_TEXT):
        most = int(one.high) if one.high.isdecimal() else MOST_WORDS
        return [Problem(one.key, "forms.too_long", {"most": most})] if len(value) > most else []
    if kind is FieldKind.CHOICE:
        return [] if value in one.options else [_no_choice(one, value)]
    if kind is FieldKind.CHOICES:
        return [_no_choice(one, each) for each in value if each not in one.options][:1]
    if kind in RECORDS:
        known = about.records.get(kind)
        if known is not None and value not in known:
            return [Problem(one.key, "found.none", {"what": _WHAT[kind], "name": value})]
        return []
    if kind is FieldKind.NUMBER and round(value, one.places) != value:
        return [Problem(one.key, "forms.places", {"places": one.places})]
    return _problems_in_limits(one, value)


_WHAT = {
    FieldKind.PERSON: "resident",
    FieldKind.HOUSEHOLD: "household",
    FieldKind.ROOM: "room",
    FieldKind.SERVICE: "service",
}


def _no_choice(one: FieldDef, value: str) -> Problem:
    return Problem(one.key, "forms.no_choice", {"text": value, "options": "、".join(one.options)})


def _problems_in_limits(one: FieldDef, value: Any) -> list[Problem]:
    low, high = limit(one, one.low), limit(one, one.high)
    if low is not None and value < low:
        return [Problem(one.key, "forms.below", {"limit": one.low, "unit": one.unit})]
    if high is not None and value > high:
        return [Problem(one.key, "forms.above", {"limit": one.high, "unit": one.unit})]
    return []


def limit(one: FieldDef, words: str) -> Any:
    """A limit as a value that can be compared; None when there is none."""
    if one.kind is FieldKind.COMPUTED:
        one = replace(one, kind=FieldKind.NUMBER)
    if not words or one.kind not in (FieldKind.NUMBER, FieldKind.MONEY, FieldKind.DATE, FieldKind.TIME):
        return None
    return read_words(one, words)[0]


def beside_usual(one: FieldDef, value: Any) -> int:
    """1 above what is usual, -1 below it, 0 within, or where nothing is said of what is usual."""
    if not isinstance(value, Decimal | int) or isinstance(value, bool):
        return 0
    low, high = limit(one, one.usual_low), limit(one, one.usual_high)
    return 1 if high is not None and value > high else -1 if low is not None and value < low else 0


def _env(values: Mapping[str, Any], about: About, fields: Sequence[FieldDef]) -> dict[str, Any]:
    found: dict[str, Any] = {"day": about.day, "age": about.age}
    for one in fields:
        value = values.get(one.key)
        if one.kind is FieldKind.MONEY and isinstance(value, int):
            value = Decimal(value) / 100
        found[one.key] = value
    return found


def default_of(one: FieldDef, now: datetime, me: str) -> Any:
    """What a field begins with: @today, @now and @me are the day, the time and the name of who enters."""
    said = {"@today": now.date(), "@now": now.time().replace(second=0, microsecond=0), "@me": me}
    if one.default in said:
        value = said[one.default]
        return value if isinstance(value, _TYPES.get(one.kind, (str,))) else None
    return read_words(one, one.default)[0] if one.default else None


def usual_mark(one: FieldDef, values: Mapping[str, Any]) -> str:
    """An arrow beside a figure that is not usual; empty for every other."""
    return {1: " ↑", -1: " ↓", 0: ""}[beside_usual(one, values.get(one.key))]


def is_satisfied(words: str) -> bool | None:
    """Whether an answer says that somebody was satisfied; None for one that says nothing of it (未回访)."""
    plain = words.lower()
    if "满意" not in plain and "satisfied" not in plain:
        return None
    return not any(sign in plain for sign in ("不", "dis", "un", "not "))


# -- what is due -----------------------------------------------------------------------------------------------


def next_due(rule: DueRule, values: Mapping[str, Any], day: date, calendar: HolidayCalendar) -> date | None:
    """When the next entry is due after one on `day`; None when nothing is.

    Working days are those of offices with the make-up days of the calendar (Civil Code 201: the first day does
    not count). A date that a person wrote is moved like any other.
    """
    due: date | None = None
    if rule.unless and formula(rule.unless).holds(values):
        return None
    if rule.field:
        found = values.get(rule.field)
        due = found if isinstance(found, date) else None
    else:
        days = rule.steps.get(str(values.get(rule.by, "")), rule.days) if rule.by else rule.days
        if days > 0:
            if rule.working:
                return calendar_rules.add_working_days(day, days, calendar).day
            due = day + timedelta(days=days)
    if due is None or rule.shift is Shift.NONE:
        return due
    step = timedelta(days=1 if rule.shift is Shift.AFTER else -1)
    while not calendar_rules.is_working_day(due, calendar):
        due += step
    return max(due, day)


# -- definitions -----------------------------------------------------------------------------------------------


def problems_in_definition(definition: Definition) -> list[Problem]:
    """What is wrong with a form as it is designed; the field of a problem is `fields.2.label`."""
    problems: list[Problem] = []
    if not any(one.kind in TYPED for one in definition.fields):
        problems.append(Problem("fields", "forms.nothing_to_fill"))
    if len(definition.fields) > MOST_FIELDS:
        problems.append(Problem("fields", "forms.too_many_fields", {"most": MOST_FIELDS}))
    seen: set[str] = set()
    labels: set[str] = set()
    for place, one in enumerate(definition.fields):
        found = problems_in_field(one, definition, frozenset(seen))
        if one.ledger and one.label.strip() in labels:
            found.append(label_twice(one))
        problems += [Problem(f"fields.{place}.{p.field}", p.code, p.params, p.level) for p in found]
        seen.add(one.key)
        labels |= {one.label.strip()} if one.ledger else set()
    return problems + _problems_in_due(definition)


def problems_in_field(one: FieldDef, definition: Definition, earlier: frozenset[str]) -> list[Problem]:
    """What is wrong with one field; formulas may read fields that stand before it."""
    problems: list[Problem] = []
    if not is_key(one.key) or one.key in earlier:
        problems.append(Problem("key", "forms.key", {"key": one.key}))
    if not one.label.strip():
        problems.append(Problem("label", "required"))
    if one.kind in (FieldKind.CHOICE, FieldKind.CHOICES):
        if not one.options or len(one.options) > MOST_OPTIONS:
            problems.append(Problem("options", "forms.options", {"most": MOST_OPTIONS}))
        elif len(set(one.options)) != len(one.options):
            problems.append(Problem("options", "forms.options_twice"))
    if one.kind is FieldKind.FACT and one.fact not in {each.value for each in Fact}:
        problems.append(Problem("fact", "forms.fact", {"fact": one.fact}))
    if one.kind is FieldKind.FACT and definition.subject is Subject.NONE:
        problems.append(Problem("fact", "forms.fact_without_person"))
    if one.permission and one.permission not in {each.value for each in Permission}:
        problems.append(Problem("permission", "forms.permission", {"permission": one.permission}))
    problems += [p for name in ("low", "high", *USUAL) for p in _problems_in_limit(one, name)]
    for names in (("low", "high"), USUAL):
        low, high = (limit(one, getattr(one, name)) for name in names)
        if low is not None and high is not None and low > high:
            problems.append(Problem(names[1], "forms.limits"))
    if one.counts_as and COUNTED.get(one.counts_as) is not one.kind:  # type: ignore[call-overload]
        problems.append(Problem("counts_as", "forms.counts_as"))
    problems += _problems_in_formula(one, earlier)
    return problems


def label_twice(one: FieldDef) -> Problem:
    """Two columns of a ledger cannot be told apart."""
    return Problem("label", "forms.label_twice", {"label": one.label.strip()})


def is_key(text: str) -> bool:
    """Whether a text can be the key of a field."""
    plain = unicodedata.normalize("NFKC", text) == text and not keyword.iskeyword(text)
    return bool(_KEY.fullmatch(text)) and plain and text not in RESERVED


def key_for(label: str, taken: Collection[str]) -> str:
    """A key made of a label: what can stand in it, with a number where it is taken."""
    words = re.sub(r"\W+", "_", unicodedata.normalize("NFKC", label)).strip("_")[:36]
    base = words if is_key(words) else f"f_{words}" if is_key(f"f_{words}") else "field"
    key, number = base, 2
    while key in taken:
        key, number = f"{base}_{number}", number + 1
    return key


def _problems_in_limit(one: FieldDef, name: str) -> list[Problem]:
    words = getattr(one, name)
    if not words:
        return []
    if one.kind in (FieldKind.TEXT, FieldKind.LONG_TEXT):
        wrong = not words.isdecimal()
    else:
        wrong = limit(one, words) is None
    return [Problem(name, "forms.limit", {"text": words})] if wrong else []


def _problems_in_formula(one: FieldDef, earlier: frozenset[str]) -> list[Problem]:
    problems: list[Problem] = []
    if one.kind is FieldKind.COMPUTED and not one.formula.strip():
        problems.append(Problem("formula", "required"))
    for name in ("formula", "shown_when"):
        text = getattr(one, name)
        if not text:
            continue
        problems += _problems_in_condition(name, text, earlier)
    return problems


def _problems_in_condition(name: str, text: str, known: Collection[str]) -> list[Problem]:
    try:
        unknown = formula(text).names - set(known) - set(ENV)
    except Invalid as wrong:
        return [Problem(name, wrong.problems[0].code, wrong.problems[0].params)]
    if not unknown:
        return []
    return [Problem(name, "forms.formula_names", {"names": "、".join(sorted(unknown))})]


def _problems_in_due(definition: Definition) -> list[Problem]:
    rule = definition.due
    problems: list[Problem] = []
    if rule.asks and definition.subject is not Subject.REQUIRED and not rule.each:
        problems.append(Problem("due", "forms.due_without_person"))
    if rule.field:
        found = definition.field_of(rule.field)
        if found is None or found.kind is not FieldKind.DATE:
            problems.append(Problem("due.field", "forms.due_field"))
    if rule.unless:
        problems += _problems_in_condition("due.unless", rule.unless, {one.key for one in definition.fields})
    if rule.by:
        by = definition.field_of(rule.by)
        if by is None or by.kind is not FieldKind.CHOICE:
            problems.append(Problem("due.by", "forms.due_by"))
        elif set(rule.steps) - set(by.options):
            problems.append(Problem("due.steps", "forms.due_steps"))
    if any(not 0 < days <= LONGEST_DUE for days in rule.steps.values()) or not 0 <= rule.days <= LONGEST_DUE:
        problems.append(Problem("due.days", "forms.due_days", {"most": LONGEST_DUE}))
    return problems


def problems_in_names(name: str, taken: Collection[str]) -> list[Problem]:
    """A form needs a name that no other form of the center has."""
    plain = name.strip()
    if not plain:
        return [Problem("name", "required")]
    if len(plain) > 40:
        return [Problem("name", "forms.name_long", {"most": 40})]
    return [Problem("name", "forms.name_taken", {"name": plain})] if plain in taken else []
