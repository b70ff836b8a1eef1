"""The card of one booking: what it is, its days, its history, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking.drafts import BookingDraft, DetailsDraft, MoveDraft
from neighborcenter.booking.kinds import HOLDING, OccurrenceStatus, Scope, Turnout
from neighborcenter.booking.privacy import reveal_phone
from neighborcenter.booking.queries import BookingCard, CardDay
from neighborcenter.booking.rulebook.money import yuan
from neighborcenter.booking.rulebook.texts import word
from neighborcenter.booking.texts import kind_name, scope_name, standing_name, status_name
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.speech import say_date
from ui.booking import acts
from ui.booking.acts import when_words
from ui.booking.bars import COLORS, STATES
from ui.booking.card_more import CardMore
from ui.booking.headed import HeadedPanel
from ui.booking.series import acts as series_acts
from ui.booking.turnout_row import TurnoutRow
from ui.booking.who_field import Who
from ui.kit.buttons import Button
from ui.kit.cards import Divider
from ui.kit.chips import StatusChip
from ui.kit.fields import TextField
from ui.kit.jobs import may, runner
from ui.kit.labels import Label, LinkLabel
from ui.kit.spoken import spoken_moment
from ui.kit.theme import px, theme_changed
from ui.people.reveal import SecretFact

SHOWN_DAYS = 12
ACTS = {
    "booking.book": N_("booked"),
    "booking.move": N_("moved"),
    "booking.change": N_("changed"),
    "booking.cancel": N_("cancelled"),
    "booking.restore": N_("brought back"),
    "booking.reveal": N_("Full value shown"),
    "booking.copy": N_("copied"),
    "booking.extend": N_("made longer"),
    "booking.arrived": N_("arrived"),
    "booking.started": N_("started"),
    "booking.done": N_("ended"),
    "booking.no_show": N_("did not come"),
    "booking.expected": N_("taken back"),
    "booking.series": N_("series changed"),
    "booking.series_undo": N_("series put back"),
    "booking.readd": N_("booked again"),
}


class CardPanel(HeadedPanel):
    """Shows one day of a booking, and the booking around it."""

    changeWanted = Signal(object, object)
    """The BookingCard and the CardDay to change."""
    printWanted = Signal(object, object)
    seriesWanted = Signal(object, object)
    """The BookingCard and the CardDay whose series is to be changed."""
    dayWanted = Signal(object)
    """A CardDay to look at instead."""
    done = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card: BookingCard | None = None
        self.day: CardDay | None = None
        self.more = CardMore()
        self._build_foot()
        theme_changed.connect(self.restyle)
        self.restyle()

    def _build_foot(self) -> None:
        """Change and print; below them cancel, which opens the reason and how much is meant."""
        self.turnout = TurnoutRow()
        self._outer.addWidget(self.turnout)
        self.turnout.turned.connect(self._on_turned)
        self.turnout.extended.connect(self._on_extended)
        self.restore = Button(_("Bring it back"), "tinted", "undo-2")
        self.restore.clicked.connect(lambda _checked=False: self._on_restored())
        self._outer.addWidget(self.restore)
        self.change = Button(_("Change"), "tinted", "pencil")
        self.slip = Button(_("Sheet to sign"), "secondary", "printer", "F8")
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self.change, 1)
        row.addWidget(self.slip, 1)
        self._outer.addLayout(row)
        self.series = Button(_("Repetition and series…"), "secondary", "repeat")
        self.series.clicked.connect(lambda _checked=False: self.seriesWanted.emit(self.card, self.day))
        self._outer.addWidget(self.series)
        self.cancel = Button(_("Cancel booking"), "danger", "x")
        self._outer.addWidget(self.cancel)
        self.asking = QWidget()
        inside = QVBoxLayout(self.asking)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(px(8))
        self.reason = TextField(_("Reason, as told to the person"))
        inside.addWidget(self.reason)
        self.scopes: dict[Scope, Button] = {}
        for scope in Scope:
            button = Button(scope_name(scope), "danger", "x")
            button.clicked.connect(lambda _checked=False, scope=scope: self.cancel_now(scope))
            inside.addWidget(button)
            self.scopes[scope] = button
        self.keep = Button(_("Keep the booking"), "quiet")
        inside.addWidget(self.keep)
        self._outer.addWidget(self.asking)
        self.change.clicked.connect(lambda _checked=False: self.changeWanted.emit(self.card, self.day))
        self.slip.clicked.connect(lambda _checked=False: self.printWanted.emit(self.card, self.day))
        self.cancel.clicked.connect(lambda _checked=False: self.ask_cancel())
        self.keep.clicked.connect(lambda _checked=False: self.show_card(self.card, self.day))

    def show_card(self, card: BookingCard | None, day: CardDay | None, more: CardMore | None = None) -> None:
        """Show a booking, opened at one of its days; without `more` that stays as it was read last."""
        self.card, self.day, self.more = card, day, more or self.more
        if card is None or day is None:
            return
        self.heading.setText(card.title)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, px(6), 0)
        column.setSpacing(px(8))
        chips = QHBoxLayout()
        chips.setSpacing(px(6))
        chips.addWidget(StatusChip(kind_name(card.kind), COLORS[card.kind]))
        if day.status is not OccurrenceStatus.BOOKED:
            chips.addWidget(StatusChip(status_name(day.status), *STATES[day.status]))
        chips.addStretch(1)
        column.addLayout(chips)
        column.addLayout(self._facts(card, day))
        if card.phone:
            column.addWidget(SecretFact(_("Phone"), card.phone, _reveal(card.booking_id)))
        self._add_ruled(column)
        if len(card.days) > 1:
            self._add_days(column, card, day)
        self._add_history(column, card)
        column.addStretch(1)
        self._scroll.setWidget(inside)
        holds = day.status in HOLDING
        self.turnout.show_day(day, runner().backend.clock.local())
        self.change.setVisible(holds)
        self.change.setEnabled(may(Permission.BOOKING_WRITE))
        self.cancel.setVisible(holds)
        self.cancel.setEnabled(may(Permission.BOOKING_CANCEL))
        self.slip.setVisible(day.status is OccurrenceStatus.BOOKED)
        self.series.setVisible(holds or len(card.days) > 1)
        self.series.setEnabled(may(Permission.BOOKING_WRITE))
        self.restore.setVisible(not holds)
        self.restore.setEnabled(may(Permission.BOOKING_CANCEL))
        self.asking.hide()

    def _facts(self, card: BookingCard, day: CardDay) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(6))
        grid.setColumnStretch(1, 1)
        lines = [
            (_("Time"), when_words(day.starts, day.ends)),
            (_("Room"), _(", ").join((day.room, *self.more.rooms))),
            (_("Also needed"), _(", ").join(self.more.things)),
            (_("Around it"), _around(day)),
            (_("Where it stands"), _waiting(card, day)),
            (_("For whom"), card.who or (_("The center itself") if card.for_center else "")),
            (_("How many"), _("{count} people").format(count=card.people) if card.people else ""),
            (_("Repeats"), card.repetition),
            (_("Note"), card.note),
            (_("Reason"), day.cancel_reason),
        ]
        for row, (name, value) in enumerate((name, value) for name, value in lines if value):
            grid.addWidget(Label(name, "small", "text2"), row, 0, Qt.AlignmentFlag.AlignTop)
            words = Label(value, "body", wrap=True)
            words.setAccessibleName(f"{name}: {value}")
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(words, row, 1)
        return grid

    def _add_ruled(self, column: QVBoxLayout) -> None:
        """What the rules made of it: fees with their reasons, answers, rules that were set aside."""
        more = self.more
        lines = [
            _("{name} {amount}, {state}: {reason}").format(
                name=word(one.kind), amount=yuan(one.fen), state=word(one.state), reason=one.words
            )
            for one in more.charges
        ]
        lines += [
            _("{time} {actor}: {act}").format(
                time=_wall(one.at), actor=one.by, act=_joined(word(one.step), one.words)
            )
            for one in more.answers
        ]
        lines += [
            _("Set aside: {rule} Reason: {reason} ({actor})").format(
                rule=one.sentence, reason=one.reason, actor=one.by
            )
            for one in more.overrides
        ]
        if lines:
            column.addWidget(Divider())
        for line in lines:
            column.addWidget(Label(line, "small", "text2", wrap=True))

    def _add_days(self, column: QVBoxLayout, card: BookingCard, shown: CardDay) -> None:
        """The days of a series around the shown one; each opens itself."""
        column.addWidget(Divider())
        column.addWidget(Label(_("{count} days").format(count=len(card.days)), "small strong", "text2"))
        at = next((i for i, day in enumerate(card.days) if day.occurrence_id == shown.occurrence_id), 0)
        first = max(0, min(at - SHOWN_DAYS // 3, len(card.days) - SHOWN_DAYS))
        for day in card.days[first : first + SHOWN_DAYS]:
            words = f"{say_date(day.starts.date())} {day.starts:%H:%M}–{day.ends:%H:%M}"
            if day.room_id != card.room_id:
                words = f"{words} · {day.room}"
            if day.status is OccurrenceStatus.CANCELLED:
                words = _("{day}, cancelled").format(day=words)
            if day.occurrence_id == shown.occurrence_id:
                column.addWidget(Label(words, "small strong"))
                continue
            link = LinkLabel(words)
            link.clicked.connect(lambda day=day: self.dayWanted.emit(day))
            column.addWidget(link)
        if len(card.days) > SHOWN_DAYS:
            rest = len(card.days) - SHOWN_DAYS
            column.addWidget(Label(_("and {count} more days").format(count=rest), "small", "text3"))

    def _add_history(self, column: QVBoxLayout, card: BookingCard) -> None:
        column.addWidget(Divider())
        column.addWidget(Label(_("History"), "small strong", "text2"))
        for line in card.history[-8:]:
            words = _("{time} {actor}: {act}").format(
                time=_wall(line.at), actor=line.actor, act=_(ACTS.get(line.act, line.act))
            )
            column.addWidget(Label(words, "note", "text2", wrap=True))

    def ask_cancel(self) -> None:
        """Ask for the reason and how much of a series is meant; Enter in the reason cancels this day."""
        if self.card is None or not may(Permission.BOOKING_CANCEL):
            return
        series = len(self.card.days) > 1
        for scope in (Scope.FOLLOWING, Scope.ALL):
            self.scopes[scope].setVisible(series)
        self.scopes[Scope.ONE].setText(scope_name(Scope.ONE) if series else _("Cancel booking"))
        self.cancel.hide()
        self.change.hide()
        self.slip.hide()
        self.series.hide()
        self.turnout.hide()
        self.reason.set_value("")
        self.asking.show()
        self.reason.setFocus()

    def cancel_now(self, scope: Scope) -> None:
        """Cancel at once; the toast takes it back."""
        if self.card is not None and self.day is not None:
            card, day = self.card, self.day
            acts.cancel(
                self, card.booking_id, day.occurrence_id, scope, self.reason.value(), card.title,
                lambda _cancelled: self.done.emit(),
            )  # fmt: skip

    def _on_turned(self, turnout: Turnout) -> None:
        if self.card is not None and self.day is not None:
            acts.turn_out(self, self.day.occurrence_id, turnout, self.card.title)

    def _on_extended(self, minutes: int) -> None:
        if self.card is not None and self.day is not None:
            until = self.day.ends + timedelta(minutes=minutes)
            acts.extend(self, self.day.occurrence_id, until, self.card.title)

    def _on_restored(self) -> None:
        if self.card is None or self.day is None:
            return
        if self.day.status in (OccurrenceStatus.SKIPPED, OccurrenceStatus.SUSPENDED):
            series_acts.readd_day(self, self.card, self.day)
        else:
            acts.restore(self, (self.day.occurrence_id,))

    def restyle(self) -> None:
        """Follow the size mode."""
        self._outer.setSpacing(px(8))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes one step back: from asking to the card, from the card away."""
        if event.key() == Qt.Key.Key_Escape:
            if self.asking.isVisible():
                self.show_card(self.card, self.day)
            else:
                self.closed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.reason.hasFocus():
            self.cancel_now(Scope.ONE)
        else:
            super().keyPressEvent(event)


def change_parts(card: BookingCard, day: CardDay) -> tuple[BookingDraft, MoveDraft, DetailsDraft, Who]:
    """What the form needs to change a booked day: what stands there, and the two drafts to compare with."""
    draft = BookingDraft(
        room_id=day.room_id, starts=day.starts, ends=day.ends, title=card.title, who=card.who, people=card.people,
        kind=card.kind, note=card.note,
    )  # fmt: skip
    move = MoveDraft(day.occurrence_id, day.room_id, day.starts, day.ends)
    details = DetailsDraft(
        card.booking_id, card.version, title=card.title, who=card.who, people=card.people, kind=card.kind,
        note=card.note, resident_id=card.resident_id, group_id=card.group_id, for_center=card.for_center,
    )  # fmt: skip
    who = Who(card.who, card.resident_id, card.group_id, card.for_center)
    return draft, move, details, who


def _joined(name: str, words: str) -> str:
    return _("{name}, {words}").format(name=name, words=words) if words else name


def _around(day: CardDay) -> str:
    """The time held before and after the use."""
    if not day.setup and not day.cleanup:
        return ""
    return _("{before} min to set up, {after} min to clean up").format(before=day.setup, after=day.cleanup)


def _waiting(card: BookingCard, day: CardDay) -> str:
    """Where a request stands, and until when it waits."""
    if day.status is not OccurrenceStatus.REQUESTED:
        return ""
    words = standing_name(card.standing)
    if card.expires_at is None:
        return words
    return _("{words}, at the latest {until}").format(words=words, until=_wall(card.expires_at))


def _reveal(booking_id: int) -> Callable[[Any, str], str]:
    """Show the whole phone, with a reason: a line in the trail."""
    return lambda work, reason: reveal_phone(work, booking_id, reason)


def _wall(at: datetime) -> str:
    """An instant as the people of the center read it."""
    return spoken_moment(runner().backend.clock.wall(at))
