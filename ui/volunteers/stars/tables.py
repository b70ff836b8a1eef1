"""The tables behind stars and points: every version with its sentence, its days, and what was decided by it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import _
from neighborcenter.kit.work import Read
from neighborcenter.volunteers import standings, table_service
from neighborcenter.volunteers.rules import PointsRule
from neighborcenter.volunteers.standings import StarTable
from neighborcenter.volunteers.table_service import Use
from ui.kit.jobs import may, runner
from ui.kit.labels import Label, LinkLabel
from ui.kit.spoken import spoken_day
from ui.kit.widgets import IconButton
from ui.people.panels import Panel

SECTIONS = ("stars", "points")


@dataclass(frozen=True, slots=True)
class Tables:
    """All versions, the latest first and the usual one last, with what was decided by each."""

    stars: tuple[StarTable, ...]
    star_uses: dict[date, Use]
    points: tuple[tuple[date | None, PointsRule], ...]
    points_uses: dict[date, Use]


@dataclass(frozen=True, slots=True)
class Version:
    """One version as the panel shows it; `content` is a StarTable or a PointsRule, None as first day the usual one."""

    section: str
    valid_from: date | None
    sentence: str
    content: Any
    use: Use | None

    @property
    def is_free(self) -> bool:
        """Whether it may be put right and taken away."""
        return self.use is not None and not self.use.count


def read_tables(read: Read) -> Tables:
    """Everything the panel shows."""
    return Tables(
        tuple(standings.star_tables(read)),
        table_service.uses(read, stars=True),
        tuple(standings.points_tables(read)),
        table_service.uses(read, stars=False),
    )


def versions(tables: Tables) -> list[Version]:
    """Both sections, the latest version first."""
    stars = [
        Version(
            "stars", one.valid_from, standings.stars_sentence(one.levels), one,
            None if one.valid_from is None else tables.star_uses.get(one.valid_from),
        )
        for one in tables.stars
    ]  # fmt: skip
    points = [
        Version(
            "points", day, standings.points_sentence(rule), rule,
            None if day is None else tables.points_uses.get(day),
        )
        for day, rule in tables.points
    ]  # fmt: skip
    return stars + points


class TablesPanel(Panel):
    """Each version as a sentence; those nothing was decided by can be put right and taken away."""

    wanted = Signal(str, object)
    """new, change, drop: and the version it begins from."""

    def __init__(self, tables: Tables) -> None:
        super().__init__(_("Tables of stars and points"))
        self.versions = versions(tables)
        self._today = runner().backend.clock.today()
        self._may = may(Permission.VOLUNTEERS_REVIEW)
        titles = {"stars": _("Stars"), "points": _("Points")}
        words = {"stars": _("Another table of stars"), "points": _("Another rule of points")}
        for section in SECTIONS:
            rows = [one for one in self.versions if one.section == section]
            more = IconButton("plus", words[section], 28)
            more.setEnabled(self._may)
            more.clicked.connect(lambda _checked=False, one=rows[0]: self.wanted.emit("new", one))
            self.section(titles[section], more)
            for row in rows:
                self._version(row, first=row is rows[0])
        self.body.addStretch(1)

    def _version(self, row: Version, *, first: bool) -> None:
        line = QHBoxLayout()
        line.addWidget(Label(self._heading(row), "body strong"), 1)
        if row.is_free and self._may:
            self._link(line, _("Change"), "change", row)
            self._link(line, _("Take away"), "drop", row)
        elif row.valid_from is None and not first and self._may:
            self._link(line, _("Go back to it"), "new", row)
        self.body.addLayout(line)
        self.body.addWidget(Label(row.sentence, "small", "text2", wrap=True))
        note = self._note(row)
        if note:
            self.body.addWidget(Label(note, "note", "text3", wrap=True))

    def _link(self, line: QHBoxLayout, words: str, what: str, row: Version) -> None:
        link = LinkLabel(words)
        link.setAccessibleName(f"{words}: {self._heading(row)}")
        link.clicked.connect(lambda: self.wanted.emit(what, row))
        line.addWidget(link)

    def _heading(self, row: Version) -> str:
        if row.valid_from is None:
            return _("Where no table is set")
        if row.use is not None and row.use.until is not None:
            return _("{first} to {last}").format(
                first=spoken_day(row.valid_from), last=spoken_day(row.use.until)
            )
        return _("From {day} on").format(day=spoken_day(row.valid_from))

    def _note(self, row: Version) -> str:
        """Whether it holds, and why it can be changed no more."""
        if row.use is None or row.valid_from is None:
            return ""
        if row.use.count:
            used = (
                _("{count} stars were applied for by it, the last on {day}: it stays as it is.")
                if row.section == "stars"
                else _("{count} lines of points follow it, the last on {day}: it stays as it is.")
            )
            return used.format(count=row.use.count, day=spoken_day(row.use.last))
        if row.valid_from > self._today:
            return _("Not in force yet")
        return _("Nothing was decided by it yet")
