"""What people said afterwards, and the photos: cards of the summary."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QIcon, QImageReader, QKeyEvent, QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.activities import afterwards_service
from neighborcenter.activities.drafts import FeedbackDraft
from neighborcenter.activities.rows import FeedbackRow, PhotoRow
from neighborcenter.kit.i18n import _
from neighborcenter.kit.work import Work
from ui.activities import acts
from ui.kit.buttons import Button, Segmented
from ui.kit.cards import Card
from ui.kit.fields import TextField
from ui.kit.jobs import Command, may, runner
from ui.kit.labels import Label
from ui.kit.messages import toast
from ui.kit.theme import px
from ui.kit.widgets import IconButton
from ui.people.panels import empty_layout

SHOWN = 6
THUMB = 120


class FeedbackCard(Card):
    """A score and words, one after the other; Enter keeps them."""

    def __init__(self) -> None:
        super().__init__(_("What people said"))
        self._activity_id = 0
        self.score = Segmented([(str(n), str(n)) for n in range(1, 6)], "5", name=_("Score, 5 is best"))
        self.words = TextField(_("In their words; Enter keeps it"))
        self.keep = Button(_("Keep"), "secondary", "check")
        line = QHBoxLayout()
        line.setSpacing(px(8))
        line.addWidget(self.score)
        line.addWidget(self.words, 1)
        line.addWidget(self.keep)
        self.add(line)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(px(6))
        self.add(self._rows)
        writes = may(Permission.ACTIVITIES_ENROLL)
        for part in (self.score, self.words, self.keep):
            part.setEnabled(writes)
        self.words.returnPressed.connect(self.submit)
        self.keep.clicked.connect(lambda _checked=False: self.submit())

    def set_activity(self, activity_id: int) -> None:
        """What it is about."""
        self._activity_id = activity_id

    def show_rows(self, rows: Sequence[FeedbackRow]) -> None:
        """The latest, with a way to take one back."""
        empty_layout(self._rows)
        for row in rows[:SHOWN]:
            self._rows.addWidget(self._line(row))
        rest = len(rows) - SHOWN
        if rest > 0:
            self._rows.addWidget(Label(_("and {count} more").format(count=rest), "small", "text2"))
        if not rows:
            self._rows.addWidget(Label(_("Nobody has said anything yet."), "small", "text2"))

    def _line(self, row: FeedbackRow) -> QWidget:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(Label(_("{score} of 5").format(score=row.score), "small strong"))
        words = " · ".join(part for part in (row.words, row.who) if part)
        line.addWidget(Label(words, "small", "text2", wrap=True), 1)
        gone = IconButton("x", _("Take it back"), 28)
        gone.setEnabled(may(Permission.ACTIVITIES_ENROLL))
        gone.clicked.connect(lambda _checked=False: self._take_back(row.id))
        line.addWidget(gone)
        return holder

    def submit(self) -> None:
        """Keep score and words."""
        draft = FeedbackDraft(self._activity_id, int(self.score.current), self.words.value())

        def kept(ref: int) -> None:
            self.words.clear()
            self.words.setFocus()
            toast(_("Kept: {score} of 5").format(score=draft.score), undo=lambda: self._take_back(ref))

        Command(self, lambda work: afterwards_service.give_feedback(work, draft)).then(kept).refused(
            acts.say_refused
        ).start()

    def _take_back(self, ref: int) -> None:
        Command(self, lambda work: afterwards_service.take_back_feedback(work, ref)).then(
            lambda _done: toast(_("Taken back"), icon="undo-2")
        ).start()


class _Thumbs(QListWidget):
    """Photos side by side; Enter opens one, Delete takes it away."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem() is not None:
            self.itemActivated.emit(self.currentItem())
        else:
            super().keyPressEvent(event)


class PhotosCard(Card):
    """The photos of an activity, from the attachments folder."""

    def __init__(self) -> None:
        super().__init__(_("Photos"))
        self._activity_id = 0
        self._photos: tuple[PhotoRow, ...] = ()
        self.list = _Thumbs()
        self.list.setViewMode(QListWidget.ViewMode.IconMode)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setMovement(QListWidget.Movement.Static)
        self.list.setIconSize(QSize(px(THUMB), px(THUMB * 3 // 4)))
        self.list.setAccessibleName(_("Photos"))
        self.nothing = Label(_("No photos yet."), "small", "text2")
        self.add_button = Button(_("Add photos"), "secondary", "image")
        self.remove = Button(_("Take away"), "quiet", "x")
        for part in (self.nothing, self.list):
            self.add(part)
        row = QHBoxLayout()
        row.addWidget(self.add_button)
        row.addWidget(self.remove)
        row.addStretch(1)
        self.add(row)
        self.add_button.setEnabled(may(Permission.ACTIVITIES_WRITE))
        self.remove.setEnabled(may(Permission.ACTIVITIES_WRITE))
        self.add_button.clicked.connect(lambda _checked=False: self._on_add())
        self.remove.clicked.connect(lambda _checked=False: self.remove_current())
        self.list.itemActivated.connect(self._on_open)

    def show_photos(self, activity_id: int, photos: tuple[PhotoRow, ...]) -> None:
        """Show these; pictures are read small."""
        if (activity_id, photos) == (self._activity_id, self._photos):
            return
        self._activity_id, self._photos = activity_id, photos
        self.list.clear()
        for photo in photos:
            item = QListWidgetItem(photo.caption)
            item.setIcon(_thumb(self._folder() / photo.file))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, photo.caption or _("Photo"))
            self.list.addItem(item)
        self.list.setVisible(bool(photos))
        self.remove.setVisible(bool(photos))
        self.nothing.setVisible(not photos)

    @staticmethod
    def _folder() -> Path:
        return Path(runner().backend.paths.attachments)

    def _on_add(self) -> None:
        pictures = _("Pictures") + " (*.jpg *.jpeg *.png *.webp)"
        files, _kind = QFileDialog.getOpenFileNames(self, _("Add photos"), "", pictures)
        self.add_files([Path(one) for one in files])

    def add_files(self, files: Sequence[Path]) -> None:
        """Copy pictures into the attachments; all of them or none."""
        if not files:
            return
        folder, ref = self._folder(), self._activity_id

        def act(work: Work) -> list[int]:
            return [afterwards_service.add_photo(work, folder, ref, one, caption=one.stem) for one in files]

        Command(self, act).then(
            lambda ids: toast(
                _("{count} photos added").format(count=len(ids)), undo=lambda: self._remove(tuple(ids))
            )
        ).refused(acts.say_refused).start()

    def remove_current(self) -> None:
        """Take the chosen photo off the activity."""
        row = self.list.currentRow()
        if 0 <= row < len(self._photos):
            self._remove((self._photos[row].id,))

    def _remove(self, ids: tuple[int, ...]) -> None:
        def act(work: Work) -> None:
            for one in ids:
                afterwards_service.remove_photo(work, one)

        Command(self, act).then(lambda _done: toast(_("The photo is taken away"), icon="undo-2")).start()

    def _on_open(self, item: QListWidgetItem) -> None:
        photo = self._photos[self.list.row(item)]
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder() / photo.file)))


def _thumb(file: Path) -> QIcon:
    """A small copy, read at its small size: a camera's picture would take a third of a second."""
    reader = QImageReader(str(file))
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid():
        reader.setScaledSize(size.scaled(px(THUMB), px(THUMB), Qt.AspectRatioMode.KeepAspectRatio))
    return QIcon(QPixmap.fromImage(reader.read()))
