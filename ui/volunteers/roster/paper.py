"""The roster on paper."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from neighborcenter.kit.i18n import _
from neighborcenter.kit.speech import say_day, say_weekday
from neighborcenter.kit.times import Month
from neighborcenter.reports.paper.page import print_paper
from neighborcenter.reports.papers.list_paper import ListColumn, list_paper
from neighborcenter.reports.press import press
from neighborcenter.reports.volunteer_choices import WALLS
from ui.kit.printing import Make
from ui.volunteers.roster.layout import POSTS, Layout


def roster_papers(layout: Layout, title: str, *, month: bool) -> Mapping[str, Make] | Make:
    """The paper for the wall, a week or a month of posts, as A4 or A3; people as they stand on the screen."""
    if layout.view != POSTS:
        return partial(_list, layout, title)
    first = layout.roster.facts.first
    key, values = ("roster_month", {"month": Month.of(first)}) if month else ("roster_week", {"week": first})
    return {name: partial(_wall, key, {**values, "paper": ref}) for ref, name, _note in WALLS}


def _wall(key: str, values: Mapping[str, Any], read: Any) -> bytes:
    return press(read, key, values).pdf().pdf


def _list(layout: Layout, title: str, read: Any) -> bytes:
    days = layout.roster.days
    columns = [
        ListColumn(_("Name"), 120),
        *(ListColumn(f"{say_weekday(day)} {say_day(day)}", 90) for day in days),
    ]
    rows = []
    for at, row in enumerate(layout.rows):
        head = " ".join(part for part in (row.title, row.note) if part)
        rows.append((head, *(_(", ").join(part.text for part in layout.cell(at, day).parts) for day in days)))
    return print_paper(list_paper(read, title, columns, rows)).pdf
