"""The place of what is in hand at the counter: matters, things lent, things found, notices, handovers."""

from __future__ import annotations

from typing import Any, ClassVar

from neighborcenter.kit.i18n import N_
from ui.kit.tabbed import TabbedPage


class CounterPage(TabbedPage):
    """One segmented line, one tab below it."""

    key: ClassVar[str] = "counter"
    title: ClassVar[str] = N_("In hand at the counter")
    watches: ClassVar[frozenset[str]] = frozenset(
        {"matter", "matter_paper", "matter_step", "loan", "found_thing", "counter_notice", "shift_handover"}
    )
    TABS = (
        ("matters", N_("Matters"), "ui.desk.counter.matter_tab:MatterTab"),
        ("loans", N_("Lent things"), "ui.desk.counter.loan_tab:LoanTab"),
        ("things", N_("Lost and found"), "ui.desk.counter.thing_tab:ThingTab"),
        ("notices", N_("Counter notices"), "ui.desk.counter.notice_tab:NoticeTab"),
        ("handovers", N_("Handovers"), "ui.desk.counter.handover_tab:HandoverTab"),
    )

    def open(self, target: Any) -> None:
        """An id is a matter; ("loans", …) or any other tab by its key, with what it shall show."""
        if isinstance(target, int):
            self.show_tab("matters", target)
        else:
            super().open(target)
