"""Who could fill a gap: ranked, each with reasons in words; Enter takes the first."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal

from neighborcenter.kit.i18n import _
from neighborcenter.kit.matching import matched
from neighborcenter.volunteers.rostering.candidates import Candidate, candidates
from neighborcenter.volunteers.rostering.facts import ShiftFact
from neighborcenter.volunteers.rostering.texts import said
from ui.kit.buttons import Button
from ui.kit.inputs import PinyinLineEdit
from ui.kit.labels import Label
from ui.kit.suggest import Suggestion, SuggestList
from ui.people.panels import Panel
from ui.volunteers.roster.layout import shift_words
from ui.volunteers.roster.roster import Roster

MOST = 40


class GapPanel(Panel):
    """One shift and everybody who is not on it, best first. The caret stands in the search box."""

    taken = Signal(int, int)
    """Ids of the shift and of the volunteer."""

    def __init__(self, roster: Roster, shift: ShiftFact) -> None:
        super().__init__(f"{shift.post} {shift.name}".strip())
        self.shift = shift
        self._found = candidates(roster.board, shift)
        self.body.addWidget(Label(shift_words(shift), "small", "text2", wrap=True))
        missing = roster.missing(shift.shift_id)
        words = _("{count} missing").format(count=missing) if missing else _("Nobody is missing")
        names = _(", ").join(roster.name(ref) for ref in roster.on(shift.shift_id))
        there = _("There: {names}").format(names=names) if names else ""
        self.body.addWidget(
            Label(" · ".join(one for one in (words, there) if one), "small strong", wrap=True)
        )
        self.box = PinyinLineEdit(_("Name or initials"), icon="search")
        self.box.setAccessibleName(_("Who could come"))
        self.list = SuggestList(self.box, popup=False, rows=MOST)
        self.body.addWidget(self.box)
        free = sum(one.possible for one in self._found)
        self.count = Label(_("{count} people can come").format(count=free), "note", "text3", wrap=True)
        self.body.addWidget(self.count)
        self.why = Label("", "small", "text2", wrap=True)
        self.body.addWidget(self.why)
        self.body.addWidget(self.list)
        if not free and self._found:
            self.count.setText(_("Nobody can come without breaking a rule; the nearest stands first."))
        self.take = Button(_("Put on the shift"), "primary", "user-plus", "↵", main=True)
        self.take.setEnabled(bool(free))
        self.take.clicked.connect(lambda _checked=False: self.list.take())
        self.foot_row.addWidget(self.take, 1)
        self.box.queryChanged.connect(self._narrow)
        self.list.chosen.connect(self._on_chosen)
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self._say_why())
        self._narrow("")
        QTimer.singleShot(0, self, self.box.setFocus)

    def _narrow(self, typed: str) -> None:
        fits = [one for one in self._found if not typed or matched(one.name, typed)]
        self.list.set_items([_suggestion(one) for one in fits[:MOST]], typed)
        self._say_why()

    def _say_why(self) -> None:
        """The whole reason of the one under the cursor, which its row may have no room for."""
        items, at = self.list.items, self.list.currentIndex().row()
        item = items[at] if 0 <= at < len(items) else None
        said = ""
        if isinstance(item, Suggestion):
            said = _("{title}: {words}").format(title=item.title, words=item.note)
        self.why.setText(said)

    def _on_chosen(self, item: Suggestion) -> None:
        one: Candidate = item.data
        if one.possible:
            self.taken.emit(self.shift.shift_id, one.volunteer_id)


def _suggestion(one: Candidate) -> Suggestion:
    icon, kind = ("user-plus", "service") if one.possible else ("ban", "closed")
    warned = any(each.level == "warn" for each in one.findings)
    if one.possible and warned:
        icon, kind = "triangle-alert", "notice"
    return Suggestion(one.name, reasons(one), "", icon, kind, data=one)


def reasons(one: Candidate) -> str:
    """Why somebody stands where they stand in the ranking."""
    if not one.possible:
        return next(said(each) for each in one.findings if each.level == "block")
    parts = [said(each) for each in one.findings if each.level == "warn"]
    if one.wishes:
        parts.append(_("likes to come"))
    if one.skilled:
        parts.append(_("free, has the skills") if not parts else _("has the skills"))
    elif not parts:
        parts.append(_("free"))
    parts.append(_("{count} shifts lately").format(count=one.load))
    return " · ".join(parts)
