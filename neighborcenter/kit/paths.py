"""Where things live: data, backups, logs, attachments of one installation; resources of the program."""

import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

APP_NAME = "Neighborcenter"


@dataclass(frozen=True, slots=True)
class Paths:
    """The folder that holds everything of one installation."""

    data: Path

    @property
    def database(self) -> Path:
        return self.data / "neighborcenter.db"

    @property
    def backups(self) -> Path:
        return self.data / "backups"

    @property
    def logs(self) -> Path:
        return self.data / "logs"

    @property
    def attachments(self) -> Path:
        return self.data / "attachments"

    @property
    def audit_key(self) -> Path:
        return self.data / "audit.key"

    def make(self) -> None:
        """Make the folders that are missing. Raises OSError when the folder cannot be written."""
        for folder in (self.data, self.backups, self.logs, self.attachments):
            folder.mkdir(parents=True, exist_ok=True)


def default_data_dir() -> Path:
    """The platform's folder for this person's data."""
    import platformdirs  # noqa: PLC0415 - only when no folder was named

    return Path(platformdirs.user_data_dir(APP_NAME, appauthor=False))


@cache
def root() -> Path:
    """The folder of the program itself, also when frozen into one folder."""
    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen) if frozen else Path(__file__).resolve().parents[2]


def resource(*parts: str) -> Path:
    """A file or folder under `resources/`."""
    return root().joinpath("resources", *parts)
