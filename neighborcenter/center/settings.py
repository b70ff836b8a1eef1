"""What a center decides about its own calendar."""

from neighborcenter.kit.i18n import N_
from neighborcenter.kit.settings import Setting

OPEN_ON_HOLIDAYS: Setting[bool] = Setting(
    "center.open_on_holidays",
    default=False,
    label=N_("Open on public holidays, with the hours of the weekday"),
)
MAKEUP_DAYS_WORKED: Setting[bool] = Setting(
    "center.makeup_days_worked", default=True, label=N_("Work on make-up days, with the hours of a weekday")
)
