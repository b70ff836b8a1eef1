"""What a center decides about its queue."""

from neighborcenter.kit.i18n import N_
from neighborcenter.kit.problems import Problem
from neighborcenter.kit.settings import Setting


def _between(low: int, high: int) -> object:
    def check(value: int) -> Problem | None:
        if isinstance(value, int) and low <= value <= high:
            return None
        return Problem("value", "queue.between", {"low": low, "high": high})

    return check


QUEUE_ON: Setting[bool] = Setting("queue.on", default=False, label=N_("People take numbers and are called"))
PATIENCE: Setting[int] = Setting(
    "queue.patience",
    default=40,
    label=N_("Minutes after which nobody is put before a waiting person any more"),
    check=_between(5, 240),  # type: ignore[arg-type]
)
BACK_AFTER: Setting[int] = Setting(
    "queue.back_after",
    default=3,
    label=N_("How many people go before somebody who missed the call and comes back"),
    check=_between(0, 20),  # type: ignore[arg-type]
)
SPEAK: Setting[bool] = Setting("queue.speak", default=True, label=N_("Say the called number aloud"))
