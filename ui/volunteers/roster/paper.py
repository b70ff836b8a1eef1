"""The roster on paper."""

from __future__ import annotations

from typing import Any

from neighborcenter.kit.i18n import _
from neighborcenter.kit.speech import say_day, say_weekday
from neighborcenter.reports.paper.page import print_paper
from neighborcenter.reports.papers.list_paper import ListColumn, list_paper
from neighborcenter.reports.press import press
from neighborcenter.reports.registry import REPORTS
from ui.volunteers.roster.layout import POSTS, Layout

WALL = "roster_week"


def roster_pdf(read: Any, layout: Layout, title: str, *, week: bool) -> bytes:
    """The paper for the wall, where the reports have one; else the grid as it stands on the screen."""
    if week and layout.view == POSTS and any(one.key == WALL for one in REPORTS):
        return press(read, WALL, {"week": layout.roster.facts.first}).pdf().pdf
    days = layout.roster.days
    columns = [
        ListColumn(_("Post") if layout.view == POSTS else _("Name"), 120),
        *(ListColumn(f"{say_weekday(day)} {say_day(day)}", 90) for day in days),
    ]
    rows = []
    for at, row in enumerate(layout.rows):
        head = " ".join(part for part in (row.title, row.note) if part)
        rows.append((head, *(_(", ").join(part.text for part in layout.cell(at, day).parts) for day in days)))
    return print_paper(list_paper(read, title, columns, rows)).pdf
