"""What a month must cost, worked out from the sentences of the notices with decimal yuan, not from the program.

Nothing here is shared with the program but the names of the payers.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from neighborcenter.meals.kinds import Payer

CENT = Decimal("0.01")
YUAN = Decimal(1)
Parts = dict[Payer, Decimal]


@dataclass(frozen=True)
class Meal:
    """A meal as a notice sees it: who (age, tags), the full price, which meal of the day."""

    age: int | None
    tags: frozenset[str]
    full: Decimal
    meal: str


@dataclass
class Month:
    """What somebody had of a rule so far."""

    meals: int = 0
    spent: Decimal = Decimal(0)


# A sentence: a meal and what was had so far → who pays what, and what it takes of a monthly sum; None: not for them.
Sentence = Callable[[Meal, Month], tuple[Parts, Decimal] | None]


def _cents(value: Decimal) -> Decimal:
    return value.quantize(CENT, ROUND_HALF_UP)


def _given(person: Decimal, others: Parts) -> tuple[Parts, Decimal]:
    return {Payer.PERSON: person, **others}, Decimal(0)


def old(meal: Meal, years: int) -> bool:
    return meal.age is not None and meal.age >= years


def kengyuan(meal: Meal, _month: Month) -> tuple[Parts, Decimal] | None:
    """坑园村: the village's elders of 60 and more eat free; the village bears it."""
    return _given(Decimal(0), {Payer.VILLAGE: meal.full}) if old(meal, 60) else None


def jinmei(meal: Meal, _month: Month) -> tuple[Parts, Decimal] | None:
    """锦美: 60 and older pay 8 yuan; of the rest the government bears 60%, the village what is left."""
    if not old(meal, 60):
        return None
    person = min(Decimal(8), meal.full)
    government = _cents((meal.full - person) * 60 / 100)
    return _given(person, {Payer.GOVERNMENT: government, Payer.VILLAGE: meal.full - person - government})


def fuka(meal: Meal, _month: Month) -> tuple[Parts, Decimal] | None:
    """银龄福卡: 60 and older pay 10 yuan; the government gives up to 3.33 yuan, the canteen bears the rest."""
    if not old(meal, 60):
        return None
    person = min(Decimal(10), meal.full)
    government = min(meal.full - person, Decimal("3.33"))
    return _given(person, {Payer.GOVERNMENT: government, Payer.OPERATOR: meal.full - person - government})


def zhengcuo(meal: Meal, _month: Month) -> tuple[Parts, Decimal] | None:
    """郑厝村: three free meals a day for elders of 60; a third from charity, the village the rest."""
    if not old(meal, 60):
        return None
    charity = _cents(meal.full * 33 / 100)
    return _given(Decimal(0), {Payer.CHARITY: charity, Payer.VILLAGE: meal.full - charity})


def twice_free(meal: Meal, month: Month) -> tuple[Parts, Decimal] | None:
    """70 and older: free twice a month."""
    if not old(meal, 70) or month.meals >= 2:
        return None
    return _given(Decimal(0), {Payer.VILLAGE: meal.full})


def xiahuang(meal: Meal, month: Month) -> tuple[Parts, Decimal] | None:
    """下黄: 60 and older get 50 yuan a month from the community and 10% off, which the canteen bears."""
    if not old(meal, 60):
        return None
    off = _cents(meal.full / 10)
    covered = min(meal.full - off, 50 * YUAN - month.spent)
    parts = {Payer.PERSON: meal.full - off - covered, Payer.VILLAGE: covered, Payer.OPERATOR: off}
    return parts, covered


def chengjia(meal: Meal, _month: Month) -> tuple[Parts, Decimal] | None:
    """程家洞: 计生老人 pay 1 yuan a meal."""
    if "计生" not in meal.tags:
        return None
    person = min(YUAN, meal.full)
    return _given(person, {Payer.GOVERNMENT: meal.full - person})


def four_parts(meal: Meal, _month: Month) -> tuple[Parts, Decimal] | None:
    """政府补助一点、村级筹一点、慈善捐一点、个人出一点: 2 yuan, 25%, 10%, the person the rest; 65 and older, lunch."""
    if not old(meal, 65) or meal.meal != "lunch":
        return None
    left = meal.full
    government = min(left, 2 * YUAN)
    left -= government
    village = min(left, _cents(meal.full * 25 / 100))
    left -= village
    charity = min(left, _cents(meal.full * 10 / 100))
    parts = {Payer.GOVERNMENT: government, Payer.VILLAGE: village, Payer.CHARITY: charity}
    return _given(left - charity, parts)


def month_of(meals: Sequence[Meal], sentences: Sequence[Sentence]) -> dict[Payer, int]:
    """What a person's month costs whom, in fen; by the sentence that is best for the person, the first of equals."""
    had = [Month() for _one in sentences]
    total: Counter[Payer] = Counter()
    for meal in meals:
        offers = [
            (given[0].get(Payer.PERSON, Decimal(0)), at, *given)
            for at, sentence in enumerate(sentences)
            if (given := sentence(meal, had[at])) is not None
        ]
        person, at, parts, taken = min(
            offers, key=lambda one: one[:2], default=(meal.full, -1, {}, Decimal(0))
        )
        if at < 0 or person > meal.full:
            parts = {Payer.PERSON: meal.full}
        else:
            had[at].meals += 1
            had[at].spent += taken
        assert sum(parts.values()) == meal.full
        for payer, yuan in parts.items():
            total[payer] += int(yuan * 100)
    return {payer: fen for payer, fen in total.items() if fen}
