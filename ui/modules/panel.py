"""One module read: what it is, who runs it, where; and what staff may do about it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.catalog.queries import ModuleCount
from neighborcenter.forms.queries import FormCount
from neighborcenter.kit.i18n import _
from neighborcenter.modules.queries import ModuleRow
from ui.kit.flow import FlowLayout
from ui.kit.jobs import may
from ui.kit.labels import Label, LinkLabel
from ui.kit.spoken import spoken_day
from ui.kit.theme import px
from ui.kit.widgets import Button, Divider, IconButton, IconPlate, StatusChip
from ui.modules.figures_part import FiguresPart
from ui.modules.scrolling import scrolling
from ui.modules.words import STATUS_LOOKS, description_of, icon_of, number_words, status_words, title_of


class ModulePanel(QWidget):
    """The card of a module. Its buttons only say what is wanted, with the row; the page does it."""

    closed = Signal()
    edit_wanted = Signal(object)
    hand_over_wanted = Signal(object)
    suspend_wanted = Signal(object)
    open_wanted = Signal(object)
    close_wanted = Signal(object)
    services_wanted = Signal(object)
    opened = Signal(str, object)
    """A page and what it shall show."""
    forms_wanted = Signal(object)
    """What the ledgers' page shall open: a form, or the forms of the module."""

    def __init__(
        self,
        module: ModuleRow,
        count: ModuleCount,
        forms: Sequence[FormCount] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.module, self.forms = module, forms
        self.setAccessibleName(title_of(module))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(12))
        box.addLayout(self._head())
        box.addWidget(scrolling(self._body(count), title_of(module)), 1)
        if may(Permission.MODULES_WRITE):
            box.addWidget(Divider())
            box.addLayout(self._buttons())

    def _body(self, count: ModuleCount) -> QWidget:
        module = self.module
        body = QWidget()
        box = QVBoxLayout(body)
        box.setContentsMargins(0, 0, px(6), 0)
        box.setSpacing(px(12))
        if module.description:
            box.addWidget(Label(description_of(module), "body", "text2", wrap=True))
        facts = QGridLayout()
        facts.setHorizontalSpacing(px(12))
        facts.setVerticalSpacing(px(6))
        facts.setColumnStretch(1, 1)
        for row, (label, value) in enumerate(self._facts()):
            facts.addWidget(Label(label, "small", "text3"), row, 0, Qt.AlignmentFlag.AlignTop)
            facts.addWidget(Label(value, "body", wrap=True), row, 1)
        box.addLayout(facts)
        self.figures = FiguresPart(module)
        self.figures.opened.connect(self.opened)
        total = count.published + count.drafts
        services = LinkLabel(_("{count} on offer").format(count=total), "body strong")
        services.clicked.connect(lambda: self.services_wanted.emit(module))
        box.addWidget(services, 0, Qt.AlignmentFlag.AlignLeft)
        waiting = []
        if count.drafts:
            waiting.append(_("{count} drafts").format(count=count.drafts))
        if count.to_confirm:
            waiting.append(_("{count} to confirm").format(count=count.to_confirm))
        if waiting:
            box.addWidget(Label(" · ".join(waiting), "small", "text2", wrap=True))
        box.addWidget(self.figures)
        self._add_forms(box)
        box.addStretch(1)
        return body

    def _add_forms(self, box: QVBoxLayout) -> None:
        """The forms and ledgers of the module, each with what was entered this month and who is due."""
        if not may(Permission.FORMS_VIEW):
            return
        head = LinkLabel(_("{count} forms and ledgers").format(count=len(self.forms)), "body strong")
        head.clicked.connect(lambda: self.forms_wanted.emit(("module", self.module.id)))
        box.addWidget(head, 0, Qt.AlignmentFlag.AlignLeft)
        for one in self.forms:
            link = LinkLabel(one.name, "body")
            link.clicked.connect(lambda ref=one.id: self.forms_wanted.emit(ref))
            part = QVBoxLayout()
            part.setSpacing(0)
            part.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
            line = QHBoxLayout()
            line.setSpacing(px(8))
            line.addWidget(Label(_("{count} this month").format(count=one.this_month), "small", "text2"))
            if one.due + one.overdue:
                due = LinkLabel(_("{count} due").format(count=one.due + one.overdue), "small strong")
                due.clicked.connect(lambda ref=one.id: self.forms_wanted.emit(("due", ref)))
                line.addWidget(due)
            line.addStretch(1)
            part.addLayout(line)
            box.addLayout(part)

    def _head(self) -> QVBoxLayout:
        module = self.module
        head = QVBoxLayout()
        head.setSpacing(px(8))
        line = QHBoxLayout()
        line.setSpacing(px(10))
        line.addWidget(IconPlate(icon_of(module), module.color), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(Label(title_of(module), "title", wrap=True), 1)
        shut = IconButton("x", _("Close the panel"), 28)
        shut.clicked.connect(self.closed)
        line.addWidget(shut, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(line)
        chips = FlowLayout()
        look, icon = STATUS_LOOKS[module.status]
        chips.addWidget(StatusChip(status_words(module.status), look, icon))
        chips.addWidget(StatusChip(number_words(module.number), "closed"))
        fixed = _("Fixed function") if module.number != "X" else _("Elective function")
        chips.addWidget(StatusChip(fixed, "closed"))
        head.addLayout(chips)
        return head

    def _facts(self) -> list[tuple[str, str]]:
        module = self.module
        operator = module.operator or "—"
        if module.operator and module.operator_since:
            operator = _("{operator}, since {day}").format(
                operator=operator, day=spoken_day(module.operator_since)
            )
        if module.operator and module.operator_until:
            operator = _("{operator}; contract until {day}").format(
                operator=operator, day=spoken_day(module.operator_until)
            )
        lead = " ".join(part for part in (module.lead_name, module.lead_phone) if part)
        return [
            (_("Operator"), operator),
            (_("Person in charge"), lead or "—"),
            (_("Rooms"), _(", ").join((*module.sites, *module.rooms)) or "—"),
            (_("Open since"), spoken_day(module.opened_on) or "—"),
        ]

    def _buttons(self) -> QGridLayout:
        module = self.module
        wanted = [(Button(_("Edit"), "tinted", "pencil"), self.edit_wanted)]
        wanted.append((Button(_("Hand over"), "secondary", "arrow-left-right"), self.hand_over_wanted))
        if module.status == "open":
            wanted.append((Button(_("Suspend"), "secondary", "pause"), self.suspend_wanted))
        else:
            wanted.append((Button(_("Open it"), "secondary", "check"), self.open_wanted))
        if module.number == "X" and module.status != "closed":
            wanted.append((Button(_("Close it down"), "danger", "ban"), self.close_wanted))
        grid = QGridLayout()
        grid.setSpacing(px(8))
        for place, (button, signal) in enumerate(wanted):
            button.clicked.connect(lambda _on=False, tell=signal: tell.emit(module))
            grid.addWidget(button, place // 2, place % 2)
        return grid
