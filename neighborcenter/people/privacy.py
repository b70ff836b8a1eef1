"""What is shown of a person: the one place that decides.

Lists, cards, search results and papers carry masked ID numbers and phones (GB/T 35273, 7.2: screens and paper
show less; the restriction belongs below the screen). The full value is handed out by `reveal` alone: it needs a
right and a reason and writes a line into the audit trail, which never holds the value itself.
"""

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.fold import fold
from neighborcenter.kit.idnumber import mask_id
from neighborcenter.kit.names import mask_name
from neighborcenter.kit.phone import mask_phone
from neighborcenter.kit.problems import Invalid, NotFound, Problem
from neighborcenter.kit.work import Read, Work
from neighborcenter.people import texts as texts  # teaches the sentences of this room
from neighborcenter.people.models import people_group, resident

# The fields that leave this room masked.
RESIDENT_FIELDS = ("phone", "phone2", "id_number", "guardian_phone")


def shown_phone(number: str) -> str:
    """A phone as lists, cards and papers show it: 138****5678."""
    return mask_phone(number)


def shown_id(number: str, *, lists: bool = True) -> str:
    """An ID number as lists (3505**********1234) or cards (350582********1234) show it."""
    return mask_id(number, lists=lists)


def public_name(name: str) -> str:
    """A name as a public notice shows it: 张*三. Publishing the whole name needs consent (PIPL article 25)."""
    return mask_name(name)


def sees_sensitive(read: Read) -> bool:
    """Whether this actor sees tags about health and hardship (PIPL articles 28 to 30)."""
    return read.may(Permission.PEOPLE_SENSITIVE)


def reveal(work: Work, resident_id: int, field: str, reason: str) -> str:
    """The full `field` ("phone", "phone2", "id_number" or "guardian_phone") of one resident.

    Writes who looked at what and why. Raises NotAllowed, NotFound, or Invalid when the reason is missing.
    """
    work.require(Permission.PEOPLE_REVEAL)
    if field not in RESIDENT_FIELDS:
        raise ValueError(f"{field} is not a masked field")
    return _reveal(work, resident, resident_id, field, reason, "people.reveal")


def reveal_group_phone(work: Work, group_id: int, reason: str) -> str:
    """The full phone of a group's leader; same conditions as `reveal`."""
    work.require(Permission.PEOPLE_REVEAL)
    return _reveal(work, people_group, group_id, "phone", reason, "people.reveal_group")


def reveal_field(work: Work, table: sa.Table, ref: int, field: str, reason: str, act: str) -> str:
    """The full `field` of a record of another room (the phone of a booking); same conditions as `reveal`."""
    work.require(Permission.PEOPLE_REVEAL)
    return _reveal(work, table, ref, field, reason, act)


def hand_out(work: Work, subject: str, count: int, way: str, columns: tuple[str, ...]) -> None:
    """Note that a list of people leaves the program: `way` "xlsx", "csv" or "paper", masked as always.

    Lists of personal information that are copied or printed are counted in the trail (GB/T 35273, 7.1).
    """
    work.require(Permission.EXPORT)
    work.record("people.hand_out", subject, None, count=count, way=way, columns="、".join(columns))


def hand_out_whole(work: Work, subject: str, ref: int, reason: str) -> None:
    """Note that phones and ID numbers leave whole on a form of another office, and why.

    Raises NotAllowed, or Invalid when the reason is missing.
    """
    work.require(Permission.PEOPLE_REVEAL)
    why = fold(reason)
    if len(why) < 2:
        raise Invalid(Problem("reason", "people.reason_missing"))
    work.record("people.reveal_list", subject, ref, reason=why)


def _reveal(work: Work, table: sa.Table, ref: int, field: str, reason: str, act: str) -> str:
    why = fold(reason)
    if len(why) < 2:
        raise Invalid(Problem("reason", "people.reason_missing"))
    row = work.row(
        sa.select(_named(table).label("name"), table.c[field].label("value")).where(
            table.c.id == ref, table.c.center_id == work.center_id
        )
    )
    if row is None:
        raise NotFound(table.name, ref)
    work.record(act, table.name, ref, field=field, reason=why, name=row.name)
    return str(row.value)


def _named(table: sa.Table) -> sa.ColumnElement[str]:
    """What a record is called in the trail."""
    return next(table.c[name] for name in ("name", "title", "who") if name in table.c)
