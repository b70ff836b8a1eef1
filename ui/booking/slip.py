"""The slip of one booked day: the sheet a group takes along, shown before it is printed."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from neighborcenter.booking.queries import BookingCard, CardDay
from neighborcenter.kit.i18n import _
from neighborcenter.reports.press import press
from ui.kit.printing import PrintPreview, preview

SHEET = "booking_sheet"


def open_slip(owner: QWidget, card: BookingCard, day: CardDay) -> PrintPreview:
    """Open the preview of the slip; one key prints."""
    values = {"occurrence": day.occurrence_id}
    file_name = _("Room slip {day} {title}.pdf").format(day=f"{day.starts:%Y-%m-%d}", title=card.title)
    return preview(owner, _("Room slip"), file_name, lambda read: press(read, SHEET, values).pdf().pdf)
