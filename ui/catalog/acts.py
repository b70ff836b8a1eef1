"""What is done with one service at a press: publish, withdraw, confirm; a toast says so and takes it back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from neighborcenter.catalog import service
from neighborcenter.catalog.queries import ServiceRow
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Problem, speak
from neighborcenter.kit.work import Work
from ui.kit.jobs import Command
from ui.kit.messages import toast


def publish(owner: QWidget, row: ServiceRow) -> None:
    """Publish a draft, or a withdrawn service again."""

    def undo() -> None:
        if row.status == "withdrawn":
            _act(owner, lambda work: service.withdraw(work, row.id, _("Publishing was undone")))
        else:
            _act(owner, lambda work: service.back_to_draft(work, row.id))

    _act(
        owner,
        lambda work: service.publish(work, row.id),
        lambda: toast(_("Published “{name}”").format(name=row.title), undo=undo, owner=owner),
    )


def withdraw(owner: QWidget, row: ServiceRow, reason: str) -> None:
    """Withdraw a published service."""

    def undo() -> None:
        _act(owner, lambda work: service.publish(work, row.id))

    _act(
        owner,
        lambda work: service.withdraw(work, row.id, reason),
        lambda: toast(_("Withdrawn “{name}”").format(name=row.title), undo=undo, owner=owner),
    )


def confirm(owner: QWidget, row: ServiceRow) -> None:
    """Note that papers, days and fee were checked with the local department."""
    _act(
        owner,
        lambda work: service.confirm_locally(work, (row.id,)),
        lambda: toast(_("Confirmed locally: “{name}”").format(name=row.title), owner=owner),
    )


def _act(owner: QWidget, act: Callable[[Work], object], done: Callable[[], object] = lambda: None) -> None:
    def refused(problems: Sequence[Problem]) -> None:
        errors = [p for p in problems if p.level == "error"] or list(problems)
        toast(speak(errors[0]), icon="circle-alert", owner=owner)

    Command(owner, act).then(lambda _result: done()).failed(refused).start()
