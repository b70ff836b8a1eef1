"""The waiting list of one activity: who is next, offers with the time they have left, order changed with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.activities import enrollment_queries, waiting_service
from neighborcenter.activities.kinds import EnrollmentStatus
from neighborcenter.activities.rows import EnrollmentRow
from neighborcenter.kit.i18n import N_, _
from ui.activities import acts
from ui.activities.columns import sign_up_text
from ui.activities.enrollment_panel import EnrollmentPanel
from ui.activities.looks import left_time, wall, wants_words
from ui.activities.reason_panel import ReasonPanel
from ui.activities.tabs import Tab
from ui.kit.actions import ActionSpec
from ui.kit.buttons import Button
from ui.kit.columns import Column, Empty, Mark
from ui.kit.jobs import Command, may, runner
from ui.kit.labels import Label
from ui.kit.listing import Listing
from ui.kit.spoken import spoken_moment
from ui.kit.table import TableView
from ui.kit.theme import px

MINUTE = 60_000
WAITING = (EnrollmentStatus.OFFERED, EnrollmentStatus.WAITING)


def usual_order() -> tuple[str, ...]:
    """Why somebody comes before others."""
    return (_("Elderly or disabled"), _("Family in hardship"), _("Was left out by mistake"))


def _order(row: EnrollmentRow) -> tuple[str, bool, int, int]:
    """Session by session; offers first, then whoever is next."""
    starts = "" if row.session_starts is None else row.session_starts.isoformat()
    return (starts, row.status is EnrollmentStatus.WAITING, row.place, row.id)


def _state(row: EnrollmentRow) -> object:
    """The place in line, or until when a place is held."""
    if row.status is not EnrollmentStatus.OFFERED:
        return Mark(_("no. {place}").format(place=row.place), "lending", "timer")
    if row.offer_expires_at is None:
        return Mark(_("Place offered"), "notice", "bell")
    left = left_time(row.offer_expires_at, runner().backend.clock.now())
    return Mark(_("Offered, {left} left").format(left=left), "notice", "bell")


COLUMNS = (
    Column("place", N_("Order"), 230, show=_state, sort=None),
    Column(
        "who", N_("Who"), 160, strong=True, stretch=True, show=lambda row: row.names or row.who, sort=None
    ),
    Column("heads", N_("Places wanted"), 110, align="right", show=wants_words, sort=None),
    Column("priority", N_("Priority"), 80, align="right", show=lambda row: row.priority or "", sort=None),
    Column("phone", N_("Phone"), 130, sort=None),
    Column(
        "created_at",
        N_("Waits since"),
        130,
        show=lambda row: spoken_moment(wall(row.created_at)),
        sort=None,
    ),
    Column("note", N_("Note"), 160, sort=None),
)


class WaitingTab(Tab):
    """Places are given in this order; nobody who left or declined comes back by itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = TableView(
            "activity.waiting",
            COLUMNS,
            Listing(self._load, COLUMNS, sign_up_text),
            empty=Empty(
                _("Nobody waits"), _("When all places are given, F4 puts people on this list."), "timer"
            ),
            placeholder=_("Name, initials or code"),
            take_away=_("Waiting list") if may(Permission.EXPORT) else "",
        )
        self.policy = Label("", "small", "text2", wrap=True)
        self.box.addWidget(self.table, 1)
        self.box.addWidget(self.policy)
        foot = QHBoxLayout()
        foot.setSpacing(px(8))
        foot.addStretch(1)
        writes = may(Permission.ACTIVITIES_ENROLL)
        self.buttons = []
        for words, icon, key, run in (
            (_("Earlier"), "arrow-up", "Alt ↑", partial(self.move_in_line, -1)),
            (_("Later"), "arrow-down", "Alt ↓", partial(self.move_in_line, 1)),
            (_("Offer a place"), "bell", "Alt O", self.offer),
            (_("Takes it"), "check", "Alt Y", self.accept),
            (_("Declines"), "x", "Alt N", self.decline),
        ):
            button = Button(words, "secondary", icon, key)
            button.setEnabled(writes)
            button.clicked.connect(lambda _checked=False, call=run: call())
            foot.addWidget(button)
            self.buttons.append(button)
        self.box.addLayout(foot)
        self.box.setSpacing(px(10))
        self._clock = QTimer(self, interval=MINUTE)
        self._clock.timeout.connect(self._on_minute)
        self._clock.start()
        self.table.opened.connect(self._on_opened)
        self.table.current_changed.connect(lambda _ref: self._allow())
        self.table.loaded.connect(self._allow)

    def _load(self, read: Any) -> Sequence[EnrollmentRow]:
        if self.card is None:
            return ()
        found = enrollment_queries.enrollments(read, self.card.id, statuses=WAITING)
        return sorted(found, key=_order)

    def reload(self) -> None:
        """Read the list again."""
        self.table.reload()
        if self.card is not None:
            hours = self.card.offer_hours
            held = _("A free place is held for {hours} h.").format(hours=hours) if hours else ""
            passing = (
                _("Whoever needs fewer places may pass a waiting family.")
                if self.card.lets_pass
                else _("Nobody passes: a family waits until all its places are free.")
            )
            self.policy.setText(" ".join(part for part in (held, passing) if part))

    def begin(self) -> None:
        """The caret stands on the rows."""
        self.table.grid.setFocus()

    def action_specs(self) -> Sequence[ActionSpec]:
        """What can be done here."""
        enroll = Permission.ACTIVITIES_ENROLL
        return (
            ActionSpec("activities.earlier", N_("Earlier on the waiting list"), "arrow-up", "Alt+Up", enroll, "selection", run=partial(self.move_in_line, -1)),
            ActionSpec("activities.later", N_("Later on the waiting list"), "arrow-down", "Alt+Down", enroll, "selection", run=partial(self.move_in_line, 1)),
            ActionSpec("activities.offer", N_("Offer a place"), "bell", "Alt+O", enroll, "selection", run=self.offer),
            ActionSpec("activities.accept", N_("Takes the place"), "check", "Alt+Y", enroll, "selection", run=self.accept),
            ActionSpec("activities.decline", N_("Declines the place"), "x", "Alt+N", enroll, "selection", run=self.decline),
        )  # fmt: skip

    def _allow(self) -> None:
        row = self.table.current_row()
        writes = may(Permission.ACTIVITIES_ENROLL) and row is not None
        waits = writes and row is not None and row.status is EnrollmentStatus.WAITING
        offered = writes and row is not None and row.status is EnrollmentStatus.OFFERED
        for button, can in zip(self.buttons, (waits, waits, waits, offered, offered), strict=True):
            button.setEnabled(can)

    def _on_minute(self) -> None:
        """The time left runs; an offer that ended goes to whoever is next."""
        if not self.isVisible():
            return
        self.table.grid.viewport().update()
        now: datetime = runner().backend.clock.now()
        ended = [
            row
            for at in range(self.table.model.rowCount())
            if (row := self.table.model.row_at(at)) is not None
            and row.offer_expires_at is not None
            and row.offer_expires_at <= now
        ]
        if ended and may(Permission.ACTIVITIES_ENROLL):
            Command(self, waiting_service.sweep).start()

    def _current(self, status: EnrollmentStatus) -> EnrollmentRow | None:
        row = self.table.current_row()
        return row if row is not None and row.status is status else None

    def move_in_line(self, step: int) -> None:
        """Earlier or later in line, for a reason that is kept."""
        row = self._current(EnrollmentStatus.WAITING)
        if row is None or row.place + step < 1:
            return
        place = row.place + step
        panel = ReasonPanel(
            _("{who}: no. {place} instead of {before}").format(who=row.who, place=place, before=row.place),
            _("Everybody on the list may ask why. The reason is kept."),
            _("Change the order"),
            lambda reason: self._then(partial(acts.reorder, self, row, place, reason)),
            usual=usual_order(),
        )
        panel.closed.connect(lambda: self.panel_wanted.emit(None))
        self.panel_wanted.emit(panel)

    def offer(self) -> None:
        """Hold a free place for whoever the cursor is on; out of turn only with a reason."""
        row = self._current(EnrollmentStatus.WAITING)
        if row is None:
            return
        if row.place == 1:
            acts.offer(self, row)
            return
        panel = ReasonPanel(
            _("Offer {who} a place out of turn").format(who=row.who),
            _("{count} wait before. The reason is kept.").format(count=row.place - 1),
            _("Offer a place"),
            lambda reason: self._then(partial(acts.offer, self, row, reason)),
            usual=usual_order(),
        )
        panel.closed.connect(lambda: self.panel_wanted.emit(None))
        self.panel_wanted.emit(panel)

    def accept(self) -> None:
        """Whoever the cursor is on takes the place."""
        if (row := self._current(EnrollmentStatus.OFFERED)) is not None:
            acts.accept(self, row)

    def decline(self) -> None:
        """Whoever the cursor is on says no."""
        if (row := self._current(EnrollmentStatus.OFFERED)) is not None:
            acts.decline(self, row)

    def _then(self, act: Any) -> None:
        self.panel_wanted.emit(None)
        act()

    def _on_opened(self, _ref: int) -> None:
        row = self.table.current_row()
        if row is not None:
            panel = EnrollmentPanel(row)
            panel.closed.connect(lambda: self.panel_wanted.emit(None))
            self.panel_wanted.emit(panel)
