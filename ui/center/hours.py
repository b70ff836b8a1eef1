"""Settings, Opening hours: the week of the center or of one room, for the whole year and for seasons."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.center import queries, service
from neighborcenter.center.drafts import HoursDraft, Span
from neighborcenter.center.rules import week_plan
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.problems import Problem, speak
from ui.center.room_choice import RoomChoice
from ui.center.rooms import all_rooms
from ui.center.week_grid import WeekGrid
from ui.kit import jobs
from ui.kit.buttons import Button
from ui.kit.cards import Banner, Card
from ui.kit.fields import TextField
from ui.kit.form import Field
from ui.kit.jobs import Command, Query, may
from ui.kit.labels import Label
from ui.kit.messages import toast
from ui.kit.moments import DateField
from ui.kit.section import Section, row_of

Season = tuple[str, str]
ALL_YEAR: Season = ("", "")


class HoursSection(Section):
    """One card per season, the all-year week first."""

    key = "settings.hours"
    title = N_("Opening hours")
    watches = frozenset({"hours", "room"})

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spans: tuple[Span, ...] = ()
        self._grids: dict[Season, WeekGrid] = {}
        self._cards: list[Card] = []
        today = jobs.runner().backend.clock.today
        self.whose = Field(_("Whose hours"), RoomChoice())
        self.since = Field(_("Hold from"), DateField(today), _("Earlier days keep the hours they had"))
        self.since.set_value(today())
        self._today = today
        head = Card(_("Opening hours"), _("Rooms without hours of their own follow the center"))
        row = QHBoxLayout()
        row.addWidget(self.whose, 1)
        row.addWidget(self.since, 1)
        head.add(row)
        self.banner = Banner("error", "")
        self.banner.hide()
        head.add(self.banner)
        self.add(head)
        self._season_card = self._make_season_card()
        self.add(self._season_card)
        self.save = Button(_("Save hours"), "primary", "check", main=True)
        self.save.clicked.connect(self._on_save)
        self.save.setEnabled(may(Permission.CENTER_WRITE))
        foot = QWidget()
        foot.setLayout(row_of(self.save))
        self.add_foot(foot)
        self.whose.changed.connect(self._show)

    def _make_season_card(self) -> Card:
        card = Card(_("Another season"), _("Inside it these hours replace the week above"))
        self.first = Field(_("First day"), TextField("07-01"), _("Month and day"))
        self.last = Field(_("Last day"), TextField("08-31"), _("Month and day"))
        add = Button(_("Add season"), icon="plus")
        add.clicked.connect(self._on_add_season)
        add.setEnabled(may(Permission.CENTER_WRITE))
        row = QHBoxLayout()
        row.addWidget(self.first, 1)
        row.addWidget(self.last, 1)
        row.addWidget(add)
        card.add(row)
        return card

    def reload(self) -> None:
        """Read the hours and the rooms."""
        Query(self, lambda read: (queries.hours_rows(read), all_rooms(read))).then(self._on_read).start()

    def _on_read(self, answer: tuple[tuple[Span, ...], list[queries.RoomRow]]) -> None:
        self._spans, rooms = answer
        self.whose.editor.offer([(room.id, room.name) for room in rooms if not room.retired])
        self._show()

    def _room_id(self) -> int | None:
        return self.whose.value() or None

    def _plan(self, season: Season) -> dict[int, list[tuple[int, int]]]:
        room_id, day = self._room_id(), self._today()
        own = [span for span in self._spans if span.room_id == room_id]
        newest = max(
            (s.valid_from or date.min for s in own if (s.valid_from or date.min) <= day), default=None
        )
        found: dict[int, list[tuple[int, int]]] = {}
        for span in own:
            if (span.valid_from or date.min) == newest and (span.season_from, span.season_to) == season:
                found.setdefault(span.weekday, []).append((span.opens, span.closes))
        return found

    def _seasons(self) -> list[Season]:
        room_id = self._room_id()
        found = {(s.season_from, s.season_to) for s in self._spans if s.room_id == room_id and s.season_from}
        return [ALL_YEAR, *sorted(season for season in found if self._plan(season))]

    def _show(self) -> None:
        for card in self._cards:
            self.box.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards.clear()
        self._grids.clear()
        for season in self._seasons():
            self._add_card(season, self._plan(season))

    def _add_card(self, season: Season, plan: dict[int, list[tuple[int, int]]]) -> None:
        first, last = season
        title = _("The whole year") if not first else _("{first} to {last}").format(first=first, last=last)
        card = Card(title, _("Drag over the hours; with the keyboard arrows and Space"))
        grid = WeekGrid()
        grid.writable = may(Permission.CENTER_WRITE)
        grid.set_spans(plan)
        card.add(grid)
        if season == ALL_YEAR and self._room_id() and not plan:
            inherited = week_plan(self._spans, self._today(), None)
            words = _("This room follows the center ({count} spans a week). Paint hours to give it its own.")
            card.add(Label(words.format(count=len(inherited)), "small", "text2", wrap=True))
        self._grids[season] = grid
        self._cards.append(card)
        self.box.insertWidget(self.box.indexOf(self._season_card), card)

    def _on_add_season(self) -> None:
        season = (self.first.value(), self.last.value())
        if all(season) and season not in self._grids:
            self._add_card(season, self._grids[ALL_YEAR].spans())
            self.first.set_value("")
            self.last.set_value("")

    def draft(self) -> HoursDraft:
        """Return what has been painted."""
        room_id = self._room_id()
        spans = tuple(
            Span(day, opens, closes, room_id, *season)
            for season, grid in self._grids.items()
            for day, of_day in grid.spans().items()
            for opens, closes in of_day
        )
        return HoursDraft(spans, room_id, self.since.value())

    def _on_save(self) -> None:
        draft = self.draft()
        self.banner.hide()
        Command(self, lambda work: service.set_hours(work, draft)).then(
            lambda _done: toast(_("Opening hours saved"))
        ).failed(self._on_problems).start()

    def _on_problems(self, problems: tuple[Problem, ...]) -> None:
        self.banner.set_text(" ".join(speak(problem) for problem in problems))
        self.banner.show()
