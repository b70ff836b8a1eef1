"""Everybody who helps: the list, the card beside it, and what is done to both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import shiboken6
from PySide6.QtWidgets import QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import N_, _
from neighborcenter.reports.params import Days
from neighborcenter.volunteers import cards, note_service, queries, time_service, volunteer_service
from neighborcenter.volunteers.cards import TieLine, VolunteerCard
from neighborcenter.volunteers.drafts import HeldSkillDraft
from neighborcenter.volunteers.kinds import VolunteerStatus
from neighborcenter.volunteers.note_queries import NoteLine
from neighborcenter.volunteers.texts import word
from ui.kit.actions import ActionSpec
from ui.kit.buttons import Button
from ui.kit.columns import Empty, Sort, Where
from ui.kit.jobs import Query, may, runner
from ui.kit.page import Stop
from ui.kit.shown import set_shown
from ui.kit.table import TableView
from ui.volunteers import acts
from ui.volunteers.ask_panel import AskPanel
from ui.volunteers.columns import VOLUNTEER_COLUMNS, VolunteerSource, volunteer_filters
from ui.volunteers.editor import Edited, VolunteerForm, editor_of, form_of
from ui.volunteers.panel import VolunteerPanel
from ui.volunteers.person_asks import leave_panel, skill_panel, standing_panel, tie_panel
from ui.volunteers.record_asks import note_panel
from ui.volunteers.tab import Tab
from ui.volunteers.week_panel import WeekPanel


class PeopleTab(Tab):
    """The list with its card."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._skills: list[tuple[int, str]] = []
        self._panel: VolunteerPanel | None = None
        self._asking: QWidget | None = None
        self._to_select: int | None = None
        writes = may(Permission.VOLUNTEERS_WRITE)
        self.table = TableView(
            "volunteers",
            VOLUNTEER_COLUMNS,
            VolunteerSource(),
            filters=volunteer_filters(lambda: self._skills),
            empty=Empty(
                _("No volunteers yet"), _("Take the first one on: a resident, or a newcomer."), "hand-heart",
                _("New volunteer") if writes else "", self.new_volunteer,
            ),
            sort=Sort("name"),
            placeholder=_("Name, pinyin, phone or volunteer no."),
            take_away=_("Volunteers") if may(Permission.EXPORT) else "",
        )  # fmt: skip
        self.new = self.main_button = Button(_("New volunteer"), "primary", "plus", "Ctrl N")
        self.new.setEnabled(writes)
        self.new.clicked.connect(lambda _checked=False: self.new_volunteer())
        self.bring_in = Button(_("Import"), "secondary", "file-spreadsheet")
        set_shown(self.bring_in, may(Permission.DATA_IMPORT) and may(Permission.PEOPLE_IMPORT))
        self.bring_in.clicked.connect(lambda _checked=False: self.import_list())
        self.table.bar.add_right(self.bring_in)
        self.table.bar.add_right(self.new)
        self.box.addWidget(self.table, 1)
        self.table.opened.connect(self.read_card)
        self.table.current_changed.connect(self._on_current)
        self.table.loaded.connect(self._on_loaded)

    # -- the tab ---------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the list and the card again."""
        Query(self, queries.skills, key="skills").then(self._on_skills).start()
        self.table.reload()
        if self._shown() is not None:
            assert self._panel is not None
            self.read_card(self._panel.card.volunteer_id)

    def _on_skills(self, found: list[tuple[int, str, bool]]) -> None:
        self._skills[:] = [(ref, name) for ref, name, _proof in found]

    def begin(self) -> None:
        """The caret stands in the search line."""
        self.table.bar.line.setFocus()

    def open(self, target: Any) -> None:
        """An id shows its card; "new" the editor; a standing narrows the list."""
        if target == "new":
            self.new_volunteer()
        elif isinstance(target, VolunteerStatus):
            self.table.set_where(Where("", {"status": target}))
        else:
            self._to_select = int(target)
            self.table.select(int(target))
            self.read_card(int(target))

    def remember(self) -> dict[str, Any]:
        """How the list is narrowed."""
        status = self.table.bar.where().get("status")
        return {"status": str(status)} if status else {}

    def recall(self, state: dict[str, Any]) -> None:
        """Take back what `remember` returned."""
        if state.get("status") in {str(one) for one in VolunteerStatus}:
            self.table.set_where(Where("", {"status": VolunteerStatus(state["status"])}))

    def action_specs(self) -> Sequence[ActionSpec]:
        """What can be done here."""
        write = Permission.VOLUNTEERS_WRITE
        return (
            ActionSpec("volunteers.new", N_("New volunteer"), "plus", "Ctrl+N", write, run=self.new_volunteer),
            ActionSpec("volunteers.edit", N_("Change"), "pencil", "Ctrl+E", write, "selection", run=partial(self._do, "edit")),
            ActionSpec("volunteers.standing", N_("Standing"), "arrow-right", "Alt+S", write, "selection", run=partial(self._do, "standing")),
            ActionSpec("volunteers.skill", N_("Add a skill"), "star", "Alt+K", write, "selection", run=partial(self._do, "skill")),
            ActionSpec("volunteers.week", N_("Change the week"), "calendar-range", "Alt+W", write, "selection", run=partial(self._do, "week")),
            ActionSpec("volunteers.leave", N_("Note a leave"), "calendar-off", "Alt+L", write, "selection", run=partial(self._do, "leave")),
            ActionSpec("volunteers.tie", N_("Note a wish"), "users", "Alt+T", write, "selection", run=partial(self._do, "tie")),
            ActionSpec("volunteers.note", N_("Add to the record"), "graduation-cap", "Alt+R", write, "selection", run=partial(self._do, "note")),
            ActionSpec("volunteers.record", N_("Print the record"), "file-text", "", needs="selection", run=partial(self._do, "record")),
            ActionSpec("volunteers.thanks", N_("Print a letter of thanks"), "party-popper", "", needs="selection", run=partial(self._do, "thanks")),
            ActionSpec("volunteers.card", N_("Print the volunteer card"), "id-card", "F8", needs="selection", run=partial(self._do, "card")),
            ActionSpec("volunteers.import", N_("Import volunteers"), "file-spreadsheet", "", Permission.PEOPLE_IMPORT, run=self.import_list),
            ActionSpec("volunteers.find", N_("Find in this list"), "search", "Ctrl+F", run=self.begin),
            ActionSpec("volunteers.print", N_("Print this list"), "printer", "Ctrl+P", Permission.EXPORT, run=self.table.print_list),
        )  # fmt: skip

    # -- the card --------------------------------------------------------------------------------------------

    def _shown(self) -> VolunteerPanel | None:
        panel = self._panel
        return panel if panel is not None and shiboken6.isValid(panel) and panel.isVisible() else None

    def _is_asking(self) -> bool:
        return self._asking is not None and shiboken6.isValid(self._asking) and self._asking.isVisible()

    def _on_current(self, ref: int | None) -> None:
        if ref is not None and not self._is_asking():
            self.read_card(ref)

    def _on_loaded(self) -> None:
        if self._to_select is not None and self.table.select(self._to_select):
            self._to_select = None

    def read_card(self, ref: int) -> None:
        """Read one volunteer and show the card."""
        Query(self, lambda read: cards.volunteer_card(read, ref), key="card", lane="quick").then(
            self._on_card
        ).start()

    def _on_card(self, card: VolunteerCard) -> None:
        if self._is_asking() or not self.isVisible():
            return
        shown = self._shown()
        if shown is not None:
            shown.show_card(card)
            return
        panel = self._panel = VolunteerPanel(card)
        panel.wanted.connect(lambda what, about: self._on_wanted(panel.card, what, about))
        self.show_panel(panel)

    def _do(self, what: str) -> None:
        """An act for whoever the cursor is on."""
        ref = self.table.current_id()
        if ref is not None:
            Query(self, lambda read: cards.volunteer_card(read, ref), key="act").then(
                lambda card: self._on_wanted(card, what, None)
            ).start()

    # -- what is done ----------------------------------------------------------------------------------------

    def new_volunteer(self) -> None:
        """An empty editor."""
        if may(Permission.VOLUNTEERS_WRITE):
            self._ask(editor_of(VolunteerForm()))

    def import_list(self) -> None:
        """Bring in a list from a platform or another center."""
        page = self.page()
        if page is not None:
            page.open_page("settings", ("settings.imports", "volunteers"))

    def _on_wanted(self, card: VolunteerCard, what: str, about: Any) -> None:
        ref = card.volunteer_id
        ways: dict[str, Callable[[], object]] = {
            "edit": lambda: Query(self, lambda read: form_of(read, ref), key="form").then(
                lambda form: self._ask(editor_of(form))
            ).start(),
            "standing": lambda: self._ask(standing_panel(card)),
            "next": lambda: self._step(card, about),
            "skill": lambda: Query(self, queries.skills, key="ask").then(
                lambda found: self._ask(skill_panel(card, found, about))
            ).start(),
            "drop_skill": lambda: self._drop_skill(card, int(about)),
            "week": lambda: self._ask(WeekPanel(card)),
            "leave": lambda: self._ask(leave_panel(card)),
            "end_leave": lambda: self._end_leave(card, int(about)),
            "tie": lambda: Query(self, queries.volunteers, key="ask").then(
                lambda found: self._ask(tie_panel(card, [(one.id, f"{one.name} {one.number}") for one in found]))
            ).start(),
            "untie": lambda: self._untie(card, about),
            "hours": lambda: self.tab_wanted.emit("hours", ("person", ref, card.name)),
            "certificate": lambda: self.tab_wanted.emit("certificates", ("issue", ref)),
            "card": lambda: acts.print_paper(
                self, "volunteer_card", _("Volunteer card"), {"volunteer": ref}, card.number
            ),
            "thanks": lambda: acts.print_paper(
                self, "thanks_letter", _("Letter of thanks"), {"volunteer": ref, "days": _this_year()}, card.name
            ),
            "record": lambda: acts.print_paper(
                self, "volunteer_record", _("Record of a volunteer"), {"volunteer": ref, "days": _this_year()}, card.name
            ),
            "note": lambda: self._ask(note_panel(card, about)),
            "drop_note": lambda: self._drop_note(card, about),
            "points": lambda: self.tab_wanted.emit("stars", ref),
            "resident": lambda: self._open_resident(card.resident_id),
        }  # fmt: skip
        ways[what]()

    def _ask(self, panel: AskPanel | WeekPanel) -> None:
        self._asking = panel
        panel.done.connect(self._on_asked)
        self.show_panel(panel)

    def _on_asked(self, result: object) -> None:
        self._asking = None
        card = self._panel.card if self._panel is not None else None
        self.close_panel()
        self._panel = None
        if isinstance(result, Edited):
            self._to_select = result.volunteer_id
            self.table.reload()
            self.read_card(result.volunteer_id)
        elif self.table.current_id() is not None or card is not None:
            self.read_card(self.table.current_id() or (card.volunteer_id if card is not None else 0))

    def _step(self, card: VolunteerCard, status: VolunteerStatus) -> None:
        ref = card.volunteer_id
        acts.act(
            self,
            lambda work: volunteer_service.set_status(work, ref, status),
            _("{name}: {standing}").format(name=card.name, standing=word(status)),
            undo=lambda work, _done: volunteer_service.take_back_status(work, ref),
            undone=_("{name}: {standing}").format(name=card.name, standing=word(card.status)),
        )

    def _drop_skill(self, card: VolunteerCard, skill_id: int) -> None:
        line = next(one for one in card.skills if one.held.skill_id == skill_id)
        held: HeldSkillDraft = line.held
        acts.act(
            self,
            lambda work: volunteer_service.drop_skill(work, card.volunteer_id, skill_id),
            _("{skill} is taken off {name}").format(skill=line.name, name=card.name),
            undo=lambda work, _done: volunteer_service.hold_skill(work, held),
        )

    def _drop_note(self, card: VolunteerCard, line: NoteLine) -> None:
        acts.act(
            self,
            lambda work: note_service.drop_note(work, line.note_id),
            _("“{what}” is out of the record of {name}").format(what=line.draft.title, name=card.name),
            undo=lambda work, _done: note_service.add_note(work, line.draft),
        )

    def _end_leave(self, card: VolunteerCard, leave_id: int) -> None:
        line = next(one for one in card.leave if one.leave_id == leave_id)
        acts.act(
            self,
            lambda work: time_service.end_leave(work, leave_id),
            _("{name} is not away after all").format(name=card.name),
            undo=lambda work, _done: time_service.go_on_leave(
                work, card.volunteer_id, line.first, line.last, line.reason
            ),
        )

    def _untie(self, card: VolunteerCard, line: TieLine) -> None:
        acts.act(
            self,
            lambda work: time_service.untie(work, card.volunteer_id, line.other_id),
            _("{name} and {other}: no wish any more").format(name=card.name, other=line.name),
            undo=lambda work, _done: time_service.tie(
                work, card.volunteer_id, line.other_id, line.bond, line.reason
            ),
        )

    def _open_resident(self, resident_id: int) -> None:
        page = self.page()
        if page is not None:
            page.open_page("people", resident_id)

    def _select_fullest(self) -> None:
        """The volunteer of whom most is known."""
        model = self.table.model
        rows = [row for at in range(model.rowCount()) if (row := model.row_at(at)) is not None]
        best = max(rows, key=lambda row: (len(row.skills), row.minutes), default=None)
        if best is not None:
            self.table.select(best.id)

    def tour_stops(self) -> Sequence[Stop]:
        """The card, the editor, the week, a skill."""
        return (
            Stop("card", self._select_fullest),
            Stop("week", partial(self._do, "week")),
            Stop("skill", partial(self._do, "skill")),
            Stop("note", partial(self._do, "note")),
            Stop("standing", partial(self._do, "standing")),
            Stop("new", self.new_volunteer),
            Stop("closed", self.close_panel),
        )


def _this_year() -> Days:
    """The days a letter of thanks is about: the year so far."""
    today = runner().backend.clock.today()
    return Days(today.replace(month=1, day=1), today)
