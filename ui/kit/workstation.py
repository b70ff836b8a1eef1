"""What this PC remembers: window place, look, language, column widths, filters. An INI file beside the data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSettings

from ui.kit.theme import Mode, PaletteName

PALETTES: tuple[PaletteName, ...] = ("light", "dark", "system")
MODES: tuple[Mode, ...] = ("standard", "large", "elder")


class Workstation:
    """The settings of one PC, never of one person. Values are JSON, so an INI from another PC can be read."""

    def __init__(self, folder: Path | str) -> None:
        self.file = Path(folder) / "workstation.ini"
        self._settings = QSettings(str(self.file), QSettings.Format.IniFormat)

    def value(self, key: str, default: Any = None) -> Any:
        """Return a kept value; a damaged one counts as missing."""
        text = self._settings.value(key)
        if text is None:
            return default
        try:
            return json.loads(str(text))
        except ValueError:
            return default

    def keep(self, key: str, value: Any) -> None:
        """Keep a plain value (text, number, list, dict). None forgets it."""
        if value is None:
            self._settings.remove(key)
        else:
            self._settings.setValue(key, json.dumps(value, ensure_ascii=True))

    def save(self) -> None:
        """Write to disk now."""
        self._settings.sync()

    @property
    def palette(self) -> PaletteName:
        """Return light, dark or system."""
        kept = self.value("palette", "light")
        return kept if kept in PALETTES else "light"

    @palette.setter
    def palette(self, palette: PaletteName) -> None:
        self.keep("palette", palette)

    @property
    def mode(self) -> Mode:
        """Return the size mode."""
        kept = self.value("mode", "standard")
        return kept if kept in MODES else "standard"

    @mode.setter
    def mode(self, mode: Mode) -> None:
        self.keep("mode", mode)

    @property
    def language(self) -> str:
        """Return the language of this PC."""
        language = self.value("language", "zh_CN")
        return language if language in ("zh_CN", "en") else "zh_CN"

    @language.setter
    def language(self, language: str) -> None:
        self.keep("language", language)

    def geometry(self) -> QByteArray | None:
        """Return where the window was, for restoreGeometry."""
        text = self.value("window/geometry")
        return QByteArray.fromBase64(text.encode()) if isinstance(text, str) else None

    def keep_geometry(self, geometry: QByteArray) -> None:
        """Keep where the window is."""
        self.keep("window/geometry", bytes(geometry.toBase64().data()).decode("ascii"))

    def page_state(self, key: str) -> dict[str, Any]:
        """Return what a page remembered."""
        state = self.value(f"page/{key}", {})
        return state if isinstance(state, dict) else {}

    def keep_page_state(self, key: str, state: dict[str, Any]) -> None:
        """Keep what a page wants to remember."""
        self.keep(f"page/{key}", state or None)


_current: list[Workstation] = []


def use(workstation: Workstation | None) -> None:
    """Make this the workstation that tables and windows ask."""
    _current[:] = [] if workstation is None else [workstation]


def workstation() -> Workstation | None:
    """Return the workstation in use, or None in a bare test."""
    return _current[0] if _current else None
