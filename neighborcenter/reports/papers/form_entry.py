"""One entry of a ledger on a sheet of its own, to be signed and put on file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from neighborcenter.forms.entry_queries import EntryCard, entry_card
from neighborcenter.forms.handing import handed_to
from neighborcenter.forms.kinds import EntryStatus, FieldKind
from neighborcenter.forms.queries import FormCard, form_card
from neighborcenter.forms.values import label_of, strokes_of
from neighborcenter.kit.i18n import _
from neighborcenter.kit.work import Read
from neighborcenter.reports.paper.blocks import Block, Text, Title
from neighborcenter.reports.paper.facts import KeyValues, Signatures
from neighborcenter.reports.paper.signature import Drawn
from neighborcenter.reports.paper.styles import NOTE
from neighborcenter.reports.paper.workbook import Sheet, SheetColumn
from neighborcenter.reports.report import Values

WIDE = 24
"""Fields whose column would be as wide take the whole row."""


@dataclass(frozen=True, slots=True)
class Slip:
    """One entry and its form."""

    form: FormCard
    card: EntryCard
    cutoff: datetime

    @property
    def headline(self) -> str:
        """The name of the form."""
        return self.card.definition.title or self.form.title

    @property
    def covers(self) -> str:
        """The day of the entry."""
        return str(self.card.row.day)

    @property
    def totals(self) -> Mapping[str, float]:
        """How many fields say something."""
        return {"fields": sum(1 for words in self.card.row.cells.values() if words)}


def collect(read: Read, values: Values) -> Slip:
    """Read the entry.  Raises NotFound, NotAllowed."""
    card = entry_card(read, values["entry"])
    return Slip(form_card(read, card.row.form_id), card, read.clock.local())


def story(record: Slip) -> tuple[Block, ...]:
    """Every field that says something, the drawn signatures, and where to sign."""
    row, definition = record.card.row, record.card.definition
    shown = [one for one in definition.fields if row.cells.get(one.key)]
    pairs = tuple((label_of(one), f"{row.cells[one.key]} {one.unit}".strip()) for one in shown)
    wide = frozenset(
        label_of(one) for one in shown if one.kind is FieldKind.LONG_TEXT or (one.width or 0) >= WIDE
    )
    number = _("No. {number} · version {version}").format(number=row.id, version=record.card.number)
    void = _("Voided: {reason}").format(reason=row.void_reason) if row.status is EntryStatus.VOID else ""
    drawn = [
        Drawn(label_of(one), tuple(tuple(line) for line in strokes))
        for one in shown
        if one.kind is FieldKind.SIGNATURE
        if (strokes := strokes_of(str(record.card.values.get(one.key, ""))))
    ]
    return (
        Title(record.headline, number),
        *((Text(void, NOTE),) if void else ()),
        KeyValues(pairs, wide=wide, label_width=82.0),
        *drawn,
        Signatures(_signers(record)),
    )


def _signers(record: Slip) -> tuple[str, ...]:
    """Who signs: the resident, or the office it was handed over to."""
    to = handed_to(record.card)
    if to:
        return _("Handed over by the center"), _("Received by {office}").format(office=to), _("Date")
    return _("Filled in by"), _("Resident"), _("Date")


def sheets(record: Slip) -> list[Sheet]:
    """The same fields under one another."""
    row = record.card.row
    rows = [
        (label_of(one), row.cells[one.key]) for one in record.card.definition.fields if row.cells.get(one.key)
    ]
    columns = (SheetColumn(_("Field"), width=20), SheetColumn(_("Answer"), width=60))
    return [Sheet(record.headline, columns, rows, (record.headline, record.covers))]
