"""What came of an activity: figures with their rows, what people said, the closing words, the papers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.activities import checkin_queries, queries, service
from neighborcenter.activities.drafts import ClosingDraft
from neighborcenter.activities.kinds import ActivityStatus
from neighborcenter.activities.rows import ActivityCard, AttendanceSheet, FeedbackRow
from neighborcenter.kit.i18n import _
from ui.activities import acts
from ui.activities.afterwards import FeedbackCard, PhotosCard
from ui.activities.door_tab import Count
from ui.activities.tabs import Tab
from ui.kit.buttons import Button
from ui.kit.cards import Card
from ui.kit.fields import LongTextField, NumberField
from ui.kit.form import Field, Form
from ui.kit.jobs import Command, Query, may
from ui.kit.labels import Label
from ui.kit.messages import toast
from ui.kit.tall import TallBox
from ui.kit.theme import px


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything the summary shows."""

    sheet: AttendanceSheet
    feedback: tuple[FeedbackRow, ...]


def outcome(read: Any, activity_id: int) -> Outcome:
    """Read who came and what was said."""
    return Outcome(checkin_queries.attendance_sheet(read, activity_id), queries.feedback(read, activity_id))


class SummaryTab(Tab):
    """Figures, feedback, photos, closing words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sessions, self.heads = Count(_("sessions held")), Count(_("times somebody came"))
        self.listed, self.score = Count(_("signed up")), Count(_("said something"))
        self.average = Label("", "small", "text2")
        self.feedback, self.photos = FeedbackCard(), PhotosCard()
        self.words = LongTextField(lines=4)
        self.counted, self.minutes = (
            NumberField(_("people"), maximum=1_000_000),
            NumberField(_("min"), maximum=1_000_000),
        )
        self.closing = Form(2)
        self.finish = Button(_("Finish the activity"), "tinted", "check")
        self._build()
        self.sessions.link.clicked.connect(lambda: self.tab_wanted.emit("sessions", None))
        self.heads.link.clicked.connect(self._on_attendance)
        self.listed.link.clicked.connect(lambda: self.tab_wanted.emit("sign_ups", None))
        self.finish.clicked.connect(lambda _checked=False: self.submit())

    def _build(self) -> None:
        inner = QWidget()
        row = QHBoxLayout()
        row.setSpacing(px(28))
        for count in (self.sessions, self.heads, self.listed, self.score):
            row.addWidget(count)
        row.addWidget(self.average, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        figures = Card(_("Figures"))
        figures.add(row)
        papers = QHBoxLayout()
        papers.setSpacing(px(8))
        for key, words in (
            ("activity_attendance", _("Attendance sheet")),
            ("activity_certificate", _("Certificates of attendance")),
        ):
            button = Button(words, "secondary", "printer")
            button.clicked.connect(lambda _checked=False, k=key, w=words: self.print_paper(k, w))
            papers.addWidget(button)
        papers.addStretch(1)
        figures.add(papers)
        closing = Card(_("Closing words"))
        hint = _("Only where it was counted otherwise than at the door")
        self.closing.add("words", Field(_("How it went"), self.words), wide=True)
        self.closing.add("heads", Field(_("People in all"), self.counted, hint))
        self.closing.add("minutes", Field(_("Time in all"), self.minutes))
        closing.add(self.closing)
        closing.body.addWidget(self.finish, 0, Qt.AlignmentFlag.AlignRight)
        self.finish.setEnabled(may(Permission.ACTIVITIES_WRITE))
        column = QHBoxLayout()
        column.setSpacing(px(16))
        column.addWidget(self.feedback, 1, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.photos, 1, Qt.AlignmentFlag.AlignTop)
        from_top = Tab()
        from_top.box.setSpacing(px(16))
        from_top.box.addWidget(figures)
        from_top.box.addLayout(column)
        from_top.box.addWidget(closing)
        from_top.box.addStretch(1)
        inner = from_top
        area = TallBox()
        area.put(inner)
        self.box.addWidget(area)

    def reload(self) -> None:
        """Read what came of it."""
        if self.card is not None:
            ref = self.card.id
            Query(self, lambda read: outcome(read, ref), key="outcome").then(self._on_outcome).start()

    def show_card(self, card: ActivityCard) -> None:
        """Show this activity; words that are being typed stay."""
        before = self.card
        super().show_card(card)
        self.feedback.set_activity(card.id)
        self.photos.show_photos(card.id, card.photos)
        if before is None or before.id != card.id or not self.closing.dirty:
            self.closing.set_values(
                {"words": card.closing_words, "heads": card.closing_heads, "minutes": card.closing_minutes}
            )
        over = card.status is ActivityStatus.FINISHED
        self.finish.setText(_("Save the closing words") if over else _("Finish the activity"))
        self.finish.setVisible(card.status is not ActivityStatus.CANCELLED)

    def _on_outcome(self, found: Outcome) -> None:
        card = self.card
        if card is None:
            return
        self.sessions.show_count(len(found.sheet.sessions))
        self.heads.show_count(sum(one.present for one in found.sheet.sessions))
        self.listed.show_count(card.enrolled)
        self.score.show_count(len(found.feedback))
        scores = [one.score for one in found.feedback if one.score]
        tenths = round(sum(scores) * 10 / len(scores)) if scores else 0
        words = _("{score} of 5 on average").format(score=f"{tenths // 10}.{tenths % 10}") if scores else ""
        self.average.setText(words)
        self.feedback.show_rows(found.feedback)

    def begin(self) -> None:
        """Nothing asks for the caret here."""

    def _on_attendance(self) -> None:
        self.print_paper("activity_attendance", _("Attendance sheet"))

    def print_paper(self, key: str, words: str) -> None:
        """One of the papers of the activity."""
        if self.card is not None:
            acts.print_paper(self, key, words, {"activity": self.card.id}, self.card.title)

    def submit(self) -> None:
        """Close the activity with these words."""
        card = self.card
        if card is None or not self.closing.check() or self.finish.busy:
            return
        values = self.closing.values()
        draft = ClosingDraft(card.id, values["words"], values["heads"], values["minutes"])
        self.finish.set_busy(True)
        undo = partial(self._reopen, card) if card.status is not ActivityStatus.FINISHED else None
        Command(self, lambda work: service.finish(work, draft)).then(
            lambda _done: toast(_("“{title}” is finished").format(title=card.title), undo=undo)
        ).refused(acts.say_refused).finally_(lambda: self.finish.set_busy(busy=False)).start()

    def _reopen(self, card: ActivityCard) -> None:
        Command(self, lambda work: service.publish(work, card.id)).then(
            lambda _done: toast(_("“{title}” is open again").format(title=card.title), icon="undo-2")
        ).refused(acts.say_refused).start()
