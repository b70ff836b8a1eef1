"""One resident's card in the right-hand panel: what to mind first, numbers masked, family, groups, history."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from neighborcenter.accounts import queries as trail
from neighborcenter.accounts.permissions import Permission
from neighborcenter.accounts.queries import AuditRow
from neighborcenter.forms.entry_queries import PersonEntry, entries_of
from neighborcenter.kit.i18n import _
from neighborcenter.kit.work import Read
from neighborcenter.people import household_service, queries, service, texts
from neighborcenter.people.kinds import IdKind, ResidentStatus
from neighborcenter.people.queries import RelatedRow, ResidentCard, TagRow
from ui.kit.buttons import Button
from ui.kit.chips import Avatar, StatusChip
from ui.kit.flow import FlowLayout
from ui.kit.jobs import Command, Query, may
from ui.kit.labels import Icon, Label, LinkLabel
from ui.kit.messages import toast
from ui.kit.paint import fill
from ui.kit.spoken import spoken_day, spoken_moment
from ui.kit.theme import px, theme, theme_changed
from ui.kit.widgets import IconButton
from ui.people.panels import Fact, Panel, empty_layout
from ui.people.picker import about
from ui.people.reveal import resident_secret

Found = tuple[ResidentCard, list[TagRow], list[AuditRow], Sequence[PersonEntry]]
MOST_ENTRIES = 5


class AlertStrip(QWidget):
    """What to mind about a person, in amber, before anything else."""

    def __init__(self, text: str) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(px(12), px(8), px(12), px(8))
        line.setSpacing(px(8))
        line.addWidget(Icon("triangle-alert", "notice.text", 18))
        line.addWidget(Label(text, "body strong", "notice.text", wrap=True), 1)
        theme_changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        fill(painter, QRectF(self.rect()), px(8), theme().category("notice").fill)
        painter.end()


class ResidentPanel(Panel):
    """The card of one resident."""

    edit_wanted = Signal(int)
    entry_wanted = Signal(int, int)
    """An entry of a ledger: its form and its id."""
    merge_wanted = Signal(int)
    forget_wanted = Signal(int, str)
    resident_wanted = Signal(int)
    household_wanted = Signal(int)
    group_wanted = Signal(int)
    tags_wanted = Signal()

    def __init__(self, resident_id: int) -> None:
        super().__init__("")
        self.resident_id = resident_id
        self.card: ResidentCard | None = None
        self._all_tags: list[TagRow] = []
        self.edit = self.add_head_button("pencil", _("Change"), lambda: self.edit_wanted.emit(resident_id))
        self.more = self.add_head_button("ellipsis", _("More"), self._on_more)
        self.edit.setEnabled(may(Permission.PEOPLE_WRITE))
        self.reload()

    def reload(self) -> None:
        """Read the card again."""
        ref = self.resident_id
        Query(self, lambda read: _read(read, ref), key="card").then(self._on_card).start()

    def _on_card(self, found: Found) -> None:
        self.card, self._all_tags, history, entries = found
        empty_layout(self.body)
        card = self.card
        self.title.setText(card.name)
        self._show_head(card)
        if card.alert:
            self.body.addWidget(AlertStrip(card.alert))
        self._show_tags(card)
        self._show_facts(card)
        self._show_family(card)
        self._show_groups(card)
        self._show_ledgers(entries)
        self._show_history(history)
        self.body.addStretch(1)

    def _show_head(self, card: ResidentCard) -> None:
        line = QHBoxLayout()
        line.setSpacing(px(12))
        line.addWidget(Avatar(card.name, 44))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(about(card.sex, card.age) or _("Age not known"), "body", "text2"))
        words.addWidget(Label(card.address or _("No address"), "body", "text2", wrap=True))
        line.addLayout(words, 1)
        if card.status is not ResidentStatus.ACTIVE:
            line.addWidget(StatusChip(_(texts.STATUS_NAMES[card.status]), "closed"))
        self.body.addLayout(line)

    def _show_tags(self, card: ResidentCard) -> None:
        holder = QWidget()
        flow = FlowLayout(holder)
        for tag in card.tags:
            flow.addWidget(StatusChip(tag.name, tag.color))
        if may(Permission.PEOPLE_WRITE) and card.status is ResidentStatus.ACTIVE:
            add = Button(_("Care tags"), "quiet", "tag")
            add.clicked.connect(lambda _checked=False: self._on_tags(add))
            flow.addWidget(add)
        if flow.count():
            self.body.addWidget(holder)

    def _show_facts(self, card: ResidentCard) -> None:
        self.section(_("Reach and papers"))
        ref = self.resident_id
        if card.phone:
            self.body.addWidget(resident_secret(_("Phone"), card.phone, ref, "phone"))
        else:
            self.body.addWidget(Fact(_("Phone"), _("No phone")))
        if card.phone2:
            self.body.addWidget(resident_secret(_("Second phone"), card.phone2, ref, "phone2"))
        if card.id_number:
            kind = _(texts.ID_KIND_NAMES[card.id_kind]) if card.id_kind is not IdKind.NONE else _("ID number")
            self.body.addWidget(resident_secret(kind, card.id_number, ref, "id_number"))
        if card.birth_date is not None:
            self.body.addWidget(Fact(_("Birth date"), card.birth_date.isoformat()))
        if card.note:
            self.body.addWidget(Fact(_("Note"), card.note))

    def _show_family(self, card: ResidentCard) -> None:
        button = IconButton("house", _("Open the household"), 30)
        button.setEnabled(card.household_id is not None or may(Permission.PEOPLE_WRITE))
        button.clicked.connect(lambda _checked=False: self._on_household())
        self.section(_("Household"), button)
        if card.household_id is None:
            self.body.addWidget(Label(_("Not in a household yet"), "small", "text2"))
        elif not card.household:
            self.body.addWidget(Label(_("Lives alone in the household"), "small", "text2"))
        cared_for = {ward.id for ward in card.wards}
        words = _("in this person's care")
        for person in card.household:
            self.body.addWidget(self._person(person, words if person.id in cared_for else ""))
        if card.guardian_name:
            self._show_guardian(card)
        at_home = {person.id for person in card.household}
        for ward in card.wards:
            if ward.id not in at_home:
                self.body.addWidget(self._person(ward, words))

    def _show_guardian(self, card: ResidentCard) -> None:
        if card.guardian_id is not None:
            person = RelatedRow(card.guardian_id, card.guardian_name, card.sex, None)
            self.body.addWidget(self._person(person, _("Guardian"), plain=True))
        else:
            name = _("Guardian {name}").format(name=card.guardian_name)
            if card.guardian_phone:
                secret = resident_secret(name, card.guardian_phone, self.resident_id, "guardian_phone")
                self.body.addWidget(secret)
            else:
                self.body.addWidget(Label(name, "body"))

    def _person(self, person: RelatedRow, note: str = "", *, plain: bool = False) -> QWidget:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(px(8))
        line.addWidget(Avatar(person.name, 26))
        link = LinkLabel(person.name, "body strong")
        link.clicked.connect(lambda: self.resident_wanted.emit(person.id))
        line.addWidget(link)
        words = [] if plain else [about(person.sex, person.age)]
        words += [note] if note else []
        if person.head:
            words.append(_("Head of household"))
        line.addWidget(Label(" · ".join(each for each in words if each), "small", "text2", wrap=True), 1)
        return holder

    def _show_groups(self, card: ResidentCard) -> None:
        if not card.groups:
            return
        self.section(_("Groups"))
        for group in card.groups:
            link = LinkLabel(group.name, "body strong")
            link.clicked.connect(lambda ref=group.id: self.group_wanted.emit(ref))
            line = QHBoxLayout()
            line.addWidget(link)
            if group.leads:
                line.addWidget(Label(_("Leader"), "small", "text2"))
            line.addStretch(1)
            self.body.addLayout(line)

    def _show_ledgers(self, entries: Sequence[PersonEntry]) -> None:
        """What was lately entered about the person; each opens its entry."""
        if not entries:
            return
        self.section(_("In the ledgers"))
        for one in entries:
            link = LinkLabel(f"{spoken_day(one.day)}  {one.form}", "small")
            link.clicked.connect(partial(self.entry_wanted.emit, one.form_id, one.id))
            self.body.addWidget(link)

    def _show_history(self, history: list[AuditRow]) -> None:
        lines = [row for row in history if row.act in texts.ACTS][:6]
        if not lines:
            return
        self.section(_("What happened to this record"))
        for row in lines:
            words = _("{day} {name}: {act}").format(
                day=spoken_moment(row.at), name=row.actor, act=_(texts.ACTS[row.act])
            )
            self.body.addWidget(Label(words, "note", "text2", wrap=True))

    # -- acts ------------------------------------------------------------------------------------------------

    def _on_tags(self, button: QWidget) -> None:
        menu = self.tag_menu()
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    def tag_menu(self) -> QMenu:
        """All care tags, those given are ticked; choosing one gives or takes it."""
        menu = QMenu(self)
        given = {tag.id for tag in self.card.tags} if self.card is not None else set()
        for tag in self._all_tags:
            action = menu.addAction(tag.name)
            action.setCheckable(True)
            action.setChecked(tag.id in given)
            action.triggered.connect(lambda on, t=tag: self._give(t, on=on))
        menu.addSeparator()
        self._entry(menu, _("Set up care tags"), self.tags_wanted.emit, on=may(Permission.PEOPLE_WRITE))
        return menu

    def _give(self, tag: TagRow, *, on: bool) -> None:
        ref, verb = self.resident_id, service.tag if on else service.untag
        back = service.untag if on else service.tag
        words = _("{tag} added") if on else _("{tag} taken away")

        def undo() -> None:
            Command(self, lambda work: back(work, ref, tag.id)).then(lambda _result: self.reload()).start()

        def done(_result: object) -> None:
            self.reload()
            toast(words.format(tag=tag.name), undo=undo, owner=self)

        Command(self, lambda work: verb(work, ref, tag.id)).then(done).start()

    def _on_household(self) -> None:
        ref = self.resident_id
        if self.card is not None and self.card.household_id is not None:
            self.household_wanted.emit(self.card.household_id)
            return
        Command(self, lambda work: household_service.household_for(work, ref)).then(
            self.household_wanted.emit
        ).start()

    def _on_more(self) -> None:
        self.more_menu().popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def more_menu(self) -> QMenu:
        """What else can be done; acts that are not allowed are greyed."""
        menu = QMenu(self)
        card = self.card
        if card is None:
            return menu
        write, merge = may(Permission.PEOPLE_WRITE), may(Permission.PEOPLE_MERGE)
        if card.status is ResidentStatus.ACTIVE:
            self._entry(menu, _("Has moved away"), lambda: self._set_status(ResidentStatus.MOVED), on=write)
            self._entry(menu, _("Has died"), lambda: self._set_status(ResidentStatus.DECEASED), on=write)
        elif card.status in (ResidentStatus.MOVED, ResidentStatus.DECEASED):
            self._entry(
                menu, _("Lives here again"), lambda: self._set_status(ResidentStatus.ACTIVE), on=write
            )
        menu.addSeparator()
        usable = card.status not in (ResidentStatus.MERGED, ResidentStatus.REMOVED)
        self._entry(
            menu,
            _("Merge with a double…"),
            lambda: self.merge_wanted.emit(self.resident_id),
            on=merge and usable,
        )
        self._entry(
            menu, _("Remove personal data…"), lambda: self.forget_wanted.emit(self.resident_id, card.name),
            on=merge and usable,
        )  # fmt: skip
        return menu

    def _entry(self, menu: QMenu, words: str, run: Callable[[], object], *, on: bool) -> None:
        action = menu.addAction(words)
        action.setEnabled(on)
        action.triggered.connect(lambda _checked=False: run())

    def _set_status(self, status: ResidentStatus) -> None:
        assert self.card is not None
        ref, before, name = self.resident_id, self.card.status, self.card.name

        def undo() -> None:
            Command(self, lambda work: service.set_status(work, ref, before)).then(
                lambda _result: self.reload()
            ).start()

        def done(_result: object) -> None:
            self.reload()
            words = _("{name}: {state}").format(name=name, state=_(texts.STATUS_NAMES[status]))
            toast(words, undo=undo, owner=self)

        Command(self, lambda work: service.set_status(work, ref, status)).then(done).start()


def _read(read: Read, ref: int) -> Found:
    entries = entries_of(read, ref, MOST_ENTRIES) if read.may(Permission.FORMS_VIEW) else ()
    return queries.resident_card(read, ref), queries.tags(read), trail.history(read, "resident", ref), entries
