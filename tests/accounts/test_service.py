"""Who may come in, who may not, and who may change that."""

from datetime import timedelta

import pytest

from neighborcenter.accounts import queries, service
from neighborcenter.accounts.drafts import AccountChange, AccountDraft, PasswordChange
from neighborcenter.accounts.permissions import Permission
from neighborcenter.backend import Backend
from neighborcenter.kit.actor import Actor
from neighborcenter.kit.clock import FixedClock
from neighborcenter.kit.problems import Invalid, NotAllowed
from neighborcenter.kit.work import Work

GOOD = "桂花里 5-302x"


def add(
    backend: Backend, actor: Actor, login: str = "zhoumin", roles: tuple[str, ...] = ("front_desk",)
) -> int:
    with backend.work(actor) as work:
        return service.add_account(work, AccountDraft(login, "周敏", GOOD, roles, must_change=False))


@pytest.mark.both_engines
def test_the_right_password_opens_with_the_rights_of_the_role(backend: Backend, actor: Actor) -> None:
    add(backend, actor)
    signed = backend.sign_in(actor.center_id, "zhoumin", GOOD)
    assert signed.actor is not None
    assert signed.actor.name == "周敏"
    assert signed.actor.may(Permission.DESK_SERVE)
    assert not signed.actor.may(Permission.PEOPLE_SENSITIVE)


@pytest.mark.both_engines
def test_five_wrong_passwords_lock_and_a_restart_does_not_open(
    backend: Backend, actor: Actor, database: str | None, clock: FixedClock
) -> None:
    add(backend, actor)
    codes = [backend.sign_in(actor.center_id, "zhoumin", "wrong").problem for _ in range(5)]
    assert [p.code for p in codes if p] == ["accounts.wrong_left"] * 4 + ["accounts.locked"]
    restarted = Backend.open(backend.paths, database, clock=clock)
    refused = restarted.sign_in(actor.center_id, "zhoumin", GOOD)
    assert refused.actor is None
    assert refused.problem is not None
    assert refused.problem.code == "accounts.locked"
    clock.set(clock.local() + timedelta(minutes=31))
    assert restarted.sign_in(actor.center_id, "zhoumin", GOOD).actor is not None
    restarted.close()


def test_an_unknown_name_gets_the_same_answer_as_a_wrong_password(backend: Backend, actor: Actor) -> None:
    answer = backend.sign_in(actor.center_id, "nobody", "x").problem
    assert answer is not None
    assert answer.code == "accounts.wrong"


def test_an_account_that_was_switched_off_stays_out(backend: Backend, actor: Actor) -> None:
    ref = add(backend, actor)
    with backend.work(actor) as work:
        service.change_account(work, ref, AccountChange(active=False))
    answer = backend.sign_in(actor.center_id, "zhoumin", GOOD)
    assert answer.actor is None
    assert answer.problem is not None
    assert answer.problem.code == "accounts.inactive"


@pytest.mark.parametrize("password", ["short1!", "onlyletters", "zhoumin2026!x", ""])
def test_weak_passwords_are_refused_beside_their_field(work: Work, password: str) -> None:
    with pytest.raises(Invalid) as caught:
        service.add_account(work, AccountDraft("zhoumin", "周敏", password))
    assert {p.field for p in caught.value.problems} == {"password"}


def test_a_name_is_given_once(backend: Backend, actor: Actor) -> None:
    add(backend, actor)
    with pytest.raises(Invalid) as caught:
        add(backend, actor)
    assert caught.value.problems[0].code == "accounts.login_taken"


def test_the_last_administrator_cannot_leave(backend: Backend, actor: Actor) -> None:
    assert actor.account_id is not None
    with pytest.raises(Invalid) as caught, backend.work(actor) as work:
        service.change_account(work, actor.account_id, AccountChange(active=False))
    assert caught.value.problems[0].code == "accounts.last_administrator"
    with pytest.raises(Invalid), backend.work(actor) as work:
        service.change_account(work, actor.account_id, AccountChange(roles=("auditor",)))


def test_one_changes_ones_own_password_with_the_old_one(backend: Backend, actor: Actor) -> None:
    ref = add(backend, actor)
    signed = backend.sign_in(actor.center_id, "zhoumin", GOOD).actor
    assert signed is not None
    with pytest.raises(Invalid), backend.work(signed) as work:
        service.change_password(work, PasswordChange("not it", "新密码 2026 ok"))
    with backend.work(signed) as work:
        service.change_password(work, PasswordChange(GOOD, "新密码 2026 ok"))
    assert backend.sign_in(actor.center_id, "zhoumin", "新密码 2026 ok").actor is not None
    assert ref == signed.account_id


def test_the_front_desk_manages_no_accounts(backend: Backend, actor: Actor) -> None:
    add(backend, actor)
    desk = backend.sign_in(actor.center_id, "zhoumin", GOOD).actor
    assert desk is not None
    with pytest.raises(NotAllowed), backend.work(desk) as work:
        service.add_account(work, AccountDraft("other", "别人", GOOD))
    with backend.read(desk) as read, pytest.raises(NotAllowed):
        queries.accounts(read)


def test_the_auditor_reads_the_trail_and_no_people(backend: Backend, actor: Actor) -> None:
    add(backend, actor, "shenji", ("auditor",))
    auditor = backend.sign_in(actor.center_id, "shenji", GOOD).actor
    assert auditor is not None
    assert not auditor.may(Permission.PEOPLE_VIEW)
    with backend.read(auditor) as read:
        ids = queries.audit_ids(read, act="accounts.")
        acts = [row.act for row in queries.audit_rows(read, ids)]
    assert acts[:2] == ["accounts.sign_in", "accounts.add"]
