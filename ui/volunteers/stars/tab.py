"""Stars and points: everybody with what their hours reach, the ledger beside it, notices and the recognition list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

import shiboken6
from PySide6.QtWidgets import QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.work import Read
from neighborcenter.volunteers import notice_service, points_service, queries, standings
from neighborcenter.volunteers.kinds import NoticeKind
from neighborcenter.volunteers.standings import PointsLine, Standing, StarState, StarTable, state_word
from ui.kit.actions import ActionSpec
from ui.kit.buttons import Button
from ui.kit.columns import Column, Empty, FilterChoice, Sort, Where
from ui.kit.jobs import Query, may
from ui.kit.listing import Listing
from ui.kit.messages import toast
from ui.kit.page import Stop
from ui.kit.spoken import spoken_day
from ui.kit.table import TableView
from ui.volunteers import acts
from ui.volunteers.ask_panel import AskPanel
from ui.volunteers.looks import hours_rounded
from ui.volunteers.stars import asks, table_forms
from ui.volunteers.stars.looks import star_mark, star_words
from ui.volunteers.stars.panel import StarsPanel
from ui.volunteers.stars.tables import Tables, TablesPanel, Version, read_tables, versions
from ui.volunteers.tab import Tab

PAPER = "star_list"
COLUMNS = (
    Column("number", N_("Volunteer no."), 124),
    Column("name", N_("Name"), 120, strong=True),
    Column("counted", N_("Hours for stars"), 120, align="right", show=lambda row: hours_rounded(row.counted)),
    Column("reached", N_("Reached"), 110, show=lambda row: star_words(row.reached)),
    Column("granted", N_("Granted"), 110, show=lambda row: star_words(row.granted)),
    Column("state", N_("State"), 190, show=lambda row: star_mark(row), sort=None),
    Column("to_next", N_("To the next star"), 130, align="right", show=lambda row: hours_rounded(row.to_next) if row.to_next else ""),
    Column("points", N_("Points"), 90, align="right", show=lambda row: f"{row.points:,}"),
    Column("brought", N_("Brought in"), 110, align="right", show=lambda row: hours_rounded(row.brought) if row.brought else "", hidden=True),
    Column("granted_on", N_("Granted on"), 110, show=lambda row: str(row.granted_on or ""), hidden=True),
)  # fmt: skip


class StarsTab(Tab):
    """The list with one volunteer beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._panel: StarsPanel | None = None
        self._asking: QWidget | None = None
        self.table = TableView(
            "volunteer.stars",
            COLUMNS,
            Listing(standings.standings, COLUMNS, lambda row: f"{row.name} {row.number}", _fits),
            filters=(FilterChoice("state", N_("State"), [(one, state_word(one)) for one in StarState]),),
            empty=Empty(_("No volunteers yet"), _("Stars and points come with entered hours."), "star"),
            sort=Sort("counted", descending=True),
            placeholder=_("Name, pinyin or volunteer no."),
            take_away=_("Stars and points") if may(Permission.EXPORT) else "",
        )
        self.tables = Button(_("Stars and rules"), "secondary", "table")
        self.hang_out = self.main_button = Button(_("Post stars"), "primary", "flag", "Ctrl N")
        self.hang_out.setEnabled(may(Permission.VOLUNTEERS_HOURS))
        self.tables.clicked.connect(lambda _checked=False: self.show_tables())
        self.hang_out.clicked.connect(lambda _checked=False: self.hang())
        self.table.bar.add_right(self.tables)
        self.table.bar.add_right(self.hang_out)
        self.box.addWidget(self.table, 1)
        self.table.opened.connect(self._on_current)
        self.table.current_changed.connect(self._on_current)
        self.table.loaded.connect(self._on_loaded)

    def reload(self) -> None:
        """Read the list again."""
        self.table.reload()

    def begin(self) -> None:
        """The caret stands in the search line."""
        self.table.bar.line.setFocus()

    def open(self, target: Any) -> None:
        """An id selects somebody; a state narrows the list."""
        if isinstance(target, StarState):
            self.table.set_where(Where("", {"state": target}))
        else:
            self.table.select(int(target))

    # -- one volunteer ---------------------------------------------------------------------------------------

    def _is_asking(self) -> bool:
        return self._asking is not None and shiboken6.isValid(self._asking) and self._asking.isVisible()

    def _shown(self) -> StarsPanel | None:
        panel = self._panel
        return panel if panel is not None and shiboken6.isValid(panel) and panel.isVisible() else None

    def _on_loaded(self) -> None:
        shown = self._shown()
        if shown is not None:
            self._on_current(shown.row.id)

    def _on_current(self, ref: int | None) -> None:
        if ref is not None and not self._is_asking():
            Query(self, lambda read: _whole(read, ref), key="card", lane="quick").then(self._on_card).start()

    def _on_card(self, found: tuple[Standing, list[PointsLine]] | None) -> None:
        if found is None or self._is_asking() or not self.isVisible():
            return
        shown = self._shown()
        if shown is not None:
            shown.show_standing(*found)
            return
        panel = self._panel = StarsPanel(*found)
        panel.wanted.connect(lambda what, about: self.do(what, panel.row, about))
        self.show_panel(panel)

    def do(self, what: str, row: Standing, about: Any = None) -> None:
        """An act for one volunteer."""
        ref, stars = row.id, row.reached
        ways: dict[str, Callable[[], object]] = {
            "person": lambda: self.tab_wanted.emit("people", ref),
            "redeem": lambda: self._ask(asks.redeem_panel(row)),
            "give": lambda: Query(self, queries.volunteers, key="ask").then(
                lambda found: self._ask(asks.give_panel(row, [(one.id, f"{one.name} {one.number}") for one in found]))
            ).start(),
            "adjust": lambda: self._ask(asks.adjust_panel(row)),
            "apply": lambda: acts.act(
                self,
                lambda work: points_service.apply_star(work, ref, stars),
                _("{name} applied for {stars}").format(name=row.name, stars=star_words(stars)),
                undo=points_service.withdraw_star,
            ),
            "withdraw": lambda: acts.act(
                self,
                lambda work: points_service.withdraw_star(work, row.award_id or 0),
                _("The application of {name} is withdrawn").format(name=row.name),
                undo=lambda work, _done: points_service.apply_star(work, ref, stars),
            ),
            "grant": lambda: Query(self, standings.star_tables, key="ask").then(
                lambda found: self._ask(asks.grant_panel(row, _approver(found, stars)))
            ).start(),
            "back": lambda: acts.act(
                self,
                lambda work: points_service.take_back_line(work, about.id),
                _("{points} points of {name} are taken back").format(points=abs(about.points), name=row.name),
            ),
        }  # fmt: skip
        ways[what]()

    def _do_current(self, what: str) -> None:
        row = self.table.current_row()
        if row is not None:
            self.do(what, row)

    def _ask(self, panel: AskPanel) -> None:
        self._asking = panel
        panel.done.connect(self._on_asked)
        self.show_panel(panel)

    def _on_asked(self, _result: object) -> None:
        self._asking = self._panel = None
        self.close_panel()
        self.table.reload()
        ref = self.table.current_id()
        if ref is not None:
            self._on_current(ref)

    # -- all of them -----------------------------------------------------------------------------------------

    def hang(self) -> None:
        """Hang out the applications that wait."""
        if may(Permission.VOLUNTEERS_HOURS):
            Query(self, _waiting, key="hang").then(self._on_waiting).start()

    def _on_waiting(self, found: tuple[list[tuple[int, str, int]], date]) -> None:
        if found[0]:
            self._ask(asks.hang_panel(*found))
        else:
            toast(
                _("No application waits to be posted"),
                _("Apply for a star on the card of who reached one."),
                icon="flag",
            )

    def expire(self) -> None:
        """Let points of past years lapse where the rule says so."""
        acts.act(
            self,
            points_service.expire,
            lambda points: (
                _("{points} points of past years lapsed").format(points=f"{points:,}")
                if points
                else _("No points of past years are left to lapse")
            ),
        )

    def print_stars(self) -> None:
        """The recognition list; one key prints."""
        acts.print_paper(self, PAPER, _("Volunteers with stars"), {}, "")

    def show_tables(self) -> None:
        """The tables behind stars and points, in sentences."""
        Query(self, read_tables, key="tables").then(self._on_tables).start()

    def _on_tables(self, found: Tables) -> None:
        panel = TablesPanel(found)
        panel.wanted.connect(self._on_table_wanted)
        self._panel = None
        self._asking = panel
        self.show_panel(panel)

    def _on_table_wanted(self, what: str, version: Version) -> None:
        if what != "drop":
            self._ask_table(table_forms.form_of(version, change=what == "change"))
            return
        acts.act(
            self,
            lambda work: table_forms.drop(work, version),
            _("The table from {day} on is taken away").format(day=spoken_day(version.valid_from)),
            undo=lambda work, _done: table_forms.keep(work, version),
            then=lambda _done: self.show_tables(),
        )

    def _ask_table(self, panel: AskPanel) -> None:
        self._asking = panel
        panel.done.connect(lambda _day: self.show_tables())
        self.show_panel(panel)

    # -- keys ------------------------------------------------------------------------------------------------

    def action_specs(self) -> Sequence[ActionSpec]:
        """What can be done here."""
        enters, reviews = Permission.VOLUNTEERS_HOURS, Permission.VOLUNTEERS_REVIEW
        return (
            ActionSpec("volunteers.hang_stars", N_("Post stars"), "flag", "Ctrl+N", enters, run=self.hang),
            ActionSpec("volunteers.redeem", N_("Redeem points"), "ticket", "Alt+R", enters, "selection", run=partial(self._do_current, "redeem")),
            ActionSpec("volunteers.give", N_("Give points"), "hand-heart", "Alt+G", enters, "selection", run=partial(self._do_current, "give")),
            ActionSpec("volunteers.adjust", N_("Put the points right"), "pencil", "Alt+J", reviews, "selection", run=partial(self._do_current, "adjust")),
            ActionSpec("volunteers.tables", N_("Tables of stars and points"), "table", "Alt+T", run=self.show_tables),
            ActionSpec("volunteers.expire", N_("Let points of past years lapse"), "timer", "", enters, run=self.expire),
            ActionSpec("volunteers.star_list", N_("Print the volunteers with stars"), "printer", "F8", Permission.EXPORT, run=self.print_stars),
            ActionSpec("volunteers.find", N_("Find in this list"), "search", "Ctrl+F", run=self.begin),
            ActionSpec("volunteers.print", N_("Print this list"), "printer", "Ctrl+P", Permission.EXPORT, run=self.table.print_list),
        )  # fmt: skip

    def tour_stops(self) -> Sequence[Stop]:
        """One volunteer, redeeming, the tables, the form of a table."""
        return (
            Stop("row", self._first),
            Stop("redeem", partial(self._do_current, "redeem")),
            Stop("tables", self.show_tables),
            Stop("table", lambda: Query(self, read_tables, key="tour").then(self._first_table).start()),
            Stop("closed", self.close_panel),
        )  # fmt: skip

    def _first_table(self, found: Tables) -> None:
        self._ask_table(table_forms.form_of(versions(found)[0], change=False))

    def _first(self) -> None:
        ref = self.table.model.id_at(0)
        if ref is not None:
            self.table.select(ref)


def _fits(row: Standing, where: Where) -> bool:
    state = where.get("state")
    return state is None or row.state is state


def _whole(read: Read, ref: int) -> tuple[Standing, list[PointsLine]] | None:
    row = next((one for one in standings.standings(read) if one.id == ref), None)
    return None if row is None else (row, standings.points_lines(read, ref))


def _waiting(read: Read) -> tuple[list[tuple[int, str, int]], date]:
    last = notice_service.last_day_of(read, NoticeKind.STARS, read.clock.today())
    return standings.waiting_stars(read), last


def _approver(tables: Sequence[StarTable], stars: int) -> str:
    """Who grants so many stars by the latest table."""
    return next((who for number, _hours, who in tables[0].levels if number == stars), "")
