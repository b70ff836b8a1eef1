"""One request in the panel: what is asked for, what stands against it, and the answer with its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking import request_service
from neighborcenter.booking.kinds import Standing
from neighborcenter.booking.rulebook import charge_queries, queries
from neighborcenter.booking.rulebook.charge_queries import ChargeFilter, ChargeRow
from neighborcenter.booking.rulebook.money import yuan
from neighborcenter.booking.rulebook.queries import AnswerRow, OverrideRow, RequestRow
from neighborcenter.booking.rulebook.texts import word
from neighborcenter.booking.texts import STANDINGS, kind_name
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import speak
from neighborcenter.kit.work import Read
from neighborcenter.reports.press import press
from ui.booking.requests.columns import at, wall
from ui.kit.buttons import Button
from ui.kit.fields import LongTextField, TextField
from ui.kit.form import Field, Form
from ui.kit.jobs import Command, Query, may
from ui.kit.labels import Label
from ui.kit.messages import toast
from ui.kit.printing import PrintPreview, preview
from ui.kit.section import row_of
from ui.kit.theme import px

ANSWER = "answer_letter"


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a request: its steps so far, its charges, the rules set aside for it."""

    answers: list[AnswerRow]
    charges: list[ChargeRow]
    overrides: list[OverrideRow]


def around(read: Read, booking_id: int) -> Around:
    """Everything about one request; runs in the lane."""
    return Around(
        queries.answers(read, booking_id),
        charge_queries.charges(read, ChargeFilter(booking_id=booking_id)),
        queries.overrides(read, booking_id=booking_id),
    )


class RequestPanel(QWidget):
    """Answers one request.  Ctrl+Enter grants, or checks where two steps are wanted."""

    answered = Signal(int)
    """The booking that has its answer now."""
    show_booking = Signal(int)

    def __init__(self, row: RequestRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = row
        self.setWindowTitle(row.title)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(px(10))
        for text, role, color in self._facts():
            if text:
                self._box.addWidget(Label(text, role, color, wrap=True))
        self.calendar = Button(_("Show in the calendar"), icon="calendar-days")
        self.calendar.clicked.connect(lambda _checked=False: self.show_booking.emit(row.id))
        self._box.addLayout(row_of(self.calendar, stretch_first=False))
        self._more = QVBoxLayout()
        self._more.setSpacing(px(6))
        self._box.addLayout(self._more)
        self.form = Form()
        self.form.add(
            "words", Field(_("Words of the answer"), LongTextField(_("Stands in the printed answer")))
        )
        self.form.add("override", Field(_("Reason to set a rule aside"), TextField()))
        self.form.fields["override"].hide()
        self._box.addWidget(self.form)
        self._box.addStretch(1)
        self.foot = self._foot()
        Query(self, lambda read: around(read, row.id), key="around").then(self._on_around).start()

    def _facts(self) -> list[tuple[str, str, str]]:
        row = self.row
        when = f"{at(row.starts)}–{row.ends:%H:%M}"
        if row.days > 1:
            when = _("{first}, {count} days").format(first=when, count=row.days)
        people = _("{count} people").format(count=row.people) if row.people else ""
        held = (
            _("Held until {when}, then it lapses").format(when=wall(row.expires_at)) if row.expires_at else ""
        )
        return [
            (f"{row.room} · {when}", "body strong", "text"),
            (
                " · ".join(part for part in (row.who, row.phone, people, kind_name(row.kind)) if part),
                "body",
                "text",
            ),
            (row.note, "body", "text"),
            (_(STANDINGS[row.standing]), "small strong", "notice.text"),
            (row.why, "small", "text2"),
            (held, "small", "text2"),
        ]

    def _foot(self) -> QWidget:
        if self.row.standing not in request_service.WAITING:
            self.form.hide()
            self.print = Button(_("Print the answer"), "primary", "printer", main=True)
            self.print.clicked.connect(lambda _checked=False: open_answer(self, self.row))
            return self.print
        two = self.row.steps > 1 and self.row.standing is Standing.REQUESTED
        answers = may(Permission.BOOKING_APPROVE)
        self.decline = Button(_("Decline"), "danger", "x")
        self.decline.clicked.connect(lambda _checked=False: self._answer("decline"))
        words = _("Checked") if two else _("Grant")
        self.grant = Button(words, "primary", "check", "Ctrl ↵", main=True)
        self.grant.clicked.connect(lambda _checked=False: self._answer("check" if two else "grant"))
        for button in (self.decline, self.grant):
            button.setEnabled(answers)
        foot = QWidget()
        foot.setLayout(row_of(self.decline, self.grant))
        return foot

    def _on_around(self, found: Around) -> None:
        lines = [
            " · ".join(part for part in (word(a.step), wall(a.at), a.by, a.words.replace("\n", " ")) if part)
            for a in found.answers
        ]
        lines += [
            _("Set aside: {rule} ({reason})").format(rule=o.sentence, reason=o.reason)
            for o in found.overrides
        ]
        lines += [f"{word(c.kind)} {yuan(c.fen)} · {c.words}" for c in found.charges]
        for line in lines:
            self._more.addWidget(Label(line, "small", "text2", wrap=True))

    def _answer(self, how: str) -> None:
        row, values = self.row, self.form.values()
        words, reason = values["words"], values["override"]
        verbs = {
            "grant": lambda work: request_service.grant(work, row.id, words, reason),
            "check": lambda work: request_service.check(work, row.id, words),
            "decline": lambda work: request_service.decline(work, row.id, words),
        }
        Command(self, verbs[how]).then(lambda done: self._finish(done)).failed(self._refused).start()

    def _finish(self, done: Any) -> None:
        said = f"{self.row.title} · {self.row.who}"
        toast(_("{answer}: {booking}").format(answer=_(STANDINGS[done.standing]), booking=said))
        self.answered.emit(done.booking_id)

    def _refused(self, problems: Any) -> None:
        if any(problem.params.get("override") for problem in problems):
            self.form.fields["override"].show()
        rest = self.form.set_problems(problems)
        if rest:
            field = self.form.fields["override" if self.form.fields["override"].isVisible() else "words"]
            field.set_problem(rest[0])
            field.focus()
            self.setAccessibleDescription(speak(rest[0]))


def open_answer(owner: QWidget, row: RequestRow) -> PrintPreview:
    """The preview of the printed answer; one key prints."""
    values = {"occurrence": row.occurrence_id}
    file_name = _("Answer {day} {title}.pdf").format(day=f"{row.starts:%Y-%m-%d}", title=row.title)
    return preview(owner, _("Answer"), file_name, lambda read: press(read, ANSWER, values).pdf().pdf)
