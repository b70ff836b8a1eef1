"""Shows what `errors` heard: a refusal as a toast, a shortage or a crash as the banner of the window."""

from __future__ import annotations

from PySide6.QtCore import QObject

from neighborcenter.kit.i18n import _
from ui.kit.errors import Errors
from ui.kit.messages import BannerSlot, toast


class Troubles(QObject):
    """Between the errors and the banner slot of one window."""

    def __init__(self, errors: Errors, banners: BannerSlot, parent: QObject) -> None:
        super().__init__(parent)
        self._banners = banners
        errors.refused.connect(self._on_refused)
        errors.unavailable.connect(self._on_unavailable)
        errors.crashed.connect(self._on_crashed)

    def _on_refused(self, sentence: str) -> None:
        toast(sentence, icon="circle-alert")

    def _on_unavailable(self, sentence: str) -> None:
        self._show("state", "warning", sentence)

    def _on_crashed(self, sentence: str, file: object) -> None:
        words = f"{sentence} {_('Report: {file}').format(file=file)}" if file is not None else sentence
        self._show("crash", "error", words)

    def _show(self, key: str, level: str, words: str) -> None:
        self._banners.set_banner(key, level, words, _("Close"), lambda: self._banners.clear(key))
