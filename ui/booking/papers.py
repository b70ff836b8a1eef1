"""The papers of a booked day, each shown before it is printed: agreement, charges, letter, sign-in sheet."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QMenu, QWidget

from neighborcenter.booking.rulebook.charge_queries import booking_receipts
from neighborcenter.booking.series_rows import series
from neighborcenter.kit.i18n import _
from neighborcenter.kit.work import Read
from neighborcenter.reports.press import press
from neighborcenter.reports.registry import report
from ui.kit.printing import PrintPreview, preview

OF_A_DAY = ("hire_agreement", "invoice", "answer_letter", "sign_in_sheet")


def add_papers(menu: QMenu, owner: QWidget, occurrence_id: int) -> None:
    """One entry for each paper of the day, in a menu of their own."""
    part = menu.addMenu(_("More papers"))
    for key in OF_A_DAY:
        entry = part.addAction(_(report(key).title))
        entry.triggered.connect(lambda _on=False, key=key: open_paper(owner, key, occurrence_id))


def open_paper(owner: QWidget, key: str, occurrence_id: int) -> PrintPreview:
    """Open the preview of a paper of one day; one key prints."""
    title = _(report(key).title)
    return preview(
        owner, title, f"{title}.pdf", lambda read: press(read, key, {"occurrence": occurrence_id}).pdf().pdf
    )


def open_day(owner: QWidget, day: date) -> PrintPreview:
    """Open everything that is printed for a day in one go: doors, keys, work."""
    title = _(report("todays_papers").title)
    return preview(
        owner, title, f"{title} {day}.pdf", lambda read: press(read, "todays_papers", {"day": day}).pdf().pdf
    )


def open_letter(owner: QWidget, booking_id: int) -> PrintPreview:
    """Open the letter about a request: as it stands, or with its answer."""

    def letter(read: Read) -> bytes:
        day = series(read, booking_id).rows[0].occurrence_id
        return press(read, "answer_letter", {"occurrence": day}).pdf().pdf

    title = _(report("answer_letter").title)
    return preview(owner, title, f"{title}.pdf", letter)


def open_receipt(owner: QWidget, booking_id: int) -> PrintPreview:
    """Open the latest receipt of a booking."""

    def receipt(read: Read) -> bytes:
        latest = booking_receipts(read, booking_id)[-1].id
        return press(read, "receipt", {"receipt": latest}).pdf().pdf

    title = _(report("receipt").title)
    return preview(owner, title, f"{title}.pdf", receipt)
