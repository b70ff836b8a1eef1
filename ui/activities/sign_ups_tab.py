"""Everybody who signed up for one activity, whatever became of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import shiboken6
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.activities import enrollment_queries
from neighborcenter.activities.kinds import EnrollmentStatus
from neighborcenter.activities.rows import EnrollmentRow
from neighborcenter.kit.i18n import N_, _
from ui.activities import acts
from ui.activities.columns import SIGN_UP_COLUMNS, sign_up_filters, sign_up_fits, sign_up_text
from ui.activities.enrollment_panel import EnrollmentPanel
from ui.activities.reason_panel import ReasonPanel
from ui.activities.tabs import Tab
from ui.activities.transfer_panel import TransferPanel
from ui.kit.actions import ActionSpec
from ui.kit.buttons import Button
from ui.kit.columns import Empty, Sort, Where
from ui.kit.jobs import Query, may
from ui.kit.listing import Listing
from ui.kit.table import TableView


def usual_leaving() -> tuple[str, ...]:
    """What people mostly say when they sign off."""
    return (_("Ill"), _("Has no time"), _("Moved away"), _("Signed up by mistake"))


class SignUpsTab(Tab):
    """The list, and the card of one sign-up."""

    sign_up_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        source = Listing(self._load, SIGN_UP_COLUMNS, sign_up_text, sign_up_fits)
        self._panel: EnrollmentPanel | None = None
        self.table = TableView(
            "activity.sign_ups",
            SIGN_UP_COLUMNS,
            source,
            filters=sign_up_filters(),
            empty=Empty(
                _("Nobody has signed up yet"), _("F4 signs somebody up, from any page."), "ticket",
                _("Sign up") if may(Permission.ACTIVITIES_ENROLL) else "", self.sign_up_wanted.emit,
            ),
            sort=Sort("created_at", descending=True),
            placeholder=_("Name, initials, code or guardian"),
            take_away=_("Sign-ups") if may(Permission.EXPORT) else "",
        )  # fmt: skip
        self.sign_up = Button(_("Sign up"), "tinted", "ticket", "F4")
        self.sign_up.setEnabled(may(Permission.ACTIVITIES_ENROLL))
        self.sign_up.clicked.connect(lambda _checked=False: self.sign_up_wanted.emit())
        self.table.bar.add_right(self.sign_up)
        self.box.addWidget(self.table)
        self.table.opened.connect(self._on_current)
        self.table.current_changed.connect(self._on_current)

    def _load(self, read: Any) -> Sequence[EnrollmentRow]:
        if self.card is None:
            return ()
        return enrollment_queries.enrollments(read, self.card.id, statuses=tuple(EnrollmentStatus))

    def reload(self) -> None:
        """Read the sign-ups again, and the one in the panel."""
        self.table.reload()
        panel = self._panel
        if panel is not None and shiboken6.isValid(panel) and panel.isVisible():
            self._read(panel.row.id)

    def begin(self) -> None:
        """The caret stands in the filter line."""
        self.table.bar.line.setFocus()

    def open(self, target: Any) -> None:
        """Show one sign-up, by id, or only those with a status."""
        if isinstance(target, EnrollmentStatus):
            self.table.set_where(Where("", {"status": target}))
            return
        self.table.select(int(target))
        self._on_current(int(target))

    def action_specs(self) -> Sequence[ActionSpec]:
        """What can be done here."""
        enroll = Permission.ACTIVITIES_ENROLL
        return (
            ActionSpec("activities.leave", N_("Sign off"), "x", "Alt+X", enroll, "selection", run=self.leave_current),
            ActionSpec("activities.transfer", N_("To another session or activity"), "arrow-right", "Alt+M", enroll, "selection", run=self.transfer_current),
            ActionSpec("activities.slip", N_("Print the sign-up slip"), "printer", "F8", run=self.print_current),
        )  # fmt: skip

    def _on_current(self, ref: int | None) -> None:
        if ref is not None:
            self._read(ref)

    def _read(self, ref: int) -> None:
        Query(self, lambda read: enrollment_queries.enrollment_row(read, ref), key="one", lane="quick").then(
            self._on_row
        ).start()

    def _on_row(self, row: EnrollmentRow) -> None:
        panel = self._panel
        if panel is not None and shiboken6.isValid(panel) and panel.isVisible():
            panel.show_row(row)
            return
        panel = self._panel = EnrollmentPanel(row)
        panel.closed.connect(lambda: self.panel_wanted.emit(None))
        panel.resident_wanted.connect(self._on_resident)
        panel.leave_wanted.connect(lambda: self.leave(panel.row))
        panel.transfer_wanted.connect(lambda: self.transfer(panel.row))
        panel.refuse_wanted.connect(lambda: self.refuse(panel.row))
        self.panel_wanted.emit(panel)

    def _on_resident(self, ref: int) -> None:
        if (page := self.page()) is not None:
            page.open_page("people", ref)

    def _with_row(self, act: Any) -> None:
        row = self.table.current_row()
        if row is not None:
            act(row)

    def leave_current(self) -> None:
        """Sign off whoever the cursor is on."""
        self._with_row(self.leave)

    def transfer_current(self) -> None:
        """Take whoever the cursor is on elsewhere."""
        self._with_row(self.transfer)

    def print_current(self) -> None:
        """The slip of the sign-up under the cursor."""
        self._with_row(lambda row: acts.print_slip(self, row.id))

    def leave(self, row: EnrollmentRow) -> None:
        """Ask why, then sign off; the place goes to whoever is next."""
        self._ask(
            ReasonPanel(
                _("Sign off {who}").format(who=row.names or row.who),
                _("The place goes to whoever is next on the waiting list."),
                _("Sign off"),
                lambda reason: self._then(partial(acts.leave, self, row, reason)),
                usual=usual_leaving(),
                needed=False,
            )
        )

    def refuse(self, row: EnrollmentRow) -> None:
        """Ask why, then say no."""
        self._ask(
            ReasonPanel(
                _("{who} is not approved").format(who=row.names or row.who),
                "",
                _("Not approved"),
                lambda reason: self._then(partial(acts.refuse, self, row, reason)),
            )
        )

    def transfer(self, row: EnrollmentRow) -> None:
        """Ask where to."""
        panel = TransferPanel(row)
        panel.done.connect(lambda: self.panel_wanted.emit(None))
        self._ask(panel)

    def _ask(self, panel: Any) -> None:
        panel.closed.connect(lambda: self.panel_wanted.emit(None))
        self.panel_wanted.emit(panel)

    def _then(self, act: Any) -> None:
        self.panel_wanted.emit(None)
        act()
