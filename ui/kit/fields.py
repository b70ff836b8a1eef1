"""Editors that return plain values: text, numbers, choices, yes or no."""

from collections.abc import Callable, Sequence
from datetime import time
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFocusEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QListView,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from neighborcenter.kit.i18n import _
from neighborcenter.kit.matching import matched
from ui.kit.focus import halo
from ui.kit.inputs import LineEdit, PinyinLineEdit
from ui.kit.later import later
from ui.kit.suggest import Suggestion, SuggestList
from ui.kit.theme import control_height, font, px, theme_changed

# More choices than this are searched, not scrolled.
FEW = 8


if TYPE_CHECKING:
    from neighborcenter.kit import speech
else:
    speech = later("neighborcenter.kit.speech")


class TextField(LineEdit):
    """One line of text; the value is trimmed. ``help_with(text)`` may say what is still missing while typing."""

    changed = Signal()

    def __init__(self, placeholder: str = "", *, icon: str | None = None, hint: str = "",
                 help_with: Callable[[str], str] | None = None, parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__(placeholder, icon=icon, hint=hint, parent=parent)
        self._help_with = help_with
        self.textChanged.connect(lambda _text: self.changed.emit())

    def value(self) -> str:
        """The trimmed text."""
        return self.text().strip()

    def set_value(self, value: str | None) -> None:
        """Show a text without telling anybody."""
        with QSignalBlocker(self):
            self.setText(value or "")

    def live_hint(self) -> str:
        return self._help_with(self.value()) if self._help_with is not None else ""

    def trouble(self) -> str:
        return ""


class LongTextField(QPlainTextEdit):
    """Several lines of text; Tab leaves it."""

    changed = Signal()

    def __init__(self, placeholder: str = "", lines: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        halo(self, 8)
        self.textChanged.connect(self.changed)
        theme_changed.connect(self.restyle)
        self.restyle()

    def value(self) -> str:
        """The trimmed text."""
        return self.toPlainText().strip()

    def set_value(self, value: str | None) -> None:
        """Show a text without telling anybody."""
        with QSignalBlocker(self):
            self.setPlainText(value or "")

    def live_hint(self) -> str:
        return ""

    def trouble(self) -> str:
        return ""

    def set_state(self, state: str) -> None:
        self.setProperty("state", state)
        self.style().unpolish(self)
        self.style().polish(self)
        self.restyle()

    def showEvent(self, event: QShowEvent) -> None:
        # Polishing has just put the style sheet's minimum in place of ours, and a crowded form would use it.
        super().showEvent(event)
        self.restyle()

    def restyle(self) -> None:
        self.setFont(font("body"))
        self.setFixedHeight(px(22) * self._lines + px(18))


class NumberField(LineEdit):
    """A number with its unit at the right. Whole unless ``places``; full-width digits and commas are fine."""

    changed = Signal()

    def __init__(self, unit: str = "", *, places: int = 0, minimum: int | None = 0, maximum: int | None = None,
                 placeholder: str = "", parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__(placeholder, hint=unit, parent=parent)
        self._places, self._minimum, self._maximum = places, minimum, maximum
        self.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
        self.textChanged.connect(lambda _text: self.changed.emit())

    def value(self) -> int | Decimal | None:
        """The number (int when whole numbers are asked for), or None when empty or not understood."""
        number = self._number()
        if number is None or self.trouble():
            return None
        return number if self._places else int(number)

    def set_value(self, value: int | Decimal | None) -> None:
        """Show a number without telling anybody."""
        with QSignalBlocker(self):
            self.setText("" if value is None else str(value))

    def live_hint(self) -> str:
        return ""

    def trouble(self) -> str:
        if not self.text().strip():
            return ""
        number = self._number()
        if number is None:
            return _("Write a number here, in digits.")
        if round(number, self._places) != number:
            if not self._places:
                return _("Only whole numbers here.")
            return _("At most {places} digits after the point.").format(places=self._places)
        if self._minimum is not None and number < self._minimum:
            return _("At least {minimum}.").format(minimum=self._minimum)
        if self._maximum is not None and number > self._maximum:
            return _("At most {maximum}.").format(maximum=self._maximum)
        return ""

    def _number(self) -> Decimal | None:
        try:
            number = Decimal(speech.plain(self.text()).replace(",", "").replace("，", ""))
        except InvalidOperation:
            return None
        return number if number.is_finite() else None


class YuanField(NumberField):
    """An amount in yuan; the value is whole fen.  `minimum` None lets it be below zero."""

    def __init__(self, minimum: int | None = 0) -> None:
        super().__init__(_("yuan"), places=2, minimum=minimum)

    def value(self) -> int | None:
        """Fen, or None when empty or not understood."""
        amount = super().value()
        return None if amount is None else int(amount * 100)

    def set_value(self, value: int | Decimal | None) -> None:
        """Show an amount of fen without telling anybody."""
        if value is None:
            super().set_value(None)
            return
        amount = Decimal(value) / 100
        super().set_value(amount.quantize(Decimal("0.01")) if amount % 1 else Decimal(int(amount)))


class ClockField(TextField):
    """A time of day: 9, 930, 14:30, 下午2."""

    def __init__(self) -> None:
        super().__init__(_("930, 14:30"), icon="clock")

    def value(self) -> Any:
        """The time, or None when empty or not understood."""
        minutes = speech.parse_time(self.text()) if self.text().strip() else None
        return None if minutes is None or minutes >= 24 * 60 else time(minutes // 60, minutes % 60)

    def set_value(self, value: Any) -> None:
        """Show a time without telling anybody."""
        super().set_value(value.strftime("%H:%M") if isinstance(value, time) else value)

    def live_hint(self) -> str:
        found = self.value()
        return f"{found:%H:%M}" if found is not None and f"{found:%H:%M}" != self.text().strip() else ""

    def trouble(self) -> str:
        if self.text().strip() and self.value() is None:
            return _("No such time. Write it like 9:30 or 14.")
        return ""


class _Combo(QComboBox):
    def wheelEvent(self, event: QWheelEvent) -> None:
        # Scrolling a form must not change what was chosen.
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class _Search(PinyinLineEdit):
    left = Signal()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class ChoiceField(QWidget):
    """One of several (key, words): a drop-down for up to 8, a search by characters or pinyin for more."""

    changed = Signal()

    def __init__(self, choices: Sequence[tuple[Any, str]], placeholder: str = "", *, optional: bool = False,
                 parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__(parent)
        self._choices: list[tuple[Any, str]] = []
        self._key: Any = None
        self._optional = optional
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.combo: _Combo | None = None
        self.search: _Search | None = None
        if len(choices) > FEW:
            self.search = _Search(placeholder or _("Characters, pinyin or initials"))
            self.list = SuggestList(self.search)
            self.search.queryChanged.connect(self._on_query)
            self.search.left.connect(self._on_left)
            self.list.chosen.connect(self._on_chosen)
            inner: QWidget = self.search
        else:
            self.combo = _Combo()
            self.combo.setPlaceholderText(placeholder)
            self.combo.setView(QListView(self.combo))
            self.combo.view().setAccessibleName(_("Choices"))
            self.combo.activated.connect(self._on_activated)
            halo(self.combo, 8)
            inner = self.combo
        layout.addWidget(inner)
        self.setFocusProxy(inner)
        theme_changed.connect(self.restyle)
        self.restyle()
        self.set_choices(choices)

    def restyle(self) -> None:
        if self.combo is not None:
            self.combo.setFixedHeight(control_height())
            # Long answers are cut in a narrow panel; they must not widen it.
            self.combo.setMinimumWidth(px(64))

    def set_choices(self, choices: Sequence[tuple[Any, str]]) -> None:
        """Offer others; the choice stays if it is among them."""
        self._choices = list(choices)
        if self._optional and self.combo is not None:
            self._choices.insert(0, (None, "—"))
        if self.combo is not None:
            self.combo.clear()
            self.combo.addItems([words for _key, words in self._choices])
        self.set_value(self._key)

    def value(self) -> Any:
        """The key chosen, or None."""
        return self._key

    def set_value(self, value: Any) -> None:
        """Show a choice without telling anybody."""
        keys = [key for key, _words in self._choices]
        place = keys.index(value) if value in keys else -1
        self._key = value if place >= 0 else None
        if self.combo is not None:
            self.combo.setCurrentIndex(place)
        elif self.search is not None:
            with QSignalBlocker(self.search):
                self.search.setText(self._choices[place][1] if place >= 0 else "")
                # Of words longer than the line their beginning is read.
                self.search.setCursorPosition(0)

    def live_hint(self) -> str:
        return ""

    def trouble(self) -> str:
        if self.search is not None and self.search.text().strip() and self._key is None:
            return _("Nothing is called “{text}”. Choose one of the list.").format(
                text=self.search.text().strip()
            )
        return ""

    def set_state(self, state: str) -> None:
        if self.search is not None:
            self.search.set_state(state)
        elif self.combo is not None:
            self.combo.setProperty("state", state)
            self.combo.style().unpolish(self.combo)
            self.combo.style().polish(self.combo)

    def _on_activated(self, place: int) -> None:
        self._key = self._choices[place][0]
        self.changed.emit()

    def _on_query(self, query: str) -> None:
        named = [key for key, words in self._choices if words == query]
        self._key = named[0] if named else None
        # pypinyin takes a third of a second once; a list of choices is small enough to match here.
        found = [
            Suggestion(words, icon="check", category="closed", data=key)
            for key, words in self._choices
            if not query or matched(words, query)
        ]
        self.list.set_items(found, query)
        self.changed.emit()

    def _on_chosen(self, item: Suggestion) -> None:
        self.set_value(item.data)
        self.changed.emit()

    def _on_left(self) -> None:
        rows = [item for item in self.list.items if isinstance(item, Suggestion)]
        if self._key is None and self.search is not None and self.search.text().strip() and len(rows) == 1:
            self._on_chosen(rows[0])


class FlagField(QCheckBox):
    """Yes or no, in words."""

    changed = Signal()

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setAccessibleName(text)
        self.toggled.connect(lambda _on: self.changed.emit())

    def value(self) -> bool:
        """Whether it is ticked."""
        return self.isChecked()

    def set_value(self, value: bool | None) -> None:
        """Tick it or not without telling anybody."""
        with QSignalBlocker(self):
            self.setChecked(bool(value))

    def live_hint(self) -> str:
        return ""

    def trouble(self) -> str:
        return ""

    def set_state(self, state: str) -> None:
        self.setProperty("state", state)
