"""From a report's name and its values to a paper, its workbook and its control totals."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from neighborcenter.center.queries import center_profile
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import refuse
from neighborcenter.kit.work import Read
from neighborcenter.reports.paper.page import Imprint, Paper, Printed, foot_words, print_paper
from neighborcenter.reports.paper.workbook import Progress, Sheet, write_csv, write_xlsx
from neighborcenter.reports.params import problems_in
from neighborcenter.reports.registry import report
from neighborcenter.reports.report import Check, Report, Values


@dataclass(frozen=True, slots=True)
class Pressed:
    """A report filled with data: ready for the printer, the disk or a preview."""

    report: Report
    record: Any
    paper: Paper
    totals: Mapping[str, float]
    cutoff: datetime
    checks: tuple[Check, ...]

    @property
    def name(self) -> str:
        """A name for a file: 2026-11-01 – 2026-11-30 来访接待台账, without what file systems refuse."""
        words = f"{self.paper.imprint.title} {self.paper.imprint.covers}"
        return "".join("-" if sign in '<>:"/\\|?*' or ord(sign) < 32 else sign for sign in words).strip(" .")

    def pdf(self) -> Printed:
        """The PDF."""
        return print_paper(self.paper)

    def sheets(self) -> list[Sheet]:
        """The same rows and totals as sheets, with range, maker and time above the table."""
        lines = foot_words(self.paper.imprint)[1:]
        return [
            sheet if sheet.official else replace(sheet, title=(*sheet.title, "   ".join(lines)))
            for sheet in self.report.sheets(self.record)
        ]

    def save(self, path: Path, *, progress: Progress | None = None) -> int:
        """Write .pdf, .xlsx or .csv by the end of the name; returns pages or rows.

        A CSV holds the first sheet. Raises Unavailable when the disk or the folder refuses.
        """
        if path.suffix.lower() == ".xlsx":
            return write_xlsx(path, self.sheets(), progress=progress)
        if path.suffix.lower() == ".csv":
            return write_csv(path, self.sheets()[0], progress=progress)
        printed = self.pdf()
        printed.save(path)
        return printed.pages


def press(read: Read, key: str, values: Values) -> Pressed:
    """Collect a report's data and set its story.

    Raises NotFound for an unknown report or record, NotAllowed, and Invalid for values that do not fit.
    """
    chosen = report(key)
    read.require(chosen.permission)
    refuse(problems_in(chosen, values))
    record = chosen.collect(read, values)
    imprint = Imprint(
        center_profile(read).name,
        getattr(record, "headline", "") or _(chosen.title),
        record.covers,
        read.actor.name,
        read.clock.local(),
        cutoff=record.cutoff,
        note=_(chosen.note) if chosen.note else "",
    )
    paper = Paper(imprint, chosen.story(record), getattr(record, "size", chosen.size))
    return Pressed(chosen, record, paper, record.totals, record.cutoff, chosen.checks(record))
