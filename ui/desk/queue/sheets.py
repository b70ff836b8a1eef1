"""Giving a number (Ctrl+T), and passing one on: each a sheet over the desk."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QWidget

from neighborcenter.desk.queue import service
from neighborcenter.desk.queue.drafts import TicketDraft
from neighborcenter.desk.queue.service import Taken
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Problem, speak
from neighborcenter.kit.work import Read
from ui.desk import looking_up
from ui.desk.queue.views import QueueView, TicketLine
from ui.desk.views import Pick
from ui.kit.ask_box import ENTER, Ask, Boxed
from ui.kit.buttons import Button
from ui.kit.chip_flow import ChipFlow
from ui.kit.chips import Chip
from ui.kit.form import Field
from ui.kit.jobs import Command
from ui.kit.labels import Label
from ui.kit.patience import Patience
from ui.kit.sheet import Sheet
from ui.kit.suggest import Suggestion
from ui.people.picker import PersonPicker


def _services(read: Read, typed: str) -> list[Suggestion]:
    return [
        Suggestion(pick.title, pick.note, icon="heart-pulse", category="service", data=pick)
        for pick in looking_up.find(read, typed)
        if pick.kind == "service"
    ]


class NumberSheet(Sheet):
    """What for, who, what priority: all may stay empty; Enter gives the number."""

    given = Signal(object)
    """What was Taken."""
    print_wanted = Signal(object)
    """The same, when its slip is to be printed as well."""

    def __init__(self, window: QWidget, view: QueueView) -> None:
        super().__init__(window, _("Give a number"))
        self.person: int | None = None  # whom the number is for unless somebody else is named
        self._key = os.urandom(16).hex()
        self._pick: Pick | None = None
        self.patience = Patience(self)
        self.what = Ask(
            "what", _("Service, pinyin or initials"), "heart-pulse", _services, self.patience, self
        )
        self.who = PersonPicker(_("Name, pinyin or phone; or just a name"), free=True, tall=True)
        groups = view.groups if len(view.groups) > 1 else ()  # of one there is nothing to choose
        self.groups = [Chip(f"{one.prefix} {one.name}") for one in groups]
        self._group_ids = [one.id for one in groups]
        self.priorities = [Chip(name) for _ref, name, _words in view.priorities]
        self._rule_ids = [ref for ref, _name, _words in view.priorities]
        for chip, (_ref, _name, words) in zip(self.priorities, view.priorities, strict=True):
            chip.setToolTip(words)
        self.refusal = Label("", "small strong", "accent_text", wrap=True)
        self.refusal.hide()
        self.save = Button(_("Give a number"), "primary", "ticket", "↵", main=True)
        self.print_too = Button(_("Give it and print the slip"), "secondary", "printer", "Ctrl P", main=True)
        self.patience.watch(self.save, self.print_too, self.who.box)
        self.body.addWidget(Field(_("What for"), Boxed(self.what.box)))
        self.body.addWidget(Field(_("Who"), self.who))
        for title, chips in ((_("Groups of services"), self.groups), (_("Goes first"), self.priorities)):
            if chips:
                self.body.addWidget(Label(title, "small strong", "text2"))
                flow = ChipFlow()
                flow.set_chips(chips)
                for chip in chips:
                    chip.clicked.connect(partial(self._only, chips, chip))
                self.body.addWidget(flow)
        self.body.addWidget(self.refusal)
        self.foot.addWidget(self.save, 3)
        self.foot.addWidget(self.print_too, 2)
        self.what.taken.connect(self._on_what)
        self.save.clicked.connect(lambda _checked=False: self.submit())
        self.print_too.clicked.connect(lambda _checked=False: self.submit(slip=True))

    def open(self) -> None:
        """Show it; the caret stands in 办什么."""
        super().open()
        self.what.box.setFocus(Qt.FocusReason.PopupFocusReason)

    def _only(self, chips: Sequence[Chip], chosen: Chip, _checked: bool = False) -> None:
        for chip in chips:
            if chip is not chosen:
                chip.setChecked(False)

    def _on_what(self, pick: Pick) -> None:
        self._pick = pick
        self.what.show_name(pick.title)
        self.who.box.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter gives the number, Ctrl+P prints its slip as well."""
        if event.key() in ENTER:
            self.submit()
            event.accept()
        elif event.matches(QKeySequence.StandardKey.Print):
            self.submit(slip=True)
            event.accept()
        else:
            super().keyPressEvent(event)

    def submit(self, *, slip: bool = False) -> None:
        """Give the number."""
        if self.save.busy:
            return
        picked = self.who.value()
        group = next(
            (ref for ref, c in zip(self._group_ids, self.groups, strict=True) if c.isChecked()), None
        )
        rule = next(
            (ref for ref, c in zip(self._rule_ids, self.priorities, strict=True) if c.isChecked()), None
        )
        resident_id = picked.resident_id if picked is not None else self.person
        draft = TicketDraft(
            group_id=group,
            service_id=self._pick.id if self._pick is not None else None,
            resident_id=resident_id,
            visitor=picked.name if picked is not None and picked.resident_id is None else "",
            rule_id=rule,
            client_key=self._key,
        )
        self.save.set_busy()
        act = Command(self, lambda work: service.take(work, draft)).then(partial(self._on_taken, slip=slip))
        act.failed(self._on_refused).finally_(partial(self.save.set_busy, busy=False)).start()

    def _on_taken(self, taken: Taken, *, slip: bool) -> None:
        self.given.emit(taken)
        self.leave()
        if slip:
            self.print_wanted.emit(taken)

    def _on_refused(self, problems: Sequence[Problem]) -> None:
        self.refusal.setText(" ".join(speak(one) for one in problems))
        self.refusal.show()


class PassSheet(Sheet):
    """Where a number goes: a group, or one window."""

    chosen = Signal(object, object, str)  # group id or None, window id or None, in words

    def __init__(self, window: QWidget, view: QueueView, line: TicketLine) -> None:
        super().__init__(window, _("Where does {code} go?").format(code=line.code))
        self.buttons: list[Button] = []
        for group in view.groups:
            self._offer(f"{group.prefix} {group.name}", "users", group.id, None)
        for other in view.windows:
            if not other.mine:
                words = _("Window {number}").format(number=other.number)
                self._offer(f"{words} · {other.name}" if other.taken else words, "monitor", None, other.id)

    def _offer(self, words: str, icon: str, group_id: int | None, window_id: int | None) -> None:
        row = QHBoxLayout()
        button = Button(words, "secondary", icon)
        button.clicked.connect(lambda _checked=False: self._on_chosen(group_id, window_id, words))
        row.addWidget(button, 1)
        self.body.addLayout(row)
        self.buttons.append(button)

    def open(self) -> None:
        """Show it; the first place has the focus."""
        super().open()
        if self.buttons:
            self.buttons[0].setFocus(Qt.FocusReason.PopupFocusReason)

    def _on_chosen(self, group_id: int | None, window_id: int | None, words: str) -> None:
        self.chosen.emit(group_id, window_id, words)
        self.leave()
