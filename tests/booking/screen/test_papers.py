"""The papers of bookings open from where the booking stands, and the papers of a day with one key."""

from PySide6.QtWidgets import QMenu

from neighborcenter.booking.rulebook import charge_service
from neighborcenter.booking.rulebook.kinds import ChargeKind, PayMethod
from neighborcenter.booking.rulebook.models import charge
from ui.booking import papers
from ui.kit.printing import PrintPreview


def pages(page) -> int:
    (shown,) = page.findChildren(PrintPreview)
    count = len(shown.paper.sizes)
    shown.close()
    return count


def test_the_menu_of_a_booking_offers_its_papers(page, settle, make, rooms, at):
    make.booking(room=rooms["议事厅"], starts=at(25, 9), title="调解")
    page.reload()
    settle()
    menu = QMenu(page)
    papers.add_papers(menu, page, page.week.board().bars[0].id)
    entries = menu.actions()[0].menu().actions()
    assert len(entries) == len(papers.OF_A_DAY)
    entries[0].trigger()
    settle()
    assert pages(page) == 1


def test_the_papers_of_the_day_on_show_open_in_one_go(page, settle, make, rooms, at):
    make.booking(room=rooms["议事厅"], starts=at(25, 9), title="调解")
    page.open_day(at(25, 9).date())
    settle()
    next(spec for spec in page.action_specs() if spec.id == "booking.papers").run()
    settle()
    assert pages(page) == 4, "the hall, one door, keys, work"


def test_receipt_and_letter_of_a_booking_open(page, settle, make, rooms, at, backend, actor):
    ref = make.booking(room=rooms["议事厅"], starts=at(25, 9), title="调解", who="金凤凰婚庆公司")
    with backend.work(actor) as work:
        work.insert(charge, booking_id=ref, kind=ChargeKind.FEE, fen=5000, words="每小时50元")
    with backend.work(actor) as work:
        charge_service.pay(work, ref, PayMethod.CASH)
    papers.open_receipt(page, ref)
    settle()
    assert pages(page) == 1
    papers.open_letter(page, ref)
    settle()
    assert pages(page) == 1
