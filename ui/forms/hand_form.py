"""Handing a resident's request over: to whom, its sheet for the printer, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from neighborcenter.forms import handing
from neighborcenter.forms.queries import FormCard
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.work import Read
from ui.forms.reading import Matter, matter
from ui.kit.fields import FlagField, TextField
from ui.kit.form import Field
from ui.kit.jobs import Query
from ui.kit.spoken import spoken_day
from ui.modules.form_panel import FormPanel
from ui.volunteers import acts
from ui.volunteers.tab import Tab

PLATFORM = N_("The town's platform")
"""Where requests go as long as nobody named another office."""


class HandForm(FormPanel):
    """Begins with whoever got the last one; Enter is enough."""

    def __init__(self, entry_id: int, who: str, to: str) -> None:
        super().__init__(_("Hand over: {who}").format(who=who), _("Hand over"))
        self.entry_id = entry_id
        self.form.add("to", Field(_("To which office"), TextField(), required=True))
        self.form.add("print", Field("", FlagField(_("Print the sheet to be signed"))))
        self.form.set_values({"to": to or _(PLATFORM), "print": True})

    def act(self) -> Callable[[Any], object]:
        """Note it; gives to whom and whether its sheet is wanted."""
        values, ref = self.form.values(), self.entry_id

        def run(work: Any) -> tuple[str, bool]:
            handing.hand_over(work, ref, values["to"])
            return values["to"], values["print"]

        return run


def begin(tab: Tab, card: FormCard | None, row: Any, opened: Callable[[int], object]) -> None:
    """Hand the entry of a line over; one that was handed over is `opened`."""
    if row is None or card is None or not handing.can_be_handed(card.definition):
        return

    def ready(found: Matter) -> None:
        assert found.entry is not None
        if handing.handed_to(found.entry):
            opened(row.id)
        else:
            ask(tab, found)

    Query(tab, lambda read: matter(read, card.id, row.id), key="hand over").then(ready).start()


def ask(tab: Tab, found: Matter) -> None:
    """Ask to whom an entry goes, and hand it over."""
    assert found.entry is not None
    entry, form = found.entry, found.form
    who = entry.row.name or spoken_day(entry.row.day)

    def usual(read: Read) -> str:
        return handing.usual_receiver(read, form.id, entry.definition)

    def show(to: str) -> None:
        panel = HandForm(entry.row.id, who, to)
        panel.saved.connect(lambda done: _done(tab, form, entry.row.id, who, done))
        tab.show_panel(panel)
        panel.focus_first()

    Query(tab, usual, key="hand").then(show).start()


def _done(tab: Tab, form: FormCard, ref: int, who: str, done: Any) -> None:
    to, wants_sheet = done
    tab.close_panel()
    acts.said_with_undo(
        tab,
        _("{who}: handed over to {to}").format(who=who, to=to),
        lambda work: handing.take_back(work, ref),
    )
    if wants_sheet:
        print_sheet(tab, form, ref, who)


def print_sheet(tab: Tab, form: FormCard, ref: int, who: str) -> None:
    """The sheet that the other office signs."""
    acts.print_paper(tab, "form_entry", form.title, {"entry": ref}, who)


def take_back(tab: Tab, found: Matter) -> None:
    """It was not handed over after all."""
    assert found.entry is not None
    ref, to = found.entry.row.id, handing.handed_to(found.entry)
    tab.close_panel()
    acts.act(
        tab,
        lambda work: handing.take_back(work, ref),
        _("Not handed over any more"),
        undo=lambda work, _none: handing.hand_over(work, ref, to),
        undone=_("Handed over to {to}").format(to=to),
    )
