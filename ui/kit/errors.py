"""From an exception to words: refusals and shortages in plain sentences, our own bugs as a crash report.

The report is a text file in the log folder: what broke, the program's version, the last log lines. Before it is
written every ID and phone number is taken out, because a traceback may carry the text a person was typing.
"""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Signal, qVersion

from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Refused, Unavailable, speak

KEEP_REPORTS = 20
_log = logging.getLogger("ui.errors")


def sentence_for(error: BaseException) -> str:
    """Return what to say about a refusal or a shortage; for anything else a calm general sentence."""
    if isinstance(error, Refused):
        return " ".join(speak(problem) for problem in error.problems)
    if isinstance(error, Unavailable):
        return speak(error)
    return _("Something in the program broke. Nothing half-done was kept; you can go on working.")


class Errors(QObject):
    """Hears of every error nobody handled and shows it once."""

    refused = Signal(str)
    """A rule said no: a passing word."""
    unavailable = Signal(str)
    """Not possible now: a banner."""
    crashed = Signal(str, object)
    """Our bug: a banner, and the path of the report (or None)."""

    def __init__(self, folder: Path | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.folder = folder
        self._previous: Callable[..., object] | None = None

    def install(self) -> None:
        """Take unhandled exceptions of the main thread."""
        self._previous = sys.excepthook
        sys.excepthook = self._on_unhandled

    def remove(self) -> None:
        """Give the hook back."""
        if self._previous is not None:
            sys.excepthook = self._previous
            self._previous = None

    def hear(self, error: BaseException, details: str = "", _owner: object = None) -> None:
        """Say what there is to say about an error."""
        sentence = sentence_for(error)
        if isinstance(error, Refused):
            self.refused.emit(sentence)
        elif isinstance(error, Unavailable):
            _log.warning("unavailable: %s", error.code)
            self.unavailable.emit(sentence)
        else:
            self.crashed.emit(sentence, self.report(details or "".join(traceback.format_exception(error))))

    def _on_unhandled(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self.hear(error, "".join(traceback.format_exception(kind, error, trace)))

    def report(self, details: str) -> Path | None:
        """Write a crash report; returns its path, or None when even that is impossible."""
        from neighborcenter.kit.redact import redact  # noqa: PLC0415 - only when something went wrong

        clean = redact(details)
        _log.error("crash: %s", clean)
        if self.folder is None:
            return None
        now = datetime.now(UTC)
        text = (
            f"Neighborcenter {_version()}, Qt {qVersion()}, Python {sys.version.split()[0]}, {sys.platform}\n"
            f"{now:%Y-%m-%d %H:%M:%S} UTC\n\n{clean}\n{self._last_log_lines()}"
        )
        file = self.folder / f"crash-{now:%Y%m%d-%H%M%S-%f}.txt"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
            for old in sorted(self.folder.glob("crash-*.txt"))[:-KEEP_REPORTS]:
                old.unlink()
        except OSError:
            return None
        return file

    def _last_log_lines(self) -> str:
        file = self.folder / "neighborcenter.log" if self.folder else None
        try:
            return "".join(file.read_text(encoding="utf-8").splitlines(keepends=True)[-40:]) if file else ""
        except OSError:
            return ""


def _version() -> str:
    from neighborcenter import __version__  # noqa: PLC0415 - a crash report must not depend on imports at start

    return __version__
