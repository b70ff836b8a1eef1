"""The look of every screen: color tokens, sizes and fonts, applied to the whole application and switched live.

Order of events: ``apply_theme(app)`` loads the fonts, sets Fusion, the palette and the style sheet.
``set_palette`` and ``set_mode`` repeat the last two steps and then emit ``theme_changed``; widgets that
paint themselves connect to it (``theme_changed.connect(self.restyle)``).
"""

import sys
import tomllib
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from string import Template
from typing import Literal, NamedTuple, cast

from PySide6.QtCore import QObject, Qt, QTemporaryDir, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from neighborcenter.kit.paths import resource

PaletteName = Literal["light", "dark", "system"]
Mode = Literal["standard", "large", "elder"]

# Elder mode makes body text 21 px and controls 60 px: above the 18 pt and 60 px of the norm for
# screens made fit for old people (MIIT 2021).
SCALES: dict[Mode, float] = {"standard": 1.0, "large": 1.25, "elder": 1.5}
FAMILIES = ["Noto Sans SC", "Microsoft YaHei UI", "PingFang SC", "Noto Sans CJK SC", "Noto Serif SC"]
# role -> size in design pixels, weight
ROLES: dict[str, tuple[int, int]] = {
    "display": (28, 500),
    "name": (24, 500),
    "title": (20, 500),
    "section": (15, 600),
    "body": (14, 400),
    "small": (13, 400),
    "note": (12, 400),
    "mark": (11, 400),
}
# The heavier weights are families of their own, so that a rare character they lack falls back to Regular.
HEAVY = {500: "Noto Sans SC Medium", 600: "Noto Sans SC SemiBold"}
# Heights of controls in real pixels by mode, plain and main; 60 is the touch target asked of elder views.
_HEIGHTS: dict[Mode, tuple[int, int]] = {"standard": (36, 44), "large": (48, 56), "elder": (60, 66)}


class Category(NamedTuple):
    """The three colors of one kind of thing: edge bar, pale body, words on the body."""

    bar: QColor
    fill: QColor
    text: QColor


@dataclass(frozen=True, slots=True)
class Theme:
    """One palette: every token by its name."""

    name: str
    bg: QColor
    rail: QColor
    surface: QColor
    sunken: QColor
    hover: QColor
    weekend: QColor
    border: QColor
    outline: QColor
    text: QColor
    text2: QColor
    text3: QColor
    accent: QColor
    accent_hover: QColor
    accent_pressed: QColor
    accent_text: QColor
    on_accent: QColor
    tint: QColor
    tint_border: QColor
    focus: QColor
    halo: QColor
    toast: QColor
    toast_text: QColor
    toast_link: QColor
    shadow: QColor
    categories: dict[str, Category]

    @property
    def dark(self) -> bool:
        """Whether this is the dark palette."""
        return self.name == "dark"

    def color(self, token: str) -> QColor:
        """A color by name: a token ("text2") or part of a category ("party.bar"). KeyError if unknown."""
        kind, _, part = token.partition(".")
        if part:
            return cast(QColor, getattr(self.categories[kind], part))
        if token not in _TOKEN_NAMES:
            raise KeyError(token)
        return cast(QColor, getattr(self, token))

    def category(self, kind: str) -> Category:
        """Colors of party, activity, course, service, lending, closed or notice. KeyError if unknown."""
        return self.categories[kind]


_TOKEN_NAMES = {field.name for field in fields(Theme)} - {"name", "categories"}


class _Switch(QObject):
    theme_changed = Signal()


@dataclass(slots=True)
class _Chosen:
    palette: PaletteName = "light"
    mode: Mode = "standard"
    reduced_motion: bool | None = None  # None: ask the system


_switch = _Switch()
_chosen = _Chosen()
theme_changed = _switch.theme_changed


@cache
def _palettes() -> dict[str, Theme]:
    tokens = tomllib.loads(resource("theme", "tokens.toml").read_text(encoding="utf-8"))
    made = {}
    for name, values in tokens.items():
        kinds = {kind: Category(*map(QColor, colors)) for kind, colors in values.pop("category").items()}
        made[name] = Theme(name=name, categories=kinds, **{key: QColor(text) for key, text in values.items()})
    return made


def theme() -> Theme:
    """The palette in use now. Do not keep it: ask again when painting."""
    name = _chosen.palette
    if name == "system":
        app = QApplication.instance()
        scheme = app.styleHints().colorScheme() if isinstance(app, QApplication) else None
        name = "dark" if scheme == Qt.ColorScheme.Dark else "light"
    return _palettes()[name]


def palette_name() -> PaletteName:
    """What the person chose: light, dark, or as the system says."""
    return _chosen.palette


def mode() -> Mode:
    """The size mode in use: standard, large or elder."""
    return _chosen.mode


def px(design: float) -> int:
    """Design pixels (drawn at 1440×900, 100 %) as pixels in the size mode in use."""
    return round(design * SCALES[_chosen.mode])


def control_height(*, main: bool = False) -> int:
    """How high buttons and boxes are in the mode in use, in pixels; ``main`` for the one main button or box."""
    return _HEIGHTS[_chosen.mode][main]


def font(role: str = "body", *, strong: bool = False) -> QFont:
    """The font of a role (display, name, title, section, body, small, note, mark).

    ``strong`` (or "body strong") is weight 500 for names and buttons, "body bold" is 600. All digits are
    equally wide in it.
    """
    name, _, extra = role.partition(" ")
    size, weight = ROLES[name]
    if strong or extra == "strong":
        weight = max(weight, 500)
    elif extra == "bold":
        weight = 600
    return QFont(_made_font(px(size), weight))


@cache
def _made_font(pixels: int, weight: int) -> QFont:
    made = QFont([HEAVY[weight], *FAMILIES] if weight in HEAVY else FAMILIES)
    made.setPixelSize(pixels)
    made.setWeight(QFont.Weight(weight))
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


def motion(milliseconds: int) -> int:
    """How long an animation may last: what was asked, or 0 when the system asks for less motion."""
    return 0 if reduced_motion() else milliseconds


def reduced_motion() -> bool:
    """Whether the person asked the system (or us) for less motion."""
    if _chosen.reduced_motion is not None:
        return _chosen.reduced_motion
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - only exists in this shape on Windows

        shown = ctypes.c_int(1)
        # 0x1042 is SPI_GETCLIENTAREAANIMATION: "Show animations in Windows".
        ctypes.windll.user32.SystemParametersInfoW(0x1042, 0, ctypes.byref(shown), 0)
        return not shown.value
    return False


def set_reduced_motion(wanted: bool | None) -> None:
    """True or False decides here; None follows the system."""
    _chosen.reduced_motion = wanted


def set_palette(name: PaletteName) -> None:
    """Switch to light, dark, or as the system says; every open window follows at once."""
    if name != _chosen.palette:
        _chosen.palette = name
        _dress()


def set_mode(name: Mode) -> None:
    """Switch the size: standard 1.0, large 1.25, elder 1.5; every open window follows at once."""
    if name != _chosen.mode:
        _chosen.mode = name
        _dress()


def next_mode() -> Mode:
    """The mode after this one, for the one key that walks through them."""
    names = list(SCALES)
    return names[(names.index(_chosen.mode) + 1) % len(names)]


def apply_theme(app: QApplication, palette: PaletteName = "light", size: Mode = "standard") -> None:
    """Dress the application: fonts, Fusion, palette and style sheet. Call once after QApplication exists."""
    _load_fonts()
    _chosen.palette, _chosen.mode = palette, size
    app.setStyle("Fusion")
    app.styleHints().colorSchemeChanged.connect(_on_scheme_changed)
    _dress()


@cache
def _load_fonts() -> None:
    for file in sorted(resource("fonts").glob("NotoSansSC-*.ttf")):
        if QFontDatabase.addApplicationFont(str(file)) < 0:
            raise RuntimeError(f"font does not load: {file.name}")


def _on_scheme_changed() -> None:
    if _chosen.palette == "system":
        _dress()


def _dress() -> None:
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        return
    app.setFont(font("body"))
    app.setPalette(_qpalette(theme()))
    app.setStyleSheet(_style_sheet(theme()))
    theme_changed.emit()


def _qpalette(look: Theme) -> QPalette:
    made = QPalette()
    role = QPalette.ColorRole
    for kind, color in (
        (role.Window, look.bg), (role.Base, look.surface), (role.AlternateBase, look.sunken),
        (role.Text, look.text), (role.WindowText, look.text), (role.ButtonText, look.text),
        (role.PlaceholderText, look.text3), (role.Button, look.surface), (role.Highlight, look.tint),
        (role.HighlightedText, look.text), (role.Link, look.accent_text), (role.Accent, look.accent),
        (role.Mid, look.border), (role.Dark, look.outline), (role.Light, look.surface),
        (role.ToolTipBase, look.toast), (role.ToolTipText, look.toast_text), (role.Shadow, look.shadow),
    ):  # fmt: skip
        made.setColor(kind, color)
    for kind in (role.Text, role.WindowText, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, kind, look.text3)
    return made


def _style_sheet(look: Theme) -> str:
    words = {name: look.color(name).name() for name in _TOKEN_NAMES}
    for kind, colors in look.categories.items():
        words[f"{kind}_bar"] = colors.bar.name()
    words |= {f"p{size}": str(px(size)) for size in range(1, 65)}
    # A min-height in a style sheet overrides setFixedHeight, so that both must say the same; 1 and 2 px borders.
    words |= {"control_in": str(control_height() - 2), "control_thick": str(control_height() - 4)}
    words |= {"main_in": str(control_height(main=True) - 2), "main_thick": str(control_height(main=True) - 4)}
    words["chevron"] = _sheet_picture("chevron-down", look.text2.name())
    words["check"] = _sheet_picture("check", look.on_accent.name())
    return Template(resource("theme", "base.qss").read_text(encoding="utf-8")).substitute(words)


@cache
def _picture_folder() -> QTemporaryDir:
    return QTemporaryDir()


@cache
def _sheet_picture(name: str, color: str) -> str:
    """Style sheets can only name files, so the few pictures they need are colored into a temporary folder."""
    text = resource("icons", f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", color)
    file = Path(_picture_folder().path()) / f"{name}-{color.lstrip('#')}.svg"
    file.write_text(text, encoding="utf-8")
    return file.as_posix()
