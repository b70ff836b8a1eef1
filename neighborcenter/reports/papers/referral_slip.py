"""转介告知单: a proof that the community must not issue — said kindly, with where to go instead."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.catalog import queries as catalog
from neighborcenter.catalog.queries import PickRow
from neighborcenter.center.queries import CenterCard, center_profile
from neighborcenter.desk.models import visit
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import NotFound
from neighborcenter.kit.speech import say_date
from neighborcenter.kit.work import Read
from neighborcenter.reports.paper import styles
from neighborcenter.reports.paper.blocks import Block, Space, Text, Title
from neighborcenter.reports.paper.facts import KeyValues, Signatures
from neighborcenter.reports.paper.workbook import Sheet, SheetColumn
from neighborcenter.reports.papers.day_book import Line, lines_where
from neighborcenter.reports.report import Values
from neighborcenter.reports.slips import slip_size


@dataclass(frozen=True, slots=True)
class ReferralSlip:
    """One visit and the proof it asked for."""

    line: Line
    proof: PickRow | None
    center: CenterCard
    cutoff: datetime
    size: styles.PaperSize = "A5"

    @property
    def covers(self) -> str:
        """The moment of the visit."""
        return f"{self.line.at:%Y-%m-%d %H:%M}"

    @property
    def totals(self) -> Mapping[str, float]:
        """One referral."""
        return {"referrals": 1}


def collect(read: Read, values: Values) -> ReferralSlip:
    """Read one visit. Raises NotAllowed, NotFound."""
    read.require(Permission.DESK_VIEW)
    found = lines_where(read, [visit.c.id == values["visit"], visit.c.center_id == read.center_id])
    if not found:
        raise NotFound("visit", values["visit"], "visit")
    service_id = read.value(sa.select(visit.c.service_id).where(visit.c.id == values["visit"]))
    proof = next(iter(catalog.picked_services(read, [service_id])), None)
    return ReferralSlip(found[0], proof, center_profile(read), read.clock.local(), slip_size(read, "A5"))


def story(record: ReferralSlip) -> tuple[Block, ...]:
    """What was asked, why not here, where instead."""
    line, proof = record.line, record.proof
    when = f"{say_date(line.at.date())} {line.at:%H:%M}"
    where = proof.refer_to if proof is not None and proof.refer_to else line.passed_to
    reason = (
        proof.refusal if proof is not None and proof.refusal else _("The center must not issue this proof.")
    )
    pairs = (
        (_("Full name"), line.who),
        (_("Time"), when),
        (_("Proof asked for"), line.matter),
        (_("Where to go"), where),
    )
    wide = frozenset((_("Proof asked for"), _("Where to go")))
    contact = "   ".join(p for p in (record.center.name, record.center.address, record.center.phone) if p)
    title = styles.Style(16, 22, styles.TITLE.face, align="center", after=6)
    return (
        Title(_("Referral slip"), style=title),
        KeyValues(tuple(pair for pair in pairs if pair[1]), wide=wide, label_width=58),
        Space(4),
        Text(reason, styles.PLAIN),
        Text(_("Take this slip along; the office named above issues or checks it. If they send you back, call us."), styles.PLAIN),
        Text(contact, styles.NOTE),
        Space(4),
        Signatures((_("Handled by"),)),
    )  # fmt: skip


def sheets(record: ReferralSlip) -> list[Sheet]:
    """The one referral."""
    columns = (
        SheetColumn(_("Full name"), width=14),
        SheetColumn(_("Proof asked for"), width=26),
        SheetColumn(_("Where to go"), width=30),
    )
    where = record.proof.refer_to if record.proof is not None else record.line.passed_to
    return [
        Sheet(_("Referral slip"), columns, [(record.line.who, record.line.matter, where)], (record.covers,))
    ]
