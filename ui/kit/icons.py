"""Icons by name: one single-color drawing each, colored by a token, kept once drawn.

The drawings are Lucide (ISC license, beside them).
"""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from neighborcenter.kit.paths import resource
from ui.kit.theme import px, theme


def icon_names() -> list[str]:
    """Every name ``icon`` knows."""
    return sorted(file.stem for file in resource("icons").glob("*.svg"))


def icon(name: str, color: str = "text2", size: int = 20) -> QIcon:
    """An icon in a token's color ("text2", "party.text"); size in design pixels. It does not follow a switch
    of palette: ask again on ``theme_changed``."""
    made = QIcon()
    for ratio in {1.0} | {screen.devicePixelRatio() for screen in QGuiApplication.screens()}:
        made.addPixmap(_drawn(name, theme().color(color).name(), px(size), ratio))
    return made


def pixmap(name: str, color: str = "text2", size: int = 20, ratio: float | None = None) -> QPixmap:
    """The same as a picture; ``ratio`` is the device pixel ratio of the screen it will be painted on."""
    return colored(name, theme().color(color), px(size), ratio)


def colored(name: str, color: QColor, pixels: int, ratio: float | None = None) -> QPixmap:
    """An icon in any color, in real pixels: for painters that already know both."""
    if ratio is None:
        app = QApplication.instance()
        ratio = app.devicePixelRatio() if isinstance(app, QApplication) else 1.0
    return _drawn(name, color.name(), pixels, float(ratio))


def paint_icon(painter: QPainter, name: str, color: QColor, rect: QRectF) -> None:
    """Draw an icon centered in ``rect``, as large as fits."""
    side = min(rect.width(), rect.height())
    picture = colored(name, color, round(side), painter.device().devicePixelRatioF())
    painter.drawPixmap(round(rect.center().x() - side / 2), round(rect.center().y() - side / 2), picture)


@lru_cache(maxsize=800)
def _drawn(name: str, color: str, pixels: int, ratio: float) -> QPixmap:
    renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", color).encode()))
    picture = QPixmap(QSize(round(pixels * ratio), round(pixels * ratio)))
    picture.fill(Qt.GlobalColor.transparent)
    picture.setDevicePixelRatio(ratio)
    painter = QPainter(picture)
    renderer.render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    return picture


@lru_cache(maxsize=200)
def _source(name: str) -> str:
    file = resource("icons", f"{name}.svg")
    if not file.exists():
        raise KeyError(f"no icon named {name}")
    return file.read_text(encoding="utf-8")
