"""On the card of a module: its figures, its rooms today, who is on duty there, what is due."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from neighborcenter.forms.values import yuan
from neighborcenter.kit.i18n import _
from neighborcenter.kit.recurrence_text import WEEKDAYS
from neighborcenter.modules.queries import ModuleRow
from neighborcenter.reports.module_means import Means
from neighborcenter.reports.module_now import ModuleNow, MonthOf, module_now
from ui.kit.cards import Banner, Divider
from ui.kit.jobs import Query
from ui.kit.labels import Label, LinkLabel
from ui.kit.theme import px

Line = tuple[str, str, str, tuple[str, object] | None]


def _satisfied(one: Means) -> str:
    """The share of who answered, and how many did; a dash while nobody was asked."""
    if not one.answers:
        return "—"
    return f"{one.content / one.answers:.0%} · {one.answers}"


class FiguresPart(QWidget):
    """Reads for itself and shows. `opened` carries a page and what it shall show."""

    opened = Signal(str, object)

    def __init__(self, module: ModuleRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.module = module
        self.now: ModuleNow | None = None
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(px(8))
        self.setAccessibleName(_("How it stands"))
        ref = module.id
        Query(self, lambda read: module_now(read, ref), key="now").then(self.show_now).start()

    def show_now(self, now: ModuleNow) -> None:
        """Show how it stands."""
        self.now = now
        self._due(now)
        self._head(_("Figures"))
        grid = QGridLayout()
        grid.setVerticalSpacing(px(4))
        grid.setHorizontalSpacing(px(16))
        for column, words in enumerate(("", _("This month"), _("Last month"))):
            grid.addWidget(
                Label(words, "note", "text3"),
                0,
                column,
                Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft,
            )
        this, last = now.this_month, now.last_month
        for row, (name, one, other, page) in enumerate(self._lines(this, last, now.hours), 1):
            if page:
                link = LinkLabel(name, "body")
                link.clicked.connect(lambda where=page: self.opened.emit(*where))
                grid.addWidget(link, row, 0, Qt.AlignmentFlag.AlignLeft)
            else:
                grid.addWidget(Label(name, "body"), row, 0)
            grid.addWidget(Label(one, "body strong"), row, 1, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(Label(other, "body", "text2"), row, 2, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(0, 1)
        self._box.addLayout(grid)
        self._link(_("All figures of the inspection"), "reports", "inspection")
        self._rooms(now)
        self._duty(now)

    def _lines(self, this: MonthOf, last: MonthOf, hours: float) -> list[Line]:
        """Name, this month, last month, and the page with what is behind it."""
        ledgers = ("forms", ("module", self.module.id))
        here, before = this.means, last.means
        return [
            (_("Visits"), f"{this.visits:,}", f"{last.visits:,}", None),
            (_("People reached"), f"{here.people:,}", f"{before.people:,}", None),
            (_("Activity sessions"), f"{this.sessions:,}", f"{last.sessions:,}", ("activities", None)),
            (_("Ledger entries"), f"{here.entries:,}", f"{before.entries:,}", ledgers),
            (_("Hours open"), f"{hours:,.1f}", "", None),
            (_("Satisfaction"), _satisfied(here), _satisfied(before), None),
            (_("Income"), yuan(here.income), yuan(before.income), None),
            (_("Cost"), yuan(here.cost), yuan(before.cost), None),
        ]

    def _due(self, now: ModuleNow) -> None:
        if now.contract_ends is not None:
            words = _("The contract with {operator} ends on {day}.").format(
                operator=self.module.operator, day=now.contract_ends
            )
            self._box.addWidget(Banner("warning", words))
        if now.open_matters:
            self._link(_("{count} matters still open").format(count=now.open_matters), "desk", None)

    def _rooms(self, now: ModuleNow) -> None:
        if not now.rooms:
            return
        self._head(_("Rooms today"))
        for one in now.rooms:
            spans = "  ".join(f"{start:%H:%M}–{end:%H:%M}" for start, end in one.spans) or _("shut")
            self._link(f"{one.name}  {spans}", "calendar", ("room", one.id))

    def _duty(self, now: ModuleNow) -> None:
        if not now.rooms:
            return
        self._head(_("On duty in the next seven days"))
        for one in now.duty:
            day = f"{_(WEEKDAYS[one.starts.weekday()])} {one.starts:%H:%M}–{one.ends:%H:%M}"
            self._link(f"{day}  {one.name}  {one.post}", "volunteers", one.volunteer_id)
        if now.duty_more:
            self._box.addWidget(Label(_("… and {count} more").format(count=now.duty_more), "small", "text2"))
        if not now.duty:
            self._box.addWidget(Label(_("Nobody is on the roster."), "small", "text2"))

    def _head(self, words: str) -> None:
        self._box.addWidget(Divider())
        self._box.addWidget(Label(words, "note", "text3"))

    def _link(self, words: str, page: str, target: object) -> None:
        link = LinkLabel(words, "body")
        link.clicked.connect(lambda: self.opened.emit(page, target))
        self._box.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
