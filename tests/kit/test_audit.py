"""Whoever tampers with the trail is found out: edit, delete, insert, swap, cut the tail, re-chain without key."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from neighborcenter.backend import Backend
from neighborcenter.kit import audit
from neighborcenter.kit.actor import Actor
from neighborcenter.kit.audit import audit_entry, audit_head
from neighborcenter.kit.redact import redact


@pytest.fixture
def trail(backend: Backend, actor: Actor) -> Backend:
    for number in range(5):
        with backend.work(actor) as work:
            work.record("desk.visit", "visit", number + 1, service="量血压", number=number)
    return backend


def _rechain(connection: sa.Connection) -> None:
    chain = audit.Chain(b"x" * 32)
    rows = connection.execute(sa.select(audit_entry).order_by(audit_entry.c.id)).fetchall()
    center = rows[0].center_id
    connection.execute(audit_entry.delete())
    connection.execute(audit_head.delete())
    kept = [audit.AuditLine(r.at, r.account_id, r.actor, r.act, r.subject, r.ref_id, r.detail) for r in rows]
    chain.append(connection, center, kept[:-1])


TAMPERING: dict[str, Callable[[sa.Connection], object]] = {
    "edit": lambda c: c.exec_driver_sql("UPDATE audit_entry SET detail='{}' WHERE ref_id=2"),
    "delete": lambda c: c.exec_driver_sql("DELETE FROM audit_entry WHERE ref_id=3"),
    "insert": lambda c: c.exec_driver_sql(
        "INSERT INTO audit_entry (center_id, at, actor, act, subject, detail, hash) "
        "SELECT center_id, at, '假', act, subject, detail, hash FROM audit_entry WHERE ref_id=2"
    ),
    "swap": lambda c: c.exec_driver_sql("UPDATE audit_entry SET ref_id = 7 - ref_id WHERE ref_id IN (3, 4)"),
    "cut the tail": lambda c: c.exec_driver_sql("DELETE FROM audit_entry WHERE ref_id >= 4"),
    "cut the tail and count again": lambda c: (
        c.exec_driver_sql("DELETE FROM audit_entry WHERE ref_id = 5"),
        c.exec_driver_sql(
            "UPDATE audit_head SET count = count - 1, "
            "hash = (SELECT hash FROM audit_entry ORDER BY id DESC LIMIT 1)"
        ),
    ),
    "chain anew without the key": _rechain,
    "empty it with its head": lambda c: (
        c.exec_driver_sql("DELETE FROM audit_entry"),
        c.exec_driver_sql("DELETE FROM audit_head"),
    ),
    "empty it": lambda c: c.exec_driver_sql("DELETE FROM audit_entry"),
}


@pytest.mark.parametrize("how", TAMPERING)
def test_tampering_is_found(trail: Backend, center_id: int, how: str) -> None:
    with trail.engine.connect() as connection:
        assert trail.chain.findings(connection, center_id) == []
    with trail.engine.execution_options(write=True).begin() as connection:
        TAMPERING[how](connection)
    with trail.engine.connect() as connection:
        assert trail.chain.findings(connection, center_id) != []


def test_numbers_of_people_never_reach_the_log() -> None:
    text = "王桂兰 350582194803041228 电话 13805950427，座机 0595-85661234，房间 302，2026-11-23"
    clean = redact(text)
    for secret in ("350582194803041228", "13805950427", "0595-85661234"):
        assert secret not in clean
    assert "302" in clean
    assert "2026-11-23" in clean
