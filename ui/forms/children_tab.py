"""After-school care of a day: who is expected, who is here, who was fetched and by whom. One key each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.forms import entry_queries, entry_service, queries, rules
from neighborcenter.forms.children.queries import Child, DayList, attendance_form, day_list
from neighborcenter.forms.drafts import EntryDraft
from neighborcenter.forms.entry_queries import EntryCard
from neighborcenter.forms.kinds import TYPED
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.work import Read, Work
from ui.forms.pick_up_form import PickUpForm, typed
from ui.kit.actions import ActionSpec
from ui.kit.buttons import Button
from ui.kit.columns import Column, Empty, FilterChoice, Mark, Where
from ui.kit.jobs import Query, may, runner
from ui.kit.labels import Label
from ui.kit.listing import Listing
from ui.kit.page import Stop
from ui.kit.spoken import spoken_date
from ui.kit.steps import Steps
from ui.kit.table import TableView
from ui.kit.theme import px
from ui.kit.widgets import IconButton
from ui.volunteers import acts
from ui.volunteers.tab import Tab


def _clock(at: Any) -> str:
    return "" if at is None else f"{at:%H:%M}"


def standing(row: Child) -> Mark:
    """Expected, here, or fetched."""
    if row.left is not None:
        return Mark(_("Fetched"), "closed", "check")
    if row.entry_id is not None:
        return Mark(_("Here"), "service", "user-check")
    return Mark(_("Expected"), "notice", "clock")


COLUMNS: tuple[Column, ...] = (
    Column("name", N_("Full name"), 100, strong=True),
    Column("age", N_("Age"), 50, "right", show=lambda row: str(row.age or "")),
    Column("group", N_("Class"), 120),
    Column("fetchers", N_("Who may fetch"), 200, show=lambda row: _(", ").join(row.fetchers), stretch=True, sort=None),
    Column("came", N_("Arrived"), 70, show=lambda row: _clock(row.came)),
    Column("left", N_("Left"), 70, show=lambda row: _clock(row.left)),
    Column("taken_by", N_("Picked up by"), 110),
    Column("standing", N_("Standing"), 100, show=standing, sort=None),
    Column("guardian_phone", N_("Guardian’s phone"), 120, sort=None, hidden=True),
    Column("school", N_("School and grade"), 140, hidden=True),
    Column("mind", N_("To mind"), 140, hidden=True, sort=None),
)  # fmt: skip


class ChildrenTab(Tab):
    """The list of today; `open` is not asked for anything."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day = runner().backend.clock.today()
        self.found: DayList | None = None
        self.back = IconButton("arrow-left", _("The ledger"))
        self.title = Label("", "title")
        self.said = Label("", "small", "text2", elide=True)
        self.steps = Steps(_("The day before"), _("The day after"))
        self.sheet = Button(_("Print the sheet to sign"), "secondary", "printer")
        self.fetched = Button(_("Fetched …"), "secondary", "check", key="Ctrl G")
        self.came = self.main_button = Button(_("Has come"), "primary", "user-check", key="↵")
        self.table = TableView(
            "forms.children",
            COLUMNS,
            Listing(self._load, COLUMNS, lambda row: f"{row.name} {row.group} {row.school}", _fits),
            filters=(
                FilterChoice("standing", N_("Standing"), [
                    ("expected", _("Expected")), ("here", _("Here")), ("fetched", _("Fetched")),
                ]),
            ),
            empty=Empty(
                _("No child is expected"), _("Children stand here once they are in the register."), "users"
            ),
            placeholder=_("Name, group or school"),
            take_away=_("Children") if may(Permission.EXPORT) else "",
        )  # fmt: skip
        self._build()

    def _build(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(px(8))
        tools = (self.back, self.steps, self.title, self.said)
        for tool in tools:
            line.addWidget(tool)
        line.addStretch(1)
        for button in (self.sheet, self.fetched, self.came):
            line.addWidget(button)
        self.box.addLayout(line)
        self.box.addWidget(self.table, 1)
        for button in (self.fetched, self.came):
            button.setEnabled(may(Permission.FORMS_WRITE))
        pairs = (
            (self.back, self.leave), (self.sheet, self.print_sheet), (self.fetched, self.fetch), (self.came, self.arrive),
        )  # fmt: skip
        for button, run in pairs:
            button.clicked.connect(lambda _checked=False, go=run: go())
        self.steps.stepped.connect(self.step)
        self.table.opened.connect(self._on_opened)
        self.table.loaded.connect(self._say)

    def _load(self, read: Read) -> Sequence[Child]:
        self.found = day_list(read, self.day)
        return self.found.children

    def _say(self) -> None:
        if self.found is None:
            return
        children = self.found.children
        here = sum(one.entry_id is not None for one in children)
        gone = sum(one.left is not None for one in children)
        self.title.setText(spoken_date(self.day))
        words = _("{expected} on the list, {here} here, {gone} fetched")
        self.said.setText(words.format(expected=len(children), here=here - gone, gone=gone))

    def open(self, _target: Any) -> None:
        """Read the day."""
        self.reload()

    def reload(self) -> None:
        """Read the day again."""
        self.table.reload()

    def begin(self) -> None:
        """The caret stands in the filter line."""
        self.table.bar.line.setFocus()

    def step(self, days: int) -> None:
        """Another day; nobody comes on a day that is still ahead."""
        self.day += timedelta(days=days)
        self.reload()

    def leave(self) -> None:
        """Back to the ledger of the attendance."""
        if self.found is not None:
            self.tab_wanted.emit("ledger", self.found.form_id)

    def person(self) -> int | None:
        """The child on the line under the cursor."""
        row = self.table.current_row()
        return None if row is None else int(row.id)

    # -- coming and being fetched ----------------------------------------------------------------------------

    def _on_opened(self, _ref: int) -> None:
        row = self.table.current_row()
        if row is not None and row.entry_id is None:
            self.arrive()
        elif row is not None and row.left is None:
            self.fetch()
        elif row is not None:
            self._open_sheet(row)

    def _open_sheet(self, row: Child) -> None:
        if self.found is not None:
            self.tab_wanted.emit("ledger", ("entry", self.found.form_id, row.entry_id))

    def arrive(self) -> None:
        """The child under the cursor came, now."""
        row = self.table.current_row()
        if row is None or row.entry_id is not None or not may(Permission.FORMS_WRITE):
            return
        day = self.day

        def enter(work: Work) -> int:
            return entry_service.add_entry(work, sheet_of(work, row, day)).entry_id

        acts.act(
            self, enter, _("{name} is here").format(name=row.name),
            undo=lambda work, ref: entry_service.void_entry(work, ref, _("Taken back at once")),
        )  # fmt: skip

    def fetch(self) -> None:
        """The child under the cursor is fetched: by whom?"""
        row = self.table.current_row()
        if row is None or row.entry_id is None or not may(Permission.FORMS_WRITE):
            return
        ref = row.entry_id
        Query(self, lambda read: entry_queries.entry_card(read, ref), key="sheet").then(
            partial(self._on_sheet, row)
        ).start()

    def _on_sheet(self, row: Child, card: EntryCard) -> None:
        form = PickUpForm(row, card, runner().backend.clock.local())
        form.saved.connect(lambda _ref: self._on_fetched(row, card))
        self.show_panel(form)
        form.focus_first()

    def _on_fetched(self, row: Child, card: EntryCard) -> None:
        self.close_panel()
        before = EntryDraft(card.row.form_id, typed(card), card.row.day, card.row.resident_id)
        acts.said_with_undo(
            self,
            _("{name} was fetched").format(name=row.name),
            lambda work: entry_service.change_entry(work, card.row.id, before, version=card.row.version + 1),
        )
        self.reload()

    def print_sheet(self) -> None:
        """The list of the day with room to sign."""
        acts.print_paper(self, "children_day", _("Sheet to sign"), {"day": self.day}, str(self.day))

    def action_specs(self) -> Sequence[ActionSpec]:
        """What can be done here."""
        writes = Permission.FORMS_WRITE
        return (
            ActionSpec("forms.child_came", N_("The child came"), "user-check", "Ctrl+K", writes, run=self.arrive),
            ActionSpec("forms.child_fetched", N_("The child is fetched"), "check", "Ctrl+G", writes, run=self.fetch),
            ActionSpec("forms.child_sheet", N_("Print the sheet to sign"), "printer", "Ctrl+P", run=self.print_sheet),
            ActionSpec("forms.child_earlier", N_("The day before"), "chevron-left", "Alt+Left", run=partial(self.step, -1)),
            ActionSpec("forms.child_later", N_("The day after"), "chevron-right", "Alt+Right", run=partial(self.step, 1)),
            ActionSpec("forms.child_find", N_("Find in this list"), "search", "Ctrl+F", run=self.begin),
            ActionSpec("forms.child_ledger", N_("The ledger"), "arrow-left", "Alt+Up", run=self.leave),
        )  # fmt: skip

    def tour_stops(self) -> Sequence[Stop]:
        """The last school day, and a child that is fetched."""
        return (Stop("school-day", self._last_school_day), Stop("fetched", self._fetch_some))

    def _last_school_day(self) -> None:
        self.step(-max(0, self.day.weekday() - 4))

    def _fetch_some(self) -> None:
        row = next((one for one in self.found.children if one.entry_id), None) if self.found else None
        if row is not None:
            self.table.select(row.id)
            QTimer.singleShot(0, self, self.fetch)


def sheet_of(work: Work, row: Child, day: Any) -> EntryDraft:
    """The sheet of a child that comes now: what the register knows is not asked again."""
    form_id = attendance_form(work)
    assert form_id is not None, "the list was read from it"
    definition = queries.form_card(work, form_id).definition
    values = {
        one.key: value
        for one in definition.fields
        if one.kind in TYPED
        if (value := rules.default_of(one, work.clock.local(), work.actor.name)) is not None
    }
    known = {"group": row.group, "school": row.school}
    values |= {key: words for key, words in known.items() if words and definition.field_of(key) is not None}
    return EntryDraft(form_id, values, day, row.id, f"came-{day}-{row.id}-{row.tries}")


def _fits(row: Child, where: Where) -> bool:
    wanted = where.get("standing")
    now = "fetched" if row.left else "here" if row.entry_id else "expected"
    return wanted is None or wanted == now
