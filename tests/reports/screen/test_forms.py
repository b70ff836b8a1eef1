"""What a clerk does with the forms of other offices: drops one in, looks, fills it, takes the return back."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from neighborcenter.backend import Backend
from neighborcenter.kit.actor import Actor
from neighborcenter.reports.fill import queries
from tests.support.builders import Builders
from tests.support.foreign_forms import marks_form, workbook_form
from tests.support.month import FilledMonth
from ui.kit import messages
from ui.kit.changes import Changes
from ui.kit.jobs import Runner
from ui.reports.forms.add_panel import AddPanel
from ui.reports.forms.fill_panel import FillPanel
from ui.reports.forms.page import FormsPage


class Forms:
    """The page with its panel, as the window shows them."""

    def __init__(self, page: FormsPage, settle: Callable[[], None]) -> None:
        self.page, self.settle = page, settle
        self.panel: QWidget | None = None
        page.panel_wanted.connect(self._on_panel)

    def _on_panel(self, widget: QWidget | None) -> None:
        if self.panel is not None:
            self.panel.deleteLater()
        self.panel = widget
        if widget is not None:
            widget.setParent(self.page)
            widget.show()

    def drop(self, path: Path, name: str) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        event = QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        self.page.dropEvent(event)
        self.settle()
        assert isinstance(self.panel, AddPanel)
        self.panel.name.set_value(name)
        self.panel.submit()
        self.settle()


@pytest.fixture
def forms(
    qtbot: object, filled: FilledMonth, signed_in: Runner, settle: Callable[[], None]
) -> Iterator[Forms]:
    """The page, open and at rest."""
    page = FormsPage()
    changes = Changes(signed_in, page)
    changes.changed.connect(page.on_changed)
    page.resize(1200, 800)
    page.show()
    made = Forms(page, settle)
    settle()
    yield made
    settle()
    messages.clear_toast()
    page.close()
    page.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    settle()


def test_a_form_dropped_in_is_pointed_looked_at_filled_and_taken_back(
    forms: Forms, backend: Backend, actor: Actor, make: Builders, tmp_path: Path
) -> None:
    (tmp_path / "花名册.xlsx").write_bytes(workbook_form())
    forms.drop(tmp_path / "花名册.xlsx", "困难群众花名册")
    mapping = forms.page.mapping
    assert mapping is not None
    assert [mapping.name_of(spot) for spot in mapping.spots if spot.place == "花名册"][:3] == [
        "Center", "Filled in on", "Survey of households on minimum income",
    ]  # fmt: skip
    mapping.places.set_value("花名册")
    mapping.show_grid()
    mapping.ask_about(3, 6)  # 家庭人口 under its merged head
    assert mapping.field.value() == "heads"
    mapping.list_field.editor.set_value("residents")
    mapping._on_ledger()
    mapping.ask_about(5, 1)
    assert (mapping.field.value(), mapping.hint.text()) == ("name", "A column of the list")
    mapping.save()
    forms.settle()
    assert forms.page.mapping is None
    forms.page.open(1)
    forms.settle()
    panel = forms.panel
    assert isinstance(panel, FillPanel)
    assert panel.outlook.text().startswith("12 rows")
    panel.save_to(tmp_path / "10月.xlsx")
    forms.settle()
    page = load_workbook(io.BytesIO((tmp_path / "10月.xlsx").read_bytes()))["花名册"]
    assert [page.cell(row, 1).value for row in (5, 14)] == [1, 10]
    assert "12 rows" in panel.history.text()
    assert panel.outlook.text().endswith("0 new, 0 changed, 0 left since the last return")
    panel._take_back()
    forms.settle()
    assert "taken back" in panel.history.text()
    with backend.read(actor) as read:
        assert [one.undone for one in queries.returns(read)] == [True]


def test_marks_are_pointed_from_their_list_and_a_new_edition_is_told(
    forms: Forms, backend: Backend, actor: Actor, tmp_path: Path
) -> None:
    (tmp_path / "说明.docx").write_bytes(marks_form())
    forms.drop(tmp_path / "说明.docx", "情况说明")
    mapping = forms.page.mapping
    assert mapping is not None
    mark = next(spot for spot in mapping.spots if spot.field == "figure.visits")
    mapping.take(mark)
    mapping.field.editor.set_value("figure.people")
    mapping._on_field()
    mapping.save()
    forms.settle()
    with backend.read(actor) as read:
        spots = queries.spots_of(read, 1)
    assert next(spot.field for spot in spots if spot.heading == "{服务人次}") == "figure.people"
    forms.page.table.grid.setCurrentIndex(forms.page.table.model.index(0, 0))
    (tmp_path / "新.docx").write_bytes(marks_form())
    forms.page.renew(tmp_path / "新.docx")
    forms.settle()
    assert forms.panel is not None
    assert forms.page.table.current_row().file_name == "新.docx"


def test_people_who_are_unknown_are_told_beside_the_field(forms: Forms, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(workbook_form())
    forms.drop(tmp_path / "a.xlsx", "花名册")
    forms.page.open(1)
    forms.settle()
    panel = forms.panel
    assert isinstance(panel, FillPanel)
    panel.names.setText("查无此人")
    panel.look()
    forms.settle()
    problem = panel.form.fields["people"].problem
    assert problem is not None
    assert problem.code == "reports.people_unknown"
    assert not panel.go.isEnabled()
    panel.names.setText("")
    panel.whole.setChecked(True)
    forms.settle()
    assert not panel.go.isEnabled(), "whole numbers ask for a reason"
