"""The audit trail: one line per act, in the same transaction, chained by a key that is not in the database.

Each line carries HMAC-SHA256(key, hash of the line before + this line), so that an edit, an insertion, a
deletion or a swap breaks the chain; `audit_head` seals count and last hash, so that a tail cut off shows too
(GB/T 22239-2019 asks for a protected log of who did what, when, with what result; kept at least 6 months).
"""

import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from neighborcenter.kit.model import (
    IdType,
    Instant,
    center_column,
    id_column,
    instant_text,
    number_column,
    table,
    text_column,
)
from neighborcenter.kit.problems import Unavailable
from neighborcenter.kit.redact import redact

GENESIS = "0" * 64

audit_entry = table(
    "audit_entry",
    id_column(),
    center_column(),
    sa.Column("at", Instant, nullable=False),
    sa.Column("account_id", IdType, nullable=True),
    text_column("actor"),
    text_column("act"),
    text_column("subject"),
    sa.Column("ref_id", IdType, nullable=True),
    text_column("detail"),
    text_column("hash"),
    sa.Index(None, "center_id", "at"),
    sa.Index(None, "center_id", "subject", "ref_id"),
)

audit_head = table(
    "audit_head",
    sa.Column("center_id", IdType, sa.ForeignKey("center.id"), primary_key=True, autoincrement=False),
    number_column("count"),
    text_column("hash"),
    text_column("seal"),
)


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One act as it is written: `act` like "booking.book", `subject` a table name, `detail` what changed."""

    at: datetime
    account_id: int | None
    actor: str
    act: str
    subject: str
    ref_id: int | None
    detail: str


def detail_text(detail: Mapping[str, Any]) -> str:
    """Details as one line of JSON, stable in order, Chinese readable.

    What people typed (a reason, a title, a sign-in name) may hold a number; the trail is kept for years and
    holds none. Checksums stay whole.
    """
    if not detail:
        return ""
    clean = {name: value if name == "sha256" else _redacted(value) for name, value in detail.items()}
    return json.dumps(clean, ensure_ascii=False, sort_keys=True, default=str, separators=(",", ":"))


def _redacted(value: Any) -> Any:
    if isinstance(value, str):
        return redact(value)
    if isinstance(value, Mapping):
        return {key: _redacted(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_redacted(each) for each in value]
    return value


def chain_hash(key: bytes, before: str, line: AuditLine) -> str:
    """The keyed hash of `line` standing after the line whose hash is `before`."""
    body = "\x1f".join(
        (
            before,
            instant_text(line.at),
            "" if line.account_id is None else str(line.account_id),
            line.actor,
            line.act,
            line.subject,
            "" if line.ref_id is None else str(line.ref_id),
            line.detail,
        )
    )
    return hmac.new(key, body.encode(), hashlib.sha256).hexdigest()


def seal_of(key: bytes, center_id: int, count: int, last: str) -> str:
    """The seal over how many lines there are and the hash of the last."""
    return hmac.new(key, f"{center_id}\x1f{count}\x1f{last}".encode(), hashlib.sha256).hexdigest()


def make_key(path: Path) -> bytes:
    """Write a new key beside the database, readable by its owner only. Keeps one that is there."""
    if not path.exists():
        temporary = path.with_suffix(".new")
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(32))
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    return read_key(path)


def read_key(path: Path) -> bytes:
    """The key of the chain. Raises Unavailable when it is missing or not one."""
    try:
        key = bytes.fromhex(path.read_text("ascii").strip())
    except (OSError, ValueError) as error:
        raise Unavailable("audit.key_missing", path=str(path)) from error
    if len(key) < 32:
        raise Unavailable("audit.key_missing", path=str(path))
    return key


class Chain:
    """Appends lines to the trail of one center."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def append(self, connection: sa.Connection, center_id: int, lines: list[AuditLine]) -> None:
        """Write `lines` after the last one. The head row is the lock that keeps desks in order."""
        head = connection.execute(_HEAD, {"center": center_id}).one_or_none()
        if head is None:
            count, last = 0, GENESIS
            connection.execute(audit_head.insert(), {"center_id": center_id})
        else:
            count, last = head
        rows = []
        for line in lines:
            last = chain_hash(self._key, last, line)
            rows.append(
                {
                    "center_id": center_id,
                    "at": line.at,
                    "account_id": line.account_id,
                    "actor": line.actor,
                    "act": line.act,
                    "subject": line.subject,
                    "ref_id": line.ref_id,
                    "detail": line.detail,
                    "hash": last,
                }
            )
        count += len(lines)
        connection.execute(_ADD, rows[0] if len(rows) == 1 else rows)
        seal = seal_of(self._key, center_id, count, last)
        connection.execute(_MOVE_HEAD, {"center": center_id, "n": count, "h": last, "s": seal})

    def findings(self, connection: sa.Connection, center_id: int) -> list[str]:
        """What is wrong with the trail of a center; empty when the chain holds from end to end."""
        found: list[str] = []
        last, count = GENESIS, 0
        for row in connection.execute(_LINES, {"center": center_id}):
            line = AuditLine(row.at, row.account_id, row.actor, row.act, row.subject, row.ref_id, row.detail)
            expected = chain_hash(self._key, last, line)
            count += 1
            if not hmac.compare_digest(expected, row.hash):
                found.append(f"audit line {row.id} does not follow the line before it")
                return found
            last = row.hash
        head = connection.execute(_HEAD, {"center": center_id}).one_or_none()
        if head is None:
            # Founding a center is its first line: a center without any had its whole trail removed.
            return ["the head of the audit trail is missing"]
        seal = connection.execute(
            sa.select(audit_head.c.seal).where(audit_head.c.center_id == center_id)
        ).scalar_one()
        if tuple(head) != (count, last):
            found.append(f"the audit trail holds {count} lines; its seal says {head[0]}")
        elif not hmac.compare_digest(seal, seal_of(self._key, center_id, count, last)):
            found.append("the seal of the audit trail is not ours")
        return found


_ADD = audit_entry.insert()
_HEAD = (
    sa.select(audit_head.c.count, audit_head.c.hash)
    .where(audit_head.c.center_id == sa.bindparam("center"))
    .with_for_update()
)
_MOVE_HEAD = (
    audit_head.update()
    .where(audit_head.c.center_id == sa.bindparam("center"))
    .values(count=sa.bindparam("n"), hash=sa.bindparam("h"), seal=sa.bindparam("s"))
)
_LINES = (
    sa.select(audit_entry).where(audit_entry.c.center_id == sa.bindparam("center")).order_by(audit_entry.c.id)
)
