"""Lost and found: what lies in the drawer, what people look for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

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
from ui.kit.buttons import Button
from ui.kit.columns import Empty, FilterChoice, Where
from ui.kit.fields import ChoiceField, TextField
from ui.kit.form import Field
from ui.kit.jobs import Query, may
from ui.kit.messages import toast
from ui.kit.page import Stop
from ui.volunteers import acts
from ui.volunteers.ask_panel import AskPanel

MOST_NAMED = 6


def _fits(row: ThingRow, where: Where) -> bool:
    status, kind = where.get("status"), where.get("kind")
    clears = where.get("keeping") is None or row.clears
    return clears and (status is None or row.status is status) and (kind is None or row.kind is kind)


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
                FilterChoice("keeping", N_("Keeping time"), [("ended", _("Kept its whole year"))]),
            ),
            fits=_fits,
        )  # fmt: skip
        self.clearing = Button(_("Clear what was kept long enough"), "quiet", "external-link", "Alt K")
        self.clearing.setEnabled(may(Permission.DESK_SERVE))
        self.clearing.clicked.connect(lambda _checked=False: self.clear())
        for button in (self.clearing, self.new):  # the main button stands at the right end
            self.table.bar.add_right(button)
        self.setTabOrder(self.clearing, self.new)
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

    def clear(self) -> None:
        """Hand on everything that was found and kept its whole year; one act, one undo."""
        self.table.set_where(Where("", {"status": ThingStatus.KEPT, "keeping": "ended"}))
        Query(self, queries.things, key="clears").then(self._on_kept).start()

    def _on_kept(self, rows: Sequence[ThingRow]) -> None:
        ended = [row for row in rows if row.clears]
        if not ended:
            toast(_("Nothing here has been kept for its whole year."), icon="info", owner=self)
            return
        ids = [row.id for row in ended]
        names = _(", ").join(row.what for row in ended[:MOST_NAMED]) + (
            "…" if len(ended) > MOST_NAMED else ""
        )
        self.ask(
            AskPanel(
                _("Clear what was kept long enough"),
                _("Hand on"),
                {"to": Field(_("Handed on to"), TextField(_("police station, welfare office …")), required=True)},
                lambda values: lambda work: thing_service.clear_things(work, ids, values["to"]),
                lambda values, _done: _("{count} things are handed on to {to}").format(count=len(ids), to=values["to"]),
                intro=_("{count} things were kept for a year and nobody came: {names}").format(count=len(ids), names=names),
                undo=lambda work, done: thing_service.keep_again(work, done),
            )
        )  # fmt: skip

    def tour_stops(self) -> Sequence[Stop]:
        """Noting something, and clearing."""
        shown = Where("", {"status": ThingStatus.KEPT})
        return (
            *super().tour_stops(),
            Stop("clear", self.clear),
            Stop("cleared", self.close_panel),
            Stop("all", partial(self.table.set_where, shown)),
        )

    def action_specs(self) -> Sequence[ActionSpec]:
        """What can be done here."""
        serve = Permission.DESK_SERVE
        return (
            ActionSpec(
                "things.clear",
                N_("Clear what was kept long enough"),
                "archive",
                "Alt+K",
                serve,
                run=self.clear,
            ),
            ActionSpec(
                "things.add", N_("Note something found or lost"), "plus", "Ctrl+N", serve, run=self.add
            ),
            ActionSpec(
                "things.end", N_("Say how it ended"), "check", "Alt+J", serve, "selection", run=self.open_row
            ),
            *super().action_specs(),
        )
