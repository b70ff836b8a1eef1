"""What disks and databases say when something is wrong, as the plain codes of `Unavailable`."""

import errno
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from neighborcenter.kit.problems import Refused, Unavailable


@contextmanager
def plain_troubles(where: str = "") -> Iterator[None]:
    """Turn what a database says about locks, disks and damage into `Unavailable` with a plain code."""
    try:
        yield
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise Unavailable("db.full") from error
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise Unavailable("db.readonly", path=error.filename or where) from error
        raise
    except (Refused, Unavailable):
        raise
    except Exception as error:
        original = _of_database(error)
        trouble = None if original is None else _trouble(str(original), where, original)
        if trouble is None:
            raise
        raise trouble from error


def _of_database(error: Exception) -> BaseException | None:
    """What the database itself said, when it was the database."""
    from sqlalchemy.exc import DBAPIError  # noqa: PLC0415 - heavy, and some commands need no database

    if isinstance(error, DBAPIError):
        return error.orig or error
    return error if isinstance(error, sqlite3.Error) else None


def _trouble(message: str, where: str, original: BaseException) -> Unavailable | None:
    text = message.lower()
    if "is locked" in text or "deadlock detected" in text or "lock timeout" in text or "is busy" in text:
        return Unavailable("db.locked")
    if "disk is full" in text or "no space left" in text:
        return Unavailable("db.full")
    if "disk i/o error" in text and _is_full(where):
        # SQLite says so when the file its processes share cannot grow.
        return Unavailable("db.full")
    if "malformed" in text or "not a database" in text or "disk i/o error" in text:
        return Unavailable("db.damaged")
    if "readonly" in text or "read-only" in text:
        return Unavailable("db.readonly", path=where)
    if "unable to open" in text or "permission denied" in text:
        return Unavailable("db.readonly", path=where)
    if type(original).__module__.startswith("psycopg") and type(original).__name__ in (
        "OperationalError",
        "ConnectionTimeout",
        "AdminShutdown",
    ):
        return Unavailable("db.unreachable", reason=message.splitlines()[0])
    return None


def _is_full(where: str) -> bool:
    """Whether the disk below `where` has no room for one page of the shared file."""
    try:
        return shutil.disk_usage(where).free < 64 * 1024
    except OSError:
        return False
