"""The closed lists of this room: kinds of fields, facts of a person, standings of versions and entries."""

from enum import StrEnum


class FieldKind(StrEnum):
    """What a field holds. FACT, DAY and DUE are columns of the ledger that nobody types."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    TIME = "time"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes_no"
    PERSON = "person"
    HOUSEHOLD = "household"
    ROOM = "room"
    SERVICE = "service"
    FILE = "file"
    SIGNATURE = "signature"
    COMPUTED = "computed"
    FACT = "fact"
    DAY = "day"
    DUE = "due"


class Fact(StrEnum):
    """What is known of the person an entry is about."""

    NAME = "name"
    SEX = "sex"
    AGE = "age"
    PHONE = "phone"
    ADDRESS = "address"
    GRID = "grid"
    BIRTH = "birth"
    ID_NUMBER = "id_number"
    GUARDIAN = "guardian"
    GUARDIAN_PHONE = "guardian_phone"


class Subject(StrEnum):
    """Whether an entry is about a resident."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    NONE = "none"


class Shift(StrEnum):
    """Where a day goes that is due while offices rest."""

    NONE = "none"
    BEFORE = "before"
    AFTER = "after"


class Counts(StrEnum):
    """What an answer counts as in the figures of the module."""

    INCOME = "income"
    COST = "cost"
    SATISFACTION = "satisfaction"


class FormStatus(StrEnum):
    ACTIVE = "active"
    RETIRED = "retired"


class VersionStatus(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"


class EntryStatus(StrEnum):
    KEPT = "kept"
    VOID = "void"


TYPED = frozenset(FieldKind) - {FieldKind.COMPUTED, FieldKind.FACT, FieldKind.DAY, FieldKind.DUE}
"""Kinds that a person fills in."""
COUNTED = {
    Counts.INCOME: FieldKind.MONEY,
    Counts.COST: FieldKind.MONEY,
    Counts.SATISFACTION: FieldKind.CHOICE,
}
"""The kind of field that may count as each."""
RECORDS = (FieldKind.PERSON, FieldKind.HOUSEHOLD, FieldKind.ROOM, FieldKind.SERVICE)
"""Kinds whose value is the id of a record."""
FREE_WORDS = frozenset(
    {FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.SIGNATURE, FieldKind.FILE, FieldKind.PERSON}
)
"""Kinds that may say who somebody is; they go when a resident's data are removed."""
