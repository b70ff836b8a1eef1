"""助餐结算: what the meals of a month cost, person by person and payer by payer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking.rulebook.money import yuan
from neighborcenter.kit.i18n import _
from neighborcenter.kit.times import Month
from neighborcenter.kit.work import Read
from neighborcenter.meals import money_queries, month_queries
from neighborcenter.meals.kinds import Payer
from neighborcenter.meals.money_queries import MonthMoney, PersonMonth
from neighborcenter.meals.month_queries import DayRow
from neighborcenter.meals.texts import day_words, word
from neighborcenter.reports.capital import capital
from neighborcenter.reports.paper import styles
from neighborcenter.reports.paper.blocks import Block, PageBreak, Section, Text, Title
from neighborcenter.reports.paper.facts import Signatures
from neighborcenter.reports.paper.tables import Column, Table
from neighborcenter.reports.paper.workbook import Cell, Sheet, SheetColumn
from neighborcenter.reports.report import Check, Values
from neighborcenter.reports.words import month_words

BESIDE = (Payer.GOVERNMENT, Payer.VILLAGE, Payer.CHARITY, Payer.OPERATOR)


@dataclass(frozen=True, slots=True)
class MealMonth:
    """The month as it was settled, or as it stands."""

    money: MonthMoney
    days: tuple[DayRow, ...]
    cutoff: datetime

    @property
    def covers(self) -> str:
        """The month, and whether it is settled."""
        state = _("Settled") if self.money.is_closed else _("Not settled yet")
        return f"{month_words(self.money.month.year, self.money.month.month)}  {state}"

    @property
    def totals(self) -> Mapping[str, float]:
        """Meals and money; in fen."""
        return {"people": len(self.money.people), "meals": self.money.meals} | {
            str(payer): fen for payer, fen in self.money.payers.items()
        }


def collect(read: Read, values: Values) -> MealMonth:
    """Read the month.  Raises NotAllowed."""
    read.require(Permission.MEALS_VIEW)
    month: Month = values["month"]
    return MealMonth(
        money_queries.month_money(read, month), month_queries.days_of(read, month), read.clock.local()
    )


def checks(record: MealMonth) -> tuple[Check, ...]:
    """What is still open."""
    found = []
    if record.money.waiting:
        words = _("{count} meals are neither eaten nor marked as not fetched.").format(
            count=record.money.waiting
        )
        found.append(Check(words))
    if not record.money.is_closed:
        found.append(Check(_("This month is not settled; its figures may change.")))
    return tuple(found)


def _bearing(record: MealMonth) -> tuple[Payer, ...]:
    """Who bears anything in this month besides the people; nobody else gets a column."""
    payers = record.money.payers
    return tuple(payer for payer in BESIDE if payers[payer])


def _some(fen: int) -> str:
    """An amount; nothing for nothing, so that a column of a few amounts can be read."""
    return yuan(fen) if fen else ""


def people(record: MealMonth) -> tuple[Block, ...]:
    """A line for everybody, the sums below; of a settled month what is paid, and a place to sign."""
    money, beside = record.money, _bearing(record)
    titles = [_("Number of meals"), _("Full price"), *(word(payer) for payer in beside), _("The person")]
    titles += [_("Paid"), _("Still to pay")] if money.is_closed else []
    columns = (
        Column(_("No."), 26, "center", fixed=True), Column(_("Name"), 1.2),
        *(Column(title, 1.2, "right") for title in titles), Column(_("Signature"), 1.4),
    )  # fmt: skip
    rows = [(str(no), one.name, *_sums(one, record), "") for no, one in enumerate(money.people, 1)]
    payers = money.payers
    totals = [
        "", _("Total"), str(money.meals), yuan(sum(payers.values())), *(yuan(payers[payer]) for payer in beside),
        yuan(payers[Payer.PERSON]),
    ]  # fmt: skip
    if money.is_closed:
        totals += [yuan(sum(one.paid_fen for one in money.people)), yuan(money.open_fen)]
    corrected = [one.name for one in money.people if one.corrected_fen]
    blocks: list[Block] = [
        Title(_("Settlement of meals"), record.covers),
        Table(columns, rows, (*totals, ""), empty=_("Nobody ate in this month"), row_height=22),
    ]
    if corrected:
        words = _("With corrections of months settled before: {names}").format(names=_(", ").join(corrected))
        blocks.append(Text(words, styles.NOTE))
    return (*blocks, _signed())


def _sums(one: PersonMonth, record: MealMonth) -> tuple[str, ...]:
    found = [
        str(one.meals),
        yuan(one.full_fen),
        *(_some(one.shares.get(payer, 0)) for payer in _bearing(record)),
    ]
    found.append(yuan(one.due_fen))
    if record.money.is_closed:
        found += [_some(one.paid_fen), _some(one.open_fen)]
    return tuple(found)


def _signed() -> Signatures:
    return Signatures((_("Head of the unit"), _("Cashier"), _("Filled in by")))


def _cell(fen: int) -> float:
    """Yuan for a spreadsheet, which knows no fen."""
    return fen / 100


def people_sheets(record: MealMonth) -> list[Sheet]:
    """The same lines with amounts to reckon with, in yuan."""
    money = record.money
    columns = (
        SheetColumn(_("Name"), width=12), SheetColumn(_("Number of meals"), "number", 8), SheetColumn(_("Full price"), "money", 12),
        *(SheetColumn(word(payer), "money", 12) for payer in BESIDE), SheetColumn(_("The person"), "money", 12),
        SheetColumn(_("Paid"), "money", 12), SheetColumn(_("Still to pay"), "money", 12),
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = [
        (
            one.name, one.meals, _cell(one.full_fen), *(_cell(one.shares.get(payer, 0)) for payer in BESIDE),
            _cell(one.due_fen), _cell(one.paid_fen), _cell(one.open_fen),
        )
        for one in money.people
    ]  # fmt: skip
    return [Sheet(_("Settlement of meals"), columns, rows, (_("Settlement of meals"), record.covers))]


def payers(record: MealMonth) -> tuple[Block, ...]:
    """A line for every payer and every day; then what each payer is shown, a paper of its own."""
    money = record.money
    full = sum(money.payers.values())
    rows = [
        (word(payer), str(sum(1 for one in money.people if one.shares.get(payer))), yuan(fen), _share(fen, full))
        for payer, fen in money.payers.items()
        if fen
    ]  # fmt: skip
    columns = (
        Column(_("Payer"), 2), Column(_("People"), 1, "right"), Column(_("Sum"), 2, "right"), Column("%", 1, "right"),
    )  # fmt: skip
    total = (_("Total"), str(len(money.people)), yuan(full), _share(full, full))
    blocks: list[Block] = [
        Title(_("Meals by payer"), record.covers),
        Table(columns, rows, total, empty=_("Nobody ate in this month")),
    ]
    if record.days:
        blocks += [Section(_("By day")), _days_table(record)]
    blocks.append(_signed())
    for payer in _bearing(record):
        blocks += [PageBreak(), *_of_payer(record, payer)]
    return tuple(blocks)


def _days_table(record: MealMonth) -> Table:
    payers = [payer for payer in Payer if record.money.payers[payer]]
    columns = (
        Column(_("Day"), 1.3), Column(_("Number of meals"), 0.8, "right"), Column(_("Full price"), 1.2, "right"),
        *(Column(word(payer), 1.2, "right") for payer in payers),
    )  # fmt: skip
    rows = [
        (
            _day(one),
            str(one.meals),
            yuan(one.full_fen),
            *(_some(one.shares.get(payer, 0)) for payer in payers),
        )
        for one in record.days
    ]
    full = sum(one.full_fen for one in record.days)
    sums = (yuan(sum(one.shares.get(payer, 0) for one in record.days)) for payer in payers)
    totals = (_("Total"), str(sum(one.meals for one in record.days)), yuan(full), *sums)
    # So low that 23 weekdays, their sum and the signatures stay on the first page.
    return Table(columns, rows, totals, row_height=16)


def _day(one: DayRow) -> str:
    return _("Corrections") if one.day is None else day_words(one.day)


def _of_payer(record: MealMonth, payer: Payer) -> tuple[Block, ...]:
    """Whom a payer helped with how much, and the sum in figures and in capitals."""
    sum_ = record.money.payers[payer]
    borne = [one for one in record.money.people if one.shares.get(payer)]
    columns = (
        Column(_("No."), 30, "center", fixed=True), Column(_("Name"), 2), Column(_("Number of meals"), 1, "right"),
        Column(_("Full price"), 1.5, "right"), Column(_("{payer} bears").format(payer=word(payer)), 1.5, "right"),
    )  # fmt: skip
    rows = [
        (str(no), one.name, str(one.meals), yuan(one.full_fen), yuan(one.shares[payer]))
        for no, one in enumerate(borne, 1)
    ]
    totals = (
        "", _("Total"), str(sum(one.meals for one in borne)), yuan(sum(one.full_fen for one in borne)), yuan(sum_),
    )  # fmt: skip
    words = _("{payer} bears {amount} (in capitals: {capitals})").format(
        payer=word(payer), amount=yuan(sum_), capitals=capital(sum_)
    )
    return (
        Title(_("Meals borne by {payer}").format(payer=word(payer)), record.covers),
        Table(columns, rows, totals),
        Text(words, styles.PLAIN),
        _signed(),
    )


def _share(fen: int, full: int) -> str:
    return f"{Decimal(fen) * 100 / full:.1f}" if full else ""


def payers_sheets(record: MealMonth) -> list[Sheet]:
    """One line a payer, and one a payer and person."""
    money = record.money
    head = (_("Meals by payer"), record.covers)
    short = (SheetColumn(_("Payer"), width=14), SheetColumn(_("Sum"), "money", 14))
    long = (
        SheetColumn(_("Payer"), width=14),
        SheetColumn(_("Name"), width=14),
        SheetColumn(_("Sum"), "money", 14),
    )
    lines = [
        (word(payer), one.name, _cell(one.shares[payer]))
        for payer in Payer
        for one in money.people
        if one.shares.get(payer)
    ]
    sums = [(word(payer), _cell(fen)) for payer, fen in money.payers.items()]
    daily = (
        SheetColumn(_("Day"), width=14), SheetColumn(_("Number of meals"), "number", 10), SheetColumn(_("Full price"), "money", 14),
        *(SheetColumn(word(payer), "money", 12) for payer in Payer),
    )  # fmt: skip
    days: list[tuple[Cell, ...]] = [
        (_day(one), one.meals, _cell(one.full_fen), *(_cell(one.shares.get(payer, 0)) for payer in Payer))
        for one in record.days
    ]
    return [
        Sheet(_("Meals by payer"), short, sums, head),
        Sheet(_("By day"), daily, days, head),
        Sheet(_("By person"), long, lines, head),
    ]
