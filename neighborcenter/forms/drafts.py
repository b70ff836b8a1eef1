"""What a person hands in: the definition of a form, and one entry."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from neighborcenter.forms.kinds import FieldKind, Shift, Subject


@dataclass(frozen=True, slots=True)
class FieldDef:
    """One field of a form, or one column of its ledger.

    `low` and `high` are limits in the field's own words: a number, yuan, a time (08:00), or as `high` the most
    characters of a text. `usual_low` and `usual_high` refuse nothing: a figure outside them is marked, and the
    figures of a person are followed as a curve. `counts_as` names what the answer adds to in the module's figures. `default` may be @me, @today or @now. `shown_when` and `formula` are in the grammar of
    `formula.py`. `permission` names a right without which the value is neither seen nor changed. `keep_months`
    0: as long as the entry. `width` of the ledger column in characters.
    """

    key: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    label_en: str = ""
    required: bool = False
    options: tuple[str, ...] = ()
    unit: str = ""
    places: int = 0
    low: str = ""
    high: str = ""
    default: str = ""
    hint: str = ""
    shown_when: str = ""
    formula: str = ""
    fact: str = ""
    ledger: bool = True
    permission: str = ""
    masked: bool = False
    keep_months: int = 0
    width: int = 0
    usual_low: str = ""
    usual_high: str = ""
    counts_as: str = ""


@dataclass(frozen=True, slots=True)
class DueRule:
    """When the next entry about a person is due.

    `field`: a date field says it. Else `days` after the entry, or for the value of the choice `by` the days in
    `steps`; `working`: in working days. `shift` moves a day on which offices rest. Nothing is due where the
    condition `unless` holds (the book is back). A later entry about the person answers the earlier one, except
    where `each` entry is a matter of its own; such a matter need not be about anybody. Everybody with the care tag `tag` who has no entry yet is due at
    once. Empty: nothing is ever due.
    """

    days: int = 0
    by: str = ""
    steps: Mapping[str, int] = field(default_factory=dict)
    field: str = ""
    working: bool = False
    shift: Shift = Shift.NONE
    unless: str = ""
    each: bool = False
    tag: str = ""

    @property
    def asks(self) -> bool:
        """Whether this form makes a work list at all."""
        return bool(self.days or self.field or (self.by and self.steps))


@dataclass(frozen=True, slots=True)
class Definition:
    """The contents of one version of a form. `title` stands above the ledger; empty: the form's name."""

    fields: tuple[FieldDef, ...]
    subject: Subject = Subject.REQUIRED
    due: DueRule = field(default_factory=DueRule)
    title: str = ""

    def field_of(self, key: str) -> FieldDef | None:
        """The field with this key."""
        return next((one for one in self.fields if one.key == key), None)

    @property
    def columns(self) -> tuple[FieldDef, ...]:
        """The columns of the ledger, in order."""
        return tuple(one for one in self.fields if one.ledger)


@dataclass(frozen=True, slots=True)
class FormDraft:
    """A form: what it is called, whose it is, and how it begins."""

    name: str
    module_id: int | None
    definition: Definition
    name_en: str = ""
    key: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class EntryDraft:
    """One entry. `values` by field key: str, int, Decimal, date, time, bool, tuple of str; money in fen; records
    by id. `day` None: today. `client_key` is made once per form sheet, so that saving twice counts once."""

    form_id: int
    values: Mapping[str, Any]
    day: date | None = None
    resident_id: int | None = None
    client_key: str = ""
