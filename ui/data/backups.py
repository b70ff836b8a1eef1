"""Settings, Backups: the copies on this PC; make one, prove one, prove the database, put one back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.cli import restoring
from neighborcenter.data import archive, backup
from neighborcenter.data.backup import Backup
from neighborcenter.data.verify import verify
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.problems import Unavailable, speak
from ui.kit import jobs, program
from ui.kit.actions import ActionSpec
from ui.kit.buttons import Button
from ui.kit.cards import Banner
from ui.kit.columns import Column, Empty, Mark, Sort, Source, Where, in_order
from ui.kit.jobs import Task, may
from ui.kit.labels import Label
from ui.kit.messages import ask, toast
from ui.kit.page import Page
from ui.kit.table import TableView


@dataclass(frozen=True, slots=True)
class BackupRow:
    """One backup; the id is its place among the files, newest first."""

    id: int
    file: Backup


def _made(row: BackupRow) -> str:
    return f"{jobs.runner().backend.clock.wall(row.file.made):%Y-%m-%d %H:%M}"


def _size(row: BackupRow) -> str:
    size = row.file.size
    return f"{size / 1024 / 1024:.1f} MB" if size >= 1024 * 1024 else f"{size / 1024:.0f} KB"


def _state(row: BackupRow) -> Mark:
    if row.file.trouble:
        return Mark(_("Damaged"), "notice", "triangle-alert")
    return Mark(_("Whole"), "service", "check")


COLUMNS = (
    Column("made", N_("Made"), 160, show=_made, strong=True),
    Column("state", N_("State"), 120, show=_state),
    Column("rows", N_("Rows"), 100, align="right", show=lambda row: f"{row.file.rows:,}"),
    Column("size", N_("Size"), 100, align="right", show=_size),
    Column("name", N_("File"), 320, show=lambda row: row.file.path.name),
)


def _folder() -> Path:
    return Path(jobs.runner().backend.paths.backups)


def _found(where: Where) -> list[BackupRow]:
    found = backup.backups(_folder()) if _folder().is_dir() else []
    rows = [BackupRow(place, file) for place, file in enumerate(found, 1)]
    return [row for row in rows if where.text.lower() in row.file.path.name.lower()]


def backup_ids(_read: Any, where: Where, sort: Sort | None) -> list[int]:
    """Return the places of the backups that fit."""
    return [row.id for row in in_order(_found(where), COLUMNS, sort)]


def backup_rows(_read: Any, ids: Sequence[int]) -> list[BackupRow]:
    """Return the backups at these places."""
    wanted = set(ids)
    return [row for row in _found(Where()) if row.id in wanted]


class BackupsSection(Page):
    """The list of backups and what can be done with one."""

    key = "settings.backups"
    title = N_("Backups")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = TableView(
            "settings.backups",
            COLUMNS,
            Source(backup_ids, backup_rows),
            placeholder=_("File name"),
            take_away=_("Backups"),
            empty=Empty(_("No backup yet"), _("A backup is one file with everything in it."), "hard-drive",
                        _("Back up now"), self.make),
        )  # fmt: skip
        self.prove_button = Button(_("Check"), icon="shield-check")
        self.restore_button = Button(_("Restore…"), "danger", "rotate-ccw")
        self.make_button = Button(_("Back up now"), "primary", "save")
        self.prove_button.clicked.connect(self.prove)
        self.restore_button.clicked.connect(self.restore)
        self.make_button.clicked.connect(self.make)
        self.restore_button.setEnabled(may(Permission.DATA_RESTORE) and program.can_go_away())
        for button in (self.prove_button, self.restore_button, self.make_button):
            self.table.bar.add_right(button)
        self.banner = Banner("good", "")
        self.banner.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.banner)
        box.addWidget(self.table, 1)
        note = _("Keep a copy on another disk as well: “Back up to…” writes to a USB stick.")
        box.addWidget(Label(note, "note", "text3", wrap=True))

    def action_specs(self) -> Sequence[ActionSpec]:
        """What can be done, for the palette."""
        rights = Permission.DATA_BACKUP
        return (
            ActionSpec("data.backup", N_("Back up now"), "save", "", rights, run=self.make),
            ActionSpec(
                "data.backup_to", N_("Back up to…"), "hard-drive", "", rights, run=self.make_elsewhere
            ),
            ActionSpec("data.verify", N_("Check the database"), "shield-check", "", rights, run=self.verify),
            ActionSpec(
                "data.backup_folder", N_("Open backup folder"), "folder", "", rights, run=self.open_folder
            ),
        )

    def reload(self) -> None:
        """Read the folder."""
        self.table.reload()

    def make(self) -> None:
        """Make a backup in the program's own folder."""
        self._make(None)

    def make_elsewhere(self) -> None:
        """Make a backup in a folder that is asked for."""
        chosen = QFileDialog.getExistingDirectory(self, _("Back up to…"))
        if chosen:
            self._make(Path(chosen))

    def _make(self, folder: Path | None) -> None:
        backend, actor = jobs.runner().backend, jobs.actor()
        self.make_button.set_busy(True)
        Task(self, lambda: backup.back_up(backend, actor, folder), lane="work").then(self._on_made).finally_(
            lambda: self.make_button.set_busy(False)
        ).start()

    def _on_made(self, made: Backup) -> None:
        toast(_("Backed up: {count} rows").format(count=f"{made.rows:,}"), made.path.name)
        self.reload()

    def _chosen(self) -> Backup | None:
        row = self.table.current_row()
        return row.file if isinstance(row, BackupRow) else None

    def prove(self) -> None:
        """Check the chosen backup byte by byte; without one, check the database."""
        chosen = self._chosen()
        if chosen is None:
            self.verify()
            return
        self.prove_button.set_busy(True)
        Task(self, lambda: archive.prove(chosen.path), lane="work").then(
            lambda _manifest: self._say("good", _("{file} is whole.").format(file=chosen.path.name))
        ).broken(self._on_damaged).finally_(lambda: self.prove_button.set_busy(False)).start()

    def _on_damaged(self, error: BaseException) -> None:
        if isinstance(error, Unavailable):
            self._say("error", speak(error))
        else:
            jobs.runner().trouble.emit(error, "", self)

    def verify(self) -> None:
        """Prove the database in use: its own check, foreign keys, the audit trail."""
        backend, actor = jobs.runner().backend, jobs.actor()
        Task(self, lambda: verify(backend, actor), lane="work").then(self._on_verified).start()

    def _on_verified(self, found: Sequence[Any]) -> None:
        if found:
            self._say("error", " ".join(finding.sentence() for finding in found))
        else:
            self._say("good", _("The database and its audit trail are whole."))

    def _say(self, level: str, words: str) -> None:
        box = self.layout()
        before, self.banner = self.banner, Banner(level, words)
        if box is not None:
            box.replaceWidget(before, self.banner)
            self.banner.show()
        before.hide()
        before.deleteLater()

    def open_folder(self) -> None:
        """Show the folder in the file manager."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(_folder())))

    def restore(self) -> None:
        """Put the chosen backup in place of the present data, after asking."""
        chosen = self._chosen()
        if chosen is None:
            toast(_("Choose a backup first"), icon="info")
            return
        backend, actor = jobs.runner().backend, jobs.actor()
        made = f"{backend.clock.wall(chosen.made):%Y-%m-%d %H:%M}"
        detail = _("What was entered since then is kept in a backup of its own, and everyone signs in again.")
        if not ask(self, _("Go back to {made}?").format(made=made), _("Restore"), detail):
            return
        paths, url = backend.paths, program.database_url()
        program.away(
            lambda: restoring.put_back(paths, url, chosen.path, lambda _opened: actor),
            lambda _restored: _("Restored: the state of {made}").format(made=made),
        )
