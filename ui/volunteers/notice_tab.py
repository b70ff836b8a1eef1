"""Public notices: what hangs, until when, who objected; only afterwards hours count."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import shiboken6
from PySide6.QtWidgets import QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.work import Read
from neighborcenter.volunteers import ledgers, notice_service
from neighborcenter.volunteers.drafts import NoticeDraft
from neighborcenter.volunteers.kinds import NoticeKind
from neighborcenter.volunteers.ledgers import LedgerLine, NoticeLine, ObjectionLine
from ui.kit.actions import ActionSpec
from ui.kit.buttons import Button
from ui.kit.columns import Empty, FilterChoice, Where
from ui.kit.fields import FlagField, LongTextField, TextField
from ui.kit.form import Field
from ui.kit.jobs import Query, may, runner
from ui.kit.listing import Listing
from ui.kit.moments import DateField
from ui.kit.page import Stop
from ui.kit.spoken import spoken_day
from ui.kit.table import TableView
from ui.volunteers import acts
from ui.volunteers.ask_panel import AskPanel
from ui.volunteers.columns import NOTICE_COLUMNS
from ui.volunteers.hours_asks import object_panel
from ui.volunteers.looks import hours_words
from ui.volunteers.notice_panel import NoticePanel
from ui.volunteers.tab import Tab

PAPER = "public_notice"


class NoticeTab(Tab):
    """The list with the notice beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._panel: NoticePanel | None = None
        self._asking = False
        enters = may(Permission.VOLUNTEERS_HOURS)
        self.table = TableView(
            "volunteer.notices",
            NOTICE_COLUMNS,
            Listing(ledgers.notices, NOTICE_COLUMNS, lambda row: f"{row.number} {row.place}", _fits),
            filters=(
                FilterChoice(
                    "hangs", N_("State"), [("open", _("Posted now")), ("down", _("Taken down"))]
                ),
            ),
            empty=Empty(
                _("No notice yet"), _("Confirmed hours are posted for three working days, then they count."),
                "flag", _("Post hours") if enters else "", self.hang,
            ),
            placeholder=_("Notice no. or place"),
            take_away=_("Public notices") if may(Permission.EXPORT) else "",
        )  # fmt: skip
        self.new = self.main_button = Button(_("Post hours"), "primary", "flag", "Ctrl N")
        self.new.setEnabled(enters)
        self.new.clicked.connect(lambda _checked=False: self.hang())
        self.table.bar.add_right(self.new)
        self.box.addWidget(self.table, 1)
        self.table.opened.connect(self.read_notice)
        self.table.current_changed.connect(self._on_current)

    def reload(self) -> None:
        """Read the list and the notice again."""
        self.table.reload()
        shown = self._shown()
        if shown is not None:
            self.read_notice(shown.notice.id)

    def begin(self) -> None:
        """The caret stands in the search line."""
        self.table.bar.line.setFocus()

    def open(self, target: Any) -> None:
        """An id shows the notice; "hang" the form."""
        if target == "hang":
            self.hang()
        else:
            self.table.select(int(target))
            self.read_notice(int(target))

    # -- one notice ------------------------------------------------------------------------------------------

    def _shown(self) -> NoticePanel | None:
        panel = self._panel
        return panel if panel is not None and shiboken6.isValid(panel) and panel.isVisible() else None

    def _on_current(self, ref: int | None) -> None:
        if ref is not None and not self._asking:
            self.read_notice(ref)

    def read_notice(self, ref: int) -> None:
        """Read what hangs on it and what was said against it."""
        Query(self, lambda read: _whole(read, ref), key="notice", lane="quick").then(self._on_notice).start()

    def _on_notice(self, found: tuple[NoticeLine, list[LedgerLine], list[ObjectionLine]] | None) -> None:
        if found is None or self._asking or not self.isVisible():
            return
        shown = self._shown()
        if shown is not None:
            shown.show_notice(*found)
            return
        panel = self._panel = NoticePanel(*found)
        panel.take_down_wanted.connect(lambda: self.take_down(panel.notice))
        panel.object_wanted.connect(
            lambda ref: self._ask(object_panel(panel.notice.id, panel.lines, ref or None))
        )
        panel.settle_wanted.connect(lambda line: self._ask(_settle_panel(line)))
        panel.person_wanted.connect(lambda ref: self.tab_wanted.emit("people", ref))
        panel.print_wanted.connect(lambda: self.print_notice(panel.notice))
        self.show_panel(panel)

    def _ask(self, panel: AskPanel) -> None:
        self._asking = True
        panel.done.connect(self._on_asked)
        panel.destroyed.connect(self._on_gone)
        self.show_panel(panel)

    def _on_gone(self) -> None:
        self._asking = False

    def _on_asked(self, _result: object) -> None:
        self._asking = False
        self._panel = None
        self.close_panel()
        self.table.reload()

    # -- what is done ----------------------------------------------------------------------------------------

    def hang(self) -> None:
        """Hang out what was confirmed."""
        if may(Permission.VOLUNTEERS_HOURS):
            Query(self, _waiting, key="hang").then(self._on_waiting).start()

    def _on_waiting(self, found: tuple[list[LedgerLine], date]) -> None:
        lines, last = found
        today = runner().backend.clock.today
        length = hours_words(sum(one.minutes for one in lines))
        panel = AskPanel(
            _("Post hours"),
            _("Post now"),
            {
                "place": Field(_("Posted at"), TextField(_("Notice board, screen in the hall …"))),
                "first_day": Field(_("First day"), DateField(today)),
                "last_day": Field(_("Last day"), DateField(today), _("Empty: the earliest day allowed")),
            },
            lambda values: (
                lambda work: notice_service.hang(
                    work,
                    NoticeDraft(NoticeKind.HOURS, values["place"], values["first_day"], values["last_day"]),
                    [one.id for one in lines],
                )
            ),
            lambda _values, _ref: _("{count} lines are posted").format(count=len(lines)),
            intro=_("{count} confirmed lines, {length}. Posted today, {day} is the last day.").format(
                count=len(lines), length=length, day=spoken_day(last)
            ),
        )
        panel.form.set_values({"place": _("Notice board in the hall"), "first_day": today()})
        self._ask(panel)

    def take_down(self, notice: NoticeLine) -> None:
        """Its days are over: what nobody objected to is entered."""
        acts.act(
            self,
            lambda work: notice_service.take_down(work, notice.id),
            lambda done: _("{number} is taken down: {entered} lines entered, {disputed} still objected to").format(
                number=notice.number, entered=len(done.entered), disputed=len(done.disputed)
            ),
            then=lambda _done: self.reload(),
        )  # fmt: skip

    def print_notice(self, notice: NoticeLine) -> None:
        """The list for the wall."""
        acts.print_paper(self, PAPER, _("Public notice"), {"notice": notice.id}, notice.number)

    def _take_down_current(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self.take_down(row)

    def action_specs(self) -> Sequence[ActionSpec]:
        """What can be done here."""
        enters = Permission.VOLUNTEERS_HOURS
        return (
            ActionSpec("volunteers.hang", N_("Post hours"), "flag", "Ctrl+N", enters, run=self.hang),
            ActionSpec("volunteers.take_down", N_("Take down"), "check", "Alt+J", enters, "selection", run=self._take_down_current),
            ActionSpec("volunteers.find", N_("Find in this list"), "search", "Ctrl+F", run=self.begin),
            ActionSpec("volunteers.print", N_("Print this list"), "printer", "Ctrl+P", Permission.EXPORT, run=self.table.print_list),
        )  # fmt: skip

    def tour_stops(self) -> Sequence[Stop]:
        """The first notice, and the form."""
        return (
            Stop("notice", self._open_first),
            Stop("hang", self.hang),
            Stop("closed", self.close_panel),
        )

    def _open_first(self) -> None:
        ref = self.table.model.id_at(0)
        if ref is not None:
            self.table.select(ref)


def _fits(row: NoticeLine, where: Where) -> bool:
    hangs = where.get("hangs")
    return hangs is None or (row.closed_at is None) == (hangs == "open")


def _whole(read: Read, ref: int) -> tuple[NoticeLine, list[LedgerLine], list[ObjectionLine]] | None:
    found = next((one for one in ledgers.notices(read) if one.id == ref), None)
    if found is None:
        return None
    return found, ledgers.notice_lines(read, ref), ledgers.objections(read, ref)


def _waiting(read: Read) -> tuple[list[LedgerLine], date]:
    return ledgers.waiting_lines(read), notice_service.last_day_of(read, NoticeKind.HOURS, read.clock.today())


def _settle_panel(line: ObjectionLine) -> AskPanel:
    """How an objection ended."""
    return AskPanel(
        _("Settle the objection"),
        _("Settle"),
        {
            "result": Field(_("What was found"), LongTextField(lines=3), required=True),
            "upheld": Field("", FlagField(_("The objection is right: the line is void"))),
        },
        lambda values: (
            lambda work: notice_service.settle(work, line.id, values["result"], upheld=values["upheld"])
        ),
        lambda _values, _done: _("The objection is settled"),
        intro=line.matter,
    )
