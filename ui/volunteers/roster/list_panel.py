"""A list of sentences beside the grid: who must be told, what was not understood; copied with one key."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication

from neighborcenter.kit.i18n import _
from neighborcenter.kit.speech import say_date
from neighborcenter.volunteers.rostering.change_service import ToTell
from ui.kit.buttons import Button
from ui.kit.labels import Label
from ui.kit.messages import toast
from ui.people.panels import Fact, Panel
from ui.volunteers.roster.layout import shift_words
from ui.volunteers.roster.roster import Roster


class ListPanel(Panel):
    """Heads with lines below; the whole can be taken to the clipboard."""

    def __init__(self, title: str, what: str, rows: Sequence[tuple[str, str]]) -> None:
        super().__init__(title)
        self.rows = list(rows)
        self.body.addWidget(Label(what, "small", "text2", wrap=True))
        for head, line in rows:
            self.body.addWidget(Fact(head, line) if head else Label(line, "small", wrap=True))
        self.body.addStretch(1)
        self.take = Button(_("Copy the list"), "secondary", "copy")
        self.take.setEnabled(bool(rows))
        self.take.clicked.connect(lambda _checked=False: self._on_take())
        self.foot_row.addWidget(self.take, 1)
        QTimer.singleShot(0, self, self.take.setFocus)

    def _on_take(self) -> None:
        lines = [f"{head}\t{line}".strip() for head, line in self.rows]
        QGuiApplication.clipboard().setText("\n".join(lines))
        toast(_("The list is in the clipboard"))


def told_panel(roster: Roster, told: Sequence[ToTell]) -> ListPanel:
    """Everybody who must be told, each with what is new for them."""
    lines: dict[tuple[str, int], list[str]] = {}
    for one in told:
        shift = roster.board.shifts.get(one.shift_id)
        # A shift that was called off is on no board any more.
        off = f"{say_date(one.starts.date())} {one.starts:%H:%M} {one.post}"
        words = shift_words(shift) if shift is not None else off
        if not one.comes:
            words = _("not needed any more: {shift}").format(shift=words)
        lines.setdefault((one.name, one.volunteer_id), []).append(words)
    rows = [(name, "\n".join(words)) for (name, _ref), words in lines.items()]
    what = (
        _("{count} people must be told.").format(count=len(rows))
        if rows
        else _("Everybody knows already: nothing is new since the last time.")
    )
    return ListPanel(_("Who must be told"), what, rows)
