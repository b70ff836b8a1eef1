"""The forms of the canteen: a meal of the menu, habits, a standing order, money."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from neighborcenter.booking.rulebook.money import yuan
from neighborcenter.kit.i18n import _
from neighborcenter.kit.speech import say_month
from neighborcenter.kit.times import Month
from neighborcenter.kit.work import Work
from neighborcenter.meals import (
    correction_service,
    menu_service,
    order_service,
    settle_service,
    standing_service,
)
from neighborcenter.meals.drafts import (
    CarryDraft,
    EaterDraft,
    MenuDraft,
    PaymentDraft,
    StandingDraft,
    TopUpDraft,
)
from neighborcenter.meals.kinds import Meal, PayMethod
from neighborcenter.meals.money_queries import MonthMoney, PersonMonth
from neighborcenter.meals.queries import EaterRow, MenuRow, StandingRow
from neighborcenter.meals.repricing import Corrected
from neighborcenter.meals.texts import day_words, word
from ui.kit.fields import ChoiceField, FlagField, LongTextField, TextField, YuanField
from ui.kit.form import Field
from ui.kit.jobs import runner
from ui.kit.many_field import ManyField
from ui.kit.moments import DateField
from ui.people.picker import PersonPicker
from ui.volunteers.ask_panel import AskPanel, Values

Choices = list[tuple[Any, str]]


def today() -> date:
    """The center's day."""
    day: date = runner().backend.clock.today()
    return day


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
            "price_fen": Field(
                _("Price of the set"), YuanField(), _("Meals ordered already keep their price")
            ),
            "note": Field(_("Note"), TextField()),
        },
        lambda values: _menu_verb(row, values),
        lambda _values, _ref: _("On the menu: {what}").format(what=f"{day_words(row.day)} {word(row.meal)}"),
        undo=lambda work, ref: _menu_as_before(work, row, ref),
    )
    price = row.price_fen if row.menu_id is not None else usual_fen
    panel.form.set_values({"dishes": row.dishes, "price_fen": price or None, "note": row.note})
    return panel


def _menu_verb(row: MenuRow, values: Values) -> Callable[[Work], Any]:
    draft = MenuDraft(row.day, row.meal, values["dishes"], values["price_fen"] or 0, values["note"])
    return lambda work: menu_service.set_menu(work, draft)


def _menu_as_before(work: Work, row: MenuRow, ref: int) -> None:
    if row.menu_id is None:
        menu_service.remove_menu(work, ref)
    else:
        menu_service.set_menu(work, MenuDraft(row.day, row.meal, row.dishes, row.price_fen, row.note))


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
        undo=lambda work, _done: order_service.set_eater(work, draft),
    )
    panel.form.set_values({key: getattr(draft, key) for key in panel.form.fields})
    return panel


def standing_panel(days: tuple[int, ...] = (1, 2, 3, 4, 5)) -> AskPanel:
    """The same meal on the same weekdays."""
    names = enumerate((_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun")), 1)
    fields = {
        "resident_id": Field(_("Who eats"), PersonPicker(register=True), required=True),
        "meal": Field(_("Meal"), ChoiceField(meal_choices())),
        "first_day": Field(_("First day"), DateField(today), required=True),
        "last_day": Field(_("Last day"), DateField(today), _("Empty: until it is ended")),
        "weekdays": Field(_("Weekdays"), ManyField(list(names))),
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
        wide=frozenset({"resident_id", "meal", "weekdays"}),
        undo=lambda work, made: standing_service.end_standing(work, made[0], today() - timedelta(days=1)),
        undone=_("The standing order is ended"),
    )
    panel.form.set_values({"meal": Meal.LUNCH, "first_day": today(), "weekdays": days})
    return panel


def _standing_verb(values: Values) -> Callable[[Work], Any]:
    picked = values["resident_id"]
    draft = StandingDraft(
        None if picked is None else picked.resident_id,
        values["meal"],
        values["first_day"],
        values["weekdays"],
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
        lambda _values, done: _("{name}: ended, {count} meals canceled").format(
            name=row.name, count=len(done[1])
        ),
        intro=_("What is ordered after that day and can still be canceled is canceled."),
        undo=lambda work, done: standing_service.resume_standing(work, row.id, *done),
        undone=_("{name}: ordered again").format(name=row.name),
    )
    panel.form.set_values({"last_day": today()})
    return panel


def top_up_panel(row: EaterRow | None = None) -> AskPanel:
    """Money onto a card."""
    fields = {} if row is not None else {"resident_id": Field(_("Whose card"), PersonPicker(), required=True)}
    fields["fen"] = Field(_("Sum"), YuanField(None), _("Below zero: paid out"), required=True)
    fields["method"] = Field(
        _("How it is paid"), ChoiceField([(one, word(one)) for one in (PayMethod.CASH, PayMethod.TRANSFER)])
    )
    fields["note"] = Field(_("Note"), TextField())

    def make(values: Values) -> Callable[[Work], Any]:
        picked = values.get("resident_id")
        ref = row.id if row is not None else (None if picked is None else picked.resident_id)
        draft = TopUpDraft(ref, values["fen"] or 0, values["method"], values["note"])
        return lambda work: settle_service.top_up(work, draft)

    panel = AskPanel(
        _("Top up the card") if row is None else _("Top up the card of {name}").format(name=row.name),
        _("Top up"),
        fields,
        make,
        lambda values, _ref: _("{sum} on the card").format(sum=yuan(values["fen"] or 0)),
        intro="" if row is None else _("On the card now: {sum}").format(sum=yuan(row.balance_fen)),
        undo=settle_service.take_back_top_up,
    )
    panel.form.set_values({"method": PayMethod.CASH})
    return panel


def pay_panel(money: MonthMoney, row: PersonMonth) -> AskPanel:
    """Somebody's part of a settled month."""
    assert money.settlement_id is not None
    settlement = money.settlement_id
    panel = AskPanel(
        _("{name}, {month}").format(name=row.name, month=say_month(money.month)),
        _("Take payment"),
        {
            "fen": Field(_("Sum"), YuanField(None), required=True),
            "method": Field(_("How it is paid"), ChoiceField([(one, word(one)) for one in PayMethod])),
            "note": Field(_("Note"), TextField()),
        },
        lambda values: (
            lambda work: settle_service.pay(
                work,
                PaymentDraft(settlement, row.id, values["method"], values["fen"] or 0, values["note"]),
            )
        ),
        lambda values, _ref: _("{name} paid {sum}").format(name=row.name, sum=yuan(values["fen"] or 0)),
        intro=_("Open: {open} · on the card: {card}").format(
            open=yuan(row.open_fen), card=yuan(row.balance_fen)
        ),
        undo=lambda work, ref: settle_service.take_back_payment(work, ref),
        undone=_("The payment is taken back"),
    )
    enough = row.balance_fen >= row.open_fen > 0
    panel.form.set_values(
        {"fen": row.open_fen or None, "method": PayMethod.BALANCE if enough else PayMethod.CASH}
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
                work, CarryDraft(order_ids, values["volunteer_id"], values["deliverer"])
            )
        ),
        lambda _values, _ref: _("{count} meals are handed out for delivery").format(count=len(order_ids)),
        undo=lambda work, before: [order_service.carry(work, one) for one in before],
    )


def correct_panel(resident_id: int, name: str) -> AskPanel:
    """The prices of one person's meals, looked at again since a day."""
    panel = AskPanel(
        _("Put the prices of {name} right").format(name=name),
        _("Put right"),
        {
            "since": Field(_("For meals since"), DateField(today, "past"), required=True),
            "reason": Field(
                _("Why"), TextField(_("Birthday corrected, card of low income shown …")), required=True
            ),
        },
        lambda values: (
            lambda work: correction_service.correct_person(
                work, resident_id, values["since"], values["reason"]
            )
        ),
        lambda _values, done: corrected_words(name, done.corrected),
        intro=_(
            "Age and care tags as they stand today decide once more what these meals cost. "
            "Settled months stay; what they cost more or less counts in the next."
        ),
        undo=lambda work, done: correction_service.take_back_correction(work, resident_id, done.before),
        undone=_("{name}: prices as before").format(name=name),
    )
    panel.form.set_values({"since": Month.of(today()).first})
    return panel


def corrected_words(name: str, done: Corrected) -> str:
    """How many meals cost something else now, and what that comes to."""
    if not done.orders:
        return _("{name}: every price was right").format(name=name)
    words = (
        _("{name}: {count} meals corrected, {sum} more")
        if done.person_fen > 0
        else _("{name}: {count} meals corrected, {sum} less")
    )
    return words.format(name=name, count=done.orders, sum=yuan(abs(done.person_fen)))
