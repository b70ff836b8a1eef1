"""What the catalog puts on paper and into files: one guide, the list as shown."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from neighborcenter.accounts.permissions import Permission
from neighborcenter.catalog import queries
from neighborcenter.catalog.queries import ServiceRow
from neighborcenter.catalog.texts import NEEDS
from neighborcenter.center.queries import center_profile
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import NotFound
from neighborcenter.kit.work import Read
from neighborcenter.reports.paper.blocks import Section, Text, Title
from neighborcenter.reports.paper.facts import KeyValues
from neighborcenter.reports.paper.page import Imprint, Paper, print_paper
from neighborcenter.reports.paper.styles import NOTE
from neighborcenter.reports.paper.tables import Column as PaperColumn
from neighborcenter.reports.paper.tables import Table
from neighborcenter.reports.paper.workbook import Sheet, SheetColumn, write_csv, write_xlsx
from ui.catalog.columns import days_words, handling_words
from ui.kit.columns import Column

_NEED_WORDS = {key.value: words for key, words in NEEDS.items()}


def guide_pdf(read: Read, service_id: int) -> bytes:
    """The guide of one service, to hand out. Raises NotFound."""
    card = queries.guide_card(read, service_id, history=False)
    if card is None:
        raise NotFound("service", service_id)
    row = card.row
    pairs = [
        (_("Handling"), handling_words(row.handling)),
        (_("Time limit"), days_words(row)),
        (_("Fee"), row.fee),
        (_("Department"), row.department),
        (_("Hours"), card.window_hours),
        (_("Who it is for"), card.eligibility),
        (_("Steps"), card.steps),
        (_("Words to say"), card.refusal),
        (_("Where to go instead"), card.refer_to),
    ]
    wide = frozenset(
        (_("Who it is for"), _("Steps"), _("Words to say"), _("Where to go instead"), _("Hours"))
    )
    story: list[Any] = [
        Title(row.title, row.module),
        KeyValues(tuple((label, value) for label, value in pairs if value), wide=wide),
    ]
    if not row.refused:
        story.append(Section(_("Papers to bring")))
        story.append(
            Table(
                (
                    PaperColumn(_("No."), 0.5, "center"),
                    PaperColumn(_("Paper"), 4, wrap=True),
                    PaperColumn(_("Needed"), 1.2, "center"),
                    PaperColumn(_("Copies"), 1.6, wrap=True),
                    PaperColumn(_("Note"), 2.4, wrap=True),
                ),
                tuple(
                    (
                        str(place),
                        p.name,
                        _(_NEED_WORDS[p.need]),
                        p.copies,
                        " ".join(part for part in (p.note, p.source) if part),
                    )
                    for place, p in enumerate(card.papers, 1)
                ),
                empty=_("None are listed."),
            )
        )
    if row.to_confirm:
        story.append(Text(_("Papers, days and fee are not yet confirmed locally."), NOTE))
    return print_paper(Paper(_imprint(read, row.title), tuple(story), "A4")).pdf


def list_pdf(read: Read, ids: Sequence[int], columns: Sequence[Column]) -> bytes:
    """The list as shown, across an A4 page."""
    rows = _in_order(read, ids)
    story: tuple[Any, ...] = (
        Title(_("Service catalog")),
        Table(
            tuple(PaperColumn(c.name(), c.width / 100, c.align, wrap=True) for c in columns),
            tuple(tuple(c.text(row) for c in columns) for row in rows),
        ),
    )
    return print_paper(Paper(_imprint(read, _("Service catalog")), story, "A4-landscape")).pdf


def write_list(read: Read, ids: Sequence[int], columns: Sequence[Column], kind: str, file: Path) -> int:
    """The list as shown, as XLSX or CSV; returns how many rows. Raises NotAllowed, Unavailable."""
    read.require(Permission.EXPORT)
    sheet = Sheet(
        _("Service catalog"),
        tuple(SheetColumn(c.name(), width=max(8.0, c.width / 7)) for c in columns),
        [tuple(c.text(row) for c in columns) for row in _in_order(read, ids)],
    )
    return write_csv(file, sheet) if kind == "csv" else write_xlsx(file, [sheet])


def _in_order(read: Read, ids: Sequence[int]) -> list[ServiceRow]:
    found = {row.id: row for row in queries.service_rows(read, ids)}
    return [found[ref] for ref in ids if ref in found]


def _imprint(read: Read, title: str) -> Imprint:
    return Imprint(
        center=center_profile(read).name,
        title=title,
        covers="",
        made_by=read.actor.name,
        made_at=read.clock.local(),
    )
