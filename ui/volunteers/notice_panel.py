"""One public notice in the right-hand panel: its days, its lines, what was said against it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import _
from neighborcenter.volunteers.kinds import HoursStatus
from neighborcenter.volunteers.ledgers import LedgerLine, NoticeLine, ObjectionLine
from neighborcenter.volunteers.texts import word
from ui.kit.buttons import Button
from ui.kit.chips import StatusChip
from ui.kit.jobs import may, runner
from ui.kit.labels import Label, LinkLabel
from ui.kit.lines import Lines
from ui.kit.spoken import spoken_day, spoken_days
from ui.kit.widgets import IconButton
from ui.people.panels import Fact, Panel, empty_layout
from ui.volunteers.looks import hours_words

SHOWN = 60


class NoticePanel(Panel):
    """The notice."""

    take_down_wanted = Signal()
    object_wanted = Signal(int)
    """The line it is about, 0 for the whole notice."""
    settle_wanted = Signal(object)
    person_wanted = Signal(int)
    print_wanted = Signal()

    def __init__(self, notice: NoticeLine, lines: list[LedgerLine], objections: list[ObjectionLine]) -> None:
        super().__init__("")
        self.add_head_button("printer", _("Print"), self.print_wanted.emit)
        self.down = Button(_("Take down and enter"), "primary", "check", main=True)
        self.down.clicked.connect(lambda _checked=False: self.take_down_wanted.emit())
        self.foot_row.addWidget(self.down, 1)
        self.show_notice(notice, lines, objections)

    def show_notice(
        self, notice: NoticeLine, lines: list[LedgerLine], objections: list[ObjectionLine]
    ) -> None:
        """Show this notice."""
        self.notice, self.lines = notice, lines
        self.title.setText(notice.number)
        empty_layout(self.body)
        today = runner().backend.clock.today()
        over = today > notice.last_day
        row = QHBoxLayout()
        row.addWidget(_state(notice, over=over))
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(Fact(_("Notice about"), word(notice.kind)))
        self.body.addWidget(Fact(_("Posted"), spoken_days(notice.first_day, notice.last_day)))
        if notice.place:
            self.body.addWidget(Fact(_("Posted at"), notice.place))
        self._objections(notice, objections)
        self.section(
            _("{count} lines, {length}").format(count=len(lines), length=hours_words(notice.minutes))
        )
        rows = Lines(wide=1, right={3})
        for line in lines[:SHOWN]:
            self._line(rows, line)
        self.body.addLayout(rows)
        if len(lines) > SHOWN:
            words = _("and {count} more").format(count=len(lines) - SHOWN)
            self.body.addWidget(Label(words, "small", "text2"))
        self.body.addStretch(1)
        self.down.setVisible(notice.closed_at is None)
        self.down.setEnabled(over and may(Permission.VOLUNTEERS_HOURS))
        self.down.setToolTip(
            "" if over else _("It stays up until the end of {day}").format(day=spoken_day(notice.last_day))
        )

    def _objections(self, notice: NoticeLine, objections: list[ObjectionLine]) -> None:
        add = IconButton("plus", _("Write an objection down"), 28)
        add.setEnabled(notice.closed_at is None and may(Permission.VOLUNTEERS_HOURS))
        add.clicked.connect(lambda _checked=False: self.object_wanted.emit(0))
        self.section(_("Objections"), add)
        for one in objections:
            about = " ".join(
                part for part in (one.name, spoken_day(one.day) if one.day else "", one.who) if part
            )
            self.body.addWidget(Label(one.matter, "body", wrap=True))
            self.body.addWidget(Label(about, "small", "text2", wrap=True))
            if one.settled:
                self.body.addWidget(
                    Label(_("Settled: {result}").format(result=one.result), "small", wrap=True)
                )
            else:
                settle = Button(_("Settle …"), "secondary", "scale")
                settle.setEnabled(may(Permission.VOLUNTEERS_REVIEW))
                settle.clicked.connect(lambda _checked=False, o=one: self.settle_wanted.emit(o))
                self.body.addWidget(settle, 0, Qt.AlignmentFlag.AlignLeft)
        if not objections:
            self.body.addWidget(Label(_("Nobody objected"), "small", "text3"))

    def _line(self, rows: Lines, line: LedgerLine) -> None:
        link = LinkLabel(line.name, "body strong")
        link.clicked.connect(lambda: self.person_wanted.emit(line.volunteer_id))
        what = Label(f"{spoken_day(line.day)} {line.content}", "small", "text2", wrap=True)
        disputed = line.status is HoursStatus.DISPUTED
        chip = StatusChip(word(line.status), "party", "message-square-warning") if disputed else None
        mark = None
        if line.status is HoursStatus.NOTICE:
            mark = IconButton("message-square-warning", _("Objection to {name}").format(name=line.name), 28)
            mark.setEnabled(may(Permission.VOLUNTEERS_HOURS))
            mark.clicked.connect(lambda _checked=False: self.object_wanted.emit(line.id))
        rows.add(link, what, chip, Label(hours_words(line.minutes), "small strong"), mark)


def _state(notice: NoticeLine, *, over: bool) -> StatusChip:
    if notice.closed_at is not None:
        return StatusChip(_("Taken down"), "closed", "check")
    if over:
        return StatusChip(_("May be taken down"), "service", "check")
    return StatusChip(_("Up until {day}").format(day=spoken_day(notice.last_day)), "course", "flag")
