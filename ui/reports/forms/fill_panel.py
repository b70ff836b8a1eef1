"""Filling one form: which days, for whom, whole or masked; what would stand in it; what was handed in before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Problem, speak
from neighborcenter.kit.speech import say_month
from neighborcenter.kit.times import Month
from neighborcenter.kit.work import Read, Work
from neighborcenter.reports.fill import queries, service
from neighborcenter.reports.fill.drafts import FillDraft
from neighborcenter.reports.fill.filling import Filled, filled
from neighborcenter.reports.fill.naming import named_files
from neighborcenter.reports.fill.people_list import people_choices, people_in
from neighborcenter.reports.fill.queries import ReturnRow, TemplateRow
from neighborcenter.reports.paper.safe_file import leaving, write_bytes
from ui.kit.buttons import Button, Segmented
from ui.kit.fields import ChoiceField, FlagField, TextField
from ui.kit.form import Field, Form
from ui.kit.jobs import Command, Query, may
from ui.kit.labels import Label
from ui.kit.messages import toast
from ui.kit.shown import set_shown
from ui.kit.spoken import spoken_days, spoken_moment
from ui.kit.theme import px
from ui.people.panels import Panel
from ui.reports.params_form import DaysField, StepField

MOST_RETURNS = 8


class FillPanel(Panel):
    """`mapping_wanted` asks for the screen that points the form at fields."""

    mapping_wanted = Signal(int)

    def __init__(self, row: TemplateRow, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(row.name, parent)
        self.row = row
        self.month = StepField(_("Month"), lambda month, step: month.plus(step), say_month)
        self.month.set_value(Month.of(today()).previous())
        self.days = DaysField(today)
        self.period = Segmented([("month", _("A month")), ("days", _("Other days"))])
        self.people = ChoiceField([("", "")] * 9, _("Everybody, or a care tag or group"))
        self.names = TextField(_("Or names with commas"))
        self.only_changed = FlagField(_("Only what changed since the last return"))
        self.whole = FlagField(_("Phones and ID numbers whole"))
        self.reason = TextField(_("Why, and for which office"))
        self.outlook = Label("", "body strong", wrap=True)
        self.details = Label("", "small", "text2", wrap=True)
        self.message = Label("", "small strong", "accent_text", wrap=True)
        self.fields_button = self.add_head_button(
            "sliders-horizontal", _("Point at fields"), lambda: self.mapping_wanted.emit(self.row.id)
        )
        self.go = Button(_("Fill and save…"), "primary", key="Ctrl ↵", main=True)
        self.history = Label("", "small", "text2", wrap=True)
        self._build()
        self._connect()
        self._on_period("month")
        self._load()

    def _build(self) -> None:
        if self.row.office:
            self.body.addWidget(Label(self.row.office, "small", "text2"))
        self.body.addWidget(self.period)
        self.body.addWidget(self.month)
        self.body.addWidget(self.days)
        self.form = Form()
        self.form.add("people", Field(_("For which people"), self.people))
        self.form.add("names", Field(_("Names"), self.names))
        self.body.addWidget(self.form)
        self.body.addWidget(self.only_changed)
        self.body.addWidget(self.whole)
        self.reason_field = Field(_("Reason"), self.reason, required=True)
        self.body.addWidget(self.reason_field)
        self.section(_("What would stand in it"))
        for part in (self.outlook, self.details, self.message):
            self.body.addWidget(part)
        self.section(_("Handed in before"))
        self.body.addWidget(self.history)
        set_shown(self.whole, may(Permission.PEOPLE_REVEAL))
        set_shown(self.fields_button, may(Permission.REPORTS_WRITE))
        self.go.setEnabled(False)
        self.foot_row.addWidget(self.go, 1)
        self.foot_row.setSpacing(px(8))

    def _connect(self) -> None:
        self.period.chosen.connect(self._on_period)
        for part in (self.month, self.days, self.people, self.only_changed, self.whole):
            part.changed.connect(self.look)
        for line in (self.names, self.reason):
            line.editingFinished.connect(self.look)
        self.go.clicked.connect(lambda _checked=False: self.save())
        QShortcut(QKeySequence("Ctrl+Return"), self, self.save)

    def _load(self) -> None:
        ref = self.row.id

        def read_all(read: Read) -> tuple[Any, Any]:
            people = people_choices(read) if read.may(Permission.PEOPLE_VIEW) else ()
            return people, queries.returns(read, ref, limit=MOST_RETURNS)

        Query(self, read_all, key="load").then(self._on_loaded).start()

    def _on_loaded(self, found: tuple[Sequence[tuple[str, str]], Sequence[ReturnRow]]) -> None:
        people, returns = found
        self.people.set_choices(list(people))
        self.history.setText("\n".join(_returned(one) for one in returns) or _("Nothing yet."))
        self.look()

    def _on_period(self, kind: str) -> None:
        self.month.setVisible(kind == "month")
        self.days.setVisible(kind == "days")
        self.look()

    def span(self) -> tuple[date, date] | None:
        """First and last day, or None while a day is not understood."""
        if self.period.current == "days":
            days = self.days.value()
            return None if days is None or days.first > days.last else (days.first, days.last)
        month: Month = self.month.value()
        return month.first, month.next_first - timedelta(days=1)

    def people_words(self) -> str:
        """The list of people as it was chosen or typed."""
        return self.names.value() or self.people.value() or ""

    def draft(self, read: Read) -> FillDraft:
        """What is to be filled, read in the lane. Raises Invalid for people who are unknown."""
        span = self._span
        assert span is not None
        words = self._words
        people = people_in(read, words) if words else None
        return FillDraft(self.row.id, *span, people, words, self._changed, self._reason)

    def _freeze(self) -> bool:
        """Take the values of the fields for the lane; False while something is missing."""
        self.reason_field.setVisible(self.whole.value())
        self._span, self._words = self.span(), self.people_words()
        self._changed = self.only_changed.value()
        self._reason = self.reason.value() if self.whole.value() else ""
        missing = self._span is None or (self.whole.value() and len(self._reason) < 2)
        self.go.setEnabled(not missing and may(Permission.EXPORT))
        return not missing

    def look(self) -> None:
        """Fill it for the eye alone: how many rows, what is new, what stays empty."""
        if not self._freeze():
            return
        ref = self.row.id

        def act(read: Read) -> Filled:
            return filled(read, queries.template_card(read, ref), self.draft(read))

        Query(self, act, key="look").then(self._on_looked).failed(self._on_problems).start()

    def _on_looked(self, done: Filled) -> None:
        self.form.clear_problems()
        self.message.setText("")
        words = []
        if done.people:
            words.append(_("{count} files, one for each person").format(count=done.people))
        if done.digests:
            words.append(_("{count} rows").format(count=done.rows))
            if not done.first_time:
                words.append(
                    _("{new} new, {changed} changed, {left} left since the last return").format(
                        new=done.fresh, changed=done.changed, left=len(done.left)
                    )
                )
        self.outlook.setText(" · ".join(words) or _("Single values only"))
        empty = (
            _("Left empty: {headings}").format(headings=_(", ").join(done.unfilled)) if done.unfilled else ""
        )
        self.details.setText(empty)

    def _on_problems(self, problems: Sequence[Problem]) -> None:
        self.outlook.setText("")
        self.details.setText("")
        homeless = self.form.set_problems(problems)
        self.message.setText("  ".join(speak(problem) for problem in homeless))
        self.go.setEnabled(False)

    def save(self) -> None:
        """Ask where, fill, keep that it was handed in."""
        if not self.go.isEnabled() or self.go.busy or not self._freeze():
            return
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        assert self._span is not None
        start = str(Path(folder) / f"{self.row.name} {self._span[0]:%Y-%m}.{self.row.kind}")
        pattern = "Excel (*.xlsx)" if self.row.kind == "xlsx" else "Word (*.docx)"
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Save as…"), start, pattern)
        if chosen:
            self.save_to(Path(chosen).with_suffix(f".{self.row.kind}"))

    def save_to(self, path: Path) -> None:
        """Fill and write in the lane: all files or none, and no return on record without them."""
        self.go.set_busy(True)

        def act(work: Work) -> int:
            done = service.fill_template(work, self.draft(work), path.name)
            written = named_files(path, done)
            with ExitStack() as part:
                for target, data in written:
                    write_bytes(part.enter_context(leaving(target)), data)
            return len(written)

        job = Command(self, act).then(lambda count: self._on_saved(path, count)).failed(self._on_problems)
        job.finally_(lambda: self.go.set_busy(busy=False)).start()

    def _on_saved(self, path: Path, count: int) -> None:
        words = _("{count} files saved").format(count=count) if count > 1 else path.name
        toast(_("Filled: {name}").format(name=self.row.name), words, undo=self._take_back, owner=self)
        self._load()

    def _take_back(self) -> None:
        """Undo: the return no longer counts as handed in; the file stays where it was saved."""
        ref = self.row.id

        def act(work: Work) -> None:
            last = next((one for one in queries.returns(work, ref) if not one.undone), None)
            if last is not None:
                service.undo_return(work, last.id)

        Command(self, act).then(lambda _none: self._load()).start()


def _returned(one: ReturnRow) -> str:
    covers = spoken_days(one.first, one.last)
    words = [spoken_moment(one.at), one.by, covers, one.people, _("{count} rows").format(count=one.rows)]
    if one.undone:
        words.append(_("taken back"))
    return "  ".join(word for word in words if word)
