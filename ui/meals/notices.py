"""What the bell says of the canteen: orders that close soon, meals nobody marked, a month to settle."""

from __future__ import annotations

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import _
from neighborcenter.kit.speech import say_month
from neighborcenter.kit.work import Read
from neighborcenter.meals import canteen_queries
from neighborcenter.meals.kinds import OrderStatus
from neighborcenter.meals.texts import day_words, word
from ui.kit.bell import Notice


def notices(read: Read) -> list[Notice]:
    """Return what needs a look. Runs in the lane."""
    if not read.may(Permission.MEALS_VIEW):
        return []
    return [*_closing(read), *_unmarked(read), *_unsettled(read)]


def _closing(read: Read) -> list[Notice]:
    return [
        Notice(
            _("{day} {meal}: orders close at {time}").format(
                day=day_words(one.day), meal=word(one.meal), time=f"{one.until:%H:%M}"
            ),
            _("{count} ordered so far").format(count=one.ordered), "utensils", "notice", _("Look"), "meals",
            ("day", (one.day, {"meal": one.meal})),
        )
        for one in canteen_queries.closing(read)
    ]  # fmt: skip


def _unmarked(read: Read) -> list[Notice]:
    found = canteen_queries.unmarked(read)
    if found is None or not read.may(Permission.MEALS_ORDER):
        return []
    return [
        Notice(
            _("{count} meals are not marked yet").format(count=found.meals),
            _("Since {day}: eaten, or not fetched?").format(day=day_words(found.first)), "utensils", "notice",
            _("Look"), "meals", ("day", (found.first, {"status": OrderStatus.ORDERED})),
        )
    ]  # fmt: skip


def _unsettled(read: Read) -> list[Notice]:
    month = canteen_queries.unsettled(read) if read.may(Permission.MEALS_SETTLE) else None
    if month is None:
        return []
    return [
        Notice(
            _("The meals of {month} are not settled").format(month=say_month(month)), "", "lock", "notice", _("Settle"),
            "meals", ("month", month),
        )
    ]  # fmt: skip
