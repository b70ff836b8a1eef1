"""Settings, Users: who may sign in, with which roles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from neighborcenter.accounts import queries, service
from neighborcenter.accounts.drafts import AccountChange, AccountDraft
from neighborcenter.accounts.permissions import ROLES, Permission
from neighborcenter.accounts.queries import AccountRow
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.problems import speak
from ui.accounts.sign_in import SecretField
from ui.kit import jobs
from ui.kit.actions import ActionSpec
from ui.kit.buttons import Button
from ui.kit.cards import Divider
from ui.kit.columns import Column, Empty, FilterChoice, Mark, Sort, Source, Where, in_order
from ui.kit.fields import FlagField, TextField
from ui.kit.form import Field, Form
from ui.kit.jobs import Command
from ui.kit.labels import Label
from ui.kit.list_page import ListPage
from ui.kit.messages import toast
from ui.kit.page import Stop
from ui.kit.section import row_of
from ui.kit.table import TableView


def role_names(keys: Sequence[str]) -> str:
    """Return the names of roles in the chosen language."""
    return _(", ").join(_(ROLES[key][0]) if key in ROLES else key for key in keys)


def _is_locked(row: AccountRow) -> bool:
    return row.locked_until is not None and row.locked_until > jobs.runner().backend.clock.now()


def _state(row: AccountRow) -> Mark:
    if not row.active:
        return Mark(_("Switched off"), "closed", "ban")
    if _is_locked(row):
        return Mark(_("Locked"), "notice", "lock")
    if row.must_change:
        return Mark(_("First password"), "lending", "key-round")
    return Mark(_("Active"), "service", "check")


def _last(row: AccountRow) -> str:
    when = row.last_sign_in
    return f"{jobs.runner().backend.clock.wall(when):%Y-%m-%d %H:%M}" if when is not None else _("Never")


COLUMNS = (
    Column("name", N_("Name"), 140, strong=True),
    Column("login", N_("Login"), 140),
    Column("roles", N_("Roles"), 220, show=lambda row: role_names(row.roles)),
    Column("state", N_("State"), 140, show=_state),
    Column("last", N_("Last sign-in"), 160, show=_last),
)


def account_ids(read: Any, where: Where, sort: Sort | None) -> list[int]:
    """Return the ids of the accounts that fit."""
    text = where.text.lower()
    found = [
        row
        for row in queries.accounts(read)
        if text in f"{row.name}{row.login}{role_names(row.roles)}".lower()
        and (row.active or where.get("state") == "off")
    ]
    return [row.id for row in in_order(found, COLUMNS, sort)]


def account_rows(read: Any, ids: Sequence[int]) -> list[AccountRow]:
    """Return the accounts with these ids."""
    wanted = set(ids)
    return [row for row in queries.accounts(read) if row.id in wanted]


class AccountEditor(QWidget):
    """Adds or changes one account, in the panel."""

    done = Signal()

    def __init__(self, row: AccountRow | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = row
        self.setWindowTitle(row.name if row is not None else _("New user"))
        self.form = Form()
        self.form.add("name", Field(_("Name"), TextField(), required=True))
        if row is None:
            hint = _("Letters, digits or characters")
            self.form.add("login", Field(_("Login"), TextField(), hint, required=True))
            hint = _("At least 8 characters; is changed at the first sign-in")
            self.form.add("password", Field(_("First password"), SecretField(), hint, required=True))
        self.roles = {key: FlagField(_(name)) for key, (name, _rights) in ROLES.items()}
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.form)
        self.roles_label = Label(_("Roles"), "small strong", "text2")
        box.addWidget(self.roles_label)
        for flag in self.roles.values():
            box.addWidget(flag)
        self.trouble = Label("", "note strong", "accent_text", wrap=True)
        self.trouble.hide()
        box.addWidget(self.trouble)
        if row is not None:
            self._add_other_acts(row, box)
        box.addStretch(1)
        self.save = Button(_("Save"), "primary", "check", main=True)
        self.save.clicked.connect(self._on_save)
        self.foot = self.save
        self.form.set_values({"name": row.name if row is not None else ""})
        for key in row.roles if row is not None else ("front_desk",):
            if key in self.roles:
                self.roles[key].set_value(True)

    def _add_other_acts(self, row: AccountRow, box: QVBoxLayout) -> None:
        box.addWidget(Divider())
        self.new_password = Field(_("New first password"), SecretField())
        box.addWidget(self.new_password)
        reset = Button(_("Reset password"), icon="key-round")
        reset.clicked.connect(self._on_reset)
        buttons = [reset]
        if _is_locked(row):
            unlock = Button(_("Unlock"), icon="lock-open")
            unlock.clicked.connect(
                lambda: self._do(lambda work: service.unlock(work, row.id), _("Unlocked: {name}"))
            )
            buttons.append(unlock)
        box.addLayout(row_of(*buttons, stretch_first=False))
        words = _("Switch off") if row.active else _("Switch on")
        switch = Button(words, "danger" if row.active else "secondary", "ban" if row.active else "check")
        switch.clicked.connect(self._on_switch)
        box.addLayout(row_of(switch, stretch_first=False))

    def chosen_roles(self) -> tuple[str, ...]:
        """Return the keys of the roles that are ticked."""
        return tuple(key for key, flag in self.roles.items() if flag.value())

    def _do(self, act: Any, said: str, undo: Any = None) -> None:
        name = self.form.values()["name"]
        Command(self, act).then(lambda _done: self._finish(said.format(name=name), undo=undo)).failed(
            self._on_problems
        ).start()

    def _finish(self, said: str, undo: Any = None) -> None:
        toast(said, undo=undo)
        self.done.emit()

    def _on_save(self) -> None:
        row, values, roles = self.row, self.form.values(), self.chosen_roles()
        if row is None:
            draft = AccountDraft(values["login"], values["name"], values["password"], roles)
            self._do(lambda work: service.add_account(work, draft), _("Added: {name}"))
        else:
            change = AccountChange(values["name"], roles)
            self._do(
                lambda work: service.change_account(work, row.id, change, version=row.version),
                _("Saved: {name}"),
            )

    def _on_reset(self) -> None:
        row, new = self.row, self.new_password.value()
        assert row is not None
        self._do(lambda work: service.reset_password(work, row.id, new), _("Password of {name} reset"))

    def _on_switch(self) -> None:
        row = self.row
        assert row is not None
        window = self.window()

        def undo() -> None:
            Command(
                window, lambda work: service.change_account(work, row.id, AccountChange(active=row.active))
            ).start()

        said = _("Switched off: {name}") if row.active else _("Switched on: {name}")
        change = AccountChange(active=not row.active)
        self._do(lambda work: service.change_account(work, row.id, change), said, undo)

    def _on_problems(self, problems: Any) -> None:
        if self.row is not None:
            mine = [problem for problem in problems if problem.field == "password"]
            self.new_password.set_problem(mine[0] if mine else None)
            problems = [problem for problem in problems if problem not in mine]
        left = self.form.set_problems(problems)
        self.trouble.setText(" ".join(speak(problem) for problem in left))
        self.trouble.setVisible(bool(left))


class UsersSection(ListPage):
    """The list of accounts; one opens in the panel."""

    key = "settings.users"
    title = N_("Users")
    watches = frozenset({"account", "account_role", "role"})

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = TableView(
            "settings.users",
            COLUMNS,
            Source(account_ids, account_rows),
            filters=[FilterChoice("state", N_("State"), [("off", _("Switched off too"))])],
            placeholder=_("Name, login or role"),
            empty=Empty(_("No users"), icon="users"),
            take_away=_("Users"),
        )
        self.main_button = self.new_button = Button(_("Add a user"), "primary", "user-plus")
        self.new_button.clicked.connect(self.new)
        self.table.bar.add_right(self.new_button)
        self.place(self.table)
        self.table.opened.connect(self._on_opened)

    def action_specs(self) -> Sequence[ActionSpec]:
        """Ctrl+N adds a user."""
        rights = Permission.ACCOUNTS_MANAGE
        return (ActionSpec("accounts.add", N_("Add a user"), "user-plus", "Ctrl+N", rights, run=self.new),)

    def tour_stops(self) -> Sequence[Stop]:
        """A new user and the first one of the list."""
        return (Stop("user-new", self.new), Stop("user", self._open_first))

    def _open_first(self) -> None:
        self.go_to_first()
        self._on_opened(0)

    def new(self) -> None:
        """Open an empty editor."""
        self._show(AccountEditor(None))

    def _on_opened(self, _ref: int) -> None:
        row = self.table.current_row()
        if isinstance(row, AccountRow):
            self._show(AccountEditor(row))

    def _show(self, editor: AccountEditor) -> None:
        editor.done.connect(self.close_panel)
        self.show_panel(editor)
        editor.form.focus_first()
