"""Decisions about passwords, lock-out and who may leave. Pure."""

import re
from datetime import datetime, timedelta

from neighborcenter.kit.problems import Problem

# GB/T 22239-2019, 7.1.4.1: unique identity with complexity; assessors ask for eight characters of three of
# four kinds, and for a limit on failed attempts.
SHORTEST = 8
TRIES = 5
LOCKED_FOR = timedelta(minutes=30)
LOGIN = re.compile(r"[A-Za-z0-9_.一-鿿-]{2,32}")


def problems_in_login(login: str) -> list[Problem]:
    """A login is 2 to 32 letters, digits, Chinese characters, dots, dashes or underscores."""
    if LOGIN.fullmatch(login):
        return []
    return [Problem("login", "accounts.login")]


def problems_in_password(password: str, login: str) -> list[Problem]:
    """What makes a password too weak."""
    kinds = sum(
        1
        for pattern in (r"[a-z]", r"[A-Z]", r"[0-9]", r"[^A-Za-z0-9]")
        if re.search(pattern, password) is not None
    )
    found = []
    if len(password) < SHORTEST:
        found.append(Problem("password", "accounts.password_short", {"count": SHORTEST}))
    elif kinds < 2 or (kinds < 3 and len(password) < 12):
        found.append(Problem("password", "accounts.password_simple"))
    if login and login.lower() in password.lower():
        found.append(Problem("password", "accounts.password_login"))
    return found


def locked_until_after(failures: int, now: datetime) -> datetime | None:
    """Until when an account is locked after `failures` wrong passwords in a row; None when it is not.

    Every further block of failures doubles the time, up to a day, so that guessing never pays.
    """
    if failures < TRIES or failures % TRIES:
        return None
    wait: timedelta = LOCKED_FOR * 2 ** min(failures // TRIES - 1, 10)
    return now + min(wait, timedelta(days=1))


def is_locked(locked_until: datetime | None, now: datetime) -> bool:
    """Whether the account is still locked. A clock set back does not open it: the lock is an instant."""
    return locked_until is not None and now < locked_until


def problems_in_leaving(was_manager: bool, managers_left: int) -> list[Problem]:
    """The last person who can manage accounts may not be switched off or lose that right."""
    if was_manager and managers_left == 0:
        return [Problem("active", "accounts.last_administrator")]
    return []
