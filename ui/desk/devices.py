"""Settings, Slips and card reader: what slips are printed on, and the reader that stands at this PC."""

from __future__ import annotations

from PySide6.QtWidgets import QFileDialog, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.desk.cards.reader import open_reader
from neighborcenter.kit.i18n import N_, _, translate
from neighborcenter.kit.problems import Unavailable, speak
from neighborcenter.kit.settings import get
from neighborcenter.reports.slip_service import choose_slip_paper
from neighborcenter.reports.slips import CHOICES, SLIP_PAPER
from ui.desk.scans import LANE, READER
from ui.kit.buttons import Button, Segmented
from ui.kit.cards import Card
from ui.kit.fields import TextField
from ui.kit.form import Field
from ui.kit.jobs import Query, Task, may
from ui.kit.labels import Label
from ui.kit.section import Section, row_of
from ui.kit.workstation import workstation
from ui.volunteers import acts


def _try(library: str) -> None:
    """Open the reader and let go of it again."""
    open_reader(library).close()


class DevicesSection(Section):
    """The center's paper for slips; below it what belongs to this PC."""

    key = "settings.devices"
    title = N_("Slips and card reader")
    watches = frozenset({"setting"})

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.paper = Segmented(
            [(key, translate(name)) for key, name in CHOICES.items()], name=_("Paper of slips and receipts")
        )
        self.paper.setEnabled(may(Permission.CENTER_WRITE))
        self.paper.chosen.connect(self._on_paper)
        slips = Card(_("Paper of slips and receipts"), _("Holds at every window"))
        slips.add(row_of(self.paper, stretch_first=False))
        slips.add(
            Label(
                _("Numbers, receipts of visits and papers, referrals and loans. On a roll a slip is as long as what stands on it."),
                "small", "text2", wrap=True,
            )
        )  # fmt: skip
        self.add(slips)
        self.add(self._reader_card())

    def _reader_card(self) -> Card:
        card = Card(_("Reader of ID cards"), _("At this PC only"))
        self.library = TextField(_("sdtapi.dll of the reader’s own disk"))
        self.library.setAccessibleName(_("Library of the reader"))
        self.choose = Button(_("Choose a file"), "secondary", "folder")
        self.test = Button(_("Save and try it"), "tinted", "scan-line")
        self.said = Label("", "small", "text2", wrap=True)
        self.said.hide()
        self.choose.clicked.connect(lambda _checked=False: self._on_choose())
        self.test.clicked.connect(lambda _checked=False: self.keep())
        card.add(Field(_("Library of the reader"), self.library))
        card.add(row_of(self.choose, self.test, stretch_first=False))
        card.add(self.said)
        card.add(
            Label(
                _("A reader that types the number like a keyboard needs no library. Leave the field empty for it."),
                "small", "text2", wrap=True,
            )
        )  # fmt: skip
        return card

    def reload(self) -> None:
        """Read what was chosen."""
        Query(self, lambda read: get(read, SLIP_PAPER)).then(self.paper.set_current).start()
        station = workstation()
        if station is not None and not self.library.hasFocus():
            self.library.set_value(str(station.value(READER, "") or ""))

    def _on_paper(self, paper: str) -> None:
        acts.act(
            self,
            lambda work: choose_slip_paper(work, paper),
            _("Slips are printed on: {paper}").format(paper=translate(CHOICES[paper])),
            undo=lambda work, before: choose_slip_paper(work, before),
            then=lambda _before: self.reload(),
        )

    def _on_choose(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(
            self, _("Library of the reader"), "", "sdtapi (*.dll *.so)"
        )
        if chosen:
            self.library.set_value(chosen)
            self.keep()

    def keep(self) -> None:
        """Keep the library for this PC, and say whether a reader answers."""
        library, station = self.library.value().strip(), workstation()
        if station is not None:
            station.keep(READER, library or None)
        if not library:
            self._say(_("No reader at this PC."))
            return
        self.test.set_busy(True)
        Task(self, lambda: _try(library), lane=LANE).then(
            lambda _done: self._say(_("The reader answers."))
        ).broken(self._on_broken).finally_(lambda: self.test.set_busy(False)).start()

    def _on_broken(self, error: BaseException) -> None:
        self._say(speak(error) if isinstance(error, Unavailable) else str(error))

    def _say(self, words: str) -> None:
        self.said.setText(words)
        self.said.show()
