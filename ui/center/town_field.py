"""City, county and township of Fujian, chosen one after the other."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from neighborcenter.center.seed_files import Division, division_path, divisions
from neighborcenter.kit.i18n import _
from ui.kit.theme import control_height, px, theme_changed


class TownField(QWidget):
    """An editor whose value is the code of the township, or of the county as long as no township is chosen."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self.boxes = [QComboBox(self) for _level in range(3)]
        names = (_("City"), _("County or district"), _("Township or subdistrict"))
        for box, name in zip(self.boxes, names, strict=True):
            box.setAccessibleName(name)
            box.setPlaceholderText(name)
            box.setMinimumContentsLength(6)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            self._row.addWidget(box, 1)
        self.setFocusProxy(self.boxes[0])
        self._children: dict[str, list[Division]] = {}
        for division in divisions():
            self._children.setdefault(division.parent, []).append(division)
        province = next(d.code for d in divisions() if d.level == "province")
        self._offer(0, province)
        for level, box in enumerate(self.boxes):
            box.activated.connect(lambda _place, at=level: self._on_chosen(at))
        theme_changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Take sizes of the theme again."""
        self._row.setSpacing(px(8))
        for box in self.boxes:
            box.setFixedHeight(control_height())

    def _offer(self, level: int, parent: str) -> None:
        box = self.boxes[level]
        box.clear()
        for division in self._children.get(parent, []):
            box.addItem(division.name, division.code)
        box.setCurrentIndex(-1)
        box.setEnabled(box.count() > 0)
        for below in self.boxes[level + 1 :]:
            below.clear()
            below.setEnabled(False)

    def _on_chosen(self, level: int) -> None:
        if level < 2:
            self._offer(level + 1, self.boxes[level].currentData())
        self.changed.emit()

    def value(self) -> str:
        """Return the code of the narrowest division chosen."""
        chosen = [box.currentData() for box in self.boxes if box.currentIndex() >= 0]
        return str(chosen[-1]) if chosen else ""

    def set_value(self, code: str | None) -> None:
        """Show a division without telling anybody."""
        path = division_path(code or "")[1:]
        for level, box in enumerate(self.boxes):
            division = path[level] if level < len(path) else None
            box.setCurrentIndex(box.findData(division.code) if division is not None else -1)
            if level < 2 and division is not None:
                self._offer(level + 1, division.code)

    def live_hint(self) -> str:
        """Nothing to help with."""
        return ""

    def trouble(self) -> str:
        """Whatever is chosen can be understood."""
        return ""

    def set_state(self, state: str) -> None:
        """Show the border of an error or a warning."""
        for box in self.boxes:
            box.setProperty("state", state)
            box.style().unpolish(box)
            box.style().polish(box)
