"""一周菜谱: the menu of a week for the wall, days down and meals across."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking.rulebook.money import yuan
from neighborcenter.kit.i18n import _
from neighborcenter.kit.work import Read
from neighborcenter.meals import queries
from neighborcenter.meals.kinds import Meal
from neighborcenter.meals.queries import MenuRow, RuleRow
from neighborcenter.meals.texts import word
from neighborcenter.reports.paper import styles
from neighborcenter.reports.paper.blocks import Block, Section, Text, Title
from neighborcenter.reports.paper.tables import Column, Table
from neighborcenter.reports.paper.workbook import Sheet, SheetColumn
from neighborcenter.reports.report import Values
from neighborcenter.reports.words import short_day, span_words, weekday

BELOW = styles.Style(styles.SI_HAO, 20, color="soft", align="center", after=6)
COSTS = styles.Style(styles.XIAO_SI, 18)


@dataclass(frozen=True, slots=True)
class MealMenu:
    """A week, and the rules that hold in it."""

    monday: date
    meals: tuple[MenuRow, ...]
    rules: tuple[RuleRow, ...]
    cutoff: datetime

    @property
    def covers(self) -> str:
        """Monday to Sunday."""
        return f"{self.monday} – {self.monday + timedelta(days=6)}"

    @property
    def totals(self) -> Mapping[str, float]:
        """How many meals are on the menu."""
        return {"meals": sum(one.menu_id is not None for one in self.meals)}


def collect(read: Read, values: Values) -> MealMenu:
    """Read the week.  Raises NotAllowed."""
    read.require(Permission.MEALS_VIEW)
    monday: date = values["week"]
    return MealMenu(monday, queries.menu_of_week(read, monday), queries.price_rules(read), read.clock.local())


def _cooked(record: MealMenu) -> list[Meal]:
    """The meals that are cooked at all; lunch when nothing is on the menu."""
    return [meal for meal in Meal if any(one.meal is meal and one.menu_id for one in record.meals)] or [
        Meal.LUNCH
    ]


def _rows(record: MealMenu) -> list[tuple[str, ...]]:
    rows = []
    for at in range(7):
        day = record.monday + timedelta(days=at)
        cells = [
            " ".join(part for part in (one.dishes.replace("\n", " "), one.note) if part)
            + f"\n{yuan(one.price_fen)}"
            if one.menu_id is not None
            else ""
            for one in record.meals
            if one.day == day and one.meal in _cooked(record)
        ]
        if any(cells) or at < 5:
            rows.append((f"{weekday(day)}\n{short_day(day)}", *cells))
    return rows


def story(record: MealMenu) -> tuple[Block, ...]:
    """The week in large letters, and what a meal costs whom."""
    columns = (
        Column(_("Day"), 96, "center", wrap=True, fixed=True),
        *(Column(word(meal), 1, wrap=True) for meal in _cooked(record)),
    )
    blocks: list[Block] = [
        Title(_("Menu of the week"), style=replace(styles.TITLE, size=28.0, leading=36.0)),
        Text(span_words(record.monday, record.monday + timedelta(days=6)), BELOW),
        Table(columns, _rows(record), row_height=44, size=styles.XIAO_SAN),
    ]
    if record.rules:
        blocks.append(Section(_("What it costs")))
        blocks += [Text(f"· {one.sentence}", COSTS) for one in record.rules]
    return tuple(blocks)


def sheets(record: MealMenu) -> list[Sheet]:
    """The same week."""
    columns = (
        SheetColumn(_("Day"), width=14),
        *(SheetColumn(word(meal), width=40) for meal in _cooked(record)),
    )
    rows = [tuple(cell.replace("\n", " ") for cell in row) for row in _rows(record)]
    return [Sheet(_("Menu of the week"), columns, rows, (_("Menu of the week"), record.covers))]
