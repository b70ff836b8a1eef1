"""Settings, Look and language: what this PC looks like. Kept on the PC, not in the database."""

from __future__ import annotations

from typing import cast

from PySide6.QtWidgets import QWidget

from neighborcenter.kit.i18n import N_, _, language
from ui.kit.buttons import Segmented
from ui.kit.cards import Card
from ui.kit.labels import Label
from ui.kit.section import Section, row_of
from ui.kit.theme import Mode, PaletteName, mode, palette_name, set_mode, set_palette, theme_changed
from ui.kit.workstation import workstation


class LookSection(Section):
    """Light or dark, text size, language."""

    key = "settings.look"
    title = N_("Look and language")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.palettes = Segmented(
            [("light", _("Light")), ("dark", _("Dark")), ("system", _("As the system"))],
            palette_name(),
            _("Colors"),
        )
        self.modes = Segmented(
            [("standard", _("Standard")), ("large", _("Large")), ("elder", _("Extra large"))],
            mode(),
            _("Text size"),
        )
        self.languages = Segmented([("zh_CN", "简体中文"), ("en", "English")], language(), _("Language"))
        for title, note, control in (
            (_("Colors"), "", self.palettes),
            (_("Text size"), _("Ctrl+Shift+= switches from anywhere"), self.modes),
            (_("Language"), _("Holds after the next sign-in"), self.languages),
        ):
            card = Card(title, note)
            card.add(row_of(control, stretch_first=False))
            self.add(card)
        self.add(
            Label(
                _("These choices belong to this PC and hold for everyone who works at it."), "small", "text2"
            )
        )
        self.palettes.chosen.connect(self._on_palette)
        self.modes.chosen.connect(self._on_mode)
        self.languages.chosen.connect(self._on_language)
        theme_changed.connect(self._show)

    def _show(self) -> None:
        self.palettes.set_current(palette_name())
        self.modes.set_current(mode())

    def _on_palette(self, name: str) -> None:
        set_palette(cast(PaletteName, name))
        if (keeper := workstation()) is not None:
            keeper.palette = cast(PaletteName, name)

    def _on_mode(self, name: str) -> None:
        set_mode(cast(Mode, name))
        if (keeper := workstation()) is not None:
            keeper.mode = cast(Mode, name)

    def _on_language(self, name: str) -> None:
        if (keeper := workstation()) is not None:
            keeper.language = name
