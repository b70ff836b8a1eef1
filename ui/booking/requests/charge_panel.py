"""The charges of one booking in the panel: take the money, give some back, charge something besides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking.rulebook import charge_queries, charge_service
from neighborcenter.booking.rulebook.charge_queries import ChargeFilter, ChargeRow
from neighborcenter.booking.rulebook.kinds import ChargeKind, ChargeState, PayMethod
from neighborcenter.booking.rulebook.money import yuan
from neighborcenter.booking.rulebook.texts import word
from neighborcenter.kit.i18n import _
from neighborcenter.kit.work import Read
from neighborcenter.reports.press import press
from ui.kit.buttons import Button
from ui.kit.fields import ChoiceField, TextField, YuanField
from ui.kit.form import Field, Form
from ui.kit.jobs import Command, Query, may
from ui.kit.labels import Label
from ui.kit.messages import toast
from ui.kit.printing import preview
from ui.kit.section import row_of
from ui.kit.theme import px

RECEIPT = "receipt"


@dataclass(frozen=True, slots=True)
class _Sums:
    """What is open, what came in, and the deposit that can go back."""

    open: int
    taken: int
    deposit: ChargeRow | None


class ChargePanel(QWidget):
    """Every line of one booking with its reason, and the acts below.  Ctrl+Enter takes what is open."""

    done = Signal()

    def __init__(self, row: ChargeRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._booking = row.booking_id
        self._sums = _Sums(0, 0, None)
        self.setWindowTitle(_("Charges: {title}").format(title=row.title))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(px(6))
        self.total = Label("", "body strong", wrap=True)
        self.form = Form()
        methods = [(method, word(method)) for method in PayMethod]
        self.form.add("method", Field(_("How it is paid"), ChoiceField(methods)))
        self.form.add(
            "fen", Field(_("Amount"), YuanField(), _("For giving back, keeping or charging besides"))
        )
        self.form.add("words", Field(_("Reason"), TextField(_("Chair broken, key lost, power cut…"))))
        self.form.set_values({"method": PayMethod.CASH})
        self.refund = self._button(_("Give back"), "undo-2", self._on_refund, Permission.BOOKING_CANCEL)
        self.deposit = self._button(
            _("Return the deposit"), "rotate-ccw", self._on_deposit, Permission.BOOKING_CANCEL
        )
        self.extra = self._button(_("Charge besides"), "plus", self._on_extra, Permission.BOOKING_WRITE)
        self.receipt = self._button(
            _("Print the receipt"), "printer", self._on_print, Permission.BOOKING_VIEW
        )
        self.receipt.hide()
        self._receipt: int | None = None
        self.foot = self.pay = Button(_("Take the money"), "primary", "check", "Ctrl ↵", main=True)
        self.pay.clicked.connect(lambda _checked=False: self._on_pay())
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(12))
        box.addLayout(self._lines)
        box.addWidget(self.total)
        box.addWidget(self.form)
        box.addLayout(row_of(self.refund, self.extra, stretch_first=False))
        box.addLayout(row_of(self.deposit, self.receipt, stretch_first=False))
        box.addStretch(1)
        self.reload()

    def _button(self, words: str, icon: str, run: Callable[[], None], right: Permission) -> Button:
        button = Button(words, icon=icon)
        button.clicked.connect(lambda _checked=False: run())
        button.setEnabled(may(right))
        return button

    def reload(self) -> None:
        """Read the lines again."""
        wanted = ChargeFilter(booking_id=self._booking)

        def lines(read: Read) -> list[ChargeRow]:
            return charge_queries.charges(read, wanted)

        Query(self, lines, key="lines").then(self._on_lines).start()

    def _on_lines(self, rows: list[ChargeRow]) -> None:
        while (entry := self._lines.takeAt(0)) is not None:
            if (widget := entry.widget()) is not None:
                widget.deleteLater()
        for row in rows:
            said = f"{word(row.kind)} {yuan(row.fen)} · {word(row.state)} · {row.words}"
            said = f"{said} · {row.receipt}" if row.receipt else said
            self._lines.addWidget(Label(said, "small", "text", wrap=True))
        paid = [row for row in rows if row.state is ChargeState.PAID]
        self._sums = _Sums(
            sum(row.fen for row in rows if row.state is ChargeState.OPEN),
            sum(row.fen for row in paid if row.kind is not ChargeKind.DEPOSIT),
            next((row for row in paid if row.kind is ChargeKind.DEPOSIT), None),
        )
        self.total.setText(_("To pay: {amount}").format(amount=yuan(self._sums.open)))
        self.pay.setEnabled(self._sums.open > 0 and may(Permission.BOOKING_WRITE))
        self.refund.setEnabled(self._sums.taken > 0 and may(Permission.BOOKING_CANCEL))
        self.deposit.setVisible(self._sums.deposit is not None)
        self._receipt = max((row.receipt_id for row in rows if row.receipt_id is not None), default=None)
        self.receipt.setVisible(self._receipt is not None)

    def _method(self) -> PayMethod:
        method: PayMethod = self.form.values()["method"] or PayMethod.CASH
        return method

    def _on_pay(self) -> None:
        method = self._method()
        self._run(lambda work: charge_service.pay(work, self._booking, method))

    def _on_refund(self) -> None:
        values, method = self.form.values(), self._method()
        self._run(
            lambda work: charge_service.refund(
                work, self._booking, values["fen"] or 0, values["words"], method
            )
        )

    def _on_extra(self) -> None:
        values = self.form.values()
        self._run(
            lambda work: charge_service.add_extra(work, self._booking, values["fen"] or 0, values["words"])
        )

    def _on_deposit(self) -> None:
        line, values, method = self._sums.deposit, self.form.values(), self._method()
        if line is not None:
            ref = line.id
            self._run(
                lambda work: charge_service.return_deposit(
                    work, ref, values["fen"] or 0, values["words"], method
                )
            )

    def _on_print(self) -> None:
        values = {"receipt": self._receipt}
        name = _("Receipt {number}.pdf").format(number=self._receipt)
        preview(self, _("Receipt"), name, lambda read: press(read, RECEIPT, values).pdf().pdf)

    def _run(self, act: Callable[[Any], Any]) -> None:
        Command(self, act).then(self._on_done).failed(self._refused).start()

    def _on_done(self, given: Any) -> None:
        if isinstance(given, charge_service.Receipt):
            toast(_("Receipt {number}: {amount}").format(number=given.printed, amount=yuan(given.fen)))
        else:
            toast(_("Kept with the booking."))
        self.form.set_values({"fen": None, "words": ""})
        self.reload()
        self.done.emit()

    def _refused(self, problems: Any) -> None:
        rest = self.form.set_problems(problems)
        if rest:
            self.form.fields["words"].set_problem(rest[0])
