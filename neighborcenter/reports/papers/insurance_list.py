"""参保志愿者名单: who is covered by a policy and from when; the list an insurer asks for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import NotFound
from neighborcenter.kit.work import Read
from neighborcenter.people.kinds import Sex
from neighborcenter.people.models import resident
from neighborcenter.people.privacy import shown_id, shown_phone
from neighborcenter.people.rules import age_on
from neighborcenter.people.texts import SEX_NAMES
from neighborcenter.reports.paper.blocks import Block, Space, Title
from neighborcenter.reports.paper.facts import KeyValues, Signatures
from neighborcenter.reports.paper.tables import Column, Table
from neighborcenter.reports.paper.workbook import Sheet, SheetColumn
from neighborcenter.reports.report import Check, Values
from neighborcenter.volunteers.models.people import policy, policy_member, volunteer


@dataclass(frozen=True, slots=True)
class Insured:
    """One line: numbers masked, the age on the first day of cover."""

    number: str
    name: str
    sex: str
    age: str
    id_number: str
    phone: str
    since: date


@dataclass(frozen=True, slots=True)
class InsuranceList:
    """A policy with everybody on it."""

    number: str
    insurer: str
    cover: str
    valid_from: date
    valid_to: date
    note: str
    people: tuple[Insured, ...]
    cutoff: datetime

    @property
    def headline(self) -> str:
        """参保志愿者名单 · PICC-2026-001."""
        return _("Insured volunteers · {number}").format(number=self.number)

    @property
    def covers(self) -> str:
        """The days the policy holds."""
        return f"{self.valid_from} – {self.valid_to}"

    @property
    def totals(self) -> Mapping[str, float]:
        """How many are covered."""
        return {"people": len(self.people)}


def collect(read: Read, values: Values) -> InsuranceList:
    """Read the policy and its members.  Raises NotAllowed, NotFound."""
    read.require(Permission.VOLUNTEERS_VIEW)
    ref = values["policy"]
    row = read.row(sa.select(policy).where(policy.c.id == ref, policy.c.center_id == read.center_id))
    if row is None:
        raise NotFound("policy", ref, "policy")
    members = read.rows(
        sa.select(policy_member.c.covered_from, volunteer.c.number, resident)
        .join(volunteer, volunteer.c.id == policy_member.c.volunteer_id)
        .join(resident, resident.c.id == volunteer.c.resident_id)
        .where(policy_member.c.policy_id == ref)
        .order_by(volunteer.c.number)
    )
    people = tuple(
        Insured(
            one.number, one.name, _sex(one.sex),
            "" if one.birth_date is None else str(age_on(one.birth_date, one.covered_from)),
            shown_id(one.id_number), shown_phone(one.phone), one.covered_from,
        )
        for one in members
    )  # fmt: skip
    return InsuranceList(
        row.number, row.insurer, row.cover, row.valid_from, row.valid_to, row.note, people, read.clock.local()
    )


def _sex(sex: Sex) -> str:
    return "" if sex is Sex.UNKNOWN else _(SEX_NAMES[sex])


def _titles() -> tuple[str, ...]:
    return (
        _("No."), _("Volunteer number"), _("Full name"), _("Sex"), _("Age"), _("ID number"), _("Phone"),
        _("Covered from"),
    )  # fmt: skip


def _rows(record: InsuranceList) -> list[tuple[str, ...]]:
    return [
        (str(number), one.number, one.name, one.sex, one.age, one.id_number, one.phone, str(one.since))
        for number, one in enumerate(record.people, 1)
    ]


def story(record: InsuranceList) -> tuple[Block, ...]:
    """The policy, then everybody on it."""
    cover, note = _("Cover"), _("Remarks")
    pairs = [
        (_("Policy"), record.number), (_("Insurer"), record.insurer), (_("Holds"), record.covers),
        (_("Insured people"), str(len(record.people))), (cover, record.cover),
    ]  # fmt: skip
    if record.note:
        pairs.append((note, record.note))
    widths = (30.0, 78.0, 1.3, 46.0, 34.0, 1.9, 1.2, 72.0)
    columns = tuple(
        Column(title, width, "left" if width < 10 else "center", fixed=width >= 10)
        for title, width in zip(_titles(), widths, strict=True)
    )
    return (
        Title(_("Insured volunteers")),
        KeyValues(tuple(pairs), wide=frozenset({cover, note}), label_width=76),
        Space(6),
        Table(columns, _rows(record), empty=_("Nobody is on this policy."), row_height=20),
        Signatures((_("Head of the unit"), _("Filled in by"), _("Date"))),
    )


def sheets(record: InsuranceList) -> list[Sheet]:
    """The same lines."""
    columns = tuple(SheetColumn(title, width=18) for title in _titles())
    return [Sheet(_("Insured volunteers"), columns, _rows(record), (record.headline, record.covers))]


def checks(record: InsuranceList) -> tuple[Check, ...]:
    """A policy that has run out."""
    if record.valid_to < record.cutoff.date():
        return (Check(_("This policy has run out.")),)
    return ()
