"""What the sign-in screen and the lock screen ask of the back office, off the main thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from ui.kit.jobs import Task, runner
from ui.kit.later import later

if TYPE_CHECKING:
    from neighborcenter.accounts import service
else:
    service = later("neighborcenter.accounts.service")


def enter(owner: QObject, center_id: int, login: str, password: str, then: Callable[[Any], object]) -> Task:
    """Try a login and a password; `then` gets the SignIn. The slow check runs before the write lock is taken."""
    backend = runner().backend

    def ask() -> Any:
        program = backend.system(center_id)
        with backend.read(program) as read:
            verdict = service.check_password(read, login, password)
        with backend.work(program) as work:
            return service.sign_in(work, verdict)

    return Task(owner, ask, lane="work").then(then)
