"""Settings, Queue: whether people take numbers, the groups, the windows, and who goes first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.desk.queue import queries, settings, setup_queries, setup_service
from neighborcenter.desk.queue.drafts import GroupDraft, PriorityDraft, WindowDraft
from neighborcenter.desk.queue.kinds import Basis
from neighborcenter.desk.queue.queries import WindowRow
from neighborcenter.desk.queue.setup_queries import GroupRow, PriorityRow
from neighborcenter.desk.queue.texts import basis_name
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.settings import get
from neighborcenter.kit.work import Read
from neighborcenter.people import queries as people
from ui.desk.queue.services_field import ServicesField
from ui.kit.actions import ActionSpec
from ui.kit.buttons import Button, Switch
from ui.kit.cards import Card
from ui.kit.fields import ChoiceField, FlagField, LongTextField, NumberField, TextField
from ui.kit.form import Field
from ui.kit.jobs import Query, may
from ui.kit.labels import Label
from ui.kit.page import Stop
from ui.kit.section import Section
from ui.kit.theme import px
from ui.people.panels import empty_layout
from ui.volunteers import acts
from ui.volunteers.ask_panel import AskPanel, Values


@dataclass(frozen=True, slots=True)
class Shown:
    """How the queue is set up."""

    on: bool
    patience: int
    back_after: int
    speak: bool
    groups: tuple[GroupRow, ...]
    windows: tuple[WindowRow, ...]
    priorities: tuple[PriorityRow, ...]
    tags: tuple[tuple[int, str], ...]


def _read(read: Read) -> Shown:
    sees = read.may(Permission.PEOPLE_VIEW)
    return Shown(
        queries.is_on(read),
        get(read, settings.PATIENCE),
        get(read, settings.BACK_AFTER),
        get(read, settings.SPEAK),
        tuple(setup_queries.groups(read, retired=True)),
        tuple(queries.windows(read, retired=True)),
        tuple(setup_queries.priorities(read, retired=True)),
        tuple((tag.id, tag.name) for tag in people.tags(read)) if sees else (),
    )


class _Rows(Card):
    """A card with a line for each thing and a button to add one."""

    def __init__(self, title: str, add: str, on_add: Callable[[], None]) -> None:
        super().__init__(title, "")
        self.rows = QVBoxLayout()
        self.rows.setSpacing(px(6))
        self.new = Button(add, "secondary", "plus")
        self.new.setEnabled(may(Permission.CENTER_WRITE))
        self.new.clicked.connect(lambda _checked=False: on_add())
        self.add(self.rows)
        self.add(self.new)

    def show_rows(self, lines: Sequence[tuple[str, str, bool, Callable[[], None]]]) -> None:
        """Words, the smaller words below, whether it is in use, and what changes it."""
        empty_layout(self.rows)
        for words, note, active, change in lines:
            row = QHBoxLayout()
            row.addWidget(Label(words, "body strong", "text" if active else "text3"))
            row.addWidget(Label(note if active else _("Not in use"), "small", "text2", elide=True), 1)
            edit = Button(_("Change"), "quiet", "pencil")
            edit.setAccessibleName(f"{_('Change')} {words}")
            edit.setEnabled(may(Permission.CENTER_WRITE))
            edit.clicked.connect(lambda _checked=False, run=change: run())
            row.addWidget(edit)
            self.rows.addLayout(row)


class QueueSection(Section):
    """The switch on top; everything below works whether it is on or not."""

    key = "settings.queue"
    title = N_("Queue")
    watches = frozenset(
        {"setting", "queue_group", "queue_service", "desk_window", "window_group", "priority_rule"}
    )

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Shown | None = None
        self.switch = Switch(_("People take numbers and are called"))
        self.switch.setEnabled(may(Permission.CENTER_WRITE))
        self.switch.toggled.connect(self._on_switched)
        top = Card(_("People take numbers and are called"), "")
        top.head.addWidget(self.switch)
        top.add(
            Label(
                _("Without it everybody is served as they come; nothing else changes at the desk."),
                "small", "text2", wrap=True,
            )
        )  # fmt: skip
        self.decided = Label("", "small", "text2", wrap=True)
        decide = Button(_("Change"), "secondary", "sliders-horizontal")
        decide.setEnabled(may(Permission.CENTER_WRITE))
        decide.clicked.connect(lambda _checked=False: self.decide())
        top.add(self.decided)
        top.add(decide)
        self.groups = _Rows(_("Groups of services"), _("Add a group"), self.new_group)
        self.windows = _Rows(_("Windows"), _("Add a window"), self.new_window)
        self.priorities = _Rows(_("Who goes first"), _("Add a priority"), self.new_priority)
        for card in (top, self.groups, self.windows, self.priorities):
            self.add(card)

    def reload(self) -> None:
        """Read how it is set up."""
        Query(self, _read, key="queue").then(self._show).start()

    def _show(self, shown: Shown) -> None:
        self._shown = shown
        self.switch.blockSignals(True)  # noqa: FBT003 - Qt's own name
        self.switch.setChecked(shown.on)
        self.switch.blockSignals(False)  # noqa: FBT003 - Qt's own name
        words = _(
            "After {patience} minutes nobody is put before a waiting person. Who missed the call comes back behind {count}."
        )
        self.decided.setText(words.format(patience=shown.patience, count=shown.back_after))
        names = {group.id: group.prefix for group in shown.groups}
        self.groups.show_rows(
            [(f"{row.prefix}  {row.name}", _(", ").join(name for _ref, name in row.services), row.active, partial(self.change_group, row)) for row in shown.groups]
        )  # fmt: skip
        self.windows.show_rows(
            [(_("Window {number}").format(number=row.number), " · ".join(part for part in (row.name, _(", ").join(names.get(ref, "") for ref in row.group_ids) or _("calls everybody"), row.person) if part), row.active, partial(self.change_window, row)) for row in shown.windows]
        )  # fmt: skip
        self.priorities.show_rows(
            [(row.name, f"{row.rank} · {row.words or basis_name(row.basis)}", row.active, partial(self.change_priority, row)) for row in shown.priorities]
        )  # fmt: skip

    def _on_switched(self, on: bool) -> None:
        said = _("People take numbers and are called.") if on else _("People are served as they come.")
        acts.act(
            self,
            lambda work: setup_service.switch(work, on=on),
            said,
            undo=lambda work, _done: setup_service.switch(work, on=not on),
            then=lambda _done: self.reload(),
        )

    def _ask(self, panel: AskPanel, values: Values) -> None:
        panel.form.set_values(values)
        panel.closed.connect(self.close_panel)
        panel.done.connect(self._on_done)
        self.show_panel(panel)

    def _on_done(self, _result: object) -> None:
        self.close_panel()
        self.reload()

    def decide(self) -> None:
        """How long nobody is passed, how far back who missed comes, whether it speaks."""
        if self._shown is None:
            return
        fields = {
            "patience": Field(_("Minutes after which nobody is put before a waiting person any more"), NumberField(_("min"), minimum=5)),
            "back_after": Field(_("How many people go before somebody who missed the call and comes back"), NumberField(minimum=0)),
            "speak": Field("", FlagField(_("Say the called number aloud"))),
        }  # fmt: skip
        panel = AskPanel(
            _("Queue"), _("Save"), fields,
            lambda values: lambda work: setup_service.decide(work, patience=int(values["patience"] or 0), back_after=int(values["back_after"] or 0), speak=values["speak"]),
            lambda _values, _done: _("Saved"),
        )  # fmt: skip
        shown = self._shown
        self._ask(panel, {"patience": shown.patience, "back_after": shown.back_after, "speak": shown.speak})

    def new_group(self) -> None:
        """Add a group."""
        self.change_group(None)

    def change_group(self, row: GroupRow | None) -> None:
        """A letter, a name, its services."""
        fields = {
            "prefix": Field(_("Letter of its numbers"), TextField("A"), required=True),
            "name": Field(_("Name"), TextField(), required=True),
            "services": Field(
                _("Services"), ServicesField(), _("What belongs to no group goes to the first.")
            ),
            "active": Field("", FlagField(_("Gives numbers"))),
        }

        def make(values: Values) -> Callable[[Any], Any]:
            draft = GroupDraft(values["prefix"], values["name"], tuple(ref for ref, _name in values["services"]), values["active"])  # fmt: skip
            if row is None:
                return lambda work: setup_service.add_group(work, draft)
            return lambda work: setup_service.change_group(work, row.id, draft, version=row.version)

        panel = AskPanel(_("Group of services"), _("Save"), fields, make, lambda values, _d: _("Saved: {name}").format(name=values["name"]))  # fmt: skip
        self._ask(
            panel,
            {"active": True} if row is None else {"prefix": row.prefix, "name": row.name, "services": row.services, "active": row.active},
        )  # fmt: skip

    def new_window(self) -> None:
        """Add a window."""
        self.change_window(None)

    def change_window(self, row: WindowRow | None) -> None:
        """A number, a name, whom it calls."""
        groups = self._shown.groups if self._shown is not None else ()
        fields: dict[str, Field] = {
            "number": Field(_("Number of the window"), NumberField(minimum=1, maximum=99), required=True),
            "name": Field(_("Name"), TextField()),
        }
        fields |= {f"g{one.id}": Field("", FlagField(_("Calls {group}").format(group=f"{one.prefix} {one.name}"))) for one in groups}  # fmt: skip
        fields["active"] = Field("", FlagField(_("In use")))

        def make(values: Values) -> Callable[[Any], Any]:
            chosen = tuple(one.id for one in groups if values[f"g{one.id}"])
            draft = WindowDraft(int(values["number"] or 0), values["name"], chosen, values["active"])
            if row is None:
                return lambda work: setup_service.add_window(work, draft)
            return lambda work: setup_service.change_window(work, row.id, draft)

        panel = AskPanel(
            _("Window"), _("Save"), fields, make,
            lambda values, _d: _("Saved: {name}").format(name=_("Window {number}").format(number=values["number"])),
            intro=_("With no group chosen it calls everybody."),
        )  # fmt: skip
        known: Values = {"active": True}
        if row is not None:
            known = {"number": row.number, "name": row.name, "active": row.active}
            known |= {f"g{ref}": True for ref in row.group_ids}
        self._ask(panel, known)

    def new_priority(self) -> None:
        """Add a priority."""
        self.change_priority(None)

    def change_priority(self, row: PriorityRow | None) -> None:
        """Who goes first, in a sentence, how it is seen, how far forward."""
        tags = self._shown.tags if self._shown is not None else ()
        fields = {
            "name": Field(_("Name"), TextField(_("70 and older")), required=True),
            "words": Field(_("In a sentence"), LongTextField(lines=2)),
            "basis": Field(_("How it is seen"), ChoiceField([(basis, basis_name(basis)) for basis in Basis]), required=True),
            "from_age": Field(_("From which age"), NumberField(_("years"), minimum=1, maximum=120)),
            "tag_id": Field(_("Care tag"), ChoiceField(tags, optional=True)),
            "rank": Field(_("How far forward"), NumberField(minimum=1, maximum=99), _("The higher goes before the lower.")),
            "active": Field("", FlagField(_("In use"))),
        }  # fmt: skip

        def make(values: Values) -> Callable[[Any], Any]:
            age = int(values["from_age"]) if values["from_age"] else None
            draft = PriorityDraft(values["name"], values["words"], values["basis"], age, values["tag_id"], int(values["rank"] or 0), values["active"])  # fmt: skip
            if row is None:
                return lambda work: setup_service.add_priority(work, draft)
            return lambda work: setup_service.change_priority(work, row.id, draft, version=row.version)

        panel = AskPanel(_("Priority"), _("Save"), fields, make, lambda values, _d: _("Saved: {name}").format(name=values["name"]))  # fmt: skip
        known: Values = {"active": True, "rank": 1, "basis": Basis.SAID}
        if row is not None:
            known = {"name": row.name, "words": row.words, "basis": row.basis, "from_age": row.from_age, "tag_id": row.tag_id, "rank": row.rank, "active": row.active}  # fmt: skip
        self._ask(panel, known)

    def action_specs(self) -> Sequence[ActionSpec]:
        """What can be done here."""
        write = Permission.CENTER_WRITE
        return (
            ActionSpec("queue.add_group", N_("Add a group"), "plus", "Ctrl+N", write, run=self.new_group),
            ActionSpec("queue.add_window", N_("Add a window"), "monitor", "", write, run=self.new_window),
            ActionSpec("queue.add_priority", N_("Add a priority"), "star", "", write, run=self.new_priority),
        )

    def tour_stops(self) -> Sequence[Stop]:
        """The editors."""
        return (
            Stop("group", self.new_group),
            Stop("window", self.new_window),
            Stop("priority", self.new_priority),
        )
