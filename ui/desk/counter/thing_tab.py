"""Lost and found: what lies in the drawer, what people look for."""

from __future__ import annotations

from collections.abc import Sequence

from neighborcenter.accounts.permissions import Permission
from neighborcenter.desk.counter import queries, thing_service
from neighborcenter.desk.counter.drafts import ThingDraft, ThingEndDraft
from neighborcenter.desk.counter.kinds import ThingKind, ThingStatus
from neighborcenter.desk.counter.queries import ThingRow
from neighborcenter.desk.counter.texts import KINDS, STATUSES
from neighborcenter.kit.i18n import N_, _
from ui.desk.counter.columns import THING_COLUMNS
from ui.desk.counter.list_tab import ListTab
from ui.kit.actions import ActionSpec
from ui.kit.columns import Empty, FilterChoice, Where
from ui.kit.fields import ChoiceField, TextField
from ui.kit.form import Field
from ui.volunteers import acts
from ui.volunteers.ask_panel import AskPanel


def _fits(row: ThingRow, where: Where) -> bool:
    status, kind = where.get("status"), where.get("kind")
    return (status is None or row.status is status) and (kind is None or row.kind is kind)


class ThingTab(ListTab):
    """The list; Enter says how it ended."""

    def __init__(self) -> None:
        super().__init__(
            "things",
            THING_COLUMNS,
            lambda read: queries.things(read, kept=False),
            lambda row: f"{row.what} {row.place} {row.who} {row.claimed_by}",
            empty=Empty(_("Nothing was found or lost"), _("What is brought to the counter, and what people ask after, stands here."), "search", _("Note something"), self.add),
            placeholder=_("Thing, place or name"),
            name=_("Lost and found"),
            new=(_("Note something"), "plus", "Ctrl N"),
            filters=(
                FilterChoice("status", N_("State"), [(status, _(words)) for status, words in STATUSES.items()]),
                FilterChoice("kind", N_("Kind"), [(kind, _(words)) for kind, words in KINDS.items()]),
            ),
            fits=_fits,
        )  # fmt: skip
        self.table.set_where(Where("", {"status": ThingStatus.KEPT}))

    def add(self) -> None:
        """Note something found or lost."""
        panel = AskPanel(
            _("Found or lost"),
            _("Write down"),
            {
                "kind": Field(_("Kind"), ChoiceField([(kind, _(words)) for kind, words in KINDS.items()])),
                "what": Field(_("What it is"), TextField(_("Color, make, what is in it")), required=True),
                "place": Field(_("Where it was"), TextField()),
                "kept_at": Field(_("Kept where"), TextField(_("Drawer, locker …"))),
                "who": Field(_("Who brought or misses it"), TextField()),
                "phone": Field(_("Phone"), TextField()),
                "note": Field(_("Note"), TextField()),
            },
            lambda values: lambda work: thing_service.add_thing(work, ThingDraft(**values)),
            lambda values, _ref: _("{what} is noted").format(what=values["what"]),
        )
        panel.form.set_values({"kind": ThingKind.FOUND})
        self.ask(panel)

    def open_row(self) -> None:
        """How it ended."""
        row = self.table.current_row()
        if row is None:
            return
        if row.status is not ThingStatus.KEPT:
            acts.act(self, lambda work: thing_service.reopen_thing(work, row.id), _("{what} is kept again").format(what=row.what))  # fmt: skip
            return
        ends = [(status, _(words)) for status, words in STATUSES.items() if status is not ThingStatus.KEPT]
        panel = AskPanel(
            row.what,
            _("Settle"),
            {
                "status": Field(_("How it ended"), ChoiceField(ends), required=True),
                "claimed_by": Field(_("Given to"), TextField()),
                "proof": Field(_("How it was checked"), TextField(_("Card, description, photo …"))),
            },
            lambda values: (
                lambda work: thing_service.end_thing(
                    work, ThingEndDraft(row.id, values["status"], values["claimed_by"], values["proof"])
                )
            ),
            lambda _values, _done: _("{what} is settled").format(what=row.what),
            undo=lambda work, _done: thing_service.reopen_thing(work, row.id),
        )
        panel.form.set_values({"status": ThingStatus.GIVEN_BACK})
        self.ask(panel)

    def action_specs(self) -> Sequence[ActionSpec]:
        """What can be done here."""
        serve = Permission.DESK_SERVE
        return (
            ActionSpec(
                "things.add", N_("Note something found or lost"), "plus", "Ctrl+N", serve, run=self.add
            ),
            ActionSpec(
                "things.end", N_("Say how it ended"), "check", "Alt+J", serve, "selection", run=self.open_row
            ),
            *super().action_specs(),
        )
