"""One person's month beside the list: every meal and what it adds, what is paid, what is open."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking.rulebook.money import yuan
from neighborcenter.kit.i18n import _
from neighborcenter.kit.speech import say_month
from neighborcenter.meals.kinds import OrderStatus
from neighborcenter.meals.money_queries import MonthMoney, PaymentRow, PersonMonth
from neighborcenter.meals.month_queries import LineRow
from neighborcenter.meals.texts import day_words, word
from ui.kit.buttons import Button, IconButton
from ui.kit.jobs import may
from ui.kit.labels import Label
from ui.kit.spoken import spoken_day
from ui.kit.theme import px
from ui.people.panels import Panel


class MonthPanel(Panel):
    """`pay` and `take_back` say what was asked for."""

    pay = Signal()
    take_back = Signal(object)
    """The PaymentRow."""

    def __init__(
        self, money: MonthMoney, row: PersonMonth, lines: Sequence[LineRow], payments: Sequence[PaymentRow]
    ) -> None:
        super().__init__(_("{name}, {month}").format(name=row.name, month=say_month(money.month)))
        self.body.addWidget(
            Label(
                _("{count} meals, full price {sum}").format(count=row.meals, sum=yuan(row.full_fen)),
                "small", "text2", wrap=True,
            )
        )  # fmt: skip
        self._grid = QGridLayout()
        self._grid.setVerticalSpacing(px(6))
        self._grid.setColumnStretch(0, 1)
        self.body.addLayout(self._grid)
        for payer, fen in row.shares.items():
            if fen:
                self._add(word(payer), fen, strong=True)
        if payments:
            self._head(_("Paid"))
        taken_back = {one.takes_back for one in payments}
        for one in payments:
            self._payment(one, open_still=one.id not in taken_back)
        if money.is_closed:
            self._add(_("Still to pay"), row.open_fen, strong=True)
        self._head(_("What the person pays for"))
        for line in lines:
            self._line(line)
        self.body.addStretch(1)
        if money.is_closed and row.open_fen:
            button = Button(_("Take payment"), "primary", "ticket", "Ctrl ↵", main=True)
            button.setEnabled(may(Permission.MEALS_ORDER))
            button.clicked.connect(lambda _checked=False: self.pay.emit())
            self.foot_row.addWidget(button, 1)

    def _head(self, words: str) -> None:
        self._grid.addWidget(Label(words, "small strong", "text2"), self._grid.rowCount(), 0, 1, 3)

    def _add(self, words: str, fen: int, *, strong: bool = False) -> None:
        role, at = ("small strong" if strong else "small"), self._grid.rowCount()
        self._grid.addWidget(Label(words, role, "text" if strong else "text2", wrap=True), at, 0)
        self._grid.addWidget(Label(yuan(fen), role, "text"), at, 1, Qt.AlignmentFlag.AlignRight)

    def _line(self, line: LineRow) -> None:
        words = [f"{day_words(line.day)} {word(line.meal)}"]
        if line.late:
            words.append(_("corrected"))
        elif line.status is not OrderStatus.SERVED:
            words.append(word(line.status))
        if line.rule:
            words.append(line.rule)
        self._add(" · ".join(words), line.fen)

    def _payment(self, one: PaymentRow, *, open_still: bool) -> None:
        note = "" if one.takes_back else one.note
        how = _("Taken back") if one.takes_back else word(one.method)
        self._add(" · ".join(part for part in (spoken_day(one.day), how, note) if part), one.fen)
        if open_still and not one.takes_back and may(Permission.MEALS_ORDER):
            back = IconButton("undo-2", _("Take this payment back"), 28)
            back.clicked.connect(lambda _checked=False: self.take_back.emit(one))
            self._grid.addWidget(back, self._grid.rowCount() - 1, 2)
