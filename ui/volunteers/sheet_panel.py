"""A returned sign-in sheet typed in one pass: number ⏎ in ⏎ out ⏎, in the order of the printed sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QWidget

from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Problem
from neighborcenter.kit.speech import parse_time
from neighborcenter.kit.work import Read
from neighborcenter.reports.volunteer_facts import Duty, duties
from neighborcenter.volunteers import queries, sign_service
from neighborcenter.volunteers.kinds import AssignmentRole, AssignmentStatus
from neighborcenter.volunteers.queries import VolunteerFilter, VolunteerRow
from neighborcenter.volunteers.sign_service import SheetLine
from neighborcenter.volunteers.texts import word
from ui.kit.buttons import Button
from ui.kit.fields import ChoiceField
from ui.kit.form import Field
from ui.kit.inputs import LineEdit
from ui.kit.labels import Label
from ui.kit.spoken import spoken_day
from ui.kit.theme import px
from ui.people.panels import Panel, empty_layout
from ui.volunteers import acts

BACK = timedelta(days=14)
"""So far back sheets are typed."""
EARLY = timedelta(hours=6)
"""A time so much before the beginning of a shift belongs to the next day."""

Pair = tuple[datetime, datetime]


@dataclass
class SheetRow:
    """One line of the sheet: who, and the times typed so far."""

    volunteer_id: int
    number: str
    name: str
    standby: bool = False
    pairs: list[Pair] = field(default_factory=list)


class Sheet:
    """The sheet of one shift as it is typed; knows nothing of widgets."""

    def __init__(self, duty: Duty, everybody: Sequence[VolunteerRow]) -> None:
        self.duty = duty
        self._everybody = everybody
        self.rows = [
            SheetRow(
                one.volunteer_id, one.number, _shown(one.name, one.role), one.role is AssignmentRole.STANDBY
            )
            for one in duty.people
        ]

    def find(self, typed: str) -> SheetRow | None:
        """The line of a number on the sheet, of a volunteer number or a name; who is not on it gets a new line."""
        text = typed.strip()
        if text.isdecimal() and 1 <= int(text) <= len(self.rows):
            return self.rows[int(text) - 1]
        known = [row for row in self.rows if text.upper() == row.number.upper() or row.name.startswith(text)]
        if len(known) == 1:
            return known[0]
        found = [one for one in self._everybody if text.upper() == one.number.upper() or text == one.name]
        if len(found) != 1:
            return None
        same = next((row for row in self.rows if row.volunteer_id == found[0].volunteer_id), None)
        if same is None:
            same = SheetRow(found[0].volunteer_id, found[0].number, found[0].name)
            self.rows.append(same)
        return same

    def moment(self, typed: str, after: datetime | None = None) -> datetime | None:
        """A typed time on the day of the shift, or the next when it runs over midnight; empty is the planned one."""
        planned = self.duty.starts if after is None else self.duty.ends
        if not typed.strip():
            return planned
        minutes = parse_time(typed)
        if minutes is None:
            return None
        midnight = datetime.combine(self.duty.day, datetime.min.time())
        found = midnight + timedelta(minutes=minutes)
        if found < (self.duty.starts - EARLY if after is None else after):
            found += timedelta(days=1)
        return found

    def lines(self) -> list[SheetLine]:
        """What is taken over: every pair; who was expected and has none stayed away, standbys were not wanted."""
        found = []
        for row in self.rows:
            found += [SheetLine(row.volunteer_id, came, went) for came, went in row.pairs]
            if not row.pairs and not row.standby:
                found.append(SheetLine(row.volunteer_id))
        return found

    @property
    def next_number(self) -> str:
        """The first line without times."""
        return next((str(at) for at, row in enumerate(self.rows, 1) if not row.pairs), "")


class SheetPanel(Panel):
    """Choose the shift, then type line by line; Ctrl+Enter takes the whole sheet over."""

    done = Signal()
    print_wanted = Signal(str, object)
    """The key of a paper, and its values."""

    def __init__(self, shifts: Sequence[Duty], everybody: Sequence[VolunteerRow]) -> None:
        super().__init__(_("Type in a sign-in sheet"))
        self._shifts = {one.id: one for one in shifts}
        self._everybody = everybody
        self.add_head_button("printer", _("Print the sign-in sheet"), self._print)
        self.shift = Field(_("Shift"), ChoiceField([(one.id, _words(one)) for one in shifts]))
        self.body.addWidget(self.shift)
        self.sheet = Sheet(shifts[0], everybody)
        self._make_line()
        self.said = Label("", "small", "text2", wrap=True)
        self.body.addWidget(self.said)
        self.grid = QGridLayout()
        self.grid.setColumnStretch(1, 1)
        self.grid.setHorizontalSpacing(px(10))
        self.body.addLayout(self.grid)
        self.body.addWidget(
            Label(
                _("Enter on an empty time takes the planned one. Who has no times stayed away."),
                "note", "text3", wrap=True,
            )
        )  # fmt: skip
        self.body.addStretch(1)
        self.agree = Button(_("Take over the sheet"), "primary", "check", "Ctrl ↵", main=True)
        self.agree.clicked.connect(lambda _checked=False: self.submit())
        self.foot_row.addWidget(self.agree, 1)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.submit)
        self.shift.changed.connect(lambda: self.choose(self.shift.value()))
        self.shift.set_value(shifts[0].id)
        self.choose(shifts[0].id)
        QTimer.singleShot(0, self, self.number.setFocus)

    def _make_line(self) -> None:
        line = QGridLayout()
        line.setHorizontalSpacing(px(8))
        line.setVerticalSpacing(px(4))
        self.number, self.came, self.went = LineEdit("1"), LineEdit(""), LineEdit("")
        for at, (box, head, name, enter) in enumerate(
            (
                (self.number, _("No."), _("Number on the sheet, or volunteer number"), self._on_number),
                (self.came, _("Time in"), _("Time in"), self._on_came),
                (self.went, _("Time out"), _("Time out"), self._on_went),
            )
        ):
            line.addWidget(Label(head, "small strong", "text2"), 0, at)
            box.setAccessibleName(name)
            box.setToolTip(name)
            box.returnPressed.connect(enter)
            line.addWidget(box, 1, at)
        self.body.addLayout(line)

    # -- typing ----------------------------------------------------------------------------------------------

    def choose(self, shift_id: int | None) -> None:
        """Another sheet; what was typed for the one before and not taken over is gone."""
        if shift_id is None or (shift_id == self.sheet.duty.id and self.grid.count()):
            return
        self.sheet = Sheet(self._shifts[shift_id], self._everybody)
        self.came.setPlaceholderText(f"{self.sheet.duty.starts:%H:%M}")
        self.went.setPlaceholderText(f"{self.sheet.duty.ends:%H:%M}")
        self._next()

    def _on_number(self) -> None:
        row = self.sheet.find(self.number.text())
        if row is None:
            self._say(
                _("Nobody with “{typed}” on the sheet or among the volunteers.").format(
                    typed=self.number.text()
                )
            )
            self.number.selectAll()
            return
        self._show_rows()
        self._say(row.name)
        self.came.setFocus()

    def _on_came(self) -> None:
        if self.sheet.moment(self.came.text()) is None:
            self._say(_("Write times like 08:30."))
        else:
            self.went.setFocus()

    def _on_went(self) -> None:
        row, came = self.sheet.find(self.number.text()), self.sheet.moment(self.came.text())
        went = self.sheet.moment(self.went.text(), came)
        if row is None or came is None or went is None or went <= came:
            self._say(_("Write times like 08:30."))
            return
        row.pairs.append((came, went))
        self._next()

    def _next(self) -> None:
        for box in (self.came, self.went):
            box.clear()
        self.number.setText(self.sheet.next_number)
        self.number.selectAll()
        self.number.setFocus()
        self._show_rows()
        came = sum(bool(row.pairs) for row in self.sheet.rows)
        self._say(_("{came} of {count} have times").format(came=came, count=len(self.sheet.rows)))

    def _say(self, words: str) -> None:
        self.said.setText(words)

    def _show_rows(self) -> None:
        empty_layout(self.grid)
        for at, row in enumerate(self.sheet.rows):
            times = "  ".join(f"{came:%H:%M}–{went:%H:%M}" for came, went in row.pairs)
            cells: tuple[QWidget, ...] = (
                Label(str(at + 1), "small", "text3"),
                Label(f"{row.name} {row.number}", "small"),
                Label(times or "–", "small strong" if times else "small", "text" if times else "text3"),
            )
            for column, cell in enumerate(cells):
                self.grid.addWidget(cell, at, column, Qt.AlignmentFlag.AlignTop)
                cell.show()

    # -- taking over -----------------------------------------------------------------------------------------

    def submit(self) -> None:
        """Take the whole sheet over."""
        if self.agree.busy:
            return
        ref, lines = self.sheet.duty.id, self.sheet.lines()
        away = sum(line.came is None for line in lines)
        people = len({line.volunteer_id for line in lines if line.came is not None})
        self.agree.set_busy(True)
        acts.command(
            self,
            lambda work: sign_service.type_sheet(work, ref, lines),
            _("Sheet taken over: {came} came, {away} stayed away").format(came=people, away=away),
            detail=_words(self.sheet.duty),
            undo=lambda work, _came: sign_service.take_back_sheet(work, ref),
            undone=_("The sheet is taken back"),
            then=lambda _came: self.done.emit(),
        ).failed(self._on_problems).finally_(lambda: self.agree.set_busy(busy=False)).start()

    def _on_problems(self, problems: tuple[Problem, ...]) -> None:
        self._say(acts.words_of(problems))
        self.number.setFocus()

    def _print(self) -> None:
        duty = self.sheet.duty
        self.print_wanted.emit("volunteer_sign_in", {"day": duty.day, "shift": duty.id})


def sheets_to_type(read: Read) -> tuple[list[Duty], list[VolunteerRow]]:
    """The shifts begun in the last two weeks, and everybody a sheet may name.

    Those whose people have not been seen yet come first, newest first.
    """
    today, now = read.clock.today(), read.clock.local()
    begun = [one for one in duties(read, today - BACK, today + timedelta(days=1)) if one.starts <= now]
    newest = sorted(begun, key=lambda one: one.starts, reverse=True)
    ordered = sorted(newest, key=lambda one: (_is_typed(one), not one.people))
    return ordered, queries.volunteers(read, VolunteerFilter())


def _words(duty: Duty) -> str:
    words = " ".join(part for part in (spoken_day(duty.day), duty.time, duty.post, duty.name) if part)
    return _("{shift} (typed)").format(shift=words) if _is_typed(duty) else words


def _is_typed(duty: Duty) -> bool:
    """Whether somebody is known to have come."""
    return any(one.status is AssignmentStatus.PRESENT for one in duty.people)


def _shown(name: str, role: AssignmentRole) -> str:
    return name if role is AssignmentRole.MEMBER else _("{name} ({role})").format(name=name, role=word(role))
