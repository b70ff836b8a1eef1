"""Pointing a form at fields: the form at the left, at the right what the place in hand is filled with.

A click on a cell asks; a heading of a list asks for a column of its ledger. What headings say is proposed first.
Nothing is kept before Save.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from neighborcenter.kit.i18n import _
from neighborcenter.reports.fill.headings import best_field
from neighborcenter.reports.fill.layout import Grid, mark_name
from neighborcenter.reports.fill.queries import TemplateCard
from neighborcenter.reports.fill.spots import Spot
from neighborcenter.reports.fill.suggest import (
    Known,
    head_columns,
    heading_of,
    label_of,
    list_columns,
    suggested,
    with_list,
    with_spot,
)
from neighborcenter.reports.fill.xlsx_read import address
from neighborcenter.reports.kinds import SpotKind
from neighborcenter.reports.ledgers.ledger import Column, Ledger
from ui.kit.buttons import Button
from ui.kit.cards import Card
from ui.kit.chips import Chip
from ui.kit.fields import ChoiceField
from ui.kit.form import Field
from ui.kit.labels import Label
from ui.kit.shown import set_shown
from ui.kit.theme import px, theme_changed
from ui.people.panels import empty_layout
from ui.reports.forms.preview import FormPreview

NOTHING = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """A form and what it may be pointed at."""

    card: TemplateCard
    known: Known


class MappingView(QWidget):
    """The whole screen of one form. `saved` carries the places, `left` goes back without keeping anything."""

    saved = Signal(object)
    left = Signal()

    def __init__(self, opened: Opened, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card, self.known = opened.card, opened.known
        self.spots: tuple[Spot, ...] = opened.card.spots
        self._ledgers: dict[str, Ledger] = {one.key: one for one in opened.known.ledgers}
        self._facts: dict[str, Column] = {one.key: one for one in opened.known.facts}
        self._at: Spot | None = None
        self.setAccessibleName(self.card.row.name)
        self.preview = FormPreview(self.name_of)
        self.preview.asked.connect(self.ask_about)
        self.places = ChoiceField(
            [(one.name, one.name) for one in self.card.layout.grids], _("Sheet or table")
        )
        self.places.setAccessibleName(_("Sheet or table"))
        self.where = Label("", "section", wrap=True)
        self.hint = Label("", "small", "text2", wrap=True)
        self.field = Field(_("Filled with"), ChoiceField(self._fact_choices(), _("Nothing: it stays empty")))
        self.list_field = Field(
            _("Rows of the ledger"),
            ChoiceField([(one.key, one.title) for one in self.known.ledgers], _("Choose")),
        )
        self.propose = Chip("")
        self.clear_button = Button(_("Leave it empty"), "quiet", "eraser")
        self.list_button = Button(_("A list begins below this row"), "secondary", "table")
        self.guess_button = Button(_("Guess from the headings"), "secondary", "zap")
        self.save_button = Button(_("Save"), "primary", "check", "Ctrl S")
        self.back_button = Button(_("Back"), "quiet", "arrow-left", "Esc")
        self.count = Label("", "small", "text2")
        self._overview = QVBoxLayout()
        self._build()
        self._connect()
        self.show_grid()

    # -- building --------------------------------------------------------------------------------------------

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.back_button)
        head.addWidget(Label(self.card.row.name, "title", elide=True))
        head.addWidget(self.count)
        head.addStretch(1)
        head.addWidget(self.save_button)
        left = QVBoxLayout()
        left.addWidget(self.places)
        sheet = Card(padding=8)
        sheet.body.addWidget(self.preview)
        left.addWidget(sheet, 1)
        set_shown(self.places, len(self.card.layout.grids) > 1)
        set_shown(sheet, bool(self.card.layout.grids))
        side = QVBoxLayout()
        for part in (
            self.where,
            self.hint,
            self.list_field,
            self.field,
            self.propose,
            self.clear_button,
            self.list_button,
            self.guess_button,
        ):
            side.addWidget(part)
        side.addSpacing(px(8))
        inside = QWidget()
        inside.setLayout(self._overview)
        inside.setAutoFillBackground(False)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.viewport().setAutoFillBackground(False)
        area.setAccessibleName(_("What is filled"))
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        side.addWidget(area, 1)
        self._side = Card()
        self._side.body.addLayout(side)
        row = QHBoxLayout()
        row.addLayout(left, 1)
        row.addWidget(self._side)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.addLayout(head)
        self._box.addLayout(row, 1)
        theme_changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Take sizes of the theme again."""
        self._box.setSpacing(px(10))
        self._side.setFixedWidth(px(320))

    def _connect(self) -> None:
        self.places.changed.connect(self.show_grid)
        self.field.changed.connect(self._on_field)
        self.list_field.changed.connect(self._on_ledger)
        self.propose.clicked.connect(self._on_propose)
        self.clear_button.clicked.connect(lambda _checked=False: self._set(NOTHING))
        self.list_button.clicked.connect(lambda _checked=False: self._begin_list())
        self.guess_button.clicked.connect(lambda _checked=False: self.guess())
        self.save_button.clicked.connect(lambda _checked=False: self.save())
        self.back_button.clicked.connect(lambda _checked=False: self.left.emit())
        QShortcut(QKeySequence("Ctrl+S"), self, self.save)
        QShortcut(QKeySequence("Esc"), self, self.left.emit)

    def _fact_choices(self) -> list[tuple[str, str]]:
        return [(one.key, one.title) for one in self.known.facts]

    # -- showing ---------------------------------------------------------------------------------------------

    def grid(self) -> Grid | None:
        """The grid on show."""
        grids = self.card.layout.grids
        return next((one for one in grids if one.name == self.places.value()), grids[0] if grids else None)

    def name_of(self, spot: Spot) -> str:
        """What a place is filled with, in words."""
        if spot.kind is SpotKind.LIST:
            return self._ledgers[spot.field].title if spot.field in self._ledgers else spot.field
        if spot.kind is SpotKind.COLUMN:
            head = self._head_of(spot)
            ledger = self._ledgers.get(head.field) if head else None
            found = (
                next((one for one in list_columns(ledger) if one.key == spot.field), None) if ledger else None
            )
            return found.title if found else spot.field
        return self._facts[spot.field].title if spot.field in self._facts else spot.field

    def show_grid(self) -> None:
        """Show the chosen grid, the places, and how many are filled."""
        grid = self.grid()
        if grid is not None:
            if self.places.value() is None:
                self.places.set_value(grid.name)
            self.preview.show_grid(grid, self.spots)
        filled = sum(1 for spot in self.spots if spot.kind is not SpotKind.LIST)
        self.count.setText(_("{count} places are filled").format(count=filled))
        self._show_overview()
        self._show_hand()

    def _show_overview(self) -> None:
        """Every place in words, marks that are not filled among them; pressing one takes it in hand."""
        empty_layout(self._overview)
        known = {spot.heading for spot in self.spots if spot.kind is SpotKind.MARK}
        loose = [Spot(SpotKind.MARK, NOTHING, mark) for mark in self.card.layout.marks if mark not in known]
        for spot in (*self.spots, *loose):
            words = f"{spot.heading or spot.name} → {self.name_of(spot) if spot.field else '—'}"
            line = Button(words, "quiet")
            line.setToolTip(spot.name)
            line.clicked.connect(lambda _checked=False, one=spot: self.take(one))
            self._overview.addWidget(line, 0, Qt.AlignmentFlag.AlignLeft)
        self._overview.addStretch(1)

    def take(self, spot: Spot) -> None:
        """Take a place in hand."""
        if spot.kind is SpotKind.MARK:
            self._at = spot
            self._show_hand()
            return
        if self.places.value() != spot.place:
            self.places.set_value(spot.place)
            self.show_grid()
        self.preview.setCurrentIndex(self.preview.cells.index(spot.row, spot.column))
        self.ask_about(spot.row, spot.column)

    def ask_about(self, row: int, column: int) -> None:
        """Take the place at a cell in hand: a column inside a list, the list at its head row, a single cell elsewhere."""
        grid = self.grid()
        if grid is None:
            return
        head = next(
            (
                one for one in self.spots
                if one.kind is SpotKind.LIST and one.place == grid.name
                and self._top_of(grid, one.row) <= row <= one.last
            ),
            None,
        )  # fmt: skip
        if head is not None:
            heading = heading_of(grid, head.row, column)
            wanted = Spot(
                SpotKind.COLUMN, NOTHING, heading, grid.name, head.row, grid.area(head.row, column)[1]
            )
        else:
            label, down, across = label_of(grid, row, column)
            wanted = Spot(SpotKind.CELL, NOTHING, label, grid.name, row, column, down=down, across=across)
        self._at = next((one for one in self.spots if one.key() == wanted.key()), wanted)
        self._show_hand()

    def _top_of(self, grid: Grid, head_row: int) -> int:
        return min((grid.area(head_row, column)[0] for column in range(grid.width)), default=head_row)

    def _head_of(self, spot: Spot) -> Spot | None:
        return next(
            (
                one
                for one in self.spots
                if one.kind is SpotKind.LIST and (one.place, one.row) == (spot.place, spot.row)
            ),
            None,
        )

    def _show_hand(self) -> None:
        at, grid = self._at, self.grid()
        for part in (self.field, self.propose, self.clear_button, self.list_button, self.list_field):
            part.hide()
        if at is None:
            self.where.setText(_("Press a cell of the form"))
            self.hint.setText(_("Then choose what it is filled with. Colored cells are filled already."))
            return
        named = at.name if at.kind is SpotKind.MARK else address(at.row, at.column)
        self.where.setText(
            " · ".join(part for part in (named, at.heading if at.kind is not SpotKind.MARK else "") if part)
        )
        head = self._head_of(at) if at.kind is SpotKind.COLUMN else None
        self.hint.setText(
            _("A column of the list")
            if head
            else _("A mark in the text")
            if at.kind is SpotKind.MARK
            else _("A single cell")
        )
        self.field.editor.set_choices(self._choices(head))
        self.field.set_value(at.field or None)
        self.field.show()
        self.clear_button.setVisible(bool(at.field))
        self.list_field.setVisible(head is not None)
        if head is not None:
            self.list_field.set_value(head.field)
        may_begin = (
            at.kind is SpotKind.CELL
            and grid is not None
            and len(head_columns(grid, grid.area(at.row, at.column)[2])) >= 2
        )
        self.list_button.setVisible(may_begin)
        found = self._proposal(at, head)
        if found is not None and found.key != at.field:
            self.propose.setText(_("Proposed: {field}").format(field=found.title))
            self.propose.show()

    def _choices(self, head: Spot | None) -> list[tuple[str, str]]:
        ledger = self._ledgers.get(head.field) if head is not None else None
        return [(one.key, one.title) for one in list_columns(ledger)] if ledger else self._fact_choices()

    def _proposal(self, at: Spot, head: Spot | None) -> Column | None:
        ledger = self._ledgers.get(head.field) if head is not None else None
        words = mark_name(at.heading) if at.kind is SpotKind.MARK else at.heading
        found = (
            best_field(words, list_columns(ledger) if ledger else self.known.facts, 0.6) if words else None
        )
        return found[0] if found else None

    # -- changing --------------------------------------------------------------------------------------------

    def _on_field(self) -> None:
        if self.field.value():
            self._set(self.field.value())

    def _on_propose(self) -> None:
        found = self._proposal(self._at, self._head_of(self._at)) if self._at is not None else None
        if found is not None:
            self._set(found.key)

    def _set(self, field: str) -> None:
        """Point the place in hand at a field; "" takes it away."""
        if self._at is None:
            return
        self._at = replace(self._at, field=field)
        self.spots = with_spot(self.spots, self._at)
        self.show_grid()

    def _on_ledger(self) -> None:
        """Another ledger for the list in hand: its columns are guessed anew from the headings."""
        head = self._head_of(self._at) if self._at is not None else None
        if head is not None and self.list_field.value() and self.list_field.value() != head.field:
            self._put_list(head.place, head.row, self.list_field.value())

    def _begin_list(self) -> None:
        at, grid = self._at, self.grid()
        if at is None or grid is None:
            return
        row = grid.area(at.row, at.column)[2]
        scores = {
            ledger.key: sum(
                1 for _column, words in head_columns(grid, row) if best_field(words, list_columns(ledger))
            )
            for ledger in self.known.ledgers
        }
        best = max(scores, key=lambda key: scores[key])
        self._put_list(grid.name, row, best)
        self.ask_about(row, at.column)

    def _put_list(self, place: str, row: int, key: str) -> None:
        grid = self.card.layout.grid(place)
        assert grid is not None
        self.spots = with_list(grid, self.spots, row, self._ledgers[key])
        self.show_grid()

    def guess(self) -> None:
        """Point everything at what its headings say; what was set by hand is kept."""
        spots: Sequence[Spot] = suggested(self.card.layout, self.known)
        mine = {spot.key() for spot in self.spots}
        found = self.spots
        for spot in spots:
            if spot.key() not in mine:
                found = with_spot(found, spot)
        self.spots = found
        self.show_grid()

    def save(self) -> None:
        """Hand the places over."""
        self.saved.emit(self.spots)
