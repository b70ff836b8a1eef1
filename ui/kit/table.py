"""TableView: a whole list — filter line, grid, empty state, footer, copy, export, print, remembered widths."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from neighborcenter.kit.i18n import _
from ui.kit import list_out, widths
from ui.kit.columns import Column, Empty, FilterChoice, RowSource, Sort, Where
from ui.kit.filter_bar import FilterBar
from ui.kit.grid import Grid
from ui.kit.jobs import Query
from ui.kit.list_states import CountLabel, EmptyList, ListCard
from ui.kit.rows import RowModel, cell_texts
from ui.kit.theme import font, px, theme_changed
from ui.kit.widgets import IconButton
from ui.kit.workstation import workstation

MEASURED = 40
"""So many rows say how wide the columns have to be."""

ExportCallback = Callable[[str, Sequence[int], Sequence[Column]], object]
"""export(kind "xlsx" or "csv", ids in order, shown columns)"""
PrintCallback = Callable[[Sequence[int], Sequence[Column]], object]


class TableView(QWidget):
    """A list of records. `key` names it on this PC: column widths and hidden columns are kept under it.

    `export` and `print_rows` come from the page, which knows the paper and the spreadsheet. Without them the
    buttons do not exist; `take_away` is the title under which the house's own export and paper do both.
    """

    opened = Signal(int)
    """Enter or double click: the id."""
    current_changed = Signal(object)
    """The id of the row the cursor is on, or None."""
    selection_changed = Signal(object)
    """The ids that are selected, in order."""
    loaded = Signal()

    def __init__(
        self,
        key: str,
        columns: Sequence[Column],
        source: RowSource,
        *,
        filters: Sequence[FilterChoice] = (),
        empty: Empty | None = None,
        sort: Sort | None = None,
        placeholder: str = "",
        export: ExportCallback | None = None,
        print_rows: PrintCallback | None = None,
        take_away: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.key = key
        self.export, self.print_rows = export, print_rows
        if take_away and list_out.is_ready():
            self.export = export or (
                lambda kind, ids, shown: list_out.export_list(self, take_away, kind, ids, shown)
            )
            self.print_rows = print_rows or (
                lambda ids, shown: list_out.print_list(self, take_away, ids, shown)
            )
        self.model = RowModel(columns, source, self)
        self.bar = FilterBar(filters, placeholder, self)
        self.grid = Grid(self.model, self)
        self.grid.setAccessibleName(placeholder or _("List"))
        self.empty = EmptyList(empty or Empty(_("Nothing here yet")), self.grid)
        self.count_label = CountLabel(self.model, self)
        self.chosen_label = QLabel(self)
        self._sort = sort
        self._wanted: list[int] = []
        self._needs: list[int] = []
        self._kept_line = 0
        self.grid.header.sort = sort
        self._build()
        self._connect()
        self._recall_columns()
        self.restyle()

    def _build(self) -> None:
        self._card = ListCard(self)
        inside = self._inside = QVBoxLayout(self._card)
        inside.setSpacing(0)
        inside.addWidget(self.grid, 1)
        self._foot = QHBoxLayout()
        self._foot.addWidget(self.count_label)
        self._foot.addWidget(self.chosen_label)
        self._foot.addStretch(1)
        inside.addLayout(self._foot)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.addWidget(self.bar)
        self._outer.addWidget(self._card, 1)
        if self.export is not None:
            self._add_tool("file-spreadsheet", _("Export this list"), self._on_export_menu)
        if self.print_rows is not None:
            self._add_tool("printer", _("Print this list"), self.print_list)
        self._add_tool("columns-3", _("Choose columns"), self._on_columns_menu)

    def _add_tool(self, icon_name: str, name: str, run: Callable[[], object]) -> None:
        button = IconButton(icon_name, name, parent=self)
        button.clicked.connect(lambda _checked=False: run())
        self.bar.add_right(button)

    def _connect(self) -> None:
        copy = QAction(_("Copy rows"), self)
        copy.setShortcut(QKeySequence.StandardKey.Copy)
        copy.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        copy.triggered.connect(self.copy_rows)
        self.grid.addAction(copy)
        self.bar.where_changed.connect(self._on_where)
        self.bar.walked.connect(self._on_walked)
        self.bar.entered.connect(self._on_entered)
        self.grid.typed.connect(self._on_typed)
        self.grid.opened.connect(self.opened)
        self.grid.room_changed.connect(self._apply_widths)
        self.grid.header.sort_wanted.connect(self._on_sort)
        self.grid.header.customContextMenuRequested.connect(lambda _point: self._on_columns_menu())
        self.grid.header.sectionResized.connect(self._on_resized)
        self.grid.selectionModel().selectionChanged.connect(self._on_selected)
        self.grid.selectionModel().currentRowChanged.connect(self._on_current)
        self.model.modelAboutToBeReset.connect(self._before_reset)
        self.model.modelReset.connect(self._after_reset)
        self.model.loaded.connect(self._on_loaded)
        self._keep_soon = QTimer(self, singleShot=True, interval=400)
        self._keep_soon.timeout.connect(self._keep_columns)
        theme_changed.connect(self.restyle)

    def restyle(self) -> None:
        """Take sizes and colors of the theme again."""
        self._outer.setSpacing(px(12))
        self._inside.setContentsMargins(px(6), px(6), px(6), px(2))
        self._foot.setContentsMargins(px(10), px(6), px(10), px(6))
        for label in (self.count_label, self.chosen_label):
            label.setFont(font("note"))
        self.grid.restyle()
        self._apply_widths()

    # -- reading ---------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the list again; place and selection stay."""
        self.model.load(self.bar.where(), self._sort)

    def set_where(self, where: Where) -> None:
        """Narrow the list."""
        self.bar.set_where(where)

    def _on_where(self, _where: Where) -> None:
        self.reload()

    def _on_sort(self, sort: Sort) -> None:
        self._sort = sort
        self.reload()

    def _measure(self) -> None:
        """Widths follow the widest cell seen so far: they never jump back while one types."""
        found = widths.needed(self.model.columns, self.model.rows_read(MEASURED))
        needs = [-(-100 * each // px(100)) for each in found]  # In design pixels: type may grow meanwhile.
        before, self._needs = self._needs, list(map(max, needs, self._needs)) if self._needs else needs
        if before != self._needs:
            self._apply_widths()

    def _on_loaded(self) -> None:
        count = self.model.rowCount()
        if count:
            self._measure()
        self.empty.say(is_empty=count == 0, is_filtered=not self.bar.where().is_empty(), clear=self.bar.clear)
        self.loaded.emit()

    def _before_reset(self) -> None:
        self._wanted = self.selected_ids(limit=200)
        self._kept_line = max(0, self.grid.rowAt(0))

    def _after_reset(self) -> None:
        bar = self.grid.verticalScrollBar()
        height = self.grid.verticalHeader().defaultSectionSize()
        bar.setValue(min(self._kept_line * height, bar.maximum()))
        self._select_ids(self._wanted)

    # -- choosing --------------------------------------------------------------------------------------------

    def selected_ids(self, limit: int | None = None) -> list[int]:
        """Return the selected ids in the order of the list."""
        lines: list[int] = []
        for part in self.grid.selectionModel().selection().toList():
            lines.extend(range(part.top(), part.bottom() + 1))
            if limit is not None and len(lines) > limit:
                break
        found = (self.model.id_at(line) for line in sorted(set(lines))[:limit])
        return [ref for ref in found if ref is not None]

    def current_id(self) -> int | None:
        """Return the id under the cursor."""
        return self.model.id_at(self.grid.currentIndex().row())

    def current_row(self) -> Any | None:
        """Return the row under the cursor, if it has been read."""
        return self.model.row_at(self.grid.currentIndex().row())

    def select(self, ref: int) -> bool:
        """Select one id and scroll to it; False when it is not in the list."""
        line = self.model.line_of(ref)
        if line is None:
            self._wanted = [ref]
            return False
        self.grid.go_to_line(line)
        return True

    def _select_ids(self, refs: Sequence[int]) -> None:
        lines = [line for ref in refs if (line := self.model.line_of(ref)) is not None]
        if not lines:
            return
        selection = QItemSelection()
        last = self.model.columnCount() - 1
        for line in lines:
            selection.select(self.model.index(line, 0), self.model.index(line, last))
        flag = QItemSelectionModel.SelectionFlag
        chosen = self.grid.selectionModel()
        chosen.setCurrentIndex(self.model.index(lines[0], 0), flag.NoUpdate)
        chosen.select(selection, flag.ClearAndSelect)

    def _on_selected(self) -> None:
        count = sum(part.height() for part in self.grid.selectionModel().selection().toList())
        self.chosen_label.setText(_("{count} selected").format(count=f"{count:,}") if count > 1 else "")
        self.grid.viewport().update()
        self.selection_changed.emit(self.selected_ids(limit=1000))

    def _on_current(self) -> None:
        self.current_changed.emit(self.current_id())

    def _on_typed(self, text: str) -> None:
        self.bar.line.setFocus()
        self.bar.line.insert(text)

    def _on_walked(self, key: int) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 10, Qt.Key.Key_PageUp: -10}[
            Qt.Key(key)
        ]
        count, line = self.model.rowCount(), self.grid.currentIndex().row()
        self.grid.go_to_line(max(0, min(count - 1, line + step)))

    def _on_entered(self) -> None:
        ref = self.current_id()
        if ref is None and self.model.rowCount():
            self.grid.go_to_line(0)
            ref = self.current_id()
        if ref is not None:
            self.opened.emit(ref)

    # -- taking away -----------------------------------------------------------------------------------------

    def shown_columns(self) -> list[Column]:
        """Return the columns that are not hidden."""
        return [c for place, c in enumerate(self.model.columns) if not self.grid.isColumnHidden(place)]

    def copy_rows(self) -> None:
        """Copy the selected rows, with titles, as text that Excel takes apart into cells."""
        ids, columns, source = self.selected_ids(), self.shown_columns(), self.model.source
        if ids:
            Query(self, lambda read: source.rows(read, ids), lane="quick").then(
                lambda rows: self._on_copied(ids, columns, rows)
            ).start()

    def _on_copied(self, ids: list[int], columns: list[Column], rows: Sequence[Any]) -> None:
        by_id = {row.id: row for row in rows}
        lines = [[column.name() for column in columns]]
        lines += [cell_texts(columns, by_id[ref]) for ref in ids if ref in by_id]
        QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in lines))

    def export_as(self, kind: str) -> None:
        """Hand the whole list, as narrowed and sorted, to the page's export."""
        export = self.export
        if export is not None:
            self.model.with_all(lambda ids: export(kind, ids, self.shown_columns()))

    def print_list(self) -> None:
        """Hand the whole list to the page's paper."""
        print_rows = self.print_rows
        if print_rows is not None:
            self.model.with_all(lambda ids: print_rows(ids, self.shown_columns()))

    def _on_export_menu(self) -> None:
        menu = self._menu()
        for kind, words in (("xlsx", _("Excel workbook (.xlsx)")), ("csv", _("Text table (.csv)"))):
            menu.addAction(words).triggered.connect(lambda _checked=False, k=kind: self.export_as(k))
        menu.popup(self._under_tools())

    # -- columns ---------------------------------------------------------------------------------------------

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def _under_tools(self) -> QPoint:
        return self.bar.mapToGlobal(QPoint(self.bar.width() - px(220), self.bar.height()))

    def _on_columns_menu(self) -> None:
        menu = self._menu()
        for place, column in enumerate(self.model.columns):
            entry = menu.addAction(column.name())
            entry.setCheckable(True)
            entry.setChecked(not self.grid.isColumnHidden(place))
            entry.toggled.connect(lambda shown, at=place: self.show_column(at, shown=shown))
        menu.popup(self._under_tools())

    def show_column(self, place: int, *, shown: bool) -> None:
        """Show or hide a column; the last one stays."""
        if shown or len(self.shown_columns()) > 1:
            self.grid.setColumnHidden(place, not shown)
            self._apply_widths()
            self._keep_columns()

    def _recall_columns(self) -> None:
        keeper = workstation()
        kept = keeper.value(f"table/{self.key}", {}) if keeper is not None else {}
        self._widths: dict[str, int] = kept.get("widths", {}) if isinstance(kept, dict) else {}
        hidden = kept.get("hidden") if isinstance(kept, dict) else None
        for place, column in enumerate(self.model.columns):
            is_hidden = column.key in hidden if hidden is not None else column.hidden
            self.grid.setColumnHidden(place, is_hidden)

    def _apply_widths(self) -> None:
        """Give every column its width; in a narrower list words give way first, then every column its share."""
        columns = self.model.columns
        wanted = [px(self._widths.get(column.key, column.width)) for column in columns]
        shown = [place for place in range(len(columns)) if not self.grid.isColumnHidden(place)]
        share = 1.0
        if self.isVisible():  # only then there is a width to share
            room = self.grid.viewport().width()
            free = [place for place in shown if columns[place].key not in self._widths]
            words = [place for place in free if columns[place].stretch]
            if not self.grid.property("scrolls"):
                missing = sum(wanted[place] for place in shown) - room
                widths.fit(wanted, list(map(px, self._needs)) or wanted, free, words, missing)
            whole = sum(wanted[place] for place in shown)
            least = 1.0 if self.grid.property("scrolls") else widths.LEAST_SHARE
            share = min(1.0, max(least, room / max(1, whole)))
            taking = [place for place in shown[:-1] if place in words]
            widths.spread(wanted, taking, room - whole)
            if shown and columns[shown[-1]].align == "right":
                widths.even(wanted, free, room - sum(wanted[place] for place in shown))
        self.grid.header.blockSignals(True)  # noqa: FBT003 - Qt's own name
        for place, wide in enumerate(wanted):
            self.grid.setColumnWidth(place, int(wide * share))
        self.grid.header.blockSignals(False)  # noqa: FBT003 - Qt's own name

    def showEvent(self, event: QShowEvent) -> None:
        """Only now there is a width to share."""
        super().showEvent(event)
        self._apply_widths()

    def _on_resized(self, place: int, _before: int, after: int) -> None:
        # The last column on show is stretched by Qt; that is no wish of the person.
        last = max(
            (at for at in range(len(self.model.columns)) if not self.grid.isColumnHidden(at)), default=0
        )
        if after and place != last:
            self._widths[self.model.columns[place].key] = round(after / px(100) * 100)
            self._keep_soon.start()

    def _keep_columns(self) -> None:
        keeper = workstation()
        if keeper is not None:
            hidden = [c.key for at, c in enumerate(self.model.columns) if self.grid.isColumnHidden(at)]
            keeper.keep(f"table/{self.key}", {"widths": self._widths, "hidden": hidden})
