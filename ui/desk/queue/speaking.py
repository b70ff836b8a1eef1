"""Saying a called number aloud through the system's speech, where the system has it; silent everywhere else."""

from __future__ import annotations

import importlib
import logging
from typing import Any

from PySide6.QtCore import QLocale

from neighborcenter.kit.i18n import _

log = logging.getLogger(__name__)
_DIGITS = "零一二三四五六七八九"


def spoken(code: str, window: int, *, chinese: bool) -> str:
    """A number as it is said: letter and digits one by one."""
    if chinese:
        read = " ".join(_DIGITS[int(char)] if char.isdigit() else char for char in code)
    else:
        read = " ".join(code)
    return _("Number {code}, window {window}").format(code=read, window=window)


class Voice:
    """One voice for one display. A machine without speech says nothing, and nothing fails."""

    def __init__(self) -> None:
        self._engine: Any = None
        self._looked = False

    def say(self, words: str, *, chinese: bool = True) -> bool:
        """Say it; False when this machine cannot."""
        engine = self._engine_of(chinese=chinese)
        if engine is None:
            return False
        engine.say(words)
        return True

    def _engine_of(self, *, chinese: bool) -> Any:
        if self._looked:
            return self._engine
        self._looked = True
        try:
            speech = importlib.import_module("PySide6.QtTextToSpeech").QTextToSpeech
            if not [name for name in speech.availableEngines() if name != "mock"]:
                return None
            engine = speech()
            wanted = QLocale(QLocale.Language.Chinese) if chinese else QLocale(QLocale.Language.English)
            if any(one.language() == wanted.language() for one in engine.availableLocales()):
                engine.setLocale(wanted)
                self._engine = engine
        except Exception as error:  # an optional part of the system, whatever it lacks
            log.info("no speech on this machine: %s", error)
        return self._engine
