"""The board of 1+6+X: one card a module, 1 above 6 above X, as many side by side as fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QSizePolicy, QWidget

from neighborcenter.catalog.queries import ModuleCount
from neighborcenter.kit.i18n import _
from neighborcenter.modules.queries import ModuleRow
from ui.kit.focus import ring
from ui.kit.icons import paint_icon
from ui.kit.labels import Label
from ui.kit.paint import chip, chip_width, fill, paragraph, words
from ui.kit.theme import px, theme, theme_changed
from ui.modules.words import STATUS_LOOKS, description_of, icon_of, number_words, status_words, title_of

_LEAST_WIDTH, _HEIGHT, _GAP = 264, 176, 12


class ModuleCard(QAbstractButton):
    """One module: picture, name, what it does, who runs it, where, how many services."""

    def __init__(self, module: ModuleRow, count: ModuleCount, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.module, self.count = module, count
        self.setText(title_of(module))
        self.setAccessibleName(title_of(module))
        self.setAccessibleDescription(" · ".join([status_words(module.status), *self.lines()]))
        self.setToolTip(description_of(module))
        self._description = description_of(module)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        ring(self, 12)

    def lines(self) -> tuple[str, str, str]:
        """Who runs it, where, how many services: in words, also when nothing is known."""
        module, count = self.module, self.count
        who = " · ".join(part for part in (module.operator, module.lead_name) if part)
        where = _(", ").join((*module.sites, *module.rooms))
        services = _("{count} on offer").format(count=count.published + count.drafts)
        if count.to_confirm:
            services += " · " + _("{count} to confirm").format(count=count.to_confirm)
        return who or _("No operator named"), where or _("No room given"), services

    def sizeHint(self) -> QSize:
        """The smallest card."""
        return QSize(px(_LEAST_WIDTH), px(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The card: ground, plate, words, three lines with icons."""
        painter, look, rect = QPainter(self), theme(), QRectF(self.rect())
        edge = look.accent_text if self.isChecked() else look.border
        body = look.tint if self.isChecked() else look.hover if self.underMouse() else look.surface
        fill(painter, rect, px(12), body, edge)
        kind, pad = look.category(self.module.color), px(14)
        plate = QRectF(pad, pad, px(34), px(34))
        fill(painter, plate, px(8), kind.fill)
        side = px(18)
        picture = QRectF(plate.center().x() - side / 2, plate.center().y() - side / 2, side, side)
        paint_icon(painter, icon_of(self.module), kind.text, picture)
        left, right = plate.right() + px(10), rect.width() - pad
        if self.module.status != "open":
            look_of, picture_name = STATUS_LOOKS[self.module.status]
            state = status_words(self.module.status)
            wide = chip_width(state, picture_name)
            chip(painter, QPointF(right - wide, plate.center().y()), state, look_of, picture_name)
            right -= wide + px(8)
        words(painter, QRectF(left, pad, right - left, px(34)), self.text(), "section")
        top = plate.bottom() + px(4)
        room = rect.width() - 2 * pad
        paragraph(painter, QRectF(pad, top, room, px(40)), self._description, "small", look.text2)
        top += px(45)
        for picture_name, line in zip(("users", "door-open", "clipboard-list"), self.lines(), strict=True):
            paint_icon(painter, picture_name, look.text3, QRectF(pad, top + px(2), px(15), px(15)))
            words(painter, QRectF(pad + px(22), top, room - px(22), px(19)), line, "small", look.text2)
            top += px(21)


class Board(QScrollArea):
    """All cards. `chosen` carries a module's id."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self._groups: list[tuple[Label, list[ModuleCard]]] = []
        self._inside = QWidget()
        self._inside.setAutoFillBackground(False)
        self.setWidget(self._inside)
        theme_changed.connect(self.restyle)

    @property
    def cards(self) -> list[ModuleCard]:
        """The cards in the order of the board."""
        return [card for _head, cards in self._groups for card in cards]

    def show_modules(self, modules: Sequence[ModuleRow], counts: Mapping[int, ModuleCount]) -> None:
        """Show other modules; the chosen card stays chosen."""
        chosen = next((card.module.id for card in self.cards if card.isChecked()), None)
        for head, cards in self._groups:
            for part in (head, *cards):
                part.hide()
                part.deleteLater()
        self._groups = []
        for number in ("1", "6", "X"):
            found = [m for m in modules if m.number == number]
            if not found:
                continue
            cards = [ModuleCard(m, counts.get(m.id, ModuleCount()), self._inside) for m in found]
            for card in cards:
                card.clicked.connect(lambda _on=False, ref=card.module.id: self._on_pressed(ref))
            self._groups.append(
                (Label(number_words(number), "small strong", "text2", parent=self._inside), cards)
            )
        self.choose(chosen)
        self._place()

    def choose(self, module_id: int | None) -> None:
        """Mark one card."""
        for card in self.cards:
            card.setChecked(card.module.id == module_id)

    def restyle(self) -> None:
        """Take sizes of the theme again."""
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many cards side by side as fit."""
        super().resizeEvent(event)
        self._place()

    def _on_pressed(self, module_id: int) -> None:
        self.choose(module_id)
        self.chosen.emit(module_id)

    def _place(self) -> None:
        gap, width = px(_GAP), self.viewport().width() - px(6)
        columns = max(1, (width + gap) // (px(_LEAST_WIDTH) + gap))
        wide = (width - gap * (columns - 1)) // columns
        top = 0
        for head, cards in self._groups:
            head.setGeometry(0, top, width, px(22))
            head.show()
            top += px(28)
            for place, card in enumerate(cards):
                row, column = divmod(place, columns)
                card.setGeometry(column * (wide + gap), top + row * (px(_HEIGHT) + gap), wide, px(_HEIGHT))
                card.show()
            rows = -(-len(cards) // columns)
            top += rows * (px(_HEIGHT) + gap) + px(8)
        self._inside.setMinimumHeight(top)
