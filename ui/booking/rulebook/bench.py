"""The trial: what the rules would say to a booking that nobody makes."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from neighborcenter.booking import judging
from neighborcenter.booking.drafts import BookingDraft
from neighborcenter.booking.judging import Verdict
from neighborcenter.booking.kinds import BookingKind, Standing
from neighborcenter.booking.places import places
from neighborcenter.booking.rulebook.money import yuan
from neighborcenter.booking.rulebook.terms import Ask
from neighborcenter.booking.rules import ranges_of
from neighborcenter.booking.texts import kind_name
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import speak
from neighborcenter.kit.work import Read
from ui.booking.rulebook.editor import Known
from ui.booking.who_field import WhoField
from ui.kit import jobs
from ui.kit.fields import ChoiceField, NumberField, TextField
from ui.kit.form import Field, Form
from ui.kit.jobs import Query
from ui.kit.labels import Icon, Label
from ui.kit.moments import DateTimeField
from ui.kit.section import row_of
from ui.kit.theme import px


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the answer: an icon, its color, and the words."""

    icon: str
    color: str
    words: str


class TrialBench(QWidget):
    """A small booking form that keeps nothing and says what the rules say while one types."""

    def __init__(self, known: Known, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("What would the rules say?"))
        today = jobs.runner().backend.clock.today
        self.form = Form()
        self.form.add("room_id", Field(_("Room"), ChoiceField(known.choices.get(Ask.ROOMS, ()))))
        self.form.add("when", Field(_("When"), DateTimeField(today)))
        self.form.add("who", Field(_("For"), WhoField()))
        self.form.add("title", Field(_("What for"), TextField()))
        self.form.add("people", Field(_("People"), NumberField()))
        self.form.add("kind", Field(_("Kind of use"), ChoiceField([(k, kind_name(k)) for k in BookingKind])))
        self.form.set_values({"kind": BookingKind.HIRE, "people": 10})
        self.form.changed.connect(self.judge)
        self.answer = QWidget()
        self._lines = QVBoxLayout(self.answer)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(px(8))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(14))
        box.addWidget(self.form)
        box.addWidget(self.answer)
        box.addStretch(1)
        self.judge()

    def draft(self) -> BookingDraft | None:
        """The booking on trial; None while room or time are missing."""
        values = self.form.values()
        if values["room_id"] is None or values["when"] is None:
            return None
        who = values["who"]
        starts, ends = values["when"]
        return BookingDraft(
            room_id=values["room_id"],
            starts=starts,
            ends=ends,
            title=values["title"],
            who=who.name,
            phone=who.phone,
            resident_id=who.resident_id,
            group_id=who.group_id,
            for_center=who.for_center,
            people=values["people"] or 0,
            kind=values["kind"] or BookingKind.HIRE,
        )

    def judge(self) -> None:
        """Ask the rules about what stands in the fields."""
        draft = self.draft()
        if draft is None:
            self.show_lines([Line("info", "text2", _("Choose a room and a time."))])
            return
        Query(self, lambda read: ask(read, draft), key="trial", lane="quick").then(self._on_verdict).start()

    def _on_verdict(self, verdict: Verdict) -> None:
        self.show_lines(lines_of(verdict))

    def show_lines(self, lines: list[Line]) -> None:
        """Show the answer."""
        while (entry := self._lines.takeAt(0)) is not None:
            if (layout := entry.layout()) is not None:
                while (part := layout.takeAt(0)) is not None:
                    if (widget := part.widget()) is not None:
                        widget.deleteLater()
        for line in lines:
            label = Label(line.words, "body", "text", wrap=True)
            row = row_of(Icon(line.icon, line.color), label, stretch_first=False)
            row.setStretch(1, 1)
            row.takeAt(2)
            self._lines.addLayout(row)


def ask(read: Read, draft: BookingDraft) -> Verdict:
    """What the rules say; runs in the lane."""
    place = places(read)[draft.room_id or 0]
    return judging.judge(read, draft, place, ranges_of(draft))


def lines_of(verdict: Verdict) -> list[Line]:
    """A verdict line by line: refusals, warnings, what follows."""
    marks = {"error": ("circle-alert", "accent_text"), "warning": ("triangle-alert", "notice.text")}
    found = [Line(*marks[problem.level], speak(problem)) for problem in verdict.problems]
    refused = any(problem.level == "error" for problem in verdict.problems)
    if not refused:
        waits = verdict.standing is Standing.REQUESTED
        words = _("It would be kept as a request.") if waits else _("It would be booked.")
        found.insert(0, Line("clock" if waits else "circle-check", "text2", words))
    buffer = verdict.buffer
    if buffer.setup or buffer.cleanup:
        words = _("Kept free besides: {before} minutes before, {after} minutes after").format(
            before=buffer.setup, after=buffer.cleanup
        )
        found.append(Line("clock", "text2", words))
    if verdict.charges:
        found.append(Line("info", "text2", _("To pay: {amount}").format(amount=yuan(verdict.fen))))
    return found
