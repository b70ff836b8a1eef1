"""What is done about accounts: adding, changing, signing in, changing passwords."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts import passwords, queries, rules
from neighborcenter.accounts import texts as texts  # teaches the sentences of this room
from neighborcenter.accounts.drafts import AccountChange, AccountDraft, PasswordChange
from neighborcenter.accounts.models import account, account_role, role, role_permission
from neighborcenter.accounts.permissions import ROLES, Permission
from neighborcenter.kit.actor import Actor
from neighborcenter.kit.problems import Invalid, NotAllowed, NotFound, Problem, refuse
from neighborcenter.kit.work import Read, Work


@dataclass(frozen=True, slots=True)
class SignIn:
    """The answer to a sign-in: an actor, or what was wrong. Kept either way, hence no exception."""

    actor: Actor | None
    problem: Problem | None = None
    must_change: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the password check found, before the write lock is taken."""

    login: str
    hash_seen: str
    fits: bool
    better_hash: str = ""


def make_roles(work: Work) -> None:
    """Write the five starting roles of a new center."""
    work.require(Permission.ACCOUNTS_MANAGE)
    for position, (key, (name, permissions)) in enumerate(ROLES.items()):
        role_id = work.insert(role, key=key, name=name, builtin=True, position=position)
        work.insert_many(
            role_permission, [{"role_id": role_id, "permission": str(p)} for p in sorted(permissions)]
        )


def add_account(work: Work, draft: AccountDraft) -> int:
    """Add a person who works here. Returns the account's id. Raises Invalid."""
    work.require(Permission.ACCOUNTS_MANAGE)
    login = draft.login.strip()
    problems = rules.problems_in_login(login)
    problems += rules.problems_in_password(draft.password, login)
    if not draft.name.strip():
        problems.append(Problem("name", "accounts.name"))
    if _id_of(work, login) is not None:
        problems.append(Problem("login", "accounts.login_taken", {"login": login}))
    refuse(problems)
    account_id = work.insert(
        account,
        login=login,
        name=draft.name.strip(),
        password_hash=passwords.hash_of(draft.password),
        must_change=draft.must_change,
        password_changed_at=work.clock.now(),
    )
    _give_roles(work, account_id, draft.roles)
    work.record("accounts.add", "account", account_id, login=login, roles=list(draft.roles))
    return account_id


def change_account(work: Work, account_id: int, change: AccountChange, *, version: int | None = None) -> None:
    """Rename, switch on or off, or give other roles. Raises Invalid, NotFound, Stale."""
    work.require(Permission.ACCOUNTS_MANAGE)
    managed = account_id in queries.managers(work)
    values: dict[str, Any] = {}
    if change.name is not None:
        if not change.name.strip():
            raise Invalid(Problem("name", "accounts.name"))
        values["name"] = change.name.strip()
    if change.active is not None:
        values["active"] = change.active
    work.update(account, account_id, version=version, **values)
    if change.roles is not None:
        work.execute(account_role.delete().where(account_role.c.account_id == account_id))
        _give_roles(work, account_id, change.roles)
    left = queries.managers(work)
    refuse(rules.problems_in_leaving(managed and account_id not in left, len(left)))
    work.record(
        "accounts.change",
        "account",
        account_id,
        name=change.name,
        roles=list(change.roles) if change.roles is not None else None,
        active=change.active,
    )


def set_role_permissions(work: Work, role_id: int, permissions: frozenset[str]) -> None:
    """Say what a role may do. Raises NotFound; Invalid when nobody could manage accounts any more."""
    work.require(Permission.ACCOUNTS_MANAGE)
    key = work.value(sa.select(role.c.key).where(role.c.id == role_id, role.c.center_id == work.center_id))
    if key is None:
        raise NotFound("role", role_id)
    before = {
        row.permission
        for row in work.rows(sa.select(role_permission).where(role_permission.c.role_id == role_id))
    }
    wanted = {str(Permission(p)) for p in permissions}
    work.execute(role_permission.delete().where(role_permission.c.role_id == role_id))
    work.insert_many(role_permission, [{"role_id": role_id, "permission": p} for p in sorted(wanted)])
    refuse(rules.problems_in_leaving(was_manager=True, managers_left=len(queries.managers(work))))
    work.record(
        "accounts.role",
        "role",
        role_id,
        key=key,
        given=sorted(wanted - before),
        taken=sorted(before - wanted),
    )


def change_password(work: Work, change: PasswordChange) -> None:
    """Give oneself a new password; any signed-in account may. Raises Invalid."""
    if work.actor.account_id is None:
        raise NotAllowed(Permission.ACCOUNTS_MANAGE)
    row = work.row(sa.select(account).where(account.c.id == work.actor.account_id))
    if row is None:
        raise NotFound("account", work.actor.account_id)
    problems = []
    if not passwords.fits(row.password_hash, change.old):
        problems.append(Problem("old", "accounts.wrong"))
    elif change.old == change.new:
        problems.append(Problem("password", "accounts.password_same"))
    refuse(problems + rules.problems_in_password(change.new, row.login))
    work.update(
        account,
        row.id,
        password_hash=passwords.hash_of(change.new),
        must_change=False,
        password_changed_at=work.clock.now(),
    )
    work.record("accounts.password", "account", row.id)


def reset_password(work: Work, account_id: int, new: str) -> None:
    """Give someone a first password again; they must change it when they sign in. Also unlocks."""
    work.require(Permission.ACCOUNTS_MANAGE)
    login = work.value(sa.select(account.c.login).where(account.c.id == account_id))
    refuse(rules.problems_in_password(new, login or ""))
    work.update(
        account,
        account_id,
        password_hash=passwords.hash_of(new),
        must_change=True,
        failures=0,
        locked_until=None,
    )
    work.record("accounts.reset_password", "account", account_id)


def unlock(work: Work, account_id: int) -> None:
    """Open an account that was locked after wrong passwords."""
    work.require(Permission.ACCOUNTS_MANAGE)
    work.update(account, account_id, failures=0, locked_until=None)
    work.record("accounts.unlock", "account", account_id)


def check_password(read: Read, login: str, password: str) -> Verdict:
    """Whether `password` belongs to `login`. Slow on purpose (Argon2id, 200 ms), so done outside the lock."""
    row = read.row(
        sa.select(account.c.password_hash).where(
            account.c.center_id == read.center_id, account.c.login == login.strip()
        )
    )
    hashed = row.password_hash if row is not None else ""
    if not passwords.fits(hashed, password):
        return Verdict(login.strip(), hashed, fits=False)
    better = passwords.hash_of(password) if passwords.is_outdated(hashed) else ""
    return Verdict(login.strip(), hashed, fits=True, better_hash=better)


def sign_in(work: Work, verdict: Verdict) -> SignIn:
    """Let someone in, or count the failure. Never raises for a wrong password: the count has to be kept.

    After five wrong passwords in a row the account is locked for 30 minutes, then longer; the count lives
    in the database and survives a restart (GB/T 22239-2019, 7.1.4.1 b).
    """
    now = work.clock.now()
    row = work.row(
        sa.select(account).where(account.c.center_id == work.center_id, account.c.login == verdict.login)
    )
    if row is not None and rules.is_locked(row.locked_until, now):
        until = f"{work.clock.wall(row.locked_until):%m-%d %H:%M}"
        work.record("accounts.sign_in_failed", "account", row.id, login=verdict.login, why="locked")
        return SignIn(None, Problem("password", "accounts.locked", {"until": until}))
    if row is None or not verdict.fits or row.password_hash != verdict.hash_seen:
        return _failed(work, row, verdict.login)
    if not row.active:
        work.record("accounts.sign_in_failed", "account", row.id, login=verdict.login, why="inactive")
        return SignIn(None, Problem("login", "accounts.inactive"))
    work.update(
        account,
        row.id,
        failures=0,
        locked_until=None,
        last_sign_in=now,
        password_hash=verdict.better_hash or row.password_hash,
    )
    actor = queries.actor_of(work, row.id)
    work.actor = actor
    work.record("accounts.sign_in", "account", row.id)
    return SignIn(actor, must_change=row.must_change)


def sign_out(work: Work) -> None:
    """Note that someone left their desk."""
    work.record("accounts.sign_out", "account", work.actor.account_id)


def _failed(work: Work, row: sa.Row[tuple[object, ...]] | None, login: str) -> SignIn:
    if row is None:
        work.record("accounts.sign_in_failed", "account", None, login=login, why="unknown")
        return SignIn(None, Problem("password", "accounts.wrong"))
    failures = row.failures + 1
    locked = rules.locked_until_after(failures, work.clock.now())
    work.update(account, row.id, failures=failures, locked_until=locked)
    work.record("accounts.sign_in_failed", "account", row.id, login=login, failures=failures)
    if locked is not None:
        work.record("accounts.lock", "account", row.id, until=locked)
        until = f"{work.clock.wall(locked):%m-%d %H:%M}"
        return SignIn(None, Problem("password", "accounts.locked", {"until": until}))
    left = rules.TRIES - failures % rules.TRIES
    return SignIn(None, Problem("password", "accounts.wrong_left", {"left": left}))


def _give_roles(work: Work, account_id: int, keys: tuple[str, ...]) -> None:
    if not keys:
        raise Invalid(Problem("roles", "accounts.no_role"))
    known = {
        row.key: row.id
        for row in work.rows(sa.select(role.c.key, role.c.id).where(role.c.center_id == work.center_id))
    }
    for key in keys:
        if key not in known:
            raise Invalid(Problem("roles", "accounts.role", {"role": key}))
    work.insert_many(account_role, [{"account_id": account_id, "role_id": known[key]} for key in keys])


def _id_of(work: Work, login: str) -> int | None:
    found: int | None = work.value(
        sa.select(account.c.id).where(account.c.center_id == work.center_id, account.c.login == login)
    )
    return found
