"""The ledger of hours: sign in and out above, a month of lines below, its sums at the foot."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.speech import say_month
from neighborcenter.kit.times import Month
from neighborcenter.kit.work import Read
from neighborcenter.reports.volunteer_facts import Duty
from neighborcenter.volunteers import gather_service, hours_service, ledgers, queries
from neighborcenter.volunteers.kinds import HoursStatus
from neighborcenter.volunteers.ledgers import LedgerLine
from neighborcenter.volunteers.queries import VolunteerRow
from neighborcenter.volunteers.texts import word
from ui.kit.actions import ActionSpec
from ui.kit.buttons import Button
from ui.kit.chips import Chip
from ui.kit.columns import Empty, Sort, Where
from ui.kit.flow import FlowLayout
from ui.kit.jobs import Query, may, runner
from ui.kit.labels import Label, LinkLabel
from ui.kit.listing import Listing
from ui.kit.messages import ask, toast
from ui.kit.page import Stop
from ui.kit.steps import Steps
from ui.kit.table import TableView
from ui.kit.theme import px
from ui.people.panels import empty_layout
from ui.volunteers import acts
from ui.volunteers.ask_panel import AskPanel
from ui.volunteers.columns import ELSEWHERE, HOURS_COLUMNS, REVIEW, hours_filters, hours_fits, hours_text
from ui.volunteers.hours_asks import backfill_panel, correct_panel, void_panel
from ui.volunteers.hours_panel import HoursPanel
from ui.volunteers.looks import hours_words
from ui.volunteers.record_asks import rate_panel
from ui.volunteers.sheet_panel import SheetPanel, sheets_to_type
from ui.volunteers.sign_desk import SignDesk
from ui.volunteers.tab import Tab

SUMMED = (
    HoursStatus.DRAFT, HoursStatus.REVIEWED, HoursStatus.CONFIRMED, HoursStatus.NOTICE, HoursStatus.DISPUTED,
    HoursStatus.ENTERED,
)  # fmt: skip


class HoursTab(Tab):
    """The month, or everything of one person."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.month = Month.of(runner().backend.clock.today())
        self.person: tuple[int, str] | None = None
        self._every: list[LedgerLine] = []
        self._panel: HoursPanel | None = None
        self._closed = False
        self.desk = SignDesk()
        self.steps = Steps(_("The month before"), _("The month after"))
        self.words = Label(say_month(self.month), "section")
        self.who = Chip("", removable=True, checkable=False)
        self.who.hide()
        self.table = TableView(
            "volunteer.hours",
            HOURS_COLUMNS,
            Listing(self._load, HOURS_COLUMNS, hours_text, hours_fits),
            filters=hours_filters(),
            empty=Empty(
                _("No hours in this month"), _("Sign somebody in above, or back-fill what was forgotten."),
                "clock", _("Back-fill hours") if may(Permission.VOLUNTEERS_HOURS) else "", self.backfill,
            ),
            sort=Sort("day", descending=True),
            placeholder=_("Name, pinyin, what was done or day"),
            take_away=_("Volunteer hours") if may(Permission.EXPORT) else "",
        )  # fmt: skip
        self.confirm = self.main_button = Button(_("Confirm hours"), "primary", "check", "Alt J")
        self.more = Button(_("Back-fill"), "secondary", "plus", "Ctrl N")
        self.close_it = Button(_("Close the month"), "quiet", "lock")
        self._sums = FlowLayout(gap=14)
        self._build()
        self._connect()

    def _build(self) -> None:
        # One widget, so that the bar keeps them together when it folds.
        period = QWidget()
        line = QHBoxLayout(period)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(px(4))
        for part in (self.steps, self.words, self.who):
            line.addWidget(part)
        line.addStretch(1)
        self.table.bar.add_left(period)
        self.sheet = Button(_("Sign-in sheet"), "secondary", "clipboard-list", "Alt T")
        self.sheet.setEnabled(may(Permission.VOLUNTEERS_HOURS))
        self.sheet.clicked.connect(lambda _checked=False: self.type_sheet())
        self.desk.right.addWidget(self.sheet)
        self.desk.right.addWidget(self.more)
        self.table.bar.add_right(self.confirm)
        self.confirm.setEnabled(may(Permission.VOLUNTEERS_HOURS))
        self.more.setEnabled(may(Permission.VOLUNTEERS_HOURS))
        self.close_it.setEnabled(may(Permission.VOLUNTEERS_REVIEW))
        foot = QHBoxLayout()
        sums = QWidget()
        sums.setLayout(self._sums)
        foot.addWidget(sums, 1, Qt.AlignmentFlag.AlignVCenter)
        foot.addWidget(self.close_it)
        self.box.addWidget(self.desk)
        self.box.addWidget(self.table, 1)
        self.box.addLayout(foot)

    def _connect(self) -> None:
        self.steps.stepped.connect(self.step)
        self.who.removed.connect(lambda: self.show_person(None))
        self.confirm.clicked.connect(lambda _checked=False: self.confirm_chosen())
        self.more.clicked.connect(lambda _checked=False: self.backfill())
        self.close_it.clicked.connect(lambda _checked=False: self.close_month())
        self.table.opened.connect(self._on_opened)
        self.table.current_changed.connect(self._on_current)
        self.table.loaded.connect(self._on_loaded)

    def _load(self, read: Read) -> Sequence[LedgerLine]:
        if self.person is not None:
            found = ledgers.person_lines(read, self.person[0])
        else:
            found = ledgers.month_lines(read, self.month)
        self._closed = self.person is None and ledgers.is_closed(read, self.month)
        self._every = found
        return found

    # -- the tab ---------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the ledger and who is here."""
        self.desk.reload()
        self.table.reload()

    def begin(self) -> None:
        """The caret stands in the sign-in line: that is what the desk does all day."""
        self.desk.line.setFocus()

    def open(self, target: Any) -> None:
        """("person", id, name) shows one person's hours; a status, a month or "review" narrows the ledger."""
        if isinstance(target, tuple) and target[0] == "person":
            self.table.set_where(Where())
            self.show_person((int(target[1]), str(target[2])))
        elif isinstance(target, Month):
            self.month = target
            self.show_person(None)
        elif isinstance(target, HoursStatus) or target == REVIEW:
            self.show_person(None)
            self.table.set_where(Where("", {"status": target}))

    def step(self, steps: int) -> None:
        """Another month."""
        self.month = self.month.plus(steps)
        self.show_person(None)

    def show_person(self, person: tuple[int, str] | None) -> None:
        """Everything of one person, or with None the month again."""
        self.person = person
        self.who.setText("" if person is None else person[1])
        self.who.setVisible(person is not None)
        self.words.setText(say_month(self.month))
        for part in (self.words, self.steps):
            part.setVisible(person is None)
        self.table.reload()

    def _on_loaded(self) -> None:
        empty_layout(self._sums)
        waiting = sum(one.minutes for one in self._every if one.waits_for_review)
        if waiting:
            self._sum(_("To be reviewed"), waiting, REVIEW)
        for status in SUMMED:
            minutes = sum(
                one.minutes
                for one in self._every
                if one.status is status and not one.waits_for_review and not one.brought_in
            )
            if minutes:
                self._sum(word(status), minutes, status)
        elsewhere = sum(one.minutes for one in self._every if one.brought_in)
        if elsewhere:
            self._sum(_("Brought in"), elsewhere, ELSEWHERE)
        self.close_it.setText(_("The month is closed") if self._closed else _("Close the month"))
        self.close_it.setEnabled(not self._closed and may(Permission.VOLUNTEERS_REVIEW))
        self.close_it.setVisible(self.person is None)
        shown = self._shown()
        if shown is not None:
            fresh = next((one for one in self._every if one.id == shown.line.id), None)
            if fresh is not None:
                shown.show_line(fresh)

    def _sum(self, words: str, minutes: int, status: Any) -> None:
        link = LinkLabel(f"{words} {hours_words(minutes)}", "small strong")
        link.clicked.connect(lambda: self.table.set_where(Where("", {"status": status})))
        self._sums.addWidget(link)
        link.show()

    # -- one line --------------------------------------------------------------------------------------------

    def _shown(self) -> HoursPanel | None:
        panel = self._panel
        return panel if panel is not None and shiboken6.isValid(panel) and panel.isVisible() else None

    def _on_current(self, ref: int | None) -> None:
        if ref is not None and self._shown() is not None:
            self._on_opened(ref)

    def _on_opened(self, ref: int) -> None:
        line = next((one for one in self._every if one.id == ref), None)
        if line is None:
            return
        shown = self._shown()
        if shown is not None:
            shown.show_line(line)
            return
        panel = self._panel = HoursPanel(line)
        panel.wanted.connect(lambda what: self._on_wanted(panel.line, what))
        self.show_panel(panel)

    def _on_wanted(self, line: LedgerLine, what: str) -> None:
        if what == "person":
            self.tab_wanted.emit("people", line.volunteer_id)
        elif what == "review":
            acts.act(
                self,
                lambda work: hours_service.review(work, line.id),
                _("The hours of {name} are reviewed").format(name=line.name),
            )
        elif what == "confirm":
            self._confirm([line.id])
        elif what == "unconfirm":
            acts.act(
                self,
                lambda work: gather_service.unconfirm(work, [line.id]),
                _("The hours of {name} are not confirmed any more").format(name=line.name),
                undo=lambda work, _done: hours_service.confirm(work, [line.id]),
            )
        else:
            panel = _ask_about(line, what)
            panel.done.connect(lambda _done: self.close_panel())
            self.show_panel(panel)

    # -- many lines ------------------------------------------------------------------------------------------

    def confirm_chosen(self) -> None:
        """Confirm what is selected and can be; without a selection everything in sight that can be."""
        ids = set(self.table.selected_ids())
        shown = [self.table.model.id_at(at) for at in range(self.table.model.rowCount())]
        among = ids if len(ids) > 1 else set(shown)
        ready = [one for one in self._every if one.id in among and one.may_be_confirmed]
        if len(ids) == 1 and any(one.id in ids for one in ready):
            ready = [one for one in ready if one.id in ids]
        if not ready:
            toast(_("Nothing here waits to be confirmed"), icon="info", owner=self)
            return
        words = _("Confirm {count} lines, {length}?").format(
            count=len(ready), length=hours_words(sum(one.minutes for one in ready))
        )
        if len(ids) > 0 or ask(self, words, _("Confirm hours"), kind="primary"):
            self._confirm([one.id for one in ready])

    def _confirm(self, ids: list[int]) -> None:
        acts.act(
            self,
            lambda work: hours_service.confirm(work, ids),
            lambda count: _("{count} lines are confirmed; they can be posted").format(count=count),
            undo=lambda work, _done: gather_service.unconfirm(work, ids),
            undone=_("Not confirmed any more"),
        )

    def backfill(self) -> None:
        """Hours that nobody signed for."""
        if may(Permission.VOLUNTEERS_HOURS):
            Query(self, _choices, key="form").then(self._on_choices).start()

    def _on_choices(self, found: tuple[list[tuple[int, str]], list[tuple[int, str]]]) -> None:
        panel = backfill_panel(*found)
        panel.done.connect(lambda _ref: self.close_panel())
        self.show_panel(panel)

    def type_sheet(self) -> None:
        """A returned sign-in sheet, typed in one pass."""
        if may(Permission.VOLUNTEERS_HOURS):
            Query(self, sheets_to_type, key="sheets").then(self._on_sheets).start()

    def _on_sheets(self, found: tuple[list[Duty], list[VolunteerRow]]) -> None:
        if not found[0]:
            toast(_("No shift of the last two weeks has begun."), icon="info", owner=self)
            return
        panel = SheetPanel(*found)
        panel.done.connect(self.close_panel)
        panel.print_wanted.connect(
            lambda key, values: acts.print_paper(
                self, key, _("Volunteer sign-in"), values, str(values["day"])
            )
        )
        self.show_panel(panel)

    def close_month(self) -> None:
        """No more hours for this month."""
        month = self.month
        words = _("Close {month}? No more hours are taken for it afterwards.").format(month=say_month(month))
        if ask(self, words, _("Close the month")):
            acts.act(
                self,
                lambda work: hours_service.close_month(work, month),
                lambda minutes: _("{month} is closed with {length}").format(
                    month=month, length=hours_words(minutes)
                ),
                then=lambda _minutes: self.table.reload(),
            )

    def action_specs(self) -> Sequence[ActionSpec]:
        """What can be done here."""
        enters = Permission.VOLUNTEERS_HOURS
        return (
            ActionSpec("volunteers.backfill", N_("Back-fill hours"), "plus", "Ctrl+N", enters, run=self.backfill),
            ActionSpec("volunteers.sheet", N_("Type in a sign-in sheet"), "clipboard-list", "Alt+T", enters, run=self.type_sheet),
            ActionSpec("volunteers.confirm", N_("Confirm hours"), "check", "Alt+J", enters, run=self.confirm_chosen),
            ActionSpec("volunteers.gather", N_("Turn sign-ins into hours"), "clipboard-list", "Alt+G", enters, run=self.desk.take_over),
            ActionSpec("volunteers.sign", N_("Sign a volunteer in or out"), "scan-line", "Alt+I", enters, run=self.begin),
            ActionSpec("volunteers.month_back", N_("The month before"), "chevron-left", "Alt+Left", run=partial(self.step, -1)),
            ActionSpec("volunteers.month_forth", N_("The month after"), "chevron-right", "Alt+Right", run=partial(self.step, 1)),
            ActionSpec("volunteers.close", N_("Close the month"), "lock", "", Permission.VOLUNTEERS_REVIEW, run=self.close_month),
            ActionSpec("volunteers.find", N_("Find in this list"), "search", "Ctrl+F", run=self.table.bar.line.setFocus),
            ActionSpec("volunteers.print", N_("Print this list"), "printer", "Ctrl+P", Permission.EXPORT, run=self.table.print_list),
        )  # fmt: skip

    def _open_first(self) -> None:
        ref = self.table.model.id_at(0)
        if ref is not None:
            self.table.select(ref)
            self._on_opened(ref)

    def _show_all(self) -> None:
        self.close_panel()
        self.table.set_where(Where())

    def tour_stops(self) -> Sequence[Stop]:
        """A line, what waits for review, the form."""
        return (
            Stop("line", self._open_first),
            Stop("review", lambda: self.open(REVIEW)),
            Stop("backfill", self.backfill),
            Stop("sheet", self.type_sheet),
            Stop("all", self._show_all),
        )


def _choices(read: Read) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    people = [(one.id, f"{one.name} {one.number}") for one in queries.volunteers(read)]
    return people, [(ref, name) for ref, name, _kind in queries.posts(read)]


def _ask_about(line: LedgerLine, what: str) -> AskPanel:
    """The form of an act that asks something: correct, rate, void, or wrong by a review."""
    if what == "correct":
        return correct_panel(line)
    return rate_panel(line) if what == "rate" else void_panel(line, review=what == "wrong")
