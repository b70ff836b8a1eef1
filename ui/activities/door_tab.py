"""Check-in at the door: type initials or scan a slip, Enter ticks; the counts run along.

The caret never leaves the box: arrows walk the list below, Enter and space tick, a scanner's code ticks by
itself. What was ticked is offered back; whoever is not on the list comes in as a walk-in.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.activities.rows import ActivityCard, SessionRow
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.problems import Refused
from ui.activities import acts, door
from ui.activities.door import DoorView
from ui.activities.door_list import DoorLine, DoorList
from ui.activities.looks import when_words
from ui.activities.tabs import Tab
from ui.activities.walk_in import WalkInSheet
from ui.kit.actions import ActionSpec
from ui.kit.buttons import Button, Segmented
from ui.kit.cards import Card
from ui.kit.fields import ChoiceField
from ui.kit.inputs import PinyinLineEdit
from ui.kit.jobs import Query, may
from ui.kit.labels import Label, LinkLabel
from ui.kit.steps import Steps
from ui.kit.theme import px

WALKS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}


class Count(QWidget):
    """A figure of the door; pressing it shows the rows behind it."""

    def __init__(self, word: str) -> None:
        super().__init__()
        self._word = word
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        self.number = Label("0", "title")
        self.link = LinkLabel(word)
        box.addWidget(self.number)
        box.addWidget(self.link)

    def show_count(self, count: int) -> None:
        """Another number."""
        self.number.setText(f"{count:,}")
        self.link.setAccessibleName(f"{self._word} {count}")


class DoorTab(Tab):
    """One session's list at the door."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session_id: int | None = None
        self._wanted: int | None = None
        self._sessions: tuple[SessionRow, ...] = ()
        self.session = ChoiceField([])
        if self.session.combo is not None:
            self.session.combo.setAccessibleName(_("Session"))
        self.steps = Steps(_("The session before"), _("The session after"))
        self.line = PinyinLineEdit(
            _("Name, initials, or scan the slip"),
            icon="scan-line",
            hint=_("↑↓ choose   Enter tick"),
            tall=True,
        )
        self.list = DoorList()
        self.said = Label("", "small strong", "text2", elide=True)
        self.only = Segmented(
            [("", _("All")), ("missing", _("Not here yet")), ("present", _("Here"))], name=_("Who is shown")
        )
        self.walk_in = Button(_("Walk-in"), "tinted", "user-plus", "Alt N")
        self.excuse = Button(_("Excused"), "quiet", "minus", "Alt E")
        self.finish = Button(_("Session is over"), "secondary", "check")
        self.expected, self.here = Count(_("expected")), Count(_("here"))
        self.missing, self.walk_ins = Count(_("not here yet")), Count(_("walk-ins"))
        self._build()
        self._connect()

    def _build(self) -> None:
        outer = self.box
        outer.setSpacing(px(12))
        top = QHBoxLayout()
        top.setSpacing(px(8))
        top.addWidget(self.steps)
        top.addWidget(self.session, 2)
        top.addStretch(1)
        for count in (self.expected, self.here, self.missing, self.walk_ins):
            top.addWidget(count)
            top.addSpacing(px(20))
        outer.addLayout(top)
        card = Card()
        line = QHBoxLayout()
        line.setSpacing(px(8))
        line.addWidget(self.line, 1)
        line.addWidget(self.walk_in)
        card.add(line)
        second = QHBoxLayout()
        second.setSpacing(px(8))
        second.addWidget(self.only)
        second.addWidget(self.said)
        second.addStretch(1)
        second.addWidget(self.excuse)
        second.addWidget(self.finish)
        card.add(second)
        card.add(self.list, 1)
        self.nobody = Label("", "small", "text2", wrap=True)
        self.nobody.hide()
        card.add(self.nobody)
        card.body.addStretch(0)
        outer.addWidget(card, 1)
        writes = may(Permission.ACTIVITIES_ENROLL)
        for button in (self.walk_in, self.excuse, self.finish):
            button.setEnabled(writes)

    def _connect(self) -> None:
        self.line.queryChanged.connect(self._on_query)
        self.line.scanned.connect(self._on_scanned)
        self.line.installEventFilter(self)
        self.list.ticked.connect(self.tick)
        self.only.chosen.connect(lambda key: self._narrow(only=key))
        self.session.changed.connect(lambda: self.show_session(self.session.value()))
        self.steps.stepped.connect(self._step)
        self.walk_in.clicked.connect(lambda _checked=False: self.add_walk_in())
        self.excuse.clicked.connect(lambda _checked=False: self.excuse_current())
        self.finish.clicked.connect(lambda _checked=False: self.finish_session())
        for count, key in ((self.expected, ""), (self.here, "present"), (self.missing, "missing")):
            count.link.clicked.connect(partial(self._show_only, key))
        self.walk_ins.link.clicked.connect(partial(self._show_only, "present"))

    # -- what is shown ---------------------------------------------------------------------------------------

    def show_card(self, card: ActivityCard) -> None:
        """Offer its sessions: the one asked for, else what was shown, else the one of now."""
        self.card = card
        wanted, self._wanted = self._wanted, None
        self._sessions = tuple(one for one in card.sessions if one.status not in door.NOT_HELD)
        self.session.set_choices([(one.id, when_words(one.starts, one.ends)) for one in self._sessions])
        ids = [one.id for one in self._sessions]
        chosen = wanted if wanted in ids else self.session_id if self.session_id in ids else None
        if chosen is None:
            chosen = door.nearest(self._sessions)
        self.session.set_value(chosen)
        self.session_id = chosen
        self.reload()

    def open(self, target: Any) -> None:
        """Show one session's list when the card is shown."""
        self._wanted = int(target)

    def show_session(self, session_id: int | None) -> None:
        """Another session."""
        self.session_id = session_id
        self.session.set_value(session_id)
        self.reload()
        self.begin()

    def _step(self, step: int) -> None:
        ids = [one.id for one in self._sessions]
        if self.session_id in ids:
            self.show_session(ids[max(0, min(len(ids) - 1, ids.index(self.session_id) + step))])

    def begin(self) -> None:
        """The caret stands in the box."""
        self.line.setFocus()

    def reload(self) -> None:
        """Read the list again."""
        ref = self.session_id
        if ref is None:
            self.list.show_lines([])
            self._say_nobody()
            return
        Query(self, lambda read: door.view(read, ref), key="door", lane="quick").then(self._on_view).start()

    def _on_view(self, view: DoorView) -> None:
        self.list.show_lines(view.lines)
        self.expected.show_count(view.figures.expected)
        self.here.show_count(view.figures.present)
        self.missing.show_count(view.figures.missing)
        self.walk_ins.show_count(view.figures.walk_ins)
        self._say_nobody()

    def _show_only(self, key: str) -> None:
        self.only.set_current(key)
        self._narrow(only=key)

    def _narrow(self, only: str | None = None) -> None:
        self.list.narrow(self.line.query, only)
        self._say_nobody()
        self.begin()

    def _say_nobody(self) -> None:
        words = ""
        if self.session_id is None:
            words = _("No session yet. Add one under Sessions.")
        elif not self.list.lines:
            typed = self.line.query
            words = (
                _("“{name}” is not on the list. Enter takes them in as a walk-in.").format(name=typed)
                if typed
                else _("Nobody to show here.")
            )
        self.nobody.setText(words)
        self.nobody.setVisible(bool(words))
        self.list.setVisible(not words)

    # -- ticking ---------------------------------------------------------------------------------------------

    def tick(self, line: DoorLine) -> None:
        """Check in, or take the tick back."""
        if self.session_id is None or not may(Permission.ACTIVITIES_ENROLL):
            return
        self.line.clear()
        if line.came:
            acts.uncheck(self, line, self._on_done)
        else:
            acts.check_in(self, self.session_id, line, self._on_done)

    def tick_current(self) -> bool:
        """Check the line under the cursor in; a tick is never taken back by Enter, only by a press or Delete."""
        line = self.list.current()
        if line is None:
            return False
        if line.came:
            self.line.clear()
            self.said.setText(_("{name} was here already").format(name=line.name))
            return True
        return self.list.tick()

    def excuse_current(self) -> None:
        """Who said beforehand that they cannot come."""
        line = self.list.current()
        if line is not None and self.session_id is not None and not line.state:
            acts.excuse(self, self.session_id, line, self._on_done)

    def add_walk_in(self) -> None:
        """Whoever stands in the box, found among the residents or only by name."""
        if self.session_id is None:
            return
        panel = WalkInSheet(self.window(), self.session_id, self.line.query)
        panel.came.connect(self._on_walked_in)
        self.line.clear()
        panel.open()

    def _on_walked_in(self, name: str) -> None:
        self.said.setText(_("{name} came without signing up").format(name=name))
        self.reload()

    def _on_done(self, words: str) -> None:
        self.said.setText(words)
        self.reload()
        self.begin()

    def fetch_current(self) -> None:
        """The child under the cursor is fetched, by whom the list names or by whoever stands there."""
        line = self.list.current()
        if line is None or not line.came or line.fetched:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for who in line.pickups or (_("The guardian"),):
            menu.addAction(who).triggered.connect(
                lambda _checked=False, by=who: acts.fetched(self, line, by, self._on_done)
            )
        menu.addAction(_("Goes home alone")).triggered.connect(
            lambda _checked=False: acts.fetched(self, line, _("Goes home alone"), self._on_done)
        )
        menu.popup(self.list.mapToGlobal(self.list.visualRect(self.list.currentIndex()).bottomLeft()))

    def finish_session(self) -> None:
        """The session was held: who is not ticked did not come."""
        if self.session_id is not None:
            acts.finish_session(self, self.session_id)

    def _on_query(self, query: str) -> None:
        self.list.narrow(query)
        self._say_nobody()

    def _on_scanned(self, code: str) -> None:
        """A slip or a badge was read: everybody of that sign-up is ticked."""
        if self.session_id is not None:
            acts.check_in_code(self, self.session_id, code, self._on_done, self._on_refused)

    def _on_refused(self, refused: Refused) -> None:
        # The next scan must not be swallowed unseen: the words stay until something is done.
        self.said.setText(acts.refused_words(refused))
        self.line.set_state("error")
        self.line.selectAll()

    # -- keys ------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows walk the list; Enter and space tick; the input method keeps its own keys."""
        if (
            watched is not self.line
            or event.type() != QEvent.Type.KeyPress
            or not isinstance(event, QKeyEvent)
        ):
            return False
        self.line.set_state("")
        if self.line.composing:
            return False
        key, plain = event.key(), event.modifiers() == Qt.KeyboardModifier.NoModifier
        if key in WALKS:
            self.list.walk(WALKS[Qt.Key(key)])
            return True
        if key == Qt.Key.Key_Space and plain:
            self.tick_current()
            return True
        if key == Qt.Key.Key_Delete and not self.line.text():
            self.list.tick()
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            return self._on_enter(event)
        return False

    def _on_enter(self, event: QKeyEvent) -> bool:
        """A scanner ends with Enter, too: the box knows it and says `scanned`."""
        if self.line.is_scan(event):
            return False
        typed = self.line.query
        if door.is_code(typed):
            self.line.clear()
            self._on_scanned(typed)
        elif not self.tick_current() and typed:
            self.add_walk_in()
        return True

    def action_specs(self) -> Sequence[ActionSpec]:
        """What can be done here."""
        enroll = Permission.ACTIVITIES_ENROLL
        return (
            ActionSpec("activities.walk_in", N_("Let somebody in who did not sign up"), "user-plus", "Alt+N", enroll, run=self.add_walk_in),
            ActionSpec("activities.excuse", N_("Excused"), "minus", "Alt+E", enroll, "selection", run=self.excuse_current),
            ActionSpec("activities.fetched", N_("The child is fetched"), "house", "Alt+F", enroll, "selection", run=self.fetch_current),
            ActionSpec("activities.session_over", N_("The session is over"), "check", "Alt+O", enroll, run=self.finish_session),
        )  # fmt: skip
