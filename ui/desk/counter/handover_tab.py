"""The end of a shift: what is open, the cash, what the next must know; signed and printed."""

from __future__ import annotations

from collections.abc import Sequence

from neighborcenter.accounts.permissions import Permission
from neighborcenter.desk.counter import handover_service, queries
from neighborcenter.desk.counter.drafts import HandoverDraft
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.work import Read
from ui.desk.counter.columns import HANDOVER_COLUMNS
from ui.desk.counter.list_tab import ListTab
from ui.kit.actions import ActionSpec
from ui.kit.columns import Empty
from ui.kit.fields import LongTextField, TextField, YuanField
from ui.kit.form import Field
from ui.kit.jobs import Query
from ui.volunteers import acts
from ui.volunteers.ask_panel import AskPanel


def _open_words(read: Read) -> str:
    found = handover_service.open_now(read)
    counted = (
        (_("{count} matters in hand"), found["matters_open"]),
        (_("{count} matters overdue"), sum(1 for one in found["matters"] if one["overdue"])),
        (_("{count} things out"), len(found["loans"])),
        (_("{count} things kept"), len(found["things"])),
    )
    return " · ".join(words.format(count=count) for words, count in counted)


class HandoverTab(ListTab):
    """The list; Enter signs or prints."""

    def __init__(self) -> None:
        super().__init__(
            "handovers",
            HANDOVER_COLUMNS,
            queries.handovers,
            lambda row: f"{row.giver} {row.taker} {row.words}",
            empty=Empty(_("No handover yet"), _("At the end of a shift what is open is written down; whoever comes next signs."), "arrow-left-right", _("Hand over"), self.add),
            placeholder=_("Name or words"),
            name=_("Handovers"),
            new=(_("Hand over"), "arrow-left-right", "Ctrl N"),
        )  # fmt: skip

    def add(self) -> None:
        """Hand the shift over."""
        panel = AskPanel(
            _("Hand the shift over"),
            _("Hand over"),
            {
                "taker": Field(_("Takes over"), TextField(), required=True),
                "cash": Field(_("Cash in the drawer"), YuanField()),
                "cash_note": Field(_("About the cash"), TextField()),
                "words": Field(_("What the next must know"), LongTextField(lines=4)),
            },
            lambda values: (
                lambda work: handover_service.hand_over(
                    work,
                    HandoverDraft(
                        taker=values["taker"],
                        cash_fen=values["cash"] or 0,
                        cash_note=values["cash_note"],
                        words=values["words"],
                    ),
                )
            ),
            lambda values, _ref: _("Handed over to {name}; the sheet waits for the signature").format(
                name=values["taker"]
            ),
        )
        Query(panel, _open_words, key="open", lane="quick").then(panel.say_intro).start()
        self.ask(panel)

    def open_row(self) -> None:
        """Sign what is not signed yet, else print."""
        row = self.table.current_row()
        if row is None:
            return
        if row.signed:
            self.print_sheet()
            return
        words = _("{giver}’s shift is taken over").format(giver=row.giver)
        acts.act(self, lambda work: handover_service.sign(work, row.id), words)

    def print_sheet(self) -> None:
        """The sheet both sign."""
        row = self.table.current_row()
        if row is not None:
            values = {"handover": row.id}
            acts.print_paper(
                self, "desk_handover", _("Handover of the counter"), values, f"{row.at:%Y-%m-%d}"
            )

    def action_specs(self) -> Sequence[ActionSpec]:
        """What can be done here."""
        serve = Permission.DESK_SERVE
        return (
            ActionSpec("handovers.add", N_("Hand the shift over"), "arrow-left-right", "Ctrl+N", serve, run=self.add),
            ActionSpec("handovers.sign", N_("Sign as whoever takes over"), "pencil", "Alt+J", serve, "selection", run=self.open_row),
            ActionSpec("handovers.sheet", N_("Print the handover sheet"), "printer", "F8", Permission.DESK_VIEW, "selection", run=self.print_sheet),
            *super().action_specs(),
        )  # fmt: skip
