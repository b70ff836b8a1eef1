"""Questions about accounts, roles and the audit trail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.models import account, account_role, role, role_permission
from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.actor import Actor
from neighborcenter.kit.audit import audit_entry
from neighborcenter.kit.work import Read


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account in the list. Role names are in the center's own words."""

    id: int
    login: str
    name: str
    roles: tuple[str, ...]
    active: bool
    must_change: bool
    locked_until: datetime | None
    last_sign_in: datetime | None
    version: int


@dataclass(frozen=True, slots=True)
class RoleRow:
    """One role with its permissions."""

    id: int
    key: str
    name: str
    permissions: frozenset[str]


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One line of the audit trail; `at` in the center's local time."""

    id: int
    at: datetime
    actor: str
    act: str
    subject: str
    ref_id: int | None
    detail: str


def accounts(read: Read) -> list[AccountRow]:
    """Every account of the center, by name."""
    read.require(Permission.ACCOUNTS_MANAGE)
    roles: dict[int, list[str]] = {}
    for row in read.rows(
        sa.select(account_role.c.account_id, role.c.key)
        .join(role, role.c.id == account_role.c.role_id)
        .where(role.c.center_id == read.center_id)
        .order_by(role.c.position)
    ):
        roles.setdefault(row.account_id, []).append(row.key)
    found = read.rows(
        sa.select(account).where(account.c.center_id == read.center_id).order_by(account.c.name, account.c.id)
    )
    return [
        AccountRow(
            r.id,
            r.login,
            r.name,
            tuple(roles.get(r.id, ())),
            r.active,
            r.must_change,
            r.locked_until,
            r.last_sign_in,
            r.version,
        )
        for r in found
    ]


def roles(read: Read) -> list[RoleRow]:
    """Every role of the center with its permissions, in order."""
    granted: dict[int, set[str]] = {}
    for row in read.rows(sa.select(role_permission)):
        granted.setdefault(row.role_id, set()).add(row.permission)
    found = read.rows(sa.select(role).where(role.c.center_id == read.center_id).order_by(role.c.position))
    return [RoleRow(r.id, r.key, r.name, frozenset(granted.get(r.id, ()))) for r in found]


def actor_of(read: Read, account_id: int) -> Actor:
    """The actor that an account acts as, with the permissions of all its roles."""
    name = read.value(sa.select(account.c.name).where(account.c.id == account_id))
    granted = read.rows(
        sa.select(role_permission.c.permission)
        .join(account_role, account_role.c.role_id == role_permission.c.role_id)
        .where(account_role.c.account_id == account_id)
    )
    return Actor(account_id, name, read.center_id, frozenset(row.permission for row in granted))


def managers(read: Read) -> set[int]:
    """Active accounts that may manage accounts."""
    found = read.rows(
        sa.select(account.c.id)
        .join(account_role, account_role.c.account_id == account.c.id)
        .join(role_permission, role_permission.c.role_id == account_role.c.role_id)
        .where(
            account.c.center_id == read.center_id,
            account.c.active.is_(True),
            role_permission.c.permission == str(Permission.ACCOUNTS_MANAGE),
        )
    )
    return {row.id for row in found}


def audit_ids(
    read: Read,
    *,
    text: str = "",
    act: str = "",
    account_id: int | None = None,
    since: date | None = None,
    until: date | None = None,
) -> list[int]:
    """Ids of audit lines, newest first. `since` and `until` are days at the center, both included."""
    read.require(Permission.AUDIT_VIEW)
    conditions: list[sa.ColumnElement[bool]] = [audit_entry.c.center_id == read.center_id]
    if text:
        named = audit_entry.c.actor.contains(text, autoescape=True)
        conditions.append(named | audit_entry.c.detail.contains(text, autoescape=True))
    if act:
        conditions.append(audit_entry.c.act.startswith(act, autoescape=True))
    if account_id is not None:
        conditions.append(audit_entry.c.account_id == account_id)
    if since is not None:
        conditions.append(audit_entry.c.at >= _instant(read, since))
    if until is not None:
        conditions.append(audit_entry.c.at < _instant(read, until + timedelta(days=1)))
    found = read.rows(sa.select(audit_entry.c.id).where(*conditions).order_by(audit_entry.c.id.desc()))
    return [row.id for row in found]


def audit_rows(read: Read, ids: Sequence[int]) -> list[AuditRow]:
    """The audit lines with these ids, in their order."""
    read.require(Permission.AUDIT_VIEW)
    found = {
        row.id: row
        for row in read.rows(
            sa.select(audit_entry).where(
                audit_entry.c.id.in_(list(ids)), audit_entry.c.center_id == read.center_id
            )
        )
    }
    return [_audit_row(read, found[ref]) for ref in ids if ref in found]


def history(read: Read, subject: str, ref: int) -> list[AuditRow]:
    """What happened to one record, newest first; shown on its card, so it asks for no right of its own.

    What exactly changed (`detail`) is only for those who may read the audit trail; for others it is "".
    """
    found = read.rows(
        sa.select(audit_entry)
        .where(
            audit_entry.c.center_id == read.center_id,
            audit_entry.c.subject == subject,
            audit_entry.c.ref_id == ref,
        )
        .order_by(audit_entry.c.id.desc())
        .limit(50)
    )
    whole = read.may(Permission.AUDIT_VIEW)
    return [_audit_row(read, row, whole=whole) for row in found]


def _audit_row(read: Read, row: sa.Row[Any], *, whole: bool = True) -> AuditRow:
    detail = row.detail if whole else ""
    return AuditRow(row.id, read.clock.wall(row.at), row.actor, row.act, row.subject, row.ref_id, detail)


def _instant(read: Read, day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=read.clock.zone)
