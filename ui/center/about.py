"""Settings, About: versions, where the data lie, and the licenses of everything this program stands on."""

from __future__ import annotations

from importlib import metadata

from PySide6.QtCore import QUrl, qVersion
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QGridLayout, QWidget

from neighborcenter import __version__
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.paths import root
from ui.kit import jobs
from ui.kit.buttons import Button
from ui.kit.cards import Card
from ui.kit.labels import Label
from ui.kit.section import Section, row_of

PARTS = (
    ("PySide6_Essentials", "LGPL-3.0"),
    ("SQLAlchemy", "MIT"),
    ("alembic", "MIT"),
    ("reportlab", "BSD"),
    ("xlsxwriter", "BSD"),
    ("python-calamine", "MIT"),
    ("pypinyin", "MIT"),
    ("borax", "MIT"),
    ("python-dateutil", "Apache-2.0, BSD"),
    ("argon2-cffi", "MIT"),
    ("platformdirs", "MIT"),
    ("pypdfium2", "Apache-2.0, BSD"),
    ("tzdata", "Apache-2.0"),
)
DRAWN = (("Noto Sans SC", "OFL-1.1"), ("Lucide", "ISC"))


class AboutSection(Section):
    """What this program is."""

    key = "settings.about"
    title = N_("About")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        backend = jobs.runner().backend
        facts = [
            (_("Version"), __version__),
            ("Qt", qVersion()),
            (_("Data folder"), str(backend.paths.data)),
            (_("Database"), {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[backend.engine.dialect.name]),
            (_("Log and crash reports"), str(backend.paths.logs)),
        ]
        self.add(self._table(_("Neighborcenter"), facts))
        folder = Button(_("Open data folder"), icon="folder")
        folder.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(backend.paths.data))))
        license_ = Button(_("License of this program"), icon="file-text")
        license_.clicked.connect(
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(root() / "LICENSE")))
        )
        buttons = QWidget()
        buttons.setLayout(row_of(folder, license_, stretch_first=False))
        self.add(buttons)
        parts = [(f"{name} {_version(name)}".strip(), terms) for name, terms in (*PARTS, *DRAWN)]
        self.add(self._table(_("Stands on"), parts))

    def _table(self, title: str, lines: list[tuple[str, str]]) -> Card:
        card = Card(title)
        grid = QGridLayout()
        grid.setColumnMinimumWidth(0, 220)
        grid.setColumnStretch(1, 1)
        for row, (name, value) in enumerate(lines):
            grid.addWidget(Label(name, "small", "text2"), row, 0)
            grid.addWidget(Label(value, "small", wrap=True), row, 1)
        card.add(grid)
        return card


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""
