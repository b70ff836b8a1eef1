"""One service as residents would read it, with its history and what staff may do about it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.catalog.history import HistoryRow
from neighborcenter.catalog.queries import GuideCard, Paper
from neighborcenter.catalog.texts import FIELDS, NEEDS
from neighborcenter.kit.i18n import _, translate
from ui.catalog.columns import (
    HANDLING_LOOKS,
    STATUS_LOOKS,
    category_words,
    days_words,
    handling_words,
    status_words,
)
from ui.kit.jobs import may
from ui.kit.labels import Icon, Label, LinkLabel
from ui.kit.spoken import spoken_moment
from ui.kit.theme import px
from ui.kit.widgets import Banner, Button, Divider, IconButton, StatusChip
from ui.modules.scrolling import scrolling

_NEED_WORDS = {key.value: words for key, words in NEEDS.items()}
_NEED_LOOKS = {"necessary": "party", "optional": "closed", "unknown": "notice"}
_HISTORY_SHOWN = 4


class GuidePanel(QWidget):
    """The guide card. Its buttons only say what is wanted, with the row; the page does it."""

    closed = Signal()
    edit_wanted = Signal(int)
    publish_wanted = Signal(object)
    withdraw_wanted = Signal(object)
    confirm_wanted = Signal(object)
    print_wanted = Signal(object)

    def __init__(self, card: GuideCard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card = card
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(px(10))
        self._inside: QWidget | None = None
        self._all_history = False
        self.show_card(card)

    def show_card(self, card: GuideCard) -> None:
        """Show another service."""
        self.card = card
        if self._inside is not None:
            self._outer.removeWidget(self._inside)
            self._inside.hide()
            self._inside.deleteLater()
        self._inside = QWidget(self)
        box = QVBoxLayout(self._inside)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(10))
        box.addLayout(self._head())
        box.addWidget(scrolling(self._body(), self.card.row.name), 1)
        box.addWidget(Divider())
        box.addLayout(self._buttons())
        self._outer.addWidget(self._inside)
        self.setAccessibleName(card.row.title)

    def _head(self) -> QVBoxLayout:
        row = self.card.row
        head = QVBoxLayout()
        head.setSpacing(px(6))
        line = QHBoxLayout()
        line.addWidget(Label(row.title, "title", wrap=True), 1)
        shut = IconButton("x", _("Close"), 28)
        shut.clicked.connect(self.closed)
        line.addWidget(shut, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(line)
        chips = QHBoxLayout()
        chips.setSpacing(px(6))
        look, icon = STATUS_LOOKS[row.status]
        chips.addWidget(StatusChip(status_words(row.status), look, icon))
        if row.refused:
            chips.addWidget(StatusChip(_("Not issued"), "party", "ban"))
        else:
            chips.addWidget(StatusChip(handling_words(row.handling), HANDLING_LOOKS[row.handling]))
        chips.addStretch(1)
        head.addLayout(chips)
        head.addWidget(Label(" · ".join((row.module, category_words(row.category))), "small", "text2"))
        return head

    def _body(self) -> QWidget:
        card = self.card
        body = QWidget()
        box = QVBoxLayout(body)
        box.setContentsMargins(0, 0, px(6), 0)
        box.setSpacing(px(12))
        if card.row.to_confirm and may(Permission.CATALOG_WRITE):
            notice = Banner("warning", _("Not yet confirmed"), _("Confirm"))
            notice.acted.connect(lambda: self.confirm_wanted.emit(card.row))
            box.addWidget(notice)
        elif card.row.to_confirm:
            box.addWidget(Banner("warning", _("Not yet confirmed")))
        for label, value in self._facts():
            box.addLayout(_fact(label, value))
        if not card.row.refused:
            box.addWidget(Label(_("Papers to bring"), "section"))
            if card.papers:
                for paper in card.papers:
                    box.addWidget(_PaperLine(paper))
            else:
                box.addWidget(Label(_("None are listed."), "small", "text2"))
        if card.history:
            box.addWidget(self._history())
        box.addStretch(1)
        return body

    def _facts(self) -> list[tuple[str, str]]:
        card, row = self.card, self.card.row
        facts = [
            (_("Words to say"), card.refusal),
            (_("Where to go instead"), card.refer_to),
            (_("Who it is for"), card.eligibility),
            (_("Time limit"), days_words(row)),
            (_("Fee"), row.fee),
            (_("Hours"), card.window_hours),
            (_("Department"), row.department),
            (_("Steps"), card.steps),
        ]
        return [(label, value) for label, value in facts if value]

    def _history(self) -> QWidget:
        part = QWidget()
        box = QVBoxLayout(part)
        box.setContentsMargins(0, px(4), 0, 0)
        box.setSpacing(px(6))
        box.addWidget(Label(_("Changes so far"), "section"))
        shown = self.card.history if self._all_history else self.card.history[:_HISTORY_SHOWN]
        for entry in shown:
            box.addWidget(_history_line(entry))
        hidden = len(self.card.history) - len(shown)
        if hidden:
            more = LinkLabel(_("{count} earlier entries").format(count=hidden))
            more.clicked.connect(self._on_more)
            box.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        return part

    def _on_more(self) -> None:
        self._all_history = True
        self.show_card(self.card)

    def _buttons(self) -> QHBoxLayout:
        row = self.card.row
        line = QHBoxLayout()
        line.setSpacing(px(8))
        printer = IconButton("printer", _("Print the guide"))
        printer.clicked.connect(lambda: self.print_wanted.emit(row))
        line.addWidget(printer)
        line.addStretch(1)
        if not may(Permission.CATALOG_WRITE):
            return line
        if row.status == "published":
            turn = Button(_("Withdraw"))
            turn.clicked.connect(lambda: self.withdraw_wanted.emit(row))
        else:
            turn = Button(_("Publish"), "tinted", "check")
            turn.clicked.connect(lambda: self.publish_wanted.emit(row))
        edit = Button(_("Edit"), "secondary", "pencil")
        edit.clicked.connect(lambda: self.edit_wanted.emit(row.id))
        line.addWidget(turn)
        line.addWidget(edit)
        return line


class _PaperLine(QWidget):
    """A paper: its name, how many, from where; whether it is needed."""

    def __init__(self, paper: Paper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(px(8))
        line.addWidget(Icon("file-text", "text3", 16), 0, Qt.AlignmentFlag.AlignTop)
        text = QVBoxLayout()
        text.setSpacing(0)
        text.addWidget(Label(paper.name, "body", wrap=True))
        small = " · ".join(part for part in (paper.copies, paper.note, paper.source) if part)
        if small:
            text.addWidget(Label(small, "note", "text2", wrap=True))
        line.addLayout(text, 1)
        chip = StatusChip(_(_NEED_WORDS[paper.need]), _NEED_LOOKS[paper.need])
        line.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)


def _fact(label: str, value: str) -> QVBoxLayout:
    box = QVBoxLayout()
    box.setSpacing(px(2))
    box.addWidget(Label(label, "note", "text3"))
    shown = Label(value, "body", wrap=True)
    shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    box.addWidget(shown)
    return box


def _history_line(entry: HistoryRow) -> QWidget:
    part = QWidget()
    box = QVBoxLayout(part)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(0)
    box.addWidget(Label(entry.spoken(), "small", wrap=True))
    actor = _("The program") if entry.actor == "system" else entry.actor
    who = f"{spoken_moment(entry.at)} · {actor}"
    box.addWidget(Label(who, "note", "text3"))
    detail = "\n".join(
        _("{field}: {before} → {after}").format(
            field=translate(FIELDS.get(c.field, c.field)), before=c.before or "—", after=c.after or "—"
        )
        for c in entry.changes
    )
    part.setToolTip(detail)
    return part
