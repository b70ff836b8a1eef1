"""What hands do to bookings on the boards: carry one or many, cut, copy, put down, extend, the menu of a place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking.drafts import MoveDraft
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Refused
from ui.booking import acts, carrying, papers
from ui.booking.card_more import Found, card_of
from ui.booking.clipboard import Clip, Landing, judged, landings, range_of
from ui.booking.put_panel import PutPanel
from ui.booking.side_page import SidePage
from ui.booking.wanted import Wanted, Whose
from ui.kit.jobs import Query, may, runner
from ui.kit.messages import toast
from ui.kit.timeline.board import Bar, Slot
from ui.kit.timeline.choice import carried
from ui.kit.timeline.view import BoardView

EXTENSIONS = (15, 30, 60)


class CarryPage(SidePage):
    """Turns the intents of the boards into acts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.clip: Clip | None = None
        self.wanted = Wanted()
        self._put: PutPanel | None = None

    @property
    def put(self) -> PutPanel:
        """The panel of what is put down; built when it is first wanted."""
        if self._put is None:
            self._put = made = PutPanel()
            self.side.hold(made)
            made.closed.connect(self.close_side)
            made.wanted.connect(self._on_put_wanted)
        return self._put

    def listen_to(self, board: BoardView) -> None:
        """Hear what a board wants."""
        board.read_only = not may(Permission.BOOKING_WRITE)
        board.createWanted.connect(self.new_booking)
        board.changeWanted.connect(self._on_moved)
        board.openWanted.connect(self.open_occurrence)
        board.cancelWanted.connect(self._on_cancel_wanted)
        board.dayWanted.connect(self.open_day)
        board.stepWanted.connect(self.step)
        board.menuWanted.connect(self._on_menu)
        board.takeWanted.connect(self._on_taken)
        board.putWanted.connect(self.put_at)

    def open_day(self, day: date) -> None:
        """One day on its true scale."""
        raise LookupError(type(self).__name__)

    def step(self, steps: int) -> None:
        """Earlier or later."""
        raise LookupError(type(self).__name__)

    # -- one or many go elsewhere --------------------------------------------------------------------

    def _on_moved(self, ref: int, slot: Slot) -> None:
        board = self.board()
        bar = board.board().bar(ref)
        if bar is not None and ref in board.choice.refs and len(board.choice.refs) > 1:
            self._carry_many(carried(board.board(), board.choice.bars(board.board()), bar, slot))
            return
        during = range_of(slot)
        rooms = {room.id: room.name for room in self.view.rooms}
        self._select = ref
        draft = MoveDraft(ref, slot.room, during.start, during.end)
        acts.move(
            self, draft, bar.title if bar else "", rooms, lambda _moved: None, lambda: self.ask_move(draft)
        )

    def _carry_many(self, wanted: Sequence[tuple[Bar, Slot]]) -> None:
        """All of them at once; where something stands against one, the panel shows it first."""
        leaving = frozenset(bar.id for bar, _slot in wanted)
        Query(self, lambda read: judged(read, wanted, leaving), key="put", lane="quick").then(
            lambda found: (
                self._show_landings(found, leaving)
                if any(one.against for one in found)
                else carrying.move_all(self, found, self._on_put_done, self._on_put_refused)
            )
        ).start()

    def _on_taken(self, bars: list[Bar], cut: bool) -> None:
        self.clip = carrying.take(bars, cut=cut)

    def put_at(self, slot: Slot) -> None:
        """Show what was cut or copied at a place, to be put down by Enter."""
        clip = self.clip
        if clip is None:
            toast(
                _("Nothing was cut or copied yet."),
                _("Choose bookings with Space, then press Ctrl+X or Ctrl+C."),
            )
            return
        leaving = clip.ids if clip.cut else frozenset()
        Query(self, lambda read: landings(read, clip, slot), key="put", lane="quick").then(
            lambda found: self._show_landings(found, leaving, cut=clip.cut)
        ).start()

    def _show_landings(self, found: Sequence[Landing], leaving: frozenset[int], *, cut: bool = True) -> None:
        self.side.show_part(self.put)
        self.place_side()
        self.put.show_landings(found, cut=cut)
        for board in self.boards_in_use():
            board.set_preview(*(one.ghost(leaving) for one in found))

    def _on_put_wanted(self, free: tuple[Landing, ...]) -> None:
        if not self.put.save.busy:
            self.put.save.set_busy(True, _("Saving"))  # noqa: FBT003 - busy is what it says
            done, refused = self._on_put_done, self._on_put_refused
            carrying.put_down(self, free, cut=self.put.cut, done=done, refused=refused)

    def _on_put_done(self, _result: object) -> None:
        if self._put is not None and self.side.shows(self._put):
            if self._put.cut:
                self.clip = None
            self._put.save.set_busy(False)
            self.close_side()
        self.board().choose(lambda choice: choice.clear())

    def _on_put_refused(self, refused: Refused) -> None:
        """Another desk was quicker: nothing was changed, and it says why."""
        if self._put is not None:
            self._put.save.set_busy(False)
        acts.say_refused(refused)
        self.mark_stale()

    def _on_cancel_wanted(self, ref: int) -> None:
        board = self.board()
        if ref in board.choice.refs and len(board.choice.refs) > 1 and may(Permission.BOOKING_CANCEL):
            carrying.cancel_all(self, board.choice.bars(board.board()), lambda _done: None)
        else:
            self.open_occurrence(ref, cancel=True)

    # -- the menu of a place -------------------------------------------------------------------------

    def _on_menu(self, ref: int | None, slot: Slot, where: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        bar = self.board().board().bar(ref) if ref is not None and ref > 0 else None
        if bar is not None:
            self._fill_for_bar(menu, bar)
        elif ref is None:
            book = menu.addAction(_("New booking"))
            book.setEnabled(may(Permission.BOOKING_WRITE))
            book.triggered.connect(lambda _on=False: self.new_booking(slot))
        if self.clip is not None and may(Permission.BOOKING_WRITE):
            words = _("Put {count} bookings down here").format(count=len(self.clip.bars))
            menu.addAction(f"{words}\tCtrl+V").triggered.connect(lambda _on=False: self.put_at(slot))
        if bar is not None and bar.holds:
            menu.addAction(_("Only those of this person or group")).triggered.connect(
                lambda _on=False, ref=bar.id: self.only_theirs(ref)
            )
        menu.addAction(_("Open this day")).triggered.connect(lambda _on=False: self.open_day(slot.date))
        menu.popup(where)

    def _fill_for_bar(self, menu: QMenu, bar: Bar) -> None:
        ref, write = bar.id, may(Permission.BOOKING_WRITE)
        menu.addAction(_("Details")).triggered.connect(lambda _on=False: self.open_occurrence(ref))
        menu.addAction(_("Print the room slip")).triggered.connect(lambda _on=False: self.print_slip())
        papers.add_papers(menu, self, ref)
        menu.addSeparator()
        if write and bar.holds and runs(bar, runner().backend.clock.local()):
            for minutes in EXTENSIONS:
                words = _("{count} minutes longer").format(count=minutes)
                menu.addAction(words).triggered.connect(
                    lambda _on=False, minutes=minutes: self.extend(bar, minutes)
                )
            menu.addSeparator()
        for words, key, cut in ((_("Cut"), "Ctrl+X", True), (_("Copy"), "Ctrl+C", False)):
            entry = menu.addAction(f"{words}\t{key}")
            entry.setEnabled(write and bar.holds)
            taken = self.board().choice.meant(self.board().board(), ref)
            entry.triggered.connect(lambda _on=False, cut=cut, taken=taken: self._on_taken(taken, cut))
        cancel = menu.addAction(f"{_('Cancel booking')}\tDel")
        cancel.setEnabled(may(Permission.BOOKING_CANCEL))
        cancel.triggered.connect(lambda _on=False: self._on_cancel_wanted(ref))

    def only_theirs(self, ref: int) -> None:
        """Narrow the calendar to whom a booking is for."""
        Query(self, lambda read: card_of(read, ref), key="whose", lane="quick").then(self._on_theirs).start()

    def _on_theirs(self, found: Found | None) -> None:
        card = found.card if found is not None else None
        if card is None or (card.resident_id is None and card.group_id is None):
            toast(_("This booking is for nobody on record."))
            return
        self.narrow(replace(self.wanted, whose=Whose(card.who, card.resident_id, card.group_id)))

    def narrow(self, wanted: Wanted) -> None:
        """Show fewer rooms or kinds."""
        self.wanted = wanted

    def extend(self, bar: Bar, minutes: int) -> None:
        """Let a running booking end later, from where it is seen."""
        ends = range_of(Slot(bar.room, bar.date, bar.start, bar.end)).end
        acts.extend(self, bar.id, ends + timedelta(minutes=minutes), bar.title)


def runs(bar: Bar, now: datetime) -> bool:
    """Whether a bar is running now, or ended less than a quarter of an hour ago."""
    during = range_of(Slot(bar.room, bar.date, bar.start, bar.end))
    return during.start <= now < during.end + timedelta(minutes=15)
