"""The sign-in line: type a name or read a card, Enter signs in, and the same again signs out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import _
from neighborcenter.kit.work import Read, Work
from neighborcenter.volunteers import gather_service, ledgers, queries, sign_service
from neighborcenter.volunteers.kinds import ROSTERED
from neighborcenter.volunteers.ledgers import Here
from neighborcenter.volunteers.queries import VolunteerFilter, VolunteerRow
from ui.kit.buttons import Button
from ui.kit.chips import Chip
from ui.kit.flow import FlowLayout
from ui.kit.inputs import PinyinLineEdit
from ui.kit.jobs import Query, may, runner
from ui.kit.labels import Label
from ui.kit.suggest import Suggestion, SuggestList
from ui.kit.theme import px
from ui.people.panels import empty_layout
from ui.volunteers import acts
from ui.volunteers.looks import hours_words

SHOWN = 12


class SignDesk(QWidget):
    """The box, and who is here; a click on somebody signs them out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._here: dict[int, Here] = {}
        self.line = PinyinLineEdit(
            _("Sign in or out: name, pinyin or volunteer no., then Enter"), icon="scan-line"
        )
        self.line.setAccessibleName(_("Sign a volunteer in or out"))
        self.line.setEnabled(may(Permission.VOLUNTEERS_HOURS))
        self.list = SuggestList(self.line)
        self.said = Label("", "small", "text2")
        self.gather = Button(_("Turn sign-ins into hours"), "secondary", "clipboard-list")
        self.gather.clicked.connect(lambda _checked=False: self.take_over())
        self.gather.hide()
        self._chips = FlowLayout()
        top = QHBoxLayout()
        top.setSpacing(px(10))
        top.addWidget(self.line, 2)
        top.addWidget(self.said, 1)
        top.addWidget(self.gather)
        self.right = QHBoxLayout()
        top.addLayout(self.right)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(8))
        box.addLayout(top)
        box.addLayout(self._chips)
        self.line.queryChanged.connect(self._on_query)
        self.line.scanned.connect(self._on_scanned)
        self.list.chosen.connect(lambda item: self.sign(item.data))

    # -- who is here -----------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read who is here."""
        Query(self, _standing, key="here").then(self._on_here).start()

    def _on_here(self, found: tuple[list[Here], int]) -> None:
        here, loose = found
        self._here = {one.volunteer_id: one for one in here}
        self.said.setText(_("{count} here now").format(count=len(here)) if here else _("Nobody is signed in"))
        empty_layout(self._chips)
        for one in here[:SHOWN]:
            words = " ".join(part for part in (one.name, f"{one.came:%H:%M}", one.post) if part)
            chip = Chip(words, icon="log-out", checkable=False)
            chip.setToolTip(_("Sign {name} out").format(name=one.name))
            chip.clicked.connect(lambda _checked=False, h=one: self._go(h.volunteer_id, h.name))
            self._chips.addWidget(chip)
            chip.show()
        self.gather.setText(_("Turn {count} sign-ins into hours").format(count=loose))
        self.gather.setVisible(loose > 0 and may(Permission.VOLUNTEERS_HOURS))
        self.gather.updateGeometry()
        self.updateGeometry()

    # -- signing ---------------------------------------------------------------------------------------------

    def _on_query(self, query: str) -> None:
        if not query.strip():
            self.list.set_items([], "")
            return
        Query(self, lambda read: _found(read, query), key="find", lane="quick").then(
            lambda rows: self._on_found(query, rows)
        ).start()

    def _on_found(self, query: str, rows: Sequence[VolunteerRow]) -> None:
        if query != self.line.query:
            return
        items = []
        for row in rows[:8]:
            here = self._here.get(row.id)
            kind = _("Signs out") if here is not None else _("Signs in")
            note = row.number if here is None else f"{row.number} · {here.came:%H:%M}"
            items.append(
                Suggestion(row.name, note, kind, "log-out" if here else "check", "service", data=row)
            )
        self.list.set_items(items, query)

    def _on_scanned(self, code: str) -> None:
        Query(self, lambda read: _found(read, code), key="scan", lane="quick").then(
            lambda rows: self._on_scan_found(code, rows)
        ).start()

    def _on_scan_found(self, code: str, rows: Sequence[VolunteerRow]) -> None:
        if len(rows) == 1:
            self.sign(rows[0])
        else:
            self.said.setText(_("No volunteer with “{code}”").format(code=code))

    def sign(self, row: VolunteerRow) -> None:
        """In, or out when they are here."""
        self.line.clear()
        self.list.set_items([], "")
        if row.id in self._here:
            self._go(row.id, row.name)
        else:
            self._come(row.id, row.name)

    def _come(self, ref: int, name: str) -> None:
        now: datetime = runner().backend.clock.local()

        def come(work: Work) -> None:
            sign_service.come(work, ref, shift_id=ledgers.shift_at(work, ref, work.clock.local()))

        acts.act(
            self,
            come,
            _("{name} is here since {time}").format(name=name, time=f"{now:%H:%M}"),
            undo=lambda work, _done: gather_service.take_back_come(work, ref),
            undone=_("{name} is not signed in after all").format(name=name),
            then=lambda _done: self.reload(),
        )

    def _go(self, ref: int, name: str) -> None:
        acts.act(
            self,
            lambda work: sign_service.go(work, ref),
            lambda minutes: _("{name} has gone: {length}").format(name=name, length=hours_words(minutes)),
            undo=lambda work, _done: gather_service.take_back_go(work, ref),
            undone=_("{name} is here again").format(name=name),
            then=lambda _done: self.reload(),
        )

    def take_over(self) -> None:
        """Finished sign-ins become hours to be confirmed."""
        content = _("Voluntary service")
        acts.act(
            self,
            lambda work: gather_service.gather(work, content),
            lambda made: _("{count} lines of hours to be confirmed").format(count=made),
        )


def _standing(read: Read) -> tuple[list[Here], int]:
    return ledgers.here_now(read), ledgers.loose_pairs(read)


def _found(read: Any, typed: str) -> list[VolunteerRow]:
    return queries.volunteers(read, VolunteerFilter(tuple(sorted(ROSTERED)), None, typed))
