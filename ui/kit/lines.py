"""Lines of a panel whose parts stand below one another: words from the left, figures at the right edge."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from ui.kit.theme import px

MIDDLE, LEFT, RIGHT = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight


class Lines(QGridLayout):
    """Grows a line at a time; the column `wide` takes what is left over, `right` stand at their right edge."""

    def __init__(self, wide: int, right: Iterable[int] = ()) -> None:
        super().__init__()
        self._wide, self._right = wide, frozenset(right)
        self.setContentsMargins(0, 0, 0, 0)
        self.setHorizontalSpacing(px(8))
        self.setVerticalSpacing(px(6))
        self.setColumnStretch(wide, 1)

    def add(self, *parts: QWidget | None) -> None:
        """One more line; None leaves its place empty."""
        row = self.rowCount()
        for column, part in enumerate(parts):
            if part is None:
                continue
            if column == self._wide:
                # A part that ends with its words would hold the whole column to the shortest of them.
                policy = part.sizePolicy()
                policy.setHorizontalPolicy(QSizePolicy.Policy.Expanding)
                part.setSizePolicy(policy)
                self.addWidget(part, row, column, MIDDLE)
            else:
                self.addWidget(part, row, column, (RIGHT if column in self._right else LEFT) | MIDDLE)
