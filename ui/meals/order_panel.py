"""One order beside the list: what it costs whom, why, and what can be done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking.rulebook.money import yuan
from neighborcenter.kit.i18n import _
from neighborcenter.kit.speech import say_month
from neighborcenter.kit.times import Month
from neighborcenter.meals.kinds import OrderStatus
from neighborcenter.meals.queries import OrderRow, PartRow
from neighborcenter.meals.texts import day_words, word
from ui.kit.buttons import Button
from ui.kit.flow import FlowLayout
from ui.kit.jobs import may
from ui.kit.labels import Label
from ui.kit.lines import Lines
from ui.meals.columns import how
from ui.people.panels import Panel


class OrderPanel(Panel):
    """`wanted` says which act was asked for."""

    wanted = Signal(str)

    def __init__(self, row: OrderRow, parts: Sequence[PartRow]) -> None:
        super().__init__(row.name)
        self._say(f"{day_words(row.day)} {word(row.meal)} · {word(row.status)}", strong=True)
        self._say(how(row))
        for title, words in (
            (_("Delivery line"), row.line), (_("Delivered by"), row.deliverer), (_("Diet"), row.diet),
            (_("Note"), row.note),
        ):  # fmt: skip
            if words:
                self._say(_("{title}: {words}").format(title=title, words=words))
        sums = Lines(wide=0, right={1})
        sums.add(Label(_("Full price"), "small strong"), Label(yuan(row.full_fen), "small strong"))
        for part in parts:
            sums.add(Label(part_words(part), "small", "text2", wrap=True), Label(yuan(part.fen), "small"))
        self.body.addLayout(sums)
        self._say(row.rule or _("No rule fits: full price"))
        buttons = FlowLayout()
        for what, words, icon in self._acts(row):
            button = Button(words, "secondary", icon)
            button.clicked.connect(lambda _checked=False, w=what: self.wanted.emit(w))
            button.setEnabled(may(Permission.MEALS_WRITE if what == "correct" else Permission.MEALS_ORDER))
            buttons.addWidget(button)
        self.body.addLayout(buttons)
        self.body.addStretch(1)

    def _acts(self, row: OrderRow) -> list[tuple[str, str, str]]:
        if row.status is OrderStatus.CANCELLED:
            return [("restore", _("Order again"), "undo-2")]
        found = [
            ("served", _("Eaten"), "check"), ("not_fetched", _("Not fetched"), "triangle-alert"),
            ("ordered", _("Back to ordered"), "undo-2"),
        ]  # fmt: skip
        found = [one for one in found if one[0] != str(row.status)]
        if row.status is OrderStatus.ORDERED:
            found = [*found[:2], ("cancel", _("Cancel the meal"), "x")]
        if row.deliver:
            found.append(("carry", _("Say who delivers"), "hand-heart"))
        found.append(("habits", _("Diet and delivery"), "pencil"))
        return [*found, ("correct", _("Put prices right"), "refresh-cw")]

    def _say(self, words: str, *, strong: bool = False) -> None:
        self.body.addWidget(
            Label(words, "small strong" if strong else "small", "text" if strong else "text2", wrap=True)
        )


def part_words(part: PartRow) -> str:
    """A payer; a correction says when it counts and why."""
    words = word(part.payer)
    if part.month is None:
        return words
    return _("{words}, corrected in {month}: {why}").format(
        words=words, month=say_month(Month.of(part.month)), why=part.reason
    )
