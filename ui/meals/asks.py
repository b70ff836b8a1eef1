"""The forms of the canteen: a meal of the menu, a rule, habits, a standing order, money."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from neighborcenter.booking.rulebook.money import yuan
from neighborcenter.kit.i18n import _
from neighborcenter.kit.work import Work
from neighborcenter.meals import menu_service, order_service, rule_service, settle_service, standing_service
from neighborcenter.meals.drafts import (
    CarryDraft,
    EaterDraft,
    MenuDraft,
    PaymentDraft,
    RuleDraft,
    ShareDraft,
    StandingDraft,
    TopUpDraft,
)
from neighborcenter.meals.kinds import Meal, Payer, PayMethod, RuleKind
from neighborcenter.meals.money_queries import MonthMoney, PersonMonth
from neighborcenter.meals.queries import EaterRow, MenuRow, RuleRow, StandingRow
from neighborcenter.meals.texts import day_words, word
from ui.kit.fields import ChoiceField, FlagField, LongTextField, NumberField, TextField
from ui.kit.form import Field
from ui.kit.jobs import runner
from ui.kit.moments import DateField
from ui.people.picker import PersonPicker
from ui.volunteers.ask_panel import AskPanel, Values

Choices = list[tuple[Any, str]]


def today() -> date:
    """The center's day."""
    day: date = runner().backend.clock.today()
    return day


def fen_of(value: Decimal | None) -> int:
    """Yuan as typed, in fen."""
    return int((value or Decimal(0)) * 100)


def yuan_of(fen: int) -> Decimal | None:
    """Fen as a field shows it."""
    return Decimal(fen) / 100 if fen else None


def yuan_field(minimum: int | None = 0) -> NumberField:
    """A sum of money."""
    return NumberField(_("yuan"), places=2, minimum=minimum)


def meal_choices() -> Choices:
    """The three meals."""
    return [(meal, word(meal)) for meal in Meal]


def menu_panel(row: MenuRow, usual_fen: int) -> AskPanel:
    """What is cooked for one meal."""
    panel = AskPanel(
        f"{day_words(row.day)} {word(row.meal)}",
        _("Save"),
        {
            "dishes": Field(_("Dishes"), LongTextField(lines=3), required=True),
            "price": Field(_("Price of the set"), yuan_field(), _("Meals ordered already keep their price")),
            "note": Field(_("Note"), TextField()),
        },
        lambda values: _menu_verb(row, values),
        lambda _values, _ref: _("On the menu: {what}").format(what=f"{day_words(row.day)} {word(row.meal)}"),
    )
    price = row.price_fen if row.menu_id is not None else usual_fen
    panel.form.set_values({"dishes": row.dishes, "price": yuan_of(price), "note": row.note})
    return panel


def _menu_verb(row: MenuRow, values: Values) -> Callable[[Work], Any]:
    draft = MenuDraft(
        row.day, row.meal, values["dishes"] or "", fen_of(values["price"]), values["note"] or ""
    )
    return lambda work: menu_service.set_menu(work, draft)


def eater_panel(name: str, draft: EaterDraft) -> AskPanel:
    """What is usual for somebody."""
    panel = AskPanel(
        _("Habits of {name}").format(name=name),
        _("Save"),
        {
            "diet": Field(_("Diet"), TextField(_("Low salt, soft, diabetic …"))),
            "deliver": Field("", FlagField(_("Brought to the door"))),
            "address": Field(_("Address for delivery"), TextField(), _("Empty: where the person lives")),
            "line": Field(_("Line of delivery"), TextField(_("East, building 1 to 6 …"))),
            "fetched_by": Field(_("Fetched by whom"), TextField(_("Daughter, neighbor …"))),
        },
        lambda values: lambda work: order_service.set_eater(work, EaterDraft(draft.resident_id, **values)),
        lambda _values, _ref: _("Saved: {name}").format(name=name),
    )
    panel.form.set_values({key: getattr(draft, key) for key in panel.form.fields})
    return panel


def standing_panel(days: tuple[int, ...] = (1, 2, 3, 4, 5)) -> AskPanel:
    """The same meal on the same weekdays."""
    names = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))
    fields = {
        "resident_id": Field(_("Who eats"), PersonPicker(register=True), required=True),
        "meal": Field(_("Meal"), ChoiceField(meal_choices())),
        "first_day": Field(_("First day"), DateField(today), required=True),
        "last_day": Field(_("Last day"), DateField(today), _("Empty: until it is ended")),
        **{f"day{at}": Field("", FlagField(name)) for at, name in enumerate(names, 1)},
    }
    panel = AskPanel(
        _("Standing order"),
        _("Order ahead"),
        fields,
        _standing_verb,
        lambda values, count: _("{name}: {count} meals are ordered ahead").format(
            name=values["resident_id"].name, count=count[1]
        ),
        columns=2,
        wide=frozenset({"resident_id", "meal"}),
        undo=lambda work, made: standing_service.end_standing(work, made[0], today() - timedelta(days=1)),
        undone=_("The standing order is ended"),
    )
    panel.form.set_values(
        {"meal": Meal.LUNCH, "first_day": today(), **{f"day{at}": at in days for at in range(1, 8)}}
    )
    return panel


def _standing_verb(values: Values) -> Callable[[Work], Any]:
    picked = values["resident_id"]
    draft = StandingDraft(
        None if picked is None else picked.resident_id,
        values["meal"],
        values["first_day"],
        tuple(at for at in range(1, 8) if values[f"day{at}"]),
        values["last_day"],
    )

    def verb(work: Work) -> tuple[int, int]:
        ref = standing_service.add_standing(work, draft)
        return ref, standing_service.lay_out(work)

    return verb


def end_standing_panel(row: StandingRow) -> AskPanel:
    """The last day of a standing order."""
    panel = AskPanel(
        _("End the standing order of {name}").format(name=row.name),
        _("End it"),
        {"last_day": Field(_("Last day"), DateField(today), required=True)},
        lambda values: lambda work: standing_service.end_standing(work, row.id, values["last_day"]),
        lambda _values, done: _("{name}: ended, {count} meals canceled").format(name=row.name, count=done[1]),
        intro=_("What is ordered after that day and can still be canceled is canceled."),
    )
    panel.form.set_values({"last_day": today()})
    return panel


def top_up_panel(row: EaterRow | None = None) -> AskPanel:
    """Money onto a card."""
    fields = {} if row is not None else {"resident_id": Field(_("Whose card"), PersonPicker(), required=True)}
    fields["fen"] = Field(_("Sum"), yuan_field(None), _("Below zero: paid out"), required=True)
    fields["method"] = Field(
        _("How it is paid"), ChoiceField([(one, word(one)) for one in (PayMethod.CASH, PayMethod.TRANSFER)])
    )
    fields["note"] = Field(_("Note"), TextField())

    def make(values: Values) -> Callable[[Work], Any]:
        picked = values.get("resident_id")
        ref = row.id if row is not None else (None if picked is None else picked.resident_id)
        draft = TopUpDraft(ref, fen_of(values["fen"]), values["method"], values["note"] or "")
        return lambda work: settle_service.top_up(work, draft)

    panel = AskPanel(
        _("Top up the card") if row is None else _("Top up the card of {name}").format(name=row.name),
        _("Top up"),
        fields,
        make,
        lambda values, _ref: _("{sum} on the card").format(sum=yuan(fen_of(values["fen"]))),
        intro="" if row is None else _("On the card now: {sum}").format(sum=yuan(row.balance_fen)),
    )
    panel.form.set_values({"method": PayMethod.CASH})
    return panel


def pay_panel(money: MonthMoney, row: PersonMonth) -> AskPanel:
    """Somebody's part of a settled month."""
    assert money.settlement_id is not None
    settlement = money.settlement_id
    panel = AskPanel(
        _("{name}, {month}").format(name=row.name, month=money.month),
        _("Take payment"),
        {
            "fen": Field(_("Sum"), yuan_field(None), required=True),
            "method": Field(_("How it is paid"), ChoiceField([(one, word(one)) for one in PayMethod])),
            "note": Field(_("Note"), TextField()),
        },
        lambda values: (
            lambda work: settle_service.pay(
                work,
                PaymentDraft(
                    settlement, row.id, values["method"], fen_of(values["fen"]), values["note"] or ""
                ),
            )
        ),
        lambda values, _ref: _("{name} paid {sum}").format(name=row.name, sum=yuan(fen_of(values["fen"]))),
        intro=_("Open: {open} · on the card: {card}").format(
            open=yuan(row.open_fen), card=yuan(row.balance_fen)
        ),
        undo=lambda work, ref: settle_service.take_back_payment(work, ref),
        undone=_("The payment is taken back"),
    )
    enough = row.balance_fen >= row.open_fen > 0
    panel.form.set_values(
        {"fen": yuan_of(row.open_fen), "method": PayMethod.BALANCE if enough else PayMethod.CASH}
    )
    return panel


def carry_panel(order_ids: tuple[int, ...], volunteers: Choices) -> AskPanel:
    """Who takes the chosen meals to their doors."""
    return AskPanel(
        _("Who delivers {count} meals").format(count=len(order_ids)),
        _("Hand out"),
        {
            "volunteer_id": Field(_("Volunteer"), ChoiceField(volunteers, optional=True)),
            "deliverer": Field(_("Or by name"), TextField()),
        },
        lambda values: (
            lambda work: order_service.carry(
                work, CarryDraft(order_ids, values["volunteer_id"], values["deliverer"] or "")
            )
        ),
        lambda _values, _ref: _("{count} meals are handed out for delivery").format(count=len(order_ids)),
    )


# -- rules -----------------------------------------------------------------------------------------------------

SHARE_ROWS = 3


def rule_panel(row: RuleRow | None, tags: Choices) -> AskPanel:
    """A rule of price: whom it is for, what they pay, who bears the rest."""
    draft = RuleDraft("", RuleKind.FIXED, today()) if row is None else row.draft
    payers: Choices = [(one, word(one)) for one in Payer]
    fields: dict[str, Field] = {
        "name": Field(_("Name of the rule"), TextField(), required=True),
        "kind": Field(_("Kind"), ChoiceField([(one, word(one)) for one in RuleKind])),
        "amount": Field(_("Price, or sum a month"), yuan_field()),
        "percent": Field(_("Percent off"), NumberField("%", maximum=100)),
        "times": Field(_("Free meals a month"), NumberField(_("times"), maximum=99)),
        "age_from": Field(_("From age"), NumberField(_("years"), maximum=120)),
        "age_to": Field(_("To age"), NumberField(_("years"), maximum=120)),
        "tag_id": Field(_("Care tag"), ChoiceField(tags, optional=True)),
        **{str(meal): Field("", FlagField(_("Only {meal}").format(meal=word(meal)))) for meal in Meal},
        "covered_by": Field(_("The sum of the month comes from"), ChoiceField(payers)),
    }
    for at in range(1, SHARE_ROWS + 1):
        fields[f"payer{at}"] = Field(_("Payer {no}").format(no=at), ChoiceField(payers, optional=True))
        fields[f"fen{at}"] = Field(_("gives a meal"), yuan_field())
        fields[f"share{at}"] = Field(_("or of it"), NumberField("%", maximum=100))
    fields["rest_by"] = Field(_("The rest is borne by"), ChoiceField(payers))
    fields["valid_from"] = Field(
        _("Valid from"), DateField(today, "past"), _("Meals ordered since are corrected"), required=True
    )
    fields["valid_to"] = Field(_("Until"), DateField(today))
    fields["source"] = Field(_("Source"), TextField(_("Notice, decision of the village …")))
    panel = AskPanel(
        _("New rule of price") if row is None else _("Change {name}").format(name=row.name),
        _("Save"),
        fields,
        lambda values: _rule_verb(row, values),
        lambda values, _ref: _("Saved: {name}").format(name=values["name"]),
        columns=2,
        wide=frozenset(
            {"name", "kind", "tag_id", "covered_by", "payer1", "payer2", "payer3", "rest_by", "source"}
        ),
    )
    # A change counts from today unless one says an earlier day: what was eaten before keeps its price.
    since = draft.valid_from if row is None else max(draft.valid_from, today())
    panel.form.set_values(_rule_values(draft) | {"valid_from": since})
    return panel


def _rule_values(draft: RuleDraft) -> Values:
    values: Values = {
        **{
            key: getattr(draft, key)
            for key in ("name", "kind", "age_from", "age_to", "tag_id", "covered_by", "rest_by", "valid_from",
                        "valid_to", "source")
        },
        "amount": yuan_of(draft.amount_fen),
        "percent": draft.percent or None,
        "times": draft.times or None,
        **{str(meal): meal in draft.meals for meal in Meal},
    }  # fmt: skip
    for at, one in enumerate(draft.shares[:SHARE_ROWS], 1):
        values[f"payer{at}"] = one.payer
        values[f"fen{at}"] = None if one.fen is None else yuan_of(one.fen)
        values[f"share{at}"] = one.percent
    return values


def _rule_verb(row: RuleRow | None, values: Values) -> Callable[[Work], Any]:
    shares = tuple(
        ShareDraft(
            values[f"payer{at}"],
            fen_of(values[f"fen{at}"]) if values[f"fen{at}"] is not None else None,
            values[f"share{at}"],
        )
        for at in range(1, SHARE_ROWS + 1)
        if values[f"payer{at}"] is not None
    )
    draft = RuleDraft(
        values["name"] or "", values["kind"], values["valid_from"], values["valid_to"], values["age_from"],
        values["age_to"], values["tag_id"], tuple(meal for meal in Meal if values[str(meal)]),
        fen_of(values["amount"]), int(values["percent"] or 0), int(values["times"] or 0),
        values["covered_by"], values["rest_by"], shares, values["source"] or "",
        0 if row is None else row.position,
    )  # fmt: skip
    if row is None:
        return lambda work: rule_service.add_rule(work, draft)
    return lambda work: rule_service.change_rule(work, row.id, draft, version=row.version)
