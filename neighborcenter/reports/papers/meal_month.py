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
from neighborcenter.meals import money_queries
from neighborcenter.meals.kinds import Payer
from neighborcenter.meals.money_queries import MonthMoney
from neighborcenter.meals.texts import word
from neighborcenter.reports.paper import styles
from neighborcenter.reports.paper.blocks import Block, Section, Text, Title
from neighborcenter.reports.paper.facts import Signatures
from neighborcenter.reports.paper.tables import Column, Table
from neighborcenter.reports.paper.workbook import Cell, Sheet, SheetColumn
from neighborcenter.reports.report import Check, Values

BESIDE = (Payer.GOVERNMENT, Payer.VILLAGE, Payer.CHARITY, Payer.OPERATOR)


@dataclass(frozen=True, slots=True)
class MealMonth:
    """The month as it was settled, or as it stands."""

    money: MonthMoney
    cutoff: datetime

    @property
    def covers(self) -> str:
        """The month, and whether it is settled."""
        state = _("Settled") if self.money.is_closed else _("Not settled yet")
        return f"{self.money.month}  {state}"

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
    return MealMonth(money_queries.month_money(read, month), read.clock.local())


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


def people(record: MealMonth) -> tuple[Block, ...]:
    """A line for everybody, the sums below; the last column is signed."""
    money = record.money
    titles = (
        _("No."), _("Name"), _("Number of meals"), _("Full price"), *(word(payer) for payer in BESIDE), _("The person"),
        _("Paid"), _("Still to pay"), _("Signature"),
    )  # fmt: skip
    columns = tuple(
        Column(title, 26 if at == 0 else 1.2, "center" if at == 0 else "left" if at in (1, 11) else "right", fixed=at == 0)
        for at, title in enumerate(titles)
    )  # fmt: skip
    rows = [
        (
            str(no), one.name, str(one.meals), yuan(one.full_fen),
            *(yuan(one.shares.get(payer, 0)) for payer in BESIDE),
            yuan(one.due_fen), yuan(one.paid_fen), yuan(one.open_fen), "",
        )
        for no, one in enumerate(money.people, 1)
    ]  # fmt: skip
    payers = money.payers
    totals = (
        "", _("Total"), str(money.meals), yuan(sum(payers.values())), *(yuan(payers[payer]) for payer in BESIDE),
        yuan(payers[Payer.PERSON]), yuan(sum(one.paid_fen for one in money.people)), yuan(money.open_fen), "",
    )  # fmt: skip
    corrected = [one.name for one in money.people if one.corrected_fen]
    blocks: list[Block] = [
        Title(_("Settlement of meals"), record.covers),
        Table(columns, rows, totals, empty=_("Nobody ate in this month"), row_height=22),
    ]
    if corrected:
        words = _("With corrections of months settled before: {names}").format(names=_(", ").join(corrected))
        blocks.append(Text(words, styles.NOTE))
    return (*blocks, Signatures((_("Head of the unit"), _("Cashier"), _("Filled in by"))))


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
    """A line for every payer, then for each of them the people."""
    money = record.money
    full = sum(money.payers.values())
    rows = [
        (
            word(payer),
            str(sum(1 for one in money.people if one.shares.get(payer))),
            yuan(fen),
            _share(fen, full),
        )
        for payer, fen in money.payers.items()
    ]
    columns = (
        Column(_("Payer"), 2), Column(_("People"), 1, "right"), Column(_("Sum"), 2, "right"), Column("%", 1, "right"),
    )  # fmt: skip
    blocks: list[Block] = [
        Title(_("Meals by payer"), record.covers),
        Table(
            columns, rows, (_("Total"), str(len(money.people)), yuan(full), _share(full, full)), row_height=22
        ),
    ]
    names = (Column(_("No."), 30, "center", fixed=True), Column(_("Name"), 2), Column(_("Number of meals"), 1, "right"), Column(_("Sum"), 2, "right"))  # fmt: skip
    for payer in BESIDE:
        borne = [one for one in money.people if one.shares.get(payer)]
        if borne:
            lines = [
                (str(no), one.name, str(one.meals), yuan(one.shares[payer]))
                for no, one in enumerate(borne, 1)
            ]
            blocks += [
                Section(word(payer)), Table(names, lines, ("", _("Total"), "", yuan(money.payers[payer])))
            ]  # fmt: skip
    return (*blocks, Signatures((_("Head of the unit"), _("Cashier"), _("Filled in by"))))


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
    return [Sheet(_("Meals by payer"), short, sums, head), Sheet(_("By person"), long, lines, head)]
