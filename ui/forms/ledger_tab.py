"""The ledger of one form: a month of entries, entering, changing, voiding, reading in and writing out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.forms import entry_queries, entry_service
from neighborcenter.forms.children.kinds import ATTENDANCE, REGISTER
from neighborcenter.forms.kinds import FormStatus
from neighborcenter.forms.queries import FormCard, form_card
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.speech import say_month
from neighborcenter.kit.times import Month
from ui.forms import hand_form, moving
from ui.forms.columns import ledger_columns, ledger_filters
from ui.forms.entry_form import EntryForm
from ui.forms.entry_panel import EntryPanel
from ui.forms.match_panel import MatchPanel
from ui.forms.reading import LedgerSource, Matter, matter
from ui.forms.void_form import VoidForm
from ui.kit.actions import ActionSpec
from ui.kit.buttons import Button
from ui.kit.chips import Chip
from ui.kit.columns import Empty, Sort, Where
from ui.kit.jobs import Query, may, runner
from ui.kit.labels import Label
from ui.kit.messages import toast
from ui.kit.page import Stop
from ui.kit.spoken import spoken_day
from ui.kit.steps import Steps
from ui.kit.table import TableView
from ui.kit.theme import px
from ui.kit.widgets import IconButton
from ui.modules.form_panel import FormPanel
from ui.volunteers import acts
from ui.volunteers.tab import Tab


class LedgerTab(Tab):
    """One form; `show_form` chooses it, the table is made anew from its fields."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.month: Month | None = Month.of(runner().backend.clock.today())
        self.card: FormCard | None = None
        self.table: TableView | None = None
        self.source: LedgerSource | None = None
        self._wanted: Any = None
        self.back = IconButton("arrow-left", _("All forms"))
        self.title = Label("", "title", wrap=True)
        self.steps = Steps(_("The month before"), _("The month after"))
        self.words = Label("", "section")
        self.always = Chip(_("All months"))
        self.more = Button(_("More"), "secondary", "ellipsis")
        self.today = Button(_("List of the day"), "secondary", "users")
        self.new = self.main_button = Button(_("New ledger entry"), "primary", "plus", key="Ctrl N")
        self.new.setEnabled(may(Permission.FORMS_WRITE))
        self._head()
        self._connect()

    def _head(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(px(8))
        line.addWidget(self.back)
        line.addWidget(self.title, 1)
        tools: tuple[QWidget, ...] = (
            self.steps, self.words, self.always, self.today, self.more, self.new,
        )  # fmt: skip
        for tool in tools:
            line.addWidget(tool)
        self.box.addLayout(line)

    def _connect(self) -> None:
        self.back.clicked.connect(lambda _checked=False: self.tab_wanted.emit("list", None))
        self.steps.stepped.connect(self.step)
        self.always.toggled.connect(lambda on: self.show_month(None if on else Month.of(_today())))
        self.more.clicked.connect(lambda _checked=False: self._menu())
        self.today.clicked.connect(lambda _checked=False: self.tab_wanted.emit("children", None))
        self.new.clicked.connect(lambda _checked=False: self.enter())

    # -- which ledger ----------------------------------------------------------------------------------------

    def open(self, target: Any) -> None:
        """A form by id; ("enter", form, person) begins an entry; ("entry", form, entry) shows one, ("change", …) opens it and ("match", …) its matches; None: the latest."""
        form_id = int(target[1]) if isinstance(target, tuple) else int(target)
        self._wanted = target if isinstance(target, tuple) else None
        Query(self, lambda read: form_card(read, form_id), key="form").then(self._on_form).start()

    def reload(self) -> None:
        """Read the form and its ledger again."""
        if self.card is not None:
            ref = self.card.id
            Query(self, lambda read: form_card(read, ref), key="form").then(self._on_form).start()

    def _on_form(self, card: FormCard) -> None:
        before, self.card = self.card, card
        self.title.setText(card.title)
        self.today.setVisible(card.key in (REGISTER, ATTENDANCE))
        self.new.setEnabled(
            may(Permission.FORMS_WRITE) and card.current is not None and card.status is FormStatus.ACTIVE
        )
        if (
            self.table is None
            or before is None
            or (before.id, before.definition) != (card.id, card.definition)
        ):
            self._make_table(card)
        self.show_month(self.month)
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self._go_on(wanted[0], wanted[2])

    def _go_on(self, what: str, ref: int | None) -> None:
        """What was wanted of the form once it is there."""
        if what == "enter":
            self.enter(ref)
        elif ref is None and self.table is not None:
            QTimer.singleShot(0, self, partial(self._when_loaded, what))
        elif what == "match" and ref is not None:
            self.show_matches(ref)
        elif ref is not None:
            self.show_entry(ref, change=what == "change")

    def _when_loaded(self, what: str) -> None:
        """The latest entry of all time, for who only wants an example."""
        if self.card is None or self.source is None:
            return
        self.always.setChecked(True)
        card, source = self.card, self.source
        Query(self, lambda read: next(iter(source.ids(read, Where(), None)), None), key="latest").then(
            lambda ref: self._go_on(what, ref) if ref is not None and card is self.card else None
        ).start()

    def _make_table(self, card: FormCard) -> None:
        if self.table is not None:
            self.box.removeWidget(self.table)
            self.table.hide()
            self.table.deleteLater()
        columns = ledger_columns(card.definition)
        self.source = LedgerSource(card, self.month)
        writes = may(Permission.FORMS_WRITE) and card.current is not None
        self.table = TableView(
            f"forms.ledger.{card.key}",
            columns,
            self.source,
            filters=ledger_filters(card.definition),
            empty=Empty(
                _("Nothing entered in this month"), card.description, "notebook-pen",
                _("New ledger entry") if writes else "", self.enter,
            ),
            sort=Sort("day", descending=True),
            placeholder=_("Name, or words of the entry"),
            take_away=card.title if may(Permission.EXPORT) else "",
        )  # fmt: skip
        self.table.opened.connect(self.show_entry)
        self.box.addWidget(self.table, 1)

    def begin(self) -> None:
        """The caret stands in the filter line."""
        if self.table is not None:
            self.table.bar.line.setFocus()

    def step(self, steps: int) -> None:
        """Another month."""
        self.show_month((self.month or Month.of(_today())).plus(steps))

    def show_month(self, month: Month | None) -> None:
        """The entries of this month; None: of all time."""
        self.month = month
        self.words.setText("" if month is None else say_month(month))
        for part in (self.steps, self.words):
            part.setVisible(month is not None)
        if self.source is not None and self.table is not None:
            self.source.month = month
            self.table.reload()

    # -- entries ---------------------------------------------------------------------------------------------

    def enter(self, person: int | None = None) -> None:
        """Open an empty sheet, about a person if one is named."""
        if self.card is None or self.card.current is None or not may(Permission.FORMS_WRITE):
            return
        ref = self.card.id
        Query(self, lambda read: matter(read, ref, person=person), key="sheet").then(self._on_sheet).start()

    def _on_sheet(self, found: Matter) -> None:
        form = EntryForm(found)
        form.saved.connect(partial(self._on_saved, found.entry is None))
        self._show_form(form)

    def _show_form(self, form: FormPanel) -> None:
        self.show_panel(form)
        form.focus_first()

    def _on_saved(self, new: bool, ref: object) -> None:
        assert isinstance(ref, int)
        self.close_panel()
        if new:
            self._offer_undo(ref, _("Entered"))
        else:
            toast(_("Changed; what stood there before is kept"), owner=self.window())
        self.reload()
        if new and self.new.isEnabled():
            # The next sheet lies ready where one is entered after the other.
            self.new.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer_undo(self, ref: int, said: str) -> None:
        def back() -> None:
            acts.act(
                self,
                lambda work: entry_service.void_entry(work, ref, _("Taken back at once")),
                _("Taken back"),
            )

        toast(said, undo=back, owner=self.window())

    def show_entry(self, ref: int, *, change: bool = False) -> None:
        """Open one entry, to be read or to be changed."""
        if self.card is not None:
            form = self.card.id
            then = self._on_sheet if change and may(Permission.FORMS_WRITE) else self._on_entry
            Query(self, lambda read: matter(read, form, ref), key="entry").then(then).start()

    def _on_entry(self, found: Matter) -> None:
        assert found.entry is not None
        panel = EntryPanel(found.form, found.entry, found.curves)
        panel.wanted.connect(lambda what: self._do(what, found))
        self.show_panel(panel)

    def _do(self, what: str, found: Matter) -> None:
        assert found.entry is not None
        row = found.entry.row
        if what == "change":
            self._on_sheet(found)
        elif what == "void":
            form = VoidForm(row.id, row.name or spoken_day(row.day))
            form.saved.connect(lambda _ref: self._on_voided(row.id))
            self._show_form(form)
        elif what == "restore":
            acts.act(self, lambda work: entry_service.restore_entry(work, row.id), _("Counted again"))
            self.close_panel()
        elif what == "print":
            acts.print_paper(self, "form_entry", found.form.title, {"entry": row.id}, str(row.day))
        elif what == "match":
            self.show_matches(row.id)
        elif what == "hand":
            hand_form.ask(self, found)
        elif what == "hand_back":
            hand_form.take_back(self, found)
        elif what == "trend":
            title = _("Measurements over time")
            acts.print_paper(self, "form_trend", title, {"entry": row.id}, row.name)
        elif what == "person":
            page = self.page()
            if page is not None:
                page.open_page("people", row.resident_id)

    def show_matches(self, ref: int) -> None:
        """Who fits an offer of work, or which offers fit a seeker."""
        panel = MatchPanel(ref)
        panel.back.connect(self.show_entry)
        panel.opened.connect(self._on_other_entry)
        self.show_panel(panel)

    def _on_other_entry(self, ref: int) -> None:
        """An entry of any ledger."""
        Query(self, lambda read: entry_queries.entry_card(read, ref).row.form_id, key="other").then(
            lambda form: self.tab_wanted.emit("ledger", ("entry", form, ref))
        ).start()

    def _on_voided(self, ref: int) -> None:
        self.close_panel()

        def back() -> None:
            acts.act(self, lambda work: entry_service.restore_entry(work, ref), _("Counted again"))

        toast(_("Voided"), undo=back, owner=self.window())

    def person(self) -> int | None:
        """The resident on the line under the cursor."""
        row = self.table.current_row() if self.table is not None else None
        return None if row is None else row.resident_id

    # -- in and out ------------------------------------------------------------------------------------------

    def _menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for spec in self.action_specs():
            if spec.id in MENU and (not spec.permission or may(spec.permission)):
                menu.addAction(_(spec.text)).triggered.connect(lambda _checked=False, run=spec.run: run())
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height() + px(4))))

    def print_ledger(self) -> None:
        """The ledger of the month as a paper with its exact columns."""
        if self.card is not None:
            month = self.month or Month.of(_today())
            values = {"form": self.card.id, "month": month}
            acts.print_paper(self, "form_ledger", self.card.title, values, str(month))

    def _with_form(self, act: Any) -> None:
        if self.card is not None:
            act(self, self.card, self.month)

    def design(self) -> None:
        """Change the form."""
        if self.card is not None:
            self.tab_wanted.emit("design", self.card.id)

    def action_specs(self) -> Sequence[ActionSpec]:
        """What can be done here."""
        writes, exports = Permission.FORMS_WRITE, Permission.EXPORT
        with_form = self._with_form
        return (
            ActionSpec("forms.enter", N_("New ledger entry"), "plus", "Ctrl+N", writes, run=self.enter),
            ActionSpec("forms.ledger", N_("Print the ledger of the month"), "printer", "Ctrl+P", run=self.print_ledger),
            ActionSpec("forms.ledger_xlsx", N_("Save the ledger as a workbook"), "file-spreadsheet", "", exports, run=partial(with_form, moving.save_ledger)),
            ActionSpec("forms.read_in", N_("Read entries in"), "upload", "", writes, run=partial(with_form, moving.read_in)),
            ActionSpec("forms.blank", N_("Save a blank to fill in"), "file-down", "", run=partial(with_form, moving.save_blank)),
            ActionSpec("forms.take_out", N_("Save entries with every field"), "download", "", exports, run=partial(with_form, moving.save_entries)),
            ActionSpec("forms.form_file", N_("Save the form as a file"), "file-text", "", run=partial(with_form, moving.save_form)),
            ActionSpec("forms.design", N_("Change the form"), "sliders-horizontal", "Ctrl+D", Permission.FORMS_DESIGN, run=self.design),
            ActionSpec("forms.hand_over", N_("Hand over to the town's platform"), "arrow-left-right", "Ctrl+H", writes, "selection", run=lambda: hand_form.begin(self, self.card, self.table and self.table.current_row(), self.show_entry)),
            ActionSpec("forms.month_back", N_("The month before"), "chevron-left", "Alt+Left", run=partial(self.step, -1)),
            ActionSpec("forms.month_forth", N_("The month after"), "chevron-right", "Alt+Right", run=partial(self.step, 1)),
            ActionSpec("forms.ledger_find", N_("Find in this list"), "search", "Ctrl+F", run=self.begin),
            ActionSpec("forms.all", N_("All forms"), "arrow-left", "Alt+Up", run=partial(self.tab_wanted.emit, "list", None)),
        )  # fmt: skip

    def tour_stops(self) -> Sequence[Stop]:
        """A line, a sheet to be changed, a new one, the reason of voiding."""
        return (
            Stop("entry", self._open_first),
            Stop("new", self.enter),
        )

    def _open_first(self) -> None:
        ref = self.table.model.id_at(0) if self.table is not None else None
        if ref is not None:
            self.show_entry(ref)


MENU = frozenset(
    {
        "forms.ledger", "forms.ledger_xlsx", "forms.read_in", "forms.blank", "forms.take_out", "forms.form_file",
        "forms.design",
    }
)  # fmt: skip
"""What the menu beside the main button offers."""


def _today() -> Any:
    return runner().backend.clock.today()
