"""A form in the right-hand panel: heading, fields that scroll, Save and Cancel."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Problem, speak
from ui.kit.form import Form
from ui.kit.jobs import Command
from ui.kit.labels import Label
from ui.kit.messages import BannerSlot, ask
from ui.kit.theme import px
from ui.kit.widgets import Button, IconButton
from ui.modules.scrolling import scrolling


class FormPanel(QWidget):
    """Base of the editors of modules: fill `form`, override `act`. `saved` carries what the act returned."""

    closed = Signal()
    saved = Signal(object)

    act: Callable[[], Callable[[Any], object]]
    """What saving does with a unit of work; a method of each editor."""

    def __init__(self, heading: str, verb: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Form()
        self.banners = BannerSlot()
        self.save_button = Button(verb, "primary", key="Ctrl ↵", main=True)
        self.save_button.clicked.connect(self.save)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(px(10))
        head = QHBoxLayout()
        head.addWidget(Label(heading, "title", wrap=True), 1)
        shut = IconButton("x", _("Close the panel"), 32)
        shut.clicked.connect(self.leave)
        head.addWidget(shut, 0, Qt.AlignmentFlag.AlignTop)
        outer.addLayout(head)
        outer.addWidget(self.banners)
        outer.addWidget(self._scrolled(), 1)
        # The panel's host keeps this in sight while a long form scrolls, also in a low window.
        self.foot = QWidget(self)
        foot = QHBoxLayout(self.foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(px(8))
        cancel = Button(_("Cancel"), "quiet", key="Esc")
        cancel.clicked.connect(self.leave)
        foot.addWidget(cancel.may_shrink())
        foot.addWidget(self.save_button.may_shrink(), 1)
        outer.addWidget(self.foot)
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.save)

    def _scrolled(self) -> QScrollArea:
        inside = QWidget()
        self.box = QVBoxLayout(inside)
        self.box.setContentsMargins(px(2), px(2), px(8), px(2))
        self.box.addWidget(self.form)
        self.box.addStretch(1)
        return scrolling(inside)

    def focus_first(self) -> None:
        """Put the caret into the first field."""
        self.form.focus_first()

    def save(self) -> None:
        """Do it; what a rule says lands beside its field."""
        if self.save_button.busy or not self.form.check():
            return
        self.save_button.set_busy(True)
        job = Command(self, self.act()).then(self.saved.emit).failed(self.show_problems)
        job.finally_(lambda: self.save_button.set_busy(False)).start()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Beside the fields, or above them."""
        homeless = self.form.set_problems(problems)
        self.banners.clear()
        if homeless:
            self.banners.set_banner("homeless", homeless[0].level, speak(homeless[0]))

    def leave(self) -> None:
        """Close; asks first when something was written."""
        if self.form.dirty and not ask(self, _("Close without saving?"), _("Close"), kind="secondary"):
            return
        self.closed.emit()
