"""The roster on paper."""

from __future__ import annotations

from typing import Any

from neighborcenter.kit.i18n import _
from neighborcenter.kit.speech import say_day, say_weekday
from neighborcenter.kit.times import Month
from neighborcenter.reports.paper.page import print_paper
from neighborcenter.reports.papers.list_paper import ListColumn, list_paper
from neighborcenter.reports.press import press
from ui.volunteers.roster.layout import POSTS, Layout


def roster_pdf(read: Any, layout: Layout, title: str, *, month: bool) -> bytes:
    """The paper for the wall, a week or a month of posts; people are listed as they stand on the screen."""
    first = layout.roster.facts.first
    if layout.view == POSTS:
        key, values = (
            ("roster_month", {"month": Month.of(first)}) if month else ("roster_week", {"week": first})
        )
        return press(read, key, values).pdf().pdf
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
