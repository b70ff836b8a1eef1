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
from ui.kit.table import TableView


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


def confirm_many(owner: QWidget, refs: Sequence[int]) -> None:
    """Note it for all that are selected."""
    chosen = tuple(refs)
    _act(
        owner,
        lambda work: service.confirm_locally(work, chosen),
        lambda: toast(_("{count} services confirmed locally").format(count=len(chosen)), owner=owner),
    )


def move(owner: QWidget, table: TableView, module_id: int | None, step: int) -> None:
    """Move the service under the cursor one place up or down, while a whole module is shown in its order."""
    ref, wanted = table.current_id(), list(table.model.ids)
    if module_id is None or ref is None or not table.bar.where().is_empty():
        toast(_("Choose one module and no filter, then its services can be moved."), owner=owner)
        return
    place = wanted.index(ref)
    if not 0 <= place + step < len(wanted):
        return
    wanted.insert(place + step, wanted.pop(place))
    _act(owner, lambda work: service.reorder(work, module_id, tuple(wanted)))


def _act(owner: QWidget, act: Callable[[Work], object], done: Callable[[], object] = lambda: None) -> None:
    def refused(problems: Sequence[Problem]) -> None:
        errors = [p for p in problems if p.level == "error"] or list(problems)
        toast(speak(errors[0]), icon="circle-alert", owner=owner)

    Command(owner, act).then(lambda _result: done()).failed(refused).start()
