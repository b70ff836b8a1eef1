"""One open shift: the question it asks, who stands by, and who may take a place, found by name or number."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import _
from neighborcenter.kit.matching import matched
from neighborcenter.volunteers.kinds import AssignmentStatus
from neighborcenter.volunteers.rostering.candidates import Candidate
from neighborcenter.volunteers.rostering.taking import SOURCE
from neighborcenter.volunteers.rostering.texts import said
from ui.kit.buttons import Button
from ui.kit.chips import StatusChip
from ui.kit.flow import FlowLayout
from ui.kit.inputs import PinyinLineEdit
from ui.kit.jobs import may
from ui.kit.labels import Label
from ui.kit.spoken import spoken_day
from ui.kit.suggest import Suggestion, SuggestList
from ui.people.panels import Fact, Panel, empty_layout
from ui.volunteers.open.wanting import OpenShift, against, names, standbys, state_mark, there, times, when
from ui.volunteers.roster.gap_panel import reasons

MOST = 40


class OpenPanel(Panel):
    """The caret stands in the search box; Enter takes the place for the first who may."""

    take_wanted = Signal(int, str)
    standby_wanted = Signal(int, str)
    """Id and name of a volunteer."""
    call_in_wanted = Signal(int, str)
    give_back_wanted = Signal(int, str)
    follow_wanted = Signal()
    stay_wanted = Signal()
    open_wanted = Signal(bool)
    sheet_wanted = Signal(str)
    """The key of a paper of this shift."""

    def __init__(self, shown: OpenShift) -> None:
        super().__init__("")
        self.shown = shown
        self.add_head_button(
            "printer", _("Print the sign-in sheet"), lambda: self.sheet_wanted.emit("volunteer_sign_in")
        )
        self.words = Label("", "small", "text2", wrap=True)
        self.body.addWidget(self.words)
        self.chips = FlowLayout()
        self.body.addLayout(self.chips)
        self.asks = QHBoxLayout()
        self.body.addLayout(self.asks)
        self.there = Fact(_("There"), "")
        self.body.addWidget(self.there)
        self.waiting = FlowLayout()
        self.body.addLayout(self.waiting)
        self.section(_("Who may take a place"))
        self.box = PinyinLineEdit(_("Name, initials or volunteer no."), icon="search")
        self.box.setAccessibleName(_("Who takes a place"))
        self.body.addWidget(self.box)
        self.why = Label("", "small", "text2", wrap=True)
        self.body.addWidget(self.why)
        self.list = SuggestList(self.box, popup=False, rows=MOST)
        self.body.addWidget(self.list)
        self._make_foot()
        self.box.queryChanged.connect(self._narrow)
        self.list.chosen.connect(lambda item: self._choose(item.data, standby=False))
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self._say_why())
        self.show_shift(shown)
        QTimer.singleShot(0, self, self.box.setFocus)

    def _make_foot(self) -> None:
        signs = may(Permission.VOLUNTEERS_HOURS)
        self.opens = Button("", "quiet", "hand-heart")
        self.opens.setEnabled(may(Permission.VOLUNTEERS_WRITE))
        self.opens.clicked.connect(
            lambda _checked=False: self.open_wanted.emit(not self.shown.row.open_to_take)
        )
        self.stands_by = Button(_("Standby"), "secondary", "timer")
        self.stands_by.clicked.connect(lambda _checked=False: self.choose_standby())
        self.take = Button(_("Take it"), "primary", "user-plus", "↵", main=True)
        self.take.clicked.connect(lambda _checked=False: self.list.take())
        self.body.addWidget(self.opens, 0, Qt.AlignmentFlag.AlignLeft)
        self.foot_row.addWidget(self.stands_by)
        self.foot_row.addWidget(self.take, 1)
        self.stands_by.setEnabled(signs)

    # -- what is shown ---------------------------------------------------------------------------------------

    def show_shift(self, shown: OpenShift) -> None:
        """Show a shift, or the same one after it changed."""
        self.shown = shown
        row = shown.row
        self.title.setText(f"{row.post} {row.name}".strip())
        served = _("Serves {what}").format(what=row.serves) if row.serves else ""
        self.words.setText(" · ".join(one for one in (when(row), served) if one))
        empty_layout(self.chips)
        mark = state_mark(row)
        for chip in (
            StatusChip(mark.text, mark.category, mark.icon),
            StatusChip(_("{there} of {wanted}").format(there=len(there(row)), wanted=row.wanted), "activity"),
        ):
            self.chips.addWidget(chip)
            chip.show()
        self.there.value.setText(names(there(row)) or _("Nobody yet"))
        self.opens.setText(_("No longer open to take") if row.open_to_take else _("Let anybody take a place"))
        self._show_question()
        self._show_standbys()
        self.take.setEnabled(may(Permission.VOLUNTEERS_HOURS) and row.free > 0)
        self._narrow(self.box.query)

    def _show_question(self) -> None:
        empty_layout(self.asks)
        asks = self.shown.asks
        if asks is None:
            return
        moved = f"{spoken_day(asks.moved_starts.date())} {times(asks.moved_starts, asks.moved_ends)}"
        self.words.setText(
            f"{self.words.text()}\n" + _("What it serves was moved: it would be {when}.").format(when=moved)
        )
        writes = may(Permission.VOLUNTEERS_WRITE)
        for words, icon, signal in (
            (_("Go along"), "arrow-right", self.follow_wanted),
            (_("Leave it"), "pin", self.stay_wanted),
        ):
            button = Button(words, "tinted", icon)
            button.setEnabled(writes)
            button.clicked.connect(lambda _checked=False, wanted=signal: wanted.emit())
            self.asks.addWidget(button)

    def _show_standbys(self) -> None:
        empty_layout(self.waiting)
        for one in standbys(self.shown.row):
            button = Button(_("{name} steps in …").format(name=one.name), "tinted", "timer")
            button.setEnabled(may(Permission.VOLUNTEERS_WRITE))
            button.clicked.connect(
                lambda _checked=False, who=one: self.call_in_wanted.emit(who.volunteer_id, who.name)
            )
            self.waiting.addWidget(button)
            button.show()
        for one in there(self.shown.row):
            if one.source != SOURCE or one.status is AssignmentStatus.PRESENT:
                continue
            button = Button(_("{name} gives it back").format(name=one.name), "quiet", "undo-2")
            button.setEnabled(may(Permission.VOLUNTEERS_HOURS))
            button.clicked.connect(
                lambda _checked=False, who=one: self.give_back_wanted.emit(who.volunteer_id, who.name)
            )
            self.waiting.addWidget(button)
            button.show()

    def _narrow(self, typed: str) -> None:
        numbers = self.shown.numbers
        fits = [
            one
            for one in self.shown.candidates
            if not typed
            or matched(one.name, typed)
            or typed.upper() in numbers.get(one.volunteer_id, "").upper()
        ]
        self.list.set_items([self._suggestion(one) for one in fits[:MOST]], typed)
        self._say_why()

    def _suggestion(self, one: Candidate) -> Suggestion:
        blocks = against(one)
        number = self.shown.numbers.get(one.volunteer_id, "")
        if blocks:
            return Suggestion(one.name, said(blocks[0]), "", "ban", "closed", number, data=one)
        note = reasons(one) if one.possible else said(one.findings[0])
        return Suggestion(one.name, note, "", "user-plus", "service", number, data=one)

    def _say_why(self) -> None:
        """The whole reason of the one under the cursor, which its row may have no room for."""
        item = self._current()
        words = _("{title}: {words}")
        self.why.setText("" if item is None else words.format(title=item.title, words=item.note))

    def _current(self) -> Suggestion | None:
        items, at = self.list.items, self.list.currentIndex().row()
        item = items[at] if 0 <= at < len(items) else None
        return item if isinstance(item, Suggestion) else None

    # -- what is chosen --------------------------------------------------------------------------------------

    def _choose(self, one: Candidate, *, standby: bool) -> None:
        blocks = against(one)
        if blocks:
            self.why.setText(_("{name} cannot: {why}").format(name=one.name, why=said(blocks[0])))
            return
        wanted = self.standby_wanted if standby else self.take_wanted
        if standby or self.take.isEnabled():
            self.box.clear()
            wanted.emit(one.volunteer_id, one.name)

    def choose_standby(self) -> None:
        """The one under the cursor stands by."""
        item = self._current()
        if item is not None and self.stands_by.isEnabled():
            self._choose(item.data, standby=True)
