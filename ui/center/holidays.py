"""Settings, Holidays: which years are imported, their days off and make-up days, and what the center does then."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.center import queries, service
from neighborcenter.center.drafts import HolidayCalendar, HolidayDay
from neighborcenter.center.holiday_files import holidays_from_file, holidays_from_text
from neighborcenter.center.queries import HolidayYear
from neighborcenter.center.settings import MAKEUP_DAYS_WORKED, OPEN_ON_HOLIDAYS
from neighborcenter.kit import settings
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.problems import Problem, speak
from neighborcenter.kit.settings import Setting
from ui.kit.buttons import Button, Switch
from ui.kit.cards import Banner, Card
from ui.kit.chips import StatusChip
from ui.kit.fields import LongTextField
from ui.kit.form import Field
from ui.kit.jobs import Command, Query, may
from ui.kit.labels import Label
from ui.kit.messages import toast
from ui.kit.section import Section, row_of

SETTINGS = (OPEN_ON_HOLIDAYS, MAKEUP_DAYS_WORKED)


def _days(days: tuple[HolidayDay, ...]) -> str:
    """Return "元旦 1-1, 1-2; 春节 2-15 …"."""
    found: dict[str, list[str]] = {}
    for day in days:
        found.setdefault(day.name, []).append(f"{day.day.month}-{day.day.day}")
    return "；".join(f"{name} {'、'.join(marks)}" for name, marks in found.items())


class HolidaysSection(Section):
    """A card per year, the import, and the two decisions of the center."""

    key = "settings.holidays"
    title = N_("Holidays")
    watches = frozenset({"holiday", "holiday_year", "setting"})

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: list[Card] = []
        writes = may(Permission.CENTER_WRITE)
        head = Card(_("Import a year"), _("The notice of the State Council comes each November"))
        self.text = Field(
            _("Text of the notice, or lines like 2027-01-01, New Year, off"), LongTextField(lines=4)
        )
        self.banner = Banner("error", "")
        self.banner.hide()
        file, take = Button(_("Import file…"), icon="upload"), Button(_("Import text"), "tinted")
        file.clicked.connect(self._on_file)
        take.clicked.connect(
            lambda: self.take(lambda: holidays_from_text(self.text.value()), _("Pasted text"))
        )
        for button in (file, take):
            button.setEnabled(writes)
        for part in (self.text, self.banner):
            head.add(part)
        head.add(row_of(file, take))
        self.add(head)
        self._import_card = head
        self.switches: dict[str, Switch] = {}
        rules = Card(_("On such days"))
        for setting in SETTINGS:
            switch = self.switches[setting.key] = Switch(_(setting.label))
            switch.setEnabled(writes)
            switch.clicked.connect(lambda _checked=False, s=setting: self._on_switch(s))
            row = QHBoxLayout()
            row.addWidget(switch)
            row.addWidget(Label(_(setting.label)), 1)
            rules.add(row)
        self.add(rules)

    def reload(self) -> None:
        """Read years and decisions."""
        Query(
            self, lambda read: (queries.holiday_years(read), {s.key: settings.get(read, s) for s in SETTINGS})
        ).then(self._show).start()

    def _show(self, answer: tuple[tuple[HolidayYear, ...], dict[str, bool]]) -> None:
        years, decided = answer
        for key, value in decided.items():
            self.switches[key].setChecked(value)
        for card in self._cards:
            self.box.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = [self._card(year) for year in sorted(years, key=lambda y: -y.year)]
        for place, card in enumerate(self._cards):
            self.box.insertWidget(place, card)

    def _card(self, year: HolidayYear) -> Card:
        card = Card(str(year.year))
        state = (
            StatusChip(_("Imported"), "service", "circle-check")
            if year.known
            else StatusChip(_("Not imported"), "notice", "triangle-alert")
        )
        card.head.insertWidget(1, state)
        if not year.known:
            words = _("Until then weekends count as days off and every other day as worked.")
            card.add(Label(words, "small", "text2", wrap=True))
            return card
        card.note.setText(year.source)
        for title, days in (
            (_("Days off: {count}").format(count=len(year.off)), year.off),
            (_("Make-up working days: {count}").format(count=len(year.worked)), year.worked),
        ):
            card.add(Label(title, "small strong"))
            card.add(Label(_days(days), "small", "text2", wrap=True))
        return card

    def _on_file(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(
            self, _("Import file…"), "", _("Lists of holidays (*.toml *.csv *.txt *.xlsx *.xls)")
        )
        if chosen:
            self.take(lambda: holidays_from_file(Path(chosen)), Path(chosen).name)

    def take(self, read_calendar: Any, source: str) -> None:
        """Read a calendar in the lane and import it."""
        self.banner.hide()

        def act(work: Any) -> tuple[tuple[int, ...], HolidayCalendar]:
            calendar = read_calendar()
            return service.import_holidays(work, calendar, source), calendar

        Command(self, act).then(self._on_imported).failed(self._on_problems).start()

    def _on_imported(self, answer: tuple[tuple[int, ...], HolidayCalendar]) -> None:
        years, calendar = answer
        self.text.set_value("")
        toast(
            _("Holidays of {years} imported").format(years=_(", ").join(map(str, years))),
            _("{count} days").format(count=len(calendar.days)),
        )

    def _on_problems(self, problems: tuple[Problem, ...]) -> None:
        self.banner.set_text(" ".join(speak(problem) for problem in problems))
        self.banner.show()

    def _on_switch(self, setting: Setting[bool]) -> None:
        value = self.switches[setting.key].isChecked()

        def act(work: Any) -> None:
            work.require(Permission.CENTER_WRITE)
            settings.put(work, setting, value)

        Command(self, act).start()
