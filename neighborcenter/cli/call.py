"""One call of a command: its options, the database it opens, who acts, and what it answers.

The house behind a database is loaded when it is opened: some commands need none.
"""

from __future__ import annotations

import argparse
import getpass
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from neighborcenter.kit.actor import Actor
from neighborcenter.kit.i18n import _
from neighborcenter.kit.log import start_logging
from neighborcenter.kit.paths import Paths, default_data_dir
from neighborcenter.kit.problems import Invalid, Problem, Refused, Unavailable

if TYPE_CHECKING:
    from neighborcenter.backend import Backend
    from neighborcenter.kit.work import Read, Work

Tour = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command has to say: `data` for --json, `lines` for people, and its exit code."""

    data: dict[str, Any]
    lines: list[str] = field(default_factory=list)
    code: int = 0


class Call:
    """What a command is given."""

    def __init__(self, options: argparse.Namespace, tour: Tour | None, began: float | None = None) -> None:
        self.options = options
        self.tour = tour
        self.began = time.monotonic() if began is None else began  # a limit of time counts from here
        self.paths = Paths(Path(getattr(options, "data", None) or default_data_dir()).expanduser().absolute())
        self.url: str | None = getattr(options, "database", None)

    def progress(self, text: str) -> None:
        """A line on standard error: standard output belongs to the answer."""
        sys.stderr.write(text + "\n")
        sys.stderr.flush()

    @contextmanager
    def backend(self, *, create: bool = False) -> Iterator[Backend]:
        """The open database. Raises Unavailable."""
        from neighborcenter.backend import Backend  # noqa: PLC0415 - the whole house

        opened = Backend.open(self.paths, self.url, create=create)
        try:
            log_into(self.paths)
            yield opened
        finally:
            opened.close()

    @contextmanager
    def signed_in(self) -> Iterator[tuple[Backend, Actor]]:
        """The open database and who acts. Raises Unavailable; Refused when the person is not known."""
        with self.backend() as opened:
            yield opened, self.sign_in(opened)

    @contextmanager
    def reading(self) -> Iterator[Read]:
        """A view for the person who acts."""
        with self.signed_in() as (opened, actor), opened.read(actor) as read:
            yield read

    @contextmanager
    def working(self) -> Iterator[Work]:
        """A unit of work of the person who acts: kept when the block ends."""
        with self.signed_in() as (opened, actor), opened.work(actor) as work:
            yield work

    def center(self, opened: Backend) -> int:
        """The center that is meant. Raises Refused."""
        found = opened.centers()
        wanted = getattr(self.options, "center", None)
        codes = ", ".join(f"{code} {name}" for _id, code, name in found)
        if wanted is not None:
            for center_id, code, _name in found:
                if code == wanted:
                    return center_id
            raise Refused(Problem("center", "cli.center_unknown", {"code": wanted, "codes": codes}))
        if len(found) > 1:
            raise Refused(Problem("center", "cli.center_which", {"codes": codes}))
        if not found:
            raise Unavailable("db.missing", path=str(self.paths.database))
        return found[0][0]

    def credentials(self) -> tuple[str, str]:
        """Who acts and their password: from the environment, else asked on a terminal. Raises Refused."""
        user = os.environ.get("NEIGHBORCENTER_USER", "")
        password = os.environ.get("NEIGHBORCENTER_PASSWORD", "")
        if user and password:
            return user, password
        if not (sys.stdin and sys.stdin.isatty()):
            raise Refused(Problem("user", "cli.user_missing"))
        if not user:
            sys.stderr.write(_("Sign-in name: "))
            sys.stderr.flush()
            user = sys.stdin.readline().strip()
        return user, password or getpass.getpass(_("Password: "), stream=sys.stderr)

    def sign_in(self, opened: Backend) -> Actor:
        """The person who acts. Raises Refused; the failed try is counted."""
        from neighborcenter.accounts import service as accounts  # noqa: PLC0415 - a part of it

        center_id = self.center(opened)
        login, password = self.credentials()
        nobody = Actor(None, login, center_id)
        with opened.read(nobody) as read:
            verdict = accounts.check_password(read, login, password)
        with opened.work(nobody) as work:
            answer = accounts.sign_in(work, verdict)
        if answer.actor is None:
            raise Refused(answer.problem or Problem("password", "accounts.wrong"))
        if answer.must_change:
            # A first password is known to whoever gave it: no act may stand in the trail under it.
            raise Refused(Problem("password", "cli.must_change"))
        return answer.actor


def plain(value: Any) -> Any:
    """A value as JSON knows it: local times like 2026-11-23T14:00, enums by value, rows as objects."""
    if isinstance(value, datetime):
        return value.isoformat(
            timespec="minutes" if value.second == 0 and value.tzinfo is None else "seconds"
        )
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Path):
        return str(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, dict):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(each) for each in value]
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)


def must_end(file: Path, *endings: str, field: str = "out") -> None:
    """Say before anything is done that `file` cannot be written as what it is called. Raises Invalid."""
    if file.suffix.lower() not in endings:
        raise Invalid(Problem(field, "cli.file_kind", {"file": file.name, "endings": ", ".join(endings)}))
    if file.is_dir():
        raise Invalid(Problem(field, "cli.file_exists", {"file": str(file)}))


def log_into(paths: Paths) -> None:
    """Keep a log where the folder allows it; a command never fails for want of one."""
    try:
        start_logging(paths.logs)
    except OSError:
        return
