"""The first screen: who is there? Shown before the back office is loaded; typing can begin at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from neighborcenter.kit.i18n import _
from ui.accounts.entering import enter
from ui.kit.buttons import Button, IconButton
from ui.kit.fields import ChoiceField, TextField
from ui.kit.form import Field
from ui.kit.icons import paint_icon
from ui.kit.labels import Label
from ui.kit.paint import fill
from ui.kit.tall import TallBox
from ui.kit.theme import px, theme, theme_changed
from ui.kit.workstation import workstation


class Mark(QWidget):
    """The red mark of the program."""

    def __init__(self, size: int = 56, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        theme_changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Take sizes of the theme again."""
        self.setFixedSize(px(self._size), px(self._size))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a house on the accent color."""
        painter, box = QPainter(self), QRectF(self.rect())
        fill(painter, box, px(14), theme().accent)
        inner = px(self._size * 0.22)
        paint_icon(painter, "house", theme().on_accent, box.adjusted(inner, inner, -inner, -inner))
        painter.end()


class SecretField(TextField):
    """A password: dots, never trimmed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)

    def value(self) -> str:
        """The text as typed."""
        return self.text()


class GroundCard(QWidget):
    """The card itself."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a rounded body with a hairline."""
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        fill(painter, box, px(16), theme().surface, theme().border)
        painter.end()


class CenteredCard(QWidget):
    """A card in the middle of an otherwise empty screen."""

    width_wanted = 380

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card = GroundCard()
        self.inside = QVBoxLayout(self.card)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.addStretch(2)
        column.addWidget(self.card, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        area = TallBox(self)
        area.put(middle)
        outer = QVBoxLayout(self)
        outer.addWidget(area, 1)
        self.foot = QHBoxLayout()
        outer.addLayout(self.foot)
        theme_changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Take sizes of the theme again."""
        self.card.setFixedWidth(px(self.width_wanted))
        self.inside.setContentsMargins(px(32), px(32), px(32), px(32))
        self.inside.setSpacing(px(14))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().bg)
        painter.end()


class SignInPage(CenteredCard):
    """Login and password. Emits `entered` with the SignIn and the login that was used."""

    entered = Signal(object, str)
    language_wanted = Signal(str)
    size_wanted = Signal()
    look_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._centers: Sequence[tuple[int, str, str]] = ()
        self._waiting = False
        self._again: Button | None = None
        self.place = Label(_("Neighborcenter"), "title")
        self.note = Label(_("Opening the database…"), "small", "text2", wrap=True)
        self.center = Field(_("Center"), ChoiceField([]))
        self.login = Field(_("Login"), TextField(icon="user"))
        self.password = Field(_("Password"), SecretField())
        self.button = Button(_("Sign in"), "primary", key="↵", main=True)
        self.inside.addWidget(Mark(), 0, Qt.AlignmentFlag.AlignHCenter)
        for line in (self.place, self.note):
            line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self.inside.addWidget(line)
        for part in (self.center, self.login, self.password, self.button):
            self.inside.addWidget(part)
        self.center.hide()
        self._build_foot()
        self.button.clicked.connect(self._on_sign_in)
        self.login.editor.returnPressed.connect(self.password.focus)
        self.password.editor.returnPressed.connect(self._on_sign_in)
        keeper = workstation()
        self.login.set_value(keeper.value("last_login", "") if keeper is not None else "")

    def _build_foot(self) -> None:
        size = IconButton("a-large-small", _("Text size (Ctrl+Shift+=)"))
        look = IconButton("moon", _("Dark or light"))
        chinese, english = Button("简体中文", "quiet"), Button("English", "quiet")
        size.clicked.connect(self.size_wanted)
        look.clicked.connect(self.look_wanted)
        chinese.clicked.connect(lambda: self.language_wanted.emit("zh_CN"))
        english.clicked.connect(lambda: self.language_wanted.emit("en"))
        self.foot.addStretch(1)
        for button in (chinese, english, size, look):
            self.foot.addWidget(button)

    def show_centers(self, centers: Sequence[tuple[int, str, str]], chosen: str = "") -> None:
        """The back office is open: say which center this is; ask where a database holds several."""
        self._centers = centers
        self.note.setText(_("Sign in to begin"))
        self.note.set_look("small", "text2")
        if self._again is not None:
            self._again.hide()
        if len(centers) == 1:
            self.place.setText(centers[0][2])
        self.center.editor.set_choices([(ref, name) for ref, _code, name in centers])
        first = next((ref for ref, code, _name in centers if code == chosen), centers[0][0])
        self.center.set_value(first)
        self.center.setVisible(len(centers) > 1)
        if self._waiting:
            self._waiting = False
            self._on_sign_in()

    def show_trouble(self, sentence: str, again: Callable[[], object]) -> None:
        """The database cannot be opened: say why, and offer to try again."""
        self._waiting = False
        self.button.set_busy(False)
        self.note.setText(sentence)
        self.note.set_look("small strong", "accent_text")
        if self._again is None:
            self._again = Button(_("Try again"), "tinted", "refresh-cw")
            self._again.clicked.connect(lambda _checked=False: again())
            self.inside.insertWidget(3, self._again)
        self._again.show()

    def wait(self) -> None:
        """The database is away for a moment; a sign-in typed now is done when it is back."""
        self._centers = ()
        self.note.setText(_("Opening the database…"))

    def begin(self) -> None:
        """Put the caret where typing starts."""
        self.password.set_value("")
        (self.password if self.login.value() else self.login).focus()

    def center_id(self) -> int:
        """Return the chosen center."""
        return int(self.center.value())

    def _on_sign_in(self) -> None:
        login, password = self.login.value(), self.password.value()
        if not login or not password:
            (self.password if login else self.login).focus()
            return
        self.button.set_busy(True, _("Signing in"))  # noqa: FBT003 - reads as a sentence
        if not self._centers:
            self._waiting = True
            return
        enter(
            self, self.center_id(), login, password, lambda answer: self._on_answer(login, answer)
        ).finally_(lambda: self.button.set_busy(False)).start()

    def _on_answer(self, login: str, answer: Any) -> None:
        if answer.problem is not None:
            field = self.login if answer.problem.field == "login" else self.password
            self.password.editor.selectAll()
            field.focus()
            field.set_problem(answer.problem)
            return
        keeper = workstation()
        if keeper is not None:
            keeper.keep("last_login", login)
        self.password.set_value("")
        self.entered.emit(answer, login)
